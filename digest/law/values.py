"""The values of a legal text that a change can move: deadlines, amounts, modality words, bearers,
sanctions and references, each with its span and the way a larger value pulls (要件)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from digest.law.lexicon import folded
from digest.model import ChangeKind
from digest.text.numerals import to_int

_NUM = r"(?:\d[\d,.]{0,20}(?: ?[百千万亿]{1,3})?|[〇零一二两三四五六七八九十百千万亿]{1,20}|半)"
_QUANTITY = re.compile(
    r"(?P<date>(?:\d{4}|[〇零一二三四五六七八九]{4}) ?年 ?"
    rf"(?:{_NUM} ?月 ?)(?:{_NUM} ?日)?)"
    r"|每(?P<every>半?(?:年|个?月|季度|周|日|天))"
    rf"|(?<![第之同])(?P<time>{_NUM}) ?(?P<span>个?工作日|个?自然日|个?月"
    r"|周(?!岁)|小时|分钟|个?季度|[日天年])"
    rf"|(?<![第之])(?P<money>{_NUM}) ?元"
    rf"|(?<![第之])(?P<share>百分之{_NUM}|{_NUM}%|{_NUM} ?倍)"
    rf"|(?<![第之])(?P<count>{_NUM}) ?(?:人次|周岁|[人名户台件次岁])"
)
_DAYS = {"工作日": 1.4, "自然日": 1, "日": 1, "天": 1, "周": 7, "月": 30.4375, "季度": 91.3125}
_DAYS |= {"年": 365.25, "小时": 1 / 24, "分钟": 1 / 1440}

_MODAL = re.compile(
    r"不应当?|不可以|不得|(?<![规律定])禁止|严禁|无权|不需要|无需|免予|应当|必须|有权|(?<!必)须(?!知)"
    # A penalty that 可以 be imposed is a sanction, and no right of the one who reads.
    r"|(?<!并)可以(?!(?:由[^，。；]{2,14})?(?:根据情节)?(?:单处|并处|处|责令|对[^，。；]{2,30}处))"
    r"|(?<![相响供适对反感顺])应(?![用急对答邀聘届收付])"
)
_STRENGTH = {"may": 0, "must": 1, "must_not": 1}
_SANCTION = re.compile(
    r"罚款|警告|通报批评|没收|吊销|停业整顿|责令停产|责令关闭|拘留|有期徒刑|无期徒刑|从业禁止|列入失信|刑事责任"
)
_REFERENCE = re.compile(
    rf"第{_NUM}条(?:之[一二三四五六七八九十])?(?:第{_NUM}款)?(?:第（?{_NUM}）?项)?|第{_NUM}款(?:第{_NUM}项)?"
    r"|《[^《》]{2,80}》"
)
_BEARER = re.compile(
    r"[^，。；：、\n]*(?:[者人员方商]|部门|机关|机构|单位|组织|企业|公司|政府|委员会|法院|检察院|平台|协会)$"
)
_SENTENCE_END = re.compile(r"[。；\n]")
_RETENTION = re.compile(r"保存|留存|保管|存储|保留|备查|有效期")


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
    """以上 or 以下: only a lower limit compares with a lower limit."""


def values(text: str) -> list[Value]:
    """Every value in a text, by position."""
    whole = folded(text)
    # Letter-spaced lines (应 当) are common in converted files.
    places = [n for n, char in enumerate(whole) if char != " "]
    plain = "".join(whole[n] for n in places)
    found = [*_quantities(plain), *_words(plain), *_bearers(plain)]
    return sorted((_shown(v, text, places) for v in found), key=lambda v: (v.start, v.end))


def _shown(value: Value, text: str, places: list[int]) -> Value:
    start, end = places[value.start], places[value.end - 1] + 1
    return replace(value, text=text[start:end], start=start, end=end)


def _words(plain: str) -> Iterator[Value]:
    for found in _MODAL.finditer(plain):
        norm = _modality(found.group())
        yield Value(
            ChangeKind.MODALITY, found.group(), norm, *found.span(), sense=1, size=_STRENGTH[norm]
        )
    for found in _SANCTION.finditer(plain):
        yield Value(ChangeKind.SANCTION, found.group(), found.group(), *found.span(), sense=1)
    for found in _REFERENCE.finditer(plain):
        yield Value(ChangeKind.REFERENCE, found.group(), found.group(), *found.span())


def _modality(word: str) -> str:
    if word in ("可以", "有权", "不需要", "无需", "免予"):
        return "may"
    return "must_not" if word[0] in "不禁严无" else "must"


def _bearers(plain: str) -> Iterator[Value]:
    """The subject right before a modality word: what stands between it and the last mark."""
    for found in _MODAL.finditer(plain):
        window = plain[max(0, found.start() - 60) : found.start()]
        subject = _BEARER.search(re.split(r"[，。；：\n]", window)[-1])
        if subject and 1 < len(subject.group()) <= 40:
            start = found.start() - len(subject.group())
            yield Value(ChangeKind.BEARER, "", subject.group(), start, found.start())


def _quantities(plain: str) -> Iterator[Value]:
    for found in _QUANTITY.finditer(plain):
        sentence = _sentence(plain, *found.span())
        if found["date"]:
            yield Value(ChangeKind.DEADLINE, "", found.group(), *found.span())
        elif found["every"]:
            yield _every(found)
        elif found["time"]:
            yield _duration(found, sentence)
        else:
            yield _amount(found, sentence)


def _sentence(plain: str, start: int, end: int) -> tuple[str, str]:
    """The words of the sentence before and after a place."""
    before = _SENTENCE_END.split(plain[max(0, start - 200) : start])[-1]
    after = _SENTENCE_END.split(plain[end : end + 200], maxsplit=1)[0]
    return before, after


def _every(found: re.Match[str]) -> Value:
    """每年, 每半年: the longer the period, the less is asked."""
    unit = found["every"].removeprefix("半").removeprefix("个")
    days = _DAYS[unit] / (2 if found["every"][0] == "半" else 1)
    return Value(ChangeKind.DEADLINE, "", f"{days:.2f}d", *found.span(), sense=-1, size=days)


def _duration(found: re.Match[str], sentence: tuple[str, str]) -> Value:
    unit = found["span"].removeprefix("个")
    size = _number(found["time"])
    days = None if size is None else size * _DAYS[unit]
    before, after = sentence
    clause = before.rsplit("，", 1)[-1]
    kind, sense = ChangeKind.DEADLINE, 0
    if re.search(r"(?:拘留|徒刑|停业|处)\D{0,12}$", before) or re.match(
        r"以[上下]\S{0,6}(?:拘留|徒刑)", after
    ):
        kind, sense = ChangeKind.SANCTION, 1
    elif re.match(r"(?:以内|之内|内)", after):
        sense = 1 if re.search(r"不得|禁止", after) else -1
    elif re.search(r"提前 ?$", clause) or re.search(
        r"(?:不(?:得)?少于|不(?:得)?低于|至少) ?$", clause
    ):
        sense = 1
    elif re.search(r"(?:不(?:得)?超过|不(?:得)?多于|最长) ?$", clause) or re.search(
        r"每 ?$", clause
    ):
        sense = -1
    elif _RETENTION.search(clause):
        sense = 1
    norm = f"{days:.2f}d" if days is not None else found.group()
    return Value(kind, "", norm, *found.span(), sense=sense, size=days, bound=_bound(after))


def _amount(found: re.Match[str], sentence: tuple[str, str]) -> Value:
    before, after = sentence
    written = found["money"] or found["count"] or found["share"]
    size = _number(re.sub(r"百分之|[%倍 ]", "", written))
    kind, sense = ChangeKind.AMOUNT, 0
    if found["count"] is None and re.search(r"处|罚", before[-40:]) and "罚" in before + after:
        kind, sense = ChangeKind.SANCTION, 1
    elif re.search(r"(?:不(?:得)?少于|不(?:得)?低于|至少) ?$", before):
        sense = 1
    elif re.search(r"(?:不(?:得)?超过) ?$", before):
        sense = -1
    elif (re.search(r"(?:超过|达到|满) ?$", before) or after.startswith("以上")) and re.search(
        r"应当|必须|不得", after
    ):
        sense = -1  # a threshold above which the duty applies
    unit = "元" if found["money"] else found.group()[-1]
    norm = found.group() if size is None else f"{size:g}{unit}"
    return Value(kind, "", norm, *found.span(), sense=sense, size=size, bound=_bound(after))


def _bound(after: str) -> str:
    return after[:2] if after.startswith(("以上", "以下")) else ""


def _number(written: str) -> float | None:
    if written == "半":
        return 0.5
    plain = written.replace(",", "").replace(" ", "")
    decimal = re.fullmatch(r"(\d+\.\d+)([百千万亿]*)", plain)
    if decimal:
        scale = to_int("一" + decimal[2]) if decimal[2] else 1
        return float(decimal[1]) * (scale or 1)
    value = to_int(plain)
    return None if value is None else float(value)
