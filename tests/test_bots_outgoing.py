import json

import pytest
from fakes import digests as fake

from bots import chat, mail, outgoing
from bots.channel import CHANNELS

BASE = "https://duty.example"


def parts(channel, *arrivals):
    return outgoing.deliveries(fake.digest(*arrivals), fake.subscription(channel), BASE, "")


@pytest.mark.parametrize("channel", CHANNELS)
def test_each_part_is_a_delivery_with_its_own_lasting_id(channel):
    many = [fake.promulgated() for _ in range(25)]
    made = parts(channel, *many)
    assert [d.part for d in made] == list(range(1, len(made) + 1))
    assert len({d.id for d in made}) == len(made)
    assert made == parts(channel, *many)
    assert {(d.channel, d.address) for d in made} == {(channel, "legal@firm.example")}
    assert (len(made) > 1) is (CHANNELS[channel].limit is not None)


def test_a_mail_payload_is_the_whole_message():
    (delivery,) = parts("mail")
    message = mail.parse(delivery.payload)
    assert message["To"] == "legal@firm.example"
    assert "三年" in message.get_body(("plain",)).get_content()
    assert delivery.payload.isascii()


@pytest.mark.parametrize(
    ("channel", "body", "limit"),
    [("feishu", json.loads, 30_000), ("dingtalk", chat.dingtalk, 20_000)],
)
@pytest.mark.parametrize("ascii_only", [True, False])
def test_bodies_stay_under_the_platforms_limit(channel, body, limit, ascii_only):
    made = parts(channel, *[fake.promulgated() for _ in range(60)])
    assert len(made) > 2
    for delivery in made:
        sent = json.dumps(body(delivery.payload), ensure_ascii=ascii_only).encode()
        assert len(sent) <= limit


def test_the_file_channel_writes_whole_files(tmp_path):
    (delivery,) = parts("file")
    path = outgoing.write(delivery, tmp_path / "out")
    assert path.read_text() == delivery.payload
    assert outgoing.write(delivery, tmp_path / "out") == path
    assert list((tmp_path / "out").iterdir()) == [path]


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path, monkeypatch):
    path = tmp_path / "page.html"
    outgoing.replace_file(path, b"old")
    monkeypatch.setattr("pathlib.Path.chmod", lambda *_: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        outgoing.replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
