"""Places in an instrument: 第N条第M款第K项, ranges and enumerations, with any numerals."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from digest.law.lexicon import NUM
from digest.text.numerals import to_int

_SPACE = r"[ \n]?"
_LIST = rf"{NUM}(?:{_SPACE}[、至到~—–-]{_SPACE}{NUM}){{0,9}}"
_POINT = (
    # between two numbers a mark or a bracket: without, a long run of digits is cut in every way
    rf"第{_SPACE}(?P<points>（?{NUM}）?"
    rf"(?:{_SPACE}(?:[、至到~—–-]{_SPACE}（?{NUM}）?|（{NUM}）)){{0,9}})"
    rf"{_SPACE}项"
)
_PLACE = re.compile(
    rf"(?:第{_SPACE}(?P<articles>{_LIST})"
    rf"(?:{_SPACE}条(?:之(?P<after>{NUM}))?|（(?P<bracketed>[0-9]{{1,2}})）条))?"
    rf"{_SPACE}(?:第{_SPACE}(?P<paragraphs>{_LIST}){_SPACE}款)?{_SPACE}(?:{_POINT})?"
)
_JOIN = re.compile(
    r" ?(?P<join>、|，|和|以及|及其|及|与|或者|或|至|到|—+|–|-|~) ?(?=第)"
    r"|(?<=[款项])(?P<next>)(?=第)"
)
BARE = re.compile(rf"第{_SPACE}{_LIST}{_SPACE}条")
"""第N条, whoever it belongs to."""
LONGEST_RANGE = 100


@dataclass(frozen=True, slots=True)
class Place:
    """An article, a paragraph, a point; ``end`` is where the words that name it end."""

    article: str | None
    paragraph: int | None
    point: str | None
    end: int


def places(plain: str, at: int, last: Place | None = None) -> list[Place]:
    """第N条第M款、第K款和第L条 from ``at`` on; what a place leaves out the one before it said."""
    found: list[Place] = []
    ranged = False
    while True:
        match = _PLACE.match(plain, at)
        before = found[-1] if found else last
        if not match or match.end() == at or not (match["articles"] or before):
            return found
        new = list(_read(match, before))
        if ranged and before and new:
            new = [*_between(before, new[0]), *new]
        found += new
        join = _JOIN.match(plain, match.end())
        if not join:
            return found
        ranged = (join["join"] or "、")[0] in "至到—–-~"
        at = join.end()


def _read(match: re.Match[str], last: Place | None) -> Iterator[Place]:
    end = match.end()
    points = numbers(match["points"]) if match["points"] else []
    paragraphs = numbers(match["paragraphs"]) if match["paragraphs"] else []
    if match["bracketed"]:
        paragraphs = [int(match["bracketed"])]
    if not match["articles"]:
        article = last.article if last else None
        if not paragraphs and last:
            yield from _points(Place(article, last.paragraph, None, end), points)
        else:
            yield from _paragraphs(Place(article, None, None, end), paragraphs, points)
        return
    after = to_int(match["after"]) if match["after"] else None
    articles = numbers(match["articles"])
    for number in articles[:-1]:
        yield Place(str(number), None, None, end)
    final = f"{articles[-1]}-{after}" if after else str(articles[-1])
    yield from _paragraphs(Place(final, None, None, end), paragraphs, points)


def _paragraphs(place: Place, paragraphs: list[int], points: list[int]) -> Iterator[Place]:
    for paragraph in paragraphs[:-1]:
        yield replace(place, paragraph=paragraph)
    last = paragraphs[-1] if paragraphs else None
    yield from _points(replace(place, paragraph=last), points)


def _points(place: Place, points: list[int]) -> Iterator[Place]:
    if not points:
        yield place
    for point in points:
        yield replace(place, point=str(point))


def numbers(printed: str) -> list[int]:
    """三十八至四十 and 二十一、二十二 inside one 第…条."""
    found: list[int] = []
    ranged = False
    for part in re.findall(rf"{NUM}|[、至到~—–-]", printed):
        value = to_int(part)
        if value is None:
            ranged = part != "、"
            continue
        if ranged and found and found[-1] < value <= found[-1] + LONGEST_RANGE:
            found += range(found[-1] + 1, value)
        found.append(value)
    return found


def _between(first: Place, last: Place) -> Iterator[Place]:
    """What a range passes over: articles, paragraphs of one article, or points of one paragraph."""
    if first.article != last.article:
        for number in _inside(first.article, last.article):
            yield Place(number, None, None, last.end)
    elif first.point and last.point:
        for number in _inside(first.point, last.point):
            yield replace(last, point=number)
    elif not last.point:
        for number in _inside(str(first.paragraph), str(last.paragraph)):
            yield replace(last, paragraph=int(number))


def _inside(first: str | None, last: str | None) -> Iterator[str]:
    if first and last and first.isdigit() and last.isdigit():
        low, high = int(first), int(last)
        if low < high <= low + LONGEST_RANGE:
            yield from map(str, range(low + 1, high))
