"""The 款 and 项 of an article put back in their old order (调整顺序): what only went elsewhere in
it changes no duty."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from digest.law.lexicon import folded

_ITEM = re.compile(r"(?<=[：；。\n])[^\S\n]*（([一二三四五六七八九十0-9]{1,3})）\s*")
_OVER = re.compile(r"。[^\S\n]*(?:\n|$)")
_LINE = re.compile(r"^(?![^\S\n]*（[一二三四五六七八九十0-9]{1,3}）)[^\S\n]*\S[^\n]*", re.MULTILINE)
_FIRST = ("一", "1")
_STOPS = "；。，、 \n"

Edited = Sequence[tuple[str, str]]
"""Old and new words of what moved and was edited."""
_Spans = list[tuple[int, int]]


def in_order(old: str, new: str, edited: Edited = ()) -> str:
    """The new text with the 项 that both texts have word by word, or as ``edited``, in the order of
    the old one; where something was edited, so with the 款."""
    was = {_bare(after): _bare(before) for before, after in edited}
    new = _ordered((old, list(_lists(old))), (new, list(_lists(new))), was)
    return _ordered((old, [_lines(old)]), (new, [_lines(new)]), was) if edited else new


def _ordered(
    before: tuple[str, list[_Spans]], after: tuple[str, list[_Spans]], was: Mapping[str, str]
) -> str:
    """The new text with the parts that both texts have in the order of the old one, list by list;
    ``was``: the old words of new ones."""
    (old, lists), (new, others) = before, after
    if len(lists) != len(others):
        return new
    kept: list[str] = []
    at = 0
    for these, those in zip(lists, others, strict=True):
        ours = [_bare(old[a:b]) for a, b in these]
        theirs = [was.get(bare, bare) for bare in (_bare(new[a:b]) for a, b in those)]
        both = set(ours) & set(theirs)
        order = [name for name in ours if name in both]
        found = {name: span for name, span in zip(theirs, those, strict=True) if name in both}
        if not len(both) == len(order) == sum(name in both for name in theirs):
            continue
        for name, (start, end) in zip(order, found.values(), strict=True):
            kept += new[at:start], new[slice(*found[name])]
            at = end
    return "".join(kept) + new[at:]


def _lists(text: str) -> Iterator[_Spans]:
    """The words of the 项 of every list, without their numbers and the marks behind them."""
    whole = folded(text)
    labels = list(_ITEM.finditer(whole))
    items: _Spans = []
    for label, then in zip_longest(labels, labels[1:]):
        if items and label[1] in _FIRST:
            yield items
            items = []
        words = whole[label.end() : then.start() if then else len(whole)]
        if not then or then[1] in _FIRST:
            words = _OVER.split(words, maxsplit=1)[0]
        items.append((label.end(), label.end() + len(words.rstrip(_STOPS))))
    if items:
        yield items


def _lines(text: str) -> _Spans:
    """The words of the 款 that are no 项, without the marks behind them."""
    found = _LINE.finditer(folded(text))
    return [(line.start(), line.start() + len(line[0].rstrip(_STOPS))) for line in found]


def _bare(words: str) -> str:
    return "".join(filter(str.isalnum, folded(words)))
