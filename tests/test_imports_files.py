"""Files, folders, zips and addresses as captures; every bad thing is one problem."""

import os
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crawlers.imports import ingest
from crawlers.imports.archives import MAX_MEMBERS
from crawlers.sample import documents
from crawlers.sample.pages import text
from digest.model import Capture, Problem

NOW = datetime(2026, 1, 15, 10, tzinfo=UTC)
PAGE = "<html><body><p>第一条　提供者应当添加标识。</p></body></html>"
FEED = """<rss version="2.0"><channel><title>账号</title>
<item><title>甲</title><link>https://mp.weixin.qq.com/s/abc?scene=1#rd</link>
<pubDate>Thu, 15 Jan 2026 10:00:00 +0800</pubDate>
<description>&lt;p&gt;第一条&lt;/p&gt;</description></item>
<item><title>乙</title><description>&lt;p&gt;第二条&lt;/p&gt;</description></item>
<item><title>丙</title><link>https://a.example/</link>
<description>&lt;p&gt;环境异常&lt;/p&gt;</description></item>
<item><title>丁</title><link>https://a.example/2</link></item></channel></rss>"""


def sorted_out(*targets: str | Path) -> tuple[list[Capture], list[Problem]]:
    found = list(ingest(targets, now=NOW))
    captures = [one for one in found if isinstance(one, Capture)]
    return captures, [one for one in found if isinstance(one, Problem)]


def only_problem(*targets: str | Path) -> Problem:
    captures, problems = sorted_out(*targets)
    assert captures == []
    [problem] = problems
    return problem


def test_every_format_by_its_bytes(tmp_path: Path) -> None:
    lines = text("industry-draft")
    files = {
        "a.html": PAGE.encode(),
        "b.md": "# 办法\n\n第一条　好。".encode(),
        "c.txt": "第一条　好。".encode("gb18030"),
        "d.pdf": documents.pdf(lines),
        "e.docx": documents.docx(lines),
        "f": PAGE.encode(),
    }
    for name, body in files.items():
        (tmp_path / name).write_bytes(body)
    captures, problems = sorted_out(tmp_path)
    assert problems == []
    kinds = [(capture.media_type or "").rpartition("/")[2][:8] for capture in captures]
    assert kinds == ["html", "markdown", "plain", "pdf", "vnd.open", "html"]
    first = captures[0]
    assert first.url == (tmp_path / "a.html").resolve().as_uri()
    assert (first.source, first.fetched_at, first.body) == ("import", NOW, PAGE.encode())


def test_the_same_file_again_is_the_same_capture(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "sub").mkdir()
    file = tmp_path / "sub" / "a.html"
    file.write_text(PAGE)
    [one], _ = sorted_out(file)
    [by_folder], _ = sorted_out(str(tmp_path))
    monkeypatch.chdir(tmp_path / "sub")
    [relative], _ = sorted_out("./a.html")
    assert one.id == by_folder.id == relative.id


def test_folders_in_order_without_clutter_and_assets(tmp_path: Path) -> None:
    for name in ("b/2.html", "a/1.html", "c.html", ".git/x.html", "~$lock.docx", "b/assets/p.png"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(PAGE)
    (tmp_path / "loop").symlink_to(tmp_path)
    captures, problems = sorted_out(tmp_path)
    assert [capture.file_name for capture in captures] == ["c.html", "1.html", "2.html"]
    assert [problem.where for problem in problems] == []


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [
        ("empty.html", b"", "EmptyDocument"),
        ("binary.html", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "UnknownFormat"),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(64), "UnknownFormat"),
        ("feed.xml", b"not xml at all", "Unreadable"),
        ("feed.rss", PAGE.encode(), "UnknownFormat"),
        ("feed.json", b'{"a": 1}', "UnknownFormat"),
        ("none.rss", b'<rss version="2.0"><channel/></rss>', "EmptyDocument"),
        ("broken.zip", b"PK\x03\x04" + bytes(40), "Unreadable"),
    ],
)
def test_a_bad_file_is_one_problem(tmp_path: Path, name: str, body: bytes, kind: str) -> None:
    (tmp_path / name).write_bytes(body)
    problem = only_problem(tmp_path / name)
    assert problem.kind == kind
    assert problem.where == str(tmp_path / name)
    assert problem.what


