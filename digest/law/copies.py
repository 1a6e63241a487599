"""Reposts (转载): when a text someone else shows is a version already known, not a new one."""

from collections.abc import Iterable
from datetime import timedelta

from digest.law.versions import ordered, same_text
from digest.model import Status, Version
from digest.text.normalise import key

REPOST_WITHIN = timedelta(days=30)
"""A repost follows its original within days; a month leaves room for slow ones."""
SAME_ARTICLES = 0.8
"""Share of articles with the same words from which a repost is a copy with slips or cuts."""


def copy_of(version: Version, chain: Iterable[Version], official: bool) -> Version | None:
    """The known version that this text repeats, or None when it is a version of its own.

    The same words are the same version whoever shows them. Other words on an issuer's own site
    are always a new version. Elsewhere they are a copy with slips only if both texts carry a date
    and the dates are close: without dates a small difference may be the amendment itself, and it
    is told rather than lost.
    """
    known = tuple(reversed(ordered(chain)))
    for one in known:
        if one.id == version.id or (_stage(one) == _stage(version) and same_text(one, version)):
            return one
    if official:
        return None
    return next((one for one in known if _repeats(version, one) or _slipped(version, one)), None)


def _stage(version: Version) -> bool:
    return version.status is Status.DRAFT


def _repeats(version: Version, known: Version) -> bool:
    """A repost often forgets to say that its text is a draft; a law says when it takes effect."""
    forgotten = known.status is Status.DRAFT and version.effective_on is None
    return forgotten and same_text(version, known)


def _slipped(version: Version, known: Version) -> bool:
    if version.status is not known.status:
        return False
    if version.published_on is None or known.published_on is None:
        return False
    if abs(version.published_on - known.published_on) > REPOST_WITHIN:
        return False
    words = {key(article.text).text for article in known.articles}
    same = sum(key(article.text).text in words for article in version.articles)
    return same >= SAME_ARTICLES * max(len(version.articles), len(known.articles))
