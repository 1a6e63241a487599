"""PDF and DOCX to pieces (附件)."""

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from digest.errors import TooLarge, Unreadable
from digest.text.pieces import Piece, compact, starts_article, tidy

MAX_PAGES = 2000
"""Pages of one PDF; the longest national standards have a few hundred."""

MAX_CONTENT = 25 * 2**20
"""Bytes; what the pages of one PDF together may run, unpacked. pypdf reads 1 MB of it a second."""
MAX_XML = 50 * 2**20
"""Bytes; the XML of one Word document, unpacked."""
MAX_PARAGRAPHS = 200_000
"""Paragraphs of one Word document, those in tables included."""


def pdf(body: bytes) -> list[Piece]:
    """Paragraphs of a PDF. Raises Unreadable for a scan, a locked or a damaged file."""
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        reader = PdfReader(io.BytesIO(body))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("the PDF is locked with a password; import an unlocked copy")
        if len(reader.pages) > MAX_PAGES:
            raise TooLarge(f"the PDF has {len(reader.pages)} pages; the limit is {MAX_PAGES}")
        _refuse_work(reader)
        pages = [page.extract_text() for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, OSError) as problem:
        # pypdf answers damage with plain Python errors as often as with its own
        raise Unreadable(f"the PDF is damaged and cannot be read: {problem}") from problem
    except RecursionError as problem:
        raise Unreadable("the PDF nests too deeply to be read") from problem
    if len(compact("".join(pages))) < 8 * min(len(pages), 3):
        raise Unreadable(
            f"the PDF has {len(pages)} pages and no text layer (a scan?); import a text version"
        )
    return _paragraphs(pages)


def _refuse_work(reader: Any) -> None:
    """Before any text is extracted. Raises TooLarge when the pages together run over MAX_CONTENT:
    a stream counts as often as it is run, however many pages and forms share it."""
    run = 0
    works: dict[int, int] = {}
    for page in reader.pages:
        resources = _object(page.get("/Resources"))
        run += _page_work(page.get("/Contents"), resources, works)
        run += sum(
            len(_data(_object(font).get("/ToUnicode")))
            for font in _object(resources.get("/Font")).values()
        )
        if run > MAX_CONTENT:
            raise TooLarge(
                f"the PDF runs over {MAX_CONTENT // 2**20} MiB of page contents; that is refused"
            )


_DO = re.compile(rb"/([^\s/<>()\[\]{}%]{1,127})\s{1,8}Do\b")
"""A form or image is put here (ISO 32000-1, 8.8)."""


def _page_work(contents: Any, resources: Any, works: dict[int, int]) -> int:
    contents = contents.get_object() if hasattr(contents, "get_object") else contents
    parts: list[bytes] = []
    length = 0
    for part in contents if isinstance(contents, list) else [contents]:
        parts.append(_data(part))
        length += len(parts[-1])
        if length > MAX_CONTENT:
            return length
    return _work(b"\n".join(parts), resources, works)


def _work(data: bytes, resources: Any, works: dict[int, int]) -> int:
    """Bytes run for a content stream: its own, and those of each form as often as it is put.

    ``works``: what is known of forms already, by identity; one inside itself counts nothing.
    """
    forms: dict[str, int] = {}
    for name, entry in _object(resources.get("/XObject")).items():
        form = _object(entry)
        if form.get("/Subtype") != "/Form":
            forms[str(name)] = 0
            continue
        if id(form) not in works:
            works[id(form)] = 0
            works[id(form)] = _work(_data(form), _object(form.get("/Resources")), works)
        forms[str(name)] = works[id(form)]
    # a name spelt with escapes counts as the largest
    largest = max(forms.values(), default=0)
    if not largest:
        return len(data)
    names = (found[1].decode("latin-1") for found in _DO.finditer(data))
    return len(data) + sum(forms.get(f"/{name}", largest) for name in names)


