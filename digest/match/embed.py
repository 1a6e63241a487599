"""Sentence embeddings: one encoder interface, the packaged default, a cache that never forgets.

e5 models want ``query: `` or ``passage: `` before a text (their model card); other models get the
text as it is.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from digest.errors import EncoderError
from digest.ids import content_id
from digest.match import packaged

Vectors = NDArray[np.float32]

E5_NAME = re.compile(r"(?:^|[-_/.])e5[-_]", re.IGNORECASE)
_DEVICE = re.compile(r"auto|cpu|cuda(:\d{1,2})?")
_DEVICE_REMEDY = "set encoder.device to auto or cpu"
SLAB = 512
"""Texts encoded between two writes to the cache: what a kill can cost at most."""
BATCH = 32


class Encoder(Protocol):
    """Turns texts into unit vectors of one space."""

    @property
    def model_id(self) -> str: ...

    def encode(self, texts: Sequence[str], *, query: bool) -> Vectors:
        """Rows of unit length, float32, one a text."""
        ...


class VectorCache(Protocol):
    """Where vectors are kept: little-endian float32 bytes under (model id, key)."""

    def get(self, model: str, keys: Sequence[str]) -> dict[str, bytes]: ...

    def put(self, model: str, vectors: Mapping[str, bytes]) -> None: ...


def model_id(model: str) -> str:
    """What vectors of this setting are filed under; "" is the packaged encoder."""
    return model or packaged.MODEL_ID


def prefixed(model: str, text: str, *, query: bool) -> str:
    """The text as the model of this id wants it."""
    if E5_NAME.search(model) and "instruct" not in model.lower():
        return ("query: " if query else "passage: ") + text
    return text


def load(model: str, cache_dir: Path, device: str = "auto") -> Encoder:
    """The encoder of a setting: "" is the packaged e5, converted into ``cache_dir`` on first use;
    else a sentence-transformers folder or the name of a model already in the local hub cache.

    ``device``: auto, cpu or cuda. Raises EncoderError with the remedy; never uses the network.
    """
    if not _DEVICE.fullmatch(device):
        raise EncoderError(f"There is no device {device!r}; {_DEVICE_REMEDY}.")
    name = model_id(model)
    if model:
        if not _is_here(model):
            raise EncoderError(f"The encoder {model} is not on this machine; {_remedy(model)}.")
        return SentenceEncoder(name, _open(model, device, _remedy(model)))
    home = packaged.folder(cache_dir)
    return SentenceEncoder(name, _open(str(home), device, f"delete {home}, it is rebuilt"))


def _remedy(model: str) -> str:
    return f"give an existing folder, or fetch it once with `hf download {model}`"


def _is_here(model: str) -> bool:
    """Whether a model is a folder, or in the hub cache under its name or that of the makers of
    sentence-transformers; asked before torch is loaded, which takes seconds."""
    try:
        if Path(model).is_dir():
            return True
    except (OSError, ValueError):
        return False
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    names = (model,) if "/" in model else (model, f"sentence-transformers/{model}")
    try:
        return any(
            isinstance(try_to_load_from_cache(name, file), str)
            for name in names
            for file in ("config.json", "modules.json")
        )
    except HFValidationError:
        return False


@cache
def _open(path: str, device: str, remedy: str) -> Any:
    """A loaded model; one process loads it once, whoever asks."""
    # Lazily: these two take seconds and half a gigabyte.
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    if device.startswith("cuda") and not torch.cuda.is_available():
        raise EncoderError(f"This machine has no device {device} for torch; {_DEVICE_REMEDY}.")
    logging.disable_progress_bar()  # ours are on the terminal already, and a pipe wants none
    try:
        return SentenceTransformer(
            path,
            device=None if device == "auto" else device,
            local_files_only=True,
            model_kwargs={"dtype": torch.float32},
        )
    except Exception as error:  # tokenizers and safetensors raise bare exceptions on damage
        reason = (str(error).strip() or type(error).__name__).splitlines()[0][:200]
        raise EncoderError(
            f"The encoder {path} cannot be loaded on device {device} ({reason}); {remedy}."
        ) from error


class SentenceEncoder:
    """A sentence-transformers model as an `Encoder`."""

    def __init__(self, model_id: str, model: Any) -> None:
        self.model_id = model_id
        self._model = model

    def encode(self, texts: Sequence[str], *, query: bool) -> Vectors:
        rows = self._model.encode(
            [prefixed(self.model_id, text, query=query) for text in texts],
            batch_size=BATCH,
            normalize_embeddings=True,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return np.asarray(rows, dtype=np.float32).reshape(len(texts), -1)


class CachedEncoder:
    """An encoder that encodes no text twice and loads its model only when one is new.

    ``encoded`` counts the texts that really went through the model.
    """

    def __init__(self, make: Callable[[], Encoder], model_id: str, cache: VectorCache) -> None:
        self.model_id = model_id
        self.encoded = 0
        self._make = make
        self._cache = cache
        self._encoder: Encoder | None = None

    def encode(self, texts: Sequence[str], *, query: bool) -> Vectors:
        keys = [
            content_id(self.model_id, prefixed(self.model_id, text, query=query)) for text in texts
        ]
        known = dict(self._cache.get(self.model_id, list(dict.fromkeys(keys))))
        # One text a key, shortest first: batches of like length waste no padding.
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        missing = sorted(new, key=lambda key: (len(new[key]), key))
        for start in range(0, len(missing), SLAB):
            slab = missing[start : start + SLAB]
            rows = self._real().encode([new[key] for key in slab], query=query)
            fresh = {key: row.astype("<f4").tobytes() for key, row in zip(slab, rows, strict=True)}
            self._cache.put(self.model_id, fresh)
            self.encoded += len(slab)
            known.update(fresh)
        if not keys:
            return np.zeros((0, 0), np.float32)
        return np.stack([np.frombuffer(known[key], "<f4") for key in keys]).astype(np.float32)

    def _real(self) -> Encoder:
        if self._encoder is None:
            self._encoder = self._make()
        return self._encoder
