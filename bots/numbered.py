"""The words of several articles in one pair (拆分, 合并), each article under its own number."""

from collections.abc import Mapping, Sequence
from itertools import accumulate

from bots import wording
from digest.model import Op, OpKind, Pair

Lengths = Sequence[Mapping[str, int]]
"""How long the text of each article is, on the old side and on the new one."""


def labels(pair: Pair, lengths: Lengths) -> tuple[dict[int, str], dict[int, str]]:
    """Where each article of a pair of several begins in the words of its side, and its number;
    empty for a pair of single articles, and where an article is not known."""
    sides = tuple(zip((pair.old, pair.new), lengths, strict=True))
    if max(len(pair.old), len(pair.new)) < 2 or not all(
        number in known for numbers, known in sides for number in numbers
    ):
        return {}, {}
    old, new = (_begins(numbers, known) for numbers, known in sides)
    return old, new


def numbered(pair: Pair, lengths: Lengths) -> tuple[Op, ...]:
    """The words of a pair of several articles, each article under its number."""
    marks = dict(zip((OpKind.DELETE, OpKind.INSERT), labels(pair, lengths), strict=True))
    if not any(marks.values()):
        return pair.ops
    at = {OpKind.DELETE: 0, OpKind.INSERT: 0}
    told: list[Op] = []
    for op in pair.ops:
        moving = [kind for kind in at if op.kind in (kind, OpKind.EQUAL)]
        rest = op.text
        while rest:
            for kind in moving:
                if at[kind] in marks[kind]:
                    told.append(Op(kind, marks[kind].pop(at[kind])))
            step = min([len(rest), *(b - at[k] for k in moving for b in marks[k])])
            told.append(Op(op.kind, rest[:step]))
            rest = rest[step:]
            for kind in moving:
                at[kind] += step
    return tuple(told)


def _begins(numbers: Sequence[str], lengths: Mapping[str, int]) -> dict[int, str]:
    """Where each article begins in the words of all, which a line break parts, and its number."""
    starts = accumulate((lengths[number] + 1 for number in numbers[:-1]), initial=0)
    return {at: f"{wording.article(n)}　" for at, n in zip(starts, numbers, strict=True)}
