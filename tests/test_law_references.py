"""References that follow what they cite: nobody is asked for more when a law has other numbers."""

import pytest

from digest.law.difference import Side, regions
from digest.law.effect import effect
from digest.model import Effect, Relation


def effect_of(old: str, new: str) -> Effect:
    return effect(Relation.AMENDED, old, new, regions(Side(old), Side(new)), {})[0]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "申请人可以依照示例程序法第一百条、第一百零一条提出异议。",
            "申请人可以依照示例程序法第一百零三条、第一百零四条提出异议。",
            Effect.NONE,
        ),
        (
            "处理者符合示例程序法第十九条的规定，且不属于第二十四条规定情形的，应当登记。",
            "处理者符合示例程序法第二十二条的规定，且不属于第二十七条规定情形的，应当登记。",
            Effect.NONE,
        ),
        (
            "处理者应当依照示例合同法第六十八条的规定提供担保。",
            "处理者应当依照示例法典第五百二十七条的规定提供担保。",
            Effect.WORDING,
        ),
        (
            "处理者违反本法第十条、第十一条规定的，责令改正。",
            "处理者违反本法第十条、第十五条规定的，责令改正。",
            Effect.CHANGED,
        ),
    ],
)
def test_articles_of_another_law_follow_its_numbers_and_those_of_the_law_itself_do_not(
    old: str, new: str, expected: Effect
) -> None:
    assert effect_of(old, new) is expected
    assert effect_of(new, old) is expected
