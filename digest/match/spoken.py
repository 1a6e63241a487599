"""A register by how people speak of its duties: the wordings of its lines (`wordings`), compared by
words and by meaning.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from digest.match.embed import Vectors
from digest.match.lexical import Lexical, Scores


class Spoken:
    """The wordings of a register made searchable. ``lines``: the rows that have some, ascending;
    all scores are texts x these lines."""

    def __init__(self, wordings: Sequence[tuple[int, str]], placed: Vectors) -> None:
        """``wordings``: each with the row of its line; ``placed``: the same, as `Semantic` places
        them."""
        rows = np.array([row for row, _ in wordings], np.int64)
        texts = [text for _, text in wordings]
        self.lines, self._starts = np.unique(rows, return_index=True)
        self._lexical = Lexical(texts, np.ones(len(texts), np.float32))
        self._spoken = placed

    def words(self, texts: Sequence[str]) -> Scores:
        """Likeness of the words with the nearest wording."""
        return _best(self._lexical.scores(texts), self._starts)

    def nearest(self, texts: Sequence[str]) -> Scores:
        """How near the words of each text are to any wording."""
        return self._lexical.nearest(texts)

    def meaning(self, placed: Vectors) -> Scores:
        """Likeness of the meaning of texts, placed by `Semantic`, with the nearest wording."""
        return _best(placed @ self._spoken.T, self._starts)


def _best(scores: Scores, starts: NDArray[np.int64]) -> Scores:
    return np.asarray(np.maximum.reduceat(scores, starts, axis=1))
