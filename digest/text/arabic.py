"""Numerals in the text of a comparison key as Arabic digits (数字规范形式)."""

import re

from digest.text.numerals import NUMERAL_CHARS, to_int

_HAN = "".join(
    sorted(frozenset(NUMERAL_CHARS) - frozenset("0123456789") - frozenset("０１２３４５６７８９"))
)
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
_WORDS = frozenset("百千万亿零○")
"""Alone or among themselves these are words more often than numbers: 百姓, 千万, 万元, 零售."""
_FORMAL = frozenset("壹弌贰貳叁參陆陸柒捌玖拾佰仟伍肆")
"""A single one is a word (大陆, 参与); formal numerals come in company (叁拾)."""


def in_arabic(text: str, origin: list[int]) -> tuple[str, list[int], list[int]]:
    """The text of a key with its numerals in Arabic digits; where each character begins and ends in
    the display, of which ``origin`` tells where each of ``text`` stands."""
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
    return "".join(parts), offsets, ends


def _number(found: re.Match[str]) -> str | None:
    """The Arabic form of a numeral, or None when it is left as it stands."""
    run = found.group()
    if found["decimal"] or found["mixed"]:
        return None
    if found["percent"]:
        whole, _, fraction = found["share"].replace("点", ".").partition(".")
        value = _whole(whole)
        if value is None or (fraction and not _digits(fraction)):
            return None
        return f"{value}{'.' + _digits(fraction) if fraction else ''}%"
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
