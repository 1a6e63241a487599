"""Which way a change pulls: whether more or less is asked of the one who bears the duty."""

import re

from digest.law.authorities import is_office
from digest.law.degrees import degree
from digest.law.governing import EXCEPTS, SPARES
from digest.law.moved import other_calendar, same_size
from digest.law.renamings import abolished, in_newest_terms, same_authority, same_level
from digest.law.stretches import unwrapped
from digest.law.values import Value
from digest.law.wording import plain
from digest.model import Change, ChangeKind

_SAYS = re.compile(r"同时废止|所称[^，。；]{1,20}，(?:是指|包括)|所称[^，。；]{1,20}是指")
"""What an instrument or a term is: who gains by it is not said there."""
_IS = re.compile(
    r"(?!.*(?:应当|必须|不得|可以|负责|承担))[^，。；但]{2,40}(?<![但都只若])是(?!否)[^。；]{2,}[。；]?"
)
"""What somebody is asks nothing: 示例协会是自律性组织."""
_DELEGATES = re.compile(
    r"[^，。；]{0,24}(?:办法|标准|程序|范围|规则|细则|步骤|幅度|期限|目录)[^，。；]{0,6}，?由"
    r"[^。；]{2,60}(?:制定|规定|拟订|公布|确定)[^。；]{0,24}[。；]?"
)
"""Who is to settle the rest: what that asks is not said yet."""
_NARROWS = re.compile(r"^\w{2,4}(?<!等)$|^[^、，；和或等]{2,}的$|、[^，；]*等$")
"""An attribute of what a duty covers: 境内的 (处理者), 攻击、侵入等 (活动)."""
_HOW = re.compile(
    "任何|一切|所有|全部|各类|各种|各级|全员|全程|全面|迅速|实时|即时|及时|立即|尽快|随时|定期|持续|首先|优先"
    "|主动|积极|妥善|严格|切实|认真|如实|准确|完整|充分|统一|逐一|分别|共同|同时|直接|公开|书面|无记名|依法|免费|无偿"
)
"""How a thing is to be done, and that it covers all: 提出书面报告, 全员责任制."""
_LISTED = re.compile(r"^(?:和|以及|及)|、|或|[，、]$")
_YIELDS = re.compile(r"另有规定的，(?:从|适用|依照|按照)其规定")
"""Another law goes before: what it asks is not known here."""
_SAME = re.compile(r"(?:国家|县级以上|各级|地方|有关|其[他它]|本市)+(?:人民政府)?")
"""Names the state or a level of it where the text named it in other words, or not at all."""
_ONE_OF = re.compile(
    r"(?:违反|属于|不符合|[具有]有)[^，。；]*(?:[、和及或与至]<>|<>(?:[、和及或与至]|以及))"
)
"""One of several articles whose breach, or whose case, is meant: 违反本法第四条、第九条."""
_BY = re.compile("[，；]?(?:按照|根据|结合|依照|依据|凭)")
"""How a thing is to be done, beside that it is."""
_AS_SUITS = re.compile(r"(?:条件|情况|实际|特点|需要|意愿|能力)[，；]?$")
"""What leaves it to those who act: 根据具体条件."""
_DISCIPLINED = re.compile("(?=.*(?:行政|政务|纪律))(?:行政|政务|纪律|处分|或者?)++")
"""By whose rules an official is disciplined."""
_OF_KIND = re.compile(r"(?!各|所有|全)[\u4e00-\u9fff]{2}")
"""Before a name, what narrows it: 社会组织, 道路运输单位."""
_ITEMS = re.compile(r"、|和|或者?|以及|及|与")
_BUT_MUST = re.compile(
    r"但是?[^。；]{0,80}?(不得|禁止|应当|必须|须)(?![^。；]{0,80}(?:除外|可以|[无不][需须受]|免))"
)
"""One duty in the place of another, or a prohibition beside it."""
_EXCEPTED_DUTY = re.compile(r"\W*除[^。；]{1,60}?外，[^。；]*(?:应当|必须|不得)")
"""A duty that is new, with its exception first."""
_BARE = 3
"""Characters of 可以 with its verb alone."""
UNKNOWN = 0
NEUTRAL = None


