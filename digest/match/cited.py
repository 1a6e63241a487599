"""Evidence of citation: the strongest there is. A text that cites an article touches the lines of
the register that rest on it; one that is the instrument touches those that rest on its articles.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from digest.law.versions import version
from digest.match.retrieve import RegisterIndex, instrument_key
from digest.match.sentences import sentence_at, sentences
from digest.model import Article, Citation, Obligation, Quote, Reading, Reason

# Probabilities of a citation, by how closely it fits; set by eye on five real articles.
OWN_ARTICLE = 0.97  # the text is the instrument itself
CITED = 0.95
CITED_SECOND = 0.9  # the article is not the one the line rests on, but named beside it
CITED_WHOLE = 0.9  # the line rests on the instrument as a whole, and the text names it
OTHER_PARAGRAPH = 0.6  # the right article, another paragraph
WHOLE_ONCE = 0.4  # the same, once, in passing
MENTIONED = 0.1  # the text names an instrument that the line is only read together with


@dataclass(slots=True)
class Evidence:
    """What speaks for one line."""

    score: float = 0.0
    reasons: set[Reason] = field(default_factory=set)
    quotes: list[Quote] = field(default_factory=list)

    def add(self, score: float, reason: Reason, quote: Quote | None) -> None:
        self.score = max(self.score, score)
        self.reasons.add(reason)
        if quote is not None and quote not in self.quotes:
            self.quotes.append(quote)


def cited_lines(
    found: Sequence[Citation], register: RegisterIndex, text: str, own: str | None
) -> dict[int, Evidence]:
    """Lines whose article is cited. References of an instrument to itself say nothing new."""
    own_key = instrument_key(own) if own else None
    evidence: dict[int, Evidence] = {}
    for citation in found:
        if citation.instrument is None:
            continue
        key = instrument_key(citation.instrument)
        if key == own_key:
            continue
        quote = sentence_at(text, citation.quote.start, citation.quote.end)
        for row in register.rows(key, citation.article):
            score = _fit(citation, row, key, register)
            evidence.setdefault(row, Evidence()).add(score, Reason.CITED, quote)
    return evidence


def _fit(citation: Citation, row: int, key: str, register: RegisterIndex) -> float:
    """How surely a citation of this place means this line. The first cite of a line is the one it
    rests on; the others are what it is read together with."""
    places = register.obligations[row].cites
    here = [
        (at, cite)
        for at, cite in enumerate(places)
        if cite.article == citation.article and instrument_key(cite.instrument) == key
    ]
    first = here[0][0] == 0
    if citation.article is None:
        return WHOLE_ONCE if first else MENTIONED
    paragraphs = {cite.paragraph for _, cite in here}
    if citation.paragraph is None or None in paragraphs or citation.paragraph in paragraphs:
        return CITED if first else CITED_SECOND
    return OTHER_PARAGRAPH


def supported(evidence: Evidence, likeness: float) -> Evidence:
    """Citation and likeness (the probability by words and meaning alone) put together.

    Naming an instrument as a whole is strong when several sentences do; weak citations add up with
    likeness as independent evidence does.
    """
    score = evidence.score
    if score == WHOLE_ONCE and len(evidence.quotes) > 1:
        score = CITED_WHOLE
    elif score < OTHER_PARAGRAPH:
        score = 1 - (1 - score) * (1 - float(likeness))
    return Evidence(score, evidence.reasons, evidence.quotes)


def named_instruments(found: Sequence[Citation], own: str | None) -> frozenset[str]:
    """Keys of the instruments a text names, its own among them."""
    titles = {citation.instrument for citation in found} | {own}
    return frozenset(instrument_key(title) for title in titles if title is not None)


def own_lines(reading: Reading, register: RegisterIndex) -> dict[int, Evidence]:
    """A text that is the instrument itself touches the lines that rest on its articles."""
    law = version(reading, seen_on=date.min)
    if law is None:
        return {}
    evidence: dict[int, Evidence] = {}
    key = instrument_key(law.title)
    for article in reading.articles:
        for row in register.rows(key, article.number):
            quote = _own_words(reading.document.text, article, register.obligations[row], key)
            if quote:
                evidence.setdefault(row, Evidence()).add(OWN_ARTICLE, Reason.CITED, quote)
    return evidence


def _own_words(text: str, article: Article, line: Obligation, key: str) -> Quote | None:
    """The first sentence of the paragraph the line rests on, or of the article; None where the
    line only reads the article together with its own."""
    first = line.cites[0]
    if instrument_key(first.instrument) != key or first.article != article.number:
        return None
    start, end = article.start, article.end
    for paragraph in article.paragraphs:
        if paragraph.number == first.paragraph and paragraph.point is None:
            start, end = paragraph.start, paragraph.end
    found = sentences(text[start:end], start)
    return found[0] if found else None


def merge(first: Mapping[int, Evidence], second: Mapping[int, Evidence]) -> dict[int, Evidence]:
    """All evidence, line by line; the quotes of the first come first."""
    return {
        row: Evidence(
            max(e.score for e in both),
            set().union(*(e.reasons for e in both)),
            _apart(quote for e in both for quote in e.quotes),
        )
        for row in {**first, **second}
        if (both := [side[row] for side in (first, second) if row in side])
    }


def _apart(quotes: Iterable[Quote]) -> list[Quote]:
    """Each passage once: a sentence may stand there with its label and without."""
    kept: list[Quote] = []
    for quote in quotes:
        if all(quote.end <= other.start or other.end <= quote.start for other in kept):
            kept.append(quote)
    return kept
