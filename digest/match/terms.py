"""The units of words that matching counts."""

import re

from digest.text.normalise import simplified

HAN = re.compile(r"[㐀-鿿]+")
WORD = re.compile(r"[a-z][a-z0-9]+|\d+(?:\.\d+)*")


def terms(text: str) -> list[str]:
    """Character bigrams of the Chinese, words of the rest; traditional counts as simplified."""
    plain = simplified(text).lower()
    found = [run[i : i + 2] for run in HAN.findall(plain) for i in range(len(run) - 1)]
    return found + WORD.findall(plain)
