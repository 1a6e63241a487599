"""What moves in a law as a whole (可移动的单位): a 款 with its 项, a 项, a sentence."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from digest.law.difference import Region
from digest.model import Article, Place
from digest.text.normalise import Key

_NUMBER = re.compile(
    r"[（(] ?[一二三四五六七八九十百]{1,5}(?: ?之 ?[一二三四五六七八九十]{1,2})? ?[）)]"
    r"|[一二三四五六七八九十]{1,3} ?、|[a-z][）)]"
)
_SENTENCE = re.compile(r"[^。！？\n]+")
_MARKS = "。；，、！？;,.!? \t\r\n\u3000"


@dataclass(frozen=True, slots=True)
class Unit:
    """Words that may stand elsewhere, without their number and closing mark."""

    key: str
    place: Place
    first: int
    last: int
    """Span from the first to the last character that is no mark, in the text of its pair."""

    @property
    def opens(self) -> bool:
        """Whether it is only the words before a list."""
        return self.place.text.endswith(("：", ":"))

    @property
    def number(self) -> tuple[int, str | None]:
        """Which 款 of its article it is, and which 项."""
        return self.place.paragraph or 1, self.place.point


class Changes:
    """Where one side of a pair changed: 0 the old text, 1 the new one."""

    def __init__(self, changed: Sequence[Region], side: int) -> None:
        spans = [
            (region.new_start, region.new_end) if side else (region.old_start, region.old_end)
            for region in changed
        ]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def touch(self, unit: Unit) -> bool:
        """Whether any of its words changed."""
        at = bisect_right(self._ends, unit.first)
        return at < len(self._starts) and self._starts[at] < unit.last

    def hold(self, unit: Unit) -> bool:
        """Whether one change holds all of its words."""
        at = bisect_left(self._ends, unit.last)
        return at < len(self._starts) and self._starts[at] <= unit.first


@dataclass(frozen=True, slots=True)
class Holding:
    """An article of a pair: its key, and where it begins in the text of the pair."""

    article: Article
    key: Key
    begins: int

    def paragraphs(self) -> Iterator[Unit]:
        """款, each with its 项."""
        for number, held in groupby(self.article.paragraphs, lambda one: one.number):
            parts = tuple(held)
            yield from self._unit(number, None, parts[0].start, parts[-1].end)

    def parts(self) -> Iterator[Unit]:
        """款 without their 项, and 项."""
        for one in self.article.paragraphs:
            number = _NUMBER.match(one.text) if one.point else None
            start = one.start + (number.end() if number else 0)
            yield from self._unit(one.number, one.point, start, one.end)

    def points(self) -> Iterator[Unit]:
        """项."""
        return (unit for unit in self.parts() if unit.place.point)

    def sentences(self) -> Iterator[Unit]:
        """Sentences, without those that a list follows."""
        for one in self.article.paragraphs:
            for found in _SENTENCE.finditer(one.text):
                if found[0].rstrip().endswith(("：", ":")):
                    continue
                number = one.point and _NUMBER.match(one.text, found.start())
                start = number.end() if number else found.start()
                yield from self._unit(
                    one.number, one.point, one.start + start, one.start + found.end()
                )

    def _unit(self, paragraph: int, point: str | None, start: int, end: int) -> Iterator[Unit]:
        article = self.article
        start, end = start - article.start, end - article.start
        words = article.text[start:end]
        start += len(words) - len(words.lstrip(_MARKS))
        words = words.strip(_MARKS)
        end = start + len(words)
        first, stop = (bisect_left(self.key.offsets, at) for at in (start, end))
        if first >= stop:
            return
        only = article.paragraphs[-1].number == article.paragraphs[0].number
        at = self.begins
        place = Place(
            article.number, None if only else paragraph, point, words, at + start, at + end
        )
        yield Unit(
            self.key.text[first:stop],
            place,
            at + self.key.offsets[first],
            at + self.key.ends[stop - 1],
        )


def holdings(
    articles: Sequence[Article], keys: Sequence[Key], places: Iterable[int]
) -> tuple[Holding, ...]:
    """The articles of one side of a pair, as their texts stand joined by line breaks."""
    found, begins = [], 0
    for place in places:
        found.append(Holding(articles[place], keys[place], begins))
        begins += len(articles[place].text) + 1
    return tuple(found)
