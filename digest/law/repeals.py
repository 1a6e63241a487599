"""Which other instruments a text ends (废止), from which day, in which words.

《…》同时废止 in the closing articles of a law or in the order that issues it; 废止《…》 and the
lists of what is repealed in a decision. Only a whole instrument is ended: 废止《…》第五条 ends an
article.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from digest.law.annexes import in_annex
from digest.law.dates import effective, enactments, ends
from digest.law.lexicon import folded
from digest.model import NoticeKind, Reading

_BOOK = r"《(?:[^《》\n]|《[^《》\n]{1,80}》){2,160}》"
_MARKED = (
    r"(?: ?（[^（）\n]{1,120}）"
    r"| ?[^\s，。；、（）《》]{0,20}[〔［\[][12][0-9]{3}[〕］\]][^，。；、\n]{0,8}?号)"
)
"""The day or the number of an act, behind its title."""
_JOIN = (
    r"，?(?:[、和与及]|以及)"
    r"(?:[^，。；、《》\n]{0,60}(?:公布|发布|印发|颁布|制定|施行|批准)的?)?"
)
_LIST = rf"{_BOOK}{_MARKED}*(?:{_JOIN}{_BOOK}{_MARKED}*){{0,40}}(?:等[^，。；《》\n]{{0,16}})?"
_STOPS = r"(?:废止|失效|停止(?:执行|施行|实施|使用)|不再(?:执行|施行|实施|适用|有效))"
_CLOSED = r"(?=[，。；、）\n]|$)"
_ENDED = re.compile(
    rf"(?P<list>{_LIST})，?(?:(?:自|从|于)[^，。；《》\n]{{2,24}}?起?)?"
    rf"(?:同时|即行|一并|相应|亦|也|均|全部|予以|随之|届时)*{_STOPS}{_CLOSED}"
)
_ENDS = re.compile(
    rf"(?<![拟经已被于])(?<!关于)(?<!建议)(?:废止|宣布失效|停止(?:执行|施行)){_MARKED}*"
    rf"(?P<list>{_LIST}){_CLOSED}"
)
_TITLED = re.compile(rf"(?:废止|失效|停止执行)(?P<list>{_LIST})的(?:决定|公告|通知|通告|令)")
_TITLE = re.compile(_BOOK)
_CARRIER = re.compile(
    r"关于(?:印发|发布|公布|颁布|下发|实施)[《〈](.{2,100})[》〉]的(?:通知|公告|令|决定)$"
)
"""A notice that issued a document: with it the document goes."""
_SENTENCE = re.compile(r"[^。；\n]+[。；]?")
_NUMBER = (
    r"[ |]*+(?:[一二三四五六七八九十百]{1,5}、|（[一二三四五六七八九十]{1,4}）"
    r"|[0-9]{1,3}[.．、 |])?[ |]*+"
)
_ITEM = re.compile(
    rf"{_NUMBER}(?P<title>{_BOOK})(?:{_MARKED})*+(?P<rest>[ ，、；。|]*+[^，\n《》]{{0,130}})$"
)
_NO_ITEM = re.compile(r"第[^条]{1,9}条|条款|修[改订正]|通过|有效|保留|施行|规定")
_HEAD = re.compile(
    r"下列|以下|如下|目录|清单|：$|的(?:决定|公告|通知|通告)$"
    r"|^ *(?:[一二三四五六七八九十]{1,3}、|附件)"
)
_STOPPED = re.compile(r"废止|失效|停止执行")
_KEPT = re.compile(r"修[改订正]|继续有效|保留|拟废止|建议废止")
_OTHERS_DAY = re.compile(rf"自{_BOOK}[^，。；]{{0,12}}之日|(?:之|以)前，[^。；]*继续")
"""The end waits for another act."""
_AMENDED_AFTER = timedelta(days=366)
"""A text is published within a year of its adoption: what is longer was amended between."""
_FIRST = re.compile(r"^[ #*]*第[一1]条", re.M)
_CLOSING = 3
"""Articles at the end of a law among which stands what it repeals."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The title of an instrument that is repealed; ``on`` where the text tells a day for it."""

    title: str
    on: date | None
    quote: str


