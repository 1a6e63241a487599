"""Capture to document: the words of the release, and what was dropped (正文提取)."""

import re
from dataclasses import dataclass, replace
from typing import Any

from digest.errors import EmptyDocument, TooLarge
from digest.ids import content_id
from digest.model import Attachment, Block, Capture, Document, Dropped, Format, PageMeta
from digest.rules import rules_version
from digest.text import (
    chrome,
    container,
    failures,
    html,
    links,
    markdown,
    metadata,
    mhtml,
    office,
    printed,
    spam,
    templates,
    tree,
    wechat,
)
from digest.text.decode import Decoded, declared_charset, decode, sniff
from digest.text.normalise import has_key, key, script
from digest.text.pieces import CHAPTER, Piece, lexicon, tidy

MAX_CHARACTERS = 2_000_000
"""Of the text of one document, what is dropped included: 6 MB. The longest code has 110,000."""
_NOTHING_TOLD = PageMeta()


@dataclass(frozen=True, slots=True)
class _Page:
    """A capture as its format was read."""

    pieces: list[Piece]
    meta: PageMeta = _NOTHING_TOLD
    attachments: tuple[Attachment, ...] = ()


def clean(capture: Capture, learned: templates.Learned = templates.NOTHING) -> Document:
    """The document of a capture, without the ``learned`` templates of who shows it.

    Raises a DocumentError: no known format, nothing to read, too large, unreadable, or a failure
    page in the place of the article. Its sentence does not name the file or address, which stands
    before it wherever it is shown (``Problem.where``).
    """
    capture = mhtml.unpacked(capture)
    name = capture.file_name or capture.url
    kind = sniff(capture.body, name, capture.media_type)
    decoded = Decoded("", "binary", False)
    if kind is Format.PDF:
        page = _Page(printed.marked(office.pdf(capture.body)))
    elif kind is Format.DOCX:
        page = _Page(printed.marked(office.docx(capture.body)))
    else:
        decoded = decode(capture.body, declared_charset(capture.media_type))
        page = _READERS[kind](decoded.text, capture.url)
    length = sum(len(piece.text) for piece in page.pieces)
    if length > MAX_CHARACTERS:
        raise TooLarge(
            f"the document holds {length / 1e6:.1f} million characters of text;"
            f" the limit is {MAX_CHARACTERS / 1e6:g} million"
        )
    meta = metadata.completed(page.meta, page.pieces, capture)
    pieces = chrome.marked(page.pieces, meta.title)
    meta, pieces = metadata.byline(meta, pieces)
    failures.refuse_text(pieces, meta.title)
    failures.refuse_links(pieces)
    pieces = templates.marked(pieces, learned, capture.source, meta.publisher or "", meta.title)
    return _document(capture, kind, decoded, replace(page, pieces=pieces, meta=meta))


def _document(capture: Capture, kind: Format, decoded: Decoded, page: _Page) -> Document:
    blocks: list[Block] = []
    dropped: list[Dropped] = []
    position = 0
    for piece in page.pieces:
        if piece.rule:
            dropped.append(Dropped(piece.text, piece.rule))
            continue
        end = position + len(piece.text)
        heading = piece.heading or (len(piece.text) <= 40 and bool(CHAPTER.match(piece.text)))
        blocks.append(Block(piece.text, position, end, heading))
        position = end + 1
    title = page.meta.title or ""
    if not page.attachments and _is_title(blocks, title):
        raise EmptyDocument("the document holds no text below its title")
    text = "\n".join(block.text for block in blocks)
    return Document(
        id=content_id("document", capture.id),
        capture=capture.id,
        format=kind,
        text=text,
        blocks=tuple(blocks),
        dropped=tuple(dropped),
        script=script(text),
        charset=decoded.charset,
        charset_guessed=decoded.guessed,
        meta=page.meta,
        attachments=tuple(file for file in page.attachments if spam.label(file.name)),
        rules_version=rules_version(),
    )


