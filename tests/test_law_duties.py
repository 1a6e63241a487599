"""Who must do what, by when: with the words that say so."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.law.bearers import is_authority
from digest.law.duties import duties
from digest.law.structure import articles, structure
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
    assert first.amount == "超过一百万人"
    assert first.action == "制定规则；开展培训"
    assert (second.condition, second.action) == ("发现违法内容的", "停止传输")


def test_points_take_modality_and_bearer_from_their_lead():
    points = [d for d in of("4") if d.paragraph == 2][1:]
    assert [(d.modality, d.bearer) for d in points] == [
        (Modality.MUST, "提供者"),
        (Modality.MUST_NOT, "提供者"),
        (Modality.MUST, "提供者"),
        (Modality.MUST, "提供者"),
    ]
    assert points[0].action == "添加标识"
    assert points[2].deadline == "不少于六个月"


def test_points_that_are_conditions_are_no_duties():
    assert [d.action for d in of("5")] == ["重新备案"]


def test_entitled_nothing_needed_and_authorities():
    entitled, relieved, *rest = of("6")
    assert (relieved.modality, relieved.bearer) == (Modality.MAY, "未成年人")
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
        ("发生事件的，应当报告。", "机关事业单位"),
        ("可以公布测试。", "机关事业单位"),
        ("个人请求公布的，应当公布。", "机关事业单位"),  # who asks is not bound
        ("网信部门应当公布测试。", "网信部门"),
    ],
)
def test_a_sentence_that_goes_on_has_the_bearer_of_the_one_before(second, bearer):
    text = f"第一条 机关事业单位应当测试。{second}\n第二条 本办法自公布之日起施行。"
    first, following = duties(articles(text), text)
    assert (first.bearer, following.bearer) == ("机关事业单位", bearer)


@pytest.mark.parametrize(
    ("lines", "bearer"),
    [
        (("提供者应当测试。", "发生事件的，应当报告。"), "提供者"),
        (("提供者应当测试。", "不得隐瞒。"), "提供者"),
        (("提供者应当测试。", "示例信息的收集，应当合法。"), None),  # what is collected, not who
        (("提供者应当测试。", "禁止隐瞒。"), None),  # meant for everybody
        (("任何组织和个人不得隐瞒。", "发生事件的，应当报告。"), None),
        (("报告应当由提供者签字。", "发生事件的，应当报告。"), None),
    ],
)
def test_a_paragraph_without_a_subject_has_that_of_the_one_before(lines, bearer):
    assert law(*lines)[-1].bearer == bearer


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
    assert not {d.article for d in found} & {"1", "2", "3", "5", "6", "22", "24"}
    assert all(d.authority for d in of("16", found))
    report = of("14", found)[0]
    assert (report.bearer, report.modality, report.paragraph) == ("提供者", Modality.MUST, 1)
    assert report.condition == "發現違法內容的"
    assert of("18", found)[0].modality is Modality.ENTITLED
    assert of("20", found)[0].authority


def law(*lines: str) -> list[Duty]:
    text = "\n".join(["第一条 " + lines[0], *lines[1:], "第二条 本办法自公布之日起施行。"])
    return [d for d in duties(articles(text), text) if d.article == "1"]


def told(*lines: str) -> list[tuple[Modality, str | None, str]]:
    return [(d.modality, d.bearer, d.action) for d in law(*lines)]


MUST, NOT, MAY = Modality.MUST, Modality.MUST_NOT, Modality.MAY


def test_what_must_be_kept_after_a_permission_is_a_duty():
    may, must = law("提供者可在明确责任后，提供不含示例的内容，并留存日志不少于六个月。")
    assert (may.modality, may.bearer) == (MAY, "提供者")
    assert (must.modality, must.bearer, must.deadline) == (MUST, "提供者", "不少于六个月")
    (kept,) = [d for d in law("用户需要的，可提供内容，并留存日志至少六个月。") if d.deadline]
    assert kept.modality is MUST


@pytest.mark.parametrize("words", ["可能影响用户", "可见内容", "认可机构", "许可事项", "不可分割"])
def test_other_words_with_the_character_of_may_ask_nothing(words):
    assert law(f"示例制度包括{words}。") == []


def test_an_adjective_after_the_verb_makes_no_relative_clause():
    assert told("示例服务提供者应当通过统一的系统验证身份。") == [
        (MUST, "示例服务提供者", "通过统一的系统验证身份")
    ]
    assert told("提供者不得隐瞒应当公开的信息。") == [(NOT, "提供者", "隐瞒应当公开的信息")]


@pytest.mark.parametrize(
    ("bearer", "authority"),
    [
        ("用户数量巨大或者对儿童具有显著影响的示例平台服务提供者", False),
        ("市场主体登记机关", True),
        ("国务院公安部门、示例管理部门和国家网信部门等", True),
        ("国务院教育部门", True),
        ("示例游戏、示例直播、示例社交等网络服务提供者", False),
        ("公安、网信等部门和示例业务经营者、互联网服务提供者", False),
        ("各地区、各部门", True),
        ("收到投诉、举报的部门", True),
        ("网信部门及其工作人员", True),
        ("在境内设立的示例机构", False),
    ],
)
def test_the_bearer_is_the_longest_noun_phrase_before_the_modal_word(bearer, authority):
    (duty,) = law(f"{bearer}应当建立制度。")
    assert (duty.bearer, duty.authority) == (bearer, authority)


def test_what_a_preposition_governs_is_no_bearer():
    assert [d.bearer for d in law("经营者对核验异常的用户应当重新核验。")] == ["经营者"]
    assert [d.bearer for d in law("对违反规定的经营者，应当采取措施。")] == [None]


def test_an_authority_in_the_condition_is_the_bearer():
    duty = law("国家和省、自治区、直辖市网信部门收到材料后，材料齐全的，应当备案。")[0]
    assert (duty.bearer, duty.authority) == ("国家和省、自治区、直辖市网信部门", True)


def test_support_for_someone_names_no_bearer():
    text = (
        "国家推进示例服务，支持个人、企业使用，示例业务经营者、示例机构对异常账号，可以重新核验。"
    )
    assert [d.bearer for d in law(text)] == ["示例业务经营者、示例机构"]


def test_points_have_the_bearer_of_their_lead_whatever_their_words_begin_with():
    found = told(
        "未成年人或者其监护人请求查阅的，处理者应当遵守下列规定：",
        "（一）提供便捷的支持监护人查阅的方法，不得限制请求；",
        "（二）用户声明的，应当添加标识；",
        "（三）平台应当核验。",
    )[1:]
    assert found == [
        (MUST, "处理者", "提供便捷的支持监护人查阅的方法"),
        (NOT, "处理者", "限制请求"),
        (MUST, "处理者", "添加标识"),
        (MUST, "平台", "核验"),
    ]


def test_points_under_a_lead_that_ends_with_a_stop():
    found = told("示例平台应当采取措施，规范活动。", "（一）用户声明的，应当添加标识。")
    assert found[1:] == [(MUST, "示例平台", "添加标识")]


def test_positive_duties_around_a_prohibition_stand_alone():
    assert told("经营者建立评估制度，评估未通过的，不得销售；严格登记身份；采取措施限定功能。") == [
        (MUST, "经营者", "建立评估制度"),
        (NOT, "经营者", "销售"),
        (MUST, "经营者", "严格登记身份"),
        (MUST, "经营者", "采取措施限定功能"),
    ]


def test_a_statute_states_duties_of_the_regulated_without_a_modal_word():
    assert told("示例经营者、示例机构承担防控责任，建立内部制度。") == [
        (MUST, "示例经营者、示例机构", "承担防控责任，建立内部制度")
    ]
    assert told("经营者承担民事责任。") == []
    assert told("国家建立工作机制。") == []
    (duty,) = law("国务院建立工作机制。")
    assert (duty.modality, duty.bearer, duty.authority) == (MUST, "国务院", True)


def test_a_list_of_conditions_asks_nothing_by_its_points():
    found = told("对符合下列条件的请求，处理者应当提供途径：", "（一）能够验证身份；")
    assert found == [(MUST, "处理者", "提供途径：".rstrip("："))]


def test_every_point_of_a_prohibition_is_one():
    lines = ("平台不得从事下列活动，损害用户：", "（一）欺诈用户；", "（二）法律禁止的其他活动。")
    assert told(*lines)[1:] == [(NOT, "平台", "欺诈用户"), (NOT, "平台", "法律禁止的其他活动")]


@pytest.mark.parametrize(
    "lead",
    [
        "平台有下列情形之一的，由网信部门责令改正：",
        "平台有下列情形之一的，应当报告：",
        "平台应当公示下列信息：",
        "平台可以公布下列信息：",
    ],
)
def test_points_that_are_cases_or_contents_ask_nothing(lead):
    assert [d.paragraph for d in law(lead, "（一）欺诈用户；", "（二）建立制度。")] in ([], [1])


@pytest.mark.parametrize(
    ("lead", "modality", "bearer"),
    [
        ("示例部门可以依法采取下列措施：", MAY, "示例部门"),
        ("示例事务所应当在下列方面履行管理责任：", MUST, "示例事务所"),
        ("海关对口岸实施监督，履行下列职责：", MUST, "海关"),
        ("示例机构的职责是：", MUST, "示例机构"),
    ],
)
def test_points_take_what_their_lead_asks(lead, modality, bearer):
    points = told(lead, "（一）查阅示例账簿；", "（二）组织示例培训。")[-2:]
    assert [(m, b) for m, b, _ in points] == ([(modality, bearer)] * 2 if modality else [])


def test_points_of_cases_to_be_decided_each_in_its_way():
    found = told(
        "示例申请，人民法院按照下列情形分别处理：",
        "（一）因一方违约解除，当事人请求赔偿的，应予支持；",
        "（二）理由不成立的，裁定驳回；",
        "（三）法院认为应当由示例部门讨论的其他事项。",
    )
    assert [(m, b) for m, b, _ in found] == [(MUST, "人民法院")] * 3


def test_a_point_may_say_by_whom_it_is_done():
    found = told(
        "示例房屋，人民法院按照下列情形分别处理：", "（一）办理手续的，示例费用由出租人负担。"
    )
    assert [b for _, b, _ in found] == ["人民法院", "出租人"]


def test_what_is_excepted_after_a_stop_belongs_to_the_sentence_before():
    (duty,) = law("平台应当备案。但是，未实施管理的示例产品除外。")
    assert duty.exception == "但是，未实施管理的示例产品除外"


def test_a_penalty_between_leaves_the_one_who_was_named():
    found = told(
        "违反本法规定，平台未登记的，责令改正；情节严重的，处以罚款；造成损害的，应当补偿。"
    )
    assert [b for _, b, _ in found] == ["平台"]


def test_a_first_point_that_lost_its_mark_is_still_one():
    found = told("平台应当遵守下列规定：", "建立示例渠道；", "（二）开展示例培训。")
    assert [(m, b) for m, b, _ in found] == [(MUST, "平台")] * 3


@pytest.mark.parametrize(
    ("text", "bearers"),
    [
        ("监狱、示例所等场所应当采取措施。", ["监狱、示例所等场所"]),
        ("生猪屠宰厂（场）应当登记。", ["生猪屠宰厂（场）"]),
        ("制定机关应当处理。", ["制定机关"]),
        ("示例信息化部在收到平台提交的材料后，应当备案。", ["示例信息化部"]),
        ("企业章程应当合法。", [None]),
        ("代表候选人名单应当公布。", [None]),
        ("使平台受到损害的，应当补偿。", [None]),
        ("示例机构对巡查发现的流浪人员，应当登记。", ["示例机构"]),
        ("当事人不服提起上诉，示例法院审查后，应当报核。", ["示例法院"]),
        ("持证的船员，有权登记。", ["持证的船员"]),
        ("人民法院认定网络用户的过错，应当考虑示例因素。", ["人民法院"]),
        ("主席团印发名单，由全体代表讨论。", ["主席团", "全体代表"]),
        ("报告由示例机关提出，当事人也可以提出。", ["示例机关", "当事人"]),
        ("国务院示例机构依法撤回其示例文书。", ["国务院示例机构"]),
        ("平台不得传播示例信息，并采取措施过滤。", ["平台", "平台"]),
        ("平台应当整改。在整改后，向部门报送报告。", ["平台", "平台"]),
        ("违反本法规定，平台未登记的，责令改正；造成损害的，应当补偿。", ["平台"]),
        ("公民有维护示例秩序的义务。", ["公民"]),
        ("妇女有示例休息的权利。", ["妇女"]),
        ("提单持有人可以要求承运人承担赔偿责任。", ["提单持有人"]),
        ("本规定所称的示例办法，由国家统一制定。", ["国家"]),
        ("审查是否符合本规定所称示例条件时，法院应当考虑后果。", ["法院"]),
        ("由双方根据各自的过错分担损失。", ["双方"]),
        ("示例登记由国务院示例管理部门审核。", ["国务院示例管理部门"]),
        ("申请示例业务，由所在地人民政府示例部门审批。", ["所在地人民政府示例部门"]),
        ("示例省委员会办公厅（室）负责示例档案。", ["示例省委员会办公厅（室）"]),
        ("电视台发布示例广告，应当标明。", ["电视台"]),
        ("财政部设立示例渠道，社会公众可通过电话举报。", ["财政部", "社会公众"]),
        ("平台应对示例信息负责。", ["平台"]),
        ("出租人与抵押权人协议变卖示例房屋，应当通知承租人。", ["出租人"]),
        ("平台应当报告，示例主管部门通知平台补正。", ["平台", "示例主管部门"]),
        ("主席会议可以决定由机关口头答复，或者由机关书面答复。", ["主席会议"]),
        ("消费者协会对违反规定，损害他人的行为，依法进行监督。", ["消费者协会"]),
        ("平台不得将依法应当评估的示例信息出售。", ["平台"]),
        ("法院可以采取责令签署示例承诺书等措施。", ["法院"]),
        ("判决生效后，有权起诉的示例机关再次起诉的，法院应当受理。", ["法院"]),
        ("示例单位以外的单位设立的机构应当备案。", ["示例单位以外的单位设立的机构"]),
    ],
)
def test_the_structure_of_a_sentence_says_who_is_bound(text, bearers):
    assert [bearer for _, bearer, _ in told(text)] == bearers


@pytest.mark.parametrize(
    "text",
    [
        "平台违反示例规定的，应当依法给予处分。",
        "利用平台从事示例活动的，由公安机关依法查处。",
        "政府分别由省长、副省长和秘书长等组成。",
        "本办法由国家网信部门负责解释。",
        "情节严重或者拒不改正的，可以中止示例服务。",
        "经核查属实的，将依法依规对平台予以处理。",
        "不存在示例情形的，审查终止。",
        "法律对示例机关另有规定的，依照其规定执行。",
    ],
)
def test_more_words_that_ask_nothing(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "bearers"),
    [
        ("驾驶人未携带示例证的，交通警察应当登记。", ["交通警察"]),  # not who is in the case
        ("示例主张成立，对方当事人可以提出意见。", ["对方当事人"]),
        ("示例人民法院应当受理，并告知原告向更为方便的外国法院起诉。", ["示例人民法院"]),
        ("申请执行人可以另行起诉。", ["申请执行人"]),
        ("从事示例实验的实验室应当备案。", ["从事示例实验的实验室"]),
        ("实验室使用新方法的，应当论证。", ["实验室"]),
        ("示例标准由省级人民政府退役军人工作主管部门制定。", ["省级人民政府退役军人工作主管部门"]),
        ("示例纠纷由被告经常居住地人民法院管辖。", ["被告经常居住地人民法院"]),
        ("被申请人提出证据的，经人民法院审查核实，裁定不予执行。", ["人民法院"]),
        ("被执行人是公民的，应当通知被执行人到场。", [None]),
        ("当事人主张权利的，示例主管部门根据需要，可以作出确认。", ["示例主管部门"]),
        ("示例平台使用的发票，应当在境内印制。", [None]),
        ("示例委员会审议事项的程序，由示例法院制定。", ["示例法院"]),
        ("学校除假期外，每周举行一次示例仪式。", ["学校"]),
        ("使用示例土地的单位，有保护示例土地的义务。", ["使用示例土地的单位"]),
        ("当事人对自己提出的主张应当及时提供证据。", ["当事人"]),
        ("评审专家不得由他人代为评审。", ["评审专家"]),
        ("示例申请人经登记，取得示例证书，方可营业。", ["示例申请人"]),
    ],
)
def test_names_are_read_by_their_structure(text, bearers):
    assert [bearer for _, bearer, _ in told(text)] == bearers


def test_a_lead_that_gives_tasks_names_its_bearer_whatever_the_noun():
    for lead in ("示例托管组自托管之日起履行下列职责：", "示例托管组的职责："):
        assert told(lead, "（一）保管示例账册；") == [
            (MUST, "示例托管组", lead.split("：")[0].partition("托管组")[2]),
            (MUST, "示例托管组", "保管示例账册"),
        ]


def test_a_case_that_says_what_follows_is_a_duty():
    found = told(
        "示例合同受到影响的，按照下列情形处理：",
        "（一）合同不能履行的，平台和用户均可以解除合同。",
    )
    assert found == [(MAY, "平台和用户", "解除合同")]


@pytest.mark.parametrize(
    "text",
    [
        "平台依法开展示例活动，受法律保护。",
        "示例部门1990年发布的示例规定同时废止。",
        "本市鼓励金融机构开展示例业务。",
        "示例调解组织自行开展的示例调解，不适用本规定。",
    ],
)
def test_what_the_law_is_or_wants_asks_nothing(text):
    assert told(text) == []


@pytest.mark.parametrize("word", ["禁止", "严禁"])
def test_a_prohibition_names_its_bearer_after_the_verb(word):
    assert told(f"{word}任何组织和个人干预示例活动。") == [(NOT, "任何组织和个人", "干预示例活动")]


def test_another_subject_after_a_comma_has_a_duty_of_its_own():
    first, second = law("公安机关因办案需要调取数据，应当经过批准，有关组织、个人应当予以配合。")
    assert (first.bearer, first.authority) == ("公安机关", True)
    assert (second.bearer, second.authority, second.action) == ("有关组织、个人", False, "予以配合")


def test_a_clause_that_ends_with_the_word_for_purpose_is_no_case():
    assert [m for m, *_ in told("平台不得公开信息，不得用于其他目的。")] == [NOT, NOT]


def test_each_modal_word_that_asks_something_is_a_duty():
    text = "平台应当建立制度，发现违法内容的，应当停止传输，并不得隐瞒，可以申诉，也可以起诉。"
    assert told(text) == [
        (MUST, "平台", "建立制度"),
        (MUST, "平台", "停止传输"),
        (NOT, "平台", "隐瞒"),
        (MAY, "平台", "申诉"),
        (MAY, "平台", "起诉"),
    ]


@pytest.mark.parametrize(
    ("text", "bearer"),
    [
        ("国家网信部门负责统筹协调示例工作。", "国家网信部门"),
        ("县级人民政府有关部门在各自职责范围内做好示例工作。", "县级人民政府有关部门"),
        ("示例主管部门根据实际情况，制定示例规则。", "示例主管部门"),
        ("具体办法由国家网信部门会同国务院有关部门制定。", "国家网信部门"),
        ("违法示例的处罚，由平台所在地市场监督管理部门管辖。", "平台所在地市场监督管理部门"),
        ("当事人请求删除的，人民法院依法予以支持。", "人民法院"),
        ("从业人员对知悉的秘密负有保密义务。", "从业人员"),
        ("发生示例事件时，依照应急预案采取处置措施。", None),
    ],
)
def test_words_that_bind_without_a_modal_word(text, bearer):
    ((modality, named, _),) = told(text)
    assert (modality, named) == (MUST, bearer)


@pytest.mark.parametrize(
    "text",
    [
        "国家支持行业组织制定示例规范。",
        "国家鼓励平台开展示例活动。",
        "平台违反本办法的，由网信部门依法处理。",
        "平台未建立制度的，责令改正，给予警告。",
        "初次违法的，可以不予处罚。",
        "不动产所有权不变。",
        "示例信息不准确。",
        "示例数据具有真实性、可用性。",
        "网信部门采取限制、禁止提供信息等措施的，适用《示例法》。",
    ],
)
def test_policy_penalties_and_facts_ask_nothing(text):
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "网信部门不得因申辩给予更重的处罚。",
        "平台受到吊销许可处罚的，五年内不得重新申请。",
        "网信部门作出处罚决定前，应当告知当事人。",
    ],
)
def test_a_duty_may_speak_of_penalties(text):
    assert len(told(text)) == 1


@pytest.mark.parametrize(
    ("text", "bearer"),
    [
        ("报告应当由示例机构主要负责人、审计负责人签字。", "示例机构主要负责人、审计负责人"),
        ("示例账号可以由网站平台认定。", "网站平台"),
        ("国家网信部门会同国务院公安部门应当制定规则。", "国家网信部门"),
        ("广告主、示例广告经营者应当负责。", "广告主、示例广告经营者"),
        ("法官应当勤勉尽责。", "法官"),
        ("省级人民政府交通运输主管部门应当监督。", "省级人民政府交通运输主管部门"),
        ("示例银行业金融机构应当核验。", "示例银行业金融机构"),
        ("省级机构编制管理部门应当审核。", "省级机构编制管理部门"),
        ("个人身份数据不得公开。", None),
        ("示例应用因机构调整需要变更的，应当变更。", None),
    ],
)
def test_who_is_bound(text, bearer):
    assert law(text)[0].bearer == bearer


@pytest.mark.parametrize(
    ("text", "exception"),
    [
        ("平台不得公开信息，但是法律另有规定的除外。", "但是法律另有规定的除外"),
        ("平台不得公开信息；用户同意，或者法律许可的除外。", "用户同意，或者法律许可的除外"),
        ("除法律另有规定外，平台不得公开信息。", "除法律另有规定外"),
        ("平台不得公开信息。法律另有规定的，从其规定。", "法律另有规定的，从其规定"),
        ("平台不得在境外公开信息。", None),
    ],
)
def test_what_is_excepted_is_part_of_the_duty(text, exception):
    assert [d.exception for d in law(text)] == [exception]


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("平台应当自变更之日起三十日内报告。", "自变更之日起三十日内"),
        ("平台应当在收到申请后五个工作日内答复。", "在收到申请后五个工作日内"),
        ("平台应当每年至少评估一次。", "每年至少评估一次"),
        ("平台应当保存记录不少于三年。", "不少于三年"),
        ("平台应当自2025年3月1日起报告。", None),
    ],
)
def test_a_deadline_runs_from_its_event(text, deadline):
    assert law(text)[0].deadline == deadline


WORDS = (
    "平台 提供者 网信部门 国务院 用户 个人 应当 不得 可以 有权 禁止 须 由 对 的 ， 。 ； ： （一）"
    " （二） \n 三十日内 一万元以上 自 之日起 建立 负责 责令改正 罚款 违反本办法 第一条 除 外"
    " 但是 除外 下列 遵守 情形"
)
SOUP = st.lists(st.one_of(st.sampled_from(WORDS.split(" ")), st.text(max_size=4)), max_size=60)


@given(SOUP)
def test_any_text_is_read_and_every_word_of_a_duty_is_printed_there(words):
    text = "第一条 " + "".join(words)
    for duty in duties(articles(text), text):
        assert text[duty.quote.start : duty.quote.end] == duty.quote.text
        for part in (duty.action, duty.condition, duty.deadline, duty.amount):
            assert part is None or part in duty.quote.text
        for part in (duty.bearer, duty.exception):
            assert part is None or (part and part in text)


BREACHED = """第一条 为了规范示例服务，制定本办法。
第二条 提供者应当报告。
第三条 提供者不得出售数据。
"""


@pytest.mark.parametrize(
    ("text", "articles_breached"),
    [
        (
            "第四条 有下列情形之一的，处一万元罚款：\n（一）违反第二条规定的；\n"
            "（二）违反本办法第三条规定的。",
            "23",
        ),
        ("第四条 违反前两条规定的，没收违法所得。", "23"),
        ("第四条 违反前条规定的，没收违法所得。", "3"),
        ("第四条 未按照本办法第二条规定报告的，给予警告。", "2"),
        ("第四条 不履行本办法第二条规定的义务的，给予警告。", "2"),
        ("第四条 违反本办法第二条至第三条规定的，处一万元罚款。", "23"),
        ("第四条 有本办法第三条行为的，吊销许可证。", "3"),
        ("第四条 违反其他规定的，依照本办法第二条处一万元罚款。", ""),
        ("第四条 违反《示例法》第二条规定的，处一万元罚款。", ""),
        ("第四条 符合本办法第二条规定的，从轻处罚。", ""),
    ],
)
def test_a_penalty_is_joined_to_what_it_punishes_however_it_says_so(text, articles_breached):
    found = {d.article for d in read(BREACHED + text) if d.sanctions}
    assert found == set(articles_breached)


def test_penalties_are_joined_within_one_instrument():
    text = (
        "示例甲办法\n第一条 甲应当登记。\n第二条 甲应当公示。\n第三条 制度另行制定。\n\n"
        "示例乙规定\n第一条 乙应当备案。\n第二条 违反本规定第一条的，处一万元罚款。\n"
    )
    main, further = structure(text)
    found = duties((*main, *further[0].articles), text)
    assert {d.article: d.sanctions for d in found} == {
        "1": (),
        "2": (),
        "另件1.1": ("另件1.2",),
    }


def test_a_bearer_stands_on_one_line():
    assert [d.bearer for d in read("第一条 其他\n平台应当登记。\n第二条 甲公司应当备案。")] == [
        "平台",
        "甲公司",
    ]


def test_every_counted_line_under_a_lead_is_asked():
    text = "第一条 平台应当履行下列义务：\n1. 建立制度；\n2. 留存日志不少于六个月。\n第二条 略。"
    assert [d.action for d in read(text)][1:] == ["建立制度", "留存日志不少于六个月"]


@pytest.mark.parametrize(
    ("words", "modality"),
    [
        ("务必登记", Modality.MUST),
        ("切勿泄露", Modality.MUST_NOT),
        ("的登记只能由示例机构办理", Modality.MUST),
        ("不能擅自删除", Modality.MUST_NOT),
    ],
)
def test_plain_words_that_ask(words, modality):
    assert [d.modality for d in read(f"第一条 平台{words}。\n第二条 略。")] == [modality]


def test_inability_forbids_nothing():
    assert not read("第一条 平台不能履行合同。\n第二条 略。")


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        # Who acts, where names and verbs meet.
        ("示例办法由国务院示例主管部门规定。", [("must", "国务院示例主管部门")]),
        ("省级人民政府编制示例规划。", [("must", "省级人民政府")]),
        ("示例部门按照职责分工，管理示例工作。", [("must", "示例部门")]),
        ("示例部门按照规定，约谈平台主要负责人。", [("must", "示例部门")]),
        ("示例协会是平台的自律组织，负责示例评估。", [("must", "示例协会")]),
        ("示例部门指定前款规定的机构，应当公布名单。", [("must", "示例部门")]),
        ("县政府编制规划，县有关部门编制计划，应当征求意见。", [("must", "县有关部门")]),
        ("未取得示例许可的单位不得登记。", [("must_not", "未取得示例许可的单位")]),
        ("在示例场所转让公司股权的，可以参照示例规则。", [("may", None)]),
        ("由用户在登记时，在限额内据实申报。", [("must", "用户")]),
        # Whose consent it takes is not the one who is bound.
        (
            "示例部门应当作出决定。未经示例部门批准的，不得施工。",
            [("must", "示例部门"), ("must_not", None)],
        ),
        # Only then: alone it asks, behind 应当 it is part of the same duty.
        ("平台取得许可后，方可登记。", [("must", "平台")]),
        ("平台应当经批准，方可登记。", [("must", "平台")]),
        ("受让方可以登记。", [("may", "受让方")]),
        # Nobody is named.
        ("申请登记的，按照下列程序办理：", [("must", None)]),
        ("示例名单予以公布。", [("must", None)]),
        ("健全示例制度，制定预案。", [("must", None)]),
        # Recommendations, bans as a sanction, definitions of another text.
        ("平台宜采用示例标准。", []),
        ("造成后果的，五年内禁止其从事示例活动。", []),
        ("示例法第六条所称可以登记的收入，包括示例收入。", []),
    ],
)
def test_who_is_asked_in_the_shapes_of_a_law(words, asked):
    found = read(f"第一条 {words}\n第二条 略。")
    assert [(d.modality.value, d.bearer) for d in found] == asked


@pytest.mark.parametrize("mark", ["①", "[12]"])
def test_a_note_mark_is_no_part_of_what_is_asked(mark):
    assert [d.action for d in read(f"第一条 平台应当登记{mark}。\n第二条 略。")] == ["登记"]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        # Who somebody consists of, and what somebody is.
        ("示例委员会由主任、副主任和委员组成。", []),
        ("示例机关分为甲机关和乙机关。", []),
        ("候选人获得过半数的选票，始得当选。", []),
        # Whole names: offices with several fields, a name that goes on with 各部门.
        (
            "县级以上人民政府示例管理、林业草原主管部门监督检查示例工作。",
            [("must", "县级以上人民政府示例管理、林业草原主管部门")],
        ),
        (
            "县级以上人民政府应急管理部门指导示例工作。",
            [("must", "县级以上人民政府应急管理部门")],
        ),
        (
            "县级人民政府负责示例工作的机构，负责组织有关部门做好工作。",
            [("must", "县级人民政府负责示例工作的机构")],
        ),
        ("国家和社会应当采取措施。", [("must", "国家和社会")]),
        ("受委托人民法院应当在十日内完成。", [("must", "受委托人民法院")]),
        ("交通警察经考核不合格的，不得上岗。", [("must_not", "交通警察")]),
        (
            "可以由律师等依法负有保密义务的中介机构执业人员辅助进行。",
            [("may", "律师等依法负有保密义务的中介机构执业人员")],
        ),
        # A thing is no name, whatever noun stands in it.
        ("政府采购活动应当公开。", [("must", None)]),
        ("示例报告报示例机关批准。", [("must", None)]),
        ("示例草案在人民代表大会批准前，可以安排支出。", [("may", None)]),
        # What can serve as a proof binds nobody.
        (
            "示例机构应当检验。检验结论可以作为认定的依据。",
            [("must", "示例机构"), ("may", None)],
        ),
        # The words of a topic ask nothing.
        ("对可以联名登记的动产，用户有权登记。", [("entitled", "用户")]),
        # Of one that acts by the law, a sentence without a subject asks too.
        (
            "示例机关应当加强研究。坚持公开，发挥示例作用。",
            [("must", "示例机关"), ("must", "示例机关")],
        ),
        # Each clause between ； by itself: what follows by law asks nothing.
        ("示例机关应当决定；逾期未决定的，视为准予。", [("must", "示例机关")]),
        (
            "示例检察院可以督促起诉；涉及公共利益的，依法提起诉讼。",
            [("may", "示例检察院"), ("must", "示例检察院")],
        ),
        ("转载页面上要标注来源。", [("must", None)]),
        ("人民法院可以依法判令被告承担民事责任。", [("may", "人民法院")]),
        ("扰乱秩序的，由有关主管部门给予批评教育，并予以制止。", []),
    ],
)
def test_who_is_asked_in_laws_not_seen_before(words, asked):
    found = read(f"第一条 {words}\n第二条 略。")
    assert [(d.modality.value, d.bearer) for d in found] == asked


@pytest.mark.parametrize(
    ("lead", "asked"),
    [
        ("示例部门可以采取下列措施：", [("may", "示例部门")] * 3),
        ("示例部门有权进行下列检查：", [("entitled", "示例部门")] * 3),
        ("示例机关依法作出如下处置：", [("must", "示例机关")] * 3),
        ("用人单位应当采取下列措施预防对妇女的骚扰：", [("must", "用人单位")] * 3),
        ("平台违反规定，有下列情形之一的，责令改正：", []),
    ],
)
def test_items_count_with_their_lead_whatever_they_begin_with(lead, asked):
    found = read(f"第一条 {lead}\n（一）责令暂停作业；\n（二）查封示例场所。\n第二条 略。")
    assert [(d.modality.value, d.bearer) for d in found] == asked


def test_an_exception_behind_a_semicolon_is_no_second_duty():
    (duty,) = read("第一条 平台不得公开数据；但是，用户已经公开的除外。\n第二条 略。")
    assert duty.quote.text == "平台不得公开数据；"
    assert duty.exception == "但是，用户已经公开的除外"


@pytest.mark.parametrize(
    ("bearer", "authority"),
    [
        ("国家互联网信息办公室", True),
        ("省互联网信息办公室", True),
        ("国家数据局", True),
        ("国家发展和改革委员会", True),
        ("示例市电信管理局", True),
        ("小区业主委员会", False),
        ("市场经营者", False),
    ],
)
def test_offices_of_the_state_are_authorities(bearer: str, authority: bool) -> None:
    assert is_authority(bearer) is authority
