"""The chain of an instrument: one id through all its stages, and what was in force on a day."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from digest.ids import sha256_hex
from digest.law.versions import (
    in_force,
    instrument_id,
    ordered,
    previous,
    same_text,
    status_on,
    unsettled,
    version,
)
from digest.model import (
    Article,
    Capture,
    Document,
    Format,
    Notice,
    NoticeKind,
    PageMeta,
    Reading,
    Script,
    Status,
    Version,
)
from digest.reading import read

TITLE = "示例市生成内容标识办法"
TEXTS = (
    "为了规范示例市生成内容的标识，制定本办法。",
    "提供者应当添加标识，并留存日志六个月。",
)


def law(*texts: str) -> tuple[Article, ...]:
    return tuple(
        Article(str(n), f"第{'一二三四五'[n - 1]}条", (), text, 0, len(text), ())
        for n, text in enumerate(texts, 1)
    )


def reading(kind: NoticeKind, *texts: str, title: str = TITLE, rest: str = "", **said) -> Reading:  # type: ignore[no-untyped-def]
    articles = law(*texts)
    text = "\n".join(a.label + a.text for a in articles) + rest
    document = Document(
        "doc", "cap", Format.TEXT, text, (), (), Script.HANS, "utf-8", False, PageMeta(), (), "1-a"
    )
    said = {"instrument": title} | said
    return Reading(document, Notice(kind, title, **said), articles, (), ())


def edition(name: str, status: Status, **days: date) -> Version:
    days = {"seen_on": date(2026, 6, 1)} | days
    return Version(name, "i", TITLE, status, articles=law(name), document="d", **days)


DRAFT = edition("draft", Status.DRAFT, comments_until=date(2025, 12, 1))
LAW = edition(
    "law", Status.PROMULGATED, published_on=date(2026, 1, 15), effective_on=date(2026, 3, 1)
)
NEXT = edition(
    "next", Status.PROMULGATED, published_on=date(2027, 1, 1), effective_on=date(2027, 5, 1)
)
CHAIN = (NEXT, LAW, DRAFT)


@pytest.mark.parametrize(
    "title",
    [
        "《示例市生成内容标识办法》",
        "示例市生成内容标识办法（征求意见稿）",
        "示例市生成内容标识办法(草案)(二次审议稿)",
        "示例市生成内容标识办法（修订草案征求意见稿）",
        "示例市生成内容标识办法（试行）",
        "示例市生成内容标识办法（2025修正)",
        "示例市生成内容标识办法（2025年修订）",
        "示例市生成内容标识办法 征求意见稿",
        "示例市生成内容标识办法修订草案",
        "示例市生成內容標識辦法",
        "示例市网信办关于《示例市生成内容标识办法（征求意见稿）》公开征求意见的通知",
    ],
)
def test_one_instrument_has_one_id_through_all_its_stages(title: str) -> None:
    assert instrument_id(title) == instrument_id(TITLE)


def test_the_state_in_a_title_is_no_part_of_it() -> None:
    assert instrument_id("中华人民共和国示例法") == instrument_id("示例法（2017年修正）")


@pytest.mark.parametrize(
    "title",
    [
        "示例市生成内容标识暂行办法",
        "示例市生成内容标识办法实施细则",
        "示例省生成内容标识办法",
        "示例市生成内容标识办法（二）",
        "关于修改《示例市生成内容标识办法》的决定",
        "示例市生成内容标识规定",
    ],
)
def test_different_instruments_are_never_linked(title: str) -> None:
    assert instrument_id(title) != instrument_id(TITLE)


def test_a_promulgated_text_becomes_a_version() -> None:
    found = version(
        reading(NoticeKind.PROMULGATION, *TEXTS, effective_on=date(2026, 3, 1)), date(2026, 1, 15)
    )
    assert found is not None
    assert (found.title, found.status, found.instrument) == (
        TITLE,
        Status.PROMULGATED,
        instrument_id(TITLE),
    )
    assert found.rules_version == "1-a"


def test_a_repost_in_another_script_is_the_same_version() -> None:
    shown = ("為了規範示例市生成內容的標識,制定本辦法.", "提供者應當添加標識,並留存日誌6個月.")
    original = version(reading(NoticeKind.PROMULGATION, *TEXTS), date(2026, 1, 15))
    repost = version(
        reading(NoticeKind.REPORT, *shown, title="示例市生成內容標識辦法"), date(2026, 1, 20)
    )
    assert original is not None
    assert repost is not None
    assert same_text(original, repost)
    assert original.id == repost.id


def test_commentary_that_quotes_articles_is_no_version() -> None:
    essay = "本文认为，该办法对企业的影响体现在以下方面。" * 20
    assert version(reading(NoticeKind.COMMENTARY, *TEXTS, rest=essay), date(2026, 1, 15)) is None
    assert version(reading(NoticeKind.PROMULGATION, TEXTS[0]), date(2026, 1, 15)) is None


def test_a_line_in_the_place_of_a_title_links_nothing() -> None:
    line = "2026年1月7日示例市第十二届人民代表大会常务委员会第二次会议通过"
    one, other = (
        version(reading(NoticeKind.PROMULGATION, *texts, title=line), date(2026, 1, 15))
        for texts in (TEXTS, TEXTS[::-1])
    )
    assert one is not None
    assert other is not None
    assert one.instrument != other.instrument


def test_an_attachment_takes_what_it_does_not_say_from_its_page() -> None:
    page = reading(NoticeKind.DRAFT, issuers=("示例市网信办",), comments_until=date(2025, 12, 1))
    file = reading(NoticeKind.COMMENTARY, *TEXTS, title="附件1", instrument=None)
    found = version(file, date(2025, 11, 1), page)
    assert found is not None
    assert (found.title, found.status, found.issuers) == (TITLE, Status.DRAFT, ("示例市网信办",))
    assert found.comments_until == date(2025, 12, 1)


def test_a_draft_seen_late_still_stands_before_the_law() -> None:
    assert [v.id for v in ordered(CHAIN)] == ["draft", "law", "next"]
    assert previous(LAW, CHAIN) == DRAFT
    assert previous(DRAFT, CHAIN) is None
    undated = edition("undated", Status.DRAFT)
    assert previous(LAW, [LAW, undated]) == undated, "found after the law, and says no day"
    assert previous(undated, [LAW, undated]) is None
    edited = edition("a-edited", Status.PROMULGATED, published_on=date(2026, 1, 15))
    before = edition(
        "b", Status.PROMULGATED, published_on=date(2026, 1, 15), seen_on=date(2026, 2, 1)
    )
    assert previous(edited, [edited, before]) == before, "edited in place: the day seen decides"
    same_day = edition("a-law", Status.PROMULGATED, published_on=date(2026, 1, 15))
    assert (
        ordered([same_day, edition("b", Status.DRAFT, published_on=date(2026, 1, 15))])[0].id == "b"
    )


@pytest.mark.parametrize(
    ("on", "text", "law_is", "next_is"),
    [
        (date(2026, 2, 1), None, Status.PROMULGATED, Status.PROMULGATED),
        (date(2026, 3, 1), LAW, Status.IN_FORCE, Status.PROMULGATED),
        (date(2027, 4, 30), LAW, Status.IN_FORCE, Status.PROMULGATED),
        (date(2027, 5, 1), NEXT, Status.SUPERSEDED, Status.IN_FORCE),
    ],
)
def test_point_in_time(on: date, text: Version | None, law_is: Status, next_is: Status) -> None:
    assert in_force(CHAIN, on) == text
    assert (status_on(LAW, CHAIN, on), status_on(NEXT, CHAIN, on)) == (law_is, next_is)
    assert status_on(DRAFT, CHAIN, on) is Status.DRAFT


def test_nothing_is_in_force_after_a_repeal() -> None:
    repeal = edition("repeal", Status.REPEALED, published_on=date(2028, 1, 1))
    assert in_force([*CHAIN, repeal], date(2028, 2, 1)) is None
    assert status_on(NEXT, [*CHAIN, repeal], date(2028, 2, 1)) is Status.REPEALED
    assert in_force([*CHAIN, repeal], date(2027, 12, 31)) == NEXT


def kept(name: str, day: str, **days: date) -> Version:
    """A version whose last article prints a day of commencement."""
    articles = law(name, f"本法自{day}起施行。")
    days = {"seen_on": date(2026, 6, 1)} | days
    return Version(name, "i", TITLE, Status.PROMULGATED, articles=articles, document="d", **days)


FIRST = kept("first", "2017年6月1日", published_on=date(2016, 11, 7), effective_on=date(2017, 6, 1))
AMENDED = kept("amended", "2017年6月1日", published_on=date(2025, 10, 28))


@pytest.mark.parametrize(
    ("on", "text", "amended_is"),
    [
        (date(2025, 10, 27), FIRST, Status.PROMULGATED),
        (date(2025, 11, 15), FIRST, Status.PROMULGATED),
        (date(2026, 10, 1), FIRST, Status.PROMULGATED),
        (date(2026, 11, 1), AMENDED, Status.IN_FORCE),
    ],
)
def test_an_amended_text_of_unknown_commencement_does_not_displace_the_law(
    on: date, text: Version, amended_is: Status
) -> None:
    assert in_force([FIRST, AMENDED], on) == text
    assert status_on(AMENDED, [FIRST, AMENDED], on) is amended_is
    assert AMENDED.effective_on is None


def test_an_amended_text_alone_is_not_in_force_from_its_publication() -> None:
    assert in_force([AMENDED], date(2025, 11, 15)) is None
    assert status_on(AMENDED, [AMENDED], date(2025, 11, 15)) is Status.PROMULGATED


def test_a_known_day_of_the_amendment_decides() -> None:
    told = kept(
        "told", "2017年6月1日", published_on=date(2025, 10, 28), effective_on=date(2026, 1, 1)
    )
    assert in_force([FIRST, told], date(2025, 12, 31)) == FIRST
    assert in_force([FIRST, told], date(2026, 1, 1)) == told


def test_a_law_that_prints_no_day_is_in_force_from_its_publication() -> None:
    plain = edition("plain", Status.PROMULGATED, published_on=date(2025, 10, 28))
    assert in_force([plain], date(2025, 10, 28)) == plain


def test_the_name_of_a_file_links_nothing() -> None:
    first, second = (
        version(
            reading(NoticeKind.PROMULGATION, *texts, title="示例法.md", instrument=None),
            date(2026, 1, 15),
        )
        for texts in (TEXTS, TEXTS[::-1])
    )
    assert first is not None
    assert second is not None
    assert first.instrument not in (second.instrument, instrument_id("示例法"))


def test_the_amended_cybersecurity_law_waits_for_a_day(shared: Path) -> None:
    folder = shared / "corpus" / "versions" / "网络安全法"
    seen = datetime(2025, 11, 1, tzinfo=UTC)
    chain = []
    for path in sorted(folder.glob("*.md")):
        body = path.read_bytes()
        taken = Capture("c", "file", "file:law", seen, body, sha256_hex(body), file_name=path.name)
        found = version(read(taken), seen.date())
        assert found is not None
        chain.append(found)
    old, new = ordered(chain)
    assert (old.effective_on, new.effective_on) == (date(2017, 6, 1), None)
    assert in_force(chain, date(2025, 12, 1)) == old
    assert status_on(new, chain, date(2025, 12, 1)) is Status.PROMULGATED


@pytest.mark.parametrize(
    ("on", "waiting"),
    [
        (date(2025, 10, 27), None),
        (date(2025, 11, 15), AMENDED),
        (date(2027, 1, 1), AMENDED),
        (date(2028, 2, 1), None),
    ],
)
def test_a_text_of_unknown_commencement_is_named_until_a_later_one_is_in_force(
    on: date, waiting: Version | None
) -> None:
    later = edition(
        "later", Status.PROMULGATED, published_on=date(2027, 6, 1), effective_on=date(2028, 1, 1)
    )
    assert unsettled([FIRST, AMENDED, later], on) == waiting
    assert unsettled([FIRST, later], on) is None
