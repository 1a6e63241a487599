"""Clauses of sentences: one that lists several duties is near to each of them only in part."""

import re
from collections.abc import Iterable, Sequence

import numpy as np

from digest.match.retrieve import RegisterIndex, Scores
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
) -> tuple[list[str], list[int], Scores]:
    """The clauses of these sentences that have the words of a line, the number of the sentence of
    each, and their likeness with every line by words."""
    found = [
        (clause, number)
        for number in sentences
        for clause in _cut(plain[number])
        if len(clause) >= SHORTEST and HAN.search(clause)
    ]
    kept: list[tuple[str, int]] = []
    words = [np.zeros((0, len(register.obligations)), np.float32)]
    for start in range(0, len(found), SLAB):
        slab = found[start : start + SLAB]
        scores = register.best(register.lexical.scores([clause for clause, _ in slab]))
        near = np.flatnonzero(scores.max(axis=1) >= NEAR)
        kept += [slab[at] for at in near]
        words.append(scores[near])
    likeness = np.vstack(words)
    best = np.sort(np.argsort(-likeness.max(axis=1), kind="stable")[:MOST])
    return [kept[at][0] for at in best], [kept[at][1] for at in best], likeness[best]


def _cut(sentence: str) -> Sequence[str]:
    """Nothing where a sentence is one clause."""
    parts = END.split(sentence)
    return parts if len(parts) > 1 else ()
