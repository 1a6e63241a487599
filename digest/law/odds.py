"""How likely two articles are one (对应的可能性): from what they have in common, and from what the
other pairs say: whether one of the two has a likelier counterpart, between which settled articles
they stand, whether they refer to the same articles.
"""

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from operator import mul

from digest.law.likeness import Evidence
from digest.law.norms import Place
from digest.model import Article

# Log odds that each finding is worth, in the order of `Evidence` and of `_Context.of`: a logistic
# regression over two thirds of the labelled versions in tests/quality/labels/alignment.tsv.
_BIAS = -3.391
_EVIDENCE = (3.15, 2.75, 4.01, 2.11, 4.63, 0.38, 1.05, -7.41, 1.18)
_CONTEXT = (0.57, 2.02, 2.23, 1.34, -3.88, -6.17)
_ROUNDS = 3
"""How often the pairs are weighed, each time by what the time before has said of the others."""
_SETTLED = 0.6
"""Probability from which a pair says where its neighbours stand."""
_LINKED = 0.5
"""Probability from which two articles that others refer to are taken for one."""
_REFERENCES = re.compile(
    r"本(?:法|条例|办法|规定|解释|细则|规则)第\d+条(?:第\d+[款项]|[至和或及]|或者|以及|第\d+条)*"
)
_REFERENCE = re.compile(r"第(\d+)条(?:至第(\d+)条)?")
_LONGEST_RANGE = 30
_CERTAIN = 30.0
"""Log odds beyond which nothing more is to be told."""
_NO_RIVAL = -8.0
"""Log odds taken for a rival that is not there."""

References = tuple[list[set[int]], list[set[int]]]
"""Positions of the articles of its own text that each article refers to (本法第N条), by side."""


def references(articles: Sequence[Article], keys: Sequence[str]) -> list[set[int]]:
    """One side of `References`, from articles and their comparison keys."""
    place = {article.number: n for n, article in enumerate(articles)}
    found: list[set[int]] = []
    for text in keys:
        numbers: set[int] = set()
        for run in _REFERENCES.findall(text):
            for first, last in _REFERENCE.findall(run):
                end = min(int(last or first), int(first) + _LONGEST_RANGE)
                numbers.update(range(int(first), end + 1))
        found.append({place[str(n)] for n in numbers if str(n) in place})
    return found


def weighed(
    evidence: Mapping[Place, Evidence],
    exact: Mapping[int, int],
    referred: References,
    lengths: tuple[Sequence[int], Sequence[int]],
) -> dict[Place, float]:
    """Log odds of every pair beside the ``exact`` ones; ``lengths`` of the articles are above 0."""
    plain = {place: _BIAS + _sum(_EVIDENCE, found) for place, found in evidence.items()}
    odds = {place: log_odds(found.words) for place, found in evidence.items()}
    for _ in range(_ROUNDS):
        context = _Context(odds, exact, referred, lengths)
        # Rounded: the order of a sum must not decide between two pairs.
        odds = {p: round(v + _sum(_CONTEXT, context.of(p)), 9) for p, v in plain.items()}
    return odds


def _sum(weights: Sequence[float], findings: Sequence[float]) -> float:
    total: float = sum(map(mul, weights, findings))
    return total


def probable(odds: float) -> float:
    """The probability of log odds."""
    return 1.0 / (1.0 + math.exp(-max(-_CERTAIN, min(_CERTAIN, odds))))


def log_odds(probability: float) -> float:
    """Log odds of a probability; of the impossible and the certain, a large number."""
    return math.log(max(probability, 1e-9) / max(1.0 - probability, 1e-9))


_Two = dict[int, tuple[float, float]]


