"""Releases that are one event across sites: the official release leads, reposts are members.

A repost of a law is not a new law; but a draft is not the law it became, and what is written about
an instrument is a story of its own.

Two releases are tied or not by what they are alone (`tie`), and what no tie reaches is never one
story. So a new release changes the stories of those that ties lead to from it, and no others.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from digest.ids import content_id
from digest.match.faces import EVENT_DAYS, SHORT, Face, Shingles
from digest.match.retold import TOLD_DAYS, Gist, retold
from digest.model import Kinship, Member, NoticeKind, Story

NEAR = 0.8
"""Jaccard similarity of the shingles of two texts from which one is a repost of the other."""
NEAR_TITLED = 0.8
"""The same with the same title: share of the shorter text's shingles that the longer one has, for
sites wrap what they repost in words of their own."""
NEAR_EDITED = 0.85
"""The same with another title, where the shorter text is at least HALF as long: editors cut and
rename what they repost. Not for laws, whose versions are as like."""
HALF = 0.5

CLOSEST_FIRST = (Kinship.SAME_TEXT, Kinship.NEAR_TEXT, Kinship.SAME_EVENT)


@dataclass(frozen=True, slots=True)
class Tie:
    """Two releases that would be one story if nothing else spoke against it."""

    one: str
    other: str
    kinship: Kinship


def tie(
    a: Face,
    b: Face,
    shingles_of: Callable[[str], Shingles],
    gist_of: Callable[[str], Gist | None],
) -> Tie | None:
    """How two releases are kin, if they are. ``shingles_of`` and ``gist_of`` a document, asked only
    when needed."""
    kinship = None
    if b.document == a.parent or a.document == b.parent:
        kinship = Kinship.SAME_EVENT
    elif _apart(a, b):
        return None
    elif a.text == b.text or (a.version is not None and a.version == b.version):
        kinship = Kinship.SAME_TEXT
    elif min(a.length, b.length) >= SHORT and _near(a, b, shingles_of):
        kinship = Kinship.NEAR_TEXT
    elif _same_act(a, b) or told_twice(a, b, gist_of):
        kinship = Kinship.SAME_EVENT
    return Tie(a.document, b.document, kinship) if kinship else None


def told_twice(a: Face, b: Face, gist_of: Callable[[str], Gist | None]) -> bool:
    """Whether two accounts tell of one event in words of their own. The cheapest of the kinships to
    ask for, so it is asked first of releases that share nothing but rare words."""
    if (
        a.day is None
        or b.day is None
        or abs(a.day - b.day) > TOLD_DAYS
        or (a.official and b.official)
    ):
        return False
    one, other = gist_of(a.document), gist_of(b.document)
    return one is not None and other is not None and retold(one, other)


def grouped(faces: Iterable[Face], ties: Iterable[Tie]) -> tuple[Story, ...]:
    """Releases and all ties between them as stories, the same ones in whatever order they come.

    Releases are taken in the order of who would lead; each joins the first story it is tied to and
    not apart from, an attachment the story of its page, or else it leads a new one. Who tells of
    the event of another story that is of no instrument either brings the two together.
    """
    tied: dict[str, dict[str, Kinship]] = defaultdict(dict)
    for one in ties:
        tied[one.one][one.other] = tied[one.other][one.one] = one.kinship
    groups: list[_Group | None] = []
    group_of: dict[str, _Group] = {}
    for entering in sorted(faces, key=lambda one: one.order):
        page = group_of.get(entering.parent or "")
        joined = (page, Kinship.SAME_EVENT) if page else _joined(entering, tied, group_of)
        group, kinship = joined or (_Group(len(groups)), None)
        if kinship is None:
            groups.append(group)
        group.add(entering, kinship)
        group_of[entering.document] = group
        first, *others = _of_one_event(entering, group, tied, group_of)
        for guest in others:
            first.take_in(guest)
            group_of |= {one.document: first for one in guest.faces}
            groups[guest.number] = None
    return tuple(group.story() for group in groups if group)


@dataclass(slots=True)
class _Group:
    number: int
    faces: list[Face] = field(default_factory=list)
    kinship: list[Kinship | None] = field(default_factory=list)
    stages: dict[object, Face] = field(default_factory=dict)
    """One face for each text that another may be apart from: hundreds may repost one."""

    def add(self, one: Face, kinship: Kinship | None) -> None:
        self.faces.append(one)
        self.kinship.append(kinship)
        if one.version is not None or one.instrument is not None:
            stage = replace(one, document="", official=False, parent=None, title=None, length=0)
            self.stages.setdefault(stage, one)

    def take_in(self, guest: "_Group") -> None:
        """The story of one event with this one, led by a release that would lead after it."""
        # The kinship of a guest's members was to the guest's lead, not to this one.
        self.faces += guest.faces
        self.kinship += [Kinship.SAME_EVENT] * len(guest.faces)

    def story(self) -> Story:
        lead = self.faces[0]
        members = tuple(
            Member(one.document, kinship)
            for one, kinship in zip(self.faces, self.kinship, strict=True)
            if kinship is not None
        )
        return Story(content_id("story", lead.document), lead.document, members)


def _joined(
    entering: Face, tied: Mapping[str, Mapping[str, Kinship]], group_of: Mapping[str, _Group]
) -> tuple[_Group, Kinship] | None:
    """The earliest story this release belongs to by its closest kinship."""
    closest: dict[int, int] = {}
    groups = {}
    for other, kinship in tied.get(entering.document, {}).items():
        if (group := group_of.get(other)) is not None:
            groups[group.number] = group
            rank = CLOSEST_FIRST.index(kinship)
            closest[group.number] = min(closest.get(group.number, rank), rank)
    for number, rank in sorted(closest.items(), key=lambda found: (found[1], found[0])):
        if not any(_apart(entering, other) for other in groups[number].stages.values()):
            return groups[number], CLOSEST_FIRST[rank]
    return None


def _of_one_event(
    entering: Face,
    group: _Group,
    tied: Mapping[str, Mapping[str, Kinship]],
    group_of: Mapping[str, _Group],
) -> list[_Group]:
    """The story this release is in and those whose event it tells, in order; one that is of an
    instrument stays by itself."""
    told = {group.number: group}
    for other, kinship in tied.get(entering.document, {}).items():
        guest = group_of.get(other, group)
        if kinship is Kinship.SAME_EVENT and not group.stages and not guest.stages:
            told[guest.number] = guest
    return [told[number] for number in sorted(told)]


def _near(a: Face, b: Face, shingles_of: Callable[[str], Shingles]) -> bool:
    first, second = shingles_of(a.document), shingles_of(b.document)
    mine, theirs = len(first), len(second)
    shared = len(np.intersect1d(first, second, assume_unique=True))
    if shared >= NEAR * max(mine + theirs - shared, 1):
        return True
    if _days_apart(a, b):
        return False
    shorter, longer = sorted((mine, theirs))
    if a.title is not None and a.title == b.title:
        return shared >= NEAR_TITLED * shorter
    edited = shorter >= HALF * longer and not (a.is_law or b.is_law)
    return edited and shared >= NEAR_EDITED * shorter


def _same_act(a: Face, b: Face) -> bool:
    if a.event is None or a.event != b.event:
        return False
    if a.day and b.day:
        return abs(a.day - b.day) <= EVENT_DAYS
    same_number = a.doc_no is not None and a.doc_no == b.doc_no
    return same_number or (a.effective_on is not None and a.effective_on == b.effective_on)


def _days_apart(a: Face, b: Face) -> bool:
    return a.day is not None and b.day is not None and abs(a.day - b.day) > EVENT_DAYS


def _apart(a: Face, b: Face) -> bool:
    """Never one story: two stages or two versions of one instrument, however alike they read."""
    if a.version is not None and b.version is not None:
        return a.version != b.version
    if a.instrument is None or a.instrument != b.instrument:
        return False
    if (a.kind is NoticeKind.DRAFT) != (b.kind is NoticeKind.DRAFT):
        return True
    mine, theirs = a.effective_on, b.effective_on
    if mine and theirs and mine != theirs:
        return True
    # A repost may come late; another text of the law that comes late is another version.
    return _days_apart(a, b) and a.is_law and b.is_law and a.text != b.text
