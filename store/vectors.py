"""The cache of embeddings: nothing is encoded twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from store.database import BUSY_SECONDS, transaction

if TYPE_CHECKING:
    from digest.match.vectors import VectorCache

_CHUNK = 900
"""Keys a statement asks for: older SQLite takes 999 parameters."""


class SqliteVectors:
    """Vectors by model and key, as the encoder of `digest.match.embed` wants its cache."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, model: str, keys: Sequence[str]) -> dict[str, bytes]:
        """The vectors that are known; keys without one are absent."""
        found: dict[str, bytes] = {}
        for start in range(0, len(keys), _CHUNK):
            chunk = keys[start : start + _CHUNK]
            marks = ", ".join("?" * len(chunk))
            found.update(
                self._db.execute(
                    f"SELECT key, vector FROM vectors WHERE model = ? AND key IN ({marks})",
                    (model, *chunk),
                )
            )
        return found

    def put(self, model: str, vectors: Mapping[str, bytes]) -> None:
        with transaction(self._db):
            for key, vector in vectors.items():
                self._db.execute(
                    "INSERT INTO vectors (model, key, vector) VALUES (?, ?, ?)"
                    " ON CONFLICT (model, key) DO UPDATE SET vector = excluded.vector",
                    (model, key, vector),
                )


@contextmanager
def kept_at(path: Path) -> Iterator[SqliteVectors | None]:
    """Vectors kept beside the model, for commands that write to no store. None where no file can be
    kept; one that is damaged is made anew, since all it holds can be computed."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            connection = _opened(path)
        except sqlite3.DatabaseError:
            path.unlink()
            connection = _opened(path)
    except (OSError, sqlite3.Error):
        yield None
        return
    try:
        yield SqliteVectors(Database(connection))
    finally:
        connection.close()


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(_TABLE)
    except BaseException:
        connection.close()
        raise
    return connection


_TABLE = (
    "CREATE TABLE IF NOT EXISTS vectors (model TEXT NOT NULL, key TEXT NOT NULL,"
    " vector BLOB NOT NULL, PRIMARY KEY (model, key)) WITHOUT ROWID"
)


class LookedUp:
    """A vector cache that writes to no store: what the store holds, and what was kept beside the
    model."""

    def __init__(self, kept: VectorCache | None, stored: VectorCache | None = None) -> None:
        self._sources = [one for one in (stored, kept) if one is not None]
        self._kept = kept
        self._held: dict[tuple[str, str], bytes] = {}

    def get(self, model: str, keys: Sequence[str]) -> dict[str, bytes]:
        found = {key: self._held[model, key] for key in keys if (model, key) in self._held}
        for source in self._sources:
            found |= source.get(model, [key for key in keys if key not in found])
        return found

    def put(self, model: str, vectors: Mapping[str, bytes]) -> None:
        if self._kept is not None:
            self._kept.put(model, vectors)
        else:
            self._held |= {(model, key): vector for key, vector in vectors.items()}
