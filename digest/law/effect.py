"""What a change does to the one who bears the duty (变更性质): tightened, relaxed, wording only."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from digest.law.difference import Region
from digest.law.lexicon import folded
from digest.law.values import Value, values
from digest.model import Change, ChangeKind, Effect, Relation
from digest.text.normalise import key

_SYNONYMS = (
    (re.compile(r"以及|及其|[及与和]"), "和"),
    (re.compile(r"或者"), "或"),
    (re.compile(r"依照|按照|依据|根据"), "依"),
    (re.compile(r"其它"), "其他"),
    (re.compile(r"必须|应当|(?<!必)须"), "应"),
    (re.compile(r"严禁|禁止"), "不得"),
    (re.compile(r"之日起"), "起"),
    (re.compile(r"有关|相关|进行|予以|加以|下列|以下|上述|前述|[的了之所该其本]"), ""),
)
"""Words that carry no duty, by what they are the same as."""
_CLAUSE = re.compile(r"(?:但是?|除)[^，。；\n]{2,80}|[^，。；\n]{2,80}的(?=[，；。])")
_LISTED = re.compile(r"^\s*（[一二三四五六七八九十]{1,3}）|^、|、$|^(?:或者|以及|和)")
_OBLIGES = re.compile(r"应当|必须|不得|禁止|方可|处罚|罚款|是指|包括|适用本|可以|有权")
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


def effect(
    relation: Relation, old: str, new: str, changed: Sequence[Region]
) -> tuple[Effect, tuple[Change, ...]]:
    """The effect of a pair of articles and the values that changed in it.

    Tightened and relaxed only when every value that changed agrees and little else did; a change
    of a duty that cannot be told so is `CHANGED`.
    """
    fixed = {Relation.ADDED: Effect.NEW, Relation.REMOVED: Effect.REMOVED}
    if relation in fixed:
        return fixed[relation], ()
    if not changed:
        return Effect.NONE, ()
    pairs = list(_settled(_moved(old, new, changed)))
    told = [Change(kind, a.text if a else None, b.text if b else None) for kind, a, b in pairs]
    changes = tuple(dict.fromkeys([*told, *_clauses(old, new, changed, pairs)]))
    directions = {
        _direction(kind, a, b) for kind, a, b in pairs if kind is not ChangeKind.REFERENCE
    }
    if any(change not in told for change in changes):
        directions.add(0)
    if not directions:
        return _without_values(old, new, changed), changes
    gone = sum(r.old_end - r.old_start for r in changed) / max(len(old), 1)
    come = sum(r.new_end - r.new_start for r in changed) / max(len(new), 1)
    if directions == {1} and gone <= _TOLD:
        return Effect.TIGHTENED, changes
    if directions == {-1} and come <= _TOLD:
        return Effect.RELAXED, changes
    return Effect.CHANGED, changes


_Moved = tuple[ChangeKind, Value | None, Value | None]


def _moved(old: str, new: str, changed: Sequence[Region]) -> Iterator[_Moved]:
    """Values that a region takes away and puts in, paired by kind in their order."""
    before, after = values(old), values(new)
    seen: set[tuple[int, int]] = set()
    for region in changed:
        gone = _within(before, region.old_start, region.old_end)
        come = _within(after, region.new_start, region.new_end)
        same = Counter((v.kind, v.norm) for v in gone) & Counter((v.kind, v.norm) for v in come)
        gone, come = _without(gone, same), _without(come, same)
        for kind in ChangeKind:
            found = _paired(
                kind,
                [v for v in gone if v.kind is kind and (0, v.start) not in seen],
                [v for v in come if v.kind is kind and (1, v.start) not in seen],
            )
            yield from (_clause_wide(moved, region) for moved in found)
        seen |= {(0, v.start) for v in gone} | {(1, v.start) for v in come}


def _clause_wide(moved: _Moved, region: Region) -> _Moved:
    """A modality word that came or went without its clause tells nothing: the indicative obliges as
    well (依照规定做好, 应当依照规定做好)."""
    kind, a, b = moved
    width = region.old_end - region.old_start if a else region.new_end - region.new_start
    if kind is not ChangeKind.MODALITY or (a and b) or width >= _CLAUSE_WIDTH:
        return moved
    return kind, a and replace(a, size=None), b and replace(b, size=None)


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


def _equal(a: Value, b: Value) -> bool:
    if a.norm == b.norm:
        return True
    if a.size is None or b.size is None or a.kind is ChangeKind.MODALITY:
        return False
    return abs(a.size - b.size) <= _SAME_SIZE * max(a.size, b.size) and a.norm[-1] == b.norm[-1]


def _direction(kind: ChangeKind, old: Value | None, new: Value | None) -> int:
    """+1 tightened, -1 relaxed, 0 cannot be told."""
    if old and new:
        if old.size is None or new.size is None or old.sense != new.sense:
            return 0
        return new.sense * ((new.size > old.size) - (new.size < old.size))
    value = new or old
    sign = 1 if new else -1
    if value is None or not value.sense:
        return 0
    if kind is ChangeKind.MODALITY:
        return sign if value.size else 0
    # A deadline or a penalty where there was none asks more, whatever its length.
    return sign if kind in (ChangeKind.DEADLINE, ChangeKind.SANCTION) else 0


def _clauses(
    old: str, new: str, changed: Sequence[Region], moved: Sequence[_Moved]
) -> list[Change]:
    """Conditions and list items that came or went, where no value did."""
    found = []
    for region in changed:
        a = old[region.old_start : region.old_end]
        b = new[region.new_start : region.new_end]
        told = any(
            (x and _touches(x, region.old_start, region.old_end))
            or (y and _touches(y, region.new_start, region.new_end))
            for _, x, y in moved
        )
        if told or (a.strip() and b.strip()):
            continue
        text = folded(a or b)
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
    gone = [_plain(old[r.old_start : r.old_end]) for r in changed]
    come = [_plain(new[r.new_start : r.new_end]) for r in changed]
    if gone == come or sorted("".join(gone)) == sorted("".join(come)):
        return Effect.WORDING
    if _OBLIGES.search(folded(old + new)):
        return Effect.CHANGED
    return Effect.WORDING if _share(old, new, changed) <= _SMALL else Effect.CHANGED


def _plain(text: str) -> str:
    """A stretch without the words that carry no duty, and without numbers of articles."""
    plain = re.sub(r"第\d+[条款项]", "", key(text).text)
    for words, same in _SYNONYMS:
        plain = words.sub(same, plain)
    return plain


def _share(old: str, new: str, changed: Sequence[Region]) -> float:
    moved = sum(max(r.old_end - r.old_start, r.new_end - r.new_start) for r in changed)
    return moved / max(len(old), len(new), 1)
