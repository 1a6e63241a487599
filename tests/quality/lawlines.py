"""A second, small reading of a law straight from the lines of its file: the oracle for structure.

It shares no code with the product: no cleaning, no folding, no normalising. It knows that a line
opens an article when its label is the next number, and that one printed line is one paragraph.
"""

import html
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

_DIGITS = "零一二三四五六七八九"
_END = "。；：！？”」』）)…】:;"
_LABEL = re.compile(
    r"第\s*([〇零一二三四五六七八九十百千0-9\s]{1,12})[条條](?:之([一二三四五六七八九十]{1,3}))?"
)
_CHAPTER = re.compile(r"第\s*([零一二三四五六七八九十百]+|\d+)\s*(分编|编|編|章|节|節)\s*(.*)$")
_PART = re.compile(r"([一二三四五六七八九十]+)、[^。；：]+$")
_PAGE = re.compile(
    r"[-—–]?\s*\d{1,3}\s*[-—–]|20\d\d/\d+/\d+[\s\x01]?\d+:\d\d\s.+_.+|https?://\S+\s\d+/\d+"
)
"""A page number, and what a browser prints on each page."""
_POINT = re.compile(r"[（(]([一二三四五六七八九十百]{1,5})[）)]")
_ITEM = re.compile(r"([一二三四五六七八九十]{1,2})、")
_MARKDOWN = re.compile(r"^[#>*\s]+|\*\*|^!\[.*?\]\(.*?\)\s*$|<!--.*?-->")
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), 0xFEFF, *range(0xE000, 0xE010)])
LEVEL = {"编": 0, "編": 0, "分编": 1, "章": 2, "节": 3, "節": 3, "、": 4}


@dataclass
class Law:
    """Numbers, paths and lines of the articles; ``rest``: the lines of the last article that may
    stand below the law."""

    numbers: list[str] = field(default_factory=list)
    paths: list[tuple[str, ...]] = field(default_factory=list)
    bodies: list[list[str]] = field(default_factory=list)


def law(path: Path) -> Law:
    """The longest run of articles in a file."""
    rows = lines(path)
    runs: list[dict[int, tuple[int, int]]] = []
    last = (0, 0)
    printed = {_order(found) for row in rows if (found := _LABEL.match(row))}
    for index, row in enumerate(rows):
        found = _LABEL.match(row)
        order = _order(found) if found else None
        if order == (1, 0):
            runs.append({index: order})
            last = order
        elif runs and order in (_next(last, printed), (last[0], last[1] + 1)):
            runs[-1][index] = last = order
    opens = max(runs, key=len, default={})
    return _read(rows, opens)


def _next(last: tuple[int, int], printed: set[tuple[int, int] | None]) -> tuple[int, int]:
    """The number that follows; one that is printed nowhere was repealed and not given again."""
    number = last[0] + 1
    return (number, 0) if (number, 0) in printed else (number + 1, 0)


def lines(path: Path) -> list[str]:
    """The printed lines of a file, without marks of its format."""
    data = path.read_bytes()
    text = data.decode("gb18030" if data.startswith(b"\xb5\xda") else "utf-8")  # 第 in GBK
    if path.suffix == ".html":
        text = re.sub(r"(?i)</?(?:p|div|br|h\d|tr|li|td)\b[^>]*>", "\n", text)
        text = html.unescape(re.sub(r"<[^>]+>", "", text))
    if path.suffix == ".md":
        text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
        text = "\n".join(_MARKDOWN.sub("", row) for row in text.split("\n"))
    rows = (row.translate(_INVISIBLE).strip() for row in text.split("\n"))
    return [row for row in rows if row and not _PAGE.fullmatch(row)]


def _read(rows: list[str], opens: dict[int, tuple[int, int]]) -> Law:
    found = Law()
    path: dict[int, str] = {}
    index = 0
    while index < len(rows):
        row = rows[index]
        if index in opens:
            number, after = opens[index]
            found.numbers.append(f"{number}-{after}" if after else str(number))
            found.paths.append(tuple(path[k] for k in sorted(path)))
            label = _LABEL.match(row)
            found.bodies.append([row[label.end() :].strip()] if label else [])
        elif head := _heading(rows, index, opens, path):
            level, title, used = head
            path = {k: v for k, v in path.items() if k < level} | {level: title}
            index += used
        elif found.bodies:
            found.bodies[-1].append(row)
        index += 1
    return found


def _heading(
    rows: list[str], index: int, opens: dict[int, tuple[int, int]], path: dict[int, str]
) -> tuple[int, str, int] | None:
    row = rows[index]
    before_article = index + 1 in opens
    if (
        (found := _CHAPTER.match(row))
        and row[-1] not in "。；：，"
        and not found[3].startswith("的")
    ):
        # The title below its number, or the second line of a long one.
        more = index + 2 in opens and index + 1 not in opens
        two = not found[3] or (more and not _CHAPTER.match(rows[index + 1]))
        return LEVEL[found[2]], row + (rows[index + 1] if two else ""), int(two)
    if before_article and _PART.match(row):
        return LEVEL["、"], row, 0
    # A heading that has lost its number, or never had one (附则), stands as high as any.
    if before_article and path and len(row) <= 30 and not re.search(r"[，。；：]", row):
        return (min(path), row, 0) if rows[index - 1][-1] == "。" else None
    return None


def paragraphs(body: list[str]) -> list[tuple[int, str | None]]:
    """款 and 项 of the lines of an article; 目 (1. below a 项) belong to their 项."""
    found: list[tuple[int, str | None]] = []
    number = 0
    above = ""
    for row in _points(body):
        point = _POINT.match(row)
        item = _ITEM.match(row)
        if item and (
            above.endswith(("：", ":")) or found[-1:] == [(number, str(_value(item[1]) - 1))]
        ):
            point = item
        if point:
            number = number or 1
            found.append((number, str(_value(point[1]))))
        elif not (found and found[-1][1] and re.match(r"\d{1,2}[.．、]", row)):
            number += 1
            found.append((number, None))
        above = row
    return found


def _points(body: list[str]) -> list[str]:
    """Lines with one 项 each: those on one line are parted, a mark alone joins the next line."""
    mark = "[（(][一二三四五六七八九十]+[）)]"
    printed = re.sub(rf"(?<=[；：。:;])\s*(?={mark})", "\n", "\n".join(row for row in body if row))
    return re.sub(rf"(?m)^({mark})\n", r"\1", printed).split("\n")


def wrapped(body: list[str]) -> bool:
    """Whether a line of an article ends without a mark: paragraphs are not lines there."""
    return any(row[-1] not in _END for row in body if row)


def _order(found: re.Match[str]) -> tuple[int, int] | None:
    number = _value(re.sub(r"\s", "", found[1]))
    return None if number is None else (number, (_value(found[2]) or 0) if found[2] else 0)


def _value(numeral: str) -> int | None:
    if numeral.isascii() and numeral.isdigit():
        return int(numeral)
    total = 0
    digit = 0
    for char in numeral.replace("〇", "零"):
        if char in _DIGITS:
            digit = _DIGITS.index(char)
        elif char in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
        else:
            return None
    return total + digit


def squashed(text: str) -> str:
    """Letters and marks without spaces, in one width: a wrapped line is the same words."""
    wide = unicodedata.normalize("NFKC", text.translate(_INVISIBLE))
    return re.sub(r"[\s\x00-\x1f*#]|[-—–]\d{1,3}[-—–]", "", wide)
