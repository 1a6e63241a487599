"""A text weighed against the lines of a register, sentence by sentence, by words and meaning."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digest.match.cited import Evidence, ruled_out, supported
from digest.match.clauses import clauses
from digest.match.embed import Encoder
from digest.match.likeness import (
    CLAUSE,
    ELSEWHERE,
    HEADING,
    LEXICAL,
    NAMED,
    SEMANTIC,
    SUBJECT,
    TERMS,
    UNSPOKEN,
    is_heading,
    of_passage,
    probability,
)
from digest.match.retrieve import RegisterIndex, Scores
from digest.match.subjects import unspoken
from digest.model import Citation, Quote, Reason

SHORTLIST = 160
"""Sentences of one text that are encoded: those nearest to the register by their words."""

LINES = 2000
"""Lines of a longer register that are weighed: those nearest to any sentence, and those cited."""
BESIDE_CITATION = 0.2
"""From here on likeness is told, and quoted, beside a citation."""
STRONG_LEXICAL = 0.15
STRONG_SEMANTIC = 0.45


@dataclass(frozen=True, slots=True)
class Said:
    """A text as it is matched: its sentences as printed and in simplified characters, whether it is
    about the field, the keys of the instruments it names."""

    spans: Sequence[Quote]
    plain: Sequence[str]
    relevant: bool
    named: frozenset[str]
    citations: Sequence[Citation] = ()
    own: frozenset[int] = frozenset()
    """Rows of the lines that rest on this text, when it is a law."""
    subject: str | None = None
    """Key of the one instrument a document is about."""
    terms: bool = False
    """It is a service's own terms or policy."""
    words: Scores | None = None
    """Likeness of its sentences with every line by words, where it is known."""
    around: Scores | None = None
    """Of a passage: the evidence of the whole of it for every line."""


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
    near = np.union1d(nearest(lexical), np.array(sorted(set().union(*citing.values())), np.int64))
    near, rows, words, meaning = _compared(text, near, lexical, cited, register, encoder)
    column = {int(row): at for at, row in enumerate(rows)}
    chance = chance_of(text, rows, words, meaning, _prior(text, near, rows, register))
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


def _compared(
    text: Said,
    near: NDArray[np.int64],
    lexical: Scores,
    cited: Iterable[int],
    register: RegisterIndex,
    encoder: Encoder,
) -> tuple[NDArray[np.int64], NDArray[np.int64], Scores, Scores]:
    """The sentences ``near``, then the clauses of them that may be a duty of their own, each by the
    number of its sentence; the rows weighed; the likeness of these with those by words and by
    meaning."""
    words = lexical if len(near) == len(lexical) else lexical[near]
    said = [text.plain[i] for i in near]
    # A passage was picked for what it says as a whole.
    if text.around is None:
        parts, of, part_words = clauses(text.plain, near.tolist(), register)
        near = np.r_[near, np.array(of, np.int64)]
        words = np.vstack([words, part_words]) if parts else words
        said += parts
    assert register.semantic is not None  # a register with lines has passages
    meaning = register.best(register.semantic.scores(said, encoder))
    rows = _worth_weighing(words, meaning, cited)
    return near, rows, words[:, rows], meaning[:, rows]


def _worth_weighing(words: Scores, meaning: Scores, cited: Iterable[int]) -> NDArray[np.int64]:
    """The rows of the lines that may be told, ascending: all of a register of usual length."""
    count = words.shape[1]
    if count <= LINES:
        return np.arange(count)
    most = LEXICAL * words.max(axis=0) + SEMANTIC * meaning.max(axis=0)
    return np.union1d(np.argpartition(most, -LINES)[-LINES:], np.array([*cited], np.int64))


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
    rests_on = (register.rests_on[row] for row in rows)
    named = np.array([weight.get(key, 0.0) for key in rests_on], np.float32)
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
