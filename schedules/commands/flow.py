"""The commands that move data: demo, run, crawl, ingest, read, digest, publish, send, serve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

import click

from schedules.cli import Session

if TYPE_CHECKING:
    from digest.model import Capture, Digest
    from schedules.flow import Report


def _now() -> datetime:
    return datetime.now(UTC)


def show(session: Session, step: str, report: Report) -> None:
    """One line of what a step did, and one for each thing it could not do."""
    session.say(f"{step}: " + ", ".join(f"{count} {name}" for name, count in report.counts))
    for problem in report.problems:
        session.issue(f"{step}: {problem.where}: {problem.what}")


def bar(session: Session, label: str) -> Any:
    """A progress bar on a terminal, nothing in a pipe."""

    def progress(pending: Sequence[Capture] | Iterator[Capture], total: int) -> Iterable[Capture]:
        if session.quiet or total < 5:
            return pending
        from rich.console import Console
        from rich.progress import track

        console = Console(stderr=True)
        return track(pending, label, total=total, console=console, disable=not console.is_terminal)

    return progress


@click.command()
@click.argument("names", nargs=-1, metavar="[SOURCE]...")
@click.pass_obj
def crawl(session: Session, names: tuple[str, ...]) -> None:
    """Captures from the spiders of every SOURCE, or of those named."""
    from schedules import flow, install

    home = install.home_of(session)
    specs = install.sources_of(home)
    unknown = set(names) - {spec.id for spec in specs}
    if unknown:
        known = ", ".join(spec.id for spec in specs)
        raise click.UsageError(f"unknown source {', '.join(sorted(unknown))}; known: {known}")
    chosen = [spec for spec in specs if not names or spec.id in names]
    with install.writing(home) as db:
        settings = home.settings.crawl
        report = flow.crawl(
            db, chosen, _now(), contact=settings.contact or None, delay=settings.delay_seconds
        )
    show(session, "crawl", report)


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="PATH|URL...")
@click.pass_obj
def ingest(session: Session, targets: tuple[str, ...]) -> None:
    """Captures from files, folders, zips, feeds, exported articles (md, html, txt, pdf, docx)."""
    from crawlers.imports import ingest as import_targets
    from schedules import flow, install

    now = _now()
    with install.writing(install.home_of(session)) as db:
        report = flow.ingest(db, import_targets(targets, now=now), now)
    show(session, "ingest", report)


@click.command()
@click.pass_obj
def read(session: Session) -> None:
    """Pending captures become documents, versions, duties, matches and stories."""
    from schedules import flow, install, placing

    home = install.home_of(session)
    with install.writing(home) as db:
        report = flow.read(
            db,
            _now(),
            install.stored_encoder(home, db),
            placing.official_ids(install.sources_of(home)),
            bar(session, "reading"),
        )
    show(session, "read", report)


def window(
    since: datetime | None, until: datetime | None
) -> tuple[datetime | None, datetime | None]:
    """Days as the user gave them, as instants: from the start of the one to the end of the other,
    in Asia/Shanghai."""
    from schedules.health import SHANGHAI

    if since and until and since > until:
        raise click.UsageError(f"--since {since:%Y-%m-%d} is after --until {until:%Y-%m-%d}")
    if any(day.year < EARLIEST for day in (since, until) if day):
        raise click.UsageError(f"no digest reaches back before {EARLIEST}")
    begin = since and datetime.combine(since.date(), time.min, SHANGHAI).astimezone(UTC)
    end = until and datetime.combine(until.date(), time.max, SHANGHAI).astimezone(UTC)
    return begin, end


EARLIEST = 1949
DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option("--subscription", metavar="ID", help="One subscription; default: all that are due.")
@click.option("--since", type=DAY, help="First day of a window, Asia/Shanghai (a preview).")
@click.option("--until", type=DAY, help="Last day of a window, Asia/Shanghai (a preview).")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "html", "json"]),
    default="text",
    show_default=True,
)
@click.pass_obj
def digest(session: Session, subscription: str | None, since: Any, until: Any, form: str) -> None:
    """What each subscription is told since its last digest, recorded with its deliveries.

    With --since or --until it is a preview of that window, and nothing is recorded.
    """
    from schedules import flow, install, placing
    from store import captures

    home = install.home_of(session)
    with install.writing(home) as db:
        encoder = install.stored_encoder(home, db)
        specs = install.sources_of(home)
        now = _now()
        if since or until:
            chosen = flow.subscription(db, subscription)
            flow.catch_up(db, now, encoder, placing.official_ids(specs))
            begin, end = window(since, until)
            made: tuple[Digest, ...] = (
                flow.compose_window(
                    db, chosen, begin or captures.beginning(db, now), end or now, encoder, specs
                ),
            )
        else:
            made = flow.digest(db, home, now, encoder, specs, only=subscription)
    if not made:
        session.say("digest: no subscription is due")
    for one in made:
        print_digest(one, form)


def print_digest(one: Digest, form: str) -> None:
    """A digest on stdout: coloured text on a terminal, plain in a pipe, or as asked."""
    from bots import render

    if form == "json":
        import msgspec

        click.echo(msgspec.json.encode({"schema": 1, "digest": one}).decode())
    elif form == "html":
        from bots.html import digest_page

        click.echo(digest_page(one, ""))
    else:
        from rich.console import Console

        render.terminal(one, Console())


@click.command()
@click.option("--out", metavar="DIR", help="Where to; default: out/ of the home folder.")
@click.pass_obj
def publish(session: Session, out: str | None) -> None:
    """Write feeds, pages and calendar of all digests as static files."""
    from schedules import flow, install

    home = install.home_of(session)
    with install.looking(home) as db:
        base_url = home.settings.publish.base_url
        written = flow.publish(db, install.out_of(home, out), _now(), base_url)
    session.say(f"publish: {len(written)} files under {install.out_of(home, out)}")


@click.command()
@click.pass_obj
def send(session: Session) -> None:
    """Drain the outbox: the file channel and mail; other channels are named as not yet sent."""
    from schedules import flow, install

    home = install.home_of(session)
    with install.writing(home) as db:
        report = flow.send(db, home, _now())
    show(session, "send", report)


@click.command()
@click.pass_obj
def run(session: Session) -> None:
    """Crawl, read, compose, publish and send, once: what a timer calls."""
    from schedules import flow, install

    home = install.home_of(session)
    specs = install.sources_of(home)
    with install.writing(home) as db:
        for step, report in flow.run(db, home, specs, _now(), install.stored_encoder(home, db)):
            show(session, step, report)


@click.command()
@click.option("--out", metavar="DIR", help="Where to; default: out/ of --home, else ./out.")
@click.pass_obj
def demo(session: Session, out: str | None) -> None:
    """Two days of the sample regulators on loopback, through the whole flow; prints a digest."""
    from schedules import demo as sample

    sample.play(session, out)


@click.command()
@click.pass_obj
def serve(session: Session) -> None:
    """Web pages and feeds, the timetable and the Telegram bot in one process."""
    from schedules import install
    from schedules.serve import serve as serve_home

    serve_home(session, install.home_of(session))
