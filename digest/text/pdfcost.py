"""What the pages of a PDF cost to read, told before any text of them is extracted.

pypdf interprets content streams in Python: a few kilobytes of them, put a thousand times by forms
or shared by a thousand pages, keep it busy for hours. So the work is counted first, in steps of
about a microsecond, as it was measured with pypdf 7.1.
"""

import re
from typing import Any

from digest.errors import TooLarge

MAX_PAGES = 2000
"""Pages of one PDF; the longest national standards have a few hundred."""
MAX_STEPS = 4_000_000
"""Some 300 dense pages of a law as word processors print them."""
MAX_STREAM = 8 * 2**20
"""Bytes; what one stream may unpack to."""

_PAGE = 400
_OPERATOR = 25
_STRING = 10
_BYTE = 0.9
_TABLE_BYTE = 0.4
_OPERATION = re.compile(rb"T[*dDfJjLm]|Do|cm|EI|['\"]")
_DO = re.compile(rb"/([^\s/<>()\[\]{}%]{1,127})\s{1,8}Do\b")
"""A form or image is put here (ISO 32000-1, 8.8)."""


def refuse_work(reader: Any) -> None:
    """Raises TooLarge when the pages of a `pypdf.PdfReader` are too many, or together take more
    than MAX_STEPS: a stream counts as often as it is run, however many pages and forms share it."""
    pages = len(reader.pages)
    if pages > MAX_PAGES:
        raise TooLarge(f"the PDF has {pages} pages; the limit is {MAX_PAGES}")
    steps = 0.0
    works: dict[int, float] = {}
    for number, page in enumerate(reader.pages, 1):
        resources = _object(page.get("/Resources"))
        steps += _PAGE + _page_steps(page.get("/Contents"), resources, works)
        steps += sum(
            len(_data(_object(font).get("/ToUnicode"))) * _TABLE_BYTE
            for font in _object(resources.get("/Font")).values()
        )
        if steps > MAX_STEPS:
            raise TooLarge(
                "the PDF holds more than is read at once: the limit, at most"
                f" {MAX_STEPS / _BYTE / 1e6:.1f} MB of page contents, is reached on page {number}"
                f" of {pages}; split it into parts"
            )


def _page_steps(contents: Any, resources: Any, works: dict[int, float]) -> float:
    contents = contents.get_object() if hasattr(contents, "get_object") else contents
    parts: list[bytes] = []
    length = 0
    for part in contents if isinstance(contents, list) else [contents]:
        parts.append(_data(part))
        length += len(parts[-1])
        if length * _BYTE > MAX_STEPS:
            return length * _BYTE
    return _steps(b"\n".join(parts), resources, works)


def _steps(data: bytes, resources: Any, works: dict[int, float]) -> float:
    """Steps of a content stream: its own, and those of each form as often as it is put.

    ``works``: what is known of forms already, by identity; one inside itself counts nothing.
    """
    own = len(data) * _BYTE + _OPERATOR * sum(1 for _ in _OPERATION.finditer(data))
    own += _STRING * (data.count(b"(") + data.count(b"<"))
    forms: dict[str, float] = {}
    for name, entry in _object(resources.get("/XObject")).items():
        form = _object(entry)
        if form.get("/Subtype") != "/Form":
            forms[str(name)] = 0
            continue
        if id(form) not in works:
            works[id(form)] = 0
            works[id(form)] = _PAGE + _steps(_data(form), _object(form.get("/Resources")), works)
        forms[str(name)] = works[id(form)]
    # a name spelt with escapes counts as the largest
    largest = max(forms.values(), default=0)
    if not largest:
        return own
    names = (found[1].decode("latin-1") for found in _DO.finditer(data))
    return own + sum(forms.get(f"/{name}", largest) for name in names)


def _object(entry: Any) -> Any:
    """The dictionary that a reference refers to; an empty one for anything else."""
    found = entry.get_object() if hasattr(entry, "get_object") else entry
    return found if isinstance(found, dict) else {}


def _data(entry: Any) -> bytes:
    """The unpacked bytes of a stream; of anything else, and of an image, none."""
    stream = entry.get_object() if hasattr(entry, "get_object") else entry
    if not hasattr(stream, "get_data"):
        return b""
    # the one filter that pypdf puts no limit to, and that takes a hundred times its input
    packed = len(getattr(stream, "_data", b""))
    if packed > MAX_STREAM // 8 and "85" in str(stream.get("/Filter")):
        raise TooLarge(
            f"the PDF has {packed / 1e6:.1f} MB in one ASCII85 stream; the limit is 1 MB"
        )
    return bytes(stream.get_data())
