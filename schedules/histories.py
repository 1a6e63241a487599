"""The chains of the store with what other releases did to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.errors import StoreError
from digest.law.history import History, history
from digest.model import Act, NoticeKind
from store import acts, documents, instruments

if TYPE_CHECKING:
    from sqlite_utils import Database


def of(db: Database, instrument: str) -> History:
    """The history of an instrument, by the id of any title in its chain."""
    found = acts.on(db, instrument)
    chain = instruments.chain(db, instrument)
    return history(chain, [(act, _text(db, act)) for act in found] if chain else ())


def _text(db: Database, act: Act) -> str:
    """The words of a decision; a repeal is told by what is kept of it."""
    if act.kind is not NoticeKind.AMENDMENT:
        return ""
    try:
        return documents.reading(db, act.document).document.text
    except StoreError:  # a damaged record: the decision is named, and its words are missing
        return ""
