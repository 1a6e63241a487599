"""Drafts of a law (草案): their stage, and which comes before which where they bear no day."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from digest.law.lexicon import folded
from digest.model import Reading, Status, Version
from digest.text.normalise import key
from digest.text.numerals import to_int

_MARKS = re.compile(r"修[订正]|草案|[一二三四五]次|审议稿|征求意见稿|送审稿|讨论稿|报批稿")
_DRAFT = re.compile(r"草案|稿")
_NOTED = re.compile(r"^[ #*]*（[^（）\n]{0,40}(?:草案|[议见审论批]稿)[^（）\n]{0,30}）[ *]*$", re.M)
_NTH = re.compile(r"([一二三四五])次")
_COMING = timedelta(days=366)
"""The day that a draft prints for its commencement is seldom further from that of its law."""
_RUN = 6
"""Characters of a run, by which texts are compared."""
_UNMARKED = (2, 1)
"""The rank of a draft that tells no stage."""


def stage(reading: Reading, *titles: str) -> str | None:
    """The stage of a draft, by its title or the line under it."""
    head = folded(reading.document.text[: reading.articles[0].start]) if reading.articles else ""
    lines = (found[0] for found in _NOTED.finditer(head))
    for told in (*map(folded, titles), *lines):
        marks = "".join(dict.fromkeys(_MARKS.findall(told)))
        if _DRAFT.search(marks):
            return marks
    return None


def rank(version: Version) -> tuple[int, int]:
    """How far a draft is: 征求意见稿 of the one who drafts it, 送审稿, 草案, 草案二次审议稿."""
    told = version.stage
    if told is None:
        return _UNMARKED
    nth = _NTH.search(told)
    count = (to_int(nth[1]) if nth else 1) or 1
    if "审议稿" in told:
        return 2, count
    if "征求意见稿" in told or "讨论稿" in told:
        return 0, count
    return (1 if "送审稿" in told or "报批稿" in told else 2), count


def places(versions: Iterable[Version], dated: dict[str, date]) -> dict[str, date]:
    """The day at which each draft without one stands in its chain: that of the law it became, or of
    the draft that followed it. ``dated``: the days of all, which for these is only the day they
    were found on. The draft of a revision (修订草案) may be of a law to come, and stays there."""
    known = tuple(versions)
    laws = [one for one in known if one.status is not Status.DRAFT]
    days = dict(dated)
    for draft in sorted(filter(_undated, known), key=rank, reverse=True):
        law = _became(draft, laws)
        after = [days[law.id]] if law else []
        after += [
            days[other.id]
            for other in known
            if other.status is Status.DRAFT
            and rank(other) > rank(draft)
            and revises(other) is revises(draft)
        ]
        days[draft.id] = min([days[draft.id], *after])
    return days


def revises(version: Version) -> bool:
    """Whether a draft supposes a law that it changes."""
    return version.stage is not None and "修" in version.stage


def _undated(version: Version) -> bool:
    return (
        version.status is Status.DRAFT
        and version.published_on is None
        and version.comments_until is None
    )


def _became(draft: Version, laws: list[Version]) -> Version | None:
    """The law that a draft became, of several the one most like it."""
    able = [] if revises(draft) else [law for law in laws if _in_time(draft, law)]
    if len(able) < 2:
        return able[0] if able else None
    runs = _runs(draft)
    return max(able, key=lambda law: len(runs & (other := _runs(law))) / (len(other) or 1))


def _in_time(draft: Version, law: Version) -> bool:
    begins = law.effective_on or law.published_on
    return not (draft.effective_on and begins and draft.effective_on - begins > _COMING)


def _runs(version: Version) -> frozenset[str]:
    text = "\n".join(key(article.text).text for article in version.articles)
    return frozenset(text[at : at + _RUN] for at in range(len(text) - _RUN + 1))
