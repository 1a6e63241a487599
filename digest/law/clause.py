"""One clause of a provision taken apart: condition, bearer, modality, action, deadline, amount,
exception."""

import re
from dataclasses import dataclass

from digest.law.bearers import (
    MARK,
    agent_of,
    bearer_of,
    is_authority,
    is_made,
    object_of,
    subject_of,
)
from digest.law.nouns import closing
from digest.model import Modality

_NOT_OF = r"(?!(?:依法|予以|主动|及时|共同|直接)?(?![有交]|[一-鿿][他她它其])[一-鿿]{2}的[一-鿿])"
"""应当承担的义务, 应当依法公开的信息 ask nothing; 应当通过统一的系统 does."""
_NOT_WHO = (
    r"(?!(?<![^，。；])有权(?![向对就依按]|要求|拒绝)[^，。；的]{2,12}的"
    r"[^，。；]{0,8}(?:机关|组织|主体|部门|机构|单位|[人者]))"
)
"""有权起诉的机关 says who, and gives no right."""
_VERB = r"(?![能见以靠控信持疑视读行再撤]|[一-鿿]{2,5}的)"
"""可 alone is a modal word at the head of a clause or after its subject, not in 可能, 可见."""
_SAID = r"(?<![规律定中被令行非、])"
"""法律禁止的, 规定禁止: another text says so."""
MODAL = re.compile(
    r"(?=[可不禁严应必须需有予依无免享务切只方始要])"  # what one begins with, tried first: cheap
    r"(?:(?P<none>可以不予处罚|不应当?认为)"
    rf"|(?P<not>不得(?!不|已){_NOT_OF}|{_SAID}(?<!或者)(?:禁止|严禁)(?![的性令其]|或者限制)|(?<![内定])不准(?![确其予]){_NOT_OF}|不应当?(?!有的|认为)|(?<=原则上)不(?![得应能可])|切勿|不[能可](?=擅自|随意|私自|以任何)"
    r"|(?<![可应以当决定者])不予(?!(?:行政)?处罚)(?=[^，。；]{1,10}(?:[。；]|$)))"
    rf"|(?P<must>(?<!其他)(?<!知道或者)(?<![将把对]依法)(?<![将把])应当(?!知[道晓悉]){_NOT_OF}|应该|(?<![让包租需托双一甲乙供各买卖对某地该])方可(?![以能])|始得(?!当选|通过)|必须|(?<![需主重只必摘不概纪纲所将机既也扼首简紧提次还若])要(?![求素件点旨闻害约道领么])(?=[一-鿿])|(?<!服)务必(?![须需要])|只能|(?<![无不])须(?!知)"
    r"|(?<![一-鿿])需(?!要|求|[^，。；]{0,30}时)|(?<![负没])有(?:责任|义务)(?![的，。；])"
    r"|(?<=[一-鿿，])(?<![负没承具])有(?=[^，。；]{1,40}的(?:义务|责任)(?:[，。；]|$))"
    r"|(?<![对相适供反响效感回答呼因本])应(?!当|知|用|选(?!举)|对(?![^，。；]{1,40}(?:负责|承担|进行|予以|采取|作出))|急|邀|答|运|届|力|收|付|聘|变|征|战|酬|声|景|允|价|试|考|纳税)"
    r"|(?<=法院)(?:应当)?(?:依法)?予以)"
    r"|(?P<may>无需|无须|(?<!对)不需要?|不必(?!要)|可以不|免予(?!处罚)"
    rf"|(?<!不)可以{_NOT_OF}|(?<![一-鿿、])可{_VERB}|(?<=[者门构关台位业司户人织校众])可{_VERB}|(?<=[一-鿿])(?<![不许认无未尚])可(?=通过|根据|按照|依据|依照|依法|自行|采取|采用|结合|向)|(?<=[前后时内])可(?=适当|以)|(?<=即)可(?!能))"
    rf"|(?P<entitled>(?<![所没]){_NOT_WHO}有权(?![属益利威力重]|限(?!制))"
    r"|享有(?!的)(?=[^，。；]{1,24}权)|(?<=[一-鿿，])(?<!没)有(?=[^，。；]{1,40}的(?:权利|权力|自由|自[治主]权)(?:和?义务)?(?:[，。；、]|$))))"
)
ONLY_THEN = ("方可", "始得")
"""应当经批准，方可施工: one duty; alone, a must."""
_KINDS = {
    "not": Modality.MUST_NOT,
    "must": Modality.MUST,
    "may": Modality.MAY,
    "entitled": Modality.ENTITLED,
}
_CONDITION = re.compile(
    r"(?<!目)的$|时候?$|后$|前$|期间$|中$|下$|以外$|^(?:在|除|因|自(?!然人|身|行|愿|主|动)|经(?!营)|未经|如|若|如果|为|为了|对|对于|涉及|按照|根据|依照|通过|利用|发生)"
)
_CASE = re.compile(
    r"(?:(?<!目)的|时候?|后|前|外|期间)$|^(?:未?经(?![营办济理销])|非经|除|因)[^，。；]*$"
)
_ENDS_CASE = re.compile(r"(?:(?<!目)的|除外)[ 。；]*$|除[^，。；]{2,60}外[ ，]*$")
_ASKS_OTHERS = re.compile(
    r"(?:依法|书面|明确|可以|主动|本人)?"
    r"(?:请求|要求|撤回|拒绝|不同意|死亡|不提供|不配合|未提供|需要(?=的)|反对|投诉|举报|声明)"
)
_CLAIMS = re.compile("不服|提起|主张|起诉|上诉|认为|申请|提出")
"""Who does this is bound only where nobody else is named: 当事人起诉，人民法院审查后，应当."""
_THING = re.compile(
    r"(?![依对将在按向于就根为与从把自以经由会如每且]|通过|利用|使用|发现)[一-鿿]{2,12}的[一-鿿]{1,8}$"
)
"""学校收取的学费应当: the subject is a thing."""
_PUNISHING = re.compile(r"由[^，。；]{2,40}(?:责令|处以|吊销|给予)")
_CLAIMED = re.compile("(?<![的其])主张|认为")
"""What somebody claims ought to be (主张不应予以登记) is no duty."""
_TURN = re.compile("对|将|向|在|按照|根据|依照|自(?!治|然|愿)|为(?!人|主)")
_TO = ("通知", "告知", "责令", "要求", "向", "对", "询问", "送达", "征求", "听取", "督促")
_SERVES = re.compile(r"作为|视为")
_TOPIC = re.compile("对(?![方外])[^，；]*的(?=[^，。；的]{1,14}$)")
"""对可以联名登记的动产，女方有权: the words before 的 ask nothing."""
_REST = re.compile("[^。；]{1,300}")
_SEGMENT = re.compile(r"[^，；]+")


