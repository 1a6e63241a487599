"""What people said of matches (确认, 驳回): each word is kept, the last one counts.

A verdict is on an event and not on a page: it holds for every text of the story, and for every text
of the same words, so that a repost does not bring back what was rejected.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from digest.model import Verdict
from store.records import to_instant, to_text


@dataclass(frozen=True, slots=True)
class Said:
    """One verdict of one person. SUGGESTED takes back what was said before."""

    obligation: str
    document: str
    verdict: Verdict
    at: datetime
    by: str | None = None
    note: str | None = None
    score: float | None = None
    """Of the match as it then stood; None: it was not matched."""
    rules_version: str | None = None
    """The rules that gave the score."""


def say(db: Database, said: Said, words: str) -> None:
    """Keep a verdict. ``words``: the key of the document's text, which reposts share."""
    db.execute(
        f"INSERT INTO said ({_COLUMNS}, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            said.obligation,
            said.document,
            said.verdict.value,
            to_text(said.at),
            said.by,
            said.note,
            said.score,
            said.rules_version,
            words,
        ),
    )


def history(db: Database) -> tuple[Said, ...]:
    """Every verdict ever given, in order."""
    return tuple(map(_said, db.execute(f"SELECT {_COLUMNS} FROM said ORDER BY seq")))


def in_force(db: Database) -> tuple[Said, ...]:
    """The last word on each obligation and event, without those taken back, in order."""
    last: dict[tuple[str, str], Said] = {}
    rows = db.execute(
        f"SELECT {_COLUMNS}, coalesce((SELECT story FROM story_documents AS told"
        " WHERE told.document = said.document), nullif(words, ''), document) FROM said ORDER BY seq"
    )
    for *row, event in rows:
        one = _said(row)
        last.pop((one.obligation, event), None)
        last[one.obligation, event] = one
    return tuple(one for one in last.values() if one.verdict is not Verdict.SUGGESTED)


def on(db: Database, document_id: str, words: str) -> dict[str, Verdict]:
    """What holds for a document, by obligation: the last word on it, on its story, or on a text of
    the same words."""
    rows = db.execute(
        "SELECT obligation, verdict FROM said WHERE document = ?1 OR words = ?2 OR document IN"
        " (SELECT document FROM story_documents WHERE story ="
        "  (SELECT story FROM story_documents WHERE document = ?1)) ORDER BY seq",
        (document_id, words),
    )
    last = {obligation: Verdict(verdict) for obligation, verdict in rows}
    return {o: verdict for o, verdict in last.items() if verdict is not Verdict.SUGGESTED}


def any_said(db: Database) -> bool:
    return db.execute("SELECT 1 FROM said LIMIT 1").fetchone() is not None


def document(db: Database, name: str) -> str | None:
    """The document of this id, else the one read last at this address."""
    row = db.execute(
        "SELECT documents.id FROM documents JOIN captures ON captures.id = capture"
        " WHERE documents.id = ?1 OR url = ?1 ORDER BY documents.id = ?1 DESC, seq DESC LIMIT 1",
        (name,),
    ).fetchone()
    return row[0] if row else None


def titles(db: Database, documents: Iterable[str]) -> dict[str, str]:
    """What the documents call themselves, where they are in the store."""
    rows = (
        (one, db.execute(f"{_TITLE} WHERE document = ? ORDER BY read_at DESC", (one,)).fetchone())
        for one in documents
    )
    return {one: row[0] for one, row in rows if row}


_TITLE = "SELECT title FROM readings"
_COLUMNS = "obligation, document, verdict, at, said_by, note, score, rules_version"


def _said(row: Iterable[object]) -> Said:
    obligation, document, verdict, at, by, note, score, rules = row
    return Said(
        str(obligation),
        str(document),
        Verdict(str(verdict)),
        to_instant(str(at)),
        None if by is None else str(by),
        None if note is None else str(note),
        score if isinstance(score, float) else None,
        None if rules is None else str(rules),
    )
