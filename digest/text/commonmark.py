"""Markdown as CommonMark defines it, block by block, at the speed that archives need.

Exports are plain paragraphs, headings and lists of links. Those are read here, line by line; what
is anything else (tables, quotes, HTML, code inside lists) goes to markdown-it, a group of lines at
a time. Both ways give the same leaves: whatever is in doubt is left to markdown-it.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from digest.text.spans import parser


class Leaf(NamedTuple):
    """``kind``: text, heading, item (``text`` is its printed number or ""), code (``info`` its
    language), html."""

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
    at = 0
    while at < len(lines):
        if not lines[at].strip(" \t"):
            at += 1
        elif alone := _alone(lines, at):
            yield alone
            at += 1
        elif fence := _FENCE.match(lines[at]):
            end = _fence_end(lines, at, fence[1])
            yield Leaf("code", "\n".join(lines[at + 1 : end]), fence[2])
            at = end + 1
        else:
            found, end = _table(lines, at) or _group(lines, at)
            if found is None:
                end = _group_end(lines, at)
                found = list(_parsed("\n".join(lines[at:end]), references))
            yield from found
            at = end


_FENCE = re.compile(r"(`{3,}(?=[^`]*$)|~{3,})([^|]*)$")
_OPENS = re.compile(r"[ \t>*+\-\d.)]*(?:```|~~~|<(?:script|pre|style|textarea|[!?]))", re.I)
"""What may run on over blank lines: code, and the HTML blocks that an own mark ends."""
_BULLET = re.compile(r"( *)(?:[*+-]|(\d{1,9})([.)]))( {1,4})(?=\S)")
_HEADING = re.compile(r" *#{1,6}[ \t]+")
_RULE = re.compile(r" *([-*_])\1{2,}[ \t]*$")
_PLAIN = re.compile(
    r"[^\x00-\x20#>*+\-=`~|:<_0-9\x7f]|\*+[^\s*]|_+[^_\s]|-+[^\s\-|:]|\+\S|=+[^=\s]|\#+[^#\s]"
    r"|:[^\s\-|:]|`{1,2}[^`]|~(?!~~)|\|(?:[\s\-|:]*[^\s\-|:]|$)|[0-9]+(?:[.)]\S|[^0-9.)]|$)"
)
"""The beginning of a line that opens no block of another kind and makes none of the line above."""
_DEEPEST = 8
"""Lists in lists."""


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


def _alone(lines: list[str], at: int) -> Leaf | None:
    """The paragraph or heading of one line between blank ones, with nothing set in below it: most
    groups of an export are one."""
    below = at + 1
    while below < len(lines) and not lines[below]:
        below += 1
    if below < len(lines) and (below == at + 1 or lines[below][0] in " \t"):
        return None
    line = lines[at]
    if _PLAIN.match(line):
        return Leaf("text", line.strip())
    heading = _HEADING.match(line)
    if heading is None or line[0] == " " or line.rstrip().endswith("#"):
        return None
    return Leaf("heading", line[heading.end() :].strip())


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
    for i in range(at, len(lines)):
        line = lines[i]
        words = line.lstrip(" ")
        if not words.strip(" \t"):
            group.close()
            if i + 1 < len(lines) and lines[i + 1][:1] not in (" ", "\t", ""):
                return group.found, i + 1
            continue
        if (
            i > at
            and line[0] not in " \t"
            and (_FENCE.match(line) or not lines[i - 1].strip(" \t"))
        ):
            group.close()
            return group.found, i
        below = i > at and bool(lines[i - 1].strip(" \t"))
        if not _read(group, line, words, below):
            return None, at
    group.close()
    return group.found, len(lines)


def _read(group: _Group, line: str, words: str, below: bool) -> bool:
    """One line, ``below`` another; False for what only the parser can tell."""
    indent = len(line) - len(words)
    if _PLAIN.match(words) and group.paragraph:
        group.paragraph.append(line[min(indent, group.margin) :])
        return True
    inner = group.offsets[-1] if group.offsets else 0
    while group.offsets and group.offsets[-1] > indent:
        group.offsets.pop()
    if indent - (group.offsets[-1] if group.offsets else 0) > 3 or words[0] == "\t":
        return False
    if _PLAIN.match(words):
        group.open(words)
    elif _RULE.match(line):
        if below and words[0] == "-":
            return False
        group.close()
    elif heading := _HEADING.match(line):
        return group.heading(line[heading.end() :])
    elif item := _BULLET.match(line):
        late = item[2] and item[2] != "1" and group.paragraph and indent >= inner
        heading = _HEADING.match(line, item.end())
        plain = heading or _PLAIN.match(line, item.end())
        if late or len(group.offsets) >= _DEEPEST or not plain:
            return False
        group.close()
        group.found.append(Leaf("item", f"{item[2]}{item[3]} " if item[2] else ""))
        group.offsets.append(item.end())
        if heading:
            return group.heading(line[heading.end() :])
        group.open(line[item.end() :])
    else:
        return False
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
