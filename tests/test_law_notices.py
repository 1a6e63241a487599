"""What a release does, to which instrument, by whom, when."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from digest.law.dates import comments_until, effective, signature
from digest.law.issuers import agencies
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


ORDER = """示例市互联网信息办公室 示例市公安局
令
第3号
《示例市生成内容标识办法》已经2026年1月8日示例市互联网信息办公室第1次办务会议审议通过，并经示例市经济和信息化局同意，现予公布，自2026年3月1日起施行。
示例市互联网信息办公室主任 张三
示例市公安局局长 李四
2026年1月15日
示例市生成内容标识办法
第一条 为了规范标识，制定本办法。
第二条 提供者应当添加标识。
第三条 本办法自2026年3月1日起施行。"""
ISSUERS = ("示例市互联网信息办公室", "示例市公安局", "示例市经济和信息化局")


def test_an_order_is_of_the_day_it_was_signed_and_of_all_who_signed():
    told = read(ORDER)
    assert (told.published_on, told.effective_on) == (date(2026, 1, 15), date(2026, 3, 1))
    assert told.issuers == ISSUERS


@pytest.mark.parametrize(
    ("head", "page", "expected"),
    [
        # 公布 in the 题注 comes before everything
        ("（2026年1月8日通过 2026年1月15日示例市人民政府令第3号公布）", date(2026, 2, 1), (1, 15)),
        ("（2026 年 1 月 15 日示例市\n公安局令第 3 号公布）", None, (1, 15)),
        ("示例字公告\n2026年1月15日 示释〔2026〕3号", date(2026, 2, 1), (1, 15)),
        # then the signature
        ("2026年1月8日示例市第三次会议通过\n2026年1月15日", date(2026, 2, 1), (1, 15)),
        # then the page, and the adoption only when there is nothing else
        ("2026年1月8日示例市第三次会议通过", date(2026, 1, 20), (1, 20)),
        ("2026年1月8日示例市第三次会议通过", None, (1, 8)),
        # a repost of later years, or a page older than the adoption, publishes nothing
        ("2026年1月8日示例市第三次会议通过", date(2027, 1, 20), (1, 8)),
        ("2026年1月8日示例市第三次会议通过", date(2025, 1, 20), (1, 8)),
        # an amended law prints the day of its first publication too
        ("（2020年5月1日公布 根据2026年1月8日《示例决定》第一次修正）", date(2026, 2, 1), (1, 8)),
        ("2020年5月1日第三次会议修订\n2026年1月8日第四次会议通过", None, (1, 8)),
        # the 题注 names another act by its day
        ("根据2026年1月31日公布的《示例法》制定。\n2026年1月8日第三次会议通过", None, (1, 8)),
    ],
)
def test_the_day_of_publication_by_order_of_trust(head, page, expected):
    text = LAW.replace(LAW.split("\n")[1], head)
    assert read(text, published_on=page).published_on == date(2026, *expected)


@pytest.mark.parametrize(
    ("title", "text", "publisher", "expected"),
    [
        ("示例市互联网信息办公室关于公布《示例办法》的通知", "通知。", None, ISSUERS[:1]),
        ("示例市互联网信息办公室、示例市公安局关于测试的公告", "公告。", None, ISSUERS[:2]),
        ("示例市经济和信息化局和示例市公安局令第3号", "令。", None, ISSUERS[:0:-1]),
        ("[视频]国家网信办等七部门公布测试办法", "消息。", None, ("国家互联网信息办公室",)),
        (
            "关于测试的通知",
            "通知。\n示例市互联网信息办公室\n示例市公安局\n2026年1月15日",
            None,
            ISSUERS[:2],
        ),
        (
            "测试的消息",
            "1月5日，国家网信办联合公安部近日发布一批测试。",
            None,
            ("国家互联网信息办公室", "公安部"),
        ),
        (
            "测试的消息",
            "1月5日，国家网信办、公安部近日联合发布一批测试。",
            None,
            ("国家互联网信息办公室", "公安部"),
        ),
        ("关于测试的通知", "请于2026年1月20日前反馈秘书处。", None, ()),
        ("测试的消息", "（2026年1月8日 示例市公安局）", None, ISSUERS[1:2]),
        ("测试的消息", "一段话。", "示例市公安局", ISSUERS[1:2]),
        ("测试的消息", "一段话。", "示例安全研究中心", ()),
        ("测试的消息", "一段话。", "示例周报编辑部", ()),
        ("某科技公司关于测试的公告", "根据市公安局的要求，制定本办法。", None, ()),
        ("专家观点 | 公安部关于测试的通知", "一段话。", "公安部", ()),
    ],
)
def test_issuers_are_read_by_the_form_of_their_names(title, text, publisher, expected):
    page = document(text, PageMeta(title=title, publisher=publisher))
    assert notice(page, ()).issuers == expected


def test_who_explains_or_passes_a_law():
    told = read("2026年1月8日示例市第十六届人民代表大会常务委员会第三次会议通过\n" + LAW)
    assert told.issuers[0] == "示例市人民代表大会常务委员会"
    assert read("一段话。", "公安部负责人就《示例办法》答记者问").issuers == ("公安部",)
    # an interpretation opens with the issuer of what it explains
    assert read("近日，公安部发布《示例办法》。", "专家解读 | 测试").issuers == ()


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("《示例办法》正式落地，企业要先改哪三件事？", "我们挑出三点。", NoticeKind.COMMENTARY),
        ("《示例办法》正式发布", "本文仅供交流，不构成法律意见。", NoticeKind.COMMENTARY),
        (
            "《示例办法》发布，企业如何应对",
            "企业应当自查。我们建议先改日志。",
            NoticeKind.COMMENTARY,
        ),
        ("《示例办法》三个变化", "笔者看来，企业应先改日志。", NoticeKind.COMMENTARY),
        ("《示例办法》解读", "一段话。", NoticeKind.COMMENTARY),
        ("《示例办法》发布", "企业应当自查。", NoticeKind.REPORT),
        ("示例市举办合规培训", "企业应当参加。", NoticeKind.REPORT),
        ("示例市网信办公开招聘公告", "供大家参考。", NoticeKind.REPORT),
        ("示例博客平台整治消息", "博客、专栏和公众号已经整改。", NoticeKind.REPORT),
        ("示例合规论坛回顾", "与会者很多。", NoticeKind.REPORT),
        (
            "某公司被约谈；《示例办法（征求意见稿）》公开征求意见 | 牛览",
            "消息。",
            NoticeKind.REPORT,
        ),
        ("示例专项行动重拳整治", "消息。", NoticeKind.ENFORCEMENT),
        ("公安部详细回应", "公安部就办法公开征求意见，说明如下。", NoticeKind.INTERPRETATION),
    ],
)
def test_who_advises_comments_and_who_tells_news_reports(title, text, kind):
    assert read(text, title).kind is kind


def test_an_explanation_is_official_when_an_authority_shows_it():
    page = document("一段话。", PageMeta(title="《示例办法》解读", publisher="示例市公安局"))
    assert notice(page, ()).kind is NoticeKind.INTERPRETATION


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("（2026年1月8日第三次会议修订）", None),
        ("提供者，适用《示例法》的规定", None),
        (
            "最高人民法院关于审理测试案件\n若干问题的规定",
            "最高人民法院关于审理测试案件若干问题的规定",
        ),
        ("示释〔2026〕3号 示例省 标识办法", "示例省标识办法"),
        ("《示例省标识办法》已经2026年1月8日第三次会议通过", "示例省标识办法"),
    ],
)
def test_the_title_of_a_law_is_a_title_line_or_none(head, title):
    body = "\n".join(LAW.split("\n")[2:])
    told = read(f"{head}\n{body}")
    assert told.instrument == title
    assert not told.title or told.title == title


def test_the_page_has_the_whole_of_a_broken_title():
    body = "\n".join(LAW.split("\n")[2:])
    told = read(f"标识管理办法\n{body}", "示例省生成内容标识管理办法")
    assert told.instrument == "示例省生成内容标识管理办法"
    assert read(f"标识管理办法\n{body}", "示例省公布标识管理办法").instrument == "标识管理办法"


def test_a_page_of_joints_is_read_in_time():
    agencies("示例局和" * 2000)
    assert agencies("示例局和" * 30) == ()
    assert agencies("示例甲局和示例乙局与示例丙局") == ("示例甲局", "示例乙局", "示例丙局")


def test_the_note_of_an_amended_law_names_it_where_no_title_does():
    body = "\n".join(LAW.split("\n")[2:])
    note = "根据2026年1月8日第三次会议《关于修改〈中华人民共和国示例法〉的决定》修正"
    assert read(f"{note}\n{body}").instrument == "示例法"
    two = f"{note}\n根据2027年1月8日第五次会议《关于修改〈示例二法〉的决定》修正"
    assert read(f"{two}\n{body}").instrument is None
    several = "根据2026年1月8日第三次会议《关于修改〈示例法〉等七部法律的决定》修正"
    assert read(f"{several}\n{body}").instrument is None
