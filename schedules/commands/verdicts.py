"""``dutydiff verdicts``: list, confirm, reject, clear."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from schedules.cli import Session, echo_json

if TYPE_CHECKING:
    from sqlite_utils import Database

NOTE = click.option("--note", help="Why, in your words.")
BY = click.option("--by", help="Who says so.  [default: the user of this machine]")


@click.group(invoke_without_command=True)
@click.option("--obligation", help="Only of this line of the register.")
@click.option("--all", "every", is_flag=True, help="Also those replaced or taken back.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.pass_context
def verdicts(ctx: click.Context, obligation: str | None, every: bool, form: str) -> None:
    """What people said of matches: each verdict with its day, and the thresholds that follow."""
    if ctx.invoked_subcommand is not None:
        return
    from schedules import contracts, health, install, judging, plain
    from store import verdicts as held

    session: Session = ctx.obj
    with install.looking(install.home_of(session)) as db:
        said = [
            one
            for one in (held.history(db) if every else held.in_force(db))
            if obligation in (None, one.obligation)
        ]
        learned = judging.learned(db)
        if form == "json":
            echo_json(contracts.verdicts(said))
            return
        titles = held.titles(db, {one.document for one in said})
    rows = [
        (
            one.obligation,
            one.verdict.value,
            "-" if one.score is None else f"{one.score:.2f}",
            health.day(one.at).isoformat(),
            one.by or "",
            titles.get(one.document, one.document),
            one.note or "",
        )
        for one in said
    ]
    click.echo(plain.table(rows))
    for line in learned.values():
        if obligation in (None, line.obligation):
            session.say(f"threshold of {line.obligation} is {line.threshold:.2f}: {line.why}")
    session.say(f"{len(rows)} verdicts")


def _on_a_match(command: Callable[..., None]) -> Callable[..., None]:
    """The arguments of a verdict: which match, by whom, with what to say."""
    for part in (click.pass_obj, BY, NOTE, click.argument("release"), click.argument("obligation")):
        command = part(command)
    return command


@verdicts.command()
@_on_a_match
def confirm(
    session: Session, obligation: str, release: str, note: str | None, by: str | None
) -> None:
    """RELEASE (its id or address) touches OBLIGATION. It is told so from now on; without a quote,
    where matching did not find it."""
    _judge(session, "confirmed", obligation, release, note, by)


@verdicts.command()
@_on_a_match
def reject(
    session: Session, obligation: str, release: str, note: str | None, by: str | None
) -> None:
    """RELEASE does not touch OBLIGATION; nor do its reposts, and it is not told again."""
    _judge(session, "rejected", obligation, release, note, by)


@verdicts.command()
@_on_a_match
def clear(
    session: Session, obligation: str, release: str, note: str | None, by: str | None
) -> None:
    """Take back what was said of OBLIGATION and RELEASE."""
    _judge(session, "suggested", obligation, release, note, by)


def _judge(
    session: Session, verdict: str, obligation: str, release: str, note: str | None, by: str | None
) -> None:
    from digest.model import Verdict
    from schedules import install, judging
    from store import register
    from store.verdicts import Said

    now = datetime.now(UTC)
    with install.writing(install.home_of(session)) as db:
        document = _document(db, release)
        said = Said(obligation, document, Verdict(verdict), now, by or _user(), note)
        signature = register.version(db)
        before = judging.learned(db, signature).get(obligation)
        kept = judging.judge(db, said, signature)
        after = judging.learned(db, signature).get(obligation)
    score = "not matched" if kept.score is None else f"score {kept.score:.2f}"
    what = "taken back" if kept.verdict is Verdict.SUGGESTED else kept.verdict.value
    session.say(f"verdicts: {obligation} and {document}: {what} ({score})")
    if after and (before is None or before.threshold != after.threshold):
        session.say(f"threshold of {obligation} is {after.threshold:.2f}: {after.why}")


def _document(db: Database, release: str) -> str:
    """A document by its id or by the address it was read at."""
    from store import verdicts as held

    found = held.document(db, release)
    if found is None:
        raise click.UsageError(f"no release {release}; `dutydiff stories` lists them")
    return found


def _user() -> str | None:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a user without a name, e.g. in a container
        return None
