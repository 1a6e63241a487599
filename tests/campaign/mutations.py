"""What is done to a document: to its bytes, to its words, to its structure."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable

from tests.campaign.fragments import MARKS, NUMERALS, ODD, PIECES, TAGS, TOKENS, XML
from tests.campaign.originals import Original, draw, packed

_LARGEST = 2**16
"""Bytes; what mutations make grow is cut off here, but for the few that are meant to be large."""
_CHARSETS = ("utf-16", "utf-16-be", "utf-32", "gb18030", "gbk", "big5", "utf-8-sig", "cp1252", "hz")

Bytes = Callable[[random.Random, bytes], bytes]
Words = Callable[[random.Random, str], str]


# --- bytes ----------------------------------------------------------------------------------------


def _flip(choice: random.Random, body: bytes) -> bytes:
    found = bytearray(body)
    for _ in range(choice.choice((1, 1, 3, 20, 200))):
        found[choice.randrange(len(found))] = choice.randrange(256)
    return bytes(found)


def _cut(choice: random.Random, body: bytes) -> bytes:
    return body[: choice.randrange(1, len(body) + 1)]


def _behead(choice: random.Random, body: bytes) -> bytes:
    return body[choice.randrange(len(body)) :]


def _delete(choice: random.Random, body: bytes) -> bytes:
    at, end = _slice(choice, len(body), 4000)
    return body[:at] + body[end:]


def _repeat(choice: random.Random, body: bytes) -> bytes:
    at, end = _slice(choice, len(body), 2000)
    return body[:end] + body[at:end] * choice.choice((1, 2, 10, 100)) + body[end:]


def _splice(choice: random.Random, body: bytes) -> bytes:
    other = draw(choice).body
    return body[: choice.randrange(len(body) + 1)] + other[choice.randrange(len(other)) :]


def _weave(choice: random.Random, body: bytes) -> bytes:
    other = draw(choice).body
    at, end = _slice(choice, len(other), 4000)
    place = choice.randrange(len(body) + 1)
    return body[:place] + other[at:end] + body[place:]


def _recode(choice: random.Random, body: bytes) -> bytes:
    return body.decode("utf-8", "replace").encode(choice.choice(_CHARSETS), "replace")


def _mix_charsets(choice: random.Random, body: bytes) -> bytes:
    at = choice.randrange(len(body) + 1)
    return body[:at] + _recode(choice, body[at:])


def _mark(choice: random.Random, body: bytes) -> bytes:
    marks = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\0", b"%PDF-1.7\n")
    return choice.choice((*marks, b"PK\x03\x04", b"<?xml version='1.0' encoding='gbk'?>")) + body


def _slice(choice: random.Random, length: int, longest: int) -> tuple[int, int]:
    at = choice.randrange(length)
    return at, min(length, at + choice.randrange(1, longest))


BYTES: tuple[Bytes, ...] = (
    _flip, _flip, _cut, _behead, _delete, _repeat, _splice, _weave, _recode, _mix_charsets, _mark,
)  # fmt: skip


# --- words ----------------------------------------------------------------------------------------

_NUMERAL = re.compile(r"[零〇一二三四五六七八九十百千万亿]{1,8}|[0-9]{1,8}")
_ANY = (PIECES, PIECES, ODD, TAGS, MARKS)


def _number(choice: random.Random, text: str) -> str:
    found = list(_NUMERAL.finditer(text))
    for one in sorted(
        choice.sample(found, min(len(found), choice.choice((1, 3, 30)))), key=lambda m: -m.start()
    ):
        text = text[: one.start()] + choice.choice(NUMERALS) + text[one.end() :]
    return text


def _insert(choice: random.Random, text: str) -> str:
    for _ in range(choice.choice((1, 2, 5))):
        piece = choice.choice(choice.choice(_ANY))
        at = choice.randrange(len(text) + 1)
        text = text[:at] + piece + text[at:]
    return text


def _sow(choice: random.Random, text: str) -> str:
    """One odd character after every so many others."""
    step, odd = choice.choice((1, 2, 3, 10, 100)), choice.choice(ODD)[:1]
    return odd.join(text[i : i + step] for i in range(0, len(text), step))


def _wrap(choice: random.Random, text: str) -> str:
    depth = choice.choice((20, 200, 2000))
    opening, closing = choice.choice(
        (("<div>", "</div>"), ("<ul><li>", "</li></ul>"), ("《", "》"), ("〈", "〉"), ("（", "）"),
         ("> ", ""), ("**", "**"), ("<table><tr><td>", "</td></tr></table>"), ("“", "”"))
    )  # fmt: skip
    at, end = _slice(choice, len(text), len(text) + 1)
    return text[:at] + opening * depth + text[at:end] + closing * depth + text[end:]


def _lines(choice: random.Random, text: str) -> str:
    """Lines in another order, twice, joined, broken or set in."""
    lines = text.split("\n")
    how = choice.randrange(5)
    if how == 0:
        choice.shuffle(lines)
    elif how == 1:
        lines = [line for line in lines for _ in range(choice.choice((1, 1, 1, 2, 9)))]
    elif how == 2:
        return choice.choice(("", " ", "\r", "\u2028", "　")).join(lines)
    elif how == 3:
        width = choice.choice((1, 2, 7, 30))
        lines = [line[i : i + width] for line in lines for i in range(0, len(line), width)]
    else:
        lines = [
            choice.choice(("", "    ", "> ", "- ", "# ", "\t", "　　")) + line for line in lines
        ]
    return "\n".join(lines)


def _swap(choice: random.Random, text: str) -> str:
    """One character everywhere another."""
    chars = sorted(set(text))
    old = choice.choice(chars)
    return text.replace(old, choice.choice((*chars, "", "\n", choice.choice(PIECES)[:3])))


WORDS: tuple[Words, ...] = (_number, _number, _insert, _insert, _insert, _sow, _wrap, _lines, _swap)


# --- what is inside a container ------------------------------------------------------------------


def _member(choice: random.Random, body: bytes) -> bytes:
    """A zip with one of its members mutated, missing, twice or by another name."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = choice.choice(("word/document.xml", *members))
    if name not in members:
        return body
    how = choice.randrange(6)
    if how == 0:
        del members[name]
    elif how == 1:
        members[choice.choice(("../a", "word/document.xml", "Word/Document.XML"))] = members[name]
    elif how < 4:
        members[name] = choice.choice(BYTES)(choice, members[name] or b" ")
    else:
        words = members[name].decode("utf-8", "replace") or " "
        members[name] = choice.choice((_number, _insert, _xml, _xml))(choice, words).encode(
            "utf-8", "surrogatepass"
        )
    return packed(members)


