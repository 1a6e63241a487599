"""How fast the reading path is (阅读路径的速度): one run, three tables.

    python bench/reading.py [--corpus DIR] [--rounds N] [--largest MB]

Pages: the whole of `reading.read` beside `trafilatura.extract` alone on the same HTML, in turn.
Posts: Markdown exports of public accounts, read a second on one core. Lengths: what a document
costs as it gets longer. Seconds are of the processor; the ratios are what holds elsewhere.
"""

import argparse
import gc
import math
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import trafilatura
from trafilatura.meta import reset_caches

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench import texts  # noqa: E402
from digest.errors import DocumentError  # noqa: E402
from digest.ids import capture_id, sha256_hex  # noqa: E402
from digest.model import Capture  # noqa: E402
from digest.reading import read  # noqa: E402
from digest.text.decode import decode  # noqa: E402


def capture(name: str, body: bytes) -> Capture:
    """A capture of a file, as an import makes it."""
    url = f"file:{name}"
    at = datetime(2026, 1, 16, tzinfo=UTC)
    sha = sha256_hex(body)
    return Capture(capture_id(url, body), "bench", url, at, body, sha, file_name=name)


def seconds(work: Callable[[Any], object], document: Any) -> float:
    """Processor time of a call; a document that is refused was read too. The extractor keeps what
    it has seen, so its memory is emptied first."""
    reset_caches()
    gc.collect()
    start = time.process_time()
    with suppress(DocumentError):
        work(document)
    return time.process_time() - start


def _html_pages(corpus: Path) -> Iterator[tuple[str, Capture]]:
    for path in sorted((corpus / "html").glob("*/*.htm*")):
        yield path.parent.name, capture(path.name, path.read_bytes())
    for number, (kind, body) in enumerate(texts.site_pages()):
        yield kind, capture(f"sample-{number}.html", body)


def pages(corpus: Path, rounds: int) -> None:
    """Table of the kinds of pages: reading against the extractor alone."""
    kinds: dict[str, list[float]] = {}
    for kind, page in _html_pages(corpus):
        text = decode(page.body).text
        best = [math.inf, math.inf]
        for _ in range(rounds):
            best[0] = min(best[0], seconds(trafilatura.extract, text))
            best[1] = min(best[1], seconds(read, page))
        row = kinds.setdefault(kind, [0, 0, 0])
        for place, value in enumerate((1, *best)):
            row[place] += value
    kinds["all"] = [sum(column) for column in zip(*kinds.values(), strict=True)]
    print(f"{'pages':24}{'count':>7}{'trafilatura s':>15}{'reading s':>12}{'ratio':>8}")
    for kind, (count, theirs, ours) in kinds.items():
        print(f"{kind:24}{count:7.0f}{theirs:15.3f}{ours:12.3f}{ours / theirs:8.2f}")


def posts(corpus: Path, rounds: int) -> None:
    """Table of the Markdown posts: how many are read a second."""
    real = sorted((corpus / "wechat").glob("*/*.md"))
    sets = {"generated": [capture(f"{i}.md", body) for i, body in enumerate(texts.posts(300))]}
    if real:
        sets["corpus"] = [capture(path.name, path.read_bytes()) for path in real]
    print(f"\n{'posts':24}{'count':>7}{'KB each':>15}{'seconds':>12}{'a second':>10}")
    for name, found in sets.items():
        for post in found[:20]:
            seconds(read, post)
        best = min(_all(found) for _ in range(rounds))
        size = sum(len(post.body) for post in found) / len(found) / 1000
        print(f"{name:24}{len(found):7}{size:15.1f}{best:12.2f}{len(found) / best:10.0f}")


def _all(found: Iterable[Capture]) -> float:
    start = time.process_time()
    for post in found:
        try:
            read(post)
        except DocumentError:
            continue
    return time.process_time() - start


def lengths(largest: float) -> None:
    """Table of what each kind of document costs at an eighth, a quarter, a half and all of the
    largest size. Linear is a ratio of 2 from size to size, and an exponent of 1."""
    sizes = [int(largest * 1e6 / part) for part in (8, 4, 2, 1)]
    print(f"\n{'lengths':24}{'MB':>7}{'seconds':>15}{'s per MB':>12}{'ratio':>8}{'exponent':>10}")
    for kind, (name, make) in texts.LONG.items():
        before: tuple[float, float] | None = None
        for size in sizes:
            document = capture(name, make(size).encode())
            mb = len(document.body) / 1e6
            took = seconds(read, document)
            told = ""
            if before:
                growth = math.log(took / before[1]) / max(0.01, math.log(mb / before[0]))
                told = f"{took / before[1]:8.2f}{growth:10.2f}"
            print(f"{kind:24}{mb:7.2f}{took:15.2f}{took / mb:12.2f}{told}", flush=True)
            before = (mb, took)


def main() -> None:
    """Runs the three measurements."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--largest", type=float, default=5.0, help="MB of the longest document")
    chosen = options.parse_args()
    if not chosen.corpus.is_dir():
        print(f"no documents at {chosen.corpus}: only generated ones are measured\n")
    pages(chosen.corpus, chosen.rounds)
    posts(chosen.corpus, chosen.rounds)
    lengths(chosen.largest)


if __name__ == "__main__":
    main()
