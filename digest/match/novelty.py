"""The duties of a new instrument beside the register: which are new, which add to a known
obligation, and which ask for another number than one does."""

from collections.abc import Iterable, Sequence

import numpy as np

from digest.law.quantities import Quantity, quantities
from digest.law.versions import instrument_key
from digest.match.embed import Encoder
from digest.match.likeness import probability
from digest.match.retrieve import RegisterIndex
from digest.model import (
    Compared,
    Duty,
    Modality,
    Nearest,
    Novelty,
    Obligation,
    Quote,
    Reading,
)
from digest.text.normalise import simplified

NEAR = 0.5
"""Probability from which a duty and an obligation are about one thing."""
SHOWN = 3

_BINDING = frozenset({Modality.MUST, Modality.MUST_NOT})


def compared(reading: Reading, register: RegisterIndex, encoder: Encoder) -> tuple[Compared, ...]:
    """Each duty of the regulated in a text against the lines that rest on other instruments. What a
    line rests on already is known, and left out."""
    own = instrument_key(reading.notice.instrument or "")
    asked = [
        duty for duty in reading.duties if _asks(duty) and not register.rows(own, duty.article)
    ]
    if not asked or register.semantic is None:
        return ()
    said = [simplified(duty.quote.text) for duty in asked]
    words = register.best(register.lexical.scores(said))
    meaning = register.best(register.semantic.scores(said, encoder))
    chance = probability(words, meaning, np.zeros_like(words))
    chance[:, [row for row, key in enumerate(register.rests_on) if key == own]] = 0
    found = []
    for duty, scores in zip(asked, chance, strict=True):
        rows = [
            int(row) for row in np.argsort(-scores, kind="stable")[:SHOWN] if scores[row] >= NEAR
        ]
        lines = [register.obligations[row] for row in rows]
        nearest = tuple(
            Nearest(line.id, line.name, round(float(scores[row]), 4), numbers(line, duty.quote))
            for row, line in zip(rows, lines, strict=True)
        )
        found.append(Compared(duty.article, duty.quote, _novelty(nearest), nearest))
    return tuple(found)


def numbers(line: Obligation, quote: Quote) -> tuple[str, str] | None:
    """The numbers, as printed, in which an obligation and a duty differ: the duty has one of a
    unit, the obligation has some of it, and not that one."""
    known = quantities("；".join((line.statement, line.deadline or "", line.amount or "")))
    here = quantities(quote.text)
    for one in here:
        alike = [other for other in here if _unit(other) == _unit(one)]
        theirs = [other for other in known if _unit(other) == _unit(one)]
        if len(alike) == 1 and theirs and not any(_same(one, other) for other in theirs):
            return theirs[0].text, one.text
    return None


def _asks(duty: Duty) -> bool:
    return duty.modality in _BINDING and not duty.authority


def _novelty(nearest: Sequence[Nearest]) -> Novelty:
    if not nearest:
        return Novelty.NEW
    conflict = any(one.numbers for one in nearest)
    return Novelty.CONFLICTS if conflict else Novelty.ADDS_TO


def _unit(quantity: Quantity) -> tuple[str, str]:
    return quantity.kind, quantity.unit


def _same(one: Quantity, other: Quantity) -> bool:
    return _ends(one) == _ends(other)


def _ends(quantity: Quantity) -> Iterable[float | None]:
    return quantity.low, quantity.value
