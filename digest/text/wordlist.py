"""The numbers that Word prints before paragraphs and stores nowhere in them (自动编号, ECMA-376).

A law whose 第一条 are automatic has only the words below them in its text; the labels follow from
the definitions of the lists and from the order of the paragraphs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

_LEVELS = 9
_LARGEST = 9999
"""Of a numeral in words; a list that says it starts higher is numbered with digits."""
_CHINESE = frozenset(
    (
        "chineseCounting",
        "chineseCountingThousand",
        "ideographDigital",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "taiwaneseDigital",
    )
)
_NO_NUMBER = frozenset(("bullet", "none"))


class Level(NamedTuple):
    """One level of a list: its first number, how it is written, and the label around it."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    spaced: bool = True


@dataclass(slots=True)
class Lists:
    """The lists of a document, and how far each has been counted. Instances of one abstract list
    go on counting, unless they say where they start."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    instances: dict[str, tuple[str, dict[int, int]]] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counted: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def label(self, instance: str, level: int) -> str:
        """What stands before the next paragraph of a level (from 0) of a list; "" for a bullet."""
        if instance not in self.instances or not 0 <= level < _LEVELS:
            return ""
        abstract, starts = self.instances[instance]
        levels = self.levels.get(abstract, {})
        counted = self.counted.setdefault(abstract, {})
        if instance not in self.begun:
            self.begun.add(instance)
            for restarted in starts:
                counted.pop(restarted, None)

        def first(at: int) -> int:
            return starts.get(at, levels.get(at, Level()).start)

        counted[level] = counted[level] + 1 if level in counted else first(level)
        for deeper in range(level + 1, _LEVELS):
            counted.pop(deeper, None)
        told = levels.get(level)
        if told is None or told.style in _NO_NUMBER:
            return ""

        def number(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            return _written(counted.get(at, first(at)), levels.get(at, Level()).style)

        label = re.sub(r"%([1-9])", number, told.text).strip()
        return label + (" " if label and told.spaced and label[-1] not in "）、．，" else "")


def lists(numbering: Any, styles: Any) -> Lists:
    """The lists of the parts numbering.xml and styles.xml, each its root or None."""
    made = Lists()
    for element in numbering if numbering is not None else ():
        if _local(element) == "abstractNum":
            levels = {_whole(one, "ilvl"): _level(one) for one in _named(element, "lvl")}
            made.levels[_value(element, "abstractNumId")] = levels
        elif _local(element) == "num":
            abstract = next((_value(one, "val") for one in _named(element, "abstractNumId")), "")
            starts = {
                _whole(one, "ilvl"): _whole(start, "val")
                for one in _named(element, "lvlOverride")
                for start in _named(one, "startOverride")
            }
            made.instances[_value(element, "numId")] = abstract, starts
    for style in styles if styles is not None else ():
        for properties in _named(style, "pPr"):
            if told := numbered(properties):
                made.styles[_value(style, "styleId")] = told
    return made


def numbered(properties: Any) -> tuple[str, int] | None:
    """The list and the level that the properties of a paragraph or style name."""
    for one in _named(properties, "numPr"):
        instance = next((_value(number, "val") for number in _named(one, "numId")), "")
        level = next((_whole(number, "val") for number in _named(one, "ilvl")), 0)
        return (instance, level) if instance else None
    return None


def _level(element: Any) -> Level:
    told = {_local(one): one for one in element}
    return Level(
        _whole(told["start"], "val") if "start" in told else 0,
        _value(told["numFmt"], "val") if "numFmt" in told else "decimal",
        _value(told["lvlText"], "val") if "lvlText" in told else "",
        _value(told["suff"], "val") != "nothing" if "suff" in told else True,
    )


def _written(number: int, style: str) -> str:
    if style in _CHINESE and 0 <= number <= _LARGEST:
        return _chinese(number)
    if style in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        return chr(ord("a" if style[0] == "l" else "A") + number - 1)
    if style.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(ord("①") + number - 1)
    if style in ("lowerRoman", "upperRoman") and 0 < number < 40:
        roman = "x" * (number // 10) + _ROMAN[number % 10]
        return roman if style[0] == "l" else roman.upper()
    return f"{number:02}" if style == "decimalZero" else str(number)


_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")


def _chinese(number: int) -> str:
    """二十一, 一百零三: as articles are counted."""
    if number < 10:
        return "零一二三四五六七八九"[number]
    words = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            words += "零一二三四五六七八九"[digit] + name
        elif words and number % unit and not words.endswith("零"):
            words += "零"
    return words.removeprefix("一") if number < 20 else words


def _named(element: Any, name: str) -> Iterator[Any]:
    return (one for one in element if _local(one) == name)


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _value(element: Any, name: str) -> str:
    return next((str(v) for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


def _whole(element: Any, name: str) -> int:
    value = _value(element, name)
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 6 else 0
