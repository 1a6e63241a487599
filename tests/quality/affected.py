"""Whole documents against the starter register, as `dutydiff affected FILE` matches them.

A label says which lines a compliance officer would want the document filed under (`MATCHING.md`);
free ids count neither for nor against. Some documents are real ones beside the checkout; others
were written for this without knowledge of the product and the register: they lie in `fresh/`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from digest.errors import DocumentError
from digest.law.numbering import settle
from digest.match import retrieve
from digest.match.decide import THRESHOLD
from digest.match.embed import CachedEncoder
from digest.match.verdicts import Learned
from digest.model import Affected, Reading
from digest.reading import read
from schedules import install, placing, settings
from schedules.placing import KnownDuties
from store import captures, register
from store import documents as stored
from store.database import open_store
from store.vectors import LookedUp, kept_at
from tests.quality.measure import LABELS, Score, capture, rows

SEEN_ON = date(2026, 11, 22)
"""The day a text is taken to be of that bears none."""
PARTS = {
    "documents.tsv": "real",
    "documents_written.tsv": "written",
    "documents_fresh.tsv": "held_back",
}
"""Files of labels. What was written by the first two writers is open, by the third held back."""
FIELD = '"domain": "ai/cyber/data"'
OPEN = ExitStack()
"""What stays open as long as the tests run."""
LOWEST = 0.05
"""Scores from here on are looked at for calibration."""
BINS = (LOWEST, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document with the lines it affects and those that may be found or not. ``path``: below the
    folder of the real documents or, if it was written for this, below this one."""

    path: str
    wanted: frozenset[str]
    free: frozenset[str]
    part: str
    """real, written or held_back."""

    def file(self, shared: Path) -> Path:
        return (shared if self.part == "real" else LABELS.parent) / self.path

    @property
    def kind(self) -> str:
        """seeds, negatives, fresh, or the part of the corpus."""
        folders = self.path.split("/")
        if folders[0] in ("seeds", "fresh"):
            return folders[0]
        return folders[-2 if "negatives" in folders else 1]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the product says of a document: whether it is about the field, and the probability of
    every line from LOWEST on. A document that cannot be read affects nothing."""

    relevant: bool
    scores: Mapping[str, float]

    @property
    def told(self) -> frozenset[str]:
        return frozenset(line for line, score in self.scores.items() if score >= THRESHOLD)


@cache
def documents() -> tuple[Labelled, ...]:
    """The labelled documents."""
    found = []
    labelled = [(part, *row) for file, part in PARTS.items() for row in rows(file)]
    for part, path, ids in labelled:
        listed = [one for one in ids.split(";") if one != "-"]
        wanted = frozenset(one for one in listed if not one.startswith("?"))
        free = frozenset(one[1:] for one in listed if one.startswith("?"))
        found.append(Labelled(path, wanted, free - wanted, part))
    return tuple(found)


# --- the product ----------------------------------------------------------------------------


def law_files(folder: Path) -> list[Path]:
    """The texts of the field's laws, drafts and older versions among them."""
    folders = (
        meta.parent for meta in folder.glob("**/meta.json") if FIELD in meta.read_text("utf-8")
    )
    return sorted(file for one in folders for file in one.glob("*.md"))


@cache
def encoder() -> CachedEncoder:
    """Vectors are kept from one run of the tests to the next, beside those of the register."""
    home = settings.cache_path()
    kept = OPEN.enter_context(kept_at(home / "vectors.sqlite"))
    return install.encoder_of(settings.load(home), LookedUp(kept))


@cache
def product(laws: Path | None = None) -> KnownDuties:
    """The starter register as a command without a store has it or, where ``laws`` is a folder of
    the texts of laws, as a store that holds them. Every line is told from LOWEST on, so that the
    scores below the threshold are seen too."""
    lines = register.starter()
    curious = {line.id: Learned(line.id, LOWEST, (), ()) for line in lines}
    if laws is None:
        settled, numbering = settle(lines, {})
        return KnownDuties(retrieve.index(settled, {}, encoder()), numbering, learned=curious)
    with TemporaryDirectory() as folder, open_store(Path(folder) / "store.db") as db:
        for file in law_files(laws):
            law = reading(file)
            if law is not None:
                captures.add(db, capture(file))
                stored.save(db, law, capture(file).fetched_at)
                placing.place_version(db, law, capture(file), official=False)
        return replace(placing.known_duties(db, lines, encoder()), learned=curious)


def reading(file: Path) -> Reading | None:
    """None for a page that holds no text."""
    try:
        return read(capture(file))
    except DocumentError:
        return None


def day_of(one: Reading) -> date:
    return one.notice.published_on or SEEN_ON


@cache
def affected(file: Path, laws: Path | None = None) -> Affected | None:
    """What a file affects; None where it cannot be read."""
    found = reading(file)
    return product(laws).affected(found, day_of(found), None, encoder()) if found else None


def answer(file: Path, laws: Path | None = None) -> Answer:
    found = affected(file, laws)
    if found is None:
        return Answer(False, {})
    return Answer(found.relevant, {match.obligation: match.score for match in found.matches})


# --- scores ---------------------------------------------------------------------------------


def score(labelled: Labelled, told: Iterable[str]) -> Score:
    """The lines told of one document."""
    counted = frozenset(told) - labelled.free
    right = len(counted & labelled.wanted)
    return Score(right, len(counted) - right, len(labelled.wanted) - right)


def total(shared: Path, some: Iterable[Labelled], laws: Path | None = None) -> Score:
    return sum((score(one, answer(one.file(shared), laws).told) for one in some), Score())


# --- off topic --------------------------------------------------------------------------------


def off_topic(shared: Path) -> Iterator[Labelled]:
    """Posts and texts that affect nothing: all but those that are labelled as affecting."""
    known = {one.path: one for one in documents() if one.part == "real"}
    corpus = shared / "corpus"
    for file in sorted(
        [*(corpus / "wechat").rglob("*.md"), *corpus.glob("commentary/negatives/*")]
    ):
        path = str(file.relative_to(shared))
        one = known.get(path) or Labelled(path, frozenset(), frozenset(), "real")
        if not one.wanted:
            yield one


def false_alerts(shared: Path, every: int = 1) -> tuple[list[str], int]:
    """The off-topic texts of which a line is told, and how many were read: all, or ``every`` so
    many one."""
    posts = list(off_topic(shared))[::every]
    return [p.path for p in posts if answer(shared / p.path).told - p.free], len(posts)


# --- calibration ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bin:
    """Pairs of a document and a line whose probability lies in [low, high)."""

    low: float
    high: float
    count: int
    said: float
    """Mean probability."""
    right: float
    """Share of the pairs that the labels know."""


def reliability(shared: Path, some: Iterable[Labelled]) -> tuple[Bin, ...]:
    """How often what is said to be likely is right; bins without pairs are left out."""
    pairs = [
        (min(score, 0.9999), line in one.wanted)
        for one in some
        for line, score in answer(one.file(shared)).scores.items()
        if line not in one.free
    ]
    found = []
    for low, high in pairwise(BINS):
        here = np.array([pair for pair in pairs if low <= pair[0] < high])
        if len(here):
            found.append(Bin(low, high, len(here), *map(float, here.mean(axis=0))))
    return tuple(found)


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: the mean distance of said and right, by number of pairs."""
    return sum(b.count * abs(b.said - b.right) for b in bins) / sum(b.count for b in bins)
