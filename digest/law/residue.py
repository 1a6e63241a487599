"""What a change says beside the values in it: clauses that came or went, names, cases, items."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.law.authorities import named
from digest.law.difference import Region
from digest.law.direction import of_words, replaces
from digest.law.lexicon import folded
from digest.law.moved import Moved, equal
from digest.law.nature import kind_of, of_passage
from digest.law.pieces import Values, pieces
from digest.law.stretches import Stretch, is_choice, is_passage, item, sentences
from digest.law.values import values
from digest.law.wording import plain
from digest.model import Change, ChangeKind

_COVERS = frozenset((ChangeKind.SCOPE, ChangeKind.CONDITION))
_MARKS = " \n，。、；：,.;:\u3000"
_JOINED = re.compile(
    r"^(?:以及|并且?(?![处购列罚])|及(?:其(?![他它]))?(?!时)|和(?![平谐解])|或者?|与(?!会))"
    r"|(?:以及|(?<![共缓调])和|或者|(?<![参给赋])与)$"
)
# No word of it is made of two others: 及其及其… could be parted in too many ways.
_FILLER = re.compile(
    r"对[^，。；、]{2,6}进行|(?:依据|按照|根据)?(?:各自)?(?:的)?职责(?:分工|范围)?|(?:以及|并且?|及|和|或者|与|对|在|当|中|所在|了|特|凡|其|均|都|负责|组织|开展|进行|实施|予以|工作|行为|活动"
    r"|情况|情形|方式|规定|有关|相关|的|之|费|一般|分别|应|按照?|依法|各级|上述|下列|具体|本|该)*"
)
_STYLE = re.compile(r"做好|加强|开展|组织|进行|实施|实行|承担|履行|颁发|出具|制定|规定|完成|办理")
"""Verbs that stand for each other before the same work."""
_NUMBERED = re.compile(r"(?:[（(]?[一二三四五六七八九十0-9]{1,3}[）)])*")
_IN_LIST = re.compile(r"(?:、|和|与|及|或|或者)[<>]|[<>](?:、|和|与|及|或)|<[、和与及或]")
_ONLY_THEN = re.compile(r"[^，。；]{0,8}，方可")
_LABEL = re.compile(r"^[（(][一二三四五六七八九十0-9]{1,3}[）)]\s*")
_IMPOSED = re.compile(r"^的?罚[款金][，；]|(?<=[\w，]{4})(?:可以|可以并|并)?(?<![查惩判论])处以?$")
"""What stands between two fines."""
_PROMPT = re.compile(r"及时|立即|尽快|随时")
_PUNISHES = re.compile(r"责令|处(?![理置])|给予|吊销|没收|依法(?:责令|处|给予)")
_POLICY = re.compile(r"[^，。；]{0,12}(?:鼓励|支持|提倡|倡导)")
"""A sentence that encourages asks nothing."""
_COUNTS = re.compile(r"[\d〇零一二两三四五六七八九十百千万亿半每]")
"""Every quantity has one of these."""
_RESIDUE = 4
"""Characters beside a value that are a change of their own."""
_CLAUSE = re.compile(r"[，。；：\n]")
_NEAR = 6
"""Characters that stayed between two changes of one list."""
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
    before, after = stretch.around()
    text = a or b
    if (a.strip() and b.strip()) or not is_passage(text, before or "\n", after):
        return []
    found = []
    for part in sentences(text):
        clip = _shown(part)
        kind = of_passage(part, penal)
        change = Change(kind, clip if a else None, clip if b else None)
        found.append(Told(change, of_words(change)))
    return found


def other_words(
    old: str, new: str, changed: Sequence[Region], pairs: Sequence[Moved]
) -> Iterator[tuple[Region, Told]]:
    """What is left of the regions beside the values in them, piece by piece; an authority that is
    another throughout the article once."""
    seen: set[tuple[str, str]] = set()
    values = Values(pairs)
    for region in changed:
        found = list(pieces(old, new, region, values))
        whole = found == [region]
        for piece in found:
            stretch = Stretch(old, new, piece)
            told = _told(stretch, valued=not whole)
            if not told:
                continue
            if told[1].change.kind is not ChangeKind.DEADLINE:
                yield from _prompt(stretch)
            if told[1].change.kind is ChangeKind.BEARER:
                a, b = map(plain, stretch.words)
                if a and b and (a, b) in seen:
                    continue
                seen.add((a, b))
            yield told


def _prompt(stretch: Stretch) -> Iterator[tuple[Region, Told]]:
    """及时 among other words that came or went: something is to be done without delay."""
    found = [_PROMPT.search(folded(side)) for side in stretch.words]
    if (found[0] is None) != (found[1] is None):
        a, b = (one[0] if one else None for one in found)
        yield stretch.region, Told(Change(ChangeKind.DEADLINE, a, b), 1 if b else -1)


def _told(stretch: Stretch, *, valued: bool) -> tuple[Region, Told] | None:
    a, b = stretch.words
    if (
        plain(a) == plain(b)
        or _same_quantity(a, b)
        or (valued and max(len(plain(a)), len(plain(b))) < _RESIDUE)
        or _says_nothing(a, b)
    ):
        return None
    piece = stretch.region
    kind = kind_of(stretch, (a, b))
    if kind is ChangeKind.DEADLINE and valued:
        return None  # another time in the place of a period, told with it
    names = named(stretch) if kind is ChangeKind.BEARER else piece
    sanction = kind is ChangeKind.SANCTION and not valued and not _joins(stretch)
    change = quoted(kind, stretch, item(stretch) if sanction else names)
    if change.old == change.new:
        return None
    return names, Told(change, _direction(kind, stretch, names, valued))


def _direction(kind: ChangeKind, stretch: Stretch, names: Region, valued: bool) -> int | None:
    """Which way the words pull, by what stands around them."""
    a, b = stretch.words
    piece = stretch.region
    both = Stretch(stretch.old, stretch.new, names).words
    before, after = stretch.around()
    listed = not (a and b) and _listed(stretch)
    way = of_words(
        quoted(kind, stretch, piece),
        both,
        attribute=stretch.new[piece.new_end : piece.new_end + 1].isalnum(),
        permits=bool(_ONLY_THEN.match(after)) or listed,
    )
    alone = kind is ChangeKind.BEARER and not (a.strip() and b.strip())
    if alone and not listed and way in (1, -1):
        way = None  # who was bound already is named
    punishes = _PUNISHES.match(folded(stretch.new[names.new_end : names.new_end + 8]))
    if way == 0 and (
        _POLICY.match(before.strip())
        or (kind is ChangeKind.BEARER and punishes and replaces(*both))
    ):
        way = None
    if (alone and valued) or (way and is_choice(stretch, a or b)):
        way = 0
    return way


def _joins(stretch: Stretch) -> bool:
    """True for a whole item of a list that came or went."""
    a, b = stretch.words
    before, after = stretch.around()
    words = a or b
    starts = not (before[-1:] + words[:1]).isalnum() and not _JOINED.match(words)
    ends = not (words[-1:] + after[:1]).isalnum()
    return not (a and b) and starts and ends


def _listed(stretch: Stretch) -> bool:
    """True for one more or less in a list."""
    before, after = stretch.around()
    a, b = stretch.words
    return bool(_IN_LIST.search(f"{before}<{a or b}>{after}"))


def quoted(kind: ChangeKind, stretch: Stretch, region: Region) -> Change:
    """A change with the words of a region."""
    words = Stretch(stretch.old, stretch.new, region).words
    old, new = map(_shown, words)
    if old == new:  # 或者个人, 和个人
        old, new = (side.strip(_MARKS) or None for side in words)
    return Change(kind, old, new)


def _same_quantity(a: str, b: str) -> bool:
    """True for twelve months and a year."""
    sides = a.strip(_MARKS), b.strip(_MARKS)
    if not all(_COUNTS.search(folded(side)) for side in sides):
        return False
    found = [value for side in sides for value in values(side)]
    if [value.text for value in found] != list(sides):
        return False
    return found[0].kind in (ChangeKind.DEADLINE, ChangeKind.AMOUNT) and equal(*found)


def _says_nothing(a: str, b: str) -> bool:
    """True for words on one side only that bind nobody to anything: 和, 工作, 的规定."""
    words = folded(a + b).strip(_MARKS)
    if _NUMBERED.fullmatch(words):
        return True
    if _STYLE.fullmatch(folded(a).strip(_MARKS)) and _STYLE.fullmatch(folded(b).strip(_MARKS)):
        return True
    return not (a.strip(_MARKS) and b.strip(_MARKS)) and bool(_FILLER.fullmatch(words))


def _shown(words: str) -> str | None:
    """Words as a change quotes them, without marks and conjunctions around them; of long ones the
    clauses that fit."""
    bare = words.strip(_MARKS)
    bare = _IMPOSED.sub("", _LABEL.sub("", bare))
    bare = _JOINED.sub("", bare) or bare
    if len(bare) > _CLIP:
        ends = [found.start() for found in _CLAUSE.finditer(bare)]
        bare = bare[: max((end for end in ends if end <= _CLIP), default=min(ends, default=None))]
    return bare or None


def merged(old: str, new: str, found: Iterator[tuple[Region, Told]]) -> Iterator[Told]:
    """Changes of what one clause covers are one: 复制、篡改、损毁、伪造, then 篡改、伪造."""
    last: tuple[Region, Told] | None = None
    several = False
    seen: set[Change] = set()

    def whole(region: Region, one: Told) -> Told:
        if not several:
            return one
        return Told(quoted(one.change.kind, Stretch(old, new, region), region), one.way)

    for region, one in found:
        if one.change in seen:
            continue
        seen.add(one.change)
        if last and _together(old, new, last, (region, one)):
            a = last[0]
            region = Region(
                min(a.old_start, region.old_start),
                max(a.old_end, region.old_end),
                min(a.new_start, region.new_start),
                max(a.new_end, region.new_end),
            )
            last, several = (region, Told(one.change, _sum(last[1].way, one.way))), True
            continue
        if last:
            yield whole(*last)
        last, several = (region, one), False
    if last:
        yield whole(*last)


def _together(old: str, new: str, last: tuple[Region, Told], one: tuple[Region, Told]) -> bool:
    """True for changes of one kind in one list, with little that stayed between them."""
    kinds = {last[1].change.kind, one[1].change.kind}
    between = (
        old[last[0].old_end - 1 : one[0].old_start],
        new[last[0].new_end - 1 : one[0].new_start],
    )
    return (
        len(kinds) == 1
        and kinds <= _COVERS
        and all(len(side) <= _NEAR and not _CLAUSE.search(folded(side)) for side in between)
    )


def _sum(a: int | None, b: int | None) -> int | None:
    if a is None or b is None:
        return b if a is None else a
    return a if a == b else 0 if a and b else a or b
