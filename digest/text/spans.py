"""What stands inside a paragraph of Markdown: text, links, images, code, breaks (行内标记).

Plain cases are read by one pattern; a paragraph in which anything is in doubt goes to markdown-it.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from digest.text.inside import APART
from digest.text.pieces import tidy


class Span(NamedTuple):
    """``kind``: text, code, link (``text`` is its address), end (of the link), image (its words,
    else its address), wrap (a line break in the source), break, tag (``text`` is the name of an
    element of `inside`, with a slash at its end, or ~~)."""

    kind: str
    text: str


UNMARKED = r"[^\\`*_~\[\]!<&\n]"
"""A character that is a mark of nothing; a text of no others is nothing but text."""
_UNMARKED = re.compile(f"{UNMARKED}*")
_ADDRESS = (
    r"(?!(?i:javascript|vbscript|file|data):|[&<])"
    r"(?:[^\s()\\\x00-\x20\x7f]++|\([^\s()\\\x00-\x20\x7f]*+\))*+"
)
_TITLE = r"""(?: ++(?:"[^"\\\n]*+"|'[^'\\\n]*+'))?+"""
_IMAGE = rf"!\[[^\[\]\\`<]*+\]\({_ADDRESS}{_TITLE}\)"
_SPAN = re.compile(
    r"(?P<text>(?:[^\\`*_~\[\]!<&\n]++|!(?!\[)|(?<=[^\W_])_++(?=[^\W_])|(?<!~)~(?!~)|\]"
    r"|&(?!\#?\w{1,40};)|<(?![A-Za-z/!?])|\\(?![!-/:-@\[-`{-~\n])"
    rf"|\[[^\[\]\\`<!*_~&\n]*+\](?!\()|\[(?=(?:[^\[\]\\`<!]++|{_IMAGE})*+\Z))++)"
    r"|\\(?P<escaped>[!-)+-/:-@\[-`{-~])|(?P<strong>(?<!\*)(?:\*\*){1,4}(?!\*))"
    r"|(?<!`)(?P<ticks>`{1,9})(?!`)(?P<code>[^`\n]++)(?P=ticks)(?!`)"
    r"|<(?P<bare>https?://(?!xn-)[a-z0-9./_-]++)>"
    rf"|(?P<image>!\[(?P<alt>[^\[\]\\`<]*+)\]\((?P<source>{_ADDRESS}){_TITLE}\))"
    rf"|(?P<link>\[(?P<label>(?:[^\[\]\\`<!]++|!(?!\[)|\\[_.()#+-]|{_IMAGE})*+)\]"
    rf"\((?P<address>{_ADDRESS}){_TITLE}\))"
    r"|(?P<wrap>\n[ \t]*+)|(?P<break>\\\n[ \t]*+|<(?i:br) ?/?>)"
)
"""The spans that stand for themselves wherever they stand; no match is a case for the parser."""
SIMPLE = re.compile(
    rf"(?P<plain>{UNMARKED}*+)|\[(?P<label>{UNMARKED}++)\]\((?P<address>{_ADDRESS})\)"
    rf"|(?P<in>\[)?!\[(?P<image>{UNMARKED}*+)\]\((?P<source>{_ADDRESS})\)(?(in)\]\({_ADDRESS}\))"
    rf"|\*\*(?P<strong>{UNMARKED}++)\*\*"
)
"""A text without any mark, or one link, image or strong text: it is read as a whole."""
_WRAPPED_LATIN = re.compile(r"[A-Za-z0-9,;:.'\")`>-][\s*]*\n")
_EMPHASIS = re.compile(r"((?:[^*\\`<]*\n)?)\*(?=[^\s*])([^*\\`<]*[^\s*\\`<])\*((?:\s[^\\`<]*)?)")
_STRONG_LABEL = re.compile(r"\*\*([^\W_](?:[^*]*[^\W_])?)\*\*")
_PLAIN_ADDRESS = re.compile(
    r"(?:https?://[a-z0-9.-]{1,200}(?=/|$)|(?!//))(?:[A-Za-z0-9/_.=?@+,;~-]|%[0-9A-Fa-f]{2})*"
)
"""What the parser's normal form of an address leaves as it is."""


_TOLD_TAG = re.compile(rf"<(/?(?:{'|'.join((*APART, 'sup'))}))\b", re.I)


def inline(text: str, references: dict[str, Any]) -> list[Span]:
    """The spans of a leaf's text. Emphasis is told by nothing; marks of strong text that are none
    may be left out."""
    if _UNMARKED.fullmatch(text):
        return [Span("text", text)] if text else []
    if text.count("*") == 2 and (found := _EMPHASIS.fullmatch(text)) and _is_level(*found.groups()):
        text = "".join(found.groups())
    # which marks are emphasis may decide whether a line break only wraps
    doubtful = references or ("**" in text and _WRAPPED_LATIN.search(text))
    spans = None if doubtful else _spans(text)
    return list(_parsed_spans(text, references)) if spans is None else spans


def _is_level(before: str, inside: str, after: str) -> bool:
    """Whether two marks stand at one level: no link begins or ends between them."""
    del after
    return all(part.count("[") == part.count("]") for part in (before, inside))


def _spans(text: str) -> list[Span] | None:
    found: list[Span] = []
    pending = ""
    at = 0
    while at < len(text):
        span = _SPAN.match(text, at)
        if span is None:
            return None
        at = span.end()
        kind = span.lastgroup or ""
        if kind in ("text", "escaped"):
            pending += span[kind]
            continue
        if kind == "wrap" and pending.endswith("  "):
            pending, kind = pending.rstrip(), "break"
        if pending:
            found.append(Span("text", pending))
            pending = ""
        told = _told(span, kind)
        if told is None:
            return None
        found += told
    return [*found, Span("text", pending)] if pending else found


def _told(span: re.Match[str], kind: str) -> list[Span] | None:
    if kind == "strong":
        return []
    if kind == "code":
        code = span["code"]
        return [Span(kind, code[1:-1] if re.fullmatch(r" .+ ", code) else code)]
    if kind == "bare":
        return [Span("link", span[kind]), Span("text", span[kind]), Span("end", "")]
    if kind == "image":
        return [Span(kind, image_words(span["alt"], span["source"]))]
    if kind != "link":
        return [Span(kind, "")]
    label = span["label"]
    if "*" in label:
        strong = _STRONG_LABEL.fullmatch(label)
        if strong is None:
            return None  # marks that are no emphasis count for the length of a link
        label = strong[1]
    inside = _spans(label)
    return None if inside is None else [Span(kind, span["address"]), *inside, Span("end", "")]


def image_words(told: str, address: str) -> str:
    """What stands for an image: the words that tell of it, else its address."""
    return told if tidy(told) else _normal(address)


def _normal(address: str) -> str:
    from markdown_it.common.utils import unescapeAll

    if _PLAIN_ADDRESS.fullmatch(address):
        return address
    return str(parser().normalizeLink(unescapeAll(address)))


def _parsed_spans(text: str, references: dict[str, Any]) -> Iterator[Span]:
    for child in parser().parseInline(text, references)[0].children or []:
        if child.type == "text":
            yield from _with_marks(child.content)
        elif child.type == "code_inline":
            yield Span("code", child.content)
        elif child.type == "link_open":
            yield Span("link", str(child.attrGet("href") or ""))
        elif child.type == "link_close":
            yield Span("end", "")
        elif child.type == "image":
            yield Span(
                "image", child.content if tidy(child.content) else child.attrGet("src") or ""
            )
        elif child.type == "html_inline" and (found := _TOLD_TAG.match(child.content)):
            yield Span("tag", found[1].lower())
        elif child.type == "softbreak":
            yield Span("wrap", "")
        elif child.type == "hardbreak" or (
            child.type == "html_inline" and child.content.lower().startswith(("<br", "</p", "<p"))
        ):
            yield Span("break", "")


def _with_marks(text: str) -> Iterator[Span]:
    for number, words in enumerate(text.split("~~")):
        if number:
            yield Span("tag", "~~")
        if words:
            yield Span("text", words)


@cache
def parser() -> Any:
    """CommonMark with tables. Struck-out text is told by `markdown`: the rule of the parser, that
    asks for a space before punctuation, strikes the words between two deletions in Chinese."""
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": True, "maxNesting": 60})
    return made.enable("table")
