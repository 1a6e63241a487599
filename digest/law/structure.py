"""The articles of a legal text: 编章节条款项, clauses of a standard, items of a notice.

Follows 立法技术规范（试行）: 条 are numbered through the whole text, 款 are its unnumbered
paragraphs, 项 are numbered （一）, 目 1. A label counts only at the start of a line and only as
part of a plausible sequence, so a text that merely quotes articles has none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from digest.law.clauses import clauses, items
from digest.law.lexicon import NUM, folded, load
from digest.law.paragraphs import Line, article, lines
from digest.model import Article
from digest.text.numerals import to_int

_LABEL = re.compile(
    r"第 ?((?:[0-9] ?){1,4}|(?:[零〇一二三四五六七八九十百千] ?){1,9})条"
    r"(?:之([一二三四五六七八九十]{1,3}))?"
)
_CITED = re.compile(
    r" ?[、，。；）》—-]|第(?![一二三四五六七八九]审)"
    r"|规定|和|及|与|至|到|或|的|之规定|所|中的|修改为|款|项"
)
"""What follows a label that is quoted in a wrapped line, not one that opens an article."""
_HEADING = re.compile(
    rf"第 ?({NUM}) ?(分编|编|章|节)(?![的至、和及与，。课])(?!规定) ?([^。；，：]{{0,40}})$"
)
_LEVELS = {"编": 0, "分编": 1, "章": 2, "节": 3}
_DATED = re.compile(rf"{NUM}年 ?{NUM} ?月 ?{NUM} ?日$")
_CLOSING = re.compile(r"起(?:施行|实施|执行|生效)|之日施行|同时废止|负责解释")
_MIN_ARTICLES = 2
_JUMP = 10
"""Articles a text may skip (a page lost) and still be one text."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line that opens an article: its number (条, 之), and the span of the label."""

    order: tuple[int, int]
    line: int
    start: int
    end: int


def articles(text: str) -> tuple[Article, ...]:
    """The articles of ``text`` in their order; empty when it is no legal text.

    Where several instruments follow each other on one page (numbering starts again at 第一条), the
    longest sequence is the text and the first of equals; the others stay in ``text`` only. Where
    there is no 第N条, the clauses of a standard, else the items of a 公文 are taken. Signature,
    date and annexes after the last article belong to none.
    """
    plain = folded(text)
    rows = lines(plain)
    marks = _main_sequence(list(_marks(rows)))
    if marks:
        return _cut(text, plain, rows, marks)
    return clauses(text, plain, rows) or items(text, plain, rows)


def _marks(rows: list[Line]) -> Iterator[_Mark]:
    for index, row in enumerate(rows):
        found = _LABEL.match(row.text)
        if not found or _CITED.match(row.text, found.end()):
            continue
        number = to_int(found[1].replace(" ", ""))
        if number is None:
            continue
        after = to_int(found[2]) if found[2] else 0
        yield _Mark((number, after or 0), index, row.start, row.start + found.end())


def _main_sequence(marks: list[_Mark]) -> list[_Mark]:
    runs: list[list[_Mark]] = []
    for mark in marks:
        if mark.order == (1, 0):
            runs.append([])
        if runs:
            runs[-1].append(mark)
    kept = [run for run in map(_in_order, runs) if _plausible(run)]
    return max(kept, key=len, default=[])


def _in_order(run: list[_Mark]) -> list[_Mark]:
    """Drop labels out of sequence. A small jump is believed when the next number never comes; a
    misprinted number between its neighbours is read by its place, its label stays as printed."""
    last_seen = {mark.order[0]: index for index, mark in enumerate(run)}
    kept = run[:1]
    for index, mark in enumerate(run[1:], start=1):
        number, after = kept[-1].order
        missing = last_seen.get(number + 1, -1) < index
        following = run[index + 1].order if index + 1 < len(run) else None
        if mark.order[0] == number:
            if mark.order[1] == after + 1:
                kept.append(mark)
        elif mark.order == (number + 1, 0) or (missing and 0 < mark.order[0] - number <= _JUMP):
            kept.append(mark)
        elif missing and following == (number + 2, 0):
            kept.append(replace(mark, order=(number + 1, 0)))
    return kept


def _plausible(run: list[_Mark]) -> bool:
    return len(run) >= _MIN_ARTICLES and len(run) >= 0.6 * run[-1].order[0]


def _cut(text: str, plain: str, rows: list[Line], marks: list[_Mark]) -> tuple[Article, ...]:
    opens = {mark.line: mark for mark in marks}
    restart = next((m.line for m in _marks(rows[marks[-1].line + 1 :]) if m.order == (1, 0)), None)
    stop = len(rows) if restart is None else marks[-1].line + 1 + restart
    found: list[Article] = []
    path: dict[int, str] = {}
    body: list[Line] = []
    current: _Mark | None = None
    here: tuple[str, ...] = ()
    index = 0
    while index < stop:
        row = rows[index]
        heading = _heading(rows, index) if index not in opens else None
        if index in opens or heading:
            if current:
                found.append(_article(text, plain, current, here, body))
            current, body = opens.get(index), []
            if heading:
                level, label, used = heading
                path = {k: v for k, v in path.items() if k < level} | {level: label}
                index += used
            elif current:
                here = tuple(_display(path[k]) for k in sorted(path))
                body = [Line(plain[current.end : row.end], current.end, row.end).stripped()]
        elif current:
            body.append(row)
        index += 1
    if current:
        found.append(_article(text, plain, current, here, _without_tail(body)))
    return tuple(found)


def _article(
    text: str, plain: str, mark: _Mark, path: tuple[str, ...], body: list[Line]
) -> Article:
    number = str(mark.order[0]) + (f"-{mark.order[1]}" if mark.order[1] else "")
    return article(text, plain, number, text[mark.start : mark.end], path, body)


def _heading(rows: list[Line], index: int) -> tuple[int, str, int] | None:
    """Level, label and how many further lines it takes; a title may stand on the next line."""
    found = _HEADING.match(rows[index].text)
    if not found:
        return None
    label, title = f"第{found[1]}{found[2]}", found[3]
    following = rows[index + 1].text if index + 1 < len(rows) else ""
    alone = (
        not title
        and 0 < len(following) <= 20
        and not _HEADING.match(following)
        and not _LABEL.match(following)
    )
    return _LEVELS[found[2]], f"{label} {following if alone else title}".strip(), int(alone)


def _display(heading: str) -> str:
    """「总 则」 is 总则: the gap is typesetting."""
    label, _, title = heading.partition(" ")
    return f"{label} {title.replace(' ', '')}".strip()


@cache
def _tail() -> re.Pattern[str]:
    return re.compile("|".join([*load("kinds")["tail"]["opens"], _DATED.pattern]))


def _without_tail(body: list[Line]) -> list[Line]:
    """The last article without what follows it on the page."""
    closed = False
    for index, row in enumerate(body):
        if index and (_tail().match(row.text) or (closed and not _still_law(row.text))):
            return body[:index]
        closed = closed or bool(_CLOSING.search(row.text))
    return body


def _still_law(line: str) -> bool:
    return line.endswith(("。", "；", "：")) and bool(
        re.search(r"施行|废止|适用|解释|依照|按照|规定|本法|本条例|本办法", line)
    )
