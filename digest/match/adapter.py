"""What the packaged encoder was taught about duties: a low-rank change of its last layers.

As it comes, a deed is hardly nearer to the duty it breaks than to the duties beside it. Trained on
what people say of the lines of the starter register (`tests/quality/adapter.py`). The change is
added to the weights when they are unpacked.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

FILE = "adapter.npz"
"""Of each changed matrix, by its name in BertModel, ``name:a`` (rank x columns) and ``name:b``
(rows x rank), in fp16; the change is their product."""

ADAPTED = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
"""The matrices of a layer that are changed."""


Change = tuple[NDArray[np.float32], NDArray[np.float32]]
"""Rows x rank and rank x columns; their product is added to a matrix."""


def changes() -> Mapping[str, Change]:
    """The change of each matrix, by its name in BertModel."""
    with resources.files("digest.data").joinpath(FILE).open("rb") as file, np.load(file) as kept:
        parts = {name: kept[name].astype(np.float32) for name in kept.files}
    names = [name.removesuffix(":a") for name in parts if name.endswith(":a")]
    return {name: (parts[f"{name}:b"], parts[f"{name}:a"]) for name in names}


@cache
def edition() -> str:
    """Tells weights with one change from those with another."""
    data = resources.files("digest.data").joinpath(FILE).read_bytes()
    return hashlib.sha256(data).hexdigest()[:8]
