"""Numbering without 第N条: clauses of a standard (GB/T 1.1), items of a 公文 (GB/T 9704)."""

import re
from dataclasses import dataclass

from digest.law.headings import heading
from digest.law.lexicon import folded
from digest.law.paragraphs import Line, article
from digest.model import Article
from digest.text.numerals import to_int

_CLAUSE = re.compile(
    r"((?:[0-9]{1,2}|[A-Z](?=\.))(?:\.[0-9]{1,3}){0,5})(?: +(?=\S)|(?=[一-鿿])|(?<=\.[0-9])$)(.*)$"
)
_ANNEX = re.compile(r"附录 ?([A-Z])(?![A-Za-z])(?!.*[。；，])")
_STATUS = re.compile(r"^ ?（(?:规范性|资料性)(?:附录)?） ?")
_AFTER = re.compile(r"参 ?考 ?文 ?献$|索 ?引$")
_LISTED = re.compile(r"(?:[.…·]{3,}|\s{2,}) ?[0-9IVXivx]{1,4}$")
"""A line of a table of contents."""
_ITEM = re.compile(r"([一二三四五六七八九十]{1,3}) ?、")
_MODAL = re.compile(r"应当|不得|必须|严禁|可以|要(?=[^求点素闻])|须(?!知)|应(?![用对急])")
_TITLE = re.compile(
    r"(?:通知|公告|意见|指引|指南|要求|规则|规范|方案|规定|办法)(?:（[^）]{1,12}）)?$"
)
_OFFICIAL = re.compile(r"[〔［\[]20[0-9]{2}[〕］\]] ?[0-9]{1,4} ?号|第 ?[0-9]{1,3} ?号$")
_ADDRESSEE = re.compile(r"[^。；]{4,200}：$")
_AMENDING = re.compile(r"将(?:第|\")|修改为|增加一条|删去|废止")
_STANDARD = re.compile(
    r"(?:GB|[A-Z]{2}/T|TC260)[ /-]?(?:T |PG-|Z )?(?=[ 0-9])"
    r"|(?:技术|安全|基本|管理)?(?:要求|规范|指南|准则|规程)(?:（[^）]{1,12}）)?$"
    r"|^(?:信息|网络|数据)安全技术 "
)
_SHALL = re.compile(
    r"(?<![对相适供反响效感回答呼因本])应(?![当用急该对邀届付]|知)|不宜|宜(?=[定采按对])"
)
_MOST_OPENINGS = 2000
_HEAD_LINES = 12
_MIN_ITEMS = 3


@dataclass(frozen=True, slots=True)
class _Opening:
    """A line that opens a clause; ``title`` begins at offset ``at`` of the line."""

    line: int
    number: str
    label: str
    title: str
    at: int

    @property
    def order(self) -> tuple[int, ...]:
        parts = self.number.split(".")
        return tuple(int(part) if part.isdigit() else 100 + ord(part) for part in parts)


def clauses(text: str, plain: str, rows: list[Line]) -> tuple[Article, ...]:
    """Clauses "5.2.1" of a standard, "A.1" of its annexes, and "A" for an annex without clauses.

    A standard opens with 1 范围 and names 规范性引用文件 or 术语; an excerpt is known by its title.
    """
    whole = re.search(r"^ *1 *范围", plain, re.M) and re.search(
        r"^ *[23] *(?:规范性引用文件|术语)", plain, re.M
    )
    openings = [one for index, row in enumerate(rows) if (one := _opening(index, row))]
    firsts = [k for k, one in enumerate(openings) if one.number == "1" and _is_scope(one)]
    # A table of contents without page numbers is a first run: the text is the last one.
    kept = _ascending(openings[firsts[-1] :]) if whole and firsts else _excerpt(openings, rows)
    if not kept:
        return ()
    end = next(
        (i for i in range(kept[-1].line, len(rows)) if _AFTER.match(rows[i].text)), len(rows)
    )
    titles = {one.number: _title(one, rows) for one in kept}
    stops = [*(one.line for one in kept[1:]), end]
    found = []
    for one, stop, following in zip(kept, stops, [*kept[1:], None], strict=True):
        parent = following is not None and following.number.startswith(one.number + ".")
        if parent and (stop == one.line + 1 or one.number.isalpha()):
            continue  # a heading with nothing under it but its clauses
        row = rows[one.line]
        body = [Line(one.title, row.start + one.at, row.end), *rows[one.line + 1 : stop]]
        path = tuple(titles[p] for p in _parents(one.number) if p in titles)
        found.append(article(text, plain, one.number, one.label, path, body))
    return tuple(found)


