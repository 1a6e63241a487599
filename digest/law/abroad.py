"""Whose law a title is: acts of other countries and jurisdictions share the names of ours.

A title that is not known is foreign when the country its paragraph or heading named last is; a
known one only when its country stands before it, or did wherever the text named it.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from digest.law.lexicon import load
from digest.law.names import bare_title, full_title

_LATIN = re.compile(r" ?（(?!PIPL|CSL|DSL)[A-Z]{3,6}(?:[ ,，）]|[0-9])")
"""The abbreviation of a foreign act after its title: 《个人信息保护法》（APPI）."""
_LOOK_BACK = 400
_LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class _Words:
    before: re.Pattern[str]
    inside: re.Pattern[str]
    foreign: re.Pattern[str]
    domestic: re.Pattern[str]
    own: re.Pattern[str]


@cache
def _words() -> _Words:
    lists = load("kinds")["foreign"]
    places, regions = "|".join(lists["places"]), "|".join(lists["regions"])
    domestic = "|".join(lists["domestic"])
    region = rf"(?:{regions})(?:地区|特别行政区|特区|当局)?(?:现行)?的?"
    return _Words(
        re.compile(rf"(?:(?:{places})[^。；，《》\n]{{0,8}}|{region})\Z"),
        re.compile(places),
        re.compile(rf"(?:{places})"),
        re.compile(rf"(?:{domestic})"),
        re.compile(rf"(?:{domestic})[^。；，《》\n]{{0,12}}\Z"),
    )


class Countries:
    """The places of one text that name a country, ours among them."""

    def __init__(self, plain: str) -> None:
        self._plain = plain

    @cached_property
    def _named(self) -> list[tuple[int, int, bool]]:
        words, plain = _words(), self._plain
        named = [(m.end(), m.start(), True) for m in words.foreign.finditer(plain)]
        ends = {end for end, _, _ in named}
        named += [
            (m.end(), m.start(), False)
            for m in words.domestic.finditer(plain)
            if ends.isdisjoint((m.start(), m.start() - 1, m.start() - 2))  # 美国商务部
        ]
        return sorted(named)

    def last(self, start: int, end: int) -> bool | None:
        """Whether the country named last from ``start`` to ``end`` is another one; None when none
        is named."""
        index = bisect_left(self._named, (end + 1,)) - 1
        if index < 0 or self._named[index][1] < start:
            return None
        return self._named[index][2]

    def foreign_passage(self, start: int) -> bool:
        """Whether the paragraph named another country last before ``start``."""
        return bool(self.last(_opening(self._plain, start), start))


def abroad(plain: str, titles: Sequence[re.Match[str]], countries: Countries) -> frozenset[int]:
    """Starts of those ``titles`` (《…》, in their order) that are no law of this jurisdiction."""
    words = _words()
    direct: dict[str, bool] = {}
    own: set[str] = set()
    here: dict[int, bool] = {}
    for title in titles:
        start, name = title.start(), title[1]
        stated = stands_after_a_country(plain, start) or bool(words.inside.match(name))
        if _LATIN.match(plain, title.end()):
            stated = stated or countries.foreign_passage(start)
        here[start] = stated
        direct[name] = direct.get(name, False) or stated
        beside = plain[max(0, start - 2) : start].rstrip("、和与 ").endswith("》")
        if not stated and (beside or words.own.search(plain, max(0, start - 24), start)):
            own.add(name)
    found: set[int] = set()
    last: re.Match[str] | None = None
    for title in titles:
        start, name = title.start(), title[1]
        stated = here[start] or (direct[name] and name not in own)
        if not stated and not _is_ours(name):
            stated = _in_a_foreign_passage(plain, start, last, found, countries)
        if stated:
            found.add(start)
        last = title
    return frozenset(found)


def stands_after_a_country(plain: str, start: int) -> bool:
    """美国《…法》, 台湾地区《…法》."""
    return bool(_words().before.search(plain, max(0, start - 16), start))


@lru_cache(maxsize=4096)
def _is_ours(title: str) -> bool:
    """A known instrument, a title that says so itself, or the form of a 公文."""
    domestic = _words().domestic.match(title)
    return bool(domestic or "关于" in title or full_title(bare_title(title)))


def _in_a_foreign_passage(
    plain: str,
    start: int,
    last: re.Match[str] | None,
    found: Collection[int],
    countries: Countries,
) -> bool:
    """The jurisdiction named last before ``start``, in its paragraph or in the heading over it;
    ``last`` is the title before it, ``found`` the foreign ones so far."""
    opening = _opening(plain, start)
    if last and last.start() in found and last.start() >= opening:
        return countries.last(last.end(), start) is not False
    said = countries.last(opening, start)
    if said is None and plain[opening - 1 : opening] == "\n":
        above = plain.rfind("\n", max(0, opening - _LONGEST_HEADING - 2), opening - 1) + 1
        if above or opening <= _LONGEST_HEADING:
            said = countries.last(above, opening - 1)
    return bool(said)


def _opening(plain: str, start: int) -> int:
    """Where the paragraph of ``start`` begins, or what of it is looked at."""
    earliest = max(0, start - _LOOK_BACK)
    return max(plain.rfind("\n", earliest, start) + 1, earliest)
