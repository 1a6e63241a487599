"""The command line: every command of the design, quick help, exit codes, one line per error."""

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest

from schedules import cli

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
        (["clean"], "Missing argument"),
        (["duties"], "give FILEs, or --instrument TITLE"),
        (["affected"], "give FILEs, or --batch"),
        (["crawl", "nowhere"], "unknown source nowhere; known: "),
        (["status"], "there is no store at"),
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


def test_it_runs_as_a_module(tmp_path: Path) -> None:
    done = dutydiff("--version", home=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("dutydiff ")
