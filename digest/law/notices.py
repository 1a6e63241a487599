"""What a release does (notice): promulgates, drafts, amends, interprets, enforces, comments; to
which instrument, by whom, when.

Dates come from the text first (题注, 施行条款, 落款), then from the page, then from the list that
led to it. A date that is nowhere is None.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from digest.law.dates import comments_until, effective, first_date, signature, start_blank
from digest.law.lexicon import folded, load
from digest.law.names import bare_title, full_title, well_formed
from digest.model import Article, Document, Listed, Notice, NoticeKind

_TITLE_LINE = re.compile(
    r"(?:法|条例|规定|办法|决定|规则|细则|解释|规范|要求|指南|指引|方法|修正案|标准)"
    r"(?:（[^（）]{1,16}）){0,2}$"
)
_NOTICE_LINE = re.compile(r"关于.{2,80}的(?:通知|意见|公告|方案|批复|通告)$")
_NO_TITLE = re.compile(r"根据|(?:19|20)[0-9]{2}年|第|目录|.*(?:修正|通过|》)$")
_BOOK = re.compile(r"《((?:[^《》]|《[^《》]{1,60}》){3,100})》")
_FIRM = re.compile(r"律师事务所|律所|律师|公众号|博客|专栏|作者[:：]|文 ?[|｜/]")
_OFFICIAL_HOST = re.compile(
    r"^https?://(?:[^/]+\.)?(?:gov\.cn|tc260\.org\.cn|npc\.gov\.cn|court\.gov\.cn)(?:/|$)"
)
_DOC_NO = re.compile(
    r"[一-鿿]{2,12}[〔［\[（][12][0-9]{3}[〕］\]）] ?(?:第 ?)?[0-9]{1,4} ?号"
    r"|(?:[一-鿿]{2,20}令)?(?:（ ?)?第 ?[0-9零〇一二三四五六七八九十百]{1,5} ?号"
    r"(?:令|(?= *(?:\n|$|公布|发布)))"
)
_OWN_INSTRUMENT = frozenset(
    {NoticeKind.PROMULGATION, NoticeKind.DRAFT, NoticeKind.AMENDMENT, NoticeKind.REPEAL}
)
_NOTHING = Listed()
_COMMENTARY_LENGTH = 1500
"""Characters: a page that long and of no other sign argues; a shorter one reports."""
_HEAD = 1200
_TITLE_WINDOW = 400


@dataclass(frozen=True, slots=True)
class _View:
    """The parts of a document that say what it is, in the folded form."""

    title: str
    head: str
    """Up to the first article, or the opening of a text without articles."""
    tail: str
    plain: str
    named: str | None
    """The title line above the first article."""


def notice(document: Document, articles: tuple[Article, ...], listed: Listed = _NOTHING) -> Notice:
    """What ``document`` does. ``articles`` are its own (`structure.articles`); ``listed`` fills in
    what neither the text nor the page says."""
    title = _title(document, listed)
    view = _view(document.text, folded(title), articles)
    kind = _kind(document, view, bool(articles))
    page_date = document.meta.published_on or listed.published_on
    own = kind in _OWN_INSTRUMENT
    enacted = (_published(view) if articles else signature(view.tail)) if own else None
    published = enacted or page_date
    return Notice(
        kind=kind,
        title=title if not articles else _law_title(document.text, title, view),
        instrument=_instrument(view, kind, bool(articles)),
        issuers=() if kind == NoticeKind.COMMENTARY else _issuers(view),
        doc_no=document.meta.doc_no or (_doc_no(view) if own else None),
        published_on=published,
        effective_on=_effective(view, articles, published, enacted) if own else None,
        comments_until=(comments_until(view.plain, published) or listed.comments_until)
        if kind == NoticeKind.DRAFT
        else None,
    )


def _title(document: Document, listed: Listed) -> str:
    stated = document.meta.title or listed.title
    if stated:
        return stated.strip()
    opening = [b.text for b in document.blocks[:4] if not _NO_TITLE.match(folded(b.text))]
    short = [text for text in opening if len(text) <= 60]
    first = short[0] if short else document.blocks[0].text if document.blocks else document.text
    return re.split(r"[。\n]", first.strip())[0][:80]


def _view(text: str, title: str, articles: tuple[Article, ...]) -> _View:
    plain = folded(text)
    if not articles:
        return _View(title, plain[:_HEAD], plain[-300:], plain, None)
    opening = articles[0].start
    head = plain[max(0, opening - 6000) : opening]
    named = None
    for line in reversed([row.strip() for row in head.split("\n")]):
        if 3 < len(line) <= 60 and _TITLE_LINE.search(line) and not _NO_TITLE.match(line):
            named = line
            break
    return _View(title, head, plain[articles[-1].end :][:600], plain, named)


# --- kind ------------------------------------------------------------------------------------


@cache
def _kinds() -> dict[NoticeKind, re.Pattern[str]]:
    """Kinds a title tells, in the order they are tried."""
    entries = load("kinds")["kind"]
    return {NoticeKind(e["name"]): re.compile("|".join(e["words"])) for e in entries}


@cache
def _titled(what: str) -> re.Pattern[str]:
    return re.compile("|".join(load("kinds")["titles"][what]))


def _kind(document: Document, view: _View, legal: bool) -> NoticeKind:
    if legal:
        return _kind_of_law(view)
    for kind, words in _kinds().items():
        if words.search(view.title):
            return kind
    head = view.title + "\n" + view.head[:_TITLE_WINDOW]
    if re.search(r"公开征求意见(?:的(?:通知|公告)|。|，)", head) and len(view.plain) < 3000:
        return NoticeKind.DRAFT
    official = bool(_OFFICIAL_HOST.match(document.meta.url or ""))
    numbered = bool(_DOC_NO.search(view.head[:300]))
    if _titled("normative").search(view.title) and (official or numbered):
        return NoticeKind.PROMULGATION
    return NoticeKind.COMMENTARY if _comments(document, view, official) else NoticeKind.REPORT


def _kind_of_law(view: _View) -> NoticeKind:
    for kind in (NoticeKind.AMENDMENT, NoticeKind.REPEAL):
        if _kinds()[kind].search(view.named or view.title):
            return kind
    draft = _kinds()[NoticeKind.DRAFT]
    titles = f"{view.title}\n{view.named or ''}\n{view.head[-_TITLE_WINDOW:]}"
    drafted = draft.search(titles) or start_blank(view.plain[-3000:])
    return NoticeKind.DRAFT if drafted else NoticeKind.PROMULGATION


def _comments(document: Document, view: _View, official: bool) -> bool:
    if _titled("commenting").search(view.title):
        return True
    if official or _titled("news").search(view.title):
        return False
    who = folded(f"{document.meta.publisher or ''} {document.meta.author or ''}")
    return bool(
        len(view.plain) >= _COMMENTARY_LENGTH or _FIRM.search(who + view.head[:_TITLE_WINDOW])
    )


# --- instrument, issuers, number -------------------------------------------------------------


def _law_title(text: str, title: str, view: _View) -> str:
    """The page's title where it names the law; else the line above the first article."""
    if view.named is None or bare_title(view.named) in view.title.replace(" ", ""):
        return title
    at = view.plain.find(view.named)
    return text[at : at + len(view.named)]


