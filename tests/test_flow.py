"""The flow on one store: idempotent, resumable after a kill, honest about what it could not do."""

import os
import signal
import socket
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import Message
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from digest.ids import capture_id, sha256_hex
from digest.model import Capture, Reading
from digest.text.templates import Learned
from schedules import cli, flow
from schedules.settings import load
from store import captures, outbox, stories
from store.database import open_store

DRAFT = """示例市数据留存办法（征求意见稿）
第一条 为了规范数据留存活动，制定本办法。
第二条 经营者应当留存运行日志不少于六个月。
第三条 经营者应当每季度报送统计表。
第四条 本办法自　年　月　日起施行。
"""
LAW = """示例市数据留存办法
（2026年1月15日示例市互联网信息办公室公布，自2026年3月1日起施行）
第一条 为了规范数据留存活动，制定本办法。
第二条 经营者应当留存运行日志不少于三年。
第三条 本办法自2026年3月1日起施行。
"""


def run(home: Path, *arguments: str) -> int:
    return cli.run(["--home", str(home), "--quiet", *arguments])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An installation with a register of one line, so that nothing but it is matched."""
    folder = tmp_path / "home"
    lines = tmp_path / "register.csv"
    lines.write_text(
        "id,name,statement,cites,owner,as_of\n"
        "OB-1,日志,留存运行日志不少于六个月,示例市数据留存办法#2,合规组,2025-12-01\n",
        encoding="utf-8-sig",
    )
    assert run(folder, "register", "import", "--replace", str(lines)) == 0
    return folder


def file(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_draft_and_then_the_law(home: Path, tmp_path: Path, capsys) -> None:
    assert run(home, "ingest", file(tmp_path, "draft.txt", DRAFT)) == 0
    assert run(home, "read") == 0
    assert run(home, "digest") == 0
    first = capsys.readouterr().out
    assert "首次发现" in first
    assert run(home, "ingest", file(tmp_path, "law.txt", LAW)) == 0
    assert run(home, "read") == 0
    assert run(home, "digest") == 0
    second = capsys.readouterr().out
    assert "收紧 · 日志  OB-1（合规组）" in second
    assert "[-六个月-]{+三年+}" in second
    assert "删除 第三条" in second
    assert run(home, "digest") == 0
    assert "没有变化" in capsys.readouterr().out, "told once"


@pytest.mark.parametrize(("form", "begins"), [("json", '{"schema":1'), ("html", "<!doctype html")])
def test_a_digest_in_other_forms(home: Path, tmp_path: Path, capsys, form, begins) -> None:
    assert run(home, "ingest", file(tmp_path, "law.txt", LAW)) == 0
    assert run(home, "read") == 0
    assert run(home, "digest", "--since", "2020-01-01", "--format", form) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(begins)
    assert "OB-1" in shown


def test_duties_as_of_a_day(home: Path, tmp_path: Path, capsys) -> None:
    assert run(home, "ingest", file(tmp_path, "law.txt", LAW)) == 0
    assert run(home, "read") == 0
    asked = ("duties", "--instrument", "示例市数据留存办法", "--as-of")
    assert run(home, *asked, "2026-04-01") == 0
    assert "不少于三年" in capsys.readouterr().out
    assert run(home, *asked, "2026-02-01") == 2
    assert "no text was in force on 2026-02-01" in capsys.readouterr().err
    assert run(home, "duties", "--instrument", "没有的办法") == 2


def test_a_kill_at_any_moment_loses_nothing(home: Path, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(60):
        law = LAW.replace("示例市", f"示例{number}市")
        file(pages, f"{number:02}.txt", law)
    assert run(home, "ingest", str(pages)) == 0
    command = [sys.executable, "-m", "schedules", "--home", str(home), "--quiet", "read"]
    for delay in (0.4, 0.7, 1.0, 1.5):
        process = subprocess.Popen(command, start_new_session=True)
        time.sleep(delay)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert run(home, "read") == 0
    with open_store(home / "dutydiff.sqlite", write=False) as db:
        count = captures.count(db)
        (told,) = db.execute("SELECT count(*) FROM story_documents").fetchone()
        (matched,) = db.execute("SELECT count(*) FROM matches").fetchone()
        (versions,) = db.execute("SELECT count(*) FROM versions").fetchone()
        assert count == told == matched == versions == 60


def test_bad_input_is_named_and_the_rest_goes_through(home: Path, tmp_path: Path, capsys) -> None:
    batch = tmp_path / "batch"
    batch.mkdir()
    file(batch, "good.txt", LAW)
    file(
        batch,
        "title.md",
        "---\ntitle: 解读：数据留存 [一] 与：二\ndate: 2026-01-20\n---\n\n正文一句。\n",
    )
    (batch / "gbk.html").write_bytes(
        f'<meta charset="utf-8"><body><p>{"经营者应当留存运行日志。" * 4}</p></body>'.encode(
            "gb18030"
        )
    )
    (batch / "empty.txt").touch()
    (batch / "binary.html").write_bytes(bytes(range(256)) * 40)
    (batch / "what.xyz").write_bytes(b"\x00\x01\x02" * 99)
    file(batch, "broken.rss", "this is not a feed")
    with (batch / "huge.html").open("wb") as huge:
        huge.truncate(200 * 2**20)
    with zipfile.ZipFile(batch / "bundle.zip", "w") as bundle:
        bundle.writestr("inside.txt", DRAFT)
    assert run(home, "ingest", str(batch)) == 1
    said = capsys.readouterr().err
    for name in ("empty.txt", "binary.html", "what.xyz", "broken.rss", "huge.html"):
        (line,) = [line for line in said.splitlines() if name in line]
        assert line.startswith("ingest: ")
    assert "Traceback" not in said
    assert run(home, "read") == 0
    with open_store(home / "dutydiff.sqlite", write=False) as db:
        assert captures.count(db) == 4


def test_what_cannot_be_read_is_said_in_the_digest(home: Path, tmp_path: Path, capsys) -> None:
    page = (
        '<div class="weui-msg"><div class="weui-msg__title warn">该内容已被发布者删除</div></div>'
    )
    assert run(home, "ingest", file(tmp_path, "gone.html", page)) == 0
    assert run(home, "read") == 1
    assert "gone.html" in capsys.readouterr().err
    assert run(home, "read") == 0, "said once, not at every run"
    assert run(home, "digest") == 0
    shown = capsys.readouterr().out
    assert shown.index("未见") < shown.index("gone.html")


def test_captures_that_wait_to_be_read_are_no_silence(home: Path, tmp_path: Path, capsys) -> None:
    assert run(home, "ingest", file(tmp_path, "law.txt", LAW)) == 0
    assert run(home, "digest") == 0
    assert "1 份存档" in capsys.readouterr().out


def test_a_story_joined_by_hand_stays_joined(home: Path, tmp_path: Path) -> None:
    file_one, file_two = (
        file(tmp_path, f"{name}.txt", LAW.replace("示例市", name)) for name in ("甲市", "乙市")
    )
    assert run(home, "ingest", file_one, file_two) == 0
    assert run(home, "read") == 0
    store = home / "dutydiff.sqlite"
    with open_store(store, write=False) as db:
        one, two = stories.all_stories(db)
    assert run(home, "stories", "join", one.lead, two.lead) == 0
    assert run(home, "ingest", file(tmp_path, "draft.txt", DRAFT)) == 0
    assert run(home, "read") == 0
    with open_store(store, write=False) as db:
        joined = [s for s in stories.all_stories(db) if s.members]
    assert [(s.lead, s.members[0].release) for s in joined] == [(one.lead, two.lead)]
    assert run(home, "stories", "split", two.lead) == 0
    with open_store(store, write=False) as db:
        assert all(not s.members for s in stories.all_stories(db))


def test_every_delivery_is_written_with_its_digest_and_files_are_sent(
    home: Path, tmp_path: Path, capsys
) -> None:
    add = ("subscriptions", "add")
    assert run(home, *add, "team", "--channel", "file", "--address", "letters") == 0
    assert run(home, *add, "mail", "--channel", "mail", "--address", "a@example.com") == 0
    assert run(home, "ingest", file(tmp_path, "law.txt", LAW)) == 0
    assert run(home, "read") == 0
    assert run(home, "digest") == 0
    assert run(home, "send") == 1, "mail waits until a server is set"
    assert "set mail.sender and mail.host" in capsys.readouterr().err
    assert len(list((home / "letters").iterdir())) == 1
    with open_store(home / "dutydiff.sqlite", write=False) as db:
        counts = outbox.counts(db)
    assert (counts["sent"], counts["pending"]) == (1, 1)
    assert run(home, "publish") == 0
    assert {path.name for path in (home / "out").iterdir()} >= {"index.html", "feed.rss"}


class Postman:
    """Takes mail, but the first time it is busy."""

    def __init__(self) -> None:
        self.replies = ["451 come back later", "250 OK"]
        self.taken: list[Message] = []

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802 (aiosmtpd)
        reply = self.replies.pop(0)
        if reply.startswith("250"):
            self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        return reply


def test_mail_is_sent_under_the_sender_that_is_set_and_tried_again(
    home: Path, tmp_path: Path, capsys
) -> None:
    add = ("subscriptions", "add", "counsel", "--channel", "mail")
    assert run(home, *add, "--address", "counsel@example.com") == 0
    assert run(home, "ingest", file(tmp_path, "law.txt", LAW)) == 0
    assert run(home, "read") == 0
    assert run(home, "digest") == 0
    postman = Postman()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(postman, hostname="127.0.0.1", port=port)
    server.start()
    try:
        (home / "dutydiff.toml").write_text(
            f'[mail]\nsender = "law@example.com"\nhost = "127.0.0.1"\nport = {port}\n'
            "starttls = false\n"
        )
        assert run(home, "send") == 1
        assert "451" in capsys.readouterr().err
        settings = load(home)
        with open_store(home / "dutydiff.sqlite") as db:
            later = datetime.now(UTC) + timedelta(hours=1)
            assert flow.send(db, settings, later).counts == (("sent", 1),)
            assert flow.send(db, settings, later).counts == (("sent", 0),), "sent once"
    finally:
        server.stop()
    (mail,) = postman.taken
    assert (mail["From"], mail["To"]) == ("law@example.com", "counsel@example.com")
    assert "law@example.com" in mail["List-Unsubscribe"]
    assert "不少于三年" in mail.get_body(("plain",)).get_content()


def test_a_change_of_the_register_between_reading_and_digest_loses_nothing(
    home: Path, tmp_path: Path, capsys
) -> None:
    post = (
        "---\ntitle: 解读数据留存\ndate: 2026-01-20\n---\n\n我们建议企业尽快核对留存期限。\n\n"
        "根据《示例市数据留存办法》第二条，经营者应当留存运行日志不少于六个月。\n"
    )
    assert run(home, "ingest", file(tmp_path, "post.md", post)) == 0
    assert run(home, "read") == 0
    line = ("--name", "统计", "--statement", "报送统计表", "--cites", "示例市数据留存办法#3")
    assert run(home, "register", "add", "OB-2", *line) == 0
    assert run(home, "digest") == 0
    assert "OB-1" in capsys.readouterr().out


def official_capture(text: str, url: str) -> Capture:
    lines = "".join(f"<p>{line}</p>" for line in text.splitlines())
    data = f'<html><body><div class="main-content"><div id="BodyLabel">{lines}</div></div>'.encode()
    return Capture(
        capture_id(url, data), "cac-drafts", url, datetime.now(UTC), data, sha256_hex(data)
    )


def test_the_official_original_is_told_after_a_repost_was_and_a_repost_after_it_is_not(
    home: Path, tmp_path: Path, capsys
) -> None:
    assert run(home, "ingest", file(tmp_path, "repost.txt", LAW)) == 0
    assert run(home, "read") == 0
    assert run(home, "digest") == 0
    assert "非官方来源" in capsys.readouterr().out
    with open_store(home / "dutydiff.sqlite") as db:
        page = official_capture(LAW, "https://www.cac.gov.cn/2026-01/15/c_1.htm")
        assert captures.add(db, page)
    assert run(home, "read") == 0
    assert run(home, "digest") == 0
    shown = capsys.readouterr().out
    assert "此前只见到转载，现已见到官方原文" in shown
    assert "c_1.htm" in shown
    assert run(home, "ingest", file(tmp_path, "another.txt", LAW + "\n")) == 0
    assert run(home, "read") == 0
    assert run(home, "digest") == 0
    assert "没有变化" in capsys.readouterr().out


def test_sources_that_were_never_asked_are_said(home: Path, capsys) -> None:
    assert run(home, "digest") == 0
    shown = capsys.readouterr().out
    assert "从未抓取" in shown
    assert "所见之处没有变化" in shown


def test_duties_of_a_new_instrument_that_no_line_covers_are_shown(
    home: Path, tmp_path: Path, capsys
) -> None:
    other = LAW.replace("示例市数据留存办法", "示例市另一办法")
    assert run(home, "ingest", file(tmp_path, "other.txt", other)) == 0
    assert run(home, "read") == 0
    assert run(home, "digest") == 0
    shown = capsys.readouterr().out
    assert "登记册未覆盖的义务 1 条" in shown
    assert "“经营者应当留存运行日志不少于三年。”" in shown


@pytest.mark.parametrize(
    "window",
    [("--since", "0001-01-01"), ("--since", "2026-02-01", "--until", "2026-01-01")],
)
def test_a_window_that_is_none_is_refused(home: Path, window: tuple[str, ...], capsys) -> None:
    assert run(home, "digest", *window) == 2
    assert run(home, "stories", *window) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_document_that_uncovers_a_bug_stops_no_other(
    home: Path, tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_one(capture: Capture, learned: Learned) -> Reading:
        if b"BUG" in capture.body:
            raise ZeroDivisionError("nobody expected this")
        return real(capture, learned)

    real = flow.read_capture
    monkeypatch.setattr(flow, "read_capture", read_one)
    pages = [file(tmp_path, "a.txt", "BUG" * 99), file(tmp_path, "b.txt", LAW)]
    assert run(home, "ingest", *pages) == 0
    assert run(home, "read") == 1
    assert "a.txt: a bug of dutydiff" in capsys.readouterr().err
    assert run(home, "digest") == 0
    shown = capsys.readouterr().out
    assert "示例市数据留存办法" in shown
    assert shown.index("未见") < shown.index("a.txt")


def test_a_late_official_attachment_is_told_and_does_not_claim_that_only_reposts_were_seen(
    home: Path, capsys
) -> None:
    notice = "<p>现公布《示例市数据留存办法》，自2026年3月1日起施行。</p><p>2026年1月15日</p>"
    page = official_capture(notice, "https://www.cac.gov.cn/2026-01/15/c_2.htm")
    attached = official_capture(LAW, "https://www.cac.gov.cn/files/law.htm")
    for number, one in enumerate((page, replace(attached, parent=page.id))):
        with open_store(home / "dutydiff.sqlite") as db:
            assert captures.add(db, one)
        assert run(home, "read") == 0
        capsys.readouterr()
        assert run(home, "digest") == 0
        assert ("不少于三年" in capsys.readouterr().out) == bool(number)
    with open_store(home / "dutydiff.sqlite", write=False) as db:
        told = outbox.digests(db, "all", 1)[0]
    assert told.items
    assert not any("此前只见到转载" in reason for item in told.items for reason in item.why)


def test_what_was_read_under_other_rules_only_is_not_passed_by(
    home: Path, tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(home, "ingest", file(tmp_path, "law.txt", LAW)) == 0
    with monkeypatch.context() as older:
        for module in ("schedules.flow", "schedules.placing", "digest.text.clean"):
            older.setattr(f"{module}.rules_version", lambda: "0-older")
        assert run(home, "read") == 0
    assert run(home, "digest", "--since", "2020-01-01") == 0
    assert "1 份存档" in capsys.readouterr().out, "a preview says what it does not see"
    assert run(home, "digest") == 2
    assert "run `dutydiff read` first" in capsys.readouterr().err
    assert run(home, "read") == 0
    assert run(home, "digest") == 0
    assert "不少于三年" in capsys.readouterr().out
