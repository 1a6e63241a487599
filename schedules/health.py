"""How the sources do: what is due, who is healthy, what was not seen. Pure functions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Watched:
    """A source of the catalogue, as far as its health is concerned."""

    id: str
    name: str
    every_days: int


def healthy(watched: Iterable[Watched], states: Mapping[str, SourceState]) -> int:
    """How many sources answered as they should, when last asked."""
    return sum(one.id in states and states[one.id].last.health is Health.OK for one in watched)


def unseen(
    watched: Iterable[Watched],
    states: Mapping[str, SourceState],
    newest: Mapping[str, datetime],
    now: datetime,
) -> Iterator[BlindSpot]:
    """Sources that failed, fell silent, or were never asked. Silence is never ambiguous.

    ``newest``: source -> when something of it that was not known before arrived.
    """
    never = []
    for one in watched:
        state = states.get(one.id)
        if state is None:
            never.append(one.name)
        elif state.last.health is not Health.OK:
            said = f"（{state.last.detail}）" if state.last.detail else ""
            since = day(state.failing_since) if state.failing_since else None
            yield BlindSpot(one.name, WORDS[state.last.health] + said, since)
        elif one.id in newest and now - newest[one.id] > timedelta(days=one.every_days):
            reason = f"没有新内容，已超过预期的 {one.every_days} 天"
            yield BlindSpot(one.name, reason, day(newest[one.id]))
    if never:
        yield BlindSpot(f"{len(never)} 个来源", f"从未抓取：{'、'.join(never)}")


def unread(failures: Iterable[Problem], waiting: int) -> Iterator[BlindSpot]:
    """Documents that could not be read, or were not yet."""
    for problem in failures:
        yield BlindSpot(problem.where, problem.what)
    if waiting:
        yield BlindSpot(f"{waiting} 份存档", "尚未按现行规则阅读；请先运行 dutydiff read")
