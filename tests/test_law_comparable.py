"""What is said before a comparison is read: unrelated texts, and texts that are not whole."""

from datetime import date

from digest.law.comparable import doubts, without_missing
from digest.law.redline import redline
from digest.model import Article, Effect, Status, Version

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
    found = redline(old, new)
    said = doubts(found, old.articles, new.articles)
    return said, without_missing(found, said)


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
