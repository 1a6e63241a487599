"""Vectors of texts, where they are kept, and how texts are put together for a model."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

_TOO_MANY = 1 << 60

UNIT = 1e-3
"""How far the length of a kept vector may be from 1: more, and it is damaged."""


NONE: Vectors = np.zeros((0, 0), np.float32)


@dataclass(frozen=True, slots=True)
class Load:
    """What a device takes at once: ``tokens`` of a padded batch at most; ``start``: what it costs
    to start a batch, in tokens."""

    tokens: int
    start: int


class OutOfMemory(Exception):
    """A batch does not fit on the device."""


class Model(Protocol):
    """A loaded model."""

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """The tokens of each text, as many as the model reads."""
        ...

    def rows(self, texts: Sequence[str]) -> Vectors:
        """One batch, as long as its longest text. Raises `OutOfMemory`."""
        ...


class VectorCache(Protocol):
    """Where vectors are kept: little-endian float32 bytes under (model id, key)."""

    def get(self, model: str, keys: Sequence[str]) -> dict[str, bytes]: ...

    def put(self, model: str, vectors: Mapping[str, bytes]) -> None: ...


def unit(rows: Vectors) -> Vectors:
    """Rows of length 1, in float32 whatever the model computed in."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / lengths.clip(1e-9), np.float32)


def sound(kept: Mapping[str, bytes]) -> dict[str, Vectors]:
    """The vectors that are whole: as long as most of them, and of length 1. A damaged one is as
    good as none."""
    sizes = Counter(map(len, kept.values()))
    size = max(sizes, key=lambda size: (size % 4 == 0, sizes[size]), default=0)
    keys = [key for key, value in kept.items() if len(value) == size]
    if size == 0 or size % 4:
        return {}
    rows = np.frombuffer(b"".join(kept[key] for key in keys), "<f4").reshape(len(keys), -1)
    rows = rows.astype(np.float32, copy=False)
    with np.errstate(over="ignore", invalid="ignore"):
        whole = np.abs(np.linalg.norm(rows, axis=1) - 1) <= UNIT
    return {key: row for key, row, good in zip(keys, rows, whole, strict=True) if good}


def run(model: Model, texts: Sequence[str], load: Load) -> tuple[Vectors, Load]:
    """The rows of the texts, in their order, and what the device takes from now on: a batch that
    does not fit is halved. Raises `OutOfMemory` if one text alone does not fit."""
    lengths = model.lengths(texts) if texts else []
    rows: dict[int, Vectors] = {}
    while left := [i for i in range(len(texts)) if i not in rows]:
        for places in batches([lengths[i] for i in left], load):
            batch = [left[place] for place in places]
            try:
                rows.update(zip(batch, model.rows([texts[i] for i in batch]), strict=True))
            except OutOfMemory:
                if len(batch) == 1:
                    raise
                load = replace(load, tokens=lengths[batch[0]] * (len(batch) // 2))
                break
    return np.stack([rows[i] for i in range(len(texts))]) if rows else NONE, load


def batches(lengths: Sequence[int], load: Load) -> Iterator[list[int]]:
    """The indices of texts in batches, longest first, that cost least together: a batch costs its
    tokens once it is padded to its longest text, and a start. A text above the limit is alone."""
    order = sorted(range(len(lengths)), key=lambda i: (-lengths[i], i))
    sizes = np.array([max(1, lengths[i]) for i in order])
    least = np.zeros(len(order) + 1)
    begins = [0] * (len(order) + 1)
    for end in range(1, len(order) + 1):
        first = np.arange(max(0, end - max(1, load.tokens // int(sizes[end - 1]))), end)
        padded = (end - first) * sizes[first]
        padded[:-1][padded[:-1] > load.tokens] = _TOO_MANY
        total = least[first] + padded + load.start
        begins[end] = int(first[total.argmin()])
        least[end] = total.min()
    cuts = [len(order)]
    while cuts[-1]:
        cuts.append(begins[cuts[-1]])
    for begin, end in pairwise(reversed(cuts)):
        yield order[begin:end]
