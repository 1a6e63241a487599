"""What an encoder computes on: the CPU or a CUDA device, the number formats it is fast in, and how
many tokens fit into one batch.

`Torch` is the real machine; tests put another one in its place. The CUDA paths were run on such a
stand-in only, not on a GPU.
"""

import re
from collections.abc import Hashable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from digest.errors import EncoderError
from digest.match.vectors import Load, Model, OutOfMemory, Vectors

FP32, BF16 = "fp32", "bf16"

CPU = Load(tokens=2048, start=64)
"""On a core a thousand tokens at once are as fast a token as more, and starting a batch costs as
much as 40 (fp32) to 80 (bf16) tokens (bench/encoding.py)."""
CUDA = Load(tokens=65_536, start=4096)
"""At most; reckoned, not measured."""
BYTES_A_TOKEN = 65_536
"""Memory reckoned for the activations of one token on a GPU; half of what is free is used."""
FEWEST_TOKENS = 512

_DEVICE = re.compile(r"auto|cpu|cuda(:\d{1,2})?")
_BF16_FLAGS = frozenset({"avx512_bf16", "amx_bf16", "bf16"})
"""As Linux names the instructions: AVX-512 and AMX on x86, the last on ARM."""
REMEDY = "set encoder.device to auto or cpu"
REMEDY_CPU = "set encoder.device to cpu"


class Machine(Hashable, Protocol):
    """What there is to compute on."""

    def has_cuda(self) -> bool: ...

    def has_bf16(self, device: str) -> bool:
        """Whether the device multiplies bfloat16 in hardware."""
        ...

    def free_bytes(self, device: str) -> int:
        """Memory of a CUDA device that nobody uses."""
        ...

    def open(self, home: Path, device: str, dtype: str) -> Model: ...


def check(setting: str) -> None:
    """Raises EncoderError if there is no such setting."""
    if not _DEVICE.fullmatch(setting):
        raise EncoderError(f"There is no device {setting!r}; {REMEDY}.")


def found(setting: str, machine: Machine) -> str:
    """The device of a setting: auto is the GPU where there is one. Raises EncoderError."""
    if setting == "cpu":
        return setting
    if machine.has_cuda():
        return "cuda" if setting == "auto" else setting
    if setting == "auto":
        return "cpu"
    raise EncoderError(f"This machine has no device {setting} for torch; {REMEDY}.")


def load(device: str, machine: Machine) -> Load:
    """What a batch may have on a device."""
    if device == "cpu":
        return CPU
    fits = machine.free_bytes(device) // 2 // BYTES_A_TOKEN
    return replace(CUDA, tokens=max(FEWEST_TOKENS, min(CUDA.tokens, fits)))


def seen() -> tuple[str, ...]:
    """What can be known of this machine without loading torch, which takes seconds."""
    drivers = ("/dev/nvidiactl", "/dev/kfd", "/dev/dxg")
    return tuple(sorted(_cpu_bf16())) + tuple(d for d in drivers if Path(d).exists())


def _cpu_bf16() -> frozenset[str]:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return frozenset()
    line = re.search(r"^(?:flags|Features)\s*:(.*)$", text, re.MULTILINE)
    return _BF16_FLAGS & frozenset(line[1].split()) if line else frozenset()


class Torch:
    """This machine."""

    def has_cuda(self) -> bool:
        import torch

        return bool(torch.cuda.is_available())

    def has_bf16(self, device: str) -> bool:
        import torch

        if device == "cpu":
            return bool(_cpu_bf16() and torch.backends.mkldnn.is_available())
        with torch.cuda.device(device):
            return bool(torch.cuda.is_bf16_supported(including_emulation=False))

    def free_bytes(self, device: str) -> int:
        import torch

        free, _ = torch.cuda.mem_get_info(device)
        return int(free)

    def open(self, home: Path, device: str, dtype: str) -> Model:
        # Lazily: these take seconds and half a gigabyte.
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # ours are on the terminal already, and a pipe wants none
        return _TorchModel(
            SentenceTransformer(
                str(home),
                device=device,
                local_files_only=True,
                model_kwargs={"dtype": torch.bfloat16 if dtype == BF16 else torch.float32},
            )
        )


class _TorchModel:
    """A sentence-transformers model as a `Model`."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def lengths(self, texts: Sequence[str]) -> list[int]:
        tokenizer = getattr(self._model, "tokenizer", None)
        if not callable(tokenizer):  # models of another make than transformers
            return [len(text) for text in texts]
        most = self._model.max_seq_length or max(map(len, texts), default=0)
        ids = tokenizer(list(texts), return_attention_mask=False, verbose=False)["input_ids"]
        return [min(len(row), most) for row in ids]

    def rows(self, texts: Sequence[str]) -> Vectors:
        import torch

        try:
            rows = self._model.encode(
                list(texts),
                batch_size=len(texts),
                show_progress_bar=False,
                convert_to_numpy=True,
            )
        except torch.OutOfMemoryError as error:
            raise OutOfMemory from error
        return np.asarray(rows, dtype=np.float32)
