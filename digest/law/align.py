"""Alignment of the articles of two versions (条文对应): global, not greedy.

Articles of equal text first. The rest by the one to one assignment with the greatest sum of odds
(`odds`); then articles that hold norms of one another join to splits and mergers (`splits`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digest.law.assignment import assigned
from digest.law.gaps import crossed_out
from digest.law.likeness import Keys, Likeness
from digest.law.norms import Place
from digest.law.odds import log_odds, references, weighed
from digest.law.splits import Groups, grouped, links
from digest.model import Article, Relation

_PAIRED = log_odds(0.45)
"""Log odds from which two articles are a pair."""
_JOINED = log_odds(0.7)
"""Log odds from which an article that takes norms of another over is no pair by itself."""


_FEWEST_WORDS = 0.1
"""Likeness of words below which two articles are a pair only at the same place of both texts."""
_BETWEEN = 0.05
"""Likeness of words from which two articles that stand between the same two pairs are one: at the
same place less is needed."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Articles that belong together, as positions in the old and the new sequence."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    relation: Relation
    similarity: float
    links: tuple[Place, ...]
    """Which of them hold norms of one another: of articles that several were mixed into, not all
    do."""


def align(
    old: Sequence[Article], new: Sequence[Article], known: Keys | None = None
) -> tuple[Alignment, ...]:
    """Every article of both sides in exactly one alignment, in the order of the new text. ``known``
    are their keys, where somebody has them already.

    Removed articles stand where they stood in the old text. With the sides exchanged the
    alignments are the same ones, the other way round.
    """
    likeness = Likeness(old, new, known)
    exact = _exact(*likeness.keys)
    taken = set(exact.values())
    crossed = _crossed_out(old, new, exact)
    possible = likeness.pairs(
        [i for i in range(len(old)) if i not in exact and i not in crossed],
        [j for j in range(len(new)) if j not in taken and j not in crossed.values()],
    )
    carried = likeness.carried(possible)
    before, after = likeness.keys
    lengths = [len(text) + 1 for text in before], [len(text) + 1 for text in after]
    referred = references(old, before), references(new, after)
    evidence = likeness.evidence(possible, carried)
    odds = weighed(evidence, exact, referred, lengths)
    pairs = assigned({p: value - _PAIRED for p, value in odds.items() if value > _PAIRED})
    pairs = _supported(
        pairs, {p: found.words for p, found in evidence.items()}, exact, (len(old), len(new))
    )
    pairs |= crossed
    joined = {p: v for p, v in links(odds, pairs, carried).items() if v > _JOINED}
    pairs |= _between({*pairs.items(), *exact.items(), *joined}, likeness)
    groups = [*grouped(pairs, joined), *(((i,), (j,)) for i, j in exact.items())]
    groups += _alone(groups, (len(old), len(new)))
    linked = {*pairs.items(), *joined, *exact.items()}
    return tuple(
        Alignment(*found, tuple((i, j) for i in found[0] for j in found[1] if (i, j) in linked))
        for found in _arranged(groups, likeness, exact, len(old))
    )


def _crossed_out(
    old: Sequence[Article], new: Sequence[Article], exact: dict[int, int]
) -> dict[int, int]:
    """Articles whose number one side keeps with nothing under it but 删除."""
    places = {article.number: j for j, article in enumerate(new)}
    return {
        i: j
        for i, article in enumerate(old)
        if i not in exact
        and (j := places.get(article.number)) is not None
        and j not in exact.values()
        and crossed_out(article.text) != crossed_out(new[j].text)
    }


def _supported(
    pairs: dict[int, int], words: Mapping[Place, float], exact: dict[int, int], end: Place
) -> dict[int, int]:
    """The pairs that have words in common, or stand beside another pair in both texts, or at the
    beginning or the ``end`` of both."""
    held = {*pairs.items(), *exact.items(), (-1, -1), end}
    return {
        i: j
        for i, j in pairs.items()
        if words[i, j] >= _FEWEST_WORDS or {(i - 1, j - 1), (i + 1, j + 1)} & held
    }


def _between(linked: set[Place], likeness: Likeness) -> dict[int, int]:
    """Old to new position of articles without a counterpart, each the only one between two
    articles whose counterparts it stands between too."""
    m, n = map(len, likeness.keys)
    held = {*linked, (-1, -1), (m, n)}
    taken = {i for i, _ in held}, {j for _, j in held}
    alone = {
        (i + 1, j + 1)
        for i, j in held
        if (i + 2, j + 2) in held and i + 1 not in taken[0] and j + 1 not in taken[1]
    }
    possible = likeness.pairs(sorted(i for i, _ in alone), sorted(j for _, j in alone))
    return {i: j for i, j in possible if (i, j) in alone and likeness.of((i,), (j,)) >= _BETWEEN}


def _exact(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Old to new position of equal texts; repeated texts pair in their order."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for position in reversed(range(len(new))):
        places[new[position]].append(position)
    return {i: places[text].pop() for i, text in enumerate(old) if places.get(text)}


def _alone(groups: Groups, sizes: tuple[int, int]) -> Groups:
    """The articles of each side that are in no group."""
    paired = {i for old, _ in groups for i in old}, {j for _, new in groups for j in new}
    return [
        *(((i,), ()) for i in range(sizes[0]) if i not in paired[0]),
        *(((), (j,)) for j in range(sizes[1]) if j not in paired[1]),
    ]


def _arranged(
    groups: Groups, likeness: Likeness, exact: dict[int, int], m: int
) -> list[tuple[tuple[int, ...], tuple[int, ...], Relation, float]]:
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
    return [
        (old, new, Relation.SAME, 1.0)
        if (old, new) in same
        else (old, new, _relation(old, new), round(likeness.of(old, new), 4))
        for old, new in ranked
    ]


def _relation(old: tuple[int, ...], new: tuple[int, ...]) -> Relation:
    """Several articles that are several others are merged, unless they have become more."""
    if not new:
        return Relation.REMOVED
    if not old:
        return Relation.ADDED
    if len(old) == len(new) == 1:
        return Relation.AMENDED
    return Relation.SPLIT if len(new) > len(old) else Relation.MERGED
