"""One clause of a provision taken apart: condition, bearer, modality, action, deadline, amount."""

import re
from dataclasses import dataclass
from functools import cache

from digest.law.lexicon import NUM, load
from digest.model import Modality

_NOT_OF = r"(?!(?:依法|予以|主动|及时|共同)?[一-鿿]{2}的[一-鿿])"
"""应当承担的义务, 应当依法公开的信息 ask nothing; 应当通过统一的系统 does."""
_VERB = r"(?![能见以靠控信持疑视读行再]|[一-鿿]{2,5}的)"
"""可 alone is a modal word at the head of a clause or after its subject, not in 可能, 可见."""
MODAL = re.compile(
    r"(?P<none>无需|无须|不需要|不必|可以不|免予|不应?认为)"
    r"|(?P<not>不得|(?:禁止|严禁)(?![的性])|不准|不应当?(?!有的))"
    rf"|(?P<must>(?<!其他)应当{_NOT_OF}|应该|必须|(?<![无不])须(?!知)|(?<![对相适供反响效感回答呼因本])应(?!当|用|对|急|邀|答|运|届|力|收|付|聘|变|征|战|酬|声|景|允))"
    rf"|(?P<may>(?<!不)可以{_NOT_OF}|(?<![一-鿿])可{_VERB}|(?<=[者门构关台位业司户人织校])可{_VERB})"
    r"|(?P<entitled>有权)"
)
_KINDS = {
    "not": Modality.MUST_NOT,
    "must": Modality.MUST,
    "may": Modality.MAY,
    "entitled": Modality.ENTITLED,
}
_CONDITION = re.compile(
    r"的$|时$|后$|前$|期间$|中$|下$|以外$|^(?:在|除|因|自|经|未经|如|若|如果|为|为了|对|对于|涉及|按照|根据|依照|通过|利用|发生)"
)
_COUNT = rf"(?:{NUM}|半)"
_UNIT = r"(?:个?工作日|自然日|日|天|个?小时|分钟|个月|月|年|周|季度)"
_START = r"(?:(?:自(?![治然主动愿己身]|行(?!政))|从(?![事业]))[^，。；：]{1,40}?起 ?)"
_DEADLINE = re.compile(
    rf"{_START}?(?:在|于)?(?:不得?少于|不低于|至少|不得?超过|最长不超过)?"
    rf"{_COUNT} ?个?{_UNIT}(?:以?内|之内|以上)"
    rf"|{_START}(?:在|于)?(?:不得?少于|至少|不得?超过)?{_COUNT} ?个?{_UNIT}"
    rf"|(?:不得?少于|不得?低于|至少(?:保存|留存)?|不得?超过|最长不超过) ?{_COUNT} ?个?{_UNIT}"
    rf"|每{NUM}?个?(?:年|半年|季度|月|周|日)(?:应当)?(?:至少|不少于)?[^，。；]{{0,6}}?{NUM}次"
    rf"|{NUM} ?个?(?:工作日|小时|分钟|个月)"
)
_QUANTITY = (
    r"(?:[0-9]{1,3}(?:，[0-9]{3})+|[0-9.]{1,12}|[零〇一二两三四五六七八九十百千万亿]{1,12})"
    r"(?:多|余)?(?:个?百?万|亿)?"
)
_AMOUNT = re.compile(
    rf"{_QUANTITY}元?(?:以上|至|到)(?:不满)?{_QUANTITY}[元倍人](?:以上|以下)?"
    rf"|{_QUANTITY}(?:元(?:以上|以下)?|[万亿]人(?:次|以上|以下)?|(?:人次?|名)(?:以上|以下)|个(?:用户|账号))"
    rf"|(?:百分之[零〇一二三四五六七八九十百点]{{1,8}}|[0-9.]{{1,6}} ?%)(?:以上|以下)?"
)
_CARRIES_ON = ("的", "、", "和", "及", "与", "或", "以及")
"""After the noun of a bearer: the name goes on."""
_LIST = re.compile(r"[、和及与或]")
_OPENING = re.compile(r" *(?:但是?|其中|同时|并且?|且|由|此外)?(?:，)?")
_ALIAS = re.compile(r"（[^（）]{1,40}）")
_ADVERBS = re.compile(r"(?:依法|也|还|均|都|一律|同样|则|原则上| )$")
_RELATIVE = re.compile(r"的[^，的]{0,20}$")
_TOWARDS = re.compile(r"对|将|(?:在|向|给|询问|使用|发现|利用|通过|要求)[^的]*$")
_ADDRESSED = re.compile(r"任何|(?:网络|有关|相关|各)?(?:组织|个人|单位|平台|用户|机构|企业)")
_LONGEST_SUBJECT = 160
_LONGEST_GAP = 60
MARK = re.compile(r" *(?:（[一二三四五六七八九十0-9之]{1,6}）|[0-9]{1,2}[.、]) *")
"""（一）, 1. at the head of a 项 or 目."""
_SEGMENT = re.compile(r"[^，]+")


