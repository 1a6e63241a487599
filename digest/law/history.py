"""The chain of an instrument with what other releases did to it (沿革): repealed by a decision, or
amended by one whose consolidated text is at hand, can be made, or is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from digest.ids import content_id
from digest.law.amend import amend
from digest.law.annexes import in_annex
from digest.law.stages import staggered
from digest.law.structure import structure
from digest.law.versions import dated, in_force, ordered, same_text, whole
from digest.model import Act, Amendment, NoticeKind, Status, Version
from digest.text.normalise import key

_REPUBLISHED = timedelta(days=31)
"""A consolidated text bears the day of the decision, or is printed soon after it."""


@dataclass(frozen=True, slots=True)
class Made:
    """A text that no release carries: that before a decision with the decision applied."""

    version: Version
    text: str
    base: Version
    act: Act
    articles: tuple[str, ...]
    """Those of the text before that the decision changes."""


@dataclass(frozen=True, slots=True)
class Missed:
    """A decision that could not be applied to the text before it; ``articles``: those it names, in
    what was decoded of it."""

    act: Act
    articles: tuple[str, ...]
    undecoded: int = 0


@dataclass(frozen=True, slots=True)
class History:
    """``chain`` holds the texts, with the days decisions give them, those made, and an empty one
    with the status REPEALED for each repeal."""

    chain: tuple[Version, ...]
    made: tuple[Made, ...] = ()
    missed: tuple[Missed, ...] = ()
    repeals: tuple[Act, ...] = ()

    @property
    def told(self) -> tuple[Version, ...]:
        """The chain without the texts that were made."""
        made = {one.version.id for one in self.made}
        return tuple(version for version in self.chain if version.id not in made)

    @property
    def texts(self) -> tuple[Version, ...]:
        """The versions that have a text."""
        return tuple(version for version in self.chain if version.articles)


def history(chain: Iterable[Version], acts: Iterable[tuple[Act, str]]) -> History:
    """The chain after the acts on it, each with the text of its release. An act of a release that
    carries a version of the chain itself is none: 1990年发布的《…》同时废止."""
    known = list(chain)
    own = {version.document for version in known}
    texts = {act: text for act, text in acts if known and act.document not in own}
    repeals = _once(act for act in texts if act.kind is NoticeKind.REPEAL)
    known += [_end(act, known[0].instrument) for act in repeals]
    made: list[Made] = []
    missed: list[Missed] = []
    for act in _once(act for act in texts if act.kind is NoticeKind.AMENDMENT):
        base = in_force(known, day_of(act) - timedelta(days=1))
        printed_ones = [one for one in known if one.id not in {new.version.id for new in made}]
        if printed := _consolidated(printed_ones, act, base):
            told = replace(printed, effective_on=printed.effective_on or act.effective_on)
            known = [told if one.id == printed.id else one for one in known]
            continue
        order = amend(base, texts[act]) if base else None
        new = _made(base, act, order, texts[act]) if base and order else None
        if new is None:
            missed.append(
                Missed(act, _touched(order), len(order.undecoded)) if order else Missed(act, ())
            )
        else:
            made.append(new)
            known.append(new.version)
    return History(tuple(known), tuple(made), tuple(missed), repeals)


def day_of(act: Act) -> date:
    """The day from which an act counts; one that tells none counts from its publication."""
    return act.effective_on or act.published_on or act.seen_on


def _once(acts: Iterable[Act]) -> tuple[Act, ...]:
    """Each act once, however many pages show it: of those the one that tells most days."""
    found: list[Act] = []
    for act in sorted(acts, key=_order):
        if not any(_one_act(act, known) for known in found):
            found.append(act)
    return tuple(sorted(found, key=day_of))


def _order(act: Act) -> tuple[int, date, date, str]:
    untold = (act.effective_on is None) + (act.published_on is None)
    return untold, act.published_on or act.seen_on, act.seen_on, act.document


def _one_act(act: Act, known: Act) -> bool:
    """Whether two pages tell one act: nothing in their days speaks against it, and a day or the
    title for it. An instrument is repealed once a day, whoever says so."""
    if act.kind is NoticeKind.REPEAL and day_of(act) == day_of(known):
        return True
    days = (
        (act.published_on, known.published_on),
        (act.effective_on, known.effective_on),
    )
    if any(a != b for a, b in days if a and b):
        return False
    return any(a == b for a, b in days if a) or key(act.by).text == key(known.by).text


def _end(act: Act, instrument: str) -> Version:
    return Version(
        id=content_id("repeal", instrument, act.document),
        instrument=instrument,
        title=act.by,
        status=Status.REPEALED,
        seen_on=act.seen_on,
        articles=(),
        document=act.document,
        published_on=act.published_on,
        effective_on=act.effective_on,
    )


def _consolidated(chain: Sequence[Version], act: Act, base: Version | None) -> Version | None:
    """The text as amended, published with the decision or soon after."""
    first, published = act.decided_on or act.published_on, act.published_on or act.decided_on
    if first is None or published is None:
        return None
    last = published + _REPUBLISHED
    laws = [v for v in ordered(chain) if v.status is Status.PROMULGATED and v.published_on]
    for version in laws:
        if first <= dated(version) <= last and not (base and same_text(version, base)):
            return version
    return None


def _made(base: Version, act: Act, order: Amendment, text: str) -> Made | None:
    """The text before with the decision applied; None where anything of it is in doubt."""
    if not order.operations or order.undecoded or order.unapplied or act.effective_on is None:
        return None
    main, annexed = structure(order.text)
    annexes = tuple(a for one in annexed if one.label is not None for a in one.articles)
    before = [a.number for a in base.articles if in_annex(a.number)]
    if staggered(text) or not main or before != [a.number for a in annexes]:
        return None
    if whole([a for a in base.articles if not in_annex(a.number)]) and not whole(main):
        return None
    version = replace(
        base,
        id=content_id("made", base.id, act.document),
        articles=(*main, *annexes),
        seen_on=act.seen_on,
        published_on=act.published_on,
        effective_on=act.effective_on,
    )
    return Made(version, order.text, base, act, _touched(order))


def _touched(order: Amendment) -> tuple[str, ...]:
    numbers = (one.article or one.new_article for one in order.operations)
    return tuple(dict.fromkeys(number for number in numbers if number))
