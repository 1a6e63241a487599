"""Learned templates (模板): what publishers put around their pages, and where it was dropped.

A template is learned once and stays until a person revokes it; a revoked one is never learned
again. Documents that show a template just learned, or lost a block by one just revoked, are read
again, so that all of a publisher's pages are cleaned alike whenever they arrived.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from digest.errors import UserError
from digest.model import Document
from digest.text import templates
from digest.text.templates import Learned, Shown, Template
from store.database import transaction
from store.records import pack, to_instant, to_text, unpack


@dataclass(frozen=True, slots=True)
class Known:
    """A template as the store keeps it. ``dropped``: the documents that lost a block by it."""

    template: Template
    learned_at: datetime
    revoked_at: datetime | None
    dropped: tuple[str, ...]


def in_force(db: Database) -> Learned:
    """The templates that reading applies."""
    rows = db.execute(
        "SELECT source, publisher, id FROM templates WHERE revoked_at IS NULL"
    ).fetchall()
    return Learned(
        publishers=frozenset((source, publisher) for source, publisher, _ in rows),
        ids=frozenset(name for _, _, name in rows),
    )


def note(db: Database, source: str, document: Document) -> None:
    """Of a document just saved: whose page it is, to be learned from, and by which templates it
    lost blocks."""
    with transaction(db):
        db.execute(
            "INSERT OR REPLACE INTO shown (document, source, publisher, arrival, learned_from)"
            " SELECT ?, ?, ?, seq, 0 FROM captures WHERE id = ?",
            (document.id, source, templates.publisher_of(document), document.capture),
        )
        db.execute("DELETE FROM template_drops WHERE document = ?", (document.id,))
        for name in dict.fromkeys(templates.dropped_by(document)):
            db.execute(
                "INSERT INTO template_drops (document, template) VALUES (?, ?)",
                (document.id, name),
            )


def learn(db: Database, rules_version: str, official: Collection[str], now: datetime) -> int:
    """Look for templates on the pages of each publisher that has new documents; how many are new.
    Documents that show one wait to be read again.

    Pages of ``official`` sources teach nothing: their bodies are found by their containers, and
    what an issuer repeats at the end of its notices (how to comment, whom to call) is text.
    """
    fresh = db.execute("SELECT DISTINCT source, publisher FROM shown WHERE learned_from = 0")
    count = 0
    for source, publisher in fresh.fetchall():
        with transaction(db):
            if source not in official:
                pages = _pages(db, source, publisher, rules_version)
                found = templates.learn(source, publisher, pages)
                new = [template for template in found if _add(db, template, now)]
                _read_again(db, source, publisher, rules_version, new)
                count += len(new)
            db.execute(
                "UPDATE shown SET learned_from = 1"
                " WHERE source = ? AND publisher = ? AND learned_from = 0",
                (source, publisher),
            )
    return count


def known(db: Database, source: str | None = None) -> tuple[Known, ...]:
    """Every template, revoked ones too, by source and publisher, in the order they were learned."""
    rows = db.execute(
        "SELECT id, source, publisher, text, documents, first_document, last_document, learned_at,"
        " revoked_at FROM templates WHERE ?1 IS NULL OR source = ?1"
        " ORDER BY source, publisher, seq",
        (source,),
    ).fetchall()
    drops = "SELECT document FROM template_drops WHERE template = ? ORDER BY document"
    return tuple(
        Known(
            Template(*values),
            to_instant(learned_at),
            to_instant(revoked_at) if revoked_at else None,
            tuple(document for (document,) in db.execute(drops, (values[0],))),
        )
        for *values, learned_at, revoked_at in rows
    )


def revoke(db: Database, ids: Iterable[str], now: datetime) -> int:
    """Stop templates for good; how many documents lost a block by them and wait to be read again.

    Raises UserError, with nothing revoked, when one does not exist or was revoked before.
    """
    waiting = 0
    with transaction(db):
        for name in dict.fromkeys(ids):
            revoked = db.execute(
                "UPDATE templates SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
                (to_text(now), name),
            )
            if not revoked.rowcount:
                raise UserError(
                    f"no template {name} is in force; `dutydiff sources templates` lists them"
                )
            again = db.execute(
                "INSERT OR IGNORE INTO rereads (capture) SELECT capture FROM documents"
                " JOIN template_drops ON template_drops.document = documents.id"
                " WHERE template = ?",
                (name,),
            )
            waiting += again.rowcount
    return waiting


def _add(db: Database, found: Template, now: datetime) -> bool:
    """False when it is known already, or was revoked."""
    added = db.execute(
        "INSERT INTO templates (id, source, publisher, text, documents, first_document,"
        " last_document, learned_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
        (
            found.id,
            found.source,
            found.publisher,
            found.text,
            found.documents,
            found.first,
            found.last,
            to_text(now),
        ),
    )
    return bool(added.rowcount)


def _read_again(
    db: Database, source: str, publisher: str, rules_version: str, new: Sequence[Template]
) -> None:
    """Put the documents that show new templates on the list of those to be read again."""
    if not new:
        return
    blocks = [f'"text":{pack(template.text)}' for template in new]
    rows = db.execute(
        "SELECT capture, record FROM shown JOIN documents ON documents.id = shown.document"
        " JOIN readings ON readings.document = documents.id"
        " WHERE source = ? AND publisher = ? AND rules_version = ?",
        (source, publisher, rules_version),
    )
    again = [capture for capture, record in rows if any(block in record for block in blocks)]
    for capture in again:
        db.execute("INSERT OR IGNORE INTO rereads (capture) VALUES (?)", (capture,))


# --- the newest pages: of a reading only what learning looks at is decoded -----------------------


@dataclass(frozen=True, slots=True)
class _Text:
    text: str


@dataclass(frozen=True, slots=True)
class _Titled:
    title: str | None


@dataclass(frozen=True, slots=True)
class _Page:
    id: str
    blocks: tuple[_Text, ...]
    meta: _Titled


@dataclass(frozen=True, slots=True)
class _Record:
    document: _Page


def _pages(db: Database, source: str, publisher: str, rules_version: str) -> tuple[Shown, ...]:
    rows = db.execute(
        "SELECT record FROM shown JOIN readings ON readings.document = shown.document"
        " WHERE source = ? AND publisher = ? AND rules_version = ?"
        " ORDER BY arrival DESC LIMIT ?",
        (source, publisher, rules_version, templates.RECENT),
    )
    pages = (unpack(record, _Record).document for (record,) in rows)
    newest_first = [
        Shown(page.id, page.meta.title, tuple(block.text for block in page.blocks))
        for page in pages
    ]
    return tuple(reversed(newest_first))
