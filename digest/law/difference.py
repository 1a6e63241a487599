"""Where two texts differ, compared by their keys and told in whole words (文本差异)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from digest.law.words import words
from digest.text.normalise import Key, key

_ISLAND = 3
"""Characters of unchanged text between two changes that read better as part of one change."""
_BRACKETED = 12
"""Words that a bracket cut by a change may hold."""
_MATCHES = 100_000
"""Pairs of equal tokens up to which the readable comparison is affordable; a text of two thousand
words has a third of them."""
_CELLS = 1_000_000_000
"""Token pairs up to which any comparison is: a bit of memory each. Beyond, all is replaced."""

_PAGE = re.compile(r"(?:^|(?<=\n))[ \t]*[—–-]{1,2} ?\d{1,4} ?[—–-]{1,2}[ \t]*(?=\n|$)")
_CLAUSE_MARK = re.compile("[，。；,;]")
_OPENING = frozenset("《〈（(“‘「『〔[［【")


@dataclass(frozen=True, slots=True)
class Region:
    """A change: what stood in the old text, and what stands in the new one (display offsets)."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int

    def mirrored(self) -> "Region":
        """The same change seen from the new text."""
        return Region(self.new_start, self.new_end, self.old_start, self.old_end)


def legible(text: str) -> str:
    """A text without the numbers of the pages it was printed on (— 12 —), length kept."""
    return _PAGE.sub(lambda found: " " * len(found[0]), text)


class Side:
    """One text: the tokens of its key, and where each begins in the text itself."""

    def __init__(self, text: str, known: Key | None = None) -> None:
        """``known`` is the key of the text, where somebody has it already."""
        self.text = text
        plain = legible(text)
        written = known if known and plain == text else key(plain)
        self.tokens = words(written.text)
        self.letters = [0, *accumulate(map(len, self.tokens))]
        self.starts: list[int] = []
        for at in self.letters[:-1]:
            self.starts.append(self._behind_brackets(written.offsets[at]))
        # What the key leaves out belongs to the token before it, at the very start to the first.
        self.starts = [0, *self.starts[1:], len(text)] if self.starts else [0]

    def closes(self, token: int) -> bool:
        """True when a clause or an item of a list ends with this token."""
        return not self.text[self.starts[token + 1] - 1].isalnum()

    def _behind_brackets(self, start: int) -> int:
        floor = self.starts[-1] if self.starts else 0
        while start > floor and self.text[start - 1] in _OPENING:
            start -= 1
        return start


def regions(old: Side, new: Side) -> list[Region]:
    """The changes between two texts, in order; nothing where only glyphs, width, script, spaces,
    punctuation or the form of numerals differ. The other way round, the same regions mirrored."""
    if (len(new.tokens), new.tokens) < (len(old.tokens), old.tokens):
        return [region.mirrored() for region in regions(new, old)]
    if not old.tokens or not new.tokens:
        empty = not old.tokens and not new.tokens
        return [] if empty else [Region(0, len(old.text), 0, len(new.text))]
    return [
        _trimmed(old, new, Region(old.starts[i], old.starts[k], new.starts[j], new.starts[n]))
        for i, k, j, n in _changes(old, new)
    ]


def _trimmed(old: Side, new: Side, region: Region) -> Region:
    """Without the marks that both sides of a replacement end with."""
    k, n = region.old_end, region.new_end
    while (
        k - region.old_start > 1
        and n - region.new_start > 1
        and old.text[k - 1] == new.text[n - 1]
        and not old.text[k - 1].isalnum()
    ):
        k, n = k - 1, n - 1
    return Region(region.old_start, k, region.new_start, n)


_Range = tuple[int, int, int, int]
"""Tokens old from, old to, new from, new to."""


def _changes(old: Side, new: Side) -> list[_Range]:
    ranges: list[_Range] = []
    found = [
        change
        for whole in differences(old.tokens, new.tokens)
        if (change := _realigned(old.tokens, new.tokens, whole))
    ]
    ends = [(i, j) for i, _, j, _ in found[1:]] + [(len(old.tokens), len(new.tokens))]
    for change, end in zip(found, ends, strict=False):
        i, k, j, n = _slid(old, new, change, ranges[-1] if ranges else (0, 0, 0, 0), end)
        i, k, j, n = _closed(old, new, (i, k, j, n))
        if ranges and (i < ranges[-1][1] or j < ranges[-1][3]):
            last = ranges.pop()
            i, k, j, n = last[0], max(k, last[1]), last[2], max(n, last[3])
        while ranges and _island(old, new, ranges[-1], (i, k, j, n)):
            i, _, j, _ = ranges.pop()
        ranges.append((i, k, j, n))
    return ranges


