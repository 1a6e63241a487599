"""The duties of a new instrument beside the register."""

from dataclasses import replace

import pytest
from match_examples import WordEncoder, reading

from digest.law.duties import duties
from digest.match.novelty import compared, numbers
from digest.match.retrieve import RegisterIndex, index
from digest.model import Cite, Compared, NoticeKind, Novelty, Obligation, Quote, Reading

NEW = "示例市网络日志管理办法"
LAW = (
    f"{NEW}\n"
    "第一条 服务提供者应当留存网络运行日志，留存时间不少于一年。\n"
    "第二条 服务提供者应当对新上岗的标注人员进行业务培训。\n"
    "第三条 服务提供者应当为养蜂人设置专门的信箱。\n"
    "第四条 网信部门应当公布网络运行日志的检查结果。\n"
)
LOGS = Obligation(
    "logs",
    "日志留存",
    "服务提供者须留存网络运行日志，留存时间不少于六个月。",
    (Cite("示例法", "21"),),
)
TRAINING = Obligation(
    "training", "标注人员培训", "对新上岗的标注人员进行业务培训。", (Cite("示例办法", "8"),)
)


@pytest.fixture(scope="module")
def law() -> Reading:
    read = reading(LAW, kind=NoticeKind.PROMULGATION, title=NEW, instrument=NEW)
    return replace(read, duties=duties(read.articles, LAW))


def register(*lines: Obligation) -> RegisterIndex:
    return index(lines, {}, WordEncoder())


def by_article(law: Reading, *lines: Obligation) -> dict[str, Compared]:
    return {one.article: one for one in compared(law, register(*lines), WordEncoder())}


def test_a_duty_is_new_or_adds_to_a_known_one_or_asks_for_another_number(law: Reading) -> None:
    found = by_article(law, LOGS, TRAINING)
    assert {number: one.novelty for number, one in found.items()} == {
        "1": Novelty.CONFLICTS,
        "2": Novelty.ADDS_TO,
        "3": Novelty.NEW,
    }
    assert found["1"].nearest[0].obligation == "logs"
    assert found["1"].nearest[0].numbers == ("不少于六个月", "不少于一年")
    assert found["2"].nearest[0].numbers is None
    for one in found.values():
        assert law.document.text[one.quote.start : one.quote.end] == one.quote.text


def test_what_a_line_rests_on_is_known(law: Reading) -> None:
    own = replace(LOGS, id="own", cites=(Cite(NEW, "1"),))
    found = by_article(law, own, TRAINING)
    assert set(found) == {"2", "3"}
    assert all(near.obligation != "own" for one in found.values() for near in one.nearest)


def test_without_lines_nothing_is_compared(law: Reading) -> None:
    assert compared(law, register(), WordEncoder()) == ()


@pytest.mark.parametrize(
    ("statement", "duty", "differ"),
    [
        ("保存三年。", "应当保存三年。", None),
        ("保存三年。", "应当保存36个月。", None),
        ("保存三年。", "应当保存五年。", ("三年", "五年")),
        ("每两年审计一次，十五个工作日内报送。", "应当在十五个工作日内报送。", None),
        ("用户超过100万人的应申报。", "应当保存五年。", None),
        ("处五万元以下罚款。", "用户10万人以上的应当在三日内报告。", None),
        ("保存三年。", "应当保存五年，三日内报告。", None),
    ],
)
def test_numbers_differ_only_within_a_unit(
    statement: str, duty: str, differ: tuple[str, str] | None
) -> None:
    line = Obligation("a", "甲", statement, ())
    assert numbers(line, Quote(duty, 0, len(duty))) == differ