def _is_title(blocks: list[Block], title: str) -> bool:
    """Whether each block says the title and no more; one many times as long need not be
    compared."""
    if any(len(block.text) > 4 * len(title) + 40 for block in blocks):
        return False
    wanted = key(title).text
    return all(has_key(block.text, wanted) for block in blocks)


# --- formats --------------------------------------------------------------------------------------


def _html(text: str, url: str) -> _Page:
    root = tree.parse(text)
    known = container.site(root)
    if known is None and _is_wechat(root) and (short := wechat.script(text)).content:
        return _wechat_post(root, short, url)
    if known is None:
        failures.refuse_page(root, text, url)
        pieces = html.pieces(root, None, "site.chrome", frozenset())
        meta = metadata.of_page(root, {}, url)
        meta = replace(meta, title=metadata.without_site(meta.title, pieces))
        return _Page(container.extracted(text, pieces), meta, links.attachments(root, url))
    site, body = known
    on_wechat = site["name"] == "wechat"
    if on_wechat and (facts := wechat.script(text)).content:
        return _wechat_post(root, facts, url)
    drop = frozenset(e for path in site.get("drop", ()) for e in root.xpath(path))
    pieces = html.pieces(root, body, "wechat.chrome" if on_wechat else "site.chrome", drop)
    meta = metadata.of_page(root, site, url)
    if on_wechat:
        meta = metadata.of_article(meta, wechat.script(text))
    return _Page(pieces, meta, links.attachments(root, url))


def _markdown(text: str, url: str) -> _Page:
    fields, body = markdown.front_matter(text)
    told = PageMeta(
        title=fields.get("title") or None,
        publisher=fields.get("source") or fields.get("account") or None,
        author=fields.get("author") or None,
        published_on=metadata.told_day(fields.get("date") or ""),
        url=fields.get("url") or fields.get("link") or None,
    )
    if markdown.is_html(body):
        page = _html(body, told.url or url)
        if key(page.meta.title or "").text == key(told.title or "").text:
            told = replace(told, title=None)  # slugs lose the punctuation that the page keeps
        return replace(page, meta=metadata.merged(told, page.meta))
    pieces = printed.marked(markdown.pieces(body))
    heading = next((p.text for p in pieces if p.heading and not p.rule), None)
    told = metadata.of_export(told, pieces, body)
    return _Page(pieces, metadata.merged(told, PageMeta(title=heading)))


def _text(text: str, url: str) -> _Page:
    del url
    lines = re.split(r"\r\n|[\n\r\f\v\x85\u2028\u2029]", text)
    texts = [text for line in lines if (text := tidy(re.sub(r"\*{2,}", "", line)))]
    if not any(_READING_TIME.search(line) for line in texts[:5]):
        return _Page(printed.marked([Piece(line) for line in texts]))
    pieces: list[Piece] = []
    for line in texts:
        # copied from a blog whose images leave their alternative text in the middle of lines
        kept, holes = _PLACEHOLDER.subn("", line)
        pieces += [Piece(kept), *[Piece("图片", rule="image")] * holes]
    return _Page(pieces)


_READING_TIME = re.compile(r"阅读\s*\d+\s*分钟")
_PLACEHOLDER = re.compile(r"(?<=[。！？!?])图片(?![、与和的及或等中里上内是为,，])")


_READERS = {Format.HTML: _html, Format.MARKDOWN: _markdown, Format.TEXT: _text}


def _is_wechat(root: Any) -> bool:
    return bool(root.xpath("//*[@id='js_article']"))


def _wechat_post(root: Any, facts: wechat.Script, url: str) -> _Page:
    """Picture and text posts: the words stand in a script, the elements hold profile chrome."""
    site = next(known for known in lexicon()["site"] if known["name"] == "wechat")
    lines = re.split(r"\n|<br\s*/?>|</p>", facts.content or "")
    texts = (tidy(re.sub(r"<[^<>]*>|\*{2,}", "", line)) for line in lines)
    pieces = [Piece(text) for text in texts if text]
    rest = html.pieces(root, root.makeelement("none"), "wechat.chrome", frozenset())
    meta = metadata.of_article(metadata.of_page(root, site, url), facts)
    return _Page(pieces + rest, meta)
