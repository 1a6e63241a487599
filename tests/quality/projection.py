"""How `digest/data/projection.npz` is trained: ``python -m tests.quality.projection`` writes it.

Every wording and passage of a line is drawn to another of the same line and away from those of 255
other lines (InfoNCE). Lines held out of training say whether the turn holds for lines unseen: the
share of their wordings whose line comes first, in the turned space and in the encoder's own.
"""

from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from digest.law.numbering import settle
from digest.match import retrieve
from digest.match.projection import FILE
from digest.match.wordings import wordings
from store import register
from tests.quality.affected import encoder

RANK = 64
STEPS = 600
BATCH = 256
LEARNING_RATE = 2e-3
DECAY = 0.02
"""What keeps the turn near the identity."""
TEMPERATURE = 0.07
DROPPED = 0.1
HELD = 5
"""Every so many lines one is held out."""

Array = np.ndarray[Any, Any]


def texts() -> tuple[Array, Array, int]:
    """Passages and wordings of the starter register in the encoder's centred space, the row of the
    line of each, and how many of them are passages."""
    lines, _ = settle(register.starter(), {})
    index = retrieve.index(lines, {}, encoder())
    assert index.semantic is not None
    spoken = wordings(lines)
    placed = index.semantic.place(encoder().encode([text for _, text in spoken], query=True))
    said = index.semantic.passages
    owner = np.r_[index.owner, np.array([row for row, _ in spoken])]
    return np.vstack([said, placed]).astype(np.float32), owner, len(said)


def trained(vectors: Array, owner: Array) -> Array:
    """The turn, dimensions x dimensions."""
    import torch
    from torch.nn.functional import cross_entropy, dropout, normalize

    torch.manual_seed(0)
    chance = np.random.default_rng(0)
    places = {row: np.flatnonzero(owner == row) for row in np.unique(owner)}
    x, one = torch.tensor(vectors), torch.eye(vectors.shape[1])
    turn = torch.nn.Parameter(one.clone())
    optimizer = torch.optim.Adam([turn], lr=LEARNING_RATE)
    for _ in range(STEPS):
        rows = chance.permutation(list(places))[:BATCH]
        a, b = (
            normalize(dropout(x[[chance.choice(places[row]) for row in rows]], DROPPED) @ turn)
            for _ in range(2)
        )
        likeness, truth = a @ b.T / TEMPERATURE, torch.arange(len(rows))
        loss = cross_entropy(likeness, truth) + cross_entropy(likeness.T, truth)
        loss = loss + DECAY * ((turn - one) ** 2).sum()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    return np.asarray(turn.detach().numpy())


def of_rank(turn: Array, rank: int) -> tuple[Array, Array]:
    """The turn as the identity and a product of two thin matrices."""
    left, sizes, right = np.linalg.svd(turn - np.eye(len(turn)))
    root = np.sqrt(sizes[:rank])
    return (left[:, :rank] * root).astype(np.float16), (right[:rank].T * root).astype(np.float16)


def found_first(vectors: Array, owner: Array, passages: int, turn: Array, lines: Array) -> float:
    """Share of the wordings of these lines whose nearest other text is of their line."""
    turned = vectors @ turn
    turned /= np.linalg.norm(turned, axis=1, keepdims=True)
    asked = np.flatnonzero(np.isin(owner, lines) & (np.arange(len(owner)) >= passages))
    likeness = turned[asked] @ turned.T
    likeness[np.arange(len(asked)), asked] = -1
    return float((owner[likeness.argmax(axis=1)] == owner[asked]).mean())


def main() -> None:
    vectors, owner, passages = texts()
    held = np.unique(owner)[::HELD]
    seen = ~np.isin(owner, held)
    one = np.eye(vectors.shape[1])
    left, right = of_rank(trained(vectors[seen], owner[seen]), RANK)
    turn = one + left.astype(np.float32) @ right.astype(np.float32).T
    for name, how in (("encoder", one), ("turned", turn)):
        share = found_first(vectors, owner, passages, how, held)
        print(f"lines held out, {name}: {share:.3f} found first")
    left, right = of_rank(trained(vectors, owner), RANK)
    with resources.as_file(resources.files("digest.data")) as folder:
        np.savez_compressed(Path(folder) / FILE, left=left, right=right)


if __name__ == "__main__":
    main()
