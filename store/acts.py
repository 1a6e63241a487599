"""What releases do to instruments whose text they do not carry (废止, 修改), beside the chains."""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database

from digest.model import Act
from store import instruments
from store.records import pack, unpack


def add(db: Database, found: Iterable[Act]) -> None:
    """Keep acts."""
    for act in found:
        db.execute(
            "INSERT INTO acts (document, instrument, record) VALUES (?, ?, ?)",
            (act.document, act.instrument, pack(act)),
        )


def forget(db: Database, document_id: str) -> None:
    """What an earlier reading of a document found is found anew."""
    db.execute("DELETE FROM acts WHERE document = ?", (document_id,))


def on(db: Database, instrument: str) -> tuple[Act, ...]:
    """The acts on an instrument under any title of its chain, but for those of documents that
    carry a text of it."""
    chain = instruments.chain_id(db, instrument)
    rows = db.execute(
        "SELECT record FROM acts WHERE (instrument IN (?1, ?2)"
        " OR instrument IN (SELECT own FROM titles WHERE instrument = ?2))"
        " AND document NOT IN (SELECT document FROM version_documents JOIN versions"
        "  ON versions.id = version WHERE versions.instrument = ?2)"
        " ORDER BY rowid",
        (instrument, chain),
    )
    return tuple(unpack(record, Act) for (record,) in rows)
