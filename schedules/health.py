"""How the sources do: what is due, who is healthy, what was not seen. Pure functions."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from digest.model import BlindSpot, Health, Problem, Subscription
from store.runs import SourceState

SHANGHAI = ZoneInfo("Asia/Shanghai")
"""All days of this product are days of the regulators."""

WORDS = {
    Health.EMPTY: "列表为空（网站改版或被拦截）",
    Health.BLOCKED: "被拦截",
    Health.FAILED: "无响应",
    Health.PARTIAL: "部分页面未读到",
}


def day(instant: datetime) -> date:
    """The day an instant falls on in Asia/Shanghai."""
    return instant.astimezone(SHANGHAI).date()


def due(subscription: Subscription, since: datetime, now: datetime) -> bool:
    """A daily subscription is always due when asked; a weekly one seven days after the last."""
    return subscription.every != "week" or now - since >= timedelta(days=7)


def healthy(states: Sequence[SourceState]) -> int:
    """How many sources answered as they should, when last asked."""
    return sum(state.last.health is Health.OK for state in states)


def blind_spots(
    states: Iterable[SourceState], failures: Iterable[Problem], unread: int = 0
) -> tuple[BlindSpot, ...]:
    """Sources that failed or fell silent, documents that could not be read or were not yet."""
    spots = [
        BlindSpot(
            state.last.name,
            WORDS[state.last.health] + (f"（{state.last.detail}）" if state.last.detail else ""),
            day(state.failing_since) if state.failing_since else None,
        )
        for state in states
        if state.last.health is not Health.OK
    ]
    spots += [BlindSpot(problem.where, problem.what) for problem in failures]
    if unread:
        spots.append(BlindSpot(f"{unread} 份存档", "尚未按现行规则阅读；请先运行 dutydiff read"))
    return tuple(spots)
