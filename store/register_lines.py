"""One line of a register file, from loose values to an `Obligation`, with every fault named."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple, cast

from digest.errors import RegisterError
from digest.model import Cite, Modality, Obligation, Problem

TEXT_KEYS = (
    "name",
    "statement",
    "gloss",
    "owner",
    "bearer",
    "deadline",
    "amount",
    "sanction",
    "url",
)
KEYS = (
    "id",
    "name",
    "statement",
    "gloss",
    "cites",
    "owner",
    "topics",
    "bearer",
    "modality",
    "deadline",
    "amount",
    "sanction",
    "status",
    "effective_on",
    "as_of",
    "url",
)
"""Every key of an obligation, in the order of the columns of a CSV file."""
CITE_KEYS = ("instrument", "article", "paragraph")
STATUSES = ("in_force", "pending", "repealed")
NOTHING = "holds no obligation"
MOST_FAULTS = 200
"""Faults of one file that are listed."""

_ARTICLE = re.compile(r"(?:附件|另件)?(?:[A-Z]|[0-9]+[A-Z]?)(?:[.-](?:[A-Z]|[0-9]+))*")
"""14, 17-1 for 第十七条之一, a clause (5.2.1, A.1), or an article of an annex (附件1.3)."""
_DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
"""ISO, and 2025/9/1, which is what spreadsheets make of it."""


class Line(NamedTuple):
    """An obligation as a file has it, before it is understood."""

    where: str
    """File, and line or entry, as a message names it."""
    values: Mapping[str, object]
    keys: Mapping[str, str] = {}
    """The same for a key that has a line of its own."""


class Loaded(NamedTuple):
    """What a file holds."""

    lines: tuple[Obligation, ...]
    """Those that could be read, sorted by id."""
    faults: tuple[Problem, ...]
    """Why the others could not."""
    doubts: tuple[Problem, ...] = ()
    """What is odd about those that could."""


Doubts = Callable[[Obligation], Iterable[str]]
"""What is odd about the cites of a line, e.g. that there is no such article."""


def no_doubts(_: Obligation) -> Iterable[str]:
    return ()


def refused(*faults: Problem) -> Loaded:
    return Loaded((), faults)


class _Faults:
    """Collects what is wrong with one line."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.found: list[Problem] = []

    def add(self, key: str, what: str) -> None:
        where = self.line.keys.get(key.split(".")[0], self.line.where)
        self.found.append(fault(f"{where}, key {key}", what))


def fault(where: str, what: str) -> Problem:
    return Problem(where, what, RegisterError.__name__)


def raise_if_any(problems: Iterable[Problem]) -> None:
    """Raise one RegisterError that lists all of them."""
    lines = [f"{problem.where}: {problem.what}" for problem in problems]
    if lines:
        raise RegisterError("\n".join(lines))


def obligations(lines: Iterable[Line], doubts: Doubts = no_doubts) -> Loaded:
    """What could be read and what is wrong with the rest.

    After MOST_FAULTS the rest is not read: such a file is not a register with mistakes.
    """
    read: dict[str, tuple[Obligation, str]] = {}
    problems: list[Problem] = []
    doubted: list[Problem] = []
    for line in lines:
        if len(problems) >= MOST_FAULTS:
            problems.append(fault(line.where, "not read, nor what follows: too much is wrong"))
            break
        faults = _Faults(line)
        obligation = _obligation(line.values, faults)
        if obligation.id in read:
            faults.add("id", f"{obligation.id} is used already by {read[obligation.id][1]}")
        problems += faults.found
        if not faults.found:
            read[obligation.id] = obligation, line.where
            odd = _Faults(line)
            for what in doubts(obligation):
                odd.add("cites", what)
            doubted += odd.found
    held = tuple(read[key][0] for key in sorted(read))
    return Loaded(held, tuple(problems), tuple(doubted))


DAYS = ("effective_on", "as_of")
"""Keys whose value is a day."""


