"""Alignment of the articles of two versions (条文对应): global, not greedy.

Articles of equal text first; the rest by one optimal assignment over the likeness of their words
with a mild preference for order; then one article against several neighbours (拆分, 合并).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from digest.model import Article, Relation
from digest.text.normalise import key

if TYPE_CHECKING:
    import numpy

_ANYWHERE = 0.50
"""Likeness from which two articles are the same one wherever they stand: below it penalties with
the same formulas and different offences would pair."""
_IN_PLACE = 0.24
"""Likeness from which they are when both stand between the same other articles."""
_SHORTENED = (0.40, 0.60)
"""Likeness, and share of the one that the other contains, from which an article that has moved is
the same one, grown or cut short."""
_ROUNDS = 3
_PLACES = ("起施行", "制定本", "负责解释")
"""What the first and the last articles of every instrument are known by, whatever else they say."""
_CLOSING_LENGTH = 120
_KNOWN_BY = 20
"""How many times such a phrase counts in an article of up to `_CLOSING_LENGTH` characters."""
_ORDER = 0.10
"""What standing at the expected place is worth, in squared likeness."""
_GAIN = 0.05
"""How much liker the joined neighbours must be before an article counts as split or merged."""
_CONTAINED = 0.50
"""Share of a part that must come from the article it is said to be split from."""

_Weights = dict[str, float]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Articles that belong together, as positions in the old and the new sequence."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    relation: Relation
    similarity: float


def align(old: Sequence[Article], new: Sequence[Article]) -> tuple[Alignment, ...]:
    """Every article of both sides in exactly one alignment, in the order of the new text.

    Removed articles stand where they stood in the old text.
    """
    old_keys = [key(article.text).text for article in old]
    new_keys = [key(article.text).text for article in new]
    exact = _exact(old_keys, new_keys)
    likeness = _Likeness(old_keys, new_keys)
    matched = exact | _assigned(likeness, exact)
    groups = _joined(likeness, matched, exact)
    return _arranged(groups, likeness, exact, len(old))


def _exact(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Old to new position of equal texts; repeated texts pair in their order."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for position in reversed(range(len(new))):
        places[new[position]].append(position)
    return {i: places[text].pop() for i, text in enumerate(old) if places.get(text)}


class _Likeness:
    """Cosine of tf-idf weighted character bigrams, for articles and for joined articles."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self.counts = ([_bigrams(text) for text in old], [_bigrams(text) for text in new])
        frequency = Counter(gram for side in self.counts for counts in side for gram in counts)
        total = len(old) + len(new)
        # Smoothed so that grams in every article still weigh something: one-article texts compare.
        self.idf = {gram: math.log((1 + total) / n) + 0.2 for gram, n in frequency.items()}

    def weights(self, side: int, positions: Sequence[int]) -> _Weights:
        """Unit vector of some articles of one side read as one text."""
        counts: Counter[str] = Counter()
        for position in positions:
            counts.update(self.counts[side][position])
        raw = {gram: (1 + math.log(n)) * self.idf[gram] for gram, n in counts.items()}
        length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
        return {gram: value / length for gram, value in raw.items()}

    def of(self, old: Sequence[int], new: Sequence[int]) -> float:
        a, b = self.weights(0, old), self.weights(1, new)
        if len(b) < len(a):
            a, b = b, a
        return min(1.0, sum(value * b.get(gram, 0.0) for gram, value in a.items()))

    def contained(self, side: int, part: int, whole: Sequence[int]) -> float:
        """Share of one article's weight that occurs in articles of the other side."""
        mine = self.counts[side][part]
        theirs: Counter[str] = Counter()
        for position in whole:
            theirs.update(self.counts[1 - side][position])
        weight = sum(n * self.idf[gram] for gram, n in mine.items())
        shared = sum(min(n, theirs[gram]) * self.idf[gram] for gram, n in mine.items())
        return shared / weight if weight else 0.0

    def matrix(self, old: Sequence[int], new: Sequence[int]) -> numpy.ndarray:
        import numpy
        from scipy.sparse import csr_matrix

        columns = {gram: n for n, gram in enumerate(self.idf)}

        def rows(side: int, positions: Sequence[int]) -> csr_matrix:
            data: list[float] = []
            indices: list[int] = []
            starts = [0]
            for position in positions:
                weights = self.weights(side, (position,))
                data.extend(weights.values())
                indices.extend(columns[gram] for gram in weights)
                starts.append(len(data))
            return csr_matrix((data, indices, starts), shape=(len(positions), len(columns)))

        product: numpy.ndarray = (rows(0, old) @ rows(1, new).T).toarray()
        cosine: numpy.ndarray = numpy.minimum(product, 1.0)
        return cosine


def _bigrams(text: str) -> Counter[str]:
    letters = "".join(char for char in text if char.isalnum())
    grams = Counter(map("".join, pairwise(letters))) or Counter([letters])
    if len(letters) <= _CLOSING_LENGTH:
        grams.update({phrase: _KNOWN_BY for phrase in _PLACES if phrase in letters})
    return grams


