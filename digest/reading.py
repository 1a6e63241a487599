"""Reading: the bytes of one capture become a document and the law in it.

The one public door of the core's first half, and a pure function of a picklable value, so that an
archive can be mapped over processes.
"""

import re
from dataclasses import replace
from itertools import chain
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from digest.law.names import is_act
from digest.law.notices import notice
from digest.law.structure import structure
from digest.model import Capture, Reading
from digest.text.clean import clean
from digest.text.templates import NOTHING, Learned

_SHORT_LAW = re.compile("宪法|[\u4e00-\u9fff]{2}法")
"""仲裁法: the name of a file that holds articles, though too short to be an act elsewhere."""


def read(capture: Capture, learned: Learned = NOTHING) -> Reading:
    """Clean the bytes, find the articles, say what the release does, then what it cites and asks.

    Raises a `errors.DocumentError` when there is nothing to read in the bytes. Only a legal text
    has duties, and only there does 本办法 mean the instrument of the notice. A law whose text bears
    no title has that of its file or of the file's folder, where it is that of an act; else it has
    the name of the file, and no instrument.
    """
    # `law` does without what these two import.
    from digest.law.citations import citations
    from digest.law.duties import duties

    found = law(capture, learned)
    text, told, annexed = found.document.text, found.notice, found.annexed
    return replace(
        found,
        duties=duties((*found.articles, *chain.from_iterable(a.articles for a in annexed)), text),
        citations=citations(
            text, told.instrument if found.articles else None, found.articles, told.title, annexed
        ),
    )


def law(capture: Capture, learned: Learned = NOTHING) -> Reading:
    """`read` as far as a comparison of two texts asks: no duties and no citations, which are half
    of its cost."""
    document = clean(capture, learned)
    found, annexed = structure(document.text)
    told = notice(document, found, capture.listed)
    filed = _filed_under(capture.url) if found and not told.title else None
    if filed:
        told = notice(document, found, replace(capture.listed, title=filed))
    if not told.title:
        told = replace(told, title=capture.file_name or capture.url)
    return Reading(document, told, found, duties=(), citations=(), annexed=annexed)


def of_text(found: Reading, text: str) -> Reading:
    """A reading with another text of the same law in its place: what is read in ``text``."""
    from digest.law.duties import duties

    articles, annexed = structure(text)
    return replace(
        found,
        document=replace(found.document, text=text, blocks=(), dropped=()),
        articles=articles,
        duties=duties((*articles, *chain.from_iterable(a.articles for a in annexed)), text),
        citations=(),
        annexed=annexed,
    )


def _filed_under(url: str) -> str | None:
    """The title of an act that a file of our own, or its folder, is named by."""
    parts = urlsplit(url)
    if parts.scheme != "file":
        return None
    path = PurePosixPath(unquote(parts.path))
    names = (path.stem, path.parent.name)
    return next((name for name in names if is_act(name) or _SHORT_LAW.fullmatch(name)), None)
