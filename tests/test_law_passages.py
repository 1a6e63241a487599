"""Whole clauses that came or went, and which of their words a change shows."""

from digest.law.difference import Side, regions
from digest.law.effect import effect
from digest.law.shortlist import shortlist
from digest.model import Change, ChangeKind, Effect, Relation


def told(old: str, new: str) -> tuple[Effect, tuple[Change, ...]]:
    return effect(Relation.AMENDED, old, new, regions(Side(old), Side(new)), {})


def test_a_new_paragraph_of_penalties_shows_its_highest_sum_and_who_else_is_fined() -> None:
    stays = "处理者不履行示例义务的，由主管部门责令改正。\n"
    near = (
        "有前款行为，造成示例设施停运的，处十万元以上五十万元以下罚款；造成示例设施全部停运的，"
        "处二百万元以上三百万元以下罚款，对直接负责的主管人员处二十万元以上三十万元以下罚款。"
    )
    found = told(stays, stays + near)[1]
    assert [change.kind for change in found] == [ChangeKind.SANCTION]
    assert "三百万元" in (found[0].new or "")
    assert "三十万元" in (found[0].new or "")
    far = near.replace(
        "罚款，对",
        "罚款，责令暂停示例业务、停业整顿、关闭示例网站或者示例应用程序、吊销示例许可证或者示例执照，对",
    )
    shown = [change.new or "" for change in told(stays, stays + far)[1]]
    assert "三百万元" in shown[0]
    assert shown[1] == "对直接负责的主管人员处二十万元以上三十万元以下罚款"


def test_of_too_many_changes_duties_stay_before_words_for_others() -> None:
    vague = [
        Change(ChangeKind.SCOPE, f"示例目录第{n}类的名称与说明", "示例名录") for n in range(12)
    ]
    duty = Change(ChangeKind.SCOPE, None, "应当依法备案")
    item = Change(ChangeKind.SCOPE, None, "示例标准合同")
    found = shortlist([*vague, item, duty], frozenset(vague))
    assert {duty, item} < set(found)
    assert len(found) < len(vague)
