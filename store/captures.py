"""Raw captures (原始存档): added once, kept for good, read again whenever the rules change."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlite_utils import Database

from digest.errors import StoreError
from digest.model import Capture, Listed
from store.records import pack, to_instant, to_text, unpack

_COLUMNS = "id, source, url, fetched_at, body, sha256, media_type, file_name, parent, listed"

_UNREAD = (
    "FROM captures WHERE id IN (SELECT capture FROM rereads) OR NOT EXISTS ("
    " SELECT 1 FROM readings JOIN documents ON documents.id = readings.document"
    " WHERE documents.capture = captures.id AND readings.rules_version = ?1)"
    " AND NOT EXISTS (SELECT 1 FROM failures"
    " WHERE failures.capture = captures.id AND failures.rules_version = ?1)"
)


def add(db: Database, capture: Capture) -> bool:
    """Keep a capture. False when these bytes of this address are known already."""
    added = db.execute(
        f"INSERT INTO captures ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO NOTHING",
        (
            capture.id,
            capture.source,
            capture.url,
            to_text(capture.fetched_at),
            zlib.compress(capture.body),
            capture.sha256,
            capture.media_type,
            capture.file_name,
            capture.parent,
            pack(capture.listed),
        ),
    )
    return bool(added.rowcount == 1)


def get(db: Database, capture_id: str) -> Capture:
    """Raises StoreError when there is no such capture."""
    found = _first(db, "id = ?", capture_id)
    if found is None:
        raise StoreError(f"no capture {capture_id} in the store")
    return found


def previous_of(db: Database, capture: Capture) -> Capture | None:
    """What the same address held before: other bytes mean that it was edited in place."""
    return _first(
        db,
        "url = ?1 AND id != ?2"
        " AND seq < coalesce((SELECT seq FROM captures WHERE id = ?2), 1 << 62) ORDER BY seq DESC",
        capture.url,
        capture.id,
    )


def replaced(db: Database, capture_id: str) -> str | None:
    """SHA-256 of what the address of a stored capture held before; None when it held nothing."""
    before = previous_of(db, get(db, capture_id))
    return before.sha256 if before else None


def known_urls(db: Database, source: str) -> frozenset[str]:
    rows = db.execute("SELECT DISTINCT url FROM captures WHERE source = ?", (source,))
    return frozenset(url for (url,) in rows)


def pending(db: Database, rules_version: str) -> Iterator[Capture]:
    """Captures that were neither read nor found unreadable under these rules, or are to be read
    again, as they arrived.

    The list is fixed when the iteration starts; readings may be saved while it goes on.
    """
    ids = db.execute(f"SELECT id {_UNREAD} ORDER BY seq", (rules_version,)).fetchall()
    for (capture_id,) in ids:
        yield get(db, capture_id)


def unread(db: Database, rules_version: str) -> int:
    """How many captures `pending` would yield."""
    (found,) = db.execute(f"SELECT count(*) {_UNREAD}", (rules_version,)).fetchone()
    return int(found)


def newest(db: Database) -> dict[str, datetime]:
    """When the newest capture of each source arrived."""
    rows = db.execute("SELECT source, max(fetched_at) FROM captures GROUP BY source")
    return {source: to_instant(at) for source, at in rows}


def beginning(db: Database, now: datetime) -> datetime:
    """Just before the first capture, where the first window of a subscription begins; ``now`` in
    an empty store.

    A capture is dated when its bytes arrived, a document when the run that read it began, which
    may be earlier.
    """
    (first,) = db.execute(
        "SELECT min(day) FROM (SELECT min(fetched_at) AS day FROM captures"
        " UNION ALL SELECT min(first_read_at) FROM documents)"
    ).fetchone()
    return to_instant(first) - timedelta(seconds=1) if first else now


def count(db: Database) -> int:
    return int(db.execute("SELECT count(*) FROM captures").fetchone()[0])


def _first(db: Database, where: str, *parameters: str) -> Capture | None:
    row = db.execute(
        f"SELECT {_COLUMNS} FROM captures WHERE {where} LIMIT 1", parameters
    ).fetchone()
    if row is None:
        return None
    capture_id, source, url, fetched_at, body, sha256, media_type, file_name, parent, listed = row
    return Capture(
        id=capture_id,
        source=source,
        url=url,
        fetched_at=to_instant(fetched_at),
        body=zlib.decompress(body),
        sha256=sha256,
        media_type=media_type,
        file_name=file_name,
        parent=parent,
        listed=unpack(listed, Listed),
    )
