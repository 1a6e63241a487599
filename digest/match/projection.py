"""A small turn of the packaged encoder's space, in which a deed is nearer to the duty it breaks.

Trained on the wordings alone (`tests/quality/projection.py`): each is drawn to the other wordings
and the statement of its line and away from those of other lines. Lines it was not trained on gain
as much. It holds for the packaged encoder; the space of another model is left as it is.
"""

from functools import cache
from importlib import resources

import numpy as np

from digest.match.embed import Vectors
from digest.match.packaged import MODEL_ID

FILE = "projection.npz"
"""``left`` and ``right``: dimensions x rank; the turn is the identity and their product."""


def projected(vectors: Vectors, model_id: str) -> Vectors:
    """Unit vectors of that model (texts x dimensions), turned, of unit length again."""
    if not model_id.startswith(MODEL_ID):
        return vectors
    left, right = _turn()
    turned = vectors + (vectors @ left) @ right.T
    return np.asarray(turned / np.linalg.norm(turned, axis=1, keepdims=True).clip(1e-9))


@cache
def _turn() -> tuple[Vectors, Vectors]:
    with resources.files("digest.data").joinpath(FILE).open("rb") as file, np.load(file) as kept:
        return kept["left"].astype(np.float32), kept["right"].astype(np.float32)
