"""What is missing from a text of which another version is at hand (缺漏): articles skipped, an end
cut off, and the articles of the other that stand where they would."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from digest.law.annexes import in_annex
from digest.law.lexicon import folded
from digest.model import Article, Redline, Relation

_CLOSING = re.compile(r"[自从從于於][^。]{2,40}(?:施行|实施|實施)(?![前后後细細中])")
"""What one of the last articles of a whole text holds."""
_CROSSED_OUT = re.compile(
    r"[（【〔]?(?:已?(?:删除|删去|废止)|本条(?:已?删除|删去|废止))[）】〕]?。?"
)
_A_WORD = 16
_ENDS = "。！？.!?”’」』）)"
"""With one of these the last article of a whole text ends."""
_LAST = 3
"""Pairs at the end of a text cut off that tell, by the middle one of them, how far it reaches into
the other: one of them may be an article that moved."""
_NEAR = 3
"""Articles beyond that middle one that the others of them may stand."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """Article numbers a text should hold and does not; ``cut_off``: its end is missing too, and how
    much of it nobody can tell from the text alone."""

    numbers: tuple[str, ...]
    cut_off: bool
    broken: str | None = None
    """The last article, where the text ends in the middle of its sentence."""

    def __bool__(self) -> bool:
        return bool(self.numbers) or self.cut_off


def crossed_out(text: str) -> bool:
    """Whether an article is no more than its number: （删除）."""
    return len(text) < _A_WORD and bool(_CROSSED_OUT.fullmatch(folded(text).strip()))


def head(articles: Sequence[Article]) -> int | None:
    """The number of the first article of a law whose head is missing: it is not 第一条."""
    first = articles[0] if articles else None
    number = _whole(first.number) if first and "条" in first.label else None
    return number if number is not None and number > 1 else None


def gaps(articles: Sequence[Article], other: Sequence[Article]) -> Gaps:
    """What is missing from a text of which ``other`` is another version.

    Numbers skipped between two articles are missing: an amended law is published with its numbers
    in order. An end is missing where the text breaks off in a sentence and the other version does
    not, and where the other has a closing article (施行) and this text has none.
    """
    numbers = [n for one in articles if (n := _whole(one.number)) is not None]
    skipped = [
        str(n) for before, after in pairwise([0, *numbers]) for n in range(before + 1, after)
    ]
    if _closes(articles):
        return Gaps(tuple(skipped), False)
    broken = None if _broken(other) else _broken(articles)
    return Gaps(tuple(skipped), broken is not None or _closes(other), broken)


def _broken(articles: Sequence[Article]) -> str | None:
    """The number of the last article, where it ends in the middle of a sentence."""
    main = [one for one in articles if not in_annex(one.number)]
    whole = not main or main[-1].text.rstrip().endswith(tuple(_ENDS))
    return None if whole else main[-1].number


def missing(
    found: Redline, gaps: tuple[Gaps, Gaps], texts: Sequence[Sequence[Article]]
) -> frozenset[int]:
    """Positions of the pairs whose other side is missing from the text given."""
    lost = set()
    for side, relation in enumerate((Relation.REMOVED, Relation.ADDED)):
        gap = gaps[1 - side]
        behind = {a.number for a in texts[side][reach(found, texts, side) + 1 :]}
        others = [(pair.old, pair.new)[1 - side] for pair in found.pairs]
        numbers = [_whole(other[0]) if other else None for other in others]
        held = {int(number) for number in gap.numbers}
        for at, pair in enumerate(found.pairs):
            if pair.relation is not relation:
                continue
            # Between the nearest numbers of the other side something is missing.
            before = next((n for n in reversed(numbers[:at]) if n is not None), 0)
            after = next((n for n in numbers[at:] if n is not None), before)
            cut = gap.cut_off and not behind.isdisjoint((pair.old, pair.new)[side])
            lost |= {at} if cut or held & set(range(before + 1, after)) else set()
    return frozenset(lost)


def reach(found: Redline, texts: Sequence[Sequence[Article]], side: int) -> int:
    """Position of the last article of a side (0 old, 1 new) that the other text, cut off, still
    reaches."""
    places = [{article.number: n for n, article in enumerate(text)} for text in texts]
    ends = sorted(
        [max(places[s][number] for number in (pair.old, pair.new)[s]) for s in (1 - side, side)]
        for pair in found.pairs
        if pair.old and pair.new
    )
    reached = sorted(end for _, end in ends[-_LAST:])
    middle = reached[len(reached) // 2] if reached else -1
    return max((end for end in reached if end <= middle + _NEAR), default=-1)


def _closes(articles: Sequence[Article]) -> bool:
    main = [one for one in articles if not in_annex(one.number)]
    return any(_CLOSING.search(folded(one.text)) for one in main[-3:])


def _whole(number: str) -> int | None:
    """14 of "14" and "14-1"; None in an annex and in a standard, whose numbers are no one run."""
    head = number.partition("-")[0]
    return int(head) if head.isascii() and head.isdigit() else None
