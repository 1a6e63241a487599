"""What a release does: it promulgates, drafts, amends, repeals, corrects, interprets, enforces,
reports or comments. The title says most of it, the page and the words the rest."""

import re
from functools import cache

from digest.law.dates import start_blank
from digest.law.issuers import DOC_NO, is_official
from digest.law.lexicon import folded, load
from digest.law.opening import ISSUES, View
from digest.model import Document, NoticeKind

_ENGLISH_ACT = re.compile(r"\b(?:Law|Regulations?|Measures|Provisions|Decree)\b")
_ENGLISH_ARTICLES = (re.compile(r"^ *Article 1\b", re.M), re.compile(r"^ *Article 2\b", re.M))
_FIRM = re.compile(r"律师|律所|公众号|博客|专栏")
_BYLINE = re.compile(r"律师事务所|律所|作者[:：]|文 ?[|｜/]")
_OFFICIAL_HOST = re.compile(
    r"^https?://(?:[^/]+\.)?(?:gov\.(?:cn|tw|hk|mo)|(?:tc260|npc|court)\.(?:org|gov)\.cn)(?:/|$)"
)
_BROADCAST = re.compile(r"^[\[【（]视频[\]】）]|央视网消息|（新闻联播）|本台消息")
_ASKED = re.compile(r"(?:^|\n) ?(?:问|记者|答)：|负责人|发言人|答记者|回答了")
_CONSULTS = re.compile(r"公开征求意见的(?:通知|公告)|现[^。\n]{0,100}征求意见")
_LONGEST_CONSULTATION = 3000
_COMMENTARY_LENGTH = 1500
"""Characters: a page that long and of no other sign argues; a shorter one reports."""
_TITLE_WINDOW = 400


def kind(document: Document, view: View) -> NoticeKind:
    """What ``document`` does."""
    if not view.named and _BROADCAST.search(f"{view.title}\n{view.head[:200]}"):
        return NoticeKind.REPORT
    if view.legal:
        return _kind_of_law(view)
    if titled("digest").search(view.title):
        return NoticeKind.REPORT
    official = _is_official(document)
    if _ENGLISH_ACT.search(view.title) and all(a.search(view.plain) for a in _ENGLISH_ARTICLES):
        return NoticeKind.PROMULGATION
    if ISSUES.match(view.head[:_TITLE_WINDOW]):
        return NoticeKind.AMENDMENT if _amends(view) else NoticeKind.PROMULGATION
    told = _told(view, official)
    if told:
        return told
    if "解读" in view.title and official:
        return NoticeKind.INTERPRETATION
    if _issues(document, view, official):
        return NoticeKind.PROMULGATION
    return NoticeKind.COMMENTARY if _comments(document, view, official) else NoticeKind.REPORT


def _amends(view: View) -> bool:
    issued = ISSUES.match(view.head)
    return bool(issued and _kinds()[NoticeKind.AMENDMENT].search(issued[0]))


@cache
def _kinds() -> dict[NoticeKind, re.Pattern[str]]:
    """Kinds a title tells, in the order they are tried."""
    entries = load("kinds")["kind"]
    return {NoticeKind(e["name"]): re.compile("|".join(e["words"])) for e in entries}


@cache
def titled(what: str) -> re.Pattern[str]:
    """The words of one list of titles in digest/data/kinds.toml."""
    return re.compile("|".join(load("kinds")["titles"][what]))


def _is_official(document: Document) -> bool:
    """Whether an authority shows the page, or wrote what the page shows again."""
    meta = document.meta
    if _OFFICIAL_HOST.match(meta.url or "") or _OFFICIAL_HOST.match(meta.origin_url or ""):
        return True
    return is_official(folded(meta.publisher or "")) or is_official(folded(meta.origin or ""))


def _told(view: View, official: bool) -> NoticeKind | None:
    for name, words in _kinds().items():
        found = words.search(view.title)
        # Whom a journal asks is no authority that explains: who answers must be heard.
        if found and not (found[0].endswith("回应") and not official and not _answers(view)):
            return name
    head = view.title + "\n" + view.head[:_TITLE_WINDOW]
    if _CONSULTS.search(head) and len(view.plain) < _LONGEST_CONSULTATION:
        return NoticeKind.DRAFT
    return None


def _answers(view: View) -> bool:
    return bool(_ASKED.search(view.plain))


def _kind_of_law(view: View) -> NoticeKind:
    for name in (NoticeKind.AMENDMENT, NoticeKind.REPEAL):
        if _kinds()[name].search(view.act):
            return name
    draft = _kinds()[NoticeKind.DRAFT]
    titles = f"{view.title}\n{view.named or ''}\n{view.head[-_TITLE_WINDOW:]}"
    drafted = draft.search(titles) or start_blank(view.plain[-3000:])
    return NoticeKind.DRAFT if drafted else NoticeKind.PROMULGATION


def _issues(document: Document, view: View, official: bool) -> bool:
    """Whether the page is a 公文: it has a number of its own, or its authority shows it."""
    normative = titled("normative").search(view.title)
    if normative and official:
        return True
    if not (normative or titled("numbered").search(view.title)):
        return False
    return bool(document.meta.doc_no or DOC_NO.search(view.head[:300]))


def _comments(document: Document, view: View, official: bool) -> bool:
    """Whether someone argues or advises; a report tells an event and leaves it there."""
    if titled("commenting").search(view.title):
        return True
    if official:
        return False
    words = load("kinds")["advice"]
    if re.search("|".join(words["disclaimers"]), view.plain):
        return True
    signs = sum(bool(re.search(sign, view.plain)) for sign in words["signs"])
    advising = bool(titled("advising").search(view.title))
    if titled("news").search(view.title):
        return advising and signs > 1
    who = folded(f"{document.meta.publisher or ''} {document.meta.author or ''}")
    return bool(
        signs + advising > 1
        or len(view.plain) >= _COMMENTARY_LENGTH
        or _FIRM.search(who)
        or _BYLINE.search(view.head[:_TITLE_WINDOW])
    )
