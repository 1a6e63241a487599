"""修改为 and 改为 in an amendment decision: new text, new numbers, other words."""

import re
from dataclasses import replace

from digest.law.instructions import (
    BODY,
    CHANGED,
    ENDS,
    LABEL,
    LEAD,
    MODIFIED,
    SETTING,
    Instruction,
    Item,
    body,
    by_label,
)
from digest.law.quotation import paragraphs
from digest.law.targets import Target, targets
from digest.model import AmendOp

_TURNS = re.compile(CHANGED + r"\s*(?:修改后的?)?(?:《[^《》]{2,90}》)?")
_MERGED = re.compile(r"合并(?:[，,]\s*|为一条[，,]?\s*|(?=[改作修]))")
_WORDS = re.compile(r"(?:中|里)?的?(?:在)?“(?P<old>[^“”…]+)”(?:一?[词语句]|字样|等?字)?")
_TO_WORDS = re.compile(CHANGED + r"\s*[:：]?\s*“")
_BESIDE = re.compile(
    r"[之以]?(?P<side>前|后)(?:增加|增写|加上)(?:一句)?[，,]?(?:内容为)?\s*[:：]?\s*“"
)
_INSIDE = re.compile(r"中?(?=第)")
_IN_FULL = re.compile(r"[:：](?:“[^“”]*”)+")
_AND = re.compile(r"[、和与及]*")
_DIVIDED = re.compile(r"(?:修改|分)为[两二三四五六][条款][，,]?\s*(?:分别)?作为")


def changed(item: Item) -> list[Instruction] | None:
    """第N条修改为, 第N条改为第M条, 第N条中的“甲”修改为“乙”, 第N条、第M条合并."""
    item.match(LEAD)
    places, item.at = targets(item.plain, item.at, item.here)
    if not places:
        return reworded(item, [item.here]) if item.here.article else None
    if item.match(SETTING) and item.match(_INSIDE):
        places, item.at = targets(item.plain, item.at, places[-1])
    if step := reworded(item, places):
        return step
    item.match(_IN_FULL)  # the old text, before 修改为
    if item.match(_MERGED):
        return _merged(item, places)
    if item.match(_DIVIDED):
        return _divided(item, places)
    if item.match(MODIFIED):
        rows = item.passage()
        item.here = places[-1]
        return _modified(item, places, rows) if rows else None
    return _renumbered(item, places)


def _modified(item: Item, places: list[Target], rows: list[str]) -> list[Instruction] | None:
    """One text for one place; for several, one each, or one for all in the place of the first."""
    if len(places) == 1:
        whole = places[0].whole
        text = body(rows) if whole else "\n".join(rows)
        return [item.instruction(AmendOp.MODIFY, places[0], text)]
    if all(place.whole for place in places):
        if sum(bool(LABEL.match(row)) for row in rows) > 1:
            texts = by_label(rows, [place.article for place in places])
        else:
            return _into_one(item, places, body(rows), None)
    else:
        texts = paragraphs(rows) if places[0].point is None else rows
    if texts is None or len(texts) != len(places):
        return None
    return [
        item.instruction(AmendOp.MODIFY, place, text)
        for place, text in zip(places, texts, strict=True)
    ]


def _into_one(
    item: Item, places: list[Target], text: str, new_article: str | None
) -> list[Instruction]:
    return [
        item.instruction(AmendOp.MODIFY, places[0], text, new_article),
        *(item.instruction(AmendOp.DELETE, place) for place in places[1:]),
    ]


def _merged(item: Item, places: list[Target]) -> list[Instruction] | None:
    """第N条、第M条合并，作为第N条，修改为: one text in the place of the first."""
    goals: list[Target] = []
    if item.match(_TURNS):
        goals, item.at = targets(item.plain, item.at, Target(places[0].article))
        if len(goals) > 1:
            return None
    whole = all(place.whole for place in places)
    if not whole and any(p.whole or p.article != places[0].article for p in places):
        return None
    if not item.match(MODIFIED) and not (item.match(BODY) and not goals):
        return None
    rows = item.passage()
    if not rows:
        return None
    if whole:
        return _into_one(item, places, body(rows), goals[0].article if goals else None)
    return _into_one(item, places, "\n".join(rows), None)


