"""The fuzz campaign: mutated documents of all formats through the whole reading path.

    python -m tests.campaign --documents 100000 --seed 1
    python -m tests.campaign --replay out/campaign/1-4711.html

A document is read or refused with one sentence, within SECONDS and MEMORY; anything else is a
fault, and its bytes are kept. The same seed makes the same documents.
"""

import argparse
import json
import multiprocessing
import random
import resource
import sys
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from tests.campaign.mutations import mutated
from tests.campaign.oracle import outcome
from tests.campaign.originals import Original

SECONDS = 5.0
"""Processor time of one document."""
MEMORY = 2**30
"""Bytes resident, of the process that reads."""
_HANG = 60.0
"""Seconds on the clock, after which the process is killed."""


def document(seed: int, number: int) -> Original:
    """The mutated document of this number."""
    return mutated(random.Random(f"{seed}:{number}"))


@dataclass(slots=True)
class Result:
    """What came of one document. ``fault``: why that is not allowed, or ""."""

    kind: str
    outcome: str
    seconds: float
    memory: int
    fault: str = ""


def judged(one: Original) -> Result:
    """Reads one document here and now."""
    started = time.process_time()
    fault = ""
    try:
        found = outcome(one.body, one.name)
    except Exception as problem:
        last = traceback.extract_tb(problem.__traceback__)[-1]
        found = type(problem).__name__
        fault = f"{found} in {Path(last.filename).name}:{last.lineno}: {str(problem)[:200]}"
    seconds = time.process_time() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    if seconds > SECONDS:
        fault = fault or f"{seconds:.1f} s"
    if memory > MEMORY:
        fault = fault or f"{memory // 2**20} MiB"
    return Result(one.kind, found, seconds, memory, fault)


def _work(channel: Connection, seed: int) -> None:
    # twice the limit: enough to be measured, not enough to bring the machine down
    resource.setrlimit(resource.RLIMIT_AS, (2 * MEMORY, 2 * MEMORY))
    while (number := channel.recv()) is not None:
        channel.send(judged(document(seed, number)))


@dataclass(slots=True)
class Report:
    """The sums of a campaign."""

    kinds: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: tuple[float, int] = (0.0, -1)
    memory: int = 0

    def add(self, number: int, result: Result) -> None:
        self.kinds[result.kind] += 1
        self.outcomes[result.outcome] += 1
        self.slowest = max(self.slowest, (result.seconds, number))
        self.memory = max(self.memory, result.memory)


class _Worker:
    """A process that reads documents; one that hangs or dies is replaced."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.start()

    def start(self) -> None:
        spawn = multiprocessing.get_context("spawn")
        self.channel, theirs = spawn.Pipe()
        self.process = spawn.Process(target=_work, args=(theirs, self.seed), daemon=True)
        self.process.start()
        theirs.close()

    def read(self, number: int) -> Result:
        """The result of a document; a lost process is a fault of it."""
        self.channel.send(number)
        try:
            if self.channel.poll(_HANG):
                result: Result = self.channel.recv()
                if result.memory > MEMORY:
                    self.restart()  # its peak would be held against the next one
                return result
            why = f"no end within {_HANG:.0f} s"
        except (EOFError, ConnectionError):
            why = "the process died"
        kind = document(self.seed, number).kind
        self.restart()
        return Result(kind, "lost", _HANG, 0, why)

    def restart(self) -> None:
        self.process.kill()
        self.process.join()
        self.start()


def run(seed: int, first: int, documents: int, folder: Path) -> Report:
    """A campaign; what fails is kept in the folder."""
    report, worker, started = Report(), _Worker(seed), time.monotonic()
    for number in range(first, first + documents):
        result = worker.read(number)
        report.add(number, result)
        if result.fault:
            _keep(report, seed, number, result, folder)
        if sys.stderr.isatty() and number % 100 == 0:
            rate = (number - first + 1) / (time.monotonic() - started)
            print(f"\r{number} documents, {rate:.0f} a second", end="", file=sys.stderr)
    worker.process.kill()
    return report


def _keep(report: Report, seed: int, number: int, result: Result, folder: Path) -> None:
    one = document(seed, number)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{seed}-{number}-{one.name}"
    path.write_bytes(one.body)
    report.faults.append(result.fault)
    print(f"{result.kind} {number}: {result.fault}")
    print(f"  replay: python -m tests.campaign --replay {path}", flush=True)


def main() -> int:
    """The command. 1 when there was a fault."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.campaign", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first document")
    parser.add_argument(
        "--faults", type=Path, default=Path("out/campaign"), help="folder for what fails"
    )
    parser.add_argument("--replay", type=Path, help="read this file only, with its traceback")
    asked = parser.parse_args()
    if asked.replay:
        name = asked.replay.name.split("-", 2)[-1]
        print(outcome(asked.replay.read_bytes(), name))
        return 0
    report = run(asked.seed, asked.first, asked.documents, asked.faults)
    seconds, number = report.slowest
    print(f"{asked.documents} documents, seed {asked.seed}: {json.dumps(report.kinds)}")
    print(f"outcomes: {json.dumps(dict(report.outcomes.most_common()))}")
    print(f"slowest: {seconds:.2f} s of processor time (document {number})")
    print(f"peak memory: {report.memory // 2**20} MiB; faults: {len(report.faults)}")
    return 1 if report.faults else 0
