"""Cross-validation of the weights that rank lines for a passage (`digest.match.around`,
`digest.match.likeness`).

``python -m tests.quality.ranking`` fits them anew without the documents of one fold, by a listwise
loss over what is asked of the other documents: sentences that cite, with and without the name, and
passages labelled by hand, open ones. Then it ranks the fold with the product itself.
"""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import numpy as np

from digest.law.citations import citations
from digest.match import around, likeness
from digest.match.decide import affected_text
from digest.match.sentences import pieces
from digest.text.normalise import simplified
from tests.conftest import SHARED
from tests.quality import matching
from tests.quality.affected import encoder

FOLDS = 8
AROUND = ("WORDS", "NAMED", "LAST", "MENTIONED", "SHARE", "LEADING_WORDS", "LEADING_MEANING")
SENTENCE = ("PASSAGE_LEXICAL", "PASSAGE_SEMANTIC")
STEPS = 400
LEARNING_RATE = 0.05
DECAY = 0.01
"""What keeps weights small that a fold says little about."""
Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """One passage: ``parts``, sentences x lines x SENTENCE and AROUND; ``wanted``: whether a line
    is a hit; those that are free have no part."""

    document: str
    form: str
    text: str
    context: str
    register: matching.Field
    hits: frozenset[str]
    free: frozenset[str]
    parts: Array
    wanted: Array


def asked() -> Iterator[Asked]:
    for one in matching.passages(SHARED):
        register = matching.field(SHARED, one.day)
        for form, said in (("named", one.named), ("nameless", one.nameless)):
            hits = register.hits(one.cited)
            yield _asked(one.document, form, said, one.context, register, hits, frozenset())
    today = matching.field(SHARED, matching.SEEN_ON)
    for by_hand in matching.labelled(SHARED):
        if not by_hand.held:
            hits, free = today.hits(by_hand.wanted), today.hits(by_hand.free)
            yield _asked(
                by_hand.document, "passage", by_hand.text, by_hand.context, today, hits, free
            )


def _asked(
    document: str,
    form: str,
    text: str,
    context: str,
    register: matching.Field,
    hits: frozenset[str],
    free: frozenset[str],
) -> Asked:
    index = register.index
    assert index.semantic is not None
    plain = [simplified(span.text) for span in pieces(text)]
    parts = [index.best(index.lexical.scores(plain))]
    parts.append(index.best(index.semantic.scores(plain, encoder())))
    before = context + "\n" if context else ""
    found = citations(before + text)
    own = [c for c in found if c.quote.start >= len(before)]
    earlier = [c for c in found if c.quote.start < len(before)]
    for name in AROUND:
        with _weights({f"around.{one}": float(one == name) for one in AROUND}):
            told = around.evidence(text, context, own, earlier, index, encoder())
        parts.append(np.broadcast_to(told, parts[0].shape))
    ids = [line.id for line in index.obligations]
    asked_of = np.array([one in hits or one not in free for one in ids])
    wanted = np.array([one in hits for one in ids])[asked_of]
    stacked = np.stack(parts, -1)[:, asked_of].astype(np.float32)
    return Asked(document, form, text, context, register, hits, free, stacked, wanted)


def _weights(values: Mapping[str, float]) -> ExitStack:
    """The product with other weights."""
    stack = ExitStack()
    for name, value in values.items():
        module, _, constant = name.partition(".")
        owner = around if module == "around" else likeness
        stack.enter_context(patch.object(owner, constant, value))
    return stack


def fitted(some: Sequence[Asked]) -> dict[str, float]:
    """Weights by which hits come before all other lines, the best sentence of each counting."""
    import torch

    start = [getattr(likeness, name) for name in SENTENCE] + [1.0] * len(AROUND)
    weights = torch.tensor(start).log().requires_grad_()
    optimizer = torch.optim.Adam([weights], lr=LEARNING_RATE)
    tensors = [(torch.tensor(one.parts), torch.tensor(one.wanted)) for one in some]
    for _ in range(STEPS):
        loss = DECAY * weights.exp().square().mean()
        for parts, wanted in tensors:
            odds = (parts @ weights.exp()).amax(0)
            loss = loss + (odds.logsumexp(0) - odds[wanted].logsumexp(0)) / len(tensors)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    names = [f"likeness.{name}" for name in SENTENCE] + [f"around.{name}" for name in AROUND]
    return dict(zip(names, weights.exp().tolist(), strict=True))


def rank(one: Asked) -> int | None:
    found = affected_text(one.text, one.context, one.register.index, encoder())
    return matching.rank((line for line, _ in found.ranked), one.hits, one.free)


def main() -> None:
    some = list(asked())
    ranks: dict[str, list[int | None]] = {}
    for held in range(FOLDS):
        out = [one for one in some if zlib.crc32(one.document.encode()) % FOLDS == held]
        kept = {id(one) for one in out}
        weights = fitted([one for one in some if id(one) not in kept])
        with _weights(weights):
            for one in out:
                ranks.setdefault(one.form, []).append(rank(one))
        told = ", ".join(f"{name.partition('.')[2]} {value:.1f}" for name, value in weights.items())
        print(f"fold {held}: {len(out)} passages; {told}", flush=True)
    for form, found in ranks.items():
        print(form, matching.figures(found))


if __name__ == "__main__":
    main()
