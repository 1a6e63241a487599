"""The values of a legal text that a change can move: deadlines, amounts, modality words,
sanctions and references, each with its span and the way a larger value pulls (要件)."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from digest.law.lexicon import folded
from digest.law.quantities import DAYS, bars, number
from digest.law.senses import is_threshold, limit, of_period
from digest.model import ChangeKind

_NUM = r"(?:\d[\d,.]{0,20}(?: ?[百千万亿]{1,3})?|[〇零一二两三四五六七八九十百千万亿]{1,20}|半)"
_BLANK = "[×ⅩXx＊*＿_○□…]"
_OPEN = (
    rf"\d{{0,4}}{_BLANK}{{1,8}}年{_BLANK}{{0,8}}月(?:{_BLANK}{{0,8}}日)?"
    rf"|(?:\d{{4}}|(?<=[自于在从至]))年{_BLANK}{{0,8}}月{_BLANK}{{0,8}}日"
)
"""The date a draft leaves open: ××××年××月××日, 自 年 月 日起."""
_QUANTITY = re.compile(
    rf"(?P<open>{_OPEN})|"
    r"(?P<date>(?:\d{4}|[〇零一二三四五六七八九]{4}) ?年 ?"
    rf"(?:{_NUM} ?月 ?)(?:{_NUM} ?日)?|{_NUM} ?月 ?{_NUM} ?日)"
    r"|每(?P<every>半?(?:年|个?月|季度|周|日|天))"
    rf"|(?<![\d第之同上])(?<!最后)(?:{_NUM} ?[至到~～—-] ?)?(?P<time>{_NUM}) ?"
    r"(?P<span>个?工作日|个?自然日|个?月|周(?!岁)|小时|分钟|个?季度|[日天]|年(?!期[^限间满内]))"
    rf"|(?<![第之])(?P<money>{_NUM}) ?元"
    rf"|(?<![第之])(?P<share>百分之{_NUM}|{_NUM}%|{_NUM} ?倍)"
    rf"|(?<![第之])(?P<count>{_NUM}) ?(?:人次|周岁|[人名户台件岁]|次(?!性)|个(?=等[次级]))"
)

_MODAL = re.compile(
    r"不应当?|不可以|不得|(?<![规律定中被])禁止|严禁|无权|不需要|无需|免予|(?<!知道或者)应当(?!知道|[^，。；]{0,14}而[未没不])"
    # Bare 可 before how, where or by whose will something may be done: 可在期满前续展.
    r"|(?<=[\u4e00-\u9fff])(?<![许认不尚无准均也才非既])可(?=[在于向自申按适委])"
    r"|必须|应该|(?<!所)有权|(?<![、])自愿(?=[向申参加开接委])(?![^，。；]*的(?:[，。；]|$))|可(?=予)|(?<!必)须(?!知)"
    # A penalty that 可以 be imposed is a sanction, and no right of the one who reads.
    r"|可以(?!(?:由[^，。；]{2,14})?(?:根据情节)?"
    r"(?:单处|并处|处(?![理置])|责令|吊销|没收|暂停|决定禁止|对[^，。；]{2,30}处(?![理置])))"
    r"|(?<![相响供适对反感顺])应(?![当用急对答邀聘届收付]|纳税)"
)
STRENGTH = {"may": 0, "must": 1, "must_not": 1}
_SANCTION = re.compile(
    r"罚[款金](?!收据|单据|票据)|警告|通报批评|没收(?!的)|吊销|停业整顿|责令停产|责令关闭|拘留|有期徒刑|无期徒刑|从业禁止|列入失信|刑事责任"
    r"|(?<=规定)(?:从重)?处罚"
)
_FINE = ("罚款", "罚金")
_TAKEN = re.compile(
    r"(?:(?!或者?|并|和|以及|及其)[\u4e00-\u9fff]){1,12}(?=\W|或|并|和|以及|及其|$)"
)
"""What is confiscated or revoked."""
_NOT_IMPOSED = re.compile(r"(?:被|不再|不予|免予|未|收缴)[^，。；]{0,4}$")
_REFERENCE = re.compile(
    rf"第{_NUM}条(?:之[一二三四五六七八九十])?(?:第{_NUM}款)?(?:第（?{_NUM}）?项)?|第{_NUM}款(?:第{_NUM}项)?"
    r"|《[^《》]{2,80}》"
)
_SENTENCE_END = re.compile(r"[。；\n]")
_CONFINED = re.compile(r"(?:拘留|徒刑|停业|暂停|处(?![理置分]))[^\d，。；]{0,12}$")
_CONFINES = re.compile(r"以[上下]\S{0,16}(?:拘留|拘役|徒刑)")
_FINED = re.compile(r"[^，。；]{0,20}罚[款金]")
_BARS = re.compile("(?:不得|禁止|严禁)(?!少于|低于)[^，。；]{0,8}$")
_GRADES = re.compile(r"(?:以[上下])?的，(?:可以)?并?处")
"""Behind a sum by which a fine is graded: 违法所得五万元以上的，并处."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value. ``sense``: +1 when a larger value asks more of the one who bears it, -1 when it
    asks less, 0 when that cannot be told. ``size``: in days, yuan, shares; None for words."""

    kind: ChangeKind
    text: str
    norm: str
    start: int
    end: int
    sense: int = 0
    size: float | None = None
    bound: str = ""
    """以上 or 以下, or the kind of a sanction: only like compares with like."""
    low: float | None = None
    """Lower end of a range of sanctions; ``size`` is the upper one, infinite without one."""


def values(text: str) -> list[Value]:
    """Every value in a text, by position."""
    whole = folded(text)
    # Letter-spaced (应 当) and wrapped lines are common in converted files.
    places = [n for n, char in enumerate(whole) if char != " " and not _wraps(whole, n)]
    plain = "".join(whole[n] for n in places)
    sized = _ranges(plain, _quantities(plain))
    fines = {v.end for v in sized if v.kind is ChangeKind.SANCTION}
    # The fine is named by its amount.
    words = [
        v
        for v in _words(plain)
        if v.norm not in _FINE or (v.start - (plain[v.start - 1] == "的")) not in fines
    ]
    found = [*sized, *words]
    return sorted((_shown(v, text, places) for v in found), key=lambda v: (v.start, v.end))


def touches(value: Value, start: int, end: int) -> bool:
    """True when a value has a character of a stretch."""
    return value.start < end and start < value.end


def _wraps(text: str, at: int) -> bool:
    """True for a line break inside a sentence."""
    return text[at] == "\n" and text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum()


def _shown(value: Value, text: str, places: list[int]) -> Value:
    start, end = places[value.start], places[value.end - 1] + 1
    return replace(value, text=text[start:end], start=start, end=end)


def _words(plain: str) -> Iterator[Value]:
    for found in _MODAL.finditer(plain):
        norm = _modality(found.group())
        yield Value(
            ChangeKind.MODALITY, found.group(), norm, *found.span(), sense=1, size=STRENGTH[norm]
        )
    for found in _SANCTION.finditer(plain):
        word = found.group()
        imposed = word not in _FINE and not _NOT_IMPOSED.search(
            plain[max(0, found.start() - 8) : found.start()]
        )
        taken = _TAKEN.match(plain, found.end()) if word in ("没收", "吊销") else None
        span = (found.start(), taken.end() if taken else found.end())
        yield Value(ChangeKind.SANCTION, word, word, *span, sense=imposed, bound=word)
    for found in _REFERENCE.finditer(plain):
        yield Value(ChangeKind.REFERENCE, found.group(), found.group(), *found.span())


def _modality(word: str) -> str:
    if word in ("可以", "可", "有权", "自愿", "不需要", "无需", "免予"):
        return "may"
    return "must_not" if word[0] in "不禁严无" else "must"


def _quantities(plain: str) -> Iterator[Value]:
    for found in _QUANTITY.finditer(plain):
        sentence = _sentence(plain, *found.span())
        if found["open"] or found["date"]:
            yield Value(ChangeKind.DEADLINE, "", found.group(), *found.span())
        elif found["every"]:
            yield _every(found)
        elif found["time"]:
            yield _duration(found, sentence)
        else:
            yield _amount(found, sentence, plain[max(0, found.start() - 480) : found.start()])


def _sentence(plain: str, start: int, end: int) -> tuple[str, str]:
    """The words of the sentence before and after a place."""
    before = _SENTENCE_END.split(plain[max(0, start - 200) : start])[-1]
    after = _SENTENCE_END.split(plain[end : end + 200], maxsplit=1)[0]
    return before, after


def _every(found: re.Match[str]) -> Value:
    """每年, 每半年: the longer the period, the less is asked."""
    unit = found["every"].removeprefix("半").removeprefix("个")
    days = DAYS[unit] / (2 if found["every"][0] == "半" else 1)
    return Value(ChangeKind.DEADLINE, "", f"{days:.2f}d", *found.span(), sense=-1, size=days)


def _duration(found: re.Match[str], sentence: tuple[str, str]) -> Value:
    unit = found["span"].removeprefix("个")
    size = number(found["time"])
    days = None if size is None else size * DAYS[unit]
    before, after = sentence
    clause = before.rsplit("，", 1)[-1]
    kind, sense = ChangeKind.DEADLINE, 0
    if _CONFINED.search(before) or _CONFINES.match(after) or bars(before, after):
        kind, sense = ChangeKind.SANCTION, 1
    else:
        sense = of_period(clause, after)
    alone = days is not None and found.start() == found.start("time")
    norm = f"{days:.2f}d" if alone else found.group()
    return Value(kind, "", norm, *found.span(), sense=sense, size=days, bound=_bound(after))


def _amount(found: re.Match[str], sentence: tuple[str, str], lead: str) -> Value:
    before, after = sentence
    clause = before.rsplit("，", 1)[-1]
    written = found["money"] or found["count"] or found["share"]
    size = number(re.sub(r"百分之|[%倍 ]", "", written))
    kind, sense = ChangeKind.AMOUNT, limit(clause, after)
    if found["money"] and _GRADES.match(after):
        kind, sense = ChangeKind.SANCTION, 0
        return Value(kind, "", f"{size}元", *found.span(), sense=sense, bound=_bound(after))
    if found["count"] is None and _FINED.match(after):
        kind, sense = ChangeKind.SANCTION, 1
    elif not sense and is_threshold(before, after, lead):
        sense = -1
    if found["count"] and size and size > 1 and _bound(after) == "以上" and _BARS.search(clause):
        # 以上 holds the number itself: 不得三次以上 is one less than 不得超过三次.
        end = found.end() + len("以上")
        norm = f"{size - 1:g}{found.group()[-1]}"
        return Value(kind, "", norm, found.start(), end, sense=-1, size=size - 1)
    unit = "元" if found["money"] else found.group()[-1]
    norm = found.group() if size is None else f"{size:g}{unit}"
    return Value(kind, "", norm, *found.span(), sense=sense, size=size, bound=_bound(after))


def _ranges(plain: str, found: Iterable[Value]) -> list[Value]:
    """Quantities in which a sanction is one value with its limits: 一万元以上五万元以下."""
    kept: list[Value] = []
    for value in found:
        if value.kind is not ChangeKind.SANCTION or value.size is None:
            kept.append(value)
            continue
        unit = "d" if value.norm[-1] in "年月日" else value.norm[-1]
        limits = {"以上": (value.size, math.inf), "以下": (0.0, value.size)}
        low, high = limits.get(value.bound, (value.size, value.size))
        start, end = value.start, value.end + len(value.bound)
        last = kept[-1] if kept else None
        if last and last.bound == unit and last.end == start and last.size == math.inf:
            low, start = last.low or 0.0, last.start
            kept.pop()
        norm = f"{low:g}-{high:g}{unit}"
        kept.append(replace(value, norm=norm, start=start, end=end, size=high, low=low, bound=unit))
    return kept


def _bound(after: str) -> str:
    return after[:2] if after.startswith(("以上", "以下")) else ""
