"""Sentence embeddings: one encoder interface, the packaged default, a cache that never forgets.

e5 models want ``query: `` or ``passage: `` before a text (their model card); other models get the
text as it is.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np

from digest.errors import EncoderError
from digest.ids import content_id
from digest.match import device as devices
from digest.match import packaged, spaces
from digest.match.device import Machine
from digest.match.vectors import NONE, Load, Model, OutOfMemory, run, sound, unit
from digest.match.vectors import VectorCache as VectorCache
from digest.match.vectors import Vectors as Vectors

E5_NAME = re.compile(r"(?:^|[-_/.])e5[-_]", re.IGNORECASE)
SLAB = 512
"""Texts encoded between two writes to the cache: what a kill can cost at most."""

_TORCH = devices.Torch()


class Encoder(Protocol):
    """Turns texts into unit vectors of one space."""

    @property
    def model_id(self) -> str:
        """The space: the model with its number format."""
        ...

    def encode(self, texts: Sequence[str], *, query: bool) -> Vectors:
        """Rows of unit length, float32, one a text."""
        ...


def model_id(model: str, cache_dir: Path, device: str = "auto") -> str | None:
    """What vectors of this setting are filed under, found without loading the model; None: that
    is not settled yet, or the model is not here."""
    home = _folder(model) if model else None
    if model and home is None:
        return None
    try:
        space = spaces.read(cache_dir, _named(model, home), device)
    except OSError:  # of a model that may not be read: `load` says so once it is needed
        return None
    return space.id if space else None


def prefixed(model: str, text: str, *, query: bool) -> str:
    """The text as the model of this id wants it."""
    if E5_NAME.search(model) and "instruct" not in model.lower():
        return ("query: " if query else "passage: ") + text
    return text


def load(
    model: str, cache_dir: Path, device: str = "auto", machine: Machine | None = None
) -> Encoder:
    """The encoder of a setting: "" is the packaged e5, converted into ``cache_dir`` on first use;
    else a sentence-transformers folder or the name of a model already in the local hub cache.

    ``device``: auto, cpu or cuda; ``machine``: torch, unless a test says otherwise. The number
    format is settled at the first load and kept in ``cache_dir``. Raises EncoderError with the
    remedy; never uses the network.
    """
    devices.check(device)
    home = _folder(model) if model else packaged.folder(cache_dir)
    if home is None:
        raise EncoderError(f"The encoder {model} is not on this machine; {_remedy(model)}.")
    if model and not any((home / name).is_file() for name in ("modules.json", "config.json")):
        raise EncoderError(
            f"{home} holds neither modules.json nor config.json, so it is no model folder; "
            f"{_remedy(model)}."
        )
    machine = machine or _TORCH
    on = devices.found(device, machine)
    try:
        return _opened(_named(model, home), home, cache_dir, device, on, machine)
    except EncoderError:
        raise
    except Exception as error:  # tokenizers and safetensors raise bare exceptions on damage
        reason = (str(error).strip() or type(error).__name__).splitlines()[0][:200]
        remedy = _remedy(model) if model else f"delete {home}, it is rebuilt"
        if on != "cpu":
            remedy = f"{devices.REMEDY}, or {remedy}"
        raise EncoderError(
            f"The encoder {home} cannot be loaded on device {on} ({reason}); {remedy}."
        ) from error


@lru_cache(maxsize=1)
def _opened(
    name: str, home: Path, cache_dir: Path, setting: str, on: str, machine: Machine
) -> Encoder:
    """One process loads a model once, whoever asks."""
    space = spaces.read(cache_dir, name, setting)
    if space is not None and space.device == on:
        model = machine.open(home, on, space.dtype)
    else:
        space, model = spaces.settle(name, home, on, machine)
        spaces.write(cache_dir, space, setting)
    return SentenceEncoder(space, model, devices.load(on, machine))


def _named(model: str, home: Path | None) -> str:
    """The setting with what tells its weights from those of another day."""
    return f"{model}#{spaces.fingerprint(home)}" if model and home else packaged.model_id()


def _remedy(model: str) -> str:
    if _folder(model):
        return "give the folder of a sentence-transformers model, or the name of one"
    return f"give an existing folder, or fetch it once with `hf download {model}`"


def _folder(model: str) -> Path | None:
    """Where a model is: a folder, or in the hub cache under its name or that of the makers of
    sentence-transformers; asked before torch is loaded, which takes seconds."""
    try:
        if Path(model).is_dir():
            return Path(model)
    except (OSError, ValueError):
        return None
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    names = (model,) if "/" in model else (model, f"sentence-transformers/{model}")
    try:
        for name in names:
            for file in ("modules.json", "config.json"):
                if isinstance(found := try_to_load_from_cache(name, file), str):
                    return Path(found).parent
    except HFValidationError:
        pass
    return None


class SentenceEncoder:
    """A loaded model as an `Encoder`; ``load`` becomes less once memory was short."""

    def __init__(self, space: spaces.Space, model: Model, load: Load) -> None:
        self.space = space
        self._model = model
        self._load = load

    @property
    def model_id(self) -> str:
        return self.space.id

    def encode(self, texts: Sequence[str], *, query: bool) -> Vectors:
        try:
            wanted = [prefixed(self.space.model, text, query=query) for text in texts]
            rows, self._load = run(self._model, wanted, self._load)
        except OutOfMemory as error:
            raise EncoderError(
                f"The memory of device {self.space.device} does not hold one text; "
                f"{devices.REMEDY_CPU}."
            ) from error
        return unit(rows)


def _bytes(row: Vectors) -> bytes:
    return row.astype("<f4").tobytes()


class CachedEncoder:
    """An encoder that encodes no text twice and loads its model only when one is new.

    ``model_id``: what vectors are filed under, None as long as only the loaded model can tell; if
    the loaded model says another than was known (a GPU was added, a driver lost), its word holds.
    ``encoded`` counts the texts that really went through the model.
    """

    def __init__(
        self, make: Callable[[], Encoder], model_id: str | None, cache: VectorCache
    ) -> None:
        self.encoded = 0
        self._make = make
        self._known = model_id
        self._cache = cache
        self._encoder: Encoder | None = None

    @property
    def model_id(self) -> str:
        return self._known or self._real().model_id

    def encode(self, texts: Sequence[str], *, query: bool) -> Vectors:
        model = self.model_id
        keys = [content_id(model, prefixed(model, text, query=query)) for text in texts]
        known = sound(self._cache.get(model, list(dict.fromkeys(keys))))
        wanted = dict(zip(keys, texts, strict=True))
        while missing := [key for key in wanted if key not in known]:
            real = self._real()
            if real.model_id != model:
                return self.encode(texts, query=query)
            # Shortest first: slabs of texts of like length need little padding.
            missing.sort(key=lambda key: (len(wanted[key]), key))
            for start in range(0, len(missing), SLAB):
                slab = missing[start : start + SLAB]
                rows = real.encode([wanted[key] for key in slab], query=query)
                fresh = dict(zip(slab, rows, strict=True))
                self._cache.put(model, {key: _bytes(row) for key, row in fresh.items()})
                self.encoded += len(slab)
                if known and len(next(iter(known.values()))) != rows.shape[1]:
                    known = {}  # damaged, all of them: encoded in the next round
                known |= fresh
        return np.stack([known[key] for key in keys]) if keys else NONE

    def beside(self, cache: VectorCache) -> "CachedEncoder":
        """The same encoder with another cache."""
        return CachedEncoder(self._real, self._known, cache)

    def _real(self) -> Encoder:
        if self._encoder is None:
            self._encoder = self._make()
            self._known = self._encoder.model_id
        return self._encoder
