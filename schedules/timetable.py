"""The timetable of `dutydiff serve`: the whole flow at fixed hours, Asia/Shanghai."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from digest.errors import SettingsError

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler

HOUR = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def hours(run_at: str) -> tuple[tuple[int, int], ...]:
    """("06:30,18:30") as hours and minutes. Raises `SettingsError`."""
    found = []
    for part in run_at.split(","):
        matched = HOUR.fullmatch(part.strip())
        if matched is None:
            raise SettingsError(
                f"serve.run_at: {part.strip()!r} is not a time of day such as 06:30"
            )
        found.append((int(matched[1]), int(matched[2])))
    return tuple(found)


def timetable(run_at: str, run: Callable[[], None]) -> BackgroundScheduler:
    """A scheduler, not yet started. A run that is still going when the next is due is not doubled,
    and one that was missed while the machine slept is made up for."""
    from apscheduler.schedulers.background import BackgroundScheduler
    from apscheduler.triggers.cron import CronTrigger

    scheduler = BackgroundScheduler(timezone="Asia/Shanghai")
    for hour, minute in hours(run_at):
        scheduler.add_job(
            run,
            CronTrigger(hour=hour, minute=minute, timezone="Asia/Shanghai"),
            id=f"run-{hour:02}{minute:02}",
            coalesce=True,
            max_instances=1,
            misfire_grace_time=3600,
        )
    return scheduler
