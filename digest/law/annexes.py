"""What stands on the page beside the main text: annexes (附件), and further instruments.

An annex is part of its law. Its articles are numbered 附件1.3: the third of the first annex; one
without numbers of its own is a single article, 附件1. Those of a further instrument are 另件1.3.
"""

import re
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from digest.law.lexicon import load
from digest.law.paragraphs import Line, article
from digest.law.sequence import Mark
from digest.model import Annexed, Article
from digest.text.numerals import to_int

_ANNEX = re.compile(
    r"(附[件录表图]? ?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})?) ?(?:[：.、]|$|(?= )) ?(.{0,80})$"
)
_TABLE = re.compile(
    r"[^。，；：]{2,40}表 ?(?:[一二三四五六七八九十0-9]{1,2})? ?(?:（[^（）]{1,40}）)?$"
)
_LISTED = re.compile(r"[0-9]{1,2} ?[.、．]")
_ITEM = re.compile(r"([一二三四五六七八九十]{1,3}) ?、")
_NAME = re.compile(
    r"(?:法|条例|规定|办法|细则|规则|规范|决定|通知|公告|意见|指南|指引|要点|标准|解释|方案|清单)"
    r"(?:（[^（）]{1,20}）)?》?$"
)
_SENTENCE = ("。", "；", "：")
_TITLE_ROWS = 40
_LONGEST_TITLE = 60

_ANNEXED, _OTHER = "附件", "另件"
"""Before the numbers of the articles of an annex, and of a further instrument."""

Cut = Callable[[list[Mark], int], tuple[Article, ...]]
"""Articles of a sequence, up to a line."""


@dataclass(slots=True)
class _Segment:
    start: int
    label: str | None
    title: str
    run: list[Mark] | None = None


def annexed(
    text: str, plain: str, rows: list[Line], after: int, runs: list[list[Mark]], cut: Cut
) -> tuple[Annexed, ...]:
    """The texts that follow the offset ``after``, the end of the main one; ``runs`` are the
    sequences of articles on the page that are not the main one."""
    first = next((i for i, row in enumerate(rows) if row.start >= after), len(rows))
    segments = _with_runs(rows, _annexes(rows, first), runs)
    found: list[Annexed] = []
    count = Counter[str]()
    for index, segment in enumerate(segments):
        stop = segments[index + 1].start if index + 1 < len(segments) else len(rows)
        parts = _articles(text, plain, rows, segment, stop, cut)
        if not parts:
            continue
        kind = _OTHER if segment.label is None else _ANNEXED
        count[kind] += 1
        place = f"{kind}{count[kind]}"
        numbered = (replace(a, number=f"{place}.{a.number}".rstrip(".")) for a in parts)
        found.append(Annexed(segment.title or segment.label or "", segment.label, tuple(numbered)))
    return tuple(found)


def _with_runs(rows: list[Line], annexes: list[_Segment], runs: list[list[Mark]]) -> list[_Segment]:
    """Each sequence in the annex it stands in; a second one there, and one before any annex, is a
    further instrument."""
    segments: list[_Segment] = []
    waiting = deque(annexes)
    floor = 0
    for run in runs:
        while waiting and waiting[0].start <= run[0].line:
            segments.append(waiting.popleft())
        last = segments[-1] if segments else None
        if last and last.label is not None and last.run is None:
            last.run = run
        else:
            begin = _title_row(rows, run[0].line, max(floor, last.start + 1 if last else 0))
            segments.append(_Segment(begin, None, _title(rows[begin : run[0].line]), run))
        floor = run[-1].line + 1
    return [*segments, *waiting]


def named_above(rows: list[Line], line: int, floor: int) -> bool:
    """Whether the title of an instrument stands above the line of its first article."""
    return bool(_NAME.search(_title(rows[_title_row(rows, line, floor) : line])))


def in_annex(number: str) -> bool:
    """Whether an article of this number stands in an annex."""
    return number.startswith(_ANNEXED)


