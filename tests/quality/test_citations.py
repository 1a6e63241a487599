"""References found in labelled passages: instrument, article, paragraph and point."""

import json
from functools import cache
from pathlib import Path

import pytest

from digest.model import Citation, Reading
from digest.reading import read
from digest.text.normalise import key
from tests.quality.blocks import blocks
from tests.quality.measure import LABELS, Places, Score, capture, compared, rows

FLOORS = json.loads((LABELS.parent / "floors.json").read_text("utf-8"))["citations"]
FILES = {"open": "citations.tsv", "held_back": "citations_held_back.tsv"}
_ABROAD = "?"
"""Opens a label whose instrument the product must not resolve; to find it or not is free."""

Place = tuple[str, str, str, str]


@cache
def reading(path: Path) -> Reading:
    return read(capture(path))


def labels(text: str) -> list[Place]:
    """`title|article|paragraph|point; …` as labelled."""
    if text == "-":
        return []
    found = []
    for one in text.split(";"):
        title, article, paragraph, point = [*one.strip().split("|"), "", "", ""][:4]
        found.append((_title(title), article, paragraph, point))
    return found


def _title(title: str) -> str:
    """The labels leave （试行） out of titles; the product prints titles in full."""
    return title if title.startswith(_ABROAD) else key(title.replace("（试行）", "")).text


def place(citation: Citation) -> Place:
    return (
        _title(citation.instrument or ""),
        citation.article or "",
        str(citation.paragraph or ""),
        citation.point or "",
    )


def _inside(citation: Citation, span: tuple[int, int]) -> bool:
    """A passage begins at its first letter: a 《 before it belongs to it."""
    return citation.quote.start < span[1] and span[0] < citation.quote.end


def score(shared: Path, name: str, block: str, labelled: str) -> Score:
    """One passage; a passage that is not in the document has lost all its references."""
    path = shared / name
    wanted = [p for p in labels(labelled) if not p[0].startswith(_ABROAD)]
    found = reading(path)
    span = Places(found.document.text).span(blocks(path)[int(block)])
    if span is None:
        return Score(missed=len(wanted))
    here = [c for c in found.citations if _inside(c, span) and c.instrument]
    return compared([place(c) for c in here], wanted)


@cache
def total(shared: Path, part: str) -> Score:
    """The passages that rules were tuned on, or those that nobody looked at meanwhile."""
    return sum((score(shared, *row) for row in rows(FILES[part])), Score())


@pytest.mark.parametrize("part", ["open", "held_back"])
def test_references_are_found_and_no_others(shared, part):
    found = total(shared, part)
    assert found.precision >= FLOORS[part]["precision"]
    assert found.recall >= FLOORS[part]["recall"]


def test_enough_references_are_labelled(shared):
    everything = total(shared, "open") + total(shared, "held_back")
    assert everything.right + everything.missed >= 300


def test_every_reference_is_quoted_as_printed(shared):
    for name in {row[0] for file in FILES.values() for row in rows(file)}:
        found = reading(shared / name)
        for citation in found.citations:
            quote = citation.quote
            assert found.document.text[quote.start : quote.end] == quote.text
