"""The articles of a legal text: 编章节条款项, clauses of a standard, items of a notice.

Follows 立法技术规范（试行）: 条 are numbered through the whole text, 款 are its unnumbered
paragraphs, 项 are numbered （一）, 目 1.
"""

import re
from collections.abc import Iterator
from functools import cache

from digest.law.annexes import annexed, named_above, opens_annex
from digest.law.clauses import clauses, items
from digest.law.headings import heading
from digest.law.lexicon import NUM, folded, load
from digest.law.names import title_line
from digest.law.opening import NOTE
from digest.law.paragraphs import Line, article, hard_wrapped, lines
from digest.law.sequence import Mark, marks, rest, restart, sequences
from digest.model import Annexed, Article

_DATED = re.compile(rf"{NUM}年 ?{NUM} ?月 ?{NUM} ?日$")
_HEADING = re.compile(rf"第 ?{NUM} ?[编章节]")
_CLOSING = re.compile(r"起(?:施行|实施|执行|生效)|之日施行|同时废止|负责解释")


def articles(text: str) -> tuple[Article, ...]:
    """The articles of the main text in their order; empty when it is no legal text."""
    return structure(text)[0]


def structure(text: str) -> tuple[tuple[Article, ...], tuple[Annexed, ...]]:
    """The articles of the main text, and what else the page holds: annexes, further instruments.

    Where several instruments follow each other on one page (numbering starts again at 第一条), the
    longest is the main text, the first of equals; an annex is so only where it has no law before
    it, and a text without a title only where no whole law stands above. Where there is no 第N条,
    the clauses of a standard, else the items of a 公文. Signature and date belong to none.
    """
    plain = folded(text)
    rows = lines(plain)
    runs = sequences(rows) or _without_head(rows)
    ends = [0, *(run[-1].line + 1 for run in runs)]
    begins = {run[0].line: end for run, end in zip(runs, ends, strict=False)}

    def cut(run: list[Mark], stop: int) -> tuple[Article, ...]:
        reach = (begins[run[0].line], min(stop, restart(rows, run)))
        return _cut(text, plain, rows, run, reach)

    main = max(_candidates(runs, begins, rows), key=len, default=None)
    if main is None:
        if found := clauses(text, plain, rows):
            return found, ()  # the annexes of a standard are clauses
        found, others = items(text, plain, rows), []
    else:
        found = cut(main, len(rows))
        others = [run for run in runs if run is not main]
    if not found:
        return (), ()
    return found, annexed(text, plain, rows, found[-1].end, others, cut)


def _candidates(
    runs: list[list[Mark]], begins: dict[int, int], rows: list[Line]
) -> Iterator[list[Mark]]:
    """The sequences that may be the main text: the title of a page is that of its first law."""
    closed = False
    for run in runs:
        first, last = run[0].line, run[-1].line
        if not _annexed_run(run, begins, rows) and not (
            closed and not named_above(rows, first, begins[first])
        ):
            yield run
        closed = closed or bool(_CLOSING.search(rows[last].text))


def _without_head(rows: list[Line]) -> list[list[Mark]]:
    """The articles of a law that is shown from a later one on: nothing but its title, its 题注 and
    headings stands above. Articles that a report quotes are none."""
    run = rest(rows)
    above = [row for row in rows[: run[0].line if run else 0] if not _HEADING.match(row.text)]
    head = "\n".join(row.text for row in above)
    told = (
        row for row in above if row.text.endswith(("。", "；", "：")) and not NOTE.match(row.text)
    )
    return [run] if run and (not above or title_line(head)) and not any(told) else []


def unplaced(text: str) -> tuple[str, ...]:
    """Labels that open lines and no article: a number that stands twice, one out of its order. What
    they open is told under the article before, or where none is, nowhere."""
    rows = lines(folded(text))
    runs = sequences(rows) or _without_head(rows)
    placed = {mark.line for run in runs for mark in run}
    return tuple(text[m.start : m.end] for m in marks(rows) if m.line not in placed)


def _annexed_run(run: list[Mark], begins: dict[int, int], rows: list[Line]) -> bool:
    """Whether a law stands before the sequence, and 附件 between them."""
    begin = begins[run[0].line]
    return begin > 0 and any(opens_annex(row.text) for row in rows[begin : run[0].line])


def _cut(
    text: str, plain: str, rows: list[Line], run: list[Mark], reach: tuple[int, int]
) -> tuple[Article, ...]:
    """The articles of a sequence, with the headings above it: ``reach`` are its lines."""
    opens = {mark.line: mark for mark in run}
    found: list[Article] = []
    path: dict[int, str] = {}
    body: list[Line] = []
    current: Mark | None = None
    here: tuple[str, ...] = ()
    index, stop = reach
    wrapped = hard_wrapped(rows[run[0].line : stop])
    while index < stop:
        row = rows[index]
        above = heading(rows, index, opens, path) if index not in opens else None
        if index in opens or above:
            if current:
                found.append(_article(text, plain, current, here, body, wrapped))
            current, body = opens.get(index), []
            if above:
                path = {k: v for k, v in path.items() if k < above.level}
                path[above.level] = above.label
                index += above.rows - 1
            elif current:
                here = tuple(path[k] for k in sorted(path))
                body = [Line(plain[current.end : row.end], current.end, row.end).stripped()]
        elif current:
            body.append(row)
        index += 1
    if current:
        found.append(_article(text, plain, current, here, _without_tail(body), wrapped))
    return tuple(found)


def _article(
    text: str, plain: str, mark: Mark, path: tuple[str, ...], body: list[Line], wrapped: bool
) -> Article:
    number = str(mark.order[0]) + (f"-{mark.order[1]}" if mark.order[1] else "")
    label = text[mark.start : mark.end].replace("\n", "")
    return article(text, plain, number, label, path, body, wrapped)


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
