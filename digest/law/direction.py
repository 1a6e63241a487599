"""Which way a change pulls: whether more or less is asked of the one who bears the duty."""

import re

from digest.law.authorities import is_office
from digest.law.lexicon import folded
from digest.law.renamings import abolished, same_authority, same_level, same_term
from digest.law.values import Value
from digest.law.wording import plain
from digest.model import Change, ChangeKind

_SPARES = re.compile(r"不适用|不属于|从轻|减轻|免予|免除|不予处罚|可以不|无需|不需|不再")
_EXCEPTS = re.compile(r"除外|另有规定|但是?|^除|不受|无需|免[予于除]")
_SAYS = re.compile(r"同时废止|所称[^，。；]{1,20}，(?:是指|包括)|所称[^，。；]{1,20}是指")
"""What an instrument or a term is: who gains by it is not said there."""
_NARROWS = re.compile(r"^[^、，；和或等]{2,}的$|、[^，；]*等$")
"""An attribute of what a duty covers: 境内的 (处理者), 攻击、侵入等 (活动)."""
_ANY_OTHER = re.compile(r"其[他它]")
_LISTED = re.compile(r"^(?:和|以及|及)|、|或|[，、]$")
_ACTS = re.compile(r"^[由经]|应当?|必须|不得|可以")
"""By whom a thing is done, or who does it: the thing itself is asked still."""
_YIELDS = re.compile(r"另有规定的，(?:从|适用|依照|按照)其规定")
"""Another law goes before: what it asks is not known here."""
_SAME = re.compile(r"(?:国家|县级以上|各级|地方|有关|其[他它]|本市)+(?:人民政府)?")
"""Names the state or a level of it where the text named it in other words, or not at all."""
_ITEMS = re.compile(r"、|和|或者?|以及|及|与")
_RELIEVES = re.compile(
    r"可以?不(?![得可])|不适用(?!简易|缓刑)|(?<![不得此])免(?:[予于]|除(?!外|职))|豁免|无[需须]"
    r"|不需|不必|不受[^，。；]{0,14}限制|不予(?:行政)?处罚|(?:从轻|减轻)[^，。；]{0,6}处罚"
)
_ANY_OF = re.compile(r"之一[^。；]*(?:方可|方能|才[可能])|(?:方可|方能|才[可能])[^。；]*之一")
"""Nothing may be done but in one of the cases that follow: one more allows more."""
_EXCEPTED = re.compile(r"[^，。；：]*除外|[^，。；：]*?(?:以外|之外|外)[，的]")
_BUT = re.compile(r"但是?(?=[，\w])|(?:^|[，。；：\n])(?=除)")
_BUT_MUST = re.compile(
    r"但是?[^。；]{0,80}?(不得|禁止|应当|必须|须)(?![^。；]{0,80}(?:除外|可以|[无不][需须受]|免))"
)
"""One duty in the place of another, or a prohibition beside it."""
_BRINGS = re.compile(r"除外|但是?(?=[，\w])|^[，；。]?除")
_EXCEPTION = re.compile(r"除外|(?:^|[，；。：])除[^，。；：]*$")
_EXCEPTED_LIST = re.compile(
    r"(?<!排)除外：|(?:^|[，；。：])(?:但是?，?)?除(?:下列[^。；：]*|[^，。；：]*)："
)
_RULES = re.compile(r"应当|必须|不得|禁止|可以")
"""Words that govern themselves, whatever stands around them."""
_BARE = 3
"""Characters of 可以 with its verb alone."""
UNKNOWN = 0
NEUTRAL = None


def turns(before: str, words: str, after: str) -> bool:
    """True where more words ask less, and less words more, by the rule they stand in: a case more
    of what one need not do (不适用, 免予, 可以不), of an exception to a duty or a prohibition, or
    of those in one of which alone something may be done. ``before`` and ``after`` are the rest of
    that rule, ``before`` with the head of the list."""
    inside = None if _BRINGS.search(words) else _EXCEPTED.match(after)
    if _EXCEPTS.search(words) and not inside:
        return relieves(_BUT.split(before)[0])
    if _RULES.search(words) or _SPARES.search(words):
        return False
    listed = _EXCEPTED_LIST.search(before)
    if (inside and ("除外" in inside[0] or _EXCEPTION.search(before))) or listed:
        rest = "" if inside and "除外" in inside[0] else after
        return not relieves(_BUT.split(before)[0] + rest)
    rule = _BUT.split(before)[-1] + words + _BUT.split(after, maxsplit=1)[0]
    return relieves(rule) or bool(_ANY_OF.search(before + after))


def relieves(rule: str) -> bool:
    """True for a rule that frees from a duty."""
    return bool(_RELIEVES.search(rule))


