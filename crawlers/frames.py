"""What a crawl's two processes say to each other.

The parent writes one `Job` (JSON) to the child's standard input. The child writes frames to its
standard output: four bytes of length, then a capture or an outcome (msgpack).
"""

import struct
from collections.abc import Iterator
from datetime import datetime
from typing import IO

import msgspec

from crawlers.catalogue import SourceSpec
from crawlers.settings import Politeness
from digest.model import Capture, SourceOutcome

_LENGTH = struct.Struct(">I")


class Job(msgspec.Struct, frozen=True):
    """All a child is told."""

    specs: tuple[SourceSpec, ...]
    now: datetime
    known: dict[str, frozenset[str]]
    politeness: Politeness
    private_hosts: frozenset[str]


Frame = Capture | SourceOutcome


def write_frame(stream: IO[bytes], value: Frame) -> None:
    """Sends one frame at once. Raises `BrokenPipeError` when nobody reads."""
    kind = "outcome" if isinstance(value, SourceOutcome) else "capture"
    body = msgspec.msgpack.encode((kind, value))
    stream.write(_LENGTH.pack(len(body)) + body)
    stream.flush()


def read_frames(stream: IO[bytes]) -> Iterator[Frame]:
    """The frames until the stream ends; a frame the child died in is not given."""
    while len(head := stream.read(_LENGTH.size)) == _LENGTH.size:
        (length,) = _LENGTH.unpack(head)
        body = stream.read(length)
        if len(body) < length:
            return
        kind, data = msgspec.msgpack.decode(body, type=tuple[str, msgspec.Raw])
        yield msgspec.msgpack.decode(data, type=SourceOutcome if kind == "outcome" else Capture)
