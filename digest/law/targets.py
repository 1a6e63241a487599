"""Where an amendment decision points: 第N条第M款第K项, lists and ranges of them, 引言, 名称."""

import re
from dataclasses import dataclass

from digest.text.numerals import to_int

HAN = r"[〇零一二三四五六七八九十百千\d]{1,9}"
ARTICLE = rf"第{HAN}条(?:之[一二三四五六七八九十]{{1,3}})?"
_TARGET = re.compile(
    rf"(?P<article>{ARTICLE})?(?:中?的?第(?P<paragraph>{HAN})款)?"
    rf"(?:中?的?第[（(]?(?P<point>{HAN})[）)]?项)?"
    rf"(?P<named>引言|序言|前言|正文|名称|题目|标题)?(?:中?的?第(?P<block>{HAN})(?:自然段|段))?"
)
_AND = re.compile(r"、?(?:以?及|和|与)?(?:将|原)*(?=第|引言|序言|前言|名称)")
_TO = re.compile(r"[至到](?=第)")
_NAMES = {"前言": "引言", "题目": "名称", "标题": "名称"}


@dataclass(frozen=True, slots=True)
class Target:
    """A place in a law; ``article`` is a number ("14", "17-1"), or 引言, 序言, 正文, 名称."""

    article: str | None = None
    paragraph: int | None = None
    point: str | None = None

    @property
    def whole(self) -> bool:
        """Whether it is a whole article."""
        return self.paragraph is None and self.point is None


def targets(plain: str, at: int, here: Target) -> tuple[list[Target], int]:
    """The places named from ``at`` on, ranges (至) written out, and where they end.

    第二款 alone is that of the article ``here``; in a list, of the place before it.
    """
    found: list[Target] = []
    end = at
    while one := _one(plain, at, found[-1] if found else here):
        place, end = one
        found.append(place)
        step = _TO.match(plain, end)
        if step and (last := _one(plain, step.end(), place)):
            found += _after(place, last[0])
            end = last[1]
        following = _AND.match(plain, end)
        if not following or following.end() == end:
            break
        at = following.end()
    return found, end


def number(label: str) -> str:
    """ "17-1" of 第十七条之一."""
    main, _, after = label.removeprefix("第").partition("条")
    return f"{to_int(main)}" + (f"-{to_int(after[1:])}" if after else "")


def _one(plain: str, at: int, here: Target) -> tuple[Target, int] | None:
    found = _TARGET.match(plain, at)
    if not found or not found[0]:
        return None
    if found["named"]:
        block = found["block"]
        name = _NAMES.get(found["named"], found["named"])
        return Target(name, to_int(block) if block else None), found.end()
    if found["block"]:
        return None
    article = number(found["article"]) if found["article"] else here.article
    if article is None:
        return None
    paragraph = to_int(found["paragraph"]) if found["paragraph"] else None
    if paragraph is None and found["point"] and not found["article"]:
        paragraph = here.paragraph
    point = f"{to_int(found['point'])}" if found["point"] else None
    return Target(article, paragraph, point), found.end()


def _after(first: Target, last: Target) -> list[Target]:
    """The places after ``first`` up to ``last``; empty where they are not of one kind."""
    if first.point and last.point:
        steps = range(int(first.point) + 1, int(last.point) + 1)
        return [Target(first.article, first.paragraph, str(n)) for n in steps]
    if first.paragraph and last.paragraph:
        return [Target(first.article, n) for n in range(first.paragraph + 1, last.paragraph + 1)]
    head, _, branch = (first.article or "").partition("-")
    tail, _, until = (last.article or "").partition("-")
    if branch and head == tail and until:
        return [Target(f"{head}-{n}") for n in range(int(branch) + 1, int(until) + 1)]
    if head.isdigit() and tail.isdigit() and not branch and not until:
        return [Target(str(n)) for n in range(int(head) + 1, int(tail) + 1)]
    return [last]
