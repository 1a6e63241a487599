"""What kind of change a stretch of an article is that no value explains: who acts, in which case,
how a breach is punished, which instrument is cited, or what the duty covers (变更类型)."""

import re

from digest.law.authorities import is_name, is_office, sentence_of_office
from digest.law.lexicon import folded
from digest.law.stretches import Stretch
from digest.model import ChangeKind

_END = re.compile(r"[，。；：\n]")
_PROMPT = re.compile(r"立即|及时|尽快|随时|即时|当[日天场]|限定时间|规定(?:的)?(?:时间|期限)")
_EXCEPTS = re.compile(
    r"除外|另有规定|^[，；。]?\s*但是?[，\w]|不受[^，。]{0,12}限制|^除[^，。]{2,}外"
)
_CASE_BEFORE_DUTY = re.compile(r"[^，。；：]{0,24}?(?:后|时|之前)(?=应当?|不得|可以|必须|方可|须)")
_CASE = re.compile(r"(?:的|[^同及随]时|后|之前|前提下|情况下|为目的)$")
_LAW = r"法(?!律(?!师)|规(?![定章划范]))"
# Possessive throughout: 依法依法… can be parted in more ways than there is time to try.
_CITES = re.compile(
    r"(?:以及|依照|按照|依据|根据|有关|国家|其他|相关|[和及等依的、]|本(?!章))*+"
    r"(?:(?:《[^》]+》|法律(?!师)|行政法规(?![定章])|法规(?![定章])|规章|规定|本?条例|本章|标准|程序"
    rf"|第[^条章节款项]{{1,6}}[条章节款项]|(?:(?!{_LAW})[\u4e00-\u9fff]){{0,8}}+{_LAW}典?"
    r"|以及|有关|国家|其他|相关|[和及等依的、])++|(?<=[和及等依的、])|(?<=有关|国家|其他|相关))"
)
_CITE_NOUN = re.compile(
    r"《|规定|法律|法规|规章|条例|办法|[\u4e00-\u9fff]法(?!人|院)|第[^条章节]{1,6}[条章节]"
)
_DISMISSED = r"(?:暂停|撤销|取消|剥夺|限制)[^，。；]{0,10}(?:资格|执业|从业|证书|许可证)"
_PENAL = re.compile(
    rf"{_DISMISSED}|责令|罚款|罚金|处罚|吊销|没收|警告|拘留|处分|刑事责任|停业|徒刑|暂停[^，。]{{0,6}}业务|限制开展|降低[^，。]{{0,4}}资质"
)
_IMPOSES = re.compile(r"(?:责令|吊销|没收|并处|可以处)[^，。；]*$")
PENALTY = re.compile(
    rf"{_DISMISSED}|处[^，。；]{{0,40}}(?:罚[款金]|拘留|徒刑)|责令|吊销|没收|给予[^，。；]{{0,8}}(?:警告|处分)|刑事责任|(?<!刑事)处罚"
)
_BY = re.compile("按照?|依照?|依据|根据")
_RULES = re.compile(r"的?有关[^，。；]{0,10}(?:规定|标准|程序)")
_CONSENT = re.compile(
    r"^[，；]?\s*(?:须|应当)?(?:先)?[报经][^，。；]{2,40}(?:批准|同意|审批|核准|许可)[后的]?[，；]?$"
)
"""Whose consent is needed first."""
_MEASURE = re.compile(
    r"(?:按照|根据|结合|经(?!营|济|费|理|常|过|验)|未经|遇有|因(?!此))"
    r"(?![^，。；]*(?:要求|安排|规定|需要)(?!的)[^，。；]{3})[^，。；]{2,16}，?$"
)
"""After what, by what or for what cause something is to be done: 根据听证笔录, 经仲裁庭通知."""
A_CASE = re.compile(
    r"(?:因[^，。；]+|遇有[^，。；]+|[^，。；]{4,40}的)，(?![^。；]*(?:应当|必须|不得))"
)
"""A sentence that says what is so in one case: 遇有特殊情况的，可以临时通知."""
_BY_RULE = re.compile(
    r"^[，；]?[^，。；]{0,30}(?:依照|按照|适用|参照)[^，。；]{2,40}(?:规定|条例|法律?)(?:执行|办理)?[，。；]?$"
)
"""Which rules apply: 中药饮片依照本法第十条的规定执行."""
_CAUSE = re.compile(r"(?<![原起])因[^，。；：、]{0,4}$")
_ASSIGNED = re.compile(
    r"^由[^。；]*(?:部门|机关|政府)|由[^，。；]{2,40}(?:制定|规定|拟订|公布|确定|负责)(?!的)"
)
"""By whom it is to be done."""
_BY_OFFICE = re.compile(r"由[^，。；]*(?:部门|机关)")
_RULE = re.compile("应当?|必须|(?P<not>不得|禁止|严禁)")
"""A rule with its exception is no exception."""
_FORBIDS = re.compile(
    r"不得(?!超过|低于|少于|高于)(?![^，。；]*的[，；。]?$)|(?:^|，)[^，。；]{0,4}(?:严禁|禁止)"
)
_TERM = re.compile(r"期间|期限|时限|届满|之日|时间")
_HARM = re.compile(r"[且并]?(?:造成|导致|引起)[^，。；或、]{2,16}的")
"""How bad a breach must be before it is punished."""
_MAY = re.compile(r"(?:可以)?[并处]*")


