"""Pairs of labelled documents: told as one story, or not."""

import json
from functools import cache
from pathlib import Path

import pytest

from tests.quality.measure import LABELS, Score, capture, rows
from tests.quality.told import stories_of

FLOORS = json.loads((LABELS.parent / "floors.json").read_text("utf-8"))["stories"]
_RETOLD = "told-twice"
"""Two accounts tell of one incident in words of their own."""

Labelled = tuple[str, str, str, str]


def labelled() -> list[Labelled]:
    return [(one, other, label, kind) for one, other, label, kind in rows("stories.tsv")]


@cache
def story_of(shared: Path, folder: Path) -> dict[str, str]:
    """Every labelled document that can be read, and its story, as the flow tells them."""
    names = sorted({name for row in labelled() for name in row[:2]})
    return stories_of(folder, ((name, capture(shared / name)) for name in names))


@pytest.fixture(scope="module")
def told(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return story_of(shared, tmp_path_factory.mktemp("stories"))


def score(told: dict[str, str], kinds: frozenset[str]) -> Score:
    found = Score()
    for one, other, label, kind in labelled():
        if kind not in kinds:
            continue
        joined = one in told and other in told and told[one] == told[other]
        same = label != "different"
        found += Score(joined and same, joined and not same, same and not joined)
    return found


def test_reposts_are_one_story_and_what_looks_like_them_is_not(told):
    kinds = frozenset(kind for *_, kind in labelled()) - {_RETOLD}
    found = score(told, kinds)
    assert found.f1 >= FLOORS["f1"]
    assert found.precision >= FLOORS["precision"]


def test_an_incident_told_in_other_words_is_one_story_where_it_is_certain(told):
    assert score(told, frozenset({_RETOLD})).recall >= FLOORS["told_twice"]


def test_enough_pairs_are_labelled():
    different = [kind for *_, label, kind in labelled() if label == "different"]
    assert len(labelled()) >= 200
    assert len(different) >= 80
    assert {"law-version", "draft-final", "series", "template"} <= set(different)
