"""How long, how much, how many: with number, unit and bounds, exactly as printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.law.quantities import number, quantities

SOUP = st.text(
    st.one_of(
        st.sampled_from(
            "〇一二三五九十百千万亿半两0123789.，,每第个以上下内不少超过至年月日周元人倍%分之"
        ),
        st.characters(codec="utf-8"),
    ),
    max_size=120,
)


def found(text: str) -> list[str]:
    return [f"{q.kind}={q.text}" for q in quantities(text)]


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("自收到之日起三十个工作日内答复", "deadline=三十个工作日内"),
        ("留存日志不少于六个月", "deadline=不少于六个月"),
        ("记录应当至少保存 3 年", "deadline=至少保存 3 年"),
        ("三十日前公告", "deadline=三十日前"),
        ("每两年至少开展一次审计", "deadline=每两年至少开展一次"),
        ("每年组织开展不少于两次演练", "deadline=每年组织开展不少于两次"),
        ("处五日以上十五日以下拘留", "deadline=五日以上十五日以下"),
        ("六个月至三年以内不得出境", "deadline=六个月至三年以内"),
        ("处一万元以上十万元以下罚款", "amount=一万元以上十万元以下"),
        ("金额五万元以上不满十万元", "amount=五万元以上不满十万元"),
        ("处三十至五十万元罚款", "amount=三十至五十万元"),
        ("处1,000万元以下罚款", "amount=1,000万元以下"),
        ("营业额百分之五以下", "amount=百分之五以下"),
        ("三分之二以上成员同意", "amount=三分之二以上"),
        ("违法所得１倍以上１０倍以下", "amount=１倍以上１０倍以下"),
        ("處五萬元以下罰款", "amount=五萬元以下"),
        ("处理超过1000万人个人信息", "amount=超过1000万人"),
        ("处理100万人以上信息", "amount=100万人以上"),
        ("年满十八周岁的公民", "amount=满十八周岁"),
        ("满十四周岁不满十八周岁", "amount=满十四周岁不满十八周岁"),
        ("两个以上的处理者", "amount=两个以上"),
        ("不超过当年销售收入15%的部分", "amount=不超过当年销售收入15%"),
        ("超过一年期贷款市场报价利率四倍", "amount=超过一年期贷款市场报价利率四倍"),
    ],
)
def test_what_is_a_quantity(text, quantity):
    assert found(text) == [quantity]


@pytest.mark.parametrize(
    "text",
    [
        "自2025年3月1日起施行",
        "二〇二五年三月一日",
        "3月底前报送",
        "第十五日",
        "第一百二十条",
        "一式两份",
        "每年公布",
        "上一年度",
        "立即报告",
        "十四五规划和五年规划",
        "执法人员不得少于两人",
        "由两名以上执法人员进行",
        "委员会由五至九人组成",
        "县级以上",
        "同一个违法行为",
    ],
)
def test_days_of_the_calendar_ordinals_and_panels_are_none(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "unit", "low", "value", "bound"),
    [
        ("六个月", "days", None, 6 * 30.4375, None),
        ("十个工作日内", "days", None, 14.0, "内"),
        ("24小时内", "days", None, 1.0, "内"),
        ("每两年至少一次", "days", None, 730.5, None),
        ("一万元以上十万元以下", "yuan", 1e4, 1e5, None),
        ("三十至五十万元", "yuan", 3e5, 5e5, None),
        ("1.5亿元以下", "yuan", None, 1.5e8, "以下"),
        ("百分之五以下", "percent", None, 5.0, "以下"),
        ("千分之五", "percent", None, 0.5, None),
        ("15%", "percent", None, 15.0, None),
        ("一倍以上十倍以下", "times", 1.0, 10.0, None),
        ("不超过100万人", "persons", None, 1e6, "不超过"),
        ("不满十四周岁", "years", None, 14.0, "不满"),
    ],
)
def test_unit_value_and_bound(text, unit, low, value, bound):
    (quantity,) = quantities(text)
    assert (quantity.unit, quantity.bound) == (unit, bound)
    assert quantity.value == pytest.approx(value)
    assert quantity.low == (low if low is None else pytest.approx(low))


def test_several_in_one_sentence_stand_in_order():
    text = "处一万元以上五万元以下罚款；情节严重的，处五万元以上罚款，并处十日以下拘留。"
    assert found(text) == [
        "amount=一万元以上五万元以下",
        "amount=五万元以上",
        "deadline=十日以下",
    ]


def test_numbers():
    assert [number(n) for n in ("半", "1.5万", "1,000", "十二", "甲")] == [
        0.5,
        15000,
        1000,
        12,
        None,
    ]


@given(SOUP)
def test_any_text_is_read_and_the_spans_are_exact(text):
    end = 0
    for quantity in quantities(text):
        assert text[quantity.start : quantity.end] == quantity.text
        assert end <= quantity.start < quantity.end
        end = quantity.end
