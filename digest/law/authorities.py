"""Who acts, in the words of a change: the names of authorities and persons (主体)."""

import re

from digest.law.difference import Region
from digest.law.lexicon import folded
from digest.law.stretches import Stretch
from digest.law.words import words

_ROLE = (
    r"(?:部门|机关|机构|海关|主席团|交易场?所|审判[长员]|陪审员|办事处|媒体|消防(?:救援)?队|委员长|检察长|部队|[委受]托方|[护托被]人(?!员|民)|委员会|人民政府|政府|人民法院|法院|检察院|总局|办公室|银行"
    r"|[企事]业单位|单位|组织|团体|企业|公司|协会|联合会|学校|医院|平台|主体|(?<!执)法人(?!员)|公民|自然人|当事人"
    r"|(?:改革|健康|事务|国资|发改)委(?![员托])|(?<![布结大格全])局(?![限部面势长])|[负责理纳仲诉行营经请托证登办系权]人(?!员)|人员|员工|官员|运营者|经营者|提供者|处理者|使用者|生产者|持有者|[消管]\w者"
    r"|持有人|亲属|家属|军人|个人(?!信息|隐私|数据|同意|账户|所得)|国家(?!标准|规定|有关|秘密|安全|利益|赔偿|工作|机密|机构)|本市)"
)
_ROLES = re.compile(_ROLE)
_NAMES = re.compile(rf"{_ROLE}(?!名称|信息|工作|制度|登记|资格)")
_NAMED = re.compile(rf"[^，。；：\n的]*?{_NAMES.pattern}")
_OFFICE = re.compile(
    r"部门|机关|监督管理机构|监督机构|管理机构|海关|委员会|政府|法院|检察院|总局|国家网信"
    r"|(?:改革|健康|事务|国资|发改)委(?![员托])|(?<![布结大格全])局(?![限部面势长])"
)
_HEAD = re.compile(rf"[^，。；、：]{{0,20}}?{_ROLE}[^，。；：]{{0,3}}$")
_STARTS = re.compile(
    r"[^，。；、：]{0,20}?(?:部门|机关|委员会|政府|法院|监督机构|知识产权局)[^，。；：]{0,4}$"
)
_STARTS_OFFICE = re.compile(
    r"[^，。；、：的由对向应]{0,20}?(?:部门|机关|委员会|政府|法院|检察院|总局|机构)(?:（以下简称[^（）]{1,20}）)?"
    r"(?=[^、及其和的等或人工主]{2})"
)
_ROLE_ENDS = re.compile(rf"{_ROLE}\W*$")
_REST = re.compile(rf"[^，。；、：\n的应须可不向由对在和]{{0,10}}?{_ROLE}")
_LISTED_OFFICE = re.compile(
    r"(?:[^，。；、：的]{1,8}(?=、))?(?:、[^，。；、：的]{1,8}|(?:或者|和|及)(?:其他)?有关){0,8}等?[^，。；、：的]{0,6}(?:部门|机关)(?!的)"
)
"""What a list of authorities ends with: 工商、交通等执法部门."""
_AN_ITEM = re.compile(r"、?(?:[^，。；、：的]{2,8}、){0,4}[^，。；、：的]{2,8}、?")
_BETWEEN = re.compile(r"\w[，。；：]\s*\w")
_LEVEL = re.compile(
    r"(?:国务院|国家|全国|最高|(?:当地|所在地)?(?:(?:省|市|县|区|乡)级?以上|各级|[本同上]一?级|地方|自治[区州县]|直辖市|设区的市级?|省级?|市级?|县级?|区|乡镇?){0,3}"
    r"(?:人民)?(?:政府)?)(?:有关)?$"
)
"""What the name of an authority begins with."""
_COMMON = re.compile("主管|监管|管理|监督|行政|部门|机构|委员会|机关")
"""What names of authorities share."""
_TRAILS = 4
"""Characters of a verb that a change may hold behind a name (主管部门负责)."""
_LONGEST_NAME = 46
_STATES = re.compile(
    rf"[^，。；]{{0,24}}?{_ROLE}(?:[^，。；]{{0,2}})(?:主管|负责)[^，。；]{{0,24}}[。；]?$"
)
"""A sentence that gives an authority its part."""
_CLOSE = re.compile(rf"{_ROLE}[\s、和及或与等，还也]*$")
_AT_ONCE = re.compile(rf"\s*(?!个人|平台|国家|本市){_ROLE}")
_JOINT = re.compile(rf"[^，。；、：的和或与及\n]{{0,6}}?{_ROLE}")
_STARTS_PERSON = re.compile(
    r"[^，。；、：的由对向应将被把]{1,10}?(?:人员|主体|企业|(?:单位|组织)(?!实施|开展)|[营供理用产有]者|[护持承经申负]人)"
    r"(?!员|工作|信息|名称|名单|资格|之间|等|[、和或及与])"
)
"""The name of one who acts at the head of words that go on with what is done: 生产者对."""
_JOINS = re.compile("以及|或者|、|和|及|或")
"""Before one more that is named with others."""
_ONLY_NAMES = re.compile(
    r"(?:以及|或者|和|及)?(?![并由向经报对将为]|应当?|可以|不得|[^，]{0,2}(?:通知|告知)|责令|要求|移送|提交|会同|[按依参]照|根据)"
    rf"[^，。；：]{{0,40}}{_ROLE}[，、]?$"
)
_DONE_TO = re.compile(
    r"(?:惠及|侵犯|侵害|损害|教育|保障|协助|送达|歧视|适用于[^，。；]{0,30}、)\s*$"
)
"""Before one who is not bound, but for or against whom something is done."""
_NAMED_IN = re.compile(
    r"(?:注明|载明|列明|标明|写明|记载)[^，。；的]*$|不得(?:再|同时)?(?:担任|兼任|利用|假冒)[^，。；]*$|(?:应当|并|不得)将$"
)
"""Before a name that is part of what is done (不得兼任…的职务), and of nobody who does it."""
_OBJECT = re.compile(
    r"(?:应当|不得|可以|必须|有权)(?!由|[^，。；]*(?:会同|征求|听取|鼓励|支持|按照|依照|根据)|[^，。；]*[向报][^，。；提]*$)[^，。；]*(?:、|和|或者?|及)$"
)
_OF_OBJECT = re.compile(r"[、和或及与]?[^，。；的]{0,30}的")
"""Around one more in a list that says whose something is: 征得企业、事业单位、…、的同意."""
_SHORT_TAIL = re.compile(rf"[^，。；、]{{0,3}}{_ROLE}")


