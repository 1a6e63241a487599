"""References resolve to the instrument they mean, with the words as printed."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.law.citations import citations, full_title
from digest.law.names import renumbered_on
from digest.law.structure import articles, structure
from digest.model import Annexed

GENAI = "生成式人工智能服务管理暂行办法"
ALGORITHM = "互联网信息服务算法推荐管理规定"


def places(text: str, instrument: str | None = None) -> list[tuple[str | None, ...]]:
    return [(c.instrument, c.article, c.paragraph, c.point) for c in citations(text, instrument)]


@pytest.mark.parametrize(
    "name",
    [
        "中华人民共和国个人信息保护法",
        "《个人信息保护法》",
        "个保法",
        "個人信息保護法",
        "中华人民共和国个人信息保护法（草案）",
        "PIPL",
        "Personal Information Protection Law",
    ],
)
def test_every_name_of_a_known_instrument_gives_its_title(name):
    assert full_title(name) == "个人信息保护法"


def test_the_day_an_amendment_gave_articles_other_numbers():
    assert renumbered_on("《中华人民共和国网络安全法》") == date(2026, 1, 1)
    assert renumbered_on("网安法") == date(2026, 1, 1)
    assert renumbered_on("数据安全法") is None
    assert renumbered_on("示例市生成内容标识办法") is None


def test_names_of_nothing_known_give_nothing():
    assert full_title("示例市生成内容标识办法") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("《网络安全法》第二十一条第一款第（三）项", [("网络安全法", "21", 1, "3")]),
        ("《網絡安全法》第21條第2款", [("网络安全法", "21", 2, None)]),
        ("《网络安全法》第十条、第十一条", [("网络安全法", n, None, None) for n in ("10", "11")]),
        (
            "《网络安全法》第三十八条至第四十条",
            [("网络安全法", n, None, None) for n in ("38", "39", "40")],
        ),
        (
            "《网络安全法》第二十一、二十二条",
            [("网络安全法", n, None, None) for n in ("21", "22")],
        ),
        (
            "《网络安全法》第二十二条第一款、第二款和第四十一条",
            [
                ("网络安全法", "22", 1, None),
                ("网络安全法", "22", 2, None),
                ("网络安全法", "41", None, None),
            ],
        ),
        ("《网络安全法》第十七条之一", [("网络安全法", "17-1", None, None)]),
        ("《示例市数据条例》第三条", [("示例市数据条例", "3", None, None)]),
        ("《关于实施〈示例办法〉的规定》", [("关于实施〈示例办法〉的规定", None, None, None)]),
        ("依据个保法第五十五条", [("个人信息保护法", "55", None, None)]),
        ("《GB 45438-2025》", [("网络安全技术 人工智能生成合成内容标识方法", None, None, None)]),
    ],
)
def test_places_in_an_instrument(text, expected):
    assert places(text) == expected


def test_an_alias_means_what_the_text_says_it_means():
    text = "《示例市内容管理规定》（以下简称“《规定》”）施行。《规定》第三条、规定第四条。"
    assert ("示例市内容管理规定", "3", None, None) in places(text)
    ascii_text = '《示例市推荐管理办法》("《推荐办法》")。《推荐办法》第5条'
    assert places(ascii_text)[-1] == ("示例市推荐管理办法", "5", None, None)


def test_a_foreign_act_is_kept_and_never_taken_for_chinese_law():
    assert places("欧盟《人工智能法案》(EU AI Act)第50条第2款") == [(None, "50", 2, None)]
    assert places("美国《数据安全法》第一条") == [(None, "1", None, None)]
    assert places("《通用数据保护条例》第9条") == [(None, "9", None, None)]


def test_a_book_is_no_citation():
    assert places("《示例日报》报道，《山海》出版") == []


def test_this_law_means_the_instrument_and_is_left_out_where_none_is_known():
    assert places("违反本办法第九条规定", GENAI) == [(GENAI, "9", None, None)]
    assert places("违反本办法第九条规定") == []


def test_a_bare_number_belongs_to_the_only_instrument_of_its_sentence():
    one = "根据《算法推荐规定》第三十一条，违反第十六条的，处罚。依照第三条不算。"
    assert [p[:2] for p in places(one)] == [(ALGORITHM, "31"), (ALGORITHM, "16")]
    two = "《网络安全法》和《数据安全法》都有规定，第三条如此。"
    assert all(p[1] is None for p in places(two))


ARTICLE = """《示例市生成内容标识办法》落地。
根据《示例市生成内容标识办法》第十条，日志的留存期拉长了。
水印要更大。第五条把高度提高了；其第六条第二款另有要求。
报告时限放宽了。
此外，新增的第十三条保护孩子，该办法第十五条定了罚款。"""


def test_an_article_about_one_instrument_leaves_its_name_out():
    found = [p for p in places(ARTICLE) if p[1]]
    assert [p[:3] for p in found] == [
        ("示例市生成内容标识办法", number, paragraph)
        for number, paragraph in (("10", None), ("5", None), ("6", 2), ("13", None), ("15", None))
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("水印要更大", "《示例市数据条例》第三条不同"),  # two instruments cited by article
        ("水印要更大", "《示例市数据条例》也要看"),  # another one named last
        ("水印要更大", "欧盟《人工智能法案》第50条不同"),
        ("水印要更大。", "用户协议写明，"),  # the agreement has articles too
        ("第十条，", "，"),  # no article of it cited yet
        ("水印要更大。第五条", "水印要更大，依照第五条"),  # not at the head of its clause
        ("日志的留存期拉长了。", "拉长了。\n一\n二\n三"),  # too far above
        (
            "报告时限放宽了。",
            "第一条 为了测试。\n第二条 应当测试。",
        ),  # prints the articles of a law
        ("报告时限放宽了。", "将第一款修改为测试，将第二款修改为试验。"),  # an amendment
    ],
)
def test_a_bare_number_stays_unresolved_where_there_is_a_second_reading(old, new):
    assert old in ARTICLE
    text = ARTICLE.replace(old, new).replace("其第六条第二款另有要求", "如此")
    assert ("示例市生成内容标识办法", "5", None, None) not in places(text)


def test_in_a_legal_text_a_bare_number_is_left_alone():
    assert [p for p in places(ARTICLE, "示例法") if p[1] in ("5", "13")] == []


def test_that_measure_is_the_one_of_its_kind_named_above():
    text = (
        "《示例市标识管理办法》和《示例市数据条例》施行。该条例第三条、该办法第四条、该法第五条。"
    )
    assert places("《示例市数据条例》施行。该条例第三条第二款")[1:] == [
        ("示例市数据条例", "3", 2, None)
    ]
    assert [p for p in places(text) if p[1]] == [
        ("示例市数据条例", "3", None, None),
        ("示例市标识管理办法", "4", None, None),
    ], "a 办法 is no 法"


def test_english_forms():
    text = (
        "See Articles 14 and 17 of the Interim Measures for Generative AI Services; PIPL Art. 55."
    )
    assert [p[:2] for p in places(text)] == [
        (GENAI, "14"),
        (GENAI, "17"),
        ("个人信息保护法", "55"),
    ]


def test_quotes_are_the_words_as_printed():
    text = "見《生成式人工智能服務管理暫行辦法》第九條、第十一條。"
    for citation in citations(text):
        assert text[citation.quote.start : citation.quote.end] == citation.quote.text
    assert citations(text)[0].quote.text == "《生成式人工智能服務管理暫行辦法》第九條"


@given(st.text(alphabet="《》〈〉（）“”第条款项至、和一二十0123法办本规定以下简称 \n"))
def test_no_text_breaks_the_reader(text):
    for citation in citations(text, "示例法"):
        assert text[citation.quote.start : citation.quote.end] == citation.quote.text


def test_what_the_real_articles_cite(shared: Path):
    text = next((shared / "seeds").glob("002_*")).read_text("utf-8")
    found = {(c.instrument, c.article, c.paragraph) for c in citations(text)}
    assert {
        (ALGORITHM, "16", None),
        ("互联网信息服务深度合成管理规定", "14", None),
        ("互联网信息服务深度合成管理规定", "14", 1),
        ("个人信息保护法", "55", None),
        (GENAI, "7", None),
        (GENAI, "9", None),
        (GENAI, "11", None),
        (None, "50", 2),
    } <= found


def test_the_end_of_a_longer_title_is_no_short_name():
    assert places("依照示例市标识办法第三条") == []
    assert places("示例标识办法\n第一条 为了测试。", GENAI) == []
    assert places("依照标识办法第三条")[0][:2] == ("人工智能生成合成内容标识办法", "3")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("深度合成办法", "互联网信息服务深度合成管理规定"),
        ("AIGC管理办法", GENAI),
        ("AIGC暂行办法", GENAI),
        ("生成式AI办法", GENAI),
        ("标识办法", "人工智能生成合成内容标识办法"),
        ("内容标识办法", "人工智能生成合成内容标识办法"),
        ("算法规定", ALGORITHM),
    ],
)
def test_short_names_writers_use(name, title):
    assert places(f"依据《{name}》第二条。") == [(title, "2", None, None)]


def test_a_notice_of_an_authority_is_an_instrument_but_no_call_for_comments():
    assert places("发布《关于开展“示例”专项行动的通知》。") == [
        ('关于开展"示例"专项行动的通知', None, None, None)
    ]
    assert places("发布《关于就示例办法公开征求意见的通知》。") == []


@pytest.mark.parametrize("name", ["语料标注规则", "立法指南", "示例平台服务使用规则"])
def test_rules_and_guides_that_no_authority_made_are_no_instruments(name):
    assert places(f"双方签署《{name}》。") == []


@pytest.mark.parametrize(
    "text", ["教育部印发《示例使用指南》", "《示例数据管理规则》", "《网络安全标准实践指南》"]
)
def test_rules_and_guides_of_an_authority_are_instruments(text):
    assert len(places(text)) == 1


def test_a_cited_article_makes_rules_of_a_name():
    assert places("根据《示例使用规则》第三条") == [("示例使用规则", "3", None, None)]


@pytest.mark.parametrize(
    "text",
    [
        "台湾地区《示例资料保护法》第五条",
        "香港特别行政区《示例资料条例》第五条",
        "依《伦敦示例仲裁院规则》第五条",
        "《美国示例隐私法》第五条",
    ],
)
def test_acts_of_other_jurisdictions_do_not_resolve(text):
    assert [p[0] for p in places(text)] == [None]


def test_a_city_that_ends_like_a_state_is_not_abroad():
    assert places("示范州市《示例数据条例》第三条")[0][0] == "示例数据条例"


def test_that_law_is_the_only_law_of_the_sentence_before():
    text = "《数据安全法》另有规定。《网络安全法》和《标识办法》都适用。该法第二十一条要求留存。"
    assert places(text)[-1] == ("网络安全法", "21", None, None)
    both = "《数据安全法》和《网络安全法》都适用。该法第二十一条要求留存。"
    assert [p for p in places(both) if p[1]] == []


def only(text: str, **known: object) -> list[tuple[str | None, ...]]:
    """Instrument, article, paragraph and point of the references that resolve."""
    return [p for p in places_of(text, **known) if p[0]]


def places_of(text: str, **known: object) -> list[tuple[str | None, ...]]:
    found = citations(text, **known)  # type: ignore[arg-type]
    assert all(text[c.quote.start : c.quote.end] == c.quote.text for c in found)
    return [(c.instrument, c.article, c.paragraph, c.point) for c in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第十六条第一项、第三项至第五项", [("16", None, p) for p in "1345"]),
        ("第五条第一款至第三款", [("5", p, None) for p in (1, 2, 3)]),
        ("第五条第（一）、（三）项", [("5", None, p) for p in "13"]),
        ("第五条第一款第（一）（二）项", [("5", 1, p) for p in "12"]),
        ("第129（3）条", [("129", 3, None)]),
        ("第一章第三条", [("3", None, None)]),
        ("[3]第二十一\n条", [("21", None, None)]),
    ],
)
def test_ranges_and_enumerations_of_paragraphs_and_points(text, expected):
    assert [p[1:] for p in only(f"《网络安全法》{text}")] == expected


@pytest.mark.parametrize(
    "definition",
    [
        "（以下简称《规定》）",
        "（示例〔2024〕6号，以下简称《规定》）",
        "（示例〔2024〕6号）（以下简称“《规定》”）",
        "（the Provisions on Examples，以下简称《规定》）",
        "[2]（下称“规定”）",
        "（“《规定》”）",
        "，以下简称《规定》",
    ],
)
def test_the_words_that_define_a_short_name_are_no_reference(definition):
    text = f"《示例市内容管理规定》{definition}施行。《规定》明确了职责。"
    assert [p[0] for p in only(text)] == ["示例市内容管理规定"] * 2


def test_a_short_name_means_what_it_was_last_defined_as():
    text = (
        "《示例市标识办法》（以下简称《办法》）。《办法》第三条。\n"
        "《示例市审计办法》（以下简称《办法》）。《办法》第四条。"
    )
    assert [p[:2] for p in only(text)] == [
        ("示例市标识办法", None),
        ("示例市标识办法", "3"),
        ("示例市审计办法", None),
        ("示例市审计办法", "4"),
    ]


def test_a_generic_name_nobody_defines_is_the_only_title_of_its_type():
    draft = "起草了《示例认证办法（征求意见稿）》。《征求意见稿》提出要求。《办法》将施行。"
    assert {p[0] for p in only(draft)} == {"示例认证办法"}
    assert len(only(draft)) == 3
    both = "《示例认证办法》和《示例审计办法》施行。《办法》第三条。"
    assert [p for p in only(both) if p[1]] == []
    assert only("《办法》第三条。", title="《示例认证办法》解读") == [
        ("示例认证办法", "3", None, None)
    ]
    standard = "《网络安全标准实践指南——示例编码》发布。《实践指南》提出格式。"
    assert [p[0] for p in only(standard)] == ["网络安全标准实践指南——示例编码"] * 2


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "工业和信息化部印发《示例数据安全事件应急预案（试行）》。",
            "示例数据安全事件应急预案（试行）",
        ),
        ("近期，国家数据局等部门联合印发了《示例流通实施方案》。", "示例流通实施方案"),
        ("符合《示例系统定义和范围》（GB/T 40000-2021）规定。", "示例系统定义和范围"),
        ("按照《示例分级指南》（见附件）研判。", "示例分级指南"),
        ("以《信息安全技术—示例能力成熟度模型》为框架。", "信息安全技术—示例能力成熟度模型"),
        ("《示例市保护条例》《示例分类分级指南》等法律法规。", "示例分类分级指南"),
    ],
)
def test_plans_guides_and_standards_of_an_authority_are_instruments(text, title):
    assert title in {p[0] for p in only(text)}


@pytest.mark.parametrize(
    "text",
    [
        "示例集团发布《示例安全解决方案》。",
        "由示例产业联盟提出，示例中心牵头的《示例测试规范》标准已形成。",
        "符合Q/SLX CS002-2022《示例平台能力要求》。",
        "团体标准《示例平台能力要求》发布。",
        "带来《示例形势和有关工作要求》主题演讲。",
        "《示例安全白皮书》发布。",
        "在《示例法立法指南》（Guide to Examples）一文中说明。",
    ],
)
def test_what_a_company_an_association_or_an_author_made_is_none(text):
    assert only(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "土耳其示例局宣布《示例跨境传输条例》。该条例落实《示例数据保护法》第9条。",
        "马来西亚修订《示例数据保护法》\n部长宣布内阁批准《示例数据保护法》的修正案。",
        "澳大利亚新《网络安全法》获通过。\n《网络安全法》还扩大了《示例设施安全法》（2018年）的范围。",
        "美国商务部修订《示例出口条例（EAR）》。",
        "在比利时，黑客行为将在刑法下面临惩罚。",
        "韩国个人信息保护法第3条不同。",
        "违反国外网络安全法的问题。",
    ],
)
def test_the_law_of_a_country_named_above_is_not_ours(text):
    assert only(text) == []


def test_our_law_beside_a_foreign_one_stays_ours():
    text = "欧盟《人工智能法案》第50条另有要求，我国《网络安全法》第二十一条也有规定。"
    assert only(text) == [("网络安全法", "21", None, None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("根据宪法和《示例法》，制定本条例。", ("宪法", None)),
        ("追究民法通则第一百零六条的责任。", ("民法通则", "106")),
        ("依照道路交通安全法第七十六条", ("道路交通安全法", "76")),
        ("根据示例管理法第三条处理", ("示例管理法", "3")),
        ("具有环境保护法第六十三条规定情形", ("环境保护法", "63")),
        ("适用民法典第七编第四章的规定", ("民法典", None)),
        ("是指个人所得税法规定的支出", ("个人所得税法", None)),
    ],
)
def test_laws_without_marks(text, expected):
    assert expected in [p[:2] for p in only(text)]


@pytest.mark.parametrize(
    "text",
    [
        "应当遵守宪法和法律。",
        "完善网络安全法律法规。",
        "网络安全法规和标准。",
        "加强数据安全法治建设。",
        "示例安全评估规定了流程。",
        "刑法学研究。",
    ],
)
def test_words_that_only_look_like_a_law(text):
    assert only(text) == []


def test_a_number_printed_beside_its_standard_is_the_same_reference():
    text = "GB 45438-2025《网络安全技术 人工智能生成合成内容标识方法》附录C。"
    assert len(only(text)) == 1


def test_the_title_of_the_document_is_no_reference():
    title = "示例院关于修改《示例院关于适用〈中华人民共和国工会法〉的解释》等三件解释的决定"
    assert only(f"{title}\n会议通过，现予公布。") == []
    law = "示例办发布《示例标识办法》\n第一条　为了测试。\n第二条　依照前条办理。"
    found = only(law, instrument="示例标识办法", articles=articles(law))
    assert found == [("示例标识办法", "1", None, None)]


DECISION = """关于修改《示例市数据条例》的决定

