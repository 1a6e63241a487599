"""What a page says of itself: title, day, publisher, author, document number (页面信息)."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from digest.model import Capture, PageMeta
from digest.text import chrome, container, links, printed, spam, wechat
from digest.text.pieces import Piece, starts_article

_DATE = re.compile(r"(?<!\d)(20\d\d|19\d\d)\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})(?!\d)")
_LABEL = re.compile(r"^(?:来源|來源|发布时间|信息来源|稿源|文章来源)\s*[:：]\s*")
_DOC_NO = re.compile(
    r"[\u4e00-\u9fff]{2,14}[〔\[［（(【]20\d\d[〕\]］）)】]\s?(?:第\s?)?\d{1,4}\s?号"
)
_CITED = re.compile(r"(?<=》)[（(][^（()）]{0,60}[）)]")
"""The number of the act that a line cites."""
_TITLES = ["//meta[@property='og:title']/@content", "//h1", "//title"]
_DATES = [
    "//meta[translate(@name,'PD','pd')='pubdate' or @name='publishdate']/@content",
    "//meta[@property='article:published_time' or @name='firstpublishedtime']/@content",
    "//time/@datetime",
]
_ADDRESSES = ["//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content"]
_SOURCES = ["//meta[@name='ContentSource']/@content", "//meta[@property='og:site_name']/@content"]


def of_page(root: Any, site: dict[str, Any], url: str) -> PageMeta:
    """From the elements of a page: those of its known site first, then the usual meta elements."""

    def first(field: str, default: list[str]) -> str | None:
        return next(container.values(root, [*site.get(field, ()), *default]), None)

    # og:site_name of a WeChat article is the platform, not the account
    publisher = first("publisher", [] if site.get("name") == "wechat" else _SOURCES)
    published = (
        told_day(value) for value in container.values(root, [*site.get("published", ()), *_DATES])
    )
    canonical = next(container.values(root, _ADDRESSES), None)
    return PageMeta(
        title=first("title", _TITLES),
        publisher=_LABEL.sub("", publisher).strip() or None if publisher else None,
        author=first("author", []),
        published_on=next((day for day in published if day), None),
        url=url if url.startswith("http") else canonical,
        origin_url=links.origin(root, url),
        doc_no=first("doc_no", []),
    )


def without_site(title: str | None, pieces: list[Piece]) -> str | None:
    """A page title without the site's name (示例办法_示例网信办, 示例办法 - 示例网): the longest
    line of the page that it begins with, else what stands before the separator."""
    if not title:
        return None
    title = spam.without_spam(title, pieces)
    if not title:
        return None
    heads = [p.text for p in pieces if len(p.text) >= 6 and title.startswith(p.text)]
    head = max(heads, key=len) if heads else re.split(r"\s[-–—|]\s|_|--", title)[0].strip()
    return head if len(head) >= 6 else title


def of_article(meta: PageMeta, facts: wechat.Script) -> PageMeta:
    """With what the scripts of a WeChat article say; its own time is the one in them."""
    return replace(
        meta,
        publisher=meta.publisher or facts.account,
        published_on=facts.published_on or meta.published_on,
        origin_url=facts.origin_url or meta.origin_url,
    )


def merged(first: PageMeta, second: PageMeta) -> PageMeta:
    """Field by field the first that is known."""
    pairs = {name: getattr(first, name) or getattr(second, name) for name in PageMeta.__slots__}
    return PageMeta(**pairs)


def completed(meta: PageMeta, pieces: list[Piece], capture: Capture) -> PageMeta:
    """What the page left open, from its first lines and from the list it was found in; without
    the words of a link farm, which hijacked pages have in their titles too."""
    listed = capture.listed
    meta = replace(
        meta,
        title=spam.without_spam(meta.title, pieces),
        publisher=spam.label(meta.publisher),
        author=spam.label(meta.author),
    )
    short = (p.text for p in pieces[:40] if not p.rule and len(p.text) < 80 and "号" in p.text)
    number = next((m[0] for text in short if (m := _DOC_NO.search(_CITED.sub("", text)))), None)
    dated, source = _dateline(pieces)
    origin, address = _origin(pieces)
    title = meta.title or spam.without_spam(listed.title, pieces) or _title_line(pieces)
    publisher = meta.publisher or spam.label(listed.account) or spam.label(source)
    return merged(
        meta,
        PageMeta(
            title=title,
            publisher=publisher,
            published_on=listed.published_on or dated,
            url=capture.url if capture.url.startswith("http") else None,
            origin_url=address,
            doc_no=number,
            origin=spam.label(origin) if origin != publisher else None,
        ),
    )


_ORIGIN = re.compile(
    r"^\W{0,3}(?:文章|信息|内容|本文|稿件|原文)?(?:来源|來源|转自|转载自|轉載自|稿源)\s*[:：丨|]\s*"
    r"[“\"《【]?(?P<name>[^\s:：|丨，,。]{2,30}?|https?://\S+?)[）)】》”\"。]*$"
)
_MARKS = re.compile(r"[“”\"《》【】]")


def _origin(pieces: list[Piece]) -> tuple[str | None, str | None]:
    """Name and address that a line of its own (来源：示例网) gives for the text, at either end."""
    name, address = None, None
    for piece in pieces if len(pieces) < 120 else [*pieces[:60], *pieces[-60:]]:
        text = piece.text
        if len(text) > 120 or piece.rule == "spam.hidden":
            continue
        if ("源" in text or "转" in text or "轉" in text) and (found := _ORIGIN.match(text)):
            if found["name"].startswith("http"):
                address = address or found["name"]
            else:
                name = name or _MARKS.sub("", found["name"])
    return name, address


_STAMP = re.compile(
    r"^\W{0,2}(?:发布于\s*)?20\d\d\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}日?\s+\d{1,2}:\d\d"
)
_LONGEST_EXPORT = timedelta(days=31)


def of_export(meta: PageMeta, pieces: list[Piece], text: str) -> PageMeta:
    """With what the exported page says of itself: the hour it was put up, which comes before the
    day the exporter found it, and the link to its original."""
    lines = (p.text for p in pieces[:120] if ":" in p.text and p.rule != printed.RULE)
    shown = (line for line in lines if len(line) <= 60 and _STAMP.match(line))
    day, told = next((told_day(line) for line in shown), None), meta.published_on
    own = day if day and (not told or told - _LONGEST_EXPORT <= day <= told) else told
    return replace(meta, published_on=own, origin_url=links.origin_in_markdown(text))


_TOLD_SOURCE = re.compile(r"(?:来源|來源)\s*[:：]\s*((?:(?!http)[^\s|｜）)]){2,20})")
_TOLD_DATE = re.compile(
    r"发布(?:时间|日期)|发表时间|發布日期|建立日期|来源|來源|\d{1,2}:\d{2}"
    r"|(?:Created|Published|Posted) "
)


def _dateline(pieces: list[Piece]) -> tuple[date | None, str | None]:
    """Day and source that a short line above the text tells (2026-01-15 10:00 来源：示例报)."""
    day, source = None, None
    for piece in pieces[:120]:
        if len(piece.text) > 100 or piece.rule in ("spam.hidden", printed.RULE):
            continue
        text = piece.text
        if day is None and ("20" in text or "19" in text) and _TOLD_DATE.search(text):
            day = told_day(text)
        if source is None and "源" in text and (found := _TOLD_SOURCE.search(text)):
            source = _MARKS.sub("", found[1])
    return day, source


_TRANSLATION = re.compile(r"本文为\s*[\"“《](.{4,160}?)[\"”》]\s*的中文版")


def _title_line(pieces: list[Piece]) -> str | None:
    """The first line of a text that reads as a title: alone, no sentence, no numbered section."""
    for piece in chrome.marked(pieces[:12], None):
        if piece.rule:
            continue
        text = piece.text
        if translation := _TRANSLATION.match(text):
            return translation[1]
        if (
            len(text) > 80
            or starts_article(text)
            or text.endswith(("。", "；", "，", ".", ";", "："))
        ):
            return None
        return text if len(text) >= 4 else None
    return None


_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_ENGLISH_DATE = re.compile(
    r"\b((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6})\.? (\d{1,2}), (20\d\d)\b"
)


def told_day(text: str) -> date | None:
    """The first date in a text (2026-01-15, 2026年1月15日, 2026/01/15, May 8, 2026), or None."""
    found = _DATE.search(text)
    try:
        if not found and (english := _ENGLISH_DATE.search(text)):
            month = _MONTHS.index(english[1][:3].lower()) // 3 + 1
            return date(int(english[3]), month, int(english[2]))
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


_BYLINE = re.compile(r"^(?:文|作者|撰文|供稿)\s*[|｜/丨:：]\s*(\S.{0,38})$")
_HEAD = 15
"""Pieces; the account line and the byline stand above the text."""


def byline(meta: PageMeta, pieces: list[Piece]) -> tuple[PageMeta, list[Piece]]:
    """The bare account line and the author above the text are metadata."""
    found = list(pieces)
    author = meta.author
    shown = [i for i, piece in enumerate(pieces) if not piece.rule][:_HEAD]
    for place, i in enumerate(shown):
        text = pieces[i].text
        if named := _BYLINE.match(text):
            author = author or named[1].strip()
            found[i] = pieces[i].drop("byline")
        elif meta.publisher and text == meta.publisher and not _signs(pieces, shown[place + 1 :]):
            found[i] = pieces[i].drop("byline")
            above = pieces[shown[place - 1]] if place else None
            if above and not above.heading and len(above.text) <= 12 and above.text != meta.title:
                author = author or above.text
                found[shown[place - 1]] = above.drop("byline")
        elif text == author:
            found[i] = pieces[i].drop("byline")
    return replace(meta, author=author), found


def _signs(pieces: list[Piece], below: list[int]) -> bool:
    """Whether a day stands under a name: the signature of the release (落款), which is text."""
    return bool(below) and bool(_DAY_LINE.match(pieces[below[0]].text))


_DAY_LINE = re.compile(r"^[\d〇○零一二三四五六七八九]{4}\s*年.{2,12}日$")
