"""Which kind of change words of an article are; the other way round, the same kind."""

import pytest

from digest.law.difference import Side, regions
from digest.law.effect import effect
from digest.model import Change, ChangeKind, Relation


def told(old: str, new: str) -> tuple[Change, ...]:
    """The changes of an article, which must be mirrored by those of the reverse."""
    found, back = (
        effect(Relation.AMENDED, a, b, regions(Side(a), Side(b)), {})[1]
        for a, b in ((old, new), (new, old))
    )
    assert back == tuple(Change(c.kind, c.new, c.old) for c in found)
    return found


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        (
            "本办法自公布之日起施行。",
            "本办法自公布之日起施行。《示例市港口管理规定》同时废止。",
            Change(ChangeKind.REFERENCE, None, "《示例市港口管理规定》同时废止"),
        ),
        (
            "为了规范港口经营，制定本办法。",
            "为了规范港口经营，根据《示例港口法》等有关法律，制定本办法。",
            Change(ChangeKind.REFERENCE, None, "根据《示例港口法》等有关法律"),
        ),
        (
            "港口经营人违约的，依照合同法第九条处理。",
            "港口经营人违约的，依照民法典第三十条处理。",
            Change(ChangeKind.REFERENCE, "合同法", "民法典"),
        ),
        (
            "港口经营人依照国家有关规定处理污水。",
            "港口经营人依照有关规定处理污水。",
            Change(ChangeKind.REFERENCE, "国家", None),
        ),
        (
            "港口经营人应当公布收费标准。",
            "港口经营人应当公布收费标准。用于救灾的，按照国家有关规定执行。",
            Change(ChangeKind.REFERENCE, None, "用于救灾的，按照国家有关规定执行"),
        ),
    ],
)
def test_what_an_instrument_rests_on_repeals_and_applies_is_a_reference(
    old: str, new: str, change: Change
) -> None:
    assert change in told(old, new)


@pytest.mark.parametrize(("old", "new"), [("须", "应当"), ("必须", "应当"), ("不得", "严禁")])
def test_a_word_of_duty_said_in_another_way_is_told(old: str, new: str) -> None:
    assert told(f"港口经营人{old}夜间装卸。", f"港口经营人{new}夜间装卸。") == (
        Change(ChangeKind.MODALITY, old, new),
    )


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("港口管理部门负责港口安全工作。", ChangeKind.BEARER),
        ("港口管理部门应当公布航道水深。", ChangeKind.SCOPE),
    ],
)
def test_what_an_authority_is_to_do_is_no_part_given_to_it(sentence: str, kind: ChangeKind) -> None:
    first = "港口经营人应当保持码头设施完好。"
    named = "港口管理部门" if kind is ChangeKind.BEARER else sentence[:-1]
    assert told(first, first + sentence) == (Change(kind, None, named),)


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        (  # by how bad a breach is a penalty is graded
            "未公布水深的，责令改正，处五万元罚款。",
            "未公布水深的，责令改正，情节严重的，处五万元罚款。",
            Change(ChangeKind.CONDITION, None, "情节严重的"),
        ),
        (
            "未公布水深的，责令改正；拒不改正的，处五万元罚款。",
            "未公布水深的，责令改正；逾期不改正的，处五万元罚款。",
            Change(ChangeKind.CONDITION, "拒", "逾期"),
        ),
        (  # by what something is done
            "港口管理部门可以制定航道规则。",
            "港口管理部门依照法律规定的权限，可以制定航道规则。",
            Change(ChangeKind.CONDITION, None, "依照法律规定的权限"),
        ),
    ],
)
def test_a_grade_of_a_breach_and_what_one_acts_by_are_conditions(
    old: str, new: str, change: Change
) -> None:
    assert change in told(old, new)