def of_passage(words: str, penal: bool) -> ChangeKind:
    """The kind of a clause or sentence that came or went as a whole: a penalty, an exception or
    case, a prohibition or permission; anything else is something more or less to be done."""
    plain = folded(words).strip()
    if PENALTY.search(plain) and not re.search(r"(?:应当|必须)(?!依法)", plain):
        return ChangeKind.SANCTION
    if exception := _EXCEPTS.search(plain):
        rule = _RULE.search(plain, 0, exception.start())
        if not rule:
            return ChangeKind.CONDITION
        return ChangeKind.MODALITY if rule["not"] else ChangeKind.SCOPE
    if re.search("方可(?!以)", plain) or _CONSENT.search(plain) or _MEASURE.match(plain):
        return ChangeKind.CONDITION
    if sentence_of_office(plain) or _ASSIGNED.search(plain):
        return ChangeKind.BEARER
    if re.search(
        r"(?:[^同及随]时|后|前提下|为目的)$|^[，；。]?(?:因|如果?|若|遇有)[^，。；]+$",
        plain.rstrip("，。；"),
    ):
        return ChangeKind.CONDITION
    if _HARM.fullmatch(plain.strip("，。；")):
        return ChangeKind.CONDITION
    if _FORBIDS.search(plain):
        return ChangeKind.MODALITY
    if _BY_RULE.search(plain):
        return ChangeKind.REFERENCE
    if penal:
        return ChangeKind.SCOPE
    if plain.rstrip("，。；").endswith("的"):
        return ChangeKind.CONDITION
    return ChangeKind.SCOPE


def kind_of(stretch: Stretch, left: tuple[str, str]) -> ChangeKind:
    """The kind of a change inside a clause; ``left`` are its words beside the values in it."""
    a, b = (folded(words).strip() for words in left)
    before, after = stretch.around()
    core_a, core_b = (re.sub(r"[\s，、。；]", "", w) for w in (a, b))
    if all(not w or _PROMPT.fullmatch(w) for w in (core_a, core_b)):
        return ChangeKind.DEADLINE
    if all(map(_TERM.search, (core_a, core_b))):
        return ChangeKind.DEADLINE
    if "可以" in (core_a + core_b) and all(map(_MAY.fullmatch, (core_a, core_b))):
        return ChangeKind.MODALITY
    if _EXCEPTS.search(b or a) or _EXCEPTS.search(a or b):
        return ChangeKind.CONDITION
    clause_before = _END.split(before)[-1]
    clause_after = _END.split(after, maxsplit=1)[0]
    if _cites(core_a, core_b, clause_before, clause_after):
        return ChangeKind.REFERENCE
    by = not (a and b) and _BY_OFFICE.match(a or b)
    if by or is_name(a, b, clause_before, clause_after):
        return ChangeKind.BEARER
    if not (a and b) and _HARM.fullmatch((a or b).strip("，") + after[:1].strip("，。；")):
        return ChangeKind.CONDITION
    if in_penalty(before, b or a, after):
        return ChangeKind.SANCTION
    measured = not (a and b) and _MEASURE.match((a or b).lstrip("，"))
    if measured or _CAUSE.search(clause_before):
        return ChangeKind.CONDITION
    if in_case(b or a, after) and not PENALTY.search(after):
        return ChangeKind.CONDITION
    return ChangeKind.SCOPE


def in_penalty(before: str, words: str, after: str) -> bool:
    """True behind the case of a penalty (…的，由…责令), and for the words of a penalty itself."""
    if _PENAL.search(words):
        return not before.endswith("拒绝")
    if _IMPOSES.search(before):
        return True
    behind = re.split(r"的[，：]|的(?=由)", before)
    return len(behind) > 1 and bool(PENALTY.search(behind[-1]))


def in_case(words: str, after: str) -> bool:
    """True inside the case a duty depends on: 发现…的，…时，."""
    if _CASE_BEFORE_DUTY.match(folded(words + after)):
        return True
    rest = re.split(r"[，。；：\n]", words + after, maxsplit=1)
    inside = rest[0].rstrip()
    return len(rest) > 1 and bool(_CASE.search(inside)) and not words.strip().startswith("、")


def _cites(a: str, b: str, before: str, after: str) -> bool:
    near = re.search(r"(?:依照|按照|依据|根据|违反|符合|适用|参照|规定|》)[^，。；]{0,12}$", before)
    if after.startswith("规定") and any(map(_BY.match, (a, b))):
        near, a, b = _BY.match(a or b), _BY.sub("", a), _BY.sub("", b)
    if a and b and near and is_office(a + b):
        one = is_office(a) != is_office(b) and "有关" in a + b
        if _RULES.match(after) or (one and after.startswith("规定")):
            return True
    if a and b and not near:
        near = re.match("第[^，。；]{1,6}条", after)
    if not (near or "《" in a + b or "规定" in a + b):
        return False
    noun = _CITE_NOUN.search(a) or _CITE_NOUN.search(b)
    return bool(noun) and all(not w or _CITES.fullmatch(w) for w in (a, b))
