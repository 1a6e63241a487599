"""Sentences of real texts that cite an article of the field, with the number masked, and the
register they are matched against: every article of the field's instruments.

A passage is asked twice, with the name of the instrument left in and without any name. What is
looked for is the cited article, or one that punishes its breach (`punishers`). Nothing is labelled
by hand here: the author of the text said which article is meant.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

from digest.errors import DocumentError
from digest.law.numbering import of_day
from digest.law.penalties import EVERY, punished
from digest.law.versions import instrument_id, version
from digest.match import retrieve
from digest.match.decide import affected_text
from digest.match.sentences import sentence_at
from digest.model import Citation, Quote, Reading, Version
from digest.reading import read
from digest.text.normalise import key, simplified
from store import register
from store.adoption import adopt
from tests.quality.affected import encoder
from tests.quality.blocks import blocks
from tests.quality.measure import capture, held_back, rows

FIELD = "ai/cyber/data"
SEEN_ON = date(2026, 11, 22)
HAN = re.compile("[㐀-鿿]")
_NUMERAL = r"[0-9〇零一二三四五六七八九十百]+"
_POINT = rf"第 ?[（(]?{_NUMERAL}[）)]? ?[款项項目]"
_PLACE = rf"第 ?{_NUMERAL} ?[条條](?:之{_NUMERAL})?(?: ?{_POINT}(?:[、和至]{_POINT})*)*"
_NUMBER = re.compile(rf"{_PLACE}(?: ?(?:[、至和与及或]|以及|或者) ?{_PLACE})*")
_CHAPTER = re.compile(rf"第 ?{_NUMERAL} ?[编章节][^第，。]{{0,2}}(?=第×条)")
MASK = "第×条"
SHORTEST = 15
"""Chinese characters left without name and number: with fewer there is nothing to match."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that cites, in its two forms, with the text before it (numbers masked there too).

    ``cited``: keys of instruments and numbers of articles, as printed on the day of the text.
    ``quoted``: the share of its bigrams that the cited articles have too; near 1 it is the law.
    """

    document: str
    day: date | None
    named: str
    nameless: str
    context: str
    cited: tuple[tuple[str, str], ...]
    quoted: float = 0.0


def masked(text: str) -> str:
    """No number of an article is left."""
    return _CHAPTER.sub("", _NUMBER.sub(MASK, text))


# --- the register ---------------------------------------------------------------------------


@cache
def chains(shared: Path) -> Mapping[str, tuple[Version, ...]]:
    """The versions of the field's instruments, by their keys."""
    found: dict[str, list[Version]] = {}
    folders = sorted((shared / "corpus/versions").glob("**/meta.json"))
    for meta in folders:
        if json.loads(meta.read_text("utf-8"))["domain"] != FIELD:
            continue
        title = json.loads(meta.read_text("utf-8"))["title"]
        for file in sorted(meta.parent.glob("*.md")):
            law = version(read(capture(file)), SEEN_ON)
            if law is not None:
                if law.title == file.name:  # the text does not hold its title
                    law = replace(law, title=title, instrument=instrument_id(title))
                found.setdefault(law.instrument, []).append(law)
    return {instrument: tuple(versions) for instrument, versions in found.items()}


def texts_of(shared: Path, day: date | None) -> dict[str, Version]:
    """The version of every instrument on a day; of one that is younger than the day, the first."""
    found = {}
    for instrument, chain in chains(shared).items():
        first = min(chain, key=lambda v: (v.published_on or date.max, v.id))
        found[instrument] = (of_day(chain, day) if day else None) or of_day(chain, SEEN_ON) or first
    return found


def punishers(text: Version) -> dict[str, frozenset[str]]:
    """Article -> the articles of the same text that punish its breach, by number."""
    plain = [""] * max((a.end for a in text.articles), default=0)
    for article in text.articles:
        plain[article.start : article.end] = simplified(article.text)
    by = punished(text.articles, "".join(c or " " for c in plain))
    return {
        number: frozenset(p.article for p in penalties)
        for number, penalties in by.items()
        if number != EVERY
    }


