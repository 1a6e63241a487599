"""What is written otherwise and asks the same of everybody: each with its mirror."""

import pytest

from digest.law.difference import Side, regions
from digest.law.effect import effect
from digest.model import Effect, Relation

REST = "具体办法由示例市互联网信息主管部门另行制定并向社会公布。"
"""What makes two short texts the same article."""


def effect_of(old: str, new: str) -> Effect:
    old, new = old + REST, new + REST
    return effect(Relation.AMENDED, old, new, regions(Side(old), Side(new)), {})[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("建设项目占用基本农田的，应当备案。", "建设项目占用永久基本农田的，应当备案。"),
        ("处理者应当查验鉴定结论。", "处理者应当查验鉴定意见。"),
        (
            "对低收入家庭和支出型贫困家庭应当减收费用。",
            "对最低生活保障边缘家庭和刚性支出困难家庭应当减收费用。",
        ),
        ("处理者依法给予行政处分。", "处理者依法给予处分。"),
    ],
)
def test_terms_that_others_have_replaced_ask_the_same(old: str, new: str) -> None:
    assert effect_of(old, new) is Effect.WORDING
    assert effect_of(new, old) is Effect.WORDING
