"""One clause of a provision taken apart: condition, bearer, modality, action, deadline, amount."""

import re
from dataclasses import dataclass
from functools import cache

from digest.law.lexicon import NUM, load
from digest.model import Modality

MODAL = re.compile(
    r"(?P<none>无需|无须|不需要|不必|可以不|免予|不应?认为)"
    r"|(?P<not>不得|禁止|严禁|不准|不应当?(?!有的))"
    r"|(?P<must>(?<!其他)应当(?![一-鿿]{2,4}的[一-鿿])|应该|必须|(?<![无不])须(?!知)|(?<![对相适供反响效感回答呼因本])应(?!当|用|对|急|邀|答|运|届|力|收|付|聘|变|征|战|酬|声|景|允))"
    r"|(?P<may>(?<!不)可以(?![一-鿿]{2,4}的[一-鿿]))"
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
_AFTER = r"(?=$|[^的、和及与或])"
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
        bearer = bearer_of(plain, start, modal.start())
        for opening, stop in segments[:index]:
            if not bearer and not plain.startswith("但", opening):
                bearer = bearer_of(plain, opening, stop)
        if not bearer and index and not plain[start : modal.start()].strip():
            bearer = _whole(plain, *segments[index - 1])
        if bearer and condition and condition[0] <= bearer[0] and bearer[1] <= condition[1]:
            condition = _without(plain, condition, bearer)
        return Clause(_KINDS[modal.lastgroup], bearer, condition, modal.end())
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
    """Span of the one named at the start of ``plain[start:end]``."""
    found = _bearers().match(plain, start, end)
    if not found:
        return None
    return found.start("who"), found.end("who")


def _whole(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """「提供服务、用户众多的经营者，应当…」: the whole segment names the bearer."""
    return (start, end) if plain[:end].endswith(tuple(load("modality")["bearers"])) else None


def is_authority(bearer: str | None) -> bool:
    return bool(bearer) and any(w in str(bearer) for w in load("modality")["authorities"])


@cache
def _bearers() -> re.Pattern[str]:
    lexicon = load("modality")
    words = sorted(lexicon["bearers"], key=len, reverse=True)
    noun = "|".join(words)
    role = f"(?:{noun})(?!{'|'.join(lexicon['not_after'])}|{noun})(?:等|内部机构)?"
    provinces = "(?:省、自治区、直辖市)?"
    phrase = rf"[^，。；：、]{{0,30}}?{role}"
    joined = rf"(?:(?:、|和|及|以及|或者|或|与){provinces}[^，。；：、]{{0,24}}?{role}){{0,6}}"
    opening = rf" *(?:但|但是|其中|同时|并|由)?(?!{'|'.join(lexicon['not_before'])})"
    alias = r"(?:（[^（）]{1,40}）)?"
    return re.compile(rf"{opening}(?P<who>国家(?=应当|必须)|{phrase}{joined}){alias}{_AFTER}")


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