# --- the passages ---------------------------------------------------------------------------


def documents(shared: Path) -> Iterator[tuple[str, Reading]]:
    """Commentary, posts and seeds that can be read; texts of laws are left out."""
    corpus = shared / "corpus"
    files = [*(shared / "seeds").iterdir(), *(corpus / "commentary").iterdir()]
    files += (corpus / "wechat").rglob("*.md")
    for file in sorted(f for f in files if f.is_file() and f.suffix != ".jsonl"):
        try:
            reading = read(capture(file))
        except DocumentError:
            continue
        if not reading.articles:
            yield str(file.relative_to(shared)), reading


@cache
def passages(shared: Path) -> tuple[Passage, ...]:
    """Every sentence once, however often it was reposted."""
    seen: set[str] = set()
    found = []
    for name, reading in documents(shared):
        texts = texts_of(shared, reading.notice.published_on)
        for passage in cut(name, reading, texts):
            if (same := key(passage.named).text) not in seen:
                seen.add(same)
                found.append(passage)
    return tuple(found)


def cut(name: str, reading: Reading, texts: Mapping[str, Version]) -> Iterator[Passage]:
    """The sentences of a document that cite an article of these texts."""
    document = reading.document.text
    sentences: dict[tuple[int, int], list[Citation]] = {}
    for citation in reading.citations:
        quote = sentence_at(document, citation.quote.start, citation.quote.end)
        sentences.setdefault((quote.start, quote.end), []).append(citation)
    for (start, end), citations in sorted(sentences.items()):
        cited = {
            (instrument_id(c.instrument), c.article)
            for c in citations
            if c.instrument and c.article
        }
        cited = {place for place in cited if place[0] in texts}
        here = [place for place in cited if _article(texts[place[0]], place[1]) is not None]
        named = masked(document[start:end])
        nameless = masked(_without_names(document, Quote("", start, end), citations))
        if not here or len(HAN.findall(nameless)) < SHORTEST:
            continue
        yield Passage(
            name,
            reading.notice.published_on,
            named,
            nameless,
            masked(document[:start]),
            tuple(sorted(here)),
            _quoted(nameless, [_article(texts[i], n) or "" for i, n in here]),
        )


def _article(text: Version, number: str) -> str | None:
    return next((a.text for a in text.articles if a.number == number), None)


def _without_names(document: str, span: Quote, citations: Sequence[Citation]) -> str:
    """The sentence without the names of what it cites; places stay, to be masked."""
    out, at = "", span.start
    for citation in sorted(citations, key=lambda c: c.quote.start):
        start, end = citation.quote.start, citation.quote.end
        if start < at:
            continue
        place = _NUMBER.search(document, start, end)
        out += document[at:start]
        at = place.start() if place else end
    out += document[at : span.end]
    return re.sub(r"《[^《》]{2,60}》", "", out)


def bigrams(text: str) -> set[str]:
    plain = key(text).text
    return {plain[i : i + 2] for i in range(len(plain) - 1) if HAN.match(plain[i])}


def _quoted(sentence: str, articles: Sequence[str]) -> float:
    known = set().union(*map(bigrams, articles))
    own = bigrams(sentence)
    return len(own & known) / max(1, len(own))


# --- passages labelled by hand --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Labelled:
    """A passage without any number, with the articles it is evidence for (`MATCHING.md`)."""

    document: str
    text: str
    context: str
    wanted: frozenset[tuple[str, str]]
    free: frozenset[tuple[str, str]]
    held: bool


