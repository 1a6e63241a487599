"""What is said before a comparison is read: unrelated texts, and texts that are not whole."""

from datetime import date

from digest.law.comparable import AnnexDoubt, annex_doubts
from digest.law.comparable import compared as whole
from digest.law.redline import redline
from digest.model import Annexed, Article, Effect, Status, Version

OPENING = "为了规范示例市的{}，制定本办法。"
DUTIES = (
    "服务提供者应当在生成的图片和视频上添加显著标识。",
    "服务提供者应当留存运行日志不少于六个月。",
    "服务提供者应当在三个工作日内处理用户投诉。",
    "服务提供者不得利用算法对用户实施差别待遇。",
)
CLOSING = "本办法自2026年3月1日起施行。"
WHOLE = (OPENING.format("生成内容"), *DUTIES, CLOSING)


def law(words, title="示例市生成内容办法", numbers=None) -> Version:  # type: ignore[no-untyped-def]
    numbers = numbers or range(1, len(words) + 1)
    articles = tuple(
        Article(str(n), f"第{n}条", (), said, 0, len(said), ())
        for n, said in zip(numbers, words, strict=True)
    )
    return Version(title, "i", title, Status.PROMULGATED, date(2026, 1, 1), articles, "d")


def compared(old: Version, new: Version):  # type: ignore[no-untyped-def]
    found, said = whole(old, new)
    return said, found


def test_two_whole_versions_leave_no_doubt() -> None:
    said, found = compared(law(WHOLE), law((*WHOLE[:2], *WHOLE[3:])))
    assert not said
    assert [pair.effect for pair in found.pairs].count(Effect.REMOVED) == 1


def test_a_text_cut_off_removes_nothing() -> None:
    said, found = compared(law(WHOLE), law(WHOLE[:3]))
    assert said.new.cut_off
    assert [found.pairs[at].old for at in sorted(said.missing)] == [("4",), ("5",), ("6",)]
    assert Effect.REMOVED not in {pair.effect for pair in found.pairs}
    said, found = compared(law(WHOLE[:3]), law(WHOLE))
    assert said.old.cut_off
    assert Effect.NEW not in {pair.effect for pair in found.pairs}


def test_a_gap_in_the_numbers_is_no_removal_and_a_renumbered_removal_is_one() -> None:
    gap = law((*WHOLE[:2], *WHOLE[4:]), numbers=(1, 2, 5, 6))
    said, found = compared(law(WHOLE), gap)
    assert said.new.numbers == ("3", "4")
    assert not said.new.cut_off
    assert [found.pairs[at].old for at in sorted(said.missing)] == [("3",), ("4",)]
    said, _ = compared(law(WHOLE), law((*WHOLE[:2], *WHOLE[4:])))
    assert not said


def test_two_instruments_are_said_to_be_two() -> None:
    parking = (
        "车辆应当停放于划线之处，夜间停放的应当关闭灯光。",
        "收费的停车场应当公示收费标准。",
        CLOSING,
    )
    said, _ = compared(law(WHOLE), law(parking, "示例市停车条例"))
    assert said.unrelated
    assert said.likeness < 0.3
    assert said.missing == frozenset(), "nothing of one was ever in the other"
    said, _ = compared(law(WHOLE), law(parking))
    assert not said.unrelated, "one title, however rewritten"
    said, _ = compared(law(WHOLE), law(WHOLE, "示例市合成内容规定"))
    assert not said.unrelated, "one text under another title"


PENALTY = (
    "违反本办法第二条规定的，责令限期改正，给予警告；拒不改正的，处一万元以上十万元以下罚款，"
    "对直接负责的主管人员处五千元以上一万元以下罚款。"
)
LONG = (
    *WHOLE[:-1],
    "服务提供者应当每年委托第三方机构开展安全评估。",
    "服务提供者应当公示算法的基本原理和运行机制。",
    PENALTY,
    "网信部门应当建立举报制度，并公布举报的电话和邮箱。",
    "网信部门的工作人员玩忽职守的，依法给予处分。",
    CLOSING,
)


def test_a_text_that_breaks_off_in_an_article_says_nothing_of_the_rest_of_it() -> None:
    half = law((*LONG[:7], PENALTY[:24]))
    said, found = compared(law(LONG), half)
    assert said.new.broken == "8"
    (at,) = said.incomplete
    assert (found.pairs[at].effect, found.pairs[at].changes) == (Effect.NONE, ())
    assert [found.pairs[n].old for n in sorted(said.missing)] == [("9",), ("10",), ("11",)]
    said, found = compared(half, law(LONG))
    (at,) = said.incomplete
    assert (said.old.broken, found.pairs[at].effect) == ("8", Effect.NONE)


def test_what_changed_before_the_break_is_told_without_a_direction() -> None:
    changed = PENALTY.replace("给予警告", "予以通报")
    said, found = compared(law(LONG), law((*LONG[:7], changed[:24])))
    (at,) = said.incomplete
    assert found.pairs[at].effect is Effect.CHANGED


def test_an_old_text_without_its_last_third_is_cut_off() -> None:
    said, found = compared(law(LONG[:8]), law(LONG))
    assert (said.old.cut_off, said.old.broken) == (True, None)
    assert Effect.NEW not in {pair.effect for pair in found.pairs}
    assert len(said.missing) == 3


def test_an_old_text_that_says_no_day_is_whole() -> None:
    assert not compared(law(LONG[:-1]), law(LONG))[0]


def test_an_article_behind_the_end_is_merged_with_none_before_it() -> None:
    rights = "网信部门应当为举报人保密，举报属实的给予奖励。"
    old = law((*LONG[:4], *["示例市" + word for word in LONG[5:10]], rights, CLOSING))
    new = law((*LONG[:3], LONG[3] + rights, "示例市" + LONG[5]))
    assert any(len(pair.old) == 2 for pair in redline(old, new).pairs), "the words alone say so"
    found, said = whole(old, new)
    assert all(len(pair.old) <= 1 for pair in found.pairs)
    assert sorted(number for pair in found.pairs for number in pair.old) == sorted(
        article.number for article in old.articles
    )
    assert {found.pairs[at].old for at in said.missing} >= {("10",), ("11",)}


def test_unrelated_texts_have_no_effect_on_each_other() -> None:
    parking = law(("收费的停车场应当在五日内公示收费标准。", CLOSING), "示例市停车条例")
    said, found = compared(law(WHOLE), parking)
    assert said.unrelated
    assert {pair.effect for pair in found.pairs} == {Effect.NONE}


def annex(title: str, *words: str, label: str | None = "附件1") -> Annexed:
    articles = tuple(Article(f"附件1.{n}", "", (), w, 0, 0, ()) for n, w in enumerate(words))
    return Annexed(title, label, articles)


def test_annexes_of_one_version_alone_and_changed_ones_are_named() -> None:
    table, form = annex("示例目录", "甲类", "乙类"), annex("示例表", "姓名", label="附件2")
    assert annex_doubts([table, form], [table, form]) == ()
    assert annex_doubts([table], []) == (AnnexDoubt("附件1 示例目录", True, False),)
    assert annex_doubts([], [form]) == (AnnexDoubt("附件2 示例表", False, True),)
    changed = annex("示例目录", "甲类", "丙类")
    assert annex_doubts([table, form], [form, changed]) == (
        AnnexDoubt("附件1 示例目录", True, True),
    )
    assert annex_doubts([annex("另一办法", "一", label=None)], []) == (), "no part of the law"
