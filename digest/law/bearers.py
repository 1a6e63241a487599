"""Who is bound: the name of a bearer in a clause, and whether it is an authority (义务主体)."""

import re
from functools import lru_cache

from digest.law.lexicon import folded
from digest.law.nouns import (
    authorities,
    bodies,
    closing,
    compound,
    finite,
    links,
    made,
    openings,
    roles,
)

MARK = re.compile(r" *(?:（[一二三四五六七八九十0-9之]{1,6}）|[0-9]{1,2}[.、]|[①-⑳]) *")
"""（一）, 1. at the head of a 项 or 目."""
_CARRIES_ON = re.compile(
    r"的|、|以外的|副|专门|常务|常委会|主席团|(?<=[会员])会议|各(?:部门|单位|机构)|工作(?:机构|人员|部门)|(?:[从执]业|组成)人员|全体会议|和|以?及|与|或|(?:所在|住所)地|(?:指定|授权|设立|确定|任命|认定|委托|派出|聘任|选派)的|主要(?!依据|根据|按照|承担|负责(?!人))|有关|相关|内部"
    r"|(?<=等)(?:依法|依据|具有|负有|从事|提供|取得)[^，。；]{2,30}的[^，。；的]{0,10}人员"
    r"|负责[^，。；]{1,16}的[^，。；的]{0,6}(?:部门|机构)"
)
"""After the noun of a bearer: the name goes on."""
_LIST = re.compile(r"[、和及与或]")
_NAMES_KEPT = 1024
_BEFORE = 4
"""Characters that the nouns of a bearer look back on."""
_AHEAD = 16
"""Characters that a verb looks ahead on."""
_OPENING = re.compile(r" *(?:但是?|其中|同时|而|并且?|且|由(?!于)|此外)?(?:，)?")
ALIAS = re.compile(r"（[^（）]{1,40}）")
_VARIANT = re.compile("（[^（）]{1,3}）")
"""屠宰厂（场）: part of the name, other than an alias."""
_ADVERBS = re.compile(r"(?:依法|也|还|均|都|一律|同样|则|原则上| )$")
_RELATIVE = re.compile(
    r"的(?:[^，的]{0,20}$|[^，。；的]{0,14}(?:[者人员方商]|单位|企业|机构|部门|机关|组织|公司|法院))"
)
_TOWARDS = re.compile(r"对|将|会同|是(?!否)|(?:在|向|给|询问|使用|发现|利用|通过|要求)[^的]*$")
_KIND = re.compile(
    "(?:以(?!及)|未|没有|违反|拒绝|不|属于|明知|因|损害|侵犯)[^，。；]{2,60}的[^，。；的、]{2,10}$"
)
"""未取得许可的单位 (不得): what kind of one it is."""
_ADDRESSED = re.compile(
    r"任何|[^，。；、的]{0,8}(?:[营供产售用]者|机构|公司|场所|企业|单位|人员)(?:[、，和]|及其|在|从事|利用)|(?:网络|有关|相关|各)?(?:组织|个人|单位|平台|用户|机构|企业)"
)
_OBJECT = re.compile(
    r"所称|(?<!方)向|以(?![上下内外及])|自(?=人民|国务院|[收接]到|[公发]布|受理|决定|生效)|按照|(?<![行作])为(?!人|主)|把|因(?!特)|经(?=[^，。；的]{2,24}(?:审议|审查同意|批准)|国务院|有关|上级|本级|[省市县])|(?<!所)在(?![职校编押逃场建册岗船])|(?<![申上举通汇填预])报(?![告名酬社刊考送到纸道废])"
)
_OPEN = re.compile(r"（[^）]*$|^[^（]*）")
_READILY = re.compile("(?:依法|优先|及时|积极|定期|必要时|再(?!审)|先行?){0,2}")
_NEEDED = re.compile(
    "(?![对按在向为与因经])[^，。；的]{0,30}(?<![场住处究务诊])所(?!在)[^，。；的]{2,8}的[^，。；的]{1,10}$"
)
_TURNS = re.compile("(?:依法|同时)?(?:与|同(?!一)|向|将|把|从|以(?![上下])|就|直到)")
_STATE = re.compile(r"国家(?=对|为|依法|根据|通过|在|按照|另行|统一|$)")
_LONGEST_SUBJECT = 160
_LONGEST_GAP = 60


def bearer_of(
    plain: str,
    start: int,
    end: int,
    nouns: re.Pattern[str] | None = None,
    *,
    further: bool = False,
) -> tuple[int, int] | None:
    """Span of the one named at the start of ``plain[start:end]``, a list of them taken whole: up
    to the first noun of a bearer after which the name does not go on. ``further``: other words of
    the sentence stand before, and a verb goes on with them (，告知向原审的法院起诉)."""
    first = max(0, start - _BEFORE)
    named = _bearer_of(plain[first:end], start - first, nouns, further)
    return (first + named[0], first + named[1]) if named else None


