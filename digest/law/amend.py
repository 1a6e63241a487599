"""Amendment decisions (修改决定): decoded into operations and applied to the old text.

A decision is cut into the parts about each law and these into items; `instructions` reads an item.
What is not understood is said in `Amendment.undecoded`, what does not fit the old text in
`Amendment.unapplied`; nothing is guessed. Not decoded: new chapters, 目, schedules.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from digest.law.instructions import Instruction
from digest.law.orders import instructions
from digest.law.preview import Applied, applied
from digest.law.quotation import curled, inside
from digest.model import Amendment, AmendOp, Operation, Version
from digest.text.normalise import key, simplified
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
_REPEALS = re.compile(r"废止《[^《》\n]{2,120}》(?:（[^（）\n]{1,120}）)?[。；;]?$")
"""An item that ends a law as a whole: no amendment of it."""
_NAMES = re.compile(
    r"(?:将|在|对|删[去除]|修改|废止|^)(?:修改后的?|原)?《(?P<title>[^《》]{2,90})》"
)
_ENDS = re.compile(
    r"(?:^|(?<=[。；”]))[ \t\u3000]*(?:[一二三四五六七八九十百]{1,5}、)?"
    r"(?:(?:《[^《》\n]{2,90}》)?根据本《?(?:决定|修正案)》?|本《?(?:决定|修正案)》?自)",
    re.M,
)
_SAYS_NOTHING = re.compile(
    r"(?:(?:对|修改|废止)?(?:下列|以下)|自[^，。；\n]{1,20}起[^，。；\n]{0,6}施行)[^“”\n]*$"
)
"""A heading above items that each name their law; the commencement of the decision."""
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
_AMENDS = re.compile(
    r"(?:修改|修订|对)(?:《(?P<title>(?:[^《》\n]|《[^《》\n]*》){3,120})》|〈(?P<inner>[^〈〉\n]{3,120})〉)"
)
_OPENS = 2_000
"""Characters within which a decision says what it amends."""
_SHORT_NAME = 4
_AMENDMENT = re.compile(r"(?:宪法|刑法)修正案")


@dataclass(frozen=True, slots=True)
class Part:
    """What a decision orders about one law; ``title`` is None where it amends only one."""

    title: str | None
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decoded:
    """The instructions of a decision about one law, in order, and the items not understood."""

    instructions: tuple[Instruction, ...]
    undecoded: tuple[str, ...]
    keeps_numbers: bool
    """Whether it is an amendment (修正案): its deletions leave a gap in the numbers."""

    @property
    def operations(self) -> tuple[Operation, ...]:
        return tuple(
            replace(i.operation, old=i.words if i.operation.op is AmendOp.REPLACE else None)
            for i in self.instructions
            if not i.restates
        )


def amend(old: Version, decision: str, preamble: str = "") -> Amendment:
    """The operations of a decision on ``old``, and its text with them as a preview.

    Article numbers are those of the old text, in ``new_article`` those of the new one; so are the
    paragraphs and points of additions. A deletion with ``text`` takes these words out; without,
    the whole place. ``preamble`` is what stands before the first article (引言, 序言).
    """
    told = decode(decision, old.title)
    result: Applied = applied(
        old.articles, told.instructions, preamble, told.keeps_numbers, old.title
    )
    unapplied = tuple(dict.fromkeys(i.operation.quote for i in result.failed))
    return Amendment(told.operations, told.undecoded, result.text, unapplied, result.left_behind)


def decode(decision: str, title: str = "") -> Decoded:
    """What the decision orders about the law of this title; all of it where it amends one law."""
    printed = curled(decision.replace("\r\n", "\n"))
    found: list[Instruction] = []
    undecoded: list[str] = []
    for item in _about(_parts(printed), title):
        order = _order(item)
        plain = simplified(order)
        steps = instructions(order, plain)
        if steps is not None:
            found += steps
        elif not _SAYS_NOTHING.match(plain):
            undecoded.append(item)
    keeps = bool(_AMENDMENT.search(simplified(printed[:_OPENS])))
    return Decoded(tuple(found), tuple(dict.fromkeys(undecoded)), keeps)


def amended_laws(decision: str) -> tuple[str, ...]:
    """The titles of the laws a decision amends, as it prints them."""
    printed = curled(decision)
    parts = _parts(printed)
    named = [part.title for part in parts if part.title]
    items = [item for part in parts for item in part.items]
    named += [
        title
        for item in items
        if (title := _named(item)) and not _REPEALS.match(simplified(_order(item)))
    ]
    if not named:
        found = _AMENDS.search(simplified(printed[:_OPENS]))
        named = [found["title"] or found["inner"]] if found else []
    return tuple(dict.fromkeys(named))


def same_law(named: str, title: str) -> bool:
    """Whether a title in a decision is that of the law, in full or by its last words."""
    a, b = key(named).text, key(title).text
    return bool(a and b) and (a.endswith(b) or b.endswith(a))


def _about(parts: Sequence[Part], title: str) -> Iterator[str]:
    """The items about the law of this title: by the heading above them, or the title in them."""
    others = {name for part in parts for item in part.items if (name := _named(item))}
    only = len(others) == 1 and not any(part.title for part in parts)
    for part in parts:
        if len(parts) > 1 and part.title and not same_law(part.title, title):
            continue
        for item in part.items:
            name = _named(item)
            if not name or only or same_law(name, title):
                yield item


def _order(item: str) -> str:
    """The item without its number."""
    return _ORDINAL.sub("", item, count=1).strip()


def _named(item: str) -> str | None:
    """The law an item names by its title. 《解释》 is the short name of any law called so."""
    told = _NAMES.match(simplified(_order(item)))
    return told["title"] if told and len(told["title"]) > _SHORT_NAME else None


def _parts(printed: str) -> list[Part]:
    parts: list[tuple[str | None, list[str]]] = []
    for item in _items(printed):
        first, _, rest = item.partition("\n")
        head = _HEAD.match(simplified(first))
        order = _order(item)
        leads = _LEADS.match(simplified(order))
        if head:
            parts.append((head["title"], [rest.strip()] if rest.strip() else []))
        elif leads:
            parts.append((leads["title"], [order[leads.end() :]]))
        elif parts:
            parts[-1][1].append(item)
        else:
            parts.append((None, [item]))
    cut = [Part(title, tuple(item.strip() for item in items)) for title, items in parts]
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
    orders = any(_INSTRUCTS.search(_order(plain[start:stop])) for start, stop in spans)
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
