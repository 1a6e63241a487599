"""What an instrument is about: the words of its title that its lines share and others do not have.

Laws repeat one another, so a duty of the face recognition measures is told by its words only where
the text speaks of faces at all.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from digest.match.terms import HAN, terms
from digest.model import Obligation

SHARED = 0.5
"""Share of an instrument's lines that use a word which says what they are about, at least."""
ELSEWHERE = 0.15
"""Share of all other lines that use it too, at most."""
FEWEST = 3
"""Lines of an instrument by which its subject can be told."""
SPOKEN = 0.35
"""Share of the words of a subject with which a text speaks of it."""
CHINESE = 0.2
"""Share of Chinese characters from which a text is Chinese, as titles are."""


def subjects(
    obligations: Sequence[Obligation], rests_on: Sequence[str]
) -> dict[str, frozenset[str]]:
    """By key of the instrument (``rests_on``: of each line), the terms of its subject; instruments
    about everything (网络安全法) have none."""
    rows: dict[str, list[int]] = {}
    for row, key in enumerate(rests_on):
        rows.setdefault(key, []).append(row)
    said = [set(terms(" ".join((o.name, o.statement, *o.topics)))) for o in obligations]
    everywhere = Counter(term for line in said for term in line)
    found = {}
    for key, own in rows.items():
        if not key or len(own) < FEWEST:
            continue
        here = Counter(term for row in own for term in said[row])
        others = max(1, len(said) - len(own))
        subject = frozenset(
            term
            for term in terms(obligations[own[0]].cites[0].instrument)
            if here[term] >= SHARED * len(own)
            and everywhere[term] - here[term] <= ELSEWHERE * others
        )
        if len(subject) > 1:
            found[key] = subject
    return found


def unspoken(text: str, known: Mapping[str, Collection[str]]) -> frozenset[str]:
    """Keys of the instruments of whose subject the text has hardly a word."""
    if not known or not is_chinese(text):
        return frozenset()
    said = set(terms(text))
    return frozenset(
        key
        for key, subject in known.items()
        if sum(term in said for term in subject) < SPOKEN * len(subject)
    )


def is_chinese(text: str) -> bool:
    """Whether enough of a text is in Chinese characters for its words to be looked for."""
    return sum(map(len, HAN.findall(text))) >= CHINESE * len(text)
