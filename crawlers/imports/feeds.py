"""RSS, Atom and JSON feeds, and JSON exports of articles, as entries.

The parser of XML loads no entities, no DTD and nothing from the network. Shapes: the feeds of
wewe-rss, we-mp-rss and Wechat2RSS, and the JSON of wechat-article-exporter.
"""

import html
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin

from crawlers.captures import storable
from crawlers.dates import feed_day
from digest.errors import UnknownFormat, Unreadable

SUMMARY_LIMIT = 200
"""Characters from which a plain description counts as the text itself and not as a teaser."""

FAILED_TEXT = ("环境异常", "获取全文失败", "操作频繁", "访问过于频繁", "完成验证后即可继续访问")
"""What tools store in the place of an article that WeChat did not give them."""

_FAILED_LENGTH = 400
_ATOM = "{http://www.w3.org/2005/Atom}"
_RSS1 = "{http://purl.org/rss/1.0/}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_DC = "{http://purl.org/dc/elements/1.1/}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed. ``content`` is HTML, ``None`` when the feed carries only a teaser."""

    link: str | None
    title: str | None
    published_on: date | None
    account: str | None
    content: str | None

    @property
    def failed(self) -> bool:
        """Whether the content is a failure text: a captcha that a tool saved as an article."""
        words = visible(self.content or "")
        return len(words) < _FAILED_LENGTH and any(text in words for text in FAILED_TEXT)


def looks_like_feed(body: bytes) -> bool:
    """Whether the first bytes are those of RSS, Atom, RDF or JSON (and not of a web page)."""
    head = body[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:1] in (b"{", b"["):
        return True
    lowered = head.lower()
    roots = [lowered.find(root) for root in (b"<rss", b"<feed", b"<rdf:rdf")]
    found = [place for place in roots if place >= 0]
    page = lowered.find(b"<html")
    return bool(found) and lowered.startswith(b"<") and (page < 0 or min(found) < page)


def entries(body: bytes, base: str = "") -> tuple[Entry, ...]:
    """The entries of a feed, in its order.

    Relative links are resolved against ``base``. Raises `Unreadable` when the bytes are broken
    and `UnknownFormat` when they are no feed; a feed without entries gives an empty tuple.
    """
    head = body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    found = _json_entries(body) if head[:1] in (b"{", b"[") else _xml_entries(body)
    return tuple(_resolved(entry, base) for entry in found)


def visible(markup: str) -> str:
    """The words of an HTML fragment, tags and runs of white space removed."""
    out: list[str] = []
    place = 0
    while (start := markup.find("<", place)) >= 0:
        out.append(markup[place:start])
        end = markup.find(">", start)
        if end < 0:
            break
        place = end + 1
    else:
        out.append(markup[place:])
    return " ".join(html.unescape("".join(out)).split())


def _resolved(entry: Entry, base: str) -> Entry:
    """With a whole link (a link that is no address is none) and texts that can be stored."""
    try:
        link = urljoin(base, entry.link) if entry.link else None
    except ValueError:
        link = None
    return Entry(
        storable(link),
        storable(entry.title),
        entry.published_on,
        storable(entry.account),
        storable(entry.content),
    )


def _xml_entries(body: bytes) -> Iterator[Entry]:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(body.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if _is_json(body):
            raise UnknownFormat(_NO_ARTICLES) from None
        raise Unreadable(f"it is not well-formed XML: {error}") from None
    if root.tag == f"{_ATOM}feed":
        account = _text(root, f"{_ATOM}title")
        return (_atom_entry(node, account) for node in root.iter(f"{_ATOM}entry"))
    items = [*root.iter("item"), *root.iter(f"{_RSS1}item")]
    if root.tag == "rss" or items:
        channel = root.find("channel")
        account = None if channel is None else _text(channel, "title")
        return (_rss_entry(node, account) for node in items)
    raise UnknownFormat(f"it is XML, but its root <{root.tag}> is neither RSS nor Atom")


def _rss_entry(node, account: str | None) -> Entry:
    link = _text(node, "link", f"{_RSS1}link")
    if link is None:
        guid = _text(node, "guid")
        link = guid if guid and guid.startswith(("http://", "https://")) else None
    content = _text(node, _CONTENT)
    if content is None:
        content = full_text(_text(node, "description", f"{_RSS1}description"))
    return Entry(
        link,
        _text(node, "title", f"{_RSS1}title"),
        feed_day(_text(node, "pubDate", f"{_DC}date")),
        _text(node, f"{_DC}creator", "author") or account,
        _without_cdata(content),
    )


def _atom_entry(node, account: str | None) -> Entry:
    link = None
    for candidate in node.iter(f"{_ATOM}link"):
        if candidate.get("rel", "alternate") == "alternate" or link is None:
            link = candidate.get("href") or link
    author = node.find(f"{_ATOM}author")
    name = None if author is None else _text(author, f"{_ATOM}name")
    content = _atom_text(node.find(f"{_ATOM}content"))
    summary = node.find(f"{_ATOM}summary")
    if content is None and summary is not None and full_text((summary.text or "").strip()):
        content = _atom_text(summary)
    return Entry(
        link,
        _text(node, f"{_ATOM}title"),
        feed_day(_text(node, f"{_ATOM}published", f"{_ATOM}updated")),
        name or account,
        content,
    )


def _atom_text(node) -> str | None:
    if node is None:
        return None
    if node.get("type") == "xhtml":
        from lxml import etree

        return "".join(etree.tostring(child, encoding="unicode", method="html") for child in node)
    text = (node.text or "").strip() or None
    if text and node.get("type", "text") == "text":
        return f"<p>{html.escape(text)}</p>"
    return text


def _text(node, *tags: str) -> str | None:
    for tag in tags:
        child = node.find(tag)
        if child is not None and (text := "".join(child.itertext()).strip()):
            return text
    return None


def _without_cdata(content: str | None) -> str | None:
    """we-mp-rss escapes the CDATA markers themselves."""
    if content and content.startswith("<![CDATA[") and content.endswith("]]>"):
        return content[len("<![CDATA[") : -len("]]>")]
    return content


def full_text(description: str | None) -> str | None:
    """A description that is the article: it has markup, or is longer than `SUMMARY_LIMIT`."""
    if not description:
        return None
    marked = any(tag in description.lower() for tag in ("<p", "<div", "<section", "<br"))
    return description if marked or len(description) >= SUMMARY_LIMIT else None


_NO_ARTICLES = "it is JSON, but neither a JSON feed nor a list of articles"


def _is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return False
    return True


def _json_entries(body: bytes) -> Iterator[Entry]:
    try:
        data = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"it is not JSON: {error}") from None
    account = None
    if isinstance(data, dict):
        title = data.get("title")
        account = title if isinstance(title, str) else None
        data = next(
            (data[key] for key in ("items", "articles", "list", "data") if key in data), None
        )
    if not isinstance(data, list) or not all(isinstance(row, dict) for row in data):
        raise UnknownFormat(_NO_ARTICLES)
    return (_json_entry(row, account) for row in data)


def _json_entry(row: Mapping[str, object], account: str | None) -> Entry:
    def pick(*names: str) -> str | None:
        for name in names:
            value = row.get(name)
            if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
                return str(value).strip()
        return None

    content = pick("content_html", "content")
    if content is None and (text := pick("content_text")):
        content = "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line)
    author = row.get("author")
    if not isinstance(author, str):
        author = author.get("name") if isinstance(author, dict) else None
    return Entry(
        pick("url", "link", "external_url"),
        pick("title"),
        feed_day(pick("date_published", "date_modified", "create_time", "update_time", "created")),
        pick("_accountName", "biz_name") or author or account,
        content,
    )
