"""Days in legal texts: 2023年8月15日, 二〇二三年八月十五日, 2026-03-17; 施行, 截止, 落款. All in
Asia/Shanghai; an impossible day is no day. A year of three digits is one of the 民国 (112年)."""

import re
from dataclasses import dataclass
from datetime import date

from digest.text.numerals import to_int

_N = r"[0-9零〇○一二三四五六七八九十]"
_DAY = (
    r"(?P<y>[12][0-9]{3}|[一二][零〇○一二三四五六七八九]{3}|(?<![0-9])1[0-9]{2}(?=年)) ?[年./-]"
    rf" ?(?P<m>{_N}{{1,3}}) ?[月./-] ?(?P<d>{_N}{{1,3}}) ?日?"
)
_REPUBLIC = 1911
"""The year before the first of the 民国."""
_DATE = re.compile(_DAY)
_SIGNED = re.compile(rf"^ *{_DAY} *$", re.M)
DATE_LINE = re.compile(rf"(?:^| ){_DAY} *$")
"""The day that closes a signature, on a line of its own or after the name."""
_BOOK = re.compile(r"《(?:[^《》]|《[^《》]{1,60}》){1,100}》")
_ACT_END = re.compile(r"[\n，。；）]")
_NOTE = re.compile(r"（[^（）]{1,600}）")
_DRAFTED = re.compile(
    rf"^[ #*]*（(?=[^（）\n]*(?:草案|稿))[^（）\n0-9]{{0,30}}{_DAY}[^（）\n0-9]{{0,16}}）[ *]*$",
    re.M,
)
_AMENDED = re.compile(r"(?:修订|修正)(?!的)|会议通过的 *$")
_PUBLISHED = re.compile(
    r"(?:公布|发布|印发|颁布|函颁)(?!的|之日)|令 ?（?第|^ *[一-鿿]{2,8}[〔［][12][0-9]{3}[〕］]"
    r"|^ +[一-鿿、 ]{2,60}(?:办公室|委员会|总局|法院|部)$"
)
_OF_ANOTHER = re.compile(r"(?:通过|公布|发布|印发)的(?! *(?:$|第.{1,3}次)?修)")
"""《…》 of the day has been left out: it was another act that was made then."""
_ADOPTED = re.compile(r"通过(?!的)")
_CONGRESS = re.compile(r"人民代表大会|人大")
_LONGEST_DELAY = 183
"""Days from adoption to publication: what is printed later is the day of a repost."""
_EFFECTIVE = re.compile(rf"(?:自|于|从|定于) ?{_DAY} ?(?:起|开始)?(?:正式)?(?:施行|实施|生效|执行)")
_AT_ONCE = re.compile(r"自(?:公布|发布|印发)之日起(?:施行|实施|生效|执行)")
PARTS = r"第[0-9零〇一二三四五六七八九十百千两第条款项章节编之、和及与至到以（）]{1,80}+"
"""Places of a text that may begin on a day of their own: 第三条、第五条至第七条."""
_OF_PARTS = re.compile(rf"{PARTS}(?:的?(?:有关|相关)?规定)?，? ?(?:自|从|于)? ?\Z")
LATER = re.compile(
    rf"(?P<parts>{PARTS})(?:的?(?:有关|相关)?规定)?，? ?(?:自|从|于) ?{_DAY} ?起?(?:正式)?"
    r"(?:施行|实施|生效|执行)"
)
"""第三条自…起施行: articles that begin on a day of their own."""
_STOPS = (
    r"(?:起|后)?，?(?:同时|正式|即行|一并|予以)*"
    r"(?:废止|失效|停止(?:执行|施行|实施|使用)|不再(?:执行|施行|实施|适用|有效))"
)
_ENDS = re.compile(rf"(?:自|从|于|到|至) ?{_DAY}(?:之日)?{_STOPS}")
_ENDS_AT_ONCE = re.compile(rf"自(?:本[^，。；]{{0,6}})?(?:公布|发布|印发|下发)之日{_STOPS}")
_VALID = re.compile(
    rf"(?:施行|实施|生效|执行)，?(?:本[^，。；]{{1,6}})?有效期限?(?:截?至|到)：? ?{_DAY}"
)
_ENDS_FROM = re.compile(rf"(?:^|[，。；：]) ?(?:自|从) ?{_DAY} ?起，")
_NOTED = re.compile(rf"{_DAY} ?起?(?:施行|实施)")
_PROCLAIMED = re.compile(rf"{_DAY}[^，。；\n0-9]{{0,40}}公布施行")
_BLANK = re.compile(
    r"自 ?(?:[12][0-9X×x]{3})? ?年? ?(?:[X×x ]{0,4})月 ?(?:[X×x ]{0,4})日 ?起 ?(?:施行|实施)"
)
_UNTIL = (
    re.compile(rf"(?:截止|截至)(?:日期|时间|到)?(?:为|是|：)? ?{_DAY}"),
    re.compile(
        rf"(?:请|可)?(?:于|在) ?{_DAY} ?(?:[0-9]{{1,2}}(?:：|:)[0-9]{{2}})? ?(?:之?前|以前)"
    ),
    re.compile(rf"(?:时间|期限)(?:为|：|自)[^。\n]{{4,24}}?(?:至|到|—+|-|－) ?{_DAY}"),
)
_UNTIL_THE_SAME_YEAR = re.compile(
    rf"(?:时间|期限)(?:为|：|自) ?{_DAY} ?(?:至|到|—+|-|－|~|～) ?"
    rf"(?:(?P<m2>{_N}{{1,3}}) ?月 ?)?(?P<d2>{_N}{{1,3}}) ?日"
)
_UNTIL_THIS_YEAR = re.compile(
    rf"(?:截止|截至)(?:日期|时间)?(?:为|：)? ?(?P<m>{_N}{{1,3}})月(?P<d>{_N}{{1,3}})日"
    rf"|于 ?(?P<m2>{_N}{{1,3}})月(?P<d2>{_N}{{1,3}})日前"
)