def labelled(shared: Path) -> Iterator[Labelled]:
    """Those that affect a line of the starter register that rests on an article of the field."""
    places = {
        line.id: (instrument_id(line.cites[0].instrument), line.cites[0].article or "")
        for line in register.starter()
    }
    known = {(key, a.number) for key, v in texts_of(shared, None).items() for a in v.articles}
    for number, (name, block, ids, _) in enumerate(rows("passages.tsv")):
        told = [one.strip() for one in ids.split(";")]
        wanted = {places[one] for one in told if one in places} & known
        free = {places[one[1:]] for one in told if one[1:] in places and one[0] == "?"} & known
        if wanted:
            at, _, span = block.partition("@")
            page = blocks(shared / name)
            start, _, end = span.partition("-")
            text, before = page[int(at)], page[: int(at)]
            if span:
                before, text = [*before, text[: int(start)]], text[int(start) : int(end)]
            context = "\n".join(before)
            yield Labelled(
                name, text, context, frozenset(wanted), frozenset(free - wanted), held_back(number)
            )


# --- measuring --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Field:
    """All articles of the field as a register that is ready to be searched."""

    index: retrieve.RegisterIndex
    ids: Mapping[tuple[str, str], str]
    punished: Mapping[tuple[str, str], frozenset[str]]
    """Article -> ids of the lines of the articles that punish its breach."""

    def hits(self, places: Iterable[tuple[str, str]]) -> frozenset[str]:
        """The lines of these articles, and of those that punish their breach."""
        here = [place for place in places if place in self.ids]
        return frozenset(self.ids[place] for place in here).union(
            *(self.punished.get(place, frozenset()) for place in here)
        )


def field(shared: Path, day: date | None) -> Field:
    return _field(tuple(texts_of(shared, day).values()))


@cache
def _field(texts: tuple[Version, ...]) -> Field:
    lines = tuple(
        line for text in texts for line in adopt(text, all_articles=True, duties=(), on=SEEN_ON)
    )
    ids = {
        (instrument_id(line.cites[0].instrument), line.cites[0].article or ""): line.id
        for line in lines
    }
    punished = {
        (text.instrument, number): frozenset(
            ids[text.instrument, by] for by in articles if (text.instrument, by) in ids
        )
        for text in texts
        for number, articles in punishers(text).items()
    }
    return Field(retrieve.index(lines, {}, encoder()), ids, punished)


@dataclass(frozen=True, slots=True)
class Figures:
    """Mean reciprocal rank, and the share of passages with a hit among the first ten."""

    mrr: float
    recall: float
    count: int


def figures(ranks: Sequence[int | None]) -> Figures:
    """``ranks`` from 1; None where no hit is listed."""
    return Figures(
        float(np.mean([1 / r if r else 0.0 for r in ranks])),
        float(np.mean([r is not None and r <= 10 for r in ranks])),
        len(ranks),
    )


def rank(ranked: Iterable[str], wanted: frozenset[str], free: frozenset[str]) -> int | None:
    """The place of the first of ``wanted``; what is free takes no place."""
    told = (one for one in ranked if one not in free - wanted)
    return next((at for at, one in enumerate(told, 1) if one in wanted), None)


@cache
def citing(shared: Path, with_name: bool) -> Figures:
    """The product on the sentences that cite, against the articles of their day."""
    ranks = []
    for passage in passages(shared):
        then = field(shared, passage.day)
        said = passage.named if with_name else passage.nameless
        found = affected_text(said, passage.context, then.index, encoder())
        ranked = (one for one, _ in found.ranked)
        ranks.append(rank(ranked, then.hits(passage.cited), frozenset()))
    return figures(ranks)


@cache
def by_hand(shared: Path, held: bool) -> Figures:
    """The product on the labelled passages, against the articles of today."""
    today = field(shared, SEEN_ON)
    ranks = []
    for passage in labelled(shared):
        if passage.held == held:
            found = affected_text(passage.text, passage.context, today.index, encoder())
            wanted, free = today.hits(passage.wanted), today.hits(passage.free)
            ranks.append(rank((one for one, _ in found.ranked), wanted, free))
    return figures(ranks)
