"""Labels 第N条 in a row: which lines open articles, and which sequences of them are instruments.

A label counts only at the start of a line and only as part of a plausible sequence, so a text that
merely quotes articles has none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from digest.law.paragraphs import Line
from digest.text.numerals import to_int

LABEL = re.compile(
    r"(?P<bracket>[【〔\[] ?)?"
    r"第 ?(?P<number>(?:[0-9] ?){1,4}|(?:[零〇一二三四五六七八九十百千] ?){1,9})条"
    r"(?: ?之 ?(?P<after>[一二三四五六七八九十]{1,3}))?(?(bracket) ?[】〕\]])"
)
_CITED = re.compile(
    r" ?[、，。；）》—-]|第(?![一二三四五六七八九]审)"
    r"|规定|和|及|与|至|到|或|的|之规定|所|中的|修改为|款|项"
)
"""What follows a label that is quoted in a wrapped line, not one that opens an article."""
_MIN_ARTICLES = 2
_JUMP = 10
"""Articles a text may skip (a page lost) and still be one text."""
_LEAST_REST = 3
"""Articles in a row that a text without its head holds at least."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that opens an article: its number (条, 之), and the span of the label."""

    order: tuple[int, int]
    line: int
    start: int
    end: int


def sequences(rows: list[Line]) -> list[list[Mark]]:
    """Every run of articles that counts from 第一条, in the order of the page. A table of contents
    that lists the articles is none."""
    runs: list[list[Mark]] = []
    for mark in marks(rows):
        if mark.order == (1, 0):
            runs.append([])
        if runs:
            runs[-1].append(mark)
    return [run for run in map(_in_order, runs) if _plausible(run) and _says_something(run, rows)]


def rest(rows: list[Line]) -> list[Mark]:
    """The articles of a text whose head is missing: they count on without a gap, from a later one
    than 第一条. None where that stands on the page."""
    found = list(marks(rows))
    if not found or any(mark.order == (1, 0) for mark in found):
        return []
    run = _in_order(found)
    steps = (after.order[0] - before.order[0] for before, after in pairwise(run))
    whole = len(run) == len(found) >= _LEAST_REST and all(step <= 1 for step in steps)
    return run if whole and _says_something(run, rows) else []


def restart(rows: list[Line], run: list[Mark]) -> int:
    """The line where numbering starts again after a sequence, its title included; else the end."""
    again = (mark.line for mark in marks(rows, run[-1].line + 1) if mark.order == (1, 0))
    line = next(again, len(rows))
    while line < len(rows) and line > run[-1].line + 1 and not rows[line - 1].text.endswith("。"):
        line -= 1
    return line


def marks(rows: list[Line], begin: int = 0) -> Iterator[Mark]:
    """The lines from ``begin`` on that a label opens."""
    for index in range(begin, len(rows)):
        row = rows[index]
        found = LABEL.match(row.text)
        if not found or _CITED.match(row.text, found.end()):
            continue
        number = to_int(found["number"].replace(" ", ""))
        if number is None:
            continue
        after = to_int(found["after"]) if found["after"] else 0
        yield Mark((number, after or 0), index, row.start, row.start + found.end())


def _in_order(run: list[Mark]) -> list[Mark]:
    """Drop labels out of sequence. A small jump is believed when the next number never comes; a
    misprinted number between its neighbours is read by its place, its label stays as printed."""
    last_seen = {mark.order[0]: index for index, mark in enumerate(run) if not mark.order[1]}
    orders = {mark.order for mark in run}
    kept = run[:1]
    for index, mark in enumerate(run[1:], start=1):
        number, after = kept[-1].order
        missing = last_seen.get(number + 1, -1) < index
        following = run[index + 1].order if index + 1 < len(run) else None
        if mark.order[0] == number:
            between = ((number, n) for n in range(after + 1, mark.order[1]))
            if mark.order[1] > after and orders.isdisjoint(between):
                kept.append(mark)
        elif mark.order == (number + 1, 0) or (missing and 0 < mark.order[0] - number <= _JUMP):
            kept.append(mark)
        elif missing and following == (number + 2, 0):
            kept.append(replace(mark, order=(number + 1, 0)))
    return kept


def _plausible(run: list[Mark]) -> bool:
    return len(run) >= _MIN_ARTICLES and len(run) >= 0.6 * run[-1].order[0]


def _says_something(run: list[Mark], rows: list[Line]) -> bool:
    """Whether a sentence ends in it; the titles in a table of contents end none."""
    return any(
        row.text.endswith(("。", "；", "：")) for row in rows[run[0].line : run[-1].line + 1]
    )