def only_names(words: str) -> bool:
    """True for a clause that only names who acts, beside others: 国家监察委员会，"""
    return bool(_ONLY_NAMES.match(words))


def is_office(words: str) -> bool:
    """True when the words name an authority."""
    return bool(_OFFICE.search(folded(words)))


def sentence_of_office(sentence: str) -> bool:
    """True for a sentence that gives an authority its part: 网信部门负责统筹协调."""
    return bool(_STATES.match(sentence))


def office_at(words: str) -> int | None:
    """The end of the name of an authority that words begin with."""
    found = _STARTS_OFFICE.match(words)
    return found.end() if found else None


def person_at(words: str) -> int | None:
    """The end of the name of a person or enterprise that words begin with."""
    found = _STARTS_PERSON.match(words)
    return found.end() if found else None


def named(stretch: Stretch) -> Region:
    """The names of the authorities or persons on both sides, with what both share of them: 环境保护
    and 生态环境 before 主管部门 are the names of a department each."""
    r = stretch.region
    if r.old_start == r.old_end or r.new_start == r.new_end:
        tail = folded(stretch.new[r.new_end : r.new_end + 24])
        whole = _ROLE_ENDS.search(folded("".join(stretch.words)))
        goes_on = None if whole else _REST.match(tail)
        more = goes_on.end() if goes_on else 0
        on = stretch.old[r.old_end : r.old_end + more]
        if on != stretch.new[r.new_end : r.new_end + more]:
            more = 0
        return Region(r.old_start, r.old_end + more, r.new_start, r.new_end + more)
    ends = [
        start + _name_end(folded(text[start:end]), folded(text[end : end + 24]))
        for text, start, end in (
            (stretch.old, r.old_start, r.old_end),
            (stretch.new, r.new_start, r.new_end),
        )
    ]
    # A name that goes on behind the change does so on both sides: 省级, 国家 before 网信部门.
    more = max(ends[0] - r.old_end, ends[1] - r.new_end)
    behind = stretch.old[r.old_end : r.old_end + more], stretch.new[r.new_end : r.new_end + more]
    if more > 0 and behind[0] == behind[1]:
        ends = [r.old_end + more, r.new_end + more]
    sides = stretch.old[r.old_start : ends[0]], stretch.new[r.new_start : ends[1]]
    back = 0
    if all(map(is_office, sides)) or all(map(_COMMON.fullmatch, sides)):
        # the whole name: 国务院 before 兽医主管部门
        back = _name_begins(folded(stretch.old[max(0, r.old_start - 24) : r.old_start]), sides[0])
        old = stretch.old[r.old_start - back : r.old_start]
        back = back if old == stretch.new[max(0, r.new_start - back) : r.new_start] else 0
    return Region(r.old_start - back, ends[0], r.new_start - back, ends[1])


