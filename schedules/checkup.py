"""``dutydiff doctor``: what this installation needs, checked one by one, each with its remedy."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from digest.errors import DutydiffError
from schedules import settings
from schedules.settings import Home


@dataclass(frozen=True, slots=True)
class Finding:
    about: str
    sound: bool
    what: str


def findings(home: Home, slow: Callable[[str], None]) -> Iterator[Finding]:
    """Configuration, store, sources, encoder, timetable, channels; each fails on its own.

    ``slow`` is told of a check that takes its time.
    """
    checks: tuple[tuple[str, Callable[[Home], str]], ...] = (
        ("configuration", _configuration),
        ("store", _store),
        ("sources", _sources),
        ("encoder", _encoder),
        ("timetable", _timetable),
        ("channels", _channels),
    )
    for about, check in checks:
        if check is _encoder:
            slow("loading the encoder…")
        try:
            yield Finding(about, True, check(home))
        except (DutydiffError, OSError) as error:
            yield Finding(about, False, str(error))


def _configuration(home: Home) -> str:
    file = home.path / settings.FILE_NAME
    return str(file) if file.exists() else f"no {file}; the defaults are in force"


def _store(home: Home) -> str:
    from schedules import install
    from store import captures

    if not home.store.exists():
        return f"none yet at {home.store}; the first run makes it"
    with install.looking(home) as db:
        (answer,) = db.execute("PRAGMA quick_check(1)").fetchone()
        if answer != "ok":
            from digest.errors import StoreError

            raise StoreError(f"{home.store}: {answer}; restore it from a backup")
        return f"{home.store}, {captures.count(db)} captures, SQLite {sqlite3.sqlite_version}"


def _sources(home: Home) -> str:
    from schedules import install

    return f"{len(install.sources_of(home))} in the catalogue"


def _encoder(home: Home) -> str:
    from digest.match import embed

    chosen = home.settings.encoder
    encoder = embed.load(chosen.model, settings.cache_path() / "models", chosen.device)
    vectors = encoder.encode(["留存日志不少于六个月"], query=False)
    return f"{encoder.model_id}, {vectors.shape[1]} dimensions"


def _timetable(home: Home) -> str:
    from schedules.timetable import hours

    times = hours(home.settings.serve.run_at)
    return ", ".join(f"{hour:02}:{minute:02}" for hour, minute in times) + " Asia/Shanghai"


def _channels(home: Home) -> str:
    ready = ["file"]
    if home.settings.mail.sender and home.settings.mail.host:
        ready.append("mail")
    if settings.secret("TELEGRAM_TOKEN"):
        ready.append("telegram bot (answers only)")
    return "ready: " + ", ".join(ready)