def unknown_key(key: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(key, list(known), n=1)
    return f"unknown key; did you mean {near[0]}?" if near else "unknown key"


def _obligation(values: Mapping[str, object], faults: _Faults) -> Obligation:
    for key in values:
        if key not in KEYS:
            faults.add(key, unknown_key(key, KEYS))
    texts = {key: _text(values, key, faults) for key in TEXT_KEYS}
    identifier = _text(values, "id", faults)
    for key, value in (("id", identifier), ("statement", texts["statement"])):
        if value is None:
            faults.add(key, "is empty")
    if identifier and not identifier.isprintable():
        faults.add("id", "holds a control character")
    statement = texts.pop("statement") or ""
    return Obligation(
        id=identifier or "",
        name=texts.pop("name") or statement[:20],
        statement=statement,
        cites=_cites(values.get("cites"), faults),
        topics=_topics(values.get("topics"), faults),
        modality=_modality(values, faults),
        status=_status(values, faults),
        effective_on=_day(values, "effective_on", faults),
        as_of=_day(values, "as_of", faults),
        **cast("dict[str, str]", texts),
    )


def _text(values: Mapping[str, object], key: str, faults: _Faults) -> str | None:
    value = values.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        faults.add(key, f"must be text, not {value!r}")
        return None
    return value.strip() or None


def _modality(values: Mapping[str, object], faults: _Faults) -> Modality | None:
    text = _text(values, "modality", faults)
    if text is None:
        return None
    if text not in list(Modality):
        faults.add("modality", f"{text!r} is none of {', '.join(Modality)}")
        return None
    return Modality(text)


def _status(values: Mapping[str, object], faults: _Faults) -> str:
    text = _text(values, "status", faults) or STATUSES[0]
    if text not in STATUSES:
        faults.add("status", f"{text!r} is none of {', '.join(STATUSES)}")
    return text


def _day(values: Mapping[str, object], key: str, faults: _Faults) -> date | None:
    value = values.get(key)
    if value is None or value == "":
        return None
    day = _told_day(value)
    if day is None:
        faults.add(key, no_day(value))
    return day


def _told_day(value: object) -> date | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and (found := _DATE.fullmatch(value.strip())):
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            pass
    return None


def is_day(value: object) -> bool:
    return _told_day(value) is not None


def no_day(value: object) -> str:
    return f"{value!s} is not a day such as 2025-09-01"


def _topics(value: object, faults: _Faults) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(topic, str) for topic in value):
        faults.add("topics", "must be a list of texts")
        return ()
    topics = tuple(topic.strip() for topic in value)
    for topic in topics:
        if not topic or ";" in topic or "；" in topic:
            faults.add("topics", f"{topic!r} is empty or holds a semicolon")
    return topics


def _cites(value: object, faults: _Faults) -> tuple[Cite, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        faults.add("cites", "must be a list of {instrument, article, paragraph}")
        return ()
    return tuple(cite for entry in value if (cite := _cite(entry, faults)))


def _cite(entry: object, faults: _Faults) -> Cite | None:
    if not isinstance(entry, dict):
        faults.add("cites", f"{entry!r} is not {{instrument, article, paragraph}}")
        return None
    for key in entry:
        if key not in CITE_KEYS:
            faults.add(f"cites.{key}", unknown_key(str(key), CITE_KEYS))
    instrument, article = (_text(entry, key, faults) for key in CITE_KEYS[:2])
    paragraph = entry.get("paragraph")
    if instrument is None:
        faults.add("cites", "names no instrument")
        return None
    if any(mark in instrument for mark in ";；#"):
        faults.add("cites", f"{instrument} holds a semicolon or #, which separate cites")
    if article is not None and not _ARTICLE.fullmatch(article):
        faults.add("cites", f"article {article!r} is not a number such as 14, 17-1 or 5.2.1")
    if paragraph is not None and (type(paragraph) is not int or paragraph < 1 or article is None):
        faults.add("cites", f"paragraph {paragraph!r} is not a number from 1 on of an article")
        paragraph = None
    return Cite(instrument, article, paragraph)
