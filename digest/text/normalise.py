"""Two strings, one offset map: the text shown, and the key it is compared by (比对用规范形式).

A difference in glyphs (簡 and 简, 裏 and 里), width, spaces, punctuation or the form of numerals
alone is none: both texts have the same key.
"""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain
from typing import Any

from digest.model import Script
from digest.text.numerals import NUMERAL_CHARS, to_int


@dataclass(frozen=True, slots=True)
class Key:
    """A comparison key. ``offsets[i]`` and ``ends[i]`` bound the display characters that
    ``text[i]`` stands for; a numeral stands as a whole for each of its digits."""

    text: str
    offsets: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Display offsets of ``text[start:end]``; an empty span for an empty slice."""
        if start >= end:
            at = self.offsets[start] if start < len(self.offsets) else (self.ends or (0,))[-1]
            return at, at
        return self.offsets[start], self.ends[end - 1]


def key(text: str) -> Key:
    """The comparison key of a text, in linear time. Idempotent: a key is its own key.

    Characters are compared by NFKD form, simplified glyph (OpenCC's character table) and the
    variants lexicon. Spaces, zero-width characters and punctuation go, except one mark between
    two numerals, which would run together otherwise (三、四; 4.3.1). Numerals become Arabic.
    """
    glyphs = _glyphs(frozenset(text))
    chars: list[str] = []
    origin: list[int] = []
    for position, char in enumerate(text):
        for out in glyphs[char]:
            chars.append(out)
            origin.append(position)
    return _arabic(*_without_marks(chars, origin))


def has_key(text: str, wanted: str) -> bool:
    """Whether ``wanted`` is the key of a text. A character that stands for itself in every key and
    is not in this one tells it at once: hardly any line of a page is its title."""
    for char in text:
        glyph = _GLYPHS.get(char)
        if glyph is None:
            glyph = _glyphs(frozenset(text))[char]
        if len(glyph) == 1 and glyph not in _IN_NUMBERS and glyph not in wanted:
            return False
    return key(text).text == wanted


def script(text: str) -> Script:
    """Simplified, traditional, mixed, or neither (hardly any Chinese characters).

    Counts the characters that exist in one script only. Below a tenth the smaller side is noise:
    texts converted by machine leave single characters behind (規范, 注冊).
    """
    simple, traditional = _one_script_chars()
    counts = Counter(text)

    def total(chars: Iterable[str]) -> int:
        return sum(map(counts.__getitem__, chars))

    han = total(_HAN_CHARS.intersection(counts))
    if not han or (han * 10 < len(text) and han * 10 < total(filter(str.isalpha, counts))):
        return Script.OTHER
    hans, hant = total(simple.intersection(counts)), total(traditional.intersection(counts))
    if hant * 9 <= hans:
        return Script.HANS
    return Script.HANT if hans * 9 <= hant else Script.MIXED


def simplified(text: str) -> str:
    """The text in simplified characters, as long as the original: offsets hold in both."""
    text = _characters(text)
    return _same_length(text, str(_opencc("t2s").convert(text)))


def simplified_lines(lines: list[str]) -> list[str]:
    """`simplified` of each line. One conversion for all: no phrase crosses a line, and a call for
    each of many short lines costs more than their characters."""
    text = _characters("\n".join(lines))
    converted = str(_opencc("t2s").convert(text)).split("\n")
    if len(converted) != len(lines):  # a line with a break in it
        return [simplified(line) for line in lines]
    return [_same_length(*pair) for pair in zip(text.split("\n"), converted, strict=True)]


def _characters(text: str) -> str:
    """The text with characters where a PDF has their radicals: ⼀, ⻔."""

    def character(found: re.Match[str]) -> str:
        return _variants().get(found[0], unicodedata.normalize("NFKC", found[0]))

    return _RADICAL.sub(character, text)


def _same_length(text: str, converted: str) -> str:
    if len(converted) == len(text):
        return converted
    table = _simplified_chars(frozenset(text))
    return "".join(table[char] for char in text)


# --- characters -----------------------------------------------------------------------------------

_RADICAL = re.compile("[\u2e80-\u2fdf]")
_HAN_CHARS = frozenset(map(chr, range(0x3400, 0xA000)))
_KEPT_MARKS = frozenset("%‰&@#")
_RANGE_MARKS = frozenset("~∼〜")
_DOT = "."
_MARK = ","
_GLYPHS: dict[str, str] = {}


def _glyphs(chars: frozenset[str]) -> dict[str, str]:
    """What each character contributes to the key: nothing, a mark, or one or more characters."""
    fresh = chars.difference(_GLYPHS)
    if fresh:
        wide = {char: unicodedata.normalize("NFKD", char) for char in fresh}
        variants = _variants()
        simple = _simplified_chars(frozenset(chain.from_iterable(wide.values())))
        for char in fresh:
            folded = (variants.get(simple[c], simple[c]) for c in wide[char])
            _GLYPHS[char] = "".join(_mark(c) for c in folded)
    return _GLYPHS


def _mark(char: str) -> str:
    """Drop what only spaces, and give all punctuation but the full stop in numbers one form."""
    category = unicodedata.category(char)
    if category[0] in "ZC" or unicodedata.name(char, "").startswith("VARIATION SELECTOR"):
        return ""
    if char in _KEPT_MARKS:
        return char
    if category[0] == "P" or char in _RANGE_MARKS or category == "Sk":
        return _DOT if char == _DOT else _MARK
    return char


def _without_marks(chars: list[str], origin: list[int]) -> tuple[str, list[int]]:
    """Keep a mark only between two numerals: a dot between Arabic digits, else a comma."""
    kept: list[str] = []
    positions: list[int] = []
    pending: tuple[str, int] | None = None
    for char, position in zip(chars, origin, strict=True):
        if char in (_MARK, _DOT):
            pending = (_MARK if pending else char, pending[1] if pending else position)
            continue
        # 百分之三十，三: the percent sign stands where the numeral stood
        if pending and kept and (kept[-1] in _NUMERAL or kept[-1] == "%") and char in _NUMERAL:
            decimal = pending[0] == _DOT and kept[-1] in _ASCII_DIGITS and char in _ASCII_DIGITS
            kept.append(_DOT if decimal else _MARK)
            positions.append(pending[1])
        pending = None
        kept.append(char)
        positions.append(position)
    return "".join(kept), positions


# --- numerals -------------------------------------------------------------------------------------

_ASCII_DIGITS = frozenset("0123456789")
_NUMERAL = frozenset(NUMERAL_CHARS)
_HAN = "".join(sorted(_NUMERAL - _ASCII_DIGITS - frozenset("０１２３４５６７８９")))
_NUMBER = re.compile(
    rf"(?P<percent>(?<!百分之)百分之(?P<share>[{_HAN}]+(?:点[{_HAN}]+)?|[0-9]+(?:\.[0-9]+)?)"
    rf"(?![{_HAN}0-9.%点]))"
    # 百分之1廿 stays as well: read in parts it would become a percentage the second time
    rf"|(?P<mixed>百分之[0-9]+[{_HAN}][{_HAN}0-9]*+)"
    # from the first digit on: tried from each, a long run of digits is quadratic
    r"|(?P<decimal>(?<![0-9])[0-9]++(?:\.[0-9]+)+)"
    r"|(?P<arabic>(?<![0-9])[0-9]++[百千万亿][0-9百千万亿]*)"
    # 百分之五8 stays: as 百分之58 it would be another number
    rf"|(?P<han>(?<!百分之)[{_HAN}]+|[{_HAN}]++(?![0-9]))"
)
_IN_NUMBERS = _NUMERAL | frozenset("百分之点%.,")
"""What a numeral or a mark may take up, or another one put in its place."""
_WORDS = frozenset("百千万亿零○")
"""Alone or among themselves these are words more often than numbers: 百姓, 千万, 万元, 零售."""
_FORMAL = frozenset("壹弌贰貳叁參陆陸柒捌玖拾佰仟伍肆")
"""A single one is a word (大陆, 参与); formal numerals come in company (叁拾)."""


def _arabic(text: str, origin: list[int]) -> Key:
    parts: list[str] = []
    offsets: list[int] = []
    ends: list[int] = []
    done = 0
    for found in _NUMBER.finditer(text):
        number = _number(found)
        if number is None:
            continue
        start, end = found.span()
        parts += (text[done:start], number)
        offsets += origin[done:start] + [origin[start]] * len(number)
        ends += [p + 1 for p in origin[done:start]] + [origin[end - 1] + 1] * len(number)
        done = end
    parts.append(text[done:])
    offsets += origin[done:]
    ends += [p + 1 for p in origin[done:]]
    return Key("".join(parts), tuple(offsets), tuple(ends))


def _number(found: re.Match[str]) -> str | None:
    """The Arabic form of a numeral, or None when it is left as it stands."""
    run = found.group()
    if found["decimal"] or found["mixed"]:
        return None
    if found["percent"]:
        whole, _, fraction = found["share"].replace("点", _DOT).partition(_DOT)
        value = _whole(whole)
        if value is None or (fraction and not _digits(fraction)):
            return None
        return f"{value}{_DOT + _digits(fraction) if fraction else ''}%"
    if not _WORDS.issuperset(run) and not (len(run) == 1 and run in _FORMAL):
        return _whole(run)
    return None


def _whole(run: str) -> str | None:
    value = to_int(run)
    return _digits(run) or (None if value is None else str(value))


def _digits(run: str) -> str:
    """Digits by position (二〇二五, 007) or "" when the run has units in it."""
    values = [to_int(char) for char in run]
    if len(run) > 32 or any(char in "十百千万亿拾佰仟廿卅卌" for char in run):
        return ""
    return "".join(str(value) for value in values)


# --- tables ---------------------------------------------------------------------------------------


@cache
def _opencc(conversion: str) -> Any:
    import opencc

    return opencc.OpenCC(conversion)


def _simplified_chars(chars: frozenset[str]) -> dict[str, str]:
    """Character by character, so that no phrase can change a length."""
    listed = sorted(char for char in chars if ord(char) > 0x2E00 and char.isalpha())
    lines = str(_opencc("t2s").convert("\n".join(listed))).split("\n") if listed else []
    table = {char: char for char in chars}
    table.update(zip(listed, lines, strict=True))
    return table


@cache
def _variants() -> dict[str, str]:
    source = resources.files("digest.data").joinpath("variants.toml").read_text("utf-8")
    return dict(tomllib.loads(source)["glyphs"])


@cache
def _one_script_chars() -> tuple[frozenset[str], frozenset[str]]:
    """Characters of simplified text only, and of traditional text only."""
    every = sorted(_HAN_CHARS)
    block = "\n".join(every)
    simple = str(_opencc("t2s").convert(block)).split("\n")
    traditional = str(_opencc("s2t").convert(block)).split("\n")
    hant = frozenset(c for c, to in zip(every, simple, strict=True) if c != to)
    hans = frozenset(c for c, to in zip(every, traditional, strict=True) if c != to) - hant
    return hans, hant
