from dataclasses import replace

import pytest
from fakes import digests as fake

from bots import outgoing, publishing
from digest.model import Subscription

SUBSCRIPTION = Subscription("all", "file", "out")


@pytest.mark.parametrize("name", ["../../../escaped", "/tmp/escaped", "..", "a/../b", "x" * 300])
def test_a_message_stays_in_the_outbox_whatever_its_subscription_is_called(tmp_path, name):
    out = tmp_path / "site"
    (part,) = outgoing.deliveries(fake.digest(), SUBSCRIPTION, "https://duty.example", "")
    parts = [replace(part, subscription=name), replace(part, channel="../..")]
    written = publishing.write(out, [], parts, (), "https://duty.example", fake.UNTIL)
    messages = [path.resolve() for path in written if path.suffix == ".md"]
    assert len(messages) == 2
    assert all((out / "outbox").resolve() in path.parents for path in messages)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
