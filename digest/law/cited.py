"""A text whose references are looked for, and what a title in 《》 means where it stands there."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from digest.law.abroad import Countries
from digest.law.aliases import Aliases
from digest.law.decisions import Part
from digest.law.names import bare_title, draft_title, full_title, is_short
from digest.law.places import Place
from digest.law.titles import inner
from digest.model import Citation, Quote

NOTE = re.compile(r"(?: ?（[^（）\n]{0,120}）| ?\[[0-9]{1,3}\]){0,4}")
"""What may stand between a title and its place: （征求意见稿）, [13]."""
LONGEST_QUOTE = 200


@dataclass(slots=True)
class CitedText:
    """A text, its folded form, and what was found out about its titles."""

    text: str
    plain: str
    instrument: str | None
    titles: list[re.Match[str]]
    covered: list[tuple[int, int]]
    """Spans of every 《…》 and of the lines that are the title of the document itself."""
    countries: Countries
    foreign: frozenset[int]
    private: frozenset[int]
    aliases: Aliases = field(default_factory=lambda: Aliases(()))
    parts: tuple[Part, ...] = ()

    def resolve(self, title: re.Match[str]) -> str | None:
        """The instrument a title in 《》 means where it stands."""
        start, printed = title.start(), inner(title[1])
        known = self.aliases.at(printed, start) or self.aliases.at(bare_title(printed), start)
        if known:
            return known
        if start in self.foreign or start in self.private:
            return None
        bare = bare_title(printed)
        note = NOTE.match(self.plain, title.end())
        marked = printed + note[0] if note else printed
        unknown = bare if len(bare) > 2 and not is_short(bare) else None
        return draft_title(marked) or full_title(bare) or unknown

    def part(self, place: int) -> Part | None:
        """The part of an amendment decision ``place`` is in."""
        index = bisect_right(self.parts, place, key=lambda part: part.start) - 1
        return self.parts[index] if index >= 0 and place < self.parts[index].end else None

    def cite(self, title: str | None, place: Place | None, start: int, end: int) -> Citation:
        quote = Quote(self.text[start:end], start, end)
        if place is None:
            return Citation(title, None, None, None, quote)
        return Citation(title, place.article, place.paragraph, place.point, quote)
