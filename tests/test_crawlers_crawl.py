"""The real spiders, in their real process, against the sample regulators on the loopback."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from crawlers.catalogue import SourceSpec
from crawlers.process import crawl
from crawlers.sample import DAYS, SampleRegulators
from crawlers.sample.content import (
    DRAFT_PAGE,
    FINAL_PAGE,
    JIASULE_STATUS,
    MIIT_FILE,
    RECRUITING_PAGE,
)
from crawlers.settings import Politeness
from digest.model import Capture, Health, SourceOutcome

FAST = Politeness(delay=0, timeout=5, retries=0)
PATIENT = Politeness(delay=0)
"""For crawls that must go well: a busy machine may take seconds to make the first attachment."""
NOW = {day: datetime(on.year, on.month, on.day, 10, tzinfo=UTC) for day, on in DAYS.items()}


class Day:
    """One crawl of all sources: what arrived and how each source did."""

    def __init__(self, site: SampleRegulators, day: int) -> None:
        site.day = day
        self.now = NOW[day]
        self.captures: list[Capture] = []
        self.all = crawl(
            site.catalogue(),
            now=self.now,
            known={},
            on_capture=self.captures.append,
            politeness=PATIENT,
            private_hosts=site.hosts,
        )
        self.outcomes = {outcome.source: outcome for outcome in self.all}

    def of(self, source: str) -> list[Capture]:
        return [capture for capture in self.captures if capture.source == source]


@pytest.fixture(scope="module")
def site() -> Iterator[SampleRegulators]:
    with SampleRegulators() as running:
        yield running


@pytest.fixture(scope="module")
def days(site: SampleRegulators) -> dict[int, Day]:
    return {1: Day(site, 1), 2: Day(site, 2)}


def run(site: SampleRegulators, *specs: SourceSpec, known=None) -> tuple:
    captures: list[Capture] = []
    outcomes = crawl(
        specs,
        now=NOW[site.day],
        known=known or {},
        on_capture=captures.append,
        politeness=FAST,
        private_hosts=site.hosts,
    )
    return captures, outcomes


def source(site: SampleRegulators, name: str) -> SourceSpec:
    return next(spec for spec in site.catalogue() if spec.id == name)


def test_every_source_has_an_outcome_in_the_order_of_the_catalogue(site, days) -> None:
    wanted = [spec.id for spec in site.catalogue()]
    assert [outcome.source for outcome in days[1].all] == wanted
    assert [outcome.source for outcome in days[2].all] == wanted
    assert {outcome.health for outcome in days[1].all} == {Health.OK}


def test_cac_gives_page_and_attachment_from_the_servlet(site, days) -> None:
    page, file = (one for one in days[1].of("cac-drafts") if RECRUITING_PAGE not in one.url)
    assert page.url == site.url("cac", DRAFT_PAGE)
    assert page.listed.title == "关于《示例市生成内容标识办法（征求意见稿）》公开征求意见的通知"
    assert page.listed.published_on == DAYS[1]
    assert "id=BodyLabel" in page.body.decode()
    assert file.parent == page.id
    assert file.file_name == "《示例市生成内容标识办法（征求意见稿）》起草说明.pdf"
    assert file.body.startswith(b"%PDF")


def test_cac_rows_that_are_not_on_the_page_come_from_the_json(site, days) -> None:
    [older] = [one for one in days[1].of("cac-drafts") if RECRUITING_PAGE in one.url]
    assert older.listed.published_on == date(2025, 9, 1)
    assert older.listed.title == "示例市互联网信息办公室2025年公开招聘公告"
    assert days[1].outcomes["cac-drafts"].listed == 2


def test_miit_rows_come_from_the_unit_and_the_deadline_is_inclusive(days) -> None:
    page, file = days[1].of("miit-drafts")
    assert page.listed.comments_until == date(2025, 12, 7)
    assert page.listed.published_on == date(2025, 11, 7)
    assert file.parent == page.id
    assert file.url.endswith(MIIT_FILE)  # unwrapped from the PDF viewer


def test_tc260_rows_come_from_onclick(days) -> None:
    page, file = days[1].of("tc260-drafts")
    assert page.listed.comments_until == date(2025, 11, 24)
    assert page.listed.published_on == date(2025, 11, 8)
    assert file.parent == page.id
    assert file.media_type == "application/x-msdownload"
    assert (file.file_name or "").endswith(".docx")


def test_day_two_promulgates_and_edits_in_place(site, days) -> None:
    before = {capture.url: capture for capture in days[1].of("cac-rules")}
    after = {capture.url: capture for capture in days[2].of("cac-rules")}
    assert site.url("cac", FINAL_PAGE) in set(after) - set(before)
    [edited] = [url for url in before if before[url].id != after[url].id]
    assert "第十四条　本规定所称" in before[edited].body.decode()
    assert "第三条　本规定所称" in after[edited].body.decode()


def test_a_challenge_blocks_the_source_and_is_no_capture(days) -> None:
    outcome = days[2].outcomes["miit-drafts"]
    assert outcome.health is Health.BLOCKED
    assert str(JIASULE_STATUS) in (outcome.detail or "")
    assert days[2].of("miit-drafts") == []


def test_wechat_keeps_the_deleted_page_and_stops_at_the_captcha(days) -> None:
    shown = [capture.url.rpartition("/")[2] for capture in days[2].of("wechat")]
    assert shown == ["Repost0002bbbb", "Comment003cccc", "Deleted004dddd"]
    assert days[2].of("wechat")[0].listed.account == "网信示例市"
    outcome = days[2].outcomes["wechat"]
    assert (outcome.health, outcome.listed) == (Health.PARTIAL, 5)
    assert "captcha" in (outcome.detail or "")


def test_a_watched_page_is_captured_again_when_it_changed(days) -> None:
    [clean], [hacked] = days[1].of("mirror"), days[2].of("mirror")
    assert clean.url == hacked.url
    assert clean.id != hacked.id
    assert "標識辦法" in hacked.body.decode()


def test_fetch_times_follow_the_injected_clock(days) -> None:
    for day in days.values():
        for capture in day.captures:
            assert timedelta() <= capture.fetched_at - day.now < timedelta(minutes=1)


def test_known_pages_are_not_fetched_but_the_newest_are(site, days) -> None:
    site.day = 1
    known = frozenset(capture.url for capture in days[1].of("cac-drafts"))
    captures, [outcome] = run(site, source(site, "cac-drafts"), known={"cac-drafts": known})
    assert [capture.url for capture in captures] == [site.url("cac", DRAFT_PAGE)]
    assert (outcome.health, outcome.listed, outcome.captured) == (Health.OK, 1, 1)


@pytest.fixture(scope="module")
def odd(site: SampleRegulators) -> dict[str, SourceOutcome]:
    """How sources do that are not as they should be; one crawl for all."""
    site.day = 1
    drafts, miit = source(site, "cac-drafts"), source(site, "miit-drafts")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    specs = (
        replace(drafts, id="empty", starts=(DRAFT_PAGE,)),
        replace(drafts, id="missing", starts=("/none/A1index_1.htm",)),
        replace(drafts, id="half", starts=(*drafts.starts, "/none/A1index_1.htm")),
        replace(miit, id="layout", base=site.url("cac"), starts=(DRAFT_PAGE,)),
        replace(source(site, "mirror"), id="silent", base=f"http://mirror.localhost:{port}"),
        replace(source(site, "wechat"), id="html", starts=("/nothing.atom",)),
        replace(source(site, "mirror"), id="outside", starts=("http://other.localhost/x",)),
    )
    _, outcomes = run(site, *specs)
    return {outcome.source: outcome for outcome in outcomes}


@pytest.mark.parametrize(
    ("name", "health", "words"),
    [
        ("empty", Health.EMPTY, "listed nothing"),
        ("missing", Health.FAILED, "HTTP 404"),
        ("half", Health.PARTIAL, "HTTP 404"),
        ("layout", Health.FAILED, "no script with queryData"),
        ("silent", Health.FAILED, "it refused the connection"),
        ("html", Health.FAILED, "HTTP 404"),
        ("outside", Health.FAILED, "a name of a private network"),
    ],
)
def test_trouble_is_told_apart_and_in_words(odd, name: str, health: Health, words: str) -> None:
    assert odd[name].health is health
    assert words in (odd[name].detail or "")


def test_without_consent_this_machine_is_not_asked(site) -> None:
    specs = [source(site, "mirror")]
    address = f"http://127.0.0.1:{site.port}/law/label.html"
    specs.append(replace(specs[0], id="ip", base=address, starts=(address,)))
    captures: list[Capture] = []
    outcomes = crawl(specs, now=NOW[1], known={}, on_capture=captures.append, politeness=FAST)
    assert captures == []
    assert all(outcome.health is Health.FAILED for outcome in outcomes)
    assert all("private network" in (outcome.detail or "") for outcome in outcomes)


def test_a_name_of_a_private_address_is_not_asked(site) -> None:
    """The machine's own name is public in form and private in fact, as a rebinding name is."""
    name = socket.gethostname().lower()
    try:
        socket.gethostbyname(name)
    except OSError:
        pytest.skip("this machine's name does not resolve")
    spec = replace(source(site, "mirror"), base=f"http://{name}:{site.port}")
    captures: list[Capture] = []
    [outcome] = crawl([spec], now=NOW[1], known={}, on_capture=captures.append, politeness=FAST)
    assert captures == []
    assert "private network" in (outcome.detail or "")


def test_a_dead_child_leaves_an_outcome_for_every_source(site, monkeypatch) -> None:
    monkeypatch.setattr("crawlers.process._START", "raise SystemExit('the child fell')")
    _, outcomes = run(site, *site.catalogue())
    assert len(outcomes) == 6
    assert {outcome.health for outcome in outcomes} == {Health.FAILED}
    assert "the child fell" in (outcomes[0].detail or "")


def test_what_the_caller_raises_is_raised(site) -> None:
    def full(capture: Capture) -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        crawl(
            [source(site, "mirror")],
            now=NOW[1],
            known={},
            on_capture=full,
            politeness=FAST,
            private_hosts=site.hosts,
        )


def test_no_sources_no_crawl() -> None:
    assert crawl([], now=NOW[1], known={}, on_capture=lambda _: None) == ()
