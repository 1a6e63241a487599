"""Feeds and exports as entries."""

import json
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.imports.feeds import entries, looks_like_feed, visible
from digest.errors import DocumentError, UnknownFormat, Unreadable

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>账号甲</title>
<entry><title>甲</title><link rel="self" href="/self"/><link href="/s/abc"/>
<updated>2026-01-15T20:30:00.000Z</updated>
<content type="html">
&lt;div class=rich_media_content&gt;&lt;p&gt;第一条&lt;/p&gt;&lt;/div&gt;
</content></entry>
<entry><title>乙</title><link href="/s/def"/><author><name>作者</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>第二条</p></div></content></entry>
<entry><title>丙</title><link href="/s/ghi"/><summary>一句话</summary></entry></feed>"""

RSS = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>账号乙</title><item><id>x</id><title>甲</title><link>https://mp.weixin.qq.com/s/abc</link>
<pubDate>Mon, 10 Nov 2025 04:00:10 </pubDate><description>摘要</description>
<content:encoded>%s</content:encoded></item></channel></rss>"""


def test_atom() -> None:
    first, second, third = entries(ATOM.encode(), "https://mp.weixin.qq.com/feeds/a.atom")
    assert first.link == "https://mp.weixin.qq.com/s/abc"
    assert first.published_on == date(2026, 1, 16)  # 20:30 UTC is the next day in Shanghai
    assert first.account == "账号甲"
    assert visible(first.content or "") == "第一条"
    assert second.account == "作者"
    assert visible(second.content or "") == "第二条"
    assert third.content is None  # a teaser is not the text


@pytest.mark.parametrize(
    "content",
    [
        "<![CDATA[<p>第一条</p>]]>",
        "&lt;p&gt;第一条&lt;/p&gt;",
        "&lt;![CDATA[&lt;p&gt;第一条&lt;/p&gt;]]&gt;",
    ],
)
def test_rss_with_its_quirks(content: str) -> None:
    [entry] = entries((RSS % content).encode())
    assert entry.content == "<p>第一条</p>"
    assert entry.published_on == date(2025, 11, 10)
    assert entry.account == "账号乙"


def test_json_feed_and_exporter_json() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1",
        "title": "账号丙",
        "items": [
            {"url": "https://a.example/1", "title": "甲", "content_html": "<p>一</p>",
             "date_published": "2026-01-15T10:30:00.000Z"},
            {"url": "https://a.example/2", "content_text": "a<b\n二"},
        ],
    }  # fmt: skip
    first, second = entries(json.dumps(feed).encode())
    assert (first.account, first.published_on) == ("账号丙", date(2026, 1, 15))
    assert second.content == "<p>a&lt;b</p><p>二</p>"
    rows = [{"link": "https://a.example/3", "title": "丙", "_accountName": "账号丁",
             "create_time": 1762747210, "content": "<p>三</p>"}]  # fmt: skip
    [entry] = entries(json.dumps(rows).encode())
    assert (entry.account, entry.published_on) == ("账号丁", date(2025, 11, 10))


@pytest.mark.parametrize(
    "text", ["环境异常 当前环境异常，完成验证后即可继续访问。去验证", "获取全文失败，请重试~"]
)
def test_a_captcha_stored_as_text_is_seen(text: str) -> None:
    [entry] = entries((RSS % f"<![CDATA[<p>{text}</p>]]>").encode())
    assert entry.failed


def test_an_article_about_captchas_is_no_captcha() -> None:
    [entry] = entries((RSS % f"<![CDATA[<p>{'本文讨论“环境异常”提示。' * 60}</p>]]>").encode())
    assert not entry.failed


def test_entities_are_not_expanded_and_files_are_not_read(tmp_path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("geheim")
    bomb = (
        f"""<!DOCTYPE r [<!ENTITY a "{"x" * 100}"><!ENTITY b "{"&a;" * 100}">
      <!ENTITY c "{"&b;" * 100}"><!ENTITY f SYSTEM "{secret.as_uri()}">]>"""
        + RSS % "&c;&f;"
    )
    try:
        found = entries(bomb.encode())
    except DocumentError:
        return
    assert all(len(entry.content or "") < 1000 for entry in found)
    assert "geheim" not in str(found)


@pytest.mark.parametrize(
    "body", [b"not xml", b"<html><body/></html>", b"<rss><channel>", b'{"a": 1}', b"[1]", b"{", b""]
)
def test_what_is_no_feed_is_refused_in_words(body: bytes) -> None:
    with pytest.raises((Unreadable, UnknownFormat), match="it is"):
        entries(body)


def test_a_page_is_no_feed() -> None:
    assert looks_like_feed(b'\xef\xbb\xbf<?xml version="1.0"?>\n<rss version="2.0">')
    assert looks_like_feed(b'<feed xmlns="http://www.w3.org/2005/Atom">')
    assert not looks_like_feed(b"<!DOCTYPE html><html><body><rss></body></html>")
    assert not looks_like_feed("关于<rss>的说明".encode())


@given(st.binary(max_size=200))
def test_any_bytes_are_entries_or_a_document_error(body: bytes) -> None:
    for start in (b"", b"<rss>", b"{", b"["):
        with suppress(DocumentError):
            assert isinstance(entries(start + body), tuple)


def test_a_bad_link_a_huge_date_and_half_a_character_cost_no_entry() -> None:
    rows = [
        {"url": "http://[bad", "content": "<p>一</p>"},
        {"url": "/2", "content": "<p>二</p>", "date_published": "9999-12-31T23:59:59-14:00"},
        {"url": "/3", "content": "<p>三\ud800</p>", "title": "\udfff"},
    ]
    found = entries(json.dumps(rows).encode(), "https://a.example/feed")
    assert [entry.link for entry in found] == [None, "https://a.example/2", "https://a.example/3"]
    assert [entry.published_on for entry in found] == [None] * 3
    assert (found[2].title, found[2].content) == ("\ufffd", "<p>三\ufffd</p>")
