"""The documents a floor was measured on, and whether they are still the same."""

import warnings
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path


def corpus_hash(files: Iterable[Path]) -> str:
    """Hash of the contents of some files, whatever their order."""
    return sha256(
        "".join(sorted(sha256(f.read_bytes()).hexdigest() for f in files)).encode()
    ).hexdigest()


def check_corpus(files: Iterable[Path], measured_on: str) -> None:
    """Warn when the floors were measured on other documents; they hold all the same."""
    found = corpus_hash(files)
    if found != measured_on:
        warnings.warn(
            f"the corpus is {found[:12]}, the floors were measured on {measured_on[:12]}: "
            "they are enforced all the same, and wait to be measured anew",
            stacklevel=2,
        )


def law_files(shared: Path) -> list[Path]:
    """The texts of laws in the corpus: versions, both sides of the amendments, laws among the
    commentary, on saved pages and among the first seeds."""
    corpus = shared / "corpus"
    versions = [f for f in corpus.glob("versions/**/*.md") if "raw" not in f.parts]
    sides = [*corpus.glob("decisions/*/before.md"), *corpus.glob("decisions/*/after.md")]
    pages = [
        *(corpus / "commentary" / name for name in ("c053.md", "c079.md", "c089.txt", "c091.txt")),
        *corpus.glob("html/www.gov.cn_2019/2019b_govcn_b032.html"),
        *(shared / "seeds").glob("004_*.txt"),
    ]
    return sorted([*versions, *sides, *pages])