def apart(number: str) -> str:
    """What stands before the number an article has in its own instrument: "另件1." of a further
    one, "" in the main text and its annexes."""
    return number[: number.index(".") + 1] if number.startswith(_OTHER) else ""


def opens_annex(row: str) -> bool:
    """Whether a line is the heading of an annex."""
    return bool(_ANNEX.match(row)) and not row.endswith(("。", "；"))


def _annexes(rows: list[Line], first: int) -> list[_Segment]:
    """Lines that open an annex, and tables under a title alone while nothing foreign has begun."""
    segments: list[_Segment] = []
    foreign = False
    for index in range(first, len(rows)):
        row = rows[index].text
        foreign = foreign or bool(_foreign().match(row))
        if opens_annex(row) and (found := _ANNEX.match(row)):
            if _LISTED.match(found[2]):
                continue  # 附件：1.… lists the names of annexes
            title = found[2].strip("《》 ") or _next_title(rows, index)
            segments.append(_Segment(index, found[1].strip(), title))
        elif (
            not foreign and _TABLE.match(row) and not (segments and segments[-1].start == index - 1)
        ):
            segments.append(_Segment(index, row, row))
    return segments


def _next_title(rows: list[Line], index: int) -> str:
    following = rows[index + 1].text if index + 1 < len(rows) else ""
    short = len(following) <= _LONGEST_TITLE and not following.endswith(_SENTENCE)
    return following.strip("《》 ") if short else ""


def _title_row(rows: list[Line], line: int, floor: int) -> int:
    """Where the title above a first article begins."""
    at = line
    while at > max(floor, line - _TITLE_ROWS) and _like_title(rows[at - 1].text):
        at -= 1
    return at


def _title(rows: list[Line]) -> str:
    """The name of the instrument among the lines above its first article."""
    names = [row.text for row in rows if not re.match(r"第.{1,4}[编章节]|目 ?录", row.text)]
    return next((n for n in reversed(names) if _NAME.search(n)), names[0] if names else "")


def _like_title(row: str) -> bool:
    return len(row) <= _LONGEST_TITLE and not row.endswith(_SENTENCE)


def _articles(
    text: str, plain: str, rows: list[Line], segment: _Segment, stop: int, cut: Cut
) -> tuple[Article, ...]:
    if segment.run is not None:
        return cut(segment.run, stop)
    body = [*rows[segment.start + 1 : stop]]
    end = next((n for n, row in enumerate(body) if _foreign().match(row.text)), len(body))
    body = body[:end]
    if items := _items(text, plain, body):
        return items
    told = any(row.text.endswith(_SENTENCE) for row in body)
    tabled = len(body) >= 3 and not all(_LISTED.match(row.text) for row in body)
    if not (told or tabled):
        return ()
    return (article(text, plain, "", segment.label or "", (), body),)


def _items(text: str, plain: str, body: list[Line]) -> tuple[Article, ...]:
    """The items 一、二、 of an annex, from the first to the end."""
    opens: list[int] = []
    for index, row in enumerate(body):
        found = _ITEM.match(row.text)
        if found and to_int(found[1]) == len(opens) + 1:
            opens.append(index)
    if len(opens) < 2:
        return ()
    parts = []
    for n, (index, stop) in enumerate(zip(opens, [*opens[1:], len(body)], strict=True), start=1):
        row = body[index]
        used = row.text.index("、") + 1
        opening = Line(row.text[used:], row.start + used, row.end).stripped()
        label = text[row.start : row.start + used]
        parts.append(article(text, plain, str(n), label, (), [opening, *body[index + 1 : stop]]))
    return tuple(parts)


@cache
def _foreign() -> re.Pattern[str]:
    """What the page adds below a text: its source, its editors, other reading."""
    return re.compile("|".join(w for w in load("kinds")["tail"]["opens"] if not w.startswith("附")))
