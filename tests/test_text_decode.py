"""Formats by bytes and then by name; charsets by mark, declaration and trial."""

import io
import zipfile

import pytest

from digest.errors import EmptyDocument, TooLarge, UnknownFormat
from digest.model import Format
from digest.text import decode as decoding
from digest.text.decode import decode, sniff

LAW = "第一条 示例服务提供者应当保存日志不少于六个月，并按照规定报告。\n" * 3


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("body", "name", "wanted"),
    [
        (f"<!DOCTYPE html><html><body><p>{LAW}</p></body></html>".encode(), "a.txt", Format.HTML),
        (f"<tbody><tr><td id=UCAP-CONTENT><p>{LAW}</p>".encode(), "a.html", Format.HTML),
        (f"<td><p>{LAW}</p><p>二</p></td>".encode(), "a.html", Format.HTML),
        (f"---\ntitle: 示例: 办法\n---\n\n{LAW}".encode(), "a.txt", Format.MARKDOWN),
        (f"# 示例办法\n\n{LAW}".encode(), None, Format.MARKDOWN),
        (LAW.encode(), "a.md", Format.MARKDOWN),
        (LAW.encode(), "a.txt", Format.TEXT),
        (LAW.encode(), None, Format.TEXT),
        (b"%PDF-1.7\n", "a.html", Format.PDF),
        (zipped({"word/document.xml": b"<w/>"}), "a.html", Format.DOCX),
    ],
)
def test_bytes_decide_the_format(body: bytes, name: str | None, wanted: Format) -> None:
    assert sniff(body, name, None) is wanted


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", EmptyDocument),
        (b" \n\t", EmptyDocument),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), UnknownFormat),
        (zipped({"a.txt": b"x"}), UnknownFormat),
        (b"PK\x03\x04 not a zip", UnknownFormat),
        (zipped({"word/document.xml": b"0" * 250_000_000}), TooLarge),
    ],
)
def test_what_is_not_read(body: bytes, error: type[Exception]) -> None:
    with pytest.raises(error) as raised:
        sniff(body, "a.html", None)
    # whoever shows the sentence writes the file before it
    assert "a.html" not in str(raised.value)


def test_too_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MAX_BYTES", 10)
    with pytest.raises(TooLarge, match="11 bytes"):
        sniff(b"x" * 11, "a.txt", None)


@pytest.mark.parametrize(
    ("body", "declared", "charset", "guessed"),
    [
        (b"\xef\xbb\xbf" + LAW.encode(), "gbk", "utf-8", False),
        (LAW.encode("utf-16"), None, "utf-16", False),
        (LAW.encode("gbk"), "GB2312", "gb18030", False),
        (b"<meta charset=gbk>" + LAW.encode("gbk"), None, "gb18030", False),
        (LAW.encode(), None, "utf-8", False),
        (LAW.encode(), "no-such-charset", "utf-8", False),
        (b"<meta charset=utf-8>" + LAW.encode("gbk"), None, "gb18030", True),
        (LAW.encode("gb18030"), None, "gb18030", True),
    ],
)
def test_charsets(body: bytes, declared: str | None, charset: str, guessed: bool) -> None:
    decoded = decode(body, declared)
    assert (decoded.charset, decoded.guessed) == (charset, guessed)
    assert LAW in decoded.text


def test_a_damaged_byte_costs_one_character() -> None:
    decoded = decode(LAW.encode() + b"\xff" + LAW.encode())
    assert decoded.text.count("应当保存日志") == 6
    assert decoded.guessed


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_damage_here_and_there_does_not_change_the_charset(charset: str) -> None:
    decoded = decode(b"\xff".join([LAW.encode(charset)] * 9) + b"\xe7")
    assert (decoded.charset, decoded.guessed) == (charset, True)
    assert decoded.text.count("应当保存日志") >= 26


@pytest.mark.parametrize("named", ["utf-7", "unicode-escape", "raw_unicode_escape", "idna"])
def test_an_encoding_of_programs_is_no_charset(named: str) -> None:
    decoded = decode(f"<meta charset={named}>".encode() + b"\\ud800 +2AA- " + LAW.encode())
    assert (decoded.charset, decoded.guessed) == ("utf-8", False)


@pytest.mark.parametrize("name", ["a.xyz", "b.csv", "c.yaml", "d.json", "e.xml", "f.py", "g.pdf"])
def test_a_text_that_is_named_otherwise_is_refused_in_one_sentence(name: str) -> None:
    with pytest.raises(UnknownFormat, match=r"are read|plain text"):
        sniff(LAW.encode(), name, None)
    assert sniff(LAW.encode(), name, "text/plain; charset=utf-8") is Format.TEXT


@pytest.mark.parametrize(
    "name",
    [
        "README",
        "第1.2节",
        "办法2025.01.15",
        "办法.征求意见稿",
        "https://www.example.cn",
        "a.longer1",
    ],
)
def test_names_without_a_known_end_stay_readable(name: str) -> None:
    assert sniff(LAW.encode(), name, None) is Format.TEXT


def test_a_page_saved_by_a_servlet_is_a_page() -> None:
    assert sniff(f"<html><p>{LAW}</p></html>".encode(), "show.jsp", None) is Format.HTML
