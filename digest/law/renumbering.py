"""The order and the numbers of articles under the operations of a decision."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from digest.law.chapters import under
from digest.law.instructions import Instruction
from digest.law.rewriting import Body, Paragraph, arranged, quoted
from digest.model import AmendOp


@dataclass(slots=True)
class Slot:
    """An article on its way to the new text; ``number`` is that of the old one."""

    number: str
    label: str
    path: tuple[str, ...] | None
    body: Body
    before: tuple[str, ...]
    """Its paragraphs in the old text: those of the new one where what is ordered does not fit."""
    under: str | None = None
    """The new heading of an added article."""


@dataclass(slots=True)
class Law:
    """A law on its way to the new text, its articles by their old numbers."""

    title: str
    preamble: Slot
    articles: dict[str, Slot]
    renamed: str | None = None
    deleted: set[str] = field(default_factory=set)
    failed: list[Instruction] = field(default_factory=list)


def slot_of(
    number: str, path: tuple[str, ...] | None, texts: Sequence[str], printed: str = ""
) -> Slot:
    return Slot(number, printed, path, Body([Paragraph(t) for t in texts]), tuple(texts))


def renumbers(steps: Sequence[Instruction], keeps_numbers: bool) -> bool:
    told = [step.operation for step in steps]
    if any(o.article is None and o.new_article is None and o.op is AmendOp.RENUMBER for o in told):
        return True
    if any(o.new_article and "-" not in o.new_article for o in told):
        return True
    branches = any("-" in (o.new_article or "") for o in told)
    gone = any(
        s.operation.op is AmendOp.DELETE
        and s.words is None
        and s.operation.paragraph is None
        and s.operation.point is None
        for s in steps
    )
    return gone and not keeps_numbers and not branches


def branched(law: Law, placed: Sequence[Instruction]) -> list[tuple[str, Slot]]:
    """The articles under their old numbers, with 第N条之一 after 第N条."""
    order = [(slot.number, slot) for n, slot in law.articles.items() if n not in law.deleted]
    for step in sorted(placed, key=lambda s: _rank(s.operation.new_article or "")):
        number = step.operation.new_article or ""
        main, _, after = number.partition("-")
        before = main if after == "1" else f"{main}-{int(after) - 1}"
        at = next((n for n, (known, _) in enumerate(order) if known == before), None)
        if at is None or number in law.articles:
            law.failed.append(step)
            continue
        order.insert(at + 1, (number, _new(step, order[at][1].path)))
    return order


def placed_in(
    law: Law, placed: Sequence[Instruction], moves: Sequence[Instruction]
) -> list[tuple[str, Slot]]:
    """The articles in a numbering without gaps, those named at the numbers they are given."""
    groups = _groups(law)
    places = {number: n for n, number in enumerate(groups, start=1)}
    moved: dict[int, int] = {}
    added: dict[int, list[Slot]] = {}
    for step in moves:
        told = step.operation
        if told.article in places and (told.new_article or "").isdigit():
            moved[places[told.article]] = int(told.new_article or 0)
    room = sum(group is not None for group in groups.values()) + len(placed)
    for step in placed:
        number = step.operation.new_article or ""
        if not number.isdigit() or int(number) in added or int(number) > room:
            law.failed.append(step)
            continue
        added[int(number)] = [_new(step, None)]
    order = arranged(list(groups.values()), moved, added)
    if order is None:
        law.failed += [*moves, *placed]
        order = [group for group in groups.values() if group]
    return _numbered(order)


def _groups(law: Law) -> dict[str, list[Slot] | None]:
    """Each 第N条 with its 第N条之一; None where it is deleted. What is left of a deleted one stands
    by itself."""
    groups: dict[str, list[Slot] | None] = {}
    for number, slot in law.articles.items():
        main = number.partition("-")[0]
        above = groups.get(main)
        if number in law.deleted:
            groups |= {number: None} if number == main else {}
        elif number != main and above is not None:
            above.append(slot)
        else:
            groups[number] = [slot]
    return groups


def _numbered(order: Sequence[list[Slot]]) -> list[tuple[str, Slot]]:
    found: list[tuple[str, Slot]] = []
    first = next((group[0].path for group in order if group[0].path is not None), ())
    for place, group in enumerate(order, start=1):
        for branch, slot in enumerate(group):
            if slot.path is None:
                slot.path = under(slot.under, (found[-1][1].path if found else first) or ())
            found.append((f"{place}-{branch}" if branch else str(place), slot))
    return found


def _new(step: Instruction, path: tuple[str, ...] | None) -> Slot:
    slot = slot_of("", path, quoted(step.operation.text or "").splitlines())
    slot.under = step.under
    return slot


def _rank(number: str) -> tuple[int, int]:
    main, _, after = number.partition("-")
    return int(main), int(after or 0)
