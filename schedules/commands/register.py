"""``dutydiff register``: list, show, add, remove, import, export, check, update, adopt."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from schedules.cli import Session, echo_json

if TYPE_CHECKING:
    from digest.match.verdicts import Learned
    from digest.model import Obligation


AS_OF = click.option(
    "--as-of",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="With the status and the article numbers of a day.",
)
SOME = 5
"""Titles that a message names."""


@click.group()
def register() -> None:
    """The register of known obligations; a new store holds the starter register."""


@register.command("list")
@click.option("--topic", help="Only lines of this topic.")
@click.option("--owner", help="Only lines of this owner.")
@AS_OF
@click.pass_obj
def register_list(session: Session, topic: str | None, owner: str | None, day: Any) -> None:
    """One line for each obligation."""
    from schedules import plain

    rows = [
        (line.id, line.status, line.name, "; ".join(_cite(c) for c in line.cites))
        for line in _register(session, day)
        if (topic is None or topic in line.topics) and (owner is None or owner == line.owner)
    ]
    click.echo(plain.table(rows))
    session.say(f"{len(rows)} obligations")


def _cite(cite: Any) -> str:
    return f"{cite.instrument}#{cite.article}" if cite.article else str(cite.instrument)


def _register(session: Session, day: Any = None) -> tuple[Obligation, ...]:
    """The register; with a day, as it stood then."""
    from schedules import install
    from store import register as lines

    home = install.home_of(session)
    if not home.store.exists():
        if day:
            session.say("no store yet: nothing is known of that day but what the lines say")
        return lines.starter()
    with install.looking(home) as db:
        found = lines.load(db)
        if day is None:
            return found
        from schedules.commands.asof import register_on

        return register_on(db, found, day.date())


@register.command("show")
@click.argument("name", metavar="ID")
@AS_OF
@click.pass_obj
def register_show(session: Session, name: str, day: Any) -> None:
    """One obligation, whole, and its threshold where verdicts moved it."""
    from schedules import contracts

    found = [line for line in _register(session, day) if line.id == name]
    if not found:
        raise click.UsageError(f"no obligation {name} in the register")
    click.echo(json.dumps(contracts.register(found)[0], ensure_ascii=False, indent=2))
    if learned := _learned(session, name):
        session.say(f"threshold of {name} is {learned.threshold:.2f}: {learned.why}")


def _learned(session: Session, name: str) -> Learned | None:
    from schedules import install, judging

    home = install.home_of(session)
    if not home.store.exists():
        return None
    with install.looking(home) as db:
        return judging.learned(db).get(name)


@register.command("add")
@click.argument("name", metavar="ID")
@click.option("--name", "short", required=True, help="Short name.")
@click.option("--statement", required=True, help="What is owed, in your words.")
@click.option("--cites", required=True, help="INSTRUMENT#ARTICLE, several separated by ;")
@click.option("--owner", help="Who answers for it.")
@click.option("--topic", "topics", multiple=True, help="May be given several times.")
@click.pass_obj
def register_add(
    session: Session,
    name: str,
    short: str,
    statement: str,
    cites: str,
    owner: str | None,
    topics: tuple[str, ...],
) -> None:
    """Add one obligation."""
    from dataclasses import asdict

    from schedules import install
    from store import register as lines
    from store.register_files import cites_of
    from store.register_lines import Line, obligations, raise_if_any

    rests_on = [asdict(cite) for cite in cites_of(cites)]
    if not rests_on:
        raise click.UsageError("--cites names no instrument")
    values = {"id": name, "name": short, "statement": statement, "cites": rests_on}
    loaded = obligations([Line("add", values | {"owner": owner, "topics": list(topics)})])
    raise_if_any(loaded.faults)
    with install.writing(install.home_of(session)) as db:
        lines.add(db, loaded.lines)
    session.say(f"register: {name} added")


@register.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="The file becomes the whole register.")
@click.pass_obj
def register_import(session: Session, file: Path, replace: bool) -> None:
    """Obligations of a TOML or CSV file; a line of the same id is replaced.

    Nothing is taken from a file with an unusable line. A line that cites an article which is not
    there is taken, and named.
    """
    from digest.errors import RegisterError
    from schedules import install
    from store import register as lines
    from store import register_files
    from store.register_cites import dead_in

    with install.writing(install.home_of(session)) as db:
        loaded = register_files.load(file, dead_in(db))
        for problem in (*loaded.faults, *loaded.doubts):
            session.issue(f"{problem.where}: {problem.what}")
        if loaded.faults:
            raise RegisterError(f"{file}: nothing was imported")
        kept = () if replace else lines.load(db)
        lines.replace(db, {line.id: line for line in (*kept, *loaded.lines)}.values())
    session.say(f"register: {len(loaded.lines)} obligations from {file}")


@register.command("export")
@click.option(
    "--format",
    "form",
    type=click.Choice(["toml", "csv", "json"]),
    default="toml",
    show_default=True,
)
@click.pass_obj
def register_export(session: Session, form: str) -> None:
    """The whole register on stdout."""
    from schedules import contracts
    from store.register_files import to_csv
    from store.register_toml import to_toml

    held = _register(session)
    if form == "json":
        echo_json(contracts.register(held))
    else:
        write = to_toml if form == "toml" else to_csv
        click.echo(write(held), nl=False)


@register.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def register_check(session: Session, file: Path) -> None:
    """Every unusable line of a TOML or CSV file, before it is imported; and each cite of an article
    that its instrument does not have. Where the store holds no text of it, that is said."""
    from schedules import install
    from store import register_files
    from store.register_cites import dead_in, unchecked

    home = install.home_of(session)
    if home.store.exists():
        with install.looking(home) as db:
            loaded = register_files.check(file, dead_in(db))
            cites = unchecked(loaded.lines, db)
    else:
        loaded = register_files.check(file)
        cites = unchecked(loaded.lines)
    problems = loaded.faults + loaded.doubts
    for problem in problems:
        session.issue(f"{problem.where}: {problem.what}")
    if cites:
        titles = list(dict.fromkeys(cite.instrument for cite in cites))
        rest = f" and {len(titles) - SOME} more" if len(titles) > SOME else ""
        session.say(
            f"{len(cites)} cites could not be checked: the store holds no text of "
            + "、".join(f"《{title}》" for title in titles[:SOME])
            + rest
        )
    if not problems:
        session.say(f"{file}: sound")


@register.command("update")
@click.pass_obj
def register_update(session: Session) -> None:
    """Lines of the starter register as this version of the program has them.

    What you changed in a line (its owner, topics, words) stays, and a line you took out stays out.
    """
    from schedules import install
    from store import register as lines

    with install.writing(install.home_of(session)) as db:
        done = lines.update(db, lines.starter())
    for name in done.added:
        session.say(f"new      {name}")
    for name in done.changed:
        session.say(f"changed  {name}")
    session.say(f"register: {len(done.added)} new, {len(done.changed)} changed")


@register.command("adopt")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--all", "every", is_flag=True, help="Every article, not only those with a duty.")
@click.option("--replace", is_flag=True, help="Lines held already get the words of the text.")
@click.option("--owner", help="Who answers for these lines.")
@click.option("--topic", "topics", multiple=True, help="May be given several times.")
@click.pass_obj
def register_adopt(
    session: Session,
    files: tuple[str, ...],
    every: bool,
    replace: bool,
    owner: str | None,
    topics: tuple[str, ...],
) -> None:
    """Every article of a legal text that holds a duty becomes an obligation.

    A line that is in the register already, as of a draft of the text, is kept as it is; with
    --replace it gets the new words and keeps its owner and topics.
    """
    from schedules import health, install
    from schedules.commands import adopting

    wanted = adopting.Wanted(every, replace, owner, topics)
    with install.writing(install.home_of(session)) as db:
        adopting.adopt(session, db, files, wanted, health.day(datetime.now(UTC)))


@register.command("remove")
@click.argument("names", nargs=-1, required=True, metavar="ID...")
@click.pass_obj
def register_remove(session: Session, names: tuple[str, ...]) -> None:
    """Take lines out of the register: all of them, or none where one is not there."""
    from schedules import install
    from store import register as lines
    from store.database import transaction

    with install.writing(install.home_of(session)) as db, transaction(db):
        for name in dict.fromkeys(names):
            lines.remove(db, name)
    session.say(f"register: {', '.join(dict.fromkeys(names))} removed")