@dataclass(frozen=True, slots=True)
class Clause:
    """Spans within the folded clause that was taken apart; None where it has no such part."""

    modality: Modality
    bearer: tuple[int, int] | None
    condition: tuple[int, int] | None
    action: int
    """Where the action begins: after the modal word."""
    direct: bool = False
    """The bearer stands directly before (or, forbidden, after) the modal word."""
    agent: bool = False
    """The bearer is named as the one by whom it is done (由…)."""


def take_apart(plain: str) -> Clause | None:
    """The clause's main modal word and what stands around it; None when nothing is asked.

    The main modal word is the first outside a condition (「应当取得许可的，」 asks nothing yet).
    """
    segments = [(m.start(), m.end()) for m in _SEGMENT.finditer(plain)]
    for index, (start, end) in enumerate(segments):
        modal = asks_at(plain, start, end)
        if modal is None:
            continue
        segments[0] = (_opening(plain), segments[0][1])
        conditions = [s for s in segments[:index] if _CONDITION.search(plain[s[0] : s[1]].strip())]
        condition = (conditions[0][0], conditions[-1][1]) if conditions else None
        if condition and is_condition(plain[slice(*conditions[-1])]):
            # 违反规定，或者危害安全的: the case begins with the clause.
            condition = segments[0][0], condition[1]
        forbidden = object_of(plain, modal.end())
        forbids = modal.lastgroup == "not"  # 不得由他人代为评审 binds the one who is judge
        agent = None if forbids else agent_of(plain, modal.end(), end)
        direct = forbidden or subject_of(plain, start, modal.start())
        bearer = agent or direct or _subject(plain, start, modal.start())
        if not bearer and not _SERVES.match(plain, modal.end()):
            bearer = _named_before(plain, segments[:index], start, modal.start())
        if bearer and condition and condition[0] <= bearer[0] and bearer[1] <= condition[1]:
            condition = _without(plain, condition, bearer)
        action = forbidden[1] if forbidden else modal.end()
        return Clause(
            _KINDS[str(modal.lastgroup)],
            bearer,
            condition,
            action,
            direct=bool(direct),
            agent=bool(agent),
        )
    return None


def _subject(plain: str, start: int, modal: int) -> tuple[int, int] | None:
    """Who is named before the modal word, or before the first preposition: 监狱对…应当."""
    named = bearer_of(plain, start, modal)
    turn = None if named else _TURN.search(plain, start + 2, modal)
    if named and (_THING.match(plain, named[1], modal) or is_made(plain, named[1], modal)):
        return None
    return subject_of(plain, start, turn.start()) if turn else named


