"""An amendment decision cut into the parts about each law, and these into items (项目)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from digest.law.quotation import inside
from digest.text.normalise import simplified
from digest.text.numerals import to_int

_ORDINAL = re.compile(
    r"^[ \t\u3000*#]*(?:(?P<han>[一二三四五六七八九十百]{1,5})、"
    r"|（(?P<sub>[一二三四五六七八九十百]{1,5})）|(?P<digit>\d{1,3})[.．、]"
    r"|(?P<article>第[一二三四五六七八九十百]{1,6}条)[ \t\u3000]+(?=(?:将|在)?(?:宪法|刑法|《)))",
    re.M,
)
_RUN_IN = re.compile(
    r"(?<=[”。；:：])[ \u3000]+(?=(?:[一二三四五六七八九十]{1,3}、)(?:将|在|对|删|增加|原|第))"
)
_ORDERS = re.compile(r"(?:将|在|对|删|增加|原|修改|第|《)")
_HEAD = re.compile(
    r"(?:[（(]?[一二三四五六七八九十百\d]{1,5}[）)、.．]\s*)?(?:将|对|修改)?《(?P<title>[^》]{3,120})》"
    r"(?:（[^（）]{1,80}）)?(?:作(?:出|如下|以下)*修(?:改|订|正)|修改如下|部分条款予以修改)?[。:：]?\s*$"
)
_LEADS = re.compile(
    r"(?:将|对|修改)?《(?P<title>[^《》\n]{3,120})》(?:（[^（）\n]{1,80}）)?"
    r"(?:作(?:出|如下|以下)*修(?:改|订|正)|修改如下)[:：][ \t\u3000]*(?=\S)"
)
"""A heading with what it orders on the same line."""
_ENDS = re.compile(
    r"(?:^|(?<=[。；”]))[ \t\u3000]*(?:[一二三四五六七八九十百]{1,5}、)?"
    r"(?:(?:《[^《》\n]{2,90}》)?根据本《?(?:决定|修正案)》?|本《?(?:决定|修正案)》?自)",
    re.M,
)
_DECIDES = re.compile(
    r"(?:修改|修订|修正)[^。；\n]{2,160}的决定[》〉]?(?:（[^（）\n]{1,12}）)?[ \t\u3000]*$|修正案",
    re.M,
)
"""A title that says: what is numbered below are instructions."""
_OPENING = re.compile(
    r"作(?:出)?(?:如下|以下)(?:补充)?修(?:改|正|订)(?:和补充)?\s*[:：][ \t\u3000]*"
)
_SENTENCE = re.compile(
    r"(?:^|[。，,：:])[ \t\u3000]*(?=(?:将|在|对|删[去除]|增加)[^。，]{0,60}?第)", re.M
)
_INSTRUCTS = re.compile(
    r"^(?:将|在|对|删[去除]|增加|原|《)[^“”\n]{0,80}(?:第[^条\n]{1,12}[条款项章节]|附件|附表|全文)"
    r"|增加[一二两三四五六七八九十]{1,2}[条款项章节]|(?:修改|改|合并|分)为|删去|作为第"
    r"|文字[^。\n]{0,12}(?:修改|调整)"
)


@dataclass(frozen=True, slots=True)
class Part:
    """What a decision orders about one law; ``title`` is None where it amends only one."""

    title: str | None
    items: tuple[str, ...]


def parts(printed: str) -> list[Part]:
    """The parts of a decision whose marks are `quotation.curled`, each with what it orders."""
    found: list[tuple[str | None, list[str]]] = []
    for item in _items(printed):
        first, _, rest = item.partition("\n")
        head = _HEAD.match(simplified(first))
        order = without_number(item)
        leads = _LEADS.match(simplified(order))
        if head:
            found.append((head["title"], [rest.strip()] if rest.strip() else []))
        elif leads:
            found.append((leads["title"], [order[leads.end() :]]))
        elif found:
            found[-1][1].append(item)
        else:
            found.append((None, [item]))
    cut = [Part(title, tuple(item.strip() for item in items)) for title, items in found]
    return [part for part in cut if part.items]


def _items(printed: str) -> Iterator[str]:
    """The numbered items of a decision; where there are none, its instructions as one.

    Each item of a decision orders something, in whatever words: what is read in none is undecoded.
    """
    text = _RUN_IN.sub("\n", printed)
    plain = simplified(text)
    marks = inside(plain)
    starts: list[int] = []
    next_one: tuple[str | None, int] = (None, 0)
    for found in _ORDINAL.finditer(plain):
        value = to_int(found["han"] or found["sub"] or found["digit"] or found["article"][1:-1])
        orders = _ORDERS.match(plain, found.end()) or found["article"]
        # A passage whose closing mark is missing ends where the next item begins.
        if not marks[found.start()] or ((found.lastgroup, value) == next_one and orders):
            starts.append(found.start())
            next_one = (found.lastgroup, (value or 0) + 1)
    end = _end(plain, marks, starts[0] if starts else 0)
    starts = [start for start in starts if start < end]
    spans = list(zip(starts, [*starts[1:], end], strict=False))
    above = plain[: starts[0] if starts else end]
    opened = _opened(above)
    orders = any(_INSTRUCTS.search(without_number(plain[start:stop])) for start, stop in spans)
    if not (spans and (orders or opened or _DECIDES.search(above))):
        yield from _unnumbered(text[:end], plain[:end])
        return
    if opened and _INSTRUCTS.search(above[opened:]):
        yield text[opened : starts[0]].strip()
    for start, stop in spans:
        yield text[start:stop].strip()


def _end(plain: str, marks: bytearray, start: int) -> int:
    """Where the instructions end: before the commencement, or the law as published anew."""
    for found in _ENDS.finditer(plain, start):
        if not marks[found.start()]:
            return found.start()
    return len(plain)


def _opened(plain: str) -> int | None:
    """Where the words end that open the instructions: 作如下修改："""
    found = _OPENING.search(plain)
    return found.end() if found else None


def _unnumbered(text: str, plain: str) -> Iterator[str]:
    """The instructions of a decision without items; none where nothing is ordered."""
    first = _opened(plain)
    if first is None:
        sentence = _SENTENCE.search(plain)
        title = _DECIDES.search(plain)
        first = sentence.end() if sentence else title.end() if title else 0
        if not (title or _INSTRUCTS.search(plain[first:])):
            return
    if told := text[first:].strip():
        yield told


def without_number(item: str) -> str:
    """The item without its number."""
    return _ORDINAL.sub("", item, count=1).strip()
