"""What is mere wording in a change (文字性修改): synonyms of legal drafting, renumbered references,
and headings of articles."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from operator import itemgetter

from digest.law.difference import Region, shared
from digest.law.lexicon import folded, load
from digest.law.quoting import same_items
from digest.law.values import Value
from digest.model import ChangeKind
from digest.text.normalise import key
from digest.text.numerals import to_int

_CAPTION = re.compile(r"^\s*【[^【】\n]{1,40}】\s*")
"""The heading a draft prints before an article (【适用范围】) is no part of its text."""
_POINT = re.compile(r"(?:^|(?<=\n))[^\S\n]*[（(][一二三四五六七八九十0-9]{1,3}[）)]")
"""A 项 has another number when one before it came or went."""
_HEADING = re.compile(r"(?<=。)\s*\n(?![^\n]*(?:应当|不得|可以|必须|的，))[^。；，：]{2,60}$")
"""The heading of the next chapter, where a copy has it at the end of an article."""
_DEFINED = re.compile(r"（以下(?:简称|统称|称)[^（）]{1,40}）")
"""What an authority or an area is called from here on."""
_ARTICLE = re.compile(r"第([^条]{1,9})条(?:之([一二三四五六七八九十]))?")
_CLAUSE_END = re.compile(r"[，。；：\n]")
_ACCOUNT = re.compile("帐(?!篷|子)")
_LIST_MARK = re.compile(r"(、|和|或)")
_NUMBER = re.compile(r"[（(][一二三四五六七八九十0-9]{1,3}[）)]")
_FIRST = "第1款"
"""What an article of one 款 is cited without."""
_CONTEXT = 8
"""Characters behind a change by which a word is known (反馈 before 结果)."""

Renumbered = Mapping[str, Set[str]]
"""Old number of an article: its numbers in the new text."""
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Renumbering:
    """References that follow their articles to a new number: pairs of them, on both sides."""

    pairs: tuple[tuple[Value, Value], ...]

    def spans(self) -> tuple[list[Span], list[Span]]:
        return [(a.start, a.end) for a, _ in self.pairs], [(b.start, b.end) for _, b in self.pairs]


def renumbering(
    old: tuple[str, Sequence[Value]], new: tuple[str, Sequence[Value]], renumbered: Renumbered
) -> Renumbering:
    """References of two texts (each with its values) to what is the same article in both."""
    free: defaultdict[tuple[str, str], deque[int]] = defaultdict(deque)
    for at, value in enumerate(new[1]):
        if _is_own(new[0], value):
            free[_place(value.text)].append(at)
    pairs = []
    for value in old[1]:
        if not _is_own(old[0], value):
            continue
        number, tail = _place(value.text)
        wanted = [free[n, tail] for n in renumbered.get(number, ()) if (n, tail) in free]
        found = min(filter(None, wanted), key=itemgetter(0), default=None)
        if found:
            pairs.append((value, new[1][found.popleft()]))
    return Renumbering((*pairs, *_abroad(old, new)))


def _abroad(
    old: tuple[str, Sequence[Value]], new: tuple[str, Sequence[Value]]
) -> list[tuple[Value, Value]]:
    """Articles of other laws, each with the one cited in its place: another law has moved its
    numbers (民事诉讼法第二百一十八条, then 第二百二十五条)."""
    sides = [
        [(text[max(0, v.start - 6) : v.start], v) for v in found if _is_foreign(text, v)]
        for text, found in (old, new)
    ]
    if [head for head, _ in sides[0]] != [head for head, _ in sides[1]]:
        return []
    both = zip(sides[0], sides[1], strict=True)
    return [(a, b) for (_, a), (_, b) in both]


def _is_foreign(text: str, value: Value) -> bool:
    """True for an article of a law named right before it, other than the text itself."""
    before = folded(text[max(0, value.start - 12) : value.start]).rstrip()
    named = re.search(r"(?:》|[\u4e00-\u9fff]{2}法|[\u4e00-\u9fff]{2}条例)$", before)
    own = re.search(r"本[\u4e00-\u9fff]{1,4}$", before)
    return bool(named) and not own and bool(_ARTICLE.match(folded(value.text)))


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
    return plain(a + behind) == plain(b + behind) or same_items(folded(a), folded(b))


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


def _is_own(text: str, value: Value) -> bool:
    """True for a reference to an article of the text itself, and not of 《another》."""
    if value.kind is not ChangeKind.REFERENCE:
        return False
    at = value.start
    while at and text[at - 1].isspace():
        at -= 1
    return text[at - 1 : at] not in ("》", "〉") and bool(_ARTICLE.match(folded(value.text)))


def _place(reference: str) -> tuple[str, str]:
    """Article number and the rest: ("17-1", "第2款") of 第十七条之一第二款, without 第一款."""
    plain_text = folded(reference).replace(" ", "")
    found = _ARTICLE.match(plain_text)
    if not found:
        return "", plain_text
    after = f"-{to_int(found[2])}" if found[2] else ""
    tail = key(plain_text[found.end() :]).text
    return f"{to_int(found[1])}{after}", tail.removeprefix(_FIRST)
