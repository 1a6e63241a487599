"""Instruments and their versions (文本): the chain a question about a day is answered from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlite_utils import Database

from digest.errors import StoreError
from digest.model import Status, Version
from store.database import transaction
from store.records import pack, unpack


@dataclass(frozen=True, slots=True)
class Instrument:
    """A law, measure or standard as the store knows it; ``title`` is that of its newest version."""

    id: str
    title: str
    versions: int
    last_seen_on: date


def save(db: Database, version: Version) -> bool:
    """Keep a version and the document that carries it. False when its id is known.

    A known version keeps the day it was first seen; dates and issuers it lacked are filled from the
    new one (a repost often lacks what the official page says), a version read under newer rules
    replaces the older record, and a promulgated text replaces a draft of the same words.
    """
    with transaction(db):
        known = _get(db, version.id)
        kept = version if known is None else _merged(known, version)
        if kept != known:
            db.execute(
                "INSERT INTO versions (id, instrument, title, seen_on, published_on, record)"
                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
                " instrument = excluded.instrument, title = excluded.title,"
                " seen_on = excluded.seen_on, published_on = excluded.published_on,"
                " record = excluded.record",
                (
                    kept.id,
                    kept.instrument,
                    kept.title,
                    kept.seen_on.isoformat(),
                    kept.published_on.isoformat() if kept.published_on else None,
                    pack(kept),
                ),
            )
        link(db, version.id, version.document)
    return known is None


def link(db: Database, version_id: str, document_id: str, place: int = 0) -> None:
    """Note that a document carries a version, e.g. a repost of a law; ``place``: which instrument
    of its page that is, 0 for the main text."""
    db.execute(
        "INSERT INTO version_documents (version, document, place) VALUES (?, ?, ?)"
        " ON CONFLICT (version, document) DO UPDATE SET place = excluded.place",
        (version_id, document_id, place),
    )


def get(db: Database, version_id: str) -> Version:
    """Raises StoreError when there is no such version."""
    version = _get(db, version_id)
    if version is None:
        raise StoreError(f"no version {version_id} in the store")
    return version


def chain_id(db: Database, named: str) -> str:
    """The chain that an instrument, as its title names it, belongs to (`store.chains`)."""
    row = db.execute("SELECT instrument FROM titles WHERE own = ?", (named,)).fetchone()
    return str(row[0]) if row else named


def chain(db: Database, instrument: str) -> tuple[Version, ...]:
    """All versions of an instrument by the day they were published, else first seen; of the whole
    chain, when the instrument is one of several titles in it."""
    return _versions(db, "instrument = ?", chain_id(db, instrument))


def by_title(db: Database, title_part: str) -> tuple[Version, ...]:
    """All versions whose title contains the words."""
    return _versions(db, "instr(title, ?) > 0", title_part)


def version_of_document(db: Database, document_id: str) -> Version | None:
    """The version that the main text of a document is; the newest when it was linked to several."""
    found = _versions(
        db,
        "id IN (SELECT version FROM version_documents WHERE document = ? AND place = 0)",
        document_id,
    )
    return found[-1] if found else None


def versions_beside(db: Database, document_id: str) -> tuple[tuple[int, Version], ...]:
    """The versions that further instruments of a page are, each with its place there."""
    rows = db.execute(
        "SELECT place, record FROM version_documents JOIN versions ON versions.id = version"
        " WHERE document = ? AND place > 0 ORDER BY place",
        (document_id,),
    )
    return tuple((place, unpack(record, Version)) for place, record in rows)


def all_instruments(db: Database) -> tuple[Instrument, ...]:
    """Every instrument, by title."""
    # With a bare column beside max(), SQLite takes it from the row that holds the maximum.
    rows = db.execute(
        "SELECT instrument, title, count(*), max(seen_on) FROM versions GROUP BY instrument"
        " ORDER BY title, instrument"
    )
    return tuple(
        Instrument(instrument, title, versions, date.fromisoformat(seen_on))
        for instrument, title, versions, seen_on in rows
    )


def _merged(known: Version, found: Version) -> Version:
    drafts = [version for version in (known, found) if version.status is Status.DRAFT]
    if len(drafts) == 1:
        # A draft promulgated without a change has the same text and id, but other dates.
        law = found if drafts[0] is known else known
        return replace(law, seen_on=min(known.seen_on, found.seen_on))
    base, other = (known, found) if known.rules_version == found.rules_version else (found, known)
    return replace(
        base,
        seen_on=min(known.seen_on, found.seen_on),
        issuers=base.issuers or other.issuers,
        # A repost bears the day it was posted, which is never before the original.
        published_on=min(filter(None, (base.published_on, other.published_on)), default=None),
        effective_on=base.effective_on or other.effective_on,
        comments_until=base.comments_until or other.comments_until,
    )


def _get(db: Database, version_id: str) -> Version | None:
    found = _versions(db, "id = ?", version_id)
    return found[0] if found else None


def _versions(db: Database, where: str, parameter: str) -> tuple[Version, ...]:
    rows = db.execute(
        f"SELECT record FROM versions WHERE {where}"
        " ORDER BY coalesce(published_on, seen_on), seen_on, rowid",
        (parameter,),
    )
    return tuple(unpack(record, Version) for (record,) in rows)
