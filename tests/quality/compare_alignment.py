"""Alignment side by side: difflib taken greedily, the optimal assignment over tf-idf, and ours.

``python -m tests.quality.compare_alignment`` prints the table: the revisions that the weights were
fitted on, those held back, and official amendments.
"""

import difflib
from collections.abc import Callable, Sequence

import numpy
from scipy.optimize import linear_sum_assignment
from sklearn.feature_extraction.text import TfidfVectorizer

from digest.model import Article
from digest.text.normalise import key
from tests.conftest import SHARED
from tests.quality.alignments import (
    Found,
    Group,
    Labelled,
    articles,
    decisions,
    group,
    ours,
    score,
    versions,
)
from tests.quality.measure import held_back

_THRESHOLD = 0.2
"""Cosine from which an assigned pair is one: of 0.15 to 0.4 the best F1 on the open revisions."""


def _greedy(ratio: float) -> Callable[[Sequence[Article], Sequence[Article]], list[Group]]:
    """Each old article in turn takes the most similar new one that is left."""

    def paired(old: Sequence[Article], new: Sequence[Article]) -> list[Group]:
        left = {article.number: article.text for article in new}
        pairs: list[tuple[str, str]] = []
        matcher = difflib.SequenceMatcher(autojunk=False)
        for article in old:
            matcher.set_seq2(article.text)
            best, number = ratio, ""
            for other, text in left.items():
                matcher.set_seq1(text)
                if matcher.real_quick_ratio() <= best or matcher.quick_ratio() <= best:
                    continue
                if matcher.ratio() > best:
                    best, number = matcher.ratio(), other
            if number:
                del left[number]
                pairs.append((article.number, number))
        return _with_rest(pairs, old, new)

    return paired


def _optimal(old: Sequence[Article], new: Sequence[Article]) -> list[Group]:
    vectors = TfidfVectorizer(analyzer="char", ngram_range=(2, 2), sublinear_tf=True).fit_transform(
        [key(article.text).text for article in (*old, *new)]
    )
    alike = (vectors[: len(old)] @ vectors[len(old) :].T).toarray()
    kept = numpy.where(alike >= _THRESHOLD, alike, 0.0)
    pairs = [
        (old[i].number, new[j].number)
        for i, j in zip(*linear_sum_assignment(kept, maximize=True), strict=True)
        if kept[i, j]
    ]
    return _with_rest(pairs, old, new)


def _with_rest(
    pairs: list[tuple[str, str]], old: Sequence[Article], new: Sequence[Article]
) -> list[Group]:
    taken = {a for a, _ in pairs}, {b for _, b in pairs}
    return [
        *(group([a], [b]) for a, b in pairs),
        *(group([a.number], []) for a in old if a.number not in taken[0]),
        *(group([], [b.number]) for b in new if b.number not in taken[1]),
    ]


TOOLS: dict[str, Callable[[Sequence[Article], Sequence[Article]], list[Group]]] = {
    "difflib greedy, 0.4": _greedy(0.4),
    "difflib greedy, 0.8": _greedy(0.8),
    "optimal assignment, tf-idf": _optimal,
    "dutydiff": ours,
}


def _total(tool: str, pairs: Sequence[Labelled]) -> Found:
    found = (score(TOOLS[tool](articles(p.old), articles(p.new)), p) for p in pairs)
    return sum(found, Found())


def main() -> None:
    """Print the table, in percent."""
    labelled = versions(SHARED)
    parts = {
        "open": [one for n, one in enumerate(labelled) if not held_back(n)],
        "held back": [one for n, one in enumerate(labelled) if held_back(n)],
        "decisions": decisions(SHARED),
    }
    columns = (
        *("link precision", "link recall", "one to one recall"),
        *("splits and mergers F1", "in part", "alone F1"),
    )
    print(f"| revisions | tool | {' | '.join(columns)} |")
    print(f"|---|---|{'---|' * len(columns)}")
    for part, pairs in parts.items():
        for tool in TOOLS:
            found = _total(tool, pairs)
            many = found.groups.right + found.groups.missed
            links = found.pairs
            values = (links.precision, links.recall, found.counterparts.recall, found.groups.f1)
            cells = [f"{100 * value:.1f}" for value in values]
            cells += [f"{found.touched} of {many}", f"{100 * found.alone.f1:.1f}"]
            print(f"| {part} | {tool} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
