"""What each command did and could not do, and how every source has fared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from digest.model import Health, Problem, SourceOutcome
from store.database import transaction
from store.records import pack, to_instant, to_text, unpack


@dataclass(frozen=True, slots=True)
class Run:
    """One command. ``finished_at`` is None for one that was killed or still runs."""

    id: int
    command: str
    started_at: datetime
    finished_at: datetime | None
    summary: Mapping[str, int | str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class SourceState:
    """How a source has fared. Only `Health.OK` counts as well: a partial crawl left pages unseen.

    ``failing_since`` is the first outcome after the last good one; None when the last was good.
    """

    last: SourceOutcome
    last_at: datetime
    last_ok_at: datetime | None
    failing_since: datetime | None
    failures: int
    """Outcomes in a row that were not good."""


def start(db: Database, command: str, at: datetime) -> int:
    """Record that a command began; the answer is its run id."""
    begun = db.execute(
        "INSERT INTO runs (command, started_at, summary, problems) VALUES (?, ?, '{}', '[]')",
        (command, to_text(at)),
    )
    return int(begun.lastrowid)


def finish(
    db: Database,
    run: int,
    at: datetime,
    summary: Mapping[str, int | str],
    problems: Sequence[Problem],
) -> None:
    db.execute(
        "UPDATE runs SET finished_at = ?, summary = ?, problems = ? WHERE id = ?",
        (to_text(at), pack(summary), pack(tuple(problems)), run),
    )


def save_outcomes(db: Database, run: int, outcomes: Sequence[SourceOutcome], at: datetime) -> None:
    with transaction(db):
        for outcome in outcomes:
            db.execute(
                "INSERT INTO source_outcomes (run, source, at, health, record)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT (run, source) DO UPDATE SET"
                " at = excluded.at, health = excluded.health, record = excluded.record",
                (run, outcome.source, to_text(at), outcome.health.value, pack(outcome)),
            )


def outcomes(db: Database, run: int) -> tuple[SourceOutcome, ...]:
    """How each source did in one run, by source."""
    rows = db.execute("SELECT record FROM source_outcomes WHERE run = ? ORDER BY source", (run,))
    return tuple(unpack(record, SourceOutcome) for (record,) in rows)


def health(db: Database) -> tuple[SourceState, ...]:
    """The state of every source that was ever crawled, by source."""
    rows = db.execute(
        "WITH good AS (SELECT source, max(at) AS at FROM source_outcomes"
        "  WHERE health = ? GROUP BY source),"
        " bad AS (SELECT source, min(outcome.at) AS since, count(*) AS failures"
        "  FROM source_outcomes AS outcome LEFT JOIN good USING (source)"
        "  WHERE good.at IS NULL OR outcome.at > good.at GROUP BY source),"
        # With a bare column beside max(), SQLite takes it from the row that holds the maximum.
        " last AS (SELECT source, record, max(at) AS at FROM source_outcomes GROUP BY source)"
        " SELECT last.record, last.at, good.at, bad.since, coalesce(bad.failures, 0)"
        " FROM last LEFT JOIN good USING (source) LEFT JOIN bad USING (source)"
        " ORDER BY source",
        (Health.OK.value,),
    )
    return tuple(
        SourceState(
            last=unpack(record, SourceOutcome),
            last_at=to_instant(last_at),
            last_ok_at=to_instant(ok_at) if ok_at else None,
            failing_since=to_instant(since) if since else None,
            failures=failures,
        )
        for record, last_at, ok_at, since, failures in rows
    )


def last_runs(db: Database, limit: int) -> tuple[Run, ...]:
    """The newest runs, newest first."""
    rows = db.execute(
        "SELECT id, command, started_at, finished_at, summary, problems FROM runs"
        " ORDER BY id DESC LIMIT ?",
        (limit,),
    )
    return tuple(
        Run(
            id=run,
            command=command,
            started_at=to_instant(started),
            finished_at=to_instant(finished) if finished else None,
            summary=unpack(summary, dict[str, int | str]),
            problems=unpack(problems, tuple[Problem, ...]),
        )
        for run, command, started, finished, summary, problems in rows
    )
