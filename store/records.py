"""How the types of `digest.model` lie in columns: records as JSON, instants as sortable text."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from digest.errors import StoreError

T = TypeVar("T")


def pack(record: object) -> str:
    """JSON of a frozen dataclass, a tuple or a mapping of them."""
    return msgspec.json.encode(record).decode()


def unpack(text: str, kind: type[T]) -> T:
    """The record again. Raises StoreError when it is damaged or of another shape."""
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.MsgspecError, TypeError, ValueError, RecursionError) as error:
        name = getattr(kind, "__name__", str(kind))
        raise StoreError(
            f"the store holds a damaged record of a {name} ({error}); restore it from a backup"
        ) from error


def to_text(instant: datetime) -> str:
    """ISO text in UTC, always to the microsecond, so that text order is time order.

    Raises ValueError for a naive instant: guessing a zone would move it by hours.
    """
    if instant.tzinfo is None:
        raise ValueError(f"instant without a time zone: {instant!r}")
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def to_instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def window(since: datetime | None, until: datetime | None) -> tuple[str, str]:
    """Bounds for ``column > ? AND column <= ?``: what arrives as a digest is composed is in it, and
    not in the next. None leaves a side open."""
    return (
        to_text(since) if since else "",
        to_text(until) if until else "9999-12-31T23:59:59.999999+00:00",
    )
