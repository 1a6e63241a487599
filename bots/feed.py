"""Feeds (订阅源): RSS and Atom, one entry an item, and one for a window that had none."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from bots import html, render, wording
from digest.model import Digest


class _Entry(NamedTuple):
    id: str
    title: str
    link: str | None
    at: datetime
    content: str


def feeds(digests: Sequence[Digest], base_url: str, updated: datetime) -> tuple[bytes, bytes]:
    """The digests, newest first, as (RSS 2.0, Atom 1.0). ``updated``: when they were written.

    Guids are the ids of items and digests, so an entry keeps its identity when pages move.
    """
    from feedgen.feed import FeedGenerator

    home = base_url.rstrip("/") + "/"
    feed = FeedGenerator()
    feed.id("urn:dutydiff:feed")
    feed.title("合规变更")
    feed.description("登记册所列义务的变化：新旧条文、来源与未见之处")
    feed.link(href=home, rel="alternate")
    feed.language("zh-Hans")
    feed.updated(updated)
    feed.lastBuildDate(updated)
    for made in _unique(digests, base_url):
        entry = feed.add_entry(order="append")
        entry.guid(made.id, permalink=False)
        entry.id(made.id)
        entry.title(made.title)
        if made.link:
            entry.link(href=made.link)
        entry.published(made.at)
        entry.updated(made.at)
        entry.content(made.content, type="html")
    return bytes(feed.rss_str(pretty=True)), bytes(feed.atom_str(pretty=True))


def _unique(digests: Sequence[Digest], base_url: str) -> Iterator[_Entry]:
    """An item that several subscriptions got is one entry."""
    seen: set[str] = set()
    for digest in sorted(digests, key=lambda d: (d.until, d.since, d.id), reverse=True):
        for entry in _entries(digest, base_url):
            if entry.id not in seen:
                seen.add(entry.id)
                yield entry


def _entries(digest: Digest, base_url: str) -> Iterator[_Entry]:
    if not digest.items or digest.blind_spots or digest.held:
        title = wording.state(digest)
        if digest.blind_spots:
            title += f"；未见 {len(digest.blind_spots)} 处"
        yield _Entry(
            f"urn:dutydiff:digest:{digest.id}",
            title,
            f"{base_url.rstrip('/')}/digests/{digest.id}.html",
            digest.until,
            html.state_html(digest),
        )
    for item in digest.items:
        where = wording.articles(item)
        yield _Entry(
            f"urn:dutydiff:item:{item.id}",
            f"{wording.headline(item)} {wording.title(item)}{where or ''}",
            render.permalink(item, base_url),
            digest.until,
            html.entry_html(item),
        )
