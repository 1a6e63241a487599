"""What kind of change a stretch of an article is that no value explains: who acts, in which case,
how a breach is punished, which instrument is cited, or what the duty covers (变更类型)."""

import re
from dataclasses import dataclass

from digest.law.difference import Region
from digest.law.lexicon import folded
from digest.model import ChangeKind

_END = re.compile(r"[，。；：\n]")
_STOP = re.compile(r"[。；\n]")
_ROLE = (
    r"(?:部门|机关|机构|委员会|人民政府|政府|人民法院|法院|检察院|总局|办公室|银行|民航局|知识产权局|商标局"
    r"|[企事]业单位|单位|组织|团体|企业|公司|协会|联合会|学校|医院|平台|主体|法人|公民|自然人|当事人"
    r"|[负责理纳仲诉行营经请托证登办]人(?!员)|人员|员工|官员|运营者|经营者|提供者|处理者|使用者|生产者|持有者|[消管]\w者"
    r"|持有人|亲属|家属|军人|个人|国家(?!标准|规定|有关|秘密|安全|利益|赔偿|工作|机密|机构)|本市)"
)
_ROLES = re.compile(_ROLE)
_NAMED = re.compile(rf"[^，。；：\n的]*?{_ROLE}(?!名称|信息|工作|制度|登记|资格)")
_OFFICE = re.compile(
    r"部门|机关|监督管理机构|监督机构|委员会|政府|法院|检察院|总局|民航局|知识产权局|商标局|国家网信"
)
_PROMPT = re.compile(r"立即|及时|尽快|随时|即时|当[日天场]|限定时间|规定(?:的)?(?:时间|期限)")
_EXCEPTS = re.compile(
    r"除外|另有规定|^[，；。]?\s*但是?[，\w]|不受[^，。]{0,12}限制|^除[^，。]{2,}外"
)
_CASE = re.compile(r"(?:的|[^同及随]时|后|之前|前提下|情况下|为目的)$")
_CITES = re.compile(
    r"(?:和|及|以及|等|依照|按照|依据|根据|依|的|有关|国家|其他|相关|、|本)*"
    r"(?:《[^》]+》|法律|行政法规|法规|规章|规定|[\u4e00-\u9fff]{0,8}法|本?条例|本办法|本章|标准|程序"
    r"|第[^条章节款项]{1,6}[条章节款项]|、|和|及|以及|等|有关|国家|的|其他|相关|依)+"
)
_CITE_NOUN = re.compile(
    r"《|规定|法律|法规|规章|条例|办法|[\u4e00-\u9fff]法(?!人|院)|第[^条章节]{1,6}[条章节]"
)
_PENAL = re.compile(
    r"责令|罚款|罚金|处罚|吊销|没收|警告|拘留|处分|刑事责任|停业|徒刑|暂停[^，。]{0,6}业务|限制开展|降低[^，。]{0,4}资质"
)
_PENALTY = re.compile(
    r"处[^，。；]{0,40}(?:罚[款金]|拘留|徒刑)|责令|吊销|没收|给予[^，。；]{0,8}(?:警告|处分)|刑事责任|处罚"
)
_HEAD = re.compile(rf"[^，。；、：]{{0,20}}?{_ROLE}[^，。；：]{{0,3}}$")
_STARTS = re.compile(
    r"[^，。；、：]{0,20}?(?:部门|机关|委员会|政府|法院|监督机构|知识产权局)[^，。；：]{0,4}$"
)
_INSTRUMENT = re.compile(r"(?:法(?!律|人|院|定|官|规|治)|条例|办法)》?")
_TERM = re.compile(r"期间|期限|时限|届满|之日|时间")
_MAY = re.compile(r"(?:可以)?[并处]*")
_TRAILS = 4
"""Characters of a verb that a change may hold behind a name (主管部门负责)."""
_LONGEST_NAME = 30
_STATES = re.compile(
    rf"[^，。；]{{0,24}}?{_ROLE}(?:[^，。；]{{0,2}})(?:主管|负责|应当|对)[^，。；]{{0,24}}[。；]?$"
)
"""A sentence that gives an authority its part."""
_PASSAGE = 6
"""Characters from which an inserted or deleted clause is told as one change."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A changed stretch with the texts it stands in."""

    old: str
    new: str
    region: Region

    @property
    def words(self) -> tuple[str, str]:
        r = self.region
        return self.old[r.old_start : r.old_end], self.new[r.new_start : r.new_end]

    def around(self) -> tuple[str, str]:
        """What stands before it in its sentence and behind it, in the fuller of both texts."""
        _, b = self.words
        text, start, end = (
            (self.new, self.region.new_start, self.region.new_end)
            if b.strip()
            else (self.old, self.region.old_start, self.region.old_end)
        )
        before = _STOP.split(_unwrapped(text[max(0, start - 240) : start]))[-1]
        after = _STOP.split(_unwrapped(text[end : end + 120]), maxsplit=1)[0]
        return before, after


def _unwrapped(text: str) -> str:
    """Without the line ends of a page inside a sentence."""
    return re.sub(r"(?<=[\w、，]) *\n *(?=\w)", "", folded(text))


def sentences(text: str) -> list[str]:
    """The sentences of a passage."""
    parts = re.split(r"(?<=[。；])|\n(?=[（(\d])|(?<=[^\w])\n", text)
    return [part for part in parts if sum(map(str.isalnum, part)) > 1]


def is_passage(text: str, before: str) -> bool:
    """True for words that make a clause or a sentence of their own."""
    whole = before[-1:] in "，。；：\n" or before.endswith("）")
    plain = re.sub(r"\n\s*（[一二三四五六七八九十]+）$", "", folded(text).strip())
    return len(plain) >= _PASSAGE and whole and plain[-1:] in "，。；："


