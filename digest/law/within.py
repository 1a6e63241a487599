"""References that only the place they stand in resolves: 前款, 前两条, 本条第二款, 前项, 第三款.

In the words of 立法技术规范（试行）（一）: inside one 条 another 款 is named without its 条, the
one just before as 前款, the 条 just before as 前条.
"""

import re
from collections.abc import Iterator

from digest.law.lexicon import NUM
from digest.model import Article, Citation, Paragraph, Quote
from digest.text.numerals import to_int

_PLACE = rf"(?:第 ?(?P<paragraph>{NUM}) ?款)?(?:第 ?（?(?P<point>{NUM})）? ?项)?"
_BACK = re.compile(
    rf"(?:前(?P<several>[一二两三四五六七八九十])?(?P<unit>[条款项])"
    rf"|(?P<own>本条)(?=第 ?{NUM} ?款)"
    rf"|(?<![条款项〉》和与及、至或0-9零〇一二三四五六七八九十百])(?=第 ?{NUM} ?款))" + _PLACE
)
_NEXT = re.compile(
    r" ?(?:、|和|与|及|以及|或者?|(?P<to>至|到)) ?"
    rf"第 ?（?(?P<number>{NUM})）? ?(?P<unit>[款项])(?! ?第)"
)
_OF_ANOTHER = re.compile(r"(?:该|同|其|原|上述|[法例定则])条?$")
"""Before 第二款: it is a 款 of something else."""
_LONGEST_RANGE = 100


def within(
    articles: tuple[Article, ...], text: str, plain: str, instrument: str | None
) -> tuple[Citation, ...]:
    """Such references in ``articles``, whose spans count in ``text``; ``plain`` is it, folded.

    One that points before the first 款 or 条 is left out: its text is not at hand.
    """
    return tuple(
        Citation(instrument, number, paragraph, point, Quote(text[start:end], start, end))
        for index, article in enumerate(articles)
        for passage in article.paragraphs
        for (number, paragraph, point), start, end in _of(articles, index, passage, plain)
    )


_Place = tuple[str, int | None, str | None]


def _of(
    articles: tuple[Article, ...], index: int, passage: Paragraph, plain: str
) -> Iterator[tuple[_Place, int, int]]:
    for found in _BACK.finditer(plain, passage.start, passage.end):
        named = found["unit"] or found["own"]
        if not named and _OF_ANOTHER.search(plain, found.start() - 4, found.start()):
            continue
        places = list(_meant(articles, index, passage, found, plain))
        for place in places:
            yield place, *found.span()
        if places and (found["paragraph"] or found["point"]):
            yield from _further(places[-1], plain, found.end(), passage.end)


def _meant(
    articles: tuple[Article, ...],
    index: int,
    passage: Paragraph,
    found: re.Match[str],
    plain: str,
) -> Iterator[_Place]:
    own = articles[index].number
    back = (to_int(found["several"]) or 1) if found["several"] else 1
    paragraph = to_int(found["paragraph"]) if found["paragraph"] else None
    point = str(to_int(found["point"])) if found["point"] else None
    match found["unit"]:
        case "条" if index < back and own.isdigit():  # new text of a decision stands alone
            for number in range(max(1, int(own) - back), int(own)):
                yield str(number), paragraph, point
        case "条":
            for article in articles[max(0, index - back) : index]:
                yield article.number, paragraph, point
        case "款" if passage.number == 1 and "。" in plain[passage.start : found.start()]:
            yield own, 1, point  # the text lost its line breaks: 款 of one article on one line
        case "款":
            for number in range(max(1, passage.number - back), passage.number):
                yield own, number, point
        case "项":
            last = int(passage.point) if passage.point and passage.point.isdigit() else 0
            for number in range(max(1, last - back), last):
                yield own, passage.number, str(number)
        case _:
            yield own, paragraph, point


def _further(last: _Place, plain: str, at: int, end: int) -> Iterator[tuple[_Place, int, int]]:
    """第一项、第二项 and 第二项至第七项 go on from the place before them."""
    article, paragraph, point = last
    while found := _NEXT.match(plain, at, end):
        number = to_int(found["number"]) or 0
        before = (int(point) if point else 0) if found["unit"] == "项" else paragraph or 0
        first = before + 1 if found["to"] and before < number <= before + _LONGEST_RANGE else number
        for one in range(first, number + 1):
            if found["unit"] == "项":
                point = str(one)
            else:
                paragraph, point = one, None
            yield (article, paragraph, point), *found.span()
        at = found.end()
