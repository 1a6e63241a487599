"""Which lines of the register a text touches, how surely, and in which words.

Three kinds of evidence, each kept as a reason: the text cites the article a line rests on; it uses
the line's words; it says the same. They are combined into one probability, so that one threshold
means the same for every line. Precision goes before volume: without a citation, words or meaning
must be strong.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from digest.law.citations import citations
from digest.match.cited import (
    OTHER_PARAGRAPH,
    OWN_ARTICLE,
    Evidence,
    cited_lines,
    merge,
    named_instruments,
    own_lines,
    supported,
)
from digest.match.embed import Encoder
from digest.match.relevance import relevant, relevant_passage
from digest.match.retrieve import RegisterIndex, Scores, instrument_key
from digest.match.sentences import sentences
from digest.model import Affected, Citation, Match, Pair, Quote, Reading, Reason, Touched
from digest.text.normalise import simplified

THRESHOLD = 0.5
"""A match is told from this probability on."""
RANKED = 10
QUOTES = 3
SHORTLIST = 160
"""Sentences of one text that are encoded: those nearest to the register by their words."""

CITED_IN_CONTEXT = 0.4
"""Only the text before the passage cites the article."""

# Logistic combination of the cosines of a sentence with a line (`_uncited`), same origin.
BIAS = -9.0
LEXICAL = 9.0
SEMANTIC = 7.0
NAMED = 1.5  # the text names the instrument the line rests on
STRONG_LEXICAL = 0.3
STRONG_SEMANTIC = 0.55


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
    spans = sentences(text)
    plain = [simplified(span.text) for span in spans]
    about = relevant(simplified(reading.notice.title), plain, _cites_article(cited))
    # What a law names it refers to; what a comment names it is about.
    named = frozenset() if law else named_instruments(reading.citations, own)
    text_of = _Text(spans, plain, about, named)
    return _affected(reading.document.id, text_of, cited, register, encoder, rejected)


def affected_text(text: str, context: str, register: RegisterIndex, encoder: Encoder) -> Affected:
    """The same for a bare passage. ``context`` is the text before it: short names introduced there
    are understood, and what only it cites counts less."""
    before = context + "\n" if context else ""
    found = citations(before + text)
    own = tuple(_moved(c, -len(before)) for c in found if c.quote.start >= len(before))
    earlier = tuple(c for c in found if c.quote.start < len(before))
    cited = cited_lines(own, register, text, own=None)
    for row, evidence in cited_lines(earlier, register, before, own=None).items():
        if row not in cited:
            cited[row] = Evidence(min(evidence.score, CITED_IN_CONTEXT), evidence.reasons, [])
    spans = sentences(text)
    plain = [simplified(span.text) for span in spans]
    around = [simplified(span.text) for span in sentences(context)]
    about = _cites_article(cited) or relevant_passage(plain, around)
    text_of = _Text(spans, plain, about, named_instruments(found, None))
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


def _cites_article(cited: Mapping[int, Evidence]) -> bool:
    return any(evidence.score >= OTHER_PARAGRAPH for evidence in cited.values())


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
        scores, evidence = _uncited(text, lexical, register, encoder, frozenset(cited))
    else:
        scores, evidence = _probability(lexical, np.zeros_like(lexical), 0.0).max(axis=0), {}
    cited = {row: supported(found, scores[row]) for row, found in cited.items()}
    evidence = merge(cited, evidence)
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


def _uncited(
    text: _Text,
    lexical: Scores,
    register: RegisterIndex,
    encoder: Encoder,
    cited: frozenset[int],
) -> tuple[Scores, dict[int, Evidence]]:
    """Probability of every line by words and meaning, and the evidence where it is strong."""
    near = np.sort(np.argsort(-lexical.max(axis=1), kind="stable")[:SHORTLIST])
    words = lexical[near]
    assert register.semantic is not None  # a register with lines has passages
    meaning = register.best(register.semantic.scores([text.plain[i] for i in near], encoder))
    prior = np.array([key in text.named for key in register.rests_on], np.float32) * NAMED
    probability = _probability(words, meaning, prior)
    scores = probability.max(axis=0)
    sentence = probability.argmax(axis=0)
    evidence: dict[int, Evidence] = {}
    for row in np.flatnonzero((scores >= THRESHOLD) | np.isin(np.arange(len(scores)), [*cited])):
        at = sentence[row]
        reasons = {
            reason
            for reason, value, strong in (
                (Reason.LEXICAL, words[at, row], STRONG_LEXICAL),
                (Reason.SEMANTIC, meaning[at, row], STRONG_SEMANTIC),
            )
            if value >= strong
        }
        if reasons:
            quote = text.spans[int(near[at])]
            evidence[int(row)] = Evidence(float(scores[row]), reasons, [quote])
    return scores, evidence


def _probability(lexical: Scores, semantic: Scores, prior: Scores | float) -> Scores:
    return np.asarray(1 / (1 + np.exp(-(BIAS + LEXICAL * lexical + SEMANTIC * semantic + prior))))


def _moved(citation: Citation, by: int) -> Citation:
    quote = citation.quote
    return Citation(
        citation.instrument,
        citation.article,
        citation.paragraph,
        citation.point,
        Quote(quote.text, quote.start + by, quote.end + by),
    )
