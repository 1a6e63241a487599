"""The ledger: every shape the store has had, in order, forward only.

A step and the record that it was taken are one transaction. Add new steps at the end of `STEPS`;
never edit one that was released.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlite_utils import Database, Migrations

from store import steps

LEDGER = "dutydiff"


def m001_initial(db: Database) -> None:
    for statement in steps.INITIAL:
        db.execute(statement)


def m002_templates(db: Database) -> None:
    for statement in steps.TEMPLATES:
        db.execute(statement)


def m003_chains(db: Database) -> None:
    for statement in steps.CHAINS:
        db.execute(statement)


def m004_faces(db: Database) -> None:
    for statement in steps.FACES:
        db.execute(statement)


def m005_said(db: Database) -> None:
    for statement in steps.SAID:
        db.execute(statement)


def m006_gists(db: Database) -> None:
    for statement in steps.GISTS:
        db.execute(statement)


def m007_beside(db: Database) -> None:
    for statement in steps.BESIDE:
        db.execute(statement)


def m008_acts(db: Database) -> None:
    for statement in steps.ACTS:
        db.execute(statement)


STEPS: tuple[Callable[[Database], None], ...] = (
    m001_initial,
    m002_templates,
    m003_chains,
    m004_faces,
    m005_said,
    m006_gists,
    m007_beside,
    m008_acts,
)


def apply(db: Database) -> None:
    """Take the steps the store has not taken yet."""
    _ledger().apply(db)


def pending(db: Database) -> tuple[str, ...]:
    """Names of the steps the store has not taken yet; writes nothing."""
    return tuple(step.name for step in _ledger().pending(db))


def unknown(db: Database) -> tuple[str, ...]:
    """Names of steps the store has taken and this program does not know: the store is newer."""
    known = {step.__name__ for step in STEPS}
    return tuple(step.name for step in _ledger().applied(db) if step.name not in known)


def is_foreign(db: Database) -> bool:
    """Whether the file has tables, and no step of ours was ever taken: another program's file."""
    rows = db.execute(
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    ).fetchall()
    names = {name for (name,) in rows} - {Migrations.migrations_table}
    return bool(names) and not tuple(_ledger().applied(db))


def _ledger() -> Migrations:
    ledger = Migrations(LEDGER)
    for step in STEPS:
        ledger()(step)
    return ledger
