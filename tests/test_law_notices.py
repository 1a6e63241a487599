"""What a release does, to which instrument, by whom, when."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from digest.law.dates import comments_until, effective, signature
from digest.law.issuers import agencies
from digest.law.notices import notice
from digest.law.structure import articles
from digest.model import (
    Block,
    Document,
    Format,
    Listed,
    Notice,
    NoticeKind,
    PageMeta,
    Script,
    Status,
)

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
        status=Status.PROMULGATED,
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
        ("2026年1月8日示例市人大第三次会议通过", date(2026, 1, 20), (1, 20)),
        ("2026年1月8日示例市人大第三次会议通过", None, (1, 8)),
        # a repost of later years, or a page older than the adoption, publishes nothing
        ("2026年1月8日示例市人大第三次会议通过", date(2027, 1, 20), (1, 8)),
        ("2026年1月8日示例市人大第三次会议通过", date(2025, 1, 20), (1, 8)),
        # an amended law prints the day of its first publication too
        ("（2020年5月1日公布 根据2026年1月8日《示例决定》第一次修正）", date(2026, 2, 1), (1, 8)),
        ("2020年5月1日第三次会议修订\n2026年1月8日示例市人大第四次会议通过", None, (1, 8)),
        # the 题注 names another act by its day
        (
            "根据2026年1月31日公布的《示例法》制定。\n2026年1月8日示例市人大第三次会议通过",
            None,
            (1, 8),
        ),
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
        ("[视频]国家网信办等七部门公布《测试办法》", "消息。", None, ("国家互联网信息办公室",)),
        ("[视频]国家网信办等七部门公布测试结果", "消息。", None, ()),
        (
            "关于测试的通知",
            "通知。\n示例市互联网信息办公室\n示例市公安局\n2026年1月15日",
            None,
            ISSUERS[:2],
        ),
        (
            "测试的消息",
            "1月5日，国家网信办联合公安部近日发布《测试办法》。",
            None,
            ("国家互联网信息办公室", "公安部"),
        ),
        (
            "测试的消息",
            "日前国家网信办、公安部等部门联合发布《测试办法》。",
            None,
            ("国家互联网信息办公室", "公安部"),
        ),
        ("关于测试的通知", "请于2026年1月20日前反馈秘书处。", None, ()),
        ("测试的消息", "1月5日，国家网信办发布一批测试。", None, ()),
        ("关于《测试办法》的更正", "（2026年1月8日 示例市公安局）", None, ISSUERS[1:2]),
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
    # an interpretation opens with the issuer of what it explains, and names others
    text = "近日，公安部发布《示例办法》。此前，国家网信办发布《样例办法》。"
    assert read(text, "专家解读 | 《示例办法》").issuers == ("公安部",)
    assert read("公安部召开会议。", "专家解读 | 《示例办法》").issuers == ()


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
        ("公安部详细回应", "公安部有关负责人就办法说明如下。", NoticeKind.INTERPRETATION),
        ("强制办证？公安部回应", "日前有关办法公开征求意见，专家说不必。", NoticeKind.REPORT),
        ("[视频]评论：论示例", "央视网消息（新闻联播）：明天的报纸将发表。", NoticeKind.REPORT),
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


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("关于《示例办法（征求意见稿）》公开征求意见的通知", Status.DRAFT),
        ("关于修改《示例办法》的决定", Status.PROMULGATED),
        ("关于修改《示例办法》的决定（征求意见稿）", Status.DRAFT),
        ("关于废止《示例办法》的决定", Status.REPEALED),
        ("《示例办法》答记者问", None),
        ("专家观点 | 《示例办法》", None),
    ],
)
def test_what_a_release_makes_of_the_text_it_issues(title, status):
    told = read("一段没有条文的话。", title)
    assert (told.instrument, told.status) == ("示例办法", status)


FORWARDED = """示例省人民政府办公厅转发省样例局
关于示例工作意见的通知
示政办〔2026〕3号
各市人民政府：
省样例局《关于做好示例工作的意见》已经省人民政府同意，现转发给你们，请认真执行。
示例省人民政府办公厅
2026年1月15日
关于做好示例工作的意见
为了做好示例工作，现提出以下意见。
示例省样例局
2026年1月2日"""


def test_a_notice_that_passes_on_a_document_is_about_it_and_signed_above_it():
    told = read(FORWARDED, "示例省人民政府办公厅转发省样例局关于示例工作意见的通知")
    assert told.kind is NoticeKind.PROMULGATION
    assert told.instrument == "关于做好示例工作的意见"
    assert told.issuers == ("示例省人民政府办公厅",)
    assert (told.doc_no, told.published_on) == ("示政办〔2026〕3号", date(2026, 1, 15))


@pytest.mark.parametrize(
    ("title", "text", "instrument"),
    [
        (
            "示例局关于印发示例药品采购试点方案的通知",
            "《示例药品采购试点方案》（以下简称《方案》）已经同意，现印发给你们。",
            "示例药品采购试点方案",
        ),
        ("示例局关于印发示例药品采购试点方案的通知", "现印发。", "示例药品采购试点方案"),
        ("示例局关于加强示例工作的指导意见", "意见如下。", "示例局关于加强示例工作的指导意见"),
        ("示例局关于第7号提案的答复", "现答复如下。", "示例局关于第7号提案的答复"),
    ],
)
def test_the_instrument_of_a_paper_is_what_it_carries_or_itself(title, text, instrument):
    told = read(f"示局发〔2026〕3号\n{text}", title)
    assert (told.kind, told.instrument) == (NoticeKind.PROMULGATION, instrument)


@pytest.mark.parametrize(
    ("title", "text", "instrument"),
    [
        ("示例法修正案（二）", "将第三条修改为：", "示例法"),
        ("中华人民共和国示例法修正案（2026年）", "第十二条　序言修改为：", "示例法"),
        ("全国人大常委会关于修改中华人民共和国示例法的决定", "将第三条修改为：", "示例法"),
        ("关于修改《关于示例、样例的〈示例法〉若干规定》的决定", "一、修改。", None),
        ("关于修改《示例规定》《样例规定》的决定", "一、将第三条修改为：", None),
        ("关于修改《示例规定》等三件规定的决定", "作出修改。", None),
        ("关于修改和废止部分规范性文件的决定", "现予公布。", None),
        ("关于废止和修改部分规章的决定", "现予公布。", None),
        (
            "关于修改和废止部分规范性文件的决定",
            "一、对下列文件予以修改\n（一）《示例规定》\n删去第三条。\n二、废止《样例条例》。",
            None,
        ),
        ("关于修改《示例规定》等三件规定的决定", "二、修改《样例规定》\n1.将第三条", "样例规定"),
        (
            "关于修改《示例规定》等三件规定的决定",
            "一、修改《示例规定》\n1.将第三条\n二、修改《样例规定》\n1.将第五条",
            None,
        ),
        (
            None,
            "《示例院关于修改〈示例规定〉的决定》已于2026年1月8日由审判委员会通过，现予公布，"
            "自2026年3月1日起施行。\n示例院\n2026年1月15日 示释〔2026〕3号 将第三条修改为：",
            "示例规定",
        ),
    ],
)
def test_an_amendment_is_about_the_one_instrument_it_amends(title, text, instrument):
    told = read(text, title)
    assert told.kind is NoticeKind.AMENDMENT
    if title and "若干规定" in title:
        instrument = "关于示例、样例的〈示例法〉若干规定"  # a 、 and a title inside one title
    assert told.instrument == instrument


def test_a_decision_without_a_title_line_says_all_in_its_first_sentence():
    told = read(
        "《示例院关于修改〈示例规定〉的决定》已于2026年1月8日通过，自2026年3月1日起施行。\n示例院\n"
        "2026年1月15日"
    )
    assert told.title == "示例院关于修改〈示例规定〉的决定"
    assert (told.published_on, told.effective_on) == (date(2026, 1, 15), date(2026, 3, 1))


@pytest.mark.parametrize(
    ("title", "text", "instrument"),
    [
        ("《示例办法》与《样例办法》解读", "一段话。", None),
        ("个人信息保护法三周年观察", "一段话。", "个人信息保护法"),
        ("执法检查：个人信息保护法 关于加强示例的决定", "一段话。", None),
        (
            "专家解读 | 构建格局",
            "近日，示例委印发《关于完善治理的实施方案》（以下简称《方案》）。",
            "关于完善治理的实施方案",
        ),
        (
            "企业被处罚",
            "示例市网信办依据《样例法》对该公司处以罚款，违反《样例法》第三条。",
            "样例法",
        ),
        ("企业被处罚", "依据《样例法》《示例法》处罚。", None),
        ("本周牛览", "《样例办法》正式施行。", None),
        (
            "示例协议有何变化",
            "《样例办法》及配套的《方法》正式实施。\n见《样例办法》第三条。",
            "样例办法",
        ),
        ("示例协议有何变化", "依照《样例办法》。\n见《样例办法》第三条。", None),
    ],
)
def test_who_explains_reports_or_enforces_is_about_one_instrument_or_none(title, text, instrument):
    assert read(text, title).instrument == instrument


def test_who_enforces_and_who_proposes():
    text = "近日，示例市网信办接到线索，该公司存在漏洞。示例市公安局另案处理。"
    assert read(text, "企业被处罚").issuers == ("示例市网信办",)
    text = (
        "由示例产业联盟（以下简称“联盟”）提出，示例创新中心（简称“中心”）牵头的《示例规范》已成稿。"
    )
    assert read(text, "征求意见‖《示例规范》").issuers == ("示例产业联盟", "示例创新中心")


def test_what_a_court_or_a_ministry_adopts_is_published_later():
    adopted = "2026年1月8日示例院审判委员会第三次会议通过"
    assert read(f"{adopted}\n{LAW.split(chr(10), 2)[2]}").published_on is None


def test_a_lead_that_tells_of_an_older_act_dates_nothing():
    lead = "《办法》对2017年5月2日公布的《旧示例办法》进行了全面修订。"
    told = read(f"{lead}\n{LAW.split(chr(10), 2)[2]}", published_on=date(2026, 1, 16))
    assert (told.published_on, told.adopted_on) == (date(2026, 1, 16), None)


def test_the_rest_of_a_broken_title_stands_in_the_notice_above_it():
    text = (
        "《示例改革中样例单位转制的规定》和《支持样例的规定》已经同意，现印发给你们。\n示例局\n"
        "2026年1月15日\n示例改革中样例单位\n转制的规定\n" + LAW.split("\n", 2)[2]
    )
    told = read(text, "示例局关于印发示例改革两个规定的通知")
    assert told.title == told.instrument == "示例改革中样例单位转制的规定"


@pytest.mark.parametrize(
    "text",
    [
        "《示例院关于样例的解释》已于2026年1月8日由审判委员会通过，现予公布。",
        "现将《示例院关于样例的解释》印发给你们，请认真执行。",
    ],
)
def test_a_text_that_opens_by_issuing_an_act_promulgates_it(text):
    told = read(text)
    assert (told.kind, told.instrument) == (NoticeKind.PROMULGATION, "示例院关于样例的解释")
    repost = read(f"{text}\n{LAW.split(chr(10), 2)[2]}", "示例院发布《示例院关于样例的解释》")
    assert repost.title == "示例院发布《示例院关于样例的解释》"


def test_a_law_in_english_is_one():
    text = "Article 1 These Measures apply.\nArticle 2 Providers shall keep logs."
    told = read(text, "Interim Measures for the Management of Generative AI Services")
    assert told.kind is NoticeKind.PROMULGATION
    assert told.instrument == "生成式人工智能服务管理暂行办法"


def test_a_print_of_a_page_repeats_its_headings():
    body = "\n".join(LAW.split("\n")[2:])
    head = "示例市公安局示例市公安局\n令令\n第12号\n示例市标识办法示例市标识办法"
    told = read(f"{head}\n{body}")
    assert (told.title, told.instrument) == ("示例市标识办法", "示例市标识办法")
    assert (told.issuers, told.doc_no) == (("示例市公安局",), "令第12号")


def test_other_ways_to_tell_a_day():
    assert comments_until("征求意见时间为2026年4月7日-5月8日。", None) == date(2026, 5, 8)
    assert comments_until("征求意见时间为2026年4月7日至18日。", None) == date(2026, 4, 18)
    assert effective("2026年3月15日示例会公告公布施行", None) == date(2026, 3, 15)
    assert signature("示例院\n112年10月3日") == date(2023, 10, 3)
    assert signature("2026年1月2日\n甲\n2026年1月5日", first=True) == date(2026, 1, 2)


def test_an_explanation_shown_again_is_as_official_as_its_source():
    page = document("一段话。", PageMeta(title="《示例办法》解读三", publisher="某公众号"))
    assert notice(page, ()).kind is NoticeKind.COMMENTARY
    for origin in ("网信中国", "示例市公安局网站", "国家示例通报中心"):
        told = notice(replace(page, meta=replace(page.meta, origin=origin)), ())
        assert told.kind is NoticeKind.INTERPRETATION
