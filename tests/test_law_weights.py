"""Which way an article pulls as a whole, and which way its words do."""

import pytest

from digest.law.difference import Side, regions
from digest.law.effect import effect
from digest.law.quoting import Told
from digest.law.weights import prevailing
from digest.model import Change, ChangeKind, Effect, Relation

SCOPE, SANCTION = ChangeKind.SCOPE, ChangeKind.SANCTION
MIRRORED = {Effect.TIGHTENED: Effect.RELAXED, Effect.RELAXED: Effect.TIGHTENED}


def judged(old: str, new: str) -> Effect:
    """The effect, which is the mirrored one the other way round."""
    found, back = (
        effect(Relation.AMENDED, a, b, regions(Side(a), Side(b)), {})[0]
        for a, b in ((old, new), (new, old))
    )
    assert back is MIRRORED.get(found, found)
    return found


def test_a_passage_that_is_said_again_with_more_is_not_lost() -> None:
    lost = Told(Change(SCOPE, "坚持节约优先、安全可靠的原则", None), -1)
    won = "坚持安全可靠、节约优先，统筹规划，突出重点任务，注重长期实效"
    assert prevailing([lost, Told(Change(SCOPE, None, won), 1)]) == 1
    assert prevailing([lost, Told(Change(SCOPE, None, "注重长期实效，加强人员培训"), 1)]) == 0


def test_another_word_of_a_penalty_leaves_the_verdict_to_the_rest() -> None:
    item = Told(Change(SCOPE, None, "伪造检验记录或者报告的"), 1)
    words = Told(Change(SANCTION, "撤销资格", "取消证书"), 0)
    assert prevailing([item, words]) == 1
    old = "有下列行为之一的，由主管部门撤销其承办资格：\n（一）拒绝检查的。"
    new = "有下列行为之一的，由主管部门取消其承办证书：\n（一）拒绝检查的；\n（二）伪造检验记录的。"
    assert judged(old, new) is Effect.TIGHTENED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("处一万元以上五万元以下罚款", "处五十万元以下罚款"),
        ("三年内不受理其申请", "十年内不受理其申请"),
        ("应当从事检验工作满二年", "应当从事检验工作满五年"),
        ("应当在开展活动的十日前报送方案", "应当在开展活动的三十日前报送方案"),
        ("企业、事业单位应当配合检查", "用人单位应当配合检查"),
        ("检验人员应当保守秘密", "任何单位和个人应当保守秘密"),
        ("发现隐患的，应当及时报告", "发现隐患的，应当立即报告"),
        ("设立分支机构，应当办理备案", "设立分支机构，应当办理审批"),
    ],
)
def test_what_says_more_asks_more(old: str, new: str) -> None:
    assert judged(f"示例机构{old}。", f"示例机构{new}。") is Effect.TIGHTENED


def test_a_threshold_in_a_list_of_cases_that_rises_asks_less() -> None:
    old = "有下列情形之一的，运营者应当申报：\n（一）年收入超过二亿元；\n（二）控制其他运营者。"
    assert judged(old, old.replace("二亿", "三亿")) is Effect.RELAXED


def test_a_reminder_of_criminal_liability_weighs_little() -> None:
    old = "示例机构拒绝检查的，给予警告；构成犯罪的，依法追究刑事责任。"
    assert judged(old, "示例机构拒绝检查的，给予警告。") is Effect.RELAXED
    assert judged(old, "示例机构拒绝检查、伪造报告的，给予警告。") is Effect.TIGHTENED


def test_a_raised_fine_outweighs_its_grades() -> None:
    old = (
        "违法所得十万元以上的，并处违法所得一倍以上三倍以下罚款；"
        "没有违法所得的，处二万元以上十万元以下罚款；情节较重的，暂停其从事相关业务。"
    )
    new = "违法所得二十万元以上的，并处违法所得三倍以上五倍以下罚款。"
    assert judged(old, new) is Effect.TIGHTENED


def test_the_indicative_obliges_as_well() -> None:
    assert judged("经费应当列入预算，专款专用。", "经费列入预算，专款专用。") is Effect.WORDING


def test_an_exception_that_comes_with_its_rule_takes_nothing_back() -> None:
    old = "示例机构应当公开名录。"
    new = old + "\n示例机构扩建库房的，应当在动工前完成评估。但是，经主管部门批准的除外。"
    assert judged(old, new) is Effect.TIGHTENED
    assert judged(old, "示例机构应当公开名录。但是，经主管部门批准的除外。") is Effect.RELAXED


def test_a_word_of_duty_that_turns_in_its_clause_decides() -> None:
    old = "需要认定的，应当由申请人直接向示例机构提出。"
    new = "需要认定的，申请人可以直接向示例机构提出。"
    assert judged(old, new) is Effect.RELAXED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("不得收取费用", "不得收取任何费用"),
        ("传送检验数据", "实时传送检验数据"),
        ("受理投诉", "受理投诉，对于不属于其职责的，应当移送有关部门"),
    ],
)
def test_how_something_is_done_narrows_nothing(old: str, new: str) -> None:
    assert judged(f"示例机构{old}。", f"示例机构{new}。") is Effect.TIGHTENED


def test_a_penalty_said_again_without_what_the_criminal_law_says_is_not_lost() -> None:
    old = "示例机构泄露商业秘密的，尚不构成犯罪的，依法给予行政处分。"
    new = "示例机构泄露商业秘密、检验数据，伪造记录的，依法给予处分。"
    assert judged(old, new) is Effect.TIGHTENED


def test_nobody_can_say_which_way_penalties_of_other_laws_pull() -> None:
    case = "处理者违反本办法规定收集示例信息的，"
    own = f"{case}由主管部门责令改正，没收违法所得，并处一万元以上五万元以下罚款。"
    others = f"{case}依照有关法律、行政法规的规定处罚。"
    assert judged(own, others) is Effect.CHANGED


def test_how_grave_a_change_must_be_is_told_and_weighs_as_much_as_its_cause() -> None:
    rest = "设备发生重大故障或者名称、地址、负责人变化的，也应当及时申请变更登记。"
    old = f"示例单位因机构调整等原因导致信息发生变化的，应当申请变更登记；{rest}"
    new = f"示例单位信息发生重大变化的，应当申请变更登记；{rest}"
    assert judged(old, new) is Effect.CHANGED
    assert judged(old, old.replace("信息发生变化", "信息发生重大变化")) is Effect.RELAXED