def _object(entry: Any) -> Any:
    """The dictionary that a reference refers to; an empty one for anything else."""
    found = entry.get_object() if hasattr(entry, "get_object") else entry
    return found if isinstance(found, dict) else {}


def _data(entry: Any) -> bytes:
    """The unpacked bytes of a stream; of anything else, and of an image, none."""
    stream = entry.get_object() if hasattr(entry, "get_object") else entry
    return bytes(stream.get_data()) if hasattr(stream, "get_data") else b""


_PAGE_NUMBER = re.compile(r"[-—–\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*/\s*\d{1,4})?[-—–\s]*$")
_ENDS = ("。", "！", "？", "：", "；", ".", ":", ";", "!", "?", "》", "）")


def _paragraphs(pages: list[str]) -> list[Piece]:
    """Lines of a page joined to paragraphs: a line as long as the column runs on, unless it ends
    a sentence or the next one starts an article."""
    found: list[Piece] = []
    open_line = ""
    lines = [tidy(line) for page in pages for line in (*page.split("\n"), "")]
    lengths = sorted(len(line) for line in lines if line)
    full = lengths[len(lengths) * 3 // 4] * 0.8 if lengths else 0
    for line in lines:
        if not line:
            continue
        if _PAGE_NUMBER.match(line):
            found.append(Piece(line, rule="page-number"))
            continue
        if open_line and starts_article(line):
            found.append(Piece(open_line))
            open_line = ""
        latin = open_line[-1:].isascii() and line[:1].isascii()
        open_line += (" " if open_line and latin else "") + line
        if len(line) < full or line.endswith(_ENDS):
            found.append(Piece(open_line))
            open_line = ""
    if open_line:
        found.append(Piece(open_line))
    return found


def docx(body: bytes) -> list[Piece]:
    """Paragraphs and table cells of a Word document, in order.

    Raises TooLarge over MAX_XML or MAX_PARAGRAPHS, Unreadable for a damaged file."""
    import docx as word
    from docx.opc.exceptions import OpcError

    try:
        _refuse_large(body)
        document = word.Document(io.BytesIO(body))
        paragraphs = int(document.element.xpath("count(.//w:p)"))
        if paragraphs > MAX_PARAGRAPHS:
            raise TooLarge(
                f"the Word document has {paragraphs} paragraphs; the limit is {MAX_PARAGRAPHS}"
            )
        return list(_word_pieces(document))
    except (*_DAMAGE, OpcError) as problem:
        raise Unreadable(f"the Word document is damaged and cannot be read: {problem}") from problem


_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    RuntimeError,  # encrypted, an unknown compression, nested too deeply
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    OSError,
    SyntaxError,  # of the XML
)
"""python-docx answers damage with plain Python errors, and so do the modules below it."""


def _refuse_large(body: bytes) -> None:
    """Before anything is unpacked: a file unpacks to no more than its entry in the zip says."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        xml = sum(
            info.file_size
            for info in archive.infolist()
            if info.filename.lower().endswith((".xml", ".rels"))
        )
    if xml > MAX_XML:
        raise TooLarge(
            f"the Word document unpacks to {xml // 2**20} MiB of XML; the limit is"
            f" {MAX_XML // 2**20}"
        )


def _word_pieces(document: Any) -> Iterator[Piece]:
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

    headings: dict[str | None, bool] = {}  # by style: python-docx looks each up among all
    for item in document.iter_inner_content():
        if isinstance(item, Paragraph):
            style = item._p.style
            if style not in headings:
                name = (item.style.name or "") if item.style is not None else ""
                headings[style] = name.startswith(("Heading", "Title", "标题"))
            yield from _lines(item.text, headings[style])
        elif isinstance(item, Table):
            # each cell once: `row.cells` repeats a merged one for every column and row it spans
            for row in item._tbl.tr_lst:
                for cell in row.tc_lst:
                    yield from _lines(_Cell(cell, item).text, False)


def _lines(text: str, heading: bool) -> list[Piece]:
    return [Piece(line, heading) for part in text.split("\n") if (line := tidy(part))]
