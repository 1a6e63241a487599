"""Evidence of citation: the strongest there is. A text that cites an article touches the lines of
the register that rest on it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from digest.law.versions import instrument_key
from digest.match.retrieve import RegisterIndex
from digest.match.sentences import sentence_at
from digest.model import Citation, Quote, Reason

# Probabilities of a citation, by how closely it fits. Below the last of the strong ones a citation
# does not stand alone: it adds to the likeness of the citing words and the line (`supported`).
CITED = 0.95
CITED_WHOLE = 0.9  # the line alone rests on the instrument as a whole, named in several sentences
WHOLE_ONCE = 0.4  # the same, once, in passing
CITED_BESIDE = 0.3  # another duty of the article, another paragraph, or only read together with it
WHOLE_OF_SEVERAL = 0.3  # several lines rest on the instrument as a whole: which is meant is open
MENTIONED = 0.1  # the text names an instrument that the line is only read together with


ITEM = re.compile(r"[（(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[）)、.．]")
"""How an item of a list begins."""


@dataclass(slots=True)
class Evidence:
    """What speaks for one line. ``within``: start and end of the words of the law the line rests
    on, where the text is that law; nothing else of it is quoted for the line. ``anywhere``: an
    instrument as a whole is named, so words like the line's support it wherever they stand."""

    score: float = 0.0
    reasons: set[Reason] = field(default_factory=set)
    quotes: list[Quote] = field(default_factory=list)
    within: tuple[int, int] | None = None
    anywhere: bool = False

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
        places = _places(register, key, citation.article)
        for row in places:
            score = _fit(citation, row, places)
            told = evidence.setdefault(row, Evidence(anywhere=citation.article is None))
            told.add(score, Reason.CITED, quote)
    return evidence


@dataclass(frozen=True, slots=True)
class _Place:
    """How a line cites an article: as what it rests on or as what it is read together with, and
    the paragraphs it names there."""

    first: bool
    paragraphs: tuple[int | None, ...]
    id: str


def _places(register: RegisterIndex, key: str, article: str | None) -> dict[int, _Place]:
    """Every line that cites this article of the instrument, by row."""
    places = {}
    for row in register.rows(key, article):
        line = register.obligations[row]
        here = [
            (at, cite.paragraph)
            for at, cite in enumerate(line.cites)
            if cite.article == article and instrument_key(cite.instrument) == key
        ]
        paragraphs = tuple(paragraph for _, paragraph in here)
        places[row] = _Place(here[0][0] == 0, paragraphs, line.id)
    return places


def _fit(citation: Citation, row: int, places: Mapping[int, _Place]) -> float:
    """How surely a citation of this place means this line.

    The first cite of a line is the one it rests on. An article without its paragraph means the
    main line of the article; its further duties need words that speak of them.
    """
    place = places[row]
    if citation.article is None:
        if not place.first:
            return MENTIONED
        return WHOLE_ONCE if sum(p.first for p in places.values()) == 1 else WHOLE_OF_SEVERAL
    if not place.first:
        return CITED_BESIDE
    if None in place.paragraphs or citation.paragraph in place.paragraphs:
        return CITED
    return CITED if citation.paragraph is None and row == _main(places) else CITED_BESIDE


def _main(places: Mapping[int, _Place]) -> int | None:
    """The line an article is first of all cited for, where none rests on it as a whole: art14, not
    art14-p2; else the one of the earliest paragraph."""
    first = {row: place for row, place in places.items() if place.first}
    if not first or any(None in place.paragraphs for place in first.values()):
        return None
    return min(first, key=lambda row: (len(first[row].id), first[row].paragraphs[0] or 0))


def supported(evidence: Evidence, likeness: float) -> Evidence:
    """Citation and likeness (the probability of the citing words by lexical and semantic nearness
    alone) put together: weak citations add up with it as independent evidence does.

    Naming an instrument as a whole is strong when several sentences do.
    """
    score = evidence.score
    if score == WHOLE_ONCE and len(evidence.quotes) > 1:
        score = CITED_WHOLE
    elif score < CITED_WHOLE:
        score = 1 - (1 - score) * (1 - float(likeness))
    return replace(evidence, score=score)


def cites_article(found: Sequence[Citation], register: RegisterIndex) -> bool:
    """Whether an article is cited that a line of the register rests on or is read with."""
    return any(
        register.rows(instrument_key(citation.instrument), citation.article)
        for citation in found
        if citation.instrument is not None and citation.article is not None
    )


def ruled_out(
    spans: Sequence[Quote], found: Sequence[Citation], register: RegisterIndex
) -> dict[int, set[int]]:
    """Items of a list under a sentence that cites an article: by item, the lines that rest on
    other articles of the same instrument. 第五十五条规定下列情形：（1）… speaks of article 55."""
    starts = [span.start for span in spans]
    heads: dict[int, list[Citation]] = {}
    for citation in found:
        if citation.instrument is not None and citation.article is not None:
            at = bisect_right(starts, citation.quote.start) - 1
            heads.setdefault(at, []).append(citation)
    out: dict[int, set[int]] = {}
    head = -1
    for at, span in enumerate(spans):
        if not ITEM.match(span.text):
            head = at
        for citation in heads.get(head, []) if head != at else []:
            key = instrument_key(citation.instrument or "")
            rows = register.cited.get(key, {})
            out.setdefault(at, set()).update(*rows.values())
        for citation in heads.get(head, []) if at in out else []:
            key = instrument_key(citation.instrument or "")
            out[at].difference_update(register.rows(key, citation.article))
    return out


def named_instruments(found: Sequence[Citation], own: str | None) -> frozenset[str]:
    """Keys of the instruments a text names, its own among them."""
    titles = {citation.instrument for citation in found} | {own}
    return frozenset(instrument_key(title) for title in titles if title is not None)


def merge(first: Mapping[int, Evidence], second: Mapping[int, Evidence]) -> dict[int, Evidence]:
    """All evidence, line by line; the quotes of the first come first."""
    return {
        row: Evidence(
            max(e.score for e in both),
            set().union(*(e.reasons for e in both)),
            _apart((quote for e in both for quote in e.quotes), both[0].within),
            both[0].within,
        )
        for row in {**first, **second}
        if (both := [side[row] for side in (first, second) if row in side])
    }


def _apart(quotes: Iterable[Quote], within: tuple[int, int] | None) -> list[Quote]:
    """Each passage once: a sentence may stand there with its label and without."""
    kept: list[Quote] = []
    for quote in quotes:
        inside = within is None or (within[0] <= quote.start and quote.end <= within[1])
        if inside and all(quote.end <= other.start or other.end <= quote.start for other in kept):
            kept.append(quote)
    return kept