def signature(text: str, first: bool = False) -> date | None:
    """The day of a signature (落款): a line of its own. The last one counts; of a notice that
    carries a signed document, the ``first``."""
    days = [day for found in _SIGNED.finditer(text) if (day := _day(found))]
    return days[0 if first else -1] if days else None


def drafted(head: str) -> date | None:
    """The day in the line under the title of a draft: （征求意见稿 2025年1月10日）."""
    found = _DRAFTED.search(head)
    return _day(found) if found else None


def enactments(head: str) -> list[tuple[date, str]]:
    """The days a 题注 or an order tells, each with the words up to the next day or stop:
    2023年7月10日 / 国家互联网信息办公室令第15号公布. Titles of other acts are left out."""
    # A 题注 in brackets may be wrapped; elsewhere a line ends what is told.
    plain = _NOTE.sub(lambda note: note[0].replace("\n", ""), _BOOK.sub("", head))
    found = list(_DATE.finditer(plain))
    acts = []
    for index, this in enumerate(found):
        stop = found[index + 1].start() if index + 1 < len(found) else len(plain)
        act = _ACT_END.split(plain[this.end() : min(stop, this.end() + 400)], maxsplit=1)[0]
        if (day := _day(this)) and not _OF_ANOTHER.search(act):
            acts.append((day, act))
    return acts


@dataclass(frozen=True, slots=True)
class Days:
    """The days a text tells of itself."""

    published: date | None = None
    adopted: date | None = None
    """The last day it was adopted or amended (通过, 修正)."""
    decided: date | None = None
    """The last of the days it was adopted, amended or made public."""


