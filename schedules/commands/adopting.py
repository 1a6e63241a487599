"""``dutydiff register adopt``: the articles of legal texts as lines of the register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from digest.errors import DocumentError, UserError
from digest.law import beside, versions
from digest.reading import read
from schedules import contracts, histories
from schedules.cli import Session
from schedules.commands.core import capture_of, named, tell_shortfalls
from store import adoption
from store import register as lines

if TYPE_CHECKING:
    from sqlite_utils import Database

    from digest.model import Obligation, Reading, Version

FEW = 10
"""Ids that a message names."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How texts are adopted."""

    every: bool
    """Every article, not only those with a duty."""
    taking_new: bool
    """Lines that are held already get the words of the text."""
    owner: str | None
    topics: tuple[str, ...]


def adopt(
    session: Session, db: Database, files: Sequence[str], wanted: Wanted, today: date
) -> None:
    """Adopt each file; one that is no legal text is an issue, the others go through."""
    held = {line.id: line for line in lines.load(db)}
    for name in files:
        try:
            found = _laws(session, name, today)
        except (DocumentError, UserError) as error:
            session.issue(named(name, error))
            continue
        for reading, version in found:
            held |= _one(session, db, name, reading, version, held, wanted, today)


def _one(
    session: Session,
    db: Database,
    name: str,
    reading: Reading,
    version: Version,
    held: dict[str, Obligation],
    wanted: Wanted,
    today: date,
) -> dict[str, Obligation]:
    """Adopt one instrument of a file; the lines that were put into the register."""
    known = histories.of(db, version.instrument).told
    chain = tuple(one for one in known if one.articles)
    adopted = adoption.adopt(
        version, all_articles=wanted.every, duties=reading.duties, on=today, chain=known
    )
    put = _put(db, adopted, held, wanted)
    new = sum(line.id not in held for line in put)
    already = [line for line in adopted if line.id in held]
    said = f"register: {new} obligations from {name}"
    session.say(said + (f", {len(already)} held already" if already else ""))
    _tell_mixed(session, adopted, version, held, wanted.taking_new)
    _tell_beside(session, adopted, version, held, chain)
    return {line.id: line for line in put}


def _laws(session: Session, name: str, today: date) -> list[tuple[Reading, Version]]:
    """The instruments of a file. Raises `UserError` for one without articles or without a title."""
    reading = read(capture_of(name))
    if not reading.articles:
        raise UserError("no articles (第N条) found")
    tell_shortfalls(session, name, reading)
    return [_law(part, today) for part in beside.several(reading)]


def _law(reading: Reading, today: date) -> tuple[Reading, Version]:
    """A reading as a legal text. Raises `UserError` for one without a title."""
    version = versions.version(reading, today)
    if version is None:  # of a text that is no law, its title is all there is
        version = replace(contracts.version_of(reading), seen_on=today)
        version = replace(version, instrument=versions.instrument_id(version.title))
    if not versions.titled(version) and version.title not in reading.document.text:
        raise UserError(
            "the text has no title, so its lines would cite a file name;"
            " name the file or its folder by the title of the law"
        )
    return reading, version


def _put(
    db: Database, adopted: Sequence[Obligation], held: dict[str, Obligation], wanted: Wanted
) -> list[Obligation]:
    """Store the new lines, and with ``taking_new`` those held already, which keep their owner,
    topics and address."""
    put = [
        replace(line, owner=wanted.owner, topics=wanted.topics)
        for line in adopted
        if line.id not in held
    ]
    lines.add(db, put)
    if not wanted.taking_new:
        return put
    again = [
        replace(
            line,
            owner=wanted.owner or held[line.id].owner,
            topics=wanted.topics or held[line.id].topics,
            url=held[line.id].url,
        )
        for line in adopted
        if line.id in held
    ]
    lines.put(db, again)
    return put + again


def _tell_mixed(
    session: Session,
    adopted: Sequence[Obligation],
    version: Version,
    held: dict[str, Obligation],
    taking_new: bool,
) -> None:
    """Say what in the register is of another text of the same instrument, such as its draft."""
    other = [
        line.id
        for line in adopted
        if line.id in held
        and (held[line.id].statement, held[line.id].status) != (line.statement, line.status)
    ]
    if other:
        done = "took the new ones" if taking_new else "keep them; --replace takes the new ones"
        what = f"{len(other)} of them had other words or another status and {done}"
        session.say(f"{what}: {_few(other)}")
    there = {article.number for article in version.articles}
    ids = {line.id for line in adopted}
    gone = [
        line.id
        for line in held.values()
        if line.id.startswith(f"{version.instrument[:8]}-art")
        and line.id not in ids
        and not any(cite.article in there for cite in line.cites)
    ]
    if gone:
        what = f"{len(gone)} lines of another text of it have no article in this one"
        session.say(f"{what}; `dutydiff register remove` takes them out: {_few(gone)}")


def _tell_beside(
    session: Session,
    adopted: Sequence[Obligation],
    version: Version,
    held: dict[str, Obligation],
    chain: Sequence[Version],
) -> None:
    """Warn of articles that other lines, such as those of the starter register, rest on already."""
    ids = {line.id for line in adopted}
    others = [line for line in held.values() if line.id not in ids]
    known = chain if any(one.id == version.id for one in chain) else (*chain, version)
    found = adoption.beside(adopted, others, known)
    if found:
        pairs = [f"{name} ({', '.join(rest)})" for name, rest in found.items()]
        session.say(f"{len(pairs)} rest on an article that another line rests on: {_few(pairs)}")


def _few(names: Sequence[str]) -> str:
    rest = f" and {len(names) - FEW} more" if len(names) > FEW else ""
    return ", ".join(names[:FEW]) + rest
