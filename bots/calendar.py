"""The calendar (日历): days on which instruments take effect and consultations close."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bots import wording
from digest.ids import content_id
from digest.model import DateEntry


def calendar(entries: Sequence[DateEntry], stamp: datetime) -> bytes:
    """An iCalendar file of all-day events. ``stamp``: when it was written (DTSTAMP)."""
    from icalendar import Calendar, Event

    out = Calendar()
    out.add("prodid", "-//dutydiff//calendar//ZH")
    out.add("version", "2.0")
    out.add("x-wr-calname", "合规日历")
    for entry in dict.fromkeys(entries):
        instrument = wording.line(entry.instrument)
        event = Event()
        event.add("uid", f"{content_id(entry.instrument, entry.kind, str(entry.on))}@dutydiff")
        event.add("dtstamp", stamp)
        event.add("dtstart", entry.on)
        event.add("dtend", entry.on + timedelta(days=1))
        event.add("summary", f"{wording.DATES[entry.kind]}：{instrument}")
        event.add("transp", "TRANSPARENT")
        if url := wording.safe_url(entry.url):
            event.add("url", url)
        out.add_component(event)
    return bytes(out.to_ical())
