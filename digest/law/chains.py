"""Which titles name one instrument (同一文件) when the title itself changed.

管理办法 became 暂行办法, 规范和促进 became 促进和规范, a regulation replaced its provisional one, a
page forgot its title.

A wrong link is worse than a missing one: titles that differ link only where the texts agree and
time allows it, and nothing links to two candidates that are equally near. People correct both kinds
of mistake by hand (`store.instruments`).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from digest.law.versions import dated, instrument_id, titled
from digest.model import Status, Version
from digest.text.normalise import key, simplified

_RUN = 6
"""Characters of a run; likeness is the share of runs that the shorter text has from the longer."""
_UNTITLED = 0.75
"""Likeness from which a text without a title is a version of another: the laws on judges and on
prosecutors share 0.68 and are two."""
_CLEAR = 0.15
"""How much liker the best candidate must be than the next."""
_PROVISIONAL = 0.10
"""Likeness that does where the titles differ in 暂行, 管理 or the order of words only: nine in ten
laws amended under one title share more."""
_OTHER_KIND = 0.20
"""Likeness that must be there when a draft of 规定 became 办法."""
_LONGEST_DRAFT = timedelta(days=6 * 366)
"""A draft not promulgated by then was dropped, and another law of its name is another law."""
_SIZE = 0.5
"""A text less than half as long as another is an excerpt and no version of it."""

_STAGE = re.compile(r"暂行|试行|临时|管理|《|》|中华人民共和国|[(（\[].*?[)）\]]")
_KIND = re.compile(r"(?:办法|规定|条例|细则|规则|规范|指南|指引|意见|通知|法)$")
_LINKS = re.compile(r"[和与及、]|以及")
_DRAFT = re.compile(r"(?:修订|修正)?(?:草案|征求意见稿|送审稿|审议稿)+$")


@dataclass(frozen=True, slots=True)
class _Name:
    """A title without what changes on the way from a draft to a law: its words in no order."""

    words: str
    kind: str


def kin(version: Version, chains: Iterable[Sequence[Version]]) -> str | None:
    """The instrument of the one chain that this version, under another title, belongs to."""
    found: list[tuple[float, str]] = []
    named, runs = titled(version), _runs(version)
    name = _name(version.title)
    for chain in chains:
        best = 0.0
        for other in chain:
            if named and titled(other):
                if _name(other.title).words != name.words or not _follow(version, other):
                    continue
                least = _PROVISIONAL if _name(other.title).kind == name.kind else _OTHER_KIND
            else:
                least = _UNTITLED
            alike = _likeness(runs, _runs(other)) if _as_long(version, other) else 0.0
            best = max(best, alike if alike >= least else 0.0)
        if best:
            found.append((best, chain[0].instrument))
    found.sort(reverse=True)
    if not found or (len(found) > 1 and found[0][0] - found[1][0] < _CLEAR):
        return None
    return found[0][1]


def words(title: str) -> str:
    """What the titles of one instrument share from draft to law: their characters in no order,
    without 管理, 暂行 and the kind of text. Texts under such titles are worth comparing."""
    return _name(title).words


def near(title: str, other: str) -> bool:
    """Whether two titles could name one instrument."""
    return words(title) == words(other)


def _name(title: str) -> _Name:
    bare = _DRAFT.sub("", _STAGE.sub("", simplified(title).strip()))
    kind = _KIND.search(bare)
    words = _LINKS.sub("", bare[: kind.start()] if kind else bare)
    return _Name("".join(sorted(key(words).text)), kind[0] if kind else "")


def _follow(version: Version, other: Version) -> bool:
    """Whether one can have become the other: a draft the law published after it, or a law the one
    that repeals it by name."""
    if version.issuers and other.issuers and not set(version.issuers) & set(other.issuers):
        return False
    first, then = sorted((version, other), key=lambda v: (dated(v), v.status is not Status.DRAFT))
    if first.status is Status.DRAFT:
        return dated(then) - dated(first) <= _LONGEST_DRAFT
    return then.status is not Status.DRAFT and _repeals(then, first)


def _repeals(version: Version, other: Version) -> bool:
    closing = "".join(simplified(article.text) for article in version.articles[-2:])
    if "废止" not in closing:
        return False
    named = re.findall(r"《([^《》]{2,80})》", closing)
    return any(instrument_id(title) == instrument_id(other.title) for title in named)


def _runs(version: Version) -> frozenset[str]:
    text = "\n".join(key(article.text).text for article in version.articles)
    return frozenset(text[at : at + _RUN] for at in range(len(text) - _RUN + 1))


def _likeness(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / (min(len(a), len(b)) or 1)


def _as_long(version: Version, other: Version) -> bool:
    shorter, longer = sorted(sum(len(a.text) for a in v.articles) for v in (version, other))
    return shorter >= _SIZE * longer
