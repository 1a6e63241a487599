"""Evidence (引文核对): the words an item shows, found in the stored original or held back."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from digest.model import Article, Item, Modality, OpKind, Pair, Quote, Touched, Version
from digest.release import Arrival

_BINDING = frozenset({Modality.MUST, Modality.MUST_NOT})
_SENTENCE_ENDS = "。；！？\n"


def quoted(touched: Touched, pair: Pair, arrival: Arrival) -> Touched:
    """The same with words of the new version as its quote, where it has none yet.

    A removed article has no words in the new document: its redline is the evidence.
    """
    if touched.quotes or arrival.version is None:
        return touched
    for article in articles(pair.new, arrival.version):
        return replace(touched, quotes=(_sentence(article, _changed_at(pair, article)),))
    return touched


def articles(numbers: Sequence[str], version: Version) -> Iterator[Article]:
    for number in numbers:
        yield from (article for article in version.articles if article.number == number)


def _changed_at(pair: Pair, article: Article) -> int:
    """Where in the article the longest inserted words stand, else the first deletion, else 0."""
    inserted = [op.text for op in pair.ops if op.kind is OpKind.INSERT]
    for words in sorted(inserted, key=len, reverse=True):
        at = article.text.find(words)
        if at >= 0:
            return at + len(words) - len(words.lstrip())
    at = 0
    for op in pair.ops:
        if op.kind is OpKind.DELETE:
            return min(at, max(len(article.text) - 1, 0))
        at += len(op.text)
    return 0


def _sentence(article: Article, at: int) -> Quote:
    text = article.text
    start = max(text.rfind(end, 0, at) for end in _SENTENCE_ENDS) + 1
    ends = [found for end in _SENTENCE_ENDS if (found := text.find(end, at)) >= 0]
    end = min(ends) + 1 if ends else len(text)
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return Quote(words, article.start + start, article.start + start + len(words))


def uncovered(version: Version, touched: Sequence[Touched], arrival: Arrival) -> tuple[Quote, ...]:
    """The duties of a version, in its words, that no line of the register shows already."""
    shown = [quote for one in touched for quote in one.quotes]
    found: dict[Quote, None] = {}
    for release in (arrival.lead, *arrival.others):
        if release.id != version.document:
            continue
        for duty in release.reading.duties:
            words = duty.quote
            free = all(words.end <= q.start or q.end <= words.start for q in shown)
            if duty.modality in _BINDING and not duty.authority and free:
                found[words] = None
    return tuple(found)


def unsupported(item: Item, arrival: Arrival) -> str | None:
    """Why an item may not go out: words it shows are not in a stored original; None when all are.

    Quotes are looked up at their span; the new articles of a redline at theirs, in the document
    the version was read from.
    """
    texts = {r.id: r.reading.document.text for r in (arrival.lead, *arrival.others)}
    for touched in item.touched:
        for quote in touched.quotes:
            if not any(text[quote.start : quote.end] == quote.text for text in texts.values()):
                return f"{touched.obligation.id} 的引文“{quote.text[:20]}…”不在存档原文中"
    for quote in item.duties:
        if not any(text[quote.start : quote.end] == quote.text for text in texts.values()):
            return f"义务的引文“{quote.text[:20]}…”不在存档原文中"
    if item.pair and item.pair.new and arrival.version:
        original = texts.get(arrival.version.document)
        if original is None:
            return "条文所据的原文不在存档中"
        found = list(articles(item.pair.new, arrival.version))
        if not found or any(original[a.start : a.end] != a.text for a in found):
            return "条文与存档原文不一致"
    return None
