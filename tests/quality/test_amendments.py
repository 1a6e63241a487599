"""Amendment decisions: operations decoded against labels, previews against the published text.

`VERSIONS.md`, section Amendments, says what an operation is. A preview is right for a law when
every article of it equals the official one by its key (`normalise.key`).
"""

import json
from functools import cache
from pathlib import Path

import pytest

from digest.law.amend import amend, decode
from digest.law.preamble import preamble
from digest.law.structure import structure
from digest.model import Operation, Reading
from digest.reading import read
from digest.text.clean import clean
from digest.text.normalise import key
from schedules.contracts import version_of
from tests.quality.measure import LABELS, Score, capture, compared, held_back, rows

FLOORS = json.loads((LABELS.parent / "floors.json").read_text("utf-8"))["amendments"]

Place = tuple[str, str, str, str, str]


@cache
def reading(path: Path) -> Reading:
    return read(capture(path))


def labelled() -> dict[str, list[Place]]:
    """The operations of each decision: op, article, new article, paragraph, point."""
    found: dict[str, list[Place]] = {}
    for folder, _, *place in rows("amendments.tsv")[1:]:
        op, article, new, paragraph, point = place
        found.setdefault(folder, []).append((op, article, new, paragraph, point))
    return dict(sorted(found.items()))


def place(o: Operation) -> Place:
    told = (o.op, o.article, o.new_article, o.paragraph, o.point)
    op, article, new, paragraph, point = ("-" if part is None else str(part) for part in told)
    return op, article, new, paragraph, point


def decoded(folder: Path) -> list[Place]:
    return [place(o) for o in decode(clean(capture(folder / "decision.md")).text).operations]


def score(decisions: Path, part: str) -> Score:
    total = Score()
    for number, (name, places) in enumerate(labelled().items()):
        if held_back(number) == (part == "held_back"):
            total += compared(decoded(decisions / name), places)
    return total


@pytest.mark.parametrize("part", ["open", "held_back"])
def test_operations_are_decoded(shared: Path, part: str) -> None:
    found = score(shared / "corpus" / "decisions", part)
    print(f"amendments {part}: {found.precision=:.4f} {found.recall=:.4f} {found}")
    assert found.precision >= FLOORS[part]["precision"]
    assert found.recall >= FLOORS[part]["recall"]


def differing(folder: Path) -> tuple[set[str], int]:
    """Articles (and 引言) that preview and official text have not alike; how many there are."""
    old, new = reading(folder / "before.md"), reading(folder / "after.md")
    opening = preamble(old.document.text, old.articles)
    decision = clean(capture(folder / "decision.md")).text
    text = amend(version_of(old), decision, opening).text
    main, annexes = structure(text)
    all_shown = [*main, *(a for one in annexes for a in one.articles)]
    shown = {a.number: key(a.text).text for a in all_shown}
    official = {a.number: key(a.text).text for a in version_of(new).articles}
    if opening:
        shown["引言"] = key(preamble(text, main)).text
        official["引言"] = key(preamble(new.document.text, new.articles)).text
    wrong = {n for n in official.keys() | shown.keys() if official.get(n) != shown.get(n)}
    return wrong, len(official)


def test_previews_equal_the_published_text(shared: Path) -> None:
    folders = sorted((shared / "corpus" / "decisions").glob("*/after.md"))
    folders = [f.parent for f in folders if (f.parent / "before.md").exists()]
    found = {folder.name: differing(folder) for folder in folders}
    laws = sum(not wrong for wrong, _ in found.values()) / len(found)
    total = sum(count for _, count in found.values())
    share = 1 - sum(len(wrong) for wrong, _ in found.values()) / total
    for name, (wrong, count) in found.items():
        print(f"preview {name}: {count - len(wrong)}/{count} {sorted(wrong)[:9]}")
    print(f"previews: laws {laws:.3f} of {len(found)}, articles {share:.4f} of {total}")
    assert laws >= FLOORS["previews"]["laws"]
    assert share >= FLOORS["previews"]["articles"]
