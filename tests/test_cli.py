"""The command line: every command of the design, quick help, exit codes, one line per error."""

import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import click
import pytest

from digest.errors import UserError
from digest.model import Affected
from schedules import cli
from schedules.commands import passages

COMMANDS = [
    "demo",
    "run",
    "crawl",
    "ingest",
    "read",
    "digest",
    "publish",
    "send",
    "clean",
    "duties",
    "redline",
    "amend",
    "affected",
    "register",
    "instruments",
    "verdicts",
    "stories",
    "subscriptions",
    "sources",
    "status",
    "doctor",
    "serve",
]

HEAVY = {"torch", "sentence_transformers", "scrapy", "trafilatura", "opencc", "numpy", "lxml"} | {
    "sqlite_utils",
    "telegram",
    "starlette",
    "apscheduler",
    "feedgen",
    "docx",
    "pypdf",
    "rich",
    "jinja2",
}


def dutydiff(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "schedules", "--home", str(home), *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_command_of_the_design_exists_and_explains_itself() -> None:
    assert list(cli.COMMANDS) == COMMANDS
    context = click.Context(cli.cli)
    for name in COMMANDS:
        command = cli.cli.get_command(context, name)
        assert command is not None
        assert command.name == name
        assert command.help, name


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from schedules.cli import run; code = run(['--help']);"
        "print(*sys.modules, sep='\\n', file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert not loaded & HEAVY
    assert all(name in done.stdout for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command_answers(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([command, "--help"]) == 0
    assert command in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], "No such command 'nonsense'"),
        (["clean"], "give FILEs, or --release ID"),
        (["duties"], "give FILEs, --instrument TITLE, or --as-of DATE"),
        (["affected"], "give FILEs, --batch"),
        (["crawl", "nowhere"], "unknown source nowhere; known: "),
        (["status"], "there is no store at"),
        (["clean", "-", "-"], "standard input (-) can be used once"),
        (["redline", "-", "-"], "standard input (-) can be used once"),
        (["affected", "--batch", "no-such.jsonl"], "no-such.jsonl: No such file"),
        (["affected", "--batch", "."], ".: Is a directory"),
    ],
)
def test_wrong_use_is_exit_2_and_one_line(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["--home", str(tmp_path), *arguments]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error
    assert len(error.strip().splitlines()) == 1


def test_an_unknown_key_is_exit_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "dutydiff.toml").write_text("[crawl]\ndelay = 1\n")
    assert cli.run(["--home", str(tmp_path), "sources"]) == 2
    assert "unknown key crawl.delay; did you mean crawl.delay_seconds?" in capsys.readouterr().err


def test_a_bug_is_exit_3_and_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from schedules import install

    def broken(_: object) -> object:
        raise ZeroDivisionError("a thing nobody expected")

    monkeypatch.setattr(install, "sources_of", broken)
    assert cli.run(["--home", str(tmp_path), "sources"]) == 3
    error = capsys.readouterr().err
    assert "a bug: ZeroDivisionError: a thing nobody expected" in error
    assert "Traceback" not in error


def test_several_files_are_one_object_a_line_and_a_bad_one_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = tmp_path / "good.txt"
    good.write_text("示例市数据办法\n第一条 经营者应当留存日志。\n第二条 经营者不得泄露信息。\n")
    empty = tmp_path / "empty.txt"
    empty.touch()
    code = cli.run(["--home", str(tmp_path), "duties", "--format", "json", str(empty), str(good)])
    bad, read = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert code == 1
    assert bad["file"] == str(empty)
    assert bad["error"]
    assert read["file"] == str(good)
    assert [article["number"] for article in read["articles"]] == ["1", "2"]


LAW = "示例市数据办法\n第一条 经营者应当留存日志。\n第二条 经营者不得泄露信息。\n"


@pytest.mark.parametrize("command", ["redline", "amend"])
@pytest.mark.parametrize("form", ["text", "json"])
def test_of_two_texts_the_one_that_cannot_be_read_is_named(
    command: str, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    law = tmp_path / "law.txt"
    law.write_text(LAW)
    assert cli.run(["--home", str(tmp_path), command, "--format", form, str(law), "nope"]) == 1
    shown = capsys.readouterr()
    said = "nope: there is no such file or folder"
    if form == "json":
        assert json.loads(shown.out) == {"file": "nope", "error": said}
    else:
        assert (shown.out, shown.err.strip()) == ("", said)


def test_a_file_without_a_name_is_said_to_be_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["--home", str(tmp_path), "clean", "", "x" * 5000]) == 1
    first, second = capsys.readouterr().err.splitlines()
    assert first == "the name of a file is empty"
    assert second.startswith("x" * 5000 + ": ")


