"""The names that a change of who is bound is told with (主体称谓): on either side the noun phrase
of one who acts, without the verb or the preposition that changed with it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from digest.law.bearers import acts_first, bearer_of
from digest.law.difference import Region
from digest.law.lexicon import folded
from digest.law.nouns import closing, finite, openings, roles
from digest.law.quoting import Told
from digest.law.stretches import Stretch
from digest.model import Change, ChangeKind

_OPENS = re.compile(
    r"(?:[\s，、。；：]|以及|或者?|和(?!平)|与(?!会)|及(?!时)(?:其(?!他))?|但是?|并|的(?=\w)|可以|应当|依法(?=由|[报向])"
    r"|直接(?=由|[报向])|由(?!于)|会同|经(?![营济纪理费验])|报经?(?![告刊社考名])|向(?!导)|对(?![方外])|根据情节|责令|提请|协助|是指|[按依]照(?:本法和)?|根据|(?:国家)?鼓励(?:和支持)?)+"
)
"""What stands before a name: conjunctions, and by whom or to whom something is done."""
_CLOSES = re.compile(r"(?:[\s，、。；：]|以及|或者?|和|与|及|还|也|(?<!前)的)+$")
_BREAK = re.compile(r"[，；。：]")
_BY_WHOM = re.compile(r"[，；。：]|由(?!于)|会同|(?<=[后内并])[经向]")
"""Behind it another one may be named: 验收后经有关机构."""
_GOES_ON = re.compile(
    r"(?:(?<=[市州区县])的)?(?:履行[^，。；的]{1,12}职责的|（[^（）]{1,8}）)?[^\W的向由对在应须可不将被为经限]{0,10}"
)
"""What of a name stands behind the change: 公安机关消防, then 机构."""
_AHEAD = 24
"""Characters behind a change in which a name may end."""
_PARTY = re.compile(
    r"组织(?=[、和或及与的]|$)|其他|非法人|非居民|因公|在[场校职编]|登记主体|履行[^，。；的]{1,12}职责的?(?:部门|机关)|[^\W的]{2}(?:、|或者?|和)[^\W的]{2}(?:机关|机构|部门|单位)"
)
"""What reads as a verb at the head of a name, and is none: 组织和个人, 评定或者确认机关."""
_ACTS = re.compile(
    "协助|会同|提请|责令|导致|妨碍|损害|(?<!法)人?受(?![托让])|领导(?=本)|(?<![面方])向|由(?!于)|对(?![外方])|将(?!军)|后经"
)
"""What no name holds outside its attribute."""
_FIELDS = re.compile(
    r"[^\W的由将]*(?:（\w+）)?(?:、[^\W的由将]*(?:（\w+）)?)*等?(?=[^，。；的由将]{0,40}(?:部\s*门|机关))"
)
"""Fields that authorities are named by: 公安、网信 before 等部门."""
_BOUND = re.compile("应|必须|不得")
_WRAPPED = re.compile(r"[ \n]")


def of_bearers(change: Change, stretch: Stretch, region: Region) -> Change:
    """A change of who is bound, told with names; one of what is done where neither side names
    another than the other side."""
    old = _name(stretch.old, region.old_start, region.old_end)
    new = _name(stretch.new, region.new_start, region.new_end)
    kind = ChangeKind.SCOPE if old == new else ChangeKind.BEARER
    return Change(kind, change.old, change.new) if old == new else Change(kind, old, new)


def in_their_place(found: Sequence[Told]) -> Sequence[Told]:
    """The changes of an article in which one who is bound took the place of another, as a clause
    of its own: nobody can say which of them is asked more."""
    for gone, come in ((0, 1), (1, 0)):
        named = [one for one in found if one.way and _alone(one.change, come)]
        left = [one for one in found if one.way and named and _leaves(one.change, gone)]
        if left:
            return [replace(one, way=0) if one in (*named, *left) else one for one in found]
    return found


def _alone(change: Change, side: int) -> bool:
    """True for one who is bound on one side only."""
    sides = change.old, change.new
    return change.kind is ChangeKind.BEARER and bool(sides[side]) and not sides[1 - side]


def _leaves(change: Change, side: int) -> bool:
    """True where one side of other words begins with who is bound to them, and the other not."""
    sides = [folded(words or "") for words in (change.old, change.new)]
    who = [bearer_of(words, 0, len(words)) for words in sides]
    named = who[side]
    bound = named and _BOUND.match(sides[side], named[1])
    return change.kind is not ChangeKind.BEARER and bool(bound) and not who[1 - side]


def _name(text: str, start: int, end: int) -> str | None:
    """The first name in a change."""
    whole = text[start : end + _AHEAD]
    places = [n for n, char in enumerate(whole) if not _WRAPPED.match(char)]
    plain = folded("".join(whole[n] for n in places))
    last = sum(n < end - start for n in places)
    span = _span(plain, last)
    return whole[places[span[0]] : places[span[1] - 1] + 1] if span else None


def _span(plain: str, last: int) -> tuple[int, int] | None:
    """Where the first name begins and ends in words of which ``last`` changed."""
    closed = _CLOSES.search(plain, 0, last)
    end = closed.start() if closed else last
    for at in (0, *(found.end() for found in _BY_WHOM.finditer(plain, 0, end))):
        opened = _OPENS.match(plain, at, end)
        at = opened.end() if opened else at
        if at < end and (found := _phrase(plain, at, end)):
            return found
    return None


def _phrase(plain: str, at: int, end: int) -> tuple[int, int] | None:
    """The noun phrase at a place: it ends with the words, behind them or at a verb in them."""
    goes_on = _GOES_ON.match(plain, end)
    last = goes_on.end() if goes_on else end
    on = [role.end() for role in roles().finditer(plain, end, last)]
    ends = (*on, end) if goes_on and on and closing().fullmatch(plain, end, on[0]) else (end, *on)
    for stop in ends:
        if _is_name(plain, at, stop):
            return at, stop
    found = bearer_of(plain, at, end)
    if found and not _ACTS.search(plain, _own(plain, *found), found[1]):
        return found
    fields = _FIELDS.match(plain, at)
    return (at, end) if fields and fields.end() >= end else None


def _is_name(plain: str, at: int, end: int) -> bool:
    """True for a noun phrase that ends in a role: no verb opens it, nor stands in it but in an
    attribute (从事加工的企业)."""
    if not closing().search(plain, at, end) or _BREAK.search(plain, at, end):
        return False
    own = _own(plain, at, end)
    if finite().search(plain, own, end) or _ACTS.search(plain, own, end):
        return False
    if own > at or _PARTY.match(plain, at, end) or closing().match(plain, at, end):
        return True
    return not (openings()[0].match(plain, at, end) or acts_first(plain, at, end))


def _own(plain: str, at: int, end: int) -> int:
    """Where a name begins behind its attribute."""
    return max(at, plain.rfind("的", at, end) + 1)
