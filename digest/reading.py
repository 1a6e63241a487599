"""Reading: the bytes of one capture become a document and the law in it.

The one public door of the core's first half, and a pure function of a picklable value, so that an
archive can be mapped over processes.
"""

from dataclasses import replace
from itertools import chain

from digest.law.citations import citations
from digest.law.duties import duties
from digest.law.notices import notice
from digest.law.structure import structure
from digest.model import Capture, Reading
from digest.text.clean import clean
from digest.text.templates import NOTHING, Learned


def read(capture: Capture, learned: Learned = NOTHING) -> Reading:
    """Clean the bytes, find the articles, say what the release does, then what it cites and asks.

    Raises a `errors.DocumentError` when there is nothing to read in the bytes. Only a legal text
    has duties, and only there does 本办法 mean the instrument of the notice. A law that nothing
    gives a title has the name of its file for one, and no instrument.
    """
    document = clean(capture, learned)
    found, annexed = structure(document.text)
    told = notice(document, found, capture.listed)
    if not told.title:
        told = replace(told, title=capture.file_name or capture.url)
    return Reading(
        document=document,
        notice=told,
        articles=found,
        duties=duties((*found, *chain.from_iterable(a.articles for a in annexed)), document.text),
        citations=citations(
            document.text, told.instrument if found else None, found, told.title, annexed
        ),
        annexed=annexed,
    )
