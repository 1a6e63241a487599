"""What kind of change a stretch of an article is that no value explains: who acts, in which case,
how a breach is punished, which instrument is cited, or what the duty covers (变更类型)."""

import re

from digest.law.authorities import is_name, only_names, sentence_of_office
from digest.law.citing import cites
from digest.law.governing import around
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
_CASE_ENDS = re.compile(r"(?:的|[^同及随]?时|后|之前|前提下|情况下)(?![^，。；应不可必须]{3})")
_INTENT = re.compile("故意|恶意|明知|过失|重大过失")
_QUALIFIED = re.compile(
    r"(?:并|依法)*(?:经[^，。；]{2,16}合格|取得[^，。；]{2,14}(?:资格|许可证?|证书?))"
)
"""With what mind something is done, and what must have been proved or obtained before it."""
_LEVEL = re.compile(
    r"(?:国务院|中央|所在地?|当地|地方|各级|较大的|设区的|自治[区州县]|直辖市|省|市|县|区|乡|镇|级|以上|以下|的|和|或者)+"
)
_OF_LEVEL = re.compile(
    r"的?(?:(?!应当?|可以|负责|[由对向])[^，。；、]){0,16}?(?:部门|机关|委员会|政府|代表大会|派出机构)"
)
"""A level of the state and an authority of it."""
_CASES_OF = re.compile(
    "(?:下列|以下)[^：，]{0,8}(?:条件|情形)(?!之一的(?:[^，：]|，为))[^：]*：[^：]*$"
)
_PRIVATE = re.compile(
    r"国家对|[^，。；]{0,20}?(?:企业|公司|[经营处理提供生产使用]者|(?:金融|认证|医疗|服务|代理)机构|单位和个人)"
    r"[^，。；]{0,2}(?:应当|必须|对)"
)
"""A sentence of what the state does, or of those whom authorities watch: more is asked of them."""
_FROM = re.compile(r"因[^，。；]*$")
_SUPPOSES = re.compile(
    r"(?:[^同及随]时|后|前提下|为目的)$|^[，；。]?(?:因|如果?|若|遇有)[^，。；]+$"
)
_DISMISSED = r"(?:暂停|撤销|取消|剥夺|限制)[^，。；]{0,10}(?:资格|执业|从业|证书|许可证)"
_PUNISHED = r"处罚(?!决定|程序|信息|案件|[权时机裁]|的(?:实施|设定|种类|管辖))"
"""行政处罚决定 is the name of an act of an authority."""
_PENAL = re.compile(
    rf"{_DISMISSED}|责令|罚款|罚金|{_PUNISHED}|吊销|没收|警告|拘留|处分|刑事责任|停业|徒刑|暂停[^，。]{{0,6}}业务|限制开展|降低[^，。]{{0,4}}资质"
)
_IMPOSES = re.compile(r"(?:责令|吊销|没收|并处|可以处)[^，。；]*$")
PENALTY = re.compile(
    rf"{_DISMISSED}|处[^，。；]{{0,40}}(?:罚[款金]|拘留|徒刑)|责令|(?<!被)吊销|没收|给予[^，。；]{{0,8}}(?:警告|处分)|刑事责任|(?:承担|追究)(?:[^，。；]{{0,4}}(?:民事|法律|行政|赔偿)|其)责任|(?<!刑事){_PUNISHED}"
)
_CONSENT = re.compile(
    r"^[，；]?\s*(?:须|应当)?(?:先)?[报经][^，。；]{2,40}(?:批准|同意|审批|核准|许可)[后的]?[，；]?$"
)
"""Whose consent is needed first."""
_MEASURE = re.compile(
    r"(?:按照|根据|结合|基于|(?:依[照据]|凭)(?=[^，。；]*(?:权限|程序|申请|证明|情况|情节)，?$)|经(?!营|济|费|理|常|过|验)|未经|遇有|因(?!此))"
    r"(?![^，。；]*(?:要求|安排|规定|需要)(?!的)[^，。；]{3})[^，。；]{2,16}，?$"
)
"""After what, by what or for what cause something is to be done: 根据听证笔录, 经仲裁庭通知."""
A_CASE = re.compile(
    r"(?:因[^，。；]+|遇有[^，。；]+|[^，。；]{4,40}的)，(?![^。；]*(?:应当|必须|不得))"
)
"""A sentence that says what is so in one case: 遇有特殊情况的，可以临时通知."""
_BY_RULE = re.compile(
    r"^[，；]?(?:[^，。；]{2,80}的，)?[^，。；]{0,30}(?:依照|按照|适用|参照)[^，。；]{2,40}(?:规定|条例|法律?)(?:执行|办理)?[，。；]?$"
)
"""Which rules apply: 中药饮片依照本法第十条的规定执行."""
_FOUNDED = re.compile(
    r"根据(?:宪法|(?:和|、|《[^》]+》)+(?:等?有关法律(?:、?行政法规)?)?)|[^。；]*》[^。；]{0,30}同时废止"
)
"""What an instrument is made under, and what it repeals."""
_CAUSE = re.compile(r"(?<![原起])因[^，。；：、]{0,4}$")
_BECAUSE = re.compile("因[^，。；]{2,}(?:原因|导致|造成|引起)")
"""From what cause something must come, whoever is named behind it."""
_ASSIGNED = re.compile(
    r"由[^。；]*(?:部门|机关|政府)|由[^，。；]{2,40}(?:制定|规定|拟订|公布|确定|负责)(?!的)"
)
"""By whom it is to be done."""
_BY_OFFICE = re.compile(
    r"由[^，。；]*(?:部门|机关)|由[^，。；]{2,24}(?:机构|单位|政府|委员会|会议|主席团|法院)$"
)
_RULE = re.compile("应当?(?![急用对])|必须|(?P<not>不得|禁止|严禁)")
"""A rule with its exception is no exception."""
_FORBIDS = re.compile(
    r"不得(?!超过|低于|少于|高于)(?![^，。；]*的[，；。]?$)|(?:^|，)[^，。；]{0,4}(?:严禁|禁止)"
)
_TERM = re.compile(r"期间|期限|时限|届满|之日|时间")
_BARRED = re.compile(
    r"[年月]内?[^，。；]{0,4}(?:不得|禁止|不受理)|终身[^，。；]{0,6}(?:不得|禁止)"
    r"|货值金额[^，。；]{0,12}不足[^，。；]{1,10}，?按|(?:依法|依规)[^，。；]{0,6}(?:予以|给予)[^，。；]{0,4}处[理分]"
)
"""What a penalty does beside fines: whom it bars for how long, how its sum is counted."""
_GRADE = re.compile(
    r"(?:情节(?:较重|较轻|轻微|(?:特别|比较)?严重)|(?:没有|有)?(?:违法(?:所得|经营额)|货值金额)[^，。；]{0,16}"
    r"|(?:逾期|拒)不?[^，。；]{2,6}|(?:尚不|不)?构成犯罪|[且并]?(?:造成|导致|引起)[^，。；、]{2,24})的"
)
"""By how bad a breach is a penalty is graded."""
_FAILS = re.compile(r"(?:逾期|拒绝?)(?:不|仍?未)?")
"""逾期 for 拒 in 拒不改正的."""
_MAY = re.compile(r"(?:可以)?[并处]*")


