"""The commands that keep an installation, as a user calls them."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
import store_examples as ex

from digest.model import Kinship, Member, Story
from schedules import cli, overview
from schedules.serve import application
from schedules.settings import load
from store import captures, documents, stories
from store.database import open_store

TEXT = """示例市数据留存办法
第一条 为了规范数据留存活动，制定本办法。
第二条 经营者应当留存运行日志不少于六个月。
第三条 本办法自2026年3月1日起施行。
"""


def run(home: Path, *arguments: str) -> int:
    return cli.run(["--home", str(home), *arguments])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_a_new_installation_has_the_starter_register(home: Path, capsys) -> None:
    assert run(home, "register", "list", "--topic", "生成式AI") == 0
    assert "genai-2023-art14" in capsys.readouterr().out
    assert not home.exists(), "looking changes nothing"
    assert run(home, "register", "show", "genai-2023-art14") == 0
    assert json.loads(capsys.readouterr().out)["cites"][0]["article"] == "14"
    assert run(home, "register", "show", "no-such-line") == 2


def test_the_register_export_is_the_contract(home: Path, capsys) -> None:
    assert run(home, "register", "export", "--format", "json") == 0
    lines = json.loads(capsys.readouterr().out)
    assert len(lines) > 200
    assert {"id", "statement", "cites", "status"} <= set(lines[0])
    assert set(lines[0]["cites"][0]) == {"instrument", "article", "paragraph"}


@pytest.mark.parametrize("form", ["toml", "csv"])
def test_an_exported_register_comes_back(home: Path, tmp_path: Path, form: str, capsys) -> None:
    assert run(home, "register", "export", "--format", form) == 0
    file = tmp_path / f"register.{form}"
    file.write_text(capsys.readouterr().out, encoding="utf-8", newline="")
    assert run(home, "register", "check", str(file)) == 0
    assert run(home, "register", "import", "--replace", str(file)) == 0
    capsys.readouterr()
    assert run(home, "register", "export", "--format", form) == 0
    assert capsys.readouterr().out.encode() == file.read_bytes()


def test_a_bad_register_is_refused_whole_and_every_fault_is_named(
    home: Path, tmp_path: Path, capsys
) -> None:
    file = tmp_path / "bad.csv"
    rows = [
        ["id", "statement", "modality"],
        ["A", "", "must"],
        ["B", "b", "must"],
        ["C", "c", "shall"],
        ["B", "b", ""],
    ]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    file.write_text(text.getvalue(), encoding="utf-8")
    assert run(home, "register", "check", str(file)) == 1
    said = capsys.readouterr().err
    assert all(f"line {number}" in said for number in (2, 4, 5))
    assert run(home, "register", "import", str(file)) == 2


def test_adopt_makes_a_line_of_every_article_with_a_duty(
    home: Path, tmp_path: Path, capsys
) -> None:
    law = tmp_path / "law.txt"
    law.write_text(TEXT, encoding="utf-8")
    empty = tmp_path / "empty.txt"
    empty.touch()
    assert run(home, "register", "adopt", str(empty), str(law)) == 1
    assert "empty.txt" in capsys.readouterr().err
    assert run(home, "register", "export", "--format", "json") == 0
    lines = json.loads(capsys.readouterr().out)
    adopted = [line for line in lines if line["cites"][0]["instrument"] == "示例市数据留存办法"]
    assert [line["cites"][0]["article"] for line in adopted] == ["2"]
    assert adopted[0]["statement"].startswith("经营者应当留存")


def test_one_line_can_be_added(home: Path, capsys) -> None:
    add = ("register", "add", "OB-1", "--name", "日志", "--statement", "留存日志")
    assert run(home, *add, "--cites", "网络安全法#23;数据安全法") == 0
    assert run(home, "register", "show", "OB-1") == 0
    cites = json.loads(capsys.readouterr().out)["cites"]
    assert [(c["instrument"], c["article"]) for c in cites] == [
        ("网络安全法", "23"),
        ("数据安全法", None),
    ]


@pytest.mark.parametrize(
    ("name", "statement", "cites", "said"),
    [
        ("", "留存日志", "网络安全法#23", "key id: is empty"),
        ("OB-1", " ", "网络安全法#23", "key statement: is empty"),
        ("OB-1", "留存日志", " ;", "--cites names no instrument"),
        ("OB\x1b[2J", "留存日志", "网络安全法#23", "holds a control character"),
    ],
)
def test_a_line_is_added_under_the_rules_of_a_file(
    home: Path, name: str, statement: str, cites: str, said: str, capsys
) -> None:
    add = ("register", "add", name, "--name", "日志", "--statement", statement, "--cites", cites)
    assert run(home, *add) == 2
    assert said in capsys.readouterr().err
    assert not home.exists()


def test_subscriptions_are_added_listed_and_removed(home: Path, capsys) -> None:
    add = ("subscriptions", "add", "team", "--channel", "mail", "--address", "a@example.com")
    assert run(home, *add, "--topic", "标识", "--every", "week") == 0
    assert run(home, "subscriptions", "list") == 0
    assert capsys.readouterr().out.split() == ["team", "mail", "a@example.com", "week", "标识"]
    assert run(home, *add) == 2
    assert run(home, "subscriptions", "remove", "team") == 0
    assert run(home, "subscriptions", "remove", "team") == 2


@pytest.mark.parametrize(
    ("name", "channel", "address"),
    [
        ("", "file", "out"),
        ("../../x", "file", "out"),
        ("a\nb", "file", "out"),
        ("a" * 41, "file", "out"),
        ("a", "file", ""),
        ("a", "file", "../elsewhere"),
        ("a", "file", "/tmp"),
        ("a", "mail", "nobody"),
        ("a", "mail", "a@b@c"),
        ("a", "mail", "a@example.com\r\nBcc: b@example.com"),
        ("a", "telegram", "my friend"),
        ("a", "wecom", "ftp://example.com/x"),
        ("a", "feishu", "open.feishu.cn/hook"),
        ("a", "dingtalk", "https://"),
    ],
)
def test_a_subscription_nothing_could_be_sent_to_is_refused(
    home: Path, name: str, channel: str, address: str, capsys
) -> None:
    add = ("subscriptions", "add", "--channel", channel, "--address", address, "--", name)
    assert run(home, *add) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not home.exists()


def test_each_channel_takes_an_address_of_its_kind(home: Path) -> None:
    for name, channel, address in (
        ("法务.一部", "file", "out/法务"),
        ("t", "telegram", "-1001"),
        ("t2", "telegram", "@duty_watch"),
        ("w", "wecom", "https://qyapi.example.com/robot?key=1"),
    ):
        add = ("subscriptions", "add", name, "--channel", channel, "--address", address)
        assert run(home, *add) == 0


def test_sources_are_listed_with_their_health(home: Path, capsys) -> None:
    assert run(home, "sources") == 0
    shown = capsys.readouterr().out
    assert "cac-drafts" in shown
    assert "not yet asked" in shown


def test_status_and_stories_tell_what_is_there(home: Path, tmp_path: Path, capsys) -> None:
    law = tmp_path / "law.txt"
    law.write_text(TEXT, encoding="utf-8")
    assert run(home, "ingest", str(law)) == 0
    assert run(home, "read") == 0
    capsys.readouterr()
    assert run(home, "status") == 0
    shown = capsys.readouterr().out
    assert "1 captures, 1 instruments, 1 versions" in shown
    assert "ingest: 1 new captures" in shown
    assert run(home, "stories", "--format", "json") == 0
    (story,) = json.loads(capsys.readouterr().out)
    assert set(story) == {"id", "lead", "members"}
    assert story["members"][0]["url"] == law.as_uri()
    assert set(story["members"][0]) == {"release", "url", "title", "relation"}


def test_stories_are_joined_and_split_by_address(home: Path, tmp_path: Path, capsys) -> None:
    one, other = tmp_path / "law.txt", tmp_path / "other.txt"
    one.write_text(TEXT, encoding="utf-8")
    other.write_text(TEXT.replace("数据留存", "消防器材"), encoding="utf-8")
    assert run(home, "--quiet", "ingest", str(one), str(other)) == 0
    assert run(home, "--quiet", "read") == 0

    def told() -> int:
        capsys.readouterr()
        assert run(home, "stories", "--format", "json") == 0
        return len(json.loads(capsys.readouterr().out))

    assert told() == 2
    assert run(home, "stories", "join", one.as_uri(), other.as_uri()) == 0
    assert told() == 1
    assert run(home, "stories", "split", other.as_uri()) == 0
    assert told() == 2
    assert run(home, "stories", "join", one.as_uri(), one.as_uri()) == 2
    assert "ONE and OTHER are the same release" in capsys.readouterr().err
    assert run(home, "stories", "split", "nowhere") == 2
    assert "no release nowhere" in capsys.readouterr().err


def test_a_page_that_is_split_off_takes_its_attachments(home: Path) -> None:
    with open_store(home / "dutydiff.sqlite") as db:
        found = []
        for name in ("lead", "page", "annex"):
            capture = ex.capture(url=f"https://example.test/{name}", body=name.encode())
            if name == "annex":
                capture = replace(capture, parent=found[1].document.capture)
            captures.add(db, capture)
            found.append(ex.reading(capture))
            documents.save(db, found[-1], ex.NOON)
        lead, page, annex = (read.document.id for read in found)
        stories.split(db, page, ex.NOON)
        members = tuple(Member(one, Kinship.SAME_EVENT) for one in (page, annex))
        rest, own = stories.apply_edits([Story("s", lead, members)], stories.edits(db))
        assert (rest.lead, rest.members) == (lead, ())
        assert (own.lead, own.members) == (page, (Member(annex, Kinship.SAME_EVENT),))
        alone = Story("t", page, members[1:])
        assert stories.apply_edits([alone], stories.edits(db)) == (alone,)


def test_a_second_writer_is_told_to_wait(home: Path, capsys) -> None:
    with open_store(home / "dutydiff.sqlite"):
        assert run(home, "read") == 2
    assert "another dutydiff is writing" in capsys.readouterr().err


def test_on_a_terminal_the_doctor_says_what_takes_its_time(home: Path, monkeypatch, capsys) -> None:
    monkeypatch.setattr("digest.match.embed.load", lambda *_: pytest.fail("loaded before said"))
    for terminal in (True, False):
        monkeypatch.setattr("sys.stderr.isatty", lambda terminal=terminal: terminal)
        with pytest.raises(pytest.fail.Exception):
            run(home, "doctor")
        assert ("loading the encoder…" in capsys.readouterr().err) is terminal


def test_the_doctor_names_what_is_unsound(home: Path, capsys) -> None:
    assert run(home, "doctor") == 0
    assert "encoder: " in capsys.readouterr().err
    home.mkdir()
    (home / "dutydiff.toml").write_text('[encoder]\nmodel = "no/such-model"\n')
    (home / "dutydiff.sqlite").write_text("this is no database, whatever its name says" * 99)
    assert run(home, "doctor") == 1
    said = capsys.readouterr().err
    assert "FAIL  encoder" in said
    assert "no/such-model" in said
    assert "FAIL  store" in said
    assert "Traceback" not in said


def test_serve_shows_the_published_pages_and_the_health(home: Path, tmp_path: Path) -> None:
    from starlette.testclient import TestClient

    law = tmp_path / "law.txt"
    law.write_text(TEXT, encoding="utf-8")
    for command in (["ingest", str(law)], ["read"], ["digest"], ["publish"]):
        assert run(home, "--quiet", *command) == 0
    app = application(cli.Session(str(home), quiet=True), load(home))
    with TestClient(app) as client:
        page = client.get("/")
        assert page.status_code == 200
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        assert client.get("/feed.rss").status_code == 200
        assert "captures" in client.get("/healthz").text
        assert client.get("/../home/dutydiff.sqlite").status_code == 404


@pytest.mark.parametrize(
    ("serve", "said"),
    [
        ('run_at = "25:00"', "serve.run_at"),
        ('host = "192.0.2.1"', "192.0.2.1:8765: "),
        ("port = 70000", "serve.port must be a port"),
    ],
)
def test_serve_starts_nothing_it_cannot_hold(home: Path, serve: str, said: str, capsys) -> None:
    home.mkdir()
    (home / "dutydiff.toml").write_text(f"[serve]\n{serve}\n")
    assert run(home, "serve") == 2
    error = capsys.readouterr().err
    assert said in error
    assert len(error.splitlines()) == 1


def test_serve_and_publish_name_a_folder_that_cannot_be_made(
    home: Path, tmp_path: Path, capsys
) -> None:
    file = tmp_path / "file"
    file.touch()
    assert run(home, "demo", "--out", str(file / "out")) == 2
    assert f"{file / 'out'}: " in capsys.readouterr().err
    assert run(home, "--quiet", "read") == 0
    (home / "out").touch()
    for command in (["serve"], ["publish"], ["publish", "--out", str(file)]):
        assert run(home, *command) == 2
        error = capsys.readouterr().err
        assert "no folder can be made here" in error
        assert len(error.splitlines()) == 1


def test_the_pages_are_served_though_telegram_cannot_be_reached(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    from starlette.testclient import TestClient

    monkeypatch.setenv("DUTYDIFF_TELEGRAM_TOKEN", "1:secret")
    monkeypatch.setenv("DUTYDIFF_TELEGRAM_API", "http://127.0.0.1:9/bot")
    with TestClient(application(cli.Session(None, quiet=True), load(home))) as client:
        assert client.get("/healthz").status_code == 503
    said = capsys.readouterr().err
    assert "telegram: the bot cannot answer" in said
    assert "secret" not in said


@pytest.mark.parametrize(
    ("asked", "made"),
    [
        (["--home", "h", "demo"], "h/out/home"),
        (["--home", "h", "demo", "--out", "out"], "out/home"),
        (["demo"], "out/home"),
    ],
)
def test_the_demo_leaves_its_files_in_the_home_that_is_named(
    asked: list[str], made: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DUTYDIFF_HOME", raising=False)
    days = []
    monkeypatch.setattr("schedules.demo._days", lambda _, home, out: days.append((home.path, out)))
    monkeypatch.setattr("schedules.commands.flow.print_digest", lambda *_: None)
    assert cli.run(asked) == 0
    assert days == [(tmp_path / made, (tmp_path / made).parent)]
    assert {path.name for path in tmp_path.iterdir()} == {made.partition("/")[0]}


def test_the_bot_answers_from_the_store(home: Path) -> None:
    assert "尚未运行" in overview.answer(load(home), "status")
    assert (
        run(
            home,
            "--quiet",
            "register",
            "add",
            "X",
            "--name",
            "x",
            "--statement",
            "x",
            "--cites",
            "x",
        )
        == 0
    )
    assert "obligations" in overview.answer(load(home), "status")
    assert overview.answer(load(home), "latest") == "还没有摘要。"
