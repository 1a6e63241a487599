"""Dates as list pages, feeds and JSON rows write them; every day is a day in Asia/Shanghai."""

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")
_EPOCH = re.compile(r"(\d{10})(\d{3})?")


def day(text: str | None) -> date | None:
    """The first day written in ``text`` as 2026-03-17, 2026/3/17, 2026.03.17 or 2026年3月17日;
    only of 1900 to 2099."""
    for found in _DAY.finditer(text or ""):
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            continue
    return None


def feed_day(text: str | None) -> date | None:
    """The day of a feed entry: RFC 822, ISO 8601, or an epoch in seconds or milliseconds.

    A time without a zone is local time of the feed's maker, taken as Asia/Shanghai
    (we-mp-rss writes ``Mon, 10 Nov 2025 04:00:10`` with none).
    """
    text = (text or "").strip()
    if not text:
        return None
    if epoch := _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(epoch[1]), UTC).astimezone(SHANGHAI).date()
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(text)
            told = (moment.astimezone(SHANGHAI) if moment.tzinfo else moment).date()
        except (ValueError, TypeError, OverflowError):  # the last: a year before 1 or after 9999
            continue
        return told if 1900 <= told.year < 2100 else None
    return day(text)


def exclusive_midnight(milliseconds: str | None) -> date | None:
    """The last day before an epoch in ms: MIIT's ``endtime`` is the midnight *after* the deadline
    (1791993600000 is 2026-10-15 00:00 in Beijing; the page says 2026年10月14日前)."""
    text = (milliseconds or "").strip()
    if not text.isdecimal() or len(text) > 14:
        return None
    end = datetime.fromtimestamp(int(text) / 1000, UTC) - timedelta(seconds=1)
    return end.astimezone(SHANGHAI).date()
