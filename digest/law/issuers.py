"""Who issues a release (发文机关): read in the title, the 题注, the order and the signature.

Authorities are told by the form of their names, so one that no list knows is read too; the list of
issuers gives the short forms. A phrase counts only when all of it names authorities.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from digest.law.dates import DATE_LINE, enactments
from digest.law.lexicon import load
from digest.model import NoticeKind

_WHEN = r"(?:近日|日前|近期|今日|今天|昨日|昨天|当日|最近|[0-9]日)"
_TITLED = re.compile(
    r"(?P<who>[^《》]{2,160}?)(?:关于|令|公告|通告|通知|转发|批转|就(?=《|$)|(?:有关)?负责人"
    rf"|等? ?[0-9]{{4}}年|{_WHEN}?(?:联合|对外)?(?:调查组)?"
    r"(?:发布|公布|印发|出台|通报|约谈|曝光|启动|召开)|公开|征求)"
)
_ISSUING = re.compile(r"关于|令|公告|通告|通知")
_ACTED = re.compile(
    r"(?P<who>[^0-9]{2,200}?)(?:第 ?[0-9零〇一二三四五六七八九十百]+ ?次|令|公告|审议|公布|发布"
    r"|印发|通过|会议|批准|[0-9]{4}年)"
)
_AGREED = re.compile(r"并经(?P<who>[^，。；]{2,300}?)同意")
_TELLING = re.compile(
    rf"(?:^|[\n，。；：日 ]){_WHEN}?，?(?P<who>[^，。；：\n《》0-9]{{2,80}}?)等?{_WHEN}?"
    r"(?:联合|对外|共同|正式|研究|组织){0,3}"
    r"(?P<did>公布|发布|印发|出台|起草|制定|通报|下发)(?:实施)?[了的]?(?P<what>《[^《》\n]{0,60})?",
)
_ENFORCING = re.compile(
    rf"(?:^|[\n，。；：日 ]){_WHEN}?，?(?P<who>[^，。；：\n《》0-9]{{2,60}}?)"
    r"(?:接到|发现|依据|依法|根据|责令|约谈|查处|立案|处罚|侦破|破获|集中|部署|开展|对)"
)
_ORGANISATION = r"[一-鿿]{2,24}(?:联盟|协会|学会|中心|研究院|委员会|促进会|工作组|院)"
_PROPOSED = re.compile(
    rf"由(?P<by>{_ORGANISATION})(?:（[^（）]{{0,40}}）)?提出"
    rf"(?:(?:，|、|并)?(?:由)?(?P<led>{_ORGANISATION})(?:（[^（）]{{0,40}}）)?(?:牵头|归口|组织|起草))?"
)
"""Who proposes a standard of its own, and who leads the work: no authority, and its issuer."""
DOC_NO = re.compile(
    r"[一-鿿]{2,12}[〔［\[（][12][0-9]{3}[〕］\]）] ?(?:第 ?)?[0-9]{1,4} ?号"
    r"|(?:[一-鿿]{0,20}令\s{0,3})?(?:（ ?)?第 ?[0-9零〇一二三四五六七八九十百]{1,5} ?号"
    r"(?:令|(?= *(?:\n|$|公布|发布)))"
)
"""文号: 示例办〔2026〕3号, 示例局令第15号."""
_ORDERED = re.compile(
    r"^(?:令|公告|通告|关于|公 ?告$|通 ?告$|第 ?[0-9零〇一二三四五六七八九十百]+ ?号)"
)
_KIND_OF_ACT = re.compile(
    r" ?(?:令|公告|通告|通知|文件)?(?: ?（?第 ?[0-9零〇一二三四五六七八九十百]+ ?号）?)?$"
)
_ENDS_OF_ACT = ("令", "公告", "通告", "通知", "文件", "号", "）")
_OFFICER = re.compile(r"(?:主任|部长|局长|署长|行长|院长|检察长|秘书长)[：: ]? ?[一-鿿 ]{2,5}$")
_TOGETHER = re.compile(
    r"等(?: ?[0-9一二三四五六七八九十]{1,3}个?|多个?|有关|相关)?(?:部门|单位|部委|机构)|等$"
)
_SITTING = re.compile(r"第[零一二三四五六七八九十]{1,4}届|^由|^（|^中华人民共和国(?=.{2})")
_ORGAN = re.compile(r"(?:审判|检察)委员会$|(?:常务|[室办部局委署]务会?)$")
_FORWARDED = re.compile(r"转发|批转")
_MEDIUM = re.compile(r'"|(?:官方)?(?:网站|官网|微信公众号|公众号|微信|微博)+$')
_OPENING = 600
_TELLING_OF = 8
"""Characters by which a sentence that names an instrument is known to name this one."""
_LONGEST_PHRASE = 400
_LONGEST_SIGNATURE = 15
"""Lines: more authorities than that sign nothing together."""


@dataclass(frozen=True, slots=True)
class Named:
    """The places of a release that name authorities, folded."""

    title: str
    head: str
    """What stands above the law, or the opening of a page without one."""
    tail: str
    publisher: str
    """Who shows the page: believed only where nothing else names one."""


def issuers(named: Named, kind: NoticeKind, instrument: str | None) -> tuple[str, ...]:
    """The authorities that issue a release, in the order they are named. A commentary has none. A
    report or an interpretation has those that issued the ``instrument`` it is about; where it is
    about none, only an authority that signs or shows it itself."""
    if kind == NoticeKind.COMMENTARY:
        return ()
    own = [*_of_notes(named.head), *_signed(named.head), *_signed(named.tail)]
    titled = list(_of_titles(named.title))
    if kind == NoticeKind.ENFORCEMENT:
        own = titled + own or [*_of_sentences(named.head, None), *_enforcing(named.head)][:1]
    elif kind == NoticeKind.REPORT and not instrument:
        own = [*_of_titles(named.title, _ISSUING), *_signed(named.head), *_signed(named.tail)]
    elif kind in (NoticeKind.REPORT, NoticeKind.INTERPRETATION):
        told = _of_sentences(named.head, instrument) if instrument else ()
        own = [*titled, *own, *told]
    elif not (
        titled and _FORWARDED.search(named.title)
    ):  # below stands who wrote what is passed on
        own = [*titled, *own, *_agreed(named.head), *_of_sentences(named.head, instrument)]
        own = own or [*_of_sentences(named.head, None)] or _proposed(named.head)
    else:
        own = titled
    return tuple(dict.fromkeys(own)) or _publisher(named.publisher)


def _of_titles(title: str, saying: re.Pattern[str] | None = None) -> Iterator[str]:
    """Who opens a title: any that acts, or only who issues the page itself (某局关于…的公告)."""
    for part in re.split(r"[|｜丨\n：］\]】]", title):
        found = _TITLED.match(part.strip())
        if found and not (saying and not saying.match(part.strip(), found.end("who"))):
            yield from agencies(found["who"])


def _of_notes(head: str) -> Iterator[str]:
    for _, act in enactments(head):
        words = _SITTING.sub("", act.strip())
        found = _ACTED.match(words)
        if found or act.startswith(" "):  # （2026年1月8日 某办公室）
            yield from agencies(found["who"] if found else words)


def _agreed(head: str) -> Iterator[str]:
    for agreed in _AGREED.finditer(head):
        yield from agencies(agreed["who"].replace("\n", ""))


def _signed(place: str) -> Iterator[str]:
    """Lines above a day that stands alone, and the authority above 令 or 关于…的规定."""
    lines = [row.strip() for row in place.split("\n") if row.strip()]
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else ""
        who = _KIND_OF_ACT.sub("", line) if line.endswith(_ENDS_OF_ACT) else line
        if who != line or _ORDERED.match(following):
            yield from agencies(who)
        signed = DATE_LINE.search(line)
        if not signed:
            continue
        above = [line[: signed.start()].strip()] if signed.start() else []
        for row in reversed(lines[max(0, index - _LONGEST_SIGNATURE) : index]):
            if not agencies(_OFFICER.sub("", row)):
                break
            above.insert(0, row)
        for row in above:
            yield from agencies(_OFFICER.sub("", row))


def _of_sentences(head: str, instrument: str | None) -> Iterator[str]:
    """Who 公布 《…》 by a sentence of the opening: that very one, where ``instrument`` is given."""
    for told in _TELLING.finditer(head[:_OPENING]):
        what = (told["what"] or "").replace(" ", "")
        if instrument is None or instrument.replace(" ", "")[:_TELLING_OF] in what:
            yield from agencies(told["who"])


def _enforcing(head: str) -> Iterator[str]:
    for told in _ENFORCING.finditer(head[:_OPENING]):
        yield from agencies(told["who"])


def _proposed(head: str) -> list[str]:
    found = _PROPOSED.search(head)
    return [name for name in found.group("by", "led") if name] if found else []


def _publisher(name: str) -> tuple[str, ...]:
    found = agencies(name)
    return () if name.endswith("中心") else found


def is_official(name: str) -> bool:
    """Whether an account, a site or a 来源 of that name is an authority's own."""
    bare = _MEDIUM.sub("", name.strip(' "'))
    if _accounts().search(bare):
        return True
    return bool(agencies(bare)) and (not bare.endswith("中心") or bare.startswith("国家"))