def test_bad_neighbours_do_not_stop_the_good(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"")
    (tmp_path / "b.html").write_text(PAGE)
    (tmp_path / "c.html").symlink_to(tmp_path / "gone")
    captures, problems = sorted_out(tmp_path / "none", tmp_path)
    assert [capture.file_name for capture in captures] == ["b.html"]
    assert [Path(problem.where).name for problem in problems] == ["none", "a.html", "c.html"]


def test_a_large_file_is_not_read(tmp_path: Path, monkeypatch) -> None:
    file = tmp_path / "big.pdf"
    with file.open("wb") as stream:
        stream.truncate(51 * 1024 * 1024)
    monkeypatch.setattr("crawlers.imports.files.from_bytes", lambda *_: pytest.fail("it was read"))
    problem = only_problem(file)
    assert (problem.kind, "51 MiB" in problem.what) == ("TooLarge", True)


def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.html")  # reading it would wait for ever
    assert only_problem(tmp_path / "pipe.html").kind == "UnknownFormat"
    (tmp_path / "void").mkdir()
    assert only_problem(tmp_path / "void").kind == "EmptyDocument"


def test_permission_is_a_problem_of_that_file(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "a.html").write_text(PAGE)

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("crawlers.imports.files._read", refuse)
    assert "permissions" in only_problem(tmp_path / "a.html").what


def test_a_feed_is_one_capture_an_entry(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_text(FEED)
    captures, problems = sorted_out(file)
    first, second = captures
    assert first.url == "https://mp.weixin.qq.com/s/abc"
    assert first.listed.title == "甲"
    assert first.listed.published_on == date(2026, 1, 15)
    assert first.listed.account == "账号"
    assert first.body == "<p>第一条</p>".encode()
    assert second.url == file.as_uri() + "#entry-2"
    assert [problem.kind for problem in problems] == ["ChallengePage", "EmptyDocument"]
    assert "entry 3 (丙)" in problems[0].where


def test_a_zip_is_a_folder(tmp_path: Path) -> None:
    file = tmp_path / "export.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("办法.html", PAGE)
        archive.writestr("__MACOSX/._x.html", "x")
        archive.writestr("export_files/p.png", "x")
        archive.writestr("feed.rss", FEED)
        archive.writestr("inner.zip", _zip_of(tmp_path, {"x.html": PAGE}).read_bytes())
    captures, problems = sorted_out(file)
    assert captures[0].url.startswith("https://mp.weixin.qq.com")  # f comes before 办
    page = captures[-1]
    assert page.file_name == "办法.html"
    assert page.url == file.as_uri() + "!/%E5%8A%9E%E6%B3%95.html"
    assert [p.where.rpartition("!/")[2] for p in problems if "zip inside" in p.what] == [
        "inner.zip"
    ]


def test_names_in_gbk_are_read(tmp_path: Path) -> None:
    raw = "标识办法.html".encode("gbk")
    placeholder = "x" * len(raw)
    file = _zip_of(tmp_path, {placeholder: PAGE})
    file.write_bytes(file.read_bytes().replace(placeholder.encode(), raw))
    captures, _ = sorted_out(file)
    assert [capture.file_name for capture in captures] == ["标识办法.html"]


def test_zip_slip_and_bombs(tmp_path: Path) -> None:
    file = _zip_of(
        tmp_path,
        {"../evil.html": PAGE, "/abs.html": PAGE, "ok.html": PAGE, "zero.txt": "0" * 8_000_000},
    )
    captures, problems = sorted_out(file)
    assert [capture.file_name for capture in captures] == ["ok.html"]
    kinds = {problem.where.rpartition("!/")[2]: problem.kind for problem in problems}
    assert kinds["../evil.html"] == "UnknownFormat"
    assert kinds["zero.txt"] == "TooLarge"
    assert len(problems) == 3
    assert list(tmp_path.parent.glob("evil.html")) == []


def test_a_zip_of_too_many_files(tmp_path: Path) -> None:
    file = _zip_of(tmp_path, {f"{n}.txt": "" for n in range(MAX_MEMBERS + 1)})
    assert only_problem(file).kind == "TooLarge"


def test_addresses_of_this_machine_are_refused() -> None:
    problem = only_problem("http://127.0.0.1:1/x")
    assert problem.where == "http://127.0.0.1:1/x"
    assert "private network" in problem.what
    assert problem.kind == "SourceError"
    assert only_problem("http://[bad").what == "it is not a valid address"


def _zip_of(folder: Path, members: dict[str, str]) -> Path:
    file = folder / f"made{len(members)}.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return file


def test_names_of_any_bytes_are_shown_and_stored_with_a_hole(tmp_path: Path) -> None:
    for name, body in ((b"a\xff.html", PAGE.encode()), (b"b\xff.html", b"")):
        (tmp_path / os.fsdecode(name)).write_bytes(body)
    [capture], [problem] = sorted_out(tmp_path)
    assert capture.file_name == "a\ufffd.html"
    assert capture.url.endswith("/a%FF.html")
    assert problem.where.endswith("/b\ufffd.html")


@pytest.mark.parametrize(
    ("target", "where", "what"),
    [
        ("", "''", "the path is empty"),
        ("  ", "''", "the path is empty"),
        ("x" * 300, "x" * 300, "File name too long"),
        ("~no-such-user/a.html", "~no-such-user/a.html", "there is no user of that name"),
        ("a\0b", "a\0b", "no file can have this name"),
        (" ftp://me:word@a.example/x", "ftp://a.example/x", "only http and https addresses are"),
        ("file:///etc/hostname", "file:///etc/hostname", "only http and https addresses are"),
        ("http://me:word@a.example/@x", "http://a.example/@x", "a user name or a password"),
        ("http://me:wo/rd@a.example/", "http://a.example/", "its port is not a number"),
        ("http://a:99999/", "http://a:99999/", "its port is not a number from 1 to 65535"),
        ("http://a..b/", "http://a..b/", "its host is not a valid name"),
        (" http://127.0.0.1:1/x", "http://127.0.0.1:1/x", "127.0.0.1 is an address of a private"),
    ],
)
def test_an_impossible_target_is_one_problem_and_the_rest_goes_through(
    target: str, where: str, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.html").write_text(PAGE)
    captures, problems = sorted_out(target, "a.html")
    assert [capture.file_name for capture in captures] == ["a.html"]
    [problem] = problems
    assert problem.where == where
    assert problem.what.startswith(what) or what in problem.what
    assert "http" not in problem.what or "only http" in problem.what  # `where` has the address


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED, "encrypted", "unknown"]
)
def test_a_damaged_member_does_not_stop_the_others(tmp_path: Path, method: int | str) -> None:
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w", method if isinstance(method, int) else 8) as archive:
        archive.writestr("a.html", os.urandom(500))
        archive.writestr("b.html", PAGE)
    body = bytearray(file.read_bytes())
    entry = body.index(b"PK\x01\x02")
    if method == "encrypted":
        body[entry + 8] |= 1
    elif method == "unknown":
        body[entry + 10] = 97
    elif method == zipfile.ZIP_LZMA:
        body[40] = 255  # the properties of LZMA, of which LZMAError speaks
    else:
        body[36:60] = bytes(24)
    file.write_bytes(body)
    captures, problems = sorted_out(file)
    assert [capture.file_name for capture in captures] == ["b.html"]
    assert [problem.kind for problem in problems] == ["Unreadable"]