@dataclass(frozen=True, slots=True)
class Clause:
    """Spans within the folded clause that was taken apart; None where it has no such part."""

    modality: Modality
    bearer: tuple[int, int] | None
    condition: tuple[int, int] | None
    action: int
    """Where the action begins: after the modal word."""
    direct: bool = False
    """The bearer stands directly before (or, forbidden, after) the modal word."""


def take_apart(plain: str) -> Clause | None:
    """The clause's main modal word and what stands around it; None when nothing is asked.

    The main modal word is the first outside a condition (「应当取得许可的，」 asks nothing yet).
    """
    segments = [(m.start(), m.end()) for m in _SEGMENT.finditer(plain)]
    for index, (start, end) in enumerate(segments):
        modal = MODAL.search(plain, start, end)
        if not modal or plain[:end].rstrip(" 。；").endswith("的"):
            continue
        if modal.lastgroup == "none" or modal.lastgroup is None:
            return None
        segments[0] = (_opening(plain), segments[0][1])
        conditions = [s for s in segments[:index] if _CONDITION.search(plain[s[0] : s[1]].strip())]
        condition = (conditions[0][0], conditions[-1][1]) if conditions else None
        forbidden = object_of(plain, modal.end())
        direct = forbidden or subject_of(plain, start, modal.start())
        bearer = direct or bearer_of(plain, start, modal.start())
        if not bearer and index and not plain[start : modal.start()].strip():
            bearer = subject_of(plain, *segments[index - 1])
        for opening, stop in segments[:index]:
            if not bearer and not plain.startswith("但", opening):
                bearer = bearer_of(plain, opening, stop)
        if bearer and condition and condition[0] <= bearer[0] and bearer[1] <= condition[1]:
            condition = _without(plain, condition, bearer)
        action = forbidden[1] if forbidden else modal.end()
        return Clause(_KINDS[modal.lastgroup], bearer, condition, action, bool(direct))
    return None


def _opening(plain: str) -> int:
    """Where the words begin after the mark of a 项."""
    found = MARK.match(plain)
    return found.end() if found else 0


def _without(
    plain: str, condition: tuple[int, int], bearer: tuple[int, int]
) -> tuple[int, int] | None:
    """「提供者发现…的，」: the condition begins after the bearer."""
    if plain[condition[0] : bearer[0]].strip():
        return condition
    rest = plain[bearer[1] : condition[1]].strip(" ，")
    return (bearer[1], condition[1]) if rest else None


