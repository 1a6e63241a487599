"""The user's register as rows, and the starter register.

Files are `register_files`, legal texts made into lines `adoption`.
"""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources

from sqlite_utils import Database

from digest.errors import RegisterError
from digest.ids import content_id
from digest.model import Obligation
from store.database import transaction
from store.records import pack, unpack
from store.register_files import read_toml


def load(db: Database) -> tuple[Obligation, ...]:
    """The register, by id."""
    rows = db.execute("SELECT record FROM register ORDER BY id")
    return tuple(unpack(record, Obligation) for (record,) in rows)


def replace(db: Database, obligations: Iterable[Obligation]) -> None:
    """Make the register exactly these lines."""
    with transaction(db):
        db.execute("DELETE FROM register")
        add(db, obligations)


def add(db: Database, obligations: Iterable[Obligation]) -> None:
    """Add all lines or none. Raises RegisterError naming the ids that are taken."""
    with transaction(db):
        taken = [
            line.id
            for line in obligations
            if db.execute(
                "INSERT INTO register (id, record) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (line.id, pack(line)),
            ).rowcount
            != 1
        ]
        if taken:
            raise RegisterError(f"in the register already: {', '.join(taken)}")


def put(db: Database, obligations: Iterable[Obligation]) -> None:
    """Add lines; one of the same id is replaced."""
    with transaction(db):
        for line in obligations:
            row = line.id, pack(line)
            db.execute("INSERT OR REPLACE INTO register (id, record) VALUES (?, ?)", row)


def remove(db: Database, obligation_id: str) -> None:
    """Raises RegisterError, with the nearest id, when there is no such line."""
    if db.execute("DELETE FROM register WHERE id = ?", (obligation_id,)).rowcount == 1:
        return
    near = difflib.get_close_matches(obligation_id, [line.id for line in load(db)], n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    raise RegisterError(f"no line {obligation_id} in the register{hint}")


def holds(db: Database, obligation_id: str) -> bool:
    return (
        db.execute("SELECT 1 FROM register WHERE id = ?", (obligation_id,)).fetchone() is not None
    )


def version(db: Database) -> str:
    """Hash of the content: matches made under another one are stale."""
    return content_id(*(pack(line) for line in load(db)))


def ensure_starter(db: Database) -> None:
    """Fill a new store with the starter register, once: a register emptied by hand stays empty."""
    with transaction(db):
        first = db.execute("INSERT INTO done_once (what) VALUES ('starter') ON CONFLICT DO NOTHING")
        if first.rowcount == 1 and not load(db):
            add(db, starter())
            _note_shipped(db, starter())


def starter() -> tuple[Obligation, ...]:
    """The register that comes with the program."""
    text = resources.files("store.data").joinpath("register.toml").read_text(encoding="utf-8")
    return read_toml(text, "starter register")


@dataclass(frozen=True, slots=True)
class Updated:
    """Ids of the starter lines that an update added and changed."""

    added: tuple[str, ...]
    changed: tuple[str, ...]


def update(db: Database, newest: Sequence[Obligation]) -> Updated:
    """Bring the lines of the starter register up to date with the program.

    What the user changed in a line stays, value by value: owner, topics, name, statement. A line
    the user took out stays out; one that is no longer shipped stays in.
    """
    with transaction(db):
        rows = db.execute("SELECT id, record FROM shipped").fetchall()
        shipped = {name: unpack(record, Obligation) for name, record in rows}
        held = {line.id: line for line in load(db)}
        new = [line for line in newest if line.id not in held and line.id not in shipped]
        merged = {
            line.id: _merged(held[line.id], shipped.get(line.id), line)
            for line in newest
            if line.id in held
        }
        changed = tuple(name for name, line in merged.items() if line != held[name])
        replace(db, {**held, **merged, **{line.id: line for line in new}}.values())
        _note_shipped(db, newest)
    return Updated(tuple(line.id for line in new), changed)


def _note_shipped(db: Database, lines: Iterable[Obligation]) -> None:
    for line in lines:
        db.execute(
            "INSERT INTO shipped (id, record) VALUES (?, ?)"
            " ON CONFLICT (id) DO UPDATE SET record = excluded.record",
            (line.id, pack(line)),
        )


_TOGETHER = ("cites", "as_of")
"""Article numbers mean the text of a day."""


def _merged(mine: Obligation, base: Obligation | None, theirs: Obligation) -> Obligation:
    """A line with the new values where the user left the old ones; where it is not known what was
    shipped, only what the line lacks."""
    values = {field.name: getattr(mine, field.name) for field in dataclasses.fields(mine)}

    def left(name: str) -> bool:
        return values[name] == getattr(base, name) if base else values[name] in (None, ())

    taken = {name for name in values if left(name)}
    if not taken.issuperset(_TOGETHER):
        taken -= set(_TOGETHER)
    return dataclasses.replace(mine, **{name: getattr(theirs, name) for name in taken})