def ended(reading: Reading, published: date | None) -> tuple[Ended, ...]:
    """What a reading repeals. Its own kind is not asked here: a draft or a report repeals nothing.
    ``published``: the day of 自公布之日起."""
    found: dict[str, Ended] = {}
    law = _is_law(reading)
    published = _first_published(reading, published) if law else published
    for start, stop in _where(reading):
        text = reading.document.text[start:stop]
        plain = folded(text)
        # What is repealed at the same time is so from the day the article prints, which a law that
        # was amended since still tells.
        then = effective(plain, published) if law and start >= reading.articles[0].start else None
        told = [replace(one, on=one.on or then) for one in _sentences(text, plain, published)]
        if not law:
            told += _listed(text, plain, published)
        for one in told:
            found.setdefault(one.title, one)
    if reading.notice.kind is NoticeKind.REPEAL:
        for title in _titles(_TITLED, folded(reading.notice.title)):
            found.setdefault(title, Ended(title, _said(reading, published), reading.notice.title))
    return tuple(found.values())


def _where(reading: Reading) -> Iterator[tuple[int, int]]:
    """What stands above the laws of a page and closes this one; of a decision everything."""
    if not _is_law(reading):
        yield 0, len(reading.document.text)
        return
    own = [article for article in reading.articles if not in_annex(article.number)]
    head = folded(reading.document.text[: own[0].start])
    first = _FIRST.search(head)  # of another law of the page, where this one is not the first
    yield 0, first.start() if first else len(head)
    for article in own[-_CLOSING:]:
        yield article.start, article.end


def _is_law(reading: Reading) -> bool:
    kind = reading.notice.kind
    return bool(reading.articles) and kind not in (NoticeKind.REPEAL, NoticeKind.AMENDMENT)


def _first_published(reading: Reading, published: date | None) -> date | None:
    """The day of 自公布之日起 in a law: the first of its 题注 where it was amended since."""
    head = folded(reading.document.text[: reading.articles[0].start])
    first = min((day for day, _ in enactments(head)), default=published)
    return first if first and published and published - first > _AMENDED_AFTER else published


def _sentences(text: str, plain: str, published: date | None) -> Iterator[Ended]:
    before = ""
    for sentence in _SENTENCE.finditer(plain):
        said = sentence[0]
        if _STOPPED.search(said) or "不再" in said:
            day = ends(said, published) or ends(before + said, published)
            quote = text[sentence.start() : sentence.end()].strip()
            for pattern in (_ENDED, _ENDS):
                if _OTHERS_DAY.search(said):
                    continue
                for title in _titles(pattern, said):
                    yield Ended(title, day, quote)
        before = said if said.endswith("；") else ""


def _listed(text: str, plain: str, published: date | None) -> Iterator[Ended]:
    """The lines of a list under words that repeal it (决定废止下列文件)."""
    repeals, day = False, None
    at = 0
    for line in plain.split("\n"):
        item = _ITEM.match(line)
        if item and not _NO_ITEM.search(item["rest"]):
            if repeals:
                for title in _named(item["title"]):
                    yield Ended(title, day, text[at : at + len(line)].strip())
        elif _HEAD.search(line) and (_STOPPED.search(line) or _KEPT.search(line)):
            repeals = not _KEPT.search(line)
            day = ends(line, published) or day
        at += len(line) + 1


def _titles(pattern: re.Pattern[str], said: str) -> Iterator[str]:
    for found in pattern.finditer(said):
        for title in _TITLE.finditer(found["list"]):
            yield from _named(title[0])


def _named(book: str) -> Iterator[str]:
    title = book[1:-1]
    yield title
    if carried := _CARRIER.search(title):
        yield carried[1]


def _said(reading: Reading, published: date | None) -> date | None:
    return ends(folded(reading.document.text), published)
