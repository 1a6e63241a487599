"""Whole clauses and sentences that came or went (增删的句子), each as one change."""

import math
import re
from dataclasses import replace

from digest.law.authorities import is_office, of_bearer, only_names
from digest.law.difference import Region
from digest.law.direction import of_words
from digest.law.governing import empowers, rule, turns
from digest.law.lexicon import folded
from digest.law.named import of_bearers
from digest.law.nature import A_CASE, PENALTY, of_item, of_passage
from digest.law.quoting import Told, quoted, shown, together
from digest.law.stretches import Stretch, is_passage, lines, sentences
from digest.law.values import Value, values
from digest.model import Change, ChangeKind

_ACTS = frozenset((ChangeKind.SCOPE, ChangeKind.BEARER))
_STATED = frozenset((ChangeKind.SCOPE, ChangeKind.BEARER, ChangeKind.CONDITION))
_CASES = frozenset((ChangeKind.SCOPE, ChangeKind.CONDITION))
_OBLIGES = re.compile(r"应当?|必须|不得|禁止")
_BASED = re.compile("根据(?:宪法|《[^《》]{2,60}》)(?=，|。|制定|$)")
"""What an instrument is made under, beside its aims."""
_STATES = re.compile(
    r"(?:^|，)(?:国家|本市|本省|各级人民政府)?(?:积极)?(?:鼓励|提倡|倡导)|视为|(?:之日起|公告|公布)[^，。；]{0,6}生效|效力[。；]?$|有效期"
    r"|[为是][^，。；]{0,14}[日月周][。；]?$|从其(?:约定|规定)|享有|取得[^，。；]{1,12}权[。；]?$"
    r"|^[^，。；]{2,16}，指|由[^，。；]{2,60}决定[。；]?$"
)
"""What is so, who has a right and what the state favours: nobody is asked for more by it."""
_DETAILS = re.compile("^由|(?:办法|标准|程序|规程|目录|范围)，?由")
_BUT = re.compile(r"\s*但是?[，\w][^。；]*除外")
"""An exception to the sentence that came or went with it."""
_PERSON = re.compile(
    r"对(?P<who>[^，。；]{2,40}?(?:人员|负责人|责任人|个人))[^，。；]*?处[^，。；]+"
)
"""Whom else a penalty falls on, and how."""
_LIGHTER = re.compile(
    r"(?:不足[^，。；]{1,8}|轻微|较轻|[初首]次违法|[没未]有?造成[^，。；]{2,12})的，"
)
"""The case of a lighter grade of a penalty, which another grade covered before."""


def passages(stretch: Stretch, penal: bool) -> list[Told]:
    """A clause or more that came or went as a whole, sentence by sentence; the penalties of one 款
    or 项 are one, shown by the first of them."""
    a, b = stretch.words
    before, after = stretch.around()
    text = a or b
    if attributed := of_bearer(stretch):
        return [Told(quoted(ChangeKind.BEARER, stretch, attributed), -1 if b.strip() else 1)]
    if (a.strip() and b.strip()) or not is_passage(text, before or "\n", after):
        return []
    found: list[Told] = []
    at = 0
    for line in lines(text):
        penalty: int | None = None
        for part in sentences(line):
            kind = of_passage(part, penal)
            at = max(at, text.find(part, at))
            one = _whole(kind, part, stretch, at, penal)
            at += len(part)
            if found and _BUT.match(folded(part)):
                one = Told(one.change, None)
            if kind is ChangeKind.SANCTION and penalty is not None:
                found[penalty] = _worse(found[penalty], one)
                continue
            if kind is ChangeKind.SANCTION:
                penalty = len(found)
            found.append(one)
            if based := _BASED.search(folded(part)):
                cited = part[slice(*based.span())]
                sides = (cited, None) if a.strip() else (None, cited)
                found.append(Told(Change(ChangeKind.REFERENCE, *sides), None))
        if penalty is not None:
            found += _persons(found[penalty].change, line)
    return found


