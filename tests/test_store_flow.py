"""Matches, stories, subscriptions, the outbox, and runs."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import store_examples as ex

from digest.errors import UserError
from digest.ids import content_id
from digest.model import (
    Affected,
    Delivery,
    DeliveryState,
    Digest,
    Health,
    Kinship,
    Match,
    Member,
    Problem,
    Reason,
    SourceOutcome,
    Story,
    Subscription,
)
from store import captures, documents, matches, outbox, runs, stories, subscriptions
from store.database import open_store


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Any]:
    with open_store(tmp_path / "store.db") as opened:
        yield opened


def read(db: Any, name: str, minute: int = 0) -> str:
    page = ex.capture(url=f"https://example.test/{name}")
    captures.add(db, page)
    reading = ex.reading(page)
    documents.save(db, reading, ex.at(minute))
    return reading.document.id


def test_matches_go_stale_with_rules_and_register(db: Any) -> None:
    document = read(db, "a")
    affected = Affected(
        True, (Match("ob-1", document, 0.9, (Reason.CITED,), ()),), (("ob-1", 0.9), ("ob-2", 0.1))
    )
    matches.save(db, document, affected, ex.RULES, "r1")
    assert matches.get(db, document, ex.RULES, "r1") == affected
    assert matches.get(db, document, ex.RULES, "r2") is None
    assert matches.get(db, document, "2-b", "r1") is None


def test_new_stories_replace_those_they_overlap(db: Any) -> None:
    a, b, c = (read(db, name, minute) for minute, name in enumerate("abc"))
    other = Story("s-c", c, ())
    stories.save(db, (Story("s-a", a, ()), Story("s-b", b, ()), other))
    both = Story("s-b", b, (Member(a, Kinship.SAME_TEXT),))
    stories.save(db, (both,))
    assert stories.untold(db, ex.RULES) == ()
    stories.save(db, (both,))
    late = read(db, "d", 9)
    assert stories.untold(db, ex.RULES) == (late,)
    assert stories.all_stories(db) == (both, other)
    assert stories.all_stories(db, ex.at(1), ex.at(2)) == (other,)
    assert stories.all_stories(db, ex.at(0), ex.at(1)) == (both,)


def test_edits_by_hand_are_replayed(db: Any) -> None:
    derived = (
        Story("s1", "a", (Member("b", Kinship.SAME_TEXT), Member("c", Kinship.NEAR_TEXT))),
        Story("s2", "d", ()),
    )
    made = (
        stories.StoryEdit(stories.EditKind.SPLIT, "a"),
        stories.StoryEdit(stories.EditKind.JOIN, "d", "c"),
        stories.StoryEdit(stories.EditKind.JOIN, "d", "gone"),
        stories.StoryEdit(stories.EditKind.SPLIT, "gone"),
    )
    stories.split(db, "a", ex.NOON)
    stories.join(db, "d", "c", ex.NOON)
    stories.join(db, "d", "gone", ex.NOON)
    stories.split(db, "gone", ex.NOON)
    assert stories.edits(db) == made
    joined, alone = sorted(stories.apply_edits(derived, made), key=lambda story: story.lead != "d")
    assert alone == Story("s1", "a", ())
    assert joined == Story(
        "s2", "d", (Member("b", Kinship.SAME_EVENT), Member("c", Kinship.SAME_EVENT))
    )
    assert stories.apply_edits(derived, ()) == derived


def test_a_new_lead_gives_the_rest_its_own_id() -> None:
    story = Story("s1", "a", (Member("b", Kinship.SAME_TEXT), Member("c", Kinship.NEAR_TEXT)))
    split = (stories.StoryEdit(stories.EditKind.SPLIT, "a"),)
    rest, alone = stories.apply_edits((story,), split)
    assert rest == Story(content_id("story", "b"), "b", (Member("c", Kinship.NEAR_TEXT),))
    assert alone == Story("s1", "a", ())
    member = (stories.StoryEdit(stories.EditKind.SPLIT, "c"),)
    rest, alone = stories.apply_edits((story,), member)
    assert rest == Story("s1", "a", (Member("b", Kinship.SAME_TEXT),))
    assert alone == Story(content_id("story", "c"), "c", ())


def test_subscriptions_are_added_once(db: Any) -> None:
    daily = Subscription("team", "mail", "team@example.test", topics=("logs",))
    subscriptions.add(db, daily)
    with pytest.raises(UserError, match="team exists already"):
        subscriptions.add(db, daily)
    assert subscriptions.load(db) == (daily,)
    with pytest.raises(UserError, match="no subscription nope; there are: team"):
        subscriptions.remove(db, "nope")
    subscriptions.remove(db, "team")
    assert subscriptions.load(db) == ()


def digest(name: str = "dig", until: int = 0) -> Digest:
    return Digest(name, "team", ex.at(-60), ex.at(until), (), (), (), (), 14, 14, ex.RULES)


def parts(count: int, channel: str = "mail", of: str = "dig") -> tuple[Delivery, ...]:
    return tuple(
        Delivery(f"{of}-{channel}-{n}", of, "team", channel, "team@example.test", n, f"text {n}")
        for n in range(1, count + 1)
    )


def test_a_digest_is_recorded_once_with_all_its_parts(db: Any) -> None:
    outbox.record(db, digest(), parts(2))
    taken = outbox.claim(db, ["mail"], ex.NOON)
    assert taken is not None
    outbox.settle(db, taken, DeliveryState.SENT, at=ex.NOON)
    outbox.record(db, digest(), parts(2))
    states = [part.state for part in outbox.deliveries(db, "dig")]
    assert states == [DeliveryState.SENT, DeliveryState.PENDING]
    assert outbox.digests(db, "team", 5) == (digest(),)
    assert outbox.counts(db)[DeliveryState.PENDING] == 1
    assert outbox.counts(db)[DeliveryState.FAILED] == 0


def test_half_a_digest_is_never_recorded(db: Any) -> None:
    broken = replace(parts(2)[1], digest="unknown")
    with pytest.raises(Exception, match="FOREIGN KEY"):
        outbox.record(db, digest(), (parts(2)[0], broken))
    assert outbox.digests(db, "team", 5) == ()
    assert outbox.deliveries(db, "dig") == ()


def test_parts_are_claimed_in_order_and_wait_for_each_other(db: Any) -> None:
    outbox.record(db, digest(), parts(2) + parts(1, "wecom"))
    assert outbox.waiting(db) == {"mail": 2, "wecom": 1}
    first = outbox.claim(db, ["mail"], ex.NOON)
    assert first is not None
    assert (first.part, first.state, first.attempts) == (1, DeliveryState.CLAIMED, 1)
    assert outbox.claim(db, ["mail"], ex.NOON) is None
    outbox.settle(db, first, DeliveryState.PENDING, "429", ex.at(5), at=ex.NOON)
    assert outbox.claim(db, ["mail"], ex.at(4)) is None
    again = outbox.claim(db, ["mail", "wecom"], ex.at(5))
    assert again is not None
    assert (again.id, again.attempts, again.error) == (first.id, 2, "429")
    assert again.not_before == ex.at(5)
    outbox.settle(db, again, DeliveryState.FAILED, "gone", at=ex.at(5))
    second = outbox.claim(db, ["mail"], ex.at(5))
    assert second is not None
    assert second.part == 2
    assert outbox.claim(db, [], ex.at(5)) is None


def test_a_part_left_by_a_dead_process_is_taken_up_again(db: Any) -> None:
    outbox.record(db, digest(), parts(1))
    outbox.claim(db, ["mail"], ex.NOON)
    assert outbox.claim(db, ["mail"], ex.NOON + outbox.ABANDONED_AFTER) is None
    late = outbox.claim(db, ["mail"], ex.NOON + outbox.ABANDONED_AFTER + timedelta(seconds=1))
    assert late is not None
    assert late.attempts == 2


def test_the_next_window_begins_where_the_last_ended(db: Any) -> None:
    assert outbox.last_until(db, "team") is None
    outbox.record(db, digest("new", until=60), ())
    outbox.record(db, digest("old", until=0), ())
    assert outbox.last_until(db, "team") == ex.at(60)
    assert [d.id for d in outbox.digests(db, "team", 1)] == ["new"]
    assert [d.id for d in outbox.digests(db)] == ["new", "old"]
    assert outbox.digests(db, "other") == ()


def test_health_counts_from_the_last_good_crawl(db: Any) -> None:
    history = {
        "steady": [Health.FAILED, Health.OK, Health.OK],
        "down": [Health.OK, Health.BLOCKED, Health.PARTIAL],
        "never": [Health.FAILED, Health.EMPTY, Health.FAILED],
    }
    for crawl in range(3):
        run = runs.start(db, "crawl", ex.at(crawl))
        found = [
            SourceOutcome(source, source, healths[crawl], crawl, 0)
            for source, healths in history.items()
        ]
        runs.save_outcomes(db, run, found, ex.at(crawl))
        assert set(runs.outcomes(db, run)) == set(found)
    down, never, steady = runs.health(db)
    assert (down.last.health, down.failures) == (Health.PARTIAL, 2)
    assert (down.last_ok_at, down.failing_since) == (ex.at(0), ex.at(1))
    assert (never.last_ok_at, never.failing_since, never.failures) == (None, ex.at(0), 3)
    assert (steady.last_at, steady.failing_since, steady.failures) == (ex.at(2), None, 0)


def test_a_killed_run_shows_as_unfinished(db: Any) -> None:
    problem = Problem("a.pdf", "a scan without a text layer", "Unreadable")
    done = runs.start(db, "read", ex.at(0))
    runs.finish(db, done, ex.at(1), {"read": 3}, [problem])
    runs.start(db, "run", ex.at(2))
    killed, finished = runs.last_runs(db, 5)
    assert killed.finished_at is None
    assert (finished.summary, finished.problems) == ({"read": 3}, (problem,))


def test_the_first_window_holds_what_arrived_late_in_the_run_that_read_it(db: Any) -> None:
    page = replace(ex.capture(), fetched_at=ex.at(5))
    captures.add(db, page)
    documents.save(db, ex.reading(page), ex.at(0))
    assert captures.beginning(db, ex.at(9)) < ex.at(0)
