"""The 款 above a list of 项: whether it obliges to each of them (应当履行下列义务：), and whom."""

import re
from dataclasses import dataclass

from digest.law.penalties import is_penalty
from digest.model import Duty, Modality, Paragraph

_THESE = r"(?:以下|下列|如下)"
_ALL_OF = re.compile(
    rf"{_THESE}[^，。；：]{{0,24}}?(?:义务|职责|责任|规定|要求|措施|工作(?!日)|任务|制度|职权|权利|权限|原则|规则|做法|程序|职能|权力)"
    r"(?!之一)(?:[^。；：的]{0,60}|(?<=措施)(?!的)[^。；：]{0,60}(?<!的))[：。]$"
    rf"|(?:按照?|依照|遵守){_THESE}(?:规定|程序|方式|方法|标准|原则|要求|步骤)[^。；：]{{1,80}}[：。]$"
    rf"|{_THESE}[^，。；：]{{0,4}}(?:处置|决定|检查)：$|(?:职责|任务|要求)(?:是|为|包括)?：$|(?:应当|必须|不得|可以|有权)：$"
)
_NONE_OF = re.compile(
    rf"{_THESE}[^。；：，]{{0,20}}(?:行为|活动|情形|方式|手段|做法)(?!之一)(?![^。；]*不得)[^。；]{{0,100}}[：。]$"
)
_BUT = re.compile("，[^，。；：]{2,40}除外(?=：)")
_CASES = re.compile(r"之一|(?<!按照下列)(?<!按下列)(?:情形|条件|情况)(?!分别|处理)|行为的")


@dataclass(frozen=True, slots=True)
class Lead:
    """What a 项 takes from the 款 above it."""

    bearer: str | None
    modality: Modality | None = None
    """Only where the 款 obliges to all its 项."""
    cases: bool = False
    """The 项 are cases to which the 款 applies, and ask nothing."""
    conditions: bool = False
    """The cases are what somebody has to have (具备下列条件)."""


def lead_of(paragraph: Paragraph, plain: str, found: list[Duty], bearer: str | None) -> Lead:
    """What the 项 take that follow a 款."""
    words = plain[paragraph.start : paragraph.end].rstrip()
    sentence = _BUT.sub("", words[words.rfind("。", 0, -1) + 1 :])
    last = found[-1] if found else None
    if not last or last.quote.end < paragraph.end - 1 or not words.endswith(("：", "。")):
        cases = is_penalty(sentence) or bool(_CASES.search(sentence))
        return Lead(bearer, cases=cases, conditions=is_penalty(sentence) or "条件" in sentence)
    forbids = last.modality is Modality.MUST_NOT
    obliges = (forbids and _NONE_OF.search(sentence)) or _ALL_OF.search(sentence)
    cases = not obliges and bool(_CASES.search(sentence))
    return Lead(last.bearer, last.modality if obliges else None, cases, "条件" in sentence)
