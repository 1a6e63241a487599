"""What a change does to the one who bears the duty (变更性质): tightened, relaxed, wording only."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from digest.law.difference import Region
from digest.law.lexicon import folded
from digest.law.values import Value, values
from digest.law.wording import Renumbered, Renumbering, plain, renumbering, reordered, told
from digest.model import Change, ChangeKind, Effect, Relation

_CLAUSE = re.compile(r"(?:但是?|除)[^，。；\n]{2,80}|[^，。；\n]{2,80}的(?=[，；。])")
_LISTED = re.compile(r"^\s*（[一二三四五六七八九十]{1,3}）|^、|、$|^(?:或者|以及|和)")
_JOINS = re.compile(r"或者|以及|[和或及与、]")
_OBLIGES = re.compile(r"应当|必须|不得|禁止|方可|处罚|罚款|是指|包括|适用本|可以|有权")
_TIME = re.compile(r"立即|及时|尽快|随时|即时|当[日天场]|同时|定期|时间|期限|时限|期间")
_PUNISHES = re.compile(r"罚款|吊销|停业整顿|责令停产|没收|拘留|徒刑")
_SPARES = re.compile(r"从轻|减轻|免|不予")
_CLAUSE_WIDTH = 10
"""Characters from which a change that holds a modality word holds its clause too."""
_LONGEST = 200
"""Characters that no value is longer than, letter-spaced or not."""
_CLIP = 60
"""Characters of a clause or a list item quoted in a change."""
_SMALL = 0.05
"""Share of a text without duties, penalties and definitions below which a change is wording."""
_TOLD = 0.45
"""Share of rewritten text above which no reader could say in which direction an article moved."""
_SAME_SIZE = 0.02
"""Relative difference below which two quantities are equal: twelve months and a year."""


_Moved = tuple[ChangeKind, Value | None, Value | None]


def effect(
    relation: Relation, old: str, new: str, changed: Sequence[Region], renumbered: Renumbered
) -> tuple[Effect, tuple[Change, ...]]:
    """The effect of a pair of articles and the values that changed in it.

    ``renumbered`` is the new number of every old article: a reference that follows its article is
    named among the changes and has no effect. Tightened and relaxed only when every value that
    changed agrees and little else did; a change of a duty that cannot be told so is `CHANGED`.
    """
    fixed = {Relation.ADDED: Effect.NEW, Relation.REMOVED: Effect.REMOVED}
    if relation in fixed:
        return fixed[relation], ()
    if not changed:
        return Effect.NONE, ()
    before, after = values(old), values(new)
    follow = renumbering((old, before), (new, after), renumbered)
    references = tuple(
        Change(ChangeKind.REFERENCE, a.text, b.text) for a, b in follow.pairs if a.text != b.text
    )
    changed = told(old, new, changed, follow)
    if not changed or reordered(old, new):
        return Effect.WORDING, tuple(dict.fromkeys(references))
    kept = [[v for v in side if v not in gone] for side, gone in _sides(before, after, follow)]
    pairs = _told_once(_settled(_moved((old, kept[0]), (new, kept[1]), changed)))
    moved = [Change(kind, a.text if a else None, b.text if b else None) for kind, a, b in pairs]
    clauses = _clauses(old, new, changed, pairs)
    changes = tuple(dict.fromkeys([*references, *moved, *clauses]))
    return _judged(old, new, changed, pairs, clauses), changes


def _sides(
    before: list[Value], after: list[Value], follow: Renumbering
) -> tuple[tuple[list[Value], set[Value]], ...]:
    return (before, {a for a, _ in follow.pairs}), (after, {b for _, b in follow.pairs})


def _judged(
    old: str,
    new: str,
    changed: Sequence[Region],
    pairs: Sequence[_Moved],
    clauses: Sequence[Change],
) -> Effect:
    directions = {
        _direction(kind, a, b) for kind, a, b in pairs if kind is not ChangeKind.REFERENCE
    }
    directions |= {_clause_direction(clause, new) for clause in clauses}
    if not directions:
        return _without_values(old, new, changed)
    gone = sum(r.old_end - r.old_start for r in changed) / max(len(old), 1)
    come = sum(r.new_end - r.new_start for r in changed) / max(len(new), 1)
    if directions == {1} and gone <= _TOLD:
        return Effect.TIGHTENED
    if directions == {-1} and come <= _TOLD:
        return Effect.RELAXED
    return Effect.CHANGED


def _clause_direction(clause: Change, new: str) -> int:
    """An item more in the list of what is punished, or how, tightens; else it cannot be told."""
    widens = clause.kind is ChangeKind.SCOPE and clause.new and not clause.old
    return int(bool(widens and _PUNISHES.search(folded(new)) and not _SPARES.search(folded(new))))


def _moved(
    before: tuple[str, list[Value]], after: tuple[str, list[Value]], changed: Sequence[Region]
) -> Iterator[_Moved]:
    """Values that a region takes away and puts in, paired by kind in their order."""
    seen: set[tuple[int, int]] = set()
    for region in changed:
        gone = _within(before[1], region.old_start, region.old_end)
        come = _within(after[1], region.new_start, region.new_end)
        same = Counter((v.kind, v.norm) for v in gone) & Counter((v.kind, v.norm) for v in come)
        gone, come = _without(gone, same), _without(come, same)
        words = (
            before[0][region.old_start : region.old_end],
            after[0][region.new_start : region.new_end],
        )
        for kind in ChangeKind:
            found = _paired(
                kind,
                [v for v in gone if v.kind is kind and (0, v.start) not in seen],
                [v for v in come if v.kind is kind and (1, v.start) not in seen],
            )
            yield from (_alone(moved, words) for moved in found)
        seen |= {(0, v.start) for v in gone} | {(1, v.start) for v in come}


def _alone(moved: _Moved, words: tuple[str, str]) -> _Moved:
    """A value that came or went alone, without its direction where that tells nothing: a modality
    word without its clause, since the indicative obliges as well (依照规定做好, 应当依照规定做好);
    a deadline in whose place another time is named (立即, 在限定时间内)."""
    kind, a, b = moved
    if bool(a) == bool(b):
        return moved
    own, other = words if a else words[::-1]
    if kind is ChangeKind.MODALITY and len(own) < _CLAUSE_WIDTH:
        return kind, a and replace(a, size=None), b and replace(b, size=None)
    if kind is ChangeKind.DEADLINE and _TIME.search(folded(other)):
        return kind, a and replace(a, sense=0), b and replace(b, sense=0)
    return moved


def _within(found: list[Value], start: int, end: int) -> list[Value]:
    first = bisect_left(found, start - _LONGEST, key=lambda v: v.start)
    last = bisect_left(found, end, key=lambda v: v.start)
    return [v for v in found[first:last] if _touches(v, start, end)]


def _touches(value: Value, start: int, end: int) -> bool:
    return value.start < end and start < value.end


def _without(found: list[Value], same: Counter[tuple[ChangeKind, str]]) -> list[Value]:
    left = Counter(same)
    kept = []
    for value in found:
        if left[value.kind, value.norm]:
            left[value.kind, value.norm] -= 1
        else:
            kept.append(value)
    return kept


def _paired(kind: ChangeKind, gone: list[Value], come: list[Value]) -> Iterator[_Moved]:
    """Limits with limits of the same side first, then the rest in order."""
    for bound in sorted({v.bound for v in gone} | {v.bound for v in come}):
        a = [v for v in gone if v.bound == bound]
        b = [v for v in come if v.bound == bound]
        for n in range(max(len(a), len(b))):
            yield kind, a[n] if n < len(a) else None, b[n] if n < len(b) else None


def _settled(moved: Iterator[_Moved]) -> Iterator[_Moved]:
    """Without values that only moved to another place of the article, and equal quantities."""
    pairs = list(moved)
    lost = Counter((kind, a.norm) for kind, a, b in pairs if a and not b)
    won = Counter((kind, b.norm) for kind, a, b in pairs if b and not a)
    stayed = (lost & won, lost & won)
    for kind, a, b in pairs:
        value, side = (a, 0) if b is None else (b, 1)
        if (a is None or b is None) and value and stayed[side][kind, value.norm]:
            stayed[side][kind, value.norm] -= 1
        elif not (a and b and _equal(a, b)):
            yield kind, a, b


def _told_once(moved: Iterator[_Moved]) -> list[_Moved]:
    """Without bearers that differ by a quantity in their name: 用户达到十万人的经营者."""
    pairs = list(moved)
    counts = [(a, b) for kind, a, b in pairs if kind is ChangeKind.AMOUNT and a and b]
    return [
        (kind, a, b)
        for kind, a, b in pairs
        if kind is not ChangeKind.BEARER
        or not (a and b)
        or not any(_touches(x, a.start, a.end) and _touches(y, b.start, b.end) for x, y in counts)
    ]


def _equal(a: Value, b: Value) -> bool:
    if a.norm == b.norm:
        return True
    if a.size is None or b.size is None or a.kind in (ChangeKind.MODALITY, ChangeKind.SANCTION):
        return False
    return abs(a.size - b.size) <= _SAME_SIZE * max(a.size, b.size) and a.norm[-1] == b.norm[-1]


def _direction(kind: ChangeKind, old: Value | None, new: Value | None) -> int:
    """+1 tightened, -1 relaxed, 0 cannot be told."""
    if old and new:
        if old.size is None or new.size is None or old.sense != new.sense:
            return 0
        ways = {_way(old.size, new.size), _way(old.low or 0, new.low or 0)} - {0}
        return new.sense * (ways.pop() if len(ways) == 1 else 0)
    value = new or old
    sign = 1 if new else -1
    if value is None or not value.sense:
        return 0
    if kind is ChangeKind.MODALITY:
        return sign if value.size else 0
    # A deadline or a penalty where there was none asks more, whatever its length.
    return sign if kind in (ChangeKind.DEADLINE, ChangeKind.SANCTION) else 0


def _way(old: float, new: float) -> int:
    return (new > old) - (new < old)


def _clauses(
    old: str, new: str, changed: Sequence[Region], moved: Sequence[_Moved]
) -> list[Change]:
    """Conditions and list items that came or went, where no value did."""
    found = []
    for region in changed:
        a = old[region.old_start : region.old_end]
        b = new[region.new_start : region.new_end]
        named = any(
            (x and _touches(x, region.old_start, region.old_end))
            or (y and _touches(y, region.new_start, region.new_end))
            for _, x, y in moved
        )
        mark = (old[: region.old_start] if a else new[: region.new_start])[-1:]
        text = ("、" if mark == "、" else "") + folded(a or b)
        if named or (a.strip() and b.strip()) or not plain(_JOINS.sub("", text)):
            continue
        if _LISTED.search(text):
            kind = ChangeKind.SCOPE
        elif _CLAUSE.search(text):
            kind = ChangeKind.CONDITION
        else:
            continue
        found.append(Change(kind, a.strip()[:_CLIP] or None, b.strip()[:_CLIP] or None))
    return found


def _without_values(old: str, new: str, changed: Sequence[Region]) -> Effect:
    """Wording, unless words changed in an article that obliges, or many words did."""
    if _OBLIGES.search(folded(old + new)):
        return Effect.CHANGED
    return Effect.WORDING if _share(old, new, changed) <= _SMALL else Effect.CHANGED


def _share(old: str, new: str, changed: Sequence[Region]) -> float:
    moved = sum(max(r.old_end - r.old_start, r.new_end - r.new_start) for r in changed)
    return moved / max(len(old), len(new), 1)
