"""What a reading of a legal text could not give its place (读出不全), as sentences for a person."""

from collections.abc import Iterator

from digest.law.beside import left_out
from digest.law.gaps import head
from digest.law.structure import unplaced
from digest.model import Reading

_FEW = 8
"""Labels that a sentence names."""


def shortfalls(reading: Reading) -> Iterator[str]:
    """A head that is missing, articles told under no number of their own, further texts of the page
    that are no instrument of their own."""
    if not reading.articles:
        return
    if first := head(reading.articles):
        yield f"the head is missing: the text begins with article {first}"
    if labels := unplaced(reading.document.text):
        shown = "、".join(labels[:_FEW]) + (" …" if len(labels) > _FEW else "")
        yield f"{shown} stands twice or out of order; what it opens is no article of its own"
    for count in left_out(reading):
        yield (
            f"{count} articles that count anew from 第一条 have no title of their own;"
            " put them into a file of theirs"
        )
