"""Duties that a text states without a modal word: 网信部门负责统筹协调…; 提供者承担主体责任."""

import re
from functools import cache

from digest.law.bearers import ALIAS, MARK, bearer_of, is_authority, named_by
from digest.law.clause import is_condition
from digest.law.lexicon import load

_SEGMENT = re.compile(r"[^，；]{0,60}对违反[^，；]{1,40}，[^，；]{1,60}的行为|[^，；]+")
"""Between commas, 对违反规定，损害他人的行为 whole."""
_ADVERB = (
    "(?:依法|依规|依职权|严格|及时|立即|主动|定期|分别|统一|共同|具体|主要|合理|科学|认真|积极|切实"
    "|并|同时|还|也|各自|按照?职责(?:分工)?|根据需要| )"
)
_MANNER = re.compile(
    r" *(?:对|按照?|依照|依据|根据|在|会同|与|和|向|为|通过|以|结合|自|因|经|将|配合|商|坚持|本着)"
)
_NEVER = r"(?![^，。；]{0,12}(?:民事|刑事|侵权|赔偿|连带|法律|违约)责任)"
_POLICY = re.compile(
    r" *(?:鼓励|支持|提倡|倡导)| *国家(?:和社会)?"
    r"(?:$|鼓励|支持|倡导|推动|保护|促进|推进|保障|加强|建立|实[施行]|引导|提倡)"
)
_BY = re.compile(r"(?<![理事自缘经])由(?P<who>[^，。；]{2,100})")
_DOES = re.compile(r"(?!组成|[一-鿿]{1,4}的[一-鿿])(?:[一-鿿]{2}|《)")
"""A verb, and no relative clause (制定的规则) nor what somebody consists of."""
_IS = re.compile(
    r"[是为有在][^权]|属于|具有|包括|享[有受]|可能|能够|[未不没已且或及和等之的、）（：]|认为|违反|因|组成|工作"
    r"|[一-鿿]{1,6}的"
)
"""What somebody is or has asks nothing; nor does a relative clause."""
_LASTS = re.compile(r"(?:不少于|不低于|至少)[^，。；]{1,12}[年月日][。；]?$")
"""How long something is kept."""
"""具体办法由国务院制定."""


def stated(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """Span of the one to whom the words give a duty, without a modal word (提供者承担…责任, by law
    权限 of an authority too). What the state wants (国家鼓励) is policy and asks nothing."""
    return _first(plain, start, end, _acts(), authorities=True)


def states_strongly(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """As `stated`, where a further duty follows: only verbs that no circumstance has."""
    bearer = _first(plain, start, end, _states(), authorities=False)
    return bearer if bearer and not is_authority(plain[slice(*bearer)]) else None


def goes_on(plain: str, start: int, end: int) -> bool:
    """Whether a clause without subject and modal word states a further duty: ；严格登记…."""
    for segment in _segments(plain, start, end):
        if not is_condition(plain[slice(*segment)]):
            if _acting(plain, *segment, _acts()) or _LASTS.search(plain, *segment):
                return True
            if not _MANNER.match(plain, *segment):
                return False
    return False


def by_whom(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """Span of the one by whom something is settled: 具体办法由国务院制定."""
    found = _BY.search(plain, start, end)
    who = named_by(plain, *found.span("who")) if found else None
    if not found or not who or is_condition(plain[slice(*found.span())]):
        return None
    # 由主管部门，根据需要制定; 由双方根据各自的过错分担
    if _MANNER.match(plain, who[1] + (who[1] == found.end()), end):
        return who
    return who if _DOES.match(plain, _after_adverbs(plain, who[1], end), end) else None


def _first(
    plain: str, start: int, end: int, verbs: re.Pattern[str], *, authorities: bool
) -> tuple[int, int] | None:
    """The first who is named at the head of a segment and acts. What an authority does, it must
    (``authorities``), whatever the verb, and behind words about others too."""
    if _POLICY.match(plain, start, end):
        return None
    named: tuple[int, int] | None = None
    opens = True
    for opening, stop in _segments(plain, start, end):
        led = named and _MANNER.match(plain, opening, stop)
        bearer = None if led else bearer_of(plain, opening, stop)
        if bearer and not opens and not is_authority(plain[slice(*bearer)]):
            continue
        named = bearer or named
        at = bearer[1] if bearer else opening
        if is_condition(plain[opening:stop]) or not plain[at:stop].strip("。； "):
            continue
        if named:
            who = plain[slice(*named)]
            if _POLICY.match(who):
                return None
            if _acting(plain, at, stop, verbs):
                return named
            if authorities and is_authority(who) and _does(plain, at, stop, last=stop == end):
                return named
        if not _MANNER.match(plain, _after_adverbs(plain, at, stop), stop):
            named, opens = None, False
            if not authorities:
                return None
    return None


def _does(plain: str, start: int, end: int, *, last: bool) -> bool:
    """Whether the words after the name of an authority are a verb of any kind; in the last segment
    one stands behind the circumstance (根据需要召开会议) too."""
    at = _after_adverbs(plain, start, end)
    if _MANNER.match(plain, at, end):
        return last
    return end - at > 2 and not _IS.match(plain, at, end)


def _segments(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    mark = MARK.match(plain, start, end) if start == 0 else None
    return [m.span() for m in _SEGMENT.finditer(plain, mark.end() if mark else start, end)]


def _acting(plain: str, start: int, end: int, verbs: re.Pattern[str]) -> bool:
    """Whether the words after the bearer are the verb of a duty, or lead to it (按照…制定)."""
    alias = ALIAS.match(plain, start, end)
    at = _after_adverbs(plain, alias.end() if alias else start, end)
    verb = verbs.match(plain, at, end)
    if verb:
        return not plain.startswith(("的", "终止", "中止"), verb.end())  # 法院作出的判决, 审查终止
    return bool(_MANNER.match(plain, at, end) and verbs.search(plain, at + 1, end))


def _after_adverbs(plain: str, start: int, end: int) -> int:
    found = _adverbs().match(plain, start, end)
    return found.end() if found else start


@cache
def _adverbs() -> re.Pattern[str]:
    return re.compile(rf"{_ADVERB}{{0,4}}")


@cache
def _states() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(load('modality')['states'])}){_NEVER}")


@cache
def _acts() -> re.Pattern[str]:
    lexicon = load("modality")
    return re.compile(rf"(?:{'|'.join([*lexicon['states'], *lexicon['acts']])}){_NEVER}")
