"""Which lines of the register a text touches, how surely, and in which words.

Three kinds of evidence, each kept as a reason: the text cites the article a line rests on; it uses
the line's words; it says the same. They are combined into one probability, so that one threshold
means the same for every line. Precision goes before volume: without a citation, words or meaning
must be strong.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from digest.law.abroad import Countries
from digest.law.citations import citations
from digest.law.versions import instrument_key
from digest.match import around, deeds
from digest.match.cited import (
    Evidence,
    cited_lines,
    cites_article,
    merge,
    named_instruments,
)
from digest.match.embed import Encoder
from digest.match.lexical import Scores
from digest.match.owned import OWN_ARTICLE, own_lines
from digest.match.relevance import relevant, relevant_passage, without_titles
from digest.match.retrieve import RegisterIndex
from digest.match.sentences import pieces, sentences
from digest.match.subjects import is_chinese
from digest.match.units import Said
from digest.match.weigh import chance_of, nearest, weigh
from digest.model import Affected, Citation, Match, Pair, Quote, Reading, Reason, Touched
from digest.text.normalise import simplified

THRESHOLD = 0.5
"""A match is told from this probability on."""
SPOKEN_OF = 0.3
"""Likeness of words with a wording from which a text is worth weighing whatever it seems to be
about. One in seven posts about other things has such a sentence."""
SPOKEN_APART = 2
"""Sentences in which such a text must touch lines; one alone is chance."""
RANKED = 10
QUOTES = 3
CITED_IN_CONTEXT = 0.4
"""Only the text before the passage cites the article."""


def affected(
    reading: Reading,
    register: RegisterIndex,
    encoder: Encoder,
    thresholds: Mapping[str, float] = MappingProxyType({}),
) -> Affected:
    """What one document means for a register. ``thresholds``: of the obligations that verdicts
    moved from THRESHOLD (`verdicts`)."""
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
    terms = deeds.is_terms(simplified(reading.notice.title))
    states_law = reading.articles or (own and reading.notice.kind in deeds.STATES_LAW)
    if not (law or states_law):
        # Of a digest about other things one item may be of the field.
        named = deeds.named_lines(spans, plain, register, terms=terms, ours=not about)
        cited, about = merge(cited, named), about or bool(named)
    # What a law names it refers to; what a comment names it is about.
    instruments = frozenset() if law else named_instruments(reading.citations, own)
    subject = instrument_key(own) if own and not law else None
    untitled = [without_titles(sentence) for sentence in plain]
    text_of = Said(
        spans, untitled, about, instruments, reading.citations, frozenset(law), subject, terms
    )
    return _affected(reading.document.id, text_of, cited, register, encoder, thresholds)


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
    before_it = [simplified(span.text) for span in sentences(context)]
    words = (
        register.best(register.lexical.scores(plain)) if plain and register.obligations else None
    )
    near = 0.0 if words is None else float(words.max())
    about = relevant_passage(plain, before_it, near, bool(cited))
    for row, evidence in cited_lines(earlier, register, before, own=None).items():
        if row not in cited:
            cited[row] = Evidence(min(evidence.score, CITED_IN_CONTEXT), evidence.reasons, [])
    if about:
        cited = merge(cited, deeds.named_lines(spans, plain, register))
    told = (
        around.evidence(text, context, own, earlier, register, encoder if about else None)
        if register.obligations
        else None
    )
    text_of = Said(spans, plain, about, frozenset(), own, around=told, words=words)
    return _affected("", text_of, cited, register, encoder)


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


def _affected(
    document: str,
    text: Said,
    cited: Mapping[int, Evidence],
    register: RegisterIndex,
    encoder: Encoder,
    thresholds: Mapping[str, float] = MappingProxyType({}),
) -> Affected:
    if not text.spans or not register.obligations:
        return Affected(text.relevant, (), ())
    lexical = text.words
    if lexical is None:
        lexical = register.best(register.lexical.scores(text.plain))
    worth = text.relevant or (text.around is None and _spoken_of(text, register))
    if worth:
        bar = min((THRESHOLD, *thresholds.values()))
        scores, alike, weighed = weigh(text, lexical, cited, register, encoder, bar)
        # What is told for its words, and cited only in part, is quoted where it is said.
        said = {
            row
            for row, found in alike.items()
            if row in cited and cited[row].score < THRESHOLD <= found.score
        }
        firm = {row: found for row, found in weighed.items() if row not in said}
        evidence = merge(merge(firm, alike), {row: weighed[row] for row in said})
    else:
        words = lexical[nearest(lexical)]
        nothing, every = np.zeros_like(words), np.arange(words.shape[1])
        scores, evidence = chance_of(text, every, words, nothing, nothing).max(axis=0), {**cited}
    for row, found in evidence.items():
        scores[row] = max(scores[row], found.score)
    told = [
        row
        for row in evidence
        if worth and scores[row] >= thresholds.get(register.obligations[row].id, THRESHOLD)
    ]
    if not text.relevant and _said_apart(told, scores, evidence) < SPOKEN_APART:
        told = []
    matches = tuple(
        Match(
            register.obligations[row].id,
            document,
            round(float(scores[row]), 4),
            tuple(reason for reason in Reason if reason in evidence[row].reasons),
            tuple(evidence[row].quotes[:QUOTES]),
        )
        for row in _ordered(told, scores, register)
    )
    best = _best(scores, max(RANKED, len(matches)), register)
    ranked = tuple((register.obligations[row].id, round(float(scores[row]), 4)) for row in best)
    return Affected(text.relevant or bool(matches), matches, ranked)


def _said_apart(told: Iterable[int], scores: Scores, evidence: Mapping[int, Evidence]) -> int:
    """In how many sentences lines are told."""
    quotes = (evidence[row].quotes for row in told if scores[row] >= THRESHOLD)
    return len({found[0].start for found in quotes if found})


def _spoken_of(text: Said, register: RegisterIndex) -> bool:
    """Whether a Chinese text that does not seem to be about the field has a sentence in the words
    in which people speak of a line, and is not about another country."""
    if register.spoken is None or not is_chinese("".join(text.plain)):
        return False
    near = register.spoken.nearest(text.plain).max(initial=0) >= SPOKEN_OF
    whole = "\n".join(text.plain).lower()
    return bool(near) and not Countries(whole).last(0, len(whole))


def _ordered(rows: Iterable[int], scores: Scores, register: RegisterIndex) -> list[int]:
    return sorted(rows, key=lambda row: (-scores[row], register.obligations[row].id))


def _best(scores: Scores, count: int, register: RegisterIndex) -> list[int]:
    """The rows of the ``count`` best lines; only those are sorted."""
    least = np.partition(scores, -count)[-count] if count < len(scores) else scores.min()
    rows = (int(row) for row in np.flatnonzero(scores >= least))
    return _ordered(rows, scores, register)[:count]


def _moved(citation: Citation, by: int) -> Citation:
    quote = citation.quote
    return replace(citation, quote=Quote(quote.text, quote.start + by, quote.end + by))
