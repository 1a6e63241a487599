"""Headings of 编, 章 and 节 under the operations of a decision. A path is what stands above an
article, the highest first."""

import re

from digest.law.instructions import Instruction
from digest.law.labels import han
from digest.law.rewriting import quoted
from digest.model import AmendOp
from digest.text.normalise import key
from digest.text.numerals import to_int

Path = tuple[str, ...]
_LABEL = re.compile(
    r"第(?P<number>[^ \u3000]{1,6})(?P<unit>[编章节])|[一二三四五六七八九十]{1,3}、"
)
_UNITS = "编章节"


def name(heading: str) -> str:
    """What a heading says without its number, for comparison."""
    return key(_LABEL.sub("", heading, count=1)).text


def changed(path: Path, step: Instruction) -> Path:
    """The path with a heading renamed, or renumbered with those that follow it."""
    if step.operation.op is AmendOp.RENUMBER:
        return _renumbered(path, step)
    old, new = step.words or "", quoted(step.operation.text or "")
    opened = _LABEL.match(old)
    if opened and opened[0] == old:  # named by its label alone
        new = new if _LABEL.match(new) else f"{old}　{new}"
        return tuple(new if part.startswith(old) else part for part in path)
    return tuple(new if key(part).text == key(old).text else part for part in path)


def under(heading: str | None, path: Path) -> Path:
    """The path of an article with a new heading that follows the articles of ``path``."""
    told = _LABEL.match(heading or "")
    if heading is None or told is None:
        return path
    higher = _UNITS.partition(told["unit"] or "节")[0]
    return (*(p for p in path if (m := _LABEL.match(p)) and (m["unit"] or "-") in higher), heading)


def _renumbered(path: Path, step: Instruction) -> Path:
    old, new = _LABEL.match(step.words or ""), _LABEL.match(step.operation.text or "")
    first, last = (to_int(found["number"] or "") if found else None for found in (old, new))
    outside = step.under and not any(part.startswith(step.under) for part in path)
    if not old or first is None or last is None or outside:
        return path
    return tuple(_shifted(part, old["unit"], first, last - first) for part in path)


def _shifted(part: str, unit: str, first: int, by: int) -> str:
    found = _LABEL.match(part)
    place = to_int(found["number"]) if found and found["unit"] == unit else None
    if not found or place is None or place < first:
        return part
    return f"第{han(place + by)}{unit}{part[found.end() :]}"
