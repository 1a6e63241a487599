"""Bytes to text: which format, which charset, and whether either was guessed (解码)."""

import io
import re
import struct
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from digest.errors import EmptyDocument, TooLarge, UnknownFormat
from digest.model import Format
from digest.text import charset

MAX_BYTES = 50 * 2**20
"""Bytes; 50 MiB. The largest standards are PDFs of 30 MB."""
MAX_TEXT_BYTES = 12 * 2**20
"""Bytes of a page or a plain text; the largest saved WeChat pages have 4 MB."""

_HEAD = 64 * 1024
_MEDIA_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{2,40})""", re.I)

_HTML_START = re.compile(
    r"\s*(?:<\?xml|<!--|<!doctype\s+html|<(?:html|head|body|meta|title|div|p|article|section|table"
    r"|span|h[1-6]|ul|ol|style|script|link|base|center|font|br|main)\b)",
    re.I,
)
_HTML_TAG = re.compile(r"</?(?:div|p|article|section|table|td|span|h[1-6]|li|br|a|strong)\b", re.I)
_MARKDOWN = re.compile(
    r"^(?:#{1,6} \S|!\[[^\]\n]{0,200}\]\(|```|\|[ :-]*-{3,}[ :|-]*\|"
    r"|\[[^\]\n]{1,200}\]\(https?:)",
    re.M,
)
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\r?\n[\w-]+[ \t]*:")
_NAMES = {
    ".htm": Format.HTML,
    ".html": Format.HTML,
    ".xhtml": Format.HTML,
    ".shtml": Format.HTML,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
}
_SUFFIX = re.compile(r"\.(?=[a-z0-9]{0,4}[a-z])[a-z0-9]{1,5}")
"""What the end of a file name tells a program; 第1.2节 and 办法.2025 end in no suffix."""
_OFFICE = {".pdf": "PDF", ".docx": "Word document"}
_READ = "html, md, txt, pdf and docx files, feeds and zips of them are read"

_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\v\f\r\x1b"})


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the charset that gave it, and whether nothing but the bytes said so."""

    text: str
    charset: str
    guessed: bool


def sniff(body: bytes, file_name: str | None, media_type: str | None) -> Format:
    """The format of a body, by its bytes first and then by its name.

    Raises EmptyDocument, TooLarge, or UnknownFormat: a binary, whatever its name says; and a text
    that by its name is another thing (a table, a program), unless it came as ``text/…``.
    """
    if not body.strip():
        raise EmptyDocument("the document is empty")
    if len(body) > MAX_BYTES:
        raise TooLarge(f"the document has {len(body)} bytes; the limit is {MAX_BYTES}")
    if b"%PDF-" in body[:1024]:
        return Format.PDF
    if body.startswith(b"PK\x03\x04"):
        return _zip(body, _suffix(file_name) == ".docx")
    if _is_binary(body):
        raise UnknownFormat(f"this is a binary file of a kind that is not read; {_READ}")
    if len(body) > MAX_TEXT_BYTES:
        raise TooLarge(
            f"the text has {len(body) / 2**20:.1f} MiB; the limit is {MAX_TEXT_BYTES // 2**20} MiB"
        )
    return _text_format(body, file_name, media_type)


def decode(body: bytes, declared: str | None = None) -> Decoded:
    """Text of a body.

    In this order: byte order mark, the declared charset (`declared`, else the one in the bytes)
    when it decodes without error, UTF-8, GB18030, and detection. The last two are guesses, and so
    is UTF-8 when the declaration was wrong. Here and there a damaged byte speaks against neither.
    """
    for bom, name in charset.BOMS:
        if body.startswith(bom):
            # The codecs of UTF-16 and UTF-32 take the mark away, and need it.
            rest = body if name.startswith(("utf-16", "utf-32")) else body[len(bom) :]
            return Decoded(charset.loose(rest, name), name, False)
    named = charset.named(body, declared)
    if named and (text := charset.strict(body, named)) is not None:
        return Decoded(text, named, False)
    if (text := charset.strict(body, "utf-8")) is not None:
        return Decoded(text, "utf-8", named is not None)
    if (text := charset.damaged(body, "utf-8")) is not None:
        return Decoded(text, "utf-8", True)
    text = charset.strict(body, "gb18030") or charset.damaged(body, "gb18030")
    if text is not None and charset.is_plausible(text):
        return Decoded(text, "gb18030", True)
    return Decoded(*charset.detected(body), True)


def paired(text: str) -> str:
    """Two halves of a surrogate pair as the character they are; a single one is no character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def declared_charset(media_type: str | None) -> str | None:
    """The charset parameter of a media type."""
    found = _MEDIA_CHARSET.search(media_type or "")
    return found[1] if found else None


# --- format ---------------------------------------------------------------------------------------


def _suffix(file_name: str | None) -> str:
    return PurePosixPath((file_name or "").lower()).suffix


def _zip(body: bytes, named: bool) -> Format:
    """DOCX, if the zip holds one; ``named``: its name promises so."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            members = {info.filename: info.file_size for info in archive.infolist()}
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as problem:
        what = "Word document, damaged or cut off" if named else "damaged zip archive"
        raise UnknownFormat(f"this is a {what} ({problem}); get it again") from problem
    if "word/document.xml" not in members:
        what = "; it is no Word document in spite of its name" if named else ""
        raise UnknownFormat(f"this is a zip archive without word/document.xml{what}")
    unpacked = sum(members.values())
    if unpacked > MAX_BYTES * 4:
        raise TooLarge(
            f"the document unpacks to {unpacked // 2**20} MiB;"
            f" the limit is {MAX_BYTES * 4 // 2**20} MiB"
        )
    return Format.DOCX


def _is_binary(body: bytes) -> bool:
    if body.startswith(tuple(bom for bom, _ in charset.BOMS)):
        return False
    # ESC (1b) and form feed occur in text files; control characters beyond a trace do not
    head = body[:_HEAD]
    return (len(head) - len(head.translate(None, _CONTROLS))) * 200 > len(head)


def _text_format(body: bytes, file_name: str | None, media_type: str | None) -> Format:
    head = decode(_whole_head(body), declared_charset(media_type)).text
    suffix = _suffix(file_name)
    named = _NAMES.get(suffix)
    if _HTML_START.match(head) and _HTML_TAG.search(head):
        return Format.HTML
    if not (named or (media_type or "").startswith("text/") or "://" in (file_name or "")):
        _refuse_name(suffix)
    if _FRONT_MATTER.match(head):
        return Format.MARKDOWN
    if named is not None and named is not Format.TEXT:
        return named
    if "html" in (media_type or ""):
        return Format.HTML
    if "markdown" in (media_type or "") or _MARKDOWN.search(head):
        return Format.MARKDOWN
    return Format.HTML if len(_HTML_TAG.findall(head)) >= 10 else Format.TEXT


def _refuse_name(suffix: str) -> None:
    if suffix in _OFFICE:
        what = f"no {_OFFICE[suffix]}; it holds plain text"
        raise UnknownFormat(f"in spite of its name this is {what}")
    if _SUFFIX.fullmatch(suffix):
        raise UnknownFormat(f"{suffix} files are not read; {_READ}")


def _whole_head(body: bytes) -> bytes:
    """The head up to a line end, so that no character is cut in two."""
    if len(body) <= _HEAD or body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body
    line_end = body.rfind(b"\n", 0, _HEAD)
    return body[: line_end if line_end > 0 else _HEAD]