def _assigned(likeness: _Likeness, exact: dict[int, int]) -> dict[int, int]:
    """The assignment of the remaining articles with the greatest sum of likeness and order."""
    import numpy
    from scipy.optimize import linear_sum_assignment

    m, n = (len(counts) for counts in likeness.counts)
    taken = set(exact.values())
    old = [i for i in range(m) if i not in exact]
    new = [j for j in range(n) if j not in taken]
    if not old or not new:
        return {}
    same = likeness.matrix(old, new)
    matched = exact
    # Each round knows the places that the one before has settled, and not the pairs it refused.
    for _ in range(_ROUNDS):
        run = [(-1, -1), *_rising(sorted(matched.items())), (m, n)]
        expected = numpy.interp(old, [a[0] for a in run], [a[1] for a in run])
        distance = numpy.abs(expected[:, None] - numpy.asarray(new)[None, :])
        # Squared: one sure pair counts for more than two doubtful ones that would break it up.
        score = numpy.where(same >= _IN_PLACE, same**2 + _ORDER / (1.0 + distance), 0.0)
        rows, columns = linear_sum_assignment(score, maximize=True)
        found = [
            (old[r], new[c], r, c)
            for r, c in zip(rows.tolist(), columns.tolist(), strict=True)
            if score[r, c]
        ]
        sure = exact | {i: j for i, j, r, c in found if _is_sure(likeness, i, j, same[r, c])}
        run = [(-1, -1), *_rising(sorted(sure.items())), (m, n)]
        matched = sure | {i: j for i, j, _, _ in found if _in_place(i, j, run)}
        refused = [(r, c) for i, _, r, c in found if i not in matched]
        if not refused:
            break
        for r, c in refused:
            same[r, c] = 0.0
    return matched


def _is_sure(likeness: _Likeness, i: int, j: int, same: float) -> bool:
    if same >= _ANYWHERE:
        return True
    alike, share = _SHORTENED
    return same >= alike and share <= max(
        likeness.contained(0, i, (j,)), likeness.contained(1, j, (i,))
    )


def _in_place(i: int, j: int, run: Sequence[tuple[int, int]]) -> bool:
    """True when a pair stands in both texts between the same sure pairs."""
    after = bisect_left(run, (i, -1))
    if run[after][0] == i:
        return run[after][1] == j
    return run[after - 1][1] < j < run[after][1]


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs, ascending in the first place, that ascends in the second too."""
    tails: list[int] = []  # last place of the best run of each length, and which pair it is
    ends: list[int] = []
    back: list[int] = []
    for n, (_, place) in enumerate(pairs):
        length = bisect_left(tails, place)
        tails[length : length + 1] = [place]
        ends[length : length + 1] = [n]
        back.append(ends[length - 1] if length else -1)
    run: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        run.append(pairs[at])
        at = back[at]
    return run[::-1]


_Group = tuple[tuple[int, ...], tuple[int, ...]]


def _joined(likeness: _Likeness, matched: dict[int, int], exact: dict[int, int]) -> list[_Group]:
    """Pairs widened by neighbours: a split on the new side, a merger on the old side."""
    groups: dict[int, _Group] = {i: ((i,), (j,)) for i, j in matched.items()}
    free = (
        set(range(len(likeness.counts[0]))) - matched.keys(),
        set(range(len(likeness.counts[1]))) - set(matched.values()),
    )
    for i in sorted(matched.keys() - exact.keys()):
        for side in (1, 0):
            groups[i] = _widened(likeness, groups[i], side, free[side])
    alone: list[_Group] = [((i,), ()) for i in free[0]] + [((), (j,)) for j in free[1]]
    return [*groups.values(), *alone]


def _widened(likeness: _Likeness, group: _Group, side: int, free: set[int]) -> _Group:
    """The group with every free neighbour on one side that makes it liker; takes them from `free`.

    A group is split or merged, never both.
    """
    while len(group[1 - side]) == 1:
        mine = group[side]
        here = likeness.of(*group)
        best: tuple[float, int, _Group] | None = None
        for extra in (mine[0] - 1, mine[-1] + 1):
            if extra not in free or likeness.contained(side, extra, group[1 - side]) < _CONTAINED:
                continue
            wider = tuple(sorted((*mine, extra)))
            candidate = (group[0], wider) if side else (wider, group[1])
            value = likeness.of(*candidate)
            if value >= here + _GAIN and (best is None or value > best[0]):
                best = (value, extra, candidate)
        if best is None:
            break
        free.discard(best[1])
        group = best[2]
    return group


def _arranged(
    groups: list[_Group], likeness: _Likeness, exact: dict[int, int], m: int
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
    if not new:
        return Relation.REMOVED
    if not old:
        return Relation.ADDED
    if len(new) > 1:
        return Relation.SPLIT
    if len(old) > 1:
        return Relation.MERGED
    return Relation.AMENDED