@lru_cache(_NAMES_KEPT)
def _bearer_of(
    plain: str, start: int, nouns: re.Pattern[str] | None, further: bool
) -> tuple[int, int] | None:
    end = len(plain)
    at = last = _begin(plain, start, end)
    by = at > 0 and plain[at - 1] == "由"
    if further and not by and _TURNS.match(plain, at, end):
        return None
    if _no_subject(plain, at, end, by=by):
        return None
    if acts_first(plain, at, end):
        if further and not by:
            return None
        last = max(at, plain.find("的", at, end))
    if _STATE.match(plain, at, end):
        return at, at + 2
    for role in (nouns or roles()).finditer(plain, last, end):
        alias = ALIAS.match(plain, role.end(), end)
        between = plain[last : role.start()]
        own = max(last + 1, plain.rfind("的", last, role.start()) + 1)
        acts = finite().search(plain, own, role.start() + _AHEAD)
        if (
            acts and acts.end() <= role.start()
        ):  # 直辖市设立法官遴选委员会; no place (在…的场所转让公司股权) acts
            name = closing(heads=not acts_first(plain, at, end)).search(plain, at, acts.start())
            return _name(plain, at, acts.start()) if name else None
        if len(between) > _LONGEST_GAP or re.search("[，；：\n]", between):
            return None
        on = alias.end() if alias else role.end()
        if not _CARRIES_ON.match(plain, on, end) and not links().match(plain, on, end):
            short = _VARIANT.match(plain, role.end(), end)
            return _name(plain, at, short.end() if short else role.end())
        last = role.end()
    # 出租人与他人协议折价: the name ends before 与, whatever stands behind it.
    return _name(plain, at, last) if last > at and plain.startswith("与", last) else None


def subject_of(plain: str, start: int, modal: int) -> tuple[int, int] | None:
    """Span of the longest noun phrase that ends directly before the modal word: 网络游戏、网络直播
    等服务提供者 (应当). Only adverbs may stand between (依法, 也)."""
    at = _begin(plain, start, modal)
    tail = _ADVERBS.search(plain, at, modal)
    end = tail.start() if tail else modal
    at = max(at, plain.rfind("\n", at, end) + 1)
    name = closing().search(plain, at, end) if modal - at <= _LONGEST_SUBJECT else None
    if name is None or _turns(plain, at, end):
        return None
    if _no_subject(plain, at, end) and not _KIND.match(plain, at, end):
        return None
    short = _VARIANT.match(plain, name.end("name"), end)
    return _name(plain, at, short.end() if short else name.end("name"))


def object_of(plain: str, modal: int) -> tuple[int, int] | None:
    """Span of the one a prohibition names after its verb: 禁止任何组织和个人 (从事)."""
    if not plain[:modal].endswith(("禁止", "严禁")) or not _ADDRESSED.match(plain, modal):
        return None
    return bearer_of(plain, modal, len(plain))


def agent_of(plain: str, modal: int, end: int) -> tuple[int, int] | None:
    """Span of the one by whom it is to be done: 报告应当由负责人 (签字)."""
    return named_by(plain, modal + 1, end) if plain.startswith("由", modal) else None


def named_by(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """As `bearer_of`, behind 由: what follows is a verb (由平台认定) and no part of the name."""
    return bearer_of(plain, start, end, roles(verb_follows=True))


@lru_cache(_NAMES_KEPT)
def is_authority(bearer: str) -> bool:
    """Whether all that are named are authorities; a list with a regulated party is none."""
    bearer = folded(bearer)
    # 国家和省网信部门, 部门及其工作人员: these parts say nothing of their own.
    parts = (p for p in _LIST.split(bearer) if p != "国家" and not p.startswith("其"))
    named = [part for part in parts if closing(heads=False).search(part)] or [bearer]
    return all(authorities().search(part.rsplit("的", 1)[-1]) for part in named)


@lru_cache(_NAMES_KEPT)
def is_body(bearer: str) -> bool:
    """Whether an authority is named, or a body or office holder whose acts the law settles."""
    return is_authority(bearer) or bool(bodies().search(folded(bearer)))


def _name(plain: str, at: int, end: int) -> tuple[int, int] | None:
    """The name that ends at ``end``: behind 由 (具体办法由国务院部门) and from 任何 on; none where
    it holds an object (支付令自法院…). An attribute that ends in 的 may hold all this."""
    own = max(at, plain.rfind("的", at, end) + 1)
    joint = plain.find("会同", own, end)
    if joint > at:
        return at, joint
    by, anyone = plain.rfind("由", own, end), plain.rfind("任何", own, end)
    if max(by + 1, anyone) > at:
        return max(by + 1, anyone), end
    turn = _OBJECT.search(plain, own, end)
    if turn:  # 工业部在收到平台…: the name ends before the preposition
        return (at, turn.start()) if closing().search(plain, at, turn.start()) else None
    return None if _OPEN.search(plain, at, end) else (at, end)


def _begin(plain: str, start: int, end: int) -> int:
    """Where the words begin after the mark of a 项 and a conjunction."""
    mark = MARK.match(plain, start, end) if start == 0 else None
    opening = _OPENING.match(plain, mark.end() if mark else start, end)
    return opening.end() if opening else start


def _no_subject(plain: str, at: int, end: int, *, by: bool = False) -> bool:
    """Whether the words open with a circumstance or a verb and are no 「在…设立的机构」."""
    if openings()[0].match(plain, at, end):
        return True
    return not by and acts_first(plain, at, end) and not _RELATIVE.search(plain, at, end)


def acts_first(plain: str, at: int, end: int) -> bool:
    """Whether the words open with a verb that is no part of a name (制定机关, 申请执行人)."""
    readily = _READILY.match(plain, at, end)
    at = readily.end() if readily else at
    opens = openings()[1].match(plain, at, end)
    return bool(opens) and not compound().match(plain, at, end)


def _turns(plain: str, at: int, end: int) -> bool:
    """「提供者对使用者应当」: the noun before the modal word belongs to a preposition."""
    return any(_TOWARDS.match(plain, r.end(), end) for r in roles().finditer(plain, at, end))


def is_made(plain: str, end: int, stop: int) -> bool:
    """Whether what follows a name up to ``stop`` makes a thing of it: 平台使用的发票."""
    return bool(made().match(plain, end, stop) or _NEEDED.match(plain, end, stop))
