"""The norms of articles (句, 款, 项) and which of the other text carries each of them on (沿袭)."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from digest.text.normalise import Key

Place = tuple[int, int]
"""Positions of an old and a new article."""
Norms = tuple[dict[int, list[frozenset[str]]], dict[int, list[frozenset[str]]]]
"""Norms of the articles of each side, each as its pairs of letters."""

_NORM_END = re.compile(r"[。；;]|[：:]\s*\n|\n(?=[（(])")
"""A line alone ends no norm: texts taken from pages of print are broken in the middle of words."""
_CLAUSE_END = re.compile(r"[，,。；;\n]")
_FORMULA = re.compile(
    r"责令|警告|罚款|没收|吊销|处分|拒不改正|情节(?:较|严|特)|刑事责任|直接负责|拘留|^构成"
)
"""What penalties say alike, whatever the offence."""
_SHORTEST_NORM = 6
_MOST_NORMS = 32
"""Norms of one article that are told apart; of a longer one several count as one."""
_KEPT_NORM = 0.15
"""Likeness (Dice) from which a norm carries on another."""
_NEARER = 1e-4
"""What standing at the same place is worth between norms that are equally alike."""
_CLEARLY = 1 / 3
"""How much liker a norm is to another article than to the counterpart before all of it counts."""

_Shares = dict[Place, float]
_Best = tuple[float, Place, float]
"""Likeness, article and place of a norm, weight of the letters shared."""
_NOTHING: _Best = (0.0, (-1, -1), 0.0)


def norms(text: str, known: Key) -> list[frozenset[str]]:
    """The norms of an article without what every penalty says alike, as pairs of letters."""
    ends = {mark.end() for mark in _NORM_END.finditer(text)} | {len(text)}
    clause_ends = {mark.end() for mark in _CLAUSE_END.finditer(text)}
    found, norm, start = [], "", 0
    for end in sorted(ends | clause_ends):
        stop = bisect_left(known.offsets, end)
        clause = known.text[start:stop]
        start = stop
        if not _FORMULA.search(clause):
            norm += clause
        if end in ends:
            found.append(norm)
            norm = ""
    found = [norm for norm in found if len(norm) >= _SHORTEST_NORM]
    step = math.ceil(len(found) / _MOST_NORMS) or 1
    joined = ["".join(found[n : n + step]) for n in range(0, len(found), step)] or [known.text]
    return [frozenset(letter_pairs(norm)) for norm in joined]


def first_norm(text: str, known: Key) -> str:
    """The first norm of an article, in the letters of its key."""
    end = _NORM_END.search(text)
    return known.text[: bisect_left(known.offsets, end.end())] if end else known.text


def letter_pairs(text: str) -> list[str]:
    """Each two letters that stand side by side, marks left out."""
    letters = "".join(char for char in text if char.isalnum())
    return list(map("".join, pairwise(letters))) or [letters]


class Carried:
    """Which norm of one text carries on which of the other."""

    def __init__(
        self,
        pairs: Iterable[Place],
        norms: Norms,
        idf: Mapping[str, float],
        lengths: Sequence[int],
    ) -> None:
        self._idf = idf
        self._norms = tuple(
            {p: [norm & idf.keys() for norm in found] for p, found in side.items()}
            for side in norms
        )
        self._mass = tuple(
            {p: [self._weight(norm) for norm in found] for p, found in side.items()}
            for side in self._norms
        )
        self._whole = tuple(
            {p: frozenset().union(*found) for p, found in side.items()} for side in self._norms
        )
        self._weights = tuple(
            {p: self._weight(whole) for p, whole in side.items()} for side in self._whole
        )
        self._best: tuple[dict[Place, _Best], dict[Place, _Best]] = ({}, {})
        for i, j in pairs:
            away = _NEARER * abs(i / lengths[0] - j / lengths[1])
            for u, a in enumerate(self._norms[0][i]):
                for v, b in enumerate(self._norms[1][j]):
                    common = a & b
                    if not common:
                        continue
                    shared = self._weight(common)
                    total = self._mass[0][i][u] + self._mass[1][j][v]
                    value = round(2 * shared / total - away, 9)
                    if value > self._best[0].get((i, u), _NOTHING)[0]:
                        self._best[0][i, u] = (value, (j, v), shared)
                    if value > self._best[1].get((j, v), _NOTHING)[0]:
                        self._best[1][j, v] = (value, (i, u), shared)
        self._sums = self._added()

    def _weight(self, grams: Iterable[str]) -> float:
        # An exact sum: the order of its parts must not decide between two pairs.
        return math.fsum(map(self._idf.__getitem__, grams))

    def _added(self) -> tuple[_Shares, tuple[_Shares, _Shares], tuple[_Shares, _Shares]]:
        norm: _Shares = {}
        carried: tuple[_Shares, _Shares] = (defaultdict(float), defaultdict(float))
        nearest: tuple[_Shares, _Shares] = (defaultdict(float), defaultdict(float))
        for side in (0, 1):
            for (p, n), (value, there, shared) in self._best[side].items():
                place = (there[0], p) if side else (p, there[0])
                whole = sum(self._mass[side][p]) or 1.0
                nearest[side][place] += shared / whole
                back = self._best[1 - side].get(there, _NOTHING)
                if value >= _KEPT_NORM and back[1] == (p, n):
                    norm[place] = max(norm.get(place, 0.0), value)
                    carried[side][place] += shared / whole
        return norm, carried, nearest

    def of(self, place: Place) -> tuple[float, float, float]:
        """Likeness of the best two norms that are each other's nearest; the share of one article
        whose norms are such, at least; the same where only the nearest of the one is the other."""
        norm, carried, nearest = self._sums
        return (
            norm.get(place, 0.0),
            max(side.get(place, 0.0) for side in carried),
            max(side.get(place, 0.0) for side in nearest),
        )

    def beside_counterparts(
        self, places: Iterable[Place], counterparts: tuple[Mapping[int, int], Mapping[int, int]]
    ) -> dict[Place, tuple[float, float]]:
        """Of norms nearest to one in an article that is not the ``counterparts``': how much liker
        the best of them is than any there, and the weight of the letters of all that are liker."""
        found: defaultdict[Place, dict[Place, tuple[float, float]]] = defaultdict(dict)
        for side in (0, 1):
            for (p, n), (value, (q, k), shared) in self._best[side].items():
                place, norm = ((q, p), (k, n)) if side else ((p, q), (n, k))
                if value >= _KEPT_NORM:
                    found[place][norm] = (value, shared)
        told = {}
        for place in places:
            leads = []
            for norm, (value, shared) in sorted(found.get(place, {}).items()):
                kept = (self._kept(s, place[s], norm[s], counterparts[s]) for s in (0, 1))
                leads.append((value - max(kept), shared))
            best = max((lead for lead, _ in leads), default=-1.0)
            weight = sum(w * min(1.0, lead / _CLEARLY) for lead, w in leads if lead > 0)
            told[place] = best, weight
        return told

    def _kept(self, side: int, position: int, norm: int, counterparts: Mapping[int, int]) -> float:
        """Likeness of a norm to the nearest in the counterpart of its article."""
        there = self._norms[1 - side].get(counterparts.get(position, -1), ())
        mine, mass = self._norms[side][position][norm], self._mass[side][position][norm]
        masses = self._mass[1 - side].get(counterparts.get(position, -1), ())
        return max(
            (
                2 * self._weight(mine & n) / ((mass + m) or 1.0)
                for n, m in zip(there, masses, strict=True)
            ),
            default=0.0,
        )

    def not_in_counterparts(
        self, place: Place, counterparts: tuple[Mapping[int, int], Mapping[int, int]]
    ) -> tuple[float, float]:
        """Share of each of two articles that stands in the other and not in its counterpart."""
        both = self._whole[0][place[0]] & self._whole[1][place[1]]
        shares = []
        for side in (0, 1):
            kept = self._whole[1 - side].get(counterparts[side].get(place[side], -1), frozenset())
            shares.append(self._weight(both - kept) / (self._weights[side][place[side]] or 1.0))
        return shares[0], shares[1]
