"""What speaks for two articles being one (条文相似的证据): their words, and the norms (句, 款, 项)
of the one that stand in the other.

Only pairs that share rare words are weighed, so that the cost grows with the length of a text and
not with its square.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise

from digest.model import Article
from digest.text.normalise import Key, key

Place = tuple[int, int]
"""Positions of an old and a new article."""

_CANDIDATES = 8
"""Articles of the other text that one article is weighed against."""
_COMMON = 120
"""Articles with the same pair of letters, from which it does not help to find candidates."""
_LEAST = 0.03
"""Likeness below which two articles are not weighed."""
_PHRASES = ("起施行", "制定本", "负责解释")
"""What the first and the last articles of every instrument are known by, whatever else they say."""
_CLOSING_LENGTH = 120
_KNOWN_BY = 20
"""How many times such a phrase counts in an article of up to `_CLOSING_LENGTH` characters."""
_SENTENCE_END = re.compile(r"[。\n]")
_NORM_ENDS = "。；;\n"
_CLAUSE_ENDS = re.compile(rf"[，,{_NORM_ENDS}]")
_FORMULA = re.compile(
    r"责令|警告|罚款|没收|吊销|处分|拒不改正|情节(?:较|严|特)|刑事责任|直接负责|拘留|^构成"
)
"""What penalties say alike, whatever the offence."""
_SHORTEST_NORM = 6
_MOST_NORMS = 32
"""Norms of one article that are told apart; of a longer one several count as one."""
_KEPT_NORM = 0.15
"""Likeness (Dice) from which a sentence carries on another."""
_NEARER = 1e-4
"""What standing at the same place is worth between sentences that are equally alike."""
_PUNISHES = re.compile(r"罚款|给予警告|没收违法|处分|拘留|有期徒刑|吊销|追究刑事责任")
_OF_SANCTIONS = re.compile(r"罚款|处分|责令|责任|处罚|警告|拘留|没收|吊销|违反")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What two articles have in common, each between 0 and 1, the same both ways round."""

    words: float
    """Cosine of tf-idf weighted pairs of letters."""
    norm: float
    """Likeness of the best two sentences that are each other's nearest."""
    carried: float
    """Share of one article whose sentences are such, at least."""
    nearest: float
    """Share of one article whose sentences have their nearest ones in the other, at least."""


class Likeness:
    """The words of the articles of two texts, weighed by how rare they are in both."""

    def __init__(self, old: Sequence[Article], new: Sequence[Article]) -> None:
        self._texts = ([a.text for a in old], [a.text for a in new])
        self._known = tuple([key(text) for text in side] for side in self._texts)
        self.keys = tuple([known.text for known in side] for side in self._known)
        self._grams = tuple([_grams(text) for text in side] for side in self.keys)
        frequency = Counter(gram for side in self._grams for grams in side for gram in grams)
        total = len(old) + len(new)
        self._frequency = frequency
        # Smoothed so that grams in every article still weigh something: one-article texts compare.
        self._idf = {gram: math.log((1 + total) / n) + 0.2 for gram, n in frequency.items()}

    def of(self, old: Sequence[int], new: Sequence[int]) -> float:
        """Cosine of some articles of each side, each read as one text."""
        return _cosine(self._vector(0, old), self._vector(1, new))

    def _vector(self, side: int, positions: Sequence[int]) -> dict[str, float]:
        counts: Counter[str] = Counter()
        for position in positions:
            counts.update(self._grams[side][position])
        raw = {gram: (1 + math.log(n)) * self._idf[gram] for gram, n in counts.items()}
        length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
        return {gram: value / length for gram, value in raw.items()}

    def evidence(self, old: Sequence[int], new: Sequence[int]) -> dict[Place, Evidence]:
        """The pairs of these articles that may be one, and what speaks for it."""
        vectors = {i: self._vector(0, (i,)) for i in old}, {j: self._vector(1, (j,)) for j in new}
        pairs = [pair for pair in self._candidates(*vectors) if not self._unlike(*pair)]
        norms = self._norms(0, old), self._norms(1, new)
        carried = _Carried(pairs, norms, self._idf, [len(side) or 1 for side in self.keys])
        found = {}
        for i, j in pairs:
            norm, share, nearest = carried.of((i, j))
            found[i, j] = Evidence(_cosine(vectors[0][i], vectors[1][j]), norm, share, nearest)
        return found

    def _candidates(
        self, old: dict[int, dict[str, float]], new: dict[int, dict[str, float]]
    ) -> list[Place]:
        postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for j, vector in new.items():
            for gram, weight in vector.items():
                if self._frequency[gram] <= _COMMON:
                    postings[gram].append((j, weight))
        rows: defaultdict[int, list[tuple[float, Place]]] = defaultdict(list)
        columns: defaultdict[int, list[tuple[float, Place]]] = defaultdict(list)
        for i, vector in old.items():
            sums: defaultdict[int, float] = defaultdict(float)
            for gram, weight in vector.items():
                for j, other in postings.get(gram, ()):
                    sums[j] += weight * other
            for j, value in sums.items():
                if value >= _LEAST:
                    rows[i].append((round(value, 9), (i, j)))
                    columns[j].append((round(value, 9), (i, j)))
        best = (nlargest(_CANDIDATES, found) for side in (rows, columns) for found in side.values())
        return sorted({place for found in best for _, place in found})

    def _norms(self, side: int, positions: Iterable[int]) -> dict[int, list[frozenset[str]]]:
        return {p: _norms(self._texts[side][p], self._known[side][p]) for p in positions}

    def _unlike(self, i: int, j: int) -> bool:
        """True of a duty and the penalty for its breach, however alike: the first sentence of one
        punishes, and the other has nothing of a sanction."""
        return any(
            _PUNISHES.search(self._first(side, mine)) and not _OF_SANCTIONS.search(text)
            for side, mine, text in ((0, i, self.keys[1][j]), (1, j, self.keys[0][i]))
        )

    def _first(self, side: int, position: int) -> str:
        """The first sentence of an article."""
        end = _SENTENCE_END.search(self._texts[side][position])
        known = self._known[side][position]
        return known.text[: bisect_left(known.offsets, end.end())] if end else known.text


