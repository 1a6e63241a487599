"""Values of an article that a change took away or put in, paired with what stood in their place."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from digest.law.difference import Region
from digest.law.lexicon import folded
from digest.law.values import STRENGTH, Value, touches
from digest.model import ChangeKind

Moved = tuple[ChangeKind, Value | None, Value | None]
"""A kind of value, with what stood and what stands; None on a side that has none."""
_AT_ONCE = re.compile(r"立即|及时|尽快|随时|即时|当[日天场]")
_SET_TIME = re.compile(r"(?:限定|规定|指定|约定)的?(?:时间|期限|时限)")
_TIME = re.compile(rf"{_AT_ONCE.pattern}|同时|定期|时间|期限|时限|期间")
_MARK = re.compile("[，。；：]")
_CLAUSE_WIDTH = 10
"""Characters from which a change that holds a modality word holds its clause too."""
LONGEST = 200
"""Characters that no value is longer than, letter-spaced or not."""
_BEFORE = 60
"""Characters before a value in which the word that governs it is looked for."""
_SAME_SIZE = 0.02
"""Relative difference below which two quantities are equal: twelve months and a year."""
_CALENDAR = re.compile("[年月季]")
"""Of a period that ends on a day of the calendar (民法典第二百零二条), however many days it has."""


def moved(
    before: tuple[str, list[Value]], after: tuple[str, list[Value]], changed: Sequence[Region]
) -> Iterator[Moved]:
    """Values that a region takes away and puts in, paired by kind in their order."""
    seen: set[tuple[int, int]] = set()
    for region in changed:
        gone = _within(before[1], region.old_start, region.old_end)
        come = _within(after[1], region.new_start, region.new_end)
        same = Counter((v.kind, v.norm) for v in gone) & Counter((v.kind, v.norm) for v in come)
        gone, come = _without(gone, same), _without(come, same)
        for kind in ChangeKind:
            found = _paired(
                kind,
                [v for v in gone if v.kind is kind and (0, v.start) not in seen],
                [v for v in come if v.kind is kind and (1, v.start) not in seen],
            )
            yield from (_alone(moved, before[0], after[0], region) for moved in found)
        seen |= {(0, v.start) for v in gone} | {(1, v.start) for v in come}


def beside(text: str, value: Value | None) -> str:
    """The words around the place (<>) of a value."""
    if not value:
        return ""
    before, after = text[max(0, value.start - _BEFORE) : value.start], text[value.end :][:2]
    return f"{folded(before)}<>{folded(after)}"


def turned(old: str, new: str, pairs: Sequence[Moved]) -> list[Moved]:
    """With a word of duty that went and another that came in the same clause as one change:
    应当由申请人提出, 申请人可以提出."""
    found: list[Moved] = []
    for pair in pairs:
        last = found[-1] if found else None
        if last and pair[0] is last[0] is ChangeKind.MODALITY:
            a, b = pair[1] or last[1], pair[2] or last[2]
            alone = all(bool(x) != bool(y) for _, x, y in (last, pair))
            if alone and a and b and _clause(old, a) == _clause(new, b):
                a, b = (replace(v, size=STRENGTH[v.norm]) for v in (a, b))
                found[-1] = (ChangeKind.MODALITY, a, b)
                continue
        found.append(pair)
    return found


def _clause(text: str, value: Value) -> int:
    """The number of the clause that a value stands in."""
    return len(_MARK.findall(folded(text[: value.start])))


def _alone(moved: Moved, old: str, new: str, region: Region) -> Moved:
    """A value that came or went alone, without its direction where that tells nothing: a modality
    word without its clause, since the indicative obliges as well (依照规定做好, 应当依照规定做好);
    a deadline in whose place another time is named (在限定时间内), with that one if it says how
    soon (立即)."""
    kind, a, b = moved
    if bool(a) == bool(b):
        return moved
    sides = ((old, region.old_start, region.old_end), (new, region.new_start, region.new_end))
    (text, start, end), (there, first, last) = sides if a else sides[::-1]
    other = there[first:last]
    closes = not (text[end - 1 : end].isalnum() and text[end : end + 1].isalnum())
    if kind is ChangeKind.MODALITY and not (closes and end - start >= _CLAUSE_WIDTH):
        return kind, a and replace(a, size=None), b and replace(b, size=None)
    if kind is ChangeKind.DEADLINE and _TIME.search(folded(other)):
        soon = _soon(there, first, last)
        return kind, replace(a, sense=0) if a else soon, replace(b, sense=0) if b else soon
    return moved


def _soon(text: str, start: int, end: int) -> Value | None:
    """How soon a stretch says that something is to be done, without a number, or that somebody
    else sets the time."""
    read = folded(text)
    found = _AT_ONCE.search(read, start, end) or _SET_TIME.search(read, start, end)
    if not found:
        return None
    words = text[slice(*found.span())]
    return Value(ChangeKind.DEADLINE, words, found[0], *found.span())


def _within(found: list[Value], start: int, end: int) -> list[Value]:
    first = bisect_left(found, start - LONGEST, key=lambda v: v.start)
    last = bisect_left(found, end + 1, key=lambda v: v.start)
    return [v for v in found[first:last] if touches(v, start, end) or _grows(v, start, end)]


def _grows(value: Value, start: int, end: int) -> bool:
    """A fine beside a change is part of it: 五万元, 五万元以上十万元以下."""
    sized = value.kind is ChangeKind.SANCTION and value.size is not None
    return sized and (value.end == start or value.start == end)


def _without(found: list[Value], same: Counter[tuple[ChangeKind, str]]) -> list[Value]:
    left = Counter(same)
    kept = []
    for value in found:
        if left[value.kind, value.norm]:
            left[value.kind, value.norm] -= 1
        else:
            kept.append(value)
    return kept


def _paired(kind: ChangeKind, gone: list[Value], come: list[Value]) -> Iterator[Moved]:
    """Limits with limits of the same side first, then the rest in order."""
    for bound in sorted({v.bound for v in gone} | {v.bound for v in come}):
        a = [v for v in gone if v.bound == bound]
        b = [v for v in come if v.bound == bound]
        for n in range(max(len(a), len(b))):
            yield kind, a[n] if n < len(a) else None, b[n] if n < len(b) else None


def settled(moved: Iterator[Moved]) -> Iterator[Moved]:
    """Without values that only moved to another place of the article, and equal quantities."""
    pairs = list(moved)
    lost = Counter((kind, a.norm) for kind, a, b in pairs if a and not b)
    won = Counter((kind, b.norm) for kind, a, b in pairs if b and not a)
    stayed = (lost & won, lost & won)
    for kind, a, b in pairs:
        value, side = (a, 0) if b is None else (b, 1)
        if (a is None or b is None) and value and stayed[side][kind, value.norm]:
            stayed[side][kind, value.norm] -= 1
        elif not (a and b and equal(a, b)):
            yield kind, a, b


def equal(a: Value, b: Value) -> bool:
    if a.norm == b.norm:
        return True
    if a.kind in (ChangeKind.MODALITY, ChangeKind.SANCTION):
        return False
    return same_size(a, b) and a.norm[-1] == b.norm[-1] and not other_calendar(a, b)


def same_size(a: Value, b: Value) -> bool:
    """True for quantities that differ by less than a month may differ from another."""
    if a.size is None or b.size is None:
        return False
    return abs(a.size - b.size) <= _SAME_SIZE * max(a.size, b.size)


def other_calendar(a: Value, b: Value) -> bool:
    """True for a month in the place of thirty days, which may be more or less."""
    return bool(_CALENDAR.search(a.text)) != bool(_CALENDAR.search(b.text))
