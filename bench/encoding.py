"""How fast texts are encoded (编码的速度): one run, two tables.

    python bench/encoding.py [--rounds N] [--texts N] [--corpus DIR]

Packing: texts a second of `digest.match.embed`, from strings to kept vectors, beside the best that
the same loaded model reaches: the same numbers of tokens, tokenised beforehand, in batches of one
length each without any padding, of whatever size was fastest for that length. The default of
sentence-transformers (batches of 32) stands beside. The three take turns.

Formats: fp32 beside bf16, where the processor has it: texts a second, and what it does to the
likeness of the sentences and the lines of the starter register. Seconds are of the processor, on
one thread; the ratios hold elsewhere.
"""

import argparse
import os
import random
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np  # noqa: E402

from digest.match import device, embed, packaged  # noqa: E402
from digest.match.embed import CachedEncoder, SentenceEncoder  # noqa: E402
from digest.match.relevance import lexicon  # noqa: E402
from digest.match.spaces import Space  # noqa: E402
from digest.match.vectors import unit  # noqa: E402
from schedules import settings  # noqa: E402
from store import register  # noqa: E402

_SENTENCE = re.compile(r"[^。！？；\n]{8,400}[。！？；]")
_SIZES = (4, 8, 16, 32, 64, 128)
_MOST_TOKENS = 4096
"""Of a batch that is tried as the best one."""
_BINS = 8

_PROSE = "提供者应当在十个工作日内向示例市网信办报告，并留存日志不少于六个月；"


def sentences(corpus: Path, count: int) -> list[str]:
    """Sentences of real commentary and posts if they are there, else generated ones."""
    files = sorted([*corpus.glob("commentary/*.md"), *corpus.glob("wechat/2025-0*/*.md")])[:300]
    found = dict.fromkeys(
        sentence
        for file in files
        for sentence in _SENTENCE.findall(file.read_text(encoding="utf-8", errors="replace"))
    )
    chance = random.Random(5)
    for n in range(0 if found else count):
        found[f"第{n}项：" + _PROSE * chance.randint(1, 5)] = None
    return chance.sample(list(found), min(count, len(found)))


def seconds(work: Callable[[], object]) -> float:
    """Processor time."""
    start = time.process_time()
    work()
    return time.process_time() - start


def opened(home: Path, dtype: str) -> Any:
    """The model as sentence-transformers opens it."""
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)
    kind = torch.bfloat16 if dtype == device.BF16 else torch.float32
    return SentenceTransformer(
        str(home), device="cpu", local_files_only=True, model_kwargs={"dtype": kind}
    )


class Forgetful:
    """A cache in which everything is new each time."""

    def get(self, model: str, keys: Sequence[str]) -> dict[str, bytes]:
        return {}

    def put(self, model: str, vectors: Mapping[str, bytes]) -> None:
        pass


class Packed:
    """The best a model reaches: batches of texts of one length, tokenised beforehand.

    Texts are put into bins by their length; the middle length of a bin stands for it, with the size
    of batch that is fastest for it, and what it costs a token.
    """

    def __init__(self, model: Any, ids: Sequence[Sequence[int]]) -> None:
        self._model = model
        rows = sorted(ids, key=len)
        cuts = [n * len(rows) // _BINS for n in range(_BINS + 1)]
        bins = [rows[start:end] for start, end in pairwise(cuts) if start < end]
        self._bins = [(sum(map(len, bin)), bin[len(bin) // 2]) for bin in bins]
        self._size = {
            len(row): min(self._sizes(len(row)), key=lambda size: self._a_token(row, size))
            for _, row in self._bins
        }

    def _sizes(self, length: int) -> Iterator[int]:
        return (size for size in _SIZES if size * length <= _MOST_TOKENS)

    def _a_token(self, row: Sequence[int], size: int) -> float:
        """Seconds."""
        import torch

        ids = torch.tensor([row] * size)
        features = {"input_ids": ids, "attention_mask": torch.ones_like(ids)}
        with torch.inference_mode():
            return seconds(lambda: self._model(features)) / ids.numel()

    def seconds(self) -> float:
        """Of all texts."""
        return sum(tokens * self._a_token(row, self._size[len(row)]) for tokens, row in self._bins)


def packing(home: Path, dtype: str, wanted: Sequence[str], rounds: int) -> float:
    """The line of a format. Returns texts a second."""
    model = opened(home, dtype)
    ours = device.Torch().open(home, "cpu", dtype)
    encoder = SentenceEncoder(Space(packaged.model_id(), "cpu", dtype, None), ours, device.CPU)
    cached = CachedEncoder(lambda: encoder, encoder.model_id, Forgetful())
    prefixed = [embed.prefixed(packaged.model_id(), text, query=True) for text in wanted]
    packed = Packed(model, model.tokenizer(prefixed, truncation=True, max_length=512)["input_ids"])
    times = [
        (
            seconds(lambda: cached.encode(wanted, query=True)),
            packed.seconds(),
            seconds(lambda: model.encode(prefixed, batch_size=32)),
        )
        for _ in range(rounds)
    ]
    rate, best, default = (len(wanted) / median(column) for column in zip(*times, strict=True))
    share = median(packed / ours for ours, packed, _ in times)
    print(f"{dtype:10}{default:12.1f}{rate:10.1f}{best:10.1f}{share:12.2f}")
    return rate


def ranking(home: Path, wanted: Sequence[str]) -> None:
    """What bf16 does to the likeness of the sentences and the lines of the starter register."""
    lines = [f"{line.name}：{line.statement}" for line in register.starter()]
    scores = []
    for dtype in (device.FP32, device.BF16):
        model = device.Torch().open(home, "cpu", dtype)
        space = Space(packaged.model_id(), "cpu", dtype, None)
        encoder = SentenceEncoder(space, model, device.CPU)
        centre = encoder.encode(lexicon().background, query=True).mean(axis=0)
        left, right = (unit(encoder.encode(part, query=True) - centre) for part in (wanted, lines))
        scores.append(left @ right.T)
    fp32, bf16 = scores
    first = fp32.argmax(axis=1) == bf16.argmax(axis=1)
    tens = [{*a[-10:]} & {*b[-10:]} for a, b in zip(fp32.argsort(), bf16.argsort(), strict=True)]
    print(f"\n{len(wanted)} sentences x {len(lines)} lines, bf16 against fp32")
    print(f"likeness differs by at most   {np.abs(fp32 - bf16).max():.4f}")
    print(f"                 on average   {np.abs(fp32 - bf16).mean():.4f}")
    print(f"same first line               {first.mean():.3f}")
    print(f"lines in both first tens      {np.mean([len(both) for both in tens]) / 10:.3f}")


def main() -> None:
    """Runs the measurements."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--texts", type=int, default=1000)
    chosen = options.parse_args()
    home = packaged.folder(settings.cache_path() / "models")
    wanted = sentences(chosen.corpus, chosen.texts)
    formats = (device.FP32, device.BF16) if device.seen() else (device.FP32,)
    print(
        f"{'encoding':10}{'library':>12}{'ours':>10}{'best':>10}{'ours/best':>12}  texts a second"
    )
    rates = [packing(home, dtype, wanted, chosen.rounds) for dtype in formats]
    if len(rates) > 1:
        print(f"bf16 is {rates[1] / rates[0]:.1f} times as fast")
        ranking(home, wanted)


if __name__ == "__main__":
    main()
