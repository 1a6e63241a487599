"""Another day from which an instrument applies (施行日期)."""

import re
from collections.abc import Sequence

from digest.law.difference import Region
from digest.law.lexicon import folded
from digest.law.quoting import Told
from digest.model import Change, ChangeKind

_COMMENCES = re.compile(
    r"(?:^|(?<=[。；\n]))\s*本[\u4e00-\u9fff]{1,8}?，?(?:由[^，。；\n]{2,40}负责解释[，。；]?)?(?:并)?"
    r"自([^，。；\n]{0,30}?)(?:之日)?起(?:正式)?(?:施行|实施|执行|生效)"
)
"""Of the instrument itself: an article of it that starts on another day (本法第五条自…) is none."""


def commencement(
    old: str, new: str, changed: Sequence[Region]
) -> tuple[Told | None, Sequence[Region]]:
    """Another day from which the instrument applies, and the changes that are none of it."""
    a, b = (_COMMENCES.search(folded(text)) for text in (old, new))
    if not (a and b):
        return None, changed
    left = [
        r
        for r in changed
        if not (
            a.start() <= r.old_start
            and r.old_end <= a.end()
            and b.start() <= r.new_start
            and r.new_end <= b.end()
        )
    ]
    if len(left) == len(changed):
        return None, changed
    days = [text[slice(*found.span(1))].strip() for text, found in ((old, a), (new, b))]
    change = Change(ChangeKind.DEADLINE, days[0] or None, days[1] or None)
    return Told(change, 0 if days[0] != days[1] else None), left
