"""Citations: 《…》第N条第M款第K项, ranges, aliases defined in the text, 本办法, English forms.

A citation that resolves is the strongest evidence there is, so nothing is guessed: a foreign act, a
bare number and 前款 stay unresolved or are left out.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from digest.law.anaphora import carried
from digest.law.lexicon import NUM, folded, load
from digest.law.names import (
    bare_title,
    chinese_names,
    english_names,
    full_title,
    is_act,
    is_doubtful,
    well_formed,
)
from digest.model import Citation, Quote
from digest.text.numerals import to_int

__all__ = ["citations", "full_title"]

_TITLE = re.compile(r"《((?:[^《》\n]|《[^《》\n]{1,80}》){2,120})》")
_ARTICLES = rf"第 ?(?P<articles>{NUM}(?: ?[、至到~—–-] ?{NUM}){{0,9}}) ?条(?:之(?P<after>{NUM}))?"
_PARAGRAPH = rf"第 ?(?P<paragraph>{NUM}) ?款"
_POINT = rf"第 ?（?(?P<point>{NUM})）? ?项"
_PLACE = re.compile(rf"(?:{_ARTICLES})? ?(?:{_PARAGRAPH})? ?(?:{_POINT})?")
_JOIN = re.compile(r" ?(?P<join>、|，|和|以及|及其|及|与|或者|或|至|到|—+|–|-|~) ?(?=第)")
_BARE = re.compile(rf"第 ?{NUM}(?: ?[、至到—-] ?{NUM}){{0,9}} ?条")
_SELF = re.compile(r"本(?:法|办法|条例|规定|细则|规则|解释|决定|规范|标准|指南)$")
_ALIAS = re.compile(
    r"（(?:[^（）《\n]{0,30}[，、])?(?:(?P<called>(?:以下|下)?(?:统|简|合)?称)(?:为|作)?：?)?"
    r" ?(?P<alias>[^（）\n]{2,60})）"
)
_QUOTED = re.compile(r'"? ?《([^《》]{2,40})》 ?"?|"([^"]{2,40})"')
_NOTE = re.compile(r"（[^（）\n]{0,120}）")
_BOUNDARY = re.compile(r"(?:^|[^一-鿿A-Za-z0-9]|[据照反合及和与或为是对在按依了如见从由国于用即])$")
"""What may stand before a short name: 示例市标识办法 is not 标识办法."""
_ISSUED = re.compile(
    r"(?:部|局|署|委|办|院|会|中心)(?:等[^，。；]{0,8})?(?:近日|日前)?(?:联合)?"
    r"(?:发布|印发|制定|公布|出台|颁布|的)[^。；]{0,20}$|国家[^。；]{0,20}$"
)
"""Before 《…规则》: an authority made it."""
_LONGEST_RANGE = 100
_LONGEST_QUOTE = 200
_LOOK_BACK = 60


@dataclass(frozen=True, slots=True)
class _Place:
    article: str | None
    paragraph: int | None
    point: str | None
    end: int


def citations(text: str, instrument: str | None = None) -> tuple[Citation, ...]:
    """Every reference in ``text``, in its order. ``instrument`` is what 本法, 本办法 mean there.

    A quote is the words as printed, from the title to the place. A range or an enumeration gives
    one citation per article. Acts of other countries are kept, with no instrument.
    """
    plain = folded(text)
    aliases = _aliases(plain)
    titled = sorted(_titled(text, plain, aliases), key=_order)
    found = [*titled, *_english(text), *_bare(text, plain, aliases, instrument, titled)]
    if instrument is None:
        found += _carried(text, plain, sorted(found, key=_order))
    return tuple(dict.fromkeys(sorted(found, key=_order)))


def _order(citation: Citation) -> tuple[int, int]:
    return citation.quote.start, citation.quote.end


# --- aliases ----------------------------------------------------------------------


def _aliases(plain: str) -> dict[str, str]:
    """Names the text gives itself: 《…》（以下简称“《…》”）."""
    aliases: dict[str, str] = {}
    for title in _TITLE.finditer(plain):
        definition = _ALIAS.match(plain, title.end())
        resolved = _resolve(title[1], {}) if definition else None
        if not definition or not resolved or _is_abroad(plain, title):
            continue
        names = [a or b for a, b in _QUOTED.findall(definition["alias"])]
        if not names and definition["called"]:
            names = [definition["alias"]]
        for name in names:
            aliases.setdefault(name.strip(' "《》'), resolved)
    return aliases


def _resolve(title: str, aliases: dict[str, str]) -> str | None:
    title = re.sub(r"[《〈](.*)[》〉]", r"〈\1〉", title) if "《" in title else title
    if title in aliases:
        return aliases[title]
    bare = bare_title(title)
    return full_title(bare) or (bare if len(bare) > 3 and well_formed(bare) else None)


def _is_abroad(plain: str, title: re.Match[str]) -> bool:
    """美国《…法》, 台湾地区《…法》, 《伦敦…规则》: not of this jurisdiction."""
    before, inside = _abroad()
    start = title.start()
    return bool(before.search(plain, max(0, start - 16), start) or inside.match(title[1]))


def _is_private(plain: str, title: re.Match[str]) -> bool:
    """《服务使用规则》: no authority stands before it and no article of it is cited."""
    if not is_doubtful(bare_title(title[1])) or _BARE.match(plain, title.end()):
        return False
    return not _ISSUED.search(plain, max(0, title.start() - _LOOK_BACK), title.start())


@cache
def _abroad() -> tuple[re.Pattern[str], re.Pattern[str]]:
    lists = load("kinds")["foreign"]
    places, regions = "|".join(lists["places"]), "|".join(lists["regions"])
    region = rf"(?:{regions})(?:地区|特别行政区|特区|当局)?(?:现行)?的?"
    return re.compile(rf"(?:(?:{places})[^。；，《》]{{0,8}}|{region})$"), re.compile(places)


# --- 《…》 ------------------------------------------------------------------------------


def _titled(text: str, plain: str, aliases: dict[str, str]) -> Iterator[Citation]:
    for title in _TITLE.finditer(plain):
        resolved = None if _is_abroad(plain, title) else _resolve(title[1], aliases)
        if resolved and title[1] not in aliases and _is_private(plain, title):
            continue
        if resolved is None and not is_act(bare_title(title[1])):
            continue
        note = _NOTE.match(plain, title.end())
        at = note.end() if note else title.end()
        gap = re.compile(r" ?(?:的|中的|中|之|规定的)? ?").match(plain, at)
        places = _places(plain, gap.end() if gap else at)
        if not places:
            yield Citation(resolved, None, None, None, _quote(text, title.start(), title.end()))
        for place in places:
            start = title.start() if place.end - title.start() <= _LONGEST_QUOTE else at
            quote = _quote(text, start, place.end)
            yield Citation(resolved, place.article, place.paragraph, place.point, quote)


def _places(plain: str, at: int) -> list[_Place]:
    """第N条第M款、第K款和第L条 from ``at`` on; what a place leaves out the last one said."""
    places: list[_Place] = []
    ranged = False
    while True:
        found = _PLACE.match(plain, at)
        if not found or found.end() == at or not (found["articles"] or places):
            return places
        last = places[-1] if places else None
        new = list(_read(found, last))
        if ranged and last and new:
            new = [*_between(last.article, new[0].article, new[0].end), *new]
        places += new
        join = _JOIN.match(plain, found.end())
        if not join:
            return places
        ranged = join["join"][0] in "至到—–-~"
        at = join.end()


def _read(found: re.Match[str], last: _Place | None) -> Iterator[_Place]:
    paragraph = to_int(found["paragraph"]) if found["paragraph"] else None
    point = to_int(found["point"]) if found["point"] else None
    if not found["articles"]:
        if last and paragraph is None:
            paragraph = last.paragraph
        yield _Place(last.article if last else None, paragraph, _text(point), found.end())
        return
    after = to_int(found["after"]) if found["after"] else None
    numbers = _numbers(found["articles"])
    for index, number in enumerate(numbers):
        final = index == len(numbers) - 1
        article = f"{number}-{after}" if final and after else str(number)
        yield _Place(article, paragraph if final else None, _text(point), found.end())


def _numbers(printed: str) -> list[int]:
    """三十八至四十 and 二十一、二十二 inside one 第…条."""
    numbers: list[int] = []
    ranged = False
    for part in re.findall(rf"{NUM}|[、至到~—–-]", printed):
        value = to_int(part)
        if value is None:
            ranged = part != "、"
            continue
        if ranged and numbers and numbers[-1] < value <= numbers[-1] + _LONGEST_RANGE:
            numbers += range(numbers[-1] + 1, value)
        numbers.append(value)
    return numbers


def _between(first: str | None, last: str | None, end: int) -> Iterator[_Place]:
    if first and last and first.isdigit() and last.isdigit():
        low, high = int(first), int(last)
        if low < high <= low + _LONGEST_RANGE:
            yield from (_Place(str(n), None, None, end) for n in range(low + 1, high))


def _text(number: int | None) -> str | None:
    return None if number is None else str(number)


def _quote(text: str, start: int, end: int) -> Quote:
    return Quote(text[start:end], start, end)


# --- without 《》 ----------------------------------------------------------------


def _bare(
    text: str,
    plain: str,
    aliases: dict[str, str],
    instrument: str | None,
    titled: list[Citation],
) -> Iterator[Citation]:
    """网络安全法第二十一条, 本办法第九条, and 第N条 after the only instrument of a sentence."""
    names = chinese_names() | {a: t for a, t in aliases.items() if len(a) >= 4}
    sizes = sorted({len(name) for name in names}, reverse=True)
    starts = [c.quote.start for c in titled]
    done = 0
    for found in _BARE.finditer(plain):
        at = found.start()
        before = titled[bisect_left(starts, at - _LONGEST_QUOTE) : bisect_left(starts, at)]
        if at < done or any(at < c.quote.end for c in before):
            continue
        start, resolved = _named(plain, at, names, sizes, instrument)
        if start == at:
            resolved = _only_one(plain, at, before)
        if resolved is None:
            continue
        for place in _places(plain, at):
            quote = _quote(text, start, place.end)
            yield Citation(resolved, place.article, place.paragraph, place.point, quote)
            done = place.end


def _named(
    plain: str, at: int, names: dict[str, str], sizes: list[int], instrument: str | None
) -> tuple[int, str | None]:
    own = _SELF.search(plain, max(0, at - 4), at)
    if own:
        return own.start(), instrument
    before = plain[max(0, at - _LOOK_BACK) : at].rstrip(" ")
    for size in sizes:
        if before[-size:] in names and _BOUNDARY.search(before[:-size]):
            start = at - (min(at, _LOOK_BACK) - len(before)) - size
            return start, names[before[-size:]]
    return at, None


def _only_one(plain: str, at: int, before: list[Citation]) -> str | None:
    """The instrument of a bare number: the only one this sentence has named so far."""
    opening = max(plain.rfind(mark, max(0, at - _LONGEST_QUOTE), at) for mark in "。；\n")
    here = {c.instrument for c in before if opening < c.quote.start}
    return here.pop() if len(here) == 1 else None


def _carried(text: str, plain: str, cited: list[Citation]) -> Iterator[Citation]:
    for start, at, title in carried(plain, cited):
        for place in _places(plain, at):
            quote = _quote(text, start, place.end)
            yield Citation(title, place.article, place.paragraph, place.point, quote)


# --- English ----------------------------------------------------------------------


def _english(text: str) -> Iterator[Citation]:
    names = english_names()
    either = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    number = (
        r"(?:Articles?|Art\.) ?"
        r"(?P<n>[0-9]{1,3}(?:(?:, | and |, and | or | to |-|–)[0-9]{1,3}){0,9})"
        r"(?:\((?P<p>[0-9])\))?"
    )
    name = rf"(?P<name>\b(?:{either})\b)"
    forward = re.compile(
        rf"{number}(?: ?(?:of|under|in|,))? (?:the )?(?:(?:PRC|China|Chinese)(?:['’]s)? )?{name}",
        re.I,
    )
    backward = re.compile(rf"{name},? (?:{number})", re.I)
    done: set[int] = set()
    for pattern in (forward, backward):
        for found in pattern.finditer(text):
            if found.start() in done:
                continue
            done.add(found.start())
            paragraph = int(found["p"]) if found["p"] else None
            printed = re.sub(r", and |, | and | or ", "、", found["n"]).replace(" to ", "至")
            for value in _numbers(printed):
                quote = _quote(text, found.start(), found.end())
                title = names[found["name"].lower()]
                yield Citation(title, str(value), paragraph, None, quote)
