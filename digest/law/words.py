"""The words of a text without marks (分词): quantities, references and the words of the law."""

import re
from collections.abc import Iterator
from functools import cache

from digest.law.lexicon import load
from digest.law.renamings import pattern

_SIZE = r"\d+(?:[.,]\d+)*%?[百千万亿]*(?:个?月|小时|[日天年元倍人])?"
# Keys have Arabic numerals, simplified characters and no punctuation.
_WHOLE = re.compile(
    r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?"
    # one value: a lower end that was the upper one before is no part that stayed
    rf"|{_SIZE}以上{_SIZE}以下"
    r"|第\d+(?:[条款项章节编号次届]|,)?(?:之\d+)?"
    r"|(?:每|半)?\d+(?:[.,]\d+)*%?[百千万亿]*"
    r"(?:个?工作日|个?自然日|个?月|周岁|人次|小时|分钟|季度|[日天年周岁元倍人名次个条款项])?"
    r"|[半每](?:年|个?月|季度|日|天|周)|[A-Za-z]+"
    rf"|{pattern()}"
)


def words(text: str) -> list[str]:
    """A text of keys in words that join to it again: whole quantities, references and names of
    departments; else the longest words of the lexicon, from the end on; else single characters.

    From the end: Chinese puts the head of a word last, and 99.7% of the borders are then those of
    the most probable segmentation (measured on the law texts the lexicon was found in).
    """
    found: list[str] = []
    at = 0
    for whole in _WHOLE.finditer(text):
        found += _longest(text[at : whole.start()])
        found.append(whole[0])
        at = whole.end()
    return found + _longest(text[at:])


def _longest(run: str) -> list[str]:
    return list(_backwards(run))[::-1]


def _backwards(run: str) -> Iterator[str]:
    known = _known()
    end = len(run)
    while end:
        for length in known.get(run[end - 1], ()):
            if length <= end and run[end - length : end] in _lexicon():
                break
        else:
            length = 1
        yield run[end - length : end]
        end -= length


@cache
def _lexicon() -> frozenset[str]:
    return frozenset(load("words")["words"].split())


@cache
def _known() -> dict[str, tuple[int, ...]]:
    """Last character of a word: how long such words are, the longest first."""
    lengths: dict[str, set[int]] = {}
    for word in _lexicon():
        lengths.setdefault(word[-1], set()).add(len(word))
    return {last: tuple(sorted(found, reverse=True)) for last, found in lengths.items()}
