"""Article numbers through time: a cited number means the version of its day."""

from dataclasses import replace
from datetime import date

import pytest
from test_law_copies import version

from digest.law.numbering import Numbering, carried, of_day, settle
from digest.law.versions import in_force, instrument_id
from digest.model import Citation, Cite, Obligation, Quote, Status, Version

TITLE = "示例市标识办法"
OLD = [
    "提供者应当在生成内容上添加显式标识。",
    "提供者应当留存日志不少于六个月。",
    "提供者应当每季度报送统计表。",
    "任何组织不得去除标识。",
]
NEW = [OLD[0], "平台应当核验上传内容中的标识信息。", OLD[1].replace("六个月", "三年"), OLD[3]]


def of_title(found: Version, status: Status, effective: date | None) -> Version:
    return replace(
        found, instrument=instrument_id(TITLE), status=status, effective_on=effective, title=TITLE
    )


DRAFT = of_title(version(OLD, "draft", date(2025, 11, 10)), Status.DRAFT, None)
LAW = of_title(version(NEW, "law", date(2026, 1, 15)), Status.PROMULGATED, date(2026, 3, 1))
CHAINS = {DRAFT.instrument: (DRAFT, LAW)}


def line(article: str, as_of: date | None) -> Obligation:
    return Obligation("OB", "name", "statement", (Cite(TITLE, article),), as_of=as_of)


def test_a_bare_number_means_the_text_in_force_else_the_newest_published() -> None:
    chain = CHAINS[DRAFT.instrument]
    assert of_day(chain, date(2025, 11, 9)) is None
    assert of_day(chain, date(2025, 12, 1)) == DRAFT
    assert of_day(chain, date(2026, 1, 20)) == LAW, "published, not yet in force"
    later = replace(DRAFT, id="second draft", published_on=date(2026, 5, 1))
    assert of_day((*chain, later), date(2026, 6, 1)) == LAW, "a draft changes no number in force"


def test_numbers_are_carried_through_the_alignment() -> None:
    assert carried(DRAFT, LAW) == {"1": ("1",), "2": ("3",), "3": (), "4": ("4",)}
    assert carried(LAW, DRAFT)["3"] == ("2",)
    assert carried(LAW, DRAFT)["2"] == (), "an added article has no older number"


def test_a_citation_of_the_new_text_reaches_a_line_that_cites_the_draft() -> None:
    _, numbering = settle([line("2", date(2025, 11, 10))], CHAINS)
    assert numbering.to_register(LAW.instrument, "3", LAW) == ("2",)
    assert numbering.to_register(LAW.instrument, "3", DRAFT) == ("3",)
    assert numbering.to_register("another law", "3", LAW) == ("3",)


def test_lines_of_different_days_are_brought_to_one_numbering() -> None:
    lines = [line("2", date(2025, 11, 10)), line("3", date(2026, 2, 1))]
    settled, numbering = settle(lines, CHAINS)
    assert numbering.bases == {LAW.instrument: LAW}
    assert [one.cites[0].article for one in settled] == ["3", "3"]
    assert lines[0].cites[0].article == "2", "the register itself is not changed"


def test_without_a_known_version_numbers_stay_as_they_are() -> None:
    (settled,), numbering = settle([line("2", date(2025, 11, 10))], {})
    assert settled.cites == (Cite(TITLE, "2"),)
    assert numbering.to_register(LAW.instrument, "2", LAW) == ("2",)


@pytest.mark.parametrize(
    ("day", "number", "now"),
    [
        (date(2023, 5, 1), "21", ("23",)),
        (date(2023, 5, 1), "18", ("19", "20")),
        (date(2023, 5, 1), "64", ("71",)),
        (date(2023, 5, 1), "90", ()),
        (date(2026, 2, 1), "21", ("21",)),
    ],
)
def test_without_a_text_of_the_time_old_numbers_of_the_cybersecurity_law_are_carried_by_a_table(
    day: date, number: str, now: tuple[str, ...]
) -> None:
    cited = Citation("网络安全法", number, None, None, Quote("", 0, 0))
    found = Numbering({}, {}).citations(cited, day, None)
    assert tuple(one.article for one in found) == now


def test_a_known_amendment_is_in_force_from_the_day_it_is_known_to_be() -> None:
    title = "网络安全法"
    closing = "本法自2017年6月1日起施行。"

    def law(texts: list[str], name: str, day: date, effective: date | None) -> Version:
        found = of_title(version([*texts, closing], name, day), Status.PROMULGATED, effective)
        return replace(found, title=title, instrument=instrument_id(title))

    old = law(OLD, "old", date(2016, 11, 7), date(2017, 6, 1))
    new = law(NEW, "new", date(2025, 10, 28), None)
    assert in_force((old, new), date(2025, 12, 31)) == old
    assert in_force((old, new), date(2026, 1, 1)) == new
