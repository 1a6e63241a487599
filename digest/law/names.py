"""Titles of instruments: the form they are cited by, and the known names of each."""

import re
from datetime import date
from functools import cache, lru_cache

from digest.law.lexicon import folded, load

_DRAFT = re.compile(
    r"（(?:[^（）]{0,8}(?:征求意见稿|草案|审议稿|送审稿|报批稿|讨论稿)[^（）]{0,10}"
    r"|(?:20|19)[0-9]{2}年?[^（）版—–-]{0,8}(?:修正|修订)?|修正|修订)）"
    r"|(?<![单录）])（(?:20|19)[0-9]{2}年?版）"
)
_TITLE_END = re.compile(
    r"(?:法|法典|条例|规定|办法|决定|规则|细则|指南|标准|规范|要求|解释|指引|方法|决议|目录|清单|修正案)(?:（[^（）]{1,8}）)?$"
)
TITLE_END = re.compile(
    r"(?:法|条例|规定|办法|决定|规则|细则|解释|规范|要求|指南|指引|方法|修正案|标准)"
    r"(?:（[^（）]{1,16}）){0,2}$"
)
"""How the line that prints the title of an act ends."""
NO_TITLE = re.compile(
    r"（?(?:根据|(?:19|20)[0-9]{2}年)|第|目 ?录|（.*(?:修正|修订|通过)）$|.*(?:修正|修订|通过|》)$"
)
"""A 题注 or a heading, which stands where a title may stand."""
_NUMBERED = re.compile(r"^.{0,40}?[〔\[（][12][0-9]{3}[〕\]）] ?[0-9]{1,4} ?号 ")
_TITLE_START = re.compile(r"中?华人民共和国|最高人民法院|最高人民检察院|.{0,20}关于")
_FOREIGN_END = re.compile(r"法案$|协定$|公约$|指令$")
_OFFICIAL_NOTICE = re.compile(
    r"[^《》]{0,40}关于(?!.{0,80}征求.{0,8}意见).{4,100}的(?:通知|意见|公告)$"
)
"""规范性文件, which resolve to themselves."""
_PURPOSE = re.compile(
    r"为了?(?:(?:保障|规范|加强|维护|促进|保护|发展|健全|完善|保证|推进|做好)(?:和(?!国))?){1,2}(?:对)?"
    r"(?P<object>[一-鿿]{2,12}?)(?P<rest>(?:事业|工作|活动|行为|制度)?"
    r"(?:的?(?:健康)?发展|的?(?:监督)?管理|的设定和实施)?)[，、][^。]{0,400}"
    r"制定本(?P<type>法|条例)"
)
_AMENDED = re.compile(
    r"《(?:[^《》〈〉<>\n]{0,20}关于修改[〈《<]([^《》〈〉<>\n]{2,60})[〉》>]的决定"
    r"|(中华人民共和国[^《》〈〉<>\n]{2,30})修正案(?:（[^（）\n]{1,4}）)?)》[^。\n]{0,12}修[正订]"
)
_SHORT_END = re.compile(
    r"(?:办法|规定|规则|指南|规范|标准|要求|方案|意见|通知|公告|预案|规划|指引|细则|方法|清单|目录|准则)$"
)
_SHORT = 5
_FIRM_LENGTH = 8
_ISSUERS = re.compile(r"\A中共中央(?:办公厅)?[ 、]?国务院(?:办公厅)?[ 、]?(?=关于)")
_PREFIX = re.compile(r"中?华人民共和国(?=.{2})")
"""A hard-wrapped title may lose its first character to the line above."""


@lru_cache(maxsize=4096)
def bare_title(name: str) -> str:
    """A title without 《》, 中华人民共和国, 中共中央、国务院 and the marks of a draft, folded."""
    title = folded(name).replace("\n", "").strip(" 《》")
    if title.count('"') != 2 or title.endswith('"'):
        title = title.strip('"')
    title = _ISSUERS.sub("", _DRAFT.sub("", title).strip())
    return _PREFIX.sub("", title, count=1) if _PREFIX.match(title) else title


@lru_cache(maxsize=4096)
def full_title(name: str) -> str | None:
    """The canonical title of a known instrument (digest/data/instruments.toml) for any of its
    names: with 中华人民共和国, short, as a draft, in traditional script, in English."""
    return _titles().get(_key(bare_title(name)))


def renumbered_on(title: str) -> date | None:
    """The day an amendment gave other numbers to the articles of a known instrument: a number in
    an older text is another article. ``title`` may be any of its names."""
    known = _renumbered().get(full_title(title) or "")
    return known[0] if known else None


def renumbered(title: str, number: str) -> tuple[str, ...]:
    """What an article number from before that day is now: several where the article was split."""
    known = _renumbered().get(full_title(title) or "")
    if known is None or not number.isdigit():
        return ()
    at = int(number)
    return tuple(str(new + at - first) for first, last, new in known[1] if first <= at <= last)


def well_formed(title: str) -> bool:
    """Whether a title in 《》 is that of a Chinese instrument, known or not."""
    known = load("instruments")["foreign"]
    if title in known or _FOREIGN_END.search(title):
        return False
    return bool(_TITLE_END.search(title) or _OFFICIAL_NOTICE.match(title))


def is_short(title: str) -> bool:
    """Whether a title is the short name of something: 《保护要求》, 《实践指南》."""
    return len(title) <= _SHORT and bool(_SHORT_END.search(title)) and full_title(title) is None