def of_values(
    kind: ChangeKind, old: Value | None, new: Value | None, around: str = ""
) -> int | None:
    """+1 tightened, -1 relaxed, 0 cannot be told, None when nothing asked differs. ``around`` are
    the words around the place (<>) of a value that came or went."""
    if kind is ChangeKind.REFERENCE:
        if any(v and "《" in v.text for v in (old, new)):
            return NEUTRAL
        if (old and new) or not (old or new):
            return UNKNOWN
        # One article more of those of the law itself whose breach, or whose case, is meant.
        return (1 if new else -1) if _ONE_OF.search(around) else NEUTRAL
    if old and new:
        if old.size is None or new.size is None or old.sense != new.sense:
            return UNKNOWN
        if same_size(old, new) and other_calendar(old, new):
            return UNKNOWN
        return new.sense * _of_range(old, new)
    value = new or old
    sign = 1 if new else -1
    if value is None or not value.sense:
        return UNKNOWN
    if kind is ChangeKind.MODALITY:
        return sign if value.size else NEUTRAL
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
    a, b = (unwrapped(side or "") for side in (change.old, change.new))
    if change.kind is ChangeKind.REFERENCE or all(map(_SAME.fullmatch, filter(None, (a, b)))):
        return NEUTRAL
    if change.kind is ChangeKind.SANCTION and not (a and b) and _DISCIPLINED.fullmatch(a or b):
        return NEUTRAL
    if names and _one_name(change.kind, a, b, names):
        return NEUTRAL
    if change.kind is ChangeKind.BEARER and a and b and _approved(a) != _approved(b):
        return 1 if _approved(b) else -1
    if names and change.kind is ChangeKind.BEARER and a and b and _at_another_level(names):
        return UNKNOWN
    if a and b:
        way = _wider(a, b)
        return degree(*names) if way == UNKNOWN and names else way
    words, sign = a or b, 1 if b else -1
    if _SAYS.search(words):
        return UNKNOWN
    if _IS.fullmatch(words.strip()) or _DELEGATES.fullmatch(words.strip()):
        return NEUTRAL
    if change.kind is ChangeKind.CONDITION:
        return sign if permits else sign * _of_case(words)
    if change.kind is ChangeKind.MODALITY:
        return sign * _of_duty(words)
    return -sign if SPARES.search(words) or (attribute and _narrows(words)) else sign


def _narrows(words: str) -> bool:
    return bool(_NARROWS.search(words)) and not _HOW.fullmatch(words)


def _one_name(kind: ChangeKind, a: str, b: str, names: tuple[str, str]) -> bool:
    """True when who is named stays the same, under another name or merged with another."""
    if same_terms(*names):
        return True
    if kind is not ChangeKind.BEARER:
        return False
    if not (a and b):
        return abolished(a or b)
    return is_office("".join(names)) and same_authority(*names)


def same_terms(old: str, new: str) -> bool:
    """True for words that only older and newer terms of the field set apart."""
    return plain(in_newest_terms(old)) == plain(in_newest_terms(new))


def replaces(old: str, new: str) -> bool:
    """True when authorities take the place of others at the same level."""
    return all(map(is_office, (old, new))) and same_level(old, new)


def _approved(words: str) -> bool:
    """True for an authority that must consent: 经主管部门 before 批准."""
    return words.startswith("经") and is_office(words)


def _at_another_level(names: tuple[str, str]) -> bool:
    """True where nobody can say who fares better."""
    return is_office("".join(names)) and not same_level(*names)


def _of_case(words: str) -> int:
    """A case more asks more, a condition or an exception less."""
    if duty := _BUT_MUST.search(words):
        return 1 if duty[1] in ("不得", "禁止") else UNKNOWN
    if _EXCEPTED_DUTY.match(words):
        return 1
    if EXCEPTS.search(words):
        return UNKNOWN if _YIELDS.search(words) else -1
    if _BY.match(words):
        return -1 if _AS_SUITS.search(words) else 1
    return 1 if re.search("方可(?!以)", words) or _LISTED.search(words) else -1


def _of_duty(words: str) -> int:
    if words.startswith("可以") and len(words) <= _BARE:
        return -1  # 可以处, 处: a penalty that must be imposed
    return int(bool(re.search(r"不得|禁止|严禁|应当|必须", words)))


def _wider(old: str, new: str) -> int | None:
    """By what both lists have: one that holds all items of the other asks more."""
    a, b = map(plain, (old, new))
    if a == b:
        return NEUTRAL
    if a in b:
        return -1 if _is_kind_of(b, a) else 1
    if b in a:
        return 1 if _is_kind_of(a, b) else -1
    before, after = (set(filter(None, map(plain, _ITEMS.split(side)))) for side in (old, new))
    common = before & after
    if not common or (before - common and after - common):
        return degree(old, new)
    return (len(after) > len(before)) - (len(after) < len(before))


def _of_range(old: Value, new: Value) -> int:
    """The upper limit decides where the lower one moves less: 一万元以上三万元以下, 十万元以下."""
    top, floor = _way(old.size or 0, new.size or 0), _way(old.low or 0, new.low or 0)
    if top and floor and top != floor:
        return top if _factor(old.size, new.size) > _factor(old.low, new.low) else 0
    return top or floor


def _is_kind_of(words: str, name: str) -> bool:
    return words.endswith(name) and bool(_OF_KIND.fullmatch(words[: -len(name)]))


def _way(old: float, new: float) -> int:
    return (new > old) - (new < old)


def _factor(old: float | None, new: float | None) -> float:
    """By how much the larger of two limits is larger; a limit that falls away is not counted."""
    low, high = sorted((old or 0, new or 0))
    return high / low if low else 1
