"""The labels name blocks by number: they say something only of the very files they were made on."""

import json

import pytest

from tests.quality.corpus import corpus_hash
from tests.quality.measure import LABELS, rows

HASHES = json.loads((LABELS.parent / "floors.json").read_text("utf-8"))["corpus"]


@pytest.mark.parametrize("name", sorted(HASHES))
def test_the_labelled_files_are_those_that_were_labelled(shared, name):
    files = {shared / row[0] for row in rows(name)}
    assert corpus_hash(files) == HASHES[name], f"labels/{name} was made on other documents"


def test_every_set_of_labels_has_its_hash():
    assert {path.name for path in LABELS.glob("*.tsv")} == set(HASHES)
