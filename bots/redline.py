"""A redline as people read it: changes that are none kept quiet, long unchanged words elided."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from digest.model import Op, OpKind
from digest.text.normalise import key

_ONE_CHANGE = {(OpKind.EQUAL, OpKind.EQUAL), (OpKind.DELETE, OpKind.INSERT)}
"""What stands beside each other in one change; another deletion behind an insertion is the next."""


def short(ops: Sequence[Op], over: int = 60, keep: int = 20) -> tuple[Op, ...]:
    """For a message: unchanged runs of more than ``over`` characters give way to …, keeping
    ``keep`` characters beside each change. Deleted and inserted words are always whole.
    """
    quiet = _merged(op for old, new, changed in _runs(ops) for op in _both(old, new, changed))
    shown = []
    for i, op in enumerate(quiet):
        text = op.text
        if op.kind is OpKind.EQUAL and len(text) > over:
            head = text[:keep] if i or len(quiet) == 1 else ""
            tail = text[-keep:] if i < len(quiet) - 1 else ""
            text = f"{head}…{tail}"
        shown.append(Op(op.kind, text))
    return tuple(shown)


def whole(ops: Sequence[Op]) -> tuple[Op, ...]:
    """For a feed: every word of the new text, and the deleted ones."""
    return _merged(op for old, new, changed in _runs(ops) for op in _both(old, new, changed))


def sides(ops: Sequence[Op]) -> tuple[tuple[Op, ...], tuple[Op, ...]]:
    """For a page: the old and the new text, each to the letter, with its own changes."""
    runs = tuple(_runs(ops))
    return (
        _merged(Op(OpKind.DELETE if changed else OpKind.EQUAL, old) for old, _, changed in runs),
        _merged(Op(OpKind.INSERT if changed else OpKind.EQUAL, new) for _, new, changed in runs),
    )


def _runs(ops: Sequence[Op]) -> Iterator[tuple[str, str, bool]]:
    """Old words, new words, and whether they differ by more than glyphs, spaces, width, marks or
    the form of numerals. One character on either side is compared with them: a mark between two
    numerals does tell (4.3 and 43).
    """
    starts = {n for n in range(1, len(ops)) if (ops[n - 1].kind, ops[n].kind) not in _ONE_CHANGE}
    groups = [list(ops[a:b]) for a, b in pairwise(sorted({0, *starts, len(ops)}))]
    for i, group in enumerate(groups):
        old = "".join(op.text for op in group if op.kind is not OpKind.INSERT)
        new = "".join(op.text for op in group if op.kind is not OpKind.DELETE)
        if group[0].kind is OpKind.EQUAL:
            yield old, new, False
            continue
        before = groups[i - 1][-1].text[-1:] if i else ""
        after = groups[i + 1][0].text[:1] if i + 1 < len(groups) else ""
        yield old, new, key(before + old + after).text != key(before + new + after).text


def _both(old: str, new: str, changed: bool) -> tuple[Op, ...]:
    if changed:
        return Op(OpKind.DELETE, old), Op(OpKind.INSERT, new)
    return (Op(OpKind.EQUAL, new),)


def _merged(ops: Iterator[Op]) -> tuple[Op, ...]:
    """Neighbours of one kind joined, empty ones left out."""
    return tuple(
        Op(kind, "".join(op.text for op in group))
        for kind, group in groupby((op for op in ops if op.text), lambda op: op.kind)
    )
