"""Addresses given to ``ingest``, fetched by the real crawl from the sample regulators."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

import pytest

from crawlers.imports import ingest
from crawlers.imports.feeds import looks_like_feed
from crawlers.process import crawl
from crawlers.sample import SampleRegulators
from crawlers.sample.content import DRAFT_PAGE
from crawlers.settings import Politeness
from digest.model import Capture, Problem

NOW = datetime(2025, 11, 10, 10, tzinfo=UTC)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[SampleRegulators]:
    with SampleRegulators() as running:
        allowed = partial(crawl, private_hosts=running.hosts, politeness=Politeness(delay=0))
        monkeypatch.setattr("crawlers.imports.web.crawl", allowed)
        yield running


def test_pages_with_their_attachments_and_feeds_with_their_entries(site) -> None:
    page, feed = site.url("cac", DRAFT_PAGE), site.url("feeds", "/feeds/all.atom")
    lost = site.url("cac", "/none.htm")
    found = list(ingest([page, feed, lost, page], now=NOW))
    captures = [one for one in found if isinstance(one, Capture)]
    problems = [one for one in found if isinstance(one, Problem)]
    first, file = captures
    assert (first.url, first.source) == (page, "import")
    assert (file.parent, file.source) == (first.id, "import")
    assert not looks_like_feed(first.body)
    assert sorted((problem.where.partition(": ")[0], problem.kind) for problem in problems) == [
        (lost, "SourceError"),
        (feed, "EmptyDocument"),
    ]