# --- names ---------------------------------------------------------------------------------------


def agencies(phrase: str) -> tuple[str, ...]:
    """The authorities a phrase names, by their full names; none when any part names no authority
    (国家网信办、公安部 is two, 国家网信办主任 is none)."""
    found: list[str] = []
    if len(phrase) > _LONGEST_PHRASE:
        return ()
    for piece in re.split(r"[、， ]+", _TOGETHER.sub("", phrase).strip(" 、，")):
        names = _split(piece)
        if not names:
            return ()
        found += names
    return tuple(dict.fromkeys(found))


def _split(piece: str) -> list[str]:
    piece = _ORGAN.sub("", _SITTING.sub("", piece))
    if piece in _known():
        return [_known()[piece]]
    for joint in re.finditer(r"和|与|及|联合|会同", piece):
        left = _agency(piece[: joint.start()])
        if left:
            right = _split(piece[joint.end() :])
            if right:
                return [left, *right]
            break
    whole = _agency(piece)
    return [whole] if whole else []


def _agency(word: str) -> str | None:
    return _known().get(word) or (word if _formed().fullmatch(word) else None)


@cache
def _known() -> dict[str, str]:
    entries = load("issuers")["issuer"]
    return {form: e["name"] for e in entries for form in (e["name"], *e.get("short", ()))}


@cache
def _accounts() -> re.Pattern[str]:
    return re.compile(f"^(?:{'|'.join(load('issuers')['account']['names'])})$")


@cache
def _formed() -> re.Pattern[str]:
    form = load("issuers")["form"]
    never = "|".join(form["never"])
    return re.compile(rf"(?!.{{0,30}}(?:{never}))[一-鿿]{{2,28}}(?:{'|'.join(form['ends'])})")
