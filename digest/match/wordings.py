"""How people speak of the duties of the law (说法): the deeds that break them, as notices name
them, and paraphrases (`digest/data/wordings.toml`). A line is known by them beside its statement.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from digest.law.versions import instrument_key
from digest.model import Obligation

_Article = tuple[str, str | None]
"""Key of an instrument, article."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is said of one line of the starter register, and the place it rests on."""

    line: str
    article: _Article
    paragraph: int | None
    said: tuple[str, ...]


def wordings(obligations: Sequence[Obligation]) -> list[tuple[int, str]]:
    """The wordings of these lines, each with the row of its line, ascending.

    A line of the starter register has its own; any other line has those of all the lines that rest
    on the same article, and on the same paragraph where both name one: users write lines of their
    own for duties that others have too.
    """
    known = _known()
    found = []
    for row, line in enumerate(obligations):
        if line.cites:
            cite = line.cites[0]
            there = known.get((instrument_key(cite.instrument), cite.article), ())
            own = [one for one in there if one.line == line.id and one.paragraph == cite.paragraph]
            for one in own or there:
                if cite.paragraph is None or one.paragraph in (None, cite.paragraph):
                    found += [(row, said) for said in one.said]
    return found


@cache
def _known() -> Mapping[_Article, tuple[_Entry, ...]]:
    data = resources.files("digest.data").joinpath("wordings.toml").read_text("utf-8")
    known: dict[_Article, tuple[_Entry, ...]] = {}
    for line, entry in tomllib.loads(data).items():
        instrument, *rest = entry["of"].split("/")
        article = instrument_key(instrument), rest[0] if rest else None
        paragraph = int(rest[1]) if len(rest) > 1 else None
        told = _Entry(line, article, paragraph, tuple(entry["said"]))
        known[article] = (*known.get(article, ()), told)
    return known
