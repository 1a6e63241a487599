"""What changed in an article and what that does, against pairs labelled by hand (VERSIONS.md)."""

import json
import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

import pytest

from digest.law.difference import Side, regions
from digest.law.effect import effect
from digest.law.lexicon import folded
from digest.law.likeness import keys_of
from digest.law.redline import compared as compared_articles
from digest.law.structure import structure
from digest.law.throughout import Renamed, throughout
from digest.law.words import words as words_of
from digest.model import Article, Change, ChangeKind, Effect, Relation
from digest.text.clean import clean
from digest.text.normalise import key
from tests.quality.measure import LABELS, Score, capture, compared, rows

W = TypeVar("W")
FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text("utf-8"))["changes"]
OPEN = ("changes.tsv", "changes_second.tsv")
FRESH = ("changes_fresh.tsv", "changes_fresh_second.tsv")
"""Labels of the first and the second reader: those that rules were tuned on, and those held
back."""
PARTS = {"open": OPEN} | ({"held_back": FRESH} if (LABELS / FRESH[0]).exists() else {})
NUMBERS = re.compile("(?:第[^第，。；]{1,12}[条款项]|本法|[、和与至])+")
MANY = 5
"""Changes that a reader names of a rewritten article, the clear ones only."""
REWRITTEN = 0.45
"""Share of its characters that differ from which an article is much rewritten."""
DEBATABLE = {
    "changes.tsv": frozenset((7, 12, 30, 36, 44, 87, 142, 172, 228, 245, 252)),
}
"""Rows whose effect two lawyers may judge otherwise; it is left out of the score."""


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled pair of articles, and what the product says of it."""

    debatable: bool
    old: str
    new: str
    effect: str
    changes: tuple[Change, ...]
    second: tuple[str, tuple[Change, ...]] | None
    """What another reader says of it, who had not seen the first labels; None of one read once."""
    found_effect: Effect
    found: tuple[Change, ...]


def labelled(changes: str) -> tuple[Change, ...]:
    parts = [] if changes == "-" else changes.split(";")
    found = []
    for part in parts:
        kind, _, sides = part.partition(":")
        old, _, new = sides.partition("->")
        found.append(Change(ChangeKind(kind), old or None, new or None))
    return tuple(found)


def asked(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes without references to an article by another number, which are free: readers
    name them or not, where the article only moved."""
    return tuple(
        c
        for c in changes
        if not (c.kind is ChangeKind.REFERENCE and NUMBERS.fullmatch(f"{c.old}{c.new}"))
    )


@cache
def law(path: Path) -> tuple[Article, ...]:
    return structure(clean(capture(path)).text)[0]


@cache
def throughout_the_law(old: Path, new: Path) -> tuple[Mapping[str, Set[str]], Renamed]:
    """Old number: new numbers, and what is replaced throughout, as the redline of both laws has
    them."""
    before, after = law(old), law(new)
    pairs = compared_articles(before, after, keys_of(before, after))
    numbers = {
        before[i].number: {after[j].number for j in one.alignment.new}
        for one in pairs
        for i in one.alignment.old
    }
    return numbers, throughout(pairs)


def words(path: Path, numbers: str) -> str:
    text = {article.number: article.text for article in law(path)}
    return "\n".join(text[number] for number in numbers.split("+"))


def second_reading(name: str) -> Mapping[tuple[str, ...], tuple[str, tuple[Change, ...]]]:
    """Effect and changes of the articles that were read twice."""
    found = rows(name)
    return {
        tuple(row[:4]): (row[4], asked(labelled(row[5]))) for row in found if row[4] != "unrelated"
    }


@cache
def part(shared: Path, name: str) -> tuple[Row, ...]:
    """Rows that rules were tuned on, or those held back."""
    first, second = PARTS[name]
    again, found = second_reading(second), []
    for n, (old, new, numbers, others, label, changes) in enumerate(rows(first)):
        if label == "unrelated":
            continue
        a, b = words(shared / old, numbers), words(shared / new, others)
        found_effect, changed = effect(
            Relation.AMENDED,
            a,
            b,
            regions(Side(a), Side(b)),
            *throughout_the_law(shared / old, shared / new),
        )
        other = again.get((old, new, numbers, others))
        debatable = n in DEBATABLE.get(first, ())
        wanted = asked(labelled(changes))
        found.append(Row(debatable, a, b, label, wanted, other, found_effect, asked(changed)))
    return tuple(found)


def rewritten(row: Row) -> bool:
    """True where the labels name the clear changes of a much rewritten article only: what else is
    found there is not wrong."""
    if len(row.changes) >= MANY:
        return True
    sides = ["".join(filter(str.isalnum, text)) for text in (row.old, row.new)]
    blocks = SequenceMatcher(None, *sides, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) <= (1 - REWRITTEN) * max(map(len, sides))


def matched(
    found: Sequence[Change], wanted: Sequence[W], same: Callable[[Change, W], bool]
) -> dict[int, int]:
    """Found change for each wanted one, by their places: as many as can be, each used once."""
    fits = [[n for n, f in enumerate(found) if same(f, w)] for w in wanted]
    taken: dict[int, int] = {}

    def place(label: int, tried: set[int]) -> bool:
        for n in fits[label]:
            if n not in tried:
                tried.add(n)
                if n not in taken or place(taken[n], tried):
                    taken[n] = label
                    return True
        return False

    for label in range(len(fits)):
        place(label, set())
    return {label: n for n, label in taken.items()}


