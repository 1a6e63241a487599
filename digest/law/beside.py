"""The instruments of one page (同页多件): a notice may publish two, a file may hold more.

Each is read as if it stood alone: its title, its numbers, its commencement, its duties.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from digest.law.annexes import apart
from digest.law.dates import effective
from digest.law.lexicon import folded
from digest.law.names import bare_title, full_title, unspaced, well_formed
from digest.law.versions import instrument_id
from digest.model import Annexed, Article, Citation, Duty, Notice, Reading, Version

_CLOSING = 3
"""Articles at the end of a law, one of which says when it takes effect."""


def several(reading: Reading) -> tuple[Reading, ...]:
    """The instruments of a page as readings of their own: the main text, then the further ones that
    a title names, in their order. One under the title of another is none: which of two texts of one
    law a page means nobody can tell."""
    further = [(one, title) for one, title in _further(reading) if title]
    others = (_alone(reading, one, title) for one, title in further)
    return (_without(reading, [one for one, _ in further]), *others)


def left_out(reading: Reading) -> tuple[int, ...]:
    """How many articles each further text of a page has that is no instrument of its own."""
    return tuple(len(one.articles) for one, title in _further(reading) if title is None)


def carrying(reading: Reading, version: Version) -> Reading:
    """The part of a page that a version was read from; the whole of it where that is the main text,
    or no part is that version any more."""
    main, *others = several(reading)
    texts = [article.text for article in version.articles[:1]]
    if others and [article.text for article in main.articles[:1]] != texts:
        wanted = instrument_id(version.title)
        return next((other for other in others if _id(other) == wanted), main)
    return main


def same_instrument(old: Reading, new: Reading) -> tuple[Reading, Reading]:
    """The parts of two pages that are one instrument; their main texts where none are."""
    sides = several(old), several(new)
    pairs = ((a, b) for a in sides[0] for b in sides[1])
    return next((pair for pair in pairs if _id(pair[0]) == _id(pair[1])), (old, new))


def inside(reading: Reading, part: Reading, starts: Iterable[int]) -> bool:
    """Whether one of these offsets of a page is of this part: in its articles, or, for the main
    text, in no further instrument."""
    main, *others = several(reading)
    spans = [(other.articles[0].start, other.articles[-1].end) for other in others]
    if part.articles == main.articles:
        return any(not any(a <= at < b for a, b in spans) for at in starts)
    begin, end = part.articles[0].start, part.articles[-1].end
    return any(begin <= at < end for at in starts)


def _id(reading: Reading) -> str:
    return instrument_id(reading.notice.instrument or reading.notice.title)


def _further(reading: Reading) -> Iterator[tuple[Annexed, str | None]]:
    """The texts beside the main one that are no annex, with the title of those that have their
    own."""
    taken = {_id(reading)}
    for one in reading.annexed:
        if one.label is None:
            title = _title(one)
            known = title is None or instrument_id(title) in taken
            taken |= {instrument_id(title)} if title else set()
            yield one, None if known else title


def _title(one: Annexed) -> str | None:
    bare = bare_title(unspaced(folded(one.title)))
    known = full_title(bare)
    return known or (bare if bare and one.articles and well_formed(bare) else None)


def _without(reading: Reading, further: Sequence[Annexed]) -> Reading:
    """The main text, with its annexes and without the instruments beside it."""
    if not further:
        return reading
    numbers = {article.number for one in further for article in one.articles}
    spans = [(one.articles[0].start, one.articles[-1].end) for one in further]
    return replace(
        reading,
        annexed=tuple(one for one in reading.annexed if one not in further),
        duties=tuple(duty for duty in reading.duties if duty.article not in numbers),
        citations=tuple(
            one for one in reading.citations if not any(a <= _at(one) < b for a, b in spans)
        ),
    )


def _alone(reading: Reading, one: Annexed, title: str) -> Reading:
    prefix = apart(one.articles[0].number)
    articles = tuple(replace(a, number=_own(a.number, prefix)) for a in one.articles)
    begin, end = articles[0].start, articles[-1].end
    return replace(
        reading,
        notice=_notice(reading.notice, articles, title),
        articles=articles,
        duties=tuple(_duty(d, prefix) for d in reading.duties if d.article.startswith(prefix)),
        citations=tuple(c for c in reading.citations if begin <= _at(c) < end),
        annexed=(),
    )


def _notice(page: Notice, articles: tuple[Article, ...], title: str) -> Notice:
    """What the page says of all its instruments, with the title and the commencement of this."""
    closing = (folded(article.text) for article in reversed(articles[-_CLOSING:]))
    days = (effective(words, page.published_on) for words in closing)
    return replace(page, title=title, instrument=title, effective_on=next(filter(None, days), None))


def _duty(duty: Duty, prefix: str) -> Duty:
    sanctions = tuple(_own(number, prefix) for number in duty.sanctions)
    return replace(duty, article=_own(duty.article, prefix), sanctions=sanctions)


def _own(number: str, prefix: str) -> str:
    return number.removeprefix(prefix)


def _at(citation: Citation) -> int:
    return citation.quote.start
