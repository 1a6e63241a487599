"""The register made searchable: by what its lines cite, by their words, by their meaning."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from digest.law.versions import instrument_key
from digest.match.embed import Encoder, Vectors
from digest.match.lexical import Lexical, Scores
from digest.match.relevance import lexicon
from digest.match.spoken import Spoken
from digest.match.subjects import subjects
from digest.match.wordings import wordings
from digest.model import Obligation

SENTENCE_END = re.compile(r"[。！？；;\n]")

PASSAGE = 180
"""Characters of one passage of an obligation: about the longest sentence of a statute."""
PASSAGES = 6
"""Passages kept of one obligation; a longer article is a list whose head says what it is about."""

ARTICLE = 0.7
"""Likeness with the article a line rests on counts so much of that with the line itself: laws
repeat one another, and an article says more than the line. Measured in `tests/quality`."""

HEAD = 40
"""Characters by which the statement of an adopted article is known to be its text."""


class Semantic:
    """Passages in the encoder's space, centred.

    The cosines of e5 crowd between 0.8 and 0.9; without the direction that all texts of the field
    share (the mean over `field.toml`'s background sentences) they spread over -1 to 1.
    """

    def __init__(self, passages: Sequence[str], weights: Scores, encoder: Encoder) -> None:
        self._centre = encoder.encode(lexicon().background, query=True).mean(axis=0)
        self.passages = self.place(encoder.encode(passages, query=True)) * weights[:, None]

    def place(self, vectors: Vectors) -> Vectors:
        moved = vectors - self._centre
        return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True).clip(1e-9))

    def scores(self, texts: Sequence[str], encoder: Encoder) -> Scores:
        """Texts x passages."""
        return self.near(self.place(encoder.encode(texts, query=True)))

    def near(self, placed: Vectors) -> Scores:
        """The same of texts that are placed already."""
        return np.asarray(placed @ self.passages.T)


@dataclass(frozen=True, slots=True)
class RegisterIndex:
    """A register ready to be searched.

    ``cited`` maps an instrument's key to article to the rows of the obligations that rest on it;
    article None holds those that rest on the instrument as a whole. ``rests_on``: the key of the
    instrument of each obligation's first cite; ``resting``: the rows by it; ``subjects``: what the
    lines of an instrument are about, by its key. ``owner`` says for every passage which row of
    ``obligations`` it belongs to; rows are ascending and each has one. ``spoken``: how people speak
    of lines, where it is known.
    """

    obligations: tuple[Obligation, ...]
    cited: Mapping[str, Mapping[str | None, tuple[int, ...]]]
    rests_on: tuple[str, ...] = field(repr=False)
    resting: Mapping[str, NDArray[np.int64]] = field(repr=False)
    subjects: Mapping[str, frozenset[str]] = field(repr=False)
    owner: NDArray[np.int64] = field(repr=False)
    lexical: Lexical = field(repr=False)
    semantic: Semantic | None = field(repr=False)
    spoken: Spoken | None = field(repr=False)

    def best(self, scores: Scores) -> Scores:
        """Texts x passages to texts x obligations: an obligation is as near as its best passage."""
        starts = np.flatnonzero(np.r_[True, self.owner[1:] != self.owner[:-1]])
        if len(starts) == scores.shape[1]:
            return scores
        return np.maximum.reduceat(scores, starts, axis=1)

    def words(self, texts: Sequence[str]) -> Scores:
        """Likeness of the words of texts with each obligation, its wordings included."""
        words = self.best(self.lexical.scores(texts))
        if self.spoken is not None:
            at = self.spoken.lines
            words[:, at] = np.maximum(words[:, at], self.spoken.words(texts))
        return words

    def nearness(self, texts: Sequence[str]) -> Scores:
        """How near the words of each text are to any line or wording."""
        near = self.lexical.nearest(texts)
        return near if self.spoken is None else np.maximum(near, self.spoken.nearest(texts))

    def weighed(self, instruments: Mapping[str, float]) -> Scores:
        """For each obligation the weight of the instrument it rests on, by key; else 0."""
        weights = np.zeros(len(self.obligations), np.float32)
        for key, weight in instruments.items():
            if key in self.resting:
                weights[self.resting[key]] = weight
        return weights

    def rows(self, instrument: str, article: str | None) -> tuple[int, ...]:
        """Obligations that rest on this article of the instrument with this key."""
        return self.cited.get(instrument, {}).get(article, ())


def index(
    obligations: Sequence[Obligation], articles: Mapping[str, str], encoder: Encoder
) -> RegisterIndex:
    """Index a register. ``articles``: obligation id -> text of the article it cites, if known."""
    passages: list[str] = []
    weights: list[float] = []
    owner: list[int] = []
    for row, obligation in enumerate(obligations):
        parts = passages_of(obligation, articles.get(obligation.id, ""))
        passages += parts
        weights += parts.values()
        owner += [row] * len(parts)
    weighed = np.array(weights, np.float32)
    owners = np.array(owner, np.int64)
    semantic = Semantic(passages, weighed, encoder) if passages else None
    rests_on = tuple(instrument_key(o.cites[0].instrument) if o.cites else "" for o in obligations)
    return RegisterIndex(
        obligations=tuple(obligations),
        cited=_cited(obligations),
        rests_on=rests_on,
        resting=_by_key(rests_on),
        subjects=subjects(obligations, rests_on),
        owner=owners,
        lexical=Lexical(passages, weighed),
        semantic=semantic,
        spoken=_spoken(obligations, semantic, encoder),
    )


def _spoken(
    obligations: Sequence[Obligation],
    semantic: Semantic | None,
    encoder: Encoder,
) -> Spoken | None:
    said = wordings(obligations)
    if semantic is None or not said:
        return None
    placed = semantic.place(encoder.encode([text for _, text in said], query=True))
    return Spoken(said, placed)


def passages_of(obligation: Obligation, article: str) -> dict[str, float]:
    """What an obligation is known by, each passage with its weight."""
    said = obligation.statement
    # The name of an adopted article is how it begins.
    statement = said if said.startswith(obligation.name) else f"{obligation.name}：{said}"
    gloss = [obligation.gloss] if obligation.gloss else []
    pieces = _pieces(article or (said if len(said) > PASSAGE else ""))
    adopted = not article or said[:HEAD] in article
    known = dict.fromkeys([statement, *gloss], 1.0)
    for piece in pieces:
        known.setdefault(piece, 1.0 if adopted else ARTICLE)
    return dict([*known.items()][:PASSAGES])


def _pieces(text: str) -> Iterable[str]:
    """Whole sentences put together up to PASSAGE characters."""
    piece = ""
    for sentence in SENTENCE_END.split(text):
        sentence = sentence.strip()
        if piece and len(piece) + len(sentence) > PASSAGE:
            yield piece
            piece = ""
        piece += sentence + "。" if sentence else ""
    if piece:
        yield piece


def _by_key(keys: Sequence[str]) -> dict[str, NDArray[np.int64]]:
    rows: dict[str, list[int]] = {}
    for row, key in enumerate(keys):
        rows.setdefault(key, []).append(row)
    return {key: np.array(of, np.int64) for key, of in rows.items()}


def _cited(obligations: Sequence[Obligation]) -> dict[str, dict[str | None, tuple[int, ...]]]:
    table: dict[str, dict[str | None, list[int]]] = {}
    for row, obligation in enumerate(obligations):
        for cite in obligation.cites:
            rows = table.setdefault(instrument_key(cite.instrument), {}).setdefault(
                cite.article, []
            )
            if row not in rows:
                rows.append(row)
    return {
        instrument: {article: tuple(rows) for article, rows in articles.items()}
        for instrument, articles in table.items()
    }
