"""Markdown as CommonMark defines it, block by block, at the speed that archives need.

Exports are plain paragraphs, headings and lists of links. Those are read here, line by line; what
is anything else (tables, quotes, HTML, code inside lists) goes to markdown-it, a group of lines at
a time. Both ways give the same leaves: whatever is in doubt is left to markdown-it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from digest.text.spans import UNMARKED, parser


class Leaf(NamedTuple):
    """``kind``: text, plain (one without any mark), heading, item (``text`` is its printed number
    or ""), code (``info`` its language), html."""

    kind: str
    text: str
    info: str = ""


def leaves(text: str, references: dict[str, Any]) -> Iterator[Leaf]:
    """The leaves of a Markdown text in their order. ``references``, empty at first, holds the link
    definitions of the text when all has been read; `spans.inline` looks them up."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    if "]:" in text:
        yield from list(_parsed(text, references))
        return
    lines = text.split("\n")
    at = row = counted = 0
    while at < len(text):
        if block := _BLOCK.match(text, at):
            kind = block.lastgroup or ""
            if kind == "item":
                yield Leaf(kind, f"{block['number']} ") if block["number"] else _UNNUMBERED
                kind = "text"
            yield Leaf(kind, block[block.lastgroup or 0].strip())
            at = block.end()
            continue
        row += text.count("\n", counted, at)
        found, end = _in_doubt(lines, row, references)
        yield from found
        at += sum(map(len, lines[row:end])) + end - row
        row, counted = end, at


def _in_doubt(lines: list[str], at: int, references: dict[str, Any]) -> tuple[Iterable[Leaf], int]:
    """The leaves of what begins at a line, and where it ends."""
    if not lines[at].strip(" \t"):
        return (), at + 1
    if fence := _FENCE.match(lines[at]):
        end = _fence_end(lines, at, fence[1])
        return [Leaf("code", "\n".join(lines[at + 1 : end]), fence[2])], end + 1
    found, end = _table(lines, at) or _group(lines, at)
    if found is None:
        end = _group_end(lines, at)
        return _parsed("\n".join(lines[at:end]), references), end
    return found, end


_FENCE = re.compile(r"(`{3,}(?=[^`]*$)|~{3,})([^|]*)$")
_OPENS = re.compile(r"[ \t>*+\-\d.)]*(?:```|~~~|<(?:script|pre|style|textarea|[!?]))", re.I)
"""What may run on over blank lines: code, and the HTML blocks that an own mark ends."""
_BULLET = re.compile(r"( *)(?:[*+-]|([0-9]{1,9})([.)]))( {1,4})(?=\S)")
_HEADING = re.compile(r" *#{1,6}[ \t]+")
_RULE = re.compile(r" *([-*_])\1{2,}[ \t]*$")
_PLAIN = re.compile(
    r"[^\x00-\x20#>*+\-=`~|:<_0-9\x7f]|\*+[^\s*]|_+[^_\s]|-+[^\s\-|:]|\+\S|=+[^=\s]|\#+[^#\s]"
    r"|:[^\s\-|:]|`{1,2}[^`\n]|~(?!~~)|\|(?:(?:[^\S\n]|[\-|:])*+[^\s\-|:]|$)"
    r"|[0-9]+(?:[.)]\S|[^0-9.)\n]|$)",
    re.M,
)
"""The beginning of a line that opens no block of another kind and makes none of the line above."""
_ENDS = r"(?=\n\n++[^ \t]|\n*+\Z)"
"""No line below but after a blank one, and nothing set in there."""
_BLOCK = re.compile(
    rf"(?:(?={_PLAIN.pattern})(?:(?P<plain>{UNMARKED}*+){_ENDS}"
    rf"|(?P<text>[^\n]*+(?:\n(?={_PLAIN.pattern})[^\n]*+)*+){_ENDS})"
    rf"|\#{{1,6}}[ \t]+(?P<heading>[^\n]*[^\s#])[^\S\n]*+{_ENDS}"
    rf"|(?:[*+-]|(?P<number>[0-9]{{1,9}}[.)])) {{1,4}}(?=\S)(?={_PLAIN.pattern})(?P<item>[^\n]*+)"
    rf"(?:{_ENDS}|(?=\n(?:[*+-]|[0-9]{{1,9}}[.)]) {{1,4}}\S)))\n*+",
    re.M,
)
"""Most blocks of an export: a paragraph, heading or item at the margin that stands by itself."""
_DEEPEST = 8
"""Lists in lists."""
_UNNUMBERED = Leaf("item", "")


def _fence_end(lines: list[str], at: int, mark: str) -> int:
    closing = re.compile(rf" {{0,3}}{mark[0]}{{{len(mark)},}}[ \t]*$")
    return next((i for i in range(at + 1, len(lines)) if closing.match(lines[i])), len(lines))


