"""What is mere wording in a change (文字性修改): synonyms of legal drafting, renumbered references,
and the formula of commencement."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache

from digest.law.difference import Region, shared
from digest.law.lexicon import folded, load
from digest.law.values import Value
from digest.model import ChangeKind
from digest.text.normalise import key
from digest.text.numerals import to_int

_COMMENCES = re.compile(
    r"(?:^|(?<=[。；\n]))\s*本[\u4e00-\u9fff]{1,8}?，?(?:由[^，。；\n]{2,40}负责解释[，。；]?)?(?:并)?"
    r"自[^，。；\n]{0,30}起(?:正式)?(?:施行|实施|执行|生效)"
)
"""Of the instrument itself: an article of it that starts on another day (本法第五条自…) is told."""
_ARTICLE = re.compile(r"第([^条]{1,9})条(?:之([一二三四五六七八九十]))?")
_CLAUSE_END = re.compile(r"[，。；：\n]")
_LIST_MARK = re.compile(r"(、|和|或)")
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
    free = [value for value in new[1] if _is_own(new[0], value)]
    pairs = []
    for value in old[1]:
        if not _is_own(old[0], value):
            continue
        number, tail = _place(value.text)
        wanted = {(n, tail) for n in renumbered.get(number, ())}
        found = next((other for other in free if _place(other.text) in wanted), None)
        if found:
            free.remove(found)
            pairs.append((value, found))
    return Renumbering(tuple(pairs))


def told(
    old: str, new: str, changed: Sequence[Region], renumbered: Renumbering
) -> tuple[Region, ...]:
    """The changes that are more than wording."""
    quiet = renumbered.spans()
    for side, text in zip(quiet, (old, new), strict=True):
        side += [found.span() for found in _COMMENCES.finditer(folded(text))]
    ends = [region.new_start for region in changed[1:]] + [len(new)]
    return tuple(
        region
        for region, end in zip(changed, ends, strict=True)
        if not _is_wording(old, new, region, quiet, new[region.new_end : end][:_CONTEXT])
    )


def _is_wording(
    old: str, new: str, region: Region, quiet: tuple[list[Span], list[Span]], behind: str
) -> bool:
    a = _without(old, region.old_start, region.old_end, quiet[0])
    b = _without(new, region.new_start, region.new_end, quiet[1])
    return plain(a + behind) == plain(b + behind)


def _without(text: str, start: int, end: int, spans: Sequence[Span]) -> str:
    """A stretch of a text without what of it lies in the spans."""
    kept, at = "", start
    for first, last in sorted(spans):
        if first < end and at < last:
            kept += text[at : max(at, first)]
            at = max(at, min(last, end))
    return kept + text[at:end]


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
    before = text[: value.start].rstrip()[-1:]
    return (
        value.kind is ChangeKind.REFERENCE
        and before not in ("》", "〉")
        and bool(_ARTICLE.match(folded(value.text)))
    )


def _place(reference: str) -> tuple[str, str]:
    """Article number and the rest: ("17-1", "第2款") of 第十七条之一第二款."""
    plain_text = folded(reference).replace(" ", "")
    found = _ARTICLE.match(plain_text)
    if not found:
        return "", plain_text
    after = f"-{to_int(found[2])}" if found[2] else ""
    return f"{to_int(found[1])}{after}", key(plain_text[found.end() :]).text
