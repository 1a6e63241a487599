"""A change taken apart into pieces that say one thing each: beside the values in it, on both sides
of a word of duty, behind the name of who acts (变更单元)."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from digest.law.authorities import office_at, person_at
from digest.law.difference import Region, shared
from digest.law.lexicon import folded
from digest.law.moved import LONGEST, Moved
from digest.law.wording import plain
from digest.law.words import words

Span = tuple[int, int]
_POINT = re.compile(r"\s*（[一二三四五六七八九十0-9]{1,3}）\s*")
_SENTENCE = re.compile(r"[^。；]+[。；\s]*|[。；\s]+")
_MARK = re.compile("[，。；：]")
_FEW = 12
"""Characters of a name or a term."""
_MUST = re.compile(r"应当?(?![用急对])|必须|须")


def by_clause(old: str, new: str, changed: Sequence[Region]) -> Iterator[Region]:
    """The changes clause by clause: what came or went alone cut where a sentence ends in it, as
    many clauses on both sides each beside its own, and a term that gave way to clauses beside one
    of them (建议, 要求，并认真研读议案)."""
    for r in changed:
        a, b = folded(old[r.old_start : r.old_end]), folded(new[r.new_start : r.new_end])
        if not a or not b:
            for found in _SENTENCE.finditer(a or b):
                x, y = (found.span(), (0, 0)) if a else ((0, 0), found.span())
                yield _within(r, x, y)
            continue
        marks = [[found.end() for found in _MARK.finditer(side)] for side in (a, b)]
        if len(marks[0]) == len(marks[1]):
            ends = [(0, 0), *zip(*marks, strict=True), (len(a), len(b))]
            for (i, j), (k, n) in pairwise(ends):
                yield _within(r, (i, k), (j, n))
        elif marks[0] and not marks[1]:
            yield from (_within(r, x, y) for x, y in _beside_term(a, marks[0], b))
        elif marks[1] and not marks[0]:
            yield from (_within(r, y, x) for x, y in _beside_term(b, marks[1], a))
        else:
            yield r


def _beside_term(clauses: str, marks: Sequence[int], term: str) -> list[tuple[Span, Span]]:
    """The first or the last of some clauses beside the term that it stands for, and the others
    beside nothing."""
    first, last = marks[0] - 1, marks[-1]
    few = len(term)
    at_head = _alike(clauses[:first], term) >= _alike(clauses[last:], term)
    if few > _FEW or _MUST.fullmatch(term) or (not first if at_head else last == len(clauses)):
        return [((0, len(clauses)), (0, few))]
    if at_head:
        return [((0, first), (0, few)), ((first + 1, len(clauses)), (few, few))]
    return [((0, last - 1), (0, 0)), ((last, len(clauses)), (0, few))]


def _within(r: Region, a: Span, b: Span) -> Region:
    return Region(r.old_start + a[0], r.old_start + a[1], r.new_start + b[0], r.new_start + b[1])


def _alike(a: str, b: str) -> tuple[int, int]:
    """How many words two terms share, then how near their lengths are."""
    return len(set(words(a)) & set(words(b))), -abs(len(a) - len(b))


class Values:
    """The values that moved, found by their place."""

    def __init__(self, pairs: Sequence[Moved]) -> None:
        self._pairs = pairs
        self._starts = (
            sorted((a.start, n) for n, (_, a, _) in enumerate(pairs) if a),
            sorted((b.start, n) for n, (_, _, b) in enumerate(pairs) if b),
        )

    def near(self, region: Region) -> list[Moved]:
        """Those that may have a character in a region."""
        spans = ((region.old_start, region.old_end), (region.new_start, region.new_end))
        found: set[int] = set()
        for starts, (start, end) in zip(self._starts, spans, strict=True):
            first, last = bisect_left(starts, (start - LONGEST,)), bisect_left(starts, (end,))
            found.update(n for _, n in starts[first:last])
        return [self._pairs[n] for n in sorted(found)]


def pieces(old: str, new: str, region: Region, values: Values) -> Iterator[Region]:
    """The parts of a region beside the values that moved in it, without the words that both sides
    of a part begin or end with."""
    for part in _beside(region, values.near(region)):
        for named in _parts(old, new, part):
            cut = _without_shared(old, new, named)
            if cut.old_start < cut.old_end or cut.new_start < cut.new_end:
                yield cut


def _beside(region: Region, pairs: Sequence[Moved]) -> Iterator[Region]:
    """The parts of a region between values that stand in it on both sides, and in each of them the
    longest words beside those of one side; what else is beside them by itself."""
    r = region
    spans = [
        (
            a and _inside(a.start, a.end, r.old_start, r.old_end),
            b and _inside(b.start, b.end, r.new_start, r.new_end),
        )
        for _, a, b in pairs
    ]
    both = sorted((a, b) for a, b in spans if a and b)
    at = (r.old_start, r.new_start)
    for x, y in [*both, ((r.old_end, r.old_end), (r.new_end, r.new_end))]:
        if x[0] < at[0] or y[0] < at[1]:
            continue
        left = _left([a for a, _ in spans if a], at[0], x[0])
        right = _left([b for _, b in spans if b], at[1], y[0])
        a, b = (max(side, key=lambda s: s[1] - s[0]) for side in (left, right))
        for k, m in left:
            yield Region(k, m, *b) if (k, m) == a else Region(k, m, b[0], b[0])
        for k, m in right:
            if (k, m) != b:
                yield Region(a[1], a[1], k, m)
        at = (x[1], y[1])


def _left(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """What of a stretch lies outside the spans; all of it empty when nothing does."""
    left = []
    for first, last in sorted(spans):
        if first < end and start < last:
            left.append((start, max(start, first)))
            start = min(last, end)
    left.append((start, end))
    return [span for span in left if span[0] < span[1]] or [(end, end)]


def _inside(start: int, end: int, first: int, last: int) -> Span | None:
    span = max(start, first), min(end, last)
    return span if span[0] < span[1] else None


def _parts(old: str, new: str, region: Region) -> Iterator[Region]:
    """A part on either side of a word of duty that both texts have, each without its name."""
    a = folded(old[region.old_start : region.old_end])
    b = folded(new[region.new_start : region.new_end])
    duties = [list(_MUST.finditer(side)) for side in (a, b)]
    if all(len(found) == 1 for found in duties):
        (x,), (y,) = duties
        k, n = region.old_start + x.start(), region.new_start + y.start()
        yield from _named(old, new, Region(region.old_start, k, region.new_start, n))
        k, n = region.old_start + x.end(), region.new_start + y.end()
        yield from _named(old, new, Region(k, region.old_end, n, region.new_end))
    else:
        yield from _named(old, new, region)


def _named(old: str, new: str, region: Region) -> Iterator[Region]:
    """The names of authorities or of persons that both sides begin with, and the rest."""
    r = region
    a, b = folded(old[r.old_start : r.old_end]), folded(new[r.new_start : r.new_end])
    x, y = office_at(a), office_at(b)
    if not (x or y):
        x, y = person_at(a), person_at(b)
    if x and y:
        yield Region(r.old_start, r.old_start + x, r.new_start, r.new_start + y)
        yield Region(r.old_start + x, r.old_end, r.new_start + y, r.new_end)
    else:
        yield r


def _synonym(word: str) -> str:
    """The word that one is read as: 作出 for 做出. One of which letters carry no duty (交易所) is
    itself."""
    read = plain(word)
    return word if read in word else read


def _behind_number(text: str, start: int, end: int) -> int:
    """Where the words of a 项 begin."""
    found = _POINT.match(folded(text[start:end]))
    return start + (found.end() if found else 0)


def _without_shared(old: str, new: str, r: Region) -> Region:
    r = Region(
        _behind_number(old, r.old_start, r.old_end),
        r.old_end,
        _behind_number(new, r.new_start, r.new_end),
        r.new_end,
    )
    a = words(folded(old[r.old_start : r.old_end]))
    b = words(folded(new[r.new_start : r.new_end]))
    same = [[_synonym(word) for word in side] for side in (a, b)]
    head = shared(*same)
    tail = shared(same[0][head:][::-1], same[1][head:][::-1])
    (i, j), (k, n) = ((len("".join(s[:head])), len("".join(s[len(s) - tail :]))) for s in (a, b))
    return Region(r.old_start + i, r.old_end - j, r.new_start + k, r.new_end - n)
