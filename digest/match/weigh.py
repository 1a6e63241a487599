"""A text weighed against the lines of a register, sentence by sentence, by words and meaning."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from digest.match.cited import Evidence, ruled_out, supported
from digest.match.embed import Encoder
from digest.match.lexical import Scores
from digest.match.likeness import (
    CLAUSE,
    ELSEWHERE,
    HEADING,
    NAMED,
    SUBJECT,
    TERMS,
    UNSPOKEN,
    Alike,
    is_heading,
    of_passage,
    of_spoken,
    probability,
)
from digest.match.retrieve import RegisterIndex
from digest.match.subjects import unspoken
from digest.match.units import Said, Units, compared
from digest.model import Quote, Reason

SHORTLIST = 160
"""Sentences of one text that are encoded: those nearest to the register by their words."""

BESIDE_CITATION = 0.2
"""From here on likeness is told, and quoted, beside a citation."""
STRONG_LEXICAL = 0.15
STRONG_SEMANTIC = 0.45


def weigh(
    text: Said,
    lexical: Scores,
    cited: Mapping[int, Evidence],
    register: RegisterIndex,
    encoder: Encoder,
    bar: float,
) -> tuple[Scores, dict[int, Evidence], dict[int, Evidence]]:
    """Probability of every line by words and meaning, the evidence where it is strong, and the
    citations with what the likeness of their own sentences adds to them."""
    citing = {row: _covered(text.spans, found.quotes) for row, found in cited.items()}
    # Of a long text those sentences too that are near to a wording only.
    long = text.around is None and len(lexical) > SHORTLIST
    by_words = register.words(text.plain) if long else lexical
    near = np.union1d(nearest(by_words), np.array(sorted(set().union(*citing.values())), np.int64))
    units = compared(text, near, lexical, cited, register, encoder)
    near, rows, words, meaning = units.sentence, units.rows, units.words, units.meaning
    column = {int(row): at for at, row in enumerate(rows)}
    chance = _chance(text, units, register)
    sentence = chance.argmax(axis=0)
    scores = np.zeros(lexical.shape[1], np.float32)
    scores[rows] = chance.max(axis=0)
    weighed = {
        row: supported(
            found,
            # What only the context cites has no sentence of its own here.
            scores[row]
            if found.anywhere or not citing[row]
            else chance[np.isin(near, [*citing[row]]), column[row]].max(initial=0),
        )
        for row, found in cited.items()
    }
    evidence: dict[int, Evidence] = {}
    beside = np.isin(rows, [*cited]) & (scores[rows] >= BESIDE_CITATION)
    for row in rows[(scores[rows] >= bar) | beside].tolist():
        at = sentence[column[row]]
        reasons = {
            reason
            for reason, value, strong in (
                (Reason.LEXICAL, words[at, column[row]], STRONG_LEXICAL),
                (Reason.SEMANTIC, meaning[at, column[row]], STRONG_SEMANTIC),
            )
            if value >= strong
        }
        if not reasons and scores[row] >= bar:
            reasons = {Reason.SEMANTIC}
        if reasons:
            quote = text.spans[int(near[at])]
            evidence[row] = Evidence(float(scores[row]), reasons, [quote])
    return scores, evidence, weighed


def _chance(text: Said, units: Units, register: RegisterIndex) -> Scores:
    """Probability of every row for every unit."""
    prior = _prior(text, units.sentence, units.rows, register)
    chance = chance_of(text, units.rows, units.words, units.meaning, prior)
    if not text.relevant:
        chance[:] = 0
    if (heard := units.spoken) is not None:
        at = heard.columns
        alike = Alike(
            units.words[:, at], heard.words, units.meaning[:, at], heard.meaning, prior[:, at]
        )
        chance[:, at] = of_spoken(alike, text.relevant)
        # What is told for a wording is told for words or meaning too.
        units.words[:, at] = np.maximum(units.words[:, at], heard.words)
        units.meaning[:, at] = np.maximum(units.meaning[:, at], heard.meaning)
    return chance


def chance_of(
    text: Said, rows: NDArray[np.int64], lexical: Scores, semantic: Scores, prior: Scores
) -> Scores:
    if text.around is None:
        return probability(lexical, semantic, prior)
    return of_passage(lexical, semantic, text.around[rows], prior)


def nearest(lexical: Scores) -> NDArray[np.int64]:
    """The sentences nearest to the register by their words."""
    return np.argsort(-lexical.max(axis=1), kind="stable")[:SHORTLIST]


def _prior(
    text: Said, near: NDArray[np.int64], rows: NDArray[np.int64], register: RegisterIndex
) -> Scores:
    """What speaks for or against a line before words are compared: those sentences x those rows. A
    sentence that comes again is there as a clause."""
    weight = dict.fromkeys(text.named, NAMED)
    if text.subject in weight:
        weight[text.subject] += SUBJECT
    named = register.weighed(weight)[rows]
    heading = np.array([HEADING * is_heading(text.plain[i]) for i in near], np.float32)
    clause = CLAUSE * np.isin(
        np.arange(len(near)), np.unique(near, return_index=True)[1], invert=True
    )
    prior = named[None, :] + heading[:, None] + clause[:, None].astype(np.float32)
    if text.around is None:
        absent = unspoken("\n".join(text.plain), register.subjects) - text.named
        prior[:, [register.rests_on[row] in absent for row in rows]] += UNSPOKEN
    if text.terms:
        prior += TERMS
    if text.own:
        prior[:, ~np.isin(rows, [*text.own])] += ELSEWHERE
        return prior
    out = ruled_out(text.spans, text.citations, register)
    for at, i in enumerate(near):
        if elsewhere := out.get(int(i)):
            prior[at, np.isin(rows, [*elsewhere])] += ELSEWHERE
    return prior


def _covered(spans: Sequence[Quote], quotes: Sequence[Quote]) -> set[int]:
    """The sentences that these quotes stand in."""
    starts = [span.start for span in spans]
    return {
        at
        for quote in quotes
        for at in range(bisect_right(starts, quote.start) - 1, bisect_left(starts, quote.end))
        if at >= 0 and spans[at].end > quote.start
    }
