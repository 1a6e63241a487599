"""Files a page links to, at the address where they can be had (附件)."""

import re
from typing import Any
from urllib.parse import parse_qs, unquote, urljoin, urlsplit, urlunsplit

from digest.model import Attachment
from digest.text.pieces import tidy

_FILE = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|et|pptx?|ofd|zip|rar|7z|txt|csv)$", re.I)
_SERVLETS = ("/cms/pub/interact/downloadfile.jsp", "/sysFile/downloadFile/")
_HINT = re.compile(
    r"\.(?:pdf|doc|wps|xls|et|ppt|ofd|zip|rar|7z|txt|csv)|downloadfile|viewer\.html", re.I
)
"""In the address of every file; most links of a page need no closer look."""
_LAID_OUT = re.compile(r"[\t\r\n]")
_VIEWER = "viewer.html"
_HOSTS = {"jyhwzhq.miit.gov.cn": "www.miit.gov.cn"}
"""Hosts that refuse everyone, and the host that serves the same paths."""


def attachments(root: Any, base: str) -> tuple[Attachment, ...]:
    """Linked and embedded files, by absolute address, each once, in the order of the page."""
    found: dict[str, Attachment] = {}
    for element in root.iter("a", "iframe", "embed"):
        href = (element.get("href") or element.get("src") or "").strip()
        if not href or href.startswith(("#", "javascript:", "data:", "mailto:")):
            continue
        url = _address(href, base)
        if url and url not in found:
            found[url] = Attachment(url, _name(url, tidy(element.text_content())))
    return tuple(found.values())


def _address(href: str, base: str) -> str | None:
    """The absolute address of a file, or None when the link leads to a page."""
    if not (_HINT.search(_LAID_OUT.sub("", href)) or _HINT.search(base)):
        return None
    try:
        parts = urlsplit(urljoin(base, href))
        if parts.path.endswith(_VIEWER) and (inner := parse_qs(parts.query).get("file")):
            parts = urlsplit(urljoin(urlunsplit(parts), inner[0]))
    except ValueError:
        return None
    if not (_FILE.search(parts.path) or any(servlet in parts.path for servlet in _SERVLETS)):
        return None
    return urlunsplit(parts._replace(netloc=_HOSTS.get(parts.netloc, parts.netloc), fragment=""))


def _name(url: str, text: str) -> str:
    parts = urlsplit(url)
    told = parse_qs(parts.query).get("fText")
    return text or (told[0] if told else unquote(parts.path.rsplit("/", 1)[-1]))


def origin(root: Any, base: str) -> str | None:
    """Where the page links its original (阅读原文, 原文链接)."""
    for element in root.iter("a"):
        if element.get("href") and _ORIGIN.search(element.text_content() or ""):
            try:
                url = urljoin(base, str(element.get("href")).strip())
            except ValueError:  # http://[no-address
                continue
            if url.startswith("http") and url != base:
                return url
    return None


def origin_in_markdown(text: str) -> str | None:
    """The same in Markdown; none where a digest of several gives one for each."""
    if not any(words in text for words in _WORDS):
        return None
    found = {a or b for a, b in _ORIGIN_IN_MARKDOWN.findall(text)}
    return found.pop() if len(found) == 1 else None


_WORDS = ("阅读原文", "查看原文", "原文链接", "原文地址")
_SAID = f"(?:{'|'.join(_WORDS)})"
_ORIGIN_IN_MARKDOWN = re.compile(
    rf"\[{_SAID}\]\((https?://[^()\s]+)\)|{_SAID}[:：]\s{{0,4}}<?(https?://[^\s<>()\]]+)"
)
_ORIGIN = re.compile(rf"^\W*{_SAID}\W*$")
