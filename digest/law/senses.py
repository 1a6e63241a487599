"""Which way a larger quantity pulls by the words around it (宽严)."""

import re

_RETENTION = re.compile(r"保存|留存|保管|存储|保留|备查")
_FLOOR = re.compile(
    r"(?:不得?(?:低于|少于|短于|小于)|至少|最低|提前)(?:[^，。；：、]{0,16}(?:的|人民币))? ?$"
)
_CEILING = re.compile(
    r"(?:不得?(?:超过|超出|高于|多于|大于|长于)|最长|最多|最高|至多)"
    r"(?:[^，。；：、]{0,16}(?:的|人民币))? ?$"
)
_BORNE = re.compile(
    r"[以之]?内[^，。；]{0,4}(?:不得|禁止|不(?:再|予)?受理|保存|留存|保管|存储|保留)"
)
"""Behind a period to bear, which is no time to act in: 五年内不得从事, 六个月内保存."""
_SERVED = re.compile(r"(?:从事|担任|任职|工作|执业|经营)[^，。；]{0,12}(?<![不未])满 ?$")
"""Before the years that somebody must have served."""
_MUST = re.compile("应当?|必须|须")
_OVER = re.compile(r"(?:超过|达到|满) ?$")
_CASE_OF_DUTY = re.compile(
    r"(?:标准|条件|情形)之一的?，[^。；：]*(?:应当|必须|不得)[^。；：]*：[^。：]*$"
)
"""Before a threshold in a list of cases in which something must be done."""


def of_period(clause: str, after: str) -> int:
    """+1 for a period of which a longer one asks more of the one who bears it, -1 for a time to
    act in, 0 where that cannot be told."""
    if re.match(r"(?:以内|之内|内)", after):
        return 1 if _BORNE.match(after) else -1
    if _SERVED.search(clause) or (after.startswith("前") and _MUST.search(clause + after)):
        return 1
    if re.search(r"每 ?$|有效期\D{0,4}$", clause):
        return -1
    return limit(clause, after) or int(bool(_RETENTION.search(clause)))


def is_threshold(before: str, after: str, lead: str) -> bool:
    """True for a threshold above which a duty applies, as the sentence says or the head of the
    list in the ``lead`` before it."""
    over = _OVER.search(before)
    if over and _CASE_OF_DUTY.search(lead):
        return True
    return bool((over or after.startswith("以上")) and re.search(r"应当|必须|不得", after))


def limit(clause: str, after: str) -> int:
    """+1 before or behind a minimum of what is to be done (不少于, 应当…以上), -1 for a maximum."""
    if _FLOOR.search(clause):
        return 1
    if _CEILING.search(clause):
        return -1
    rest = re.split(r"[，。；\n]", after, maxsplit=1)[0]
    # 三名以上的, 100万人以上个人信息的处理者: whom the duty meets, not what it asks.
    if "的" in rest or not _MUST.search(clause):
        return 0
    return 1 if rest.startswith("以上") else -int(rest.startswith(("以下", "以内", "之内")))
