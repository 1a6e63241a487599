"""The rule that words of an article stand in (所在规则): what is around them, with the head of
their list, and whether more words ask less there."""

import re

from digest.law.lexicon import folded
from digest.law.stretches import Stretch

_RELIEVES = re.compile(
    r"享有(?:下列|以下)[^：]{0,8}权|也可以|可以?不(?![得可])|不适用(?!简易|缓刑)|(?<![不得此])免(?:[予于征收缴纳交]|除(?!外|职))|豁免|无[需须]"
    r"|不需|不必|不受[^，。；]{0,14}限制|不予(?:行政)?处罚|(?:从轻|减轻)[^，。；]{0,6}处罚"
)
_ANY_OF = re.compile(
    r"之一[^。；]*(?:方可(?!以)|方能|才[可能])|(?:方可(?!以)|方能|才[可能])[^。；]*之一"
)
"""Nothing may be done but in one of the cases that follow: one more allows more."""
_ONE_WAY = re.compile(
    r"(?:采[取用]|通过|按照?|以)(?:下列|以下)(?:任[何一]|一)种?方[式法]|可以采[取用](?:下列|以下)方[式法]"
)
"""One of the ways that follow does."""
_OR_ELSE = re.compile("(?<!的)，(?=[^，。；]*也可以)")
"""What may be done instead, in a clause of its own."""
_EXCEPTED = re.compile(r"[^，。；：]*除外|[^，。；：]*?(?:以外|之外|外)[，的]")
_BUT = re.compile(r"但是?(?=[，\w])|(?:^|[，。；：\n])(?=除)")
_EXCEPTION = re.compile(r"除外|(?:^|[，；。：])除[^，。；：]*$")
_EXCEPTED_LIST = re.compile(
    r"(?<!排)除外：|(?:^|[，；。：])(?:但是?，?)?除(?:下列[^。；：]*|[^，。；：]*)："
)
_RULES = re.compile(r"应当|必须|不得|禁止|可以")
"""Words that govern themselves, whatever stands around them."""
_MAY = re.compile(r"[^，。；的]{0,80}，?(?:(?<!方)可以(?!不)|有权)")
_ALL_MAY = re.compile(r"(?:[^，。；的]{2,40}，){0,6}(?:(?<!方)可以(?!不)|有权)")
"""Behind one of those who may do something, in a list with commas."""
_PERMITS = re.compile(r"(?<!方)可以(?!不)(?![^。]*(?:应当|必须|不得))")
"""Of what may be done, an exception takes some away."""
_BINDS = re.compile(r"应当?(?!急)|必须|不得|禁止|严禁|责令|罚款|处罚")
SPARES = re.compile(
    r"不适用|不计(?:算在内|入)|不予计算|不属于(?![^，。；]*的，)|从轻|减轻|免予|免除|不予处罚|可以不|无需|不需"
    r"|不再(?!必要|需要|符合|具备|具有|存在|属于|适合)"
)
EXCEPTS = re.compile(r"除外|另有规定|但是?|^除|不受|无需|免[予于除]")
_CLOSED = re.compile(r"[。；]\s*$")
_LEFT = re.compile(r"。\s*\n\s*(?![\s（])")
"""Where a list is over and another paragraph begins."""
_REACH = 480
"""Characters before a change in which the head of its list is looked for."""


def around(stretch: Stretch) -> tuple[str, str, str]:
    """The rule a stretch stands in, before it, the stretch and behind it."""
    words = stretch.words[1] if stretch.words[1].strip() else stretch.words[0]
    before, after = rule(stretch, words, 0)
    return before, folded(words), after


def rule(stretch: Stretch, words: str, at: int) -> tuple[str, str]:
    """The rule that some words of a stretch stand in, which begin ``at`` a place of it: before and
    behind them, with the head of their list."""
    r = stretch.region
    new = bool(stretch.words[1].strip())
    text, start = (stretch.new, r.new_start) if new else (stretch.old, r.old_start)
    start += at
    end = start + len(words)
    before = folded(text[max(0, start - _REACH) : start])
    after = re.split(r"[。；]|\n(?=（)", folded(text[end : end + 120]), maxsplit=1)[0]
    if _CLOSED.search(folded(words)):
        after = ""
    first = max(before.rfind("（一）"), before.rfind("（1）"))
    head = before[:first].rstrip() if first >= 0 else ""
    if head.endswith("：") and not _LEFT.search(before[first:]):
        own = re.split(r"[；\n]", before[first:])[-1]
        lead = re.split(r"[。；]", head)[-1]
        return _one_line(lead + own), _one_line(after)
    return _one_line(re.split(r"[。；]", before)[-1]), _one_line(after)


def _one_line(text: str) -> str:
    return re.sub(r"\s", "", text)


def turns(before: str, words: str, after: str) -> bool:
    """True where more words ask less, and less words more, by the rule they stand in: a case more
    of what one need not do (不适用, 免予, 可以不), of an exception to a duty or a prohibition, or
    of those in one of which alone something may be done. ``before`` and ``after`` are the rest of
    that rule, ``before`` with the head of the list."""
    after = _OR_ELSE.split(after, maxsplit=1)[0]
    inside = _EXCEPTED.match(after)
    if EXCEPTS.search(words) and not inside:
        return relieves(_BUT.split(before)[0])
    if _RULES.search(words) or SPARES.search(words):
        return False
    listed = _EXCEPTED_LIST.search(before)
    if (inside and ("除外" in inside[0] or _EXCEPTION.search(before))) or listed:
        rest = "" if inside and "除外" in inside[0] else after
        base = _BUT.split(before)[0] + rest
        return not relieves(base) and not _PERMITS.search(base)
    rule = _BUT.split(before)[-1] + words + _BUT.split(after, maxsplit=1)[0]
    return relieves(rule) or bool(_ANY_OF.search(before + after) or _ONE_WAY.search(before))


def empowers(before: str, words: str, after: str) -> bool:
    """True for one more of those who may do something, in a rule that binds nobody beside: whether
    that is a gain depends on who is asked."""
    may = _ALL_MAY if words.endswith("，") else _MAY
    return bool(may.match(after)) and not _BINDS.search(before + words + after)


def relieves(rule: str) -> bool:
    """True for a rule that frees from a duty."""
    return bool(_RELIEVES.search(rule))
