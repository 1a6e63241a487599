"""The labelled pages: what of a page is its body, what may stand beside it."""

import re
from dataclasses import dataclass
from pathlib import Path

from tests.quality.blocks import blocks
from tests.quality.measure import rows

_RANGE = re.compile(r"(\d+)(?:-(\d+))?(?:@(\d+)-(\d+))?")


@dataclass(frozen=True, slots=True)
class Page:
    """One labelled page. A page of kind failure or empty has no text to keep."""

    path: Path
    kind: str
    body: tuple[str, ...]
    optional: tuple[str, ...]
    textless: bool


def labelled(shared: Path) -> list[Page]:
    """Every labelled page, in the order of the label file."""
    found = []
    for name, kind, body, optional in rows("cleaning.tsv"):
        path = shared / name
        cut = blocks(path)
        textless = body in ("failure", "empty")
        keep = () if textless else _named(body, cut)
        found.append(Page(path, kind, keep, _named(optional, cut), textless))
    return found


def _named(label: str, cut: tuple[str, ...]) -> tuple[str, ...]:
    if label == "-":
        return ()
    found: list[str] = []
    for part in label.split(","):
        match = _RANGE.fullmatch(part.strip())
        assert match, f"labels/cleaning.tsv: cannot read {part!r}"
        first, last, start, end = match.groups()
        pieces = cut[int(first) : int(last or first) + 1]
        found += [p[int(start) : int(end)] for p in pieces] if start else pieces
    return tuple(found)
