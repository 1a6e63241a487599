"""Citations: 《…》第N条第M款第K项, names without 《》, short names, 本办法, amendments, English.

A citation that resolves is the strongest evidence there is, so nothing is guessed: a foreign act, a
company's rules and a number that may belong to two instruments stay unresolved or are left out.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from digest.law.abroad import Countries, abroad, stands_after_a_country
from digest.law.aliases import aliases
from digest.law.anaphora import carried
from digest.law.bare import bare_numbers, changed, further
from digest.law.cited import LONGEST_QUOTE, NOTE, CitedText
from digest.law.decisions import amended, new_texts
from digest.law.english import english, its_paragraphs
from digest.law.lexicon import NUM, folded
from digest.law.mentions import Mentions
from digest.law.names import amended_title, bare_title, full_title, is_act, purpose_title
from digest.law.places import places
from digest.law.standing import is_plan, unofficial
from digest.law.titles import TITLE, about, own_titles
from digest.law.within import within
from digest.model import Annexed, Article, Citation

__all__ = ["citations", "full_title"]

_GAP = re.compile(rf" ?(?:的|中的|中|之|规定的|原)? ?(?:第{NUM}[编章])?(?:第{NUM}节)?")
_WRAPPED = re.compile(rf"第({NUM})\n({NUM})(?=[条款项])")
"""A numeral broken over two lines; put right by moving the break before it."""
_SHORT = 4
"""Characters: 本《办法》 without a place is no reference."""
_BESIDE = re.compile(r"》 ?（\Z")


def citations(
    text: str,
    instrument: str | None = None,
    articles: tuple[Article, ...] = (),
    title: str = "",
    annexed: tuple[Annexed, ...] = (),
) -> tuple[Citation, ...]:
    """Every reference in ``text``, in its order. ``instrument`` is what 本法, 本办法 mean there,
    ``articles`` are its articles, in which 前款 and 前条 have a meaning; ``title`` is that of the
    page, which says what 《办法》 or Article 5 mean where the text defines neither; ``annexed`` are
    the further texts of the page, in which 前款 has a meaning too.

    A quote is the words as printed, from the title to the place. A range or an enumeration gives
    one citation per article. Acts of other countries are kept, with no instrument.
    """
    plain = _WRAPPED.sub(r"第\n\1\2", folded(text))
    if instrument is None and articles:
        instrument = purpose_title(plain[articles[0].start : articles[0].end])
        instrument = instrument or amended_title(plain[: articles[0].start])
    read = _read(text, plain, instrument, articles, title)
    titled = sorted(_titled(read), key=_order)
    opening = articles[0].start if articles else None
    named = _named(read, opening or 0)
    found = sorted([*titled, *named, *english(text, title or None)], key=_order)
    found = sorted([*found, *bare_numbers(read, found, opening)], key=_order)
    found += [*further(read, found), *its_paragraphs(text, found)]
    if read.instrument is None and not read.parts:
        found += _carried(read, found)
    found += within(articles, text, plain, read.instrument)
    for other in annexed:
        meant = read.instrument if other.label else full_title(other.title)
        found += within(other.articles, text, plain, meant)
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
) -> CitedText:
    every = list(TITLE.finditer(plain))
    own = own_titles(plain, instrument, articles[0].start if articles else 0)
    titles = [t for t in every if not any(start <= t.start() < end for start, end in own)]
    covered = sorted([*own, *(t.span() for t in every)])
    countries = Countries(plain)
    foreign, private = abroad(plain, titles, countries), unofficial(plain, titles, bool(articles))
    read = CitedText(text, plain, instrument, titles, covered, countries, foreign, private)
    read.aliases = aliases(plain, titles, read.resolve, instrument or about(title))
    read.parts = amended(plain[: articles[0].start] if articles else plain, every, read.resolve)
    return read


# --- 《…》 ------------------------------------------------------------------------------


def _titled(read: CitedText) -> Iterator[Citation]:
    for title in read.titles:
        start, end = title.span()
        if read.aliases.defines(start):
            continue
        resolved = read.resolve(title)
        bare = bare_title(title[1])
        if resolved is None and (not is_act(bare) or _is_private(read, start, bare)):
            continue
        own = read.plain[start - 1 : start] == "本" and len(bare) <= _SHORT
        cited = [c for c in _at(read, resolved, start, end) if c.article or not own]
        yield from cited
        if cited and cited[-1].article and read.part(start):
            yield from changed(read, cited[-1])


def _is_private(read: CitedText, start: int, title: str) -> bool:
    return start in read.private and start not in read.foreign and is_plan(title)


def _at(read: CitedText, resolved: str | None, start: int, end: int) -> Iterator[Citation]:
    """The references of a name that stands from ``start`` to ``end``, one for each place."""
    note = NOTE.match(read.plain, end)
    at = note.end() if note else end
    gap = _GAP.match(read.plain, at)
    found = places(read.plain, gap.end() if gap else at)
    if not found:
        yield read.cite(resolved, None, start, end)
    for place in found:
        opening = start if place.end - start <= LONGEST_QUOTE else at
        yield read.cite(resolved, place, opening, place.end)


# --- without 《》 ----------------------------------------------------------------


def _named(read: CitedText, head: int) -> Iterator[Citation]:
    """网络安全法第二十一条, 根据宪法. Above the first article, at ``head``, stands the title."""
    opens = [start for start, _ in read.covered]
    for start, end, title, firm in Mentions(read.aliases.names()).find(read.plain):
        index = bisect_right(opens, start) - 1
        if any(start < close for _, close in read.covered[max(0, index - 3) : index + 1]):
            continue
        if start < head and not read.part(start):
            continue
        if read.aliases.defines(start) or stands_after_a_country(read.plain, start):
            continue
        for citation in _at(read, title, start, end):
            beside = _BESIDE.search(read.plain, max(0, start - 2), start)
            sure = firm and title != read.instrument and not beside
            sure = sure and not read.plain.startswith(("《", " 《"), end)
            if citation.article or (sure and not read.countries.foreign_passage(start)):
                yield citation


def _carried(read: CitedText, cited: list[Citation]) -> list[Citation]:
    return [
        read.cite(title, place, start, place.end)
        for start, at, title in carried(read.plain, cited)
        for place in places(read.plain, at)
    ]
