"""Markdown to pieces, with or without YAML front matter (导出的 Markdown)."""

import re
from typing import Any

from digest.text import commonmark, portal
from digest.text.pieces import Piece, compact, tidy
from digest.text.spans import Span, inline

_FENCE = re.compile(r"\A\s*---[ \t]*\r?\n")
_END = re.compile(r"^---[ \t]*\r?$", re.M)
_FIELD = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*))?$")
_TAG = re.compile(r"\s*<(?:div|p|article|section|table|html|body|h[1-6]|!doctype)\b", re.I)
_LATIN_END = re.compile(r"[A-Za-z0-9,;:.'\")-]\s*$")
_LATIN_START = re.compile(r"\s*[A-Za-z0-9('\"]")
_BROKEN_IMAGE = re.compile(r"!\[[^\]\n]{0,200}\]\([^)\n]{0,2000}\)?")
"""An image whose address has spaces or was cut off, which is no image to CommonMark."""
_DOUBTFUL = re.compile(r"!\[|\*\*")
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
    references: dict[str, Any] = {}
    found: list[Piece] = []
    mark = ""
    for leaf in commonmark.leaves(_without_stray_indents(text), references):
        if leaf.kind == "item":
            # the number of a list item is text: 1. and （1） of a notice must not vanish
            mark = leaf.text
        elif leaf.kind in ("text", "heading"):
            heading = leaf.kind == "heading"
            line = _line(inline(leaf.text, references), heading)
            if mark and line:
                texts = [i for i, piece in enumerate(line) if not piece.rule]
                if texts:
                    first = line[texts[0]]
                    line[texts[0]] = Piece(mark + first.text, heading, None, first.linked)
                mark = ""
            found += line
        elif leaf.kind == "code":
            if language := tidy(leaf.info):
                found.append(Piece(language, rule="markup"))
            found += [Piece(t) for line in leaf.text.split("\n") if (t := tidy(line))]
        else:
            found += _html(leaf.text)
    return portal.joined(found)


_MANY = 2000
_STRAY_BRACKET = re.compile(r"(?<!\\)\[(?![^\[\]\n]{0,200}\](?:\([^()\n]{0,500}\)|:))")
"""One that opens no link: the parser looks for the end of each through all the text."""
_NESTED = re.compile(r"^(?:>[ \t]{0,3}|(?:[*+-]|\d{1,9}[.)])[ \t]{1,3}){20,}", re.M)
"""Quotes and lists in each other, deeper than the parser follows and anyone writes."""


def _without_stray_indents(text: str) -> str:
    """Paragraphs set in by four spaces or more are prose in these exports, not code; and quotes
    and lists that nest too deeply are one quote. The mark of XML that opens a section, for
    whose end the parser looks through all the text, says nothing here."""
    text = text.replace("<![CDATA[", "")
    if text.count("[") > _MANY:
        text = _STRAY_BRACKET.sub(r"\\[", text)
    text = _NESTED.sub("> ", text)
    return re.sub(r"^[ \t\u3000\u00a0]{4,}(?=[^\s*+\-\d|>])", "", text, flags=re.M)


def _html(content: str) -> list[Piece]:
    from digest.text import html

    if not re.search(r"[^\s<>]", re.sub(r"<[^<>]*>", "", content)):
        return []
    root = html.parse(content)
    return html.pieces(root, None, "site.chrome", frozenset())


def _line(spans: list[Span], heading: bool) -> list[Piece]:
    if len(spans) != 1 or spans[0].kind != "text" or _DOUBTFUL.search(spans[0].text):
        return _inline(spans, heading)
    text = tidy(spans[0].text)
    return [Piece(text, heading)] if text else []


def _inline(spans: list[Span], heading: bool) -> list[Piece]:
    """One paragraph; a line break ends a piece unless it only wraps Latin prose."""
    found: list[Piece] = []
    parts: list[str] = []
    linked = 0
    links: list[str] = []
    contents = True

    def flush() -> None:
        nonlocal linked, contents
        text = "".join(parts)
        if "![" in text:
            found.extend(Piece(image, rule="image") for image in _BROKEN_IMAGE.findall(text))
            text = _BROKEN_IMAGE.sub("", text)
        text = tidy(_STRAY.sub("", text) if "**" in text else text)
        if text:
            share = min(1.0, linked / max(1, len(compact(text)))) if linked else 0.0
            rule = "toc" if share > 0.8 and contents else None
            found.append(Piece(text, heading, rule, share))
        parts.clear()
        linked, contents = 0, True

    for number, (kind, text) in enumerate(spans):
        if kind in ("text", "code"):
            parts.append(text)
            if links:
                linked += len(compact(text))
                contents = contents and links[-1].startswith("#") and len(links[-1]) > 1
        elif kind == "link":
            links.append(text)
        elif kind == "end":
            links.pop()
        elif kind == "image" and text:
            found.append(Piece(tidy(text) or text, rule="image"))
        elif kind == "wrap" and _wraps(parts, spans[number + 1 : number + 9]):
            parts.append(" ")
        elif kind in ("wrap", "break"):
            flush()
    flush()
    return found


def _wraps(parts: list[str], rest: list[Span]) -> bool:
    after = next((span.text for span in rest if span.kind == "text" and span.text), "")
    return bool(_LATIN_END.search("".join(parts[-2:])[-40:]) and _LATIN_START.match(after))
