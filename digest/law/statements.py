"""Duties that a text states without a modal word: 网信部门负责统筹协调…; 提供者承担主体责任."""

import re
from functools import cache

from digest.law.bearers import ALIAS, MARK, bearer_of, is_authority, is_body, is_made, named_by
from digest.law.clause import is_condition
from digest.law.lexicon import load

_SEGMENT = re.compile(r"[^，；]{0,60}对违反[^，；]{1,40}，[^，；]{1,60}的行为|[^，；]+")
"""Between commas, 对违反规定，损害他人的行为 whole."""
_ADVERB = (
    "(?:依法|优先|每[年季月周日]|依规|依职权|严格|及时|立即|主动|定期|分别|统一|共同|具体|主要|合理|科学|认真|积极|切实"
    "|并|同时|还|也|各自|按照?职责(?:分工)?|根据需要| )"
)
_MANNER = re.compile(
    r" *(?:对|按照?|依照|依据|根据|在|[会协]同|与|和|向|为|通过|以|结合|自|因|经|将|围绕|凭|除|配合"
    "|持(?![有续])|商|坚持|本着)"
)
_NEVER = r"(?![^，。；]{0,12}(?:民事|刑事|侵权|赔偿|连带|法律|违约)责任)"
_POLICY = re.compile(
    r" *(?:(?:本[市省区县州]|军队|社会|全社会)(?:积极)?)?(?:鼓励|支持|提倡|倡导)| *国家(?:和社会)?"
    r"(?:$|鼓励|支持|倡导|推动|保护|促进|推进|保障|加强|建立|扶持|发展|培育|实[施行]|引导|提倡)"
)
_WANTS = re.compile("(?:依法|积极)?(?:鼓励|提倡|倡导|支持)")
_NAMING = re.compile("的[^，。；的]{1,10}$")
_DECIDES = re.compile(" *(?:裁定|判决|驳回|不予|准予|予以|受理|颁发|发给|核发)")
"""What a court or an office does, whoever the case names."""
_HOLDER = re.compile(
    r" *(?P<who>[^，。；：的]{2,30}?)(?:(?:主要|，|属于[^，。；：]{2,20}，"
    r"|(?:自|在|依照|根据|按照)[^，。；：]{2,40}?[，起中内时上下规定]){0,3}(?:履行|行使)(?:下列|以下|如下)[^。；：]{0,16}(?:职责|职权|义务|任务)"
    r"|的(?:主要)?(?:职责|任务|义务)(?:是|为|包括)?)[：。]$"
)
_JUDGE = re.compile("，经(?P<who>[^，。；的]{0,20}?法院)")
_TOPIC = re.compile("，(?:由(?!于)|适用|以[^，。；]{1,30}[为准]|无效)")
_BY = re.compile(r"(?<![理事自缘经])由(?![于此])(?P<who>[^，。；]{2,100})")
_WHEN = re.compile("[在自于][^，。；]*[^的，。；](?=，)")
"""由纳税人在办理清缴时，扣除: no case, but the time of what is done."""
_DOES = re.compile(r"(?!组成|(?:[一-鿿]{2,4}、){0,4}[一-鿿]{1,4}的[一-鿿])(?:[一-鿿]{2}|《)")
"""A verb, and no relative clause (制定的规则) nor what somebody consists of."""
_IS = re.compile(
    r"[是为有在][^权]|分为|受[^，。；]{0,24}(?:领导|监督|指导|保护)|(?<=[官员])实行|作为|属于|指|具有|包括|享[有受]|可能|能够|[未不没已且或及和等之的、）（：]|认为|违反|因|组成|工作|由[^，。；]*组成"
    r"|各(?![司自尽负])|统称|即|[一-鿿]{1,6}的"
)
"""What somebody is or has asks nothing; nor does a relative clause."""
_GRANTS = re.compile("(?:依法)?(?:准予|同意)")
_UNNAMED = re.compile(
    r"(?<!处罚的，)按照?(?:下列|以下|如下)(?:规定|程序|方式|标准|步骤|要求|顺序)(?![^：]*(?:处罚|责任))[^。；：]{2,30}：$"
    r"|^[^，。；]{2,40}(?<![申上举通汇填预])报[^，。；]{2,30}(?:审批|批准|备案|核准)[。；]$"
    r"|(?:及时|予以|依法)(?:公开|公布|登记|调整|修订|更新)[。；]$"
)
_SETS_UP = re.compile("(?:第[^　 ]{1,8}条[ 　]*)?(?:健全|建立|落实|严格(?:控制|限制|落实|执行))")
_ROLE = re.compile(
    "(?:（[^（）]{1,40}）)?是[^，。；]*(?:机构|机关|部门|组织|[人者])$|为[^，。；]*纳税人$"
)
"""工会是工作机构，负责日常工作."""
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


