"""Sentences of a text with their offsets: the unit that is compared and quoted."""

import re
from collections.abc import Iterator

from digest.model import Quote

SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]*[”’」』）)]*")
WRAP = re.compile(r"(?<=[a-z,;:)’'”\"-])[ \t]{0,9}\n[ \t]{0,9}(?=[a-z(“\"‘])")
"""A line of Latin text that ends within a sentence goes on in the next."""
STOP = re.compile(r"(?<=[a-z0-9)\]”\"’]\.)[ \t]{1,9}(?=[A-Z“\"(])")
"""Where a sentence of Latin text ends."""
SHORTEST = 8
"""Characters; shorter pieces are headings, labels and names."""
LONGEST = 400
"""Characters; text without punctuation is cut here, for the encoder reads 512 tokens."""
NEAR = 60
"""Characters before a fair cut in which a mark is looked for."""


def sentences(text: str, offset: int = 0) -> tuple[Quote, ...]:
    """Spans of `text` shifted by `offset`, blanks at the ends left out."""
    found = []
    # Of the same length, so that offsets hold.
    unwrapped = WRAP.sub(lambda wrap: " " * len(wrap[0]), text)
    cut = STOP.sub(lambda stop: "\n" * len(stop[0]), unwrapped)
    for match in SENTENCE.finditer(cut):
        for start, end in _parts(cut, match.start(), match.end()):
            span = _trimmed(text, start, end, offset)
            if len(span.text) >= SHORTEST:
                found.append(span)
    return tuple(found)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, or as few parts of it as LONGEST allows, each to the end of a clause or a word
    where one is near: a scrap that is left over says nothing."""
    while end - start > LONGEST:
        fair = start + (end - start) // -(-(end - start) // LONGEST)
        marks = [at for mark in "，,、 " if (at := text.rfind(mark, fair - NEAR, fair)) > 0]
        stop = max(marks) + 1 if marks else fair
        yield start, stop
        start = stop
    yield start, end


def pieces(text: str) -> tuple[Quote, ...]:
    """The sentences of a text or, where it has none, the text itself: a heading or a label."""
    span = _trimmed(text, 0, min(len(text), LONGEST), 0)
    return sentences(text) or ((span,) if span.text else ())


def sentence_at(text: str, start: int, end: int) -> Quote:
    """The sentence around text[start:end], at most LONGEST characters beyond it on either side."""
    left = max(
        (text.rfind(mark, max(0, start - LONGEST), start) for mark in "。！？；\n"), default=-1
    )
    ends = [at for mark in "。！？；\n" if (at := text.find(mark, end, end + LONGEST)) >= 0]
    right = min(ends) + 1 if ends else min(len(text), end + LONGEST)
    return _trimmed(text, left + 1 if left >= 0 else max(0, start - LONGEST), right, 0)


def _trimmed(text: str, start: int, end: int, offset: int) -> Quote:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    return Quote(piece, offset + start, offset + start + len(piece))
