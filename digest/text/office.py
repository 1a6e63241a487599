"""PDF and DOCX to pieces (附件)."""

import io
import lzma
import re
import zipfile
import zlib

from digest.errors import TooLarge, Unreadable
from digest.text import word
from digest.text.decode import paired
from digest.text.pdfcost import MAX_STREAM, refuse_work
from digest.text.pieces import Piece, compact, starts_article, tidy


def pdf(body: bytes) -> list[Piece]:
    """Paragraphs of a PDF.

    Raises Unreadable for a scan, a locked or a damaged file, TooLarge for one that would take more
    than a few seconds.
    """
    import logging

    from pypdf import PdfReader, apply_configuration
    from pypdf.errors import LimitReachedError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with apply_configuration(
            zlib_maximum_output_length=MAX_STREAM,
            zlib_maximum_recovery_input_length=MAX_STREAM // 16,
            lzw_maximum_output_length=MAX_STREAM,
            run_length_maximum_output_length=MAX_STREAM,
            array_based_stream_maximum_output_length=MAX_STREAM,
        ):
            reader = PdfReader(io.BytesIO(body))
            if reader.is_encrypted and not reader.decrypt(""):
                raise Unreadable("the PDF is locked with a password; import an unlocked copy")
            refuse_work(reader)
            pages = [paired(page.extract_text()) for page in reader.pages]
    except LimitReachedError as problem:
        raise TooLarge(f"the PDF is larger inside than is read: {_said(problem)}") from problem
    except RecursionError as problem:
        raise Unreadable("the PDF nests too deeply to be read") from problem
    except (PyPdfError, *_DAMAGE) as problem:
        raise Unreadable(f"the PDF is damaged and cannot be read: {_said(problem)}") from problem
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
    """Paragraphs and table cells of a Word document, in order.

    Raises TooLarge over the limits of `word`, Unreadable for a damaged file."""
    try:
        return word.pieces(body)
    except _DAMAGE as problem:
        raise Unreadable(
            f"the Word document is damaged and cannot be read: {_said(problem)}"
        ) from problem


_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    RuntimeError,  # encrypted, an unknown compression, nested too deeply
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    EOFError,
    OSError,
    SyntaxError,  # of the XML
)
"""pypdf answers damage with plain Python errors as often as with its own, and so do zips."""


def _said(problem: Exception) -> str:
    """What a library said, as one short line."""
    words = " ".join(str(problem).split())[:160]
    return "".join(char for char in words if char.isprintable()) or type(problem).__name__
