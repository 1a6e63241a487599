"""Mail (邮件): one message to one recipient, in plain text and HTML, and its sending by SMTP."""

import re
import smtplib
import ssl
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_string, policy
from email.message import EmailMessage
from email.utils import parseaddr
from urllib.parse import quote

from bots import render, wording
from bots.html import mail_html
from digest.errors import DeliveryError, UserError
from digest.ids import content_id
from digest.model import Digest

_BUSY = 300.0
"""Seconds to wait after a 4xx reply: greylisting, the usual one, takes minutes."""
_UNREACHABLE = 60.0
_TIMEOUT = 30.0
_ADDRESS = re.compile(r"""[^@\s<>()\[\]\\,:;"]+@[^@\s<>()\[\]\\,:;"]+""")


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where mail is handed in. ``user`` ``None``: no login."""

    host: str
    port: int = 587
    starttls: bool = True
    user: str | None = None
    password: str | None = field(default=None, repr=False)


def message(
    digest: Digest, sender: str, recipient: str, base_url: str, date: datetime
) -> EmailMessage:
    """The digest as a mail. The same digest gives the same bytes, so a second sending is seen as
    one by its Message-ID. Raises `UserError` when the recipient is no mail address."""
    check(recipient)
    address = parseaddr(sender)[1]
    mail = EmailMessage(policy=policy.SMTP)
    mail["To"] = recipient
    mail["Date"] = date
    mail["Subject"] = f"合规变更 {wording.window(digest)}：{wording.state(digest)}"
    mail["Message-ID"] = (
        f"<{content_id(digest.id, recipient)}@{address.rpartition('@')[2] or 'localhost'}>"
    )
    mail["Subscription-Id"] = wording.line(digest.subscription)
    sign(mail, sender)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(render.text(digest, base_url) + "\n", cte="base64")
    mail.add_alternative(mail_html(digest, base_url), subtype="html", cte="base64")
    mail.set_boundary(f"=_{digest.id}")
    return mail


def check(address: str) -> None:
    """A bare mail address, which cannot add a header. Raises `UserError`."""
    if not address.isprintable() or _ADDRESS.fullmatch(address) is None:
        raise UserError(f"{address!r} is no mail address, such as legal@example.com")


def sign(mail: EmailMessage, sender: str) -> None:
    """Say who sends, and whom to write to in order to leave (List-Unsubscribe, RFC 2369). A mail
    may have been composed before a sender was set."""
    del mail["From"], mail["List-Unsubscribe"]
    leave = quote(f"unsubscribe {mail['Subscription-Id']}")
    mail["From"] = sender
    mail["List-Unsubscribe"] = f"<mailto:{parseaddr(sender)[1]}?subject={leave}>"


def parse(payload: str) -> EmailMessage:
    """The message of a stored payload (`message(...).as_string()`)."""
    mail = message_from_string(payload, policy=policy.SMTP)
    assert isinstance(mail, EmailMessage)
    return mail


def send(mail: EmailMessage, server: SmtpServer) -> None:
    """Hand one message in. Raises `DeliveryError`: 4xx and an unreachable server are worth another
    try, 5xx is not."""
    where = f"{server.host}:{server.port}"
    try:
        with smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT) as smtp:
            if server.starttls:
                smtp.starttls(context=ssl.create_default_context())
            if server.user is not None:
                smtp.login(server.user, server.password or "")
            smtp.send_message(mail)
    except smtplib.SMTPRecipientsRefused as error:
        code, reply = next(iter(error.recipients.values()))
        raise _refused(where, code, reply) from error
    except smtplib.SMTPResponseException as error:
        raise _refused(where, error.smtp_code, error.smtp_error) from error
    except smtplib.SMTPNotSupportedError as error:
        raise DeliveryError(f"Mail server {where} does not offer what is set: {error}.") from error
    except ssl.SSLCertVerificationError as error:
        reason = error.verify_message
        raise DeliveryError(f"Mail server {where} has no valid certificate: {reason}.") from error
    except (smtplib.SMTPException, OSError) as error:
        said = f"Mail server {where} could not be reached: {error}."
        raise DeliveryError(said, retry_after=_UNREACHABLE) from error


def _refused(where: str, code: int, reply: bytes | str) -> DeliveryError:
    words = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    said = f"Mail server {where} answered {code}: {wording.line(words)}"
    return DeliveryError(said, retry_after=_BUSY if 400 <= code < 500 else None)
