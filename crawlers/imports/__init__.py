"""Imports: files, folders, zips, feeds and exported articles as captures (导入)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from digest.model import Capture, Problem


def ingest(targets: Sequence[str | Path], *, now: datetime) -> Iterator[Capture | Problem]:
    """The captures of files, folders, zips, feeds and http(s) addresses, in the order given.

    Addresses are fetched together, after the files, by the same guarded crawl as the sources.
    Every bad thing is one `Problem` that names it; everything else goes through.
    """
    from crawlers.imports.files import from_path

    addresses = []
    for target in targets:
        if isinstance(target, str) and target.lower().startswith(("http://", "https://")):
            addresses.append(target)
        else:
            yield from from_path(Path(target).expanduser(), now)
    if addresses:
        from crawlers.imports.web import fetch

        yield from fetch(addresses, now)
