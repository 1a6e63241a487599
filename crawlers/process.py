"""One crawl: a child process with Scrapy in it, its captures handed over as they arrive.

A process of its own because Twisted's reactor cannot be started twice, and so that nothing a site
sends can take the program down with it. What the two say to each other is in
`crawlers.frames`, what the child does in `crawlers.child`.
"""

import json
import logging
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import IO

import msgspec

from crawlers.catalogue import SourceSpec
from crawlers.frames import Job, read_frames
from crawlers.settings import Politeness
from digest.model import Capture, Health, SourceOutcome

log = logging.getLogger("dutydiff.crawl")

_START = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); "
    "from crawlers.child import main; main()"
)
"""The child imports what the parent imports, however the parent was started."""


def crawl(
    specs: Sequence[SourceSpec],
    *,
    now: datetime,
    known: Mapping[str, frozenset[str]],
    on_capture: Callable[[Capture], None],
    politeness: Politeness | None = None,
    private_hosts: frozenset[str] = frozenset(),
) -> tuple[SourceOutcome, ...]:
    """Crawls the sources and says how each did, in their order.

    ``known``: source id to canonical addresses that need not be fetched again (the newest few of
    each list are all the same). ``on_capture`` is called in this process for each capture as it
    arrives; what it raises ends the crawl and is raised here. ``private_hosts`` are names of this
    machine a crawl may speak to: the sample regulators, nothing else. Whatever happens to the
    child, every source has an outcome.
    """
    if not specs:
        return ()
    job = Job(
        tuple(specs),
        now,
        {spec.id: known.get(spec.id, frozenset()) for spec in specs},
        politeness or Politeness(),
        private_hosts,
    )
    outcomes: dict[str, SourceOutcome] = {}
    counts: dict[str, int] = defaultdict(int)
    with tempfile.TemporaryFile() as errors:
        process = _spawn(errors)
        try:
            _hand_over(process, job)
            for frame in read_frames(process.stdout):
                if isinstance(frame, SourceOutcome):
                    outcomes[frame.source] = frame
                else:
                    on_capture(frame)
                    counts[frame.source] += 1
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            log.warning("the crawl process had to be ended")
        finally:
            _end(process)
        said = _tail(errors)
    if said:
        log.info("the crawl process said:\n%s", said)
    last = said.splitlines()[-1] if said else "it said nothing"
    lost = f"the crawl process ended with code {process.returncode}: {last}"
    return tuple(
        outcomes.get(spec.id)
        or SourceOutcome(spec.id, spec.name, Health.FAILED, 0, counts[spec.id], lost)
        for spec in specs
    )


def _spawn(errors: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", _START, json.dumps(sys.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        start_new_session=True,  # Ctrl-C is for the parent, which ends the child
    )


def _hand_over(process: subprocess.Popen[bytes], job: Job) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(msgspec.json.encode(job))
        process.stdin.close()
    except BrokenPipeError:
        log.warning("the crawl process did not start")


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _tail(errors: IO[bytes], limit: int = 8192) -> str:
    size = errors.seek(0, os.SEEK_END)
    errors.seek(max(0, size - limit))
    return errors.read().decode("utf-8", "replace").strip()
