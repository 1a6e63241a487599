"""The instrument a notice is about: the document it carries, the law it amends or repeals, the one
it explains, enforces or reports. None where that is several, or nothing says it."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from digest.law.kinds import titled
from digest.law.mentions import either
from digest.law.names import (
    NO_TITLE,
    TITLE_END,
    bare_title,
    chinese_names,
    english_names,
    full_title,
    unspaced,
    well_formed,
)
from digest.law.opening import BOOK, ISSUES, NOTE, PROMULGATED, View
from digest.model import NoticeKind

_PAPER = re.compile(
    r"(?:.{0,60}关于|.{4,60}(?:工作|行动|试点|实施|总体|专项)).{0,100}"
    r"(?:通知|意见|公告|通告|批复|复函|答复|方案|报告|决定|计划|纲要|规划)(?:（[^（）]{1,8}）)?$"
    r"|.{4,100}(?:预案|纲要|规划)(?:（[^（）]{1,8}）)?$"
)
"""A 公文 by its title: 关于…的指导意见, …试点方案, …应急预案（试行）."""
_OWN_PAPER = re.compile(r"(?:通知|意见|公告|通告|批复|复函|答复|函|决定|方案)$")
CARRIES = re.compile(r"印发|转发|批转|公布|发布|颁布|实施")
_CARRIED = re.compile(
    r"(?:印发|转发|批转|公布|发布|颁布)(?:实施)?([^《》]{4,80}?)的?(?:通知|公告|令)$"
)
_REVISED_BY = re.compile(
    r"根据[^。；\n《》]{0,100}《[^《》〈〉]{0,60}关于修改[《〈]([^《》〈〉]{2,80})[》〉]的决定》"
)
"""题注 of an amended law: the decision names the law."""
_AMENDS = re.compile(
    r"(?:修改|修订|废止)(?:的)?[《〈](.{2,100})[》〉](?:[^《》〈〉]{0,12})的(?:决定|公告)"
)
_AMENDS_BARE = re.compile(
    r"(?:修改|修订|废止)([^《》〈〉]{2,80}?)(?:部分条款|有关问题)?的(?:决定|公告)"
)
_AMENDED_BY = re.compile(r"^(?:[^《》]{0,30}关于)?《?(.{2,40}?)》?修正案")
_SEVERAL = re.compile(
    r"等[^《》]{0,4}[0-9一二三四五六七八九十百]{1,4} ?[件部项个]"
    r"|(?:部分|一批)(?:[^，。；《》]{0,12})(?:法规|规章|法律|文件|解释)|^(?:和|及)|和《|》、?《|〉、?〈|、"
)
_COUNTED = re.compile(r"》 ?等 ?[^《》]{0,8}?[0-9一二三四五六七八九十百]{1,4} ?[件部项个]")
_ITEM = re.compile(
    r"^ *(?:[一二三四五六七八九十百]{1,5}、|（[一二三四五六七八九十百]{1,5}）"
    r"|第[一二三四五六七八九十百]{1,5}条 ?)"
    r"(?:修改|将|对|删去|废止)?" + BOOK.pattern,
    re.M,
)
_AS_FOLLOWS = re.compile(r"对" + BOOK.pattern + r"(?:作|做|进行)[^。]{0,12}修[改正订]")
_TOLD = re.compile(
    r"(?P<before>(?:公布|发布|印发|出台|颁布|起草|制定|修订|通过|下发)(?:实施)?[了的]?) ?"
    + BOOK.pattern
    + r"|"
    + BOOK.pattern
    + r"(?P<after>（(?:以下|下文)?简?称|[^。；\n]{0,40}?"
    r"(?:施行|实施|生效|公布|发布|出台|印发|征求意见|审议通过))"
)
"""How a lead speaks of what has come out."""
_UNQUOTED = re.compile(
    r"(?:最高人民(?:法院|检察院)、?){0,2}关于[^《》，。；：|｜]{2,40}?的(?:决定|规定|办法|意见|通知|解释)"
)
_HAN = re.compile(r"[一-鿿]")
_ALIAS = re.compile(
    BOOK.pattern + r"（(?:以下|下文)?(?:简?称)?[为作]?[\"《]+([^\"《》（）\n]{2,20})[\"》]+）"
)
_DEFINED = 5_000
"""Characters in which short names are looked for: they are given early."""
_LEAD = 600
_ARGUED = 400
"""Characters of the opening that say what the text is about; fewer where someone argues, who soon
comes to other laws."""
_SHORTEST_NAME = 4


def instrument(view: View, kind: NoticeKind) -> str | None:
    """The title of the instrument, as `names.full_title` has it where it is known."""
    if kind in (NoticeKind.AMENDMENT, NoticeKind.REPEAL):
        return _amended(view)
    if kind in (NoticeKind.PROMULGATION, NoticeKind.DRAFT, NoticeKind.CORRECTION):
        return _carried(view, kind)
    return _told_of(view, kind)


def _name(title: str) -> str:
    bare = bare_title(unspaced(title))
    return full_title(bare) or bare


def _only(titles: Iterable[str]) -> str | None:
    found = set(titles)
    return found.pop() if len(found) == 1 else None


def _acts(titles: Iterable[str]) -> list[str]:
    """Those of the titles in 《》 that are of instruments."""
    names = [bare_title(title) for title in titles]
    return [_name(n) for n in names if full_title(n) or well_formed(n) or _PAPER.match(n)]


def _books(text: str) -> list[str]:
    """What stands in 《》, unless the text is a 题注: the decisions in it are not the law."""
    return [] if NOTE.match(text) else [found[1] for found in BOOK.finditer(text)]


# --- what it carries -------------------------------------------------------------------------


def _carried(view: View, kind: NoticeKind) -> str | None:
    if view.named:
        bare, page = bare_title(view.named), bare_title(view.title)
        if told := _whole(bare, f"{view.title}\n{view.head}"):
            return _name(told)
        # The line of a title broken over several lines is the end of what the page prints whole.
        whole = page.endswith(bare) and not re.search(r"公布|发布|印发|[|｜ 《：]", page)
        return full_title(bare) or (page if whole else bare)
    books = _acts(_books(view.title))
    if books:
        return None if _COUNTED.search(_without_quoted(view.title)) else _only(books)
    issuing = bool(CARRIES.search(view.title)) or not view.title
    place = view.head if issuing or view.legal else view.head[:_LEAD]
    if issued := PROMULGATED.search(place) or ISSUES.search(place):
        return _name(issued[1] or issued[2])
    if revised := _revised(view.head):
        return revised
    if not _HAN.search(view.title):
        return _only(_bare(view.title))
    if issuing and (carried := _CARRIED.search(view.title)):
        return _name(re.sub(r"^(?:[^关]{2,20}(?=关于))", "", carried[1]))
    return _itself(view) or (None if view.legal else _only(_acts(_books(view.head[:_LEAD]))))


def _whole(bare: str, text: str) -> str | None:
    """The title in 《》 of which the line of a broken title is the end."""
    return next((b for b in _books(text) if len(b) > len(bare) and b.endswith(bare)), None)


def _itself(view: View) -> str | None:
    """The title of the page, where that is the title of the act or 公文."""
    bare = bare_title(view.title)
    if full_title(bare):
        return full_title(bare)
    if NO_TITLE.match(bare) or re.search(r"征求.{0,20}意见", bare):
        return None
    ends = TITLE_END.search(bare) if view.legal else None
    return bare if ends or _OWN_PAPER.search(bare) else None


def _revised(head: str) -> str | None:
    """The law the 题注 tells by the decisions that amended it; none where they name several."""
    return _only(_name(found[1]) for found in _REVISED_BY.finditer(head))


# --- what it amends or repeals -----------------------------------------------------------------


def _amended(view: View) -> str | None:
    title = view.title if re.search(r"修[改正订]|废止", view.title) else view.named
    title = title or view.act
    if found := _AMENDED_BY.search(title):
        return _name(found[1])
    found = _AMENDS.search(title) or _AMENDS_BARE.search(title)
    if found and not _SEVERAL.search(_without_quoted(title)):
        return _name(found[1])
    items = _only(_name(item[1]) for item in _ITEM.finditer(view.plain))
    if items or found:
        return items
    followed = _AS_FOLLOWS.search(view.plain[:3000])
    if followed:
        return _name(followed[1])
    return _only(_acts(_books(view.title)))


def _without_quoted(title: str) -> str:
    """A title without what stands inside the titles it quotes: 、 in one makes no two."""
    inner = re.sub(r"^[^《》]*?(?:修改|修订|废止)", "", title)
    return re.sub(r"(?<=《)(?:[^《》]|〈[^〈〉]*〉)*(?=》)|(?<=〈)[^〈〉]*(?=〉)", "", inner)


# --- what it speaks of -------------------------------------------------------------------------


def _told_of(view: View, kind: NoticeKind) -> str | None:
    if titled("digest").search(view.title):
        return None
    named = _acts(_books(view.title)) or _bare(view.title)
    if named:
        return _only(named)
    comments = kind == NoticeKind.COMMENTARY
    lead = _lead(view)[: _ARGUED if comments else _LEAD]
    told = dict.fromkeys(_acts(found[2] or found[3] for found in _TOLD.finditer(lead)))
    if comments or (kind == NoticeKind.INTERPRETATION and len(told) > 1):
        counts = _counts(view.plain) if told else Counter()
        told = {t: None for t in told if 1 < counts[t] == max(counts.values())}
    if told:
        return _only(told)
    if kind == NoticeKind.ENFORCEMENT:
        return _only(_acts(_books(view.plain)))
    return None


def _counts(plain: str) -> Counter[str]:
    """How often the text names each act, by its title or by the short name it first gives it."""
    counts = Counter(_acts(_books(plain)))
    short: dict[str, str] = {}
    for found in _ALIAS.finditer(plain[:_DEFINED]):
        if acts := _acts([found[1]]):
            short.setdefault(acts[0], found[2])
    for act, name in short.items():
        counts[act] += plain.count(name) - 1
    return counts


def _lead(view: View) -> str:
    """The opening under the title, from its first line of some length."""
    lines = view.head.split("\n")
    first = next((n for n, line in enumerate(lines) if len(line) > 60), 0)
    return "\n".join(lines[first:])


def _bare(title: str) -> list[str]:
    """Known instruments that a title names without 《》, in Chinese or English."""
    found, rest = [], title
    for name, act in _longest_first() if _any_name().search(title) else ():
        if name in rest:
            found.append(act)
            rest = rest.replace(name, "\n")
    if unknown := _UNQUOTED.search(rest):
        found.append(unknown[0])
    if re.search(r"[a-z]{4}", title):
        low = title.lower()
        found += [act for name, act in english_names().items() if len(name) > 12 and name in low]
    return found


@cache
def _any_name() -> re.Pattern[str]:
    return re.compile(either(sorted(name for name, _ in _longest_first())))


@cache
def _longest_first() -> tuple[tuple[str, str], ...]:
    names = (pair for pair in chinese_names().items() if len(pair[0]) >= _SHORTEST_NAME)
    return tuple(sorted(names, key=lambda pair: -len(pair[0])))
