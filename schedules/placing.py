"""What reading leaves to be placed: versions in their chains, releases in stories, matches.

Called by `flow.read`, on one open store.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from digest.law import versions
from digest.law.copies import copy_of
from digest.match import cluster, decide, retrieve
from digest.model import Capture, Obligation, Reading, Version
from digest.rules import rules_version
from schedules import health
from store import documents, instruments, matches, register, stories

if TYPE_CHECKING:
    from sqlite_utils import Database

    from digest.match.embed import CachedEncoder


def place_version(db: Database, reading: Reading, capture: Capture, official: bool) -> bool:
    """Put a legal text where it belongs in the chain of its instrument; True if it is new there.

    A repost of a known text is that text; only an issuer's own site can publish a version that
    differs in a few words from one already known (`copies.copy_of`).
    """
    parent = documents.of_capture(db, capture.parent, rules_version()) if capture.parent else None
    version = versions.version(reading, health.day(capture.fetched_at), parent)
    if version is None:
        return False
    chain = instruments.chain(db, version.instrument)
    known = copy_of(version, chain, official)
    if known is None:
        instruments.save(db, version)
    instruments.link(db, known.id if known else version.id, reading.document.id)
    return known is None


def tell_stories(db: Database, official: frozenset[str]) -> None:
    """Cluster all releases into stories, then replay what people joined and split by hand."""
    told = documents.releases(db, rules_version(), official_sources=official)
    carried = {r.id: v.id for r in told if (v := instruments.version_of_document(db, r.id))}
    stories.save(db, stories.apply_edits(cluster.stories(told, carried), stories.edits(db)))


def match(db: Database, encoder: CachedEncoder, official: frozenset[str]) -> int:
    """Match every document that has no match under this register yet."""
    lines = register.load(db)
    signature = register.version(db)
    rules = rules_version()
    waiting = [
        release.reading
        for release in documents.releases(db, rules, official_sources=official)
        if matches.get(db, release.id, rules, signature) is None
    ]
    if not waiting or not lines:
        return 0
    index = register_index(db, lines, encoder)
    for reading in waiting:
        rejected = matches.rejected(db, reading.document.id)
        found = decide.affected(reading, index, encoder, rejected)
        matches.save(db, reading.document.id, found, rules, signature)
    return len(waiting)


def register_index(
    db: Database, lines: Sequence[Obligation], encoder: CachedEncoder
) -> retrieve.RegisterIndex:
    """The register ready for matching, each line with the article it cites where we hold it."""
    chains: dict[str, tuple[Version, ...]] = {}
    texts = {}
    for line in lines:
        for cite in line.cites:
            instrument = versions.instrument_id(cite.instrument)
            if instrument not in chains:
                chains[instrument] = instruments.chain(db, instrument)
            chain = chains[instrument]
            held = {a.number: a.text for a in chain[-1].articles} if chain else {}
            if cite.article in held:
                texts.setdefault(line.id, held[cite.article])
    return retrieve.index(lines, texts, encoder)
