"""A register by how people speak of its duties: the wordings of its lines (`wordings`), compared by
words and, in the turned space of the encoder (`projection`), by meaning.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from digest.match.embed import Vectors
from digest.match.lexical import Lexical, Scores
from digest.match.projection import projected


class Spoken:
    """The wordings of a register made searchable. ``lines``: the rows that have some, ascending;
    all scores are texts x these lines."""

    def __init__(
        self,
        wordings: Sequence[tuple[int, str]],
        said: Vectors,
        owner: NDArray[np.int64],
        centred: Vectors,
        model_id: str,
    ) -> None:
        """``said``: the passages of the register as `Semantic` places them, of the length of their
        weights; ``owner``: the row of each; ``centred``: the wordings as it places them."""
        rows = np.array([row for row, _ in wordings], np.int64)
        texts = [text for _, text in wordings]
        self.lines, self._starts = np.unique(rows, return_index=True)
        self._lexical = Lexical(texts, np.ones(len(texts), np.float32))
        self._spoken = projected(centred, model_id)
        known = np.isin(owner, self.lines)
        weights = np.linalg.norm(said[known], axis=1, keepdims=True)
        self._said = projected(said[known] / weights.clip(1e-9), model_id) * weights
        self._said_starts = np.unique(owner[known], return_index=True)[1]
        self._model_id = model_id

    def words(self, texts: Sequence[str]) -> Scores:
        """Likeness of the words with the nearest wording."""
        return _best(self._lexical.scores(texts), self._starts)

    def nearest(self, texts: Sequence[str]) -> Scores:
        """How near the words of each text are to any wording."""
        return self._lexical.nearest(texts)

    def meaning(self, placed: Vectors) -> tuple[Scores, Scores]:
        """Likeness of the meaning of texts, placed by `Semantic`, with the lines themselves and
        with the nearest wording."""
        turned = projected(placed, self._model_id)
        return (
            _best(turned @ self._said.T, self._said_starts),
            _best(turned @ self._spoken.T, self._starts),
        )


def _best(scores: Scores, starts: NDArray[np.int64]) -> Scores:
    return np.asarray(np.maximum.reduceat(scores, starts, axis=1))
