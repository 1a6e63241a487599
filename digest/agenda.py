"""The agenda (日程): which notices change the law, and the days they set."""

from collections.abc import Iterator, Sequence
from datetime import date

from digest.model import DateEntry, DateKind, Effect, NoticeKind, Version
from digest.release import Arrival, Release

# An official notice of these kinds changes the law even where its text is not at hand to compare
# and no register line is touched.
ANNOUNCES = {
    NoticeKind.PROMULGATION: Effect.NONE,
    NoticeKind.DRAFT: Effect.NONE,
    NoticeKind.AMENDMENT: Effect.CHANGED,
    NoticeKind.CORRECTION: Effect.CHANGED,
    NoticeKind.REPEAL: Effect.REMOVED,
}


def dates(arrivals: Sequence[Arrival], since: date) -> tuple[DateEntry, ...]:
    """Days on or after ``since`` that versions and official notices set, each once."""
    entries: dict[tuple[date, DateKind, str], DateEntry] = {}
    for arrival in arrivals:
        for instrument, url, effective, comments in _dated(arrival):
            for on, kind in ((effective, DateKind.EFFECTIVE), (comments, DateKind.COMMENTS_UNTIL)):
                if on and on >= since:
                    entry = DateEntry(on=on, kind=kind, instrument=instrument, url=url)
                    entries.setdefault((on, kind, instrument), entry)
    return tuple(sorted(entries.values(), key=lambda e: (e.on, e.instrument, e.kind)))


def _dated(arrival: Arrival) -> Iterator[tuple[str, str, date | None, date | None]]:
    lead = arrival.lead
    notice = lead.reading.notice
    title = notice.instrument or notice.title
    if arrival.version:
        version = arrival.version
        yield (
            notice.instrument or version.title,
            _url(version, arrival),
            version.effective_on,
            (version.comments_until),
        )
    if lead.official and notice.kind in ANNOUNCES:
        yield title, lead.source.url, notice.effective_on, notice.comments_until


def _url(version: Version, arrival: Arrival) -> str:
    releases: tuple[Release, ...] = (arrival.lead, *arrival.others)
    return next(
        (r.source.url for r in releases if r.id == version.document), releases[0].source.url
    )