def of_bearer(stretch: Stretch) -> Region | None:
    """The name of who acts, with the attribute that came or went before it at the head of its
    clause: 持有许可证的 before 医疗单位. None for other changes."""
    r = stretch.region
    words_ = folded("".join(stretch.words)).strip()
    before, after = stretch.around()
    name = _REST.match(after)
    alone = r.old_start == r.old_end or r.new_start == r.new_end
    if not (alone and name and words_.endswith("的")) or before.strip()[-1:].isalnum():
        return None
    return Region(r.old_start, r.old_end + name.end(), r.new_start, r.new_end + name.end())


def _name_begins(before: str, name: str) -> int:
    """How many characters before its change a name begins: 数据 before 主管部门, then its level."""
    back = 0
    if _COMMON.match(name):
        last = words(before)[-1:]
        back = len(last[0]) if last and len(last[0]) > 1 else 0
    level = _LEVEL.search(before, 0, len(before) - back)
    return back + (len(level[0]) if level else 0)


def _name_end(words: str, tail: str) -> int:
    whole = words + tail
    named = _NAMES.search(words)
    hit = _NAMED.match(whole, max(0, len(words.rstrip()) - 12 if named else 0))
    end = max(hit.end(), len(words)) if hit else len(words)
    if named and not _SHORT_TAIL.match(tail):
        end = len(words)
    last = [role.end() for role in _ROLES.finditer(words)][-1:]
    ended = not re.match("机构|部门|机关|委员会", tail)
    if last and ended and len(words) - _TRAILS <= last[0] < len(words):
        end = last[0]
    return end + (
        whole[:end].count("（") > whole[:end].count("）") and whole[end : end + 1] == "）"
    )


def is_name(a: str, b: str, before: str, after: str) -> bool:
    """True when what changed is (a part of) the name of one who acts."""
    sides = [(w, _NAMES.search(w)) for w in (a, b) if w]
    if any(map(_BETWEEN.search, (a, b))) or _is_object(a, b, before, after):
        return False
    joint, ends = _JOINT.match(after), _AT_ONCE.match(after)
    if len(sides) == 2 and all(
        ends
        or _CLOSE.search(side)
        or _STARTS.match(side)
        or (not before.strip() and _HEAD.match(side))
        for side, _ in sides
    ):
        return max(len(a), len(b)) <= _LONGEST_NAME
    listed = _LISTED_OFFICE.match(after)
    if listed and (all(w and len(w) <= _LONGEST_NAME for w in (a, b)) or _AN_ITEM.fullmatch(a + b)):
        return True
    for side, hit in sides:
        if len(sides) == 2 and len(side) > _LONGEST_NAME:
            continue
        if _CLOSE.search(side) and (_OFFICE.search(side) or _acts(side, before, after)):
            return True
        if (
            joint
            and after[:1] not in "由对向经"
            and not re.search(r"[、，。；：的](?:或者?|和|以及|及)?\s*$", side)
        ):
            whole = joint.group()
            if (_OFFICE.search(whole) or _acts(side + whole, before, after[joint.end() :])) and (
                len(side) <= 20 or hit
            ):
                return True
    return False


def _is_object(a: str, b: str, before: str, after: str) -> bool:
    """True for what something is done to or with, whoever it names."""
    if _DONE_TO.search(before) or _NAMED_IN.search(before):
        return True
    return not (a and b) and bool(_OBJECT.search(before) and _OF_OBJECT.match(after))


def _acts(words: str, before: str, after: str) -> bool:
    """True for a subject: at the head of its clause or before what it must do."""
    if re.search(r"包括|是指|含义|[对向]", before) or re.match(r"为|是|属于", words):
        return False
    joined = _JOINS.match(words)
    if joined:
        before += joined[0]
    head = not before.strip() or re.fullmatch(
        r"\s*(?:（[一二三四五六七八九十]+）)?(?:[^，。；]{0,30}[、和或及])?(?:对|由|向|[^\W对由向经与应须可不被为给使从在将按依违反]{1,5})?\s*",
        before,
    )
    return bool(head) or bool(re.match(r"等?，?(?:应当?|必须|不得|可以|有权|负责)", after))
