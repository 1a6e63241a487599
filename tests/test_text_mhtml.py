"""Pages saved with their pictures in one file."""

from base64 import b64encode

import pytest

from digest.errors import Unreadable
from digest.model import Format
from digest.text.clean import clean
from tests.test_text_clean import BODY, ONE, TWO, captured

HEAD = (
    "From: <Saved by a browser>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----X"\r\n\r\n'
)


def archive(content: str, media: str, charset: str) -> bytes:
    encoded = b64encode(content.encode(charset)).decode()
    part = f"------X\r\nContent-Type: {media}\r\nContent-Transfer-Encoding: base64\r\n\r\n{encoded}"
    return f"{HEAD}{part}\r\n------X--\r\n".encode()


@pytest.mark.parametrize("name", ["a.html", "a.mhtml", "a.mht"])
@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_the_page_in_an_archive_is_read(name: str, charset: str) -> None:
    page = f"<html><body><h1>示例办法</h1>{BODY}</body></html>"
    document = clean(captured(archive(page, f'text/html; charset="{charset}"', charset), name))
    assert (document.text, document.format) == (f"示例办法\n{ONE}\n{TWO}", Format.HTML)
    assert (document.charset, document.charset_guessed) == (charset, False)


def test_an_archive_without_a_page_is_refused() -> None:
    with pytest.raises(Unreadable, match="holds no page"):
        clean(captured(archive("x", "image/png", "utf-8"), "a.mhtml"))


def test_a_text_about_archives_is_a_text() -> None:
    text = "说明：示例\n类型：示例\n\n第一条 Content-Type: multipart/related 是一种格式。"
    assert clean(captured(text, "a.txt")).text.endswith("是一种格式。")
