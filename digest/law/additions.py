"""增加 in an amendment decision: articles, paragraphs, points, and chapters with their articles."""

import re
from dataclasses import replace

from digest.law.instructions import (
    BODY,
    HEADING,
    LABEL,
    LEAD,
    MODIFIED,
    OF,
    PART,
    SETTING,
    Instruction,
    Item,
    body,
    by_label,
)
from digest.law.quotation import paragraphs
from digest.law.targets import HAN, Target, number, targets
from digest.model import AmendOp
from digest.text.numerals import to_int

_ADDS = re.compile(
    r"(?:[之以]?后|中|规定)?\s*(?:中)?(?:增加|增写|增设)(?P<count>[一二两三四五六七八九十]{1,3})"
    r"(?P<unit>[条款项章节])"
)
_AS = re.compile(rf"[，,]?\s*(?:分别)?作为{OF}\s*")
_ADDS_RULE = re.compile(r"增加规定\s*[:：]\s*“")
_UNQUOTED = re.compile(r"[。，,]?\s*内容如下\s*[:：][ \t\u3000]*\n")
_GOES_ON = re.compile(r"\n(?=第[^\n]{1,40}(?:相应|依次)(?:修改|改)为第)|\Z")
_BETWEEN = re.compile(r"[。；;\s]*")
_OWN_LABEL = re.compile(rf"\s*第(?P<paragraph>{HAN})款\s*[:：]\s*“")
_PART_ADDED = re.compile(
    rf"(?:在)?{OF}(?:(?P<parent>第{HAN}[编章])(?:“[^“”]*”)?[之以]?[中后]?)?增加一[章节][，,]?\s*"
    rf"作为(?P<label>第{HAN}[章节])(?:[，,]?[章节]名为)?\s*[:：]?\s*“"
)


def added(item: Item) -> list[Instruction] | None:
    """增加一条作为第N条, 增加二款作为第三款、第四款, 增加一项, with their texts."""
    item.match(LEAD)
    places, item.at = targets(item.plain, item.at, item.here)
    place = places[0] if len(places) == 1 else item.here
    if len(places) > 1:
        return None
    item.match(SETTING)
    if item.match(_ADDS_RULE):
        text = item.passage()
        return [item.instruction(AmendOp.ADD, place, "\n".join(text))] if text else None
    told = item.match(_ADDS)
    if not told:
        return None
    goals: list[Target] = []
    if item.match(_AS):
        goals, item.at = targets(item.plain, item.at, place)
    count = 2 if told["count"] == "两" else to_int(told["count"])
    if told["unit"] == "条":
        return _articles_added(item, goals, count)
    if place.article is None or (goals and len(goals) != count):
        return None
    item.here = place
    if told["unit"] == "款" and item.match(MODIFIED):
        text = item.passage()
        return (
            [item.instruction(AmendOp.MODIFY, Target(place.article), body(text))] if text else None
        )
    return _parts_added(item, place, goals, count)


def _articles_added(item: Item, goals: list[Target], count: int | None) -> list[Instruction] | None:
    if len(goals) != count:
        return None
    rows = _unquoted(item) if item.match(_UNQUOTED) else item.match(BODY) and item.passage()
    if not rows:
        return None
    texts = [body(rows)] if count == 1 else by_label(rows, [g.article for g in goals])
    if texts is None:
        return None
    item.here = Target(goals[-1].article)
    steps = [
        item.instruction(AmendOp.ADD, Target(), text, goal.article)
        for goal, text in zip(goals, texts, strict=True)
    ]
    return [replace(step, under=item.heading) for step in steps]


def _unquoted(item: Item) -> list[str]:
    """The lines of articles that follow without marks (内容如下), without a heading above."""
    end = _GOES_ON.search(item.plain, item.at)
    stop = end.start() if end else len(item.plain)
    rows = [row.strip() for row in item.printed[item.at : stop].splitlines() if row.strip()]
    item.at = stop
    return rows[1:] if rows and PART.match(rows[0]) else rows


def _parts_added(
    item: Item, place: Target, goals: list[Target], count: int | None
) -> list[Instruction] | None:
    """Paragraphs or points: one passage for all, or one for each under its own label."""
    item.match(re.compile(r"[。；]?(?=\s*第[^“”]{1,9}款\s*[:：])"))
    if goals and _OWN_LABEL.match(item.plain, item.at):
        steps: list[Instruction] = []
        for goal in goals:
            own = item.match(_OWN_LABEL)
            text = item.passage() if own else None
            if not own or text is None or to_int(own["paragraph"]) != goal.paragraph:
                return None
            steps.append(item.instruction(AmendOp.ADD, goal, "\n".join(text)))
            item.match(_BETWEEN)
        return steps
    if not item.match(BODY):
        return None
    rows = item.passage()
    if rows is None:
        return None
    points = bool(goals and goals[0].point)
    texts = rows if points else paragraphs(rows)
    if count == 1:
        texts = ["\n".join(rows)]
    goals = goals or [Target(place.article, place.paragraph)]
    if len(texts) != len(goals):
        return None
    return [
        item.instruction(AmendOp.ADD, goal, text) for goal, text in zip(goals, texts, strict=True)
    ]


def part_added(item: Item) -> list[Instruction] | None:
    """增加一章，作为第N章, with its heading alone or with its articles."""
    told = item.match(_PART_ADDED)
    rows = item.passage() if told else None
    if not told or not rows:
        return None
    name = rows[0] if PART.match(rows[0]) else f"{told['label']}　{rows[0]}"
    item.heading, item.parent = name, told["parent"]
    labels = [found["label"] for row in rows[1:] if (found := LABEL.match(row))]
    numbers: list[str | None] = [number(label) for label in labels]
    texts = by_label(rows[1:], numbers) if labels else []
    if texts is None or (len(rows) > 1 and not texts):
        return None
    added = [
        item.instruction(AmendOp.ADD, Target(), text, new)
        for new, text in zip(numbers, texts, strict=True)
    ]
    head = item.instruction(AmendOp.ADD, Target(HEADING), name)
    return [replace(head, under=item.parent), *(replace(step, under=name) for step in added)]
