"""Clauses of sentences: one that lists several duties is near to each of them only in part."""

import re
from collections.abc import Iterable, Sequence

import numpy as np

from digest.match.retrieve import RegisterIndex
from digest.match.terms import HAN

END = re.compile("[，；：、（）《》“”]+")
SHORTEST = 6
NEAR = 0.25
"""Likeness by words with a line from which a clause is worth encoding."""
MOST = 320
"""Clauses of one text that are encoded: those nearest by their words."""
SLAB = 256
"""Clauses compared at once: against a large register more would not fit into memory."""


def clauses(
    plain: Sequence[str], sentences: Iterable[int], register: RegisterIndex
) -> tuple[list[str], list[int]]:
    """The clauses of these sentences that have the words of a line or of a wording, and the number
    of the sentence of each."""
    found = [
        (clause, number)
        for number in sentences
        for clause in _cut(plain[number])
        if len(clause) >= SHORTEST and HAN.search(clause)
    ]
    likeness = np.zeros(len(found), np.float32)
    for start in range(0, len(found), SLAB):
        slab = [clause for clause, _ in found[start : start + SLAB]]
        likeness[start : start + SLAB] = register.nearness(slab)
    near = np.argsort(-likeness, kind="stable")[:MOST]
    best = np.sort(near[likeness[near] >= NEAR])
    return [found[at][0] for at in best], [found[at][1] for at in best]


def _cut(sentence: str) -> Sequence[str]:
    """Nothing where a sentence is one clause."""
    parts = END.split(sentence)
    return parts if len(parts) > 1 else ()
