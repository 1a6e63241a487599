"""Redlines: exactly invertible, in whole words, and told with what they do to the duty."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.law.difference import Side, regions
from digest.law.effect import effect
from digest.law.likeness import keys_of
from digest.law.redline import compared, ops, quiet, redline
from digest.law.throughout import Renamed, throughout
from digest.law.words import words as split
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

REST = "具体办法由示例市互联网信息主管部门会同有关单位另行制定并向社会公布。"
"""What makes two short texts the same article."""
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


def test_an_item_added_last_leaves_the_full_stop() -> None:
    steps = ops("记录时间、地点。", "记录时间、地点、网址。")
    assert [(op.kind, op.text) for op in steps] == [
        (KEEP, "记录时间、地点"),
        (PUT, "、网址"),
        (KEEP, "。"),
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
            Change(ChangeKind.SANCTION, "一万元以上十万元以下", "五万元以上五十万元以下"),
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
            Effect.CHANGED,
            Change(ChangeKind.REFERENCE, "第九条", "第十条"),
        ),
        (
            "运营者应当公示规则、方式。",
            "运营者应当公示规则、期限、方式。",
            Effect.TIGHTENED,
            Change(ChangeKind.SCOPE, None, "期限"),
        ),
        (
            "运营者应当公示规则、方式。",
            "运营者应当公示规则、方式等。",
            Effect.TIGHTENED,
            Change(ChangeKind.SCOPE, None, "等"),
        ),
        (
            "运营者应当向主管部门报告事件。",
            "运营者应当向主管部门报告事件，法律另有规定的除外。",
            Effect.RELAXED,
            Change(ChangeKind.CONDITION, None, "法律另有规定的除外"),
        ),
        (
            "运营者应当公示规则。",
            "运营者应当公示规则。不得收取费用。",
            Effect.TIGHTENED,
            Change(ChangeKind.MODALITY, None, "不得收取费用"),
        ),
        (
            "运营者必须公示规则。",
            "运营者应当公示规则。",
            Effect.WORDING,
            Change(ChangeKind.MODALITY, "必须", "应当"),
        ),
        (
            "运营者应当向环境保护主管部门备案。",
            "运营者应当向生态环境主管部门备案。",
            Effect.WORDING,
            Change(ChangeKind.BEARER, "环境保护主管部门", "生态环境主管部门"),
        ),
        (
            "本办法自公布之日起施行。",
            "本办法自2026年3月1日起施行。",
            Effect.CHANGED,
            Change(ChangeKind.DEADLINE, "公布", "2026年3月1日"),
        ),
        (
            "本办法由示例市网信办负责解释，自　年　月　日起施行。",
            "本办法自2026年3月1日起施行。",
            Effect.CHANGED,
            Change(ChangeKind.DEADLINE, "年　月　日", "2026年3月1日"),
        ),
        # What is shown is what stands there, in whole names, items and numbers.
        (
            "由主管部门责令关闭网站、吊销许可证。",
            "由主管部门责令关闭网站或者应用程序、吊销许可证。",
            Effect.TIGHTENED,
            Change(
                ChangeKind.SANCTION, "由主管部门责令关闭网站", "由主管部门责令关闭网站或者应用程序"
            ),
        ),
        (
            "违反规定的，责令改正。",
            "违反规定的，责令限期改正。",
            Effect.TIGHTENED,
            Change(ChangeKind.SANCTION, "责令改正", "责令限期改正"),
        ),
        (
            "应当向市数据主管部门备案。",
            "应当向市数据管理部门备案。",
            Effect.WORDING,
            Change(ChangeKind.BEARER, "市数据主管部门", "市数据管理部门"),
        ),
        (
            "运营者应当在事件发生后十五日内报告。",
            "运营者应当在事件发生后十日内报告。",
            Effect.TIGHTENED,
            Change(ChangeKind.DEADLINE, "十五日", "十日"),
        ),
        (
            "情节较重的，1年内不得申请。",
            "情节较重的，1至3年内不得申请。",
            Effect.TIGHTENED,
            Change(ChangeKind.SANCTION, "1年", "1至3年"),
        ),
        (
            "不得复制、篡改、损毁、伪造凭证。",
            "不得篡改、伪造凭证。",
            Effect.RELAXED,
            Change(ChangeKind.SCOPE, "复制、篡改、损毁", "篡改"),
        ),
        (
            "由畜牧兽医行政管理部门统一管理并公布。",
            "由兽医主管部门负责公布。",
            Effect.CHANGED,
            Change(ChangeKind.BEARER, "畜牧兽医行政管理部门", "兽医主管部门"),
        ),
        (
            "听取群众的意见和建议，做好准备。",
            "听取群众的意见和要求，认真研读议案，做好准备。",
            Effect.TIGHTENED,
            Change(ChangeKind.SCOPE, None, "认真研读议案"),
        ),
        (
            "违反规定的，由商务主管部门责令改正。",
            "违反规定的，由农业农村主管部门责令改正。",
            Effect.WORDING,
            Change(ChangeKind.BEARER, "商务主管部门", "农业农村主管部门"),
        ),
        (
            "商务主管部门应当定期抽查。",
            "农业农村主管部门应当定期抽查。",
            Effect.WORDING,
            Change(ChangeKind.BEARER, "商务主管部门", "农业农村主管部门"),
        ),
        (
            "违反本办法规定的，依法处理。",
            "提供者违反本办法规定的，依法处理。",
            Effect.WORDING,
            Change(ChangeKind.BEARER, None, "提供者"),
        ),
    ],
)
def test_what_a_change_does(old: str, new: str, effect: Effect, change: Change) -> None:
    found = pair(old, new)
    assert found.effect is effect
    assert change in found.changes


@pytest.mark.parametrize(
    ("old", "new", "effect"),
    [
        # A minimum of what is to be done, a maximum, and the other way round.
        ("字高不得低于画面短边的百分之三。", "字高不得低于画面短边的百分之五。", "tightened"),
        ("字高不得低于画面短边的百分之五。", "字高不得低于画面短边的百分之三。", "relaxed"),
        ("运营者应当配备审核人员三名以上。", "运营者应当配备审核人员五名以上。", "tightened"),
        ("运营者应当至少开展一次评估。", "运营者应当至少开展两次评估。", "changed"),
        ("误报率不得高于百分之五。", "误报率不得高于百分之三。", "tightened"),
        ("误报率应当控制在百分之三以内。", "误报率应当控制在百分之五以内。", "relaxed"),
        ("运营者应当自收到之日起五日内答复。", "运营者应当自收到之日起三日内答复。", "tightened"),
        ("应当及时处理，并在三日内答复。", "应当及时处理，并在十日内答复。", "relaxed"),
        ("应当在三日内报告，不得迟报。", "应当在五日内报告，不得迟报。", "relaxed"),
        ("运营者应当在六个月内保存日志。", "运营者应当在三年内保存日志。", "tightened"),
        ("运营者应当保存记录三年以上。", "运营者应当保存记录一年以上。", "relaxed"),
        ("评估结果有效期为二年。", "评估结果有效期为三年。", "relaxed"),
        (
            "用户达到十万人以上的经营者应当备案。",
            "用户达到五万人以上的经营者应当备案。",
            "tightened",
        ),
        # Another time in its place: no deadline came or went.
        ("运营者应当立即报告。", "运营者应当在二十四小时内报告。", "changed"),
        ("应当在九十个工作日内完成审计。", "应当在限定时间内完成审计。", "changed"),
    ],
)
def test_minimums_and_maximums_pull_their_own_way(old: str, new: str, effect: str) -> None:
    assert pair(old + REST, new + REST).effect == effect


def test_a_right_that_becomes_a_duty_agrees_with_a_longer_retention() -> None:
    found = pair(
        "提供者应当留存日志不少于六个月，并可以记录申请人的信息。",
        "提供者应当留存日志不少于三年，并应当记录申请人的信息。",
    )
    assert found.effect is Effect.TIGHTENED
    assert found.changes == (
        Change(ChangeKind.DEADLINE, "六个月", "三年"),
        Change(ChangeKind.MODALITY, "可以", "应当"),
    )


def test_a_fine_is_one_value_with_both_of_its_limits() -> None:
    found = pair(
        "违反规定的，给予警告；拒不改正的，处一万元以上五万元以下罚款。",
        "违反规定的，给予警告，可以处一万元以下罚款；拒不改正的，处五万元以上二十万元以下罚款。",
    )
    assert found.effect is Effect.TIGHTENED
    assert set(found.changes) == {
        Change(ChangeKind.SANCTION, None, "可以处一万元以下罚款"),
        Change(ChangeKind.SANCTION, "一万元以上五万元以下", "五万元以上二十万元以下"),
    }
    wider = pair("处五万元以上十万元以下罚款。", "处一万元以上二十万元以下罚款。")
    assert wider.effect is Effect.CHANGED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("应当在显著位置添加标识。", "应当在醒目位置添加标识。"),
        ("应当明显标识内容。", "应当显著标识内容。"),
        ("应当在七日内反馈处理结果。", "应当在七日内告知处理结果。"),
        ("情况复杂的，可延长十日。", "情况复杂的，可以延长十日。"),
        ("应当记载时间、地点和用途。", "应当记载用途、时间和地点。"),
    ],
)
def test_synonyms_and_order_are_wording(old: str, new: str) -> None:
    found = pair(old + REST, new + REST)
    assert (found.effect, found.changes) == (Effect.WORDING, ())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("应当向主管部门反馈用户的意见。", "应当向主管部门告知用户的意见。"),
        ("应当取得本人和监护人同意。", "应当取得本人或者监护人同意。"),
        ("由甲方向乙方提供，应当备案。", "由乙方向甲方提供，应当备案。"),
        ("五名以上的，应当备案。", "五名以下的，应当备案。"),
        (
            "第五条规定自2026年3月1日起施行，应当备案。",
            "第五条规定自2027年3月1日起施行，应当备案。",
        ),
        ("应当在显著位置添加标识。", "应当在醒目位置添加文字标识。"),
    ],
)
def test_what_only_looks_like_wording_is_told(old: str, new: str) -> None:
    assert pair(old + REST, new + REST).effect not in (Effect.WORDING, Effect.NONE)


def test_an_exception_against_a_longer_period_leaves_it_untold() -> None:
    rule = "处理信息应当留存日志不少于{}{}。" + REST
    more = "，但是依法公开的除外"
    assert pair(rule.format("六个月", ""), rule.format("三年", "")).effect is Effect.TIGHTENED
    assert pair(rule.format("六个月", ""), rule.format("三年", more)).effect is Effect.CHANGED


def test_a_penalty_more_tightens_and_a_list_word_is_no_item() -> None:
    rule = "违反规定的，处一万元以下罚款{}责令停业整顿。"
    assert pair(rule.format("、"), rule.format("或者")).changes == ()
    more = rule.format("、") + "造成后果的，依照前款规定从重处罚。"
    assert pair(rule.format("、"), more).effect is Effect.TIGHTENED
    wider = rule.format("、").replace("责令停业整顿", "责令停业整顿、关闭网站")
    assert pair(rule.format("、"), wider).effect is Effect.TIGHTENED


@pytest.mark.parametrize(
    ("old", "new", "effect", "changes"),
    [
        (
            "逾期不改正的，处五万元的罚款。",
            "逾期不改正的，处五万元以上十万元以下的罚款。",
            Effect.TIGHTENED,
            (Change(ChangeKind.SANCTION, "五万元", "五万元以上十万元以下"),),
        ),
        # What fines are about is no fine.
        ("应当到银行缴纳罚款。", "应当到银行或者通过电子支付系统缴纳罚款。", Effect.RELAXED, None),
        ("应当折抵罚金。", "应当折抵罚金，尚未处罚的不再给予罚款。", Effect.RELAXED, None),
        # The duty is there still, and meets others.
        ("定点医疗机构还应当按照规定公布价格。", "按照规定公布价格。", Effect.CHANGED, None),
    ],
)
def test_penalties_and_duties_are_told_from_mentions_of_them(
    old: str, new: str, effect: Effect, changes: tuple[Change, ...] | None
) -> None:
    found = told(old + REST, new + REST)
    assert found[0] is effect
    assert changes is None or found[1] == changes


def test_a_modality_word_broken_by_the_end_of_a_line_is_one_word() -> None:
    broken = "提供者应\n当备案。" + REST
    assert pair(broken, "提供者可以备案。" + REST).changes == (
        Change(ChangeKind.MODALITY, "应\n当", "可以"),
    )


def test_a_reference_that_follows_its_article_changes_no_duty() -> None:
    rule, duty = "违反本办法{}规定的，处一万元以下罚款。", "运营者应当备案算法和公示规则。"
    old = version(duty, "平台应当核验用户身份。", rule.format("第一条、第二条"))
    new = (*(a.text for a in old.articles[:2]), rule.format("第二条、第三条"))
    (*_, moved) = redline(old, version("鼓励行业组织加强自律。", *new)).pairs
    assert (moved.effect, moved.changes) == (Effect.NONE, ())
    (*_, other) = redline(old, version(*new)).pairs
    assert other.effect is Effect.CHANGED


@pytest.mark.parametrize("texts", [("", "运营者应当备案。"), ("运营者应当备案。", "")])
def test_an_added_or_removed_article_is_one_step(texts: tuple[str, str]) -> None:
    old, new = (version(*filter(None, [text, "平台可以申诉。"])) for text in texts)
    (only,) = (p for p in redline(old, new).pairs if not (p.old and p.new))
    assert [op.text for op in only.ops] == ["运营者应当备案。"]


def test_values_that_disagree_are_only_changed() -> None:
    found = pair(
        "运营者应当在三日内报告，并应当留存日志不少于六个月。",
        "运营者应当在十日内报告，并应当留存日志不少于三年。",
    )
    assert found.effect is Effect.CHANGED
    assert len(found.changes) == 2


def test_a_modality_word_that_goes_without_its_clause_relaxes_nothing() -> None:
    found = pair("经营者应当依照本办法做好安全检测工作。", "经营者依照本办法做好安全检测工作。")
    assert found.effect is Effect.WORDING


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
    old, new = (version(*(d.format(name) for d in duties)) for name in ("甲类", "乙类"))
    assert [p.effect for p in redline(old, new).pairs] == [Effect.WORDING] * 4
    (once,) = redline(version(duties[2].format("甲类")), version(duties[2].format("乙类"))).pairs
    # Another authority does what was done before: nobody is asked more, and it is told who.
    assert once.effect is Effect.WORDING
    assert once.changes == (Change(ChangeKind.BEARER, "甲类主管部门", "乙类主管部门"),)
    higher = duties[2].format("省级甲类"), duties[2].format("县级甲类")
    (moved,) = redline(*map(version, higher)).pairs
    assert moved.effect is Effect.CHANGED


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


@settings(max_examples=150, deadline=None)
@given(words, words)
def test_the_other_way_round_everything_is_mirrored(old: str, new: str) -> None:
    there = told(old, new)
    back = told(new, old)
    mirrored = {Effect.TIGHTENED: Effect.RELAXED, Effect.RELAXED: Effect.TIGHTENED}
    assert back[0] is mirrored.get(there[0], there[0])
    assert [(c.kind, c.new, c.old) for c in back[1]] == [(c.kind, c.old, c.new) for c in there[1]]
    assert [r.mirrored() for r in regions(Side(new), Side(old))] == regions(Side(old), Side(new))


@settings(max_examples=200, deadline=None)
@given(words, words)
def test_what_a_change_shows_stands_in_its_text(old: str, new: str) -> None:
    for change in told(old, new)[1]:
        assert change.old or change.new
        assert (change.old or "") in old
        assert (change.new or "") in new


def told(old: str, new: str) -> tuple[Effect, tuple[Change, ...]]:
    return effect(Relation.AMENDED, old, new, regions(Side(old), Side(new)), {})


def test_an_article_of_another_law_under_another_number_is_told() -> None:
    old, new = (f"违反民事示例法第{n}条规定的，应当改正。" for n in ("九", "十二"))
    assert told(old, new) == (
        Effect.NONE,
        (Change(ChangeKind.REFERENCE, "第九条", "第十二条"),),
    )


def test_a_month_is_no_number_of_days() -> None:
    for old, new in (("六个月", "180日"), ("一年", "365日")):
        found = told(f"日志应当留存{old}。", f"日志应当留存{new}。")
        assert found == (Effect.CHANGED, (Change(ChangeKind.DEADLINE, old, new),))
    assert told("应当在一年内报告。", "应当在12个月内报告。") == (Effect.WORDING, ())


def test_at_once_stands_in_the_place_of_hours() -> None:
    old, new = "发现漏洞的，应当在24小时内报告。", "发现漏洞的，应当立即报告。"
    assert told(old, new) == (Effect.CHANGED, (Change(ChangeKind.DEADLINE, "24小时", "立即"),))


def test_at_once_is_told_beside_a_word_that_says_nothing() -> None:
    old, new = "处理者应当及时将检测报告报送示例部门。", "处理者应当将检测报告报送示例部门。"
    assert told(old, new) == (Effect.RELAXED, (Change(ChangeKind.DEADLINE, "及时", None),))
    old = "处理者在实施检测后，及时将检测报告报送示例部门。"
    new = "处理者在检测后，应当将检测报告报送示例部门。"
    assert Change(ChangeKind.DEADLINE, "及时", None) in told(old, new)[1]


def test_a_number_or_more_forbidden_is_one_less_than_the_number_not_to_be_exceeded() -> None:
    old = "示例机构为同一对象开展检测不得超过三次。"
    new = "示例机构不得连续三次以上为同一对象开展检测。"
    said = [(change.old, change.new) for change in told(old, new)[1]]
    assert ("三次", None) in said
    assert (None, "三次以上") in said


def test_the_end_of_a_case_does_not_pull_against_the_case() -> None:
    old = "基于个人同意处理示例信息的，示例处理者应当取得个人的单独同意。"
    new = "处理示例信息应当取得个人的单独同意。"
    assert told(old, new)[0] is Effect.TIGHTENED
    assert told(new, old)[0] is Effect.RELAXED


def test_a_bare_may_in_the_place_of_a_duty_is_a_modality() -> None:
    old = "示例主体应该在期满前按照规定续展。"
    new = "示例主体可在期满前按照规定续展。"
    assert told(old, new) == (Effect.RELAXED, (Change(ChangeKind.MODALITY, "应该", "可"),))


def test_a_time_that_somebody_sets_stands_in_the_place_of_days() -> None:
    old, new = "处理者应当在90日内完成检测。", "处理者应当在限定时间内完成检测。"
    assert told(old, new) == (Effect.CHANGED, (Change(ChangeKind.DEADLINE, "90日", "限定时间"),))


def test_an_authority_of_another_level_under_the_same_name_is_another() -> None:
    old, new = "应当向省级网信部门备案。", "应当向国家网信部门备案。"
    expected = Effect.CHANGED, (Change(ChangeKind.BEARER, "省级网信部门", "国家网信部门"),)
    assert told(old, new) == expected


def test_added_and_removed_mirror_each_other() -> None:
    assert effect(Relation.ADDED, "", "应当备案。", [], {}) == (Effect.NEW, ())
    assert effect(Relation.REMOVED, "应当备案。", "", [], {}) == (Effect.REMOVED, ())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # The mark of a 项 that moved, a heading that a draft prints, a line that a page ends.
        ("应当：（一）备案；\n（二）公示。", "应当：（一）备案；\n（三）公示。"),
        ("【适用范围】运营者应当备案。", "运营者应当备案。"),
        ("运营者应\n当备案。", "运营者应当备案。"),
    ],
)
def test_what_is_no_text_of_the_article_changes_nothing(old: str, new: str) -> None:
    assert told(old, new) == (Effect.NONE, ())


def test_a_point_that_moves_is_no_duty_more_or_less() -> None:
    points = ("建立内部管理制度；", "开展从业人员安全培训；", "定期公布审核结果。")
    lead = "提供者应当履行下列义务：\n"
    old = lead + "\n".join(f"（{n}）{p}" for n, p in zip("一二三", points, strict=True))
    new = lead + "\n".join(f"（{n}）{points[k]}" for n, k in zip("一二三", (1, 0, 2), strict=True))
    assert told(old, new) == (Effect.WORDING, ())


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("應當留存日誌。", "应当留存日志。", ["應當", "应当", "日誌", "日志"]),
        ("应当留存訪問日誌。", "应当留存操作日志。", ["訪問", "操作", "日誌", "日志"]),
        ("具备技术创新能力。", "具备科学技术能力。", ["技术创新", "科学技术"]),
        ("以区分情况处理。", "以分别情况处理。", ["区分", "分别"]),
    ],
)
def test_no_word_is_cut_in_either_script(old: str, new: str, changed: list[str]) -> None:
    assert [op.text for op in ops(old, new) if op.kind is not KEEP] == changed


def test_the_same_characters_in_other_words_are_no_change() -> None:
    # 公|司法 and 公司|法: the words depend on what follows them.
    for text in ("依照公司法规定", "依照公司法", "司法机关", "当事人为公司"):
        assert "".join(split(text)) == text
    old, new = "由公司法务报告。", "由公司法定代表报告。"
    assert sides(ops(old, new)) == (old, new)
    assert not any(op.text.startswith("公") for op in ops(old, new) if op.kind is not KEEP)


def test_the_numbers_of_pages_are_no_change() -> None:
    old, new = "应当留存日志\n— 12 —\n六个月。", "应当留存日志六个月。"
    assert told(old, new) == (Effect.NONE, ())
    assert [op.kind for op in quiet(ops(old, new))] == [KEEP]
    assert sides(ops(old, new)) == (old, new)


def test_a_change_never_opens_a_bracket_it_does_not_close() -> None:
    steps = ops("应当向兽医主管部门备案。", "应当向农业农村（畜牧兽医）主管部门备案。")
    assert [op.text for op in steps if op.kind is not KEEP] == [
        "兽医主管部门",
        "农业农村（畜牧兽医）主管部门",
    ]


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
    assert pairs["59",].effect is Effect.TIGHTENED
    raised = Change(ChangeKind.SANCTION, "一万元以上十万元以下", "五万元以上五十万元以下")
    assert raised in pairs["59",].changes
    assert next(p.new for p in found.pairs if p.relation is Relation.ADDED) == ("3",)


SPARED = (
    "有下列情形之一的，运营者可以不履行告知义务：\n（一）用户已经知悉的；\n{}（三）应当保密的。"
)
FREE = "下列数据出境，免予申报：\n（一）跨境购物所需的数据；\n{}（三）机票预订所需的数据。"
OUTSIDE = "下列活动不适用本办法：\n（一）家庭活动；\n{}（三）统计活动。"
ONLY = "{}，运营者方可公开名册：\n（一）取得用户同意；\n（二）完成安全评估{}。"
FILED = "；\n（三）报示例市主管部门备案"


@pytest.mark.parametrize(
    ("old", "new", "effect"),
    [
        # An exception to a prohibition or a duty goes, or one of its cases.
        (
            "运营者不得公开名册；用户单独同意或者法律另有规定的除外。",
            "运营者不得公开名册，用户单独同意的除外。",
            Effect.TIGHTENED,
        ),
        ("不得公开名册，但用户同意的除外。" + REST, "不得公开名册。" + REST, Effect.TIGHTENED),
        ("应当公示规则；涉密的除外。" + REST, "应当公示规则。" + REST, Effect.TIGHTENED),
        # An exception to a relief.
        (
            "传输不满一万人信息的，免予申报评估，但敏感信息除外。" + REST,
            "传输不满一万人信息的，免予申报评估。" + REST,
            Effect.RELAXED,
        ),
        # A case less in which nothing need be done.
        (SPARED.format("（二）危害安全的；\n"), SPARED.format(""), Effect.TIGHTENED),
        (FREE.format("（二）跨境寄递所需的数据；\n"), FREE.format(""), Effect.TIGHTENED),
        (OUTSIDE.format("（二）跨境邮寄档案活动；\n"), OUTSIDE.format(""), Effect.TIGHTENED),
        (
            "因个人事务处理示例信息的，不适用本办法。",
            "因个人或者家庭事务处理示例信息的，不适用本办法。",
            Effect.RELAXED,
        ),
        # One of several cases, and one of several conditions.
        (
            ONLY.format("符合下列情形之一的", ""),
            ONLY.format("符合下列情形之一的", FILED),
            Effect.RELAXED,
        ),
        (
            ONLY.format("符合下列条件的", ""),
            ONLY.format("符合下列条件的", FILED),
            Effect.TIGHTENED,
        ),
        (
            "运营者应当防止日志泄露、删除：\n（一）分类管理；\n（二）备份。",
            "运营者应当防止日志泄露、删除：\n（一）分类管理；\n（二）备份；\n（三）加密传输。",
            Effect.TIGHTENED,
        ),
        (
            "除下列日志外，运营者应当公示日志：\n（一）测试日志；\n（二）备份日志。",
            "除下列日志外，运营者应当公示日志：\n（一）测试日志；\n（二）备份日志；\n（三）涉密日志。",
            Effect.RELAXED,
        ),
        # One duty in the place of another.
        (
            "日志应当留存备查。" + REST,
            "日志应当留存备查，但是重要系统的日志应当移交档案机构。" + REST,
            Effect.CHANGED,
        ),
        # How bad a breach must be.
        (
            "泄露日志，造成严重后果的，依法追究法律责任。" + REST,
            "泄露日志的，依法追究法律责任。" + REST,
            Effect.TIGHTENED,
        ),
        (
            "从事攻击活动，造成严重后果的，由主管部门处一万元罚款。" + REST,
            "从事攻击活动的，由主管部门处一万元罚款。" + REST,
            Effect.TIGHTENED,
        ),
        (
            "不得通过欺诈、误导等方式收集示例信息。",
            "不得通过误导、欺诈、胁迫等方式收集示例信息。",
            Effect.TIGHTENED,
        ),
    ],
)
def test_a_change_pulls_the_way_of_the_rule_it_stands_in(
    old: str, new: str, effect: Effect
) -> None:
    back = {Effect.TIGHTENED: Effect.RELAXED, Effect.RELAXED: Effect.TIGHTENED}
    assert pair(old, new).effect is effect
    assert pair(new, old).effect is back.get(effect, effect)


def test_what_was_voluntary_and_is_a_duty_is_a_modality() -> None:
    found = pair(
        "运营者自愿向示例机构申请标识认证。" + REST, "运营者应当向示例机构申请标识认证。" + REST
    )
    assert found.effect is Effect.TIGHTENED
    assert found.changes == (Change(ChangeKind.MODALITY, "自愿", "应当"),)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "因家庭事务而处理示例信息的，不适用本办法。",
            "因家庭事务处理示例信息的，不适用本办法。",
        ),
        (
            "会同示例市甲部门分析态势，协同做好重大安全威胁应对措施。",
            "会同示例市甲部门分析态势，协同应对处置重大安全威胁。",
        ),
    ],
)
def test_words_in_another_form_ask_the_same(old: str, new: str) -> None:
    for found in (pair(old, new), pair(new, old)):
        assert (found.effect, found.changes) == (Effect.WORDING, ())


@pytest.mark.parametrize(
    ("text", "blank", "filled"),
    [
        ("本办法自{}起施行。", "××××年××月××日", "2027年3月1日"),
        ("本办法自{}起施行。", "  年  月  日", "2027年3月1日"),
        ("运营者应当于{}前完成整改。" + REST, " 年 月 日", "2027年3月1日"),
        ("运营者应当在{}前完成整改。" + REST, "202×年×月×日", "2027年3月1日"),
        ("运营者应当在{}前完成整改。" + REST, "＿年＿月", "2027年3月"),
    ],
)
def test_an_open_date_filled_in_is_a_deadline_that_pulls_no_way(
    text: str, blank: str, filled: str
) -> None:
    for a, b in ((blank, filled), (filled, blank)):
        found = pair(text.format(a), text.format(b))
        assert found.effect is Effect.CHANGED
        assert found.changes == (Change(ChangeKind.DEADLINE, a.strip(), b.strip()),)
        sharper = text.format(b).replace("。", "，并不得延期。", 1)
        assert pair(text.format(a), sharper).effect is Effect.TIGHTENED


def test_two_points_that_change_places_are_a_move() -> None:
    list_ = "运营者应当履行下列义务：\n（一）{}；\n（二）{}；\n（三）{}。"
    first, second = "制定管理制度", "留存网络日志不少于六个月"
    old = list_.format(first, second, "开展应急演练")
    found = pair(old, list_.format(second, first, "开展应急演练"))
    assert (found.effect, found.changes) == (Effect.WORDING, ())
    more = pair(old, list_.format(second, first, "每年开展应急演练"))
    assert more.effect is Effect.TIGHTENED
    assert more.changes == (Change(ChangeKind.DEADLINE, None, "每年"),)


@pytest.mark.parametrize(
    ("old", "new", "effect", "change"),
    [
        # Whom the rule binds: an attribute less before the name binds more.
        (
            "持有《示例许可证》的医疗单位，应当定期报告。",
            "医疗单位应当定期报告。",
            Effect.TIGHTENED,
            Change(ChangeKind.BEARER, "持有《示例许可证》的医疗单位", "医疗单位"),
        ),
        # How something is to be done asks more; whom a rule covers, less.
        (
            "运营者应当建立投诉机制。",
            "运营者应当建立便捷的投诉机制。",
            Effect.TIGHTENED,
            Change(ChangeKind.SCOPE, None, "便捷的"),
        ),
        (
            "学校根据需要，可以调整年限。",
            "学校根据需要，报主管的教育行政部门批准，可以调整年限。",
            Effect.TIGHTENED,
            Change(ChangeKind.CONDITION, None, "报主管的教育行政部门批准"),
        ),
        (
            "主管部门应当作出决定。",
            "主管部门应当根据听证笔录，作出决定。",
            Effect.TIGHTENED,
            Change(ChangeKind.CONDITION, None, "根据听证笔录"),
        ),
        # A penalty in other words than a fine.
        (
            "负有责任的，责令改正，暂停其任职资格；情节严重的，可以采取禁入措施。",
            "负有责任的，责令改正；情节严重的，可以采取禁入措施。",
            Effect.RELAXED,
            Change(ChangeKind.SANCTION, "暂停其任职资格", None),
        ),
        # A lighter grade beside the one that was there.
        (
            "擅自出厂的，处五万元以上二十万元以下罚款。",
            "擅自出厂的，处五万元以上二十万元以下罚款；货值金额不足一万元的，处货值金额二倍以下罚款。",
            Effect.RELAXED,
            Change(ChangeKind.SANCTION, None, "货值金额不足一万元的，处货值金额二倍以下罚款"),
        ),
        # Who has a power says not who is asked more.
        (
            "本办法由示例委员会、示例市数据局负责解释。" + REST,
            "本办法由示例市数据局负责解释。" + REST,
            Effect.CHANGED,
            Change(ChangeKind.BEARER, "示例委员会", None),
        ),
        # A right or a power more; 方可 is no part of 地方可以.
        (
            "本市支持创新。" + REST,
            "本市支持创新。有条件的地方可以设立示例基金。" + REST,
            Effect.CHANGED,
            Change(ChangeKind.SCOPE, None, "有条件的地方可以设立示例基金"),
        ),
        # A prohibition with its exception is a prohibition.
        (
            "评审人员应当公正评审。",
            "评审人员应当公正评审。评审人员不得披露申请材料，法律另有规定的除外。",
            Effect.TIGHTENED,
            Change(ChangeKind.MODALITY, None, "评审人员不得披露申请材料，法律另有规定的除外"),
        ),
        # One article more whose breach is meant, and an exemption of one thing more.
        (
            "违反本办法第五条规定的，责令改正。",
            "违反本办法第四条、第五条规定的，责令改正。",
            Effect.TIGHTENED,
            Change(ChangeKind.REFERENCE, None, "第四条"),
        ),
        (
            "下列车船免征示例税：\n（一）渔船；\n（二）警用车船。",
            "下列车船免征示例税：\n（一）渔船；\n（二）警用车船；\n（三）消防救援车辆。",
            Effect.RELAXED,
            Change(ChangeKind.SCOPE, None, "消防救援车辆"),
        ),
    ],
)
def test_who_is_bound_how_and_by_what_penalty(
    old: str, new: str, effect: Effect, change: Change
) -> None:
    found, back = pair(old, new), pair(new, old)
    assert (found.effect, change in found.changes) == (effect, True)
    turned = {Effect.TIGHTENED: Effect.RELAXED, Effect.RELAXED: Effect.TIGHTENED}
    assert back.effect is turned.get(effect, effect)
    assert Change(change.kind, change.new, change.old) in back.changes


@pytest.mark.parametrize(
    ("old", "new", "effect"),
    [
        ("单位应当依法设置帐簿。", "单位应当依法设置账簿。", Effect.NONE),
        ("依照规定办理手续。", "依照规定办理手续。\n示例制品的生产和销售", Effect.NONE),
        ("境内设立的机构应当报告。", "境内（以下简称境内）设立的机构应当报告。", Effect.WORDING),
        ("项目负责人应当作好记录。", "项目负责人应当做好记录。", Effect.WORDING),
        ("因意外事故下落不明的，应当公告。", "因意外事件下落不明的，应当公告。", Effect.WORDING),
        ("应当遵循诚实信用原则。", "应当遵循诚信原则。", Effect.WORDING),
        ("由公安机关消防机构验收。", "由消防救援机构验收。", Effect.WORDING),
        (
            "县级以上人民政府环境保护主管部门应当检查。",
            "生态环境主管部门应当检查。",
            Effect.WORDING,
        ),
        (
            "规划经批准后实施；规划需要调整的，应当报告。",
            "规划纲要经批准后实施；规划纲要需要调整的，应当报告。",
            Effect.WORDING,
        ),
    ],
)
def test_what_a_drafter_writes_otherwise_asks_nobody_more(
    old: str, new: str, effect: Effect
) -> None:
    assert pair(old, new).effect is effect
    assert pair(new, old).effect is effect


def test_words_that_share_a_character_and_are_opposed_are_another_matter() -> None:
    assert pair("应当在境内存储。", "应当在境外存储。").effect is Effect.CHANGED


_LIST = "设立检测机构，应当具备下列条件：\n（一）有固定场所；\n{}（二）有检测设备。"
_BARRED = "下列人员不得录用为检测人员：\n（一）受过刑事处罚的；\n{}（二）未成年的。"


@pytest.mark.parametrize(
    ("old", "new", "kind", "words"),
    [
        # What a case is about is covered; what must be so in it is the condition.
        (
            "用户住所地址发生变更的，应当更新。",
            "用户登记事项发生变更的，应当更新。",
            "scope",
            "登记事项",
        ),
        ("运营者破产时，应当移交资料。", "运营者被撤销时，应当移交资料。", "condition", "被撤销"),
        (
            "对考核结果、处分决定不服的，可以申请复核。",
            "对考核结果、辞退、处分决定不服的，可以申请复核。",
            "scope",
            "辞退",
        ),
        ("不得以欺骗手段注册他人名称。", "不得故意注册他人名称。", "condition", "故意"),
        (_LIST.format(""), _LIST.format("（二）负责人熟悉检测业务；\n"), "condition", "负责人"),
        (_BARRED.format(""), _BARRED.format("（二）被吊销证书的；\n"), "scope", "被吊销证书的"),
        # One for whom something is done is not bound.
        ("机关不得侵犯企业合法权益。", "机关不得侵犯经营者合法权益。", "scope", "经营者"),
        (
            "企业应当征得乡村、街道的同意。",
            "企业应当征得乡村、合作组织、街道的同意。",
            "scope",
            "组织",
        ),
        (
            "负责人不得兼任甲机关、乙机关的职务。",
            "负责人不得兼任甲机关、丙机关、乙机关的职务。",
            "scope",
            "丙",
        ),
        ("应当注明产地、调出单位。", "应当注明产地、供货单位。", "scope", "供货"),
        # One more beside those who act is, also in a clause of its own.
        (
            "示例总队执行本法的办法另行制定。",
            "示例总队和示例分队所属部队执行本法的办法另行制定。",
            "bearer",
            "部队",
        ),
        (
            "甲委员会，乙法院，应当公开。",
            "甲委员会，丙委员会，乙法院，应当公开。",
            "bearer",
            "丙委员会",
        ),
        (
            "乡级人民政府、村民小组负责清理。",
            "乡级人民政府、街道办事处、村民小组负责清理。",
            "bearer",
            "街道",
        ),
        (
            "由文教或者其他有关部门处理。",
            "由文教、公安、网信或者其他有关部门处理。",
            "bearer",
            "网信",
        ),
        ("应当依法处理。", "应当由其所在单位依法处理。", "bearer", "所在单位"),
        # Whom a penalty bars, and for how long, is part of it.
        (
            "违反本规定的，处以罚款；情节严重的，三年内不得从事检测。",
            "违反本规定的，处以罚款；情节严重的，五年内不得从事检测。",
            "sanction",
            "五年",
        ),
        (
            "违反本规定的，处以罚款。",
            "违反本规定的，处以罚款；情节严重的，终身禁止从事检测。",
            "sanction",
            "终身",
        ),
        ("由示例管理部门审查。", "由省级以上示例管理部门审查。", "bearer", "省级以上"),
        ("日志应当留存。", "日志应当留存。登记机关负责审查日志。", "bearer", "登记机关"),
        ("日志应当留存。", "日志应当留存。平台企业应当公示规则。", "scope", "平台企业"),
        (
            "日志应当留存。",
            "日志应当留存。单位应当备案，具体办法由示例主管部门制定。",
            "scope",
            "备案",
        ),
        ("适用民法通则的规定。", "适用民法典的规定。", "reference", "民法典"),
        (
            "决定书应当送达。",
            "决定书应当送达。行政处罚决定书可以用电子邮件送达。",
            "scope",
            "电子邮件",
        ),
        ("考核分为三个等次。", "考核分为四个等次。", "amount", "四个"),
    ],
)
def test_a_case_a_thing_and_an_actor_are_told_apart(
    old: str, new: str, kind: str, words: str
) -> None:
    (only,) = pair(old, new).changes
    assert only.kind.value == kind
    assert words in (only.new or "")


@pytest.mark.parametrize(
    ("old", "new", "effect"),
    [
        ("发票限于领用人使用。", "纸质发票限于领用人使用。", Effect.RELAXED),
        ("责令改正。", "责令限期改正。", Effect.TIGHTENED),
        (
            "传输活动存在风险的，应当报告。",
            "跨境数据传输活动存在风险的，应当报告。",
            Effect.RELAXED,
        ),
        (
            "会员享有下列权利：\n（一）参加会议；\n（二）其他权利。",
            "会员享有下列权利：\n（一）参加会议；\n（二）查阅账目；\n（三）其他权利。",
            Effect.RELAXED,
        ),
        (
            "规则应当公示。",
            "规则应当公示。除紧急情况外，应当在施行前征求意见。",
            Effect.TIGHTENED,
        ),
        (
            "任免案逐项表决，也可以合并表决。",
            "任免案、撤职案逐项表决，也可以合并表决。",
            "tightened",
        ),
        ("日志应当留存。", "日志应当留存。具体办法由示例主管部门制定。", Effect.WORDING),
        ("主管部门发布决定、命令和规则。", "主管部门发布规则、决定和命令。", Effect.WORDING),
        ("当事人签订合同的，应当备案。", "当事人订立合同的，应当备案。", Effect.WORDING),
        ("具体办法由示例委员会规定。", "具体办法由示例委员会和示例部门规定。", Effect.CHANGED),
    ],
)
def test_who_is_asked_more(old: str, new: str, effect: Effect) -> None:
    assert pair(old, new).effect == effect


def test_the_name_of_a_rate_is_no_period() -> None:
    found = pair("利率不得超过年利率24%。", "利率不得超过一年期报价利率四倍。")
    assert ChangeKind.DEADLINE not in {change.kind for change in found.changes}


def test_an_authority_renamed_twice_is_told_once() -> None:
    old = "由市食品药品监督管理部门受理，并报省食品药品监督管理部门。"
    found = pair(old, old.replace("药品", "安全"))
    assert [change.kind for change in found.changes] == [ChangeKind.BEARER]


def test_the_constitution_that_a_law_rests_on_is_cited() -> None:
    found = pair("为了保护用户，制定本法。", "为了保护用户，维护公共利益，根据宪法，制定本法。")
    assert Change(ChangeKind.REFERENCE, None, "根据宪法") in found.changes
    assert found.effect is Effect.WORDING


def test_function_words_for_each_other_say_nothing_but_or_for_and_does() -> None:
    assert (
        pair("文书缺席又未经传唤作出的，无效。", "文书缺席且未经传唤作出的，无效。").changes == ()
    )
    assert pair("由所在地县和乡负责。", "由所在地县或者乡负责。").changes


def test_a_term_that_gives_way_throughout_is_told_and_asks_the_same() -> None:
    duties = ("{}应当登记用户。", "{}保存日志。", "禁止{}出售数据。")
    old, new = (version(*(d.format(name) for d in duties)) for name in ("市场主体", "经营主体甲"))
    found = redline(old, new).pairs
    assert {p.effect for p in found} == {Effect.WORDING}
    assert all(len(p.changes) == 1 for p in found)
    periods = [
        version(*(d.format(n) for d in ("{}内报告。", "{}内备案。", "{}内答复。")))
        for n in ("三日", "五日")
    ]
    assert {p.effect for p in redline(*periods).pairs} == {Effect.RELAXED}


def test_a_word_dropped_from_a_term_throughout_asks_the_same() -> None:
    duties = (
        "机构应当公布港口{}检测规则。",
        "港口{}检测机构应当留存记录。",
        "处理者应当保存港口{}检测证书。",
    )
    old, new = (version(*(d.format(name) for d in duties)) for name in ("船舶安全", ""))
    assert {p.effect for p in redline(old, new).pairs} == {Effect.WORDING}
    assert {p.effect for p in redline(new, old).pairs} == {Effect.WORDING}


def test_a_short_name_that_the_text_defines_is_the_same_bearer_everywhere() -> None:
    named = "示例市数据局和其他履行示例数据监督职责的部门"
    end = "处理者违反规定的，应当限期改正，并公开说明改正的情况和以后预防的措施。"
    old = version(
        f"{named}依法检查处理者。{end}",
        f"处理者应当向履行示例数据监督职责的部门报送报告。{end}",
    )
    new = version(
        f"{named}（以下统称为监督部门）依法检查处理者。{end}",
        f"处理者应当向监督部门报送报告。{end}",
    )
    assert [pair.effect for pair in redline(old, new).pairs] == [Effect.WORDING] * 2
    assert [pair.effect for pair in redline(new, old).pairs] == [Effect.WORDING] * 2


def test_who_acts_is_told_beside_what_is_done() -> None:
    found = pair(
        "集体伙食单位销售、存放的谷物，应当检测。", "集中用餐单位加工的谷物，应当检测。"
    ).changes
    assert [(c.kind.value, c.old, c.new) for c in found] == [
        ("bearer", "集体伙食单位", "集中用餐单位"),
        ("scope", "销售、存放", "加工"),
    ]


@pytest.mark.parametrize("mark", ["（删除）", "【已删除】", "本条删去。"])
def test_a_number_kept_with_nothing_under_it_is_an_article_removed(mark: str) -> None:
    whole = ("提供者应当登记用户。", "违反规定的，处一万元罚款。", "本办法自公布之日起施行。")
    old, new = version(*whole), version(whole[0], mark, whole[2])
    found = [(p.old, p.new, p.effect) for p in redline(old, new).pairs]
    assert found[1] == (("2",), ("2",), Effect.REMOVED)
    assert [effect for *_, effect in found] == [Effect.NONE, Effect.REMOVED, Effect.NONE]
    assert redline(new, old).pairs[1].effect is Effect.NEW
    assert redline(new, new).pairs[1].effect is Effect.NONE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("境内用户", "境外用户"),
        ("示例设施运营者", "平台公司"),
        ("儿童", "未成年人"),
        ("县级主管部门", "省级主管部门"),
    ],
)
def test_what_is_somebody_else_or_wider_is_no_renaming(old: str, new: str) -> None:
    duties = ("保护{}。", "对{}分级。", "处理{}的投诉。", "每年走访{}。")
    before, after = (
        version(*(f"提供者应当{duty.format(name)}" for duty in duties)) for name in (old, new)
    )
    assert Effect.WORDING not in {p.effect for p in redline(before, after).pairs}


def test_an_attribute_with_a_pronoun_says_what_is_known() -> None:
    old = "机构不得以船舶撤回其对港口检测的同意为由，拒绝港口检测。"
    assert pair(old, old.replace("其对港口检测的", "")).effect is Effect.WORDING


def test_words_that_put_another_verb_before_an_object_are_no_further_duty() -> None:
    found = pair(
        "机构应当公开引航员的姓名、电话，报送海事机关。",
        "机构应当公开引航员的电话，并将引航员的姓名、电话报送海事机关。",
    )
    assert found.effect is Effect.CHANGED


def test_a_bearer_in_the_place_of_another_is_a_change() -> None:
    old = "登记主体应对持有并纳入名录的船舶进行检测。"
    new = "直接管理船舶的机关和事业单位，应对纳入名录的船舶进行检测。"
    assert pair(old, new).effect is pair(new, old).effect is Effect.CHANGED


def test_a_case_in_which_something_is_no_longer_so_frees_from_nothing() -> None:
    case = "有下列情形之一的，机构应当删除记录：\n（一）用户注销账户；"
    more = "\n（二）为检测船舶不再必要。"
    assert pair(case, case + more).effect is Effect.TIGHTENED


def test_what_is_only_encouraged_asks_nothing_more() -> None:
    old = "机构应当检测船舶。鼓励对停靠但未登记的船舶进行检测。"
    assert pair(old, old.replace("停靠但", "")).effect is Effect.WORDING


def test_a_term_that_stays_elsewhere_in_the_law_is_not_renamed() -> None:
    duties = ("保护{}。", "对{}分级。", "处理{}的投诉。")

    def law(name: str, *more: str) -> tuple[Article, ...]:
        return version(*(f"提供者应当{duty.format(name)}" for duty in duties), *more).articles

    def renamed(old: tuple[Article, ...], new: tuple[Article, ...]) -> Renamed:
        return throughout(compared(old, new, keys_of(old, new)))

    old, new = "市场主体", "经营主体甲"
    stays = "市场主体和经营主体甲可以向示例机构申诉。"
    assert renamed(law(old), law(new)) == {(old, new)}
    assert not renamed(law(old, stays), law(new, stays))
