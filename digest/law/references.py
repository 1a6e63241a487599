"""References that follow what they cite (引用条文): to articles with a new number, and to those of
another law, which renumbers them itself or gives way to a later one."""

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from operator import itemgetter

from digest.law.lexicon import folded
from digest.law.values import Value
from digest.model import ChangeKind
from digest.text.normalise import key
from digest.text.numerals import to_int

_ARTICLE = re.compile(r"第([^条]{1,9})条(?:之([一二三四五六七八九十]))?")
_LAW = re.compile(r"(?:《[^《》]{2,80}》|[^\W本]{2}(?:法典?|条例|通则)|[该同]法) ?$")
"""The law whose article is cited."""
_OWN_LAW = re.compile(r"本[\u4e00-\u9fff]{1,4}$")
_SENTENCE_END = re.compile(r"[。；\n]")
_KNOWN_BY = 80
"""Characters in which the name of a law is looked for."""
_NAME = 6
"""Characters by which the name of a law is known."""
_FIRST = "第1款"
"""What an article of one 款 is cited without."""

Renumbered = Mapping[str, Set[str]]
"""Old number of an article: its numbers in the new text."""
Span = tuple[int, int]
_Cited = Mapping[str, list[Value]]
"""Articles of other laws that are cited, by the end of the name of the law."""


@dataclass(frozen=True, slots=True)
class Renumbering:
    """References that follow their articles to a new number: pairs of them, on both sides."""

    pairs: tuple[tuple[Value, Value], ...]
    abroad: tuple[tuple[Value, Value], ...] = ()
    """Those of them to articles of another law whose numbers differ: whether they follow it, only
    that law can tell."""

    def spans(self) -> tuple[list[Span], list[Span]]:
        return [(a.start, a.end) for a, _ in self.pairs], [(b.start, b.end) for _, b in self.pairs]


def of_another_law(before: str) -> bool:
    """Whether an article that is cited behind these words (folded) is that of another law."""
    return bool(_LAW.search(before[-_KNOWN_BY:]))


def renumbering(
    old: tuple[str, Sequence[Value]], new: tuple[str, Sequence[Value]], renumbered: Renumbered
) -> Renumbering:
    """References of two texts (each with its values) to what is the same article in both."""
    abroad = _by_law(*old), _by_law(*new)
    own = [_own(found, cited) for (_, found), cited in zip((old, new), abroad, strict=True)]
    free: defaultdict[tuple[str, str], deque[int]] = defaultdict(deque)
    for at, value in enumerate(own[1]):
        free[_place(value.text)].append(at)
    pairs = []
    for value in own[0]:
        number, tail = _place(value.text)
        wanted = [free[n, tail] for n in renumbered.get(number, ()) if (n, tail) in free]
        found = min(filter(None, wanted), key=itemgetter(0), default=None)
        if found:
            pairs.append((value, own[1][found.popleft()]))
    others = tuple(_abroad(*abroad))
    return Renumbering((*pairs, *others), tuple((a, b) for a, b in others if a.norm != b.norm))


def _abroad(before: _Cited, after: _Cited) -> Iterator[tuple[Value, Value]]:
    """Articles of other laws, each with the one cited in its place: another law has moved its
    numbers (民事诉讼法第二百一十八条, then 第二百二十五条), or another has taken its place."""
    for law in before:
        if len(before[law]) == len(after.get(law, ())):
            yield from zip(before[law], after[law], strict=True)
    gone = [value for law in before if law not in after for value in before[law]]
    come = [value for law in after if law not in before for value in after[law]]
    if gone and come:
        for n in range(max(len(gone), len(come))):
            yield gone[min(n, len(gone) - 1)], come[min(n, len(come) - 1)]


def _by_law(text: str, found: Sequence[Value]) -> _Cited:
    whole = folded(text)
    law, end = "", 0
    cited: defaultdict[str, list[Value]] = defaultdict(list)
    for value in found:
        if value.kind is not ChangeKind.REFERENCE or value.text.startswith(("《", "〈")):
            continue
        before = whole[max(end, value.start - _KNOWN_BY) : value.start]
        name, own = _LAW.search(before), _OWN_LAW.search(before)
        if name or own or _SENTENCE_END.search(before):
            law = name[0].strip()[-_NAME:] if name and not own else ""
        end = value.end
        if law:
            cited[law].append(value)
    return cited


def _own(found: Sequence[Value], cited: _Cited) -> list[Value]:
    """References to articles of the text itself, and not of another law."""
    others = {(value.start, value.end) for run in cited.values() for value in run}
    return [
        value
        for value in found
        if value.kind is ChangeKind.REFERENCE
        and (value.start, value.end) not in others
        and _ARTICLE.match(folded(value.text))
    ]


def _place(reference: str) -> tuple[str, str]:
    """Article number and the rest: ("17-1", "第2款") of 第十七条之一第二款, without 第一款."""
    plain_text = folded(reference).replace(" ", "")
    found = _ARTICLE.match(plain_text)
    if not found:
        return "", plain_text
    after = f"-{to_int(found[2])}" if found[2] else ""
    tail = key(plain_text[found.end() :]).text
    return f"{to_int(found[1])}{after}", tail.removeprefix(_FIRST)