def of_values(kind: ChangeKind, old: Value | None, new: Value | None) -> int | None:
    """+1 tightened, -1 relaxed, 0 cannot be told, None when nothing asked differs."""
    if kind is ChangeKind.REFERENCE:
        return NEUTRAL if any(v and "《" in v.text for v in (old, new)) else UNKNOWN
    if old and new:
        if old.size is None or new.size is None or old.sense != new.sense:
            return UNKNOWN
        ways = {_way(old.size, new.size), _way(old.low or 0, new.low or 0)} - {0}
        return new.sense * (ways.pop() if len(ways) == 1 else 0)
    value = new or old
    sign = 1 if new else -1
    if value is None or not value.sense:
        return UNKNOWN
    if kind is ChangeKind.MODALITY:
        return sign if value.size else UNKNOWN
    # A deadline or a penalty where there was none asks more, whatever its length.
    return sign if kind in (ChangeKind.DEADLINE, ChangeKind.SANCTION) else UNKNOWN


def of_words(
    change: Change,
    names: tuple[str, str] | None = None,
    *,
    attribute: bool = False,
    permits: bool = False,
) -> int | None:
    """As `of_values`, for a stretch of words: what is added to a list, a clause or a penalty asks
    more, an exception less; one authority under a new name asks the same. ``names`` are the whole
    names it is part of; an ``attribute`` narrows what stands behind it; a case that ``permits`` is
    one without which nothing may be done (方可), or one case more."""
    a, b = (folded(side or "") for side in (change.old, change.new))
    if change.kind is ChangeKind.REFERENCE or _SAME.fullmatch(a or b):
        return NEUTRAL
    if names and _one_name(change.kind, a, b, names):
        return NEUTRAL
    if change.kind is ChangeKind.BEARER and a and b and _approved(a) != _approved(b):
        return 1 if _approved(b) else -1
    if names and change.kind is ChangeKind.BEARER and _untold(a, b, names):
        return UNKNOWN
    if a and b:
        return _wider(a, b)
    words, sign = a or b, 1 if b else -1
    if _SAYS.search(words):
        return UNKNOWN
    if change.kind is ChangeKind.CONDITION:
        return sign if permits else sign * _of_case(words)
    if change.kind is ChangeKind.MODALITY:
        return sign * _of_duty(words)
    return -sign if _SPARES.search(words) or (attribute and _NARROWS.search(words)) else sign


def _one_name(kind: ChangeKind, a: str, b: str, names: tuple[str, str]) -> bool:
    """True when who is named stays the same, under another name or merged with another."""
    if same_term(*names):
        return True
    if kind is not ChangeKind.BEARER:
        return False
    if not (a and b):
        return abolished(a or b)
    return is_office("".join(names)) and same_authority(*names)


def replaces(old: str, new: str) -> bool:
    """True when one authority takes the place of another at the same level."""
    alone = not _ITEMS.search(folded(old + new))
    return alone and all(map(is_office, (old, new))) and same_level(old, new)


def _approved(words: str) -> bool:
    """True for an authority that must consent: 经主管部门 before 批准."""
    return words.startswith("经") and is_office(words)


def _untold(a: str, b: str, names: tuple[str, str]) -> bool:
    """True when nobody can say who fares better: by whom a thing is done, at which level."""
    if not (a and b):
        return bool(_ACTS.search(a or b))
    return is_office("".join(names)) and not same_level(*names)


def _of_case(words: str) -> int:
    """A case more asks more, a condition or an exception less."""
    if duty := _BUT_MUST.search(words):
        return 1 if duty[1] in ("不得", "禁止") else UNKNOWN
    if _EXCEPTS.search(words):
        return UNKNOWN if _YIELDS.search(words) else -1
    return 1 if "方可" in words or _LISTED.search(words) else -1


def _of_duty(words: str) -> int:
    if words.startswith("可以") and len(words) <= _BARE:
        return -1  # 可以处, 处: a penalty that must be imposed
    return int(bool(re.search(r"不得|禁止|严禁|应当|必须", words)))


def _wider(old: str, new: str) -> int | None:
    """By what both lists have: one that holds all items of the other asks more."""
    a, b = (_ANY_OTHER.sub("", plain(side)) for side in (old, new))
    if a == b:
        return NEUTRAL
    if a in b:
        return 1
    if b in a:
        return -1
    before, after = (set(filter(None, map(plain, _ITEMS.split(side)))) for side in (old, new))
    common = before & after
    if not common or (before - common and after - common):
        return UNKNOWN
    return (len(after) > len(before)) - (len(after) < len(before))


def _way(old: float, new: float) -> int:
    return (new > old) - (new < old)