class _Carried:
    """Which sentence of one text carries on which of the other."""

    def __init__(
        self,
        pairs: Iterable[Place],
        norms: tuple[dict[int, list[frozenset[str]]], dict[int, list[frozenset[str]]]],
        idf: dict[str, float],
        lengths: Sequence[int],
    ) -> None:
        self._mass = tuple(
            {p: [sum(idf.get(g, 0.0) for g in norm) for norm in found] for p, found in side.items()}
            for side in norms
        )
        self._best: tuple[dict[Place, _Best], dict[Place, _Best]] = ({}, {})
        for i, j in pairs:
            away = _NEARER * abs(i / lengths[0] - j / lengths[1])
            for u, a in enumerate(norms[0][i]):
                for v, b in enumerate(norms[1][j]):
                    common = a & b
                    if not common:
                        continue
                    shared = sum(idf.get(gram, 0.0) for gram in common)
                    total = self._mass[0][i][u] + self._mass[1][j][v]
                    value = round(2 * shared / total - away, 9)
                    if value > self._best[0].get((i, u), _NOTHING)[0]:
                        self._best[0][i, u] = (value, (j, v), shared)
                    if value > self._best[1].get((j, v), _NOTHING)[0]:
                        self._best[1][j, v] = (value, (i, u), shared)
        self._sums = self._added()

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
        norm, carried, nearest = self._sums
        return (
            norm.get(place, 0.0),
            max(side.get(place, 0.0) for side in carried),
            max(side.get(place, 0.0) for side in nearest),
        )


_Shares = dict[Place, float]
_Best = tuple[float, Place, float]
"""Likeness, article and place of a sentence, weight of the letters shared."""
_NOTHING: _Best = (0.0, (-1, -1), 0.0)


def _grams(text: str) -> Counter[str]:
    grams = Counter(_pairs(text))
    if len(text) <= _CLOSING_LENGTH:
        grams.update({phrase: _KNOWN_BY for phrase in _PHRASES if phrase in text})
    return grams


def _pairs(text: str) -> list[str]:
    letters = "".join(char for char in text if char.isalnum())
    return list(map("".join, pairwise(letters))) or [letters]


def _norms(text: str, known: Key) -> list[frozenset[str]]:
    """The sentences of an article without what every penalty says alike, as pairs of letters."""
    found, sentence, start = [], "", 0
    for end in [*(mark.end() for mark in _CLAUSE_ENDS.finditer(text)), len(text)]:
        stop = bisect_left(known.offsets, end)
        clause = known.text[start:stop]
        start = stop
        if not _FORMULA.search(clause):
            sentence += clause
        if end == len(text) or text[end - 1] in _NORM_ENDS:
            found.append(sentence)
            sentence = ""
    found = [norm for norm in found if len(norm) >= _SHORTEST_NORM]
    step = math.ceil(len(found) / _MOST_NORMS) or 1
    joined = ["".join(found[n : n + step]) for n in range(0, len(found), step)] or [known.text]
    return [frozenset(_pairs(norm)) for norm in joined]


def _cosine(a: dict[str, float], b: dict[str, float]) -> float:
    if len(b) < len(a):
        a, b = b, a
    # Rounded: the order of a sum must not decide between two pairs.
    return min(1.0, round(sum(value * b.get(gram, 0.0) for gram, value in a.items()), 9))
