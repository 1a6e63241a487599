"""Several instruments on one page: each is an instrument of its own, and none takes the title of
another."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from test_flow import file, run

from digest.ids import capture_id, sha256_hex
from digest.law.beside import left_out, same_instrument, several
from digest.law.structure import unplaced
from digest.law.versions import version
from digest.model import Capture, Reading
from digest.reading import read
from schedules import cli

FIRST = """示例市日志管理办法
第一条 为了规范日志，制定本办法。
第二条 提供者应当留存日志不少于三年。
第三条 违反本办法第二条规定的，处一万元罚款。
第四条 本办法自2026年3月1日起施行。
"""
SECOND = """示例市标识管理规定
第一条 为了规范标识，制定本规定。
第二条 经营者应当标识图片。
第三条 经营者应当标识音频。
第四条 经营者应当标识视频。
第五条 本规定自2026年5月1日起施行。
"""
NOTICE = f"""# 示例市网信办关于公布《示例市日志管理办法》和《示例市标识管理规定》的通知

现将《示例市日志管理办法》和《示例市标识管理规定》公布。

示例市网信办
2026年1月10日

{FIRST}
{SECOND}"""


def reading(text: str) -> Reading:
    body = text.encode()
    now = datetime(2026, 1, 16, tzinfo=UTC)
    name = "page.md"
    return read(
        Capture(
            capture_id(name, body),
            "file",
            f"file:{name}",
            now,
            body,
            sha256_hex(body),
            file_name=name,
        )
    )


def test_each_instrument_of_a_page_is_read_as_if_it_stood_alone() -> None:
    main, other = several(reading(NOTICE))
    assert main.notice.instrument == "示例市标识管理规定"
    assert {duty.article for duty in main.duties} == {"2", "3", "4"}
    assert other.notice.instrument == "示例市日志管理办法"
    assert [a.number for a in other.articles] == ["1", "2", "3", "4"]
    assert other.notice.effective_on == date(2026, 3, 1)
    duty = next(d for d in other.duties if d.article == "2")
    assert (duty.quote.text, duty.sanctions) == ("提供者应当留存日志不少于三年。", ("3",))
    made = version(other, date(2026, 1, 16))
    alone = version(reading(FIRST), date(2026, 1, 16))
    assert made
    assert alone
    assert (made.id, made.title) == (alone.id, "示例市日志管理办法")


def test_two_pages_are_compared_by_the_instrument_they_share() -> None:
    old, new = same_instrument(reading(FIRST.replace("三年", "六个月")), reading(NOTICE))
    assert new.notice.instrument == old.notice.instrument == "示例市日志管理办法"


def test_a_text_without_a_title_takes_none_from_the_law_above() -> None:
    bare = "".join(f"第{n}条 主管部门应当监督第{n}类事项。\n" for n in "一二三四五六七八")
    found = reading(f"# 示例市日志管理办法\n\n{FIRST.partition(chr(10))[2]}\n第一章 总则\n{bare}")
    assert found.notice.instrument == "示例市日志管理办法"
    assert [a.number for a in found.articles] == ["1", "2", "3", "4"]
    assert left_out(found) == (8,)
    assert len(several(found)) == 1


def test_two_texts_of_one_law_on_a_page_are_not_taken_for_two_laws() -> None:
    found = reading(f"{FIRST}\n{FIRST.replace('三年', '六个月')}")
    assert len(several(found)) == 1
    assert left_out(found) == (4,)


def test_a_label_that_opens_no_article_is_told() -> None:
    assert unplaced("示例办法\n第一条 甲。\n第一条 乙。\n第二条 丙。\n") == ("第一条",)
    assert unplaced(NOTICE) == ()


def test_the_store_holds_each_and_tells_it_on_its_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    assert run(home, "ingest", file(tmp_path, "page.md", NOTICE)) == 0
    assert cli.run(["--home", str(home), "read"]) == 0
    assert "2 new versions" in capsys.readouterr().err
    for title, quote in (
        ("示例市日志管理办法", "留存日志不少于三年"),
        ("示例市标识管理规定", "应当标识音频"),
    ):
        assert run(home, "duties", "--instrument", title, "--as-of", "2026-06-01") == 0
        assert quote in capsys.readouterr().out


def test_the_digest_tells_each_with_its_own_duties(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    assert run(home, "ingest", file(tmp_path, "page.md", NOTICE)) == 0
    assert run(home, "read") == 0
    assert run(home, "digest") == 0
    told = capsys.readouterr().out
    quotes = ("提供者应当留存日志不少于三年。", "经营者应当标识图片。", "经营者应当标识视频。")
    assert [told.count(f"“{quote}”") for quote in quotes] == [1, 1, 1]
    assert "《示例市日志管理办法》公布" in told
    assert "《示例市标识管理规定》公布" in told


def test_a_command_says_what_it_compares_and_what_it_cannot(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    old = file(tmp_path, "old.txt", FIRST.replace("三年", "六个月"))
    page = file(tmp_path, "page.md", NOTICE)
    assert cli.run(["--home", str(home), "redline", old, page]) == 0
    told = capsys.readouterr()
    assert "六个月 → 三年" in told.out
    assert "holds 2 instruments; 《示例市日志管理办法》 is compared" in told.err
    twice = file(tmp_path, "twice.txt", FIRST.replace("第二条", "第一条 为了示例。\n第二条", 1))
    assert run(home, "duties", twice) == 1
    assert "twice.txt: 第一条 stands twice or out of order" in capsys.readouterr().err
    assert run(home, "ingest", twice) == 0
    assert run(home, "read") == 1
    assert "twice.txt: 第一条 stands twice or out of order" in capsys.readouterr().err


def test_numbers_that_a_text_skips_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    text = FIRST.replace("第三条 违反本办法第二条规定的，处一万元罚款。\n", "")
    assert cli.run(["--home", str(home), "duties", file(tmp_path, "gap.txt", text)]) == 0
    assert "gap.txt: no article 3" in capsys.readouterr().err
