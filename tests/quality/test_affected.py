"""Whole documents: the lines of the starter register they affect, and how sure the product is."""

import json
from dataclasses import replace

import pytest

from store import register
from tests.quality import affected as whole
from tests.quality.measure import LABELS

FLOORS = json.loads((LABELS.parent / "floors.json").read_text("utf-8"))["affected"]
PARTS = pytest.mark.parametrize("name", whole.PARTS.values())


def part(name: str) -> list[whole.Labelled]:
    return [one for one in whole.documents() if one.part == name]


@PARTS
def test_what_is_told_is_affected(shared, name):
    assert whole.total(shared, part(name)).precision >= FLOORS[name]["precision"]


@PARTS
def test_what_is_affected_is_told(shared, name):
    assert whole.total(shared, part(name)).recall >= FLOORS[name]["recall"]


@PARTS
def test_the_texts_of_the_laws_in_the_store_do_no_harm(shared, name):
    found = whole.total(shared, part(name), shared / "corpus/versions")
    assert found.precision >= FLOORS[name]["with_laws"]["precision"]
    assert found.recall >= FLOORS[name]["with_laws"]["recall"]


def test_no_document_that_affects_a_line_is_turned_away(shared):
    affecting = [one for one in part("real") if one.wanted]
    away = sum(not whole.answer(one.file(shared)).relevant for one in affecting)
    assert away <= FLOORS["turned_away"]


@PARTS
def test_a_probability_is_how_often_it_is_right(shared, name):
    bins = whole.reliability(shared, part(name))
    assert whole.calibration_error(bins) <= FLOORS[name]["calibration_error"]


def test_looking_below_the_threshold_changes_nothing_above_it(shared):
    known = replace(whole.product(), learned={})
    for one in part("real")[:40:5]:
        told = whole.answer(one.file(shared)).told
        reading = whole.reading(one.file(shared))
        if reading is not None:
            found = known.affected(reading, whole.day_of(reading), None, whole.encoder())
            assert {match.obligation for match in found.matches} == told, one.path


def test_enough_documents_are_labelled_with_lines_of_the_register():
    labelled = whole.documents()
    assert sum(bool(one.wanted) for one in labelled) >= 40
    lines = {line.id for line in register.starter()}
    assert {line for one in labelled for line in one.wanted | one.free} <= lines
