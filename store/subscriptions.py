"""Who gets what, where, how often."""

from __future__ import annotations

from sqlite_utils import Database

from digest.errors import UserError
from digest.model import Subscription
from store.records import pack, unpack


def add(db: Database, subscription: Subscription) -> None:
    """Raises UserError when the id is taken."""
    added = db.execute(
        "INSERT INTO subscriptions (id, record) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (subscription.id, pack(subscription)),
    )
    if added.rowcount != 1:
        raise UserError(f"subscription {subscription.id} exists already; remove it first")


def remove(db: Database, subscription_id: str) -> None:
    """Raises UserError when there is no such subscription."""
    removed = db.execute("DELETE FROM subscriptions WHERE id = ?", (subscription_id,))
    if removed.rowcount != 1:
        known = ", ".join(s.id for s in load(db)) or "none"
        raise UserError(f"no subscription {subscription_id}; there are: {known}")


def load(db: Database) -> tuple[Subscription, ...]:
    """All subscriptions, by id."""
    rows = db.execute("SELECT record FROM subscriptions ORDER BY id")
    return tuple(unpack(record, Subscription) for (record,) in rows)
