"""What of a changed article is told: whole clauses as one change, values inside their clause, each
thing once, the material ones first."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.law.clausewise import by_clauses
from digest.law.difference import Region, Side, regions
from digest.law.effect import effect
from digest.law.shortlist import shortlist
from digest.model import Change, ChangeKind, Effect, Relation

SANCTION, SCOPE = ChangeKind.SANCTION, ChangeKind.SCOPE
MIRRORED = {Effect.TIGHTENED: Effect.RELAXED, Effect.RELAXED: Effect.TIGHTENED}


def compared(old: str, new: str) -> tuple[Effect, tuple[Change, ...]]:
    return effect(Relation.AMENDED, old, new, regions(Side(old), Side(new)), {})


def test_a_grade_of_penalty_behind_a_raised_fine_is_one_change() -> None:
    old = "运营者违反规定的，由主管部门责令改正；拒不改正的，处一万元以上十万元以下罚款。"
    graver = (
        "有前款行为，造成特别严重后果的，由主管部门处二百万元以上一千万元以下罚款，"
        "责令停业整顿、关闭网站，吊销许可证或者营业执照，对负责人处二十万元以上一百万元以下罚款。"
    )
    raised = "处五万元以上二十万元以下罚款"
    _, changes = compared(old, old.replace("处一万元以上十万元以下罚款", raised) + "\n" + graver)
    assert Change(SANCTION, "一万元以上十万元以下", "五万元以上二十万元以下") in changes
    (other,) = (change for change in changes if not change.old)
    assert other.kind is SANCTION
    assert other.new is not None
    assert other.new.startswith("有前款行为")
    assert "处二百万元以上一千万元以下罚款" in other.new


def test_a_clause_made_of_two_keeps_what_both_have() -> None:
    old = "登记主体在申请登记前应当自行或者委托机构，通过技术手段在保障安全的前提下对数据进行存证。"
    new = "登记主体在申请登记前应当在保障安全的前提下对数据进行存证。"
    _, changes = compared(old, new)
    assert changes == (Change(SCOPE, "自行或者委托机构，通过技术手段", None),)


def test_changes_inside_their_clauses_stay_as_they_are() -> None:
    old, new = "应当保存三年，并每年报告。", "应当保存五年，并每月报告。"
    changed = regions(Side(old), Side(new))
    assert by_clauses(old, new, changed) is changed


def test_a_name_replaced_throughout_the_law_asks_the_same_and_is_told() -> None:
    old = "商务主管部门负责登记，运营者应当报送年度计划，并保存记录。"
    new = "农业农村主管部门负责登记，运营者可以公布季度总结。"
    renamed = frozenset({("商务主管部门", "农业农村主管部门")})
    changed = regions(Side(old), Side(new))
    found, told = effect(Relation.AMENDED, old, new, changed, {}, renamed)
    assert Change(ChangeKind.BEARER, *next(iter(renamed))) in told
    assert found is Effect.RELAXED
    only = old.replace(*next(iter(renamed)))
    assert effect(Relation.AMENDED, old, only, regions(Side(old), Side(only)), {}, renamed) == (
        Effect.WORDING,
        (Change(ChangeKind.BEARER, *next(iter(renamed))),),
    )


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("可以并处警告、没收违法所得。", "可以并处警告。", "没收违法所得"),
        ("处警告，吊销经营许可证或者关闭。", "处警告，或者关闭。", "吊销经营许可证"),
    ],
)
def test_a_sanction_is_shown_with_what_it_takes(old: str, new: str, shown: str) -> None:
    _, changes = compared(
        "运营者违反规定的，由主管部门" + old, "运营者违反规定的，由主管部门" + new
    )
    assert [change.old for change in changes] == [shown]


def test_words_said_elsewhere_in_the_article_are_no_change() -> None:
    old = "播音员使用普通话，应当达到国家规定的等级标准。"
    assert compared(old, old.replace("等级", "普通话等级")) == (Effect.WORDING, ())


def test_a_sum_comes_first_and_nothing_is_told_twice() -> None:
    fine = Change(SANCTION, "一万元以下", "五万元以下")
    wide = Change(SCOPE, None, "收集、存储、加工")
    assert shortlist((Change(SCOPE, None, "存储"), wide, fine, wide)) == (fine, wide)


def test_of_many_changes_every_kind_is_told() -> None:
    many = [Change(SCOPE, None, f"第{n}类活动的全部环节") for n in range(1, 12)]
    cited = Change(ChangeKind.REFERENCE, None, "《示例办法》")
    found = shortlist((*many, cited))
    assert len(found) == 10
    assert found[-1] == cited


CLAUSES = (
    "运营者应当留存日志不少于六个月",
    "运营者应当留存日志不少于三年",
    "运营者可以委托专业机构",
    "由主管部门责令改正",
    "处一万元以上十万元以下罚款",
    "处五万元以上五十万元以下罚款",
    "情节严重的",
    "吊销许可证",
    "有下列情形之一的",
    "不得向他人提供用户信息",
)
TEXTS = st.lists(
    st.tuples(st.sampled_from(CLAUSES), st.sampled_from(["，", "；", "。", "。\n"])), max_size=9
).map(lambda parts: "".join(clause + mark for clause, mark in parts))


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
def test_values_stand_in_their_text_and_end_with_a_clause(old: str, new: str) -> None:
    told, changes = compared(old, new)
    assert len(changes) <= 10
    for change in changes:
        assert change.old != change.new
        for value, text in ((change.old, old), (change.new, new)):
            if value is not None:
                assert value in text
                assert value.strip("，。；\n") == value
                assert not re.search(r"[。；]", value)
    back, mirrored = compared(new, old)
    assert back is MIRRORED.get(told, told)
    assert mirrored == tuple(Change(c.kind, c.new, c.old) for c in changes)


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
def test_the_changes_of_clauses_account_for_every_letter(old: str, new: str) -> None:
    changed = regions(Side(old), Side(new))
    found = by_clauses(old, new, changed)
    ends = [*found, Region(len(old), len(old), len(new), len(new))]
    at = to = 0
    for region in ends:
        a, b = old[at : region.old_start], new[to : region.new_start]
        assert re.sub(r"\W", "", a) == re.sub(r"\W", "", b)
        at, to = region.old_end, region.new_end