def _realigned(old: Sequence[str], new: Sequence[str], change: _Range) -> _Range | None:
    """A change without what both sides begin or end with in other words (公司|法, 公|司法); None
    when nothing of it is left."""
    i, k, j, n = change
    head = _same_ends(old[i:k], new[j:n])
    if (i + head[0], j + head[1]) == (k, n):
        return None
    tail = _same_ends(
        [token[::-1] for token in old[i + head[0] : k]][::-1],
        [token[::-1] for token in new[j + head[1] : n]][::-1],
    )
    return i + head[0], k - tail[0], j + head[1], n - tail[1]


def _same_ends(a: Sequence[str], b: Sequence[str]) -> tuple[int, int]:
    """How many tokens of each make up the longest common beginning that ends with a token."""
    best, x, y, left, right = (0, 0), 0, 0, "", ""
    while True:
        if len(left) <= len(right):
            if x == len(a):
                return best
            left, x = left + a[x], x + 1
        else:
            if y == len(b):
                return best
            right, y = right + b[y], y + 1
        short = min(len(left), len(right))
        if left[:short] != right[:short]:
            return best
        if len(left) == len(right):
            best = (x, y)
        left, right = left[short:], right[short:]


def _closed(old: Side, new: Side, change: _Range) -> _Range:
    """A change that opens a bracket, with what both sides have up to its end: 农业（兽医）部门 for
    兽医部门 is no insertion of 农业（."""
    i, k, j, n = change
    step = 0
    while step < _BRACKETED and (_opens(old, i, k + step) or _opens(new, j, n + step)):
        step += 1
        if old.tokens[k + step - 1 : k + step] != new.tokens[n + step - 1 : n + step]:
            return change
        if k + step > len(old.tokens) or n + step > len(new.tokens):
            return change
    return (i, k + step, j, n + step) if step < _BRACKETED else change


def _opens(side: Side, start: int, end: int) -> bool:
    words = side.text[side.starts[start] : side.starts[min(end, len(side.tokens))]]
    return words.count("（") + words.count("(") > words.count("）") + words.count(")")


def differences(old: Sequence[str], new: Sequence[str]) -> Iterator[_Range]:
    """Ranges of two sequences that are not equal."""
    head = shared(old, new)
    tail = shared(old[head:][::-1], new[head:][::-1])
    a, b = old[head : len(old) - tail], new[head : len(new) - tail]
    counts = Counter(b)
    if sum(counts[token] for token in a) <= _MATCHES:
        from difflib import SequenceMatcher

        # Longest common stretches read better than the fewest edits.
        codes: Iterable[Any] = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    elif len(a) * len(b) > _CELLS:
        codes = [("replace", 0, len(a), 0, len(b))]
    else:
        from rapidfuzz.distance import LCSseq

        codes = LCSseq.opcodes(a, b).as_list()
    for tag, i, k, j, n in codes:
        if tag != "equal":
            yield head + i, head + k, head + j, head + n


def shared(a: Sequence[str], b: Sequence[str]) -> int:
    """Length of the common beginning."""
    for n, (x, y) in enumerate(zip(a, b, strict=False)):
        if x != y:
            return n
    return min(len(a), len(b))


def _island(old: Side, new: Side, a: _Range, b: _Range) -> bool:
    """True when the text between two changes of one clause is too short to read as unchanged."""
    between = _length(old, a[1], b[0])
    if between > _ISLAND or any(old.closes(token) for token in range(max(a[1] - 1, 0), b[0])):
        return False
    around = [max(_length(old, i, k), _length(new, j, n)) for i, k, j, n in (a, b)]
    return between <= max(1, min(around))


def _length(side: Side, start: int, end: int) -> int:
    return side.letters[end] - side.letters[start]


def _slid(old: Side, new: Side, change: _Range, last: _Range, following: tuple[int, int]) -> _Range:
    """A pure deletion or insertion moved to where it ends with a clause, when the text allows it:
    "甲，乙，" against "甲，丙，乙，" is an insertion of "丙，", not of "，丙"."""
    i, k, j, n = change
    if i != k and j != n:
        return change
    side, start, end = (old, i, k) if i != k else (new, j, n)
    shift, best, step = 0, _seam(side, start, end), 0
    while (
        min(i - last[1], j - last[3]) > step
        and side.tokens[start - step - 1] == side.tokens[end - step - 1]
    ):
        step += 1
        value = _seam(side, start - step, end - step)
        if value > best:
            shift, best = step, value
    step = 0
    while (
        min(following[0] - k, following[1] - n) > step
        and side.tokens[start + step] == side.tokens[end + step]
    ):
        step += 1
        value = _seam(side, start + step, end + step)
        if value > best:
            shift, best = -step, value
    return i - shift, k - shift, j - shift, n - shift


def _seam(side: Side, start: int, end: int) -> int:
    """How well a change stands by itself: behind the end of a clause, and ending with one. One of
    several clauses that ends with an item of a list is cut out of the list."""
    words_ = side.text[side.starts[start] : side.starts[end]]
    listed = words_.rstrip().endswith("、") and _CLAUSE_MARK.search(words_)
    return int(start == 0 or side.closes(start - 1)) + int(side.closes(end - 1) and not listed)
