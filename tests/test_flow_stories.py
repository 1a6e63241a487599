"""Stories in the store, told release by release, are those that telling all at once would give."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import store_examples as ex
from hypothesis import given, settings
from hypothesis import strategies as st
from match_examples import reading, release
from match_examples import stories as all_at_once
from test_match_cluster import ALL, ESSAY, FILE, OFFICIAL, PAGE, REMARK, REPOST

from digest.model import Story
from digest.release import Release
from digest.rules import rules_version
from schedules import telling
from store import captures, documents, faces, stories
from store.database import open_store

SITE = "example-official"


def keep(db: Any, one: Release, number: int) -> None:
    """As crawling and reading leave it: an attachment's capture names that of its page."""
    page = _capture(PAGE).id if one.parent else None
    source = SITE if one.official else "example-blog"
    capture = replace(_capture(one), source=source, parent=page)
    captures.add(db, capture)
    document = replace(one.reading.document, capture=capture.id, rules_version=rules_version())
    documents.save(db, replace(one.reading, document=document), ex.at(number))


def _capture(one: Release) -> Any:
    return ex.capture(f"https://example.test/{one.id}", one.id.encode())


def told(path: Path, slabs: Iterable[Sequence[Release]]) -> tuple[Story, ...]:
    with open_store(path) as db:
        number = 0
        for slab in slabs:
            for one in slab:
                keep(db, one, number := number + 1)
            telling.tell_stories(db, frozenset({SITE}))
        assert faces.unseen(db, rules_version()) == ()
        return stories.all_stories(db)


def as_sets(found: Iterable[Story]) -> dict[str, frozenset[Any]]:
    return {story.lead: frozenset(story.members) for story in found}


@settings(max_examples=6, deadline=None)
@given(st.randoms(use_true_random=False))
def test_one_by_one_or_all_at_once_gives_the_same_stories(
    tmp_path_factory: Any, order: random.Random
) -> None:
    arriving = list(ALL)
    order.shuffle(arriving)
    arriving.remove(FILE)  # a page is captured, and so read, before what hangs on it
    arriving.insert(order.randint(arriving.index(PAGE) + 1, len(arriving)), FILE)
    cut = order.randrange(len(arriving))
    slabs = (
        ([one] for one in arriving) if order.random() < 0.5 else (arriving[:cut], arriving[cut:])
    )
    path = tmp_path_factory.mktemp("stories") / "store.db"
    assert as_sets(told(path, slabs)) == as_sets(all_at_once(ALL))


def test_a_new_release_leaves_other_stories_alone(tmp_path: Path, monkeypatch: Any) -> None:
    with open_store(tmp_path / "store.db") as db:
        for number, one in enumerate((OFFICIAL, REMARK, PAGE, FILE)):
            keep(db, one, number)
        telling.tell_stories(db, frozenset({SITE}))
        keep(db, REPOST, 9)
        saved: list[Story] = []
        monkeypatch.setattr(stories, "save", lambda _, found: saved.extend(found))
        telling.tell_stories(db, frozenset({SITE}))
    assert [story.lead for story in saved] == [OFFICIAL.id]


def test_what_hundreds_have_posted_costs_no_more_than_what_a_few_have(tmp_path: Path) -> None:
    copies = [
        release(reading(ESSAY, title=f"第{n}个账号的专家解读", published_on=None))
        for n in range(faces.MET + 40)
    ]
    with open_store(tmp_path / "store.db") as db:
        for number, one in enumerate(copies):
            keep(db, one, number)
        telling.tell_stories(db, frozenset())
        (story,) = stories.all_stories(db)
        assert len(story.members) == len(copies) - 1
        (most,) = db.execute(
            "SELECT max(n) FROM (SELECT count(*) AS n FROM ties GROUP BY one HAVING one > ?)",
            (faces.MET,),
        ).fetchone()
        assert most <= faces.MET


def test_corrections_by_hand_outlive_new_releases(tmp_path: Path) -> None:
    with open_store(tmp_path / "store.db") as db:
        for number, one in enumerate((OFFICIAL, REPOST, REMARK)):
            keep(db, one, number)
        telling.tell_stories(db, frozenset({SITE}))
        stories.split(db, REPOST.id, ex.at(10))
        stories.join(db, OFFICIAL.id, REMARK.id, ex.at(11))
        telling.retell(db, [OFFICIAL.id, REPOST.id, REMARK.id])
        by_hand = as_sets(stories.all_stories(db))
        assert set(by_hand) == {OFFICIAL.id, REPOST.id}
        copy = release(reading(REMARK.reading.document.text, title="简评", published_on=None))
        keep(db, copy, 12)
        telling.tell_stories(db, frozenset({SITE}))
        after = as_sets(stories.all_stories(db))
        assert set(after) == {OFFICIAL.id, REPOST.id}
        assert {m.release for m in after[OFFICIAL.id]} == {REMARK.id, copy.id}
