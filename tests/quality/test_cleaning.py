"""The body survives cleaning and little else does, page kind by page kind."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from digest.errors import DocumentError
from digest.model import Document
from digest.text.clean import clean
from digest.text.pieces import starts_article
from tests.quality.blocks import blocks, squashed
from tests.quality.built import built
from tests.quality.measure import LABELS, Kept, capture, held_back, kept, of_bytes
from tests.quality.pages import Page, labelled

FLOORS = json.loads((LABELS.parent / "floors.json").read_text("utf-8"))["cleaning"]
PARTS = {part: FLOORS.pop(part) for part in ("open", "held_back")}
_LABEL = re.compile(r"(?:[#>*+-]+[ \t]+|[ \u3000])*+")
_LIST_OF_LINKS = {
    "html/other/wmb_01.html": "chapters of a novel, each a link",
    "html/other/baike.baidu.com.tanya.html": "a hidden table of contents",
}
"""Pages whose numbered lines are links, labelled foreign."""


@cache
def pages(shared: Path) -> tuple[Page, ...]:
    return tuple(labelled(shared))


@cache
def cleaned(path: Path) -> Document | None:
    try:
        return clean(capture(path))
    except DocumentError:
        return None


def by_kind(scored: Iterable[tuple[str, Kept]]) -> dict[str, Kept]:
    totals: dict[str, Kept] = defaultdict(lambda: Kept(0, 0, 0, 0))
    for kind, score in scored:
        totals[kind] += score
    return dict(totals)


@cache
def scores(shared: Path) -> tuple[tuple[int, str, Kept], ...]:
    """Number, kind and score of every labelled page with a text."""
    return tuple(
        (number, page.kind, kept(page.body, page.optional, document.text))
        for number, page in enumerate(pages(shared))
        if not page.textless and (document := cleaned(page.path))
    )


def total(shared: Path, held: bool) -> Kept:
    """Of all kinds together, held back or open."""
    found = by_kind(("", score) for n, _, score in scores(shared) if held_back(n) == held)
    return found[""]


@pytest.mark.parametrize("kind", sorted(FLOORS))
def test_the_body_survives_and_little_else(shared, kind):
    found = by_kind((name, score) for _, name, score in scores(shared))[kind]
    assert found.kept / found.body >= FLOORS[kind]["kept"]
    assert found.foreign / found.output <= FLOORS[kind]["foreign"]


@pytest.mark.parametrize("part", PARTS)
def test_pages_that_were_not_looked_at_fare_as_well(shared, part):
    found = total(shared, part == "held_back")
    assert found.kept / found.body >= PARTS[part]["kept"]
    assert found.foreign / found.output <= PARTS[part]["foreign"]


def test_every_labelled_kind_has_a_floor(shared):
    assert {p.kind for p in pages(shared) if not p.textless} == set(FLOORS)
    assert len(pages(shared)) >= 120


def test_a_page_without_text_never_becomes_text(shared):
    textless = [p for p in pages(shared) if p.textless]
    assert textless
    assert [p.path.name for p in textless if cleaned(p.path) is not None] == []


def test_a_page_with_text_is_never_refused(shared):
    assert [p.path.name for p in pages(shared) if not p.textless and not cleaned(p.path)] == []


def test_pages_in_the_shapes_of_the_regulators():
    found = by_kind(
        (page.kind, kept(page.body, page.optional, clean(of_bytes(page.html, "page.html")).text))
        for page in built()
    )
    assert set(found) == {"cac", "miit", "tc260"}
    for score in found.values():
        assert score.kept == score.body
        assert score.foreign == 0


@pytest.mark.parametrize("folder", ["versions", "decisions", "commentary", "html", "seeds"])
def test_no_block_that_carries_an_article_is_dropped(shared, folder):
    """On any document: each block of the file that begins as an article or clause does is there."""
    root = shared / "corpus" / folder if folder != "seeds" else shared / folder
    files = [f for f in sorted(root.rglob("*")) if f.suffix in (".md", ".txt", ".html")]
    files = [f for f in files if f.relative_to(root.parent).as_posix() not in _LIST_OF_LINKS]
    lost, seen = [], 0
    for path in files:
        document = cleaned(path)
        text = squashed(document.text) if document else ""
        for block in blocks(path):
            words = block[_LABEL.match(block).end() :]
            if starts_article(words) and len(squashed(words)) > 6:
                seen += 1
                if squashed(words) not in text:
                    lost.append(f"{path.name}: {words[:40]}")
    assert lost == []
    assert seen > 50