def _divided(item: Item, places: list[Target]) -> list[Instruction] | None:
    """第N条分为两条，作为第N条、第M条: the first changes, the others are new."""
    goals, item.at = targets(item.plain, item.at, places[-1])
    if len(places) != 1 or len(goals) < 2 or not (item.match(MODIFIED) or item.match(BODY)):
        return None
    rows = item.passage()
    whole = places[0].whole
    item.here = places[0]
    texts = by_label(rows or [], [g.article for g in goals]) if whole else paragraphs(rows or [])
    if texts is None or len(texts) != len(goals):
        return None
    moved = goals[0].article if whole and goals[0] != places[0] else None
    first = item.instruction(AmendOp.MODIFY, places[0], texts[0], moved)
    others = [
        item.instruction(AmendOp.ADD, Target() if whole else goal, text, goal.article)
        if whole
        else item.instruction(AmendOp.ADD, goal, text)
        for goal, text in zip(goals[1:], texts[1:], strict=True)
    ]
    return [first if whole else replace(first, to=goals[0].paragraph), *others]


def _renumbered(item: Item, places: list[Target]) -> list[Instruction] | None:
    """第N条改为第M条, also with a text; a range or list of them is one operation."""
    if not item.match(_TURNS):
        return None
    goals, item.at = targets(item.plain, item.at, places[0])
    if len(goals) != len(places):
        return None
    first, goal = places[0], goals[0]
    new_article = goal.article if first.whole else None
    to = int(goal.point) if goal.point else goal.paragraph
    if first.whole != goal.whole:
        return None
    item.here = places[-1]
    has_text = len(places) == 1 and (item.match(MODIFIED) or item.match(BODY))
    if has_text:
        rows = item.passage()
        if rows is None:
            return None
        text = body(rows) if first.whole else "\n".join(rows)
        step = item.instruction(AmendOp.MODIFY, first, text, new_article)
        return [replace(step, to=None if first.whole else to)]
    if not ENDS.match(item.plain, item.at):
        return None
    step = item.instruction(AmendOp.RENUMBER, first, None, new_article)
    return [replace(step, to=None if first.whole else to)]


def reworded(item: Item, places: list[Target]) -> list[Instruction] | None:
    """“甲”修改为“乙”, “甲”后增加“乙” in each place."""
    start = item.at
    told = words(item, places)
    new = item.match(_TO_WORDS) if told else None
    beside = item.match(_BESIDE) if len(told) == len(places) and not new else None
    rows = item.passage() if new or beside else None
    if not rows:
        item.at = start
        return None
    texts = ["\n".join(rows)] * len(told)
    if new and "分别" in new[0]:
        if len(rows) != len(told):
            return None
        texts = rows
    item.here = told[-1][0]
    op = AmendOp.REPLACE if new else AmendOp.ADD
    side = beside["side"] if beside else None
    return [
        replace(item.instruction(op, place, text), words=old, side=side)
        for (place, old), text in zip(told, texts, strict=True)
    ]


def words(item: Item, places: list[Target]) -> list[tuple[Target, str]]:
    """Quoted words with the places they stand in: 第一款中的“甲”、“乙”和第二款中的“丙”."""
    found: list[tuple[Target, str]] = []
    while places and (told := item.match(_WORDS)):
        found += [(place, told["old"]) for place in places]
        before = item.at
        item.match(_AND)
        following, end = targets(item.plain, item.at, places[-1])
        if following and _WORDS.match(item.plain, end):
            places, item.at = following, end
        elif item.plain[item.at : item.at + 1] != "“":
            item.at = before
            break
    return found
