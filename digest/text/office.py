"""PDF and DOCX to pieces (附件)."""

import io
import re

from digest.errors import TooLarge, Unreadable
from digest.text.pieces import Piece, compact, starts_article, tidy

MAX_PAGES = 2000
"""Pages of one PDF; the longest national standards have a few hundred."""


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
    """Paragraphs and table cells of a Word document, in order."""
    import docx as word
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    try:
        document = word.Document(io.BytesIO(body))
        found: list[Piece] = []
        for item in document.iter_inner_content():
            if isinstance(item, Paragraph):
                style = (item.style.name or "") if item.style is not None else ""
                found += _lines(item.text, style.startswith(("Heading", "Title", "标题")))
            elif isinstance(item, Table):
                for row in item.rows:
                    # a merged cell is listed once for every column it spans
                    cells = dict.fromkeys(cell._tc for cell in row.cells)
                    texts = {cell._tc: cell.text for cell in row.cells}
                    for cell in cells:
                        found += _lines(texts[cell], False)
    except (KeyError, ValueError, AttributeError, OSError, SyntaxError, RecursionError) as problem:
        raise Unreadable(f"the Word document is damaged and cannot be read: {problem}") from problem
    return found


def _lines(text: str, heading: bool) -> list[Piece]:
    return [Piece(line, heading) for part in text.split("\n") if (line := tidy(part))]
