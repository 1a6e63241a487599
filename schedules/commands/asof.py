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
from digest.law.history import History
from digest.law.numbering import carried, of_day
from digest.law.stages import later
from digest.law.transition import transitional
from digest.model import Cite, NoticeKind, Obligation, Reading, Status, Version
from digest.reading import of_text
from schedules import contracts, health, histories, install, plain
from schedules.cli import Session, echo_json, on_one_line
from schedules.commands import notes
from store import documents, instruments

if TYPE_CHECKING:
    from sqlite_utils import Database


Dated = tuple[History, Version]
"""An instrument, and its text of a day."""


def show(session: Session, title: str | None, day: date | None, form: str) -> None:
    """Print the texts in force on ``day`` (today without one): of one instrument, or of all."""
    on = day or health.day(datetime.now(UTC))
    shown = 0
    waiting: list[str] = []
    with install.looking(install.home_of(session)) as db:
        found = _in_force(db, on, waiting) if title is None else (_of(db, title, on),)
        for past, version in found:
            try:
                reading = _reading(db, past, version, on)
            except StoreError as error:
                session.issue(f"《{version.title}》: {error}")
                continue
            shown += 1
            _print(version, reading, on, form, notes.of_day(past, on))
    for note in waiting:
        session.say(note)
    if not shown:
        session.issue(f"no instrument in the store was in force on {on}")


def _print(version: Version, reading: Reading, on: date, form: str, told: tuple[str, ...]) -> None:
    passing = transitional(version.articles)
    if form == "json":
        echo_json(
            {
                **contracts.duties(reading),
                "as_of": on.isoformat(),
                "transitional": [{"article": number, "text": text} for number, text in passing],
                "notes": list(told),
            }
        )
        return
    click.echo(plain.duties(reading))
    for note in told:
        click.echo(plain.line(f"note: {note}"))
    for number, text in passing:
        click.echo(plain.line(f"note: transitional, article {number}: {text}"))


def _in_force(db: Database, on: date, waiting: list[str]) -> Iterator[Dated]:
    """The texts of a day; ``waiting`` gets the notes of instruments of which none is known."""
    for one in instruments.all_instruments(db):
        past = histories.of(db, one.id)
        version = versions.in_force(past.chain, on)
        if version is None:
            waiting += notes.doubts(past, on)
        else:
            yield past, version


def _of(db: Database, title: str, on: date) -> Dated:
    past = histories.of(db, versions.instrument_id(title))
    if not past.chain:
        near = ", ".join(sorted({v.title for v in instruments.by_title(db, title)})[:5])
        hint = f"; near: {near}" if near else "; `dutydiff status` counts what is there"
        raise UserError(f"no instrument 《{title}》 in the store{hint}")
    version = versions.in_force(past.chain, on)
    if version is None:
        told = "".join(f"; {note}" for note in notes.of_day(past, on))
        raise UserError(f"《{title}》: no text was in force on {on}{_drafts(past.texts)}{told}")
    return past, version


def _drafts(chain: tuple[Version, ...]) -> str:
    drafts = [v for v in chain if v.status is Status.DRAFT]
    return f" ({len(drafts)} draft{'s' * (len(drafts) > 1)} in the store)" if drafts else ""


def _reading(db: Database, past: History, version: Version, on: date) -> Reading:
    """The reading of a version without the duties that have not begun; of a text that was made,
    what is read in it."""
    held = beside.carrying(documents.reading(db, version.document), version)
    made = next((one.text for one in past.made if one.version.id == version.id), None)
    if made is not None:
        held = of_text(held, made)
    waiting = later(version, on)
    # The page may be silent about dates that its attachment or a repost gave to the version.
    notice = replace(
        held.notice,
        published_on=version.published_on,
        effective_on=version.effective_on,
        comments_until=version.comments_until,
        kind=NoticeKind.PROMULGATION,
    )
    duties = tuple(duty for duty in held.duties if not any(one.holds(duty) for one in waiting))
    return replace(held, notice=notice, duties=duties)


# --- the register -----------------------------------------------------------------------------


def register_on(db: Database, lines: Iterable[Obligation], on: date) -> tuple[Obligation, ...]:
    """The lines with the status and the article numbers of a day, where the store or the line
    itself tells them; the status of a line of which neither tells anything stays as it is. What is
    doubtful about their instruments goes to stderr."""
    lines = tuple(lines)
    cited = dict.fromkeys(line.cites[0].instrument for line in lines if line.cites)
    pasts = {title: histories.of(db, versions.instrument_id(title)) for title in cited}
    for note in dict.fromkeys(note for past in pasts.values() for note in notes.of_day(past, on)):
        click.echo(on_one_line(f"note: {note}"), err=True)
    return tuple(
        _line_on(pasts[line.cites[0].instrument], line, on) if line.cites else line
        for line in lines
    )


def _line_on(past: History, line: Obligation, on: date) -> Obligation:
    laws = tuple(v for v in past.chain if v.status is not Status.DRAFT)
    if not laws:
        early = line.effective_on is not None and on < line.effective_on
        return replace(line, status="pending") if early else line
    then = versions.in_force(laws, on)
    if then is None:
        over = any(versions.status_on(v, laws, on) is Status.REPEALED for v in laws)
        return replace(line, status="repealed" if over else "pending")
    base = _base(past, line)
    cites = _cites_on(line.cites, base, then)
    if not cites:
        # The article is no part of the text of that day: not yet, or no longer.
        after = base is not None and versions.dated(base) > versions.dated(then)
        return replace(line, status="pending" if after else "repealed")
    begun = _begun(laws, cites[: len(cites) - len(line.cites) + 1], then, on)
    return replace(line, status="in_force" if begun else "pending", cites=cites, as_of=on)


def _base(past: History, line: Obligation) -> Version | None:
    """The text whose article numbers a line uses. One without a day uses those of the newest text
    that was published, not of one that we made."""
    if line.as_of is not None:
        return of_day(past.texts, line.as_of)
    return of_day((version for version in past.told if version.articles), date.max)


def _begun(
    laws: tuple[Version, ...], cites: tuple[Cite, ...], then: Version | None, on: date
) -> bool:
    """Whether anything of what is cited has begun, in the text in force or, where its new words
    wait for a day of their own, in one before it."""
    while then is not None and cites:
        waiting = {(one.article, one.paragraph) for one in later(then, on)}
        if not all(
            (cite.article, None) in waiting or (cite.article, cite.paragraph) in waiting
            for cite in cites
        ):
            return True
        earlier = versions.before(laws, then)
        cites = tuple(
            moved for cite in cites if earlier for moved in _cites_on((cite,), then, earlier)
        )
        then = earlier
    return False


def _cites_on(cites: tuple[Cite, ...], base: Version | None, then: Version) -> tuple[Cite, ...]:
    """The first cite, which the line rests on, in the numbers of another version."""
    first, *others = cites
    if base is None or first.article is None or base.id == then.id:
        return cites
    numbers = carried(base, then).get(first.article, (first.article,))
    moved = tuple(replace(first, article=number) for number in numbers)
    return (*moved, *others) if moved else ()
