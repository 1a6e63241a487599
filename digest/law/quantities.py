"""Quantities of a legal text: times, money, shares and counts, each with its bounds (数量).

A quantity is printed with a number and a unit: 三十日内, 不少于六个月, 一万元以上十万元以下,
不满十四周岁, 每两年至少一次. A day of the calendar, an ordinal (第三十日) and a count without a
bound, which only says how many take part (一式两份), are none.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

from digest.law.lexicon import folded
from digest.text.numerals import to_int

DAYS = {"工作日": 1.4, "自然日": 1.0, "日": 1.0, "天": 1.0, "周": 7.0, "月": 30.4375}
DAYS |= {
    "季度": 91.3125,
    "年": 365.25,
    "年度": 365.25,
    "小时": 1 / 24,
    "分钟": 1 / 1440,
    "秒": 1 / 86400,
}
"""Days in a unit of time; five of seven days are worked."""

_HAN = "〇零一二两三四五六七八九十百千万亿"
_DAY = r"[0-9一二三四五六七八九十]{1,3}"
_NUM = (
    rf"(?:[0-9]{{1,3}}(?:[，,][0-9]{{3}})+|[0-9]{{1,12}}(?:\.[0-9]{{1,6}})?|[{_HAN}]{{1,20}}|半)"
    r"(?: ?[百千万亿]{1,3})?"
)
_TIME = (
    r"个?(?:工作日|自然日|季度|小时|月)|个年度|分钟|秒|[日天]|周(?!岁)"
    r"|年(?![度级代龄份检报底]|规划|计划|期(?![限间满内]))"
)
_SIZE = r"平方米|立方米|公里|千米|厘米|毫米|米|公斤|千克|吨|分贝|[GTP]B"
_COUNT = r"人次|周岁|[人名户台件次岁家条份项种辆批张处篇部类个]"
_UNIT = rf"(?P<time>{_TIME})|(?P<money>[美欧日港]?元)|(?P<size>倍|{_SIZE})|(?P<count>{_COUNT})"
_WHOLE = rf"(?<![第之同{_HAN}0-9.×])(?<!(?<!以)上)"
_FOUND = re.compile(
    # A day of the calendar, to be passed by.
    r"(?P<date>(?:[0-9]{4}|[〇零一二三四五六七八九]{4}) ?年"
    rf"(?: ?{_DAY} ?月)?(?: ?{_DAY} ?日)?|{_WHOLE}{_DAY} ?月 ?(?:{_DAY} ?日|[底份初]))"
    rf"|{_WHOLE}(?:(?P<share>[百千万]分之{_NUM}|[二三四五]分之[一二三四]|{_NUM} ?%)"
    rf"|(?:(?P<from>{_NUM}) ?(?:以上|[至到~～—-]) ?)?(?P<number>{_NUM}) ?(?:{_UNIT}))"
    rf"|每(?:{_TIME})"
)
_NOT_MORE = r"超过|超出|高于|多于|大于|长于|晚于"
_BEFORE = re.compile(
    rf"(?:不(?:得|应)?(?:少于|低于|小于|短于|{_NOT_MORE})|[至最](?:少|多|低|高|长|短)"
    rf"(?:不(?:得|应)?(?:{_NOT_MORE}))?|{_NOT_MORE}|达到?|满|不满|未满|不足|少于|低于|小于|提前|逾)"
    r"(?:保存|留存|保留|存储|开展|进行|组织|提前|人民币|为)? ?$"
)
_OF_A_BASE = re.compile(
    rf"(?:没有|未|不得?)?(?:{_NOT_MORE}|达到|少于|低于|小于)[^，。；\d]{{1,24}}$"
)
"""不超过销售收入15%: a share and a multiple are of something."""
_PUNISHED = re.compile(r"责令|吊销|撤销|处罚|罚款|没收|情节(?:较|特别)?[严恶]?重|追究|直接责任")
_MAY_NOT = re.compile(r"内?[^，。；]{0,4}(?:不得|禁止|不受理)")
_PANEL = re.compile(r"(?:成员|人员|委员|专家|小组)[^，。；]{0,6}$")
_STAFF = re.compile(r"[^，。；的]{0,8}(?:人员|专家)")
"""Of how many a panel consists decides nothing: 执法人员不得少于两人."""
_AFTER = re.compile(r" ?(?:以[上下内前后]|之[内前后]|[内前后])")
_TO = re.compile(r" ?(?:以上|至|到|[~～—-])? ?(?:未?超过|[不未]满|不足|未达到)? ?")
_TIMES = re.compile(rf"[^，。；、]{{0,14}}?{_NUM} ?次")
_UNITS = {"元": "yuan", "倍": "times", "周岁": "years", "岁": "years"}
_UNITS |= dict.fromkeys(("人", "名", "人次"), "persons")
_LONGEST_BASE = 32
_TOLD = 10
"""Characters before a number that may bound it."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity as printed, with its bounds; ``start`` and ``end`` count in the text given."""

    kind: Literal["deadline", "amount"]
    """A time within, for or after which; or money, a share, a count, an age."""
    text: str
    start: int
    end: int
    unit: str
    """days, yuan, percent, times, persons, years of age; else the unit as printed."""
    value: float | None
    """In the unit: the upper end of a range; the period of what recurs (每两年一次)."""
    low: float | None = None
    """The lower end of a range (一万元以上十万元以下)."""
    bound: str | None = None
    """As printed: 以上, 以下, 内, 不少于, 不超过, 至少, 不满; None for a range."""


def quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity of ``text`` in its order; a range is one."""
    return tuple(replace(q, text=text[q.start : q.end]) for q in in_folded(folded(text)))


def in_folded(plain: str) -> list[Quantity]:
    """The quantities of a text that is folded already; their words are those of ``plain``."""
    found: list[Quantity] = []
    core = 0
    """Where the number and unit of the last one end."""
    for hit in _FOUND.finditer(plain):
        if hit["date"] or (found and hit.start() < found[-1].end):
            continue
        quantity = _recurring(plain, hit) or _bounded(plain, hit)
        if quantity is None:
            continue
        if found and _is_range(plain[core : hit.start()], found[-1], quantity):
            low = found.pop()
            quantity = replace(quantity, start=low.start, low=low.value, bound=None)
        if found and quantity.start < found[-1].end:
            found.pop()  # 不超过一年期利率四倍
        if hit["count"] is None or _decides(plain, hit, quantity):
            found.append(replace(quantity, text=plain[quantity.start : quantity.end]))
            core = hit.end()
    return found


def number(written: str) -> float | None:
    """The value of a numeral as printed, 半 and 1.5万 too; None when it is none."""
    if written == "半":
        return 0.5
    plain = re.sub("[，, ]", "", written)
    decimal = re.fullmatch(r"(\d+\.\d+)([百千万亿]*)", plain)
    if decimal:
        scale = to_int("一" + decimal[2]) if decimal[2] else 1
        return float(decimal[1]) * (scale or 1)
    value = to_int(plain)
    return None if value is None else float(value)


def _recurring(plain: str, hit: re.Match[str]) -> Quantity | None:
    """每年至少一次, 每两年开展一次: one time; 每年 alone is none."""
    each = hit.start() - (plain[: hit.start()].endswith("每"))
    times = _TIMES.match(plain, hit.end())
    if not plain.startswith("每", each) or not times:
        return None
    unit = (hit["time"] or hit[0].removeprefix("每")).removeprefix("个")
    count = number(hit["number"]) if hit["number"] else 1.0
    days = count * DAYS[unit] if count is not None and unit in DAYS else None
    return Quantity("deadline", "", each, times.end(), "days", days)


def _bounded(plain: str, hit: re.Match[str]) -> Quantity | None:
    if not hit["share"] and not hit["number"]:
        return None
    start = hit.start() - plain[: hit.start()].endswith("每")
    before = _BEFORE.search(plain, max(0, start - _TOLD), start)
    if not before and (hit["share"] or hit["size"] == "倍"):
        before = _OF_A_BASE.search(plain, max(0, start - _LONGEST_BASE), start)
    after = _AFTER.match(plain, hit.end())
    bound = after or before
    unit, value = _share(hit["share"]) if hit["share"] else _measure(hit, hit["number"])
    low = _measure(hit, _lower(hit))[1] if hit["from"] else None
    return Quantity(
        kind="deadline" if hit["time"] else "amount",
        text="",
        start=before.start() if before else start,
        end=after.end() if after else hit.end(),
        unit=unit,
        value=value,
        low=low,
        bound=bound[0].strip() if bound and not hit["from"] else None,
    )


def _measure(hit: re.Match[str], written: str) -> tuple[str, float | None]:
    value = number(written)
    if hit["time"]:
        days = DAYS[hit["time"].removeprefix("个")]
        return "days", None if value is None else value * days
    unit = hit["money"] or hit["size"] or hit["count"]
    return _UNITS.get(unit, unit), value


def _lower(hit: re.Match[str]) -> str:
    """三十至五十万元: the unit of ten thousand belongs to both."""
    low, scale = hit["from"], hit["number"][-1]
    shared = scale in "万亿" and low[-1] not in "万亿"
    at_most = number(low) or 0.0
    return low + scale if shared and at_most <= (number(hit["number"][:-1]) or 0.0) else low


def _share(written: str) -> tuple[str, float | None]:
    """百分之五, 5% are 5 percent; 三分之一 is a third of a hundred."""
    if written.endswith("%"):
        return "percent", number(written[:-1])
    whole, part = (number(side) for side in written.split("分之"))
    return "percent", 100 * part / whole if whole and part is not None else None


def _is_range(between: str, low: Quantity, high: Quantity) -> bool:
    """一万元以上十万元以下; 满十四周岁不满十八周岁."""
    if (low.kind, low.unit) != (high.kind, high.unit) or low.low is not None:
        return False
    return bool(between.strip() and _TO.fullmatch(between))


def _decides(plain: str, hit: re.Match[str], quantity: Quantity) -> bool:
    """Whether a count is a threshold: it has a bound, or is an age or a great number."""
    few = hit["count"] in ("人", "名") and quantity.kind == "amount"
    if few and (
        _PANEL.search(plain, max(0, quantity.start - 12), quantity.start)
        or (quantity.bound == "以上" and _STAFF.match(plain, quantity.end))
    ):
        return False
    return bool(
        quantity.bound
        or (quantity.low is not None and hit["from"] is None)
        or quantity.kind == "deadline"
        or hit["count"] in ("周岁", "岁")
        or hit["number"].endswith(("万", "亿"))
    )


def bars(before: str, after: str) -> bool:
    """True for the period between them for which one who is punished may not act: 吊销许可证，
    五年内不得从事."""
    return bool(_MAY_NOT.match(after) and _PUNISHED.search(before))
