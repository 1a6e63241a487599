"""What a release does to instruments whose text it does not carry: 废止, 修改 (acts on a chain)."""

import re
from collections.abc import Iterator
from datetime import date

from digest.law.amend import amended_laws
from digest.law.lexicon import folded
from digest.law.repeals import ended
from digest.law.versions import instrument_key
from digest.model import Act, NoticeKind, Reading, Status, Version

_HEAD = 1_000
_DECISION = re.compile(
    r"[ #*]*[^。；，]{0,80}(?:废止|失效|停止执行|修[改正订])[^。；]{0,200}"
    r"(?:决定|公告|通知|通告|令|修正案)(?:（[^（）]{1,20}）)?[ *]*(?:[-_|—][^。；]{0,40})?$"
    r"|[ #*]*《[^。；]{0,160}(?:废止|修[改订正])[^。；]{0,160}决定(?:（[^（）]{1,8}）)?》"
    r" ?已?[经于]"
    r"|[ #*]*[^。；，]{2,40}修正案(?:（[^（）]{1,12}）)?[ *]*$"
)
"""The title of a decision, or the sentence that makes one public."""
_DOING = {NoticeKind.PROMULGATION, NoticeKind.AMENDMENT, NoticeKind.REPEAL}


def acts(reading: Reading, seen_on: date, version: Version | None = None) -> tuple[Act, ...]:
    """The acts of a reading; ``version``: the law it carries. Drafts and reports do nothing, but a
    report that carries a whole law tells what this law repeals."""
    notice = reading.notice
    carries = version is not None and version.status is Status.PROMULGATED
    if not carries and (notice.kind not in _DOING or notice.status in (None, Status.DRAFT)):
        return ()
    if notice.kind in (NoticeKind.AMENDMENT, NoticeKind.REPEAL) and not _decides(reading):
        return ()
    found = (*_repeals(reading, seen_on, version), *_amendments(reading, seen_on))
    # 1990年发布的《…》同时废止, of its own title: the text itself takes the place of the older one.
    own = instrument_key(version.title) if version else None
    return tuple(act for act in found if act.instrument != own)


def _decides(reading: Reading) -> bool:
    """Whether a text is the decision itself, and not one that speaks of it."""
    lines = folded(reading.document.text[:_HEAD]).split("\n")
    return any(_DECISION.match(line) for line in (folded(reading.notice.title), *lines))


def _repeals(reading: Reading, seen_on: date, version: Version | None) -> Iterator[Act]:
    published, effective_on = _days(reading, version)
    for one in ended(reading, published):
        yield Act(
            kind=NoticeKind.REPEAL,
            instrument=instrument_key(one.title),
            named=one.title,
            by=version.title if version else reading.notice.title,
            document=reading.document.id,
            seen_on=seen_on,
            quote=one.quote,
            decided_on=_decided(reading, published),
            published_on=published,
            effective_on=one.on or effective_on,
        )


def _amendments(reading: Reading, seen_on: date) -> Iterator[Act]:
    notice = reading.notice
    if notice.kind is not NoticeKind.AMENDMENT:
        return
    published, effective_on = _days(reading, None)
    for title in amended_laws(reading.document.text) or filter(None, [notice.instrument]):
        yield Act(
            kind=NoticeKind.AMENDMENT,
            instrument=instrument_key(title),
            named=title,
            by=notice.title,
            document=reading.document.id,
            seen_on=seen_on,
            quote=notice.title,
            decided_on=_decided(reading, published),
            published_on=published,
            effective_on=effective_on,
        )


def _days(reading: Reading, version: Version | None) -> tuple[date | None, date | None]:
    notice = reading.notice
    published = notice.published_on or (version.published_on if version else None)
    return (
        published or notice.adopted_on,
        notice.effective_on or (version.effective_on if version else None),
    )


def _decided(reading: Reading, published: date | None) -> date | None:
    return min((day for day in (reading.notice.adopted_on, published) if day), default=None)