def test_the_limit_of_zips_is_for_zips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "no.zip"
    with file.open("wb") as stream:
        stream.truncate(500 * 1024 * 1024)
    assert only_problem(file).what == "it has 500 MiB; at most 50 MiB are read"
    # a file that grows while it is read is read to one byte over the limit
    monkeypatch.setattr("crawlers.imports.files.MAX_BYTES", 10)
    grown = tmp_path / "a.html"
    grown.write_text(PAGE)
    real = os.fstat(os.open(grown, os.O_RDONLY))
    small = os.stat_result((*real[:6], 5, *real[7:10]))
    monkeypatch.setattr("crawlers.imports.files.os.fstat", lambda _: small)
    assert only_problem(grown).kind == "TooLarge"


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("notword.docx", b"just text", "no Word document; it holds plain text"),
        ("trunc.docx", documents.docx(["x"] * 9)[:9000], "Word document, damaged or cut off"),
        ("num.json", b"5", "it is JSON, but neither a JSON feed nor a list of articles"),
        ("a.csv", b"a,b\n1,2\n", ".csv files are not read; html, md, txt, pdf and docx"),
    ],
)
def test_a_wrong_file_is_told_what_it_is(
    tmp_path: Path, name: str, body: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(body)
    problem = only_problem(tmp_path / name)
    assert (problem.kind, words in problem.what) == ("UnknownFormat", True)


def test_a_zip_named_docx_is_no_folder(tmp_path: Path) -> None:
    file = _zip_of(tmp_path, {"a.html": PAGE}).rename(tmp_path / "zip.docx")
    assert "without word/document.xml" in only_problem(file).what
