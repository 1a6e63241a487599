"""Splits and mergers (拆分, 合并): norms of an article that stand in another than its counterpart.

The pairs are settled before (`align`). An article joins the pair of another when it takes norms of
it over that the counterpart does not hold, whether or not it has a counterpart of its own.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from digest.law.norms import Carried, Place

# Log odds that each finding is worth, in the order of `_findings`: a logistic regression over
# two thirds of the labelled versions in tests/quality/labels/alignment.tsv.
_BIAS = -3.4616
_WORTH = (0.37, 0.65, 18.74, 0.31, 1.05, 2.4, 0.54)
_LARGEST = 8
"""Articles of one group: what takes over a little here and there must not join everything."""

Groups = list[tuple[tuple[int, ...], tuple[int, ...]]]
"""Positions of the old and of the new articles that belong together."""


def links(
    odds: Mapping[Place, float], pairs: Mapping[int, int], carried: Carried
) -> dict[Place, float]:
    """Log odds that an article takes norms of another over, beside the ``pairs`` old to new."""
    findings = _findings(odds, pairs, carried)
    return {
        place: round(_BIAS + sum(w * f for w, f in zip(_WORTH, found, strict=True)), 9)
        for place, found in findings.items()
    }


def _findings(
    odds: Mapping[Place, float], pairs: Mapping[int, int], carried: Carried
) -> dict[Place, tuple[float, ...]]:
    """What speaks for each link between articles of which one at least has a counterpart: odds of
    being a pair; how much liker the best norm is to this one than to the counterpart; the share of
    both that no counterpart holds; whether one has none; whether the other stands beside its
    counterpart; the share of the one without that the other holds; the weight of the norms."""
    owners = {j: i for i, j in pairs.items()}
    places = [p for p in odds if pairs.get(p[0]) != p[1] and (p[0] in pairs or p[1] in owners)]
    moved = carried.beside_counterparts(places, (pairs, owners))
    found: dict[Place, tuple[float, ...]] = {}
    for i, j in places:
        lead, weight = moved[i, j]
        shares = carried.not_in_counterparts((i, j), (pairs, owners))
        free = i not in pairs or j not in owners
        there = abs(pairs.get(i, math.inf) - j), abs(owners.get(j, math.inf) - i)
        found[i, j] = (
            odds[i, j],
            lead,
            min(shares),
            float(free),
            float(1 in there),
            shares[0 if i not in pairs else 1] if free else 0.0,
            math.log1p(weight),
        )
    return found


def grouped(pairs: Mapping[int, int], joined: Mapping[Place, float]) -> Groups:
    """Pairs, and the articles that links join to them; a group that grows too large loses its
    weakest links."""
    left = dict(joined)
    while True:
        groups = _connected([*pairs.items(), *left])
        weak: set[Place] = set()
        for old, new in groups:
            inside = [link for link in left if link[0] in old]
            if inside and len(old) + len(new) > _LARGEST:
                least = min(left[link] for link in inside)
                weak.update(link for link in inside if left[link] == least)
        if not weak:
            return [(tuple(sorted(old)), tuple(sorted(new))) for old, new in groups]
        left = {link: value for link, value in left.items() if link not in weak}


def _connected(links: Iterable[Place]) -> list[tuple[set[int], set[int]]]:
    """Articles that links connect, by side."""
    of: dict[tuple[int, int], tuple[set[int], set[int]]] = {}
    for i, j in links:
        one, other = of.get((0, i), ({i}, set())), of.get((1, j), (set(), {j}))
        union = one[0] | other[0], one[1] | other[1]
        of |= {(side, p): union for side in (0, 1) for p in union[side]}
    return list({id(group): group for group in of.values()}.values())
