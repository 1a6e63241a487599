"""Units that stand elsewhere in the new text (移动): at another place of their article, in the same
words or edited, or word for word in another article."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from digest.law.align import Alignment
from digest.law.around import Both, around, in_order, matched, turned
from digest.law.difference import Region, Side
from digest.law.edited import edited
from digest.law.likeness import Keys
from digest.law.units import Changes, Holding, Unit, holdings
from digest.model import Article, Move

_LEAST = 20
"""Letters from which words that stand in another article are known as the same ones."""
_CELLS = 40_000
"""Pairs of units of an article up to which they are compared."""
Units = Callable[[Holding], Iterator[Unit]]
_LEVELS: tuple[Units, ...] = (Holding.paragraphs, Holding.points, Holding.sentences)
"""The larger units first: a 款 that moved is told once, and not for each 项."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Articles that belong together: the texts of both sides, and where their words differ."""

    alignment: Alignment
    old: str
    new: str
    changed: tuple[Region, ...]

    def words(self, region: Region) -> tuple[str, str]:
        return (
            self.old[region.old_start : region.old_end],
            self.new[region.new_start : region.new_end],
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader is shown of a pair: where its words differ, such that no part of a unit that
    moved is unchanged; and the moves from and to its articles."""

    changed: tuple[Region, ...]
    moves: tuple[Move, ...]
    reworded: tuple[tuple[str, str], ...] = ()
    """Where something moved and was edited: its old and new words, and those of what stays."""


class _Pair:
    """A pair, and what may have moved from or to a place in it."""

    def __init__(
        self, one: Compared, old: Sequence[Article], new: Sequence[Article], known: Keys
    ) -> None:
        self.one = one
        self.held = (
            holdings(old, known[0], one.alignment.old if one.changed else ()),
            holdings(new, known[1], one.alignment.new if one.changed else ()),
        )
        self.inside: list[Both] = []
        """Units at two places of the pair."""
        self.fixed: list[Both] = []
        """Those of one key that stay in their order."""
        self.reworded: list[Both] = []
        """Where something moved and was edited: it, and what stays in other words."""
        self.across: tuple[list[Unit], list[Unit]] = ([], [])
        """Old units that stand in another pair now, new ones that stood in one."""
        self.show(one.changed)

    def show(self, changed: tuple[Region, ...]) -> None:
        self.changed = changed
        self._where = Changes(changed, 0), Changes(changed, 1)

    def going(self, side: int) -> list[Unit]:
        return [*(both[side] for both in self.inside), *self.across[side]]

    def holds(self, side: int, unit: Unit) -> bool:
        """Whether a unit is shown as changed whole."""
        return self._where[side].hold(unit)

    def touched(self, side: int, unit: Unit) -> bool:
        """Whether any word of a unit is shown as changed."""
        return self._where[side].touch(unit)

    @property
    def told(self) -> bool:
        """Whether what moved is shown as changed whole, and what stayed as unchanged."""
        return all(
            self.holds(side, unit) for side in (0, 1) for unit in self.going(side)
        ) and not any(self.touched(side, both[side]) for side in (0, 1) for both in self.fixed)

    def free(self, units: Units, side: int) -> Iterator[Unit]:
        """Units with changed words that are no part of one that may have moved already."""
        taken = sorted((unit.first, unit.last) for unit in self.going(side))
        ends = [end for _, end in taken]
        for article in self.held[side]:
            for unit in units(article):
                at = bisect_left(ends, unit.first + 1)
                apart = at == len(taken) or taken[at][0] >= unit.last
                if apart and self.touched(side, unit):
                    yield unit


def moves(
    compared: Sequence[Compared], old: Sequence[Article], new: Sequence[Article], known: Keys
) -> tuple[Shown, ...]:
    """Of each pair what is shown. A unit has moved where it is deleted whole at one place and
    inserted whole at the other; one that still stands at its old place is a copy."""
    pairs = [_Pair(one, old, new, known) for one in compared]
    for pair in pairs:
        if pair.one.alignment.old and pair.one.alignment.new:
            _settle(pair)
    across = list(_across(pairs, known))
    for pair in pairs:
        if not pair.told:
            pair.show(_around(pair))
    found: list[list[Both]] = [
        [both for both in pair.inside if pair.holds(0, both[0]) and pair.holds(1, both[1])]
        for pair in pairs
    ]
    for i, j, both in across:
        if pairs[i].holds(0, both[0]) and pairs[j].holds(1, both[1]):
            found[i].append(both)
            found[j].append(both)
    return tuple(
        Shown(
            pair.changed,
            tuple(Move(a.place, b.place) for a, b in both),
            tuple((a.place.text, b.place.text) for a, b in pair.reworded),
        )
        for pair, both in zip(pairs, found, strict=True)
    )


# --- inside a pair ----------------------------------------------------------------------------


def _settle(pair: _Pair) -> None:
    """Find the units that changed places with others. What stays is what most words of the pair can
    stay with: one that only got another number has not moved."""
    there = [(a, b) for a, b, _ in _matched(pair, pair.changed)]
    for units in _LEVELS[:2]:
        pair.inside += _alike(pair, units)
        pair.inside += _edited(pair, units, there)
    if not pair.inside:
        return
    pair.fixed = [
        (a, b)
        for a, b in there
        if a.key == b.key and not (pair.touched(0, a) or pair.touched(1, b))
    ]
    stay = list(_matched(pair, _around(pair)))
    # Of two equally long, the one that stays is the one a comparison leaves where it is.
    weighed = [
        *((a, b, float(shared)) for a, b, shared in stay),
        *((a, b, min(len(a.key), len(b.key)) - 0.5) for a, b in pair.inside),
    ]
    kept = in_order(weighed, turned(Side(pair.one.old), Side(pair.one.new)))
    stays = [weighed[n][:2] for n in kept if weighed[n][0].key == weighed[n][1].key]
    pair.fixed = sorted(stays, key=lambda both: both[0].first)
    gone = [(a, b) for n, (a, b, _) in enumerate(weighed) if n not in kept and not a.opens]
    reworded = list(_in_other_words(pair, gone))
    pair.inside = [(a, b) for a, b in gone if a.key == b.key] + reworded
    if reworded:
        pair.reworded = [*reworded, *(weighed[n][:2] for n in kept)]


def _around(pair: _Pair) -> tuple[Region, ...]:
    return around((pair.one.old, pair.one.new), pair.fixed, (pair.going(0), pair.going(1)))


def _alike(pair: _Pair, units: Units) -> Iterator[Both]:
    """Units of one key whose words changed at both places; those that occur twice in order."""
    free: tuple[defaultdict[str, list[Unit]], ...] = (defaultdict(list), defaultdict(list))
    for side in (0, 1):
        for unit in pair.free(units, side):
            free[side][unit.key].append(unit)
    for key, gone in free[0].items():
        yield from zip(gone, free[1].get(key, ()), strict=False)


def _edited(pair: _Pair, units: Units, there: Sequence[Both]) -> Iterator[Both]:
    """Units that are one norm in other words, neither of them that of what stands at its place."""
    taken = [sorted(both[side].first for both in there) for side in (0, 1)]
    free = [
        [
            unit
            for unit in pair.free(units, side)
            if bisect_left(taken[side], unit.first) == bisect_left(taken[side], unit.last)
        ]
        for side in (0, 1)
    ]
    if len(free[0]) * len(free[1]) <= _CELLS:
        yield from _in_other_words(pair, ((a, b) for a in free[0] for b in free[1]))


def _in_other_words(pair: _Pair, both: Iterable[Both]) -> Iterator[Both]:
    """The units that are one norm in other words, of another number in their article; where an
    article was divided, what stands in another one may have moved nowhere."""
    found = [(a, b) for a, b in both if not (a.opens or b.opens) and a.number != b.number]
    if found and len(pair.held[0]) == len(pair.held[1]) == 1:
        every = [[*side.parts(), *side.paragraphs()] for (side,) in pair.held]
        yield from edited(found, (every[0], every[1]))


def _matched(pair: _Pair, changed: Sequence[Region]) -> Iterator[tuple[Unit, Unit, int]]:
    """款 and 项 that share most of their words where they stand."""
    parts = [[unit for article in side for unit in article.parts()] for side in pair.held]
    return matched((pair.one.old, pair.one.new), (parts[0], parts[1]), changed)


# --- from one pair to another ---------------------------------------------------------------------


def _across(pairs: Sequence[_Pair], known: Keys) -> Iterator[tuple[int, int, Both]]:
    """Units that stand in each text once, in articles that are no pair: (old, new) pair, unit."""
    whole = tuple("\n".join(one.text for one in side) for side in known)
    for units in _LEVELS:
        free: tuple[dict[str, tuple[int, Unit]], ...] = ({}, {})
        for side in (0, 1):
            for n, pair in enumerate(pairs):
                for unit in pair.free(units, side):
                    if len(unit.key) >= _LEAST:
                        free[side][unit.key] = n, unit
        for key, (i, a) in free[0].items():
            j, b = free[1].get(key, (i, a))
            if i != j and all(text.count(key) == 1 for text in whole):
                pairs[i].across[0].append(a)
                pairs[j].across[1].append(b)
                yield i, j, (a, b)
