"""What reading leaves to be placed: versions in their chains, and matches.

Called by `flow.read`, on one open store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from digest.law import beside, versions
from digest.law.acts import acts as found_acts
from digest.law.copies import copy_of
from digest.law.numbering import Numbering, settle
from digest.match import decide, retrieve
from digest.match.verdicts import Learned
from digest.model import Affected, Capture, Obligation, Pair, Reading, Touched, Version
from digest.rules import rules_version
from schedules import health, judging, settings
from store import acts, chains, documents, instruments, matches, register
from store.vectors import LookedUp, SqliteVectors, kept_at

if TYPE_CHECKING:
    from sqlite_utils import Database

    from crawlers.catalogue import SourceSpec
    from digest.match.embed import CachedEncoder


def official_ids(specs: Sequence[SourceSpec]) -> frozenset[str]:
    """Ids of the sources that are an issuer's own site."""
    return frozenset(spec.id for spec in specs if spec.official)


def place_version(db: Database, reading: Reading, capture: Capture, official: bool) -> int:
    """Put each instrument of a page where it belongs in its chain; how many are new there."""
    parent = documents.of_capture(db, capture.parent, rules_version()) if capture.parent else None
    acts.forget(db, reading.document.id)
    return sum(
        _place(db, part, place, capture, parent, official)
        for place, part in enumerate(beside.several(reading))
    )


def _place(
    db: Database,
    reading: Reading,
    place: int,
    capture: Capture,
    parent: Reading | None,
    official: bool,
) -> bool:
    """Put a legal text into the chain of its instrument, ``place`` being its own on the page; True
    if it is new there.

    A repost of a known text is that text; only an issuer's own site can publish a version that
    differs in a few words from one already known (`copies.copy_of`).
    """
    seen_on = health.day(capture.fetched_at)
    version = versions.version(reading, seen_on, parent)
    acts.add(db, found_acts(reading, seen_on, version))
    if version is None:
        return False
    version = chains.place(db, version, capture.fetched_at)
    chain = instruments.chain(db, version.instrument)
    known = copy_of(version, chain, official)
    if known is None:
        instruments.save(db, version)
    instruments.link(db, known.id if known else version.id, reading.document.id, place)
    return known is None


Progress = Callable[[Sequence[Any], int], Iterable[Any]]
"""Wraps an iteration of known length, to show how far it is."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A version, and which of its articles punish a breach of which (罚则)."""

    version: Version
    punished: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class KnownDuties:
    """The register ready for matching, and how it numbers articles."""

    index: retrieve.RegisterIndex
    numbering: Numbering
    signature: str = ""
    """Of the register, as matches are filed under it."""
    learned: Mapping[str, Learned] = field(default_factory=dict)
    """The thresholds that verdicts moved."""

    def affected(
        self,
        reading: Reading,
        day: date,
        own: Version | None,
        encoder: CachedEncoder,
    ) -> Affected:
        """What a text of ``day`` means for the register; ``own``: the version it carries.

        What people said of it is not heard here but where it is told (`judging.told`), so that a
        verdict counts at once and can be taken back. A lowered threshold finds more, so it is.
        """
        numbered = self.numbering.reading(reading, day, own)
        lowered = judging.lowered(self.learned)
        return decide.affected(numbered, self.index, encoder, thresholds=lowered)

    def affected_text(self, text: str, context: str, day: date, encoder: CachedEncoder) -> Affected:
        """The same for a bare passage written on ``day``."""
        carried = partial(self.numbering.citations, day=day, own=None)
        return decide.affected_text(text, context, self.index, encoder, carried)

    def touched_by(self, pair: Pair, before: Dated, after: Dated) -> tuple[Touched, ...]:
        """The lines that rest on the articles of a pair, or on those whose breach they punish.

        A penalty that went elsewhere repeals no duty, so a removed article stands for itself only.
        """
        numbers: dict[str, None] = {}
        for side, articles in ((before, pair.old), (after, pair.new)):
            for article in articles:
                punished = side.punished.get(article, ()) if pair.new else ()
                for number in (article, *punished):
                    version = side.version
                    there = self.numbering.to_register(version.instrument, number, version)
                    numbers |= dict.fromkeys(there)
        there_too = replace(pair, old=tuple(numbers))
        return decide.touched_by(there_too, before.version.title, self.index)


def match(
    db: Database,
    encoder: CachedEncoder,
    official: frozenset[str],
    today: date,
    progress: Progress = lambda waiting, _: waiting,
) -> int:
    """Match every document that has no match under this register yet."""
    signature = register.version(db)
    rules = rules_version()
    waiting = matches.waiting(db, rules, signature)
    lines = register.load(db)
    if not waiting or not lines:
        return 0
    known = known_duties(db, lines, encoder)
    for document in progress(waiting, len(waiting)):
        release = documents.release(db, document, rules, official_sources=official)
        own = instruments.version_of_document(db, release.id)
        day = release.source.published_on or today
        found = known.affected(release.reading, day, own, encoder)
        matches.save(db, release.id, found, rules, signature)
    return len(waiting)


def known_duties(db: Database, lines: Sequence[Obligation], encoder: CachedEncoder) -> KnownDuties:
    """The register ready for matching, each line with the article it cites where we hold it."""
    cited = {versions.instrument_id(cite.instrument) for line in lines for cite in line.cites}
    settled, numbering = settle(lines, {one: instruments.chain(db, one) for one in cited})
    # A register cites by a title; what it cites may be known under the chain of another title.
    bases = {instruments.chain_id(db, one): base for one, base in numbering.bases.items()}
    # The title's own chain comes before the one it was linked to.
    numbering = replace(numbering, bases=bases | dict(numbering.bases))
    texts = {}
    for line in settled:
        if not line.cites:
            continue
        rests_on = line.cites[0]  # the others are what it is read together with
        base = numbering.bases.get(versions.instrument_id(rests_on.instrument))
        held = {a.number: a.text for a in base.articles} if base else {}
        if rests_on.article in held:
            texts[line.id] = held[rests_on.article]
    # What the register says is the same in every store; its vectors are kept beside the model.
    with kept_at(settings.cache_path() / "vectors.sqlite") as kept:
        shared = encoder.beside(LookedUp(kept, SqliteVectors(db)))
        index = retrieve.index(settled, texts, shared)
    encoder.encoded += shared.encoded
    return KnownDuties(
        index,
        numbering,
        register.version(db),
        judging.learned(db),
    )
