"""Words of which one says more than the other (程度), on which a change of words can be judged."""

import re
from functools import cache
from itertools import combinations

from digest.law.lexicon import folded, load

_ITEMS = re.compile(r"、|和|或者?|以及|及|与")
_EVERYONE = re.compile(
    r"(?:任何|所有|一切|各类?|全体)(?:单位|组织|机构|个人|人员|公民|企业)(?:[和、或者]+个人)?|单位和个人"
)


def degree(old: str, new: str) -> int:
    """+1 where the new words cover or ask more than the old ones, -1 where less, 0 where that is
    not known: 股票, 证券; 企业、事业单位, 用人单位; 统计人员, 任何单位和个人."""
    a, b = folded(old).strip(), folded(new).strip()
    return _all_below(a, b) - _all_below(b, a)


def _all_below(a: str, b: str) -> int:
    items = [item for item in _ITEMS.split(a) if item]
    if not items or a == b:
        return 0
    if _EVERYONE.fullmatch(b):
        return int(not _EVERYONE.match(a))
    return int(all((item, b) in _runs() for item in items) or (a, b) in _runs())


@cache
def _runs() -> frozenset[tuple[str, str]]:
    found = load("degrees")
    return frozenset(
        pair for key in ("wider", "stronger") for run in found[key] for pair in combinations(run, 2)
    )
