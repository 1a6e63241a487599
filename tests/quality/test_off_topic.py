"""Posts and texts that affect nothing raise no alarm. In a file of its own: encoding them takes
a core for minutes where no vectors are kept yet."""

import json

import pytest

from tests.quality import affected as whole
from tests.quality.measure import LABELS

FLOORS = json.loads((LABELS.parent / "floors.json").read_text("utf-8"))["affected"]


@pytest.mark.parametrize(
    ("every", "least"), [(3, 300), pytest.param(1, 900, marks=pytest.mark.campaign)]
)
def test_off_topic_posts_raise_no_alarm(shared, every, least):
    alerts, count = whole.false_alerts(shared, every)
    assert count >= least
    assert 500 * len(alerts) <= FLOORS["false_alerts_in_500"] * max(count, 500), alerts
