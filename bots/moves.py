"""What moved (移动), as people read it: 第二条第四项 → 第二条第一项, marked at both places; if it
was edited too, with the words that changed."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from bots import redline, wording
from bots.numbered import Lengths, labels
from digest.model import Move, Op, OpKind, Pair, Place

_NUMBER = re.compile(
    r"(?:[（(][一二三四五六七八九十百之\d ]{1,8}[）)]"
    r"|[一二三四五六七八九十]{1,3} ?、|[a-z][）)])\s*$"
)
_MARKS = "，、；。,;"
_SHOWN = 30
"""Characters of what moved that a note shows."""


class Moved(NamedTuple):
    """A move as one of its pairs shows it."""

    move: Move
    spans: tuple[tuple[int, int] | None, tuple[int, int] | None]
    """Where the words stand on the old and on the new side; None in another pair."""
    name: str = ""
    """What its places are called on a page: ``name-old`` and ``name-new``."""
    links: tuple[str, str] = ("", "")
    """Where a page shows its old and its new place."""

    @property
    def where(self) -> str:
        """第二条第四项 → 第二条第一项."""
        return f"{place(self.move.old)} → {place(self.move.new)}"

    @property
    def note(self) -> tuple[Op, ...]:
        """移动：第二条第四项 → 第二条第一项（组织数据安全教育培训）; of one that was edited too
        移动并修改, and the words beside those that changed."""
        if self.move.ops:
            told = redline.short(self.move.ops, over=_SHOWN, keep=_SHOWN // 3)
        else:
            words = wording.line(self.move.new.text)
            told = (Op(OpKind.EQUAL, words[:_SHOWN] + ("…" if len(words) > _SHOWN else "")),)
        return (
            Op(OpKind.EQUAL, f"移动{self.edited}：{self.where}（"),
            *(Op(op.kind, wording.line(op.text)) for op in told),
            Op(OpKind.EQUAL, "）"),
        )

    @property
    def edited(self) -> str:
        return "并修改" if self.move.ops else ""


def place(where: Place) -> str:
    """第二条第一款第四项; 5.2.1 a) in a standard."""
    told = wording.article(where.article)
    if where.paragraph is not None:
        told += f"第{wording.chinese(where.paragraph)}款"
    if where.point is None:
        return told
    point, _, after = where.point.partition("-")
    if not point.isdigit():
        return f"{told} {wording.line(where.point)})"
    added = f"之{wording.chinese(int(after))}" if after else ""
    return f"{told}第{wording.chinese(int(point))}项{added}"


def moved(pair: Pair) -> tuple[Moved, ...]:
    """The moves of a pair, each with its places in it."""
    if not pair.moves:
        return ()
    old, new = ("".join(op.text for op in side) for side in redline.sides(pair.ops))
    return tuple(
        Moved(move, (_span(move.old, pair.old, old), _span(move.new, pair.new, new)))
        for move in pair.moves
    )


def _span(where: Place, articles: Sequence[str], text: str) -> tuple[int, int] | None:
    here = where.article in articles and text[where.start : where.end] == where.text
    return (where.start, where.end) if here else None


def linked(
    pairs: Sequence[Pair], lengths: Lengths, anchor: Callable[[int], str], folded: Iterable[int]
) -> list[tuple[Moved, ...]]:
    """The moves of each pair, with their names and links. Those that are ``folded`` show no marks:
    a link leads to the pair."""
    held = [moved(pair) for pair in pairs]
    names: dict[Move, str] = {}
    links: dict[Move, tuple[str, str]] = {}
    for n, moves in enumerate(held):
        for one in moves:
            name = names.setdefault(one.move, f"m{len(names) + 1}")
            old, new = (
                (anchor(n) if n in folded else f"{name}-{end}") if span else before
                for span, end, before in zip(
                    one.spans, ("old", "new"), links.get(one.move, ("", "")), strict=True
                )
            )
            links[one.move] = old, new
    return [
        tuple(
            _behind_labels(one, pair, lengths)._replace(name=names[one.move], links=links[one.move])
            for one in moves
        )
        for pair, moves in zip(pairs, held, strict=True)
    ]


def _behind_labels(one: Moved, pair: Pair, lengths: Lengths) -> Moved:
    """A move in a pair whose articles stand under their numbers, which take room."""
    spans: list[tuple[int, int] | None] = []
    for span, begins in zip(one.spans, labels(pair, lengths), strict=True):
        room = sum(len(words) for at, words in begins.items() if span and at <= span[0])
        spans.append(span and (span[0] + room, span[1] + room))
    return one._replace(spans=(spans[0], spans[1]))


def parts(
    ops: Iterable[Op], moves: Sequence[Moved], side: int
) -> Iterator[tuple[Op, Moved | None]]:
    """The ops of the old (0) or of the new side (1), those of words that moved with their move."""
    spans = sorted(((span, one) for one in moves if (span := one.spans[side])), key=itemgetter(0))
    n = at = 0
    for op in ops:
        begin, end = at, at + len(op.text)
        while n < len(spans) and spans[n][0][0] < end:
            (start, stop), one = spans[n]
            start, last = max(start, at), min(stop, end)
            if op.kind is not OpKind.EQUAL and start < last:
                before, words, behind = _cut(op.text[at - begin :], start - at, last - at)
                yield from _apart(op.kind, before)
                yield Op(op.kind, words), one
                at = end - len(behind)
            if stop > end:
                break
            n += 1
        if at == begin:
            yield op, None
        else:
            yield from _apart(op.kind, op.text[at - begin :])
        at = end


def words(op: Op, one: Moved, side: int) -> Iterator[Op]:
    """Words that moved, as `parts` tells them, and which of them changed."""
    held = (one.move.old, one.move.new)[side].text
    before, found, behind = op.text.partition(held)
    steps = redline.sides(one.move.ops)[side] if found else ()
    yield Op(OpKind.EQUAL, before if steps else op.text)
    if steps:
        yield from (*steps, Op(OpKind.EQUAL, behind))


def _cut(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Words with the number of their 项 before and the mark behind them."""
    if number := _NUMBER.search(text, 0, start):
        start = number.start()
    end += len(text[end:]) - len(text[end:].lstrip(_MARKS))
    return text[:start], text[start:end], text[end:]


def _apart(kind: OpKind, text: str) -> Iterator[tuple[Op, None]]:
    """What is left beside words that moved; of a line break nobody must read that it went."""
    words = text.strip()
    before, _, behind = text.partition(words) if words else (text, "", "")
    for one in (Op(OpKind.EQUAL, before), Op(kind, words), Op(OpKind.EQUAL, behind)):
        if one.text:
            yield one, None
