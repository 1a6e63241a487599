"""What a change says beside the values in it: clauses that came or went, names, cases, items."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.law.difference import Region, shared
from digest.law.direction import of_words
from digest.law.lexicon import folded
from digest.law.moved import Moved, equal
from digest.law.renamings import same_term
from digest.law.stretches import (
    Stretch,
    is_choice,
    is_passage,
    kind_of,
    named,
    of_passage,
    sentences,
)
from digest.law.values import values
from digest.law.wording import plain, without
from digest.model import Change, ChangeKind

_COVERS = frozenset((ChangeKind.SCOPE, ChangeKind.CONDITION))
_MARKS = " \n，。、；：,.;:\u3000"
_JOINED = re.compile(r"^(?:以及|并且?|及其?(?!时)|和(?!平)|或者?|与)|(?:以及|和|或者|与)$")
_FILLER = re.compile(
    r"对[^，。；、]{2,6}进行|(?:依据|按照|根据)?(?:各自)?(?:的)?职责(?:分工|范围)?|(?:以及|并且?|及其?|和|或者|与|对|在|当|中|所在|了|特|凡|其|均|都|负责|组织|开展|进行|实施|予以|工作|行为|活动"
    r"|情况|情形|方式|规定|有关|相关|的|之|费|一般|分别|应当?|按照?|依法|各级|上述|下列|具体|本|该)*"
)
_STYLE = re.compile(r"做好|加强|开展|组织|进行|实施|实行|承担|履行|颁发|出具|制定|规定|完成|办理")
"""Verbs that stand for each other before the same work."""
_RESIDUE = 4
"""Characters beside a value that are a change of their own."""
_CLIP = 60
"""Characters of a clause or a list item quoted in a change."""


@dataclass(frozen=True, slots=True)
class Told:
    """A change and its direction: +1, -1, 0 unknown, None when nothing asked differs."""

    change: Change
    way: int | None


def passages(stretch: Stretch, penal: bool) -> list[Told]:
    """A clause or more that came or went as a whole, sentence by sentence."""
    a, b = stretch.words
    before, _ = stretch.around()
    text = a or b
    if (a.strip() and b.strip()) or not (is_passage(text, before or "\n")):
        return []
    found = []
    for part in sentences(text):
        clip = part.strip(_MARKS)[:_CLIP]
        kind = of_passage(part, penal)
        change = Change(kind, clip if a else None, clip if b else None)
        found.append(Told(change, of_words(change)))
    return found


def other_words(
    old: str, new: str, changed: Sequence[Region], pairs: Sequence[Moved]
) -> Iterator[tuple[Region, Told]]:
    """What is left of the regions beside the values in them."""
    for region in changed:
        a, b = _left(old, new, region, pairs)
        valued = (a, b) != Stretch(old, new, region).words
        size = max(len(plain(a)), len(plain(b)))
        if (
            plain(a) == plain(b)
            or _same_quantity(a, b)
            or (valued and size < _RESIDUE)
            or _says_nothing(a, b)
        ):
            continue
        stretch = Stretch(old, new, region)
        kind = kind_of(stretch, (a, b))
        if kind is ChangeKind.SCOPE and not same_term(a.strip(), b.strip()):
            a, b = _apart(a, b)
            kind = kind_of(stretch, (a, b))
        names = named(stretch) if kind is ChangeKind.BEARER else (a, b)
        shown = [_shown(side) for side in names]
        if kind is ChangeKind.DEADLINE and valued:
            continue  # another time in the place of a period, told with it
        change = Change(kind, shown[0] if a.strip() else None, shown[1] if b.strip() else None)
        if change.old or change.new:
            bare = Change(kind, _shown(a), _shown(b))
            attribute = new[region.new_end :][:1].isalnum()
            way = of_words(bare, names, attribute=attribute)
            untold = kind is ChangeKind.BEARER and valued and not (a.strip() and b.strip())
            if untold or (way and is_choice(stretch, a or b)):
                way = 0
            yield region, Told(change, way)


def _same_quantity(a: str, b: str) -> bool:
    """True for twelve months and a year."""
    sides = a.strip(_MARKS), b.strip(_MARKS)
    found = [value for side in sides for value in values(side)]
    if [value.text for value in found] != list(sides):
        return False
    return found[0].kind in (ChangeKind.DEADLINE, ChangeKind.AMOUNT) and equal(*found)


def _says_nothing(a: str, b: str) -> bool:
    """True for words on one side only that bind nobody to anything: 和, 工作, 的规定."""
    words = folded(a + b).strip(_MARKS)
    if _STYLE.fullmatch(folded(a).strip(_MARKS)) and _STYLE.fullmatch(folded(b).strip(_MARKS)):
        return True
    return not (a.strip(_MARKS) and b.strip(_MARKS)) and bool(_FILLER.fullmatch(words))


def _shown(words: str) -> str | None:
    """Words as a change quotes them, without marks and conjunctions around them."""
    bare = words.strip(_MARKS)
    return (_JOINED.sub("", bare) or bare)[:_CLIP] or None


def _apart(a: str, b: str) -> tuple[str, str]:
    """Two stretches without the words that both begin or end with."""
    head = shared(a, b)
    head = head if head > 1 else 0
    tail = shared(a[head:][::-1], b[head:][::-1])
    tail = tail if tail > 1 else 0
    return a[head : len(a) - tail], b[head : len(b) - tail]


def merged(new: str, found: Iterator[tuple[Region, Told]]) -> Iterator[Told]:
    """Changes of what one clause covers are one: 复制、篡改、损毁、伪造, then 篡改、伪造."""
    last: tuple[Region, Told] | None = None
    seen: set[Change] = set()
    for region, one in found:
        if one.change in seen:
            continue
        seen.add(one.change)
        if last and _together(new, last, (region, one)):
            before = last[1].change
            change = Change(
                one.change.kind,
                _both(before.old, one.change.old),
                _both(before.new, one.change.new),
            )
            last = region, Told(change, _sum(last[1].way, one.way))
            continue
        if last:
            yield last[1]
        last = region, one
    if last:
        yield last[1]


def _together(new: str, last: tuple[Region, Told], one: tuple[Region, Told]) -> bool:
    kinds = {last[1].change.kind, one[1].change.kind}
    between = new[last[0].new_end - 1 : one[0].new_start]
    a, b = last[1].change, one[1].change
    alike = (not a.old and not b.old) or (not a.new and not b.new)
    return (
        alike
        and len(kinds) == 1
        and kinds <= _COVERS
        and not re.search(r"[，。；：,;:\n]", between[1:])
    )


def _both(a: str | None, b: str | None) -> str | None:
    return "…".join(filter(None, (a, b))) or None


def _sum(a: int | None, b: int | None) -> int | None:
    if a is None or b is None:
        return b if a is None else a
    return a if a == b else 0 if a and b else a or b


def _left(old: str, new: str, region: Region, pairs: Sequence[Moved]) -> tuple[str, str]:
    """The words of a region without the values that moved in it."""
    spans: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for _, *values_ in pairs:
        for side, value in zip(spans, values_, strict=True):
            if value:
                side.append((value.start, value.end))
    return (
        without(old, region.old_start, region.old_end, spans[0]),
        without(new, region.new_start, region.new_end, spans[1]),
    )
