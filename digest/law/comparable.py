"""Whether two texts can be compared at all (可比性): unrelated ones, and texts that are not whole.

A redline of what is no pair of versions is right to the letter and says nothing; these findings are
said before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from digest.law.annexes import in_annex
from digest.law.chains import near
from digest.law.versions import names_instrument
from digest.model import Article, Effect, Redline, Relation

_RENAMED = 0.3
"""Likeness from which texts of two titles may be one law renamed; rules on publishing and on audio
and video products have 0.29 in common and are two."""
_UNNAMED = 0.15
"""The same where a text has no title: laws on different matters have 0.05 to 0.13 in common
(设立目的, 罚则, 施行日期)."""
_CLOSING = "施行"
"""What one of the last articles of a whole text holds."""


_OLD_TAIL = 0.35
"""Share of the new articles that must stand beyond the end of an old text before that counts as cut
off: laws of old often say no day, and the new ones add how they take effect."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """Article numbers a text should hold and does not; ``cut_off``: its end is missing too, and how
    much of it nobody can tell from the text alone."""

    numbers: tuple[str, ...]
    cut_off: bool

    def __bool__(self) -> bool:
        return bool(self.numbers) or self.cut_off


@dataclass(frozen=True, slots=True)
class Doubts:
    """What must be said before a comparison is read."""

    unrelated: bool
    likeness: float
    """Mean likeness of all articles to their counterparts, 0 for those without one: 0..1."""
    old: Gaps
    new: Gaps
    missing: frozenset[int]
    """Positions of the pairs whose other side is absent from the text given, not from the law:
    they are no removal and no addition."""

    def __bool__(self) -> bool:
        return self.unrelated or bool(self.old) or bool(self.new)


def doubts(found: Redline, old: Sequence[Article], new: Sequence[Article]) -> Doubts:
    """What a redline of two texts cannot tell by itself."""
    gaps = _gaps(old, new), _gaps(new, old)
    if gaps[0].cut_off and _tail(found) < _OLD_TAIL * len(new):
        gaps = replace(gaps[0], cut_off=False), gaps[1]
    apart = _unrelated(found)
    # Of two unrelated texts nothing is missing: nothing of the one was ever in the other.
    lost = frozenset() if apart else _missing(found, *gaps)
    return Doubts(apart, _likeness(found), *gaps, lost)


def without_missing(found: Redline, said: Doubts) -> Redline:
    """The redline in which what is merely missing has no effect on anyone."""
    pairs = (
        replace(pair, effect=Effect.NONE, changes=()) if at in said.missing else pair
        for at, pair in enumerate(found.pairs)
    )
    return replace(found, pairs=tuple(pairs))


def _likeness(found: Redline) -> float:
    alike = sum(
        pair.similarity * (len(pair.old) + len(pair.new))
        for pair in found.pairs
        if pair.old and pair.new
    )
    return alike / ((found.old_articles + found.new_articles) or 1)


def _unrelated(found: Redline) -> bool:
    titles = found.old_title, found.new_title
    least = _RENAMED if all(map(names_instrument, titles)) else _UNNAMED
    return not near(*titles) and _likeness(found) < least


def _gaps(articles: Sequence[Article], other: Sequence[Article]) -> Gaps:
    """What is missing from a text of which ``other`` is another version.

    Numbers skipped between two articles are missing: an amended law is published with its numbers
    in order. An end is missing where the other version has a closing article (施行) and this text,
    shorter, has none.
    """
    numbers = [n for one in articles if (n := _whole(one.number)) is not None]
    skipped = [
        str(n) for before, after in pairwise([0, *numbers]) for n in range(before + 1, after)
    ]
    cut_off = _closes(other) and not _closes(articles) and len(articles) < len(other)
    return Gaps(tuple(skipped), cut_off)


def _tail(found: Redline) -> int:
    """How many new articles stand after the last that has an old counterpart."""
    held = [bool(pair.old) for pair in found.pairs]
    return sum(len(pair.new) for pair in found.pairs[len(held) - held[::-1].index(True) :])


def _missing(found: Redline, old: Gaps, new: Gaps) -> frozenset[int]:
    lost = set()
    for relation, gap, sides in (
        (Relation.REMOVED, new, [pair.new for pair in found.pairs]),
        (Relation.ADDED, old, [pair.old for pair in found.pairs]),
    ):
        numbers = [_whole(side[0]) if side else None for side in sides]
        last = max((at for at, number in enumerate(numbers) if number is not None), default=-1)
        held = {int(number) for number in gap.numbers}
        for at, pair in enumerate(found.pairs):
            if pair.relation is not relation:
                continue
            if at > last:
                lost |= {at} if gap.cut_off else set()
            elif held:
                # Between the nearest numbers of the other side something is missing.
                before = next((n for n in reversed(numbers[:at]) if n is not None), 0)
                after = next(n for n in numbers[at:] if n is not None)
                lost |= {at} if held & set(range(before + 1, after)) else set()
    return frozenset(lost)


def _closes(articles: Sequence[Article]) -> bool:
    main = [one for one in articles if not in_annex(one.number)]
    return any(_CLOSING in one.text for one in main[-3:])


def _whole(number: str) -> int | None:
    """14 of "14" and "14-1"; None in an annex and in a standard, whose numbers are no one run."""
    head = number.partition("-")[0]
    return int(head) if head.isascii() and head.isdigit() else None
