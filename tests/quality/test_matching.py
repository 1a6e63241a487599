"""Passages against every article of the field: is the article they speak of ranked first, or among
the first ten?"""

import json
import re

import pytest

from tests.quality import matching
from tests.quality.measure import LABELS

FLOORS = json.loads((LABELS.parent / "floors.json").read_text("utf-8"))["matching"]


@pytest.mark.parametrize("form", ["nameless", "named"])
def test_the_cited_article_is_found_without_its_number(shared, form):
    found = matching.citing(shared, form == "named")
    assert found.mrr >= FLOORS[form]["mrr"]
    assert found.recall >= FLOORS[form]["recall_at_10"]


@pytest.mark.parametrize("part", ["open", "held_back"])
def test_the_article_a_passage_speaks_of_is_found(shared, part):
    found = matching.by_hand(shared, part == "held_back")
    assert found.mrr >= FLOORS[part]["mrr"]
    assert found.recall >= FLOORS[part]["recall_at_10"]


def test_no_number_and_no_name_is_left(shared):
    number = re.compile(r"第 ?[0-9一二三四五六七八九十百]+ ?条")
    for passage in matching.passages(shared):
        assert not number.search(passage.named + passage.nameless + passage.context)
        assert "《" not in passage.nameless


def test_enough_passages_are_asked(shared):
    labelled = list(matching.labelled(shared))
    assert len(matching.passages(shared)) >= 20
    assert len(labelled) + len(matching.passages(shared)) >= 150
    assert sum(len(v.articles) for v in matching.texts_of(shared, None).values()) >= 1200


def test_masking_leaves_the_words_around_a_number():
    said = "违反本法第二十七条、第二十九条第二款规定的"
    assert matching.masked(said) == f"违反本法{matching.MASK}规定的"
    assert matching.masked("第一章第3条中，明确") == f"{matching.MASK}中，明确"
