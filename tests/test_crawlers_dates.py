"""Dates of lists and feeds, and names of attachments, in the forms that were seen."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.dates import day, exclusive_midnight, feed_day
from crawlers.spiders.source import disposition_name


@pytest.mark.parametrize(
    "text",
    ["2026-03-07", "2026-03-07 19:36:00.0", "2026年3月7日", "2026年03月07日 19:36", "2026/03/07",
     "2026.3.7", "[截至日期:2026-03-07]", "2026-13-40 2026-03-07"],
)  # fmt: skip
def test_days(text: str) -> None:
    assert day(text) == date(2026, 3, 7)


@pytest.mark.parametrize("text", [None, "", "昨天", "12026-03-077", "2026-02-30"])
def test_no_day(text: str | None) -> None:
    assert day(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mon, 10 Nov 2025 04:00:10 ", date(2025, 11, 10)),
        ("Mon, 10 Nov 2025 20:00:10 GMT", date(2025, 11, 11)),
        ("2025-11-10T20:00:00.000Z", date(2025, 11, 11)),
        ("2025-11-10T23:59:00+08:00", date(2025, 11, 10)),
        ("1762747210", date(2025, 11, 10)),
        ("1762747210123", date(2025, 11, 10)),
        ("2025年11月10日", date(2025, 11, 10)),
        ("", None),
    ],
)
def test_feed_days(text: str, expected: date | None) -> None:
    assert feed_day(text) == expected


def test_the_deadline_of_miit_is_the_day_before_midnight() -> None:
    assert exclusive_midnight("1791993600000") == date(2026, 10, 14)
    assert exclusive_midnight(" ") is None
    assert exclusive_midnight("soon") is None


@given(st.text(max_size=30))
def test_no_text_breaks_a_date(text: str) -> None:
    for read in (day, feed_day, exclusive_midnight):
        assert read(text) is None or isinstance(read(text), date)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (b"attachment; filename*=UTF-8''%E5%8A%9E%E6%B3%95.pdf", "办法.pdf"),
        (b'attachment; filename="%E5%8A%9E%E6%B3%95.pdf"', "办法.pdf"),
        ('attachment; filename="办法.pdf"'.encode(), "办法.pdf"),
        ('attachment; filename="办法.pdf"'.encode("gbk"), "办法.pdf"),
        (b'attachment; filename="../../etc/passwd"', "passwd"),
        (b"attachment", None),
        (None, None),
    ],
)
def test_names_of_attachments(header: bytes | None, name: str | None) -> None:
    assert disposition_name(header) == name


@pytest.mark.parametrize(
    "text",
    ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "Fri, 31 Dec 9999 23:59:59 -2359"],
)
def test_days_nobody_publishes_on_are_none(text: str) -> None:
    assert feed_day(text) is None


def test_a_digit_that_is_no_number_is_no_deadline() -> None:
    assert exclusive_midnight("²") is None
