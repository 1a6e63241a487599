"""What of a text is compared with a register, and how like the two are, unit by unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digest.match.clauses import clauses
from digest.match.embed import Encoder
from digest.match.lexical import Scores
from digest.match.likeness import LEXICAL, SEMANTIC
from digest.match.retrieve import RegisterIndex
from digest.model import Citation, Quote

LINES = 2000
"""Lines of a longer register that are weighed: those nearest to any sentence, and those cited."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text as it is matched: its sentences as printed and in simplified characters, whether it is
    about the field, the keys of the instruments it names."""

    spans: Sequence[Quote]
    plain: Sequence[str]
    relevant: bool
    named: frozenset[str]
    citations: Sequence[Citation] = ()
    own: frozenset[int] = frozenset()
    """Rows of the lines that rest on this text, when it is a law."""
    subject: str | None = None
    """Key of the one instrument a document is about."""
    terms: bool = False
    """It is a service's own terms or policy."""
    words: Scores | None = None
    """Likeness of its sentences with every line by words, where it is known."""
    around: Scores | None = None
    """Of a passage: the evidence of the whole of it for every line."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Likeness of units with how people speak of the lines at these ``columns`` of their rows: with
    the nearest wording, by words and by meaning (units x columns)."""

    columns: NDArray[np.int64]
    words: Scores
    meaning: Scores


@dataclass(frozen=True, slots=True)
class Units:
    """What of a text is compared: sentences, then clauses of them, each by the number of its
    ``sentence``; the ``rows`` that they are weighed against; their likeness by words and by meaning
    (units x rows)."""

    sentence: NDArray[np.int64]
    rows: NDArray[np.int64]
    words: Scores
    meaning: Scores
    spoken: Heard | None


def compared(
    text: Said,
    near: NDArray[np.int64],
    lexical: Scores,
    cited: Iterable[int],
    register: RegisterIndex,
    encoder: Encoder,
) -> Units:
    """The sentences ``near``, and the clauses of them that may be a duty of their own."""
    words = lexical if len(near) == len(lexical) else lexical[near]
    said = [text.plain[i] for i in near]
    # A passage was picked for what it says as a whole.
    if text.around is None:
        parts, of = clauses(text.plain, near.tolist(), register)
        near = np.r_[near, np.array(of, np.int64)]
        words = np.vstack([words, register.best(register.lexical.scores(parts))])
        said += parts
    assert register.semantic is not None  # a register with lines has passages
    placed = register.semantic.place(encoder.encode(said, query=True))
    meaning = register.best(register.semantic.near(placed))
    rows = _worth_weighing(words, meaning, cited)
    heard = None
    if register.spoken is not None and text.around is None:
        of_rows = np.isin(register.spoken.lines, rows)
        heard = Heard(
            np.flatnonzero(np.isin(rows, register.spoken.lines)),
            register.spoken.words(said)[:, of_rows],
            register.spoken.meaning(placed)[:, of_rows],
        )
    return Units(near, rows, words[:, rows], meaning[:, rows], heard)


def _worth_weighing(words: Scores, meaning: Scores, cited: Iterable[int]) -> NDArray[np.int64]:
    """The rows of the lines that may be told, ascending: all of a register of usual length."""
    count = words.shape[1]
    if count <= LINES:
        return np.arange(count)
    most = LEXICAL * words.max(axis=0) + SEMANTIC * meaning.max(axis=0)
    return np.union1d(np.argpartition(most, -LINES)[-LINES:], np.array([*cited], np.int64))
