"""Whole clauses and sentences that came or went (增删的句子), each as one change."""

import re
from dataclasses import replace

from digest.law.authorities import of_bearer, only_names
from digest.law.direction import of_words
from digest.law.governing import rule, turns
from digest.law.lexicon import folded
from digest.law.nature import A_CASE, PENALTY, of_item, of_passage
from digest.law.quoting import Told, quoted, shown, together
from digest.law.stretches import Stretch, is_passage, lines, sentences
from digest.model import Change, ChangeKind

_ACTS = frozenset((ChangeKind.SCOPE, ChangeKind.BEARER))
_CASES = frozenset((ChangeKind.SCOPE, ChangeKind.CONDITION))
_OBLIGES = re.compile(r"应当?|必须|不得|禁止")
_BASED = re.compile("根据(?:宪法|《[^《》]{2,60}》)(?=，|。|制定|$)")
"""What an instrument is made under, beside its aims."""
_DETAILS = re.compile("^由|(?:办法|标准|程序|规程|目录|范围)，?由")
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
            if kind is ChangeKind.SANCTION and penalty is not None:
                first = found[penalty]
                found[penalty] = Told(first.change, together(first.way, one.way))
                continue
            if kind is ChangeKind.SANCTION:
                penalty = len(found)
            found.append(one)
            if based := _BASED.search(folded(part)):
                cited = part[slice(*based.span())]
                sides = (cited, None) if a.strip() else (None, cited)
                found.append(Told(Change(ChangeKind.REFERENCE, *sides), None))
    return found


def _whole(kind: ChangeKind, sentence: str, stretch: Stretch, at: int, penal: bool) -> Told:
    """A sentence that came or went, and begins ``at`` a place of the stretch."""
    gone = bool(stretch.words[0].strip())
    short = shown(sentence, PENALTY if kind is ChangeKind.SANCTION else None)
    change = Change(kind, short if gone else None, None if gone else short)
    full = Change(kind, sentence if gone else None, None if gone else sentence)
    before, after = rule(stretch, sentence, at)
    way = of_words(full)
    if kind in _ACTS and "可以" in sentence and not _OBLIGES.search(folded(sentence)):
        way = 0  # a right or a power more: whose gain it is cannot be told
    if kind is ChangeKind.BEARER and _DETAILS.search(folded(sentence)):
        way = None  # by whom it is done
    if way and kind is ChangeKind.SANCTION and _LIGHTER.search(folded(sentence)):
        way = -way
    if "：" in before and (kind in _CASES or only_names(folded(sentence).strip())):
        change = replace(change, kind=of_item(before))
    elif kind is ChangeKind.SCOPE and not penal and A_CASE.match(folded(sentence).strip()):
        change = replace(change, kind=ChangeKind.CONDITION)
    return Told(change, -way if way and turns(before, folded(sentence), after) else way)
