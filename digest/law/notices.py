"""What a release does (notice): promulgates, drafts, amends, interprets, enforces, comments; to
which instrument, by whom, when.

Dates come from the text first (题注, 施行条款, 落款), then from the page, then from the list that
led to it. A date that is nowhere is None.
"""

import re
from datetime import date

from digest.law import about, dates, kinds, opening
from digest.law.dates import Days
from digest.law.issuers import DOC_NO, Named, issuers
from digest.law.lexicon import folded
from digest.law.names import bare_title
from digest.law.opening import BOOK, View
from digest.model import Article, Document, Listed, Notice, NoticeKind, Status

_STATES = {
    NoticeKind.PROMULGATION: Status.PROMULGATED,
    NoticeKind.AMENDMENT: Status.PROMULGATED,
    NoticeKind.REPEAL: Status.REPEALED,
    NoticeKind.DRAFT: Status.DRAFT,
}
"""What a release makes of the text that it issues; the kinds that issue one."""
_DRAFTED = re.compile(r"征求.{0,20}意见|草案")
_CITED = re.compile(BOOK.pattern + r"(?:（[^（）]{0,60}）)?")
"""Another act, and the number that it bears."""
_NOTHING = Listed()
_NOTES = 400
"""Characters of a text without articles in which a day is one of the text and of no event."""


def notice(document: Document, articles: tuple[Article, ...], listed: Listed = _NOTHING) -> Notice:
    """What ``document`` does. ``articles`` are its own (`structure.articles`); ``listed`` fills in
    what neither the text nor the page says."""
    title = opening.page_title(document, listed, bool(articles))
    view = opening.view(document.text, folded(title), articles)
    kind = kinds.kind(document, view)
    day = document.meta.published_on or listed.published_on
    own = kind in _STATES
    days = _days(view, day, kind) if own else Days(day)
    day = days.published
    instrument = about.instrument(view, kind)
    status = _status(kind, view)
    drafts = status == Status.DRAFT
    return Notice(
        kind=kind,
        title=(_law_title(title, view, instrument) or instrument or "") if articles else title,
        instrument=instrument,
        issuers=issuers(_named(document, view), kind, instrument),
        doc_no=(document.meta.doc_no or _doc_no(view)) if own else None,
        published_on=day,
        effective_on=_effective(view, days) if own else None,
        comments_until=(dates.comments_until(view.plain, day) or listed.comments_until)
        if drafts
        else None,
        status=status,
        adopted_on=days.adopted,
    )


def _law_title(title: str, view: View, instrument: str | None) -> str:
    """The page's title where it names the law; else the line above the first article."""
    if view.named is None or bare_title(view.named) in view.title.replace(" ", ""):
        return title
    return instrument if instrument and instrument.endswith(view.named) else view.shown or title


def _named(document: Document, view: View) -> Named:
    titles = f"{view.title}\n{view.named or ''}"
    return Named(titles, view.head, view.tail, folded(document.meta.publisher or ""))


def _doc_no(view: View) -> str | None:
    for place in (view.title, _CITED.sub("", view.head[:800]), view.tail):
        found = DOC_NO.search(place)
        if found:
            return re.sub(r"^[^令]*日|[（\s]", "", found[0])
    return None


def _status(kind: NoticeKind, view: View) -> Status | None:
    """Draft amendments are drafts too."""
    amends = kind == NoticeKind.AMENDMENT
    if amends and _DRAFTED.search(f"{view.title}\n{view.named or ''}"):
        return Status.DRAFT
    return _STATES.get(kind)


def _days(view: View, page: date | None, kind: NoticeKind) -> Days:
    """The days the text tells, ``page`` the one the page or the list does."""
    carries = bool(about.CARRIES.search(view.title))
    signed = dates.signature(view.head, first=carries) or dates.signature(view.tail)
    if kind is NoticeKind.DRAFT and signed is None:
        signed = dates.drafted(view.head)
    return dates.published(view.head if view.legal else view.head[:_NOTES], signed, page)


def _effective(view: View, days: Days) -> date | None:
    """The day of the 施行条款: the last articles first, then the words above them.

    An amended law still prints the day its first version took effect: a day before the enactment
    is not the day of this version.
    """
    closing = [folded(a.text) for a in reversed(view.articles[-3:])] or [view.tail]
    for words in [*closing, view.head]:
        on = dates.effective(words, days.published)
        if on and not (days.decided and on < days.decided):
            return on
    return None
