"""How `digest/data/adapter.npz` is trained: ``python -m tests.quality.adapter`` writes it.

The last layers of the packaged encoder get a low-rank change each (LoRA, arXiv:2106.09685), so that
what people say and do is near to the duty it touches. Taught are the statements and wordings of the
starter register and `sentences.tsv` (`MATCHING.md`): each text is drawn to another of one of
its lines and away from those of other lines (InfoNCE); two that have a line in common are neither.
Half an hour on two cores.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn.functional import cross_entropy, normalize
from torch.nn.utils.rnn import pad_sequence

from digest.law.numbering import settle
from digest.match import packaged
from digest.match.adapter import ADAPTED, FILE
from digest.match.retrieve import passages_of
from digest.match.wordings import wordings
from schedules import settings
from store import register
from tests.quality.measure import LABELS

LAYERS = 6
RANK = 16
STEPS = 300
LINES = 96
"""Lines of one step, two texts each."""
MISSES = 20
"""Near misses of one step: sentences that touch no line."""
SENTENCES = 0.6
"""How often the first text of a line is a sentence."""
LEARNING_RATE = 1e-3
WARM = 20
TEMPERATURE = 0.05
LONGEST = 80
"""Tokens."""
PADDING = 1
"""The token that fills batches up (XLM-R)."""
Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Text:
    """``lines``: rows of the register that it touches; none of a near miss."""

    said: str
    lines: tuple[int, ...]
    sentence: bool = False


def texts() -> list[Text]:
    """What is taught."""
    lines, _ = settle(register.starter(), {})
    row = {line.id: at for at, line in enumerate(lines)}
    found = [Text(said, (at,)) for at, line in enumerate(lines) for said in passages_of(line, "")]
    found += [Text(said, (at,)) for at, said in wordings(lines)]
    for ids, said in sentences():
        found.append(Text(said, tuple(row[one] for one in ids), sentence=True))
    return found


def sentences() -> list[tuple[tuple[str, ...], str]]:
    """The invented ones, each with the lines it touches."""
    lines = (LABELS.parent / "sentences.tsv").read_text("utf-8").splitlines()
    told = [line.split("\t") for line in lines if not line.startswith("#")]
    return [(() if ids == "-" else tuple(ids.split(";")), said) for ids, said in told]


class LowRank(torch.nn.Module):
    """A layer with a low-rank change beside it, at first none."""

    def __init__(self, layer: torch.nn.Linear) -> None:
        super().__init__()
        self.layer = layer
        side = math.sqrt(layer.in_features)
        self.a = torch.nn.Parameter(torch.randn(RANK, layer.in_features) / side)
        self.b = torch.nn.Parameter(torch.zeros(layer.out_features, RANK))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        changed: torch.Tensor = self.layer(x) + (x @ self.a.T) @ self.b.T
        return changed


class Encoder:
    """The packaged encoder as it comes; what its lower layers make of the texts is computed once.
    ``changes``: the layers to be trained, by the names of their matrices."""

    def __init__(self, said: Sequence[str]) -> None:
        from transformers import AutoModel, AutoTokenizer

        home = packaged.folder(settings.cache_path() / "models", adapted=False)
        model = AutoModel.from_pretrained(home, dtype=torch.float32, attn_implementation="eager")
        model.requires_grad_(False).eval()
        asked = [f"query: {text}" for text in said]
        tokenizer = AutoTokenizer.from_pretrained(home)
        ids = tokenizer(asked, truncation=True, max_length=LONGEST)["input_ids"]
        self.lengths = np.array([len(one) for one in ids])
        self._lower = [torch.empty(0)] * len(ids)
        count = len(model.encoder.layer) - LAYERS
        for some in np.array_split(np.argsort(self.lengths), len(ids) // 32 + 1):
            with torch.no_grad():
                padded = pad_sequence([torch.tensor(ids[at]) for at in some], True, PADDING)
                lower = self._through(
                    model.encoder.layer[:count], model.embeddings(padded), self.lengths[some]
                )
            for at, row in zip(some, lower, strict=True):
                self._lower[at] = row[: self.lengths[at]].half()
        self._upper = model.encoder.layer[count:].train()
        self.changes: dict[str, LowRank] = {}
        for at, layer in enumerate(self._upper, count):
            for name in ADAPTED:
                change = LowRank(layer.get_submodule(name))
                layer.set_submodule(name, change)
                self.changes[f"encoder.layer.{at}.{name}.weight"] = change

    def _through(self, layers: Any, hidden: torch.Tensor, lengths: Array) -> torch.Tensor:
        outside = ~_inside(hidden, lengths)
        for layer in layers:
            hidden = layer(hidden, outside[:, None, None].float() * -1e9)
            hidden = hidden[0] if isinstance(hidden, tuple) else hidden
        return hidden

    def vectors(self, some: Array) -> torch.Tensor:
        """The means over the last layer, one row a text."""
        order = np.argsort(self.lengths[some])
        means = []
        for part in np.array_split(some[order], len(some) // 64 + 1):
            hidden = pad_sequence([self._lower[at].float() for at in part], batch_first=True)
            hidden = self._through(self._upper, hidden, self.lengths[part])
            inside = _inside(hidden, self.lengths[part])[..., None]
            means.append((hidden * inside).sum(1) / inside.sum(1))
        return torch.cat(means)[np.argsort(order)]


def _inside(hidden: torch.Tensor, lengths: Array) -> torch.Tensor:
    return torch.arange(hidden.shape[1])[None] < torch.tensor(lengths)[:, None]


class Lesson:
    """The texts by the lines they touch, to draw steps from."""

    def __init__(self, some: Sequence[Text]) -> None:
        self._some = some
        self._known: dict[int, list[int]] = {}
        self._sentences: dict[int, list[int]] = {}
        for at, text in enumerate(some):
            for line in text.lines:
                places = self._sentences if text.sentence else self._known
                places.setdefault(line, []).append(at)
        self._misses = [at for at, text in enumerate(some) if not text.lines]

    def drawn(self, chance: np.random.Generator) -> tuple[Array, Array, Array]:
        """A text of each of some lines, another one of the same line, and near misses."""
        asked, beside = [], []
        for line in chance.permutation(list(self._known))[:LINES]:
            known, sentences = self._known[line], self._sentences[line]
            one = chance.choice(sentences if chance.random() < SENTENCES else known)
            asked.append(one)
            beside.append(chance.choice([at for at in (*known, *sentences) if at != one]))
        return np.array(asked), np.array(beside), chance.permutation(self._misses)[:MISSES]

    def alike(self, asked: Array, beside: Array) -> torch.Tensor:
        """Which others than the pairs themselves have a line in common."""
        sides = [[frozenset(self._some[at].lines) for at in side] for side in (asked, beside)]
        met = torch.tensor([[bool(a & b) for b in sides[1]] for a in sides[0]])
        return met & ~torch.eye(len(asked), dtype=torch.bool)


def trained(encoder: Encoder, lesson: Lesson) -> None:
    """Changes the last layers of the encoder."""
    chance = np.random.default_rng(0)
    parts = [part for change in encoder.changes.values() for part in (change.a, change.b)]
    optimizer = torch.optim.AdamW(parts, lr=LEARNING_RATE, weight_decay=0.01)
    for step in range(STEPS):
        for group in optimizer.param_groups:
            group["lr"] = LEARNING_RATE * min(1, (step + 1) / WARM) * (1 - step / STEPS)
        asked, beside, misses = lesson.drawn(chance)
        found = encoder.vectors(np.r_[asked, beside, misses])
        one, other, miss = normalize(found - found.mean(0)).split(
            [len(asked), len(beside), len(misses)]
        )
        loss = _loss(one, other, miss, lesson.alike(asked, beside))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step % 20 == 0:
            print(f"step {step} of {STEPS}: loss {loss.item():.3f}", flush=True)


def _loss(
    one: torch.Tensor, other: torch.Tensor, misses: torch.Tensor, alike: torch.Tensor
) -> torch.Tensor:
    likeness = (one @ other.T).masked_fill(alike, -1)
    truth = torch.arange(len(one))
    there = torch.cat([likeness, one @ misses.T], 1) / TEMPERATURE
    back = torch.cat([likeness.T, other @ misses.T], 1) / TEMPERATURE
    return cross_entropy(there, truth) + cross_entropy(back, truth)


def main() -> None:
    torch.manual_seed(0)
    some = texts()
    encoder = Encoder([text.said for text in some])
    trained(encoder, Lesson(some))
    kept = {
        f"{name}:{side}": part.detach().numpy().astype(np.float16)
        for name, change in encoder.changes.items()
        for side, part in (("a", change.a), ("b", change.b))
    }
    with resources.as_file(resources.files("digest.data")) as folder:
        np.savez_compressed(Path(folder) / FILE, **kept)


if __name__ == "__main__":
    main()
