"""The head and foot that a browser prints on each page, and lines that look like them."""

from datetime import date

import pytest

from digest.text.clean import clean
from digest.text.printed import RULE
from tests.test_text_clean import captured, rules

HEAD = "2024/12/11 14:32 示例办法_示例网信办"
FOOT = "https://www.example.gov.cn/2022-12/12/content_1.htm {}/3"
ONE = "第一条 示例服务提供者应当保存日志不少于六个月，并按照"
TWO = "规定报告。"


def page(head: str, foot: str = FOOT) -> str:
    lines = (head, foot.format(1), "示例办法", ONE, foot.format(2), head, TWO, foot.format(3))
    return "\n".join(lines)


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
@pytest.mark.parametrize("head", [HEAD, HEAD.replace("11 14", "1114"), HEAD.replace("11 ", "11, ")])
def test_head_and_foot_of_each_page_go(head: str, name: str) -> None:
    document = clean(captured(page(head), name))
    assert document.text == "\n".join(("示例办法", ONE, TWO))
    assert set(rules(document).values()) == {RULE}


def test_the_day_of_printing_is_not_that_of_the_text() -> None:
    assert clean(captured(page(HEAD), "a.md")).meta.published_on is None
    dated = page(HEAD).replace("示例办法\n", "示例办法\n2022-12-12 10:00 来源：示例网\n", 1)
    assert clean(captured(dated, "a.md")).meta.published_on == date(2022, 12, 12)


@pytest.mark.parametrize(
    "line",
    [
        "2024/12/11 14:32 示例公司发现日志_a.txt被删除",
        "https://www.example.gov.cn/2022-12/12/1/8",
        "https://www.example.gov.cn/list 9/8",
        "见 https://www.example.gov.cn/list 1/8",
    ],
)
def test_a_chronicle_and_an_address_are_text(line: str) -> None:
    document = clean(captured(f"{ONE}{TWO}\n{line}\n{TWO}", "a.md"))
    assert line in document.text


def test_a_chronicle_in_a_printed_page_is_text() -> None:
    line = "2024/12/11 14:40 示例公司向主管部门报告"
    assert line in clean(captured(f"{page(HEAD)}\n{line}", "a.md")).text


@pytest.mark.parametrize("number", ["- {} -", "— {} —", "－{}－", "—0{}—"])
def test_page_numbers_between_dashes_go(number: str) -> None:
    lines = ("示例办法", ONE, number.format(1), TWO, number.format(2))
    document = clean(captured("\n\n".join(lines), "a.md"))
    assert document.text == "\n".join(("示例办法", ONE, TWO))
    assert RULE in rules(document).values()


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_a_range_and_values_that_come_again_are_text(name: str) -> None:
    for row in ("2-3", "-5-\n\n甲\n\n-5-", "5 -"):
        assert row.split()[0] in clean(captured(f"{ONE}{TWO}\n\n{row}\n\n{TWO}", name)).text
