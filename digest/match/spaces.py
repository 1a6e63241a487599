"""Which space the vectors of a setting are in: the model, its number format, its dimensions.

A space is settled once for a model on a kind of machine, by running it (`settle`), and kept beside
the converted weights, so that later calls know where vectors are filed before torch is loaded.
Vectors of two spaces are never compared.
"""

import gc
import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

import numpy as np

from digest.errors import EncoderError
from digest.ids import content_id, sha256_hex
from digest.match import device, probe
from digest.match.device import BF16, FP32, Machine
from digest.match.vectors import Model, Vectors, run, unit

VERSION = 1
"""Raised when a space is settled or written in another way."""
SMALL = 1 << 20
"""Bytes up to which a file of a model folder counts with its content, above with its time."""


@dataclass(frozen=True, slots=True)
class Space:
    """``loss``: what ranking in bf16 gives away against fp32 (`probe.loss`), whether that was
    little enough or not; None where the device has no bf16."""

    model: str
    device: str
    dtype: str
    loss: float | None

    @property
    def id(self) -> str:
        """What vectors are filed under."""
        return f"{self.model}@{self.dtype}"


def fingerprint(home: Path) -> str:
    """Tells one model folder from another, and from itself once it was written anew."""
    parts = []
    for path in sorted(p for p in (*home.glob("*"), *home.glob("*/*")) if p.is_file()):
        stat = path.stat()
        small = stat.st_size <= SMALL
        content = sha256_hex(path.read_bytes()) if small else str(stat.st_mtime_ns)
        parts += [path.relative_to(home).as_posix(), str(stat.st_size), content]
    return content_id(*parts)[:12]


def settle(name: str, home: Path, on: str, machine: Machine) -> tuple[Space, Model]:
    """Runs a model once: bf16 where the device has it and ranks like fp32 with it, else fp32.

    Raises EncoderError if what it gives are no vectors, or not the same ones at a second load.
    """
    reference = _probed(machine.open(home, on, FP32), home, on, machine)
    gc.collect()  # a model is full of cycles; the next takes its memory
    loss = None
    if machine.has_bf16(on):
        model = machine.open(home, on, BF16)
        loss = probe.loss(reference, _probed(model, home, on, machine))
        if loss <= probe.NOISE:
            return Space(name, on, BF16, loss), model
        del model
        gc.collect()
    model = machine.open(home, on, FP32)
    # Weights that the folder does not hold are drawn anew at each load.
    if probe.loss(reference, _probed(model, home, on, machine)) > probe.NOISE:
        raise EncoderError(
            f"The encoder {home} gives other vectors each time it is loaded: "
            "its weights are not those that its config.json describes; give another model."
        )
    return Space(name, on, FP32, loss), model


def _probed(model: Model, home: Path, on: str, machine: Machine) -> Vectors:
    rows, _ = run(model, probe.sentences(), device.load(on, machine))
    if rows.ndim != 2 or not np.isfinite(rows).all() or not rows.any(axis=1).all():
        raise EncoderError(f"The encoder {home} gives no usable vectors; give another model.")
    return unit(rows)


def read(cache_dir: Path, model: str, setting: str) -> Space | None:
    """What was settled for this model, device setting and kind of machine, if anything was."""
    try:
        kept = json.loads(_path(cache_dir, model, setting).read_text(encoding="utf-8"))
        space = Space(model, str(kept["device"]), kept["dtype"], kept["loss"])
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None
    return space if space.dtype in (FP32, BF16) else None


def write(cache_dir: Path, space: Space, setting: str) -> None:
    """Keeps it. A folder that may not be written to costs time at the next start, no more."""
    path = _path(cache_dir, space.model, setting)
    with suppress(OSError):
        cache_dir.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.write_text(json.dumps(asdict(space), indent=1, ensure_ascii=False), encoding="utf-8")
        draft.replace(path)


def _path(cache_dir: Path, model: str, setting: str) -> Path:
    libraries = (metadata.version(name) for name in ("torch", "sentence-transformers"))
    kind = content_id(str(VERSION), model, setting, *device.seen(), *libraries)
    return cache_dir / f"space-{kind}.json"
