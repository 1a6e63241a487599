"""Releases as stories compare them, found by their keys, and the ties between them.

One new release asks for a handful of keys and changes the stories that its ties lead to: that
costs the same however many releases the store holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b

from sqlite_utils import Database

from digest.match.cluster import Tie
from digest.match.faces import Face
from digest.match.retold import LEAST, Gist
from digest.model import Kinship
from store.records import pack, unpack

MET = 64
"""Releases looked at under one key, those that came first: a text that hundreds have posted is
known by the first of them."""
MARKED = 16
"""The same under one rare word."""
LIKEST = 8
"""Releases compared of those that share rare words: those that share most."""


def unseen(db: Database, rules_version: str) -> tuple[str, ...]:
    """Documents read under these rules that no face was kept of, in order of arrival."""
    rows = db.execute(
        "SELECT readings.document FROM readings"
        " JOIN documents ON documents.id = readings.document"
        " JOIN captures ON captures.id = documents.capture"
        " LEFT JOIN faces ON faces.document = readings.document"
        "  AND faces.rules_version = readings.rules_version"
        " WHERE readings.rules_version = ? AND faces.seq IS NULL ORDER BY captures.seq",
        (rules_version,),
    )
    return tuple(document for (document,) in rows)


def enter(
    db: Database, face: Face, gist: Gist | None, keys: Iterable[str], rules_version: str
) -> None:
    """Keep a face and file it under its keys; an older one of the same document is forgotten."""
    db.execute("DELETE FROM faces WHERE document = ?", (face.document,))
    seq = db.execute(
        "INSERT INTO faces (document, rules_version, record) VALUES (?, ?, ?) RETURNING seq",
        (face.document, rules_version, pack(face)),
    ).fetchone()[0]
    db.conn.executemany(
        "INSERT INTO face_keys (key, face) VALUES (?, ?)",
        ((number, seq) for number in {_number(key) for key in keys}),
    )
    if gist:
        db.execute("INSERT INTO gists (face, record) VALUES (?, ?)", (seq, pack(gist)))


def met(db: Database, keys: Iterable[str], rules_version: str) -> tuple[Face, ...]:
    """The releases filed under any of these keys, in order of arrival."""
    found: dict[int, Face] = {}
    for key in keys:
        rows = db.execute(
            "SELECT seq, record FROM face_keys JOIN faces ON seq = face"
            " WHERE key = ? AND rules_version = ? ORDER BY face LIMIT ?",
            (_number(key), rules_version, MET),
        )
        found |= {seq: unpack(record, Face) for seq, record in rows if seq not in found}
    return tuple(found[seq] for seq in sorted(found))


def sharing(db: Database, keys: Iterable[str], rules_version: str) -> tuple[Face, ...]:
    """The releases filed under several of these keys, those under most of them first."""
    asked = [_number(key) for key in keys]
    if not asked:
        return ()
    under = " UNION ALL ".join([_UNDER] * len(asked))
    rows = db.execute(
        f"SELECT record FROM (SELECT face, count(*) AS times FROM ({under}) GROUP BY face)"
        " JOIN faces ON seq = face WHERE times >= ? ORDER BY times DESC, seq LIMIT ?",
        (*(one for key in asked for one in (key, rules_version)), LEAST, LIKEST),
    )
    return tuple(unpack(record, Face) for (record,) in rows)


_UNDER = (
    "SELECT * FROM (SELECT face FROM face_keys JOIN faces ON seq = face"
    f" WHERE key = ? AND rules_version = ? ORDER BY face LIMIT {MARKED})"
)


def gist(db: Database, document: str) -> Gist | None:
    """What of a kept release is compared with others that may tell of the same event."""
    row = db.execute(
        "SELECT gists.record FROM gists JOIN faces ON seq = face WHERE document = ?", (document,)
    ).fetchone()
    return unpack(row[0], Gist) if row else None


def bind(db: Database, ties: Iterable[Tie]) -> None:
    """Keep ties between faces that are kept."""
    for tie in ties:
        for one, other in ((tie.one, tie.other), (tie.other, tie.one)):
            db.execute(
                "INSERT OR REPLACE INTO ties (one, other, kinship) VALUES ("
                " (SELECT seq FROM faces WHERE document = ?),"
                " (SELECT seq FROM faces WHERE document = ?), ?)",
                (one, other, tie.kinship.value),
            )


def reached(
    db: Database, documents: Iterable[str], by_hand: Mapping[str, Iterable[str]]
) -> tuple[tuple[Face, ...], tuple[Tie, ...]]:
    """All releases that ties lead to from these, and all ties between them.

    ``by_hand``: document -> documents that people joined to it.
    """
    faces: dict[str, Face] = {}
    ties: list[Tie] = []
    waiting = list(dict.fromkeys(documents))
    while waiting:
        document = waiting.pop()
        row = db.execute("SELECT seq, record FROM faces WHERE document = ?", (document,)).fetchone()
        if document in faces or row is None:
            continue
        faces[document] = unpack(row[1], Face)
        rows = db.execute(
            "SELECT document, kinship FROM ties JOIN faces ON seq = other WHERE one = ?", (row[0],)
        ).fetchall()
        ties += [Tie(document, other, Kinship(kinship)) for other, kinship in rows]
        waiting += [other for other, _ in rows]
        waiting += by_hand.get(document, ())
    return tuple(faces.values()), tuple(ties)


def _number(key: str) -> int:
    """A key as SQLite keeps integers: 64 bits of its hash, with a sign."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), signed=True)
