"""Stories: what is one event, what is not, and that the order of arrival does not matter."""

import random
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from match_examples import COMMENT, LABELS, LAW, reading, release, stories

from digest.model import Kinship, NoticeKind
from digest.release import Release

PROMULGATED, DRAFT, COMMENTARY = (
    NoticeKind.PROMULGATION,
    NoticeKind.DRAFT,
    NoticeKind.COMMENTARY,
)
ESSAY = "".join(
    f"第{n}点意见是，平台在第{n}个环节要核对材料{n * 7919}并记录结果。\n" for n in range(40)
)


def law(text: str = LAW, *, official: bool = False, day: date | None = None, **say) -> Release:
    say = {"kind": PROMULGATED, "title": LABELS, "instrument": LABELS} | say
    return release(reading(text, published_on=day, **say), official=official)


OFFICIAL = law(official=True, day=date(2026, 1, 15))
REPOST = law("转载自示例网\n" + LAW, day=date(2026, 1, 14), title="转载：" + LABELS)
TYPO = law(LAW.replace("有关日志", "相关日志"), day=date(2026, 1, 16), title="全文：" + LABELS)
NEWS = release(
    reading("示例市公布新规，全文见附件。\n", kind=PROMULGATED, title="公布新规",
            instrument=LABELS, published_on=date(2026, 1, 20)),
)  # fmt: skip
DRAFT_TEXT = law(official=True, day=date(2025, 11, 1), kind=DRAFT, title=LABELS + "（征求意见稿）")
ESSAY_ONE = release(reading(ESSAY, title="专家解读", published_on=date(2026, 1, 17)))
ESSAY_TWO = release(
    reading(ESSAY + "来源：示例网。\n", title="专家解读", published_on=date(2026, 1, 18))
)
REMARK = release(reading(COMMENT, title="简评", published_on=date(2026, 1, 17)))
PAGE = release(reading("关于公布示例编码规则的通知\n详见附件。\n", title="通知"), official=True)
FILE = release(
    reading("示例编码规则\n一、服务提供者代码由字母和数字组成。\n", title="附件"),
    official=True, parent=PAGE.id,
)  # fmt: skip
ALL = (OFFICIAL, REPOST, TYPO, NEWS, DRAFT_TEXT, ESSAY_ONE, ESSAY_TWO, REMARK, PAGE, FILE)


def members(lead: Release, among: tuple[Release, ...] = ALL) -> dict[str, Kinship]:
    (story,) = (story for story in stories(among) if story.lead == lead.id)
    return {member.release: member.relation for member in story.members}


def test_reposts_fold_under_the_official_release() -> None:
    assert members(OFFICIAL) == {
        REPOST.id: Kinship.SAME_TEXT,
        TYPO.id: Kinship.NEAR_TEXT,
        NEWS.id: Kinship.SAME_EVENT,
    }


def test_a_draft_is_never_the_law_it_became() -> None:
    assert members(DRAFT_TEXT) == {}


def test_what_is_written_about_an_instrument_is_its_own_story() -> None:
    assert members(ESSAY_ONE) == {ESSAY_TWO.id: Kinship.NEAR_TEXT}
    assert members(REMARK) == {}


def test_an_attachment_belongs_to_its_page() -> None:
    assert members(PAGE) == {FILE.id: Kinship.SAME_EVENT}


def test_a_repost_of_the_attachment_belongs_to_the_page() -> None:
    copy = release(reading(FILE.reading.document.text, title="附件", published_on=date(2026, 2, 1)))
    assert members(PAGE, (copy, FILE, PAGE))[copy.id] is Kinship.SAME_TEXT


def test_another_version_of_the_law_is_another_story() -> None:
    first = law(day=date(2024, 1, 1), effective_on=date(2024, 3, 1))
    later = law(LAW.replace("六个月", "三年"), day=date(2026, 1, 1), effective_on=date(2026, 3, 1))
    assert [story.members for story in stories((first, later))] == [(), ()]


def test_a_repost_wrapped_in_the_words_of_a_site_is_known_by_its_title() -> None:
    title, wrapping = (
        "平台核对材料的四十点意见",
        "".join(f"推荐阅读之{n * 31}号文章。\n" for n in range(150)),
    )
    plain = release(reading(ESSAY, title=title, published_on=date(2026, 1, 17)))
    wrapped = release(reading(ESSAY + wrapping, title=title, published_on=date(2026, 1, 18)))
    renamed = release(reading(ESSAY + wrapping, title="别的题目", published_on=date(2026, 1, 19)))
    next_one = release(reading(ESSAY + wrapping, title=title, published_on=date(2026, 3, 17)))
    assert members(plain, (plain, wrapped)) == {wrapped.id: Kinship.NEAR_TEXT}
    assert members(plain, (plain, renamed, next_one)) == {}


def test_short_texts_that_read_alike_need_the_same_title() -> None:
    a = release(reading("详见附件。\n", title="通知一"))
    b = release(reading("详见附件。\n", title="通知二"))
    assert len(stories((a, b))) == 2


def test_every_release_is_in_one_story_and_ids_are_stable() -> None:
    found = stories(ALL)
    placed = [story.lead for story in found] + [m.release for s in found for m in s.members]
    assert sorted(placed) == sorted(release.id for release in ALL)
    assert {s.lead: s.id for s in found}[OFFICIAL.id] == stories((OFFICIAL,))[0].id
    assert stories(()) == ()


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(order: random.Random) -> None:
    shuffled = [*ALL, OFFICIAL]
    order.shuffle(shuffled)
    assert stories(shuffled) == stories(ALL)
