"""Which way a change pulls, by the rule it stands in; the other way round, the other way."""

import pytest

from digest.law.difference import Side, regions
from digest.law.effect import effect
from digest.model import Effect, Relation

MIRRORED = {Effect.TIGHTENED: Effect.RELAXED, Effect.RELAXED: Effect.TIGHTENED}


def way(old: str, new: str) -> Effect:
    """The effect of an article, which must be mirrored by that of the reverse."""
    found, back = (
        effect(Relation.AMENDED, a, b, regions(Side(a), Side(b)), {})[0]
        for a, b in ((old, new), (new, old))
    )
    assert back is MIRRORED.get(found, found)
    return found


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (  # of several whose breach is punished
            "违反本办法第四条、第六条规定的，处一万元罚款。",
            "违反本办法第四条、第五条、第六条规定的，处一万元罚款。",
            Effect.TIGHTENED,
        ),
        (  # the only one, whose breach is told in words
            "运营者违反本办法规定，泄露记录的，处一万元罚款。",
            "运营者违反本办法第六条规定，泄露记录的，处一万元罚款。",
            Effect.WORDING,
        ),
        (  # by which a thing is done
            "主管部门依照第四条、第六条的规定办理。",
            "主管部门依照第四条、第五条、第六条的规定办理。",
            Effect.WORDING,
        ),
    ],
)
def test_an_article_cited_beside_others_counts_where_its_breach_is_meant(
    old: str, new: str, found: Effect
) -> None:
    assert way(old, new) is found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "禁止在馆内拍照。",
            "禁止在馆内拍照。\n因教学需要并经示例馆同意的活动除\n外。",
        ),
        (
            "会期较短，各方意见一致的，也可以只审议一次。",
            "会期较短，各方意见一致，或者遇有紧急情形的，也可以只审议一次。",
        ),
        (
            "持有人超过二百人的，应当登记。",
            "持有人超过二百人的，应当登记，但本单位职工不计算在内。",
        ),
    ],
)
def test_what_spares_somebody_asks_less(old: str, new: str) -> None:
    assert way(old, new) is Effect.RELAXED


def test_more_of_those_who_are_bound_is_more() -> None:
    old = "国家机关、事业单位，应当保护示例遗址。"
    new = "国家机关、事业单位以及其他组织和个人，应当保护示例遗址。"
    assert way(old, new) is Effect.TIGHTENED


@pytest.mark.parametrize(
    "more",
    [
        "国家鼓励社会资金投入示例事业。",
        "每年五月为全国示例月。",
        "双方对归属有约定的，从其约定。",
        "示例权自公告之日起生效。",
        "家庭成员依法平等享有各项权益。",
        "对方首次开庭前不否认的，视为有约定。",
    ],
)
def test_a_sentence_that_binds_nobody_pulls_no_way_that_can_be_told(more: str) -> None:
    assert way("运营者应当登记。", "运营者应当登记。" + more) is Effect.CHANGED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("人民政府、人民法院，可以提出议案。", "人民政府、监察委员会、人民法院，可以提出议案。"),
        (
            "国务院，最高人民法院，可以提出议案。",
            "国务院，国家监察委员会，最高人民法院，可以提出议案。",
        ),
    ],
)
def test_who_gains_by_one_more_who_may_do_something_cannot_be_told(old: str, new: str) -> None:
    assert way(old, new) is Effect.CHANGED


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("交易所公布行情。", "交易所实时公布行情。", Effect.TIGHTENED),
        ("单位建立责任制。", "单位建立全员责任制。", Effect.TIGHTENED),
        ("涉嫌诈骗犯罪的，应当移送。", "涉嫌诈骗等犯罪的，应当移送。", Effect.TIGHTENED),
        ("处分或者处理错误的，应当纠正。", "处分或者人事处理错误的，应当纠正。", Effect.RELAXED),
        ("单位应当按照规划设立标志。", "单位应当根据具体条件，按照规划设立标志。", Effect.RELAXED),
        ("任何社会组织应当遵守规则。", "任何组织应当遵守规则。", Effect.TIGHTENED),
        (  # one more case, and no way to do what must be done
            "应当申请许可的单位，未建立制度的，处一万元罚款。",
            "应当申请许可的单位，未建立制度，或者未告知措施的，处一万元罚款。",
            Effect.TIGHTENED,
        ),
    ],
)
def test_what_an_attribute_says_of_it_decides(old: str, new: str, found: Effect) -> None:
    assert way(old, new) is found


def test_by_whatever_rules_an_official_is_disciplined_it_is_discipline() -> None:
    old = "尚不构成犯罪的，对责任人员依法给予行政处分或者纪律处分。"
    assert way(old, old.replace("行政处分或者纪律处分", "处分")) is Effect.WORDING


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (  # an exception to what may be done
            "当事人同意的，可以公开进行，但涉及国家秘密的除外。",
            "当事人同意的，可以公开进行，但涉及国家秘密、个人隐私的除外。",
            Effect.TIGHTENED,
        ),
        (  # an exception to what must be done
            "会议应当公开进行，但涉及国家秘密的除外。",
            "会议应当公开进行，但涉及国家秘密、个人隐私的除外。",
            Effect.RELAXED,
        ),
        (  # one way more, of which one does
            "各单位应当采取下列一种方式组织工作：\n（一）设置机构；\n（二）委托他人办理。",
            "各单位应当采取下列一种方式组织工作：\n（一）设置机构；\n（二）委托他人办理；\n"
            "（三）由上级单位统一办理。",
            Effect.RELAXED,
        ),
    ],
)
def test_the_rule_that_is_excepted_from_or_chosen_by_decides(
    old: str, new: str, found: Effect
) -> None:
    assert way(old, new) is found


def test_more_who_have_a_right_is_no_duty_of_theirs() -> None:
    assert way("企业有权拒绝。", "任何单位和个人有权拒绝。") is Effect.CHANGED
    assert way("企业应当报告。", "任何单位和个人应当报告。") is Effect.TIGHTENED
