"""Digests and their deliveries: written together, each part claimed, sent and settled once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from sqlite_utils import Database

from digest.model import Delivery, DeliveryState, Digest
from store.database import transaction
from store.records import pack, to_instant, to_text, unpack

ABANDONED_AFTER = timedelta(minutes=10)
"""A part claimed longer ago than this was left by a process that died while it sent."""

_COLUMNS = (
    "id, digest, subscription, channel, address, part, payload, state, attempts, not_before, error"
)


def record(db: Database, digest: Digest, deliveries: Sequence[Delivery]) -> None:
    """Keep a digest with all its parts, or nothing. Parts that are known stay as they are."""
    with transaction(db):
        db.execute(
            "INSERT INTO digests (id, subscription, until, record) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (id) DO NOTHING",
            (digest.id, digest.subscription, to_text(digest.until), pack(digest)),
        )
        for part in deliveries:
            db.execute(
                f"INSERT INTO deliveries ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (id) DO NOTHING",
                (
                    part.id,
                    part.digest,
                    part.subscription,
                    part.channel,
                    part.address,
                    part.part,
                    part.payload,
                    part.state.value,
                    part.attempts,
                    to_text(part.not_before) if part.not_before else None,
                    part.error,
                ),
            )


def claim(db: Database, channels: Sequence[str], now: datetime) -> Delivery | None:
    """Take the oldest part that is due on one of the channels, or None.

    Due is a pending part whose time has come, or one abandoned by a process that died. A part waits
    for the parts of its message before it. ``attempts`` of the answer counts this try.
    """
    marks = ", ".join("?" * len(channels))
    with transaction(db):
        rows = db.execute(
            "UPDATE deliveries SET state = 'claimed', claimed_at = ?, attempts = attempts + 1"
            " WHERE seq = (SELECT seq FROM deliveries AS due"
            f" WHERE channel IN ({marks}) AND ("
            "  state = 'pending' AND (not_before IS NULL OR not_before <= ?)"
            "  OR state = 'claimed' AND claimed_at < ?)"
            " AND NOT EXISTS (SELECT 1 FROM deliveries AS earlier"
            "  WHERE earlier.digest = due.digest AND earlier.channel = due.channel"
            "  AND earlier.address = due.address AND earlier.part < due.part"
            "  AND earlier.state IN ('pending', 'claimed'))"
            f" ORDER BY seq LIMIT 1) RETURNING {_COLUMNS}",
            (to_text(now), *channels, to_text(now), to_text(now - ABANDONED_AFTER)),
        ).fetchall()
    return _delivery(rows[0]) if rows else None


def settle(
    db: Database,
    delivery: Delivery,
    state: DeliveryState,
    error: str | None = None,
    not_before: datetime | None = None,
    *,
    at: datetime,
) -> None:
    """Record the platform's answer: SENT, FAILED, or PENDING again from ``not_before`` on."""
    db.execute(
        "UPDATE deliveries SET state = ?, error = ?, not_before = ?, settled_at = ?,"
        " claimed_at = NULL WHERE id = ?",
        (
            state.value,
            error,
            to_text(not_before) if not_before else None,
            to_text(at),
            delivery.id,
        ),
    )


def deliveries(db: Database, digest_id: str) -> tuple[Delivery, ...]:
    """All parts of a digest, in the order they were written."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM deliveries WHERE digest = ? ORDER BY seq", (digest_id,)
    )
    return tuple(_delivery(row) for row in rows)


def counts(db: Database) -> dict[DeliveryState, int]:
    """How many parts are in each state; a state without parts counts 0."""
    found = dict(db.execute("SELECT state, count(*) FROM deliveries GROUP BY state").fetchall())
    return {state: found.get(state.value, 0) for state in DeliveryState}


def waiting(db: Database) -> dict[str, int]:
    """How many parts each channel has yet to send."""
    rows = db.execute(
        "SELECT channel, count(*) FROM deliveries WHERE state IN ('pending', 'claimed')"
        " GROUP BY channel ORDER BY channel"
    )
    return dict(rows.fetchall())


def digests(
    db: Database, subscription_id: str | None = None, limit: int | None = None
) -> tuple[Digest, ...]:
    """Digests of one subscription or of all, newest first."""
    rows = db.execute(
        "SELECT record FROM digests WHERE ?1 IS NULL OR subscription = ?1"
        " ORDER BY until DESC, seq DESC LIMIT ?2",
        (subscription_id, -1 if limit is None else limit),
    )
    return tuple(unpack(text, Digest) for (text,) in rows)


def last_until(db: Database, subscription_id: str) -> datetime | None:
    """Where the next window of a subscription begins: the end of its last digest."""
    (until,) = db.execute(
        "SELECT max(until) FROM digests WHERE subscription = ?", (subscription_id,)
    ).fetchone()
    return to_instant(until) if until else None


def _delivery(row: tuple[object, ...]) -> Delivery:
    values = dict(zip(_COLUMNS.split(", "), row, strict=True))
    return msgspec.convert(values, Delivery)