class _Context:
    """What the pairs of one round say of one another."""

    def __init__(
        self,
        odds: Mapping[Place, float],
        exact: Mapping[int, int],
        referred: References,
        lengths: tuple[Sequence[int], Sequence[int]],
    ) -> None:
        self._odds = odds
        self._referred = referred
        # The two likeliest of each article.
        self._best: tuple[_Two, _Two] = ({}, {})
        for place, value in odds.items():
            for best, position in zip(self._best, place, strict=True):
                first, second = best.get(position, (_NO_RIVAL, _NO_RIVAL))
                best[position] = (max(first, value), max(second, min(first, value)))
        settled = [
            p
            for p, v in odds.items()
            if v > log_odds(_SETTLED) and all(v >= rival for rival in self._rivals(p))
        ]
        held = {(i, j): lengths[0][i] + lengths[1][j] for i, j in [*settled, *exact.items()]}
        ends = [(-1, -1), (len(lengths[0]), len(lengths[1]))]
        self._held = {*held, *ends}
        run = [ends[0], *_in_order(held), ends[1]]
        self._run = [i for i, _ in run], [j for _, j in run]
        self._linked: defaultdict[int, set[int]] = defaultdict(set)
        for i, j in [*exact.items(), *(p for p, v in odds.items() if v > log_odds(_LINKED))]:
            self._linked[i].add(j)

    def of(self, place: Place) -> tuple[float, ...]:
        """What the other pairs say of this one, each finding between -1 and 1."""
        i, j = place
        around = ((i - 1, j), (i + 1, j), (i, j - 1), (i, j + 1))
        steps = ((i - 1, j - 1), (i + 1, j + 1))
        rivals = sorted(map(probable, self._rivals(place)))
        return (
            float(self._in_place(place)),
            # A neighbour of the one is the other too: parts of a split.
            max((probable(self._odds[p]) for p in around if p in self._odds), default=0.0),
            self._references(place),
            sum(step in self._held for step in steps) / 2,
            rivals[1],
            rivals[0],
        )

    def _rivals(self, place: Place) -> list[float]:
        """Log odds of the likeliest other pair of each of the two articles."""
        value = self._odds[place]
        best = (side[position] for side, position in zip(self._best, place, strict=True))
        return [first if value < first else second for first, second in best]

    def _in_place(self, place: Place) -> bool:
        """True when a pair stands in both texts between the same settled articles."""
        (i, j), (old, new) = place, self._run
        before = bisect_left(old, i) - 1, bisect_left(new, j) - 1
        after = bisect_left(old, i + 1), bisect_left(new, j + 1)
        return new[before[0]] < j < new[after[0]] and old[before[1]] < i < old[after[1]]

    def _references(self, place: Place) -> float:
        """1 when both refer to articles of their text of which some are the same ones, -1 when none
        are, 0 when one does not refer."""
        old, new = self._referred[0][place[0]], self._referred[1][place[1]]
        if not (old and new):
            return 0.0
        return 1.0 if any(self._linked[i] & new for i in old) else -1.0


def _in_order(pairs: Mapping[Place, int]) -> list[Place]:
    """The pairs that stand in order: of those that cross, the ones that hold more text. Where one
    of two must give way and nothing says which, neither is in order."""
    forth = _rising(sorted((i, j, size) for (i, j), size in pairs.items()))
    back = {(i, j) for j, i in _rising(sorted((j, i, size) for (i, j), size in pairs.items()))}
    return [pair for pair in forth if pair in back]


def _rising(pairs: Sequence[tuple[int, int, int]]) -> list[Place]:
    """Of pairs that ascend in the first place, the run of the greatest size that ascends in the
    second too."""
    # Of the runs that end at a place, only those that are greater than all that end before it.
    ends: list[int] = []
    totals: list[int] = []
    last: list[int] = []
    back: list[int] = []
    for n, (_, end, size) in enumerate(pairs):
        at = bisect_left(ends, end)
        total = size + (totals[at - 1] if at else 0)
        back.append(last[at - 1] if at else -1)
        beaten = at
        while beaten < len(ends) and totals[beaten] <= total:
            beaten += 1
        ends[at:beaten], totals[at:beaten], last[at:beaten] = [end], [total], [n]
    run: list[Place] = []
    n = last[-1] if last else -1
    while n >= 0:
        run.append(pairs[n][:2])
        n = back[n]
    return run[::-1]
