"""Legal texts as lines of the register: each article that puts a duty on the regulated."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from digest.law.names import renumbered, renumbered_on
from digest.law.numbering import settle
from digest.law.versions import in_force, instrument_id, status_on
from digest.model import Cite, Duty, Modality, Obligation, Status, Version

NAME_LENGTH = 20
"""Characters of a statement that make the name of an adopted line."""


def adopt(
    version: Version,
    *,
    all_articles: bool,
    duties: Sequence[Duty],
    on: date,
    chain: Sequence[Version] = (),
) -> tuple[Obligation, ...]:
    """Register lines of a legal text: each article that puts a duty on the regulated, or each.

    What authorities do, what is merely allowed and what is a right is no line unless
    ``all_articles``. The status of the lines is that of the text on the day ``on``, among the
    versions that are known of it, ``chain``; their article numbers are those of its own day.
    """
    version = _with_known_days(version, chain)
    status, as_of = _STATUS[status_on(version, chain, on)], _own_day(version)
    bound: dict[str, Duty] = {}
    for found in duties:
        if not found.authority and found.modality in (Modality.MUST, Modality.MUST_NOT):
            bound.setdefault(found.article, found)
    seen: Counter[str] = Counter()
    lines = []
    for article in version.articles:
        duty = bound.get(article.number)
        if not article.text.strip() or (duty is None and not all_articles):
            continue
        seen[article.number] += 1
        again = seen[article.number]  # an annex may count from 1 again
        suffix = f"x{again}" if again > 1 else ""
        lines.append(
            Obligation(
                id=f"{version.instrument[:8]}-art{article.number}{suffix}",
                name=article.text[:NAME_LENGTH],
                statement=article.text,
                cites=(Cite(version.title, article.number),),
                bearer=duty.bearer if duty else None,
                modality=duty.modality if duty else None,
                deadline=duty.deadline if duty else None,
                amount=duty.amount if duty else None,
                sanction=_sanction(duty.sanctions) if duty else None,
                status=status,
                effective_on=version.effective_on,
                as_of=as_of,
            )
        )
    return tuple(lines)


def _sanction(articles: Sequence[str]) -> str | None:
    return "、".join(f"第{article}条" for article in articles) or None


_STATUS = {
    Status.DRAFT: "pending",
    Status.PROMULGATED: "pending",
    Status.IN_FORCE: "in_force",
    Status.SUPERSEDED: "repealed",
    Status.REPEALED: "repealed",
}
"""What a line is whose text is that."""


def _with_known_days(version: Version, chain: Iterable[Version]) -> Version:
    """The same with the days the store knows of this text: a file seldom says them all."""
    known = next((one for one in chain if one.id == version.id), version)
    return dataclasses.replace(
        version,
        seen_on=known.seen_on,
        published_on=version.published_on or known.published_on,
        effective_on=version.effective_on or known.effective_on,
    )


def _own_day(version: Version) -> date | None:
    """A day on which a bare article number means this text; None where none is known."""
    if version.status is Status.DRAFT:
        return version.published_on
    day = version.effective_on or version.published_on
    # A repeal is no text in force on any day, and an amendment may wait for its day.
    return day if day and (in_force([version], day) or version.effective_on) else None


def beside(
    lines: Sequence[Obligation], others: Sequence[Obligation], chain: Sequence[Version]
) -> dict[str, tuple[str, ...]]:
    """Ids of lines of one instrument -> of other lines that rest on the same article of it, in
    whatever version's numbers. ``chain``: the versions known of it."""
    named = {instrument_id(cite.instrument) for line in lines for cite in line.cites[:1]}
    others = [
        line for line in others if line.cites and instrument_id(line.cites[0].instrument) in named
    ]
    both = (*lines, *others)
    settled = settle(both, dict.fromkeys(named, chain))[0] if len(chain) > 1 else _by_table(both)
    resting: dict[tuple[str, str | None], list[str]] = {}
    for line in settled[len(lines) :]:
        for place in _places(line):
            resting.setdefault(place, []).append(line.id)
    found = {
        line.id: tuple(one for place in _places(line) for one in resting.get(place, ()))
        for line in settled[: len(lines)]
    }
    return {name: ids for name, ids in found.items() if ids}


def _by_table(lines: Iterable[Obligation]) -> tuple[Obligation, ...]:
    """Lines with the numbers that their laws have since the day they were numbered anew, by the
    known table: what is left where only one text is at hand."""
    settled = []
    for line in lines:
        first = line.cites[0]
        since = renumbered_on(first.instrument)
        if first.article and since and line.as_of and line.as_of < since:
            numbers = renumbered(first.instrument, first.article)
            moved = (dataclasses.replace(first, article=number) for number in numbers)
            line = dataclasses.replace(line, cites=(*moved, *line.cites[1:]))
        settled.append(line)
    return tuple(settled)


def _places(line: Obligation) -> list[tuple[str, str | None]]:
    return [(instrument_id(cite.instrument), cite.article) for cite in line.cites[:1]]
