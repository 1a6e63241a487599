"""Whether two texts can be compared at all (可比性): unrelated ones, and texts that are not whole.

A redline of what is no pair of versions is right to the letter and says nothing; these findings are
said before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from digest.law.chains import near
from digest.law.gaps import Gaps, gaps, missing, reach
from digest.law.redline import quiet, redline
from digest.law.versions import names_instrument
from digest.model import (
    Annexed,
    Article,
    Effect,
    Op,
    OpKind,
    Pair,
    Redline,
    Relation,
    Version,
)
from digest.text.normalise import key

_RENAMED = 0.3
"""Likeness from which texts of two titles may be one law renamed; rules on publishing and on audio
and video products have 0.29 in common and are two."""
_UNNAMED = 0.15
"""The same where a text has no title: laws on different matters have 0.05 to 0.13 in common
(设立目的, 罚则, 施行日期)."""
_OLD_TAIL = 0.35
"""Share of the new articles that must stand beyond the end of an old text before that counts as cut
off: laws of old often say no day, and the new ones add how they take effect."""
_KEPT, _KEPT_TAIL = 0.7, 0.15
"""Likeness of the rest from which a smaller share is enough: a law amended little does not grow by
a sixth at its end alone, a law written anew may."""


@dataclass(frozen=True, slots=True)
class AnnexDoubt:
    """An annex (附件) that one version alone shows, or that both show in other words."""

    name: str
    in_old: bool
    in_new: bool


@dataclass(frozen=True, slots=True)
class Doubts:
    """What must be said before a comparison is read, in titles of annexes and positions of
    pairs."""

    unrelated: bool
    likeness: float
    """Mean likeness of all articles to their counterparts, 0 for those without one: 0..1."""
    old: Gaps
    new: Gaps
    missing: frozenset[int]
    """Those whose other side is absent from the text given, not from the law: they are no removal
    and no addition."""
    incomplete: frozenset[int] = frozenset()
    """Those of an article that a text breaks off in: what lies behind is missing."""
    annexes: tuple[AnnexDoubt, ...] = ()

    def __bool__(self) -> bool:
        return self.unrelated or bool(self.old or self.new or self.annexes)


def compared(old: Version, new: Version) -> tuple[Redline, Doubts]:
    """A redline in which what is merely missing has no effect on anyone, and what must be said
    before it is read.

    Norms of an article behind the end of a text cut off join nothing before it: where the article
    itself would stand nobody can tell, and a merger with another is none.
    """
    found = redline(old, new)
    said = doubts(found, old.articles, new.articles)
    if not said.unrelated:
        texts = old.articles, new.articles
        joined = [
            _behind(found, texts, side) if gap.cut_off else frozenset()
            for side, gap in enumerate((said.new, said.old))
        ]
        if any(joined):
            found = _without_joined(old, new, joined)
            said = doubts(found, *texts)
    return without_missing(found, said), said


def doubts(found: Redline, old: Sequence[Article], new: Sequence[Article]) -> Doubts:
    """What a redline of two texts cannot tell by itself."""
    first, second = gaps(old, new), gaps(new, old)
    if first.cut_off and not first.broken and not _cut_short(found):
        first = replace(first, cut_off=False)
    if _unrelated(found):
        # Of two unrelated texts nothing is missing: nothing of the one was ever in the other.
        return Doubts(True, _likeness(found), first, second, frozenset())
    incomplete = frozenset(
        at
        for at, pair in enumerate(found.pairs)
        if pair.old and pair.new and (first.broken in pair.old or second.broken in pair.new)
    )
    lost = missing(found, (first, second), (old, new))
    return Doubts(False, _likeness(found), first, second, lost, incomplete)


def without_missing(found: Redline, said: Doubts) -> Redline:
    """The redline in which what is merely missing has no effect on anyone, and what lies behind the
    break of an article none on the rest of it. Two unrelated texts have none on each other."""
    pairs = list(found.pairs)
    for at, pair in enumerate(pairs):
        if at in said.missing or said.unrelated:
            pairs[at] = replace(pair, effect=Effect.NONE, changes=())
        elif at in said.incomplete:
            pairs[at] = _as_far_as_it_goes(pair, said)
    return replace(found, pairs=tuple(pairs))


def annex_doubts(old: Sequence[Annexed], new: Sequence[Annexed]) -> tuple[AnnexDoubt, ...]:
    """The annexes that one version alone shows, and those that differ, by their names."""
    sides = [[one for one in side if one.label is not None] for side in (old, new)]
    names = [[key(one.title).text for one in side] for side in sides]
    pairs = {i: names[1].index(name) for i, name in enumerate(names[0]) if name in names[1]}
    free = iter([j for j in range(len(sides[1])) if j not in pairs.values()])
    found = []
    for i, one in enumerate(sides[0]):
        j = pairs.get(i, next(free, None) if i not in pairs else None)
        if j is None:
            found.append(AnnexDoubt(_named(one), True, False))
            continue
        pairs[i] = j
        if _words(one) != _words(sides[1][j]):
            found.append(AnnexDoubt(_named(sides[1][j]), True, True))
    held = {*pairs.values()}
    return (
        *found,
        *(AnnexDoubt(_named(o), False, True) for j, o in enumerate(sides[1]) if j not in held),
    )


def _named(annex: Annexed) -> str:
    label, title = annex.label or "", annex.title
    return title if title.startswith(label) else f"{label} {title}".strip()


def _words(annex: Annexed) -> list[str]:
    return [key(article.text).text for article in annex.articles]


def _as_far_as_it_goes(pair: Pair, said: Doubts) -> Pair:
    """A pair one side of which breaks off: no value behind the break has gone or come, and which
    way the whole article changed nobody can tell."""
    new = said.new.broken in pair.new
    behind = OpKind.DELETE if new else OpKind.INSERT
    end = max((n for n, op in enumerate(pair.ops) if op.kind is OpKind.EQUAL), default=-1)
    read = (op for n, op in enumerate(pair.ops) if n < end or op.kind is not behind)
    if all(op.kind is OpKind.EQUAL for op in quiet(tuple(read))):
        return replace(pair, effect=Effect.NONE, changes=())
    kept = tuple(c for c in pair.changes if (c.new if new else c.old) is not None)
    return replace(pair, effect=Effect.CHANGED, changes=kept)


def _behind(found: Redline, texts: Sequence[Sequence[Article]], side: int) -> frozenset[str]:
    """Articles of a side behind the end of the other text that are no counterpart by themselves,
    where some of them are merged with one before it."""
    numbers = [article.number for article in texts[side]]
    behind = frozenset(numbers[reach(found, texts, side) + 1 :])
    groups = [frozenset((p.old, p.new)[side]) for p in found.pairs if p.old and p.new]
    if not any(group & behind and group - behind for group in groups):
        return frozenset()
    return behind.difference(*(group for group in groups if group <= behind))


def _without_joined(old: Version, new: Version, joined: Sequence[frozenset[str]]) -> Redline:
    """The redline in which these articles of each side have no counterpart."""
    sides = [
        replace(version, articles=tuple(a for a in version.articles if a.number not in out))
        for version, out in zip((old, new), joined, strict=True)
    ]
    found = redline(sides[0], sides[1])
    alone = [
        *(_alone(a, Relation.REMOVED) for a in old.articles if a.number in joined[0]),
        *(_alone(a, Relation.ADDED) for a in new.articles if a.number in joined[1]),
    ]
    return replace(
        found,
        old_articles=found.old_articles + len(joined[0]),
        new_articles=found.new_articles + len(joined[1]),
        pairs=(*found.pairs, *alone),
    )


def _alone(article: Article, relation: Relation) -> Pair:
    if relation is Relation.REMOVED:
        op = Op(OpKind.DELETE, article.text)
        return Pair((article.number,), (), relation, 0.0, (op,), Effect.REMOVED, ())
    op = Op(OpKind.INSERT, article.text)
    return Pair((), (article.number,), relation, 0.0, (op,), Effect.NEW, ())


def _likeness(found: Redline) -> float:
    alike = sum(
        pair.similarity * (len(pair.old) + len(pair.new))
        for pair in found.pairs
        if pair.old and pair.new
    )
    return alike / ((found.old_articles + found.new_articles) or 1)


def _unrelated(found: Redline) -> bool:
    titles = found.old_title, found.new_title
    least = _RENAMED if all(map(names_instrument, titles)) else _UNNAMED
    return not near(*titles) and _likeness(found) < least


def _cut_short(found: Redline) -> bool:
    """Whether so much stands after the last new article with an old counterpart that the old text,
    which has no closing article, is cut off."""
    held = [bool(pair.old) for pair in found.pairs]
    behind = found.pairs[len(held) - held[::-1].index(True) :]
    tail = sum(len(pair.new) for pair in behind)
    rest = replace(
        found,
        pairs=found.pairs[: len(held) - len(behind)],
        new_articles=found.new_articles - tail,
    )
    least = _KEPT_TAIL if _likeness(rest) >= _KEPT else _OLD_TAIL
    return tail >= least * found.new_articles