@lru_cache(maxsize=4096)
def is_act(title: str) -> bool:
    """Whether a title in 《》 names a legal act of any country, and not a book or a journal."""
    return len(title) > 3 and bool(_TITLE_END.search(title) or _FOREIGN_END.search(title))


def title_line(head: str) -> tuple[int, int] | None:
    """Span of the title of the act in what stands above its first article (folded): the last line
    that ends like one; a title broken over two lines is taken whole, a sentence is none."""
    lines = [(m.start(), m[0]) for m in re.finditer(r"[^\n]+", head)]
    for index in range(len(lines) - 1, -1, -1):
        start, line = lines[index]
        numbered = _NUMBERED.match(line)
        start, line = (start + numbered.end(), line[numbered.end() :]) if numbered else lines[index]
        start, line = start + len(line) - len(line.lstrip()), line.strip()
        if not 3 < len(line) <= 60 or NO_TITLE.match(line) or not TITLE_END.search(line):
            continue
        if re.search(r"[，；。：]", line):
            continue
        opening = _broken(lines[index - 1]) if index and not numbered else None
        return start if opening is None else opening, start + len(line)
    return None


def _broken(before: tuple[int, str]) -> int | None:
    """Where the title begins when the line before its last one opens it."""
    start, line = before
    numbered = _NUMBERED.match(line)
    start, line = (start + numbered.end(), line[numbered.end() :]) if numbered else before
    words = line.strip()
    opens = _TITLE_START.match(words) and not re.search(r"[，；。：》]|[0-9]{4}年", words)
    whole = TITLE_END.search(words) or re.search(r"(?:令|公告|通知)$", words)
    return (
        start + len(line) - len(line.lstrip()) if opens and not whole and len(words) <= 50 else None
    )


def unspaced(title: str) -> str:
    """A title without the gaps and breaks its typesetting put between Chinese characters, and once
    where a page printed for bold type says it twice."""
    joined = re.sub(r"(?<=[一-鿿）》])\s+(?=[一-鿿（《])", "", title)
    twice = re.fullmatch(r"(.{4,80})\1", joined)
    return twice[1] if twice else joined


def purpose_title(first_article: str) -> str | None:
    """The known law whose first article (folded) says 为了保障网络安全…，制定本法."""
    said = _PURPOSE.search(first_article)
    if said is None or (said["rest"] and said["type"] == "条例"):  # a province has one as well
        return None
    return full_title(said["object"] + said["type"])


def amended_title(head: str) -> str | None:
    """The law whose 题注 above its first article (folded) names what amended it, and it alone:
    根据…《关于修改〈…〉的决定》修正, 《…修正案（二）》第三次修正."""
    named = {bare_title(m[1] or m[2]) for m in _AMENDED.finditer(head)}
    one = named.pop() if len(named) == 1 else None
    return (full_title(one) or one) if one else None


@lru_cache(maxsize=4096)
def draft_title(name: str) -> str | None:
    """The title a known instrument had as a draft, where ``name`` is that and is marked a draft."""
    bare = bare_title(name)
    return bare if bare in _drafts() and _DRAFT.search(folded(name)) else None


def titles_as_draft(title: str) -> tuple[str, ...]:
    """The other titles the drafts of a known instrument had."""
    return tuple(draft for draft, final in _drafts().items() if final == title)


@cache
def chinese_names() -> dict[str, str]:
    """Every Chinese name by its folded form, to find names printed without 《》."""
    return {folded(title): title for title in load("instruments")["others"]} | {
        folded(name): entry["title"]
        for entry in load("instruments")["instrument"]
        for name in (entry["title"], *entry.get("names", ()))
    }


@cache
def firm_names() -> frozenset[str]:
    """Those that mean the instrument without 《》 and without a place too: titles and long names,
    and short ones that are no common words."""
    lists = load("instruments")
    titles = {*lists["others"], *(entry["title"] for entry in lists["instrument"])}
    long = {name for name in chinese_names() if len(name) >= _FIRM_LENGTH}
    return frozenset({folded(title) for title in titles} | long | {*lists["firm"]})


@cache
def english_names() -> dict[str, str]:
    """English names and abbreviations, in lower case, to the canonical title."""
    return {
        name.lower(): entry["title"]
        for entry in load("instruments")["instrument"]
        for name in (*entry.get("english", ()), *entry.get("abbreviations", ()))
    }


@cache
def _drafts() -> dict[str, str]:
    return {
        draft: entry["title"]
        for entry in load("instruments")["instrument"]
        for draft in entry.get("drafts", ())
    }


def _key(name: str) -> str:
    return re.sub(r"[\s·]", "", name).replace("〈", "").replace("〉", "").casefold()


@cache
def _renumbered() -> dict[str, tuple[date, list[tuple[int, int, int]]]]:
    return {
        entry["title"]: (entry["renumbered_on"], entry["renumbered"])
        for entry in load("instruments")["instrument"]
        if "renumbered_on" in entry
    }


@cache
def _titles() -> dict[str, str]:
    table = {_key(folded(title)): title for title in load("instruments")["others"]}
    table |= {_key(folded(draft)): title for draft, title in _drafts().items()}
    for entry in load("instruments")["instrument"]:
        for field in ("names", "english", "abbreviations"):
            for name in entry.get(field, ()):
                table[_key(folded(name))] = entry["title"]
    for entry in load("instruments")["instrument"]:  # a full title wins over a short name
        table[_key(folded(entry["title"]))] = entry["title"]
    return table
