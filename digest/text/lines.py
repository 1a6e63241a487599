"""Rules of a line asked of a whole page at once: most rules hit nothing, and one search says so."""

import re
from collections.abc import Iterable


def page(lines: Iterable[str]) -> str:
    """Lines as the patterns of this module look at them: each between two line breaks. None holds
    a break of its own."""
    return "\n".join(("", *lines, ""))


def whole(expression: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern of the lines that ``expression`` matches whole; it must match no line break."""
    return re.compile(rf"\n(?:{expression})(?=\n)", flags)


def opening(expression: str) -> re.Pattern[str]:
    """A pattern of the lines that begin with ``expression``."""
    return re.compile(rf"\n(?:{expression})")


def hits(pattern: re.Pattern[str], page: str) -> list[int]:
    """The numbers of the lines, from 0, in which a match of ``pattern`` begins."""
    found: list[int] = []
    line, counted = -1, 0
    for hit in pattern.finditer(page):
        after = hit.start() + 1
        line += page.count("\n", counted, after)
        counted = after
        if not found or found[-1] != line:
            found.append(line)
    return found