def of_passage(words: str, penal: bool) -> ChangeKind:
    """The kind of a clause or sentence that came or went as a whole: a penalty, an exception or
    case, a prohibition or permission; anything else is something more or less to be done."""
    plain = folded(words).strip()
    if _FOUNDED.fullmatch(plain.strip("，。；")):
        return ChangeKind.REFERENCE
    punishes = PENALTY.search(plain) and not re.search(r"(?:应当|必须)(?!依法)", plain)
    if punishes or (penal and _BARRED.search(plain)):
        return ChangeKind.SANCTION
    if exception := _EXCEPTS.search(plain):
        rule = _RULE.search(plain, 0, exception.start())
        if not rule:
            return ChangeKind.CONDITION
        return ChangeKind.MODALITY if rule["not"] else ChangeKind.SCOPE
    if re.search("方可(?!以)", plain) or _CONSENT.search(plain) or _MEASURE.match(plain):
        return ChangeKind.CONDITION
    if only_names(plain) or _gives_part(plain):
        return ChangeKind.BEARER
    if _SUPPOSES.search(plain.rstrip("，。；")) or _GRADE.fullmatch(plain.strip("，。；")):
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


def _gives_part(sentence: str) -> bool:
    """True for a sentence of who is to do a thing, that rules nothing beside."""
    if _ASSIGNED.match(sentence):
        return True
    return sentence_of_office(sentence) and not _PRIVATE.match(sentence)