def _xml(choice: random.Random, text: str) -> str:
    at = choice.choice([found.end() for found in re.finditer(">", text)] or [0])
    end = text.find(">", at + choice.randrange(400)) + 1
    piece = choice.choice(XML)
    return choice.choice((text[:at] + piece + text[at:], text[:at] + text[max(at, end) :]))


_TOKEN = re.compile(rb"\d+ \d+ R|/\w+|\d+|<[0-9a-f]{1,8}>|\w+")


def _token(choice: random.Random, body: bytes) -> bytes:
    """A PDF with some of its tokens exchanged."""
    head = len(body) if choice.random() < 0.5 else min(len(body), 3000)
    found = list(_TOKEN.finditer(body, 0, head))
    for one in sorted(
        choice.sample(found, min(len(found), choice.choice((1, 2, 8)))), key=lambda m: -m.start()
    ):
        new = choice.choice((choice.choice(TOKENS), choice.choice(found)[0]))
        body = body[: one.start()] + new + body[one.end() :]
    return body


# --- a document ----------------------------------------------------------------------------------


def mutated(choice: random.Random) -> Original:
    """A document with one to four mutations; one in fifty as it was drawn."""
    original = draw(choice)
    body = original.body
    largest = max(_LARGEST, len(body))
    for _ in range(choice.choice((1, 1, 2, 2, 3, 4)) if choice.random() > 0.02 else 0):
        if body:
            body = _step(choice, original.kind, body)[:largest]
    name = (
        original.name
        if choice.random() > 0.05
        else choice.choice(("a", "a.md", "a.pdf", "a.docx", "页.html"))
    )
    return Original(original.kind, name, body)


def _step(choice: random.Random, kind: str, body: bytes) -> bytes:
    inside = {"docx": _member, "zip": _member, "pdf": _token}.get(kind)
    if inside and choice.random() < 0.7:
        try:
            return inside(choice, body)
        except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError):
            return body  # an earlier mutation broke the container
    if inside or choice.random() < 0.3:
        return choice.choice(BYTES)(choice, body)
    charset = "gb18030" if kind == "gbk" else "utf-8"
    words = body.decode(charset, "replace") or " "
    return choice.choice(WORDS)(choice, words).encode(
        charset, "surrogatepass" if charset == "utf-8" else "replace"
    )
