"""What people say of matches, and what follows from it.

A pair of obligation and text that was rejected is not told again, and one that was confirmed is
told though nothing was found: the word of a person is its evidence. The threshold of an obligation
moves to where its own verdicts part: among the cuts between neighbouring scores the one that
misjudges fewest of them, and of equals the one nearest to `decide.THRESHOLD`. So a line whose
verdicts the common threshold parts already keeps it. No line moves before it has ENOUGH verdicts,
and none beyond LOWEST and HIGHEST. A raised threshold is for words and meaning: what a text cites
is told from the common one on, whatever was said of other texts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from digest.match.decide import THRESHOLD
from digest.model import Affected, Match, Reason, Verdict

ENOUGH = 3
LOWEST = 0.3
HIGHEST = 0.8


@dataclass(frozen=True, slots=True)
class Judged:
    """What was said of one match, and how sure the match was, 0 to 1."""

    obligation: str
    score: float
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Learned:
    """The threshold of one obligation and the verdicts that explain it."""

    obligation: str
    threshold: float
    confirmed: tuple[float, ...]
    """Scores, ascending."""
    rejected: tuple[float, ...]

    @property
    def why(self) -> str:
        """4 confirmed from 0.66, 3 rejected up to 0.61"""
        said = []
        if self.confirmed:
            said.append(f"{len(self.confirmed)} confirmed from {self.confirmed[0]:.2f}")
        if self.rejected:
            said.append(f"{len(self.rejected)} rejected up to {self.rejected[-1]:.2f}")
        return ", ".join(said)


def learned(judged: Iterable[Judged]) -> dict[str, Learned]:
    """The obligations with ENOUGH verdicts, by id."""
    by_line: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        by_line[one.obligation].append(one)
    return {
        obligation: _learned(obligation, said)
        for obligation, said in sorted(by_line.items())
        if len(said) >= ENOUGH
    }


def thresholds(known: Mapping[str, Learned]) -> dict[str, float]:
    return {obligation: one.threshold for obligation, one in known.items()}


def honoured(found: Affected, said: Mapping[str, Verdict], moved: Mapping[str, float]) -> Affected:
    """What a text affects once people were heard. ``said``: by obligation, what was said of this
    text; ``moved``: thresholds that are not THRESHOLD. What was confirmed is told whatever its
    score; without a reason and a quote, where it was not matched."""

    def stays(match: Match) -> bool:
        verdict = said.get(match.obligation)
        bar = moved.get(match.obligation, THRESHOLD)
        if Reason.CITED in match.reasons:
            bar = min(bar, THRESHOLD)
        return verdict is not Verdict.REJECTED and (
            verdict is Verdict.CONFIRMED or match.score >= bar
        )

    matches = tuple(
        replace(match, verdict=said.get(match.obligation, Verdict.SUGGESTED))
        for match in found.matches
        if stays(match)
    )
    ranked = tuple(pair for pair in found.ranked if said.get(pair[0]) is not Verdict.REJECTED)
    missed = _missed(found, said)
    return Affected(found.relevant or bool(missed), (*matches, *missed), ranked)


def _missed(found: Affected, said: Mapping[str, Verdict]) -> tuple[Match, ...]:
    """What people confirmed and matching did not tell, the best first."""
    matched = {match.obligation for match in found.matches}
    document = next((match.document for match in found.matches), "")
    scores = dict(found.ranked)
    missed = (
        Match(name, document, scores.get(name, 0.0), (), (), verdict)
        for name, verdict in said.items()
        if verdict is Verdict.CONFIRMED and name not in matched
    )
    return tuple(sorted(missed, key=lambda match: (-match.score, match.obligation)))


def _learned(obligation: str, said: list[Judged]) -> Learned:
    confirmed = tuple(sorted(one.score for one in said if one.confirmed))
    rejected = tuple(sorted(one.score for one in said if not one.confirmed))
    scores = sorted(
        {LOWEST, HIGHEST, *(min(max(s, LOWEST), HIGHEST) for s in confirmed + rejected)}
    )
    cuts = [THRESHOLD, *((low + high) / 2 for low, high in pairwise(scores))]

    def misjudged(cut: float) -> int:
        return sum(s < cut for s in confirmed) + sum(s >= cut for s in rejected)

    best = min(cuts, key=lambda cut: (misjudged(cut), abs(cut - THRESHOLD)))
    return Learned(obligation, round(best, 4), confirmed, rejected)
