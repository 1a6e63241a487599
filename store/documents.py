"""Readings of captures, and the captures that could not be read.

A window asks when a document was *first* read: reading the archive again under new rules makes new
records, not new arrivals.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from sqlite_utils import Database

from digest.errors import StoreError
from digest.model import Listed, Problem, Reading, Source
from digest.release import Release
from store.database import transaction
from store.records import pack, to_text, unpack, window


def save(db: Database, reading: Reading, read_at: datetime) -> None:
    """Keep a reading; one made earlier under the same rules version is replaced."""
    document = reading.document
    at = to_text(read_at)
    with transaction(db):
        db.execute(
            "INSERT INTO documents (id, capture, first_read_at) VALUES (?1, ?2, coalesce("
            " (SELECT min(first_read_at) FROM documents WHERE capture = ?2), ?3))"
            " ON CONFLICT (id) DO NOTHING",
            (document.id, document.capture, at),
        )
        db.execute(
            "INSERT INTO readings (document, rules_version, read_at, kind, title, record)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (document, rules_version) DO UPDATE SET"
            " read_at = excluded.read_at, kind = excluded.kind, title = excluded.title,"
            " record = excluded.record",
            (
                document.id,
                document.rules_version,
                at,
                reading.notice.kind.value,
                reading.notice.title,
                pack(reading),
            ),
        )
        db.execute(
            "DELETE FROM failures WHERE capture = ? AND rules_version = ?",
            (document.capture, document.rules_version),
        )
        if _settle_reread(db, document.capture):
            _forget_derived(db, document.id)


def _settle_reread(db: Database, capture_id: str) -> bool:
    """Take a capture off the list of those to be read again; whether it was on it."""
    return bool(db.execute("DELETE FROM rereads WHERE capture = ?", (capture_id,)).rowcount)


def _forget_derived(db: Database, document_id: str) -> None:
    """What was made of other words than a document has now: matches, its story, which is told
    again, and versions that no other document carries."""
    carried = "SELECT version FROM version_documents WHERE document = ?"
    versions = [version for (version,) in db.execute(carried, (document_id,)).fetchall()]
    db.execute(
        "DELETE FROM stories WHERE id = (SELECT story FROM story_documents WHERE document = ?)",
        (document_id,),
    )
    for table in ("faces", "matches", "acts", "version_documents"):
        db.execute(f"DELETE FROM {table} WHERE document = ?", (document_id,))
    for version in versions:
        db.execute(
            "DELETE FROM versions WHERE id = ?1"
            " AND NOT EXISTS (SELECT 1 FROM version_documents WHERE version = ?1)",
            (version,),
        )


def save_failure(
    db: Database, capture_id: str, problem: Problem, rules_version: str, read_at: datetime
) -> None:
    """Record that a capture cannot be read under these rules, so that it is not tried again."""
    _settle_reread(db, capture_id)
    db.execute(
        "INSERT INTO failures (capture, rules_version, read_at, record) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (capture, rules_version) DO UPDATE SET"
        " read_at = excluded.read_at, record = excluded.record",
        (capture_id, rules_version, to_text(read_at), pack(problem)),
    )


def failures(db: Database, since: datetime | None, until: datetime | None) -> tuple[Problem, ...]:
    """Captures found unreadable after ``since``, up to ``until``."""
    rows = db.execute(
        "SELECT record FROM failures WHERE read_at > ? AND read_at <= ? ORDER BY read_at, capture",
        window(since, until),
    )
    return tuple(unpack(record, Problem) for (record,) in rows)


def reading(db: Database, document_id: str) -> Reading:
    """The newest reading of a document. Raises StoreError when there is none."""
    row = db.execute(
        "SELECT record FROM readings WHERE document = ? ORDER BY read_at DESC LIMIT 1",
        (document_id,),
    ).fetchone()
    if row is None:
        raise StoreError(f"no document {document_id} in the store")
    return unpack(row[0], Reading)


def of_capture(db: Database, capture_id: str, rules_version: str) -> Reading | None:
    """The reading of a capture under these rules, e.g. of the page an attachment hangs on."""
    row = db.execute(
        "SELECT record FROM readings JOIN documents ON documents.id = document"
        " WHERE capture = ? AND rules_version = ?",
        (capture_id, rules_version),
    ).fetchone()
    return unpack(row[0], Reading) if row else None


def readings(
    db: Database,
    rules_version: str,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Iterator[Reading]:
    """Documents first read after ``since``, up to ``until``, in order of arrival."""
    ids = db.execute(
        "SELECT readings.rowid FROM readings JOIN documents ON documents.id = readings.document"
        " JOIN captures ON captures.id = documents.capture WHERE rules_version = ?"
        " AND first_read_at > ? AND first_read_at <= ? ORDER BY captures.seq",
        (rules_version, *window(since, until)),
    ).fetchall()
    for (rowid,) in ids:
        (record,) = db.execute("SELECT record FROM readings WHERE rowid = ?", (rowid,)).fetchone()
        yield unpack(record, Reading)


def overtaken(db: Database, rules_version: str, since: datetime) -> int:
    """How many documents first read after ``since`` were neither read nor given up under these
    rules yet: an older program read them, and a digest of this one would pass them by."""
    (count,) = db.execute(
        "SELECT count(DISTINCT capture) FROM documents WHERE first_read_at > ?1"
        " AND NOT EXISTS (SELECT 1 FROM readings JOIN documents AS same"
        "  ON same.id = readings.document"
        "  WHERE same.capture = documents.capture AND readings.rules_version = ?2)"
        " AND NOT EXISTS (SELECT 1 FROM failures"
        "  WHERE failures.capture = documents.capture AND failures.rules_version = ?2)",
        (to_text(since), rules_version),
    ).fetchone()
    return int(count)


def sources(db: Database, document_ids: Sequence[str]) -> frozenset[str]:
    """Ids of the sources that documents were captured from."""
    found = set()
    for document in document_ids:
        found |= set(
            db.execute(
                "SELECT source FROM captures JOIN documents ON documents.capture = captures.id"
                " WHERE documents.id = ?",
                (document,),
            )
        )
    return frozenset(source for (source,) in found)


def releases(
    db: Database,
    rules_version: str,
    since: datetime | None = None,
    until: datetime | None = None,
    *,
    official_sources: frozenset[str],
) -> tuple[Release, ...]:
    """The documents of a window as releases: with address, publisher, evidence and parent page.

    ``official_sources`` are the ids of the sources that are an issuer's own site.
    """
    rows = db.execute(
        f"{_RELEASES} AND first_read_at > ? AND first_read_at <= ? ORDER BY captures.seq",
        (rules_version, *window(since, until)),
    )
    return tuple(_release(row, official_sources) for row in rows)


def release(
    db: Database, document_id: str, rules_version: str, *, official_sources: frozenset[str]
) -> Release:
    """One document as a release. Raises StoreError when it was not read under these rules."""
    row = db.execute(f"{_RELEASES} AND documents.id = ?", (rules_version, document_id)).fetchone()
    if row is None:
        raise StoreError(f"no document {document_id} read under these rules in the store")
    return _release(row, official_sources)


_RELEASES = (
    "SELECT readings.record, captures.source, captures.url, captures.sha256,"
    " captures.file_name, captures.listed,"
    " (SELECT page.document FROM readings AS page"
    "  JOIN documents AS parent ON parent.id = page.document"
    "  WHERE parent.capture = captures.parent AND page.rules_version = readings.rules_version)"
    " FROM readings JOIN documents ON documents.id = readings.document"
    " JOIN captures ON captures.id = documents.capture WHERE readings.rules_version = ?"
)


def _release(row: Sequence[Any], official_sources: frozenset[str]) -> Release:
    record, source, url, sha256, file_name, listed, parent = row
    read = unpack(record, Reading)
    return Release(
        reading=read,
        source=_source(read, url, sha256, file_name, unpack(listed, Listed)),
        official=source in official_sources,
        parent=parent,
    )


def _source(
    reading: Reading, url: str, sha256: str, file_name: str | None, listed: Listed
) -> Source:
    meta = reading.document.meta
    path_name = PurePosixPath(unquote(urlsplit(url).path)).name
    return Source(
        document=reading.document.id,
        title=reading.notice.title or meta.title or listed.title or file_name or path_name or url,
        url=url,
        publisher=meta.publisher or listed.account,
        # of the page, which may be younger than the law it shows
        published_on=meta.published_on or listed.published_on or reading.notice.published_on,
        sha256=sha256,
        tainted=any(drop.rule.startswith("spam") for drop in reading.document.dropped),
    )
