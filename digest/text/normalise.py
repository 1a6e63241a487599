"""Two strings, one offset map: the text shown, and the key it is compared by (比对用规范形式).

A difference in glyphs (簡 and 简, 裏 and 里), width, spaces, punctuation or the form of numerals
alone is none: both texts have the same key.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import chain
from typing import Any

from digest.model import Script
from digest.text.arabic import in_arabic
from digest.text.numerals import NUMERAL_CHARS


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
    return _key_of_line(text) if len(text) <= _LINE else _key(text)


_LINE = 120
"""Characters: a title, which is asked for again wherever a page may say it once more."""


@lru_cache(maxsize=512)
def _key_of_line(text: str) -> Key:
    return _key(text)


def _key(text: str) -> Key:
    glyphs = _glyphs(frozenset(text))
    chars: list[str] = []
    origin: list[int] = []
    for position, char in enumerate(text):
        for out in glyphs[char]:
            chars.append(out)
            origin.append(position)
    plain, offsets, ends = in_arabic(*_without_marks(chars, origin))
    return Key(plain, tuple(offsets), tuple(ends))


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
    han = sum(map(len, _HAN_RUN.findall(text)))
    if not han or (han * 10 < len(text) and han * 10 < sum(map(str.isalpha, text))):
        return Script.OTHER
    simple, traditional = _one_script()
    hant = len(traditional.findall(text))
    hans = len(simple.findall(text)) if hant else 0
    if hant * 9 <= hans:
        return Script.HANS
    return Script.HANT if hans * 9 <= hant else Script.MIXED


def simplified(text: str) -> str:
    """The text in simplified characters, as long as the original: offsets hold in both."""
    return "\n".join(simplified_lines(text.split("\n"))) if _convertible().search(text) else text


def simplified_lines(lines: list[str]) -> list[str]:
    """`simplified` of each line without a break in it. One conversion for all that need one: no
    phrase crosses a line, and a call for each of many costs more than their characters."""
    if not _convertible().search("\n".join(lines)):
        return lines
    found = list(lines)
    wanted = [i for i, line in enumerate(lines) if _convertible().search(line)]
    plain = _characters("\n".join([lines[i] for i in wanted]))
    converted = str(_opencc("t2s").convert(plain)).split("\n")
    for i, *pair in zip(wanted, plain.split("\n"), converted, strict=True):
        found[i] = _same_length(*pair)
    return found


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

_RADICALS = "\u2e80-\u2fdf"
_RADICAL = re.compile(f"[{_RADICALS}]")
_HAN_RUN = re.compile("[\u3400-\u9fff]+")
_RARE_HAN = "\uf900-\ufaff\U00020000-\U0003ffff"
_IN_PHRASES = "沈坏藉哩覆瞭衹甦"
"""What OpenCC converts in some words only (沈思, 毛坏, 回覆), and leaves alone elsewhere."""
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
_IN_NUMBERS = _NUMERAL | frozenset("百分之点%.,")
"""What a numeral or a mark may take up, or another one put in its place."""


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
def _one_script() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A character of simplified text only, and one of traditional text only."""
    every = [chr(code) for code in range(0x3400, 0xA000)]
    block = "\n".join(every)
    simple = str(_opencc("t2s").convert(block)).split("\n")
    traditional = str(_opencc("s2t").convert(block)).split("\n")
    hant = {c for c, to in zip(every, simple, strict=True) if c != to}
    hans = {c for c, to in zip(every, traditional, strict=True) if c != to} - hant
    return re.compile(f"[{''.join(sorted(hans))}]"), re.compile(f"[{''.join(sorted(hant))}]")


@cache
def _convertible() -> re.Pattern[str]:
    """A character that `simplified` may change. Hardly any page has one, and one search is a
    fraction of a conversion."""
    traditional = _one_script()[1].pattern.strip("[]")
    return re.compile(f"[{traditional}{_IN_PHRASES}{_RADICALS}{_RARE_HAN}]")
