"""How people speak of the duties of the law (说法): the deeds that break them, as notices name
them, and paraphrases (`digest/data/wordings.toml`). A line is known by them beside its statement.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from digest.law.citations import full_title
from digest.law.versions import instrument_id
from digest.model import Obligation

_Place = tuple[str, str | None, int | None]
"""Key of an instrument, article, paragraph."""


@dataclass(frozen=True, slots=True)
class _Known:
    of_line: Mapping[str, tuple[_Place, tuple[str, ...]]]
    of_place: Mapping[_Place, tuple[str, ...]]


def wordings(obligations: Sequence[Obligation]) -> list[tuple[int, str]]:
    """The wordings of these lines, each with the row of its line, ascending.

    A line of the starter register has its own; any other line has those of all the lines that rest
    on the same article, since users write lines of their own for duties that others have too.
    """
    known = _known()
    found = []
    for row, line in enumerate(obligations):
        if line.cites:
            cite = line.cites[0]
            place = _place(cite.instrument, cite.article, cite.paragraph)
            own, said = known.of_line.get(line.id, (None, ()))
            found += [
                (row, one) for one in (said if own == place else known.of_place.get(place, ()))
            ]
    return found


@cache
def _known() -> _Known:
    data = resources.files("digest.data").joinpath("wordings.toml").read_text("utf-8")
    of_line: dict[str, tuple[_Place, tuple[str, ...]]] = {}
    of_place: dict[_Place, tuple[str, ...]] = {}
    for line, entry in tomllib.loads(data).items():
        instrument, *rest = entry["of"].split("/")
        place = _place(
            instrument, rest[0] if rest else None, int(rest[1]) if len(rest) > 1 else None
        )
        said = tuple(entry["said"])
        of_line[line] = place, said
        of_place[place] = of_place.get(place, ()) + said
    return _Known(of_line, of_place)


def _place(instrument: str, article: str | None, paragraph: int | None) -> _Place:
    return instrument_id(full_title(instrument) or instrument), article, paragraph
