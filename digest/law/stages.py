"""Articles that begin on a later day than their law (分步施行): 但第三条自2027年1月1日起施行."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from digest.law import dates
from digest.law.lexicon import NUM, folded
from digest.law.places import BARE, places
from digest.model import Article, Duty, Version

_SENTENCE = re.compile(r"[^。；\n]+[。；]?")
_CHAPTER = re.compile(rf"第{NUM}[章节编]")


@dataclass(frozen=True, slots=True)
class Later:
    """An article, or a 款 of it, that begins on a day of its own; ``quote`` says so, in
    ``said_in``."""

    article: str
    paragraph: int | None
    on: date
    said_in: str
    quote: str

    def holds(self, duty: Duty) -> bool:
        """Whether a duty waits for this day."""
        return duty.article == self.article and self.paragraph in (None, duty.paragraph)


def staggered(text: str) -> bool:
    """Whether a text has parts that begin on days of their own."""
    return dates.LATER.search(folded(text)) is not None


def later(version: Version, on: date) -> tuple[Later, ...]:
    """What of a text in force has not begun on a day."""
    return tuple(one for one in _later(version.articles) if one.on > on)


def _later(articles: Iterable[Article]) -> Iterator[Later]:
    articles = tuple(articles)
    for article in articles:
        plain = folded(article.text)
        for sentence in _SENTENCE.finditer(plain):
            for found in dates.LATER.finditer(sentence[0]):
                day = dates.day(found)
                quote = article.text[sentence.start() : sentence.end()].strip()
                for number, paragraph in _places(found["parts"], articles) if day else ():
                    yield Later(number, paragraph, day, article.number, quote)  # type: ignore[arg-type]


def _places(said: str, articles: tuple[Article, ...]) -> Iterator[tuple[str, int | None]]:
    chapters = {found[0] for found in _CHAPTER.finditer(said)}
    for article in articles:
        if any(
            folded(part).replace(" ", "").startswith(c) for part in article.path for c in chapters
        ):
            yield article.number, None
    if first := BARE.search(said):
        for place in places(said, first.start()):
            if place.article:
                yield place.article, None if place.point else place.paragraph
