"""The timetable: hours of Asia/Shanghai, each run once."""

import pytest

from digest.errors import SettingsError
from schedules.timetable import hours, timetable


def test_hours_are_read_in_order() -> None:
    assert hours("06:30, 18:05") == ((6, 30), (18, 5))


@pytest.mark.parametrize("given", ["25:00", "6.30", "", "06:30,,18:30", "06:60"])
def test_what_is_no_hour_is_refused_by_name(given: str) -> None:
    with pytest.raises(SettingsError, match=r"serve\.run_at"):
        hours(given)


def test_each_hour_is_a_job_in_shanghai_that_never_runs_twice_at_once() -> None:
    clock = timetable("06:30,18:30", lambda: None)
    jobs = clock.get_jobs()
    assert [str(job.trigger.timezone) for job in jobs] == ["Asia/Shanghai"] * 2
    assert all(job.max_instances == 1 and job.coalesce for job in jobs)
