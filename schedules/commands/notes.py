"""What a reader must know beside the text of a day: repeals, decisions it lacks or was made with,
articles that have not begun, and days that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from digest.law import versions
from digest.law.history import History, day_of
from digest.law.stages import later
from digest.law.validity import lapses
from digest.model import Act, Version


def of_day(past: History, on: date) -> tuple[str, ...]:
    """All notes on the answer for a day."""
    return (*doubts(past, on), *endings(past, on))


def doubts(past: History, on: date) -> tuple[str, ...]:
    """What cannot be relied on in the answer, whether or not a text was in force."""
    return (*_unsettled(past, on), *_without(past, on), *_within(past, on))


def endings(past: History, on: date) -> tuple[str, ...]:
    """What is published by a day and ends the instrument, then or later."""
    current = versions.in_force(past.chain, on)
    newest = current or max(past.texts, key=versions.dated, default=None)
    since = versions.begins(current) if current else date.min
    return tuple(
        f"《{newest.title}》: repealed from {day_of(act)} by {_named(act)}{_untold(act)}"
        for act in past.repeals
        if newest
        and day_of(act) > since
        and min(day_of(act), act.published_on or act.seen_on) <= on
    )


def _unsettled(past: History, on: date) -> Iterator[str]:
    newest = versions.unsettled(past.chain, on)
    if newest is None:
        return
    current = versions.in_force(past.chain, on)
    taken = current is not None and current.id == newest.id
    so = "the text of this day may be the one before it" if taken else "the text may be out of date"
    day = versions.dated(newest)
    yield f"《{newest.title}》: a version published on {day} has no known commencement, so {so}"


def _without(past: History, on: date) -> Iterator[str]:
    """Decisions in force that the text of the day does not hold."""
    current = versions.in_force(past.chain, on)
    for missed in past.missed if current else ():
        act = missed.act
        if current is None or not day_of(act) <= on or _holds(current, act):
            continue
        changes = (
            f"changes {_articles(missed.articles)}" if missed.articles else "changes this text"
        )
        if missed.articles and missed.undecoded:
            changes += f" and what {missed.undecoded} passages say that were not decoded"
        yield (
            f"《{current.title}》: {_named(act)} {changes} from {day_of(act)}{_untold(act)};"
            " the text amended by it is not in the store and could not be made, so the text is"
            " out of date"
        )


def _holds(version: Version, act: Act) -> bool:
    """Whether a text is so young that it holds what a decision changed."""
    return versions.dated(version) >= (act.published_on or day_of(act))


def _within(past: History, on: date) -> Iterator[str]:
    """Of the text in force: the decisions it was made with, and what of it has not begun."""
    current = versions.in_force(past.chain, on)
    if current is None:
        return
    made = {one.version.id: one for one in past.made}
    one = made.get(current.id)
    while one:
        yield (
            f"《{current.title}》: a preview, no official text: the text published on"
            f" {versions.dated(one.base)}, with {_named(one.act)} applied to"
            f" {_articles(one.articles)} from {day_of(one.act)}"
        )
        one = made.get(one.base.id)
    waiting: dict[tuple[date, str], dict[str, None]] = {}
    for part in later(current, on):
        place = part.article + (f" paragraph {part.paragraph}" if part.paragraph else "")
        waiting.setdefault((part.on, part.quote), {})[place] = None
    before = versions.before(past.chain, current) if waiting else None
    until = "; until then the text before this one may hold for them" if before else ""
    for (day, quote), places in waiting.items():
        yield (
            f"《{current.title}》: {_articles(places)} in force only from {day}, so duties of that"
            f" are left out ({quote}){until}"
        )
    ends = lapses(current)
    if ends and ends[0] <= on:
        yield f"《{current.title}》: may have lapsed on {ends[0]}, unless prolonged ({ends[1]})"


def _articles(numbers: Iterable[str]) -> str:
    numbers = tuple(numbers)
    return f"article{'s' * (len(numbers) > 1)} {', '.join(numbers)}"


def _named(act: Act) -> str:
    day = f" of {act.published_on}" if act.published_on else ""
    by = act.by.replace("《", "〈").replace("》", "〉")
    return f"《{by}》{day}"


def _untold(act: Act) -> str:
    return "" if act.effective_on else " (the day it takes effect is not told)"
