"""Redlines (修改对照): two versions compared article by article, as data without markup."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from digest.law.align import Alignment, align
from digest.law.annexes import in_annex
from digest.law.chaptered import headings
from digest.law.difference import Region, Side, legible, regions
from digest.law.effect import effect
from digest.law.likeness import Keys, keys_of
from digest.law.moves import Compared, Shown, moves
from digest.law.references import Renumbered
from digest.law.throughout import Renamed, throughout
from digest.law.words import words
from digest.model import Article, Move, Op, OpKind, Pair, Redline, Version
from digest.text.normalise import key


def redline(old: Version, new: Version) -> Redline:
    """Every article of both versions in exactly one pair, in the order of the new text.

    Where only the old text shows annexes they are left out of it: a page that has them as files
    repeals none. New ones are told.
    """
    if not any(in_annex(article.number) for article in new.articles):
        kept = tuple(article for article in old.articles if not in_annex(article.number))
        old = replace(old, articles=kept)
    known = keys_of(old.articles, new.articles)
    found = compared(old.articles, new.articles, known)
    renamed = throughout(found)
    renumbered = {
        old.articles[i].number: {new.articles[j].number for j in one.alignment.new}
        for one in found
        for i in one.alignment.old
    }
    return Redline(
        old_title=old.title,
        new_title=new.title,
        old_articles=len(old.articles),
        new_articles=len(new.articles),
        pairs=tuple(
            _pair(one, shown, old.articles, new.articles, renamed, renumbered)
            for one, shown in zip(
                found, moves(found, old.articles, new.articles, known), strict=True
            )
        ),
        headings=headings(found, old.articles, new.articles),
    )


def ops(old: str, new: str) -> tuple[Op, ...]:
    """The steps from one text to another, in words. Equal and delete join to `old`, equal and
    insert to `new`, exactly.

    Texts are compared by their keys. Where a stretch differs in glyphs, width, script, spaces or
    punctuation only, each difference is a delete and an insert of equal keys: see `quiet`.
    """
    return _ops(old, new, regions(Side(old), Side(new)))


def quiet(steps: Sequence[Op]) -> tuple[Op, ...]:
    """Ops as a reader should see them: a difference of glyphs, width, script, spaces or punctuation
    alone is equal text in the new writing. Only the new text can still be joined from them."""
    shown: list[Op] = []
    at = 0
    while at < len(steps):
        deleted = steps[at].text if steps[at].kind is OpKind.DELETE else ""
        at += bool(deleted)
        follows = at < len(steps) and steps[at].kind is OpKind.INSERT
        inserted = steps[at].text if follows else ""
        at += follows
        if not deleted and not inserted:
            shown.append(steps[at])
            at += 1
        elif key(legible(deleted)).text == key(legible(inserted)).text:
            shown.append(Op(OpKind.EQUAL, inserted))
        else:
            shown += [Op(OpKind.DELETE, deleted), Op(OpKind.INSERT, inserted)]
    return _joined(shown)


def compared(old: Sequence[Article], new: Sequence[Article], known: Keys) -> tuple[Compared, ...]:
    """The articles of two versions that belong together, with where their words differ."""
    return tuple(_compared(one, old, new, known) for one in align(old, new, known))


def _compared(
    alignment: Alignment, old: Sequence[Article], new: Sequence[Article], known: Keys
) -> Compared:
    before = "\n".join(old[i].text for i in alignment.old)
    after = "\n".join(new[j].text for j in alignment.new)
    if before == after:
        return Compared(alignment, before, after, ())
    sides = (
        Side(text, keys[places[0]] if len(places) == 1 else None)
        for text, places, keys in zip(
            (before, after), (alignment.old, alignment.new), known, strict=True
        )
    )
    return Compared(alignment, before, after, tuple(regions(*sides)))


def _pair(
    one: Compared,
    shown: Shown,
    old: Sequence[Article],
    new: Sequence[Article],
    renamed: Renamed,
    renumbered: Renumbered,
) -> Pair:
    alignment = one.alignment
    found, changes = effect(
        alignment.relation, one.old, one.new, one.changed, renumbered, renamed, shown.reworded
    )
    return Pair(
        old=tuple(old[i].number for i in alignment.old),
        new=tuple(new[j].number for j in alignment.new),
        relation=alignment.relation,
        similarity=alignment.similarity,
        ops=_ops(one.old, one.new, shown.changed),
        effect=found,
        changes=changes,
        moves=tuple(map(_move, shown.moves)),
    )


def _move(move: Move) -> Move:
    """A move with what differs in its words."""
    old, new = move.old.text, move.new.text
    return move if key(old).text == key(new).text else replace(move, ops=ops(old, new))


def _ops(old: str, new: str, changed: Sequence[Region]) -> tuple[Op, ...]:
    steps: list[Op] = []
    at, to = 0, 0
    for region in [*changed, Region(len(old), len(old), len(new), len(new))]:
        steps += _unchanged(old[at : region.old_start], new[to : region.new_start])
        steps.append(Op(OpKind.DELETE, old[region.old_start : region.old_end]))
        steps.append(Op(OpKind.INSERT, new[region.new_start : region.new_end]))
        at, to = region.old_end, region.new_end
    return _joined(steps)


def _unchanged(old: str, new: str) -> Iterator[Op]:
    """Texts of equal keys: the stretches that are written alike, and those that are not, each
    beside its own counterpart."""
    if old == new:
        yield Op(OpKind.EQUAL, old)
        return
    a, b = key(legible(old)), key(legible(new))
    if a.text != b.text:  # a numeral that the whole text reads otherwise than its part
        yield from (Op(OpKind.DELETE, old), Op(OpKind.INSERT, new))
        return
    at, to, first, count = 0, 0, 0, len(a.text)
    for n in accumulate(map(len, words(a.text))):
        if n < count and (a.offsets[n] < a.ends[n - 1] or b.offsets[n] < b.ends[n - 1]):
            continue  # within a numeral
        spans = ((a.offsets[first], b.offsets[first]), (a.ends[n - 1], b.ends[n - 1]))
        for k, m in spans:  # the marks before a word, then the word itself
            yield from _written(old[at:k], new[to:m])
            at, to = k, m
        first = n
    yield from _written(old[at:], new[to:])


def _written(old: str, new: str) -> tuple[Op, ...]:
    if old == new:
        return (Op(OpKind.EQUAL, old),)
    return Op(OpKind.DELETE, old), Op(OpKind.INSERT, new)


def _joined(steps: Iterable[Op]) -> tuple[Op, ...]:
    """Without empty ops, neighbours of one kind as one; a mark on both sides is no change."""
    return _merged(_with_marks(_merged(steps)))


def _merged(steps: Iterable[Op]) -> tuple[Op, ...]:
    joined: list[Op] = []
    for op in steps:
        if not op.text:
            continue
        if joined and joined[-1].kind is op.kind:
            joined[-1] = Op(op.kind, joined[-1].text + op.text)
        else:
            joined.append(op)
    return tuple(joined)


def _with_marks(steps: Sequence[Op]) -> Iterator[Op]:
    """An item added before the last 。 is the item alone: 。 was there and stays."""
    at = 0
    while at < len(steps):
        pair = steps[at : at + 2]
        if [op.kind for op in pair] != [OpKind.DELETE, OpKind.INSERT]:
            yield steps[at]
            at += 1
            continue
        shorter, longer = sorted(pair, key=lambda op: len(op.text))
        kept = shorter.text
        if kept != longer.text and kept[-1:] in "，、；。" and longer.text.endswith(kept[-1]):
            yield from (Op(op.kind, op.text[:-1]) for op in pair)
            yield Op(OpKind.EQUAL, kept[-1])
        else:
            yield from pair
        at += 2