一、将第三条修改为：

“处理者应当登记。

违反前款规定和本条例第九条的，依照刑法第三百条处理。”

二、删去第五条、第六条。

三、增加一款，作为第七条第二款：“有第一款情形的，除外。”
"""


def test_a_decision_speaks_of_the_instrument_it_amends():
    text = DECISION.replace("增加一款，作为第七条第二款", "将第七条第二款修改为")
    assert only(text) == [
        ("示例市数据条例", "3", None, None),
        ("示例市数据条例", "3", 1, None),
        ("示例市数据条例", "9", None, None),
        ("刑法", "300", None, None),
        ("示例市数据条例", "5", None, None),
        ("示例市数据条例", "6", None, None),
        ("示例市数据条例", "7", 2, None),
        ("示例市数据条例", "7", 1, None),
    ]


def test_each_part_of_a_decision_amends_its_own_instrument():
    text = (
        "一、修改《示例甲解释》\n1.将第三条修改为：\n“甲。”\n2.删除第四条。\n"
        "二、修改《示例乙解释》\n1.将第五条修改为：\n“第五条　乙。”\n"
    )
    assert [p[:2] for p in only(text) if p[1]] == [
        ("示例甲解释", "3"),
        ("示例甲解释", "4"),
        ("示例乙解释", "5"),
    ]


def test_new_articles_with_labels_count_their_own_paragraphs():
    text = (
        "七、在刑法第十条之一后增加二条，作为第十条之二、第十条之三：\n"
        "“第十条之二 有下列情形之一的，处罚：\n“（一）甲；\n“（二）乙。\n"
        "“有前款第二项行为的，除外。\n“第十条之三 丙。”\n八、将刑法第十二条修改为：“丁。”\n"
    )
    text = "为了惩治犯罪，对刑法作如下修改：\n" + text
    assert ("刑法", "10-2", 1, "2") in only(text)
    assert [p[1] for p in only(text) if p[1]].count("10-2") == 2


def test_this_law_in_quoted_law_is_the_quoted_law():
    text = "《数据安全法》第四十五条规定：不履行本法第二十七条、第二十九条规定的义务的，处罚。"
    assert [p[1] for p in only(text)] == ["45", "27", "29"]


def test_the_purpose_clause_names_a_law_without_a_title():
    text = "第一条　为了保障网络安全，维护秩序，制定本法。\n第二条　违反本法第一条的，处罚。"
    assert only(text, articles=articles(text)) == [("网络安全法", "1", None, None)]


NOTE = "Article 5 follows the definition of Article 4. Articles on feedback, such as 11, 12 and 13."


def test_an_english_note_about_one_instrument():
    title = "How good are the “Interim Measures for the Management of Generative AI Services”?"
    assert [p[:2] for p in only(NOTE, title=title)] == [
        (GENAI, n) for n in ("5", "4", "11", "12", "13")
    ]
    draft = "On the Administrative Measures for Generative AI Services (Draft)"
    assert {p[0] for p in only(NOTE, title=draft)} == {"生成式人工智能服务管理办法"}
    two = "The Data Security Law and the Cybersecurity Law"
    assert only(NOTE, title=two) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Under the Measures for Labelling AI-Generated Synthetic Content, labels are due.", None),
        ("Article 9 of the Measures for the Labeling of AI Generated Synthetic Content", "9"),
        ("See Article 6 of the Measures for Labeling of AI-Generated and Synthetic Content.", "6"),
    ],
)
def test_variants_of_translation(text, expected):
    assert [p[:2] for p in only(text)] == [("人工智能生成合成内容标识办法", expected)]


@pytest.mark.parametrize(
    "text",
    [
        "Article 5 of Vietnam's Cybersecurity Law",
        "The Singapore Cybersecurity Law applies.",
        "A DSL modem and a CSL file.",
        "Article 5 says nothing.",
    ],
)
def test_english_words_that_are_no_chinese_law(text):
    assert [p for p in only(text) if p[0]] == []


def test_a_law_in_english_prints_no_references_by_its_labels():
    text = "Article 6\nHandlers shall minimise.\nArticle 7 Handlers shall be open.\n"
    assert only(text, title="Personal Information Protection Law") == []


def test_a_draft_keeps_the_title_it_had():
    assert only("《生成式人工智能服务管理办法（征求意见稿）》第五条")[0][0] == (
        "生成式人工智能服务管理办法"
    )
    assert only("《生成式人工智能服务管理办法》第五条")[0][0] == GENAI


def test_editions_and_years_are_part_of_a_list_and_not_of_a_law():
    assert only("《示例（试点）自由区负面清单（2024年版）》由市政府发布")[0][0].endswith(
        "（2024年版）"
    )
    assert only("《公司法（2018年修正）》第三条")[0][0] == "公司法"


def amending(*items: str) -> list[tuple[str | None, ...]]:
    """Places a decision names in its items."""
    head = "示例部关于修改《示例市数据条例》的决定\n对《示例市数据条例》作如下修改：\n"
    return [p[1:] for p in only(head + "\n".join(items)) if p[1]]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("一、在第五条中增加一款，作为第一款：“甲。”", [("5", None, None), ("5", 1, None)]),
        (
            "一、删除第六条第一款，第二款改为第一款并修改为：“甲。”",
            [("6", 1, None), ("6", 2, None), ("6", 1, None)],
        ),
        (
            "一、将第六条第一款修改为：“依照第九条的甲。”\n增加二款作为第三款、第四款：“乙。”",
            [("6", 1, None), ("9", None, None), ("6", 3, None), ("6", 4, None)],
        ),
        ("一、将第七条修改为：“违反前条规定的，甲。”", [("7", None, None), ("6", None, None)]),
        ("一、将第八条修改为：“包括民法典第九条的甲。”", [("8", None, None), ("9", None, None)]),
        ("一、将第八条修改为：“某某法第九条的甲。”", [("8", None, None)]),
    ],
)
def test_an_item_of_a_decision_names_more_than_one_place(item, expected):
    assert amending(item) == expected


def test_a_decision_above_the_text_it_changed():
    text = (
        "示例市数据条例\n对《示例市数据条例》作如下修改：\n一、将第九条修改为：“甲。”\n"
        "示例市数据条例\n第一条 乙。\n第二条 丙。\n第三条 丁。\n"
    )
    found = citations(text, "示例市数据条例", articles(text))
    assert ("示例市数据条例", "9") in [(c.instrument, c.article) for c in found]


def test_a_law_without_a_title_is_the_one_its_note_says_was_amended():
    note = "根据2020年1月1日《关于修改〈示例市数据条例〉的决定》修正\n"
    text = note + "第一条 甲。\n第二条 依照本条例第一条处理。\n第三条 乙。"
    found = citations(text, None, articles(text))
    assert ("示例市数据条例", "1") in [(c.instrument, c.article) for c in found]


def test_a_law_speaks_of_its_own_articles_by_number():
    text = "第一条 甲。\n第二条 乙。\n第三条 超过上述第一条、第二条规定的丙，按合同第四条处理。"
    found = citations(text, "示例市数据条例", articles(text))
    assert [c.article for c in found] == ["1", "2"]


def test_a_generic_title_after_this_is_no_reference_without_a_place():
    assert places("本《办法》所称数据", "示例市数据办法") == []
    assert places("《办法》第三条", "示例市数据办法") == [("示例市数据办法", "3", None, None)]


def test_a_draft_of_a_short_name_is_what_the_short_name_means():
    text = "《示例市数据条例》（以下简称《条例》）。报送《条例（草案送审稿）》。"
    assert [p[0] for p in only(text)] == ["示例市数据条例", "示例市数据条例"]


def test_a_numeral_broken_over_two_lines():
    text = "依照《网络安全法》第二\n十一条处罚。"
    found = only(text)
    assert found == [("网络安全法", "21", None, None)]


def test_a_court_in_front_of_a_title_makes_no_other_instrument():
    text = "《最高人民法院关于示例案件的规定》已修改。删去《关于示例案件的规定》第三条。"
    assert {p[0] for p in only(text)} == {"最高人民法院关于示例案件的规定"}


def test_the_two_highest_issuers_are_no_part_of_a_title():
    text = "《中共中央办公厅 国务院办公厅关于示例数据工作的意见》"
    assert [p[0] for p in only(text)] == ["关于示例数据工作的意见"]


@pytest.mark.parametrize(
    ("purpose", "title"),
    [
        ("为了发展精神卫生事业，甲，制定本法。", "精神卫生法"),
        ("为了保障和促进电力事业的发展，甲，制定本法。", "电力法"),
        ("为了发展示例事业，甲，制定本法。", None),
        ("为了加强示例管理，甲，制定本条例。", None),
    ],
)
def test_a_law_without_a_title_is_known_by_its_purpose(purpose, title):
    text = f"第一条 {purpose}\n第二条 乙。\n第三条 违反本法第二条的，丙。"
    found = citations(text, None, articles(text))
    assert [c.instrument for c in found if c.instrument] == ([title] if title else [])


def test_its_second_paragraph_is_one_of_the_article_named_last():
    text = "Article 4 of the PIPL is odd, above all its second paragraph.\nAnd its third paragraph."
    assert [p[1:3] for p in only(text)] == [("4", None), ("4", 2)]


def test_words_that_promulgate_are_no_reference():
    text = "《示例市数据办法》已于2024年1月1日由部务会议通过，现予公布，自2024年5月1日起施行。"
    assert only(text) == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("公布了《示例车载记录系统》等四项强制性国家标准。", "示例车载记录系统"),
        ("随着密码法的施行", "密码法"),
        ("综合考虑商标法第十四条", "商标法"),
        ("以附件形式提供了《示例审计指引》，供参考。", "示例审计指引"),
        ("严格遵照宪法和法律", "宪法"),
    ],
)
def test_what_stands_beside_a_name_shows_what_it_is(text, title):
    assert [p[0] for p in only(text)] == [title]


def test_a_short_name_that_is_a_common_word_needs_its_marks():
    text = "《示例行业应急预案管理办法》（以下简称《应急预案》）。制定应急预案。"
    assert len(only(text)) == 1


def test_annexed_articles_have_their_own_paragraphs():
    main = "第一条 甲。\n第二条 乙。\n"
    text = main + "第一条 丙。\n有前款行为的，丁。\n第二条 戊。"
    own, other = articles(main), articles(text[len(main) :])
    moved = tuple(
        replace(
            a,
            start=a.start + len(main),
            end=a.end + len(main),
            paragraphs=tuple(
                replace(p, start=p.start + len(main), end=p.end + len(main)) for p in a.paragraphs
            ),
        )
        for a in other
    )
    found = citations(text, "示例市数据办法", own, "", (Annexed("附件", "附件", moved),))
    assert [(c.instrument, c.article, c.paragraph) for c in found] == [("示例市数据办法", "1", 1)]


def test_each_instrument_of_a_page_means_itself():
    text = (
        "示例市网信办公告\n示例甲办法\n第一条 甲应当登记。\n第二条 依照本办法第一条办理。\n"
        "第三条 略。\n\n示例乙规定\n第一条 乙应当备案。\n第二条 依照本规定第一条办理。\n"
    )
    main, further = structure(text)
    for instrument in ("示例甲办法", "示例市网信办公告"):
        found = citations(text, instrument, main, "", further)
        assert [(c.instrument, c.article) for c in found] == [
            ("示例甲办法", "1"),
            ("示例乙规定", "1"),
        ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Article 17, paragraph 2, item 3 of the Data Security Law",
            [("数据安全法", "17", 2, "3")],
        ),
        ("the PIPL, Article 14(1)(ii), applies", [("个人信息保护法", "14", 1, "2")]),
        (
            "Network Data Security Management Regulations art. 30",
            [("网络数据安全管理条例", "30", None, None)],
        ),
        (
            "Arts. 5 and 6 of the PIPL",
            [("个人信息保护法", "5", None, None), ("个人信息保护法", "6", None, None)],
        ),
    ],
)
def test_english_places(text, expected):
    found = citations(text)
    assert [(c.instrument, c.article, c.paragraph, c.point) for c in found] == expected


@pytest.mark.parametrize(
    "unknown",
    ["Interim Measures", "Provisions on the Administration of Example Services"],
)
def test_a_number_of_an_unknown_act_is_given_to_no_other(unknown):
    text = f"The Data Security Law matters. So does Article 14 of the {unknown}."
    assert not [c for c in citations(text) if c.article]


def test_the_interim_measures_are_the_only_ones_named():
    text = (
        "Interim Measures for Generative AI Services and the Data Security Law apply."
        " See Article 14 of the Interim Measures."
    )
    assert [c.instrument for c in citations(text) if c.article] == [GENAI]


def test_a_standard_cites_its_own_clauses():
    text = (
        "信息安全技术 示例要求\n5.2.1 应符合下列要求：\na) 应加密；\nb) 应备份。\n"
        "5.2.2 应留存日志，按5.2.1 a)执行。"
    )
    found = citations(text, "示例要求", articles(text))
    assert [(c.article, c.point, c.quote.text) for c in found] == [("5.2.1", "a", "5.2.1 a)")]
