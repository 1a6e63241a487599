"""Two versions as people read them: summary first, then article by article, unchanged ones folded.

What each form shows comes from `Comparison`; the page itself is in `templates/comparison.html`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bots import redline, wording
from bots.caveats import notes
from bots.headings import headings
from bots.moves import Moved, linked
from bots.numbered import numbered
from digest.law.comparable import Doubts
from digest.model import Change, ChangeKind, Effect, Op, Pair, Redline, Relation, Version
from digest.rank import EFFECT_WORDS

RELATIONS = {
    Relation.SAME: "文字相同",
    Relation.AMENDED: "修改",
    Relation.SPLIT: "拆分",
    Relation.MERGED: "合并",
    Relation.ADDED: "新增",
    Relation.REMOVED: "删除",
}
EFFECTS = EFFECT_WORDS | {Effect.NONE: "无变化"}
"""In the order of their weight for the one who bears the duty."""
_ORDER = (
    Effect.NEW,
    Effect.REMOVED,
    Effect.TIGHTENED,
    Effect.RELAXED,
    Effect.CHANGED,
    Effect.WORDING,
    Effect.NONE,
)
_RECAST = "重组"
"""Several articles that became as many others: both a split and a merger."""
_MISSING = "对方文本缺失"
INCOMPLETE = "条文不完整"
_STATE = "中华人民共和国"
_GIST = 60
"""Characters of a changed article that the table of duties shows."""
_DUTY = frozenset(_ORDER) - {Effect.WORDING, Effect.NONE}
"""Effects that change what is owed."""


Sides = tuple[Version, Version]
"""The versions that are compared."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One pair of a comparison with its place on the page."""

    anchor: str
    pair: Pair
    missing: bool = False
    """The other side is missing from the text given."""
    incomplete: bool = False
    """One side breaks off."""
    unrelated: bool = False
    """The two texts are no versions of one instrument: nothing has an effect on the other."""
    moves: tuple[Moved, ...] = ()
    """款, 项 and sentences that went from or to one of its articles."""

    @property
    def where(self) -> str:
        """第九条 → 第十条; 新增 第十条; 第六条、第七条 → 第八条（合并）."""
        if self.missing:
            return "、".join(wording.article(n) for n in self.pair.old or self.pair.new)
        return wording.places(self.pair)

    @property
    def headline(self) -> str:
        """收紧 · 第九条 → 第十条."""
        where = self.where
        told = f"{self.effect}（{INCOMPLETE}）" if self.incomplete else self.effect
        return where if where.startswith(told) else f"{told} · {where}"

    @property
    def quiet(self) -> bool:
        """Whether the words are the same, whatever the number."""
        return self.pair.relation is Relation.SAME

    @property
    def renumbered(self) -> bool:
        return self.quiet and self.pair.old != self.pair.new

    @property
    def owed(self) -> bool:
        """Whether what someone owes is changed, beyond wording."""
        return self.pair.effect in _DUTY

    @property
    def effect(self) -> str:
        return self.relation if self.missing or self.unrelated else EFFECTS[self.pair.effect]

    @property
    def relation(self) -> str:
        if len(self.pair.old) == len(self.pair.new) > 1:
            return _RECAST
        return _MISSING if self.missing else RELATIONS[self.pair.relation]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A redline ready to be shown, with what must be said before it is read."""

    redline: Redline
    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()
    unrelated: bool = False
    days: tuple[str, ...] = ()
    """When each text was published and takes effect, as far as it says so."""

    @property
    def title(self) -> str:
        """One title where the versions share it, with or without the state's name, both where it
        changed."""
        old, new = wording.line(self.redline.old_title), wording.line(self.redline.new_title)
        same = old.removeprefix(_STATE) == new.removeprefix(_STATE)
        return new if same else f"{old} → {new}"

    @property
    def relations(self) -> tuple[tuple[str, int], ...]:
        """Pairs of each relation; one of equal words and unlike numbers is 重新编号."""
        found = Counter(
            "重新编号" if entry.renumbered else entry.relation for entry in self.entries
        )
        words = (*RELATIONS.values(), _RECAST, "重新编号", _MISSING)
        return tuple((word, found[word]) for word in words if found[word])

    @property
    def by_effect(self) -> tuple[tuple[Effect, tuple[Entry, ...]], ...]:
        """Entries of each effect that occurs, the weightiest effect first; none of two unrelated
        texts."""
        if self.unrelated:
            return ()
        found = ((one, tuple(e for e in self.entries if e.pair.effect is one)) for one in _ORDER)
        return tuple((one, entries) for one, entries in found if entries)

    @property
    def by_kind(self) -> tuple[tuple[ChangeKind, tuple[Entry, ...]], ...]:
        """Entries that hold a change of each kind that occurs."""
        found = (
            (kind, tuple(e for e in self.entries if any(c.kind is kind for c in e.pair.changes)))
            for kind in ChangeKind
        )
        return tuple((kind, entries) for kind, entries in found if entries)

    @property
    def moves(self) -> tuple[Moved, ...]:
        """What moved, each told once."""
        return tuple({one.name: one for entry in self.entries for one in entry.moves}.values())

    @property
    def headings(self) -> tuple[str, ...]:
        """What the headings above articles have become."""
        return () if self.unrelated else headings(self.redline)

    @property
    def owed(self) -> tuple[Entry, ...]:
        """The changed duties."""
        return tuple(entry for entry in self.entries if entry.owed)

    @property
    def changed(self) -> bool:
        """Whether any words differ, so that there is something to read."""
        return any(not entry.quiet for entry in self.entries)

    @property
    def runs(self) -> Iterator[tuple[bool, tuple[Entry, ...]]]:
        """Neighbours in the order of the new text: (folded, entries)."""
        for (quiet, missing), entries in groupby(self.entries, lambda e: (e.quiet, e.missing)):
            yield quiet or missing, tuple(entries)


def comparison(found: Redline, said: Doubts, sides: Sides | None = None) -> Comparison:
    """A redline with an anchor for each pair, and what must be said before it is read. ``sides``
    tell where the words of each article begin in those that several share, and their days."""
    lengths = [
        {article.number: len(article.text) for article in side.articles} for side in sides or ()
    ] or [{}, {}]
    pairs = found.pairs
    # What two unrelated texts say alike went from none to the other.
    moves = [()] * len(pairs) if said.unrelated else linked(pairs, lengths, _anchor, said.missing)
    entries = tuple(
        Entry(
            _anchor(n),
            replace(pair, ops=numbered(pair, lengths)),
            n in said.missing,
            n in said.incomplete,
            said.unrelated,
            moves[n],
        )
        for n, pair in enumerate(pairs)
    )
    days = tuple(filter(None, map(_days, ("旧文本", "新文本"), sides))) if sides else ()
    return Comparison(found, entries, tuple(notes(said)), said.unrelated, days)


def _days(name: str, side: Version) -> str:
    """新文本：2025-10-28 公布，2026-01-01 施行; nothing where no day is known."""
    told = ((side.published_on, "公布"), (side.effective_on, "施行"))
    known = "，".join(f"{on.isoformat()} {what}" for on, what in told if on)
    return f"{name}：{known}" if known else ""


def _anchor(n: int) -> str:
    return f"p{n + 1}"


def span(entries: Sequence[Entry]) -> str:
    """第三条至第五条, in the numbers of the new text, else of the old."""
    sides = [entry.pair.new or entry.pair.old for entry in entries]
    first, last = sides[0][0], sides[-1][-1]
    if first == last:
        return wording.article(first)
    return f"{wording.article(first)}至{wording.article(last)}"


def words(entry: Entry) -> str:
    """The text of an article that is not compared: the same on both sides, or on one only."""
    old, new = redline.sides(entry.pair.ops)
    return "".join(op.text for op in (new or old))


def gist(entry: Entry) -> tuple[Op, ...]:
    """The beginning of what changed, where no value did."""
    told: list[Op] = []
    room = _GIST
    for op in redline.short(entry.pair.ops, over=20, keep=8):
        words = wording.line(op.text)
        told.append(Op(op.kind, words if len(words) <= room else words[:room] + "…"))
        room -= len(words)
        if room <= 0:
            break
    return tuple(told)


def value(change: Change) -> str:
    """期限：六个月 → 三年."""
    old, new = (wording.line(side) if side else "无" for side in (change.old, change.new))
    return f"{wording.CHANGES[change.kind]}：{old} → {new}"


def folded(entries: Sequence[Entry]) -> str:
    """第三条至第五条 文字未变（3 条；重新编号 第六条 → 第七条 …）."""
    if entries[0].missing:
        return f"{span(entries)} {_MISSING}（{len(entries)} 条）"
    moved = [entry.where for entry in entries if entry.renumbered]
    told = f"；重新编号 {moved[0]}" + (" 等" if len(moved) > 1 else "") if moved else ""
    return f"{span(entries)} 文字未变（{len(entries)} 条{told}）"


def counted(counts: Iterable[tuple[str, int]]) -> str:
    """修改 13，新增 3."""
    return "，".join(f"{word} {count}" for word, count in counts)
