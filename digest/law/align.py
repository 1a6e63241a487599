"""Alignment of the articles of two versions (条文对应): global, not greedy.

Articles of equal text first. The rest by the one to one assignment with the greatest sum of odds
(`odds`); then what is left over joins the pair that it was split from or merged into (拆分, 合并).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digest.law.assignment import assigned
from digest.law.likeness import Likeness, Place
from digest.law.odds import log_odds, references, weighed
from digest.model import Article, Relation

_PAIRED = log_odds(0.35)
"""Log odds from which two articles are a pair."""
_JOINED = log_odds(0.4)
"""Log odds from which an article that is left over belongs to a pair."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Articles that belong together, as positions in the old and the new sequence."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    relation: Relation
    similarity: float


def align(old: Sequence[Article], new: Sequence[Article]) -> tuple[Alignment, ...]:
    """Every article of both sides in exactly one alignment, in the order of the new text.

    Removed articles stand where they stood in the old text. With the sides exchanged the
    alignments are the same ones, the other way round.
    """
    likeness = Likeness(old, new)
    exact = _exact(*likeness.keys)
    taken = set(exact.values())
    evidence = likeness.evidence(
        [i for i in range(len(old)) if i not in exact],
        [j for j in range(len(new)) if j not in taken],
    )
    before, after = likeness.keys
    lengths = [len(text) + 1 for text in before], [len(text) + 1 for text in after]
    referred = references(old, before), references(new, after)
    odds = weighed(evidence, exact, referred, lengths)
    groups = _joined(odds, exact, (len(old), len(new)))
    return _arranged(groups, likeness, exact, len(old))


def _exact(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Old to new position of equal texts; repeated texts pair in their order."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for position in reversed(range(len(new))):
        places[new[position]].append(position)
    return {i: places[text].pop() for i, text in enumerate(old) if places.get(text)}


_Group = tuple[tuple[int, ...], tuple[int, ...]]


def _joined(
    odds: Mapping[Place, float], exact: Mapping[int, int], sizes: tuple[int, int]
) -> list[_Group]:
    """Pairs, widened by the articles left over: on the new side a split, on the old a merger.

    Two pairs never become one: an article that has a counterpart of its own is no part of another.
    """
    matched = assigned({p: value - _PAIRED for p, value in odds.items() if value > _PAIRED})
    owner = {j: i for i, j in matched.items()}
    groups = {i: ([i], [j]) for i, j in matched.items()}
    parts: dict[tuple[int, int], tuple[float, int]] = {}  # side and position: odds, and the group
    for (i, j), value in odds.items():
        if value <= _JOINED or (i in matched) == (j in owner):
            continue
        part, group = ((1, j), (value, i)) if i in matched else ((0, i), (value, owner[j]))
        parts[part] = max(parts.get(part, group), group)
    for (side, position), (_, i) in parts.items():
        groups[i][side].append(position)
    paired = {*matched, *exact}, {*owner, *exact.values()}
    rest = [
        [n for n in range(size) if n not in paired[side] and (side, n) not in parts]
        for side, size in enumerate(sizes)
    ]
    return [
        *((tuple(sorted(a)), tuple(sorted(b))) for a, b in groups.values()),
        *(((i,), (j,)) for i, j in exact.items()),
        *(((i,), ()) for i in rest[0]),
        *(((), (j,)) for j in rest[1]),
    ]


def _arranged(
    groups: list[_Group], likeness: Likeness, exact: dict[int, int], m: int
) -> tuple[Alignment, ...]:
    """Alignments in the order of the new text, removed articles after their old neighbour."""
    place = {i: new[0] for old, new in groups if new for i in old}
    last, after = -1, {}
    for i in range(m):
        last = place.get(i, last)
        after[i] = last
    ranked = sorted(
        groups,
        key=lambda group: (group[1][0], 0, 0) if group[1] else (after[group[0][0]], 1, group[0][0]),
    )
    same = {((i,), (j,)) for i, j in exact.items()}
    return tuple(
        Alignment(old, new, Relation.SAME, 1.0)
        if (old, new) in same
        else Alignment(old, new, _relation(old, new), round(likeness.of(old, new), 4))
        for old, new in ranked
    )


def _relation(old: tuple[int, ...], new: tuple[int, ...]) -> Relation:
    """Several articles that are several others are merged, unless they have become more."""
    if not new:
        return Relation.REMOVED
    if not old:
        return Relation.ADDED
    if len(old) == len(new) == 1:
        return Relation.AMENDED
    return Relation.SPLIT if len(new) > len(old) else Relation.MERGED
