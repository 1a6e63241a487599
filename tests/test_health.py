"""What was not seen: a failing source, a silent one, one never asked; and what is due."""

from datetime import UTC, date, datetime, timedelta

from digest.model import Health, Problem, SourceOutcome, Subscription
from schedules.health import Watched, day, due, healthy, unread, unseen
from store.runs import SourceState

NOW = datetime(2026, 1, 15, 4, 0, tzinfo=UTC)
WATCHED = (Watched("a", "甲", 7), Watched("b", "乙", 7), Watched("c", "丙", 7))


def state(source: str, health: Health, since: datetime | None = None) -> SourceState:
    outcome = SourceOutcome(source, source, health, 1, 0, None if since is None else "HTTP 521")
    return SourceState(outcome, NOW, NOW, since, 0 if since is None else 3)


def test_a_source_that_answers_and_has_news_is_no_blind_spot() -> None:
    states = {one.id: state(one.id, Health.OK) for one in WATCHED}
    newest = {one.id: NOW - timedelta(days=7) for one in WATCHED}
    assert list(unseen(WATCHED, states, newest, NOW)) == []
    assert healthy(WATCHED, states) == 3


def test_failing_silent_and_never_asked_are_told_apart() -> None:
    failing = NOW - timedelta(days=2)
    states = {"a": state("a", Health.BLOCKED, failing), "b": state("b", Health.OK)}
    newest = {"a": NOW, "b": NOW - timedelta(days=8)}
    blocked, silent, never = unseen(WATCHED, states, newest, NOW)
    assert (blocked.name, blocked.reason, blocked.since) == (
        "甲",
        "被拦截（HTTP 521）",
        date(2026, 1, 13),
    )
    assert (silent.name, silent.since) == ("乙", date(2026, 1, 7))
    assert "7 天" in silent.reason
    assert "丙" in never.reason
    assert healthy(WATCHED, states) == 1


def test_what_could_not_be_read_and_what_waits_are_said() -> None:
    spots = list(unread([Problem("a.pdf", "a scan", "Unreadable")], 2))
    assert [spot.name for spot in spots] == ["a.pdf", "2 份存档"]
    assert list(unread([], 0)) == []


def test_a_day_is_a_day_in_shanghai() -> None:
    assert day(datetime(2026, 1, 14, 16, 0, tzinfo=UTC)) == date(2026, 1, 15)


def test_a_weekly_subscription_is_due_after_a_week() -> None:
    weekly = Subscription("w", "mail", "a@example.com", every="week")
    assert not due(weekly, NOW - timedelta(days=6), NOW)
    assert due(weekly, NOW - timedelta(days=7), NOW)
    assert due(Subscription("d", "file", "out"), NOW, NOW)
