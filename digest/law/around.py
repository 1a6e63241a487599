"""Two texts compared around the units that moved, so that each of those is changed as a whole; and
which ones stay."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from digest.law.difference import Region, Side, regions
from digest.law.units import Unit

Both = tuple[Unit, Unit]
"""One unit in the old text and in the new one."""
_OPENING = frozenset("《〈（(“‘「『〔[［【")


def around(
    texts: tuple[str, str], fixed: Sequence[Both], moved: tuple[Sequence[Unit], Sequence[Unit]]
) -> tuple[Region, ...]:
    """The changes between two texts in which no part of what ``moved`` on either side is unchanged,
    and all of what is ``fixed``, in its order on both sides."""
    going = [sorted(side, key=attrgetter("first")) for side in moved]
    found: list[Region] = []
    begins = (0, 0)
    for both in (*fixed, None):
        ends = (both[0].first, both[1].first) if both else (len(texts[0]), len(texts[1]))
        sides = tuple(Side(text[at:end]) for text, at, end in zip(texts, begins, ends, strict=True))
        other = turned(*sides)
        for n, (side, at, end) in enumerate(zip(sides, begins, ends, strict=True)):
            first, last = (bisect_left(going[n], one, key=attrgetter("first")) for one in (at, end))
            # No word of a law, and another one on each side, whichever of them is the old one.
            _mark(side, at, going[n][first:last], "\0" if other == bool(n) else "\1")
        found += [
            Region(at + r.old_start, at + r.old_end, to + r.new_start, to + r.new_end)
            for at, to in (begins,)
            for r in regions(*sides)
        ]
        if both:
            begins = _behind(texts, both)
    return tuple(found)


def turned(old: Side, new: Side) -> bool:
    """Whether to begin with the new text, so that both ways round the same is found."""
    return (len(new.tokens), new.tokens) < (len(old.tokens), old.tokens)


def matched(
    texts: tuple[str, str], parts: tuple[Sequence[Unit], Sequence[Unit]], changed: Sequence[Region]
) -> Iterator[tuple[Unit, Unit, int]]:
    """Units of the two texts that share half of the words of the longer one at least, and how many
    characters they share."""
    starts = [[unit.first for unit in side] for side in parts]
    found: defaultdict[tuple[int, int], int] = defaultdict(int)
    at, to = 0, 0
    for region in (*changed, Region(len(texts[0]), 0, len(texts[1]), 0)):
        length = min(region.old_start - at, region.new_start - to)
        cuts = {0, length}
        for begins, here in zip(starts, (at, to), strict=True):
            first, last = (bisect_left(begins, here + n) for n in (0, length))
            cuts.update(start - here for start in begins[first:last])
        for a, b in pairwise(sorted(cuts)):
            both = bisect_right(starts[0], at + a) - 1, bisect_right(starts[1], to + a) - 1
            if min(both) >= 0:
                found[both] += b - a
        at, to = region.old_end, region.new_end
    for (i, j), shared in found.items():
        old, new = parts[0][i], parts[1][j]
        if 2 * shared >= max(old.last - old.first, new.last - new.first):
            yield old, new, shared


def in_order(items: Sequence[tuple[Unit, Unit, float]], back: bool) -> set[int]:
    """Positions of the heaviest items that stand in one order on both sides; of two equally heavy
    choices the same one when both sides are exchanged (``back``)."""
    places = [(b.first, a.first) if back else (a.first, b.first) for a, b, _ in items]
    ends: list[int] = []
    totals: list[float] = []
    last: list[int] = []
    before: dict[int, int | None] = {}
    for n in sorted(range(len(items)), key=lambda n: (places[n][0], -places[n][1])):
        place = places[n][1]
        at = bisect_left(ends, place)
        before[n] = last[at - 1] if at else None
        total = items[n][2] + (totals[at - 1] if at else 0)
        stop = at
        while stop < len(ends) and totals[stop] <= total:
            stop += 1
        if stop > at or at == len(ends) or ends[at] > place:
            ends[at:stop], totals[at:stop], last[at:stop] = [place], [total], [n]
    found: set[int] = set()
    step = last[-1] if last else None
    while step is not None:
        found.add(step)
        step = before[step]
    return found


def _behind(texts: tuple[str, str], both: Both) -> tuple[int, int]:
    """Where both sides go on behind a unit and the marks that both have there."""
    at, to = both[0].last, both[1].last
    while (
        at < len(texts[0])
        and to < len(texts[1])
        and (mark := texts[0][at]) == texts[1][to]
        and not mark.isalnum()
        and mark not in _OPENING
    ):
        at, to = at + 1, to + 1
    return at, to


def _mark(side: Side, begins: int, units: Sequence[Unit], mark: str) -> None:
    """Put a mark for each word of some units in a text that begins at a place of its pair."""
    tokens = list(side.tokens)
    for unit in units:
        start = bisect_left(side.starts, unit.place.start - begins)
        if start and side.starts[min(start, len(tokens))] > unit.first - begins:
            start -= 1  # the number of a 项 and its first words are one word: （四）年度
        end = min(bisect_left(side.starts, unit.last - begins), len(tokens))
        tokens[start:end] = [mark] * (end - start)
    side.tokens = tokens
