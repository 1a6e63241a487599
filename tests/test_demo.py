"""End to end: two days of the sample regulators, through the real spiders, to files for people."""

import email
import json
import re
import subprocess
import sys
from email import policy
from pathlib import Path

import pytest
from readme import READMES, demo_block, excerpt

from store import outbox
from store.database import open_store

LABEL = "示例市生成内容标识办法"
ALGORITHM = "示例省算法服务安全管理规定"
SPAM = ("成人", "無碼", "无码", "娛樂城", "娱乐城", "百家樂", "百家乐")


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    out = tmp_path_factory.mktemp("demo") / "out"
    done = subprocess.run(
        [sys.executable, "-m", "schedules", "demo", "--out", str(out)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return out, done


@pytest.fixture(scope="module")
def second(demo):
    """What the subscription of everything was told on the second day."""
    with open_store(demo[0] / "home" / "dutydiff.sqlite", write=False) as db:
        return outbox.digests(db, "all", 1)[0]


def by_duty(digest, obligation):
    return [
        item
        for item in digest.items
        if item.pair and any(t.obligation.id == obligation for t in item.touched)
    ]


def test_the_readmes_show_what_it_prints(demo) -> None:
    for path in READMES:
        assert demo_block(path.read_text(encoding="utf-8")) == excerpt(demo[1].stdout), path.name


def test_it_says_which_duties_changed_and_how(second) -> None:
    (logs,) = [i for i in by_duty(second, "OB-005") if i.pair.new == ("10",)]
    assert (logs.pair.old, logs.effect) == (("9",), "tightened")
    changes = {(c.kind, c.old, c.new) for c in logs.pair.changes}
    assert changes == {("deadline", "六个月", "三年"), ("modality", "可以", "应当")}
    (report,) = by_duty(second, "OB-006")
    assert report.effect == "relaxed"
    (statistics,) = by_duty(second, "OB-007")
    assert statistics.effect == "removed"
    (split,) = by_duty(second, "OB-003")
    assert split.pair.relation == "split"
    new = [item for item in second.items if item.effect == "new"]
    assert [(item.pair.new, item.touched) for item in new] == [(("13",), ())]


def test_a_page_edited_in_place_is_a_new_version(second) -> None:
    edited = [item for item in second.items if item.instrument == ALGORITHM]
    assert edited
    assert all("网页在原址被修改" in item.why for item in edited)


def test_a_raised_fine_touches_the_duties_it_sanctions(second) -> None:
    (fine,) = [
        i for i in second.items if i.pair and any(c.kind == "sanction" for c in i.pair.changes)
    ]
    assert {t.obligation.id for t in fine.touched} == {"OB-001", "OB-005"}


def test_reposts_are_folded_under_the_official_release(second) -> None:
    (logs,) = [i for i in by_duty(second, "OB-005") if i.pair.new == ("10",)]
    assert "cac.localhost" in logs.lead.url
    hosts = sorted(re.sub(r"\..*", "", other.url.split("//")[1]) for other in logs.others)
    assert hosts == ["mirror", "weixin"]


def test_commentary_is_linked_to_the_duties_it_touches(second) -> None:
    (comment,) = [item for item in second.items if item.kind == "mention"]
    assert comment.notice.kind == "commentary"
    touched = {t.obligation.id: [quote.text for quote in t.quotes] for t in comment.touched}
    assert any("第十条" in quote for quote in touched["OB-005"])


def test_what_was_not_seen_is_said(second) -> None:
    spots = {spot.name: spot.reason for spot in second.blind_spots}
    assert "HTTP 521" in spots["示例部 意见征集"]
    assert any("删除" in reason for reason in spots.values())
    assert (second.sources_healthy, second.sources_total) == (4, 6)
    assert second.held == ()


def test_dates_are_in_the_calendar(demo, second) -> None:
    assert [(entry.on.isoformat(), entry.kind) for entry in second.dates] == [
        ("2026-03-01", "effective")
    ]
    calendar = (demo[0] / "calendar.ics").read_text(encoding="utf-8")
    assert "DTSTART;VALUE=DATE:20260301" in calendar
    assert "DTSTART;VALUE=DATE:20251210" in calendar, "the end of the comment period, of day one"


def test_nothing_of_the_hacked_mirror_reaches_any_output(demo) -> None:
    files = [path for path in demo[0].rglob("*") if path.is_file() and "home" not in path.parts]
    texts = [path.read_text(encoding="utf-8") for path in files if path.suffix != ".eml"]
    texts += [message(path).get_body(("html",)).get_content() for path in demo[0].rglob("*.eml")]
    texts.append(demo[1].stdout)
    assert len(texts) > 20
    assert [word for word in SPAM for text in texts if word in text] == []


def message(path: Path) -> email.message.EmailMessage:
    return email.message_from_bytes(path.read_bytes(), policy=policy.default)


def test_every_kind_of_output_is_there(demo) -> None:
    out = demo[0]
    for name in ("feed.rss", "feed.atom", "calendar.ics", "index.html"):
        assert (out / name).stat().st_size > 500, name
    channels = {path.name for path in (out / "outbox").iterdir()}
    assert channels == {"file", "mail", "telegram", "wecom", "feishu", "dingtalk"}
    newest = max((out / "outbox" / "mail").iterdir(), key=lambda path: path.stat().st_size)
    mail = message(newest)
    assert mail["To"] == "counsel@example.com"
    assert LABEL in mail.get_body(("plain",)).get_content()
    assert "<ins" in mail.get_body(("html",)).get_content()
    for path in (out / "outbox" / "feishu").iterdir():
        json.loads(path.read_text(encoding="utf-8"))


def test_pages_link_to_pages_that_are_there(demo) -> None:
    out = demo[0]
    for page in out.rglob("*.html"):
        if "outbox" in page.parts:
            continue
        for link in re.findall(r'href="(?!https?:|#|mailto:)([^"#]+)', page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_a_second_demo_replaces_the_first_but_nothing_else(demo, tmp_path) -> None:
    (tmp_path / "home").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "schedules", "demo", "--out", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "is not of a demo" in done.stderr
