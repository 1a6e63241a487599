"""Numbering without 第N条: clauses of a standard (GB/T 1.1), items of a 公文 (GB/T 9704)."""

import re

from digest.law.lexicon import folded
from digest.law.paragraphs import Line, article
from digest.model import Article
from digest.text.numerals import to_int

_CLAUSE = re.compile(
    r"((?:[0-9]{1,2}|[A-Z](?=\.))(?:\.[0-9]{1,3}){0,5})(?: +(?=\S)|(?=[一-鿿])|(?<=\.[0-9])$)(.*)$"
)
_LISTED = re.compile(r"(?:[.…·]{3,}|\s{2,}) ?[0-9IVXivx]{1,4}$")
"""A line of a table of contents."""
_ITEM = re.compile(r"([一二三四五六七八九十]{1,3})、")
_MODAL = re.compile(r"应当|不得|必须|严禁|可以|要(?=[^求点素闻])|须(?!知)|应(?![用对急])")
_TITLE = re.compile(
    r"(?:通知|公告|意见|指引|指南|要求|规则|规范|方案|规定|办法)(?:（[^）]{1,12}）)?$"
)
_OFFICIAL = re.compile(r"[〔［\[]20[0-9]{2}[〕］\]] ?[0-9]{1,4} ?号|第 ?[0-9]{1,3} ?号$")
_ADDRESSEE = re.compile(r"[^。；]{4,200}：$")
_AMENDING = re.compile(r"将(?:第|\")|修改为|增加一条|删去|废止")
_HEAD_LINES = 12
_MIN_ITEMS = 3


def clauses(text: str, plain: str, rows: list[Line]) -> tuple[Article, ...]:
    """Clauses "5.2.1" of a standard: it opens with 1 范围 and names 规范性引用文件 or 术语."""
    if not re.search(r"^ *1 *范围", plain, re.M) or not re.search(
        r"^ *[23] *(?:规范性引用文件|术语)", plain, re.M
    ):
        return ()
    openings = [(i, m) for i, row in enumerate(rows) if (m := _opening(row))]
    firsts = [k for k, (_, m) in enumerate(openings) if m[1] == "1" and m[2].startswith("范围")]
    if not firsts:
        return ()
    # A table of contents without page numbers is a first run: the text is the last one.
    kept = _ascending(openings[firsts[-1] :])
    titles = {m[1]: m[2] for _, m in kept}
    found = []
    for k, (index, m) in enumerate(kept):
        stop = kept[k + 1][0] if k + 1 < len(kept) else len(rows)
        row = rows[index]
        parent = k + 1 < len(kept) and kept[k + 1][1][1].startswith(m[1] + ".")
        if parent and stop == index + 1:
            continue  # a heading with nothing under it but its clauses
        body = [Line(m[2], row.start + m.start(2), row.end), *rows[index + 1 : stop]]
        path = tuple(f"{p} {titles[p]}" for p in _parents(m[1]) if p in titles)
        found.append(article(text, plain, m[1], m[1], path, body))
    return tuple(found)


def _opening(row: Line) -> re.Match[str] | None:
    found = _CLAUSE.match(row.text)
    return None if not found or _LISTED.search(row.text) else found


def _order(number: str) -> tuple[int, ...]:
    return tuple(int(p) if p.isdigit() else 100 + ord(p) for p in number.split("."))


def _parents(number: str) -> list[str]:
    parts = number.split(".")
    return [".".join(parts[:n]) for n in range(1, len(parts))]


def _ascending(openings: list[tuple[int, re.Match[str]]]) -> list[tuple[int, re.Match[str]]]:
    """Only the next clause at some level is a clause; "3 个月" at the start of a line is not."""
    kept = openings[:1]
    for index, found in openings[1:]:
        last, this = _order(kept[-1][1][1]), _order(found[1])
        depth = len(this)
        follows = this[-1] == 1 and this[:-1] == last[: depth - 1] and depth == len(last) + 1
        next_one = depth <= len(last) and this == (*last[: depth - 1], last[depth - 1] + 1)
        annex = this[0] >= 100 and this[0] != last[0] and set(this[1:]) == {1}
        if follows or next_one or annex:
            kept.append((index, found))
    return kept


def items(text: str, plain: str, rows: list[Line]) -> tuple[Article, ...]:
    """Items 一、二、三、 of a normative 公文: it has a 文号 or addressees, the title of a norm, and
    most items oblige. Anything less is an article about the law, and has none."""
    head = rows[:_HEAD_LINES]
    if not any(_TITLE.search(r.text) and len(r.text) < 80 for r in head):
        return ()
    if not any(_OFFICIAL.search(r.text) or _ADDRESSEE.fullmatch(r.text) for r in head):
        return ()
    opens: list[int] = []
    for index, row in enumerate(rows):
        found = _ITEM.match(row.text)
        if found and to_int(found[1]) == len(opens) + 1:
            opens.append(index)
    if len(opens) < _MIN_ITEMS:
        return ()
    found_items = []
    for k, index in enumerate(opens):
        stop = opens[k + 1] if k + 1 < len(opens) else _end(rows, index)
        label = rows[index].text.partition("、")[0] + "、"
        first = Line(
            rows[index].text[len(label) :], rows[index].start + len(label), rows[index].end
        ).stripped()
        body = [first, *rows[index + 1 : stop]]
        shown = text[rows[index].start : rows[index].start + len(label)]
        found_items.append(article(text, plain, str(k + 1), shown, (), body))
    plains = [folded(a.text) for a in found_items]
    obliging = sum(bool(_MODAL.search(p)) for p in plains)
    amending = sum(bool(_AMENDING.search(p)) for p in plains)
    few = len(plains) / 2
    return tuple(found_items) if obliging >= few and amending < few else ()


def _end(rows: list[Line], start: int) -> int:
    for index in range(start + 1, len(rows)):
        if re.match(
            r"附件|附：|联系人|[^。；，：]{2,30}(?:办公室|部|委|局|办|厅|委员会)$", rows[index].text
        ):
            return index
        if re.fullmatch(r"20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日", rows[index].text):
            return index
    return len(rows)
