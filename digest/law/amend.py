"""Amendment decisions (修改决定): decoded into operations and applied to the old text.

A decision is cut into the parts about each law and these into items; `instructions` reads an item.
What is not understood is said in `Amendment.undecoded`, what does not fit the old text in
`Amendment.unapplied`; nothing is guessed. Not decoded: new chapters, 目, schedules.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from digest.law.instructions import Instruction
from digest.law.items import Part, parts, without_number
from digest.law.orders import instructions
from digest.law.preview import Applied, applied
from digest.law.quotation import curled
from digest.model import Amendment, AmendOp, Operation, Version
from digest.text.normalise import key, simplified

_REPEALS = re.compile(r"废止《[^《》\n]{2,120}》(?:（[^（）\n]{1,120}）)?[。；;]?$")
"""An item that ends a law as a whole: no amendment of it."""
_NAMES = re.compile(
    r"(?:将|在|对|删[去除]|修改|废止|^)(?:修改后的?|原)?《(?P<title>[^《》]{2,90})》"
)
_SAYS_NOTHING = re.compile(
    r"(?:(?:对|修改|废止)?(?:下列|以下)|自[^，。；\n]{1,20}起[^，。；\n]{0,6}施行)[^“”\n]*$"
)
"""A heading above items that each name their law; the commencement of the decision."""
_AMENDS = re.compile(
    r"(?:修改|修订|对)(?:《(?P<title>(?:[^《》\n]|《[^《》\n]*》){3,120})》|〈(?P<inner>[^〈〉\n]{3,120})〉)"
)
_OPENS = 2_000
"""Characters within which a decision says what it amends."""
_SHORT_NAME = 4
_AMENDMENT = re.compile(r"(?:宪法|刑法)修正案")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The instructions of a decision about one law, in order, and the items not understood."""

    instructions: tuple[Instruction, ...]
    undecoded: tuple[str, ...]
    keeps_numbers: bool
    """Whether it is an amendment (修正案): its deletions leave a gap in the numbers."""

    @property
    def operations(self) -> tuple[Operation, ...]:
        return tuple(
            replace(i.operation, old=i.words if i.operation.op is AmendOp.REPLACE else None)
            for i in self.instructions
            if not i.restates
        )


def amend(old: Version, decision: str, preamble: str = "") -> Amendment:
    """The operations of a decision on ``old``, and its text with them as a preview.

    Article numbers are those of the old text, in ``new_article`` those of the new one; so are the
    paragraphs and points of additions. A deletion with ``text`` takes these words out; without,
    the whole place. ``preamble`` is what stands before the first article (引言, 序言).
    """
    told = decode(decision, old.title)
    result: Applied = applied(
        old.articles, told.instructions, preamble, told.keeps_numbers, old.title
    )
    unapplied = tuple(dict.fromkeys(i.operation.quote for i in result.failed))
    return Amendment(told.operations, told.undecoded, result.text, unapplied, result.left_behind)


def decode(decision: str, title: str = "") -> Decoded:
    """What the decision orders about the law of this title; all of it where it amends one law."""
    printed = curled(decision.replace("\r\n", "\n"))
    found: list[Instruction] = []
    undecoded: list[str] = []
    for item in _about(parts(printed), title):
        order = without_number(item)
        plain = simplified(order)
        steps = instructions(order, plain)
        if steps is not None:
            found += steps
        elif not _SAYS_NOTHING.match(plain):
            undecoded.append(item)
    keeps = bool(_AMENDMENT.search(simplified(printed[:_OPENS])))
    return Decoded(tuple(found), tuple(dict.fromkeys(undecoded)), keeps)


def amended_laws(decision: str) -> tuple[str, ...]:
    """The titles of the laws a decision amends, as it prints them."""
    printed = curled(decision)
    held = parts(printed)
    named = [part.title for part in held if part.title]
    items = [item for part in held for item in part.items]
    named += [
        title
        for item in items
        if (title := _named(item)) and not _REPEALS.match(simplified(without_number(item)))
    ]
    if not named:
        found = _AMENDS.search(simplified(printed[:_OPENS]))
        named = [found["title"] or found["inner"]] if found else []
    return tuple(dict.fromkeys(named))


def same_law(named: str, title: str) -> bool:
    """Whether a title in a decision is that of the law, in full or by its last words."""
    a, b = key(named).text, key(title).text
    return bool(a and b) and (a.endswith(b) or b.endswith(a))


def _about(held: Sequence[Part], title: str) -> Iterator[str]:
    """The items about the law of this title: by the heading above them, or the title in them."""
    others = {name for part in held for item in part.items if (name := _named(item))}
    only = len(others) == 1 and not any(part.title for part in held)
    for part in held:
        if len(held) > 1 and part.title and not same_law(part.title, title):
            continue
        for item in part.items:
            name = _named(item)
            if not name or only or same_law(name, title):
                yield item


def _named(item: str) -> str | None:
    """The law an item names by its title. 《解释》 is the short name of any law called so."""
    told = _NAMES.match(simplified(without_number(item)))
    return told["title"] if told and len(told["title"]) > _SHORT_NAME else None
