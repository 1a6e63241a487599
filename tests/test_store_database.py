"""Opening, locking, migrating, and surviving a kill."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import store_examples as ex

from digest.errors import StoreError
from digest.model import Obligation
from store import captures, documents, migrations, records
from store.database import open_store, transaction

ROOT = Path(__file__).parents[1]


def test_a_new_store_is_migrated_once_and_opens_again(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "store.db"
    for _ in range(2):
        with open_store(path) as db:
            names = [step.name for step in migrations._ledger().applied(db)]
            assert names == [step.__name__ for step in migrations.STEPS]
            assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_migrations_are_numbered_in_order() -> None:
    numbers = [int(step.__name__[1:4]) for step in migrations.STEPS]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_step_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "store.db"
    with open_store(path):
        pass

    def m002_broken(db: object) -> None:
        db.execute("CREATE TABLE half (a)")  # type: ignore[attr-defined]
        raise RuntimeError("bug")

    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", (*migrations.STEPS, m002_broken))
        with pytest.raises(RuntimeError), open_store(path):
            pass
        with pytest.raises(StoreError, match="older dutydiff"), open_store(path, write=False):
            pass
    with open_store(path) as db:
        assert "half" not in db.table_names()


def test_a_newer_store_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "store.db"

    def m999_future(db: object) -> None:
        pass

    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", (*migrations.STEPS, m999_future))
        with open_store(path):
            pass
    for write in (True, False):
        with (
            pytest.raises(StoreError, match=r"newer dutydiff .*m999_future"),
            open_store(path, write=write),
        ):
            pass


def test_one_writer_at_a_time_and_readers_need_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with open_store(path) as db:
        with (
            pytest.raises(StoreError, match=r"another dutydiff is writing to .*store\.db"),
            open_store(path),
        ):
            pass
        captures.add(db, ex.capture())
        with open_store(path, write=False) as reader:
            assert captures.count(reader) == 1
    with open_store(path):
        pass


def test_a_reader_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with open_store(path):
        pass
    with (
        pytest.raises(StoreError, match="may not be written to"),
        open_store(path, write=False) as reader,
    ):
        captures.add(reader, ex.capture())


def test_a_missing_store_names_the_remedy(tmp_path: Path) -> None:
    with (
        pytest.raises(StoreError, match=r"no store at .*none\.db.*dutydiff run"),
        open_store(tmp_path / "none.db", write=False),
    ):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("write", [True, False])
def test_other_files_are_refused_by_name(tmp_path: Path, write: bool) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(b"these are my notes, not a database. " * 40)
    with (
        pytest.raises(StoreError, match=r"notes\.db is not a dutydiff store"),
        open_store(path, write=write),
    ):
        pass
    assert path.read_bytes().startswith(b"these are my notes")


def test_a_damaged_store_is_named(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with open_store(path) as db:
        for number in range(200):
            captures.add(db, ex.capture(url=f"https://example.test/{number}"))
    body = bytearray(path.read_bytes())
    body[4096 * 2 :] = b"\xff" * len(body[4096 * 2 :])
    path.write_bytes(body)
    with pytest.raises(StoreError, match=r"store\.db is damaged"), open_store(path) as db:
        list(captures.pending(db, ex.RULES))


def test_a_bug_in_a_statement_is_no_store_error(tmp_path: Path) -> None:
    with (
        pytest.raises(sqlite3.OperationalError, match="no such table"),
        open_store(tmp_path / "store.db") as db,
    ):
        db.execute("SELECT * FROM absent")


def test_transactions_nest(tmp_path: Path) -> None:
    with open_store(tmp_path / "store.db") as db:
        with transaction(db):
            captures.add(db, ex.capture())
            with pytest.raises(sqlite3.IntegrityError), transaction(db):
                captures.add(db, ex.capture(body=b"inner")) and db.execute("DELETE FROM captures")
        assert captures.count(db) == 1


KILLED = """
import os, signal, sys
from pathlib import Path
import store_examples as ex
from store import captures, documents
from store.database import open_store, transaction
with open_store(Path(sys.argv[1])) as db:
    captures.add(db, ex.capture())
    with transaction(db):
        documents.save(db, ex.reading(ex.capture()), ex.NOON)
        captures.add(db, ex.capture(body=b"second"))
        os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_in_a_transaction_leaves_the_state_before_it(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(path)],
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
        check=False,
    )
    assert killed.returncode == -9
    with open_store(path) as db:
        assert [c.id for c in captures.pending(db, ex.RULES)] == [ex.capture().id]
        documents.save(db, ex.reading(ex.capture()), ex.NOON)
        assert list(captures.pending(db, ex.RULES)) == []
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("write", [True, False])
def test_the_database_of_another_program_is_left_alone(tmp_path: Path, write: bool) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE captures (frame BLOB)")
    before = path.read_bytes()
    refused = pytest.raises(StoreError, match=r"other\.db is not a dutydiff store")
    with refused, open_store(path, write=write):
        pass
    assert path.read_bytes() == before


@pytest.mark.parametrize("record", ["{", '{"id": 3}', "[" * 100_000, ""])
def test_a_damaged_record_is_named(record: str) -> None:
    with pytest.raises(StoreError, match=r"damaged record of a Obligation .* from a backup"):
        records.unpack(record, Obligation)
