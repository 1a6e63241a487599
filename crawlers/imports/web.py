"""Addresses given to ``ingest``: fetched by the same guarded crawl as the sources."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from crawlers.catalogue import SourceSpec
from crawlers.imports import feeds
from crawlers.imports.files import SOURCE, from_entries
from crawlers.process import crawl
from digest.errors import DocumentError, SourceError
from digest.model import Capture, Health, Problem


def fetch(addresses: Sequence[str], now: datetime) -> Iterator[Capture | Problem]:
    """The pages, files and feeds at http(s) addresses, with the attachments of the pages."""
    specs: list[SourceSpec] = []
    for number, address in enumerate(dict.fromkeys(addresses)):
        try:
            host = urlsplit(address).hostname
        except ValueError:
            host = None
        if not host:
            yield Problem(address, "it is not a valid address", SourceError.__name__)
            continue
        specs.append(
            SourceSpec(
                f"{SOURCE}-{number}", address, host, "page", address, (address,), False, 1,
                hosts=_sisters(host),
            )
        )  # fmt: skip
    arrived: list[Capture] = []
    outcomes = crawl(specs, now=now, known={}, on_capture=arrived.append)
    for capture in arrived:
        yield from _opened(replace(capture, source=SOURCE), now)
    for outcome in outcomes:
        if outcome.health is not Health.OK:
            yield Problem(outcome.name, outcome.detail or "no answer", SourceError.__name__)


def _sisters(host: str) -> tuple[str, ...]:
    """Hosts a page may lead to besides its own: with and without www., MIIT's and CAC's main
    host."""
    bare = host.removeprefix("www.")
    parts = bare.split(".")
    main = ".".join(parts[-3:]) if bare.endswith(".gov.cn") else bare
    return tuple({bare, f"www.{bare}", main, f"www.{main}"} - {host})


def _opened(capture: Capture, now: datetime) -> Iterator[Capture | Problem]:
    """A feed as its entries, anything else as it is."""
    kind = (capture.media_type or "").partition(";")[0].lower()
    if capture.parent is None and "html" not in kind and feeds.looks_like_feed(capture.body):
        try:
            found = feeds.entries(capture.body, capture.url)
        except DocumentError:
            yield capture
        else:
            yield from from_entries(found, capture.url, capture.url, now)
    else:
        yield capture
