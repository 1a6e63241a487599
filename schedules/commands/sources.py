"""``dutydiff sources``: what is watched, and the templates learned from it."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from schedules.cli import Session, echo_json
from schedules.commands.core import FORMAT


@click.group(invoke_without_command=True)
@click.pass_context
def sources(ctx: click.Context) -> None:
    """The watched sources with their health; templates learned from their pages."""
    if ctx.invoked_subcommand is not None:
        return
    from schedules import health, install, plain
    from store import runs

    home = install.home_of(ctx.obj)
    states = {}
    if home.store.exists():
        with install.looking(home) as db:
            states = {state.last.source: state for state in runs.health(db)}
    rows = [("source", "publisher", "official", "cadence", "last answer", "health")]
    for spec in install.sources_of(home):
        state = states.get(spec.id)
        rows.append(
            (
                spec.id,
                spec.name,
                "yes" if spec.official else "no",
                f"{spec.every_days} d",
                str(health.day(state.last_ok_at)) if state and state.last_ok_at else "never",
                state.last.health.value if state else "not yet asked",
            )
        )
    click.echo(plain.table(rows))


@sources.group(invoke_without_command=True)
@click.option("--source", metavar="SOURCE", help="Only templates of this source.")
@FORMAT
@click.pass_context
def templates(ctx: click.Context, source: str | None, form: str) -> None:
    """Blocks learned to be no text of a publisher's pages; revoke takes one back."""
    if ctx.invoked_subcommand is not None:
        return
    from schedules import contracts, install, plain
    from store import templates as store

    with install.looking(install.home_of(ctx.obj)) as db:
        found = store.known(db, source)
    if form == "json":
        echo_json(contracts.templates(found))
    elif found:
        click.echo(plain.templates(found))
    else:
        ctx.obj.say("no templates were learned yet")


@templates.command("revoke")
@click.argument("names", nargs=-1, required=True, metavar="ID...")
@click.pass_obj
def revoke(session: Session, names: tuple[str, ...]) -> None:
    """Each template ID drops nothing from now on and is never learned again."""
    from schedules import install
    from store import templates as store

    with install.writing(install.home_of(session)) as db:
        ids = [name.removeprefix("learned.") for name in names]
        again = store.revoke(db, ids, datetime.now(UTC))
    session.say(f"templates: {len(ids)} revoked; `dutydiff read` reads {again} documents again")
