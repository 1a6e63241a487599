"""Which way a change pulls: whether more or less is asked of the one who bears the duty."""

import re
from collections.abc import Sequence

from digest.law.difference import Region
from digest.law.lexicon import folded
from digest.law.values import Value
from digest.law.wording import plain
from digest.model import Change, ChangeKind, Effect

Moved = tuple[ChangeKind, Value | None, Value | None]
"""A kind of value, with what stood and what stands; None on a side that has none."""
_PUNISHES = re.compile(r"处(?![罚理置分])[^，。；]{1,24}(?:罚[款金]|拘留|徒刑)|责令停|没收违法")
_SPARES = re.compile(r"从轻|减轻|免|不予")
_OBLIGES = re.compile(r"应当|必须|不得|禁止|方可|处罚|罚款|是指|包括|适用本|可以|有权")
_SMALL = 0.05
"""Share of a text without duties, penalties and definitions below which a change is wording."""
_TOLD = 0.45
"""Share of rewritten text above which no reader could say in which direction an article moved."""
_CARRIES = (ChangeKind.MODALITY, ChangeKind.SANCTION)
_EXCEPTS = re.compile(r"但|除外|不需|无需|免[予于除]|另有规定")
_PASSAGE = 12
"""Characters, synonyms and fillers aside, from which changed words are a passage of their own."""


def judged(
    old: str,
    new: str,
    changed: Sequence[Region],
    pairs: Sequence[Moved],
    clauses: Sequence[Change],
) -> Effect:
    """The effect of a change by the values and the clauses that moved in it."""
    directions = {
        _direction(kind, a, b) for kind, a, b in pairs if kind is not ChangeKind.REFERENCE
    }
    directions |= {_clause_direction(clause, new) for clause in clauses}
    if not directions:
        return _without_values(old, new, changed)
    if any(_tells_more(old, new, region, pairs) for region in changed):
        return Effect.CHANGED
    gone = sum(r.old_end - r.old_start for r in changed) / max(len(old), 1)
    come = sum(r.new_end - r.new_start for r in changed) / max(len(new), 1)
    if directions == {1} and gone <= _TOLD:
        return Effect.TIGHTENED
    if directions == {-1} and come <= _TOLD:
        return Effect.RELAXED
    return Effect.CHANGED


def _tells_more(old: str, new: str, region: Region, pairs: Sequence[Moved]) -> bool:
    """True for a passage without a value, and for an exception: which way it pulls is not known."""
    a = old[region.old_start : region.old_end]
    b = new[region.new_start : region.new_end]
    if _EXCEPTS.search(folded(a)) or _EXCEPTS.search(folded(b)):
        return True
    here = [
        (kind, x, y)
        for kind, x, y in pairs
        if (x and touches(x, region.old_start, region.old_end))
        or (y and touches(y, region.new_start, region.new_end))
    ]
    # A whole duty or penalty more is as long as it is.
    if any(kind in _CARRIES and not (x and y) for kind, x, y in here):
        return False
    gone = len(plain(a)) - sum(len(plain(x.text)) for _, x, _ in here if x)
    come = len(plain(b)) - sum(len(plain(y.text)) for _, _, y in here if y)
    return max(gone, come) >= _PASSAGE


def _clause_direction(clause: Change, new: str) -> int:
    """An item more in the list of what is punished, or how, tightens; else it cannot be told."""
    widens = clause.kind is ChangeKind.SCOPE and clause.new and not clause.old
    return int(bool(widens and _PUNISHES.search(folded(new)) and not _SPARES.search(folded(new))))


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


def touches(value: Value, start: int, end: int) -> bool:
    """True when a value has a character of a stretch."""
    return value.start < end and start < value.end


def _without_values(old: str, new: str, changed: Sequence[Region]) -> Effect:
    """Wording, unless words changed in an article that obliges, or many words did."""
    if _OBLIGES.search(folded(old + new)):
        return Effect.CHANGED
    return Effect.WORDING if _share(old, new, changed) <= _SMALL else Effect.CHANGED


def _share(old: str, new: str, changed: Sequence[Region]) -> float:
    moved = sum(max(r.old_end - r.old_start, r.new_end - r.new_start) for r in changed)
    return moved / max(len(old), len(new), 1)
