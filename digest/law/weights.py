"""How much of an article its changes pull either way (轻重), and whether one way prevails."""

import re
from collections.abc import Sequence

from digest.law.lexicon import folded
from digest.law.quoting import Told
from digest.model import Change, ChangeKind

_VALUES = frozenset(
    (ChangeKind.DEADLINE, ChangeKind.AMOUNT, ChangeKind.SANCTION, ChangeKind.MODALITY)
)
_VALUE = 10
"""Characters that a value weighs, however short: 三日."""
_WEIGHS = 20
"""Characters from which words weigh no more: a long clause is one change too."""
_FINES = 40
"""Characters that a fine in the place of another weighs, beside its words: that says more of an
article than how its grades are told."""
_FINE = re.compile("以[上下]|[倍%]|百分之")
_BY_OTHERS = re.compile(
    r"(?:依照|按照|依据|根据)(?:国家|其[他它]|有关|相关)*(?:法律|行政法规|法规|规章|[、和或及以者])+的?"
    r"(?:有关|相关)?规定(?:依法|予以|给予|处理|、|和|或者)*(?:行政)?处罚"
)
"""A breach that other laws punish: how they do is not said here."""
_PUNISHES = re.compile("罚[款金]|没收|吊销|停业|拘留|[元倍]以[上下]")
GRAVE = re.compile("(?:重大|严重|较大|较重|特别(?:重大|严重)?|轻微|较轻)的?")
"""How grave something must be: a condition, however short."""
_SET = re.compile("时间|期限|时限")
_NEW = 0.6
"""Share of its letters that a passage must have for itself to weigh as a whole; what is said again
in other changes of the article is one passage reworded."""
_PREVAILS = 1.75
"""How many times more of an article must pull one way than the other."""
_REMINDER = re.compile(
    "(?:构成犯罪的，)?(?:由司法机关)?依法追究(?:其)?刑事责任|尚[不未]构成犯罪的|不够刑事处罚的|行政(?=处分)"
)
"""What the criminal law says, whether or not another law says it too."""
_REMINDS = 2
"""Characters that a reminder weighs."""


def is_fine(change: Change) -> bool:
    """True for a fine in the place of another; a sum that only grades one has no limit."""
    sides = [folded(side or "") for side in (change.old, change.new)]
    return change.kind is ChangeKind.SANCTION and all(map(_FINE.search, sides))


def untold(change: Change) -> bool:
    """True for a fine in the place of another and for a time that is set in the place of a number
    of days: they decide, and where they pull no way that is known, nothing else can."""
    sides = [folded(side or "") for side in (change.old, change.new)]
    times = change.kind is ChangeKind.DEADLINE and all(sides)
    return is_fine(change) or (times and len(list(filter(_SET.search, sides))) == 1)


def by_others(found: Sequence[Told]) -> bool:
    """True where penalties give way to those of other laws, or these to penalties of its own."""
    penalties = [one.change for one in found if one.change.kind is ChangeKind.SANCTION]
    gone, come = (
        [folded(c.old or "") for c in penalties],
        [folded(c.new or "") for c in penalties],
    )
    return _gives_way(gone, come) or _gives_way(come, gone)


def _gives_way(own: Sequence[str], others: Sequence[str]) -> bool:
    return any(map(_BY_OTHERS.search, others)) and any(
        _PUNISHES.search(side) and not _BY_OTHERS.search(side) for side in own
    )


def prevailing(found: Sequence[Told]) -> int:
    """+1 where the changes ask more, -1 where they ask less, 0 where neither clearly."""
    pairs = _pairs_of(found)
    weight = {
        way: sum(_weight(one, pairs[bool(one.change.old)]) for one in found if one.way == way)
        for way in (1, -1)
    }
    way, other = (1, -1) if weight[1] >= weight[-1] else (-1, 1)
    return way if weight[way] and weight[way] >= _PREVAILS * weight[other] else 0


def _pairs_of(found: Sequence[Told]) -> tuple[set[str], set[str]]:
    """Pairs of letters that the changes took away, and those that they put in."""
    sides = ([c.change.old for c in found], [c.change.new for c in found])
    gone, come = ({p for words in side for p in _pairs(_letters(words))} for side in sides)
    return gone, come


def _weight(one: Told, others: set[str]) -> int:
    """How much of an article a change makes up: its words, for a value those of its clause; of what
    ``others`` put on the other side say again, the rest."""
    old, new = map(_letters, (one.change.old, one.change.new))
    if not (old and new):
        words = old or new
        if not words:
            return _REMINDS
        said = {at for n, p in enumerate(_pairs(words)) if p in others for at in (n, n + 1)}
        if (left := len(words) - len(said)) <= _NEW * len(words):
            return min(left, _WEIGHS)
    words_ = max(len(one.change.old or ""), len(one.change.new or ""))
    weighs = one.change.kind in _VALUES or GRAVE.fullmatch(
        folded(one.change.old or one.change.new or "")
    )
    value = _FINES if is_fine(one.change) else _VALUE if weighs else 0
    return min(words_, _WEIGHS) + value


def _letters(words: str | None) -> str:
    return "".join(filter(str.isalnum, _REMINDER.sub("", folded(words or ""))))


def _pairs(letters: str) -> list[str]:
    return [letters[n : n + 2] for n in range(len(letters) - 1)]
