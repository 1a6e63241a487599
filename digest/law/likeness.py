"""What speaks for two articles being one (条文相似的证据): their words, and the norms (`norms`) of
the one that stand in the other.

Only pairs that share rare words are weighed, so that the cost grows with the length of a text and
not with its square.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from typing import NamedTuple

from digest.law.norms import Carried, Place, first_norm, letter_pairs, norms
from digest.model import Article
from digest.text.normalise import Key, key

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
_TOPIC_END = re.compile(r"[，,。；;：:\n]")
_SHORTEST_TOPIC = 6
_RUN = 5
"""Letters of a run that two articles share."""
_RARE = 3
"""Articles of both texts together that hold a rare run."""
_PUNISHES = re.compile(r"罚款|给予警告|没收违法|处分|拘留|有期徒刑|吊销|追究刑事责任")
_OF_SANCTIONS = re.compile(r"罚款|处分|责令|责任|处罚|警告|拘留|没收|吊销|违反")


class Evidence(NamedTuple):
    """What two articles have in common, the same both ways round; 0 to 1 unless said."""

    words: float
    """Cosine of tf-idf weighted pairs of letters."""
    norm: float
    """Likeness of the best two norms that are each other's nearest."""
    carried: float
    """Share of one article whose norms are such, at least."""
    nearest: float
    """Share of one article whose norms have their nearest ones in the other, at least."""
    contained: float
    """Share of the lighter article that stands in the other."""
    covered: float
    """Share of the heavier article that stands in the other."""
    runs: float
    """Logarithm of the number of rare runs of letters in both, and one: 0 or more."""
    run_share: float
    """Share of the runs of one article, at most, that are such."""
    topic: float
    """Likeness (Dice) of their first clauses."""


Keys = tuple[Sequence[Key], Sequence[Key]]
"""The comparison keys of the articles of each side."""


def keys_of(old: Sequence[Article], new: Sequence[Article]) -> Keys:
    return [key(article.text) for article in old], [key(article.text) for article in new]