def published(notes: str, signed: date | None, page: date | None) -> Days:
    """The day of publication, and the days before it.

    Trusted in this order: the day of 公布 in the 题注 or order (``notes``); the signature; the day
    of the amendment in the 题注; ``page``, the day the page tells; the day of adoption (通过) by a
    people's congress, which publishes on the same day. What a court or a ministry adopts is
    published later, on a day that the adoption does not tell. A signature or a page is believed
    only within half a year of the adoption.
    """
    acts = enactments(notes)
    amended = _last(acts, _AMENDED, ())
    public = _last(acts, _PUBLISHED, (_AMENDED,))
    adopted = _last(acts, _ADOPTED, (_AMENDED, _PUBLISHED))
    latest = max((day for day in (amended, adopted) if day), default=None)
    decided = max((day for day in (latest, public) if day), default=None)
    if public and public == decided:
        return Days(public, latest, decided)
    if _follows(decided, signed):
        return Days(signed, latest, decided or signed)
    made = [act for act in acts if "通过" not in act[1] or _CONGRESS.search(act[1])]
    revised = _last(made, _AMENDED, ())
    if revised and revised == decided:
        return Days(revised, latest, decided)
    passed = _last(made, _ADOPTED, ())
    return Days(page if _follows(decided, page) else passed, latest, decided)


def _last(
    acts: list[tuple[date, str]], word: re.Pattern[str], but: tuple[re.Pattern[str], ...]
) -> date | None:
    told = (d for d, act in acts if word.search(act) and not any(b.search(act) for b in but))
    return max(told, default=None)


def _follows(decided: date | None, day: date | None) -> bool:
    return day is not None and (not decided or 0 <= (day - decided).days <= _LONGEST_DELAY)


def effective(text: str, published: date | None) -> date | None:
    """The day of 自…起施行; 自公布之日起施行 is the day of publication, where that is known. A day
    of some articles (但第三条自…起施行) is another one."""
    for pattern in (_EFFECTIVE, _NOTED, _PROCLAIMED):
        if found := _of_the_whole(pattern, text):
            return _day(found)
    return published if _of_the_whole(_AT_ONCE, text) else None


def _of_the_whole(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = pattern.finditer(text)
    return next((f for f in found if not _OF_PARTS.search(text[: f.start()][-120:])), None)


def day(found: re.Match[str]) -> date | None:
    """The day in a match of `LATER`; None for one that is in no calendar."""
    return _day(found)


def ends(text: str, published: date | None) -> date | None:
    """The day from which a text says that another one is repealed (自…起废止, 自公布之日起失效);
    None where it tells no day of its own for that."""
    if found := _ENDS.search(text):
        return _day(found)
    if _ENDS_AT_ONCE.search(text):
        return published
    begins = _ENDS_FROM.search(text)
    return _day(begins) if begins else None


def valid_until(text: str) -> tuple[date, int, int] | None:
    """The last day of 自…起施行，有效期至…, and where the words stand."""
    found = _VALID.search(text)
    last = _day(found) if found else None
    return (last, found.start(), found.end()) if found and last else None


def start_blank(text: str) -> bool:
    """自　年　月　日起施行: the day is left open, as drafts do."""
    return bool(_BLANK.search(text))


def comments_until(text: str, published: date | None) -> date | None:
    """The last day for comments, as consultation notices print it; a day without a year is in the
    year of publication."""
    for pattern in _UNTIL:
        found = pattern.search(text)
        if found:
            return _day(found)
    if ranged := _UNTIL_THE_SAME_YEAR.search(text):
        return _valid(*(to_int(ranged[n]) for n in ("y", "m2" if ranged["m2"] else "m", "d2")))
    found = _UNTIL_THIS_YEAR.search(text)
    if not found or not published:
        return None
    month, day = to_int(found["m"] or found["m2"]), to_int(found["d"] or found["d2"])
    on = _valid(published.year, month, day)
    return _valid(published.year + 1, month, day) if on and on < published else on


def _day(found: re.Match[str]) -> date | None:
    year = to_int(found["y"]) or 0
    return _valid(
        year if year >= 1000 else year + _REPUBLIC, to_int(found["m"]), to_int(found["d"])
    )


def _valid(year: int | None, month: int | None, day: int | None) -> date | None:
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None
