"""What is mere wording in a change (文字性修改): synonyms of legal drafting, references that follow
their articles, and headings of articles."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import accumulate

from digest.law.difference import Region, shared
from digest.law.lexicon import folded, load
from digest.law.quoting import same_items
from digest.law.references import Renumbering, Span
from digest.text.normalise import key

_CAPTION = re.compile(r"^\s*【[^【】\n]{1,40}】\s*")
"""The heading a draft prints before an article (【适用范围】) is no part of its text."""
_POINT = re.compile(r"(?:^|(?<=\n))[^\S\n]*[（(][一二三四五六七八九十0-9]{1,3}[）)]")
"""A 项 has another number when one before it came or went."""
_HEADING = re.compile(r"(?<=。)\s*\n(?![^\n]*(?:应当|不得|可以|必须|的，))[^。；，：]{2,60}$")
"""The heading of the next chapter, where a copy has it at the end of an article."""
_DEFINED = re.compile(r"（以下(?:简称|统称|称)[^（）]{1,40}）")
"""What an authority or an area is called from here on."""
_CLAUSE_END = re.compile(r"[，。；：\n]")
_ACCOUNT = re.compile("帐(?!篷|子)")
_LIST_MARK = re.compile(r"(、|和|或)")
_NUMBER = re.compile(r"[（(][一二三四五六七八九十0-9]{1,3}[）)]")
_BEFORE = 4
"""Characters before a change by which a word is known (行政区域 before 内)."""
_ORDERS = re.compile("[对向由给被将把在至到]")
"""Words whose order says who does what to whom."""
_EXCEPTION = re.compile(
    r"但?除(?P<but>.+)外|但?(?P<then>.+?)(?:除外|不在此限)|(?P<law>.+另有规定)(?:从规定|除外)?"
)
_ELSEWHERE = re.compile(r"(?<=[律规章])对.*?(?=另有规定)")
"""What another law rules otherwise on, as the sentence before it says."""
_CONTEXT = 8
"""Characters behind a change by which a word is known (反馈 before 结果)."""


def told(
    old: str,
    new: str,
    changed: Sequence[Region],
    renumbered: Renumbering,
    *,
    synonyms: bool = True,
) -> tuple[Region, ...]:
    """The changes that are more than wording; without ``synonyms`` more than new numbers of
    references and the headings of articles."""
    if not changed:
        return ()
    spans = renumbered.spans()
    for side, text in zip(spans, (old, new), strict=True):
        side += [found.span() for found in _CAPTION.finditer(text)]
        side += [found.span() for found in _POINT.finditer(text)]
        side += [found.span() for found in _HEADING.finditer(text)]
        if synonyms:
            side += [found.span() for found in _DEFINED.finditer(text)]
    quiet = _Quiet(spans[0]), _Quiet(spans[1])
    ends = [region.new_start for region in changed[1:]] + [len(new)]
    return tuple(
        region
        for region, end in zip(changed, ends, strict=True)
        if not _is_wording(old, new, region, quiet, new[region.new_end : end][:_CONTEXT], synonyms)
    )


def _is_wording(
    old: str,
    new: str,
    region: Region,
    quiet: "tuple[_Quiet, _Quiet]",
    behind: str,
    synonyms: bool,
) -> bool:
    a = quiet[0].without(old, region.old_start, region.old_end)
    b = quiet[1].without(new, region.new_start, region.new_end)
    if _doubled(old, new, region):
        return True
    if not synonyms:
        return key(_glyphs(a)).text == key(_glyphs(b)).text
    before = new[max(0, region.new_start - _BEFORE) : region.new_start]
    same = plain(before + a + behind) == plain(before + b + behind)
    return same or same_items(folded(a), folded(b)) or _turned_round(plain(a), plain(b))


def _turned_round(a: str, b: str) -> bool:
    """True for words in another order: 分级分类, 分类分级."""
    return len(a) <= _CONTEXT and not _ORDERS.search(a) and sorted(a) == sorted(b)


def _doubled(old: str, new: str, region: Region) -> bool:
    """True for a character printed twice by mistake: 常务委员会会有权."""
    r = region
    gone, come = old[r.old_start : r.old_end], new[r.new_start : r.new_end]
    text, end = (old, r.old_end) if gone else (new, r.new_end)
    word = gone or come
    return (
        not (gone and come)
        and len(word) == 1
        and word in (text[end - 2 : end - 1], text[end : end + 1])
    )


def _glyphs(text: str) -> str:
    """帐 was written for 账 once."""
    return _ACCOUNT.sub("账", text)


class _Quiet:
    """Spans of a text that say nothing."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._ends = list(accumulate((end for _, end in self._spans), max))

    def without(self, text: str, start: int, end: int) -> str:
        """A stretch of the text without what of it lies in the spans."""
        kept, at = "", start
        for n in range(bisect_right(self._ends, start), len(self._spans)):
            first, last = self._spans[n]
            if first >= end:
                break
            if at < last:
                kept += text[at : max(at, first)]
                at = max(at, min(last, end))
        return kept + text[at:end]


def unmoved(old: str, new: str, changed: Sequence[Region]) -> tuple[Region, ...]:
    """The changes without those that only put a 项 or a sentence in another place."""
    gone = {_bare(old[r.old_start : r.old_end]) for r in changed if r.new_start == r.new_end}
    come = {_bare(new[r.new_start : r.new_end]) for r in changed if r.old_start == r.old_end}
    moved = {words for words in gone & come if len(words) >= _CONTEXT}
    return tuple(
        region
        for region in changed
        if _bare(old[region.old_start : region.old_end] + new[region.new_start : region.new_end])
        not in moved
        or (region.old_start != region.old_end and region.new_start != region.new_end)
    )


def _bare(words: str) -> str:
    """The words of a 项 without its number."""
    return plain(_NUMBER.sub("", words))


def excepted(words: str) -> str:
    """The key of words, the same for an exception in all its forms: 除示例外, 但是示例除外; 除法律
    另有规定外, 法律对示例另有规定的，从其规定."""
    written = plain(words)
    case = _EXCEPTION.fullmatch(written)
    return f"除{_ELSEWHERE.sub('', case[case.lastgroup or 0])}外" if case else written


def reordered(old: str, new: str) -> bool:
    """True when two texts differ in the order of the items of their lists only."""
    before, after = (_CLAUSE_END.split(_read_as_same(folded(text))) for text in (old, new))
    return len(before) == len(after) and all(
        a == b or _items(a, b) == _items(b, a) for a, b in zip(before, after, strict=True)
    )


def _items(clause: str, other: str) -> Counter[str]:
    """The items and marks of a list, without the words around it that both clauses have."""
    head = shared(clause, other)
    tail = shared(clause[head:][::-1], other[head:][::-1])
    return Counter(map(str.strip, _LIST_MARK.split(clause[head : len(clause) - tail])))


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """The key of a text in which synonyms are one word and words without a duty are left out."""
    return _read_as_same(key(text).text)


def _read_as_same(text: str) -> str:
    for words, same in _synonyms():
        text = words.sub(same, text)
    return text


@cache
def _synonyms() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(words), same) for same, words in load("synonyms")["same"].items())
