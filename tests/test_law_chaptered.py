"""Headings that were renamed, and articles that went under another one."""

from datetime import date

from bots.headings import headings as told
from digest.law.redline import redline
from digest.model import Article, Heading, Status, Version

TEXTS = (
    "为了规范示例活动，制定本办法。",
    "提供者应当公示示例算法的基本原理。",
    "用户可以关闭示例推荐服务，提供者应当提供便捷的选项。",
    "提供者应当每年开展示例评估，并提交报告。",
    "提供者应当留存网络日志不少于六个月。",
)


def under(*paths: str | tuple[str, ...]) -> Version:
    """The same articles under other headings."""
    whole = [(path,) if isinstance(path, str) else path for path in paths]
    articles = tuple(
        Article(str(n), f"第{n}条", path, text, 0, len(text), ())
        for n, (text, path) in enumerate(zip(TEXTS, whole, strict=True), 1)
    )
    return Version("v", "i", "示例办法", Status.IN_FORCE, date(2026, 1, 1), articles, "d")


GENERAL, DUTIES = "第一章 总则", "第二章 义务"
OLD = under(GENERAL, GENERAL, DUTIES, DUTIES, DUTIES)


def test_an_article_that_went_to_another_chapter_is_told() -> None:
    found = redline(OLD, under(GENERAL, GENERAL, GENERAL, DUTIES, DUTIES))
    assert found.headings == (Heading((DUTIES,), (GENERAL,), ("3",), renamed=False),)
    assert told(found) == ("第三条：第二章 义务 → 第一章 总则",)


def test_a_chapter_with_a_new_name_is_renamed_and_one_with_a_new_number_is_the_same() -> None:
    general, duties = "第一章　总则", "第三章 提供者义务"
    found = redline(OLD, under(general, general, duties, duties, duties))
    assert found.headings == (Heading((DUTIES,), (duties,), ("3", "4", "5"), renamed=True),)
    assert told(found) == ("更名：第二章 义务 → 第三章 提供者义务",)


def test_of_a_chapter_that_became_two_the_larger_is_the_renamed_one() -> None:
    found = redline(OLD, under(GENERAL, GENERAL, "第二章 选项", "第三章 责任", "第三章 责任"))
    assert [(one.new, one.renamed) for one in found.headings] == [
        (("第二章 选项",), False),
        (("第三章 责任",), True),
    ]
    assert told(found)[0] == "第三条：第二章 义务 → 第二章 选项"


def test_sections_are_told_below_their_chapter() -> None:
    section = (DUTIES, "第一节 一般规定")
    found = redline(OLD, under(GENERAL, GENERAL, section, section, DUTIES))
    assert told(found) == ("第三条至第四条：第二章 义务 → 第二章 义务，第一节 一般规定",)


def test_a_copy_without_headings_tells_nothing() -> None:
    assert redline(OLD, under(GENERAL, (), (), (), ())).headings == ()
    assert redline(under((), (), (), (), ()), OLD).headings == ()


def test_the_other_way_round_the_same_went_back() -> None:
    new = under(GENERAL, GENERAL, GENERAL, DUTIES, "第三章 附则")
    there, back = redline(OLD, new).headings, redline(new, OLD).headings
    assert {(one.old, one.new, one.renamed) for one in there} == {
        (one.new, one.old, one.renamed) for one in back
    }
