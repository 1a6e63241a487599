"""One event told twice (一事两报): by two accounts, days apart, each in words of its own.

Certain enough only where much that is rare agrees: what the titles say is said in the other text,
and the texts share rare words beyond their titles. Parts of a series, notices of one template,
round-ups and gatherings read alike and are never joined.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from itertools import islice
from math import sqrt
from operator import add

from digest.model import NoticeKind
from digest.release import Release
from digest.text.normalise import key

TOLD_DAYS = timedelta(days=14)
"""Between two reports of one event."""
LEAD = 800
"""Key characters of a text that are compared, from its beginning."""
LONGEST = 200
"""Characters of a title that are compared."""
MARKS = 24
"""Rare words that a report is filed under."""
LEAST = 2
"""Marks that two reports of one event share, unless they have the words of one title."""

TELLING = frozenset({NoticeKind.REPORT, NoticeKind.COMMENTARY, NoticeKind.ENFORCEMENT})

_RARE = 5
"""Weight of a word that is not listed as common: about ln(1 / share of texts that hold it)."""
_WEIGHTS = {"often": 3, "at_times": 4}

_LATIN = re.compile(r"[a-z][a-z0-9]*(?:[-._][a-z0-9]+)*")
_HAN = re.compile("[一-鿿]{2,}")
_NUMBER = re.compile(r"(?<![A-Za-z0-9.\-])(\d[\d,]*(?:\.\d+)?)([万亿]?)(?![A-Za-z])")
_YEARS = range(1990, 2031)
_LEAST_NUMBER = 10

_BYLINE = re.compile(r"(.{8,}?)\s+[-–—]\s+[^-–—]{2,16}$")
_PART = re.compile(
    r"[（(【第#＃](\d{1,3}|[一二三四五六七八九十]{1,3}|[上中下终])[)）】期篇章讲回集季部批]"
    r"|[#＃]\s?(\d{1,3})\b|(\d{1,3}|[上中下一二三四五六七八九十])篇"
)
_VERSION = re.compile(r"(?<![\d.])\d+(?:\.\d+)+")
_COUNT = re.compile(r"\d+(?=[款批期号届])")


@dataclass(frozen=True, slots=True)
class Gist:
    """What of a report is compared with others. Words are Latin words, numbers, and pairs of Han
    characters, without those found everywhere."""

    account: str | None
    day: date
    title: frozenset[str]
    text: frozenset[str]
    """Of the title and the beginning of the text."""
    parts: frozenset[str]
    """What numbers the report in a series: 第3期, （上）, #2."""
    signs: tuple[frozenset[str], frozenset[str], frozenset[str]]
    """Flaws (CVE) in title and text, versions and counts in the title: where both reports have any,
    they share one."""
    places: frozenset[str]
    """In the title."""
    near: frozenset[str]
    """Places in title and text."""
    marks: tuple[str, ...]
    """By which it is found: its rarest words, names and those of the title."""


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """digest/data/rare.toml, compiled."""

    weights: Mapping[str, int]
    everywhere: frozenset[str]
    called: Mapping[str, str]
    many: re.Pattern[str]
    """Titles of round-ups and gatherings."""
    places: re.Pattern[str]


@cache
def _lexicon() -> _Lexicon:
    data = tomllib.loads(resources.files("digest.data").joinpath("rare.toml").read_text("utf-8"))
    counted = {often: frozenset(_listed(said)) for often, said in data["counted"].items()}
    return _Lexicon(
        weights={word: weight for often, weight in _WEIGHTS.items() for word in counted[often]},
        everywhere=counted["everywhere"],
        called=data["called"],
        many=re.compile("|".join((*data["round_up"], *data["gathering"])), re.IGNORECASE),
        places=re.compile("|".join(data["places"].split())),
    )


def _listed(said: str) -> Iterator[str]:
    """Pairs of Han characters run together, Latin words and numbers apart."""
    for run in said.split():
        yield from _pairs(run) if _HAN.match(run) else [run]


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(0, len(run), 2)]


def gist(release: Release, text: str) -> Gist | None:
    """None for what tells of no single event, or of an instrument, whose stories have their own
    rules. ``text``: as `digest.match.faces.compared_text` gives it."""
    notice = release.reading.notice
    day = notice.published_on or release.source.published_on
    if (
        day is None
        or notice.instrument is not None
        or notice.kind not in TELLING
        or release.parent is not None
        or _lexicon().many.search(notice.title)
    ):
        return None
    said = notice.title[:LONGEST]
    byline = _BYLINE.match(said)
    headline = byline[1] if byline else said
    heading = key(headline).text
    names = _names(headline, heading)
    title = _said(names, heading)
    names |= _names(release.reading.document.text[:LEAD], text[:LEAD])
    places = frozenset(_lexicon().places.findall(heading))
    return Gist(
        account=release.source.publisher,
        day=day,
        title=title,
        text=title | _said(names, text[:LEAD]),
        parts=frozenset(part for found in _PART.findall(headline) for part in found if part),
        signs=(
            frozenset(name for name in names if name.startswith("cve-")),
            frozenset(_VERSION.findall(headline)),
            frozenset(_COUNT.findall(heading)),
        ),
        places=places,
        near=places | frozenset(_lexicon().places.findall(text[:LEAD])),
        marks=_marks(title, names),
    )


