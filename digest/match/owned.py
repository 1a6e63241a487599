"""A text that is an instrument of the register touches the lines that rest on its articles."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from digest.law.versions import instrument_key, version
from digest.match.cited import Evidence
from digest.match.retrieve import RegisterIndex
from digest.match.sentences import sentences
from digest.model import Article, Obligation, Reading, Reason

OWN_ARTICLE = 0.97
"""Probability that a text which is the instrument itself touches a line that rests on it."""
LABEL = re.compile(r"^[#* \t]{0,8}Article ([0-9]{1,3})\b[.:*]*(?=[ \n])", re.MULTILINE)
FEWEST = 5
"""Articles in a row from which an English text is a law."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of an article of the instrument with this key, as a line rests on them."""

    key: str
    number: str
    start: int
    end: int
    article: Article | None = None

    def of(self, line: Obligation) -> tuple[int, int] | None:
        """Start and end of the paragraph the line rests on, or of the article; None where the line
        only reads the article together with its own."""
        first = line.cites[0]
        if instrument_key(first.instrument) != self.key or first.article != self.number:
            return None
        paragraphs = self.article.paragraphs if self.article else ()
        spans = [(p.start, p.end) for p in paragraphs if p.number == first.paragraph]
        if not spans:
            return self.start, self.end
        return min(start for start, _ in spans), max(end for _, end in spans)


def own_lines(reading: Reading, register: RegisterIndex) -> dict[int, Evidence]:
    """By row, the lines that rest on the text, each with the first sentence of its words there."""
    evidence: dict[int, Evidence] = {}
    for words in _chinese(reading) if reading.articles else _english(reading):
        for row in register.rows(words.key, words.number):
            within = words.of(register.obligations[row])
            found = sentences(reading.document.text[slice(*within)], within[0]) if within else ()
            if found:
                evidence.setdefault(row, Evidence(within=within)).add(
                    OWN_ARTICLE, Reason.CITED, found[0]
                )
    return evidence


def _chinese(reading: Reading) -> Iterator[_Words]:
    law = version(reading, seen_on=date.min)
    if law is not None:
        key = instrument_key(law.title)
        for one in reading.articles:
            yield _Words(key, one.number, one.start, one.end, one)


def _english(reading: Reading) -> Iterator[_Words]:
    """A translation: articles numbered from 1 on, of the instrument named last before the first."""
    text = reading.document.text
    labels: list[re.Match[str]] = []
    for label in LABEL.finditer(text):
        if int(label[1]) == len(labels) + 1:
            labels.append(label)
    if len(labels) < FEWEST:
        return
    named = [
        citation.instrument
        for citation in reading.citations
        if citation.instrument is not None
        and citation.article is None
        and citation.quote.start < labels[0].start()
    ]
    if named:
        ends = [*(label.start() for label in labels[1:]), len(text)]
        for label, end in zip(labels, ends, strict=True):
            yield _Words(instrument_key(named[-1]), label[1], label.end(), end)
