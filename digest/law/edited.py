"""Units in other words at another place (移动并修改): surely one norm, and nothing else like it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import chain, pairwise

from digest.law.around import Both
from digest.law.difference import Side, regions
from digest.law.units import Unit

_SAME = 0.75
"""Share of common letter pairs (Dice) from which one unit may be the other, edited."""
_APART = 0.15
"""How much less alike every other unit of both texts must be: 项 of one list share many words."""
_REPLACED = 0.15
"""Share of the shorter one that may have given way to other words. What was added or cut leaves a
norm what it is; what was replaced may make it another one (各项选举, 各项表决)."""


def edited(pairs: Iterable[Both], every: tuple[Sequence[Unit], Sequence[Unit]]) -> Iterator[Both]:
    """The pairs that are one norm in other words; ``every``: the units that either may be."""
    letters = {unit: _pairs(unit.key) for side in every for unit in side}
    alike: dict[Both, float] = {}
    near: defaultdict[Unit, list[float]] = defaultdict(list)
    for a, b in pairs:
        if a.key != b.key and (share := _dice(letters[a], letters[b])) >= _SAME - _APART:
            alike[a, b] = share
            near[a].append(share)
            near[b].append(share)
    second = {unit: nlargest(2, shares)[1:] for unit, shares in near.items()}
    for (a, b), share in alike.items():
        below = share - _APART
        if share < _SAME or any(other > below for other in (*second[a], *second[b])):
            continue
        rivals = chain(
            (_dice(letters[a], letters[unit]) for unit in every[1] if unit != b),
            (_dice(letters[unit], letters[b]) for unit in every[0] if unit != a),
        )
        if max(rivals, default=0) <= below and _replaced(a, b) <= _REPLACED:
            yield a, b


def _pairs(key: str) -> frozenset[str]:
    """Each two letters that stand side by side."""
    return frozenset(map("".join, pairwise(key))) or frozenset((key,))


def _dice(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b))


def _replaced(a: Unit, b: Unit) -> float:
    """Share of the shorter unit that gave way to other words."""
    old, new = a.place.text, b.place.text
    other = (
        min(_letters(old[r.old_start : r.old_end]), _letters(new[r.new_start : r.new_end]))
        for r in regions(Side(old), Side(new))
    )
    return sum(other) / min(_letters(old), _letters(new))


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
