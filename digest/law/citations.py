"""Citations: 《…》第N条第M款第K项, names without 《》, short names, 本办法, amendments, English.

A citation that resolves is the strongest evidence there is, so nothing is guessed: a foreign act, a
company's rules and a number that may belong to two instruments stay unresolved or are left out.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from digest.law.abroad import abroad, in_a_foreign_passage, stands_after_a_country
from digest.law.aliases import Aliases, aliases
from digest.law.anaphora import carried
from digest.law.decisions import Part, amended, new_texts
from digest.law.english import english
from digest.law.lexicon import NUM, folded
from digest.law.mentions import Mentions
from digest.law.names import (
    bare_title,
    draft_title,
    full_title,
    is_act,
    is_short,
    purpose_title,
)
from digest.law.places import BARE, Place, places
from digest.law.standing import is_plan, unofficial
from digest.law.titles import TITLE, about, inner, own_titles
from digest.law.within import within
from digest.model import Article, Citation, Quote

__all__ = ["citations", "full_title"]

_SELF = re.compile(r"本(?P<type>法|办法|条例|规定|细则|规则|解释|决定|规范|标准|指南)\Z")
_NOTE = re.compile(r"(?: ?（[^（）\n]{0,120}）| ?\[[0-9]{1,3}\]){0,4}")
_GAP = re.compile(rf" ?(?:的|中的|中|之|规定的|原)? ?(?:第{NUM}[编章])?(?:第{NUM}节)?")
_LABEL_END = re.compile(rf"(?:之{NUM})?[ \n：]")
_BESIDE = re.compile(r"》 ?（\Z")
_LONGEST_QUOTE = 200


@dataclass(slots=True)
class _Text:
    """One text on its way through the rules."""

    text: str
    plain: str
    instrument: str | None
    titles: list[re.Match[str]]
    covered: list[tuple[int, int]]
    """Spans of every 《…》 and of the lines that are the title of the document itself."""
    foreign: frozenset[int]
    private: frozenset[int]
    aliases: Aliases = field(default_factory=lambda: Aliases(()))
    parts: tuple[Part, ...] = ()

    def resolve(self, title: re.Match[str]) -> str | None:
        """The instrument a title in 《》 means where it stands."""
        start, printed = title.start(), inner(title[1])
        known = self.aliases.at(printed, start)
        if known:
            return known
        if start in self.foreign or start in self.private:
            return None
        bare = bare_title(printed)
        note = _NOTE.match(self.plain, title.end())
        marked = printed + note[0] if note else printed
        unknown = bare if len(bare) > 2 and not is_short(bare) else None
        return draft_title(marked) or full_title(bare) or unknown

    def part(self, place: int) -> Part | None:
        """The part of an amendment decision ``place`` is in."""
        index = bisect_right(self.parts, place, key=lambda part: part.start) - 1
        return self.parts[index] if index >= 0 and place < self.parts[index].end else None

    def cite(self, title: str | None, place: Place | None, start: int, end: int) -> Citation:
        quote = Quote(self.text[start:end], start, end)
        if place is None:
            return Citation(title, None, None, None, quote)
        return Citation(title, place.article, place.paragraph, place.point, quote)


def citations(
    text: str,
    instrument: str | None = None,
    articles: tuple[Article, ...] = (),
    title: str = "",
) -> tuple[Citation, ...]:
    """Every reference in ``text``, in its order. ``instrument`` is what 本法, 本办法 mean there,
    ``articles`` are its articles, in which 前款 and 前条 have a meaning; ``title`` is that of the
    page, which says what 《办法》 or Article 5 mean where the text defines neither.

    A quote is the words as printed, from the title to the place. A range or an enumeration gives
    one citation per article. Acts of other countries are kept, with no instrument.
    """
    plain = folded(text)
    if instrument is None and articles:
        instrument = purpose_title(plain[articles[0].start : articles[0].end])
    read = _read(text, plain, instrument, articles, title)
    titled = sorted(_titled(read), key=_order)
    named = _named(read, articles[0].start if articles else 0)
    found = sorted([*titled, *named, *english(text, title or None)], key=_order)
    found = sorted([*found, *_bare(read, found)], key=_order)
    if read.instrument is None and not read.parts:
        found += _carried(read, found)
    found += within(articles, text, plain, read.instrument)
    for part in read.parts:
        for article in new_texts(plain, part):
            found += within((article,), text, plain, part.instrument)
    return tuple(dict.fromkeys(sorted(found, key=_order)))


def _order(citation: Citation) -> tuple[int, int]:
    return citation.quote.start, citation.quote.end


def _read(
    text: str,
    plain: str,
    instrument: str | None,
    articles: tuple[Article, ...],
    title: str,
) -> _Text:
    every = list(TITLE.finditer(plain))
    own = own_titles(plain, instrument, articles[0].start if articles else 0)
    titles = [t for t in every if not any(start <= t.start() < end for start, end in own)]
    covered = sorted([*own, *(t.span() for t in every)])
    foreign, private = abroad(plain, titles), unofficial(plain, titles, bool(articles))
    read = _Text(text, plain, instrument, titles, covered, foreign, private)
    read.aliases = aliases(plain, titles, read.resolve, instrument or about(title))
    if not articles:
        read.parts = amended(plain, every, read.resolve)
    return read


# --- 《…》 ------------------------------------------------------------------------------


def _titled(read: _Text) -> Iterator[Citation]:
    for title in read.titles:
        start, end = title.span()
        if read.aliases.defines(start):
            continue
        resolved = read.resolve(title)
        bare = bare_title(title[1])
        if resolved is None and (not is_act(bare) or _is_private(read, start, bare)):
            continue
        yield from _at(read, resolved, start, end)


def _is_private(read: _Text, start: int, title: str) -> bool:
    return start in read.private and start not in read.foreign and is_plan(title)


def _at(read: _Text, resolved: str | None, start: int, end: int) -> Iterator[Citation]:
    """The references of a name that stands from ``start`` to ``end``, one for each place."""
    note = _NOTE.match(read.plain, end)
    at = note.end() if note else end
    gap = _GAP.match(read.plain, at)
    found = places(read.plain, gap.end() if gap else at)
    if not found:
        yield read.cite(resolved, None, start, end)
    for place in found:
        opening = start if place.end - start <= _LONGEST_QUOTE else at
        yield read.cite(resolved, place, opening, place.end)


# --- without 《》 ----------------------------------------------------------------


def _named(read: _Text, head: int) -> Iterator[Citation]:
    """网络安全法第二十一条, 根据宪法. Above the first article, at ``head``, stands the title."""
    opens = [start for start, _ in read.covered]
    for start, end, title, firm in Mentions(read.aliases.names()).find(read.plain):
        index = bisect_right(opens, start) - 1
        if any(start < close for _, close in read.covered[max(0, index - 3) : index + 1]):
            continue
        if start < head or read.aliases.defines(start) or stands_after_a_country(read.plain, start):
            continue
        for citation in _at(read, title, start, end):
            beside = _BESIDE.search(read.plain, max(0, start - 2), start)
            sure = firm and title != read.instrument and not beside
            sure = sure and not read.plain.startswith(("《", " 《"), end)
            if citation.article or (sure and not in_a_foreign_passage(read.plain, start)):
                yield citation


def _bare(read: _Text, found: Sequence[Citation]) -> Iterator[Citation]:
    """本办法第九条, 第N条 of the instrument a decision amends, and 第N条 after the only instrument
    of a sentence."""
    starts = [c.quote.start for c in found]
    done = 0
    for number in BARE.finditer(read.plain):
        at = number.start()
        before = found[bisect_left(starts, at - _LONGEST_QUOTE) : bisect_right(starts, at)]
        if at < done or any(at < c.quote.end for c in before):
            continue
        own = _SELF.search(read.plain, max(0, at - 4), at)
        part = read.part(at)
        if own:
            resolved = _self(read, own["type"], at, before)
        elif part:
            resolved = None if _labels(read.plain, number) else part.instrument
        else:
            resolved = _only_one(read.plain, at, before)
        if resolved is None:
            continue
        start = own.start() if own else at
        for place in places(read.plain, at):
            yield read.cite(resolved, place, start, place.end)
            done = place.end


def _labels(plain: str, number: re.Match[str]) -> bool:
    """Whether a number opens an article of new text: “第五条　…."""
    opening = plain[max(0, number.start() - 1) : number.start()] in ("", "\n", '"')
    return opening and bool(_LABEL_END.match(plain, number.end()))


def _self(read: _Text, kind: str, at: int, before: Sequence[Citation]) -> str | None:
    """What 本法 means: the document, the instrument a decision amends, else the one quoted."""
    if read.instrument:
        return read.instrument
    part = read.part(at)
    if part:
        return part.instrument
    line = read.plain.rfind("\n", max(0, at - _LONGEST_QUOTE), at)
    quoted = [c for c in before if c.quote.start > line and c.article]
    title = quoted[-1].instrument if quoted else None
    return title if title and re.search(rf"(?<!办){kind}(?:（[^（）]*）)*\Z", title) else None


def _only_one(plain: str, at: int, before: Sequence[Citation]) -> str | None:
    """The instrument of a bare number: the only one this sentence has named so far."""
    opening = max(plain.rfind(mark, max(0, at - _LONGEST_QUOTE), at) for mark in "。；\n")
    here = {c.instrument for c in before if opening < c.quote.start}
    return here.pop() if len(here) == 1 else None


def _carried(read: _Text, cited: list[Citation]) -> list[Citation]:
    return [
        read.cite(title, place, start, place.end)
        for start, at, title in carried(read.plain, cited)
        for place in places(read.plain, at)
    ]
