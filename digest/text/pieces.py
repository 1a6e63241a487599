"""Pieces: what every format is read into before anything is dropped (文本块)."""

import re
from functools import cache
from importlib import resources
from tomllib import loads
from typing import Any, NamedTuple


class Piece(NamedTuple):
    """A paragraph-like piece of a page in reading order. ``rule``: why it is not text, or None."""

    text: str
    heading: bool = False
    rule: str | None = None
    linked: float = 0.0
    """Share of its characters inside links."""

    def drop(self, rule: str) -> "Piece":
        return self if self.rule else Piece(self.text, self.heading, rule, self.linked)


_NO_WIDTH = "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b-\x1f\x7f]"
_ZERO_WIDTH = re.compile(_NO_WIDTH)
_SPACE = re.compile("[\\s\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\x85]+")
_UNTIDY = re.compile(f"[ \u3000]{{2}}|[^\\S \u3000]|{_NO_WIDTH}")
"""What `tidy` changes inside a text: nothing of it is printable but two spaces."""
_BREAKS = frozenset("\n\u2028\u2029\x85")
_WIDE = re.compile(
    "[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffe6“”‘’—…]"
)


_OPENS = frozenset("“‘（《〈「『【〔")
_CLOSES = frozenset("”’）》〉」』】〕，。；：、！？")


def tidy(text: str) -> str:
    """One line of text as a reader sees it: no zero-width characters, padding as one space.

    A line break between two wide characters is nothing, as in CSS (segment break
    transformation); any other break is a space. A single U+3000 inside the line stays.
    """
    if text.isprintable() and "  " not in text:  # most lines, told without a look at each mark
        return text.strip()
    if not _UNTIDY.search(text):
        return text.strip()
    text = _ZERO_WIDTH.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))

    def joint(found: re.Match[str]) -> str:
        run = found.group()
        if _BREAKS.isdisjoint(run):
            return run if run == "\u3000" else " "
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        if before in _OPENS or after in _CLOSES:
            return ""
        return "" if _WIDE.match(before) and _WIDE.match(after) else " "

    return _SPACE.sub(joint, text).strip()


def compact(text: str) -> str:
    """Without any space: how labels are compared."""
    return "".join(text.split())


NUMERALS = "〇零一二三四五六七八九十百千两兩0-9０-９"
ARTICLE_START = re.compile(
    rf"(?:第\s?[{NUMERALS}](?:\s?[{NUMERALS}]){{0,6}}\s?[条條章节節编編款]"
    r"|[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[)）]"
    r"|\d{1,2}(?:\.\d{1,2}){1,4}[\s\u3000]?[^\d\s.%,，])"
)
"""What the beginning of an article, a numbered section or a clause of a standard looks like."""

CHAPTER = re.compile(rf"第\s?[{NUMERALS}](?:\s?[{NUMERALS}]){{0,4}}\s?[章节節编編]")

ARTICLE = re.compile(rf"第\s?[{NUMERALS}](?:\s?[{NUMERALS}]){{0,6}}\s?[条條]")


_FIRST = frozenset("第一二三四五六七八九十（(")


def starts_article(text: str) -> bool:
    first = text[:1]
    return (first in _FIRST or first.isdecimal()) and ARTICLE_START.match(text) is not None


@cache
def lexicon() -> dict[str, Any]:
    """digest/data/boilerplate.toml."""
    return loads(resources.files("digest.data").joinpath("boilerplate.toml").read_text("utf-8"))
