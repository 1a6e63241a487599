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


def first_date(text: str) -> date | None:
    """The first day printed in a folded text."""
    found = _DATE.search(text)
    return _day(found) if found else None


def signature(text: str) -> date | None:
    """The day of a signature (落款): a line of its own; the last one counts."""
    days = [day for found in _SIGNED.finditer(text) if (day := _day(found))]
    return days[-1] if days else None


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
