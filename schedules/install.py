"""Opens what a command needs of an installation: its store, register, sources and encoder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from digest.errors import UserError
from schedules import settings
from schedules.cli import Session
from schedules.settings import Home

if TYPE_CHECKING:
    from sqlite_utils import Database

    from crawlers.catalogue import SourceSpec
    from digest.match.embed import CachedEncoder, VectorCache
    from schedules.placing import KnownDuties


def home_of(session: Session) -> Home:
    """The installation this call is about, with its configuration checked."""
    return settings.load(settings.find_home(session.home))


@contextmanager
def writing(home: Home) -> Iterator[Database]:
    """The store, locked for one writer. A new one gets the starter register."""
    from store import register
    from store.database import open_store

    with open_store(home.store) as db:
        register.ensure_starter(db)
        yield db


@contextmanager
def looking(home: Home) -> Iterator[Database]:
    """The store for reading only. Raises `StoreError` when there is none yet."""
    from store.database import open_store

    with open_store(home.store, write=False) as db:
        yield db


def encoder_of(home: Home, cache: VectorCache) -> CachedEncoder:
    """The configured encoder behind a cache; the model is loaded at the first text not in it."""
    from digest.match import embed

    chosen = home.settings.encoder
    return embed.CachedEncoder(
        lambda: embed.load(chosen.model, settings.cache_path() / "models", chosen.device),
        embed.model_id(chosen.model, settings.cache_path() / "models", chosen.device),
        cache,
    )


def stored_encoder(home: Home, db: Database) -> CachedEncoder:
    """The encoder with its vectors kept in the store."""
    from store.vectors import SqliteVectors

    return encoder_of(home, SqliteVectors(db))


def sources_of(home: Home) -> tuple[SourceSpec, ...]:
    """The watched sources: the shipped catalogue or the user's own."""
    from crawlers.catalogue import catalogue

    given = home.settings.crawl.catalogue
    return catalogue(home.path / given if given else None)


@contextmanager
def matcher(home: Home) -> Iterator[tuple[KnownDuties, CachedEncoder]]:
    """Register and encoder for commands on files: from the store if there is one, which is not
    written to, else the starter register."""
    from digest.law.numbering import settle
    from digest.match import retrieve
    from schedules.placing import KnownDuties, known_duties
    from store import register
    from store.vectors import LookedUp, SqliteVectors, kept_at

    with kept_at(settings.cache_path() / "vectors.sqlite") as kept:
        if not home.store.exists():
            encoder = encoder_of(home, LookedUp(kept))
            lines, numbering = settle(register.starter(), {})
            yield KnownDuties(retrieve.index(lines, {}, encoder), numbering), encoder
            return
        with looking(home) as db:
            encoder = encoder_of(home, LookedUp(kept, SqliteVectors(db)))
            yield known_duties(db, register.load(db) or register.starter(), encoder), encoder


def out_of(home: Home, given: str | None) -> Path:
    """Where files for people are written; the folder is made. Raises `UserError` naming it."""
    out = Path(given) if given else home.out
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{out}: no folder can be made here: {error.strerror}") from error
    if not os.access(out, os.W_OK):
        raise UserError(f"{out}: may not be written to")
    return out
