"""The cache of embeddings: nothing is encoded twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlite_utils import Database

from store.database import transaction

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
