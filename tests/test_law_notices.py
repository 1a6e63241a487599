"""What a release does, to which instrument, by whom, when."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from digest.law.dates import comments_until, effective, signature
from digest.law.notices import notice
from digest.law.structure import articles
from digest.model import Block, Document, Format, Listed, Notice, NoticeKind, PageMeta, Script

LAW = """示例市生成内容标识办法
（2026年1月15日国家互联网信息办公室、工业和信息化部令第15号公布）
第一条 为了规范标识，制定本办法。
第二条 提供者应当添加标识。
第三条 本办法自2026年3月1日起施行。"""


def document(text: str, meta: PageMeta) -> Document:
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block(line, at, at + len(line)))
        at += len(line) + 1
    return Document(
        id="d",
        capture="c",
        format=Format.TEXT,
        text=text,
        blocks=tuple(blocks),
        dropped=(),
        script=Script.HANS,
        charset="utf-8",
        charset_guessed=False,
        meta=meta,
        attachments=(),
        rules_version="1",
    )


def read(text: str, title: str | None = None, **listed: object) -> Notice:
    page = document(text, PageMeta(title=title))
    return notice(page, articles(text), Listed(**listed))  # type: ignore[arg-type]


def test_a_law_says_all_of_itself():
    assert read(LAW) == Notice(
        kind=NoticeKind.PROMULGATION,
        title="示例市生成内容标识办法",
        instrument="示例市生成内容标识办法",
        issuers=("国家互联网信息办公室", "工业和信息化部"),
        doc_no="工业和信息化部令第15号",
        published_on=date(2026, 1, 15),
        effective_on=date(2026, 3, 1),
    )


def test_a_repost_keeps_the_title_of_the_law_and_no_date_is_invented():
    text = LAW.replace("（2026年1月15日国家互联网信息办公室、工业和信息化部令第15号公布）\n", "")
    told = read(text, "关注 | 某某频道")
    assert told.title == told.instrument == "示例市生成内容标识办法"
    assert told.published_on is None
    assert read(text, published_on=date(2026, 1, 16)).published_on == date(2026, 1, 16)


def test_in_force_from_the_day_of_publication():
    told = read(LAW.replace("2026年3月1日", "公布之日"))
    assert told.effective_on == told.published_on == date(2026, 1, 15)


def test_an_amended_law_does_not_take_effect_before_it_was_amended():
    text = LAW.replace("2026年3月1日", "2017年6月1日")
    assert read(text).effective_on is None


@pytest.mark.parametrize(
    "text",
    [
        LAW.replace("标识办法\n", "标识办法（征求意见稿）\n"),
        LAW.replace("2026年3月1日", "　年　月　日"),
    ],
)
def test_a_draft_is_told_by_its_mark_or_by_its_blank_day(text):
    told = read(text)
    assert (told.kind, told.instrument) == (NoticeKind.DRAFT, "示例市生成内容标识办法")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于《示例办法（征求意见稿）》公开征求意见的通知", NoticeKind.DRAFT),
        ("《示例办法》答记者问", NoticeKind.INTERPRETATION),
        ("一图读懂《示例办法》", NoticeKind.INTERPRETATION),
        ("关于修改《示例办法》的决定", NoticeKind.AMENDMENT),
        ("关于废止《示例办法》的决定", NoticeKind.REPEAL),
        ("关于《示例办法》的更正", NoticeKind.CORRECTION),
        ("示例市通报12款应用", NoticeKind.ENFORCEMENT),
        ("某公司违反《示例办法》被行政处罚", NoticeKind.ENFORCEMENT),
        ("示例市网信办召开工作会议", NoticeKind.REPORT),
        ("专家观点 | 标识义务的边界", NoticeKind.COMMENTARY),
        ("標識義務淺析：《示例辦法》答記者問", NoticeKind.INTERPRETATION),
    ],
)
def test_kinds_by_title(title, kind):
    assert read("一段没有条文的话。", title).kind is kind


def test_a_consultation_says_until_when():
    text = "现就该办法公开征求意见，意见反馈截止日期为2026年2月14日。\n2026年1月15日"
    told = read(text, "关于《示例办法（征求意见稿）》公开征求意见的通知")
    assert (told.instrument, told.comments_until) == ("示例办法", date(2026, 2, 14))
    assert told.published_on == date(2026, 1, 15)
    silent = replace(told, comments_until=date(2026, 2, 20))
    assert silent == read(
        "公开征求意见。\n2026年1月15日",
        "关于《示例办法（征求意见稿）》公开征求意见的通知",
        comments_until=date(2026, 2, 20),
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("请于2026年10月14日前将意见反馈", date(2026, 10, 14)),
        ("公示时间：2026年9月1日—2026年9月30日", date(2026, 9, 30)),
        ("此次公开征求意见的时间为2026年9月1日至2026年9月30日", date(2026, 9, 30)),
        ("意见反馈截止时间为 2026年9月30日 24：00", date(2026, 9, 30)),
        ("请于1月14日前反馈", date(2027, 1, 14)),
        ("请于2026年2月30日前反馈", None),
        ("欢迎反馈", None),
    ],
)
def test_last_day_for_comments(words, expected):
    assert comments_until(words, date(2026, 9, 15)) == expected


def test_days_in_chinese_numerals_and_signatures():
    assert effective("自二〇二六年三月一日起施行", None) == date(2026, 3, 1)
    assert signature("示例市网信办\n二〇二六年一月十五日") == date(2026, 1, 15)
    assert effective("自公布之日起施行", None) is None


def test_the_seeds(shared: Path):
    text = next((shared / "seeds").glob("004_*")).read_text("utf-8")
    text = text[text.index("生成式人工智能服務管理暫行辦法") :]
    told = read(text)
    assert told.kind is NoticeKind.PROMULGATION
    assert told.instrument == "生成式人工智能服务管理暂行办法"
    assert (told.published_on, told.effective_on) == (None, date(2023, 8, 15))
