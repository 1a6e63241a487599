"""Releases that are one event across sites: the official release leads, reposts are members.

A repost of a law is not a new law; but a draft is not the law it became, and what is written about
an instrument is a story of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from digest.ids import content_id
from digest.law.versions import instrument_id, version
from digest.model import Kinship, Member, Notice, NoticeKind, Story
from digest.release import Release
from digest.text.normalise import key

SHINGLE = 5
NEAR = 0.8
"""Jaccard similarity of the shingles of two texts from which one is a repost of the other."""
NEAR_TITLED = 0.8
"""The same with the same title: share of the shorter text's shingles that the longer one has, for
sites wrap what they repost in words of their own."""
TITLE = 8  # key characters from which a title is one of its own
LSH_THRESHOLD = 0.7  # candidates; NEAR is then checked exactly
PERMUTATIONS = 128
SHORT = 100
"""Key characters; a shorter text is compared together with its title, and only for equality."""
EVENT_DAYS = timedelta(days=30)

EVENTS = frozenset({NoticeKind.PROMULGATION, NoticeKind.DRAFT, NoticeKind.AMENDMENT})


def stories(
    releases: Sequence[Release], carried: Mapping[str, str] = MappingProxyType({})
) -> tuple[Story, ...]:
    """Group releases into stories, the same ones in whatever order they come.

    ``carried``: document id -> id of the version it carries, where that was told already. Two
    versions are never one story, however alike they read: one of them may be the news.

    Releases are taken in the order of who would lead; each joins the first story it is kin to and
    not apart from, an attachment the story of its page, or else it leads a new one.
    """
    unique = {r.id: _Face(r, carried.get(r.id)) for r in releases}
    faces = sorted(unique.values(), key=lambda face: face.order)
    candidates = _candidates(faces)
    by_id: dict[str, _Group] = {}
    groups: list[_Group] = []
    for face in faces:
        page = by_id.get(face.release.parent or "")
        near = {id(by_id[other]): by_id[other] for other in candidates[face.id] if other in by_id}
        joined = (page, Kinship.SAME_EVENT) if page else _kin(face, near.values())
        group, kinship = joined or (None, None)
        if group is None:
            group = _Group(len(groups))
            groups.append(group)
        group.faces.append(face)
        group.kinship.append(kinship)
        by_id[face.id] = group
    return tuple(group.story() for group in groups)


class _Face:
    """A release as it is compared: its text, its notice and its day."""

    def __init__(self, release: Release, version_id: str | None) -> None:
        self.release = release
        self.version_id = version_id
        self.id = release.id
        reading = release.reading
        self.notice: Notice = reading.notice
        self.law = version(reading, seen_on=date.min)
        self.instrument = instrument_id(self.notice.instrument) if self.notice.instrument else None
        self.title = key(self.notice.title).text
        self.day = self.notice.published_on or release.source.published_on

    @property
    def order(self) -> tuple[bool, bool, date, str]:
        """Who leads: the official, the page before its attachment, the earliest."""
        attachment = self.release.parent is not None
        return (not self.release.official, attachment, self.day or date.max, self.id)

    @cached_property
    def text(self) -> str:
        """What reposts share: the articles where it is a law, else the whole text."""
        if self.law:
            return "\n".join(f"{a.number} {key(a.text).text}" for a in self.law.articles)
        text = key(self.release.reading.document.text).text
        return text if len(text) >= SHORT else f"{self.title}\n{text}"

    @cached_property
    def shingles(self) -> NDArray[np.uint32]:
        """Hashes of all runs of SHINGLE characters, each once."""
        codes = np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), "<u4")
        count = max(len(codes) - SHINGLE + 1, 0)
        total = np.zeros(count, np.uint64)
        for i in range(SHINGLE):
            total = total * np.uint64(0x9E3779B97F4A7C15) + codes[i : i + count]
        return np.unique((total >> np.uint64(32)).astype(np.uint32))

    @property
    def event(self) -> tuple[str, NoticeKind] | None:
        if self.instrument and self.notice.kind in EVENTS:
            return self.instrument, self.notice.kind
        return None


@dataclass(slots=True)
class _Group:
    number: int
    faces: list[_Face] = field(default_factory=list)
    kinship: list[Kinship | None] = field(default_factory=list)

    def story(self) -> Story:
        lead = self.faces[0]
        members = tuple(
            Member(face.id, kinship)
            for face, kinship in zip(self.faces, self.kinship, strict=True)
            if kinship is not None
        )
        return Story(content_id("story", lead.id), lead.id, members)


def _kin(face: _Face, groups: Iterable[_Group]) -> tuple[_Group, Kinship] | None:
    """The earliest story this release belongs to by its closest kinship."""
    found = []
    for group in groups:
        if any(_apart(face, other) for other in group.faces):
            continue
        ties = [tie for other in group.faces if (tie := _tie(face, other)) is not None]
        if ties:
            found.append((min(ties), group.number, group))
    if not found:
        return None
    tie, _, group = min(found, key=lambda entry: entry[:2])
    return group, _TIES[tie]


_TIES = (Kinship.SAME_TEXT, Kinship.NEAR_TEXT, Kinship.SAME_EVENT)


def _tie(a: _Face, b: _Face) -> int | None:
    """Index into _TIES, closest first."""
    if a.text == b.text or (a.version_id is not None and a.version_id == b.version_id):
        return 0
    if min(len(a.text), len(b.text)) >= SHORT and _near(a, b):
        return 1
    if a.event is not None and a.event == b.event and _same_days(a, b):
        return 2
    return None


def _near(a: _Face, b: _Face) -> bool:
    mine, theirs = len(a.shingles), len(b.shingles)
    shared = len(np.intersect1d(a.shingles, b.shingles, assume_unique=True))
    titled = a.title == b.title and len(a.title) >= TITLE and not _days_apart(a, b)
    if titled and shared >= NEAR_TITLED * min(mine, theirs):
        return True
    return shared >= NEAR * max(mine + theirs - shared, 1)


def _same_days(a: _Face, b: _Face) -> bool:
    if a.day and b.day:
        return abs(a.day - b.day) <= EVENT_DAYS
    same_number = a.notice.doc_no is not None and a.notice.doc_no == b.notice.doc_no
    start = a.notice.effective_on
    return same_number or (start is not None and start == b.notice.effective_on)


def _days_apart(a: _Face, b: _Face) -> bool:
    return a.day is not None and b.day is not None and abs(a.day - b.day) > EVENT_DAYS


def _apart(a: _Face, b: _Face) -> bool:
    """Never one story: two stages or two versions of one instrument, however alike they read."""
    if a.version_id is not None and b.version_id is not None:
        return a.version_id != b.version_id
    if a.instrument is None or a.instrument != b.instrument:
        return False
    if (a.notice.kind is NoticeKind.DRAFT) != (b.notice.kind is NoticeKind.DRAFT):
        return True
    mine, theirs = a.notice.effective_on, b.notice.effective_on
    if mine and theirs and mine != theirs:
        return True
    # A repost may come late; another text of the law that comes late is another version.
    return _days_apart(a, b) and a.law is not None and b.law is not None and a.text != b.text


def _candidates(faces: Sequence[_Face]) -> dict[str, set[str]]:
    """For every release those it may be kin to: like text by MinHash, the same title or event."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=LSH_THRESHOLD, num_perm=PERMUTATIONS)
    events: dict[tuple[str, NoticeKind], list[str]] = defaultdict(list)
    same: dict[str, list[str]] = defaultdict(list)  # by text, title and version
    found: dict[str, set[str]] = {}
    for face in faces:
        signature = MinHash(num_perm=PERMUTATIONS, hashfunc=int)
        signature.update_batch(face.shingles.tolist())
        alike = {face.text, face.title, f"version {face.version_id or face.id}"}
        found[face.id] = {*lsh.query(signature), *(other for one in alike for other in same[one])}
        lsh.insert(face.id, signature)
        for one in alike:
            same[one].append(face.id)
        if face.event:
            found[face.id].update(events[face.event])
            events[face.event].append(face.id)
    return found
