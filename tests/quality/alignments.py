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

Group = tuple[tuple[str, ...], tuple[str, ...]]
"""Numbers of the old and of the new articles that belong together."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Two versions, the groups of their articles, and those that nobody can tell."""

    old: Path
    new: Path
    groups: tuple[Group, ...]
    doubtful: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs of one old and one new article, splits and mergers, and articles without a counterpart;
    ``touched``: splits and mergers found in part at least."""

    pairs: Score = field(default_factory=Score)
    groups: Score = field(default_factory=Score)
    alone: Score = field(default_factory=Score)
    touched: int = 0

    def __add__(self, other: "Found") -> "Found":
        return Found(
            self.pairs + other.pairs,
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
    old, new = (tuple(side.split("+")) if side != "-" else () for side in label[:2])
    return old, new


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
            pairs = tuple(((a,), (b,)) for a, b in zip(kept, come, strict=True))
            alone = *(((a,), ()) for a in deleted), *(((), (b,)) for b in added)
            found.append(Labelled(old, new, pairs + alone))
    return found


def ours(old: Sequence[Article], new: Sequence[Article]) -> list[Group]:
    """The groups that the product finds."""
    return [
        (tuple(old[i].number for i in found.old), tuple(new[j].number for j in found.new))
        for found in align(old, new)
    ]


def score(found: Iterable[Group], labelled: Labelled) -> Found:
    """What was found against the labels; whatever touches a doubtful article is left out."""
    doubtful = tuple({n for group in labelled.doubtful for n in group[side]} for side in (0, 1))

    def sure(group: Group) -> bool:
        return not any(doubtful[side] & set(group[side]) for side in (0, 1))

    def pairs(groups: Iterable[Group]) -> list[tuple[str, str]]:
        told = ((a, b) for old, new in groups for a in old for b in new)
        return [pair for pair in told if sure(((pair[0],), (pair[1],)))]

    have, want = list(found), labelled.groups
    mine = [group for group in have if _many(group) and sure(group)]
    theirs = [group for group in want if _many(group) and sure(group)]
    return Found(
        compared(pairs(have), pairs(want)),
        compared(mine, theirs),
        compared(
            (group for group in have if not all(group) and sure(group)),
            (group for group in want if not all(group) and sure(group)),
        ),
        sum(any(_meet(group, other) for other in mine) for group in theirs),
    )


def _many(group: Group) -> bool:
    """True of a split and of a merger."""
    return all(group) and len(group[0]) + len(group[1]) > 2


def _meet(a: Group, b: Group) -> bool:
    return all(set(a[side]) & set(b[side]) for side in (0, 1))
