"""``dutydiff duties --instrument``: the duties of a stored instrument, as of a day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import click

from digest.errors import UserError
from digest.model import Notice, NoticeKind, Reading, Status, Version
from schedules import contracts, health, install, plain
from schedules.cli import Session, echo_json


def show(session: Session, title: str, day: date | None, form: str) -> None:
    """Print the text in force on ``day`` (today without one), or the newest if none is yet."""
    from digest.law import versions
    from store import instruments

    on = day or health.day(datetime.now(UTC))
    with install.looking(install.home_of(session)) as db:
        chain = instruments.chain(db, versions.instrument_id(title))
        if not chain:
            near = ", ".join(sorted({v.title for v in instruments.by_title(db, title)})[:5])
            hint = f"; near: {near}" if near else "; `dutydiff status` counts what is there"
            raise UserError(f"no instrument 《{title}》 in the store{hint}")
        version = versions.in_force(chain, on)
        if version is None:
            raise UserError(f"《{title}》: no text was in force on {on}{_drafts(chain)}")
        reading = _reading(db, version)
    if form == "json":
        echo_json(contracts.duties(reading))
    else:
        click.echo(plain.duties(reading))


def _drafts(chain: tuple[Version, ...]) -> str:
    drafts = [v for v in chain if v.status is Status.DRAFT]
    return f" ({len(drafts)} draft{'s' * (len(drafts) > 1)} in the store)" if drafts else ""


def _reading(db: object, version: Version) -> Reading:
    from dataclasses import replace

    from store import documents

    held = documents.reading(db, version.document)
    # The page may be silent about dates that its attachment or a repost gave to the version.
    notice: Notice = replace(
        held.notice,
        published_on=version.published_on,
        effective_on=version.effective_on,
        comments_until=version.comments_until,
        kind=NoticeKind.PROMULGATION,
    )
    return replace(held, notice=notice)
