"""References that a decision does not adapt (引用条文序号): what they cite has another number
in the new text, or is deleted.

Only words that stood in the old text are looked at: what the decision writes anew counts in the new
numbers.
"""

from collections.abc import Iterator, Sequence

from digest.law.lexicon import folded
from digest.law.places import BARE, Place, places
from digest.law.references import of_another_law
from digest.law.renumbering import Law, Slot
from digest.model import LeftBehind


def left_behind(law: Law, order: Sequence[tuple[str, Slot]]) -> Iterator[LeftBehind]:
    """``order``: the articles of the new text with their numbers there."""
    now: dict[str, str | None] = dict.fromkeys(law.deleted)
    now |= {slot.number: number for number, slot in order if slot.number}
    for number, slot in order:
        kept = slot.body.written() or slot.before if slot.number else ()
        cited = dict.fromkeys(
            place.article for text in kept if text in slot.before for place in _cited(text)
        )
        for one in cited:
            if one is not None and now.get(one, one) != one:
                yield LeftBehind(number, one, now[one])


def _cited(text: str) -> Iterator[Place]:
    """The articles of the same law that a text cites."""
    plain = folded(text)
    end = 0
    for found in BARE.finditer(plain):
        if found.start() < end:
            continue
        held = places(plain, found.start())
        end = held[-1].end if held else found.end()
        if not of_another_law(plain[: found.start()]):
            yield from held
