"""Everything that is written for people as static files: pages, feeds, calendar, messages."""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bots.calendar import calendar
from bots.feed import feeds
from bots.outgoing import replace_file
from bots.pages import FILES, write_pages
from digest.model import Delivery, Digest, SourceOutcome

SUFFIXES = {"mail": "eml", "telegram": "html", "feishu": "json"}
"""File endings of messages as they are sent; the others are Markdown."""


def write(
    out: Path,
    digests: Sequence[Digest],
    deliveries: Sequence[Delivery],
    health: Sequence[SourceOutcome],
    base_url: str,
    now: datetime,
) -> tuple[Path, ...]:
    """Write all digests under ``out``; every file is replaced whole. Returns what was written."""
    rss, atom = feeds(digests, base_url, now)
    dates = sorted(
        {entry for digest in digests for entry in digest.dates},
        key=lambda entry: (entry.on, entry.kind, entry.instrument, entry.url),
    )
    files = {
        out / FILES["rss"]: rss,
        out / FILES["atom"]: atom,
        out / FILES["calendar"]: calendar(dates, now),
    }
    for part in deliveries:
        suffix = SUFFIXES.get(part.channel, "md")
        name = f"{_name(part.subscription)}-{part.digest}-{part.part}.{suffix}"
        files[out / "outbox" / _name(part.channel) / name] = part.payload.encode("utf-8", "replace")
    for path, body in files.items():
        replace_file(path, body)
    return (*write_pages(out, digests, base_url, health), *files)


def _name(text: str) -> str:
    """An id as part of a file name: nothing in it leads to another folder."""
    return re.sub(r"[^\w.-]", "_", text)[:40].lstrip(".") or "_"
