"""The text of a law with the operations of a decision applied: a preview, no official text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.model import AmendOp, Article

if TYPE_CHECKING:
    from digest.law.amend import Instruction


@dataclass(slots=True)
class _Slot:
    """An article on its way to the new text; ``number`` is that of the old one."""

    number: str | None
    path: tuple[str, ...]
    paragraphs: list[str]


def applied(
    articles: Sequence[Article], instructions: Sequence[Instruction]
) -> tuple[str, list[Instruction]]:
    """The new text, and the instructions that do not fit the old one.

    Added and deleted articles renumber all that follow, unless the decision adds 第N条之一, which
    leaves every other number as it is.
    """
    slots = [_Slot(a.number, a.path, _paragraphs(a)) for a in articles]
    failed = [i for i in instructions if not _is_placed(i) and not _changed(slots, i)]
    added = [i for i in instructions if _is_placed(i)]
    for instruction in sorted(added, key=lambda i: _order(i.operation.new_article)):
        if not _inserted(slots, instruction):
            failed.append(instruction)
    keeps = any("-" in (i.operation.new_article or "") for i in instructions)
    renumbered = bool(added) or any(
        i.operation.op is AmendOp.DELETE and _whole(i) for i in instructions
    )
    return _written(slots, renumbered and not keeps), failed


def han(number: int) -> str:
    """Chinese numeral of 1 to 9999 as labels print it: 十, 一百零一, 一千零六十."""
    written, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += ("零" if gap else "") + "一二三四五六七八九"[digit - 1] + name
        gap = bool(written) and not digit
    return written.removeprefix("一") if 10 <= number < 20 else written


def label(number: str) -> str:
    """第十七条之一 of "17-1"."""
    whole, _, after = number.partition("-")
    return f"第{han(int(whole))}条" + (f"之{han(int(after))}" if after else "")


def _paragraphs(article: Article) -> list[str]:
    """The 款 of an article, each with its 项."""
    starts = [p.start - article.start for p in article.paragraphs if p.point is None]
    if not starts or starts[0] != 0:
        return [article.text]
    pieces = zip(starts, [*starts[1:], len(article.text)], strict=True)
    return [article.text[a:b].rstrip() for a, b in pieces]


def _is_placed(instruction: Instruction) -> bool:
    return instruction.operation.op is AmendOp.ADD and instruction.operation.paragraph is None


def _whole(instruction: Instruction) -> bool:
    return instruction.operation.paragraph is None and instruction.old_words is None


def _changed(slots: list[_Slot], instruction: Instruction) -> bool:
    """Apply to the article the instruction names; False when the old text has no such place."""
    operation = instruction.operation
    slot = next((s for s in slots if s.number == operation.article), None)
    if slot is None:
        return False
    if operation.op is AmendOp.RENUMBER:
        return True
    if instruction.old_words is not None:
        after = (operation.text or "") if operation.op is AmendOp.REPLACE else ""
        return _reworded(slot, instruction.old_words, after, operation.paragraph)
    if operation.paragraph is None:
        if operation.op is AmendOp.DELETE:
            slots.remove(slot)
        else:
            slot.paragraphs = [operation.text or ""]
        return True
    at = operation.paragraph - 1
    if operation.op is AmendOp.ADD:
        if at > len(slot.paragraphs):
            return False
        slot.paragraphs.insert(at, operation.text or "")
        return True
    if at >= len(slot.paragraphs):
        return False
    slot.paragraphs[at : at + 1] = [] if operation.op is AmendOp.DELETE else [operation.text or ""]
    return True


def _reworded(slot: _Slot, old: str, new: str, paragraph: int | None) -> bool:
    reach = range(len(slot.paragraphs)) if paragraph is None else range(paragraph - 1, paragraph)
    places = [n for n in reach if n < len(slot.paragraphs) and old in slot.paragraphs[n]]
    for n in places:
        slot.paragraphs[n] = slot.paragraphs[n].replace(old, new)
    return bool(places)


def _inserted(slots: list[_Slot], instruction: Instruction) -> bool:
    """Put an added article at its number in the new text."""
    number = instruction.operation.new_article or ""
    whole, _, after = number.partition("-")
    if after:
        before = whole if after == "1" else f"{whole}-{int(after) - 1}"
        at = next((n + 1 for n, s in enumerate(slots) if s.number == before), None)
    else:
        at = int(whole) - 1
    if at is None or at > len(slots):
        return False
    path = slots[at - 1].path if at else ()
    slots.insert(at, _Slot(number if after else None, path, [instruction.operation.text or ""]))
    return True


def _order(number: str | None) -> tuple[int, int]:
    whole, _, after = (number or "0").partition("-")
    return int(whole), int(after or 0)


def _written(slots: Sequence[_Slot], renumbered: bool) -> str:
    lines: list[str] = []
    path: tuple[str, ...] = ()
    for place, slot in enumerate(slots, start=1):
        lines += [part for n, part in enumerate(slot.path) if slot.path[: n + 1] != path[: n + 1]]
        path = slot.path
        number = str(place) if renumbered or slot.number is None else slot.number
        lines.append(f"{label(number)}　" + "\n".join(slot.paragraphs))
    return "\n".join(lines)