def bearer_of(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """Span of the one named at the start of ``plain[start:end]``, a list of them taken whole: up
    to the first noun of a bearer after which the name does not go on."""
    at = last = _begin(plain, start, end)
    if _no_subject(plain, at, end):
        return None
    if _openings()[1].match(plain, at, end):
        last = plain.find("的", at, end)
    if plain.startswith("国家", at) and at + 2 == end:
        return at, end
    for role in _roles().finditer(plain, last, end):
        alias = _ALIAS.match(plain, role.end(), end)
        if role.start() - last > _LONGEST_GAP or re.search("[，；：]", plain[last : role.start()]):
            return None
        if not plain[alias.end() if alias else role.end() : end].startswith(_CARRIES_ON):
            return at, role.end()
        last = role.end()
    return None


def subject_of(plain: str, start: int, modal: int) -> tuple[int, int] | None:
    """Span of the longest noun phrase that ends directly before the modal word: 网络游戏、网络直播
    等服务提供者 (应当). Only adverbs may stand between (依法, 也)."""
    at = _begin(plain, start, modal)
    tail = _ADVERBS.search(plain, at, modal)
    end = tail.start() if tail else modal
    name = _closing().search(plain, at, end) if modal - at <= _LONGEST_SUBJECT else None
    if name is None or _no_subject(plain, at, end) or _turns(plain, at, end):
        return None
    return at, name.end("name")


def object_of(plain: str, modal: int) -> tuple[int, int] | None:
    """Span of the one a prohibition names after its verb: 禁止任何组织和个人 (从事)."""
    if not plain[:modal].endswith(("禁止", "严禁")) or not _ADDRESSED.match(plain, modal):
        return None
    return bearer_of(plain, modal, len(plain))


def asks_plainly(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """Span of the bearer where a statute states a duty without a modal word (提供者承担…责任);
    what an authority does by law is left out."""
    bearer = bearer_of(plain, start, end)
    if not bearer or is_authority(plain[slice(*bearer)]):
        return None
    return bearer if _states().match(plain, bearer[1], end) else None


def asks_on(plain: str) -> bool:
    """Whether a clause without subject and modal word states a further duty (；严格登记…)."""
    return bool(_states().match(plain))


def is_condition(words: str) -> bool:
    """Whether the words end like a case to which something applies: …的, …时, …后."""
    return words.strip(" ，").endswith(("的", "时", "后", "前"))


def _begin(plain: str, start: int, end: int) -> int:
    """Where the words begin after the mark of a 项 and a conjunction."""
    mark = MARK.match(plain, start, end) if start == 0 else None
    opening = _OPENING.match(plain, mark.end() if mark else start, end)
    return opening.end() if opening else start


def _no_subject(plain: str, at: int, end: int) -> bool:
    """Whether the words open with a circumstance or a verb and are no 「在…设立的机构」."""
    circumstance, verb = _openings()
    if circumstance.match(plain, at, end):
        return True
    return bool(verb.match(plain, at, end)) and not _RELATIVE.search(plain, at, end)


def _turns(plain: str, at: int, end: int) -> bool:
    """「提供者对使用者应当」: the noun before the modal word belongs to a preposition."""
    first = _roles().search(plain, at, end)
    return first is not None and bool(_TOWARDS.match(plain, first.end(), end))


def is_authority(bearer: str | None) -> bool:
    """Whether all that are named are authorities; a list with a regulated party is none."""
    if not bearer:
        return False
    # 国家和省网信部门, 部门及其工作人员: these parts say nothing of their own.
    parts = (p for p in _LIST.split(bearer) if p != "国家" and not p.startswith("其"))
    named = [part for part in parts if _closing().search(part)] or [bearer]
    words = load("modality")["authorities"]
    return all(any(word in part.rsplit("的", 1)[-1] for word in words) for part in named)


@cache
def _roles() -> re.Pattern[str]:
    """A noun that ends the name of a bearer and is no part of a longer word (主体登记机关)."""
    lexicon = load("modality")
    noun = "|".join(sorted(lexicon["bearers"], key=len, reverse=True))
    longer = "|".join(f"{word}(?:{after})" for word, after in lexicon["longer"].items())
    after = "|".join(lexicon["not_after"])
    not_after = rf"(?!{after}|(?:等[^，。；、的]{{0,4}})?(?:{noun}))"
    return re.compile(rf"(?!{longer})(?:{noun}){not_after}(?:等|内部机构)?")


@cache
def _closing() -> re.Pattern[str]:
    noun = "|".join(sorted(load("modality")["bearers"], key=len, reverse=True))
    return re.compile(
        rf"(?P<name>(?:{noun})(?:等|内部机构)?|(?<![一-鿿])国家)(?:（[^（）]{{1,40}}）)?$"
    )


@cache
def _openings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    lexicon = load("modality")
    return re.compile("|".join(lexicon["not_before"])), re.compile("|".join(lexicon["verbs"]))


@cache
def _states() -> re.Pattern[str]:
    lexicon = load("modality")
    manner = r"(?:对[^，。；]{1,30}?|(?:按照|依照)[^，。；]{1,30}?|依法|严格|及时)?"
    never = r"(?![^，。；]{0,12}(?:民事|刑事|侵权|赔偿|连带|法律)责任)"
    return re.compile(rf" *{manner}(?:{'|'.join(lexicon['states'])}){never}")


def deadline(plain: str) -> tuple[int, int] | None:
    """Span of a quantity of time with its unit, and the event it runs from where printed."""
    for found in _DEADLINE.finditer(plain):
        if (
            not re.match(r"[0-9]{1,2}月|[0-9]{1,2}日", found[0])
            and "周岁" not in plain[found.start() : found.end() + 1]
        ):
            return found.span()
    return None


def amount(plain: str) -> tuple[int, int] | None:
    """Span of money, a share or a number of people, as printed."""
    found = _AMOUNT.search(plain)
    return found.span() if found else None