def test_a_redline_tells_the_days_of_both_texts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "第一条 平台应当备案。", "第二条 平台应当公示{}。", "第三条 本办法自2026年3月1日起施行。"
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    closing = "第三条 本办法自公布之日起施行。"
    old.write_text("\n".join(["示例市办法", *rows[:2], closing]).format(""))
    published = "（2026年1月15日示例市网信办公布）"
    new.write_text("\n".join(["示例市办法", published, *rows]).format("算法"))
    assert (
        cli.run(["--home", str(tmp_path), "redline", "--format", "json", str(old), str(new)]) == 0
    )
    held = json.loads(capsys.readouterr().out)
    days = [(held[side]["published_on"], held[side]["effective_on"]) for side in ("old", "new")]
    assert days == [(None, None), ("2026-01-15", "2026-03-01")]


def test_another_chapter_is_no_same_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, third = (
        "第一条 为了示例，制定本办法。",
        "第二条 平台应当备案。",
        "第三条 平台应当公示。",
    )
    rows = ["示例市办法", "第一章 总则", first, second, "第二章 义务", third]
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text("\n".join(rows))
    new.write_text("\n".join([*rows[:3], rows[4], second, third]))
    assert cli.run(["--home", str(tmp_path), "redline", str(old), str(new)]) == 0
    shown = capsys.readouterr()
    assert "章节：第二条：第一章 总则 → 第二章 义务" in shown.out
    assert "hold the same text" not in shown.err


def test_what_two_texts_have_in_common_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    law, other, plain = (tmp_path / name for name in ("law.txt", "other.txt", "plain.txt"))
    law.write_text(LAW)
    other.write_text("示例市停车条例\n第一条 车辆停放于划线处。\n第二条 夜间停车免费。\n")
    plain.write_text("今天的天气很好，没有什么要修改的。\n")
    home = ["--home", str(tmp_path)]
    assert cli.run([*home, "redline", str(law), str(law)]) == 0
    assert "hold the same text" in capsys.readouterr().err
    assert cli.run([*home, "redline", str(law), str(other)]) == 1
    assert "no versions of one instrument" in capsys.readouterr().err
    assert cli.run([*home, "amend", str(law), str(plain)]) == 1
    assert f"no instruction of an amendment found in {plain}" in capsys.readouterr().err


def test_a_batch_answers_every_line_whatever_is_on_it(capsys: pytest.CaptureFixture[str]) -> None:
    class Known:
        def affected_text(self, text: str, context: str, day: date, encoder: object) -> Affected:
            return Affected(relevant=True, matches=(), ranked=((f"{text}{context}{day}", 1.0),))

    lines = [
        b'\xef\xbb\xbf{"id": "a", "text": "x", "context": "c", "date": "2023-07-10"}\r',
        b"",
        b'{"id": 7, "text": "x", "context": null}',
        b'{"id": "b", "text": null}',
        b'{"id": "b", "text": "x", "context": 3}',
        b'{"id": "b", "text": "\\ud800"}',
        b'{"id": "b", "text": "x", "date": "2023-02-30"}',
        b'{"id": "b", "text": "x", "date": 20230710}',
        b'{"id": true, "text": "x"}',
        b'{"id": "\\ud800", "text": "x"}',
        b'{"id": NaN, "text": "x"}',
        b"[" * 100_000,
        b"[1]",
    ]
    session = cli.Session(None, quiet=False)
    stream = io.BytesIO(b"\n".join(lines))
    passages.answer(session, "b.jsonl", stream, Known(), None, date(2026, 1, 1))
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert session.issues == 10
    assert [one.get("id") for one in answers] == ["a", 7, *["b"] * 5, *[None] * 5]
    assert all("b.jsonl:" in one["error"] for one in answers[2:])
    assert [one.get("line") for one in answers[7:]] == [9, 10, 11, 12, 13]
    ranked = [one["ranked"][0]["obligation"] for one in answers[:2]]
    assert ranked == ["xc2023-07-10", "x2026-01-01"]
    assert list(answers[0]) == ["id", "relevant", "affected", "ranked"]


