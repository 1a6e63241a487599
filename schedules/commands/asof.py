"""``dutydiff duties --as-of`` and ``--instrument``: the duties of stored instruments on a day; and
the register as it stood on one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from digest.errors import StoreError, UserError
from digest.law import beside, versions
from digest.law.numbering import carried, of_day
from digest.law.transition import transitional
from digest.model import Cite, NoticeKind, Obligation, Reading, Status, Version
from schedules import contracts, health, install, plain
from schedules.cli import Session, echo_json, on_one_line
from store import documents, instruments

if TYPE_CHECKING:
    from sqlite_utils import Database


Dated = tuple[Version, tuple[str, ...]]
"""A text of a day, and what cannot be relied on in it."""


def show(session: Session, title: str | None, day: date | None, form: str) -> None:
    """Print the texts in force on ``day`` (today without one): of one instrument, or of all."""
    on = day or health.day(datetime.now(UTC))
    shown = 0
    waiting: list[str] = []
    with install.looking(install.home_of(session)) as db:
        found = _in_force(db, on, waiting) if title is None else (_of(db, title, on),)
        for version, notes in found:
            try:
                reading = _reading(db, version)
            except StoreError as error:
                session.issue(f"《{version.title}》: {error}")
                continue
            shown += 1
            _print(version, reading, on, form, notes)
    for note in waiting:
        session.say(note)
    if not shown:
        session.issue(f"no instrument in the store was in force on {on}")


def _print(version: Version, reading: Reading, on: date, form: str, notes: tuple[str, ...]) -> None:
    passing = transitional(version.articles)
    if form == "json":
        echo_json(
            {
                **contracts.duties(reading),
                "as_of": on.isoformat(),
                "transitional": [{"article": number, "text": text} for number, text in passing],
                "notes": list(notes),
            }
        )
        return
    click.echo(plain.duties(reading))
    for note in notes:
        click.echo(plain.line(f"note: {note}"))
    for number, text in passing:
        click.echo(plain.line(f"note: transitional, article {number}: {text}"))


def _in_force(db: Database, on: date, waiting: list[str]) -> Iterator[Dated]:
    """The texts of a day; ``waiting`` gets the notes of instruments of which none is known."""
    for one in instruments.all_instruments(db):
        chain = instruments.chain(db, one.id)
        version, notes = versions.in_force(chain, on), _notes(chain, on)
        if version is None:
            waiting += notes
        else:
            yield version, notes


def _of(db: Database, title: str, on: date) -> Dated:
    chain = instruments.chain(db, versions.instrument_id(title))
    if not chain:
        near = ", ".join(sorted({v.title for v in instruments.by_title(db, title)})[:5])
        hint = f"; near: {near}" if near else "; `dutydiff status` counts what is there"
        raise UserError(f"no instrument 《{title}》 in the store{hint}")
    version, notes = versions.in_force(chain, on), _notes(chain, on)
    if version is None:
        told = "".join(f"; {note}" for note in notes)
        raise UserError(f"《{title}》: no text was in force on {on}{_drafts(chain)}{told}")
    return version, notes


def _notes(chain: Iterable[Version], on: date) -> tuple[str, ...]:
    """What cannot be relied on in the answer for a day."""
    chain = tuple(chain)
    newest = versions.unsettled(chain, on)
    if newest is None:
        return ()
    current = versions.in_force(chain, on)
    taken = current is not None and current.id == newest.id
    so = "the text of this day may be the one before it" if taken else "the text may be out of date"
    day = versions.dated(newest)
    return (f"《{newest.title}》: a version published on {day} has no known commencement, so {so}",)


def _drafts(chain: tuple[Version, ...]) -> str:
    drafts = [v for v in chain if v.status is Status.DRAFT]
    return f" ({len(drafts)} draft{'s' * (len(drafts) > 1)} in the store)" if drafts else ""


def _reading(db: Database, version: Version) -> Reading:
    held = beside.carrying(documents.reading(db, version.document), version)
    # The page may be silent about dates that its attachment or a repost gave to the version.
    notice = replace(
        held.notice,
        published_on=version.published_on,
        effective_on=version.effective_on,
        comments_until=version.comments_until,
        kind=NoticeKind.PROMULGATION,
    )
    return replace(held, notice=notice)


# --- the register -----------------------------------------------------------------------------


def register_on(db: Database, lines: Iterable[Obligation], on: date) -> tuple[Obligation, ...]:
    """The lines with the status and the article numbers of a day, where the store or the line
    itself tells them; the status of a line of which neither tells anything stays as it is. Of
    instruments of unknown commencement a note goes to stderr."""
    lines = tuple(lines)
    cited = dict.fromkeys(line.cites[0].instrument for line in lines if line.cites)
    chains = (instruments.chain(db, versions.instrument_id(title)) for title in cited)
    for note in dict.fromkeys(note for chain in chains for note in _notes(chain, on)):
        click.echo(on_one_line(f"note: {note}"), err=True)
    return tuple(_line_on(db, line, on) for line in lines)


def _line_on(db: Database, line: Obligation, on: date) -> Obligation:
    if not line.cites:
        return line
    chain = instruments.chain(db, versions.instrument_id(line.cites[0].instrument))
    laws = tuple(v for v in chain if v.status is not Status.DRAFT)
    if not laws:
        early = line.effective_on is not None and on < line.effective_on
        return replace(line, status="pending") if early else line
    then = versions.in_force(laws, on)
    if then is None:
        begun = any(versions.dated(v) <= on and v.status is Status.REPEALED for v in laws)
        return replace(line, status="repealed" if begun else "pending")
    base = of_day(chain, line.as_of or date.max)
    cites = _cites_on(line.cites, base, then)
    if not cites:
        # The article is no part of the text of that day: not yet, or no longer.
        later = base is not None and versions.dated(base) > versions.dated(then)
        return replace(line, status="pending" if later else "repealed")
    return replace(line, status="in_force", cites=cites, as_of=on)


def _cites_on(cites: tuple[Cite, ...], base: Version | None, then: Version) -> tuple[Cite, ...]:
    """The first cite, which the line rests on, in the numbers of another version."""
    first, *others = cites
    if base is None or first.article is None or base.id == then.id:
        return cites
    numbers = carried(base, then).get(first.article, (first.article,))
    moved = tuple(replace(first, article=number) for number in numbers)
    return (*moved, *others) if moved else ()
