"""What documents mean for the register, before people are heard (`verdicts`)."""

from __future__ import annotations

from sqlite_utils import Database

from digest.model import Affected
from store.records import pack, unpack


def save(
    db: Database, document_id: str, affected: Affected, rules_version: str, register_version: str
) -> None:
    """Keep what a document affects. Only the newest is kept: the others are stale by definition."""
    db.execute(
        "INSERT INTO matches (document, rules_version, register_version, record)"
        " VALUES (?, ?, ?, ?) ON CONFLICT (document) DO UPDATE SET"
        " rules_version = excluded.rules_version, register_version = excluded.register_version,"
        " record = excluded.record",
        (document_id, rules_version, register_version, pack(affected)),
    )


def waiting(db: Database, rules_version: str, register_version: str) -> tuple[str, ...]:
    """Documents read under these rules and not yet matched under them with this register, in order
    of arrival."""
    rows = db.execute(
        "SELECT readings.document FROM readings"
        " JOIN documents ON documents.id = readings.document"
        " JOIN captures ON captures.id = documents.capture"
        " LEFT JOIN matches ON matches.document = readings.document"
        "  AND matches.rules_version = ?1 AND matches.register_version = ?2"
        " WHERE readings.rules_version = ?1 AND matches.document IS NULL ORDER BY captures.seq",
        (rules_version, register_version),
    )
    return tuple(document for (document,) in rows)


def get(
    db: Database, document_id: str, rules_version: str, register_version: str
) -> Affected | None:
    """What a document affects, or None when it was never matched under these rules and register."""
    row = db.execute(
        "SELECT record FROM matches"
        " WHERE document = ? AND rules_version = ? AND register_version = ?",
        (document_id, rules_version, register_version),
    ).fetchone()
    return unpack(row[0], Affected) if row else None
