"""Who is bound: the name of a bearer in a clause, and whether it is an authority (义务主体)."""

import re
from functools import cache, lru_cache

from digest.law.lexicon import folded, load

MARK = re.compile(r" *(?:（[一二三四五六七八九十0-9之]{1,6}）|[0-9]{1,2}[.、]) *")
"""（一）, 1. at the head of a 项 or 目."""
_CARRIES_ON = re.compile(
    r"的|、|以外的|副|专门|常务|常委会|主席团|工作(?:机构|人员|部门)|组成人员|全体会议|(?<=[会员])会议|和|以?及|与|或|(?:所在|住所)地|(?:指定|授权|设立|确定)的|主要|有关|相关|内部"
    r"|负责[^，。；]{1,16}的(?:部门|机构)"
)
"""After the noun of a bearer: the name goes on."""
_LIST = re.compile(r"[、和及与或]")
_NAMES_KEPT = 1024
_OPENING = re.compile(r" *(?:但是?|其中|同时|而|并且?|且|由|此外)?(?:，)?")
ALIAS = re.compile(r"（[^（）]{1,40}）")
_VARIANT = re.compile("（[^（）]{1,3}）")
"""屠宰厂（场）: part of the name, other than an alias."""
_ADVERBS = re.compile(r"(?:依法|也|还|均|都|一律|同样|则|原则上| )$")
_RELATIVE = re.compile(r"的[^，的]{0,20}$")
_TOWARDS = re.compile(r"对|将|会同|(?:在|向|给|询问|使用|发现|利用|通过|要求)[^的]*$")
_ADDRESSED = re.compile(
    r"任何|[^，。；、的]{0,8}(?:[营供产售用]者|机构|公司|场所|企业|单位|人员)(?:[、，和]|及其|在|从事|利用)|(?:网络|有关|相关|各)?(?:组织|个人|单位|平台|用户|机构|企业)"
)
_OBJECT = re.compile(
    r"(?<!方)向|以(?![上下内外及])|自(?=人民|国务院|[收接]到|[公发]布|受理|决定|生效)|按照|(?<![行作])为(?!人|主)|把|因(?!特)|经(?=国务院|有关|上级|本级|[省市县])|(?<=[部局院委会署厅关])在"
)
_OPEN = re.compile(r"（[^）]*$")
_OFFICE = re.compile("机关|部门|单位|机构|人员|法院|小组|企业|管理|监督|委员会|主体|[者人方]")
_STATE = re.compile(r"国家(?=对|为|依法|根据|通过|在|按照|另行|统一|$)")
_LONGEST_SUBJECT = 160
_LONGEST_GAP = 60


def bearer_of(
    plain: str, start: int, end: int, roles: re.Pattern[str] | None = None
) -> tuple[int, int] | None:
    """Span of the one named at the start of ``plain[start:end]``, a list of them taken whole: up
    to the first noun of a bearer after which the name does not go on."""
    at = last = _begin(plain, start, end)
    if _no_subject(plain, at, end):
        return None
    if _openings()[1].match(plain, at, end):
        last = max(at, plain.find("的", at, end))
    if _STATE.match(plain, at, end):
        return at, at + 2
    for role in (roles or _roles()).finditer(plain, last, end):
        alias = ALIAS.match(plain, role.end(), end)
        if role.start() - last > _LONGEST_GAP or re.search("[，；：]", plain[last : role.start()]):
            return None
        if not _CARRIES_ON.match(plain, alias.end() if alias else role.end(), end):
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
    name = _closing().search(plain, at, end) if modal - at <= _LONGEST_SUBJECT else None
    if name is None or _no_subject(plain, at, end) or _turns(plain, at, end):
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
    return bearer_of(plain, start, end, _roles(verb_follows=True))


@lru_cache(_NAMES_KEPT)
def is_authority(bearer: str) -> bool:
    """Whether all that are named are authorities; a list with a regulated party is none."""
    bearer = folded(bearer)
    # 国家和省网信部门, 部门及其工作人员: these parts say nothing of their own.
    parts = (p for p in _LIST.split(bearer) if p != "国家" and not p.startswith("其"))
    named = [part for part in parts if _closing(heads=False).search(part)] or [bearer]
    return all(_authorities().search(part.rsplit("的", 1)[-1]) for part in named)


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
        return (at, turn.start()) if _closing().search(plain, at, turn.start()) else None
    return None if _OPEN.search(plain, at, end) else (at, end)


def _begin(plain: str, start: int, end: int) -> int:
    """Where the words begin after the mark of a 项 and a conjunction."""
    mark = MARK.match(plain, start, end) if start == 0 else None
    opening = _OPENING.match(plain, mark.end() if mark else start, end)
    return opening.end() if opening else start


def _no_subject(plain: str, at: int, end: int) -> bool:
    """Whether the words open with a circumstance or a verb and are no 「在…设立的机构」."""
    circumstance, verb = _openings()
    if circumstance.match(plain, at, end):
        return True
    opens = verb.match(plain, at, end)
    # 制定机关, 监督部门: a verb may be part of the name.
    named = opens and _OFFICE.match(plain, opens.end(), end)
    return bool(opens) and not named and not _RELATIVE.search(plain, at, end)


def _turns(plain: str, at: int, end: int) -> bool:
    """「提供者对使用者应当」: the noun before the modal word belongs to a preposition."""
    return any(_TOWARDS.match(plain, r.end(), end) for r in _roles().finditer(plain, at, end))


def _nouns() -> str:
    return "|".join(sorted(load("modality")["bearers"], key=len, reverse=True))


@cache
def _roles(*, verb_follows: bool = False) -> re.Pattern[str]:
    """A noun that ends the name of a bearer and is no part of a longer word (主体登记机关)."""
    lexicon = load("modality")
    longer = "|".join(f"{word}(?:{after})" for word, after in lexicon["longer"].items())
    after = "|".join(w for w in lexicon["not_after"] if not verb_follows or w[-1] not in "定准记")
    not_after = rf"(?!{after}|(?:等[^，。；、的]{{0,4}})?(?:{_nouns()}))"
    return re.compile(rf"(?!{longer})(?:{_nouns()}){not_after}(?:等(?!级)|内部机构)?")


@cache
def _closing(*, heads: bool = True) -> re.Pattern[str]:
    """A noun that ends a name; ``heads``: or a character that does, directly before the modal."""
    further = (
        rf"|[{load('modality')['heads']}]"
        r"|(?<=[一-鿿]{2})(?:场所|中心|小组|(?<![证谈机社])会|(?<![全内外一大各])部|(?<![多对地后前远下上东南西北官])方|(?<=[景园矿社治])区)"
        if heads
        else ""
    )
    return re.compile(
        rf"(?P<name>(?:{_nouns()}{further})(?:等|内部机构)?|(?<![一-鿿])国家)(?:（[^（）]{{1,40}}）)?$"
    )


@cache
def _openings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    lexicon = load("modality")
    verbs = [*lexicon["verbs"], *lexicon["states"], *lexicon["acts"]]
    return re.compile("|".join(lexicon["not_before"])), re.compile("|".join(verbs))


@cache
def _authorities() -> re.Pattern[str]:
    return re.compile("|".join(load("modality")["authorities"]))
