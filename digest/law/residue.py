"""What a change says beside the values in it: clauses that came or went, names, cases, items."""

import re
from collections.abc import Iterator, Sequence

from digest.law.authorities import named
from digest.law.difference import Region
from digest.law.direction import of_words, replaces, turns
from digest.law.lexicon import folded
from digest.law.moved import Moved, equal
from digest.law.nature import PENALTY, kind_of, of_passage
from digest.law.pieces import Values, pieces
from digest.law.quoting import JOINED, MARKS, Told, quoted, shown, together
from digest.law.stretches import Stretch, is_choice, is_passage, item, lines, sentences
from digest.law.values import values
from digest.law.wording import plain
from digest.model import Change, ChangeKind

_COVERS = frozenset((ChangeKind.SCOPE, ChangeKind.CONDITION))
# No word of it is made of two others: 及其及其… could be parted in too many ways.
_FILLER = re.compile(
    r"而|对[^，。；、]{2,6}进行|(?:依据|按照|根据)?(?:各自)?(?:的)?职责(?:分工|范围)?|(?:以及|并且?|及|和|或者|与|对|在|当|中|所在|了|特|凡|其|均|都|也|负责|组织|开展|进行|实施|予以|工作|行为|活动"
    r"|情况|情形|方式|规定|有关|相关|的|之|费|一般|分别|应|按照?|依法|各级|上述|下列|具体|本|该)*"
)
_STYLE = re.compile(r"做好|加强|开展|组织|进行|实施|实行|承担|履行|颁发|出具|制定|规定|完成|办理")
"""Verbs that stand for each other before the same work."""
_NUMBERED = re.compile(r"(?:[（(]?[一二三四五六七八九十0-9]{1,3}[）)])*")
_IN_LIST = re.compile(r"(?:、|和|与|及|或|或者)[<>]|[<>](?:、|和|与|及|或)|<[、和与及或]")
_ONLY_THEN = re.compile(r"[^，。；]{0,8}，方可")
_PROMPT = re.compile(r"及时|立即|尽快|随时")
_PUNISHES = re.compile(r"责令|处(?![理置])|给予|吊销|没收|依法(?:责令|处|给予)")
_POLICY = re.compile(r"[^，。；]{0,12}(?:鼓励|支持|提倡|倡导)")
"""A sentence that encourages asks nothing."""
_COUNTS = re.compile(r"[\d〇零一二两三四五六七八九十百千万亿半每]")
"""Every quantity has one of these."""
_LABELLED = re.compile(r"\s*（[一二三四五六七八九十0-9]{1,3}）")
_LABEL_LAST = re.compile(r"（[一二三四五六七八九十0-9]{1,3}）\s*$")
_CLOSED = re.compile(r"[。；]\s*$")
_LEFT = re.compile(r"。\s*\n\s*(?![\s（])")
"""Where a list is over and another paragraph begins."""
_EXCEPTION = re.compile(r"^\s*但|除外")
_REACH = 480
"""Characters before a change in which the head of its list is looked for."""
_RESTATED = 8
"""Characters of words that may be said before and left out after."""
_RESIDUE = 4
"""Characters beside a value that are a change of their own."""


def passages(stretch: Stretch, penal: bool) -> list[Told]:
    """A clause or more that came or went as a whole, sentence by sentence; the penalties of one 款
    or 项 are one, shown by the first of them."""
    a, b = stretch.words
    before, after = stretch.around()
    text = a or b
    if (a.strip() and b.strip()) or not is_passage(text, before or "\n", after):
        return []
    found: list[Told] = []
    at = 0
    for line in lines(text):
        penalty: int | None = None
        for part in sentences(line):
            kind = of_passage(part, penal)
            at = max(at, text.find(part, at))
            one = _whole(kind, part, stretch, at)
            at += len(part)
            if kind is ChangeKind.SANCTION and penalty is not None:
                first = found[penalty]
                found[penalty] = Told(first.change, together(first.way, one.way))
                continue
            if kind is ChangeKind.SANCTION:
                penalty = len(found)
            found.append(one)
    return found


