"""The whole flow, top to bottom. Nothing else moves data between crawlers, digest, store and bots.

    crawl or ingest  ->  captures                      raw bytes, kept for good
    read             ->  readings, versions, matches, stories
    digest           ->  digests and their deliveries  one transaction
    publish          ->  feeds, pages, calendar        static files
    send             ->  the outbox drained

Each step takes what the one before left in the store, does what is not yet done, and can be killed
at any moment: the next run ends as if nothing had happened. The clock enters here, as ``now``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bots import outgoing
from digest.compose import compose
from digest.errors import DocumentError, UserError
from digest.law.shortfalls import shortfalls
from digest.model import (
    Capture,
    Digest,
    Health,
    Problem,
    Reading,
    SourceOutcome,
    Subscription,
)
from digest.reading import read as read_capture
from digest.rules import rules_version
from digest.text.templates import Learned
from schedules import health, placing, sending, telling
from schedules.arrivals import arrivals
from schedules.placing import Progress
from store import captures, documents, outbox, runs, templates
from store.database import transaction
from store.subscriptions import load as load_subscriptions

if TYPE_CHECKING:
    from sqlite_utils import Database

    from crawlers.catalogue import SourceSpec
    from digest.match.embed import CachedEncoder
    from schedules.settings import Home

EVERYTHING = Subscription(id="all", channel="file", address="out")
"""What a new installation subscribes to: everything, as files."""


@dataclass(frozen=True, slots=True)
class Report:
    """What one step did and what it could not do."""

    counts: tuple[tuple[str, int], ...]
    problems: tuple[Problem, ...] = ()


# --- captures -----------------------------------------------------------------------------------


def crawl(
    db: Database,
    specs: Sequence[SourceSpec],
    now: datetime,
    *,
    contact: str | None = None,
    delay: float = 3.0,
    private_hosts: frozenset[str] = frozenset(),
) -> Report:
    """Ask every source for what is new; keep the bytes, and how each source did."""
    from crawlers.process import crawl as crawl_sources
    from crawlers.settings import Politeness

    run = runs.start(db, "crawl", now)
    new = 0

    def keep(capture: Capture) -> None:
        nonlocal new
        new += captures.add(db, capture)

    outcomes = crawl_sources(
        specs,
        now=now,
        known={spec.id: captures.known_urls(db, spec.id) for spec in specs},
        on_capture=keep,
        politeness=Politeness(delay=delay, contact=contact),
        private_hosts=private_hosts,
    )
    problems = tuple(_outcome_problem(o) for o in outcomes if o.health is not Health.OK)
    runs.save_outcomes(db, run, outcomes, now)
    counts = (("sources", len(outcomes)), ("new captures", new))
    runs.finish(db, run, now, dict(counts), problems)
    return Report(counts, problems)


def _outcome_problem(outcome: SourceOutcome) -> Problem:
    return Problem(outcome.name, outcome.detail or outcome.health.value, outcome.health.value)


def ingest(db: Database, found: Iterable[Capture | Problem], now: datetime) -> Report:
    """Keep what an import yields; what it could not read is reported, the rest goes through."""
    run = runs.start(db, "ingest", now)
    new = known = 0
    problems = []
    for capture in found:
        if isinstance(capture, Problem):
            problems.append(capture)
        elif captures.add(db, capture):
            new += 1
        else:
            known += 1
    counts = (("new captures", new), ("already known", known))
    runs.finish(db, run, now, dict(counts), problems)
    return Report(counts, tuple(problems))


# --- reading ------------------------------------------------------------------------------------


def read(
    db: Database,
    now: datetime,
    encoder: CachedEncoder,
    official: frozenset[str],
    progress: Progress = lambda waiting, _: waiting,
) -> Report:
    """Read pending captures, place their versions, tell stories, match against the register."""
    rules = rules_version()
    run = runs.start(db, "read", now)
    problems, placed = _read_pending(db, now, official, progress)
    learned = 0
    # What shows a template just learned was read without it, and is read again.
    while new := templates.learn(db, rules, official, now):
        learned += new
        more, again = _read_pending(db, now, official, progress)
        problems += more
        placed |= again
    matched = catch_up(db, now, encoder, official, progress)
    counts = (
        ("documents read", len(placed)),
        ("new versions", sum(placed.values())),
        ("templates learned", learned),
        ("documents matched", matched),
        ("texts encoded", encoder.encoded),
    )
    runs.finish(db, run, now, dict(counts), problems)
    return Report(counts, tuple(problems))


def _read_pending(
    db: Database, now: datetime, official: frozenset[str], progress: Progress
) -> tuple[list[Problem], dict[str, int]]:
    """What could not be read, and how many new versions each capture read brought."""
    rules = rules_version()
    problems: list[Problem] = []
    placed: dict[str, int] = {}
    # An issuer's own pages first: the chain of an instrument keeps the words of who is read first.
    waiting = sorted(captures.pending(db, rules), key=lambda one: one.source not in official)
    learned = templates.in_force(db)
    for capture in progress(waiting, len(waiting)):
        reading = _read_or_problem(capture, learned)
        if isinstance(reading, Problem):
            documents.save_failure(db, capture.id, reading, rules, now)
            problems.append(reading)
            continue
        with transaction(db):
            documents.save(db, reading, now)
            templates.note(db, capture.source, reading.document)
            official_page = capture.source in official
            placed[capture.id] = placing.place_version(db, reading, capture, official_page)
        if reading.notice.status:
            where = capture.file_name or capture.url
            problems += [Problem(where, said, "Incomplete") for said in shortfalls(reading)]
    return problems, placed


def _read_or_problem(capture: Capture, learned: Learned) -> Reading | Problem:
    """A capture read, or why it cannot be. One bad document never stops the others, not even one
    that uncovers a bug of ours: captures are kept for good, so it would stop every run to come."""
    where = capture.file_name or capture.url
    try:
        return read_capture(capture, learned)
    except DocumentError as error:
        return Problem(where, str(error), type(error).__name__)
    except Exception as error:
        what = f"a bug of dutydiff, please report it: {type(error).__name__}: {error}"
        return Problem(where, what, "Bug")


def catch_up(
    db: Database,
    now: datetime,
    encoder: CachedEncoder,
    official: frozenset[str],
    progress: Progress = lambda waiting, _: waiting,
) -> int:
    """Bring stories and matches up to date with what is read and with the register as it is now."""
    telling.tell_stories(db, official)
    return placing.match(db, encoder, official, health.day(now), progress)


# --- digests ------------------------------------------------------------------------------------


def digest(
    db: Database,
    home: Home,
    now: datetime,
    encoder: CachedEncoder,
    specs: Sequence[SourceSpec],
    only: str | None = None,
) -> tuple[Digest, ...]:
    """One digest for each subscription that is due, recorded together with its deliveries."""
    chosen = (subscription(db, only),) if only else load_subscriptions(db) or (EVERYTHING,)
    base_url = home.settings.publish.base_url
    # A digest between a change of the register and the next reading must not lose what is not yet
    # matched.
    catch_up(db, now, encoder, placing.official_ids(specs))
    made = []
    for one in chosen:
        since = outbox.last_until(db, one.id) or captures.beginning(db, now)
        if only is None and not health.due(one, since, now):
            continue
        # Their day of arrival stays when they are read again, so a window once closed is past them.
        if overtaken := documents.overtaken(db, rules_version(), since):
            raise UserError(
                f"{overtaken} documents were read by another version of the rules and not yet by "
                "this one; run `dutydiff read` first, or they would be missing from every digest"
            )
        composed = compose_window(db, one, since, now, encoder, specs)
        parts = outgoing.deliveries(composed, one, base_url, home.settings.mail.sender)
        outbox.record(db, composed, parts)
        made.append(composed)
    return tuple(made)


def subscription(db: Database, name: str | None) -> Subscription:
    """A subscription by its id; without one, everything. Raises `UserError`."""
    held = {one.id: one for one in (EVERYTHING, *load_subscriptions(db))}
    if name is not None and name not in held:
        raise UserError(f"no subscription {name}; there are: {', '.join(held)}")
    return held[name or EVERYTHING.id]


def compose_window(
    db: Database,
    chosen: Subscription,
    since: datetime,
    until: datetime,
    encoder: CachedEncoder,
    specs: Sequence[SourceSpec],
) -> Digest:
    """What one subscription is told about one window. Records nothing."""
    rules = rules_version()
    watched = tuple(health.Watched(spec.id, spec.name, spec.every_days) for spec in specs)
    states = {state.last.source: state for state in runs.health(db)}
    return compose(
        chosen,
        since,
        until,
        arrivals(db, since, until, encoder, placing.official_ids(specs)),
        (
            *health.unseen(watched, states, captures.newest(db), until),
            *health.unread(documents.failures(db, since, until), captures.unread(db, rules)),
        ),
        len(watched),
        health.healthy(watched, states),
        rules,
    )


# --- what leaves the house ------------------------------------------------------------------------


def publish(db: Database, out: Path, now: datetime, base_url: str) -> tuple[Path, ...]:
    """Write feeds, pages, calendar and the outgoing messages as static files."""
    from bots import publishing

    told = outbox.digests(db)
    waiting = tuple(part for one in told for part in outbox.deliveries(db, one.id))
    outcomes = tuple(state.last for state in runs.health(db))
    return publishing.write(out, told, waiting, outcomes, base_url, now)


def send(db: Database, home: Home, now: datetime) -> Report:
    """Drain the outbox."""
    run = runs.start(db, "send", now)
    sent, problems = sending.drain(db, home, now)
    counts = (("sent", sent),)
    runs.finish(db, run, now, dict(counts), problems)
    return Report(counts, problems)


# --- all of it ------------------------------------------------------------------------------------


def run(
    db: Database,
    home: Home,
    specs: Sequence[SourceSpec],
    now: datetime,
    encoder: CachedEncoder,
) -> Iterator[tuple[str, Report]]:
    """Every step once, in order; yields the report of each as it ends."""
    crawling = home.settings.crawl
    base_url = home.settings.publish.base_url
    yield (
        "crawl",
        crawl(db, specs, now, contact=crawling.contact or None, delay=crawling.delay_seconds),
    )
    yield "read", read(db, now, encoder, placing.official_ids(specs))
    made = digest(db, home, now, encoder, specs)
    yield "digest", Report((("digests", len(made)),))
    written = publish(db, home.out, now, base_url)
    yield "publish", Report((("files", len(written)),))
    yield "send", send(db, home, now)
