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


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("处理者可以向人民法院起诉。", "处理者可以向人民法院提起诉讼。"),
        ("法律另有规定的，从其规定。", "法律另有规定的，依照其规定。"),
        ("主管部门公布本行政区域内的名单。", "主管部门公布本行政区域的名单。"),
        ("处理者应当进行分级分类管理。", "处理者应当进行分类分级管理。"),
        ("处理者应当发布禁止或者限制的目录。", "处理者应当公布限制或者禁止的目录。"),
        ("数据保护是全社会的共同任务。", "数据保护是全社会的共同责任。"),
        ("处理者享受国家规定的退休待遇。", "处理者享受国家规定的养老待遇。"),
    ],
)
def test_another_word_for_the_same_asks_the_same(old: str, new: str) -> None:
    assert effect_of(old, new) is Effect.WORDING
    assert effect_of(new, old) is Effect.WORDING


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("处理者应当经主管部门核准。", "处理者应当经主管部门备案。"),
        ("处理者应当在境内存储数据。", "处理者应当在境外存储数据。"),
        ("由甲方向乙方提供数据。", "由乙方向甲方提供数据。"),
    ],
)
def test_a_short_word_of_consent_its_opposite_or_another_order_is_no_choice_of_words(
    old: str, new: str
) -> None:
    assert effect_of(old, new) is not Effect.WORDING
    assert effect_of(new, old) is not Effect.WORDING


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "平台对担保物进行统一登记，船舶和知识产权除外。处理者可以查询登记。",
            "平台对除船舶和知识产权外的担保物进行统一登记。处理者可以查询登记。",
        ),
        (
            "日志的保存期限应当为三年。法律、行政法规对日志的保存期限另有规定的，从其规定。",
            "除法律、行政法规另有规定外，日志的保存期限应当为三年。",
        ),
    ],
)
def test_an_exception_in_another_form_is_no_other_exception(old: str, new: str) -> None:
    assert effect_of(old, new) is Effect.WORDING
    assert effect_of(new, old) is Effect.WORDING


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "人力资源、农业、水利等部门应当支持处理者。",
            "人力资源、农业农村、水利等部门应当支持处理者。",
        ),
        ("原告拒不到场的，对其主张不予认定。", "原告拒不到场的，对原告主张不予认定。"),
    ],
)
def test_a_name_in_a_list_and_a_pronoun_stand_for_the_same(old: str, new: str) -> None:
    assert effect_of(old, new) is Effect.WORDING
    assert effect_of(new, old) is Effect.WORDING


def test_one_more_authority_in_a_list_is_no_new_name() -> None:
    old, new = "农业、水利等部门应当支持处理者。", "农业、教育、水利等部门应当支持处理者。"
    assert effect_of(old, new) is not Effect.WORDING
