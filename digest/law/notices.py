"""What a release does (notice): promulgates, drafts, amends, interprets, enforces, comments; to
which instrument, by whom, when.

Dates come from the text first (题注, 施行条款, 落款), then from the page, then from the list that
led to it. A date that is nowhere is None.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from digest.law.dates import comments_until, effective, published, start_blank
from digest.law.issuers import agencies, issuers
from digest.law.lexicon import folded, load
from digest.law.names import (
    NO_TITLE,
    TITLE_END,
    bare_title,
    full_title,
    title_line,
    unspaced,
    well_formed,
)
from digest.model import Article, Document, Listed, Notice, NoticeKind

_NOTICE_LINE = re.compile(r"关于.{2,80}的(?:通知|意见|公告|方案|批复|通告)$")
_BOOK = re.compile(r"《((?:[^《》]|《[^《》]{1,60}》){3,100})》")
_PROMULGATED = re.compile(_BOOK.pattern + r" ?已(?:经|于)")
_REVISED_BY = re.compile(
    r"根据[^。；\n《》]{0,100}《[^《》〈〉]{0,60}关于修改[《〈]([^《》〈〉]{2,80})[》〉]的决定》"
)
"""题注 of an amended law: the decision names the law."""
_FIRM = re.compile(r"律师|律所|公众号|博客|专栏")
_BYLINE = re.compile(r"律师事务所|律所|作者[:：]|文 ?[|｜/]")
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
    """The title line above the first article, as it is cited: without its gaps."""
    shown: str | None
    """The same line as printed."""


def notice(document: Document, articles: tuple[Article, ...], listed: Listed = _NOTHING) -> Notice:
    """What ``document`` does. ``articles`` are its own (`structure.articles`); ``listed`` fills in
    what neither the text nor the page says."""
    title = _title(document, listed, bool(articles))
    view = _view(document.text, folded(title), articles)
    kind = _kind(document, view, bool(articles))
    day = document.meta.published_on or listed.published_on
    enacted = None
    own = kind in _OWN_INSTRUMENT
    if own:
        day, enacted = published(
            view.head if articles else view.head[:_TITLE_WINDOW], view.tail, day
        )
    instrument = _instrument(view, kind, bool(articles))
    return Notice(
        kind=kind,
        title=(_law_title(title, view) or instrument or "") if articles else title,
        instrument=instrument,
        issuers=_issuers(document, view, kind),
        doc_no=document.meta.doc_no or (_doc_no(view) if own else None),
        published_on=day,
        effective_on=_effective(view, articles, day, enacted) if own else None,
        comments_until=(comments_until(view.plain, day) or listed.comments_until)
        if kind == NoticeKind.DRAFT
        else None,
    )


def _title(document: Document, listed: Listed, legal: bool) -> str:
    """The title the page or the list tells, else the first line that may be one; a law whose text
    and page tell none has an empty title, never its 题注 or a sentence."""
    stated = (document.meta.title or listed.title or "").strip()
    if legal:
        plain = folded(stated)
        return "" if NO_TITLE.match(plain) or plain.endswith(("。", "；")) else stated
    if stated:
        return stated
    opening = [b.text for b in document.blocks[:4] if not NO_TITLE.match(folded(b.text))]
    short = [text for text in opening if len(text) <= 60]
    first = short[0] if short else document.blocks[0].text if document.blocks else document.text
    return re.split(r"[。\n]", first.strip())[0][:80]


def _view(text: str, title: str, articles: tuple[Article, ...]) -> _View:
    plain = folded(text)
    if not articles:
        return _View(title, plain[:_HEAD], plain[-300:], plain, None, None)
    opening = articles[0].start
    first = max(0, opening - 6000)
    head = plain[first:opening]
    span = title_line(head)
    named, shown = None, None
    if span:
        named = unspaced(plain[first + span[0] : first + span[1]])
        shown = unspaced(text[first + span[0] : first + span[1]])
    return _View(title, head, plain[articles[-1].end :][:600], plain, named, shown)


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
    if _titled("digest").search(view.title):
        return NoticeKind.REPORT
    for kind, words in _kinds().items():
        if words.search(view.title):
            return kind
    head = view.title + "\n" + view.head[:_TITLE_WINDOW]
    if re.search(r"公开征求意见(?:的(?:通知|公告)|。|，)", head) and len(view.plain) < 3000:
        return NoticeKind.DRAFT
    official = bool(_OFFICIAL_HOST.match(document.meta.url or ""))
    if "解读" in view.title and (official or agencies(folded(document.meta.publisher or ""))):
        return NoticeKind.INTERPRETATION
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
    """Whether someone argues or advises; a report tells an event and leaves it there."""
    if _titled("commenting").search(view.title):
        return True
    if official:
        return False
    words = load("kinds")["advice"]
    if re.search("|".join(words["disclaimers"]), view.plain):
        return True
    signs = sum(bool(re.search(sign, view.plain)) for sign in words["signs"])
    advising = bool(_titled("advising").search(view.title))
    if _titled("news").search(view.title):
        return advising and signs > 1
    who = folded(f"{document.meta.publisher or ''} {document.meta.author or ''}")
    return bool(
        signs + advising > 1
        or len(view.plain) >= _COMMENTARY_LENGTH
        or _FIRM.search(who)
        or _BYLINE.search(view.head[:_TITLE_WINDOW])
    )


# --- instrument, issuers, number -------------------------------------------------------------


def _law_title(title: str, view: _View) -> str:
    """The page's title where it names the law; else the line above the first article."""
    if view.named is None or bare_title(view.named) in view.title.replace(" ", ""):
        return title
    return view.shown or title


