"""Amendment decisions: decoded whole or said to be undecoded, and applied as a preview."""

from datetime import date

import pytest

from digest.law.amend import amend
from digest.law.preview import han, label
from digest.law.structure import articles
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
        "一、将第三条、第四条合并，修改为：“主管部门可以处罚。”",
        "一、将第二条修改为：“提供者……”",
        "一、将第二条第二款中的“三十日”修改为“十日”。",
        "一、将第九条修改为：“没有这一条。”",
        "一、将全文中的“提供者”修改为“服务者”。",
        "一、将第三条修改为：“甲。”，并对相关条文作相应调整。",
    ],
)
def test_what_is_not_understood_or_does_not_fit_is_said_and_not_done(decision: str) -> None:
    found = amend(old(), decision)
    assert found.operations == ()
    assert len(found.undecoded) == 1
    assert found.undecoded[0].replace("一、", "") in decision
    assert amended(decision) == {a.number: a.text for a in articles(LAW)}


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


def test_one_text_for_two_articles_takes_the_place_of_both() -> None:
    texts = amended("一、将第三条、第四条修改为：“甲。”")
    assert len(texts) == 4
    assert texts["4"].startswith("本办法自")


def test_several_texts_for_several_articles_are_not_guessed_apart() -> None:
    found = amend(old(), "一、将第三条、第四条修改为：“第三条 甲。\n“第四条 乙。”")
    assert (found.operations, len(found.undecoded)) == ((), 1)


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