def _whole(kind: ChangeKind, sentence: str, stretch: Stretch, at: int) -> Told:
    """A sentence that came or went, and begins ``at`` a place of the stretch."""
    gone = bool(stretch.words[0].strip())
    short = shown(sentence, PENALTY if kind is ChangeKind.SANCTION else None)
    change = Change(kind, short if gone else None, None if gone else short)
    full = Change(kind, sentence if gone else None, None if gone else sentence)
    before, after, case = _rule(stretch, sentence, at)
    way = of_words(full, permits=case)
    return Told(change, -way if way and turns(before, folded(sentence), after) else way)


def _around(stretch: Stretch) -> tuple[str, str, str]:
    """The rule a stretch stands in, before it, the stretch and behind it."""
    words = stretch.words[1] if stretch.words[1].strip() else stretch.words[0]
    before, after, _ = _rule(stretch, words, 0)
    return before, folded(words), after


def _rule(stretch: Stretch, words: str, at: int) -> tuple[str, str, bool]:
    """The rule that some words of a stretch stand in, before and behind them, with the head of
    their list, and whether they are an item of one."""
    r = stretch.region
    new = bool(stretch.words[1].strip())
    text, start = (stretch.new, r.new_start) if new else (stretch.old, r.old_start)
    start += at
    end = start + len(words)
    before = folded(text[max(0, start - _REACH) : start])
    after = re.split(r"[。；]|\n(?=（)", folded(text[end : end + 120]), maxsplit=1)[0]
    if _CLOSED.search(folded(words)):
        after = ""
    label = _LABELLED.match(folded(words)) or _LABEL_LAST.search(before)
    first = max(before.rfind("（一）"), before.rfind("（1）"))
    if first < 0 and label:
        first = len(before)
    head = before[:first].rstrip() if first >= 0 else ""
    if head.endswith("：") and not _LEFT.search(before[first:]):
        own = re.split(r"[；\n]", before[first:])[-1]
        lead = re.split(r"[。；]", head)[-1]
        return _one_line(lead + own), _one_line(after), bool(label)
    # An exception stands behind its rule, in a sentence of its own.
    ends = r"。" if _EXCEPTION.search(folded(words) + after) else r"[。；]"
    return _one_line(re.split(ends, before)[-1]), _one_line(after), False


def _one_line(text: str) -> str:
    return re.sub(r"\s", "", text)


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


def _restates(stretch: Stretch) -> bool:
    """True for words put in or left out that the other text says elsewhere in the article: 普通话
    before 等级标准, where the sentence is about 普通话."""
    a, b = stretch.words
    left = plain(a or b)
    if (a and b) or len(left) > _RESTATED or _listed(stretch):
        return False
    return left in plain(stretch.new if a else stretch.old)


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
    if kind in _COVERS and _restates(stretch):
        return None
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
    if way and turns(*_around(stretch)):
        way = -way
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
    starts = not (before[-1:] + words[:1]).isalnum() and not JOINED.match(words)
    ends = not (words[-1:] + after[:1]).isalnum()
    return not (a and b) and starts and ends


def _listed(stretch: Stretch) -> bool:
    """True for one more or less in a list."""
    before, after = stretch.around()
    a, b = stretch.words
    return bool(_IN_LIST.search(f"{before}<{a or b}>{after}"))


def _same_quantity(a: str, b: str) -> bool:
    """True for twelve months and a year."""
    sides = a.strip(MARKS), b.strip(MARKS)
    if not all(_COUNTS.search(folded(side)) for side in sides):
        return False
    found = [value for side in sides for value in values(side)]
    if [value.text for value in found] != list(sides):
        return False
    return found[0].kind in (ChangeKind.DEADLINE, ChangeKind.AMOUNT) and equal(*found)


def _says_nothing(a: str, b: str) -> bool:
    """True for words on one side only that bind nobody to anything: 和, 工作, 的规定."""
    words = folded(a + b).strip(MARKS)
    if _NUMBERED.fullmatch(words):
        return True
    if _STYLE.fullmatch(folded(a).strip(MARKS)) and _STYLE.fullmatch(folded(b).strip(MARKS)):
        return True
    return not (a.strip(MARKS) and b.strip(MARKS)) and bool(_FILLER.fullmatch(words))
