"""Which lines a passage is about, beyond its single sentences: the words of the whole of it, the
instrument it names, the instruments named before it, the words and the meaning that lead to it.
"""

from collections import Counter
from collections.abc import Sequence

from digest.law.versions import instrument_key
from digest.match.embed import Encoder
from digest.match.lexical import Scores
from digest.match.retrieve import RegisterIndex
from digest.match.sentences import sentences
from digest.model import Citation
from digest.text.normalise import simplified

# Weights of a linear fusion, in one unit with those of `likeness.of_passage`. Fitted listwise on
# some 350 sentences of commentary and of judicial and tax interpretations that cite an article, its
# number masked, and 180 passages labelled by hand, each against all articles of its register; by
# cross-validation over documents the optimum is flat (`tests/quality/matching.py`).
WORDS = 7.3
"""The passage as a whole, by the share of its words that the line has."""
NAMED = 4.5
LAST = 1.0
MENTIONED = 2.2
SHARE = 3.1
LEADING_WORDS = 2.9
LEADING_MEANING = 3.0
LEADING = 300
"""Characters before the passage whose words count; of their meaning, the last sentence."""


def evidence(
    text: str,
    context: str,
    own: Sequence[Citation],
    earlier: Sequence[Citation],
    register: RegisterIndex,
    encoder: Encoder | None,
) -> Scores:
    """Evidence for every line beside what its sentences say. ``own``: what the
    passage cites, ``earlier``: what the context does; without an encoder words alone count."""
    said = simplified(text)
    found = _instruments(own, earlier, register)
    found += WORDS * register.best(register.lexical.shares(said)[None, :])[0]
    lead = simplified(context[-LEADING:])
    if lead.strip():
        found += LEADING_WORDS * register.best(register.lexical.shares(lead)[None, :])[0]
        last = sentences(lead)[-1:]
        if encoder is not None and register.semantic is not None and last:
            meaning = register.semantic.scores([last[0].text], encoder)
            found += LEADING_MEANING * register.best(meaning)[0]
    return found


def _instruments(
    own: Sequence[Citation], earlier: Sequence[Citation], register: RegisterIndex
) -> Scores:
    """Lines of an instrument the passage names; where it names none of the register's, of those
    that the text before it does: the last one, each, and by how often."""
    here = {instrument_key(c.instrument) for c in own if c.instrument}
    if here & register.cited.keys():
        weight = dict.fromkeys(here, NAMED)
    else:
        before = [instrument_key(c.instrument) for c in earlier if c.instrument]
        times = Counter(before)
        weight = {key: MENTIONED + SHARE * n / len(before) for key, n in times.items()}
        for key in before[-1:]:
            weight[key] += LAST
    return register.weighed(weight)
