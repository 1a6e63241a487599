"""Who issues a release (发文机关): read in the title, the 题注, the order and the signature.

Authorities are told by the form of their names, so one that no list knows is read too; the list of
issuers gives the short forms. A phrase counts only when all of it names authorities.
"""

import re
from collections.abc import Iterator
from functools import cache

from digest.law.dates import DATE_LINE, enactments
from digest.law.lexicon import load

_TITLED = re.compile(
    r"(?P<who>[^《》]{2,160}?)(?:关于|令|公告|通告|通知|就(?=《|$)|(?:有关)?负责人|等? ?[0-9]{4}年"
    r"|(?:近日|日前)?(?:联合|对外)?(?:调查组)?(?:发布|公布|印发|出台|通报|约谈|曝光|启动|召开)|公开|征求)"
)
_ACTED = re.compile(
    r"(?P<who>[^0-9]{2,200}?)(?:第 ?[0-9零〇一二三四五六七八九十百]+ ?次|令|公告|审议|公布|发布"
    r"|印发|通过|会议|批准|[0-9]{4}年)"
)
_AGREED = re.compile(r"并经(?P<who>[^，。；]{2,300}?)同意")
_TELLING = re.compile(
    r"(?:^|[\n，。；日 ])(?P<who>[^，。；\n《》0-9]{2,80}?)(?:近日|日前|今日|今天)?(?:联合|对外)?"
    r"(?:公布|发布|印发|出台|起草了|制定了|通报)",
)
_ORDERED = re.compile(
    r"^(?:令|公告|通告|关于|公 ?告$|通 ?告$|第 ?[0-9零〇一二三四五六七八九十百]+ ?号)"
)
_KIND_OF_ACT = re.compile(
    r" ?(?:令|公告|通告|通知|文件)?(?: ?（?第 ?[0-9零〇一二三四五六七八九十百]+ ?号）?)?$"
)
_OFFICER = re.compile(r"(?:主任|部长|局长|署长|行长|院长|检察长|秘书长)[：: ]? ?[一-鿿 ]{2,5}$")
_TOGETHER = re.compile(r"等 ?[0-9一二三四五六七八九十]{1,3}个?(?:部门|单位|部委|机构)")
_SITTING = re.compile(r"第[零一二三四五六七八九十]{1,4}届|^由|^（|^中华人民共和国(?=.{2})")
_ORGAN = re.compile(r"(?:审判|检察)委员会$|(?:常务|[室办部局委署]务会?)$")
_LONGEST_PHRASE = 400
_LONGEST_SIGNATURE = 15
"""Lines: more authorities than that sign nothing together."""


def issuers(
    title: str, head: str, tail: str, publisher: str, *, telling: bool = True
) -> tuple[str, ...]:
    """The authorities that issue a release, in the order they are named; folded texts go in.

    ``head`` is what stands above the law (or the opening of a page without one), ``tail`` what
    stands below, ``publisher`` who shows the page: believed only where nothing else names one.
    ``telling``: whether a sentence of the opening (某办公室公布了《…》) speaks of this release.
    """
    found = [
        *_of_titles(title),
        *_of_notes(head),
        *_signed(head),
        *_signed(tail),
        *_agreed(head),
        *(_of_sentences(head) if telling else ()),
    ]
    return tuple(dict.fromkeys(found)) or _publisher(publisher)


def _of_titles(title: str) -> Iterator[str]:
    for part in re.split(r"[|｜丨\n：］\]】]", title):
        found = _TITLED.match(part.strip())
        if found:
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
        if _ORDERED.match(following) or (_KIND_OF_ACT.sub("", line) != line):
            yield from agencies(_KIND_OF_ACT.sub("", line))
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


def _of_sentences(head: str) -> Iterator[str]:
    for told in _TELLING.finditer(head[:600]):
        yield from agencies(told["who"])


def _publisher(name: str) -> tuple[str, ...]:
    found = agencies(name)
    return () if name.endswith("中心") else found


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
def _formed() -> re.Pattern[str]:
    form = load("issuers")["form"]
    never = "|".join(form["never"])
    return re.compile(rf"(?!.{{0,30}}(?:{never}))[一-鿿]{{2,28}}(?:{'|'.join(form['ends'])})")
