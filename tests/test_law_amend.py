"""Amendment decisions: decoded whole or said to be undecoded, and applied as a preview."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.law.amend import amend, amended_laws, decode
from digest.law.labels import han, label
from digest.law.structure import articles, structure
from digest.model import AmendOp, Status, Version

LAW = """第一章 总则
第一条 为了规范示例市的生成内容标识，制定本办法。
第二条 提供者应当添加标识。
提供者应当留存日志不少于六个月。
第二章 责任
第三条 主管部门可以约谈提供者。
第四条 违反本办法的，处一万元以下罚款。
第五条 本办法自2026年3月1日起施行。
"""


def old() -> Version:
    return Version("v", "i", "示例办法", Status.PROMULGATED, date(2026, 1, 1), articles(LAW), "d")


def amended(decision: str) -> dict[str, str]:
    return {a.number: a.text for a in articles(amend(old(), decision).text)}


def test_an_article_is_replaced_whole() -> None:
    found = amend(old(), "一、将第四条修改为：“违反本办法的，处十万元以下罚款。”")
    (operation,) = found.operations
    assert (operation.op, operation.article, operation.text) == (
        AmendOp.MODIFY,
        "4",
        "违反本办法的，处十万元以下罚款。",
    )
    assert found.undecoded == ()
    assert operation.quote.startswith("将第四条修改为")
    assert "第四条　违反本办法的，处十万元以下罚款。" in found.text


def test_an_added_article_renumbers_the_rest() -> None:
    decision = (
        "一、增加一条，作为第三条：“提供者应当备案。”\n"
        "二、将第四条改为第五条，修改为：“违反本办法的，处五万元以下罚款。”"
    )
    found = amend(old(), decision)
    assert [(o.op, o.article, o.new_article) for o in found.operations] == [
        (AmendOp.ADD, None, "3"),
        (AmendOp.MODIFY, "4", "5"),
    ]
    texts = amended(decision)
    assert texts["3"] == "提供者应当备案。"
    assert texts["4"] == "主管部门可以约谈提供者。"
    assert texts["5"] == "违反本办法的，处五万元以下罚款。"
    assert texts["6"].startswith("本办法自")


def test_an_article_with_a_branch_number_keeps_all_others() -> None:
    texts = amended("在第三条后增加一条，作为第三条之一：“主管部门应当公开约谈。”")
    assert texts["3-1"] == "主管部门应当公开约谈。"
    assert texts["5"].startswith("本办法自")


def test_a_deleted_article_renumbers_the_rest() -> None:
    texts = amended("一、删去第三条。")
    assert len(texts) == 4
    assert texts["3"].startswith("违反本办法")


def test_paragraphs_are_added_changed_and_deleted() -> None:
    assert amended("一、第三条增加一款，作为第二款：“约谈应当记录。”")["3"].endswith(
        "约谈应当记录。"
    )
    assert "三年" in amended("一、将第二条第二款修改为：“提供者应当留存日志三年。”")["2"]
    assert amended("一、删去第二条第二款。")["2"] == "提供者应当添加标识。"


def test_words_are_replaced_and_cut() -> None:
    assert "不少于三年" in amended("一、将第二条第二款中的“六个月”修改为“三年”。")["2"]
    assert amended("一、删去第三条中的“可以”。")["3"] == "主管部门约谈提供者。"


@pytest.mark.parametrize(
    "decision",
    [
        "一、将第二条修改为：“提供者……”",
        "一、将第三条修改为：“甲。”，并对相关条文作相应调整。",
        "一、将附件一修改为：“甲。”",
        "一、将第三条与第四条的次序对调。",
        "一、删除第二章及第四条。",
        "一、将第三条、第四条修改为：“第三条 甲。\n“第五条 乙。”",
        "一、增加二条，作为第三条、第四条：“第三条 甲。”",
        "一、第三条第二款改为第三款、第四款。",
        "此外，对部分文字作了修改。",
    ],
)
def test_what_is_not_understood_is_said_and_not_done(decision: str) -> None:
    found = amend(old(), decision)
    assert found.operations == ()
    assert [passage in decision for passage in found.undecoded] == [True]
    assert amended(decision) == {a.number: a.text for a in articles(LAW)}


@pytest.mark.parametrize(
    "order",
    [
        "废止第四条。",
        "第四条予以废止。",
        "取消第四条。",
        "第四条不再适用。",
        "第四条末尾增加：“可以警告。”",
        "第二条第一款与第二款对调。",
        "第三条由“可以”变更为“应当”。",
        "以“应当”取代第三条中的“可以”。",
        "第三条并入第四条。",
        "附件1替换为新的附件1。",
        "施行日期推迟一年。",
    ],
)
def test_no_item_of_a_decision_vanishes_in_whatever_words(order: str) -> None:
    title = "某机关关于修改《示例办法》的决定"
    several = f"{title}\n一、删去第一条。\n二、{order}\n本决定自公布之日起施行。"
    found = amend(old(), several)
    assert (len(found.operations), found.undecoded) == (1, (f"二、{order}",))
    alone = (f"{title}\n一、{order}", f"{title}\n现作如下修改：{order}", f"{title}\n{order}")
    assert [order in "".join(amend(old(), text).undecoded) for text in alone] == [True] * 3


def test_what_stands_above_the_first_item_is_said_too() -> None:
    found = amend(old(), "对《示例办法》作如下修改：删去第一条。\n一、删去第二条。")
    assert [o.article for o in found.operations] == ["1", "2"]


def test_the_heads_of_a_decision_about_several_laws_order_nothing() -> None:
    told = decode(
        "某机关关于修改和废止部分文件的决定\n一、对下列文件予以修改\n（一）《示例办法》\n"
        "删去第三条。\n二、废止《另一示例条例》。\n三、本决定自公布之日起施行。",
        "示例办法",
    )
    assert ([o.article for o in told.operations], told.undecoded) == (["3"], ())


@pytest.mark.parametrize(
    "decision",
    [
        "一、将第二条第二款中的“三十日”修改为“十日”。",
        "一、将第九条修改为：“没有这一条。”",
        "一、删去第二条第三款。",
        "一、将第三条第一项修改为：“（一）甲；”",
        "一、将名称中的“条例”修改为“规定”。",
        "一、增加一条，作为第九条：“甲。”",
        "一、增加一条，作为第八条之一：“甲。”",
        "一、第二条增加一款，作为第五款：“甲。”",
        "一、将第七章改为第八章。",
    ],
)
def test_what_does_not_fit_the_old_text_is_said_and_not_done(decision: str) -> None:
    found = amend(old(), decision)
    assert (len(found.operations), found.undecoded) == (1, ())
    assert found.unapplied == (found.operations[0].quote,)
    assert amended(decision) == {a.number: a.text for a in articles(LAW)}


@pytest.mark.parametrize(
    ("decision", "places"),
    [
        ("一、将第三条、第四条合并，作为第三条，修改为：“甲。”",
         ["modify 3>3", "delete 4"]),
        ("一、第二条分为两条，作为第二条、第三条：“第二条 甲。\n“第三条 乙。”",
         ["modify 2", "add >3"]),
        ("一、将第三条、第四条修改为：“第三条 甲。\n“第四条 乙。”", ["modify 3", "modify 4"]),
        ("一、将第三条改为第四条，第一款修改为：“甲。”增加一款，作为第二款：“乙。”",
         ["renumber 3>4", "modify 3.1", "add 3.2"]),
        ("一、第二条第一款增加一项，作为第二项：“（二）甲；”，第二项至第四项依次改为第三项至第五项。",
         ["add 2.1.2", "renumber 2.1.2"]),
        ("一、将第二条第一款、第二款修改为：“甲。\n“乙。”", ["modify 2.1", "modify 2.2"]),
        ("一、将第二条至第四条中的“甲”、“乙”修改为“丙”。",
         ["replace 2", "replace 3", "replace 4"] * 2),
        ("一、第二条第一款中的“甲”和第二款中的“乙”分别修改为“丙”“丁”。",
         ["replace 2.1", "replace 2.2"]),
        ("一、在第二条第一款“甲”之后增加“乙”，删去“丙”。", ["add 2.1", "delete 2.1"]),
        ("一、将第四条中的“一万元”删去。", ["delete 4"]),
        ("一、将引言修改为：“甲。”\n二、将名称修改为：“乙”。\n三、条文序号作相应调整。",
         ["modify 引言", "modify 名称", "renumber "]),
        ("一、将第二章章名修改为：“第二章 义务”。\n二、第三章改为第四章。",
         ["modify 标题", "renumber 标题"]),
        ("一、增加一章，作为第二章：“第二章 监督\n“第三条 甲。\n“第四条 乙。”",
         ["add 标题", "add >3", "add >4"]),
        ("一、將第三條修改為：「甲。」", ["modify 3"]),
        ('一、将第三条修改为:"甲。"', ["modify 3"]),
    ],
)  # fmt: skip
def test_ways_to_word_an_instruction(decision: str, places: list[str]) -> None:
    found = decode(decision)
    told = [
        f"{o.op} {o.article or ''}"
        + (f">{o.new_article}" if o.new_article else "")
        + "".join(f".{part}" for part in (o.paragraph, o.point) if part)
        for o in found.operations
    ]
    assert (sorted(told), found.undecoded) == (sorted(places), ())


@pytest.mark.parametrize(
    ("decision", "number", "text"),
    [
        ("一、将《办法》原第三条修改为：“甲。”", "3", "甲。"),
        ("一、将第三条、第四条修改为：“甲。”", "3", "甲。"),
        ("一、在第三条中增加一款作为第二款，将该条修改为：“甲。\n“乙。”", "3", "甲。\n乙。"),
        ("一、增加一条，作为《办法》第三条：“甲。”\n二、原第三条作为第四条。", "3", "甲。"),
    ],
)
def test_ways_to_word_a_new_text(decision: str, number: str, text: str) -> None:
    assert amend(old(), decision).undecoded == ()
    assert amended(decision)[number] == text


def test_the_text_is_that_of_the_decision() -> None:
    texts = amended(
        "一、将第二条改为第三条，增加一款，作为第一款：“提供者应当备案。”原第一款、第二款改为"
        "第二款、第三款，其中的“六个月”修改为“三年”。\n二、将第三条改为第二条。\n"
        "三、将第四条第一款中的“一万元”修改为“‘五’万元”。"
    )
    assert texts["2"] == "主管部门可以约谈提供者。"
    assert texts["3"].splitlines()[0] == "提供者应当备案。"
    assert texts["3"].endswith("留存日志不少于三年。")
    assert "处“五”万元以下" in texts["4"]


def test_points_are_numbered_anew() -> None:
    law = "第一条 为了示例。\n第二条 不得：\n（一）甲；\n（二）乙；\n（三）丙。\n第三条 施行。"
    version = replace(old(), articles=articles(law))
    added = amend(version, "一、第二条增加一项，作为第二项：“（二）丁”。\n二、删去第二条第三项。")
    assert "不得：\n（一）甲；\n（二）丁；\n（三）乙。" in added.text


def test_words_throughout_and_the_title() -> None:
    found = amend(old(), "一、将全文中的“提供者”修改为“服务者”，名称中的“办法”修改为“规定”。")
    assert found.undecoded == found.unapplied == ()
    assert found.text.startswith("示例规定\n")
    assert "提供者" not in found.text


def test_a_new_chapter_stands_before_what_follows() -> None:
    text = amend(
        old(),
        "一、增加一章，作为第二章：“第二章 监督\n“第三条 甲。”\n二、第二章改为第三章。",
    ).text
    headings = [line for line in text.splitlines() if "章" in line[:4]]
    assert headings == ["第一章 总则", "第二章 监督", "第三章 责任"]
    assert text.index("第三条　甲。") < text.index("第三章 责任") < text.index("第四条　主管部门")


def test_the_preamble_is_replaced() -> None:
    told = amend(old(), "一、将引言修改为：“为了示例，制定本办法。”", "为了旧的，制定本办法。")
    assert told.text.startswith("为了示例，制定本办法。\n第一章 总则")


def test_a_text_that_the_decision_restates_is_taken_from_it() -> None:
    texts = amended(
        "一、第三条中“可以约谈”修改为“应当约谈”，在“提供者”后增加“和使用者”。"
        "这一条相应修改为：“主管部门应当约谈提供者和使用者。”"
    )
    assert texts["3"] == "主管部门应当约谈提供者和使用者。"


def test_an_amendment_of_the_criminal_law_leaves_a_gap() -> None:
    text = amend(old(), "刑法修正案（示例）\n一、删去刑法第三条。").text
    assert [a.label for a in articles(text)] == ["第一条", "第二条", "第四条", "第五条"]


SEVERAL = """决定对下列办法作如下修改：
一、对《示例办法》作出修改
（一）删去第三条。
二、修改《另一示例条例》
1.将第二条修改为：
“甲。”
2.条文顺序作相应调整。
"""


def test_the_part_about_the_law_is_taken() -> None:
    assert [o.article for o in decode(SEVERAL, "示例办法").operations] == ["3"]
    assert [o.article for o in decode(SEVERAL, "另一示例条例").operations] == ["2", None]
    assert decode(SEVERAL, "第三示例法").operations == ()
    assert amended_laws(SEVERAL) == ("示例办法", "另一示例条例")


def test_laws_named_in_each_item_are_told_apart() -> None:
    decision = "一、将《甲示例条例》第二条修改为：“甲。”\n二、删去《乙示例条例》第三条。"
    assert [o.article for o in decode(decision, "乙示例条例").operations] == ["3"]


def test_a_missing_mark_does_not_swallow_the_next_item() -> None:
    found = decode("一、将第二条修改为：“甲。\n二、删去第三条。\n三、删去第四条。")
    assert [o.article for o in found.operations] == ["2", "3", "4"]


def test_the_law_that_is_published_with_a_decision_orders_nothing() -> None:
    found = decode(f"一、删去第三条。\n本决定自公布之日起施行。\n示例办法\n{LAW}")
    assert (len(found.operations), found.undecoded) == (1, ())


PLACE = st.sampled_from(["第一条", "第二条", "第三条", "第四条", "第五条", "第九条"])
ORDER = st.one_of(
    PLACE.map(lambda p: f"将{p}修改为：“新文。”"),
    PLACE.map(lambda p: f"删去{p}。"),
    PLACE.map(lambda p: f"{p}增加一款，作为第二款：“新款。”"),
    PLACE.map(lambda p: f"将{p}中的“提供者”修改为“服务者”。"),
    PLACE.map(lambda p: f"增加一条，作为{p}：“新条。”"),
    PLACE.map(lambda p: f"对{p}予以斟酌，作为第二条。"),
)


@given(st.lists(ORDER, max_size=6))
def test_no_article_is_lost_that_no_operation_names(orders: list[str]) -> None:
    decision = "\n".join(f"{han(n)}、{order}" for n, order in enumerate(orders, start=1))
    found = amend(old(), decision)
    named = {o.article for o in found.operations}
    assert all(a.text in found.text for a in articles(LAW) if a.number not in named)
    assert len(found.undecoded) == len({o for o in decision.splitlines() if "斟酌" in o})


@given(
    st.text(
        alphabet="第一二三条款项章“”：、，。\n修改为删去增加作为将中的《》（）示例", max_size=60
    )
)
def test_any_text_is_read(text: str) -> None:
    found = amend(old(), text)
    if not found.operations:
        assert found.text == amend(old(), "").text


def test_a_text_about_which_nothing_is_ordered_stays() -> None:
    text = amend(old(), "本决定自公布之日起施行。").text
    assert articles(text) != ()
    assert amend(replace(old(), articles=articles(text)), "").text == text


def test_annexes_and_other_numbers_are_kept() -> None:
    law = f"{LAW}附件一\n示例清单\n1.甲\n2.乙\n"
    main, annexes = structure(law)
    version = replace(old(), articles=(*main, *(a for one in annexes for a in one.articles)))
    text = amend(version, "一、删去第三条。").text
    assert text.endswith("1.甲\n2.乙")


def test_one_text_for_two_articles_takes_the_place_of_both() -> None:
    texts = amended("一、将第三条、第四条修改为：“甲。”")
    assert len(texts) == 4
    assert texts["4"].startswith("本办法自")


def test_items_after_a_passage_of_many_paragraphs_are_told_apart() -> None:
    found = amend(
        old(), "一、将第三条修改为：“甲。\n“乙。\n“丙。”\n二、删去第四条。\n三、删去第五条。"
    )
    assert [o.article for o in found.operations] == ["3", "4", "5"]
    assert found.undecoded == ()


def test_two_instructions_in_one_item_do_not_run_into_each_other() -> None:
    found = amend(
        old(), "一、将第四条修改为：“称“甲”的，\n“处罚。”；将第二条中的“六个月”修改为“三年”。"
    )
    assert [o.text for o in found.operations] == ["称“甲”的，\n处罚。", "三年"]


def test_the_preview_keeps_the_chapters() -> None:
    text = amend(old(), "一、删去第四条。").text
    assert text.splitlines()[0] == "第一章 总则"
    assert text.count("第二章 责任") == 1


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (10, "十"), (17, "十七"), (20, "二十"), (101, "一百零一"), (110, "一百一十"),
     (1060, "一千零六十"), (1260, "一千二百六十"), (1001, "一千零一")],
)  # fmt: skip
def test_chinese_numerals_of_labels(number: int, written: str) -> None:
    assert han(number) == written
    assert label(f"{number}-1") == f"第{written}条之一"


def test_real_decision_texts_are_found_in_the_published_law(shared) -> None:  # type: ignore[no-untyped-def]
    from digest.text.normalise import key

    folder = shared / "corpus" / "decisions" / "spc2020_civil_21"
    before, after, decision = (
        (folder / f"{name}.md").read_text("utf-8").replace("*", "")
        for name in ("before", "after", "decision")
    )
    base = Version("v", "i", "t", Status.PROMULGATED, date(2020, 1, 1), articles(before), "d")
    published = {key(a.text).text for a in articles(after)}
    preview = [key(a.text).text for a in articles(amend(base, decision).text)]
    assert set(preview) == published


CITING = """第一条 为了示例，制定本办法。
第二条 提供者应当报告。
第三条 违反本办法第二条、第四条规定的，责令改正。
第四条 依照《示例法》第二条、第四条办理。
第五条 违反第三条规定的，处一万元罚款。
"""


def test_references_that_the_decision_leaves_behind_are_told() -> None:
    law = replace(old(), articles=articles(CITING))
    added = amend(law, "一、增加一条，作为第二条：“提供者应当依照第三条备案。”")
    told = [(one.article, one.cited, one.now) for one in added.left_behind]
    assert told == [("4", "2", "3"), ("4", "4", "5"), ("6", "3", "4")]
    deleted = amend(law, "一、删去第三条。\n二、将第五条修改为：“处一万元罚款。”")
    assert deleted.left_behind == ()
    assert [one.now for one in amend(law, "一、删去第四条。").left_behind] == [None]


def test_a_replacement_tells_the_words_that_go() -> None:
    (told,) = amend(old(), "一、将第二条第二款中的“六个月”修改为“三年”。").operations
    assert (told.old, told.text) == ("六个月", "三年")


def test_a_heading_may_stand_on_the_line_of_what_it_orders() -> None:
    decision = (
        "某机关关于修改和废止部分文件的决定\n一、对《示例办法》作如下修改：删去第三条。\n"
        "二、将《另一示例条例》修改如下：删去第一条。\n三、废止《第三示例规定》（2020年公布）。"
    )
    assert [o.article for o in decode(decision, "示例办法").operations] == ["3"]
    assert [o.article for o in decode(decision, "另一示例条例").operations] == ["1"]
    assert decode(decision, "第三示例规定").operations == ()
    assert amended_laws(decision) == ("示例办法", "另一示例条例")
