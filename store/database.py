"""One SQLite file: opening, locking, and saying plainly why it cannot be used.

WAL, so that readers never wait; one writing process at a time, held by a lock on ``<store>.lock``
that the system releases when the process ends, however it ends.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from sqlite_utils import Database

from digest.errors import StoreError
from store import migrations

BUSY_SECONDS = 30.0
"""How long a statement waits for another connection, e.g. a checkpoint or a backup."""

_COMPLAINTS = {
    sqlite3.SQLITE_BUSY: "is held by another program; close it and run again",
    sqlite3.SQLITE_LOCKED: "is held by another program; close it and run again",
    sqlite3.SQLITE_CORRUPT: "is damaged; restore it from a backup",
    sqlite3.SQLITE_NOTADB: "is not a dutydiff store; move it away or name another home",
    sqlite3.SQLITE_FULL: "cannot grow: the disk is full",
    sqlite3.SQLITE_IOERR: "cannot be read or written: the disk reports an error",
    sqlite3.SQLITE_READONLY: "may not be written to; check the permissions of the file",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; check the permissions of the file and its folder",
    sqlite3.SQLITE_PERM: "cannot be opened; check the permissions of the file and its folder",
    sqlite3.SQLITE_AUTH: "cannot be opened; check the permissions of the file and its folder",
}
"""What the user can mend, by primary result code of SQLite; other codes are bugs."""


@contextmanager
def open_store(path: Path, *, write: bool = True) -> Iterator[Database]:
    """The store at ``path``, migrated and locked for the time of the block.

    ``write=False`` takes no lock and can change nothing. Raises StoreError when the file is missing
    (reading), locked, damaged, not a database, or of another version of this program.
    """
    with _writer(path) if write else nullcontext(), _complaints(path):
        db = _connect(path, write=write)
        try:
            _bring_up_to_date(db, path, write=write)
            yield db
        finally:
            db.conn.close()


def transaction(db: Database) -> AbstractContextManager[Database]:
    """All of the block or nothing. Blocks nest (savepoints)."""
    atomic: AbstractContextManager[Database] = db.atomic()
    return atomic


@contextmanager
def _writer(path: Path) -> Iterator[None]:
    lock_path = path.with_name(path.name + ".lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(lock_path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StoreError(f"{path} cannot be written to: {error.strerror}") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreError(
                f"another dutydiff is writing to {path}; run again when it has ended"
            ) from error
        yield
    finally:
        os.close(handle)


@contextmanager
def _complaints(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        # Extended codes carry the primary one in the low byte.
        complaint = _COMPLAINTS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if complaint is None:
            raise
        raise StoreError(f"{path} {complaint}") from error


def _connect(path: Path, *, write: bool) -> Database:
    if not write and not path.exists():
        raise StoreError(f"there is no store at {path} yet; `dutydiff run` makes one")
    uri = f"{path.absolute().as_uri()}?mode={'rwc' if write else 'ro'}"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS)
    try:
        db = Database(connection)
        db.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        connection.close()
        raise
    return db


def _bring_up_to_date(db: Database, path: Path, *, write: bool) -> None:
    if migrations.is_foreign(db):
        raise StoreError(f"{path} {_COMPLAINTS[sqlite3.SQLITE_NOTADB]}")
    newer = migrations.unknown(db)
    if newer:
        raise StoreError(
            f"{path} was written by a newer dutydiff (it has {newer[-1]}); update this program"
        )
    if write:
        db.enable_wal()
        migrations.apply(db)
    elif migrations.pending(db):
        raise StoreError(
            f"{path} is of an older dutydiff; run a command that writes, such as `dutydiff read`"
        )
