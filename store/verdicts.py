"""What people said of matches (确认, 驳回): each word is kept, the last one counts.

A verdict is on an event and not on a page: it holds for every text of the story, and for every text
of the same words, so that a repost does not bring back what was rejected. What was said of two
texts of one story, or of the same words, is said of one event; and so on from text to text.
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
    last: dict[tuple[str, int], Said] = {}
    rows = db.execute(
        f"SELECT {_COLUMNS}, words, (SELECT story FROM story_documents AS told"
        " WHERE told.document = said.document) FROM said ORDER BY seq"
    ).fetchall()
    events = _events((str(row[1]), *row[-2:]) for row in rows)
    for (*row, _, _), event in zip(rows, events, strict=True):
        one = _said(row)
        last.pop((one.obligation, event), None)
        last[one.obligation, event] = one
    return tuple(one for one in last.values() if one.verdict is not Verdict.SUGGESTED)


def _events(texts: Iterable[tuple[str, str, str | None]]) -> list[int]:
    """For each document with its words and its story, which event it is of: the same number where
    they share one of the three, directly or by way of others."""
    event_of: dict[tuple[str, str], int] = {}
    shared: dict[int, list[tuple[str, str]]] = {}
    documents = []
    for number, (document, words, story) in enumerate(texts):
        documents.append(document)
        keys = [("document", document)]
        keys += [(kind, key) for kind, key in (("words", words), ("story", story)) if key]
        joined = {event_of[key] for key in keys if key in event_of}
        members = [*keys, *(key for event in joined for key in shared.pop(event))]
        shared[number] = members
        event_of |= dict.fromkeys(members, number)
    return [event_of["document", document] for document in documents]


def on(db: Database, document_id: str, words: str) -> dict[str, Verdict]:
    """What holds for a document, by obligation: the last word on its event."""
    rows = db.execute(
        "WITH RECURSIVE event (document, words) AS (VALUES (?, ?) UNION"
        " SELECT said.document, said.words FROM event JOIN said ON said.document = event.document"
        "  OR said.words = nullif(event.words, '') OR said.document IN"
        "  (SELECT other.document FROM story_documents AS one"
        "   JOIN story_documents AS other ON other.story = one.story"
        "   WHERE one.document = event.document))"
        " SELECT obligation, verdict FROM said"
        " WHERE document IN (SELECT document FROM event) ORDER BY seq",
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