def _instrument(view: _View, kind: NoticeKind, legal: bool) -> str | None:
    if legal and view.named and kind != NoticeKind.AMENDMENT:
        bare, page = bare_title(view.named), bare_title(view.title)
        # The line of a title broken over several lines is the end of what the page prints whole.
        whole = page.endswith(bare) and not re.search(r"公布|发布|印发|[|｜ 《：]", page)
        return full_title(bare) or (page if whole else bare)
    books = [] if NO_TITLE.match(view.title) else [m[1] for m in _BOOK.finditer(view.title)]
    if not books and legal and (told := _PROMULGATED.search(view.head)):
        books = [told[1]]
    if not books and legal and kind != NoticeKind.AMENDMENT:
        books = _revised(view.head)
    if not books and not legal and kind in _OWN_INSTRUMENT:
        books = [m[1] for m in _BOOK.finditer(view.head[:_TITLE_WINDOW])]
    for book in books:
        bare = bare_title(book)
        if full_title(bare) or well_formed(bare):
            return full_title(bare) or bare
    bare = bare_title(view.title)
    if full_title(bare):
        return full_title(bare)
    titled = (TITLE_END.search(bare) or _NOTICE_LINE.search(bare)) and not NO_TITLE.match(bare)
    return bare if legal and titled else None


def _revised(head: str) -> list[str]:
    """The law the 题注 tells by the decisions that amended it; none where they name several."""
    named = {bare_title(found[1]) for found in _REVISED_BY.finditer(head)}
    return list(named) if len(named) == 1 else []


def _issuers(document: Document, view: _View, kind: NoticeKind) -> tuple[str, ...]:
    """Nobody issues a commentary; an interpretation opens with the issuer of what it explains."""
    if kind == NoticeKind.COMMENTARY:
        return ()
    return issuers(
        f"{view.title}\n{view.named or ''}",
        view.head,
        view.tail,
        folded(document.meta.publisher or ""),
        telling=kind != NoticeKind.INTERPRETATION,
    )


def _doc_no(view: _View) -> str | None:
    for place in (view.title, _BOOK.sub("", view.head[:800]), view.tail):
        found = _DOC_NO.search(place)
        if found:
            return re.sub(r"^[^令]*日|[（ ]", "", found[0])
    return None


# --- dates -----------------------------------------------------------------------------------


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
