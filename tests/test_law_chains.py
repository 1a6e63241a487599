"""One instrument under several titles: linked where title, text and time agree, and only there."""

from dataclasses import replace
from datetime import date

import pytest

from digest.law.chains import kin
from digest.law.versions import instrument_id, own_instrument
from digest.model import Article, Status, Version

WORDS = (
    "为了规范示例市生成内容服务活动，维护公共利益，根据有关法律，制定本规则。",
    "服务提供者应当在生成的图片和视频上添加显著标识，并留存运行日志不少于六个月。",
    "服务提供者应当在三个工作日内处理用户投诉，并将处理结果告知投诉人。",
    "服务提供者不得利用算法对用户实施不合理的差别待遇。",
)
OTHER = (
    "车辆应当停放于划线之处，夜间停放的，应当关闭灯光。",
    "收费的停车场应当公示收费标准和投诉电话，不得超出标准收费。",
    "占用盲道停放车辆的，由城市管理部门责令改正，处二百元罚款。",
    "停车泊位由区人民政府统一施划，任何单位不得私自施划。",
)


def text(title: str, day: date, words=WORDS, status=Status.PROMULGATED, **more) -> Version:  # type: ignore[no-untyped-def]
    articles = tuple(
        Article(str(n), f"第{n}条", (), said, 0, len(said), ()) for n, said in enumerate(words, 1)
    )
    made = Version(title, "", title, status, day, articles, "d", published_on=day, **more)
    return replace(made, instrument=own_instrument(made))


def draft(title: str, day: date = date(2025, 4, 1), words=WORDS, **more) -> Version:  # type: ignore[no-untyped-def]
    return text(title, day, words, Status.DRAFT, **more)


LAW = text("示例市生成内容服务管理暂行办法", date(2025, 8, 1))


@pytest.mark.parametrize(
    ("before", "law"),
    [
        ("示例市生成内容服务管理办法（征求意见稿）", "示例市生成内容服务管理暂行办法"),
        ("规范和促进示例数据流动规定（征求意见稿）", "促进和规范示例数据流动规定"),
        ("示例数据出境合同规定（征求意见稿）", "示例数据出境合同办法"),
        ("示例市生成內容服務管理辦法（徵求意見稿）", "示例市生成内容服务暂行办法"),
    ],
)
def test_a_draft_and_the_law_it_became_are_one_chain(before: str, law: str) -> None:
    first, then = draft(before), text(law, date(2025, 8, 1))
    assert instrument_id(before) != instrument_id(law)
    assert kin(then, [(first,)]) == first.instrument
    assert kin(first, [(then,)]) == then.instrument, "in whatever order they are read"


@pytest.mark.parametrize(
    "other",
    [
        draft("示例市生成内容服务管理办法（征求意见稿）", words=OTHER),
        draft("示例市生成内容服务管理办法（征求意见稿）", date(2015, 4, 1)),
        draft("示例市生成内容服务管理办法（征求意见稿）", date(2026, 4, 1)),
        draft("示例省生成内容服务管理办法（征求意见稿）"),
        draft("示例市生成内容标识管理办法（征求意见稿）"),
        text("示例市生成内容服务条例", date(2024, 1, 1)),
    ],
    ids=["other words", "too old", "later", "another place", "another matter", "a law beside it"],
)
def test_what_is_not_sure_is_not_linked(other: Version) -> None:
    assert kin(LAW, [(other,)]) is None


def test_other_issuers_issue_another_instrument() -> None:
    first = draft("示例市生成内容服务管理办法（征求意见稿）", issuers=("示例部",))
    assert kin(LAW, [(first,)]) == first.instrument
    assert kin(replace(LAW, issuers=("示例委",)), [(first,)]) is None


def test_a_law_that_repeals_its_provisional_one_by_name_continues_it() -> None:
    closing = "本办法自2027年1月1日起施行。《示例市生成内容服务管理暂行办法》同时废止。"
    new = text("示例市生成内容服务管理办法", date(2026, 12, 1), (*WORDS, closing))
    assert kin(new, [(LAW,)]) == LAW.instrument


def test_a_text_without_a_title_is_known_by_its_words_alone() -> None:
    line = "2026年1月7日示例市第十二届人民代表大会常务委员会第二次会议通过"
    found = text(line, date(2026, 1, 7), (*WORDS[:3], "本规则自公布之日起施行。"))
    parking = text("示例市停车条例", date(2020, 1, 1), OTHER)
    assert kin(found, [(parking,), (LAW,)]) == LAW.instrument
    assert kin(found, [(parking,)]) is None
    twin = text("示例省生成内容服务管理规定", date(2025, 9, 1))
    assert kin(found, [(twin,), (LAW,)]) is None, "two are equally near"
    excerpt = text(line, date(2026, 1, 7), WORDS[1:2])
    assert kin(excerpt, [(LAW,)]) is None
