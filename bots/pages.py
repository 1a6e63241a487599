"""Static pages: a list, a page a digest, a page an item."""

from collections.abc import Sequence
from pathlib import Path

from bots import html
from bots.outgoing import replace_file
from digest.model import Digest, Item, SourceOutcome

FILES = {"rss": "feed.rss", "atom": "feed.atom", "calendar": "calendar.ics"}
"""Names, beside index.html, of what `feed` and `calendar` make; the list links to them."""


def write_pages(
    out: Path,
    digests: Sequence[Digest],
    base_url: str,
    health: Sequence[SourceOutcome] = (),
) -> tuple[Path, ...]:
    """Write index.html, digests/<id>.html and items/<id>.html; return what was written.

    Pages of earlier digests stay where they are: links to them were sent.
    """
    newest = sorted(digests, key=lambda d: (d.until, d.since, d.id), reverse=True)
    pages = {out / "index.html": html.index_page(newest, health, base_url, FILES)}
    for digest in newest:
        pages[out / "digests" / f"{digest.id}.html"] = html.digest_page(digest, base_url)
    for item, digest in _items(newest):
        pages[out / "items" / f"{item.id}.html"] = html.item_page(item, digest, base_url)
    for path, page in pages.items():
        replace_file(path, page.encode())
    return tuple(pages)


def _items(digests: Sequence[Digest]) -> list[tuple[Item, Digest]]:
    """Each item once. Subscriptions share a page, so the one that touches most duties is shown."""
    best: dict[str, tuple[Item, Digest]] = {}
    for digest in digests:
        for item in digest.items:
            if item.id not in best or len(item.touched) > len(best[item.id][0].touched):
                best[item.id] = (item, digest)
    return list(best.values())