def goes_on(plain: str, start: int, end: int, *, body: bool = False) -> bool:
    """Whether a clause without subject and modal word states a further duty: ；严格登记…. ``body``:
    of one that acts by the law, whose verbs are more (发挥…作用)."""
    for segment in _segments(plain, start, end):
        if not is_condition(plain[slice(*segment)]):
            acts = _acting(plain, *segment, _acts()) or _GRANTS.match(plain, segment[0])
            at = _after_adverbs(plain, *segment)
            serves = body and _serves().match(plain, at) and not _WANTS.match(plain, at)
            if acts or serves or _LASTS.search(plain, *segment):
                return True
            if not _MANNER.match(plain, *segment):
                return False
    return False


def binds_nobody(plain: str, *, opens: bool) -> bool:
    """Whether the words bind and do not say whom: 按照下列程序办理：, 名单予以公开; and, where they
    open an article, 健全…制度 (behind 国家… it is policy)."""
    return bool(_UNNAMED.search(plain) or (opens and _SETS_UP.match(plain)))


def holder(plain: str) -> tuple[int, int] | None:
    """Span of the one to whom a lead gives what follows, whatever the name: 托管组履行下列职责：,
    法官的职责：."""
    found = _HOLDER.match(plain)
    return found.span("who") if found else None


def by_whom(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """Span of the one by whom something is settled: 具体办法由国务院制定."""
    for found in _BY.finditer(plain, start, end):
        who = named_by(plain, *found.span("who"))
        if not who or (
            is_condition(plain[slice(*found.span())]) and not _WHEN.match(plain, who[1])
        ):
            continue
        # 由主管部门，根据需要制定; 由双方根据各自的过错分担
        if _MANNER.match(plain, who[1] + (who[1] == found.end()), end):
            return who
        if _DOES.match(plain, _after_adverbs(plain, who[1], end), end):
            return who
    return None


def _first(
    plain: str, start: int, end: int, verbs: re.Pattern[str], *, authorities: bool
) -> tuple[int, int] | None:
    """The first who is named at the head of a segment and acts. What an authority does, it must
    (``authorities``), whatever the verb, and behind words about others too."""
    if _POLICY.match(plain, start, end):
        return None
    named: tuple[int, int] | None = None
    opens, case, led = True, False, False
    for index, (opening, stop) in enumerate(_segments(plain, start, end)):
        manner = named and _MANNER.match(plain, opening, stop)
        bearer = None if manner else bearer_of(plain, opening, stop, further=index > 0)
        bearer = _acts_itself(plain, bearer, stop) if led else bearer
        if bearer and (
            _is_topic(plain, opening, bearer[1], stop)
            or not (opens or is_body(plain[slice(*bearer)]))
        ):
            continue
        named = bearer or named
        if bearer:
            case = is_condition(plain[opening:stop]) and not is_authority(plain[slice(*bearer)])
        at = bearer[1] if bearer else opening
        if is_condition(plain[opening:stop]) or not plain[at:stop].strip("。； "):
            continue
        if named:
            who = plain[slice(*named)]
            if _POLICY.match(who) or _WANTS.match(plain, at):
                return None
            if _acting(plain, at, stop, verbs):
                decided = case and _DECIDES.match(plain, at)
                return _judge(plain, start, at) if decided else named
            if authorities and _acts_for_others(plain, who, at, stop, last=stop == end):
                return named
        on = _after_adverbs(plain, at, stop)
        led = named is not None
        if on < stop and not (_MANNER.match(plain, on, stop) or _ROLE.match(plain, on, stop)):
            named, opens, led = None, False, False
            if not authorities:
                return None
    return None


def _is_topic(plain: str, opening: int, end: int, stop: int) -> bool:
    """机关审议事项的程序，由法院制定: the name that ends at ``end`` is part of a thing."""
    if is_made(plain, end, stop):  # 大会通过的修正案，以大会公告予以公布: by the same
        return not plain.startswith("，以", stop)
    return bool(_TOPIC.match(plain, stop) and _NAMING.search(plain, opening, stop))


def _acts_itself(plain: str, bearer: tuple[int, int] | None, stop: int) -> tuple[int, int] | None:
    """Behind a manner stands what is done, to a name (按照规定，约谈有关负责人), unless an
    authority goes on to act."""
    if bearer and is_authority(plain[slice(*bearer)]) and plain[bearer[1] : stop].strip("。； "):
        return bearer
    return None


def _acts_for_others(plain: str, who: str, at: int, stop: int, *, last: bool) -> bool:
    if is_body(who) and _acting(plain, at, stop, _serves()):
        return True
    return is_authority(who) and _does(plain, at, stop, last=last)


def _judge(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """被申请人提出证据的，经人民法院审查，裁定…: the court."""
    found = _JUDGE.search(plain, start, end)
    return found.span("who") if found else None


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


@cache
def _serves() -> re.Pattern[str]:
    lexicon = load("modality")
    verbs = [*lexicon["serves"], *lexicon["states"], *lexicon["acts"]]
    return re.compile(rf"(?:{'|'.join(verbs)})(?![^，。；]{{0,2}}的){_NEVER}")
