"""``dutydiff redline``: two files compared, in the form people or programs want."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schedules.cli import Session
from schedules.commands.core import each, legal_text

if TYPE_CHECKING:
    from digest.law.comparable import Doubts, Gaps
    from digest.model import Redline

_ENDINGS = {".html": "html", ".htm": "html", ".md": "markdown", ".json": "json"}
MOST = 8
"""Missing articles that are named."""


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown", "html"]),
    help="Default: what the name of --output ends in, else text.",
)
@click.option("--output", metavar="FILE", help="Where to write; default: standard output.")
@click.pass_obj
def redline(session: Session, old: str, new: str, form: str | None, output: str | None) -> None:
    """OLD against NEW: every article of both in exactly one pair."""
    from digest.law.comparable import doubts, without_missing
    from digest.law.redline import redline as compare
    from schedules import contracts

    form = form or _ENDINGS.get(Path(output or "").suffix.lower(), "text")
    readings = [reading for _, reading in each(session, (old, new), form, legal_text)]
    if len(readings) < 2:
        return
    before, after = (contracts.version_of(reading) for reading in readings)
    comparison = compare(before, after)
    said = doubts(comparison, before.articles, after.articles)
    _write(without_missing(comparison, said), said, form, output)
    if all(pair.relation == "same" and pair.old == pair.new for pair in comparison.pairs):
        session.say(f"{old} and {new} hold the same text")
    if said.unrelated:
        session.issue(
            f"{old} and {new} are no versions of one instrument: titles differ, similarity "
            f"{said.likeness:.2f}"
        )
        return
    for name, gaps in ((old, said.old), (new, said.new)):
        if gaps:
            session.issue(f"{name}: {_incomplete(gaps)}; what is missing is not told as removed")


def _write(comparison: Redline, said: Doubts, form: str, output: str | None) -> None:
    if form == "text" and output is None:
        from rich.console import Console

        from bots import comparison as shown
        from bots import render

        render.coloured(shown.blocks(shown.comparison(comparison, said)), Console())
        return
    text = _written(comparison, said, form).rstrip("\n")
    if output is None:
        click.echo(text)
    else:
        from bots.outgoing import replace_file

        replace_file(Path(output), f"{text}\n".encode("utf-8", "backslashreplace"))


def _written(comparison: Redline, said: Doubts, form: str) -> str:
    if form == "json":
        from schedules import contracts

        return json.dumps(contracts.redline(comparison, said), ensure_ascii=False)
    from bots import comparison as shown
    from bots import html, markdown, render

    held = shown.comparison(comparison, said)
    if form == "markdown":
        return markdown.markdown(held)
    if form == "html":
        return html.comparison_page(held)
    return render.unstyled(shown.blocks(held))


def _incomplete(gaps: Gaps) -> str:
    """articles 4, 5 are missing, and the text ends before its closing article."""
    said = []
    if gaps.numbers:
        numbers = ", ".join(gaps.numbers[:MOST]) + (" …" if len(gaps.numbers) > MOST else "")
        count = len(gaps.numbers)
        said.append(f"{count} article{'s are' if count > 1 else ' is'} missing ({numbers})")
    if gaps.cut_off:
        said.append("the text ends before a closing article")
    return ", and ".join(said)
