"""The marks around the new text in an amendment decision: where a quoted passage opens and closes.

The paragraphs of a passage open with a mark each and only the last closes (立法技术规范); in print
each may close, none may open again, or the last mark is forgotten.
"""

import re

_OTHER_MARKS = str.maketrans("「」『』", "“”‘’")
_POINT = re.compile(r"（[〇零一二三四五六七八九十百\d]{1,5}）|\d{1,3}[.．、]")


def curled(text: str) -> str:
    """The text with “” for 「」 and for straight marks: one opens after a colon, a verb or at the
    head of a line. As long as the original."""
    text = text.translate(_OTHER_MARKS)
    if '"' not in text:
        return text
    return re.sub(r'(?m)((?:^|[：:为的中将在和、，；（])[ \t\u3000]*)"', r"\1“", text).replace(
        '"', "”"
    )


def closing(text: str, start: int) -> int | None:
    """Where the passage closes that was opened before ``start``; None where it does not.

    It goes on where the next paragraph opens with a mark. A passage that ends with a sentence at
    the end of ``text`` is closed by it.
    """
    depth, at = 1, start
    while at < len(text):
        if text[at] == "“":
            depth = 1 if at and text[at - 1] == "\n" else depth + 1
        elif text[at] == "”":
            depth -= 1
            following = _after_space(text, at + 1)
            if not depth and text[following : following + 1] != "“":
                return at
        at += 1
    end = len(text.rstrip())
    return end if depth == 1 and text[:end].endswith("。") else None


def lines(quoted: str) -> list[str]:
    """The paragraphs and items of a passage without the marks around each."""
    rows = re.split(r"\n|”[ \t\u3000]*“", quoted)
    found = [row.strip(" \t\u3000*\r") for row in rows]
    found = [row.removeprefix("“") for row in found]
    closed = [row[:-1] if row.count("”") > row.count("“") else row for row in found]
    return [row.strip() for row in closed if row.strip()]


def paragraphs(rows: list[str]) -> list[str]:
    """Lines as 款, each with the 项 that follow it."""
    found: list[str] = []
    for row in rows:
        if found and _POINT.match(row):
            found[-1] += "\n" + row
        else:
            found.append(row)
    return found


def inside(text: str) -> bytearray:
    """For each place whether it is in a passage; a line that ends with a mark closes it."""
    marks = bytearray(len(text))
    depth, opens = 0, True
    for at, char in enumerate(text):
        marks[at] = depth > 0
        if char == "“":
            depth = 1 if opens else depth + 1
        elif char == "”":
            depth -= depth > 0
        elif char == "\n" and text[max(0, at - 3) : at].rstrip().endswith(("”", "”。", "”；")):
            depth = 0
        opens = char == "\n" or (opens and char.isspace())
    return marks


def _after_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