def _whole(kind: ChangeKind, sentence: str, stretch: Stretch, at: int, penal: bool) -> Told:
    """A sentence that came or went, and begins ``at`` a place of the stretch."""
    gone = bool(stretch.words[0].strip())
    fine = _top_fine(sentence) if kind is ChangeKind.SANCTION else None
    matters = re.compile(re.escape(fine.text)) if fine else PENALTY
    short = shown(sentence, matters if kind is ChangeKind.SANCTION else None)
    change = Change(kind, short if gone else None, None if gone else short)
    if kind is ChangeKind.BEARER:
        change = of_bearers(change, stretch, _of_stretch(stretch, at, len(sentence)))
    full = Change(kind, sentence if gone else None, None if gone else sentence)
    before, after = rule(stretch, sentence, at)
    whole = folded(sentence)
    way = of_words(full)
    ruled = kind is ChangeKind.REFERENCE and "的，" in whole
    if ruled or (way and _no_telling(kind, whole, before, after)):
        way = 0  # nobody is bound, or other rules apply in one case
    if kind is ChangeKind.BEARER and _DETAILS.search(whole):
        way = None  # by whom it is done
    if way and kind is ChangeKind.SANCTION and _LIGHTER.search(whole):
        way = -way
    if "：" in before and (kind in _CASES or only_names(whole.strip())):
        change = replace(change, kind=of_item(before))
    elif kind is ChangeKind.SCOPE and not penal and A_CASE.match(whole.strip()):
        change = replace(change, kind=ChangeKind.CONDITION)
    return Told(change, -way if way and turns(before, whole, after) else way)


def _top_fine(sentence: str) -> Value | None:
    """The highest sum of a sentence that punishes; a sum without an upper limit has none."""
    fines = [
        value
        for value in values(sentence)
        if value.kind is ChangeKind.SANCTION and value.bound == "元" and value.size != math.inf
    ]
    return max(fines, key=lambda value: value.size or 0, default=None)


def _worse(first: Told, then: Told) -> Told:
    """Two penalties as one, shown by the one with the higher sum."""
    sides = [_top_fine(one.change.old or one.change.new or "") for one in (first, then)]
    sums = [(fine.size if fine else None) or 0 for fine in sides]
    change = then.change if sums[1] > sums[0] else first.change
    return Told(change, together(first.way, then.way))


def _persons(shown_: Change, line: str) -> list[Told]:
    """Who else is fined by a penalty than is shown of it, each with the highest sum."""
    told_ = shown_.old or shown_.new or ""
    most: dict[str, tuple[float, str]] = {}
    for found in _PERSON.finditer(line):
        fine = _top_fine(found[0])
        if fine and found["who"] not in told_:
            most[found["who"]] = max(most.get(found["who"], (0.0, "")), (fine.size or 0, found[0]))
    clauses = [clause for _, clause in most.values()]
    sides = [(clause, None) if shown_.old else (None, clause) for clause in clauses]
    return [Told(Change(shown_.kind, old, new), None) for old, new in sides]


def _of_stretch(stretch: Stretch, at: int, length: int) -> Region:
    """Some words of a stretch that has words on one side only."""
    r = stretch.region
    if not stretch.words[0].strip():
        return Region(r.old_start, r.old_end, r.new_start + at, r.new_start + at + length)
    return Region(r.old_start + at, r.old_start + at + length, r.new_start, r.new_end)


def _no_telling(kind: ChangeKind, sentence: str, before: str, after: str) -> bool:
    """True for a sentence by which nobody is bound: whose gain it is cannot be told."""
    if kind in _ACTS and is_office(sentence.rstrip("，")) and empowers(before, sentence, after):
        return True
    if _OBLIGES.search(sentence):
        return False
    gives = kind in _ACTS and "可以" in sentence
    return gives or (kind in _STATED and bool(_STATES.search(sentence)))
