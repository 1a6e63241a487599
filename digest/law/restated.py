"""What the words of a change stand for, by what stands around them (指代与简称): a part of the new
name of an authority, a pronoun."""

import re

from digest.law.lexicon import folded
from digest.law.renamings import in_newest_terms, same_authority
from digest.law.stretches import Stretch
from digest.law.wording import plain

_ITEM = 16
"""Characters of the name of an authority in a list."""
_ITEM_HEAD = re.compile(r"[^，。；：、\s]*$")
_ITEM_TAIL = re.compile(r"(?:(?!部门|机关|等)[^，。；：、\s的])*")
_OFFICES = re.compile(r"[^。；，的]{0,40}(?:部门|机关)")
_PRONOUN = re.compile("其|它们?|他们?|该|本人|其本人")


def renamed_in_list(stretch: Stretch) -> bool:
    """True for a part of the name of an authority in a list: 农业、水利, then 农业农村、水利."""
    if not _OFFICES.match(stretch.around()[1]):
        return False
    r = stretch.region
    marks = max(len(words) - len(words.rstrip("、 ")) for words in stretch.words)
    items = [
        _ITEM_HEAD.findall(folded(text[max(0, start - _ITEM) : end - marks]))[0]
        + _ITEM_TAIL.findall(folded(text[end - marks : end + _ITEM]))[0]
        for text, start, end in (
            (stretch.old, r.old_start, r.old_end),
            (stretch.new, r.new_start, r.new_end),
        )
    ]
    differ = all(items) and items[0] != items[1]
    return differ and max(map(len, items)) <= _ITEM and same_authority(*items)


def stands_for(stretch: Stretch) -> bool:
    """True for a pronoun and what it stands for, which the article has named: 其, then 原告."""
    sides = [plain(in_newest_terms(side)) or folded(side) for side in stretch.words]
    named_ = [side for side in sides if not _PRONOUN.fullmatch(side)]
    if len(named_) != 1 or len(named_[0]) <= 1:
        return False
    return all(named_[0] in plain(text) for text in (stretch.old, stretch.new))
