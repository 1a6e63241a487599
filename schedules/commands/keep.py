"""The commands that keep an installation: stories, subscriptions, status, doctor."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import click

from schedules.cli import Session, echo_json, on_one_line

if TYPE_CHECKING:
    from sqlite_utils import Database

    from digest.model import Source, Story

JSON_OR_TEXT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)


def _now() -> datetime:
    return datetime.now(UTC)


# --- stories --------------------------------------------------------------------------------------


@click.group(invoke_without_command=True)
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="First day, Asia/Shanghai.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Last day, Asia/Shanghai.")
@JSON_OR_TEXT
@click.pass_context
def stories(ctx: click.Context, since: Any, until: Any, form: str) -> None:
    """The stories of a window with their members; join and split by hand."""
    if ctx.invoked_subcommand is not None:
        return
    from schedules import contracts, install, plain
    from schedules.commands.flow import window
    from store import stories as told

    session: Session = ctx.obj
    with install.looking(install.home_of(session)) as db:
        found = told.all_stories(db, *window(since, until))
        sources = _sources(db, found)
        if form == "json":
            echo_json(contracts.stories(found, sources))
            return
        for story in found:
            lead = sources.get(story.lead)
            told_by = f"{lead.title}  {lead.url}" if lead else story.lead
            click.echo(on_one_line(f"{story.id}  {told_by}"))
            click.echo(
                plain.table(
                    ("  " + m.relation.value, sources[m.release].title, sources[m.release].url)
                    for m in story.members
                    if m.release in sources
                )
                or "  (no other members)"
            )


def _sources(db: Database, found: Iterable[Story]) -> dict[str, Source]:
    """The releases of these stories that were read under the rules of today."""
    from digest.errors import StoreError
    from digest.rules import rules_version
    from store import documents

    rules = rules_version()
    sources = {}
    for story in found:
        for name in (story.lead, *(member.release for member in story.members)):
            with suppress(StoreError):
                release = documents.release(db, name, rules, official_sources=frozenset())
                sources[name] = release.source
    return sources


@stories.command("join")
@click.argument("one")
@click.argument("other")
@click.pass_obj
def stories_join(session: Session, one: str, other: str) -> None:
    """The releases ONE and OTHER (ids or addresses) tell the same story, from now on."""
    _edit(session, "join", one, other)


@stories.command("split")
@click.argument("release")
@click.pass_obj
def stories_split(session: Session, release: str) -> None:
    """RELEASE (its id or address) is a story of its own, with its attachments, from now on."""
    _edit(session, "split", release)


def _edit(session: Session, edit: str, *names: str) -> None:
    from schedules import install, telling
    from store import stories as told
    from store import verdicts

    with install.writing(install.home_of(session)) as db:
        releases = []
        for name in names:
            document = verdicts.document(db, name)
            if document is None:
                raise click.UsageError(f"no release {name}; `dutydiff stories` lists them")
            releases.append(document)
        if len(set(releases)) < len(releases):
            raise click.UsageError("ONE and OTHER are the same release")
        if edit == "join":
            one, other = releases
            told.join(db, one, other, _now())
        else:
            told.split(db, releases[0], _now())
        telling.retell(db, releases)
    session.say(f"stories: {edit} {' '.join(releases)}")


# --- subscriptions --------------------------------------------------------------------------------


@click.group()
def subscriptions() -> None:
    """Who gets what, where, how often."""


@subscriptions.command("list")
@click.pass_obj
def subscriptions_list(session: Session) -> None:
    """One line for each subscription."""
    from schedules import flow, install, plain
    from store import subscriptions as held

    with install.looking(install.home_of(session)) as db:
        found = held.load(db) or (flow.EVERYTHING,)
    rows = [
        (s.id, s.channel, s.address, s.every, ",".join((*s.topics, *s.owners)) or "everything")
        for s in found
    ]
    click.echo(plain.table(rows))


@subscriptions.command("add")
@click.argument("name", metavar="ID")
@click.option(
    "--channel",
    required=True,
    type=click.Choice(["file", "mail", "telegram", "wecom", "feishu", "dingtalk"]),
)
@click.option("--address", required=True, help="Mail address, chat id, webhook, or folder.")
@click.option("--topic", "topics", multiple=True, help="Only these topics; default: all.")
@click.option("--owner", "owners", multiple=True, help="Only lines of these owners; default: all.")
@click.option("--every", type=click.Choice(["day", "week"]), default="day", show_default=True)
@click.pass_obj
def subscriptions_add(
    session: Session,
    name: str,
    channel: str,
    address: str,
    topics: tuple[str, ...],
    owners: tuple[str, ...],
    every: str,
) -> None:
    """Add a subscription."""
    from digest.model import Subscription
    from schedules import install
    from store import subscriptions as held

    if re.fullmatch(r"[\w.-]{1,40}", name) is None:
        raise click.UsageError("an ID is made of at most 40 letters, digits, dots, _ and -")
    _check_address(channel, address)
    with install.writing(install.home_of(session)) as db:
        held.add(db, Subscription(name, channel, address, topics, owners, every))
    session.say(f"subscriptions: {name} added")


def _check_address(channel: str, address: str) -> None:
    """Raises `UserError` where nothing could ever be sent to."""
    from bots import mail, wording
    from digest.errors import UserError
    from schedules.settings import unprintable

    match channel:
        case "mail":
            mail.check(address)
        case "telegram":
            if re.fullmatch(r"-?[0-9]+|@[A-Za-z][A-Za-z0-9_]{4,}", address) is None:
                raise UserError(f"{address!r} is no chat id, such as -100123 or @channel")
        case "file":
            folder = PurePath(address)
            inside = address and not folder.is_absolute() and ".." not in folder.parts
            if not inside or unprintable(address):
                raise UserError(f"{address!r} is no folder inside the home folder, such as out")
        case _:
            if wording.safe_url(address) != address:
                raise UserError(f"{address!r} is no webhook: an http(s) address")


@subscriptions.command("remove")
@click.argument("name", metavar="ID")
@click.pass_obj
def subscriptions_remove(session: Session, name: str) -> None:
    """Remove a subscription; its past digests stay."""
    from schedules import install
    from store import subscriptions as held

    with install.writing(install.home_of(session)) as db:
        held.remove(db, name)
    session.say(f"subscriptions: {name} removed")


# --- status, doctor -------------------------------------------------------------------------------


@click.command()
@click.pass_obj
def status(session: Session) -> None:
    """What happened, and what is stale."""
    from schedules import install, overview

    with install.looking(install.home_of(session)) as db:
        click.echo(overview.status(db))


@click.command()
@click.pass_obj
def doctor(session: Session) -> None:
    """Is this installation sound? Each finding names its remedy."""
    from schedules import checkup, install

    def slow(line: str) -> None:
        if sys.stderr.isatty():
            session.say(line)

    for finding in checkup.findings(install.home_of(session), slow):
        if finding.sound:
            session.say(f"ok    {finding.about}: {finding.what}")
        else:
            session.issue(f"FAIL  {finding.about}: {finding.what}")
