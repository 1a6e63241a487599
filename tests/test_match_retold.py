"""One event told by two accounts in words of their own; what reads alike and is another event."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import store_examples as ex
from match_examples import reading, release, stories
from test_flow_stories import as_sets, keep, told

from digest.match import retold
from digest.match.faces import compared_text, face
from digest.match.retold import Gist
from digest.model import Kinship, NoticeKind
from digest.release import Release
from schedules import telling
from store import faces
from store import stories as kept
from store.database import open_store

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


def report(title: str, text: str, day: date | None = TUESDAY, **say: object) -> Release:
    kind = say.pop("kind", NoticeKind.REPORT)
    return release(reading(f"{title}\n{text}\n", kind=kind, title=title, published_on=day, **say))


def gist(one: Release, account: str | None = None) -> Gist:
    found = retold.gist(one, compared_text(one))
    assert found is not None
    return replace(found, account=account)


FIRST = report(
    "沱沱河云 TuotuoCloud 泄露 47.8 万名羽毛球会员资料",
    "研究员鹿野琥珀周日披露，沱沱河云的一个 ElasticNest 实例没有设置口令，478,000 名羽毛球会员"
    "的资料连同寄存柜编号可以被任何人下载。沱沱河云承认了泄露，称实例由承包商塔吊科技搭建。",
    MONDAY,
)
AGAIN = report(
    "羽毛球会员遭泄露：TuotuoCloud 忘了给 ElasticNest 设口令",
    "沱沱河云昨日致歉。此前鹿野琥珀发现它的 ElasticNest 敞开着，里面有羽毛球会员的资料，"
    "共 47.8 万条，还有寄存柜编号。承包商塔吊科技已被停用。",
)
OTHER = report(
    "蜜柑云 MikanCloud 泄露 31 万名冰壶会员资料",
    "研究员周日披露，蜜柑云的一个 RedisHut 实例没有设置口令，310,000 名冰壶会员的资料可以被"
    "任何人下载。蜜柑云承认了泄露，称实例由承包商搭建。",
)


def test_an_event_told_in_other_words_is_one_story() -> None:
    (one, other) = stories((FIRST, AGAIN, OTHER))
    assert one.lead == FIRST.id
    assert [(m.release, m.relation) for m in one.members] == [(AGAIN.id, Kinship.SAME_EVENT)]
    assert other.lead == OTHER.id


def test_a_report_that_tells_of_two_stories_brings_them_together() -> None:
    copy = report("转：会员资料外泄", AGAIN.reading.document.text, date(2026, 3, 4))
    (story,) = stories((FIRST, AGAIN, copy))
    assert {member.release for member in story.members} == {AGAIN.id, copy.id}


def changed(one: Release, old: str, new: str, day: date = TUESDAY) -> Release:
    text = one.reading.document.text.split("\n", 1)[1].strip()
    assert old in one.reading.notice.title + text
    return report(one.reading.notice.title.replace(old, new), text.replace(old, new), day)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("羽毛球会员遭", "（二）羽毛球会员遭"),
        ("羽毛球会员遭", "早报 | 羽毛球会员遭"),
        ("羽毛球会员遭", "羽毛球大会：会员遭"),
        ("羽毛球会员遭", "海南羽毛球会员遭"),
    ],
)
def test_parts_round_ups_gatherings_and_other_places_are_apart(old: str, new: str) -> None:
    assert len(stories((FIRST, changed(AGAIN, old, new)))) == 2


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [("CVE-2026-11111", "CVE-2026-22222"), ("ElasticNest 7.1.0", "ElasticNest 7.2.0")],
)
def test_other_flaws_and_versions_are_apart(mine: str, theirs: str) -> None:
    one = changed(FIRST, "TuotuoCloud", f"TuotuoCloud {mine}", MONDAY)
    assert retold.retold(gist(one), gist(changed(AGAIN, "TuotuoCloud", f"TuotuoCloud {mine}")))
    other = changed(AGAIN, "TuotuoCloud", f"TuotuoCloud {theirs}")
    assert not retold.retold(gist(one), gist(other))


def test_other_names_are_apart() -> None:
    assert retold.retold(gist(FIRST), gist(AGAIN))
    assert not retold.retold(gist(FIRST), gist(changed(AGAIN, "TuotuoCloud", "MikanCloud")))


def test_an_account_does_not_tell_an_event_twice() -> None:
    assert retold.retold(gist(FIRST, "示例快讯"), gist(AGAIN, "示例安全"))
    assert not retold.retold(gist(FIRST, "示例快讯"), gist(AGAIN, "示例快讯"))


def test_a_fortnight_later_it_is_another_event() -> None:
    text = AGAIN.reading.document.text.split("\n", 1)[1]
    for day, count in ((date(2026, 3, 16), 1), (date(2026, 3, 17), 2)):
        again = report(AGAIN.reading.notice.title, text, day)
        assert len(stories((FIRST, again))) == count


def test_what_is_about_an_instrument_or_undated_is_not_compared() -> None:
    text = AGAIN.reading.document.text
    for one in (
        report("羽毛球", text, instrument="示例市生成内容标识办法"),
        report("羽毛球", text, None),
        report("羽毛球", text, kind=NoticeKind.DRAFT),
    ):
        assert retold.gist(one, compared_text(one)) is None


def test_numbers_are_compared_as_values() -> None:
    assert {"478000"} <= gist(FIRST).title & gist(AGAIN).text


def test_what_is_taken_apart_by_hand_stays_apart(tmp_path: Path) -> None:
    with open_store(tmp_path / "store.db") as db:
        for number, one in enumerate((FIRST, AGAIN)):
            keep(db, one, number)
        telling.tell_stories(db, frozenset())
        assert len(kept.all_stories(db)) == 1
        kept.split(db, AGAIN.id, ex.at(5))
        telling.retell(db, [FIRST.id, AGAIN.id])
        assert set(as_sets(kept.all_stories(db))) == {FIRST.id, AGAIN.id}
        keep(db, OTHER, 6)
        copy = report("转：会员资料外泄", FIRST.reading.document.text, date(2026, 3, 4))
        keep(db, copy, 7)
        telling.tell_stories(db, frozenset())
        assert {FIRST.id, AGAIN.id, OTHER.id} == set(as_sets(kept.all_stories(db)))


def test_one_by_one_or_all_at_once_gives_the_same_story(tmp_path: Path) -> None:
    reports = (OTHER, AGAIN, FIRST)
    at_once = as_sets(stories(reports))
    assert as_sets(told(tmp_path / "one.db", [(one,) for one in reports])) == at_once
    assert as_sets(told(tmp_path / "all.db", [reports])) == at_once


def test_a_store_of_before_gets_its_gists_with_the_rules_of_today(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with open_store(path) as db:
        for number, one in enumerate((FIRST, AGAIN)):
            keep(db, one, number)
        # As the step before left it: told under older rules, as two stories.
        db.execute("DROP TABLE gists")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm006_gists'")
        db.conn.commit()
    with open_store(path) as db:
        for one in (FIRST, AGAIN):
            faces.enter(db, face(one, None, compared_text(one)), None, ["a"], "of before")
        telling.tell_stories(db, frozenset())
        assert db.execute("SELECT count(*) FROM gists").fetchone() == (2,)
        (story,) = kept.all_stories(db)
        assert [member.relation for member in story.members] == [Kinship.SAME_EVENT]


def test_releases_under_older_rules_hide_none_of_today(tmp_path: Path) -> None:
    old = [report(f"第{n}则旧闻", f"旧闻{n}的正文。") for n in range(faces.MARKED + 1)]
    with open_store(tmp_path / "store.db") as db:
        for number, one in enumerate((*old, FIRST)):
            keep(db, one, number)
            rules = "of today" if one is FIRST else "of before"
            faces.enter(db, face(one, None, compared_text(one)), None, ["a", "b"], rules)
        assert [one.document for one in faces.sharing(db, ["a", "b"], "of today")] == [FIRST.id]
