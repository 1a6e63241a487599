"""The text of a Word document, out of its XML (ECMA-376): paragraphs in order, tables included.

Only five parts of the package are read, and without a document type: no entity can be declared, so
none can multiply or reach for a file.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from digest.errors import TooLarge, Unreadable
from digest.text import wordlist
from digest.text.pieces import Piece, tidy

MAX_XML = 20 * 2**20
"""Bytes; what one part may unpack to. A law of 200 pages has 8 MB when it was much edited."""
MAX_TAGS = 1_200_000
"""Tags of one part; 200 pages much edited have 600,000."""

_TEXT = "word/document.xml"
_STYLES = "word/styles.xml"
_NUMBERING = "word/numbering.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_HIDDEN = frozenset(
    ("drawing", "pict", "object", "AlternateContent", "rt", "sectPr", "tblPr", "rPrChange")
)
"""Drawn or told elsewhere: text boxes stand in the file twice."""
_DELETED = frozenset(("del", "moveFrom"))
_WHOLE = _HIDDEN | _DELETED | {"pPr"}
_FORMATS = {
    "strike": "text.struck",
    "dstrike": "text.struck",
    "vanish": "text.hidden",
}
"""Formats of a run, and the rule for the words in it."""
_TYPED = "the Word document declares a document type, as none does; it is refused"


def pieces(body: bytes) -> list[Piece]:
    """Paragraphs and table cells, in order, and the notes; a table of contents is none.

    Raises TooLarge over MAX_XML or MAX_TAGS, and Unreadable for a document type; what a damaged
    zip or XML raises is for the caller.
    """
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        root = _part(archive, _TEXT)
        parts = archive.namelist()
        styles = _part(archive, _STYLES) if _STYLES in parts else None
        numbering = _part(archive, _NUMBERING) if _NUMBERING in parts else None
        notes = [note for name in _NOTES if name in parts for note in _part(archive, name)]
    names = _style_names(styles) if styles is not None else {}
    found = list(_paragraphs(root, names, wordlist.lists(numbering, styles)))
    # the first ones are the lines that Word draws above the notes
    shown = [note for note in notes if not _value(note, "type").endswith("eparator")]
    for number, note in enumerate(shown, 1):
        below = list(_paragraphs(note, names, wordlist.Lists()))
        mark = f"[{number}] "
        found += [p._replace(text=mark + p.text) if p in below[:1] else p for p in below]
    return found


def _part(archive: zipfile.ZipFile, name: str) -> Any:
    """The root element of a part."""
    from lxml import etree

    # nothing unpacks to more than its entry in the zip says
    size = archive.getinfo(name).file_size
    if size > MAX_XML:
        raise TooLarge(
            f"the Word document unpacks to {size // 2**20} MiB of XML;"
            f" the limit is {MAX_XML // 2**20} MiB"
        )
    xml = archive.read(name)
    if b"<!DOCTYPE" in xml:
        raise Unreadable(_TYPED)
    tags = xml.count(b"<")
    if tags > MAX_TAGS:
        raise TooLarge(
            f"the Word document has {tags:,} tags in {size / 2**20:.1f} MiB of XML;"
            f" the limit is {MAX_TAGS:,} tags"
        )
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as problem:
        if "depth" in str(problem):
            raise Unreadable("the Word document nests too deeply to be read") from problem
        raise
    if root.getroottree().docinfo.internalDTD is not None:  # in UTF-16
        raise Unreadable(_TYPED)
    return root


def _style_names(root: Any) -> dict[str, str]:
    """Names of the paragraph styles, by their ids."""
    return {
        _value(style, "styleId"): _value(name, "val").lower()
        for style in root
        for name in style
        if _local(style) == "style" and _local(name) == "name"
    }


class _Paragraph:
    """The paragraph being gathered: its words, what is struck out or hidden, its list and style."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.apart: list[Piece] = []
        self.style = ""
        self.number: tuple[str, int] | None = None
        self.rule: str | None = None  # of the run being read

    def add(self, text: str) -> None:
        if self.rule is None:
            self.parts.append(text)
        elif text := tidy(text):
            self.apart.append(Piece(text, rule=self.rule))

    def read(self, name: str, element: Any) -> None:
        """What is read at once: the properties, and what is deleted."""
        if name == "pPr":
            self.number = wordlist.numbered(element)
            styles = (_value(one, "val") for one in element if _local(one) == "pStyle")
            self.style = next(styles, "")
        elif name in _DELETED and (words := tidy("".join(_words(element)))):
            self.apart.append(Piece(words, rule="text.struck"))


def _paragraphs(root: Any, names: dict[str, str], lists: wordlist.Lists) -> Iterator[Piece]:
    from lxml import etree

    now = _Paragraph()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = _local(element)
        if event == "start":
            if name == "p":
                now = _Paragraph()
            elif name in _MARKS:
                now.add(_MARKS[name])
            elif name == "t":
                now.add(element.text or "")
            elif name in _FORMATS and _value(element, "val") not in _OFF:
                now.rule = _FORMATS[name]
            elif name in _WHOLE:
                now.read(name, element)
                walk.skip_subtree()
        elif name == "r":
            now.rule = None
        elif name == "p":
            yield from now.apart
            told = now.number or lists.styles.get(now.style)
            label = lists.label(*told) if told else ""
            text = "".join(now.parts)
            if text.strip():
                yield from _lines(label + text, names.get(now.style, ""))
            now = _Paragraph()


_OFF = frozenset(("0", "false", "off"))
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def _words(element: Any) -> Iterator[str]:
    return (one.text or "" for one in element.iter() if _local(one) in ("t", "delText"))


def _lines(text: str, style: str) -> Iterator[Piece]:
    heading = style.startswith(("heading", "title", "标题"))
    rule = "toc" if style.startswith("toc") else None
    for part in text.split("\n"):
        if line := tidy(part):
            yield Piece(line, heading, rule)


def _local(element: Any) -> str:
    """The name of an element without its namespace: strict and transitional documents have two."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _value(element: Any, name: str) -> str:
    return next((str(v) for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")
