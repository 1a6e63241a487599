"""Making a capture: the one place where raw bytes become evidence."""

from datetime import datetime

from digest.ids import capture_id, sha256_hex
from digest.model import Capture, Listed


def make_capture(
    source: str,
    url: str,
    body: bytes,
    fetched_at: datetime,
    *,
    media_type: str | None = None,
    file_name: str | None = None,
    parent: str | None = None,
    listed: Listed = Listed(),  # noqa: B008 (frozen)
) -> Capture:
    """A `Capture` with the id and fingerprint that follow from its address and bytes."""
    return Capture(
        id=capture_id(url, body),
        source=source,
        url=url,
        fetched_at=fetched_at,
        body=body,
        sha256=sha256_hex(body),
        media_type=media_type,
        file_name=file_name,
        parent=parent,
        listed=listed,
    )
