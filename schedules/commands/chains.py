"""``dutydiff instruments``: the chains of versions; join and split by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import click

from schedules.cli import Session, echo_json


@click.group()
def instruments() -> None:
    """The instruments in the store with their versions; join and split by hand."""


@instruments.command("list")
@click.argument("title", required=False)
@click.option("--as-of", "day", type=click.DateTime(["%Y-%m-%d"]), help="Their state on a day.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.pass_obj
def instruments_list(session: Session, title: str | None, day: Any, form: str) -> None:
    """Every chain, oldest version first; with TITLE, those whose title holds the words."""
    from digest.law.versions import dated, ordered, status_on
    from schedules import health, histories, install, plain
    from store import instruments as held

    on = day.date() if day else health.day(datetime.now(UTC))
    shown = 0
    with install.looking(install.home_of(session)) as db:
        for one in held.all_instruments(db):
            past = histories.of(db, one.id)
            chain = ordered(past.chain)
            made = {one.version.id for one in past.made}
            if title and not any(title in version.title for version in chain):
                continue
            shown += 1
            rows = [
                {
                    "title": version.title,
                    "status": status_on(version, chain, on).value,
                    "published_on": str(version.published_on or "") or None,
                    "effective_on": str(version.effective_on or "") or None,
                    "seen_on": str(version.seen_on),
                    "articles": len(version.articles),
                    "id": None if version.id in made else version.id,
                    "stage": "preview" if version.id in made else version.stage,
                }
                for version in chain
                if dated(version) <= on
            ]
            if form == "json":
                echo_json({"instrument": one.id, "title": one.title, "versions": rows})
                continue
            click.echo(plain.line(one.title))
            columns = ("id", "status", "published_on", "effective_on", "articles", "title", "stage")
            click.echo(plain.table(("  ", *(str(row[c] or "-") for c in columns)) for row in rows))
    session.say(f"{shown} instruments")


@instruments.command("join")
@click.argument("title")
@click.argument("other")
@click.pass_obj
def instruments_join(session: Session, title: str, other: str) -> None:
    """OTHER is an earlier or later title of TITLE: one chain, from now on."""
    from schedules import install
    from store import chains

    with install.writing(install.home_of(session)) as db:
        chains.join(db, title, other, datetime.now(UTC))
    session.say(f"instruments: 《{other}》 belongs to 《{title}》")


@instruments.command("split")
@click.argument("title")
@click.pass_obj
def instruments_split(session: Session, title: str) -> None:
    """TITLE is an instrument of its own, from now on."""
    from schedules import install
    from store import chains

    with install.writing(install.home_of(session)) as db:
        chains.split(db, title, datetime.now(UTC))
    session.say(f"instruments: 《{title}》 is an instrument of its own")
