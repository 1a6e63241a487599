"""Duties that a text states without a modal word: 网信部门负责统筹协调…; 提供者承担主体责任."""

import re
from functools import cache

from digest.law.bearers import ALIAS, MARK, bearer_of, is_authority, named_by
from digest.law.clause import is_condition
from digest.law.lexicon import load

_SEGMENT = re.compile(r"[^，]+")
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
_BY = re.compile(
    r"由(?P<who>[^，。；]{2,100}?)"
    r"(?:制定|划定|确定|管辖|决定|规定|批准|负责|公布|组织实施|承担|指定|编制|受理)(?!的)"
)
"""具体办法由国务院制定."""


def stated(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """Span of the one to whom the words give a duty, without a modal word (提供者承担…责任, by law
    权限 of an authority too). What the state wants (国家鼓励) is policy and asks nothing."""
    return _first(plain, start, end, _acts())


def states_strongly(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """As `stated`, where a further duty follows: only verbs that no circumstance has."""
    bearer = _first(plain, start, end, _states())
    return bearer if bearer and not is_authority(plain[slice(*bearer)]) else None


def goes_on(plain: str, start: int, end: int) -> bool:
    """Whether a clause without subject and modal word states a further duty: ；严格登记…."""
    for segment in _segments(plain, start, end):
        if not is_condition(plain[slice(*segment)]):
            return _acting(plain, *segment, _acts())
    return False


def by_whom(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """Span of the one by whom something is settled: 具体办法由国务院制定."""
    found = _BY.search(plain, start, end)
    return named_by(plain, *found.span("who")) if found else None


def _first(plain: str, start: int, end: int, verbs: re.Pattern[str]) -> tuple[int, int] | None:
    if _POLICY.match(plain, start, end):
        return None
    named: tuple[int, int] | None = None
    for opening, stop in _segments(plain, start, end):
        case = is_condition(plain[opening:stop])
        led = named and _MANNER.match(plain, opening, stop)
        bearer = None if led else bearer_of(plain, opening, stop)
        if bearer:
            named = bearer
            if not case and plain[bearer[1] : stop].strip():
                acts = not _POLICY.match(plain[slice(*bearer)])
                if acts and _acting(plain, bearer[1], stop, verbs):
                    return bearer
                if not _MANNER.match(plain, _after_adverbs(plain, bearer[1], stop), stop):
                    return None
        elif named and not case:
            if _POLICY.match(plain[slice(*named)]):
                return None
            if _acting(plain, opening, stop, verbs):
                return named
            if not _MANNER.match(plain, opening, stop):
                return None
        elif not case and not _MANNER.match(plain, opening, stop):
            return None
    return None


def _segments(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    mark = MARK.match(plain, start, end) if start == 0 else None
    return [m.span() for m in _SEGMENT.finditer(plain, mark.end() if mark else start, end)]


def _acting(plain: str, start: int, end: int, verbs: re.Pattern[str]) -> bool:
    """Whether the words after the bearer are the verb of a duty, or lead to it (按照…制定)."""
    alias = ALIAS.match(plain, start, end)
    at = _after_adverbs(plain, alias.end() if alias else start, end)
    verb = verbs.match(plain, at, end)
    if verb:
        return not plain.startswith("的", verb.end())  # 法院作出的判决
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
