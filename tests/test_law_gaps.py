"""What is missing from a text: its head, and what a PDF writes in radicals is not."""

from pathlib import Path

import pytest
from test_flow import file, run

from digest.law.gaps import gaps, head
from digest.law.structure import articles

LAW = "示例市日志管理办法\n" + "".join(
    f"第{n}条 提供者应当落实第{n}类措施。\n" for n in ("一", "二", "三", "四", "五")
)
CLOSED = f"{LAW}第六条 本办法自2026年3月1日起施行。\n"
REST = "示例市日志管理办法\n" + CLOSED[CLOSED.index("第三条") :]


def test_a_closing_article_in_radicals_is_one() -> None:
    whole = articles(CLOSED)
    printed = articles(CLOSED.replace("自2026年3月1日", "⾃ 2026 年 3 ⽉ 1 ⽇"))
    assert not gaps(printed, whole)
    assert gaps(articles(LAW), whole).cut_off


def test_the_head_of_a_text_is_missing_where_it_begins_later() -> None:
    assert head(articles(REST)) == 3
    assert head(articles(CLOSED)) is None


def test_a_text_without_its_head_is_compared_and_never_the_law_of_a_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    whole = file(tmp_path, "whole.txt", CLOSED)
    rest = file(tmp_path, "rest.txt", REST.replace("第五类", "全部"))
    assert run(home, "redline", whole, rest) == 1
    told = capsys.readouterr()
    assert "2 articles are missing (1, 2)" in told.err
    assert "对方文本缺失 2" in told.out
    assert run(home, "ingest", whole, rest) == 0
    assert run(home, "read") == 1
    assert "the text begins with article 3" in capsys.readouterr().err
    title = "示例市日志管理办法"
    assert run(home, "duties", "--instrument", title, "--as-of", "2026-06-01") == 0
    assert "第一类措施" in capsys.readouterr().out