def _instrument(view: _View, kind: NoticeKind, legal: bool) -> str | None:
    if legal and view.named and kind != NoticeKind.AMENDMENT:
        bare = bare_title(view.named)
        return full_title(bare) or bare
    books = [] if _NO_TITLE.match(view.title) else [m[1] for m in _BOOK.finditer(view.title)]
    if not books and not legal and kind in _OWN_INSTRUMENT:
        books = [m[1] for m in _BOOK.finditer(view.head[:_TITLE_WINDOW])]
    for book in books:
        bare = bare_title(book)
        if full_title(bare) or well_formed(bare):
            return full_title(bare) or bare
    bare = bare_title(view.title)
    if full_title(bare):
        return full_title(bare)
    whole = (_TITLE_LINE.search(bare) or _NOTICE_LINE.search(bare)) and not _NO_TITLE.match(bare)
    return bare if legal and whole else None


def _issuers(view: _View) -> tuple[str, ...]:
    """Authorities named in the title, the opening and the signature, in the order of the list."""
    places = (view.title, view.head[-_HEAD:] if view.named else view.head[:300], view.tail)
    # The titles of other laws name authorities too.
    words = "\n".join(_BOOK.sub("", place) for place in places)
    found = []
    for name, forms in _names():
        at = min((p for form in forms if (p := words.find(form)) >= 0), default=-1)
        if at >= 0 and not (name == "国务院" and words.startswith(("国务院有关", "国务院各"), at)):
            found.append((at, name))
        for form in forms:
            words = words.replace(form, "＊" * len(form))
    return tuple(name for _, name in sorted(found))


def _names() -> Iterator[tuple[str, tuple[str, ...]]]:
    for entry in load("issuers")["issuer"]:
        forms = {entry["name"], *entry.get("short", ())}
        yield entry["name"], tuple(sorted(forms, key=len, reverse=True))


def _doc_no(view: _View) -> str | None:
    for place in (view.title, _BOOK.sub("", view.head[:800]), view.tail):
        found = _DOC_NO.search(place)
        if found:
            return re.sub(r"^[^令]*日|[（ ]", "", found[0])
    return None


# --- dates -----------------------------------------------------------------------------------


def _published(view: _View) -> date | None:
    """The last day of 题注 (通过, 公布, 修订, 修正), else the day of the signature."""
    days = [
        day
        for note in re.finditer(
            r"(?:19|20)[0-9]{2}年[^\n，。）]{0,80}?(?:通过|公布|发布|修订|修正)", view.head
        )
        if (day := first_date(note[0]))
    ]
    return max(days, default=None) or signature(view.tail) or signature(view.head)


def _effective(
    view: _View, articles: tuple[Article, ...], published: date | None, enacted: date | None
) -> date | None:
    """The day of the 施行条款: the last articles first, then the words above them.

    An amended law still prints the day its first version took effect: a day before the enactment
    is not the day of this version.
    """
    closing = [folded(a.text) for a in reversed(articles[-3:])]
    for words in [*closing, view.head]:
        on = effective(words, published)
        if on and not (enacted and on < enacted):
            return on
    return None
