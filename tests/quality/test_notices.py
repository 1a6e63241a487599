"""What releases do, to which instrument, by whom and when, on labelled documents."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from digest.model import Notice
from digest.reading import read
from digest.text.normalise import key
from tests.quality.measure import LABELS, capture, held_back, rows

FLOORS = json.loads((LABELS.parent / "floors.json").read_text("utf-8"))["notices"]
FIELDS = (
    "kind",
    "instrument",
    "issuers",
    "doc_no",
    "published_on",
    "effective_on",
    "comments_until",
)
_FREE = "?"
"""A label, or the opening of one, with which every answer agrees."""


def said(notice: Notice) -> tuple[str, ...]:
    """The fields of a notice in the form of the labels."""
    return (
        notice.kind.value,
        key(notice.instrument or "-").text,
        "、".join(sorted(key(i).text for i in notice.issuers)) or "-",
        key(notice.doc_no or "-").text,
        *(str(d or "-") for d in (notice.published_on, notice.effective_on, notice.comments_until)),
    )


def wanted(row: list[str]) -> tuple[str, ...]:
    kind, instrument, issuers, doc_no, *dates = row
    named = sorted(key(i).text for i in issuers.split("、") if i != "-")
    free = instrument.startswith(_FREE)
    return (
        kind,
        _FREE if free else key(instrument).text,
        "、".join(named) or "-",
        key(doc_no).text,
        *dates,
    )


def compared(shared: Path) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    for name, *row in rows("notices.tsv"):
        # What only a folder says is not labelled.
        page = replace(capture(shared / name), url="file:///page")
        yield name, said(read(page).notice), wanted(row)


@pytest.fixture(scope="module")
def notices(shared):
    return list(compared(shared))


@pytest.mark.parametrize("part", ["open", "held_back"])
@pytest.mark.parametrize("field", FIELDS)
def test_what_a_release_says_of_itself(notices, field, part):
    at = FIELDS.index(field)
    chosen = [n for i, n in enumerate(notices) if held_back(i) == (part == "held_back")]
    right = sum(label[at] in (found[at], _FREE) for _, found, label in chosen)
    assert right / len(chosen) >= FLOORS[part][field]
