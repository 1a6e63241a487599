"""The words that a change is told with, and changes of one list told as one (引用)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from digest.law.difference import Region
from digest.law.lexicon import folded
from digest.law.stretches import Stretch
from digest.model import Change, ChangeKind

MARKS = " \n，。、；：,.;:\u3000"
JOINED = re.compile(
    r"^(?:以 ?及|并且?(?![处购列罚])"
    r"|及(?:其(?![他它]))?(?!时)|和(?![平谐解])|或(?: ?者)?|与(?!会))"
    r"|(?:以及|(?<![共缓调])和|或者|(?<![参给赋])与)$"
)
"""Conjunctions that belong to what stands around a change."""
_LABEL = re.compile(r"^[（(][一二三四五六七八九十0-9]{1,3}[）)]\s*")
_OPENING = re.compile(r"^的[，；]")
_STOP = re.compile(r"[。；]|\n(?=[（(\d])|(?<=[^\w])\n")
_CLAUSE = re.compile(r"[^，。；：]+")
_BORDER = re.compile(r"[，。；：\n]")
_SUM = re.compile("[元倍]以[上下]")
_AND = re.compile("、|和|或者?|以及|及")
_LISTS = frozenset((ChangeKind.SCOPE, ChangeKind.CONDITION, ChangeKind.SANCTION))
_NEAR = 6
"""Characters that stayed between two changes of one list."""
_CLIP = 80
"""Characters of a clause or a list item quoted in a change."""


@dataclass(frozen=True, slots=True)
class Told:
    """A change and its direction: +1, -1, 0 unknown, None when nothing asked differs."""

    change: Change
    way: int | None


def quoted(kind: ChangeKind, stretch: Stretch, region: Region) -> Change:
    """A change with the words of a region."""
    words = Stretch(stretch.old, stretch.new, region).words
    old, new = map(shown, words)
    if old == new:  # 或者个人, 和个人
        old, new = (side.strip(MARKS) or None for side in words)
    return Change(kind, old, new)


def shown(words: str, matters: re.Pattern[str] | None = None) -> str | None:
    """Words as a change quotes them, without marks and conjunctions around them; of several
    sentences the longest, of a long one the clauses that fit beside the one that ``matters``, those
    behind it first where it is a sum: whom else is fined."""
    bare = _OPENING.sub("", words.strip(MARKS))
    bare = _LABEL.sub("", bare)
    bare = (JOINED.sub("", bare) or bare).strip(MARKS)
    if _STOP.search(bare):
        bare = max(_STOP.split(bare), key=len).strip(MARKS)
    if len(bare) <= _CLIP:
        return bare or None
    starts, ends = zip(*(found.span() for found in _CLAUSE.finditer(bare)), strict=True)
    place = matters.search(bare) if matters else None
    here = next(n for n, end in enumerate(ends) if end > (place.start() if place else 0))
    sums = _SUM.search(bare, place.start(), place.end()) if place else None
    fined = [n for n in range(here, len(ends)) if sums and ends[n] - starts[here] <= _CLIP]
    last = max((n for n in fined if _SUM.search(bare, starts[n], ends[n])), default=here)
    first = next(n for n in range(here + 1) if n == here or ends[last] - starts[n] <= _CLIP)
    fits = [end for end in ends[here + 1 :] if end - starts[first] <= _CLIP]
    return bare[starts[first] : max(fits, default=ends[here])].strip(MARKS) or None


def merged(old: str, new: str, found: Iterator[tuple[Region, Told]]) -> Iterator[Told]:
    """Changes of what one clause covers are one: 复制、篡改、损毁、伪造, then 篡改、伪造."""
    last: tuple[Region, Told] | None = None
    several = False
    seen: set[Change] = set()

    def whole(region: Region, one: Told) -> Iterator[Told]:
        if several:
            one = Told(quoted(one.change.kind, Stretch(old, new, region), region), one.way)
            if same_items(one.change.old or "", one.change.new or ""):
                return
        yield one

    for region, one in found:
        if one.change in seen:
            continue
        seen.add(one.change)
        if last and _in_one_list(old, new, last, (region, one)):
            a = last[0]
            region = Region(
                min(a.old_start, region.old_start),
                max(a.old_end, region.old_end),
                min(a.new_start, region.new_start),
                max(a.new_end, region.new_end),
            )
            last, several = (region, Told(one.change, together(last[1].way, one.way))), True
            continue
        if last:
            yield from whole(*last)
        last, several = (region, one), False
    if last:
        yield from whole(*last)


def _in_one_list(old: str, new: str, last: tuple[Region, Told], one: tuple[Region, Told]) -> bool:
    """True for changes of one kind in one list, with little that stayed between them."""
    kinds = {last[1].change.kind, one[1].change.kind}
    between = [
        side[before - 1 : start].rstrip(MARKS if start == end else "")
        for side, before, start, end in (
            (old, last[0].old_end, one[0].old_start, one[0].old_end),
            (new, last[0].new_end, one[0].new_start, one[0].new_end),
        )
    ]
    return (
        len(kinds) == 1
        and kinds <= _LISTS
        and all(len(side) <= _NEAR and not _BORDER.search(folded(side)) for side in between)
    )


def same_items(a: str, b: str) -> bool:
    """True for the same items in another order."""
    return len(_items(a)) > 1 and _items(a) == _items(b) and ("或" in a) == ("或" in b)


def _items(words: str) -> list[str]:
    return sorted(filter(None, _AND.split(words.strip(MARKS))))


def together(a: int | None, b: int | None) -> int | None:
    """The direction of two changes told as one."""
    if a is None or b is None:
        return b if a is None else a
    return a if a == b else 0 if a and b else a or b
