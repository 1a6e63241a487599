"""``dutydiff affected --batch``: passages in, one JSON object a line; their obligations out."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from digest.errors import UserError
from schedules import contracts
from schedules.cli import Session, echo_json

if TYPE_CHECKING:
    from digest.match.embed import CachedEncoder
    from schedules.placing import KnownDuties


class Passage(NamedTuple):
    """One line of a batch."""

    id: str | int | float
    text: str
    context: str
    day: date


def opened(name: str) -> AbstractContextManager[BinaryIO]:
    """The file of a batch, or standard input for ``-``. Raises `OSError` that names it."""
    return nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb")


def answer(
    session: Session,
    name: str,
    stream: BinaryIO,
    known: KnownDuties,
    encoder: CachedEncoder,
    today: date,
) -> None:
    """An answer to each line, in order; to a bad line, what is wrong with it. Raises `UserError`
    at the first byte that is not UTF-8: what follows would be guessed."""
    for number, line in enumerate(_lines(name, stream), 1):
        if not line.strip():
            continue
        row: Any = None
        try:
            row = json.loads(line, parse_constant=_refuse)
            passage = _passage(row, today)
        except (ValueError, RecursionError) as error:
            session.issues += 1
            wrong = "nested too deeply" if isinstance(error, RecursionError) else error
            key = row.get("id") if isinstance(row, dict) else None
            echo_json(
                ({"id": key} if _is_id(key) else {"line": number})
                | {"error": f"{name}:{number}: {wrong}"}
            )
            continue
        found = known.affected_text(passage.text, passage.context, passage.day, encoder)
        echo_json(contracts.affected_line(passage.id, found))


def _lines(name: str, stream: BinaryIO) -> Iterator[str]:
    at = 0
    for line in stream:
        try:
            yield line.decode("utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            raise UserError(f"{name}: byte {at + error.start} is not UTF-8 text") from error
        at += len(line)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def _passage(row: Any, today: date) -> Passage:
    """Raises `ValueError` that says what is wrong."""
    if not isinstance(row, dict):
        raise ValueError("not an object with id and text")
    key, text, context, written = (row.get(one) for one in ("id", "text", "context", "date"))
    if not _is_id(key):
        raise ValueError("id must be a string or a number")
    if not _is_text(text):
        raise ValueError("text must be a string of whole characters")
    if context is not None and not _is_text(context):
        raise ValueError("context must be a string of whole characters")
    if written is None:
        return Passage(key, text, context or "", today)
    try:
        return Passage(key, text, context or "", date.fromisoformat(written))
    except (TypeError, ValueError) as error:
        raise ValueError("date must be a day such as 2023-07-10") from error


def _is_id(value: Any) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    return _is_text(value) or type(value) is int


def _is_text(value: Any) -> bool:
    """A string without half characters (lone surrogates), which no file can hold."""
    return isinstance(value, str) and not any("\ud800" <= letter <= "\udfff" for letter in value)
