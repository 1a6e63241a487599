"""Article numbers through time (条文序号): a cited number means the version of its day.

A post of 2023 that cites article 21 of a law cites what may be article 23 since. Numbers are
carried from one version to another through the alignment of the two texts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from digest.law import names
from digest.law.align import align
from digest.law.versions import dated, in_force, instrument_id, ordered
from digest.model import Citation, Cite, Notice, NoticeKind, Obligation, Reading, Version

Chains = Mapping[str, Sequence[Version]]
"""Versions of each instrument, by its id."""
Numbers = Mapping[str, tuple[str, ...]]


def of_day(chain: Iterable[Version], day: date) -> Version | None:
    """The version that a bare article number means on a day: the text in force, else the newest
    one published by then, a draft too; None when all are later."""
    chain = tuple(chain)
    published = [version for version in ordered(chain) if dated(version) <= day]
    return in_force(published, day) or (published[-1] if published else None)


def carried(source: Version, target: Version) -> Numbers:
    """Article numbers of one version -> of another. A removed article goes to no number, a split
    one to several."""
    found: dict[str, tuple[str, ...]] = {}
    for pair in align(source.articles, target.articles):
        for at in pair.old:
            there = tuple(target.articles[j].number for i, j in pair.links if i == at)
            found[source.articles[at].number] = there
    return found


@dataclass(slots=True)
class Numbering:
    """How the register numbers articles, and how other versions' numbers are carried there.

    ``bases``: instrument id -> the version whose numbers the register's cites use.
    """

    chains: Chains
    bases: Mapping[str, Version]
    _known: dict[tuple[str, str], Numbers] = field(default_factory=dict)

    def to_register(self, instrument: str, number: str, version: Version | None) -> tuple[str, ...]:
        """What a number of ``version`` is in the register; itself where nothing is known."""
        base = self.bases.get(instrument)
        if base is None or version is None or version.id == base.id:
            return (number,)
        key = (version.id, base.id)
        if key not in self._known:
            self._known[key] = carried(version, base)
        return self._known[key].get(number, ())

    def citations(self, one: Citation, day: date, own: Version | None) -> tuple[Citation, ...]:
        """A citation in a text of ``day`` with its article number as the register has it: none for
        an article that is no more, several for one that was split.

        ``own``: the version the text itself is. Where no text of that time is at hand, a number
        older than the day its law was numbered anew is carried by the known table.
        """
        if one.instrument is None or one.article is None:
            return (one,)
        instrument = instrument_id(one.instrument)
        meant = own if own and own.instrument == instrument else None
        meant = meant or of_day(self.chains.get(instrument, ()), day)
        numbers = (
            names.renumbered(one.instrument, one.article)
            if meant is None and _is_older(one.instrument, day)
            else self.to_register(instrument, one.article, meant)
        )
        return tuple(replace(one, article=number) for number in numbers)

    def reading(self, reading: Reading, day: date, own: Version | None) -> Reading:
        """A reading with its cited and its own article numbers as the register has them."""
        citations = (new for one in reading.citations for new in self.citations(one, day, own))
        articles = (
            replace(article, number=number)
            for article in reading.articles
            for number in self._own(article.number, reading.notice, day, own)
        )
        return replace(reading, citations=tuple(citations), articles=tuple(articles))

    def _own(self, number: str, notice: Notice, day: date, own: Version | None) -> tuple[str, ...]:
        if own is not None:
            return self.to_register(own.instrument, number, own)
        title = notice.instrument
        if title is not None and notice.kind is NoticeKind.PROMULGATION and _is_older(title, day):
            return names.renumbered(title, number)
        return (number,)


def _is_older(title: str, day: date) -> bool:
    """Whether a day is before the one on which the articles got the numbers they have."""
    renumbered_on = names.renumbered_on(title)
    return renumbered_on is not None and day < renumbered_on


def settle(lines: Iterable[Obligation], chains: Chains) -> tuple[tuple[Obligation, ...], Numbering]:
    """The register with one numbering for each instrument: that of its newest lines. Lines with
    older numbers are carried there; the register itself is not changed."""
    lines = tuple(lines)
    days: dict[str, date] = {}
    for line in lines:
        for cite in line.cites:
            instrument = instrument_id(cite.instrument)
            days[instrument] = max(days.get(instrument, date.min), line.as_of or date.max)
    bases = {
        instrument: base
        for instrument, day in days.items()
        if (base := of_day(chains.get(instrument, ()), day)) is not None
    }
    numbering = Numbering(chains, bases)
    settled = tuple(
        replace(
            line, cites=tuple(new for cite in line.cites for new in _settled(cite, line, numbering))
        )
        for line in lines
    )
    return settled, numbering


def _settled(cite: Cite, line: Obligation, numbering: Numbering) -> tuple[Cite, ...]:
    if cite.article is None or line.as_of is None:
        return (cite,)
    instrument = instrument_id(cite.instrument)
    meant = of_day(numbering.chains.get(instrument, ()), line.as_of)
    numbers = numbering.to_register(instrument, cite.article, meant)
    return tuple(replace(cite, article=number) for number in numbers)
