"""The text of a Word document, out of its XML (ECMA-376): paragraphs in order, tables included.

Only two parts of the package are read, and without a document type: no entity can be declared, so
none can multiply or reach for a file.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from digest.errors import TooLarge, Unreadable
from digest.text.pieces import Piece, tidy

MAX_XML = 20 * 2**20
"""Bytes; what one part may unpack to. A law of 200 pages has 8 MB when it was much edited."""
MAX_TAGS = 1_200_000
"""Tags of one part; 200 pages much edited have 600,000."""

_TEXT = "word/document.xml"
_STYLES = "word/styles.xml"
_HIDDEN = frozenset(
    ("del", "moveFrom", "drawing", "pict", "object", "AlternateContent", "rt", "sectPr", "tblPr")
)
"""Deleted, drawn or told elsewhere: text boxes stand in the file twice."""
_TYPED = "the Word document declares a document type, as none does; it is refused"
_BREAKS = frozenset(("br", "cr"))


def pieces(body: bytes) -> list[Piece]:
    """Paragraphs and table cells, in order; a table of contents is none.

    Raises TooLarge over MAX_XML or MAX_TAGS, and Unreadable for a document type; what a damaged
    zip or XML raises is for the caller.
    """
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        root = _part(archive, _TEXT)
        names = _style_names(_part(archive, _STYLES)) if _STYLES in archive.namelist() else {}
    return list(_paragraphs(root, names))


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


def _paragraphs(root: Any, names: dict[str, str]) -> Iterator[Piece]:
    from lxml import etree

    parts: list[str] = []
    style = ""
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = _local(element)
        if event == "start":
            if name in _HIDDEN:
                walk.skip_subtree()
            elif name == "p":
                parts, style = [], ""
            elif name == "t":
                parts.append(element.text or "")
            elif name == "tab":
                parts.append("\t")
            elif name in _BREAKS:
                parts.append("\n")
            elif name == "noBreakHyphen":
                parts.append("-")
            elif name == "pStyle":
                style = names.get(_value(element, "val"), "")
        elif name == "p":
            yield from _lines("".join(parts), style)
            parts = []


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
