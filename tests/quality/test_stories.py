"""Pairs of labelled documents: told as one story, or not."""

import json
from functools import cache
from pathlib import Path

import pytest

from digest.errors import DocumentError
from digest.model import Reading
from digest.reading import read
from schedules import placing, telling
from store import captures, documents, stories
from store.database import open_store
from tests.quality.measure import LABELS, Score, capture, rows

FLOORS = json.loads((LABELS.parent / "floors.json").read_text("utf-8"))["stories"]
_RETOLD = "told-twice"
"""Two accounts tell of one incident in words of their own."""

Labelled = tuple[str, str, str, str]


def labelled() -> list[Labelled]:
    return [(one, other, label, kind) for one, other, label, kind in rows("stories.tsv")]


def _read(path: Path) -> Reading | None:
    """None for a page that holds no text: it is in no story."""
    try:
        return read(capture(path))
    except DocumentError:
        return None


@cache
def story_of(shared: Path, folder: Path) -> dict[str, str]:
    """Every labelled document that can be read, and its story, as the flow tells them."""
    ids: dict[str, str] = {}
    with open_store(folder / "store.db") as db:
        for name in sorted({name for row in labelled() for name in row[:2]}):
            taken = capture(shared / name)
            if (reading := _read(shared / name)) is not None:
                captures.add(db, taken)
                documents.save(db, reading, taken.fetched_at)
                placing.place_version(db, reading, taken, official=False)
                ids[reading.document.id] = name
        telling.tell_stories(db, frozenset())
        return {
            ids[document]: story.id
            for story in stories.all_stories(db)
            for document in (story.lead, *(member.release for member in story.members))
        }


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
