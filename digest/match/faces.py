"""A release as stories compare it: a few facts, and the keys under which its like are found."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from digest.ids import content_id
from digest.law.versions import instrument_id, version
from digest.model import NoticeKind, Version
from digest.release import Release
from digest.text.normalise import key

Shingles = NDArray[np.uint32]
"""Hashes of all runs of SHINGLE characters of a text, each once, ascending."""

SHINGLE = 5
SHORT = 100
"""Key characters; a shorter text is compared together with its title, and only for equality."""
TITLE = 4
"""Key characters from which a title is one of its own."""
EVENT_DAYS = timedelta(days=30)

EVENTS = frozenset({NoticeKind.PROMULGATION, NoticeKind.DRAFT, NoticeKind.AMENDMENT})

BANDS, ROWS = 26, 4
"""Of a MinHash signature: of texts alike by Jaccard 0.6, all but 3 in 100 pairs share a band; by
0.8, all but 2 in 1,000,000 (Leskovec, Rajaraman, Ullman: Mining of Massive Datasets, 3.4)."""

_UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Face:
    """What stories know of a release. ``text`` and ``title`` are ids of comparison keys."""

    document: str
    official: bool
    parent: str | None
    """Document of the page this attachment hangs on."""
    day: date | None
    text: str
    length: int
    """Key characters of the text."""
    title: str | None
    """None where the title is too short to be one of its own."""
    kind: NoticeKind
    instrument: str | None
    doc_no: str | None
    effective_on: date | None
    version: str | None
    """Id of the version that the release carries."""
    is_law: bool

    @property
    def order(self) -> tuple[bool, bool, date, str]:
        """Who leads: the official, the page before its attachment, the earliest."""
        return (not self.official, self.parent is not None, self.day or date.max, self.document)

    @property
    def event(self) -> str | None:
        """The act of an authority that the release tells of."""
        if self.instrument is None or self.kind not in EVENTS:
            return None
        return f"event {self.instrument} {self.kind.value}"


def face(release: Release, version_id: str | None, text: str) -> Face:
    """``version_id``: the version that the release carries, where the store knows it; ``text``: as
    `compared_text` gives it."""
    notice = release.reading.notice
    title = key(notice.title).text
    return Face(
        document=release.id,
        official=release.official,
        parent=release.parent,
        day=notice.published_on or release.source.published_on,
        text=content_id(text),
        length=len(text),
        title=content_id(title) if len(title) >= TITLE else None,
        kind=notice.kind,
        instrument=instrument_id(notice.instrument) if notice.instrument else None,
        doc_no=notice.doc_no,
        effective_on=notice.effective_on,
        version=version_id,
        is_law=_law(release) is not None,
    )


def compared_text(release: Release) -> str:
    """What reposts share, as a comparison key: the articles where it is a law, else the text."""
    law = _law(release)
    if law:
        return "\n".join(f"{a.number} {key(a.text).text}" for a in law.articles)
    text = key(release.reading.document.text).text
    return text if len(text) >= SHORT else f"{key(release.reading.notice.title).text}\n{text}"


def _law(release: Release) -> Version | None:
    return version(release.reading, seen_on=date.min)


def shingles(text: str) -> Shingles:
    """Of a text as `compared_text` gives it."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    count = max(len(codes) - SHINGLE + 1, 0)
    total = np.zeros(count, np.uint64)
    for i in range(SHINGLE):
        total = total * np.uint64(0x9E3779B97F4A7C15) + codes[i : i + count]
    return np.unique((total >> np.uint64(32)).astype(np.uint32))


def bands(of: Shingles) -> tuple[str, ...]:
    """Keys that texts with like shingles are likely to share."""
    from datasketch import MinHash

    if not len(of):
        return ()
    signature = MinHash(num_perm=BANDS * ROWS, hashfunc=int)
    signature.update_batch(of.tolist())
    rows = signature.hashvalues.reshape(BANDS, ROWS)
    return tuple(content_id("band", str(i), row.tobytes().hex()) for i, row in enumerate(rows))


def filed_under(one: Face) -> tuple[str, ...]:
    """The keys under which a release is found, beside its bands."""
    keys = _plain(one)
    if one.title:
        keys += _dated(f"title {one.title}", one.day)
    if one.event:
        keys += [*_dated(one.event, one.day), *_numbered(one)]
    return tuple(keys)


def looked_up(one: Face) -> tuple[str, ...]:
    """The keys under which those are found that it may be kin to, beside its bands."""
    keys = _plain(one)
    if one.title:
        keys += _near(f"title {one.title}", one.day)
    if one.event:
        keys += [*_near(one.event, one.day), *_numbered(one)]
    return tuple(keys)


def _plain(one: Face) -> list[str]:
    keys = [f"text {one.text}", f"page {one.parent or one.document}"]
    return [*keys, f"version {one.version}"] if one.version else keys


def _dated(what: str, day: date | None) -> tuple[str, str]:
    return (f"{what} any", f"{what} {_UNDATED if day is None else day.toordinal() // _DAYS}")


def _near(what: str, day: date | None) -> tuple[str, ...]:
    """What is undated may be of any day."""
    if day is None:
        return (f"{what} any",)
    at = day.toordinal() // _DAYS
    return (f"{what} {_UNDATED}", *(f"{what} {there}" for there in (at - 1, at, at + 1)))


_DAYS = EVENT_DAYS.days


def _numbered(one: Face) -> tuple[str, ...]:
    """What names an event besides its day: 文号 and the day it takes effect."""
    number = f"{one.event} no {one.doc_no}" if one.doc_no else None
    start = f"{one.event} from {one.effective_on}" if one.effective_on else None
    return tuple(key for key in (number, start) if key)
