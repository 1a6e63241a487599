"""Duties and quantities found in labelled clauses of the law."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from digest.law.quantities import quantities
from digest.model import Duty, Reading
from digest.reading import read
from digest.text.normalise import key
from tests.quality.blocks import blocks, clauses
from tests.quality.measure import LABELS, Places, Score, capture, held_back, paired, rows

FLOORS = json.loads((LABELS.parent / "floors.json").read_text("utf-8"))["duties"]
_MOST = 0.5
"""A duty counts for a clause when it covers more than this share of it, or lies inside it."""

Asked = tuple[str, str]
"""Modality and bearer."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One labelled clause, and what the product made of it."""

    text: str
    wanted: tuple[Asked, ...]
    found: tuple[Asked, ...]
    quantities: tuple[str, ...]


@cache
def reading(path: Path) -> Reading:
    return read(capture(path))


def _labels(text: str) -> tuple[str, ...]:
    return () if text == "-" else tuple(part.strip() for part in text.split(";"))


def _clause(shared: Path, name: str, place: str, duties: str, quantities: str) -> Clause:
    path = shared / name
    block, _, number = place.partition(".")
    found = reading(path)
    whole = Places(found.document.text).span(blocks(path)[int(block)])
    text = clauses(blocks(path)[int(block)])[int(number)]
    asked: list[Asked] = []
    if whole:
        inside = Places(found.document.text[slice(*whole)]).span(text)
        if inside:
            span = whole[0] + inside[0], whole[0] + inside[1]
            asked = [(d.modality.value, d.bearer or "") for d in found.duties if _counts(d, span)]
    wanted = [tuple(d.split("@", 1)) for d in _labels(duties)]
    return Clause(text, tuple(wanted), tuple(asked), _labels(quantities))


def _counts(duty: Duty, span: tuple[int, int]) -> bool:
    start, end = max(duty.quote.start, span[0]), min(duty.quote.end, span[1])
    shared = max(0, end - start)
    return shared > _MOST * min(span[1] - span[0], duty.quote.end - duty.quote.start)


@cache
def clauses_with_numbers(shared: Path) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Clauses that print numbers, of further instruments, with their quantities."""
    return tuple(
        (clauses(blocks(shared / name)[int(block)])[int(number)], _labels(sizes))
        for name, place, sizes in rows("quantities.tsv")
        for block, number in (place.split("."),)
    )


@cache
def part(shared: Path, held: bool) -> tuple[Clause, ...]:
    """The clauses that rules were tuned on, or those that nobody looked at meanwhile."""
    name = "duties_held_back.tsv" if held else "duties.tsv"
    return tuple(_clause(shared, *row) for row in rows(name))


def sized(shared: Path, held: bool) -> list[tuple[str, tuple[str, ...]]]:
    """The clauses of both label files with their quantities."""
    further = enumerate(clauses_with_numbers(shared))
    return [
        *((c.text, c.quantities) for c in part(shared, held)),
        *(clause for n, clause in further if held_back(n) == held),
    ]


def same_modality(found: Asked, wanted: Asked) -> bool:
    return found[0] == wanted[0]


def same_bearer(found: Asked, wanted: Asked) -> bool:
    """Chinese heads stand last: 网络运营者 is 运营者, and nobody is nobody."""
    if found[0] != wanted[0]:
        return False
    here = key(found[1]).text
    for label in wanted[1].split("|"):
        there = key(label.strip("?")).text
        if here == there or (here and there and (here.endswith(there) or there.endswith(here))):
            return True
    return False


def same_quantity(found: str, wanted: str) -> bool:
    kind, _, words = wanted.partition("=")
    other, _, here = found.partition("=")
    return kind == other and _core(here) == _core(words)


def _core(words: str) -> str:
    """Number and unit of a quantity, whatever words stand around them."""
    return re.sub(
        r"[^\d一二两三四五六七八九十百千万亿半.%年月日周时分元倍人次岁个户台件]",
        "",
        key(words).text,
    )


def extracted(text: str) -> list[str]:
    return [f"{q.kind}={q.text}" for q in quantities(text)]


@pytest.mark.parametrize("held", [False, True], ids=["open", "held_back"])
def test_duties_are_found_with_their_modality(shared, held):
    found = sum((paired(c.found, c.wanted, same_modality) for c in part(shared, held)), Score())
    assert found.f1 >= FLOORS["held_back" if held else "open"]["modality"]


@pytest.mark.parametrize("held", [False, True], ids=["open", "held_back"])
def test_duties_are_found_with_their_bearer(shared, held):
    found = sum((paired(c.found, c.wanted, same_bearer) for c in part(shared, held)), Score())
    assert found.f1 >= FLOORS["held_back" if held else "open"]["bearer"]


@pytest.mark.parametrize("held", [False, True], ids=["open", "held_back"])
def test_quantities_are_found(shared, held):
    found = sum((paired(extracted(t), q, same_quantity) for t, q in sized(shared, held)), Score())
    assert found.f1 >= FLOORS["held_back" if held else "open"]["quantities"]


def test_enough_clauses_of_enough_instruments_are_labelled():
    tuned, held = rows("duties.tsv"), rows("duties_held_back.tsv")
    assert len(tuned) + len(held) >= 300
    assert 3 * len(held) >= 300
    assert len({row[0].rsplit("/", 2)[1] for row in (*tuned, *held)}) >= 12
