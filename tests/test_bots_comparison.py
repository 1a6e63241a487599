"""A comparison as people see it: every form tells the same, no text of a law becomes markup."""

import io
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from fakes import digests as fake
from rich.console import Console

from bots import comparison, html, lines, markdown, moves, render
from bots.redline import sides as redline_sides
from digest.law.comparable import AnnexDoubt, compared, doubts
from digest.law.redline import redline
from digest.law.structure import articles
from digest.model import Article, Effect, Place, Relation, Status, Version
from schedules import contracts

OLD = fake.version(fake.document("old", fake.OLD), Status.DRAFT, date(2025, 11, 1))
NEW = fake.version(fake.document("new", fake.NEW), Status.PROMULGATED, date(2026, 1, 15))


def law(*texts: str, title: str = fake.TITLE) -> Version:
    articles = tuple(
        Article(str(n), f"第{n}条", (), said, 0, len(said), ()) for n, said in enumerate(texts, 1)
    )
    return Version("v", "i", title, Status.PROMULGATED, date(2026, 1, 1), articles, "d")


def shown(old: Version = OLD, new: Version = NEW) -> comparison.Comparison:
    found = redline(old, new)
    return comparison.comparison(found, doubts(found, old.articles, new.articles))


class Page(HTMLParser):
    """Tags, anchors, and the words outside style."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.tags.append(tag)
        self.ids += [held["id"] or ""] if "id" in held else []
        self.links += [held["href"] or ""] if "href" in held else []


def test_every_pair_has_its_place_and_every_link_a_target() -> None:
    found = shown()
    page = Page(html.comparison_page(found))
    anchors = [entry.anchor for entry in found.entries]
    assert [one for one in page.ids if one != "top"] == anchors
    assert {link.removeprefix("#") for link in page.links} <= {*page.ids}
    assert set(anchors) <= {link.removeprefix("#") for link in page.links}
    assert len(page.ids) == len(set(page.ids))


def test_the_page_needs_nothing_beside_it() -> None:
    page = html.comparison_page(shown())
    assert not re.search(r"<(script|link|img|iframe)\b|url\(|@import|\bon\w+=", page)
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page


def test_the_table_counts_what_the_redline_holds() -> None:
    found = shown()
    assert sum(count for _, count in found.relations) == len(found.redline.pairs)
    assert sum(len(entries) for _, entries in found.by_effect) == len(found.redline.pairs)
    page = html.comparison_page(found)
    assert "10 条 → 11 条" in page
    assert re.search(r"期限：<del>六个月</del> → <ins>三年</ins>", page)
    assert "文字未变" in page


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_both_sides_are_in_every_form(form: str) -> None:
    found = shown()
    made = {
        "text": render.unstyled(lines.blocks(found)),
        "markdown": markdown.markdown(found),
        "html": html.comparison_page(found),
    }[form]
    said = re.sub(r"<style>.*?</style>", "", made, flags=re.S)
    for words in ("六个月", "三年", "新增 第九条", "第九条 → 第十条", "收紧"):
        assert words in said


def test_colour_is_for_terminals() -> None:
    pipe, screen = io.StringIO(), io.StringIO()
    render.coloured(lines.blocks(shown()), Console(file=pipe))
    console = Console(file=screen, force_terminal=True, color_system="standard")
    render.coloured(lines.blocks(shown()), console)
    assert "\x1b[" not in pipe.getvalue()
    assert "\x1b[" in screen.getvalue()
    assert "[-" in pipe.getvalue()


def test_hostile_words_stay_words() -> None:
    bad = f"提供者应当{fake.HOSTILE}留存日志<img src=x onerror=alert(2)> \"'| `x` **y**。"
    old, new = (
        law(bad, "不变。", title=fake.HOSTILE),
        law(bad + fake.HOSTILE, "不变。", title="a|b"),
    )
    page = Page(html.comparison_page(shown(old, new)))
    assert not {"script", "img"} & set(page.tags)
    assert all(link.startswith("#") for link in page.links)
    marked = markdown.markdown(shown(old, new))
    assert not re.search(r"(?<!\\)<(?!/?(?:ins|del|br)>)", marked)
    assert not re.search(r"(?<!\\)\](?=\()", marked)
    text = render.unstyled(lines.blocks(shown(old, new)))
    assert not set("\x07\u202e") & set(text + marked)


def test_the_original_script_is_shown() -> None:
    old = law("提供者應當留存日誌六個月。", title="示例市內容辦法")
    new = law("提供者应当留存日志三年。", title="示例市内容办法")
    page = re.sub(r"<[^>]+>", "", html.comparison_page(shown(old, new)))
    assert "應當留存日" in page
    assert "六個月" in page
    assert "应当留存日" in page


def test_nothing_is_said_to_have_changed_where_nothing_did() -> None:
    found = shown(OLD, OLD)
    page = html.comparison_page(found)
    assert "没有变化" in page
    assert "<ins>" not in page
    assert render.unstyled(lines.blocks(found)).count("文字未变") == 1


def test_missing_articles_are_flagged_and_not_told_as_removed() -> None:
    whole = (
        "为了规范，制定本办法。",
        "提供者应当留存日志。",
        "提供者不得转让。",
        "本办法自公布之日起施行。",
    )
    found = shown(law(*whole), law(*whole[:2]))
    for made in (
        html.comparison_page(found),
        markdown.markdown(found),
        render.unstyled(lines.blocks(found)),
    ):
        assert "可能不完整" in made
        assert "第三条至第四条 对方文本缺失（2 条）" in made
        assert "删除 第三条" not in made


def test_two_instruments_are_said_to_be_two() -> None:
    parking = law("车辆停放于划线之处。", "夜间停车免费。", title="示例市停车条例")
    assert "不是同一文件的版本" in html.comparison_page(shown(OLD, parking))


def forms(found: comparison.Comparison) -> list[str]:
    page = re.sub(r"<style>.*?</style>|<[^>]+>", "", html.comparison_page(found), flags=re.S)
    return [page, markdown.markdown(found), render.unstyled(lines.blocks(found))]


def test_chapters_are_told_in_every_form() -> None:
    def chaptered(*paths: str) -> Version:
        plain = law("示例办法的目的。", "提供者应当备案。", "本办法自公布之日起施行。")
        articles = zip(plain.articles, paths, strict=True)
        return replace(plain, articles=tuple(replace(a, path=(path,)) for a, path in articles))

    old = chaptered("第一章 总则", "第二章 <义务>", "第三章 附则")
    found = shown(old, chaptered("第一章 总则", "第一章 总则", "第二章 施行"))
    for text in forms(found):
        assert "第二条：第二章 " in text
        assert "更名：第三章 附则 → 第二章 施行" in text
        assert "没有变化" not in text
    assert "<义务>" not in html.comparison_page(found)
    said = doubts(found.redline, old.articles, old.articles)
    moved, renamed = contracts.redline(found.redline, said)["headings"]
    assert moved == {
        "old": ["第二章 <义务>"],
        "new": ["第一章 总则"],
        "articles": ["2"],
        "renamed": False,
    }
    assert renamed["renamed"]
    of_two = contracts.redline(found.redline, replace(said, unrelated=True))
    assert of_two["headings"] == []


def test_as_many_articles_as_became_others_are_recast_both_ways_round() -> None:
    pair = replace(shown().entries[0].pair, old=("1", "2"), new=("1", "2"))
    pair = replace(pair, relation=Relation.MERGED)
    assert comparison.Entry("p1", pair).relation == "重组"
    assert comparison.Entry("p1", pair).where.endswith("（重组）")


def test_each_article_of_a_split_stands_under_its_number() -> None:
    logs = "平台运营者应当记录网络运行状态，并留存相关日志不少于六个月。"
    reports = "发现漏洞的，应当立即修补，并在二十四小时内向示例市网信部门报告。"
    rest = "本办法自2026年3月1日起施行。"
    old, new = law(logs + reports, rest), law(logs, reports, rest)
    one, other = redline(old, new), redline(new, old)
    told = comparison.comparison(one, doubts(one, old.articles, new.articles), (old, new))
    assert [pair.ops for pair in told.redline.pairs] == [pair.ops for pair in one.pairs]
    for made in forms(told):
        assert re.search(rf"第二条　[^\w]*(?:</ins>|</del>)?{reports[:5]}", made)
    back = comparison.comparison(other, doubts(other, new.articles, old.articles), (new, old))
    for side, entry in ((0, back.entries[0]), (1, told.entries[0])):
        words = "".join(op.text for op in redline_sides(entry.pair.ops)[side])
        assert words == f"第一条　{logs}\n第二条　{reports}"


def test_the_days_of_both_texts_stand_on_top_as_far_as_they_are_known() -> None:
    old = replace(law("提供者应当备案。"), published_on=None, effective_on=None)
    new = replace(law("提供者应当备案并公示。"), published_on=date(2026, 1, 15))
    new = replace(new, effective_on=date(2026, 3, 1))
    found = redline(old, new)
    said = doubts(found, old.articles, new.articles)
    for made in forms(comparison.comparison(found, said, (old, new))):
        assert "新文本：2026-01-15 公布，2026-03-01 施行" in made
        assert "旧文本" not in made


def test_of_two_instruments_no_effect_is_shown() -> None:
    parking = law("车辆应当在五日内登记。", "夜间停车免费。", title="示例市停车条例")
    found, said = compared(OLD, parking)
    for made in forms(comparison.comparison(found, said)):
        assert "不是同一文件的版本" in made
        assert not re.search("收紧|放宽|无变化|变更", made.replace("没有变化", ""))


def test_a_broken_article_and_an_annex_are_told_in_every_form() -> None:
    closing = "本办法自公布之日起施行。"
    fine = "违反本办法规定的，责令改正，处一万元以上五万元以下罚款。"
    found, said = compared(
        law("提供者应当留存日志。", fine, closing), law("提供者应当留存日志。", fine[:15])
    )
    said = replace(said, annexes=(AnnexDoubt("附件 示例目录", True, False),))
    for made in forms(comparison.comparison(found, said)):
        assert "新文本在第二条中断" in made
        assert "附件 示例目录" in made
        assert "条文不完整" in made
        assert "罚则" not in made


def test_a_title_that_gained_the_name_of_the_state_is_one_title() -> None:
    old = law("车辆应当在五日内登记。", title="示例停车法")
    new = law("车辆应当在三日内登记。", title="中华人民共和国示例停车法")
    assert shown(old, new).title == "中华人民共和国示例停车法"
    assert "→" in shown(old, law("车辆应当在三日内登记。", title="示例停车管理法")).title


DUTIES = "数据处理者应当履行下列义务：\n（一）{}；\n（二）{}；\n（三）{}。"
TRAINING, RISK, BACKUP = (
    "组织培训<script>alert(1)</script><b onclick=x>&amp;",
    "每年开展一次风险评估，并向主管部门报送评估报告，报告应当公开",
    "对重要数据进行备份和加密，妥善保管密钥，并定期检查恢复的能力",
)
LOGS = (
    "数据处理者应当留存网络日志不少于六个月，并防止日志被篡改、泄露或者丢失。"
    "日志的格式、内容和留存方式由示例市标准化机构制定规范。"
    "数据处理者委托他人留存日志的，应当与受托人约定双方的权利、义务和责任。"
)
INSPECTION = (
    "示例市网信部门负责监督检查，可以委托检测机构对网络设施进行抽样检测，检测费用由财政承担。"
    "任何单位和个人可以举报违法行为，受理机关应当为举报人保密并在十日内答复。"
    "检查人员应当出示证件，不得妨碍被检查单位的正常经营活动。"
)
ACCESS = "用户可以查阅其数据，数据处理者不得拒绝。"
CATALOGUE = "重要数据目录由示例市网信部门制定并公布，每年更新一次。"


def read(*texts: str, title: str = fake.TITLE) -> Version:
    found = articles("\n".join(f"第{'一二三四'[n]}条　{text}" for n, text in enumerate(texts)))
    return replace(law(title=title), articles=found)


MOVED = (
    read(DUTIES.format(RISK, BACKUP, TRAINING), f"{LOGS}{CATALOGUE}", ACCESS, INSPECTION),
    read(DUTIES.format(TRAINING, RISK, BACKUP), LOGS, ACCESS, f"{INSPECTION}{CATALOGUE}"),
)

LONGER = TRAINING.replace("组织", "组织法律")
EDITED = (
    read(DUTIES.format(RISK, BACKUP, TRAINING), LOGS, ACCESS, INSPECTION),
    read(DUTIES.format(LONGER, RISK, BACKUP), LOGS, ACCESS, INSPECTION),
)


def told(old: Version, new: Version) -> comparison.Comparison:
    found, said = compared(old, new)
    return comparison.comparison(found, said, (old, new))


def test_what_moved_is_told_at_both_places_in_every_form() -> None:
    found = told(*MOVED)
    assert [len(entry.moves) for entry in found.entries] == [1, 1, 0, 1]
    assert [one.where for one in found.moves] == ["第一条第三项 → 第一条第一项", "第二条 → 第四条"]
    assert found.entries[0].pair.effect is Effect.WORDING
    for made in forms(found):
        assert "第一条第三项 → 第一条第一项" in made.replace("\\", "")
        assert made.count("移动：第二条 → 第四条（重要数据目录由") == 2
    text = render.unstyled(lines.blocks(found))
    assert "移动：2 处" in text
    assert "| 移动 | 2 处 |" in markdown.markdown(found)


def test_what_moved_is_marked_without_colour_and_linked_to_its_other_place() -> None:
    made = html.comparison_page(told(*MOVED))
    page = Page(made)
    ends = [f"m{n}-{end}" for n in (1, 2) for end in ("old", "new")]
    assert sorted(one for one in page.ids if one.startswith("m")) == sorted(ends)
    assert {f"#{end}" for end in ends} <= set(page.links)
    assert {link.removeprefix("#") for link in page.links} <= {*page.ids}
    assert len(page.ids) == len(set(page.ids))
    assert "<script" not in made
    words = re.sub(r"<[^>]+>", "", made)
    assert "〔移至第一条第一项：（三）组织培训&lt;script&gt;" in words
    assert "（一）〔移自第一条第三项：组织培训&lt;script&gt;" in words
    assert f"〔移至第四条：{CATALOGUE}〕" in words
    assert f"〔移自第二条：{CATALOGUE}〕" in words
    assert not re.search(rf"<(ins|del)>(?:(?!</\1>).)*{CATALOGUE[:8]}", made.split("逐条")[1])


def test_what_moved_and_was_edited_shows_the_words_that_changed() -> None:
    found = told(*EDITED)
    (one,) = found.moves
    where = "第一条第三项 → 第一条第一项"
    text = render.unstyled(lines.blocks(found))
    assert "移动：1 处，其中 1 处有修改" in text
    assert f"  移动并修改：{where}（" in text
    assert "（组织{+法律+}培训<script>" in text
    assert "（组织<ins>法律</ins>培训<script>" in markdown.markdown(found).replace("\\", "")
    made = html.comparison_page(found)
    assert f"移动并修改：{where}" in made
    page = re.sub(r"<[^>]+>", "", made)
    assert "〔移至第一条第一项并修改：（三）组织培训&lt;script&gt;" in page
    assert "（一）〔移自第一条第三项并修改：组织{+法律+}培训&lt;script&gt;" in page
    assert "<script" not in made
    for side, ops in enumerate(redline_sides(found.entries[0].pair.ops)):
        for op, move in moves.parts(ops, (one,), side):
            if move:
                assert "".join(step.text for step in moves.words(op, move, side)) == op.text


def test_a_long_edited_move_is_shown_around_what_changed() -> None:
    changed = LOGS.replace("标准化机构制定", "标准化机构制定并公布")
    old, new = f"{INSPECTION}\n{LOGS}", f"{changed}\n{INSPECTION}"
    found = told(read(old, ACCESS, CATALOGUE), read(new, ACCESS, CATALOGUE))
    (line,) = [
        line for line in render.unstyled(lines.blocks(found)).split("\n") if "移动并" in line
    ]
    assert line.count("…") == 2
    assert "{+并公布+}规范" in line


def test_beside_what_moved_each_side_is_shown_to_the_letter() -> None:
    merged = "发现漏洞的，应当立即修补，并在二十四小时内向示例市网信部门报告。"
    cases = (
        MOVED,
        MOVED[::-1],
        EDITED,
        EDITED[::-1],
        (read(f"{merged}\n{LOGS}", INSPECTION), read(LOGS, merged, INSPECTION)),
        (read(LOGS, merged, INSPECTION), read(f"{merged}\n{LOGS}", INSPECTION)),
    )
    for old, new in cases:
        found = told(old, new)
        assert any(entry.moves for entry in found.entries)
        for entry in found.entries:
            for side, ops in enumerate(redline_sides(entry.pair.ops)):
                parts = list(moves.parts(ops, entry.moves, side))
                assert "".join(op.text for op, _ in parts) == "".join(op.text for op in ops)
                for one in entry.moves:
                    place = (one.move.old, one.move.new)[side]
                    shown = [op.text for op, other in parts if other == one]
                    assert [place.text in words for words in shown] == [True] * bool(
                        one.spans[side]
                    )


def test_a_place_is_cited_as_the_field_writes_it() -> None:
    told = [
        moves.place(Place(article, paragraph, point, "", 0, 0))
        for article, paragraph, point in (
            ("2", None, "4"),
            ("17-1", 2, None),
            ("20", 11, "10-1"),
            ("5.2.1", None, "a"),
        )
    ]
    assert told == ["第二条第四项", "第十七条之一第二款", "第二十条第十一款第十项之一", "5.2.1 a)"]


def test_the_contract_quotes_both_places() -> None:
    found, said = compared(*MOVED)
    pairs = contracts.redline(found, said)["pairs"]
    assert [len(pair["moves"]) for pair in pairs] == [1, 1, 0, 1]
    assert pairs[1]["moves"] == pairs[3]["moves"]
    found, said = compared(*EDITED)
    pairs += contracts.redline(found, said)["pairs"]
    assert [bool(move["ops"]) for pair in pairs for move in pair["moves"]] == [False] * 3 + [True]
    for pair in pairs:
        for move in pair["moves"]:
            for side, skipped in (("old", "insert"), ("new", "delete")):
                place = move[side]
                words = "".join(words for kind, words in move["ops"] if kind != skipped)
                assert words == (place["text"] if move["ops"] else "")
                if place["article"] in pair[side]:
                    text = "".join(words for kind, words in pair["ops"] if kind != skipped)
                    assert text[place["start"] : place["end"]] == place["text"]


def test_of_two_instruments_nothing_moved_to_the_other() -> None:
    old = read(LOGS, f"{INSPECTION}{CATALOGUE}", title="示例市日志办法")
    new = read(f"车辆停放于划线之处。{CATALOGUE}", "夜间停车免费。", title="示例市停车条例")
    found, said = compared(old, new)
    assert said.unrelated
    assert not comparison.comparison(found, said).moves
    assert not any(pair["moves"] for pair in contracts.redline(found, said)["pairs"])


def test_the_page_of_an_item_marks_what_moved_without_links() -> None:
    shown_in = fake.digest(fake.promulgated())
    item = next(one for one in shown_in.items if one.pair)
    found, _ = compared(*MOVED)
    made = html.item_page(replace(item, pair=found.pairs[1]), shown_in, "https://example.com")
    assert f"〔移至第四条：{CATALOGUE}〕" in re.sub(r"<[^>]+>", "", made)
    assert not re.search(r'href="#m|id="m', made)
