"""The core on files, no store needed: clean, duties, amend, affected."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from schedules.cli import Session, echo_json

if TYPE_CHECKING:
    from digest.model import Affected, Capture, Document, Obligation, Reading, Version
    from schedules.placing import KnownDuties
    from schedules.settings import Home

FEW = 8
"""Labels that a message names."""

FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)


def capture_of(name: str) -> Capture:
    """One file, or standard input for ``-``, as a capture. Raises `UserError` or DocumentError."""
    from crawlers.imports.files import from_path
    from digest.errors import DocumentError, UserError
    from digest.ids import capture_id, sha256_hex
    from digest.model import Capture, Problem

    now = datetime.now(UTC)
    if name == "-":
        body = sys.stdin.buffer.read()
        url = "stdin:"
        return Capture(capture_id(url, body), "import", url, now, body, sha256_hex(body))
    if not name:
        raise UserError("the name of a file is empty")
    try:
        if Path(name).is_dir():
            raise UserError(f"{name}: a folder; give files, or use `dutydiff ingest {name}`")
    except OSError as error:
        raise DocumentError(f"{name}: {error.strerror}") from error
    found = list(from_path(Path(name), now))
    if len(found) != 1:
        raise UserError(f"{name}: holds {len(found)} documents; use `dutydiff ingest {name}`")
    if isinstance(found[0], Problem):
        raise DocumentError(f"{name}: {found[0].what}")
    return found[0]


def named(name: str, error: Exception) -> str:
    """What is wrong with a file, with the name of the file."""
    said = str(error)
    return said if not name or said.startswith(f"{name}: ") else f"{name}: {said}"


def _reading_of(name: str) -> Reading:
    from digest.reading import read

    return read(capture_of(name))


def each(
    session: Session, names: tuple[str, ...], form: str, work: Callable[[str], Any]
) -> Iterator[tuple[str, Any]]:
    """The result for each file; one that cannot be read is an issue, the others go through."""
    from digest.errors import DocumentError, UserError

    if names.count("-") > 1:
        raise click.UsageError("standard input (-) can be used once")
    for name in names:
        try:
            yield name, work(name)
        except (DocumentError, UserError) as error:
            if form == "json":
                echo_json({"file": name, "error": named(name, error)})
                session.issues += 1
            else:
                session.issue(named(name, error))


def _show_each(
    session: Session,
    names: tuple[str, ...],
    form: str,
    work: Callable[[str], Any],
    as_json: Callable[[Any], dict[str, Any]],
    as_text: Callable[[Any], str],
) -> None:
    for name, result in each(session, names, form, work):
        if form == "json":
            contract = as_json(result)
            echo_json({"file": name, **contract} if len(names) > 1 else contract)
        else:
            click.echo(as_text(result))


@click.command()
@click.argument("files", nargs=-1, metavar="FILE...")
@click.option("--release", metavar="ID", help="A release in the store, in place of files.")
@FORMAT
@click.pass_obj
def clean(session: Session, files: tuple[str, ...], release: str | None, form: str) -> None:
    """What of each FILE, or of a stored release, is text, and what was dropped by which rule."""
    from digest.text.clean import clean as clean_capture
    from schedules import contracts, plain

    if bool(files) == bool(release):
        raise click.UsageError("give FILEs, or --release ID")

    def work(name: str) -> Any:
        return _stored(session, name) if release else clean_capture(capture_of(name))

    names = (release,) if release else files
    _show_each(session, names, form, work, contracts.clean, plain.document)


def _stored(session: Session, release: str) -> Document:
    from schedules import install
    from store import documents

    with install.looking(install.home_of(session)) as db:
        return documents.reading(db, release).document


@click.command()
@click.argument("files", nargs=-1, metavar="FILE...")
@click.option("--instrument", help="A title in the store, in place of files.")
@click.option(
    "--as-of",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="From the store: what was in force on a day, of one instrument or of all.",
)
@FORMAT
@click.pass_obj
def duties(
    session: Session, files: tuple[str, ...], instrument: str | None, day: Any, form: str
) -> None:
    """Structure and duties of each FILE, or of what the store holds on a day."""
    from schedules import contracts, plain

    if instrument is not None or (day and not files):
        from schedules.commands import asof

        asof.show(session, instrument, day.date() if day else None, form)
        return
    if not files:
        raise click.UsageError("give FILEs, --instrument TITLE, or --as-of DATE")
    if day:
        raise click.UsageError("--as-of asks the store; leave out the FILEs")

    def work(name: str) -> Reading:
        reading = _reading_of(name)
        tell_shortfalls(session, name, reading)
        _tell_skipped(session, name, reading)
        return reading

    _show_each(session, files, form, work, contracts.duties, plain.duties)


def _tell_skipped(session: Session, name: str, reading: Reading) -> None:
    """Say which numbers a text skips: if they were lost or deleted, it cannot tell."""
    from digest.law.gaps import gaps, head

    first = head(reading.articles) or 1
    skipped = [n for n in gaps(reading.articles, ()).numbers if int(n) > first]
    if skipped:
        shown = ", ".join(skipped[:FEW]) + (" …" if len(skipped) > FEW else "")
        session.say(f"{name}: no article {shown}: missing from the text, or deleted from the law")


def tell_shortfalls(session: Session, name: str, reading: Reading) -> None:
    """Say what of a legal text has no place of its own in its reading."""
    from digest.law.shortfalls import shortfalls

    for said in shortfalls(reading):
        session.issue(f"{name}: {said}")


def legal_text(name: str) -> Reading:
    """A text with articles; duties and citations unread. Raises `UserError` or DocumentError."""
    from digest.errors import UserError
    from digest.reading import law

    reading = law(capture_of(name))
    if not reading.articles:
        raise UserError(f"{name}: no articles (第N条) found; a redline compares two legal texts")
    return reading


@click.command()
@click.argument("files", nargs=-1, metavar="FILE...")
@click.option(
    "--batch", metavar="FILE.jsonl", help="Passages, one JSON object a line; - for stdin."
)
@click.option("--release", metavar="ID", help="A release in the store, in place of files.")
@FORMAT
@click.pass_obj
def affected(
    session: Session, files: tuple[str, ...], batch: str | None, release: str | None, form: str
) -> None:
    """Register lines each FILE touches (- reads standard input), or a stored release.

    What people said of a text in the store (`dutydiff verdicts`) holds for the same words in a
    file.
    """
    from digest.match.novelty import compared
    from schedules import contracts, health, install, plain

    if [bool(files), bool(batch), bool(release)].count(True) != 1:
        raise click.UsageError("give FILEs, --batch FILE.jsonl, or --release ID")
    home = install.home_of(session)
    today = health.day(datetime.now(UTC))
    if batch:
        from schedules.commands import passages

        with passages.opened(batch) as stream, install.matcher(home) as (known, encoder):
            passages.answer(session, batch, stream, known, encoder, today)
        return
    with install.matcher(home) as (known, encoder):
        lines: dict[str, Obligation] = {line.id: line for line in known.index.obligations}

        def work(name: str) -> Any:
            reading, own = _stored_text(home, name) if release else (_reading_of(name), None)
            day = reading.notice.published_on or today
            found = known.affected(reading, day, own, encoder)
            new = found.relevant and reading.articles
            beside = compared(reading, known.index, encoder) if new else ()
            return reading, _heard(home, reading, found, known), beside

        _show_each(
            session,
            (release,) if release else files,
            form,
            work,
            lambda found: contracts.affected(*found),
            lambda found: plain.affected(*found, lines),
        )


def _stored_text(home: Home, release: str) -> tuple[Reading, Version | None]:
    """A release of the store, by id or address, and the version it carries."""
    from schedules import install
    from store import documents, instruments, verdicts

    with install.looking(home) as db:
        document = verdicts.document(db, release) or release
        return documents.reading(db, document), instruments.version_of_document(db, document)


def _heard(home: Home, reading: Reading, found: Affected, known: KnownDuties) -> Affected:
    from schedules import install, judging

    if not home.store.exists():
        return found
    with install.looking(home) as db:
        return judging.told(found, judging.said_of(db, reading), known.learned)
