"""Pairs of labelled reports: told as one story where they tell of one event, in other words."""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from digest.model import Capture
from tests.quality.measure import LABELS, Score, capture, held_back, of_bytes, rows
from tests.quality.told import stories_of

FLOORS = json.loads((LABELS.parent / "floors.json").read_text("utf-8"))["stories"]

Report = tuple[str, str]
"""A file, and the lines of it that are meant: "-" for all."""
Pair = tuple[Report, Report, bool, str]
"""Two reports, whether they tell of one event, and the unit they are held back with."""


def labelled() -> list[Pair]:
    return [
        ((one, of_one), (other, of_other), label != "different", event)
        for one, other, label, _, event, of_one, of_other in rows("retold.tsv")
    ]


def _taken(shared: Path, report: Report) -> Capture:
    """An item of a round-up is a page of its own, of the round-up's account and day."""
    name, lines = report
    if lines == "-":
        return capture(shared / name)
    text = (shared / name).read_text("utf-8").splitlines()
    first, last = map(int, lines.split("-"))
    title = re.sub(r"^[#*\s]*\d+\\?\.\s*|\*", "", text[first - 1]).strip()
    day = next(line for line in text if line.startswith("date: "))
    head = f"---\ntitle: {title}\nsource: {Path(name).stem}\n{day}\n---\n\n# {title}\n"
    address = f"https://example.org/{first}/{Path(name).stem}"
    return of_bytes("\n".join((head, *text[first:last])), f"{first}.md", address)


@cache
def story_of(shared: Path, folder: Path) -> dict[Report, str]:
    """Every labelled report that can be read, and its story, as the flow tells them."""
    reports = sorted({report for one, other, *_ in labelled() for report in (one, other)})
    return stories_of(folder, ((report, _taken(shared, report)) for report in reports))


@pytest.fixture(scope="module")
def told(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[Report, str]:
    return story_of(shared, tmp_path_factory.mktemp("retold"))


def score(told: dict[Report, str], held: bool) -> Score:
    units = list(dict.fromkeys(unit for *_, unit in labelled()))
    found = Score()
    for one, other, same, unit in labelled():
        if held_back(units.index(unit)) is held:
            joined = one in told and other in told and told[one] == told[other]
            found += Score(joined and same, joined and not same, same and not joined)
    return found


@pytest.mark.parametrize("held", [False, True])
def test_an_event_told_in_other_words_is_one_story_where_it_is_certain(told, held):
    found, floors = score(told, held), FLOORS["retold_held_back" if held else "retold"]
    assert found.precision >= floors["precision"]
    assert found.recall >= floors["recall"]


def test_enough_pairs_are_labelled():
    same = [pair for pair in labelled() if pair[2]]
    assert len(same) >= 60
    assert len(labelled()) - len(same) >= 120
