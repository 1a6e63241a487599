"""Imports: files, folders, zips, feeds and exported articles as captures (导入)."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from digest.errors import UserError
from digest.model import Capture, Problem

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def ingest(targets: Sequence[str | Path], *, now: datetime) -> Iterator[Capture | Problem]:
    """The captures of files, folders, zips, feeds and http(s) addresses, in the order given.

    Addresses are fetched together, after the files, by the same guarded crawl as the sources.
    Every bad thing is one `Problem` that names it; everything else goes through.
    """
    from crawlers.imports.files import from_path

    addresses = []
    for target in targets:
        told = str(target).strip() if isinstance(target, str) else str(target)
        if not told:
            # to Path it would be the current folder, with everything in it
            yield Problem("''", "the path is empty", UserError.__name__)
        elif isinstance(target, str) and _ADDRESS.match(told):
            addresses.append(told)
        else:
            yield from from_path(Path(target), now)
    if addresses:
        from crawlers.imports.web import fetch

        yield from fetch(addresses, now)
