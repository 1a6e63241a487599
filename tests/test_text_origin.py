"""Whose text a page shows (来源, 阅读原文), who shows it, and on which day it was put up."""

from datetime import UTC, date, datetime

import pytest

from digest.ids import capture_id, sha256_hex
from digest.model import Capture, PageMeta
from digest.reading import read
from digest.text.clean import clean
from schedules import contracts, plain

WORDS = "示例服务提供者应当保存日志不少于六个月，并按照规定向示例市网信办报告，不得拖延。"
BODY = "\n\n".join([WORDS, WORDS.replace("六", "九"), WORDS.replace("六", "三")])
ORIGINAL = "https://www.example.gov.cn/a/1.html"


def captured(text: str, name: str) -> Capture:
    body = text.encode()
    return Capture(
        capture_id(name, body), "test", "", datetime(2026, 1, 15, tzinfo=UTC), body,
        sha256_hex(body), file_name=name,
    )  # fmt: skip


def meta(text: str, name: str = "a.md") -> PageMeta:
    return clean(captured(text, name)).meta


def exported(*below: str, above: str = "", day: str = "2026-01-15") -> str:
    head = f"---\ntitle: 示例解读\nsource: 示例公号\ndate: {day}\n---\n\n# 示例解读\n\n{above}\n\n"
    return "\n\n".join([head + BODY, *below])


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("（来源：示例市公安局）", "示例市公安局"),
        ("来源：“示例网信”微信公众号", "示例网信微信公众号"),
        ("文章来源:示例日报", "示例日报"),
        ("原文来源：示例工程研究中心", "示例工程研究中心"),
        ("轉載自：示例報", "示例報"),
        ("来源：示例公号", None),  # who shows it
        ("资料来源于互联网", None),
        ("数据来源：示例市统计局，由本号整理成表", None),
    ],
)
def test_a_line_of_its_own_names_the_source_of_an_export(line, name):
    told = meta(exported(line))
    assert (told.publisher, told.origin) == ("示例公号", name)


@pytest.mark.parametrize(
    "link",
    [
        f"[阅读原文]({ORIGINAL})",
        f"原文链接：{ORIGINAL}",
        f"原文链接：\n{ORIGINAL}",
        f"文章来源: {ORIGINAL}",
    ],
)
def test_an_export_links_its_original(link):
    assert meta(exported(link)).origin_url == ORIGINAL


def test_a_digest_with_many_originals_has_none():
    assert meta(exported(f"原文链接：{ORIGINAL}", f"原文链接：{ORIGINAL}?b")).origin_url is None


def test_a_page_links_its_original_and_names_its_source():
    paragraphs = "".join(f"<p>{line}</p>" for line in BODY.split("\n\n"))
    page = (
        f"<html><head><meta property='og:site_name' content='示例站'><title>示例解读</title></head>"
        f"<body><article><h1>示例解读</h1>{paragraphs}<p>来源：示例日报</p>"
        f"<a href='{ORIGINAL}'>查看原文</a></article></body></html>"
    )
    told = meta(page, "a.html")
    assert (told.publisher, told.origin, told.origin_url) == ("示例站", "示例日报", ORIGINAL)


def test_a_saved_account_page_names_both():
    page = f"""<html><head><meta property="og:title" content="示例解读"></head><body>
<div id="js_article"><a id="js_name">示例公号</a><div id="js_content"><p>{WORDS}</p><p>{BODY}</p>
<p>（来源：网信示例）</p></div></div>
<script>var ct = "1768460400"; var msg_source_url = '{ORIGINAL}';</script></body></html>"""
    told = meta(page, "a.html")
    assert (told.publisher, told.origin, told.origin_url) == ("示例公号", "网信示例", ORIGINAL)


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2026-01-14 14:20:56", date(2026, 1, 14)),
        ("*2026-1-13 19:31:52", date(2026, 1, 13)),
        ("2026-01-16 09:00", date(2026, 1, 15)),  # after the export: of something else
        ("2024-01-14 09:00", date(2026, 1, 15)),  # of another year
        ("截至2026-01-14 09:00，已有十家备案。", date(2026, 1, 15)),
    ],
)
def test_the_hour_the_page_prints_comes_before_the_day_of_its_exporter(stamp, day):
    assert meta(exported(above=stamp)).published_on == day


def test_a_signature_is_text_and_no_byline():
    page = "---\nsource: 示例市公安局\n---\n\n一段话，示例如下。\n\n示例市公安局\n\n2026年1月15日"
    assert clean(captured(page, "a.md")).text.endswith("示例市公安局\n2026年1月15日")
    byline = "---\nsource: 示例公号\n---\n\n示例公号\n\n一段话，示例如下。"
    assert "示例公号" not in clean(captured(byline, "a.md")).text


def test_a_day_in_english():
    page = "<html><body><article><p>Created in May 08, 2026</p>" + f"<p>{WORDS}</p>" * 4
    assert meta(page, "a.html").published_on == date(2026, 5, 8)


def test_the_contract_and_the_terminal_show_what_it_is_about_and_whose_it_is():
    text = exported(f"[阅读原文]({ORIGINAL})", "（来源：示例市公安局）")
    found = read(captured(text.replace("示例解读", "《示例办法》解读"), "a.md"))
    notice = contracts.duties(found)["notice"]
    assert notice["kind"] == "interpretation"
    assert (notice["instrument"], notice["status"]) == ("示例办法", None)
    assert (notice["origin"], notice["origin_url"]) == ("示例市公安局", ORIGINAL)
    assert plain.duties(found).splitlines()[1:3] == ["about 示例办法", "from 示例市公安局"]
    draft = read(captured("示例办法（征求意见稿）\n第一条 甲应当乙。\n第二条 丙。", "a.txt"))
    assert contracts.duties(draft)["notice"]["status"] == "draft"
    assert contracts.duties(draft)["notice"]["adopted_on"] is None
