"""How surely a sentence is about a line of the register, by words and meaning alone."""

import re
from typing import NamedTuple

import numpy as np

from digest.match.lexical import Scores
from digest.match.relevance import TITLE, lexicon

HAN = re.compile("[㐀-鿿]")

# Logistic combination of the cosines of a sentence with a line (`probability`), fitted on some
# 200 pairs of a real sentence and a line it is about, in ten articles, against all others; BIAS
# is raised by 0.9 for recall; HEADING, ELSEWHERE and TERMS are set by hand; SUBJECT, UNSPOKEN and
# CLAUSE on whole documents, where the optimum is flat (`tests/quality/affected.py`).
BIAS = -10.7
LEXICAL = 14.5
SEMANTIC = 11.0
NAMED = 1.6
"""The text names the instrument the line rests on."""
SUBJECT = 3.0
"""It is the one the document is about, which tells its articles in words of its own."""
HEADING = -3.5
"""The sentence is short and asks for nothing."""
HEADING_LENGTH = 20
"""Chinese characters outside 《》."""
ELSEWHERE = -4.0
"""The words stand under a citation of another article of the line's instrument, or in a law of the
register that is not the line's: laws repeat one another."""
UNSPOKEN = -4.0
"""The text has hardly a word of what the line's instrument is about (`subjects`)."""
TERMS = 2.0
"""The text is a service's own terms or policy: they keep duties in words of their own."""
CLAUSE = -3.5
"""A clause by itself: few words are easily alike."""
LEAD = 0.63
"""For each unit by which the line is nearer to the sentence than the next best, or less near than
the best; a sentence is mostly about one line."""
LARGEST_LEAD = 2.0
LARGEST_LAG = 3.0
"""The most that counts of either: in a short register the next best may be about anything."""
SPREAD = 1.3
"""How much surer than fitted on sentences the whole is on documents: what is said to be likely
comes true more often, and what is not, less."""


# The same for a line with wordings (`spoken`), whose own words and meaning count beside those of
# the nearest wording; ABOUT: the document is about the field. `tests/quality/spoken.py` fits them;
# BIAS is 0.34 lower: what is told wrongly costs more than what is missed.
SPOKEN_BIAS = -11.52
SPOKEN_LEXICAL = 4.12
SPOKEN_WORDS = 4.25
SPOKEN_SEMANTIC = 6.44
SPOKEN_MEANING = 6.57
SPOKEN_PRIOR = 0.51
SPOKEN_LEAD = 0.7
SPOKEN_ABOUT = 0.91


# The same for a passage, with what stands around it (`around`); evidence there has a unit of its
# own. UNIT, LEAD and START are fitted on 220 labelled passages against the starter register.
PASSAGE_LEXICAL = 8.0
PASSAGE_SEMANTIC = 11.3
PASSAGE_UNIT = 0.45
PASSAGE_START = -7.23
PASSAGE_LEAD = 0.61
PASSAGE_LARGEST_LEAD = 4.0


def probability(lexical: Scores, semantic: Scores, prior: Scores) -> Scores:
    """Texts x obligations. The lead of the nearest line over the next counts as well."""
    evidence = LEXICAL * lexical + SEMANTIC * semantic + prior
    surely = BIAS + evidence + LEAD * _lead(evidence, LARGEST_LEAD, LARGEST_LAG)
    return _logistic(np.asarray(SPREAD * surely, np.float32))


class Alike(NamedTuple):
    """How like units are to lines with wordings, units x lines: by words with the line and with the
    nearest wording, by meaning with both, and ``prior``, as in `probability`."""

    lexical: Scores
    words: Scores
    semantic: Scores
    meaning: Scores
    prior: Scores


def of_spoken(alike: Alike, about: bool) -> Scores:
    """Units x lines with wordings. ``about``: the text is about the field."""
    weights = SPOKEN_LEXICAL, SPOKEN_WORDS, SPOKEN_SEMANTIC, SPOKEN_MEANING, SPOKEN_PRIOR
    evidence = np.sum([w * part for w, part in zip(weights, alike, strict=True)], axis=0)
    lead = SPOKEN_LEAD * _lead(evidence, LARGEST_LEAD, LARGEST_LEAD)
    return _logistic(SPOKEN_BIAS + SPOKEN_ABOUT * about + evidence + lead)


def of_passage(lexical: Scores, semantic: Scores, around: Scores, prior: Scores) -> Scores:
    """Sentences of one passage x obligations. ``around``: evidence of the whole passage for each
    line; ``prior``: as in `probability`."""
    evidence = PASSAGE_LEXICAL * lexical + PASSAGE_SEMANTIC * semantic + around
    lead = PASSAGE_LEAD * _lead(evidence, PASSAGE_LARGEST_LEAD, PASSAGE_LARGEST_LEAD)
    return _logistic(PASSAGE_START + PASSAGE_UNIT * evidence + lead + prior)


def _lead(evidence: Scores, largest: float, largest_lag: float) -> Scores:
    """By how much each line is before the next best, or behind the best."""
    if evidence.shape[1] < 2:
        return np.zeros_like(evidence)
    row = np.arange(len(evidence))
    at = evidence.argmax(axis=1)
    best = evidence[row, at]
    evidence[row, at] = -np.inf
    ahead = best - evidence.max(axis=1)
    evidence[row, at] = best
    lead = (evidence - best[:, None]).clip(-largest_lag, 0)
    lead[row, at] = ahead.clip(0, largest)
    return np.asarray(lead)


def _logistic(evidence: Scores) -> Scores:
    return np.asarray(1 / (1 + np.exp(-evidence)))


def is_heading(sentence: str) -> bool:
    """Short, and nothing in it asks for anything; titles in 《》 do not count.

    ``sentence`` in simplified characters; one without Chinese characters is judged by its letters.
    """
    said = TITLE.sub("", sentence)
    length = len(HAN.findall(said)) if HAN.search(sentence) else len(said.split())
    return length < HEADING_LENGTH and lexicon().asks.search(said) is None
