"""Cites of a register against the instruments in the store: a dead one rests on nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from sqlite_utils import Database

from digest.law.numbering import of_day
from digest.law.versions import instrument_id
from digest.model import Cite, Obligation, Version
from store import instruments
from store.register_lines import Doubts


def dead_in(db: Database) -> Doubts:
    """What is dead among the cites of a line. Of an instrument that the store does not hold nothing
    can be said (`unchecked`)."""

    @cache
    def base(instrument: str, day: date) -> Version | None:
        return of_day(instruments.chain(db, instrument), day)

    def dead(line: Obligation) -> Iterator[str]:
        for cite in line.cites:
            version = base(instrument_id(cite.instrument), line.as_of or date.max)
            if version is not None and cite.article is not None:
                yield from _dead(cite, version)

    return dead


def unchecked(lines: Iterable[Obligation], db: Database | None = None) -> tuple[Cite, ...]:
    """The cites of articles of which nothing can be said: the store holds no text of that day, or
    there is no store."""

    @cache
    def held(instrument: str, day: date) -> bool:
        return db is not None and of_day(instruments.chain(db, instrument), day) is not None

    return tuple(
        cite
        for line in lines
        for cite in line.cites
        if cite.article and not held(instrument_id(cite.instrument), line.as_of or date.max)
    )


def _dead(cite: Cite, version: Version) -> Iterator[str]:
    found = [article for article in version.articles if article.number == cite.article]
    if not found:
        yield f"{cite.instrument} has no article {cite.article}"
        return
    # Where a text lost its line breaks, nothing is known of its paragraphs.
    most = max((one.number for article in found for one in article.paragraphs), default=1)
    if cite.paragraph is not None and most > 1 and cite.paragraph > most:
        yield f"article {cite.article} of {cite.instrument} has {most} paragraphs"
