"""Reposts: the same words are one version; differing words are a copy only when that is sure."""

from dataclasses import replace
from datetime import date

from digest.law.copies import copy_of
from digest.model import Article, Status, Version

TEXTS = [f"提供者应当履行第{n}项义务，并保存记录。" for n in "一二三四五六七八九十"]


def version(texts: list[str], name: str, day: date | None = date(2026, 1, 15)) -> Version:
    articles = tuple(
        Article(str(n), f"第{n}条", (), text, 0, len(text), ()) for n, text in enumerate(texts, 1)
    )
    return Version(
        id=name,
        instrument="x",
        title="示例市标识办法",
        status=Status.PROMULGATED,
        seen_on=date(2026, 1, 16),
        articles=articles,
        document=name,
        published_on=day,
    )


OFFICIAL = version(TEXTS, "official")
SLIP = [*TEXTS[:-1], TEXTS[-1].replace("记录", "纪录")]


def test_the_same_words_are_the_same_version_whoever_shows_them() -> None:
    again = replace(version(TEXTS, "official", None), document="mirror")
    assert copy_of(again, [OFFICIAL], official=False) == OFFICIAL
    assert copy_of(again, [OFFICIAL], official=True) == OFFICIAL


def test_a_repost_with_a_slip_near_in_time_is_a_copy() -> None:
    assert copy_of(version(SLIP, "repost"), [OFFICIAL], official=False) == OFFICIAL


def test_other_words_are_told_when_it_is_not_sure_that_they_are_a_copy() -> None:
    assert copy_of(version(SLIP, "own site"), [OFFICIAL], official=True) is None
    assert copy_of(version(SLIP, "undated", None), [OFFICIAL], official=False) is None
    later = version(SLIP, "later", date(2026, 6, 1))
    assert copy_of(later, [OFFICIAL], official=False) is None
    draft = replace(version(SLIP, "draft"), status=Status.DRAFT)
    assert copy_of(draft, [OFFICIAL], official=False) is None
    rewritten = version([t.replace("应当", "可以") for t in TEXTS], "rewritten")
    assert copy_of(rewritten, [OFFICIAL], official=False) is None


def test_a_repost_that_forgets_to_say_draft_is_the_draft() -> None:
    draft = replace(version(TEXTS, "draft"), status=Status.DRAFT)
    assert copy_of(version(TEXTS, "repost", None), [draft], official=False) == draft
    in_force = replace(version(TEXTS, "law"), effective_on=date(2026, 3, 1))
    assert copy_of(in_force, [draft], official=False) is None