@pytest.mark.parametrize(("charset", "byte"), [("gbk", 32), ("utf-16", 0)])
def test_a_batch_that_is_not_utf8_is_refused_at_the_byte(charset: str, byte: int) -> None:
    line = '{"id": 1, "text": "网络"}'.encode(charset)
    stream = io.BytesIO(b"{}          \n" + line if charset == "gbk" else line)
    session = cli.Session(None, quiet=False)
    with pytest.raises(UserError, match=rf"b\.jsonl: byte {byte} is not UTF-8"):
        passages.answer(session, "b.jsonl", stream, None, None, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("raised", "code", "said"),
    [
        (KeyboardInterrupt(), 1, "stopped; the next run goes on where this one was"),
        (OSError(28, "No space left on device"), 2, "No space left on device"),
        (PermissionError(13, "Permission denied", "/x/y"), 2, "/x/y: Permission denied"),
        (UserError("a\x1b]0;owned\x07\u202eb\nc"), 2, "a]0;ownedb c"),
    ],
)
def test_what_ends_a_command_is_one_printable_line(
    raised: BaseException,
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def ended(_: object) -> object:
        raise raised

    monkeypatch.setattr("schedules.install.sources_of", ended)
    assert cli.run(["--home", str(tmp_path), "sources"]) == code
    error = capsys.readouterr().err.removesuffix("\n")
    assert error.isprintable()
    assert said in error


def test_words_of_a_document_cannot_steer_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    law = tmp_path / "law.txt"
    law.write_text(LAW.replace("日志", "日\x1b[2J志\u202e"))
    for command in (["clean"], ["duties"], ["redline", str(law)]):
        assert cli.run(["--home", str(tmp_path), *command, str(law)]) == 0
        shown = capsys.readouterr()
        assert not set("\x1b\u202e") & set(shown.out + shown.err)
    session = cli.Session(None, quiet=False)
    session.say("  a\x1b[2J\nb")
    session.issue("a\u202e\rb")
    assert capsys.readouterr().err == "  a[2J b\nab\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_no_bug(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "schedules", "--home", str(tmp_path), "register", "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == "dutydiff: cannot read or write: No space left on device\n"


def test_a_name_that_is_no_text_is_said_as_it_is(tmp_path: Path) -> None:
    done = dutydiff("clean", "--format", "json", "\udcff", "x", home=tmp_path)
    assert done.returncode == 1
    assert [json.loads(line)["file"] for line in done.stdout.splitlines()] == ["\udcff", "x"]


def test_it_runs_as_a_module(tmp_path: Path) -> None:
    done = dutydiff("--version", home=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("dutydiff ")


WHOLE = LAW + "第三条 经营者应当设立负责人。\n第四条 本办法自2026年3月1日起施行。\n"


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("out.html", "<!doctype html>"),
        ("out.md", "# "),
        ("out.json", '{"schema": 1'),
        ("out.txt", "示例市数据办法"),
    ],
)
def test_a_redline_is_written_in_the_form_its_file_ends_in(
    tmp_path: Path, name: str, begins: str, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new, out = tmp_path / "old.txt", tmp_path / "new.txt", tmp_path / name
    old.write_text(WHOLE)
    new.write_text(WHOLE.replace("不得泄露", "不得泄露或者篡改"))
    assert (
        cli.run(["--home", str(tmp_path), "redline", str(old), str(new), "--output", str(out)]) == 0
    )
    assert out.read_text().startswith(begins)
    assert capsys.readouterr().out == ""
    assert cli.run(["--home", str(tmp_path), "redline", str(old), str(new), "--output", "/"]) == 2


def test_what_is_missing_from_a_text_is_said_and_not_told_as_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, cut = tmp_path / "old.txt", tmp_path / "cut.txt"
    old.write_text(WHOLE)
    cut.write_text(LAW)
    ask = ["--home", str(tmp_path), "redline", "--format", "json"]
    assert cli.run([*ask, str(old), str(cut)]) == 1
    shown = capsys.readouterr()
    assert f"{cut}: the text ends before a closing article" in shown.err
    held = json.loads(shown.out)
    assert (held["old"]["cut_off"], held["new"]["cut_off"]) == (False, True)
    assert [pair["effect"] for pair in held["pairs"] if pair["missing"]] == ["none", "none"]
    assert "removed" not in {pair["effect"] for pair in held["pairs"]}
    gap = tmp_path / "gap.txt"
    gap.write_text(WHOLE.replace("第二条 经营者不得泄露信息。\n", ""))
    assert cli.run([*ask, str(old), str(gap)]) == 1
    shown = capsys.readouterr()
    assert f"{gap}: 1 article is missing (2)" in shown.err
    assert json.loads(shown.out)["new"]["missing"] == ["2"]


def test_an_annex_of_one_side_alone_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(f"{WHOLE}附件 示例目录\n一、示例设备应当登记。\n二、示例软件应当备案。\n")
    new.write_text(WHOLE)
    ask = ["--home", str(tmp_path), "redline"]
    assert cli.run([*ask, str(old), str(new)]) == 1
    shown = capsys.readouterr()
    assert "附件只见于旧文本：附件 示例目录" in shown.out
    assert "示例目录 is in" in shown.err
    assert "hold the same text" not in shown.err
    assert cli.run([*ask, "--format", "json", str(old), str(new)]) == 1
    held = json.loads(capsys.readouterr().out)
    assert held["annexes"] == [{"name": "附件 示例目录", "old": True, "new": False}]
    assert cli.run([*ask, str(old), str(old)]) == 0
    assert "hold the same text" in capsys.readouterr().err


def test_a_text_that_breaks_off_is_said_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, cut = tmp_path / "old.txt", tmp_path / "cut.txt"
    old.write_text(WHOLE)
    cut.write_text(WHOLE[: WHOLE.index("泄露信息")])
    ask = ["--home", str(tmp_path), "redline", "--format", "json"]
    assert cli.run([*ask, str(old), str(cut)]) == 1
    shown = capsys.readouterr()
    assert f"{cut}: the text breaks off in article 2" in shown.err
    assert json.loads(shown.out)["new"]["broken"] == "2"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the document is empty"),
        ("示例市通知\n今天天气很好，大家出去走走。\n", "no articles (第N条) found"),
    ],
)
def test_what_is_no_legal_text_is_one_clear_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    law, bad = tmp_path / "law.txt", tmp_path / "bad.txt"
    law.write_text(WHOLE)
    bad.write_text(text)
    assert cli.run(["--home", str(tmp_path), "redline", str(law), str(bad)]) == 1
    assert [line.split(":")[0] for line in capsys.readouterr().err.splitlines()] == [str(bad)]
    assert cli.run(["--home", str(tmp_path), "redline", str(bad), str(law)]) == 1
    assert said in capsys.readouterr().err