def of_passage(words: str, penal: bool) -> ChangeKind:
    """The kind of a clause or sentence that came or went as a whole: a penalty, an exception or
    case, a prohibition or permission; anything else is something more or less to be done."""
    plain = folded(words).strip()
    if _PENALTY.search(plain) and not re.search(r"(?:应当|必须)(?!依法)", plain):
        return ChangeKind.SANCTION
    if _EXCEPTS.search(plain) or "方可" in plain:
        return ChangeKind.CONDITION
    if _STATES.match(plain):
        return ChangeKind.BEARER
    if penal:
        return ChangeKind.SCOPE
    if re.search(r"不得(?!超过|低于|少于|高于)|禁止|严禁|(?<!也)可以(?!根据)", plain):
        return ChangeKind.MODALITY
    if plain.rstrip("，。；").endswith(("的", "时", "后", "前提下", "为目的")):
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
    if _names(a, b, clause_before, clause_after):
        return ChangeKind.BEARER
    if in_penalty(before, b or a, after):
        return ChangeKind.SANCTION
    if in_case(b or a, after) and not _PENALTY.search(after):
        return ChangeKind.CONDITION
    return ChangeKind.SCOPE


def in_penalty(before: str, words: str, after: str) -> bool:
    """True behind the case of a penalty (…的，由…责令), and for the words of a penalty itself."""
    if _PENAL.search(words):
        return True
    behind = re.split(r"的[，：]|的(?=由)", before)
    return len(behind) > 1 and bool(_PENALTY.search(behind[-1]))


def in_case(words: str, after: str) -> bool:
    """True inside the case a duty depends on: 发现…的，…时，."""
    rest = re.split(r"[，。；：\n]", words + after, maxsplit=1)
    inside = rest[0].rstrip()
    return len(rest) > 1 and bool(_CASE.search(inside)) and not words.strip().startswith("、")


def is_choice(stretch: Stretch, words: str) -> bool:
    """True for one way more to do what must be done: 应当到银行或者…缴纳."""
    before, _ = stretch.around()
    obliged = re.search(r"应当?|必须", before) and not re.search(r"不得|禁止|的[，：]", before)
    return bool(obliged and folded(words).strip().startswith("或"))


def is_office(words: str) -> bool:
    """True when the words name an authority."""
    return bool(_OFFICE.search(folded(words)))


def named(stretch: Stretch) -> tuple[str, str]:
    """The names of the authorities or persons on both sides, with what both share of them: 环境保护
    and 生态环境 before 主管部门 are the names of a department each."""
    r = stretch.region
    a, b = stretch.words
    tails = (stretch.old[r.old_end :][:24], stretch.new[r.new_end :][:24])
    found = []
    for words, tail in zip((a, b), tails, strict=True):
        whole = folded(words + tail)
        hit = _NAMED.match(whole, max(0, len(words.rstrip()) - 12 if _NAMED.search(words) else 0))
        end = max(hit.end(), len(words)) if hit else len(words)
        if _NAMED.search(folded(words)) and not re.match(
            rf"[^，。；、]{{0,3}}{_ROLE}", folded(tail)
        ):
            end = len(words)
        last = [role.end() for role in _ROLES.finditer(folded(words))][-1:]
        if last and len(words) - _TRAILS <= last[0] < len(words):
            end = last[0]
        found.append((words + tail)[:end])
    return found[0], found[1]


def _cites(a: str, b: str, before: str, after: str) -> bool:
    noun = _CITE_NOUN.search(a) or _CITE_NOUN.search(b)
    whole = all(not w or _CITES.fullmatch(w) for w in (a, b))
    near = re.search(r"(?:依照|按照|依据|根据|违反|符合|适用|参照|规定|》)[^，。；]{0,12}$", before)
    if (
        a
        and b
        and _INSTRUMENT.match(after)
        and re.search(r"(?:《|和国|反|违|照|据)[^，。；》]{0,8}$", before)
    ):
        return True
    return bool(noun and whole and (near or "《" in a + b or "规定" in a + b))


def _names(a: str, b: str, before: str, after: str) -> bool:
    """True when what changed is (a part of) the name of one who acts."""
    sides = [(w, _NAMED.search(w)) for w in (a, b) if w]
    joint = re.match(rf"[^，。；、：的和或与及\n]{{0,6}}?{_ROLE}", after)
    close = re.compile(rf"{_ROLE}[\s、和及或与等，还也]*$")
    ends = re.match(rf"\s*(?!个人|平台|国家|本市){_ROLE}", after)
    if len(sides) == 2 and all(
        ends
        or close.search(words)
        or _STARTS.match(words)
        or (not before.strip() and _HEAD.match(words))
        for words, _ in sides
    ):
        return max(len(a), len(b)) <= _LONGEST_NAME
    for words, hit in sides:
        if close.search(words) and (_OFFICE.search(words) or _acts(words, before, after)):
            return True
        if joint and not re.search(r"[、，。的](?:或者?|和|以及|及)?\s*$", words):
            whole = joint.group()
            if (_OFFICE.search(whole) or _acts(words + whole, before, after[joint.end() :])) and (
                len(words) <= 20 or hit
            ):
                return True
    return False


def _acts(words: str, before: str, after: str) -> bool:
    """True for a subject: at the head of its clause or before what it must do."""
    if re.search(r"包括|是指|含义|[对向]", before):
        return False
    head = not before.strip() or re.fullmatch(
        r"\s*(?:（[一二三四五六七八九十]+）)?(?:[^，。；]{0,30}[、和或及])?(?:对|由|向)?\s*", before
    )
    return bool(head) or bool(re.match(r"(?:等)?(?:应当?|必须|不得|可以|有权|负责)", after))
