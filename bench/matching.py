"""What matching one document costs against ever longer registers (匹配的代价): one run, one table.

    python bench/matching.py [--largest N] [--rounds N]

A generated text of sixty sentences about the field against generated registers. Its sentences are
encoded beforehand: `bench/encoding.py` is about that. Seconds are of the processor, of the whole of
`digest.match.decide.affected_text`; the register is indexed once.
"""

import argparse
import math
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from digest.match.decide import affected_text  # noqa: E402
from digest.match.embed import Vectors  # noqa: E402
from digest.match.retrieve import RegisterIndex, index  # noqa: E402
from digest.model import Cite, Obligation  # noqa: E402

_SENTENCES = 60
_WIDTH = 384
_BASE, _LETTERS = 0x4E00, 1500
_ACTS = ("应当建立", "不得泄露", "应当留存", "应当及时公布", "应当定期评估")
_THINGS = ("个人信息", "算法备案", "生成内容标识", "网络数据", "安全评估")


class Drawn:
    """An encoder whose vectors are drawn by chance, the same for the same text."""

    model_id = "drawn"

    def __init__(self) -> None:
        self._known: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str], *, query: bool) -> Vectors:
        for text in texts:
            if text not in self._known:
                row = np.random.default_rng(len(self._known)).standard_normal(_WIDTH, np.float32)
                self._known[text] = row / np.linalg.norm(row)
        return np.stack([self._known[text] for text in texts])


def sentence(chance: random.Random) -> str:
    """A duty about something that no other is about."""
    matter = "".join(chr(_BASE + chance.randrange(_LETTERS)) for _ in range(chance.randint(12, 40)))
    return f"服务提供者{chance.choice(_ACTS)}{matter}的{chance.choice(_THINGS)}。"


def register(size: int, encoder: Drawn) -> RegisterIndex:
    """So many obligations, a hundred to an instrument."""
    chance = random.Random(size)
    lines = [
        Obligation(
            f"ob-{n}",
            f"义务{n}",
            sentence(chance),
            (Cite(f"示例第{n // 100}号办法", str(n % 100 + 1)),),
        )
        for n in range(size)
    ]
    return index(lines, {}, encoder)


def main() -> None:
    """Runs the measurement."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--largest", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    chance = random.Random(0)
    text = "".join(sentence(chance) for _ in range(_SENTENCES))
    print(f"{'register':24}{'indexed s':>12}{'ms a document':>16}{'exponent':>10}")
    before: tuple[int, float] | None = None
    for size in (chosen.largest // 100, chosen.largest // 10, chosen.largest):
        encoder = Drawn()
        start = time.process_time()
        known = register(size, encoder)
        indexed = time.process_time() - start
        times = []
        for _ in range(chosen.rounds + 1):  # the first one warms the caches
            start = time.process_time()
            found = affected_text(text, "", known, encoder)
            times.append(time.process_time() - start)
        assert found.relevant
        best = min(times[1:])
        growth = math.log(best / before[1]) / math.log(size / before[0]) if before else math.nan
        print(f"{size:6} obligations{indexed:18.1f}{1000 * best:16.1f}{growth:10.2f}", flush=True)
        before = size, best


if __name__ == "__main__":
    main()
