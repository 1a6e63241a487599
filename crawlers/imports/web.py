"""Addresses given to ``ingest``: fetched by the same guarded crawl as the sources."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from crawlers.captures import storable
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
        if refusal := _refusal(address):
            yield Problem(_without_login(address), refusal, SourceError.__name__)
            continue
        host = urlsplit(address).hostname or ""
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
            detail = (outcome.detail or "no answer").removeprefix(f"{outcome.name}: ")
            yield Problem(outcome.name, detail, SourceError.__name__)


def _refusal(address: str) -> str | None:
    """Why an address cannot be fetched, or None."""
    if address.partition(":")[0].lower() not in ("http", "https"):
        return "only http and https addresses are fetched"
    try:
        parts = urlsplit(address)
        if not parts.hostname:
            return "it is not a valid address"
    except ValueError:
        return "it is not a valid address"
    try:
        if parts.port == 0:
            return _PORT
    except ValueError:
        return _PORT
    if "@" in parts.netloc:
        return "it holds a user name or a password; only what anybody can open is fetched"
    try:
        parts.hostname.encode("idna")
    except UnicodeError:
        return "its host is not a valid name"
    return None


_PORT = "its port is not a number from 1 to 65535"


def _without_login(address: str) -> str:
    """An address as it may be shown: up to the last @ of its host nothing of a login stays, and
    what is no address shows nothing before any @ at all."""
    scheme, mark, rest = address.partition("://")
    try:
        urlsplit(address).port  # noqa: B018 (raises)
        end = re.search(r"[/?#]|$", rest)
        place = rest.rfind("@", 0, end.start() if end else None)
    except ValueError:
        place = rest.rfind("@")
    return storable(f"{scheme}{mark}{rest[place + 1 :]}") or ""


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
