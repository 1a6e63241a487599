"""Articles of two versions that belong together: labelled revisions, and official amendments."""

import json
from functools import cache

import pytest

from tests.quality.alignments import Found, articles, decisions, ours, score, versions
from tests.quality.measure import LABELS, held_back

FLOORS = json.loads((LABELS.parent / "floors.json").read_text("utf-8"))["alignment"]


@cache
def total(shared, part: str) -> Found:
    """The revisions that the weights were fitted on, or those that nobody looked at meanwhile."""
    return sum(
        (
            score(ours(articles(pair.old), articles(pair.new)), pair)
            for number, pair in enumerate(versions(shared))
            if held_back(number) == (part == "held_back")
        ),
        Found(),
    )


@pytest.mark.parametrize("part", ["open", "held_back"])
def test_articles_meet_their_counterparts_and_no_others(shared, part):
    found = total(shared, part)
    assert found.pairs.precision >= FLOORS[part]["precision"]
    assert found.pairs.recall >= FLOORS[part]["recall"]
    assert found.counterparts.recall >= FLOORS[part]["counterparts"]


@pytest.mark.parametrize("part", ["open", "held_back"])
def test_splits_and_mergers_are_named(shared, part):
    assert total(shared, part).groups.f1 >= FLOORS[part]["splits_and_mergers"]


@pytest.mark.parametrize("part", ["open", "held_back"])
def test_articles_without_a_counterpart_are_named(shared, part):
    assert total(shared, part).alone.f1 >= FLOORS[part]["added_and_removed"]


def test_official_amendments_are_followed(shared):
    found = sum(
        (score(ours(articles(one.old), articles(one.new)), one) for one in decisions(shared)),
        Found(),
    )
    assert found.pairs.right >= 150
    assert found.pairs.precision >= FLOORS["decisions"]["precision"]
    assert found.pairs.recall >= FLOORS["decisions"]["recall"]


def test_enough_is_labelled(shared):
    labelled = versions(shared)
    assert len(labelled) >= 30
    assert sum(len(one.links) for pair in labelled for one in pair.groups) >= 800


def test_links_join_articles_of_their_group_and_leave_none_out():
    for one in (told for pair in versions(LABELS) for told in pair.groups):
        linked = tuple({link[side] for link in one.links} for side in (0, 1))
        assert not all(one.numbers) or linked == (set(one.old), set(one.new)), one


def test_every_labelled_article_stands_in_its_version(shared):
    for one in versions(shared):
        for side, path in enumerate((one.old, one.new)):
            numbers = {article.number for article in articles(path)}
            labelled = {n for told in one.groups + one.doubtful for n in told.numbers[side]}
            assert labelled == numbers, path
