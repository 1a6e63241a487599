"""Numbers without a name: 本办法第九条, 第N条 of what a decision amends, 上述第三条 of a law."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from digest.law.cited import LONGEST_QUOTE, CitedText
from digest.law.lexicon import NUM
from digest.law.places import BARE, Place, places
from digest.model import Citation
from digest.text.numerals import to_int

_SELF = re.compile(r"本(?P<type>法|办法|条例|规定|细则|规则|解释|决定|规范|标准|指南)\Z")
_OF_ANOTHER = re.compile(r"[法典例则]\Z")
"""Before a number that is one of an act whose name the rules do not know."""
_ELSEWHERE = re.compile(r"(?:[法典例则定程约章书案令的》〉]|合同|协议|(?:^|\n)[ *#]{0,9})\Z")
"""Before a number in a law: it may be one of a text the rules do not know (合同第五条), or it opens
an article. After any other word it is one of the law itself."""
_LABEL_END = re.compile(rf"(?:之{NUM})?[ \n：]")
_CHANGED = re.compile(
    rf"(?:(?:作为|改为|为|增加|删[去除]|将|[，、和；]) ?|^)第({NUM})款"
    r"(?=[^\n]{0,30}(?:[：，。；]|改为|作为|删))",
    re.M,
)
"""Further 款 that an item of a decision changes in the article it named."""
_FURTHER = re.compile(
    rf"^ *(?:增加[一二两三四五六]款，? ?作为|删[去除]|将|原)?(?=第{NUM}款[^\n\"]{{0,40}}"
    r"(?:[：。] *$|：\"|修改|改为|作为))",
    re.M,
)
"""A line of its own in an item: 增加二款作为第三款、第四款：."""
_ITEM_END = re.compile(r'[。"]|\n(?! *第[^条\n]{1,3}款)')
_LONGEST_ITEM = 300


def bare_numbers(
    read: CitedText, found: Sequence[Citation], opening: int | None
) -> Iterator[Citation]:
    """References by number alone, where one reading is left: 本法 says so, the part of a decision
    amends one instrument, a law (from ``opening`` on) speaks of itself, or the sentence has named
    one instrument only. ``found`` are the references by name, in their order."""
    starts = [c.quote.start for c in found]
    done = 0
    for number in BARE.finditer(read.plain):
        at = number.start()
        before = found[bisect_left(starts, at - LONGEST_QUOTE) : bisect_right(starts, at)]
        if at < done or any(at < c.quote.end for c in before):
            continue
        own = _SELF.search(read.plain, max(0, at - 4), at)
        if own:
            resolved = _self(read, own["type"], at, before)
        elif _labels(read.plain, number) or _OF_ANOTHER.search(read.plain, max(0, at - 1), at):
            continue
        else:
            resolved = _of_its_passage(read, at, before, opening)
        if resolved is None:
            continue
        start = own.start() if own else at
        named = places(read.plain, at)
        for place in named:
            yield read.cite(resolved, place, start, place.end)
            done = place.end
        if read.part(at) and not own and named:
            yield from changed(read, read.cite(resolved, named[-1], start, named[-1].end))


def changed(read: CitedText, last: Citation) -> Iterator[Citation]:
    """What else an item of a decision changes in the article it named ``last``: 第五条中增加一款，
    作为第一款; 第五条第一款…，第二款修改为."""
    start, end = last.quote.end, last.quote.end + _LONGEST_ITEM
    stop = _ITEM_END.search(read.plain, start, end)
    end = stop.start() if stop else min(len(read.plain), end)
    other = BARE.search(read.plain, start, end)
    for one in _CHANGED.finditer(read.plain, start, other.start() if other else end):
        place = Place(last.article, to_int(one[1]), None, one.end())
        yield read.cite(last.instrument, place, one.start(1) - 1, one.end())


def further(read: CitedText, found: Sequence[Citation]) -> Iterator[Citation]:
    """款 of the article that the lines above them amend; ``found`` are the references so far."""
    placed = [c for c in found if c.article and not _quoted(read.plain, c.quote.start)]
    starts = [c.quote.start for c in placed]
    taken = {c.quote.start for c in found}
    for part in read.parts:
        for line in _FURTHER.finditer(read.plain, part.start, part.end):
            index = bisect_left(starts, line.start()) - 1
            if index < 0 or starts[index] < part.start or line.end() in taken:
                continue
            if placed[index].instrument != part.instrument:
                continue
            last = Place(placed[index].article, None, None, line.end())
            for place in places(read.plain, line.end(), last):
                yield read.cite(part.instrument, place, line.end(), place.end)


def _quoted(plain: str, at: int) -> bool:
    """Whether a place of a decision is inside new text, which opens in its line."""
    earliest = max(0, at - _LONGEST_ITEM)
    return '"' in plain[max(earliest, plain.rfind("\n", earliest, at)) : at]


def _labels(plain: str, number: re.Match[str]) -> bool:
    """Whether a number opens an article of new text: “第五条　…."""
    opening = plain[max(0, number.start() - 1) : number.start()] in ("", "\n", '"')
    return opening and bool(_LABEL_END.match(plain, number.end()))


def _self(read: CitedText, kind: str, at: int, before: Sequence[Citation]) -> str | None:
    """What 本法 means: the document, the instrument a decision amends, else the one quoted."""
    part = read.part(at)
    if part or read.instrument:
        return part.instrument if part else read.instrument
    line = read.plain.rfind("\n", max(0, at - LONGEST_QUOTE), at)
    quoted = [c for c in before if c.quote.start > line and c.article]
    title = quoted[-1].instrument if quoted else None
    return title if title and re.search(rf"(?<!办){kind}(?:（[^（）]*）)*\Z", title) else None


def _of_its_passage(
    read: CitedText, at: int, before: Sequence[Citation], opening: int | None
) -> str | None:
    """What a decision amends, the only instrument this sentence has named, or the law itself."""
    part = read.part(at)
    if part:
        return part.instrument
    sentence = max(read.plain.rfind(mark, max(0, at - LONGEST_QUOTE), at) for mark in "。；\n")
    here = {c.instrument for c in before if sentence < c.quote.start}
    if not here and opening is not None and at > opening:
        return None if _ELSEWHERE.search(read.plain, max(0, at - 10), at) else read.instrument
    return here.pop() if len(here) == 1 else None
