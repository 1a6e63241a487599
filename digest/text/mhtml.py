"""A page saved with its pictures in one file (MHTML, RFC 2557) as the page alone (网页归档)."""

import re
from dataclasses import replace
from email import message_from_bytes
from email.message import Message

from digest.errors import Unreadable
from digest.model import Capture
from digest.text.decode import MAX_BYTES

_HEAD = re.compile(
    rb"\s*(?:[A-Za-z][\w-]{1,40}:[^\n]{0,2000}\r?\n(?:[ \t][^\n]{0,2000}\r?\n)*){2,40}"
)
_MANY_PARTS = re.compile(rb"content-type\s*:\s*multipart/(?:related|alternative|mixed)", re.I)


def unpacked(capture: Capture) -> Capture:
    """The capture with the page in it for its body; any capture that is no MHTML as it is.

    Raises Unreadable for one that holds no page.
    """
    body = capture.body
    if b"multipart/" not in body[:8192].lower() or len(body) > MAX_BYTES:
        return capture
    head = _HEAD.match(body[:8192])
    if head is None or not _MANY_PARTS.search(head[0]):
        return capture
    try:
        page = next((p for p in message_from_bytes(body).walk() if _is_page(p)), None)
    except RecursionError as problem:
        raise Unreadable("the web archive nests too deeply to be read") from problem
    content = page.get_payload(decode=True) if page else None
    if page is None or not isinstance(content, bytes) or not content.strip():
        raise Unreadable("the web archive (MHTML) holds no page; save the page as HTML")
    charset = page.get_param("charset")
    media = f"text/html; charset={charset}" if isinstance(charset, str) else "text/html"
    return replace(capture, body=content, media_type=media, file_name="page.html")


def _is_page(part: Message) -> bool:
    return part.get_content_type() in ("text/html", "application/xhtml+xml")
