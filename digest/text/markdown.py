"""Markdown to pieces, with or without YAML front matter (导出的 Markdown)."""

import re
from typing import Any

from digest.text.pieces import Piece, compact, tidy

_FENCE = re.compile(r"\A\s*---[ \t]*\r?\n")
_END = re.compile(r"^---[ \t]*\r?$", re.M)
_FIELD = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*))?$")
_TAG = re.compile(r"\s*<(?:div|p|article|section|table|html|body|h[1-6]|!doctype)\b", re.I)
_LATIN_END = re.compile(r"[A-Za-z0-9,;:.'\")-]\s*$")
_LATIN_START = re.compile(r"\s*[A-Za-z0-9('\"]")
_BROKEN_IMAGE = re.compile(r"!\[[^\]\n]{0,200}\]\([^)\n]{0,2000}\)?")
"""An image whose address has spaces or was cut off, which is no image to CommonMark."""
_STRAY = re.compile(r"\*{2,}")


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields above the text, and the text.

    Read line by line on the first ``: ``: exports write titles unquoted, with ``: ``, ``|`` and
    brackets in them, which strict YAML refuses. A block that is not closed, or holds no field, is
    text, and none of it is lost.
    """
    opened = _FENCE.match(text)
    closed = _END.search(text, opened.end()) if opened else None
    if not opened or not closed:
        return {}, text
    fields: dict[str, str] = {}
    for line in text[opened.end() : closed.start()].splitlines():
        if found := _FIELD.match(line):
            value = (found[2] or "").strip()
            if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
                value = value[1:-1].replace('\\"', '"')
            fields.setdefault(found[1].lower(), value)
        elif line.strip() and not line.startswith((" ", "\t", "-", "#")):
            return {}, text
    return (fields, text[closed.end() :]) if fields else ({}, text)


def is_html(text: str) -> bool:
    """Whether the text under the front matter is HTML from its first character (Jekyll pages)."""
    return _TAG.match(text) is not None


def pieces(text: str) -> list[Piece]:
    """Pieces of a Markdown text: emphasis marks gone, links by their text, images dropped."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 60})
    tokens = parser.enable(["table", "strikethrough"]).parse(_without_stray_indents(text))
    found: list[Piece] = []
    heading = False
    mark = ""
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            heading = token.type == "heading_open"
        elif token.type == "list_item_open":
            # the number of a list item is text: 1. and （1） of a notice must not vanish
            mark = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "inline":
            inline = _inline(token.children or [], heading)
            if mark and inline:
                texts = [i for i, piece in enumerate(inline) if not piece.rule]
                if texts:
                    first = inline[texts[0]]
                    inline[texts[0]] = Piece(mark + first.text, heading, None, first.linked)
                mark = ""
            found += inline
        elif token.type in ("code_block", "fence"):
            if language := tidy(token.info):
                found.append(Piece(language, rule="markup"))
            found += [Piece(t) for line in token.content.split("\n") if (t := tidy(line))]
        elif token.type == "html_block":
            found += _html(token.content)
    return found


def _without_stray_indents(text: str) -> str:
    """Paragraphs set in by four spaces or more are prose in these exports, not code; and quotes
    nested deeper than the parser follows are one quote."""
    text = re.sub(r"^(?:>[ \t]?){20,}", "> ", text, flags=re.M)
    return re.sub(r"^[ \t\u3000\u00a0]{4,}(?=[^\s*+\-\d|>])", "", text, flags=re.M)


def _html(content: str) -> list[Piece]:
    from digest.text import html

    if not re.search(r"[^\s<>]", re.sub(r"<[^<>]*>", "", content)):
        return []
    root = html.parse(content)
    return html.pieces(root, None, "site.chrome", frozenset())


def _inline(children: list[Any], heading: bool) -> list[Piece]:
    """One paragraph; a line break ends a piece unless it only wraps Latin prose."""
    found: list[Piece] = []
    parts: list[str] = []
    linked = 0
    links: list[str] = []
    contents = True

    def flush() -> None:
        nonlocal linked, contents
        text = "".join(parts)
        found.extend(Piece(image, rule="image") for image in _BROKEN_IMAGE.findall(text))
        text = tidy(_STRAY.sub("", _BROKEN_IMAGE.sub("", text)))
        if text:
            share = min(1.0, linked / max(1, len(compact(text))))
            rule = "toc" if share > 0.8 and contents else None
            found.append(Piece(text, heading, rule, share))
        parts.clear()
        linked, contents = 0, True

    for number, child in enumerate(children):
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
            if links:
                linked += len(compact(child.content))
                contents = contents and links[-1].startswith("#") and len(links[-1]) > 1
        elif child.type == "link_open":
            links.append(str(child.attrGet("href") or ""))
        elif child.type == "link_close" and links:
            links.pop()
        elif child.type == "image":
            target = str(child.attrGet("src") or "")
            if name := tidy(child.content) or target:
                found.append(Piece(name, rule="image"))
        elif child.type == "softbreak" and _wraps(parts, children[number + 1 :]):
            parts.append(" ")
        elif child.type in ("softbreak", "hardbreak") or _is_break(child):
            flush()
    flush()
    return found


def _is_break(child: Any) -> bool:
    tag = str(child.content).lower() if child.type == "html_inline" else ""
    return tag.startswith(("<br", "</p", "<p"))


def _wraps(parts: list[str], rest: list[Any]) -> bool:
    after = next((c.content for c in rest if c.type == "text" and c.content), "")
    return bool(_LATIN_END.search("".join(parts[-2:])[-40:]) and _LATIN_START.match(after))