def _marks(title: frozenset[str], names: frozenset[str]) -> tuple[str, ...]:
    weighed = ((-_weight(word), word not in title, word) for word in title | names)
    rare = (word for weight, _, word in sorted(weighed) if weight <= -_WEIGHTS["at_times"])
    return tuple(islice(rare, MARKS))


def filed_under(of: Gist) -> tuple[str, ...]:
    """The keys under which a report is found."""
    at = of.day.toordinal() // _SPAN
    return tuple(f"mark {word} {at}" for word in of.marks)


def looked_up(of: Gist) -> tuple[str, ...]:
    """The keys under which those are found that may tell of the same."""
    at, into = divmod(of.day.toordinal(), _SPAN)
    beside = at + 1 if into >= TOLD_DAYS.days else at - 1
    return tuple(f"mark {word} {near}" for word in of.marks for near in (at, beside))


_SPAN = 2 * TOLD_DAYS.days
"""Days under one key: what is near a day lies in its span and in the one beside."""


def retold(a: Gist, b: Gist) -> bool:
    """Whether two reports tell of one event, for certain.

    Likeness, 0 to 3: how much of each title the other text says, and how like the titles are. The
    less alike the titles, the more names and rare words must be shared beyond them; a short text
    has fewer to share. The thresholds are those of tests/quality (Stories), on the safe side.
    """
    if _differ(a, b) or (a.title != b.title and len({*a.marks} & {*b.marks}) < LEAST):
        return False
    mine, theirs = _weigh(a.title), _weigh(b.title)
    here, there, both = a.title & b.text, b.title & a.text, a.title & b.title
    shares = _weigh(here) / (mine or 1), _weigh(there) / (theirs or 1)
    likeness = sum(shares) + _weigh(both) / (sqrt(mine * theirs) or 1)
    if min(shares) < 0.15 or likeness < 0.7:
        return False
    named = len(_names_in(a.text & b.text))
    if likeness < 1.5 and named < (1 if likeness >= 1.2 else 2):
        return False
    beyond = _rare((a.text & b.text) - both)
    if min(shares) >= 0.25 and likeness >= 1.2:
        return beyond >= 3 or (likeness >= 2 and _weigh(here | there) >= 20)
    fewest = min(_rare(a.text - a.title), _rare(b.text - b.title))
    return beyond >= min(9, max(4, 0.2 * fewest))


def _differ(a: Gist, b: Gist) -> bool:
    """Something says that these are two events."""
    return (
        abs(a.day - b.day) > TOLD_DAYS
        or (a.account is not None and a.account == b.account)
        or a.parts != b.parts
        or any(map(_at_odds, a.signs, b.signs))
        or not a.places <= b.near
        or not b.places <= a.near
        or _unnamed(a, b)
        or _unnamed(b, a)
    )


def _unnamed(a: Gist, b: Gist) -> bool:
    """Whether the other text passes over half of the names in a title: it speaks of others."""
    names = {name for name in _names_in(a.title) if name.isascii() and name[0].isalpha()}
    return bool(names) and 2 * len(names & b.text) <= len(names)


def _at_odds(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and not one & other


def _said(names: frozenset[str], plain: str) -> frozenset[str]:
    """Names, and the pairs of Han characters of a comparison key."""
    found = set(names)
    for run in _HAN.findall(plain):
        found.update(map(add, run, run[1:]))
    return frozenset(found - _lexicon().everywhere)


def _names(raw: str, plain: str) -> frozenset[str]:
    """Latin words and numbers. ``plain``: the comparison key of ``raw``, in which Latin words run
    together."""
    lexicon = _lexicon()
    found = {name for called, name in lexicon.called.items() if called in plain}
    found.update(word for word in _LATIN.findall(raw.casefold()) if len(word) > 1)
    found.update(number for hit in _NUMBER.finditer(plain) if (number := _number(hit)))
    return frozenset(found - lexicon.everywhere)


def _number(hit: re.Match[str]) -> str | None:
    """As its value: 6 万 is 60,000. None for small ones and years, which are of no event."""
    value = float(hit[1].replace(",", "")) * {"": 1, "万": 10**4, "亿": 10**8}[hit[2]]
    return None if value < _LEAST_NUMBER or value in _YEARS else f"{value:.10g}"


def _weight(word: str) -> int:
    return _lexicon().weights.get(word, _RARE)


def _weigh(words: Iterable[str]) -> int:
    return sum(map(_weight, words))


def _names_in(words: Iterable[str]) -> list[str]:
    """Latin words and numbers that are not often met."""
    often = _WEIGHTS["often"]
    return [word for word in words if not _HAN.match(word) and _weight(word) > often]


def _rare(words: frozenset[str]) -> int:
    return len(words - _lexicon().weights.keys())
