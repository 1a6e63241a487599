"""The labels name blocks by number: they say something only of the very files they were made on."""

import json
from pathlib import Path

import pytest

from tests.quality.corpus import corpus_hash
from tests.quality.measure import LABELS, rows

HASHES = json.loads((LABELS.parent / "floors.json").read_text("utf-8"))["corpus"]

COMPARED = ("alignment.tsv", "retold.tsv", "stories.tsv")
"""Labels of two files each, as all of changes are."""


def labelled(name: str, shared: Path) -> set[Path]:
    """The files that a set of labels is about: two for each comparison, one elsewhere."""
    if name == "amendments.tsv":
        folders = {row[0] for row in rows(name)[1:]}
        return {shared / "corpus" / "decisions" / one / "decision.md" for one in folders}
    columns = 2 if name in COMPARED or name.startswith("changes") else 1
    found = (path for row in rows(name) for path in row[:columns])
    return {(LABELS.parent if path.startswith("fresh/") else shared) / path for path in found}


@pytest.mark.parametrize("name", sorted(HASHES))
def test_the_labelled_files_are_those_that_were_labelled(shared, name):
    assert corpus_hash(labelled(name, shared)) == HASHES[name], f"{name}: other documents"


def test_every_set_of_labels_has_its_hash():
    assert {path.name for path in LABELS.glob("*.tsv")} == set(HASHES)
