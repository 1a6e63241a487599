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
_PENAL = re.compile(
    r"责令|罚款|罚金|处罚|吊销|没收|警告|拘留|处分|刑事责任|停业|徒刑|暂停[^，。]{0,6}业务|限制开展|降低[^，。]{0,4}资质"
)
_IMPOSES = re.compile(r"(?:责令|吊销|没收|并处|可以处)[^，。；]*$")
PENALTY = re.compile(
    r"处[^，。；]{0,40}(?:罚[款金]|拘留|徒刑)|责令|吊销|没收|给予[^，。；]{0,8}(?:警告|处分)|刑事责任|处罚"
)
_INSTRUMENT = re.compile(r"(?:法(?!律|人|院|定|官|规|治)|条例|办法)》?")
_RULES = re.compile(r"的?有关[^，。；]{0,10}(?:规定|标准|程序)")
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
    if _EXCEPTS.search(plain) or "方可" in plain:
        return ChangeKind.CONDITION
    if sentence_of_office(plain):
        return ChangeKind.BEARER
    if re.search(
        r"(?:[^同及随]时|后|前提下|为目的)$|^[，；。]?(?:因|如果?|若|遇有)[^，。；]+$",
        plain.rstrip("，。；"),
    ):
        return ChangeKind.CONDITION
    if _HARM.fullmatch(plain.strip("，。；")):
        return ChangeKind.CONDITION
    if penal:
        return ChangeKind.SCOPE
    if re.search(r"不得(?!超过|低于|少于|高于)|禁止|严禁|(?<!也)可以(?!根据)", plain):
        return ChangeKind.MODALITY
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
    if is_name(a, b, clause_before, clause_after):
        return ChangeKind.BEARER
    if not (a and b) and _HARM.fullmatch((a or b).strip("，") + after[:1].strip("，。；")):
        return ChangeKind.CONDITION
    if in_penalty(before, b or a, after):
        return ChangeKind.SANCTION
    if in_case(b or a, after) and not PENALTY.search(after):
        return ChangeKind.CONDITION
    return ChangeKind.SCOPE


def in_penalty(before: str, words: str, after: str) -> bool:
    """True behind the case of a penalty (…的，由…责令), and for the words of a penalty itself."""
    if _PENAL.search(words):
        return True
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
    if a and b and is_office(a + b) and near and _RULES.match(after):
        return True
    if (
        a
        and b
        and _INSTRUMENT.match(after)
        and re.search(r"(?:《|和国|反|违|照|据)[^，。；》]{0,8}$", before)
    ):
        return True
    if not (near or "《" in a + b or "规定" in a + b):
        return False
    noun = _CITE_NOUN.search(a) or _CITE_NOUN.search(b)
    return bool(noun) and all(not w or _CITES.fullmatch(w) for w in (a, b))
