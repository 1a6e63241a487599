"""How the weights of wordings (`digest.match.likeness.of_spoken`) are fitted.

``python -m tests.quality.spoken`` prints them: a logistic regression over pairs of a document and a
line, each by the one of its sentences and clauses that speaks most for the line, found anew by
every fit. Then precision and recall by cross-validation over documents, and false alerts.
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import numpy as np

from digest.match import decide, likeness, weigh
from tests.conftest import SHARED
from tests.quality import affected as whole

FOLDS = 8
FITS = 4
NAMES = ("LEXICAL", "WORDS", "SEMANTIC", "MEANING", "PRIOR", "LEAD", "ABOUT")
Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Weighed:
    """One document: what was compared (units x lines x LEXICAL to PRIOR), whether it is about the
    field, and the labels of the lines; those that a citation or a deed tells are no matter."""

    labelled: whole.Labelled
    found: Array
    about: bool
    wanted: Array
    counted: Array
    sure: frozenset[str]


def weighed(one: whole.Labelled) -> Weighed | None:
    """None of a document of which nothing is encoded."""
    seen: list[tuple[Any, ...]] = []

    def chance(text: Any, units: Any, register: Any) -> Any:
        prior = weigh._prior(text, units.sentence, units.rows, register)
        heard, at = units.spoken, units.spoken.columns
        meaning = units.meaning[:, at], heard.meaning
        parts = (units.words[:, at], heard.words, *meaning, prior[:, at])
        seen.append((np.stack(parts, -1).astype(np.float16), text.relevant, at))
        return np.zeros_like(units.words)

    found = whole.reading(one.file(SHARED))
    if found is None:
        return None
    with patch.object(weigh, "_chance", chance):
        told = whole.product().affected(found, whole.day_of(found), None, whole.encoder())
    if not seen:
        return None
    (parts, about, at), index = seen[0], whole.product().index
    ids = [index.obligations[row].id for row in at]
    sure = frozenset(m.obligation for m in told.matches if m.score >= decide.THRESHOLD)
    wanted = np.array([line in one.wanted for line in ids])
    counted = np.array([line not in one.free and line not in sure for line in ids])
    return Weighed(one, parts, about, wanted, counted, sure)


def best(one: Weighed, weights: Array) -> tuple[Array, Array]:
    """Log odds of each line, and what speaks for it: NAMES."""
    parts = one.found.astype(np.float32)
    evidence = parts @ weights[1:6]
    lead = likeness._lead(evidence, likeness.LARGEST_LEAD, likeness.LARGEST_LEAD)
    odds = weights[0] + evidence + weights[6] * lead + weights[7] * one.about
    unit, line = odds.argmax(axis=0), np.arange(odds.shape[1])
    about = np.full(len(line), float(one.about))
    return odds[unit, line], np.c_[parts[unit, line], lead[unit, line], about]


def fitted(some: Sequence[Weighed]) -> Array:
    from sklearn.linear_model import LogisticRegression

    weights = np.array([-10.0, 4.2, 4.2, 6.3, 6.3, 0.5, 0.7, 1.0])
    for _ in range(FITS):
        pairs = [(best(one, weights)[1][one.counted], one.wanted[one.counted]) for one in some]
        x, y = (np.concatenate(side) for side in zip(*pairs, strict=True))
        model = LogisticRegression(max_iter=3000).fit(x, y)
        weights = np.r_[model.intercept_, model.coef_[0]]
    return np.asarray(weights)


def documents() -> Iterator[Weighed]:
    """The open documents, and the posts about other things."""
    labelled = [one for one in whole.documents() if one.part != "held_back"]
    known = {one.path for one in labelled}
    others = (one for one in whole.off_topic(SHARED) if one.path not in known)
    for one in (*labelled, *others):
        if (found := weighed(one)) is not None:
            yield found


def main() -> None:
    some = list(documents())
    fold = [zlib.crc32(one.labelled.path.encode()) % FOLDS for one in some]
    odds: dict[str, Array] = {}
    for held in range(FOLDS):
        weights = fitted([one for one, f in zip(some, fold, strict=True) if f != held])
        odds |= {
            one.labelled.path: best(one, weights)[0]
            for one, f in zip(some, fold, strict=True)
            if f == held
        }
    ids = [whole.product().index.obligations[row].id for row in _lines()]
    for threshold in (0.35, 0.4, 0.45, 0.5, 0.55, 0.6):
        least = np.log(threshold / (1 - threshold))
        print(f"threshold {threshold}", end="")
        for part in ("real", "written"):
            score = whole.Score()
            for one in whole.documents():
                if one.part == part:
                    score += whole.score(one, _told(one, some, odds, ids, least))
            print(f"  {part} P {score.precision:.3f} R {score.recall:.3f}", end="")
        labelled = {one.path for one in whole.documents()}
        alerts = [
            one
            for one in some
            if one.labelled.path not in labelled
            and (one.sure or (odds[one.labelled.path] >= least).any())
        ]
        print(f"  false alerts {len(alerts)}")
    weights = fitted(some)
    told = zip(("BIAS", *NAMES), weights, strict=True)
    print("\n".join(f"SPOKEN_{name} = {value:.2f}" for name, value in told))


def _lines() -> Array:
    spoken = whole.product().index.spoken
    assert spoken is not None
    return spoken.lines


def _told(
    one: whole.Labelled,
    some: Sequence[Weighed],
    odds: dict[str, Array],
    ids: Sequence[str],
    least: float,
) -> frozenset[str]:
    if one.path not in odds:
        return frozenset()
    sure = next(w.sure for w in some if w.labelled.path == one.path)
    return sure | {line for line, value in zip(ids, odds[one.path], strict=True) if value >= least}


if __name__ == "__main__":
    main()
