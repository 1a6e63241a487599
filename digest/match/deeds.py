"""Duties by the names of deeds: the law states the duty; authorities, courts and the press name
what breaks it, practice calls for it by a name of its own, and a service says in its terms that it
keeps it (`digest/data/deeds.toml`).
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import accumulate
from string import ascii_lowercase, ascii_uppercase

from digest.law.abroad import Countries
from digest.law.versions import instrument_key
from digest.match.cited import Evidence
from digest.match.retrieve import RegisterIndex
from digest.model import NoticeKind, Quote, Reason

NAMED = 0.85
"""Probability that a text which names a deed is about the duty."""
TERMS = re.compile(
    r"(?:隐私(?:权)?(?:政策|声明|条款|协议)|(?:用户|服务|许可|使用)(?:协议|条款)|个人信息保护(?:政策|声明)"
    r"|privacy (?:policy|notice)|terms of (?:service|use)|user agreement)"
    r"(?:[（(【\[].{0,30})?(?:[-_|—– ].*)?$",
    re.IGNORECASE,
)
"""The title of terms and policies of a service."""
GAP = 20
"""Characters between two words of a name."""
AVERTED = re.compile("(?:防范|防止|避免|警惕|预防|规避)[^，\n]*$")
"""What stands before a deed that may happen and did not."""
LEADS = 16
"""Characters before a deed that are searched for it."""
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
FAIR = 0.5
"""Likeness of words, beside the likest line of the same place, of a line that is meant too."""
LOOK_BACK = 1000
"""Characters before a deed in which its country is looked for."""
STATES_LAW = frozenset(
    {
        NoticeKind.AMENDMENT,
        NoticeKind.REPEAL,
        NoticeKind.DRAFT,
        NoticeKind.CORRECTION,
        NoticeKind.INTERPRETATION,
    }
)
"""What states the rules of an instrument or explains them says what would be a breach, not that
there was one; what is issued without articles may start a campaign against some."""


@dataclass(frozen=True, slots=True)
class _Deed:
    """One name of a deed, and the places of the law that it breaks or keeps: keys of instruments
    with article and paragraph. ``anchor``: the ways of writing its longest word, one must occur."""

    of: tuple[tuple[str, str | None, int | None], ...]
    anchor: tuple[str, ...]
    name: re.Pattern[str]


def is_terms(title: str) -> bool:
    """Whether this is the title of a service's own terms or policy, in simplified characters."""
    return bool(TERMS.search(title))


@cache
def _known(kept: bool) -> tuple[_Deed, ...]:
    data = resources.files("digest.data").joinpath("deeds.toml").read_text("utf-8")
    table = tomllib.loads(data)
    same = {word: (word, *others) for word, others in table["same"].items()}
    deeds = [*table["breach"], *table["asked"], *(table["kept"] if kept else ())]
    return tuple(
        _deed(tuple(map(_place, deed["of"])), name.lower().split(), same)
        for deed in deeds
        for name in deed["named"]
    )


def _place(said: str) -> tuple[str, str | None, int | None]:
    instrument, *place = said.split("/")
    article = place[0] if place else None
    return instrument_key(instrument), article, int(place[1]) if len(place) > 1 else None


def _deed(
    of: tuple[tuple[str, str | None, int | None], ...],
    words: Sequence[str],
    same: Mapping[str, tuple[str, ...]],
) -> _Deed:
    ways = [tuple(map(str.lower, same.get(word, (word,)))) for word in words]
    parts = ("(?:" + "|".join(map(re.escape, way)) + ")" for way in ways)
    name = re.compile(f"[^\n]{{0,{GAP}}}?".join(parts))
    return _Deed(of, max(ways, key=lambda way: len(way[0])), name)


def named_lines(
    spans: Sequence[Quote],
    plain: Sequence[str],
    register: RegisterIndex,
    *,
    terms: bool = False,
    ours: bool = False,
) -> dict[int, Evidence]:
    """By row, the lines whose breach a text names, with the sentences that do. ``plain``: its
    sentences in simplified characters; ``terms``: it is a service's own, which also says what it
    keeps; ``ours``: only where the sentence names our country, or a place or authority of it. What
    happened in another country breaks no law of ours."""
    text = "\n".join(plain).translate(_LOWER)
    starts = [0, *accumulate(len(sentence) + 1 for sentence in plain)]
    countries = Countries(text)
    evidence: dict[int, Evidence] = {}
    for deed in _known(terms):
        places = [rows for place in deed.of if (rows := list(_rows(register, *place)))]
        for at, start, end in _named(deed, text, starts) if places else ():
            abroad = countries.last(max(0, start - LOOK_BACK), end)
            if not abroad and (not ours or countries.last(starts[at], starts[at + 1]) is False):
                for row in (row for rows in places for row in _meant(rows, plain[at], register)):
                    evidence.setdefault(row, Evidence()).add(NAMED, Reason.LEXICAL, spans[at])
    return evidence


def _rows(
    register: RegisterIndex, key: str, article: str | None, paragraph: int | None
) -> Iterator[int]:
    """The lines that rest on this place."""
    for row in register.rows(key, article):
        first = register.obligations[row].cites[0]
        rests = register.rests_on[row] == key and first.article == article
        if rests and (paragraph is None or first.paragraph in (None, paragraph)):
            yield row


def _meant(rows: Sequence[int], sentence: str, register: RegisterIndex) -> Sequence[int]:
    """Of several lines that rest on one place those that a sentence is about, by its words."""
    if len(rows) < 2:
        return rows
    words = register.words([sentence])[0]
    least = FAIR * max(words[row] for row in rows)
    return [row for row in rows if words[row] >= least]


def _named(deed: _Deed, text: str, starts: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """The number of each sentence with this name, and the start and end of the name in the text."""
    told: set[int] = set()
    for word in deed.anchor:
        found = text.find(word)
        while found >= 0:
            at = bisect_right(starts, found) - 1
            named = None if at in told else deed.name.search(text, starts[at], starts[at + 1])
            before = max(starts[at], named.start() - LEADS) if named else 0
            if named and not AVERTED.search(text, before, named.start()):
                told.add(at)
                yield at, named.start(), named.end()
            found = text.find(word, starts[at + 1])
