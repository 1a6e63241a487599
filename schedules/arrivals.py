"""What is new in a window: stories not told before, each with its version, redline and duties."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from digest.law import beside, redline, versions
from digest.match.novelty import compared
from digest.model import Affected, Reading, Redline, Story, Touched, Version
from digest.release import Arrival, Release
from digest.rules import rules_version
from schedules import judging
from schedules.placing import Dated, KnownDuties, known_duties
from store import captures, documents, instruments, matches, register, stories

if TYPE_CHECKING:
    from sqlite_utils import Database

    from digest.match.embed import CachedEncoder

_NOTHING = Affected(relevant=False, matches=(), ranked=())
"""Of what is not matched yet."""


def arrivals(
    db: Database,
    since: datetime,
    until: datetime,
    encoder: CachedEncoder,
    official: frozenset[str],
) -> tuple[Arrival, ...]:
    """What is new: stories of which nothing was known before ``since``, and of the others a version
    not told before, or the official original of what only reposts had told."""
    new = {
        release.id: release
        for release in documents.releases(
            db, rules_version(), since, until, official_sources=official
        )
    }
    known = None
    told: list[Arrival] = []
    for story in stories.all_stories(db, since, until):
        ids = dict.fromkeys((story.lead, *(member.release for member in story.members)))
        fresh = [new[one] for one in ids if one in new]
        before = [one for one in ids if one not in new]
        if not fresh:  # read under other rules, and not yet under these
            continue
        confirmed = (
            bool(before) and fresh[0].official and not documents.sources(db, before) & official
        )
        news = _news(db, fresh, before, confirmed)
        if news is None:
            continue
        if known is None:
            known = known_duties(db, register.load(db), encoder)
        told += (
            replace(arrival, confirmed=confirmed)
            for arrival in _arrivals(db, story, fresh, known, news, encoder)
        )
    return tuple(told)


def _news(
    db: Database, fresh: list[Release], before: list[str], confirmed: bool
) -> dict[str, tuple[Release, Version]] | None:
    """The versions that the new releases of a story bring, by id; None when they bring no news.

    ``before``: its releases that earlier digests knew. A repost of what they told is no news;
    ``confirmed``, the official original of what only reposts had told, is.
    """
    carried: dict[str, tuple[Release, Version]] = {}
    for release in fresh:
        for part, version in _carried(db, release):
            carried.setdefault(version.id, (part, version))
    if not before:
        return carried
    seen = {v.id for one in before if (v := instruments.version_of_document(db, one))}
    seen |= {v.id for one in before for _, v in instruments.versions_beside(db, one)}
    unseen = {name: one for name, one in carried.items() if name not in seen}
    return unseen or (carried if confirmed else None)


def _carried(db: Database, release: Release) -> Iterator[tuple[Release, Version]]:
    """The versions of a page, each with the release as that instrument alone."""
    version = instruments.version_of_document(db, release.id)
    parts = beside.several(release.reading)
    if version is not None:
        yield replace(release, reading=parts[0]), version
    for place, other in instruments.versions_beside(db, release.id):
        if place < len(parts):
            yield replace(release, reading=parts[place]), other


def _arrivals(
    db: Database,
    story: Story,
    members: list[Release],
    known: KnownDuties,
    news: dict[str, tuple[Release, Version]],
    encoder: CachedEncoder,
) -> list[Arrival]:
    """One for each version the story brings: a notice may publish several instruments at once."""
    if not news:
        return [_arrival(db, story, members, known, members[0], None, encoder)]
    # The chain keeps one wording of a version; what is shown is that of the page it is quoted from.
    return [
        _arrival(
            db,
            story,
            members,
            known,
            release,
            replace(version, articles=versions.law_articles(release.reading), document=release.id),
            encoder,
        )
        for release, version in news.values()
    ]


def _arrival(
    db: Database,
    story: Story,
    members: list[Release],
    known: KnownDuties,
    bearer: Release,
    version: Version | None,
    encoder: CachedEncoder,
) -> Arrival:
    """A story with one version, the redline against the one before, and what it touches."""
    found = matches.get(db, bearer.id, rules_version(), known.signature)
    said = judging.said_of(db, bearer.reading)
    found = _of_part(db, bearer, judging.told(found or _NOTHING, said, known.learned))
    before = version and versions.previous(version, instruments.chain(db, version.instrument))
    comparison = redline.redline(before, version) if before and version else None
    new = version is not None and before is None and found.relevant
    # Of a page that holds several instruments this one is told, not the page.
    lead, *others = (bearer if one.id == bearer.id else one for one in members)
    return Arrival(
        story=story,
        lead=lead,
        others=tuple(others),
        touched=_touched(found, known),
        affected=found,
        version=version,
        previous=before,
        redline=comparison,
        compared=compared(bearer.reading, known.index, encoder) if new else (),
        touched_by_pair=tuple(
            judging.without_rejected(touched, said)
            for touched in _by_pair(bearer, before, version, comparison, known, db)
        ),
        replaced=captures.replaced(db, lead.reading.document.capture),
    )


def _of_part(db: Database, bearer: Release, found: Affected) -> Affected:
    """Of what a page touches, what this instrument of it does."""
    if not instruments.versions_beside(db, bearer.id):
        return found
    page = documents.reading(db, bearer.id)
    kept = tuple(
        match
        for match in found.matches
        if beside.inside(page, bearer.reading, (quote.start for quote in match.quotes))
    )
    return replace(found, matches=kept)


def _by_pair(
    bearer: Release,
    before: Version | None,
    version: Version | None,
    comparison: Redline | None,
    known: KnownDuties,
    db: Database,
) -> tuple[tuple[Touched, ...], ...]:
    if before is None or version is None or comparison is None:
        return ()
    held = beside.carrying(documents.reading(db, before.document), before)
    old = Dated(before, _punished(held))
    new = Dated(version, _punished(bearer.reading))
    return tuple(known.touched_by(pair, old, new) for pair in comparison.pairs)


def _punished(reading: Reading) -> dict[str, tuple[str, ...]]:
    """Articles of penalties (罚则) -> the articles whose breach they punish."""
    found: dict[str, dict[str, None]] = {}
    for duty in reading.duties:
        for penalty in duty.sanctions:
            found.setdefault(penalty, {})[duty.article] = None
    return {penalty: tuple(articles) for penalty, articles in found.items()}


def _touched(found: Affected, known: KnownDuties) -> tuple[Touched, ...]:
    lines = {line.id: line for line in known.index.obligations}
    return tuple(
        Touched(lines[match.obligation], match.score, match.reasons, match.quotes)
        for match in found.matches
        if match.obligation in lines
    )
