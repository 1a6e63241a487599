"""Making a capture: the one place where raw bytes become evidence."""

import re
from dataclasses import replace
from datetime import datetime

from digest.ids import capture_id, sha256_hex
from digest.model import Capture, Listed

_SURROGATE = re.compile("[\ud800-\udfff]")


def storable(text: str | None) -> str | None:
    """A text with U+FFFD for each lone surrogate: a byte of a file name that is no UTF-8, or an
    escape of a JSON feed. Neither can be written to a store, a terminal or a message."""
    return _SURROGATE.sub("\ufffd", text) if text else text


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
    url = storable(url) or ""
    return Capture(
        id=capture_id(url, body),
        source=source,
        url=url,
        fetched_at=fetched_at,
        body=body,
        sha256=sha256_hex(body),
        media_type=media_type,
        file_name=storable(file_name),
        parent=parent,
        listed=replace(listed, title=storable(listed.title), account=storable(listed.account)),
    )
