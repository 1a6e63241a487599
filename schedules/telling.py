"""Which releases are one story: the new ones are compared with their like, and only the stories
that they reach are told anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from digest.match import cluster, retold
from digest.match.faces import (
    Shingles,
    bands,
    compared_text,
    face,
    filed_under,
    looked_up,
    shingles,
)
from digest.match.retold import Gist
from digest.rules import rules_version
from store import documents, faces, instruments, stories
from store.database import transaction

if TYPE_CHECKING:
    from sqlite_utils import Database

T = TypeVar("T")

SLAB = 256
"""Releases told in one transaction."""
REMEMBERED = 512
"""Texts whose shingles and gists are kept while releases are compared: some 20 MB."""


def tell_stories(db: Database, official: frozenset[str]) -> None:
    """Put every release that is in no story yet into one, and replay what people joined and split
    by hand. ``official``: ids of the sources that are an issuer's own site."""
    rules = rules_version()
    unseen = faces.unseen(db, rules)
    known = set(unseen)
    waiting = [*unseen, *(one for one in stories.untold(db, rules) if one not in known)]
    for start in range(0, len(waiting), SLAB):
        slab = waiting[start : start + SLAB]
        with transaction(db):
            _enter(db, [one for one in slab if one in known], official)
            retell(db, slab)


def retell(db: Database, told: Iterable[str]) -> None:
    """Tell the stories of these documents anew, and all that ties or hands lead to from them."""
    edits = stories.edits(db)
    by_hand: dict[str, list[str]] = {}
    for edit in edits:
        if edit.other is not None:
            by_hand.setdefault(edit.document, []).append(edit.other)
            by_hand.setdefault(edit.other, []).append(edit.document)
    reached = faces.reached(db, told, by_hand)
    stories.save(db, stories.apply_edits(cluster.grouped(*reached), edits))


def _enter(db: Database, unseen: Sequence[str], official: frozenset[str]) -> None:
    """Compare releases with their like in the store, and keep them and their ties there."""
    rules = rules_version()

    texts: dict[str, Shingles] = {}

    def shingles_of(document: str) -> Shingles:
        if document not in texts:
            release = documents.release(db, document, rules, official_sources=official)
            _remember(texts, document, shingles(compared_text(release)))
        return texts[document]

    gists: dict[str, Gist | None] = {}

    def gist_of(document: str) -> Gist | None:
        if document not in gists:
            _remember(gists, document, faces.gist(db, document))
        return gists[document]

    for document in unseen:
        release = documents.release(db, document, rules, official_sources=official)
        version = instruments.version_of_document(db, document)
        text = compared_text(release)
        mine = face(release, version.id if version else None, text)
        _remember(texts, document, shingles(text))
        of_text = bands(texts[document])
        gist = retold.gist(release, text)
        _remember(gists, document, gist)
        like = faces.met(db, (*looked_up(mine), *of_text), rules)
        if gist:
            sharing = faces.sharing(db, retold.looked_up(gist), rules)
            like += tuple(one for one in sharing if cluster.told_twice(mine, one, gist_of))
        ties = [cluster.tie(mine, other, shingles_of, gist_of) for other in like]
        marks = retold.filed_under(gist) if gist else ()
        faces.enter(db, mine, gist, (*filed_under(mine), *of_text, *marks), rules)
        faces.bind(db, [tie for tie in ties if tie])


def _remember(known: dict[str, T], document: str, found: T) -> None:
    """The newest are kept; what is older is read again when it is asked for."""
    known[document] = found
    if len(known) > REMEMBERED:
        del known[next(iter(known))]