class Likeness:
    """The words of the articles of two texts, weighed by how rare they are in both."""

    def __init__(
        self, old: Sequence[Article], new: Sequence[Article], known: Keys | None = None
    ) -> None:
        self._texts = ([a.text for a in old], [a.text for a in new])
        self._known = known or keys_of(old, new)
        self.keys = tuple([known.text for known in side] for side in self._known)
        self._grams = tuple([_grams(text) for text in side] for side in self.keys)
        frequency = Counter(gram for side in self._grams for grams in side for gram in grams)
        total = len(old) + len(new)
        self._frequency = frequency
        # Smoothed so that grams in every article still weigh something: one-article texts compare.
        self._idf = {gram: math.log((1 + total) / n) + 0.2 for gram, n in frequency.items()}

        self._vectors: tuple[dict[int, dict[str, float]], ...] = ({}, {})

    def of(self, old: Sequence[int], new: Sequence[int]) -> float:
        """Cosine of some articles of each side, each read as one text."""
        return _cosine(self._vector(0, old), self._vector(1, new))

    def _article(self, side: int, position: int) -> dict[str, float]:
        known = self._vectors[side]
        if position not in known:
            known[position] = self._vector(side, (position,))
        return known[position]

    def _vector(self, side: int, positions: Sequence[int]) -> dict[str, float]:
        counts: Counter[str] = Counter()
        for position in positions:
            counts.update(self._grams[side][position])
        raw = {gram: (1 + math.log(n)) * self._idf[gram] for gram, n in counts.items()}
        length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
        return {gram: value / length for gram, value in raw.items()}

    def pairs(self, old: Sequence[int], new: Sequence[int]) -> list[Place]:
        """The pairs of these articles that may be one."""
        vectors = {i: self._article(0, i) for i in old}, {j: self._article(1, j) for j in new}
        return [pair for pair in self._candidates(*vectors) if not self._unlike(*pair)]

    def carried(self, pairs: Sequence[Place]) -> Carried:
        """The norms of these pairs."""
        sides = [
            {p: norms(self._texts[side][p], self._known[side][p]) for p in positions}
            for side, positions in enumerate(_positions(pairs))
        ]
        lengths = [len(side) or 1 for side in self.keys]
        return Carried(pairs, (sides[0], sides[1]), self._idf, lengths)

    def evidence(self, pairs: Sequence[Place], carried: Carried) -> dict[Place, Evidence]:
        """What speaks for each of these pairs."""
        places = _positions(pairs)
        grams = [{p: frozenset(self._grams[s][p]) for p in places[s]} for s in (0, 1)]
        weights = [{p: self._weight(found) for p, found in side.items()} for side in grams]
        topics = [{p: self._topic(s, p) for p in places[s]} for s in (0, 1)]
        runs = _rare_runs([{p: self.keys[s][p] for p in places[s]} for s in (0, 1)])
        found = {}
        for i, j in pairs:
            shared = self._weight(grams[0][i] & grams[1][j])
            lighter, heavier = sorted((weights[0][i], weights[1][j]))
            (mine, many), (other, more) = runs[0][i], runs[1][j]
            common = len(mine & other)
            found[i, j] = Evidence(
                _cosine(self._article(0, i), self._article(1, j)),
                *carried.of((i, j)),
                shared / (lighter or 1.0),
                shared / (heavier or 1.0),
                math.log1p(common),
                common / (1 + min(many, more)),
                self._dice(topics[0][i], topics[1][j]),
            )
        return found

    def _weight(self, grams: Iterable[str]) -> float:
        # An exact sum: the order of its parts must not decide between two pairs.
        return math.fsum(map(self._idf.__getitem__, grams))

    def _dice(self, a: frozenset[str], b: frozenset[str]) -> float:
        return 2 * self._weight(a & b) / ((self._weight(a) + self._weight(b)) or 1.0)

    def _topic(self, side: int, position: int) -> frozenset[str]:
        """The first clause of an article, as pairs of letters."""
        known = self._known[side][position]
        end = _TOPIC_END.search(self._texts[side][position])
        stop = bisect_left(known.offsets, end.end()) if end else len(known.text)
        return frozenset(letter_pairs(known.text[: max(stop, _SHORTEST_TOPIC)]))

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

    def _unlike(self, i: int, j: int) -> bool:
        """True of a duty and the penalty for its breach, however alike: the first norm of one
        punishes, and the other has nothing of a sanction."""
        return any(
            _PUNISHES.search(first_norm(self._texts[side][mine], self._known[side][mine]))
            and not _OF_SANCTIONS.search(text)
            for side, mine, text in ((0, i, self.keys[1][j]), (1, j, self.keys[0][i]))
        )


def _positions(pairs: Sequence[Place]) -> tuple[list[int], list[int]]:
    return sorted({i for i, _ in pairs}), sorted({j for _, j in pairs})


_Runs = dict[int, tuple[frozenset[str], int]]


def _rare_runs(keys: Sequence[Mapping[int, str]]) -> list[_Runs]:
    """The rare runs of letters of each article, and how many runs it has at all."""
    runs = []
    for side in keys:
        letters = {p: "".join(filter(str.isalnum, text)) for p, text in side.items()}
        runs.append(
            {p: {t[n : n + _RUN] for n in range(len(t) - _RUN + 1)} for p, t in letters.items()}
        )
    held = Counter(run for side in runs for found in side.values() for run in found)
    return [
        {
            p: (frozenset(r for r in found if 1 < held[r] <= _RARE), len(found))
            for p, found in side.items()
        }
        for side in runs
    ]


def _grams(text: str) -> Counter[str]:
    grams = Counter(letter_pairs(text))
    if len(text) <= _CLOSING_LENGTH:
        grams.update({phrase: _KNOWN_BY for phrase in _PHRASES if phrase in text})
    return grams


def _cosine(a: dict[str, float], b: dict[str, float]) -> float:
    # Rounded: the order of a product must not decide between two pairs.
    return min(1.0, round(math.fsum(a[gram] * b[gram] for gram in a.keys() & b.keys()), 9))
