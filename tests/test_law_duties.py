"""Who must do what, by when: with the words that say so."""

from pathlib import Path

import pytest

from digest.law.duties import duties
from digest.law.structure import articles
from digest.model import Duty, Modality

LAW = """第一条 为了规范示例服务，制定本办法。
第二条 本办法所称提供者，是指应当备案的组织。
第三条 提供者应当自发现之日起二十个工作日内报告，不得隐瞒。
第四条 处理超过一百万人信息的提供者应当制定规则；开展培训；发现违法内容的，应当停止传输。
提供者从事示例活动，应当遵守下列规定：
（一）添加标识；
（二）不得删除标识；
（三）留存日志不少于六个月；
（四）法律规定的其他义务。
第五条 提供者有下列情形之一的，应当重新备案：
（一）变更名称的；
（二）变更地址。
第六条 使用者发现违法内容的，有权举报；未成年人无需注册。
国家网信部门应当公布名单，可以约谈。
第七条 提供服务、用户众多的平台，应当每年至少进行一次评估。
第八条 提供者违反本办法第三条规定的，由网信部门责令改正，处一万元以上十万元以下罚款。
第九条 提供者违反本办法规定的，由有关部门依法处罚。
第十条 本办法自公布之日起施行。"""


def read(text: str = LAW) -> tuple[Duty, ...]:
    return duties(articles(text), text)


def of(number: str, found: tuple[Duty, ...] | None = None) -> list[Duty]:
    return [d for d in (found or read()) if d.article == number]


def test_quotes_are_exact():
    for duty in read():
        assert LAW[duty.quote.start : duty.quote.end] == duty.quote.text


def test_purpose_definitions_penalties_and_commencement_ask_nothing():
    assert {d.article for d in read()} == {"3", "4", "5", "6", "7"}


def test_a_change_of_modality_is_a_second_duty_of_the_same_bearer():
    first, second = of("3")
    assert (first.modality, first.bearer) == (Modality.MUST, "提供者")
    assert first.action.endswith("报告")
    assert (second.modality, second.bearer, second.action) == (Modality.MUST_NOT, "提供者", "隐瞒")


def test_deadline_with_the_event_it_runs_from_as_printed():
    assert of("3")[0].deadline == "自发现之日起二十个工作日内"
    assert of("7")[0].deadline == "每年至少进行一次"


def test_amount_condition_and_a_clause_without_a_modal_word():
    first, second = of("4")[:2]
    assert first.amount == "一百万人"
    assert first.action == "制定规则；开展培训"
    assert (second.condition, second.action) == ("发现违法内容的", "停止传输")


def test_points_take_modality_and_bearer_from_their_lead():
    points = [d for d in of("4") if d.paragraph == 2][1:]
    assert [(d.modality, d.bearer) for d in points] == [
        (Modality.MUST, "提供者"),
        (Modality.MUST_NOT, "提供者"),
        (Modality.MUST, "提供者"),
    ]
    assert points[0].action == "添加标识"
    assert points[2].deadline == "不少于六个月"


def test_points_that_are_conditions_are_no_duties():
    assert [d.action for d in of("5")] == ["重新备案"]


def test_entitled_nothing_needed_and_authorities():
    entitled, *rest = of("6")
    assert (entitled.modality, entitled.condition) == (Modality.ENTITLED, "发现违法内容的")
    assert [(d.modality, d.authority) for d in rest] == [
        (Modality.MUST, True),
        (Modality.MAY, True),
    ]
    assert not entitled.authority


def test_a_segment_before_the_modal_word_may_name_the_bearer():
    assert of("7")[0].bearer == "提供服务、用户众多的平台"


@pytest.mark.parametrize(
    ("second", "bearer"),
    [
        ("并应当报告。", "机关事业单位"),
        ("不得隐瞒。", "机关事业单位"),
        ("同时，还应当报告。", "机关事业单位"),
        ("发生事件的，应当报告。", None),  # who is meant is a guess
        ("应当追加的测试，不得省略。", None),  # a condition opens like a duty
        ("可以公布测试。", None),
    ],
)
def test_a_sentence_that_goes_on_has_the_bearer_of_the_one_before(second, bearer):
    text = f"第一条 机关事业单位应当测试。{second}\n第二条 本办法自公布之日起施行。"
    first, following = duties(articles(text), text)
    assert (first.bearer, following.bearer) == ("机关事业单位", bearer)


def test_the_bearer_does_not_go_on_in_the_next_paragraph():
    text = "第一条 提供者应当测试。\n应当报告。\n第二条 本办法自公布之日起施行。"
    assert [d.bearer for d in duties(articles(text), text)] == ["提供者", None]


def test_penalties_join_the_duties_they_punish():
    assert of("3")[0].sanctions == ("8", "9")
    assert of("4")[0].sanctions == ("9",)
    assert of("6")[1].sanctions == ()


def test_traditional_script_and_half_width_punctuation():
    text = "第一條 提供者發現違法內容的,應當及時處置.\n第二條 本辦法自公布之日起施行。"
    (duty,) = duties(articles(text), text)
    assert (duty.bearer, duty.condition) == ("提供者", "發現違法內容的")
    assert duty.action.startswith("及時處置")


def test_the_interim_measures(shared: Path):
    text = next((shared / "seeds").glob("004_*")).read_text("utf-8")
    found = read(text)
    assert {d.article for d in found} >= {str(n) for n in (4, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17)}
    assert not {d.article for d in found} & {"1", "2", "3", "5", "6", "16", "22", "24"}
    report = of("14", found)[0]
    assert (report.bearer, report.modality, report.paragraph) == ("提供者", Modality.MUST, 1)
    assert report.condition == "發現違法內容的"
    assert of("18", found)[0].modality is Modality.ENTITLED
    assert of("20", found)[0].authority
