"""Headings between articles: 编, 章, 节, the 一、二、 of a judicial interpretation, and those whose
number the page has lost."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from digest.law.lexicon import NUM
from digest.law.paragraphs import Line
from digest.law.sequence import LABEL

_NUMBERED = re.compile(rf"第 ?({NUM}) ?(分编|编|章|节)(?![的至、和及与，。课])(?!规定) ?(.*)$")
_PART = re.compile(r"([一二三四五六七八九十]{1,3}) ?、([^。；：！？]{1,60})$")
_TITLE = re.compile(r"[^。；，：]{0,40}$")
_LONG_TITLE = re.compile(r"[^。；：！？]{0,120}(?<![，、])$")
_BARE = re.compile(r"[一-鿿][一-鿿 、]{1,28}$")
_LINE = 12
"""Characters of a title that may be only the first line of it."""
_LEVELS = {"编": 0, "分编": 1, "章": 2, "节": 3}
_PART_LEVEL = 4


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    label: str
    rows: int
    """How many lines it takes; a title may stand on the line after its number."""


def heading(
    rows: list[Line], index: int, opens: Collection[int], path: dict[int, str]
) -> Heading | None:
    """The heading a line is, if it is one. ``opens``: lines that open articles; ``path``: the
    headings it stands under.

    章 and 节 are known by their form; a title that could be a sentence, 一、 and a title alone only
    where the next line opens an article.
    """
    row = rows[index].text
    numbered = _NUMBERED.match(row)
    if numbered and (_TITLE.match(numbered[3]) or _before_article(rows, index, opens, numbered[3])):
        return _with_title(rows, index, numbered, opens)
    if part := _PART.match(row):
        opening = index + 1 in opens
        return Heading(_PART_LEVEL, f"{part[1]}、{_close(part[2])}", 1) if opening else None
    if index + 1 in opens and path and _BARE.match(row) and rows[index - 1].text.endswith("。"):
        return Heading(min(path), _close(row), 1)
    return None


def _before_article(rows: list[Line], index: int, opens: Collection[int], title: str) -> bool:
    following = rows[index + 1].text if index + 1 < len(rows) else ""
    return bool(_LONG_TITLE.match(title)) and (
        index + 1 in opens or bool(_NUMBERED.match(following))
    )


def _with_title(
    rows: list[Line], index: int, found: re.Match[str], opens: Collection[int]
) -> Heading:
    """With the title on the line below the number, and the second line of a long title."""
    label, title = f"第{found[1]}{found[2]}", found[3]
    following = rows[index + 1].text if index + 1 < len(rows) else ""
    free = not _NUMBERED.match(following) and not LABEL.match(following)
    below = not title and free and 0 < len(following) <= 20
    wrapped = len(title) >= _LINE and free and index + 2 in opens and _BARE.match(following)
    shown = _close(title + following if below or wrapped else title)
    return Heading(_LEVELS[found[2]], f"{label} {shown}".strip(), 1 + bool(below or wrapped))


def _close(title: str) -> str:
    """「总 则」 is 总则: the gap is typesetting."""
    return title.replace(" ", "")
