import base64
import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from fakes import digests as fake
from lxml import etree
from lxml import html as lxml_html

from bots import calendar, feed, html, pages
from digest.model import DateEntry, DateKind, Health, SourceOutcome

BASE = "https://duty.example/"
WRITTEN = datetime(2026, 1, 19, 1, 2, 3, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"
HEALTH = (
    SourceOutcome("a", "示例网信办", Health.OK, 20, 3),
    SourceOutcome("b", "示例工信", Health.FAILED, 0, 0, "无响应 <script>"),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    out = tmp_path_factory.mktemp("site")
    digest = fake.digest()
    return out, digest, pages.write_pages(out, [digest], BASE, HEALTH)


def test_a_page_for_the_list_each_digest_and_each_item(site):
    out, digest, written = site
    names = {path.relative_to(out).as_posix() for path in written}
    assert names == {"index.html", f"digests/{digest.id}.html"} | {
        f"items/{item.id}.html" for item in digest.items
    }
    assert {p for p in out.rglob("*") if p.is_file()} == set(written)


def test_every_link_inside_the_site_leads_to_a_page(site):
    written = site[2]
    for path in written:
        tree = lxml_html.parse(path)
        for href in tree.xpath("//a/@href"):
            if href.startswith("#"):
                assert tree.xpath(f"//*[@id='{href[1:]}']")
            elif not href.startswith("https://") and href not in pages.FILES.values():
                assert (path.parent / href).is_file(), href


def test_pages_are_self_contained_and_their_policy_names_their_style(site):
    for path in site[2]:
        page = path.read_text()
        style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert f"style-src &#39;sha256-{digest}&#39;" in page
        assert "unsafe-inline" not in page
        assert not re.search(r"<(script|img|iframe|object)|\ssrc=|\sstyle=|\son\w+=", page)
        assert '<html lang="zh-Hans">' in page


def test_both_sides_of_a_redline_are_whole(site):
    out, digest, _ = site
    page = lxml_html.parse(out / "items" / f"{digest.items[0].id}.html")
    for mark in page.xpath("//*[@class='mark']"):
        mark.drop_tree()
    old, new = (side.text_content() for side in page.xpath("//p[@class='law']"))
    assert old == "服务提供者应当留存日志不少于六个月，并可以记录申请用户的信息。"
    assert new == "服务提供者应当留存日志不少于三年，并应当记录申请用户的信息。"


def test_a_page_shows_evidence_reposts_dates_and_what_was_not_seen(site):
    out, digest, _ = site
    page = lxml_html.parse(out / "digests" / f"{digest.id}.html").getroot().text_content()
    assert digest.items[0].lead.sha256 in page
    assert "转载 1 篇" in page
    assert "全文转载" in page
    assert "2026-02-14" in page
    assert "示例工信 意见征集 自 2026-01-14 起：无响应" in page
    index = (out / "index.html").read_text()
    assert "无响应 &lt;script&gt;" in index
    assert "10 项变化，13/14 个来源正常" in index


def test_what_sources_say_is_text_on_every_page(tmp_path):
    digest = fake.digest(fake.hostile())
    digest = replace(digest, held=(fake.HOSTILE,), subscription=fake.HOSTILE)
    written = pages.write_pages(tmp_path, [digest], BASE)
    for path in written:
        page = path.read_text()
        assert "<script" not in page
        assert "javascript:" not in page
        assert "\u202e" not in page
    assert "&lt;script&gt;" in written[1].read_text()


def test_a_shared_item_page_shows_the_subscription_it_touches_most(tmp_path):
    broad = fake.digest(fake.drafted())
    item = broad.items[0]
    owned = replace(broad, id="b" * 16, items=(replace(item, touched=(fake.touched(fake.LOGS),)),))
    pages.write_pages(tmp_path, [broad, owned], BASE)
    assert "日志留存" in (tmp_path / "items" / f"{item.id}.html").read_text()


def test_feeds_hold_one_entry_an_item_and_what_was_not_seen():
    digest = fake.digest()
    rss, atom = feed.feeds([digest, digest], BASE, WRITTEN)
    guids = etree.fromstring(rss).xpath("//item/guid/text()")
    ids = [entry.findtext(f"{ATOM}id") for entry in etree.fromstring(atom).iter(f"{ATOM}entry")]
    expected = [f"urn:dutydiff:item:{item.id}" for item in digest.items]
    assert guids == ids == [f"urn:dutydiff:digest:{digest.id}", *expected]
    titles = etree.fromstring(rss).xpath("//item/title/text()")
    assert titles[0] == "10 项变化，13/14 个来源正常；未见 1 处"
    assert titles[1].startswith("收紧 · 日志留存  OB-042（数据合规组） 《示例市")
    assert feed.feeds([digest], BASE, WRITTEN) == (rss, atom)


def test_a_window_without_changes_is_an_entry_too():
    rss, _ = feed.feeds([fake.silent()], BASE, WRITTEN)
    assert etree.fromstring(rss).xpath("//item/title/text()") == ["没有变化，14/14 个来源正常"]


def test_feed_content_is_safe_html_and_keeps_the_redline():
    arrivals = (fake.promulgated(), fake.hostile())
    for body in feed.feeds([fake.digest(*arrivals)], BASE, WRITTEN):
        tree = etree.fromstring(body)
        contents = [
            node.text
            for node in tree.iter()
            if node.tag.rpartition("}")[2] in ("encoded", "content", "description") and node.text
        ]
        markup = "".join(contents)
        assert "<del>[-六个月-]</del>" in markup
        assert "<script" not in markup
        assert "javascript:" not in markup
        assert "]]&gt;" in markup or "]]>" in markup
        allowed = {"p", "ins", "del", "a", "strong", "ul", "li", "blockquote"}
        assert {n.lower() for n in re.findall(r"</?([a-zA-Z]+)", markup)} <= allowed


def test_a_link_in_a_feed_opens_without_our_page():
    entry = html.entry_html(fake.digest(fake.promulgated()).items[0])
    assert '<a href="https://wxb.example/2026/01/15/001.html"' in entry


def test_the_calendar_has_whole_days_with_lasting_names():
    from icalendar import Calendar

    entries = fake.digest().dates
    body = calendar.calendar(entries, WRITTEN)
    events = Calendar.from_ical(body).walk("VEVENT")
    assert [(e.decoded("dtstart"), str(e["summary"])) for e in events] == [
        (entries[0].on, "意见截止：示例省算法公示规定"),
        (entries[1].on, "施行：示例市生成内容标识办法"),
    ]
    assert all((e.decoded("dtend") - e.decoded("dtstart")).days == 1 for e in events)
    assert all(e.decoded("dtstamp") == WRITTEN for e in events)
    later = calendar.calendar(entries, WRITTEN.replace(year=2027))
    names = [e["uid"] for e in Calendar.from_ical(later).walk("VEVENT")]
    assert names == [e["uid"] for e in events]
    assert len(set(names)) == 2


def test_a_title_cannot_add_a_line_to_the_calendar():
    entry = DateEntry(
        fake.UNTIL.date(), DateKind.EFFECTIVE, "办法\r\nATTENDEE:mailto:x@y.example", "javascript:x"
    )
    body = calendar.calendar([entry, entry], WRITTEN)
    assert b"\r\nATTENDEE" not in body
    assert b"javascript" not in body
    assert body.count(b"BEGIN:VEVENT") == 1


def test_the_overview_names_a_few_of_many_duties_and_counts_them(tmp_path):
    digest = fake.digest(fake.commented())
    (item,) = digest.items
    obligation = item.touched[0].obligation
    many = tuple(
        replace(item.touched[0], obligation=replace(obligation, name=f"义务{n}")) for n in range(9)
    )
    page = html.digest_page(replace(digest, items=(replace(item, touched=many),)), BASE)
    overview = page[page.index("一览") : page.index("逐项")]
    assert "义务2 等 9 项" in overview
    assert "义务3" not in overview
    assert "义务8" in page
