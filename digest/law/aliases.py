"""Short names a text gives instruments, 《…》（以下简称《办法》）, and those it leaves undefined.

A name means what it was last defined as before the place it stands at.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from digest.law.names import bare_title, full_title, is_short

_NOTE = re.compile(
    r"(?: ?\[[0-9]{1,3}\])? ?（(?P<inside>(?:[^（）\n]|（[^（）\n]{0,80}）){1,200})）"
)
_CALLED = re.compile(
    r"(?:以下|下文|下|以下均|后文|文中)?(?:统|简|合|并|均)?称(?:之)?(?:为|作)?：? ?"
    r"(?P<names>[^（）\n，；。]{2,60})"
)
_AFTER_COMMA = re.compile(r"[^《》（）。；\n]{0,30}，(?=(?:以下|下文)?(?:统|简|合)称)")
_QUOTED = re.compile(r'"? ?《([^《》\n]{2,40})》 ?"?|"([^"\n]{2,40})"')
_ONLY_A_NAME = re.compile(r' ?(?:以下|下称)?(?:"? ?《[^《》\n]{2,40}》 ?"?|"[^"\n]{2,40}") ?\Z')
_GENERIC = re.compile(
    r"(?:(?:暂行|管理|实施|新|本|该)?"
    r"(?:办法|规定|条例|细则|规则|方案|意见|通知|公告|解释|决定|标准|指南|规范|法|预案)"
    r"|征求意见稿|草案|修订草案|修正草案|审议稿)\Z"
)
_COMMON = re.compile(r".{0,2}(?:预案|方案|计划|意见|规划|要求|指南|标准|规范|通知|公告|清单)\Z")
"""A short name that is a common word without 《》: 应急预案, 技术要求."""
_COURTS = frozenset(("最高人民法院", "最高人民检察院", "最高人民法院、最高人民检察院"))
_DRAFT = re.compile(r"（[^（）]{0,10}(?:征求意见稿|草案|审议稿)[^（）]{0,10}）")


@dataclass(frozen=True, slots=True)
class Definition:
    """``name`` means ``title`` from ``start`` on, where its defining words begin; they end at
    ``end``."""

    name: str
    title: str
    start: int
    end: int


class Aliases:
    """Every short name of one text."""

    def __init__(self, definitions: Sequence[Definition]) -> None:
        self._definitions = definitions
        self._starts = [one.start for one in definitions]
        self._by_name: dict[str, list[Definition]] = {}
        for one in definitions:
            self._by_name.setdefault(one.name, []).append(one)

    def at(self, name: str, place: int) -> str | None:
        """What ``name`` means at ``place``: a definition below counts when it is the only one."""
        known = self._by_name.get(name)
        if not known:
            return None
        index = bisect_right(known, place, key=lambda d: d.start) - 1
        if index < 0 and len({d.title for d in known}) > 1:
            return None
        return known[max(index, 0)].title

    def names(self) -> dict[str, str]:
        """Those long or peculiar enough to be found without 《》, where each means one title."""
        return {
            name: known[0].title
            for name, known in self._by_name.items()
            if len(name) >= 3
            and not _GENERIC.match(name)
            and not _COMMON.match(name)
            and len({d.title for d in known}) == 1
        }

    def defines(self, place: int) -> bool:
        """Whether ``place`` is inside the words that define a name."""
        index = bisect_right(self._starts, place)
        return any(place < d.end for d in self._definitions[max(0, index - 4) : index])


def aliases(
    plain: str,
    titles: Sequence[re.Match[str]],
    resolve: Callable[[re.Match[str]], str | None],
    about: str | None,
) -> Aliases:
    """The short names ``plain`` defines after its ``titles`` (《…》). ``about`` is what the page is
    about: a generic name that nothing defines means it, or the only title of its type."""
    defined: list[Definition] = []
    for title in titles:
        found = list(_definitions(plain, title.end()))
        resolved = resolve(title) if found else None
        if resolved:
            defined += [Definition(name, resolved, start, end) for name, start, end in found]
    names = {d.name for d in defined}
    generic = {t[1] for t in titles if _GENERIC.match(t[1]) or is_short(t[1])} - names
    for name in sorted(generic):
        meant = _meant(name, titles, resolve, about)
        if meant:
            defined.append(Definition(name, meant, 0, 0))
    defined += _endings(titles, resolve, {d.name for d in defined})
    return Aliases(sorted(defined, key=lambda d: d.start))


def _endings(
    titles: Sequence[re.Match[str]],
    resolve: Callable[[re.Match[str]], str | None],
    defined: Collection[str],
) -> Iterator[Definition]:
    """《…要求》 beside 《信息安全技术 …要求》: an unknown title that is the end of one other."""
    distinct = {t[1]: t for t in titles}
    ends: dict[str, set[str | None]] = {}
    for printed, title in distinct.items():
        for at in range(1, len(printed) - 3):
            ending = printed[at - 1] in " —" or printed[:at] in _COURTS
            if ending and printed[at:] in distinct:
                ends.setdefault(printed[at:], set()).add(resolve(title))
    for name, meant in ends.items():
        known = name in defined or full_title(bare_title(name))
        one = meant.pop() if len(meant) == 1 and not known else None
        if one:
            yield Definition(name, one, 0, 0)


def _definitions(plain: str, at: int) -> Iterator[tuple[str, int, int]]:
    """Names, and the span of the words that define them, after a title that ends at ``at``."""
    while note := _NOTE.match(plain, at):
        start, end = note.span("inside")
        called = _CALLED.search(plain, start, end)
        if called:
            for name in _names(called["names"]):
                yield name, called.start(), end
        elif _ONLY_A_NAME.match(note["inside"]):
            for one in _QUOTED.findall(note["inside"]):
                yield (one[0] or one[1]).strip(), start, end
        at = note.end()
    comma = _AFTER_COMMA.match(plain, at)
    called = _CALLED.match(plain, comma.end()) if comma else None
    if called:
        for name in _names(called["names"]):
            yield name, called.start(), called.end()


def _names(printed: str) -> list[str]:
    quoted = [(a or b).strip() for a, b in _QUOTED.findall(printed)]
    bare = printed.strip(' "《》')
    return quoted or ([bare] if len(bare) <= 20 else [])


def _meant(
    name: str,
    titles: Sequence[re.Match[str]],
    resolve: Callable[[re.Match[str]], str | None],
    about: str | None,
) -> str | None:
    """《办法》 and 《征求意见稿》 in a text that defines neither."""
    draft = name.endswith(("稿", "草案"))
    typed = re.sub(r"\A[新本该]", "", name)
    fits = re.compile(
        rf"{re.escape(typed)}(?:（[^（）]{{1,8}}）)*\Z" if _GENERIC.match(name) else re.escape(name)
    )
    if about and (draft or re.sub(r"（[^（）]*）\Z", "", about).endswith(typed)):
        return about
    fitting = {
        resolve(t)
        for t in titles
        if len(t[1]) > len(name) + 2 and (_DRAFT if draft else fits).search(t[1])
    } - {None}
    return fitting.pop() if len(fitting) == 1 else None