def _group_end(lines: list[str], at: int) -> int:
    """The line that begins at the margin after a blank one: it stands in no list or quote above
    it. A fence there ends a group too. Where one opens inside, or HTML, the rest is one group."""
    blank = html = False
    for i in range(at, len(lines)):
        line = lines[i]
        if not line.strip(" \t"):
            blank = True
            continue
        if i > at and line[0] not in " \t" and (blank or (_FENCE.match(line) and not html)):
            return i
        if _OPENS.match(line):
            return len(lines)
        html = html or line.lstrip(" \t>*+-").startswith("<")
        blank = False
    return len(lines)


_COLUMNS = re.compile(r"\|(?: *:?-+:? *\|)+ *")


def _table(lines: list[str], at: int) -> tuple[list[Leaf] | None, int] | None:
    """The cells of a table of full rows, each with its outer bars; None for any other group."""
    if at + 1 == len(lines) or not _COLUMNS.fullmatch(lines[at + 1]):
        return None
    columns = lines[at + 1].count("|") - 1
    found: list[Leaf] = []
    for i in range(at, len(lines)):
        row = lines[i].rstrip(" ")
        if not row:
            return found, i
        if i == at + 1:
            continue
        # a bar that is escaped, or stands in code, may be none
        cells = row.split("|")
        full = len(cells) == columns + 2 and not cells[0] and not cells[-1]
        if not full or "\\" in row or cells[1] == "" or cells[-2] == "":
            return None
        found += [Leaf("text", cell.strip()) for cell in cells[1:-1]]
    return found, len(lines)


class _Group:
    """A group of lines being read: leaves so far, the open paragraph, the lists around it."""

    def __init__(self) -> None:
        self.found: list[Leaf] = []
        self.paragraph: list[str] = []
        self.margin = 0
        self.offsets: list[int] = []

    def close(self) -> None:
        if self.paragraph:
            self.found.append(Leaf("text", "\n".join(self.paragraph).strip()))
            self.paragraph = []

    def open(self, words: str) -> None:
        self.close()
        self.paragraph.append(words)
        self.margin = self.offsets[-1] if self.offsets else 0

    def heading(self, words: str) -> bool:
        """False where marks may close the heading."""
        self.close()
        self.found.append(Leaf("heading", words.strip()))
        return not words.rstrip().endswith("#")


def _group(lines: list[str], at: int) -> tuple[list[Leaf] | None, int]:
    """The leaves of the group that begins at a line, and where it ends; None when it is not one
    of paragraphs, headings and lists."""
    group = _Group()
    below = False
    for i in range(at, len(lines)):
        line = lines[i]
        words = line.lstrip(" ")
        if not words.strip(" \t"):
            group.close()
            if i + 1 < len(lines) and lines[i + 1][:1] not in (" ", "\t", ""):
                return group.found, i + 1
            below = False
            continue
        if i > at and line[0] not in " \t" and (not below or _FENCE.match(line)):
            group.close()
            return group.found, i
        if not _read(group, line, words, below):
            return None, at
        below = True
    group.close()
    return group.found, len(lines)


def _read(group: _Group, line: str, words: str, below: bool) -> bool:
    """One line, ``below`` another; False for what only the parser can tell."""
    indent = len(line) - len(words)
    item = _BULLET.match(line)
    plain = item is None and _PLAIN.match(words)
    if plain and group.paragraph:
        group.paragraph.append(line[min(indent, group.margin) :])
        return True
    inner = group.offsets[-1] if group.offsets else 0
    while group.offsets and group.offsets[-1] > indent:
        group.offsets.pop()
    if indent - (group.offsets[-1] if group.offsets else 0) > 3 or words[0] == "\t":
        return False
    if item:
        return _item(group, line, item, bool(group.paragraph) and indent >= inner)
    if plain:
        group.open(words)
    elif _RULE.match(line):
        if below and words[0] == "-":
            return False
        group.close()
    elif heading := _HEADING.match(line):
        return group.heading(line[heading.end() :])
    else:
        return False
    return True


def _item(group: _Group, line: str, item: re.Match[str], inside: bool) -> bool:
    """A line that opens an item, ``inside`` an open paragraph or below it."""
    end = item.end()
    plain = _PLAIN.match(line, end)
    heading = None if plain else _HEADING.match(line, end)
    late = inside and item[2] and item[2] != "1"
    if late or len(group.offsets) >= _DEEPEST or not (plain or heading):
        return False
    group.close()
    group.found.append(Leaf("item", f"{item[2]}{item[3]} ") if item[2] else _UNNUMBERED)
    group.offsets.append(end)
    if heading:
        return group.heading(line[heading.end() :])
    group.open(line[end:])
    return True


def _parsed(text: str, references: dict[str, Any]) -> Iterator[Leaf]:
    tokens: list[Any] = []
    markdown = parser()
    markdown.block.parse(text, markdown, references, tokens)
    heading = False
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            heading = token.type == "heading_open"
        elif token.type == "list_item_open":
            yield Leaf("item", f"{token.info}{token.markup} " if token.info else "")
        elif token.type == "inline":
            yield Leaf("heading" if heading else "text", token.content)
        elif token.type in ("code_block", "fence"):
            yield Leaf("code", token.content, token.info)
        elif token.type == "html_block":
            yield Leaf("html", token.content)