def _excerpt(openings: list[_Opening], rows: list[Line]) -> list[_Opening]:
    """The longest run of decimal clauses (5.2, 5.2.1 …) below a line that names a standard, where
    its sentences speak as one (应, 不应; a law or a contract says 应当)."""
    decimal = [one for one in openings if "." in one.number][:_MOST_OPENINGS]
    if not decimal:
        return []
    head = rows[: decimal[0].line][:_HEAD_LINES]
    if not any(_STANDARD.search(r.text) and len(r.text) < 80 for r in head):
        return []
    starts = range(min(len(decimal), _HEAD_LINES))
    run = max((_ascending(decimal[k:]) for k in starts), key=len)
    body = "\n".join(row.text for row in rows[run[0].line :])
    asks = len(_SHALL.findall(body))
    deep = any(one.number.count(".") > 1 for one in run) or len(run) >= _MIN_ITEMS
    return run if len(run) > 1 and deep and asks > 1 and asks > body.count("应当") else []


def _is_scope(one: _Opening) -> bool:
    return one.title.startswith("范围")


def _opening(index: int, row: Line) -> _Opening | None:
    if _LISTED.search(row.text):
        return None
    if annex := _ANNEX.match(row.text):
        return _Opening(index, annex[1], annex[0], row.text[annex.end() :], annex.end())
    found = _CLAUSE.match(row.text)
    return _Opening(index, found[1], found[1], found[2], found.start(2)) if found else None


def _title(one: _Opening, rows: list[Line]) -> str:
    """As a path shows it; the name of an annex stands below 附录 A and （规范性）."""
    title = _STATUS.sub("", one.title).strip()
    for row in rows[one.line + 1 : one.line + 3] if one.number.isalpha() else ():
        title = title or _STATUS.sub("", row.text).strip()
    return f"{one.label} {title}".strip()


def _parents(number: str) -> list[str]:
    parts = number.split(".")
    return [".".join(parts[:n]) for n in range(1, len(parts))]


def _ascending(openings: list[_Opening]) -> list[_Opening]:
    """Only the next clause at some level is a clause; "3 个月" at the start of a line is not."""
    kept = openings[:1]
    for one in openings[1:]:
        last, this = kept[-1].order, one.order
        depth = len(this)
        follows = this[-1] == 1 and this[:-1] == last[: depth - 1] and depth == len(last) + 1
        next_one = depth <= len(last) and this == (*last[: depth - 1], last[depth - 1] + 1)
        annex = this[0] >= 100 and this[0] > last[0] and all(part == 1 for part in this[1:])
        if follows or next_one or annex:
            kept.append(one)
    return kept


def items(text: str, plain: str, rows: list[Line]) -> tuple[Article, ...]:
    """Items 一、二、三、 of a normative 公文: it has a 文号 or addressees, the title of a norm, and
    most items oblige. Anything less is an article about the law, and has none."""
    opens: list[int] = []
    for index, row in enumerate(rows):
        found = _ITEM.match(row.text)
        if found and to_int(found[1]) == len(opens) + 1:
            opens.append(index)
    head = rows[: min(opens[0] if opens else 0, _HEAD_LINES)]
    if not any(_TITLE.search(r.text) and len(r.text) < 80 for r in head):
        return ()
    if not any(_OFFICIAL.search(r.text) or _ADDRESSEE.fullmatch(r.text) for r in head):
        return ()
    if len(opens) < _MIN_ITEMS:
        return ()
    found_items: list[Article] = []
    path: dict[int, str] = {}
    begin = 0
    for index, following in zip(opens, [*opens[1:], _end(rows, opens[-1])], strict=True):
        for above in (h for at in range(begin, index) if (h := heading(rows, at, (), path))):
            path = {k: v for k, v in path.items() if k < above.level} | {above.level: above.label}
        heads = (at for at in range(index + 1, following) if heading(rows, at, (), path))
        stop = begin = next(heads, following)
        label = rows[index].text.partition("、")[0] + "、"
        first = Line(
            rows[index].text[len(label) :], rows[index].start + len(label), rows[index].end
        ).stripped()
        body = [first, *rows[index + 1 : stop]]
        shown = text[rows[index].start : rows[index].start + len(label)]
        here = tuple(path[k] for k in sorted(path))
        found_items.append(article(text, plain, str(len(found_items) + 1), shown, here, body))
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
