"""How much of the labels the product finds, and how much of what it finds the labels know."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from digest.ids import capture_id
from digest.model import Capture
from tests.quality.blocks import squashed

A = TypeVar("A")
B = TypeVar("B")
LABELS = Path(__file__).parent / "labels"
_SHORTEST_RUN = 8
"""Characters: a shorter run in the output is chance, unless it is a whole block."""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of what was found and should be, was found and should not be, and was missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        return self.right / ((self.right + self.wrong) or 1)

    @property
    def recall(self) -> float:
        return self.right / ((self.right + self.missed) or 1)

    @property
    def f1(self) -> float:
        return 2 * self.right / ((2 * self.right + self.wrong + self.missed) or 1)


def rows(name: str) -> list[list[str]]:
    """The lines of a label file, without its comments."""
    lines = (LABELS / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def held_back(number: int) -> bool:
    """Every third unit is not looked at while rules are tuned."""
    return number % 3 == 2


def capture(path: Path) -> Capture:
    """A file as `dutydiff read` would be given it."""
    return of_bytes(path.read_bytes(), path.name, path.resolve().as_uri())


def of_bytes(body: bytes | str, name: str, address: str = "https://example.org/page") -> Capture:
    """A capture of bytes, or of text in UTF-8."""
    raw = body.encode() if isinstance(body, str) else body
    return Capture(
        id=capture_id(address, raw),
        source="import",
        url=address,
        fetched_at=datetime(2026, 11, 22, tzinfo=UTC),
        body=raw,
        sha256=sha256(raw).hexdigest(),
        file_name=name,
    )


# --- multisets ----------------------------------------------------------------------


def compared(found: Iterable[Hashable], labelled: Iterable[Hashable]) -> Score:
    """Two multisets against each other."""
    a, b = Counter(found), Counter(labelled)
    right = (a & b).total()
    return Score(right, a.total() - right, b.total() - right)


def paired(found: Sequence[A], labelled: Sequence[B], same: Callable[[A, B], bool]) -> Score:
    """As `compared`, where sameness is no equality; each is used once, in order."""
    left = list(found)
    right = 0
    for label in labelled:
        match = next((f for f in left if same(f, label)), None)
        if match is not None:
            left.remove(match)
            right += 1
    return Score(right, len(left), len(labelled) - right)


# --- text ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kept:
    """Characters (letters, digits, Han) of one page."""

    body: int
    kept: int
    output: int
    foreign: int

    def __add__(self, other: "Kept") -> "Kept":
        return Kept(
            self.body + other.body,
            self.kept + other.kept,
            self.output + other.output,
            self.foreign + other.foreign,
        )


def kept(body: Sequence[str], optional: Sequence[str], output: str) -> Kept:
    """How much of ``body`` stands in ``output``, and how much of it is neither body nor optional.

    Each character of the output answers for one labelled character only.
    """
    text = squashed(output)
    used = bytearray(len(text))
    total = found = 0
    for pieces, counts in ((body, True), (optional, False)):
        for piece in sorted((squashed(p) for p in pieces), key=len, reverse=True):
            here = _claim(piece, text, used)
            if counts:
                total += len(piece)
                found += here
    return Kept(total, found, len(text), used.count(0))


def _claim(piece: str, text: str, used: bytearray) -> int:
    """Mark what of ``piece`` is in ``text`` as used; the number of its characters found there."""
    at = _free(piece, text, used)
    if at is not None:
        used[at : at + len(piece)] = b"\1" * len(piece)
        return len(piece)
    start = found = 0
    while start <= len(piece) - _SHORTEST_RUN:
        size, where = _SHORTEST_RUN, _free(piece[start : start + _SHORTEST_RUN], text, used)
        if where is None:
            start += 1
            continue
        while (
            start + size < len(piece)
            and where + size < len(text)
            and not used[where + size]
            and piece[start + size] == text[where + size]
        ):
            size += 1
        used[where : where + size] = b"\1" * size
        found += size
        start += size
    return found


def _free(piece: str, text: str, used: bytearray) -> int | None:
    at = text.find(piece)
    while at >= 0:
        if not any(used[at : at + len(piece)]):
            return at
        at = text.find(piece, at + 1)
    return None


# --- where a labelled block stands in a document ------------------------------------------


class Places:
    """Finds labelled blocks in the text of a document, whatever markup and spaces it lost."""

    def __init__(self, text: str) -> None:
        self._at = [n for n, char in enumerate(text) if char.isalnum()]
        self._text = "".join(text[n] for n in self._at)

    def span(self, block: str, occurrence: int = 0) -> tuple[int, int] | None:
        """Start and end of ``block`` in the document; None where it is not in it."""
        words = squashed(block)
        at = -1
        for _ in range(occurrence + 1):
            at = self._text.find(words, at + 1)
            if at < 0 or not words:
                return None
        return self._at[at], self._at[at + len(words) - 1] + 1


def within(span: tuple[int, int], starts: Sequence[int]) -> range:
    """Indices of the sorted ``starts`` that fall inside ``span``."""
    return range(bisect_left(starts, span[0]), bisect_left(starts, span[1]))
