"""What an archive costs (存量的代价): one run, two tables.

    python bench/archive.py [--posts N] [--largest N]

Archive: posts of public accounts, one in a hundred about the field, ingested, read, placed in
stories and matched with the starter register by the real encoder in a new store; seconds of the
clock and peak memory of the whole process. Growth: what a hundred more posts cost, from reading to
stories, in a store that holds ever more of them.
"""

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.texts import posts  # noqa: E402
from crawlers.imports.files import from_bytes  # noqa: E402
from digest.model import Capture, Problem  # noqa: E402
from schedules import flow, install  # noqa: E402
from schedules.settings import Home, load  # noqa: E402

NOW = datetime(2026, 1, 15, 4, tzinfo=UTC)
_ABOUT_FIELD = 100
"""One post in so many."""
_LETTERS = 1200
_BASE = 0x4E00


def _noise(chance: random.Random, words: list[str], number: int) -> bytes:
    """A post about something else, unlike every other."""
    sentences = ("".join(chance.choices(words, k=chance.randint(6, 14))) + "。" for _ in range(60))
    day = f"2026-01-{1 + number % 28:02}"
    title = "".join(chance.choices(words, k=4))
    text = "\n\n".join("".join(next(sentences) for _ in range(3)) for _ in range(20))
    return (
        f"---\ntitle: {title}\nsource: 示例账号{number % 40}\ndate: {day}\n---\n\n{text}\n".encode()
    )


def mixed(count: int) -> Iterator[Capture]:
    """Captures of posts, one in a hundred about the field."""
    chance = random.Random(count)
    words = [
        "".join(chr(_BASE + chance.randrange(_LETTERS)) for _ in range(chance.randint(2, 4)))
        for _ in range(4000)
    ]
    told = list(posts(1 + count // _ABOUT_FIELD))
    for number in range(count):
        body = (
            told[number // _ABOUT_FIELD]
            if number % _ABOUT_FIELD == 0
            else _noise(chance, words, number)
        )
        name = f"{number}.md"
        for found in from_bytes(body, name, f"file:///posts/{name}", name, NOW):
            assert not isinstance(found, Problem)
            yield found


def archive(count: int, home: Home) -> None:
    """Table of reading and matching a whole archive."""
    waiting = list(mixed(count))
    with install.writing(home) as db:
        flow.ingest(db, waiting, NOW)
        encoder = install.stored_encoder(home, db)
        start, work = time.monotonic(), time.process_time()
        report = flow.read(db, NOW, encoder, frozenset())
        taken, spent = time.monotonic() - start, time.process_time() - work
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'archive':24}{'clock s':>10}{'cpu s':>10}{'peak MiB':>10}{'texts encoded':>15}")
    encoded = dict(report.counts)["texts encoded"]
    print(f"{count:6} posts{taken:22.1f}{spent:10.1f}{peak:10.0f}{encoded:15}", flush=True)


def growth(largest: int, home: Home) -> None:
    """Table of what a hundred more posts cost in ever larger stores."""
    print(f"\n{'growth':24}{'ms a post':>12}")
    waiting = mixed(largest + 400)
    held = 0
    with install.writing(home) as db:
        encoder = install.stored_encoder(home, db)
        for size in (largest // 100, largest // 10, largest):
            flow.ingest(db, [next(waiting) for _ in range(size - held)], NOW)
            flow.read(db, NOW, encoder, frozenset())
            flow.ingest(db, [next(waiting) for _ in range(100)], NOW)
            start = time.process_time()
            flow.read(db, NOW + timedelta(hours=1), encoder, frozenset())
            each = (time.process_time() - start) / 100
            held = size + 100
            print(f"{size:6} in the store{1000 * each:15.1f}", flush=True)


def main() -> None:
    """Runs the two measurements."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--posts", type=int, default=10_000)
    options.add_argument("--largest", type=int, default=10_000, help="store of the second table")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        archive(chosen.posts, load(Path(one)))
        growth(chosen.largest, load(Path(other)))


if __name__ == "__main__":
    main()
