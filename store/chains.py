"""Titles linked into one chain (同一文件的不同名称), found by their texts or set by hand.

A version keeps the id its own title gives it; the chain it is in is a record beside it. So a link
and a correction outlive every reading of the same pages under newer rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from digest.errors import StoreError, UserError
from digest.law import chains
from digest.law.versions import instrument_id, own_instrument, titled
from digest.model import Version
from store import instruments
from store.database import transaction
from store.records import pack, to_text


def place(db: Database, version: Version, at: datetime) -> Version:
    """The version in the chain it belongs to: the one its title was put into before, else one that
    its text fits into, else its own; which is then remembered."""
    own = own_instrument(version)
    known = db.execute("SELECT instrument FROM titles WHERE own = ?", (own,)).fetchone()
    if known:
        return replace(version, instrument=known[0])
    kin = None if instruments.chain(db, own) else chains.kin(version, _near(db, version))
    _put(db, version, kin or own, by_hand=False, at=at)
    return replace(version, instrument=kin or own)


def join(db: Database, title: str, other: str, at: datetime) -> None:
    """From now on ``other`` and what is linked to it belong to the chain of ``title``; each is a
    title or the id of a version."""
    with transaction(db):
        home, guest = (instruments.chain_id(db, _own(db, name)) for name in (title, other))
        if home == guest:
            raise UserError(f"《{title}》 and 《{other}》 are one instrument already")
        for version in instruments.chain(db, guest):
            _move(db, version, home, at)


def split(db: Database, title: str, at: datetime) -> None:
    """From now on the texts under ``title`` are an instrument of their own."""
    with transaction(db):
        own = _own(db, title)
        chain = instruments.chain(db, own)
        apart = [v for v in chain if own_instrument(v) == own]
        rest = [v for v in chain if v not in apart]
        if not apart or not rest:
            raise UserError(f"《{title}》 is an instrument of its own already")
        if chain[0].instrument == own:  # the chain goes by the name of what leaves it
            for version in rest:
                _move(db, version, own_instrument(rest[-1]), at)
        for version in apart:
            _move(db, version, own, at)


def _own(db: Database, name: str) -> str:
    """The instrument that a title names, or that of a version by its id: a text may have no title.
    Raises UserError, naming titles that hold the words, when there is none."""
    if instruments.chain(db, instrument_id(name)):
        return instrument_id(name)
    try:
        return own_instrument(instruments.get(db, name))
    except StoreError:
        near = "、".join(sorted({f"《{v.title}》" for v in instruments.by_title(db, name)})[:5])
        hint = f"; near: {near}" if near else ""
        raise UserError(f"no instrument 《{name}》 in the store{hint}") from None


def _move(db: Database, version: Version, instrument: str, at: datetime) -> None:
    moved = replace(version, instrument=instrument)
    db.execute(
        "UPDATE versions SET instrument = ?, record = ? WHERE id = ?",
        (instrument, pack(moved), version.id),
    )
    _put(db, version, instrument, by_hand=True, at=at)


def _put(db: Database, version: Version, instrument: str, *, by_hand: bool, at: datetime) -> None:
    words = chains.words(version.title) if titled(version) else ""
    db.execute(
        "INSERT INTO titles (own, instrument, words, by_hand, at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (own) DO UPDATE SET instrument = excluded.instrument,"
        " by_hand = excluded.by_hand, at = excluded.at",
        (own_instrument(version), instrument, words, by_hand, to_text(at)),
    )


def _near(db: Database, version: Version) -> Iterator[tuple[Version, ...]]:
    """Chains worth comparing by text: a title is near few others, a text without one may be any.
    What was put apart by hand stays apart."""
    found = db.execute(
        "SELECT DISTINCT instrument FROM titles WHERE (words IN (?, '') OR ?)"
        " AND instrument NOT IN (SELECT own FROM titles WHERE by_hand AND own = instrument)"
        " ORDER BY instrument",
        (chains.words(version.title), not titled(version)),
    ).fetchall()
    for (instrument,) in found:
        if chain := instruments.chain(db, instrument):
            yield chain
