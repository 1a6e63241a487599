"""``dutydiff redline``: two files compared, in the form people or programs want."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schedules.cli import Session
from schedules.commands.core import each, legal_text, tell_shortfalls

if TYPE_CHECKING:
    from bots.comparison import Sides
    from digest.law.comparable import AnnexDoubt, Doubts
    from digest.law.gaps import Gaps
    from digest.model import Reading, Redline
    from schedules import contracts

_ENDINGS = {".html": "html", ".htm": "html", ".md": "markdown", ".json": "json"}
_NEVER = {".docx", ".doc", ".wps", ".pdf", ".rtf", ".odt", ".xlsx", ".xls"}
"""What no program would open as text."""
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
    from digest.law.comparable import annex_doubts, compared
    from schedules import contracts

    ending = Path(output or "").suffix.lower()
    if form is None and ending in _NEVER:
        raise click.UsageError(
            f"--output {output}: a comparison is written as {', '.join(sorted(set(_ENDINGS)))}"
            " or text, and a browser prints the page as PDF; or name the --format"
        )
    form = form or _ENDINGS.get(ending, "text")
    readings = [reading for _, reading in each(session, (old, new), form, legal_text)]
    if len(readings) < 2:
        return
    readings = _matched(session, (old, new), readings[0], readings[1])
    before, after = (contracts.version_of(reading) for reading in readings)
    comparison, said = compared(before, after)
    said = replace(said, annexes=annex_doubts(*(reading.annexed for reading in readings)))
    _write(comparison, said, form, output, (before, after))
    alike = all(pair.relation == "same" and pair.old == pair.new for pair in comparison.pairs)
    if alike and not (said.annexes or comparison.headings):
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
    for annex in said.annexes:
        # A new annex, and one that changed, is told in its pairs; one that is gone in none.
        (session.say if annex.in_new else session.issue)(_annex(annex, old, new))


def _matched(session: Session, names: tuple[str, str], old: Reading, new: Reading) -> list[Reading]:
    """What is compared of two files that may hold several instruments, which is then said."""
    from digest.law import beside

    found = list(beside.same_instrument(old, new))
    for name, page, part in zip(names, (old, new), found, strict=True):
        tell_shortfalls(session, name, page)
        held = beside.several(page)
        if len(held) > 1:
            title = part.notice.instrument or part.notice.title
            session.say(f"{name} holds {len(held)} instruments; 《{title}》 is compared")
    return found


def _write(comparison: Redline, said: Doubts, form: str, output: str | None, sides: Sides) -> None:
    if form == "text" and output is None:
        from rich.console import Console

        from bots import comparison as shown
        from bots import lines, render

        render.coloured(lines.blocks(shown.comparison(comparison, said, sides)), Console())
        return
    text = _written(comparison, said, form, sides).rstrip("\n")
    if output is None:
        click.echo(text)
    else:
        from bots.outgoing import replace_file

        replace_file(Path(output), f"{text}\n".encode("utf-8", "backslashreplace"))


def _written(comparison: Redline, said: Doubts, form: str, sides: Sides) -> str:
    if form == "json":
        return json.dumps(_contract(comparison, said, sides), ensure_ascii=False)
    from bots import comparison as shown
    from bots import html, lines, markdown, render

    held = shown.comparison(comparison, said, sides)
    if form == "markdown":
        return markdown.markdown(held)
    if form == "html":
        return html.comparison_page(held)
    return render.unstyled(lines.blocks(held))


def _contract(comparison: Redline, said: Doubts, sides: Sides) -> contracts.Json:
    """The contract of a redline; of each side the days that its text tells; ``broken``: the article
    in whose middle it ends; ``annexes``: those that one text alone has, and those that differ."""
    from schedules import contracts

    held = contracts.redline(comparison, said)
    for name, gaps, side in zip(("old", "new"), (said.old, said.new), sides, strict=True):
        held[name]["broken"] = gaps.broken
        held[name]["published_on"] = contracts.day(side.published_on)
        held[name]["effective_on"] = contracts.day(side.effective_on)
    held["annexes"] = [
        {"name": annex.name, "old": annex.in_old, "new": annex.in_new} for annex in said.annexes
    ]
    return held


def _annex(annex: AnnexDoubt, old: str, new: str) -> str:
    if annex.in_old and annex.in_new:
        return f"the annex {annex.name} differs"
    held, other = (old, new) if annex.in_old else (new, old)
    return f"the annex {annex.name} is in {held} alone; {other} does not show it"


def _incomplete(gaps: Gaps) -> str:
    """articles 4, 5 are missing, and the text ends before its closing article."""
    said = []
    if gaps.numbers:
        numbers = ", ".join(gaps.numbers[:MOST]) + (" …" if len(gaps.numbers) > MOST else "")
        count = len(gaps.numbers)
        said.append(f"{count} article{'s are' if count > 1 else ' is'} missing ({numbers})")
    if gaps.broken:
        said.append(f"the text breaks off in article {gaps.broken}")
    elif gaps.cut_off:
        said.append("the text ends before a closing article")
    return ", and ".join(said)
