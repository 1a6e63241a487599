"""Which lines of the register a text touches, how surely, and in which words.

Three kinds of evidence, each kept as a reason: the text cites the article a line rests on; it uses
the line's words; it says the same. They are combined into one probability, so that one threshold
means the same for every line. Precision goes before volume: without a citation, words or meaning
must be strong.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from digest.law.citations import citations
from digest.match.cited import (
    OWN_ARTICLE,
    Evidence,
    cited_lines,
    cites_article,
    merge,
    named_instruments,
    own_lines,
    ruled_out,
    supported,
)
from digest.match.embed import Encoder
from digest.match.likeness import ELSEWHERE, HEADING, NAMED, is_heading, probability
from digest.match.relevance import relevant, relevant_passage
from digest.match.retrieve import RegisterIndex, Scores, instrument_key
from digest.match.sentences import pieces, sentences
from digest.model import Affected, Citation, Match, Pair, Quote, Reading, Reason, Touched
from digest.text.normalise import simplified

THRESHOLD = 0.5
"""A match is told from this probability on."""
RANKED = 10
QUOTES = 3
SHORTLIST = 160
"""Sentences of one text that are encoded: those nearest to the register by their words."""

BESIDE_CITATION = 0.2
"""From here on likeness is told, and quoted, beside a citation."""
CITED_IN_CONTEXT = 0.4
"""Only the text before the passage cites the article."""

STRONG_LEXICAL = 0.15
STRONG_SEMANTIC = 0.45


def affected(
    reading: Reading,
    register: RegisterIndex,
    encoder: Encoder,
    rejected: frozenset[str] = frozenset(),
) -> Affected:
    """What one document means for a register. ``rejected``: obligation ids a person has said no to
    for this document; they are neither matched nor ranked."""
    text = reading.document.text
    own = reading.notice.instrument
    law = own_lines(reading, register)
    # What a law says of itself is no news; what a comment on it cites is.
    itself = own if law or reading.articles else None
    cited = merge(law, cited_lines(reading.citations, register, text, own=itself))
    spans = pieces(text)
    plain = [simplified(span.text) for span in spans]
    cites = cites_article(reading.citations, register) or bool(law)
    about = relevant(simplified(reading.notice.title), plain, cites)
    # What a law names it refers to; what a comment names it is about.
    named = frozenset() if law else named_instruments(reading.citations, own)
    text_of = _Text(spans, plain, about, named, reading.citations, frozenset(law))
    return _affected(reading.document.id, text_of, cited, register, encoder, rejected)


def _as_written(citation: Citation) -> tuple[Citation, ...]:
    return (citation,)


def affected_text(
    text: str,
    context: str,
    register: RegisterIndex,
    encoder: Encoder,
    numbered: Callable[[Citation], tuple[Citation, ...]] = _as_written,
) -> Affected:
    """The same for a bare passage. ``context`` is the text before it: short names introduced there
    are understood, and what only it cites counts less. ``numbered`` carries the number of a cited
    article to the numbers the register uses."""
    before = context + "\n" if context else ""
    found = [there for c in citations(before + text) for there in numbered(c)]
    own = tuple(_moved(c, -len(before)) for c in found if c.quote.start >= len(before))
    earlier = tuple(c for c in found if c.quote.start < len(before))
    cited = cited_lines(own, register, text, own=None)
    spans = pieces(text)
    plain = [simplified(span.text) for span in spans]
    around = [simplified(span.text) for span in sentences(context)]
    words = register.lexical.scores(plain) if plain and register.obligations else np.zeros((1, 1))
    about = relevant_passage(plain, around, float(words.max()), bool(cited))
    for row, evidence in cited_lines(earlier, register, before, own=None).items():
        if row not in cited:
            cited[row] = Evidence(min(evidence.score, CITED_IN_CONTEXT), evidence.reasons, [])
    text_of = _Text(spans, plain, about, named_instruments(found, None), own)
    return _affected("", text_of, cited, register, encoder, frozenset())


def touched_by(pair: Pair, instrument: str, register: RegisterIndex) -> tuple[Touched, ...]:
    """The lines that rest on the old articles of this pair, numbered as the register does it. No
    line can rest on an article that was not there before.

    The quotes are left to compose, which has the redline's document.
    """
    key = instrument_key(instrument)
    rows = dict.fromkeys(row for number in pair.old for row in register.rows(key, number))
    return tuple(
        Touched(register.obligations[row], OWN_ARTICLE, (Reason.CITED,), ()) for row in rows
    )


@dataclass(frozen=True, slots=True)
class _Text:
    """A text as it is matched: its sentences as printed and in simplified characters, whether it is
    about the field, the keys of the instruments it names."""

    spans: Sequence[Quote]
    plain: Sequence[str]
    relevant: bool
    named: frozenset[str]
    citations: Sequence[Citation] = ()
    own: frozenset[int] = frozenset()
    """Rows of the lines that rest on this text, when it is a law."""


def _affected(
    document: str,
    text: _Text,
    cited: Mapping[int, Evidence],
    register: RegisterIndex,
    encoder: Encoder,
    rejected: frozenset[str],
) -> Affected:
    if not text.spans or not register.obligations:
        return Affected(text.relevant, (), ())
    lexical = register.best(register.lexical.scores(text.plain))
    if text.relevant:
        scores, alike, weighed = _likeness(text, lexical, cited, register, encoder)
        # What is told for its words, and cited only in part, is quoted where it is said.
        said = {
            row
            for row, found in alike.items()
            if row in cited and cited[row].score < THRESHOLD <= found.score
        }
        firm = {row: found for row, found in weighed.items() if row not in said}
        evidence = merge(merge(firm, alike), {row: weighed[row] for row in said})
    else:
        words = lexical[_nearest(lexical)]
        nothing = np.zeros_like(words)
        scores, evidence = probability(words, nothing, nothing).max(axis=0), {**cited}
    for row, found in evidence.items():
        scores[row] = max(scores[row], found.score)
    allowed = [row for row, o in enumerate(register.obligations) if o.id not in rejected]
    order = sorted(allowed, key=lambda row: (-scores[row], register.obligations[row].id))
    matches = tuple(
        Match(
            register.obligations[row].id,
            document,
            round(float(scores[row]), 4),
            tuple(reason for reason in Reason if reason in evidence[row].reasons),
            tuple(evidence[row].quotes[:QUOTES]),
        )
        for row in order
        if row in evidence and scores[row] >= THRESHOLD and text.relevant
    )
    best = order[: max(RANKED, len(matches))]
    ranked = tuple((register.obligations[row].id, round(float(scores[row]), 4)) for row in best)
    return Affected(text.relevant, matches, ranked)


def _likeness(
    text: _Text,
    lexical: Scores,
    cited: Mapping[int, Evidence],
    register: RegisterIndex,
    encoder: Encoder,
) -> tuple[Scores, dict[int, Evidence], dict[int, Evidence]]:
    """Probability of every line by words and meaning, the evidence where it is strong, and the
    citations with what the likeness of their own sentences adds to them."""
    citing = {row: _covered(text.spans, found.quotes) for row, found in cited.items()}
    near = np.union1d(_nearest(lexical), np.array(sorted(set().union(*citing.values())), np.int64))
    words = lexical[near]
    assert register.semantic is not None  # a register with lines has passages
    meaning = register.best(register.semantic.scores([text.plain[i] for i in near], encoder))
    chance = probability(words, meaning, _prior(text, near, register))
    scores = chance.max(axis=0)
    sentence = chance.argmax(axis=0)
    weighed = {
        row: supported(
            found,
            # What only the context cites has no sentence of its own here.
            scores[row]
            if found.anywhere or not citing[row]
            else chance[np.isin(near, [*citing[row]]), row].max(initial=0),
        )
        for row, found in cited.items()
    }
    evidence: dict[int, Evidence] = {}
    beside = np.isin(np.arange(len(scores)), [*cited]) & (scores >= BESIDE_CITATION)
    for row in np.flatnonzero((scores >= THRESHOLD) | beside):
        at = sentence[row]
        reasons = {
            reason
            for reason, value, strong in (
                (Reason.LEXICAL, words[at, row], STRONG_LEXICAL),
                (Reason.SEMANTIC, meaning[at, row], STRONG_SEMANTIC),
            )
            if value >= strong
        }
        if not reasons and scores[row] >= THRESHOLD:
            reasons = {Reason.SEMANTIC}
        if reasons:
            quote = text.spans[int(near[at])]
            evidence[int(row)] = Evidence(float(scores[row]), reasons, [quote])
    return scores, evidence, weighed


def _nearest(lexical: Scores) -> NDArray[np.int64]:
    """The sentences nearest to the register by their words."""
    return np.argsort(-lexical.max(axis=1), kind="stable")[:SHORTLIST]


def _prior(text: _Text, near: NDArray[np.int64], register: RegisterIndex) -> Scores:
    """What speaks for or against a line before words are compared: those sentences x lines."""
    named = np.array([key in text.named for key in register.rests_on], np.float32) * NAMED
    heading = np.array([HEADING * is_heading(text.plain[i]) for i in near], np.float32)
    prior = named[None, :] + heading[:, None]
    if text.own:
        prior[:, [row for row in range(prior.shape[1]) if row not in text.own]] += ELSEWHERE
        return prior
    out = ruled_out(text.spans, text.citations, register)
    for at, i in enumerate(near):
        prior[at, [*out.get(int(i), ())]] += ELSEWHERE
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


def _moved(citation: Citation, by: int) -> Citation:
    quote = citation.quote
    return replace(citation, quote=Quote(quote.text, quote.start + by, quote.end + by))
