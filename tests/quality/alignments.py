"""Which articles belong together: as labelled, as a decision says, as a tool found."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from digest.law.align import align
from digest.law.structure import structure
from digest.model import Article
from digest.text.clean import clean
from tests.quality.measure import Score, capture, compared, rows

Link = tuple[str, str]
"""Numbers of an old article and of a new one that carries on a norm of it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers of the old and of the new articles that belong together, and which of them are links:
    of articles that several were mixed into, not all are."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    links: tuple[Link, ...]

    @property
    def numbers(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return self.old, self.new

    @property
    def many(self) -> bool:
        """True of a split and of a merger."""
        return bool(self.old and self.new) and len(self.old) + len(self.new) > 2


def group(old: Sequence[str], new: Sequence[str], links: Sequence[Link] | None = None) -> Group:
    """A group, by default with all its articles linked."""
    linked = [(a, b) for a in old for b in new] if links is None else links
    return Group(tuple(old), tuple(new), tuple(linked))


@dataclass(frozen=True, slots=True)
class Labelled:
    """Two versions, the groups of their articles, and those that nobody can tell."""

    old: Path
    new: Path
    groups: tuple[Group, ...]
    doubtful: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Links of an old and a new article (``counterparts``: those that are alone on both sides),
    splits and mergers, and articles without a counterpart; ``touched``: splits and mergers found in
    part at least."""

    pairs: Score = field(default_factory=Score)
    counterparts: Score = field(default_factory=Score)
    groups: Score = field(default_factory=Score)
    alone: Score = field(default_factory=Score)
    touched: int = 0

    def __add__(self, other: "Found") -> "Found":
        return Found(
            self.pairs + other.pairs,
            self.counterparts + other.counterparts,
            self.groups + other.groups,
            self.alone + other.alone,
            self.touched + other.touched,
        )


@cache
def articles(path: Path) -> tuple[Article, ...]:
    return structure(clean(capture(path)).text)[0]


def versions(shared: Path) -> list[Labelled]:
    """The labelled pairs of versions, in the order in which they were labelled."""
    found: dict[tuple[str, str], list[list[str]]] = {}
    for old, new, *label in rows("alignment.tsv"):
        found.setdefault((old, new), []).append(label)
    return [
        Labelled(
            shared / old,
            shared / new,
            tuple(_group(label) for label in labels if not label[2].endswith("?")),
            tuple(_group(label) for label in labels if label[2].endswith("?")),
        )
        for (old, new), labels in found.items()
    ]


def _group(label: Sequence[str]) -> Group:
    """Numbers of the old articles, of the new ones, the relation, and the links where several old
    articles became several new ones."""
    old, new = (side.split("+") if side != "-" else [] for side in label[:2])
    links = [tuple(link.split(">")) for link in label[3].split(";")] if len(label) > 3 else None
    return group(old, new, links)


def decisions(shared: Path) -> list[Labelled]:
    """The laws before and after an amendment whose every operation was found in both texts: what
    is neither deleted nor added has its counterpart in order."""
    found = []
    for path in sorted((shared / "corpus" / "decisions").glob("*/meta.json")):
        meta = json.loads(path.read_text("utf-8"))
        checked = meta.get("ops_check") or {}
        if not (meta["has"].get("before") and meta["has"].get("after")):
            continue
        if checked.get("contradicted") or checked.get("changed_articles_not_covered_by_parsed_ops"):
            continue
        old, new = path.with_name("before.md"), path.with_name("after.md")
        operations = meta["ops_auto"]
        deleted = {str(op["frm"]) for op in operations if op["op"] == "delete"}
        added = {str(op["to"]) for op in operations if op["op"] == "add"}
        kept = [a.number for a in articles(old) if a.number not in deleted]
        come = [a.number for a in articles(new) if a.number not in added]
        if len(kept) == len(come):
            pairs = (group([a], [b]) for a, b in zip(kept, come, strict=True))
            alone = *(group([a], []) for a in deleted), *(group([], [b]) for b in added)
            found.append(Labelled(old, new, (*pairs, *alone)))
    return found


def ours(old: Sequence[Article], new: Sequence[Article]) -> list[Group]:
    """The groups that the product finds."""
    return [
        group(
            [old[i].number for i in found.old],
            [new[j].number for j in found.new],
            [(old[i].number, new[j].number) for i, j in found.links],
        )
        for found in align(old, new)
    ]


def score(found: Iterable[Group], labelled: Labelled) -> Found:
    """What was found against the labels; whatever touches a doubtful article is left out."""
    doubtful = tuple({n for one in labelled.doubtful for n in one.numbers[side]} for side in (0, 1))

    def sure(one: Group) -> bool:
        return not any(doubtful[side] & set(one.numbers[side]) for side in (0, 1))

    def links(groups: Iterable[Group]) -> list[Link]:
        told = (link for one in groups for link in one.links)
        return [(a, b) for a, b in told if a not in doubtful[0] and b not in doubtful[1]]

    have, want = list(found), labelled.groups
    mine = [one.numbers for one in have if one.many and sure(one)]
    theirs = [one.numbers for one in want if one.many and sure(one)]
    single = links(one for one in want if not one.many)
    met = len(set(single) & set(links(have)))
    return Found(
        compared(links(have), links(want)),
        Score(met, 0, len(single) - met),
        compared(mine, theirs),
        compared(
            (one.numbers for one in have if not all(one.numbers) and sure(one)),
            (one.numbers for one in want if not all(one.numbers) and sure(one)),
        ),
        sum(any(_meet(one, other) for other in mine) for one in theirs),
    )


_Numbers = tuple[tuple[str, ...], tuple[str, ...]]


def _meet(a: _Numbers, b: _Numbers) -> bool:
    return all(set(a[side]) & set(b[side]) for side in (0, 1))
