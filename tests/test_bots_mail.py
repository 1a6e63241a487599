import socket
from email.utils import parsedate_to_datetime

import pytest
from aiosmtpd.controller import Controller
from fakes import digests as fake

from bots import mail, render
from digest.errors import DeliveryError, UserError

BASE = "https://duty.example"
SENDER = "dutydiff <watch@duty.example>"


def message(digest=None, recipient="legal@firm.example"):
    return mail.message(digest or fake.digest(), SENDER, recipient, BASE, fake.UNTIL)


class Inbox:
    """Takes mail, or answers what it is told to."""

    def __init__(self, recipient="250 OK", data="250 OK"):
        self.recipient, self.data, self.taken = recipient, data, []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.taken.append((list(envelope.rcpt_tos), envelope.content))
        return self.data


@pytest.fixture
def served():
    """Start an inbox on loopback; gives its address."""
    running = []

    def start(inbox):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        controller = Controller(inbox, hostname="127.0.0.1", port=port)
        controller.start()
        running.append(controller)
        return mail.SmtpServer("127.0.0.1", port, starttls=False)

    yield start
    for controller in running:
        controller.stop()


def test_a_mail_arrives_whole_with_both_parts(served):
    inbox = Inbox()
    mail.send(mail.parse(message().as_string()), served(inbox))
    ((recipients, content),) = inbox.taken
    assert recipients == ["legal@firm.example"]
    received = mail.parse(content.decode("ascii"))
    body = received.get_body(("plain",)).get_content()
    assert body.replace("\r\n", "\n").strip() == render.text(fake.digest(), BASE)
    html = received.get_body(("html",)).get_content()
    assert "<del" in html
    assert "三年+}" in html


def test_headers_of_a_digest_are_stable_and_lawful():
    first, again = message(), message()
    assert first.as_bytes() == again.as_bytes()
    assert first["Message-ID"].endswith("@duty.example>")
    assert first["To"] == "legal@firm.example"
    assert first["List-Unsubscribe"] == "<mailto:watch@duty.example?subject=unsubscribe%20weekly>"
    assert parsedate_to_datetime(first["Date"]) == fake.UNTIL
    assert "10 项变化，13/14 个来源正常" in first["Subject"]
    assert message(recipient="b@firm.example")["Message-ID"] != first["Message-ID"]


def test_what_pages_say_is_escaped_in_the_html_part():
    html = message(fake.digest(fake.hostile())).get_body(("html",)).get_content()
    assert "<script" not in html
    assert "javascript:" not in html
    assert "&lt;script&gt;" in html


def test_an_address_cannot_add_a_header():
    for recipient in ("a@firm.example\r\nBcc: all@firm.example", "a@b@c", "a@", "a, b@c.example"):
        with pytest.raises(UserError, match="is no mail address"):
            message(recipient=recipient)


@pytest.mark.parametrize(
    ("inbox", "again"),
    [
        (Inbox(recipient="450 4.2.0 greylisted"), True),
        (Inbox(recipient="550 5.1.1 no such user"), False),
        (Inbox(data="451 4.3.0 try later"), True),
        (Inbox(data="554 5.7.1 refused"), False),
    ],
)
def test_the_reply_code_says_whether_to_try_again(served, inbox, again):
    with pytest.raises(DeliveryError, match=r"answered [45]5[0-9]") as caught:
        mail.send(message(), served(inbox))
    assert (caught.value.retry_after is not None) is again


def test_an_unreachable_server_is_tried_again():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        server = mail.SmtpServer("127.0.0.1", probe.getsockname()[1], starttls=False)
        with pytest.raises(DeliveryError, match="could not be reached") as caught:
            mail.send(message(), server)
    assert caught.value.retry_after


def test_a_server_without_what_is_set_is_not_tried_again(served):
    plain = served(Inbox())
    with pytest.raises(DeliveryError, match="does not offer") as caught:
        mail.send(message(), mail.SmtpServer(plain.host, plain.port, starttls=True))
    assert caught.value.retry_after is None


def test_the_password_is_not_shown():
    assert "secret" not in repr(mail.SmtpServer("h", user="u", password="secret"))
