"""Draining the outbox: every part is claimed, sent, and settled by what the platform answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bots import mail, outgoing
from digest.errors import DeliveryError
from digest.model import Delivery, DeliveryState, Problem
from schedules import settings
from schedules.settings import Home
from store import outbox

if TYPE_CHECKING:
    from sqlite_utils import Database

RETRIES = 6
"""Tries before a part is given up, visibly; the wait doubles from what the platform asks for."""


def senders(home: Home) -> dict[str, Callable[[Delivery], object]]:
    """The channels this installation can send on: files always, mail once a server is set."""
    found: dict[str, Callable[[Delivery], object]] = {
        "file": lambda part: outgoing.write(part, home.path / part.address)
    }
    chosen = home.settings.mail
    if chosen.host and chosen.sender:
        server = mail.SmtpServer(
            chosen.host,
            chosen.port,
            chosen.starttls,
            chosen.user or None,
            settings.secret("SMTP_PASSWORD"),
        )

        def post(part: Delivery) -> None:
            message = mail.parse(part.payload)
            mail.sign(message, chosen.sender)
            mail.send(message, server)

        found["mail"] = post
    return found


def drain(db: Database, home: Home, now: datetime) -> tuple[int, tuple[Problem, ...]]:
    """How many parts were sent, and what was not."""
    channels = senders(home)
    sent = 0
    problems = []
    while (part := outbox.claim(db, tuple(channels), now)) is not None:
        try:
            channels[part.channel](part)
        except DeliveryError as error:
            problems.append(Problem(f"{part.channel} {part.address}", str(error), "DeliveryError"))
            _postpone(db, part, error, now)
        else:
            outbox.settle(db, part, DeliveryState.SENT, at=now)
            sent += 1
    problems += [
        Problem(
            channel,
            f"{count} messages wait: "
            + (
                "set mail.sender and mail.host" if channel == "mail" else "not sent yet by dutydiff"
            ),
            "DeliveryError",
        )
        for channel, count in outbox.waiting(db).items()
        if channel not in channels
    ]
    return sent, tuple(problems)


def _postpone(db: Database, part: Delivery, error: DeliveryError, now: datetime) -> None:
    if error.retry_after is None or part.attempts >= RETRIES:
        outbox.settle(db, part, DeliveryState.FAILED, str(error), at=now)
        return
    wait = timedelta(seconds=error.retry_after * 2 ** (part.attempts - 1))
    outbox.settle(db, part, DeliveryState.PENDING, str(error), now + wait, at=now)