def of_item(head: str) -> ChangeKind:
    """The kind of a whole 项 by the head of its list: a case or requirement (有下列情形之一的,
    应当具备下列条件) is a condition; a thing that the list holds is not, nor is a breach."""
    cases = _CASES_OF.search(head)
    return ChangeKind.CONDITION if cases and not _PENAL.search(head) else ChangeKind.SCOPE


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
    if cites(core_a, core_b, clause_before, clause_after):
        return ChangeKind.REFERENCE
    level = all(not w or _LEVEL.fullmatch(w) for w in (core_a, core_b)) and _OF_LEVEL.match(after)
    if not (a and b) and _BECAUSE.match(a or b):
        return ChangeKind.CONDITION
    by = not (a and b) and _BY_OFFICE.match(a or b)
    if level or by or is_name(a, b, clause_before, clause_after):
        return ChangeKind.BEARER
    if not (a and b) and _GRADE.fullmatch((a or b).strip("，") + after[:1].strip("，。；")):
        return ChangeKind.CONDITION
    if in_penalty(before, b or a, after):
        return ChangeKind.SANCTION
    if not (a and b) and _FOUNDED.fullmatch((a or b).strip("，")):
        return ChangeKind.REFERENCE
    supposed = (
        all(map(_FAILS.fullmatch, (a, b)))
        or _INTENT.match(a)
        or _INTENT.match(b)
        or _QUALIFIED.fullmatch(core_b or core_a)
    )
    measured = not (a and b) and _MEASURE.match((a or b).lstrip("，"))
    if supposed or measured or _CAUSE.search(clause_before) or _in_case(stretch, b or a):
        return ChangeKind.CONDITION
    return ChangeKind.SCOPE


def _in_case(stretch: Stretch, words: str) -> bool:
    """True for words of a case, in a sentence or as a 项 of its own."""
    before, after = stretch.around()
    if in_case(before, words, after) and not PENALTY.search(after):
        return True
    return after.startswith("的") and of_item(around(stretch)[0]) is ChangeKind.CONDITION


def in_penalty(before: str, words: str, after: str) -> bool:
    """True behind the case of a penalty (…的，由…责令), and for the words of a penalty itself."""
    if _PENAL.search(words):
        return not before.endswith("拒绝")
    if _IMPOSES.search(before):
        return True
    behind = re.split(r"的[，：]|的(?=由)", before)
    return len(behind) > 1 and bool(PENALTY.search(behind[-1]))


def in_case(before: str, words: str, after: str) -> bool:
    """True for what must be so in the case a duty depends on: 发现…的，…时，. What the case is
    about is no more than that: 客户身份信息发生变更的."""
    cause = _FROM.search(before)
    if before.rstrip().endswith("、") and not cause:
        return False
    if not cause and not (_CASE_ENDS.match(after) or _CASE.search(words.rstrip("，。；："))):
        return False
    return within_case(words, after)


def within_case(words: str, after: str) -> bool:
    """True inside the words of a case, whatever they say of it."""
    if _CASE_BEFORE_DUTY.match(folded(words + after)):
        return True
    rest = re.split(r"[，。；：\n]", words + after, maxsplit=1)
    inside = rest[0].rstrip()
    return len(rest) > 1 and bool(_CASE.search(inside)) and not words.strip().startswith("、")
