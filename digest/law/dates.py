"""Days in legal texts: 2023年8月15日, 二〇二三年八月十五日, 2026-03-17; 施行, 截止, 落款. All in
Asia/Shanghai; an impossible day is no day."""

import re
from datetime import date

from digest.text.numerals import to_int

_N = r"[0-9零〇○一二三四五六七八九十]"
_DAY = (
    r"(?P<y>[12][0-9]{3}|[一二][零〇○一二三四五六七八九]{3}) ?[年./-]"
    rf" ?(?P<m>{_N}{{1,3}}) ?[月./-] ?(?P<d>{_N}{{1,3}}) ?日?"
)
_DATE = re.compile(_DAY)
_SIGNED = re.compile(rf"^ *{_DAY} *$", re.M)
DATE_LINE = re.compile(rf"(?:^| ){_DAY} *$")
"""The day that closes a signature, on a line of its own or after the name."""
_BOOK = re.compile(r"《(?:[^《》]|《[^《》]{1,60}》){1,100}》")
_ACT_END = re.compile(r"[\n，。；）]")
_NOTE = re.compile(r"（[^（）]{1,600}）")
_AMENDED = re.compile(r"(?:修订|修正)(?!的)|会议通过的 *$")
_PUBLISHED = re.compile(
    r"(?:公布|发布|印发|颁布)(?!的|之日)|令 ?（?第|^ ?[一-鿿]{2,8}[〔［][12][0-9]{3}[〕］]"
    r"|^ +[一-鿿、 ]{2,60}(?:办公室|委员会|总局|法院|部)$"
)
_ADOPTED = re.compile(r"通过(?!的)")
_LONGEST_DELAY = 183
"""Days from adoption to publication: what is printed later is the day of a repost."""
_EFFECTIVE = re.compile(rf"(?:自|于|从|定于) ?{_DAY} ?(?:起|开始)?(?:正式)?(?:施行|实施|生效|执行)")
_AT_ONCE = re.compile(r"自(?:公布|发布|印发)之日起(?:施行|实施|生效|执行)")
_NOTED = re.compile(rf"{_DAY} ?起?(?:施行|实施)")
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
_UNTIL_THIS_YEAR = re.compile(
    rf"(?:截止|截至)(?:日期|时间)?(?:为|：)? ?(?P<m>{_N}{{1,3}})月(?P<d>{_N}{{1,3}})日"
    rf"|于 ?(?P<m2>{_N}{{1,3}})月(?P<d2>{_N}{{1,3}})日前"
)


def signature(text: str) -> date | None:
    """The day of a signature (落款): a line of its own; the last one counts."""
    days = [day for found in _SIGNED.finditer(text) if (day := _day(found))]
    return days[-1] if days else None


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
        if day := _day(this):
            acts.append((day, act))
    return acts


def published(head: str, tail: str, page: date | None) -> tuple[date | None, date | None]:
    """The day of publication, and the last day the text itself was decided on or made public.

    Trusted in this order: the day of 公布 in the 题注 or order; the signature above the text or
    below it; the day of the amendment in the 题注; ``page``, the day the page tells; the day of
    adoption (通过). A signature or a page is believed only within half a year of the adoption.
    """
    acts = enactments(head)
    amended = _last(acts, _AMENDED, ())
    public = _last(acts, _PUBLISHED, (_AMENDED,))
    adopted = _last(acts, _ADOPTED, (_AMENDED, _PUBLISHED))
    decided = max((day for day in (amended, public, adopted) if day), default=None)
    if public and public == decided:
        return public, decided
    signed = next((s for s in (signature(head), signature(tail)) if _follows(decided, s)), None)
    if signed or (amended and amended == decided):
        return signed or amended, decided or signed
    return (page if _follows(decided, page) else decided), decided


def _last(
    acts: list[tuple[date, str]], word: re.Pattern[str], but: tuple[re.Pattern[str], ...]
) -> date | None:
    told = (d for d, act in acts if word.search(act) and not any(b.search(act) for b in but))
    return max(told, default=None)


def _follows(decided: date | None, day: date | None) -> bool:
    return day is not None and (not decided or 0 <= (day - decided).days <= _LONGEST_DELAY)


def effective(text: str, published: date | None) -> date | None:
    """The day of 自…起施行; 自公布之日起施行 is the day of publication, where that is known."""
    found = _EFFECTIVE.search(text) or _NOTED.search(text)
    if found:
        return _day(found)
    return published if _AT_ONCE.search(text) else None


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
    found = _UNTIL_THIS_YEAR.search(text)
    if not found or not published:
        return None
    month, day = to_int(found["m"] or found["m2"]), to_int(found["d"] or found["d2"])
    on = _valid(published.year, month, day)
    return _valid(published.year + 1, month, day) if on and on < published else on


def _day(found: re.Match[str]) -> date | None:
    return _valid(to_int(found["y"]), to_int(found["m"]), to_int(found["d"]))


def _valid(year: int | None, month: int | None, day: int | None) -> date | None:
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None
