"""How surely a sentence is about a line of the register, by words and meaning alone."""

import re

import numpy as np

from digest.match.relevance import TITLE, lexicon
from digest.match.retrieve import Scores

HAN = re.compile("[㐀-鿿]")

# Logistic combination of the cosines of a sentence with a line (`probability`), fitted on some
# 200 pairs of a real sentence and a line it is about, in ten articles, against all others; BIAS
# is raised by 1 for recall, HEADING and ELSEWHERE are set by hand.
BIAS = -10.6
LEXICAL = 14.5
SEMANTIC = 11.0
NAMED = 1.6
"""The text names the instrument the line rests on."""
HEADING = -3.5
"""The sentence is short and asks for nothing."""
HEADING_LENGTH = 20
"""Chinese characters outside 《》."""
ELSEWHERE = -4.0
"""The words stand under a citation of another article of the line's instrument, or in a law of the
register that is not the line's: laws repeat one another."""
LEAD = 0.63
"""For each unit by which the line is nearer to the sentence than the next best, or less near than
the best; a sentence is mostly about one line."""
LARGEST_LEAD = 2.0


def probability(lexical: Scores, semantic: Scores, prior: Scores) -> Scores:
    """Texts x obligations. The lead of the nearest line over the next counts as well."""
    evidence = LEXICAL * lexical + SEMANTIC * semantic + prior
    lead = np.zeros_like(evidence)
    if evidence.shape[1] > 1:
        best = np.partition(evidence, -2, axis=1)[:, -2:]
        rival = np.where(evidence == best[:, 1:], best[:, :1], best[:, 1:])
        lead = (evidence - rival).clip(-LARGEST_LEAD, LARGEST_LEAD)
    return np.asarray(1 / (1 + np.exp(-(BIAS + evidence + LEAD * lead))))


def is_heading(sentence: str) -> bool:
    """Short, and nothing in it asks for anything; titles in 《》 do not count.

    ``sentence`` in simplified characters; one without Chinese characters is judged by its letters.
    """
    said = TITLE.sub("", sentence)
    length = len(HAN.findall(said)) if HAN.search(sentence) else len(said.split())
    return length < HEADING_LENGTH and lexicon().asks.search(said) is None
