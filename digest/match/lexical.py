"""Words of texts compared with those of passages (BM25)."""

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digest.match.terms import terms

Scores = NDArray[np.float32]

K1 = 1.2
"""Saturation of repeated terms (Robertson and Zaragoza 2009). Length is normalised by cosine."""
REPEATS = 3
"""A term counts so often in a text at most."""


class Lexical:
    """BM25 term weights over the register's passages, compared by cosine: 0 to 1."""

    def __init__(self, passages: Sequence[str], weights: Scores) -> None:
        counts = [Counter(terms(text)) for text in passages]
        documents = Counter(term for count in counts for term in count)
        self._column = {term: i for i, term in enumerate(sorted(documents))}
        total = len(passages)
        self._idf = np.array(
            [math.log(1 + (total - n + 0.5) / (n + 0.5)) for _, n in sorted(documents.items())],
            np.float32,
        )
        # A sentence's terms that no obligation knows still make it longer, that is: less alike.
        self._unknown = math.log(1 + (total + 0.5) / 0.5)
        matrix, lengths = self._matrix(counts)
        self._by_term = matrix.multiply(weights[:, None]).T.tocsr()
        # Half of the length is taken away again: as good as BM25's own normalisation (b = 0.75).
        self._length = np.sqrt(lengths * lengths.mean()) if total else lengths

    def scores(self, texts: Sequence[str]) -> Scores:
        """Texts x passages."""
        matrix, _ = self._matrix([_counted(text) for text in texts])
        return np.asarray((matrix @ self._by_term).toarray(), np.float32)

    def nearest(self, texts: Sequence[str]) -> Scores:
        """How like each text is to the passage that is most like it."""
        matrix, _ = self._matrix([_counted(text) for text in texts])
        best = (matrix @ self._by_term).max(axis=1).toarray()
        return np.asarray(best[:, 0], np.float32)

    def shares(self, text: str) -> Scores:
        """How much of what the text says each passage says too: BM25 over the weight of the terms
        that are known, 1 where an average passage says all of it once. Unlike the cosine it does
        not weigh a rare term twice."""
        times = {self._column[t]: n for t, n in Counter(terms(text)).items() if t in self._column}
        if not times:
            return np.zeros_like(self._length)
        asked = np.minimum([*times.values()], REPEATS).astype(np.float32)
        said = self._by_term[[*times]].T @ asked
        return np.asarray(said * self._length / self._idf[[*times]].sum(), np.float32)

    def _matrix(self, counts: Sequence[Counter[str]]) -> tuple[Any, Scores]:
        """Rows of unit length, and the lengths that they had."""
        from scipy.sparse import csr_matrix

        values: list[float] = []
        columns: list[int] = []
        lengths: list[float] = []
        ends = [0]
        for count in counts:
            norm = 0.0
            first = len(values)
            for term, times in count.items():
                saturated = times * (K1 + 1) / (times + K1)
                column = self._column.get(term)
                idf = self._unknown if column is None else float(self._idf[column])
                norm += (saturated * idf) ** 2
                if column is not None:
                    values.append(saturated * idf)
                    columns.append(column)
            lengths.append(math.sqrt(norm))
            scale = 1 / math.sqrt(norm) if norm else 0.0
            values[first:] = [value * scale for value in values[first:]]
            ends.append(len(values))
        shape = (len(counts), len(self._column))
        matrix = csr_matrix((np.array(values, np.float32), columns, ends), shape=shape)
        return matrix, np.array(lengths, np.float32)


@lru_cache(maxsize=2048)
def _counted(text: str) -> Counter[str]:
    """How often each term stands in a text. A document is compared with several sets of passages,
    one after the other."""
    return Counter(terms(text))
