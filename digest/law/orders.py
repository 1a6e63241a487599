"""One item of an amendment decision as operations, as 立法技术规范（试行） words them.

An item is read clause by clause and taken whole or not at all: where one clause is not
understood, or its text is elided (……), nothing of the item is.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from digest.law.additions import added, part_added
from digest.law.changes import changed, reworded, words
from digest.law.instructions import CHANGED, ENDS, ENDS_HERE, HEADING, LEAD, Instruction, Item
from digest.law.targets import HAN, Target, targets
from digest.model import AmendOp

_GAP = re.compile(r"(?:[。；;，,、\s*]|(?:同时|此外|并且?|其中的?|且)(?=[^“”]))*")
_DELETES = re.compile(r"删[去除掉]")
_MOVED_TEXT = re.compile(r"[，,]将相关内容[^。；“”]{1,60}(?=[。；\s]|$)")
_RESTATES = re.compile(r"(?:这一|该|本)(?P<what>自然段|[条款项])?相应(?:地)?修改为\s*[:：]?\s*“")
_RENUMBERS = re.compile(
    r"(?:对|将)?(?:其他|其余|相关|有关)?(?:各)?(?:条文|条款|章节条文?|条)的?"
    r"(?:顺序|序号|顺序号|先后顺序)(?:依次|作了?|做了?|进行|予以)*相应(?:的)?(?:调整|顺延|修改|变动)"
    rf"{ENDS_HERE}"
)
_THROUGHOUT = re.compile(
    r"(?:将|把)?(?:全文|通篇|本法|本条例|本规定|本办法|文中|各条)中?(?:的|所有的?)?(?=“)"
)
_HEADING = re.compile(
    rf"(?:将|把)?(?:“(?P<old>(?:第{HAN}[编章节]|[一二三四五六七八九十]{{1,3}}、)[^“”…]*)”|"
    rf"第(?P<part>{HAN})(?P<unit>部分|编|章|节)的?(?:标题|名称|[编章节]名))"
    r"(?:修改|改)为\s*[:：]?\s*“(?P<new>[^“”…]+)”"
)
_PART_MOVED = re.compile(
    rf"(?:将|原)?(?P<first>第{HAN}[编章节])(?:[至、]第{HAN}[编章节])*{CHANGED}"
    rf"(?P<new>第{HAN}[编章节])(?:[至、]第{HAN}[编章节])*{ENDS_HERE}"
)


def instructions(printed: str, plain: str) -> list[Instruction] | None:
    """All instructions of an item, or None when a part of it is not understood."""
    item = Item(printed, plain)
    found: list[Instruction] = []
    while True:
        item.match(_GAP)
        if item.at >= len(plain):
            return found or None
        item.begin = item.at
        here = item.here
        for clause in _CLAUSES:
            item.at, item.here = item.begin, here
            step = clause(item)
            if step:
                found += step
                break
        else:
            return None


def _resequenced(item: Item) -> list[Instruction] | None:
    if not item.match(_RENUMBERS):
        return None
    return [item.instruction(AmendOp.RENUMBER, Target())]


def _restated(item: Item) -> list[Instruction] | None:
    told = item.match(_RESTATES)
    text = item.passage() if told else None
    if not told or text is None or item.here.article is None:
        return None
    place = Target(item.here.article) if told["what"] == "条" else item.here
    step = item.instruction(AmendOp.MODIFY, place, "\n".join(text))
    return [replace(step, restates=True)]


def _heading(item: Item) -> list[Instruction] | None:
    told = item.match(_HEADING)
    if not told:
        return None
    old = told["old"] or (f"{told['part']}、" if told["unit"] == "部分" else None)
    old = old or f"第{told['part']}{told['unit']}"
    step = item.instruction(AmendOp.MODIFY, Target(HEADING), told["new"])
    return [replace(step, words=old)]


def _part_moved(item: Item) -> list[Instruction] | None:
    """第N章改为第M章, also of several in a row."""
    told = item.match(_PART_MOVED)
    if not told or told["first"][-1] != told["new"][-1]:
        return None
    step = item.instruction(AmendOp.RENUMBER, Target(HEADING), told["new"])
    return [replace(step, words=told["first"], under=item.parent)]


def _throughout(item: Item) -> list[Instruction] | None:
    if not item.match(_THROUGHOUT):
        return None
    return reworded(item, [Target()])


def _deleted(item: Item) -> list[Instruction] | None:
    """删去第N条、第M条; 删去第N条中的“甲”; 将第N条中的“甲”删去."""
    item.match(LEAD)
    deletes = item.match(_DELETES)
    item.match(LEAD)
    places, item.at = targets(item.plain, item.at, item.here)
    if not places and item.here.article:
        places = [item.here]
    told = words(item, places)
    if not deletes and item.match(_DELETES):
        deletes = _DELETES.match("删去")
        told = told or words(item, places)
    if not deletes or not places or not (told or ENDS.match(item.plain, item.at)):
        return None
    item.match(_MOVED_TEXT)
    item.here = places[-1]
    if told:
        steps = [(item.instruction(AmendOp.DELETE, place, old), old) for place, old in told]
        return [replace(step, words=old) for step, old in steps]
    return [item.instruction(AmendOp.DELETE, place) for place in places]


_CLAUSES: tuple[Callable[[Item], list[Instruction] | None], ...] = (
    _resequenced,
    _restated,
    _heading,
    part_added,
    _part_moved,
    _throughout,
    _deleted,
    added,
    changed,
)