def asks_at(plain: str, start: int, end: int) -> re.Match[str] | None:
    """The modal word of a segment that asks something; in a condition (应当备案的，) none does."""
    modal = MODAL.search(plain, start, end)
    if not modal or _ENDS_CASE.search(plain, start, end):
        return None
    topic = _TOPIC.match(plain, start, end)
    if topic and modal.end() < topic.end() and not closing().search(plain, start, modal.start()):
        rest = _REST.match(plain, end)
        if rest and MODAL.search(plain, *rest.span()):
            return None
    return None if _CLAIMED.search(plain, start, modal.start()) else modal


def _asks_others(plain: str, bearer: tuple[int, int], stop: int, modal: int) -> bool:
    """Whether the case of ``bearer`` binds somebody else: 被执行人是公民的，应当通知被执行人."""
    if _ASKS_OTHERS.match(plain, bearer[1], stop):
        return True
    again = plain.find(plain[slice(*bearer)], modal)
    return again > 0 and plain.endswith(_TO, modal, again)


_GRANTS = re.compile(
    "不予|予以|(?:(?:应当?|可以?|不得)(?:依法|另行|一并|直接|不再)*)?(?:按撤诉|按自动撤回|缺席[判裁]决|裁定|判决|驳回|准许|准予|受理|立案|许可|批准"
    "|核准|认可(?!度)|追加|发还|颁发|发给|核发|拘[传留]|拍卖|发回|核定|责令|吊销|撤销(?!权)|注销(?!登记)|终结|中止诉讼|支持)"
)
"""What only an authority does."""


_CHOOSES = re.compile(
    "(?:依法|可以)?(?:指定|委托|聘[请用任]|招[用聘]|邀请|选择|使用|认定|任命|录用|雇用|组织)(?!的)"
)
"""部门指定前款规定的机构，应当公布: the department."""


def _named_before(
    plain: str, before: list[tuple[int, int]], start: int, modal: int
) -> tuple[int, int] | None:
    """The one named in the segments before that of the modal word: 提供者发现…的，应当. Who only
    asks for something (个人请求查阅的，应当提供) is not the one who is bound."""
    if before and not plain[start:modal].strip(" 均也都还"):
        last = subject_of(plain, *before[-1])
        if last:
            who = bearer_of(plain, *before[-1])
            return who if who and _CHOOSES.match(plain, who[1]) else last
    # 当事人再次申请的，不予受理: who grants or refuses is another.
    grants = _GRANTS.match(plain, modal)
    claims: tuple[int, int] | None = None
    nearest = _nearest(plain, before)
    if nearest:
        return nearest
    cases = [n for n, part in enumerate(before) if plain[slice(*part)].endswith(("的", "时"))]
    for opening, stop in before[cases[-1] + 1 :] if cases else ():
        main = bearer_of(plain, opening, stop)
        if not main or is_condition(plain[opening:stop]) or _PUNISHING.match(plain, opening):
            continue
        if not is_made(plain, main[1], stop):
            return main
    for index, (opening, stop) in enumerate(before):
        goes_on = index > 0 and not _CONDITION.search(plain[slice(*before[index - 1])])
        bearer = bearer_of(plain, opening, stop, further=goes_on)
        if bearer and (_PUNISHING.match(plain, opening) or is_made(plain, bearer[1], stop)):
            continue
        case = bearer and is_condition(plain[opening:stop])
        if case and plain.startswith("由", opening):
            continue
        if bearer and _CLAIMS.match(plain, bearer[1], stop):
            claims = claims or bearer
            continue
        other = bearer and case and (grants or _asks_others(plain, bearer, stop, modal))
        if bearer and (not other or is_authority(plain[slice(*bearer)])):
            return bearer
    return None if grants else claims


def _nearest(plain: str, before: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The last authority that acts before the modal word: 政府编制规划，部门编制计划，应当…."""
    for opening, stop in reversed(before if len(before) > 1 else ()):
        named = bearer_of(plain, opening, stop)
        if not named or not is_authority(plain[slice(*named)]) or plain.startswith("由", opening):
            continue
        if is_condition(plain[opening:stop]):
            return None
        if named[1] < stop and not is_made(plain, named[1], stop):
            return named
    return None


def _opening(plain: str) -> int:
    """Where the words begin after the mark of a 项."""
    found = MARK.match(plain)
    return found.end() if found else 0


def _without(
    plain: str, condition: tuple[int, int], bearer: tuple[int, int]
) -> tuple[int, int] | None:
    """「提供者发现…的，」: the condition begins after the bearer."""
    if plain[condition[0] : bearer[0]].strip():
        return condition
    rest = plain[bearer[1] : condition[1]].strip(" ，")
    return (bearer[1], condition[1]) if rest else None


def is_condition(words: str) -> bool:
    """Whether the words are a case to which something applies: …的, …时, …后, 除…外."""
    return bool(_CASE.search(words.strip(" ，")))
