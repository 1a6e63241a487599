"""References resolve to the instrument they mean, with the words as printed."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.law.citations import citations, full_title
from digest.law.names import renumbered_on

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
