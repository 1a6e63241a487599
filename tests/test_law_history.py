"""What other releases do to a law: it is repealed, amended by a decision, and begins in stages."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from digest.ids import sha256_hex
from digest.law import versions
from digest.law.acts import acts
from digest.law.dates import effective
from digest.law.history import History, history
from digest.law.stages import later
from digest.law.transition import transitional
from digest.law.validity import lapses
from digest.model import Act, Capture, NoticeKind, Reading, Status, Version
from digest.reading import law

SEEN = date(2026, 11, 1)
LAW = """示例市数据留存办法
（2024年1月5日示例市网信办令第1号公布 自2024年2月1日起施行）
第一条 为了规范数据留存，制定本办法。
第二条 经营者应当留存日志不少于三年。
第三条 经营者应当每季度备案。
第四条 本办法自2024年2月1日起施行。
"""
AMENDS = """示例市网信办关于修改《示例市数据留存办法》的决定
（2026年6月1日示例市网信办令第9号公布 自2026年8月1日起施行）
一、将第二条中的“三年”修改为“五年”。
二、增加一条，作为第四条：“经营者应当公示留存规则。”
本决定自2026年8月1日起施行。
"""
CONSOLIDATED = """示例市数据留存办法
（2024年1月5日示例市网信办令第1号公布
根据2026年6月1日示例市网信办《关于修改〈示例市数据留存办法〉的决定》修正）
第一条 为了规范数据留存，制定本办法。
第二条 经营者应当留存日志不少于五年。
第三条 经营者应当每季度备案。
第四条 经营者应当公示留存规则。
第五条 本办法自2024年2月1日起施行。
"""


def reading(text: str, name: str = "a.txt") -> Reading:
    body = text.encode()
    instant = datetime(2026, 11, 1, tzinfo=UTC)
    mark = sha256_hex(body)
    taken = Capture(mark[:16], "file", f"file:{name}", instant, body, mark, file_name=name)
    return law(taken)


def version(text: str) -> Version:
    found = versions.version(reading(text), SEEN)
    assert found is not None
    return found


def acts_of(text: str) -> tuple[Act, ...]:
    found = reading(text)
    return acts(found, SEEN, versions.version(found, SEEN))


def past(law_texts: tuple[str, ...], *decisions: str) -> History:
    told = [(act, text) for text in decisions for act in acts_of(text)]
    return history([version(text) for text in law_texts], told)


def repealed(text: str) -> dict[str, date | None]:
    return {a.named: a.effective_on for a in acts_of(text) if a.kind is NoticeKind.REPEAL}


HEAD = "示例市网信办关于废止部分文件的决定\n（2026年7月1日示例市网信办令第11号公布）\n"


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        (
            "示例市网信办关于废止《示例市甲办法》的决定\n（2026年9月1日示例市网信办令第2号公布）\n"
            "决定废止《示例市甲办法》，自2026年10月1日起失效。\n",
            {"示例市甲办法": date(2026, 10, 1)},
        ),
        (
            HEAD
            + "决定废止下列文件，自公布之日起失效：\n一、《示例市甲办法》（2024年1月5日公布）\n"
            "二、《关于印发〈示例市乙规定〉的通知》（示网办〔2020〕3号）\n",
            {
                "示例市甲办法": date(2026, 7, 1),
                "关于印发〈示例市乙规定〉的通知": date(2026, 7, 1),
                "示例市乙规定": date(2026, 7, 1),
            },
        ),
        (
            HEAD + "自2026年8月1日起，《示例市甲办法》、《示例市乙规定》予以废止。\n",
            {"示例市甲办法": date(2026, 8, 1), "示例市乙规定": date(2026, 8, 1)},
        ),
        (
            HEAD.replace("废止部分", "修改和废止部分")
            + "一、对下列文件予以修改：\n1.《示例市丙办法》第五条修改为：“经营者应当备案。”\n"
            "二、废止下列文件：\n1.《示例市甲办法》\n三、下列文件继续有效：\n1.《示例市丁办法》\n"
            "本决定自2026年9月1日起施行。\n",
            {"示例市甲办法": date(2026, 9, 1)},
        ),
        (HEAD + "一、《示例市甲办法》第五条废止。\n二、废止《示例市乙规定》第三条。\n", {}),
        (HEAD.replace("的决定", "的决定（征求意见稿）") + "拟废止《示例市甲办法》。\n", {}),
    ],
    ids=["one", "list", "sentence", "omnibus", "an article only", "a draft"],
)
def test_a_decision_repeals_what_it_names(text: str, ended: dict[str, date | None]) -> None:
    assert repealed(text) == ended


def test_who_speaks_of_a_repeal_repeals_nothing() -> None:
    said = "本文认为，有必要废止《示例市甲办法》，自2026年1月1日起失效。\n"
    assert repealed("关于废止《示例市甲办法》的几点思考\n作者：示例律师事务所\n" + said * 9) == {}
    told = "一文了解关于修改《示例市甲办法》的决定的要点\n作者：示例律师事务所\n" + said * 9
    assert acts_of(told) == ()


def test_a_law_repeals_those_it_takes_the_place_of() -> None:
    closing = (
        "本办法自2024年2月1日起施行。2010年5月1日公布的《示例市甲办法》（示例市令第3号）和"
        "原示例市信息办2012年发布的《示例市乙规定》同时废止。"
    )
    text = LAW.replace("本办法自2024年2月1日起施行。", closing)
    day = date(2024, 2, 1)
    assert repealed(text) == {"示例市甲办法": day, "示例市乙规定": day}
    assert repealed(text.replace("示例市甲办法", "示例市数据留存办法")) == {"示例市乙规定": day}
    since = text.replace(
        "自2024年2月1日起施行）", "根据2026年6月1日《关于修改〈示例市数据留存办法〉的决定》修正）"
    )
    assert repealed(since) == {"示例市甲办法": day, "示例市乙规定": day}, "on its first day"
    rule = "《示例市甲办法》废止前的合同依照其约定。与《示例市乙规定》不一致的，以本办法为准。"
    assert repealed(LAW.replace("经营者应当每季度备案。", rule)) == {}
    draft = text.replace("示例市数据留存办法", "示例市数据留存办法（征求意见稿）")
    assert repealed(draft) == {}


def test_nothing_is_in_force_after_the_repeal_and_what_is_made_again_is() -> None:
    ends = HEAD + "决定废止《示例市数据留存办法》，自2026年10月1日起失效。\n"
    found = past((LAW,), ends, ends.replace("令第11号", "令第11号令"))
    assert [act.effective_on for act in found.repeals] == [date(2026, 10, 1)], "told twice, once"
    first = found.chain[0]
    assert versions.in_force(found.chain, date(2026, 9, 30)) == first
    assert versions.in_force(found.chain, date(2026, 10, 1)) is None
    assert versions.status_on(first, found.chain, date(2026, 10, 1)) is Status.REPEALED
    assert versions.status_on(found.chain[1], found.chain, date(2026, 9, 1)) is Status.PROMULGATED
    again = replace(
        first, id="again", published_on=date(2026, 9, 1), effective_on=date(2026, 10, 1)
    )
    assert versions.in_force([*found.chain, again], date(2026, 10, 1)) == again


def test_a_decision_gives_its_consolidated_text_the_day() -> None:
    assert version(CONSOLIDATED).effective_on is None
    found = past((LAW, CONSOLIDATED), AMENDS)
    assert (found.made, found.missed) == ((), ())
    assert found.chain[1].effective_on == date(2026, 8, 1)
    assert versions.in_force(found.chain, date(2026, 7, 31)) == found.chain[0]
    assert versions.in_force(found.chain, date(2026, 8, 1)) == found.chain[1]
    assert versions.unsettled(found.chain, date(2026, 9, 1)) is None


def test_a_decision_without_its_consolidated_text_is_applied_to_the_text_before() -> None:
    found = past((LAW,), AMENDS)
    (made,) = found.made
    assert versions.in_force(found.chain, date(2026, 8, 1)) == made.version
    assert versions.same_text(made.version, version(CONSOLIDATED))
    assert made.articles == ("2", "4")
    assert made.version not in found.told
    second = AMENDS.replace("2026年6月", "2026年9月").replace("2026年8月", "2026年10月")
    second = second.replace("“三年”修改为“五年”", "“五年”修改为“七年”").split("二、")[0]
    found = past((LAW,), second + "本决定自2026年10月1日起施行。\n", AMENDS)
    assert [one.base.id for one in found.made] == [found.chain[0].id, found.made[0].version.id]
    assert "七年" in found.made[1].text


@pytest.mark.parametrize(
    "decision",
    [
        AMENDS.replace("“三年”修改为", "“九年”修改为"),
        AMENDS.replace("一、将第二条中的“三年”修改为“五年”。", "一、对第二条作文字调整。"),
        AMENDS.replace("8月1日起施行。", "8月1日起施行，但第二条自2027年1月1日起施行。"),
        AMENDS.replace(" 自2026年8月1日起施行）", "）").replace("自2026年8月1日起施行", "重新公布"),
    ],
    ids=["does not fit", "not decoded", "in stages", "no day"],
)
def test_what_is_in_doubt_is_not_applied(decision: str) -> None:
    found = past((LAW,), decision)
    assert found.made == ()
    (missed,) = found.missed
    assert missed.articles
    assert versions.in_force(found.chain, date(2026, 9, 1)) == found.chain[0]


@pytest.mark.parametrize(
    ("closing", "begins", "waiting"),
    [
        (
            "本办法自2024年2月1日起施行，但第三条自2027年1月1日起施行。",
            date(2024, 2, 1),
            {("3", None)},
        ),
        (
            "第二条第一款、第三条的规定自2027年1月1日起施行，其他条款自2024年2月1日起施行。",
            date(2024, 2, 1),
            {("2", 1), ("3", None)},
        ),
        (
            "除第二条自2027年1月1日起施行外，本办法自公布之日起施行。",
            date(2024, 1, 5),
            {("2", None)},
        ),
        (
            "本办法自2024年2月1日起施行，第二条至第三条自2026年1月1日起施行。",
            date(2024, 2, 1),
            set(),
        ),
    ],
)
def test_articles_may_begin_later_than_their_law(
    closing: str, begins: date, waiting: set[tuple[str, int | None]]
) -> None:
    text = LAW.replace("本办法自2024年2月1日起施行。", closing).replace(
        " 自2024年2月1日起施行）", "）"
    )
    found = version(text)
    assert found.effective_on == begins
    assert {(one.article, one.paragraph) for one in later(found, date(2026, 3, 1))} == waiting
    assert effective("第三条自2027年1月1日起施行。", None) is None


def test_a_chapter_may_begin_later() -> None:
    text = LAW.replace("第二条", "第二章 备案\n第二条").replace("第一条", "第一章 总则\n第一条")
    text = text.replace("起施行。", "起施行，但第二章自2027年1月1日起施行。")
    places = {one.article for one in later(version(text), date(2026, 3, 1))}
    assert places == {"2", "3", "4"}


def test_what_is_so_before_a_text_begins_is_told_wherever_it_stands() -> None:
    said = "本条施行前已留存的日志，按照原规定执行。"
    text = LAW.replace("不少于三年。", f"不少于三年。{said}")
    assert transitional(version(text).articles) == (("2", said),)
    more = [f"第{n}条 经营者应当报送第{n}号表。" for n in "四五六七八九"]
    text = text.replace("第四条 ", "\n".join([*more, "第十条 "]))
    assert ("2", said) in transitional(version(text).articles)


def test_a_text_may_say_for_how_long_it_holds() -> None:
    text = LAW.replace("起施行。", "起施行，有效期五年。")
    assert lapses(version(text)) == (date(2029, 2, 1), "施行，有效期五年")
    until = lapses(version(LAW.replace("起施行。", "起施行，有效期至2028年12月31日。")))
    assert until is not None
    assert until[0] == date(2029, 1, 1)
    licence = LAW.replace("经营者应当每季度备案。", "许可证有效期五年，期满重新申请。")
    assert lapses(version(licence)) is None


def draft(mark: str, line: str = "", **days: date) -> Version:
    text = LAW.replace("示例市数据留存办法\n", f"示例市数据留存办法{mark}\n{line}\n")
    text = re.sub(r"（2024年1月5日.*?）", "", text).replace("2024年2月1日", " 年 月 日")
    found = versions.version(reading(text.replace("三年", mark or line)), days.pop("seen_on", SEEN))
    assert found is not None
    assert found.status is Status.DRAFT
    return replace(found, **days)


@pytest.mark.parametrize(
    ("mark", "line", "stage"),
    [
        ("（草案）", "", "草案"),
        ("（草案二次审议稿）", "", "草案二次审议稿"),
        ("（修订草案征求意见稿）", "", "修订草案征求意见稿"),
        ("", "（草案三次审议稿）", "草案三次审议稿"),
        ("（第二次征求意见稿）", "", "二次征求意见稿"),
    ],
)
def test_a_draft_tells_its_stage(mark: str, line: str, stage: str) -> None:
    assert draft(mark, line).stage == stage


def test_drafts_without_a_day_stand_before_the_law_in_the_order_of_their_stages() -> None:
    made = version(LAW)
    first, second, third = (draft(f"（草案{nth}）") for nth in ("", "二次审议稿", "三次审议稿"))
    asked = draft("（征求意见稿）")
    line = [asked, first, second, third, made]
    assert list(versions.ordered(reversed(line))) == line
    assert [versions.previous(one, line) for one in line] == [None, *line[:-1]]
    dated = replace(second, published_on=date(2023, 6, 10))
    line[2] = dated
    assert list(versions.ordered(reversed(line))) == line
    late = draft("（草案二次审议稿）", comments_until=date(2026, 10, 1))
    assert versions.previous(late, [made, late]) == made, "its day is told"


def test_the_draft_of_a_revision_stays_behind_the_law() -> None:
    made, revision = version(LAW), draft("（修订草案）")
    assert versions.ordered([revision, made]) == (made, revision)
    assert versions.previous(made, [made, revision]) is None
    undated, next_law = draft("（草案）"), version(CONSOLIDATED.replace("第三条", "第三条 另", 1))
    assert versions.ordered([next_law, made, undated]) == (undated, made, next_law)
    of_the_next = replace(
        undated, articles=(*next_law.articles[:-1], undated.articles[-1]), effective_on=None
    )
    assert versions.ordered([next_law, made, of_the_next]) == (made, of_the_next, next_law)


def test_the_line_under_the_title_of_a_draft_tells_its_day() -> None:
    assert draft("（草案）", "（征求意见稿 2025年1月10日）").published_on == date(2025, 1, 10)
    assert draft("（草案）", "（2025年1月10日公开征求意见稿）").published_on == date(2025, 1, 10)


def test_an_amendment_in_articles_is_an_act_and_no_text_of_the_law() -> None:
    text = (
        "示例市数据留存条例修正案（2026年）\n（2026年6月1日示例市第一次会议通过）\n"
        "第一条 示例市数据留存条例第二条“三年”修改为：“五年”。\n"
        "第二条 示例市数据留存条例第三条增加一款，作为第二款：“经营者应当公示。”\n"
        "第三条 删去示例市数据留存条例第四条。\n"
    )
    found = reading(text)
    assert found.notice.kind is NoticeKind.AMENDMENT
    assert versions.version(found, SEEN) is None
    assert [act.kind for act in acts_of(text)] == [NoticeKind.AMENDMENT]