def test_a_comparison_is_not_written_as_what_no_program_would_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    law, out = tmp_path / "law.txt", tmp_path / "out.docx"
    law.write_text(WHOLE)
    asked = ["--home", str(tmp_path), "redline", str(law), str(law), "--output", str(out)]
    assert cli.run(asked) == 2
    assert ".html" in capsys.readouterr().err
    assert not out.exists()
    assert cli.run([*asked, "--format", "text"]) == 0


def test_a_law_that_an_omnibus_decision_repeals_is_told_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    law, decision = tmp_path / "law.txt", tmp_path / "decision.txt"
    law.write_text("示例办法\n第一条 为了示例。\n第二条 提供者应当报告。\n第三条 施行。\n")
    decision.write_text(
        "某市网信办关于修改和废止部分文件的决定\n（2026年10月1日公布）\n"
        "一、对《另一示例条例》作如下修改：\n（一）删去第三条。\n二、废止《示例办法》。\n"
    )
    asked = ["--home", str(tmp_path), "amend", str(law), str(decision)]
    assert cli.run(asked) == 0
    told = capsys.readouterr()
    assert "《示例办法》 is repealed as a whole" in told.out
    assert "废止《示例办法》" in told.out
    assert "no instruction" not in told.err
    assert cli.run([*asked, "--format", "json"]) == 0
    assert "废止《示例办法》" in json.loads(capsys.readouterr().out)["repealed"]
