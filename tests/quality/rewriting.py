"""The same law written otherwise: script, width, marks, spaces, numerals. No word changes."""

import re
from collections.abc import Callable
from functools import cache

import opencc

Rewriting = Callable[[str], str]

_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_HALF = {wide: code for code, wide in _WIDE.items()} | {0x3000: 0x20}
_LABEL = re.compile(r"(?m)^(第)([零〇一二三四五六七八九十百千]+)([条條])")
_UNITS = {"十": 10, "百": 100, "千": 1000}


@cache
def _opencc(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)


def _script(name: str) -> Rewriting:
    return lambda text: _opencc(name).convert(text)


def full_width(text: str) -> str:
    """１２ Ａ ： ， for every digit, letter and mark of ASCII."""
    return text.translate(_WIDE)


def half_width(text: str) -> str:
    """( ) : ; , for the full-width marks."""
    return text.translate(_HALF).replace("。", ".")


def quoted(opening: str, closing: str) -> Rewriting:
    table = str.maketrans("“”", opening + closing)
    return lambda text: text.translate(table)


def spaced(text: str) -> str:
    """第 14 条, 3 个月; a space on both sides of every numeral and within those of digits."""
    apart = re.sub(r"(?<=[0-9０-９])(?=[0-9０-９])", " ", text)
    return re.sub(r"([0-9０-９零〇一二三四五六七八九十百千万亿]+)", r" \1 ", apart)


def arabic_labels(text: str) -> str:
    """第14条 for 第十四条 at the head of an article."""
    return _LABEL.sub(lambda m: f"{m[1]}{_value(m[2])}{m[3]}", text)


def _value(numeral: str) -> int:
    total = digit = 0
    for char in numeral:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = "零一二三四五六七八九".find(char.replace("〇", "零"))
    return total + digit


REWRITINGS: dict[str, Rewriting] = {
    "s2t": _script("s2t"),
    "s2tw": _script("s2tw"),
    "s2hk": _script("s2hk"),
    "full width": full_width,
    "half width": half_width,
    "corner quotes": quoted("「", "」"),
    "straight quotes": quoted('"', '"'),
    "spaced numerals": spaced,
    "Arabic labels": arabic_labels,
}


def mixed(text: str) -> str:
    """Everything at once: as a Taiwan portal might show a law."""
    for name in ("Arabic labels", "spaced numerals", "corner quotes", "s2tw", "full width"):
        text = REWRITINGS[name](text)
    return text
