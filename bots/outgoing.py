"""Deliveries (投递): a digest as the parts one subscription is sent; and the file channel."""

import os
import tempfile
from pathlib import Path

from digest.ids import content_id
from digest.model import Delivery, Digest, Subscription

NO_SENDER = "dutydiff@localhost"


def deliveries(
    digest: Digest, subscription: Subscription, base_url: str, sender: str
) -> tuple[Delivery, ...]:
    """One delivery a part. A mail is dated by the end of its window, so that composing twice gives
    the same bytes; ``sender`` is its From, and a placeholder while none is set."""
    from bots import mail, render  # heavy, and no need of who only writes a file

    if subscription.channel == "mail":
        sender = sender or NO_SENDER
        message = mail.message(digest, sender, subscription.address, base_url, digest.until)
        parts: tuple[str, ...] = (message.as_string(),)
    else:
        parts = render.chat(digest, subscription.channel, base_url)
    return tuple(
        Delivery(
            id=content_id(digest.id, subscription.channel, subscription.address, str(number)),
            digest=digest.id,
            subscription=subscription.id,
            channel=subscription.channel,
            address=subscription.address,
            part=number,
            payload=payload,
        )
        for number, payload in enumerate(parts, 1)
    )


def write(delivery: Delivery, folder: Path) -> Path:
    """The file channel: put a part into a folder, whole or not at all."""
    path = folder / f"{delivery.digest}-{delivery.part}.txt"
    replace_file(path, delivery.payload.encode("utf-8", "surrogatepass"))
    return path


def replace_file(path: Path, body: bytes) -> None:
    """Write a file so that a reader sees the old bytes or the new, never some of them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
