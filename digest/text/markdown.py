"""Markdown to pieces, with or without YAML front matter (导出的 Markdown)."""

import re
from typing import Any

from digest.text import commonmark, portal
from digest.text.inside import APART, raised
from digest.text.pieces import Piece, compact, tidy
from digest.text.spans import SIMPLE, Span, image_words, inline

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


def pieces(source: str) -> list[Piece]:
    """Pieces of a Markdown text: emphasis marks gone, links by their text, images dropped."""
    references: dict[str, Any] = {}
    found: list[Piece] = []
    mark = ""
    for leaf in commonmark.leaves(_with_notes(_without_stray_indents(source)), references):
        if leaf.kind == "item":
            # the number of a list item is text: 1. and （1） of a notice must not vanish
            mark = leaf.text
        elif leaf.kind == "plain":
            if text := tidy(leaf.text):
                found.append(Piece(mark + text))
                mark = ""
        elif leaf.kind in ("text", "heading"):
            heading = leaf.kind == "heading"
            line = _line(leaf.text, heading, references)
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
_NESTED = re.compile(r"\n(?:>[ \t]{0,3}|(?:[*+-]|\d{1,9}[.)])[ \t]{1,3}){20,}")
"""Quotes and lists in each other, deeper than the parser follows and anyone writes."""
_INDENT = re.compile(r"\n[ \t\u3000\u00a0]{4,}(?=[^\s*+\-\d|>])")


def _without_stray_indents(text: str) -> str:
    """Paragraphs set in by four spaces or more are prose in these exports, not code; and quotes
    and lists that nest too deeply are one quote. The mark of XML that opens a section, for
    whose end the parser looks through all the text, says nothing here."""
    text = "\n" + text.replace("<![CDATA[", "")
    if text.count("[") > _MANY:
        text = _STRAY_BRACKET.sub(r"\\[", text)
    return _INDENT.sub("\n", _NESTED.sub("\n> ", text))[1:]


def _with_notes(text: str) -> str:
    return _NOTE.sub(_shown, text) if "]:" in text else text


_NOTE = re.compile(r"^ {0,3}\[[^\[\]\n]{1,80}\]:[ \t]*(\S+)[^\n]*", re.M)
_ADDRESS = re.compile(r"<|[a-z][a-z0-9+.-]{1,20}:|[/#.?]|[!-~]+[./][!-~]+$", re.I)


def _shown(note: re.Match[str]) -> str:
    """A note below the text, kept from being read as the definition of a link, which is shown
    nowhere. `tidy` removes the mark that does so."""
    words = note[0].lstrip(" ")
    return note[0] if words[1] != "^" and _ADDRESS.match(note[1]) else f"\u200b{words}\n"


def _html(content: str) -> list[Piece]:
    from digest.text import html, tree

    if not re.search(r"[^\s<>]", re.sub(r"<[^<>]*>", "", content)):
        return []
    root = tree.parse(content)
    return html.pieces(root, None, "site.chrome", frozenset())


def _line(text: str, heading: bool, references: dict[str, Any]) -> list[Piece]:
    simple = None if references else SIMPLE.fullmatch(text)
    if simple is None:
        spans = inline(text, references)
        if "<" not in text and "~~" not in text:
            return _inline(spans, heading)
        spans, dropped = _set_apart(spans)
        return [*dropped, *_inline(spans, heading)]
    if simple["source"] is not None:
        words = image_words(simple["image"], simple["source"])
        return [_image(words)] if words else []
    text = tidy(simple["label"] or simple["strong"] or simple["plain"] or "")
    linked = simple["label"] is not None
    rule = "toc" if linked and _INSIDE.match(simple["address"]) else None
    return [Piece(text, heading, rule, float(linked))] if text else []


_INSIDE = re.compile(r"#.")
"""The address of a place on the same page."""


def _image(words: str) -> Piece:
    return Piece(tidy(words) or words, rule="image")


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
                contents = contents and _INSIDE.match(links[-1]) is not None
        elif kind == "link":
            links.append(text)
        elif kind == "end":
            links.pop()
        elif kind == "image" and text:
            found.append(_image(text))
        elif kind == "wrap" and _wraps(parts, spans[number + 1 : number + 9]):
            parts.append(" ")
        elif kind in ("wrap", "break"):
            flush()
    flush()
    return found


def _set_apart(spans: list[Span]) -> tuple[list[Span], list[Piece]]:
    """The spans with raised digits raised and without what is struck out, which is dropped. A tag
    that nothing closes says nothing; marks of struck text open and close in turn."""
    kept: list[Span] = []
    dropped: list[Piece] = []
    spans = _paired(spans)
    closed = {text[1:] for kind, text in spans if kind == "tag" and text[0] == "/"}
    name, words = "", ""
    for span in spans:
        if span.kind == "tag":
            if name and span.text == f"/{name}":
                if name == "sup":
                    kept.append(Span("text", raised(words)))
                elif text := tidy(words):
                    dropped.append(Piece(text, rule=APART[name]))
                name, words = "", ""
            elif not name and span.text in closed:
                name = span.text
        elif name and span.kind in ("text", "code", "wrap", "break"):
            words += span.text or "\n"
        else:
            kept.append(span)
    if words:  # closed before it was opened
        kept.append(Span("text", words))
    return kept, dropped


def _paired(spans: list[Span]) -> list[Span]:
    marks = [i for i, span in enumerate(spans) if span == ("tag", "~~")]
    if not marks:
        return spans
    paired = list(spans)
    for number, i in enumerate(marks):
        paired[i] = Span("tag", "/s" if number % 2 else "s")
    if len(marks) % 2:
        paired[marks[-1]] = Span("text", "~~")
    return paired


def _wraps(parts: list[str], rest: list[Span]) -> bool:
    if not _LATIN_END.search("".join(parts[-2:])[-40:]):
        return False
    after = next((span.text for span in rest if span.kind == "text" and span.text), "")
    return _LATIN_START.match(after) is not None
