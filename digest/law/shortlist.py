"""What of the changes of an article a reader is shown (摘要): none within another, the material
ones first, and not more than one can take in."""

import re
from collections.abc import Collection, Sequence

from digest.law.wording import plain
from digest.model import Change, ChangeKind

_MOST = 10
"""Changes of one article that are told; the redline of it shows the rest."""
_SUM = re.compile(r"元|倍|%|百分之|[日天月年]以[上下]")
_DUTY = re.compile("应当|必须|不得|禁止|可以|从其规定")
_RANKS = {
    ChangeKind.DEADLINE: 0,
    ChangeKind.AMOUNT: 0,
    ChangeKind.MODALITY: 1,
    ChangeKind.SANCTION: 2,
    ChangeKind.BEARER: 3,
    ChangeKind.CONDITION: 3,
    ChangeKind.SCOPE: 3,
    ChangeKind.REFERENCE: 4,
}


def shortlist(
    changes: Sequence[Change], vague: Collection[Change] = frozenset()
) -> tuple[Change, ...]:
    """Periods, amounts and sums of sanctions first, then the rest in the order of the text. Of too
    many, the weightiest of each kind stay, and of the others the most material: those ``vague``,
    words for others that pull no way, last; those with a word of duty first; then the longest."""
    best = sorted(changes, key=lambda c: (_rank(c), c in vague, not _obliges(c), -_weight(c)))
    first = {change.kind: change for change in reversed(best)}
    told: list[Change] = []
    for change in sorted(best, key=lambda c: first[c.kind] != c):
        if len(told) < _MOST and not any(_within(change, other) for other in told):
            told.append(change)
    return tuple(change for change in dict.fromkeys(sorted(changes, key=_rank)) if change in told)


def _rank(change: Change) -> int:
    sums = any(_SUM.search(side) for side in (change.old or "", change.new or ""))
    return 0 if change.kind is ChangeKind.SANCTION and sums else _RANKS[change.kind]


def _obliges(change: Change) -> bool:
    return any(_DUTY.search(side) for side in (change.old or "", change.new or ""))


def _weight(change: Change) -> int:
    return max(len(change.old or ""), len(change.new or ""))


def _within(change: Change, other: Change) -> bool:
    """True when the other, which is no shorter, says all that this one says."""
    sides = ((change.old, other.old), (change.new, other.new))
    return change.kind is other.kind and all(
        plain(mine or "") in plain(theirs or "") for mine, theirs in sides
    )