def compared_changes(found: Sequence[Change], wanted: Sequence[Change]) -> Score:
    right = len(matched(found, wanted, same_change))
    return Score(right, len(found) - right, len(wanted) - right)


def same_change(found: Change, wanted: Change) -> bool:
    """The same kind, and the words of one side overlap."""
    return found.kind is wanted.kind and (
        _overlap(found.old, wanted.old) or _overlap(found.new, wanted.new)
    )


def _overlap(found: str | None, wanted: str | None) -> bool:
    """Two characters in a row of a label, or all of it, stand in the words found."""
    here, there = key(found or "").text, key((wanted or "").replace("…", "")).text
    if not here or not there:
        return False
    if here in there or there in here:
        return True
    return any(there[n : n + 2] in here for n in range(len(there) - 1))


def kinds(row: Row) -> Score:
    """Labelled changes found, each once; further ones in a rewritten article are not counted."""
    score = compared_changes(row.found, row.changes)
    return Score(score.right, 0, score.missed) if rewritten(row) else score


def kinds_of_both(row: Row) -> Score:
    """Changes that both readers name; what one of them alone names is neither asked nor wrong."""
    second = row.second[1] if row.second else ()
    agreed = matched(second, row.changes, same_change)
    both = [(row.changes[a], second[b]) for a, b in agreed.items()]
    alone = [c for n, c in enumerate(row.changes) if n not in agreed]
    alone += [c for n, c in enumerate(second) if n not in agreed.values()]
    right = matched(row.found, both, lambda f, pair: any(same_change(f, c) for c in pair)).values()
    left = [f for n, f in enumerate(row.found) if n not in right]
    free = len(matched(left, alone, same_change))
    wrong = 0 if rewritten(row) else len(left) - free
    return Score(len(right), wrong, len(both) - len(right))


def kind_sets(row: Row) -> Score:
    """The kinds named in a row, whatever their words."""
    score = compared({c.kind for c in row.found}, {c.kind for c in row.changes})
    return Score(score.right, 0, score.missed) if rewritten(row) else score


def figures(rows_: tuple[Row, ...]) -> dict[str, float]:
    judged = [row for row in rows_ if not row.debatable]
    told = [row for row in judged if row.effect != "changed"]
    both = [row for row in told if row.second and row.second[0] == row.effect]
    per = {
        name: compared([], [])
        + sum(
            (
                Score(
                    int(row.found_effect == name == row.effect),
                    int(row.found_effect == name != row.effect),
                    int(row.effect == name != row.found_effect),
                )
                for row in judged
            ),
            Score(),
        )
        for name in {row.effect for row in judged}
    }
    return {
        "kind": sum(map(kinds, rows_), Score()).f1,
        "kind_set": sum(map(kind_sets, rows_), Score()).f1,
        "kind_both": sum((kinds_of_both(row) for row in rows_ if row.second), Score()).f1,
        "effect": sum(row.found_effect == row.effect for row in judged) / len(judged),
        "effect_macro": sum(score.f1 for score in per.values()) / len(per),
        "effect_told": sum(row.found_effect == row.effect for row in told) / len(told),
        "effect_both": sum(row.found_effect == row.effect for row in both) / len(both),
    }


def readers(rows_: tuple[Row, ...]) -> dict[str, float]:
    """How far two readers agree: more is not to be had of a program."""
    pairs = [(row, row.second) for row in rows_ if row.second]
    told = [(row.effect, other[0]) for row, other in pairs if row.effect != "changed"]
    changes = (compared_changes(other[1], row.changes) for row, other in pairs)
    return {
        "kind": sum(changes, Score()).f1,
        "effect": sum(row.effect == other[0] for row, other in pairs) / len(pairs),
        "effect_told": sum(a == b for a, b in told) / len(told),
    }


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize(
    "figure",
    ["kind", "kind_both", "kind_set", "effect", "effect_macro", "effect_told", "effect_both"],
)
def test_changes_are_named_and_judged(shared, name, figure):
    found = figures(part(shared, name))
    assert found[figure] >= FLOORS[name][figure]


@pytest.mark.parametrize("name", PARTS)
def test_what_a_change_shows_stands_in_its_article_in_whole_words(shared, name):
    cut = shown = 0
    for row in part(shared, name):
        for change in row.found:
            assert change.old != change.new
            for value, text in ((change.old, row.old), (change.new, row.new)):
                if value is not None:
                    assert value in text
                    shown += 1
                    cut += not whole(value, text)
    assert cut <= shown * FLOORS["cut"]


def whole(value: str, text: str) -> bool:
    """True where a value begins and ends with a word, somewhere in its text."""
    borders = {0, *accumulate(map(len, words_of(folded(text))))}
    places = [found.start() for found in re.finditer(re.escape(value), text)]
    return any(at in borders and at + len(value) in borders for at in places)


def test_enough_changes_of_enough_instruments_are_labelled():
    found = rows("changes.tsv")
    assert sum(len(labelled(row[5])) for row in found) >= 250
    assert len({row[0].rsplit("/", 2)[1] for row in found}) >= 30
