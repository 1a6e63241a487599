"""Redlines: exactly invertible, in whole words, and told with what they do to the duty."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.law.redline import ops, quiet, redline
from digest.model import (
    Article,
    Change,
    ChangeKind,
    Effect,
    Op,
    OpKind,
    Pair,
    Relation,
    Status,
    Version,
)

KEEP, CUT, PUT = OpKind.EQUAL, OpKind.DELETE, OpKind.INSERT


def version(*texts: str) -> Version:
    articles = tuple(
        Article(str(n), f"第{n}条", (), text, 0, len(text), ()) for n, text in enumerate(texts, 1)
    )
    return Version(
        "v", "i", "示例市生成内容标识办法", Status.DRAFT, date(2026, 1, 1), articles, "d"
    )


def pair(old: str, new: str) -> Pair:
    (only,) = redline(version(old), version(new)).pairs
    return only


def sides(steps: tuple[Op, ...]) -> tuple[str, str]:
    return (
        "".join(op.text for op in steps if op.kind is not PUT),
        "".join(op.text for op in steps if op.kind is not CUT),
    )


def test_a_period_and_a_modality_word_change_whole() -> None:
    steps = ops("应当留存日志不少于六个月，并可以记录。", "应当留存日志不少于三年，并应当记录。")
    assert [(op.kind, op.text) for op in steps if op.kind is not KEEP] == [
        (CUT, "六个月"),
        (PUT, "三年"),
        (CUT, "可以"),
        (PUT, "应当"),
    ]


def test_an_inserted_item_takes_its_own_mark() -> None:
    steps = ops("记录时间、地点、用途。", "记录时间、地点、网址、用途。")
    assert [(op.kind, op.text) for op in steps] == [
        (KEEP, "记录时间、地点、"),
        (PUT, "网址、"),
        (KEEP, "用途。"),
    ]


def test_short_islands_between_changes_are_taken_in() -> None:
    steps = ops("由工信部门的机构核查。", "由网信主管人员的单位核查。")
    assert len([op for op in steps if op.kind is CUT]) == 1


def test_glyph_noise_is_no_change_but_stays_invertible() -> None:
    old, new = "應當留存網絡日誌不少於6個月,並備份.", "应当留存网络日志不少于六个月，并备份。"
    found = pair(old, new)
    assert (found.relation, found.effect, found.changes) == (Relation.SAME, Effect.NONE, ())
    assert sides(found.ops) == (old, new)
    assert [op.kind for op in quiet(found.ops)] == [KEEP]


def test_quiet_keeps_what_really_changed() -> None:
    shown = quiet(ops("應當留存日誌六個月。", "应当留存日志三年。"))
    assert [op.text for op in shown if op.kind is CUT] == ["六個月"]
    assert sides(shown)[1] == "应当留存日志三年。"


@pytest.mark.parametrize(
    ("old", "new", "effect", "change"),
    [
        (
            "运营者应当留存日志不少于六个月。",
            "运营者应当留存日志不少于三年。",
            Effect.TIGHTENED,
            Change(ChangeKind.DEADLINE, "六个月", "三年"),
        ),
        (
            "运营者应当在十日内报告主管部门。",
            "运营者应当在二十四小时内报告主管部门。",
            Effect.TIGHTENED,
            Change(ChangeKind.DEADLINE, "十日", "二十四小时"),
        ),
        (
            "运营者应当在三日内报告主管部门。",
            "运营者应当在十五日内报告主管部门。",
            Effect.RELAXED,
            Change(ChangeKind.DEADLINE, "三日", "十五日"),
        ),
        (
            "运营者可以添加显著标识。",
            "运营者应当添加显著标识。",
            Effect.TIGHTENED,
            Change(ChangeKind.MODALITY, "可以", "应当"),
        ),
        (
            "运营者应当添加显著标识。",
            "运营者可以添加显著标识。",
            Effect.RELAXED,
            Change(ChangeKind.MODALITY, "应当", "可以"),
        ),
        (
            "违反本办法的，处一万元以上十万元以下罚款。",
            "违反本办法的，处五万元以上五十万元以下罚款。",
            Effect.TIGHTENED,
            Change(ChangeKind.SANCTION, "十万元", "五十万元"),
        ),
        (
            "处理超过100万人个人信息的运营者，应当每年开展审计。",
            "处理超过1000万人个人信息的运营者，应当每年开展审计。",
            Effect.RELAXED,
            Change(ChangeKind.AMOUNT, "100万人", "1000万人"),
        ),
        (
            "平台运营者应当核验用户的身份。",
            "应用商店经营者应当核验用户的身份。",
            Effect.CHANGED,
            Change(ChangeKind.BEARER, "平台运营者", "应用商店经营者"),
        ),
        (
            "违反本办法第九条规定的，依法处理。",
            "违反本办法第十条规定的，依法处理。",
            Effect.WORDING,
            Change(ChangeKind.REFERENCE, "第九条", "第十条"),
        ),
        (
            "运营者应当公示规则、方式。",
            "运营者应当公示规则、期限、方式。",
            Effect.CHANGED,
            Change(ChangeKind.SCOPE, None, "期限、"),
        ),
    ],
)
def test_what_a_change_does(old: str, new: str, effect: Effect, change: Change) -> None:
    found = pair(old, new)
    assert found.effect is effect
    assert change in found.changes


def test_values_that_disagree_are_only_changed() -> None:
    found = pair(
        "运营者应当在三日内报告，并应当留存日志不少于六个月。",
        "运营者应当在十日内报告，并应当留存日志不少于三年。",
    )
    assert found.effect is Effect.CHANGED
    assert len(found.changes) == 2


def test_a_modality_word_that_goes_without_its_clause_relaxes_nothing() -> None:
    found = pair("经营者应当依照本办法做好安全检测工作。", "经营者依照本办法做好安全检测工作。")
    assert found.effect is Effect.CHANGED


def test_twelve_months_and_a_year_are_the_same_period() -> None:
    assert pair("日志应当留存十二个月以上。", "日志应当留存一年以上。").changes == ()


def test_function_words_are_wording_and_duty_words_are_not() -> None:
    assert (
        pair(
            "运营者应当依照有关规定备案算法和公示规则。", "运营者应当按照规定备案算法及公示规则。"
        ).effect
        is Effect.WORDING
    )
    assert pair("应当向用户明示规则。", "应当向用户隐去规则。").effect is Effect.CHANGED


def test_a_renumbered_article_is_the_same_article() -> None:
    found = redline(
        version("运营者应当备案。"), version("鼓励行业组织加强自律。", "运营者应当备案。")
    )
    assert [(p.old, p.new, p.relation, p.effect) for p in found.pairs] == [
        ((), ("1",), Relation.ADDED, Effect.NEW),
        (("1",), ("2",), Relation.SAME, Effect.NONE),
    ]


def test_a_renamed_authority_changes_no_duty() -> None:
    duties = ("应当将检测结果报送{}主管部门。", "由{}主管部门责令改正，处一万元以下罚款。")
    duties += ("{}主管部门应当定期抽查。", "应当向{}主管部门备案算法。")
    old, new = (version(*(d.format(name) for d in duties)) for name in ("兽医", "农业农村"))
    assert [p.effect for p in redline(old, new).pairs] == [Effect.WORDING] * 4
    once = redline(version(duties[2].format("兽医")), version(duties[2].format("农业农村"))).pairs
    assert Effect.WORDING not in {p.effect for p in once}


def test_a_text_in_traditional_script_has_no_changes() -> None:
    import opencc

    texts = ("网络运营者应当制定应急预案，及时处置系统漏洞、计算机病毒等风险。", "里程与发布日期。")
    shown = tuple(opencc.OpenCC("s2t").convert(text) for text in texts)
    assert shown != texts
    found = redline(version(*texts), version(*shown))
    assert {(p.relation, p.effect) for p in found.pairs} == {(Relation.SAME, Effect.NONE)}


PIECES = "应当 不得 六个月 三年 6個月 日志 日誌 ， , 。 （一） 《示例法》 第九条 百分之五 5%"
words = st.lists(
    st.sampled_from(
        [*PIECES.split(), "１００万元", "運營者", "运营者", "里", "𠀀", "a", " ", "\n"]
    ),
    max_size=24,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(words, words)
def test_ops_give_both_texts_back(old: str, new: str) -> None:
    assert sides(ops(old, new)) == (old, new)
    assert sides(quiet(ops(old, new)))[1] == new


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_ops_give_any_text_back(old: str, new: str) -> None:
    assert sides(ops(old, new)) == (old, new)


@settings(max_examples=100, deadline=None)
@given(words)
def test_a_text_against_itself_is_unchanged(text: str) -> None:
    assert [op.kind for op in ops(text, text)] in ([], [KEEP])


def test_a_very_long_article_is_compared_in_seconds() -> None:
    old = "".join(chr(0x4E00 + n * 7 % 5000) for n in range(60_000))
    new = old[:20_000] + "应当留存日志" + old[20_500:]
    assert sides(ops(old, new)) == (old, new)


def test_real_revision_reads_like_one(shared) -> None:  # type: ignore[no-untyped-def]
    from digest.law.structure import articles

    folder = shared / "corpus" / "versions" / "网络安全法"
    old, new = (
        Version("v", "i", "t", Status.PROMULGATED, date(2026, 1, 1), articles(text), "d")
        for text in (
            path.read_text("utf-8").replace("*", "") for path in sorted(folder.glob("*.md"))
        )
    )
    found = redline(old, new)
    pairs = {p.old: p for p in found.pairs if p.old}
    assert (found.old_articles, found.new_articles) == (79, 81)
    assert pairs["21",].new == ("23",)
    assert pairs["21",].effect in (Effect.NONE, Effect.WORDING)
    assert Change(ChangeKind.SANCTION, "一万元", "五万元") in pairs["59",].changes
    assert [p.new for p in found.pairs if p.relation is Relation.ADDED][:2] == [("3",), ("20",)]
