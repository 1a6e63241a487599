"""What documents mean for the register, and what people said about it (确认, 驳回)."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from digest.model import Affected, Verdict
from store.records import pack, to_text, unpack


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


def verdict(
    db: Database, obligation_id: str, document_id: str, verdict: Verdict, at: datetime
) -> None:
    """Record what a person said of a match; SUGGESTED takes an earlier verdict back."""
    if verdict is Verdict.SUGGESTED:
        db.execute(
            "DELETE FROM verdicts WHERE obligation = ? AND document = ?",
            (obligation_id, document_id),
        )
        return
    db.execute(
        "INSERT INTO verdicts (obligation, document, verdict, at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (obligation, document) DO UPDATE SET"
        " verdict = excluded.verdict, at = excluded.at",
        (obligation_id, document_id, verdict.value, to_text(at)),
    )


def verdicts(db: Database) -> dict[tuple[str, str], Verdict]:
    """Every verdict, by (obligation, document)."""
    rows = db.execute("SELECT obligation, document, verdict FROM verdicts")
    return {(obligation, document): Verdict(said) for obligation, document, said in rows}


def rejected(db: Database, document_id: str) -> frozenset[str]:
    """Obligations a person said this document does not touch."""
    rows = db.execute(
        "SELECT obligation FROM verdicts WHERE document = ? AND verdict = ?",
        (document_id, Verdict.REJECTED.value),
    )
    return frozenset(obligation for (obligation,) in rows)
