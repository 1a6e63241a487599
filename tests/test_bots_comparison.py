"""A comparison as people see it: every form tells the same, no text of a law becomes markup."""

import io
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from fakes import digests as fake
from rich.console import Console

from bots import comparison, html, markdown, render
from bots.redline import sides as redline_sides
from digest.law.comparable import AnnexDoubt, compared, doubts
from digest.law.redline import redline
from digest.model import Article, Status, Version

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
        "text": render.unstyled(comparison.blocks(found)),
        "markdown": markdown.markdown(found),
        "html": html.comparison_page(found),
    }[form]
    said = re.sub(r"<style>.*?</style>", "", made, flags=re.S)
    for words in ("六个月", "三年", "新增 第九条", "第九条 → 第十条", "收紧"):
        assert words in said


def test_colour_is_for_terminals() -> None:
    pipe, screen = io.StringIO(), io.StringIO()
    render.coloured(comparison.blocks(shown()), Console(file=pipe))
    console = Console(file=screen, force_terminal=True, color_system="standard")
    render.coloured(comparison.blocks(shown()), console)
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
    text = render.unstyled(comparison.blocks(shown(old, new)))
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
    assert render.unstyled(comparison.blocks(found)).count("文字未变") == 1


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
        render.unstyled(comparison.blocks(found)),
    ):
        assert "可能不完整" in made
        assert "第三条至第四条 对方文本缺失（2 条）" in made
        assert "删除 第三条" not in made


def test_two_instruments_are_said_to_be_two() -> None:
    parking = law("车辆停放于划线之处。", "夜间停车免费。", title="示例市停车条例")
    assert "不是同一文件的版本" in html.comparison_page(shown(OLD, parking))


def forms(found: comparison.Comparison) -> list[str]:
    page = re.sub(r"<style>.*?</style>|<[^>]+>", "", html.comparison_page(found), flags=re.S)
    return [page, markdown.markdown(found), render.unstyled(comparison.blocks(found))]


def test_each_article_of_a_split_stands_under_its_number() -> None:
    logs = "平台运营者应当记录网络运行状态，并留存相关日志不少于六个月。"
    reports = "发现漏洞的，应当立即修补，并在二十四小时内向示例市网信部门报告。"
    rest = "本办法自2026年3月1日起施行。"
    old, new = law(logs + reports, rest), law(logs, reports, rest)
    one, other = redline(old, new), redline(new, old)
    told = comparison.comparison(
        one, doubts(one, old.articles, new.articles), (old.articles, new.articles)
    )
    assert [pair.ops for pair in told.redline.pairs] == [pair.ops for pair in one.pairs]
    for made in forms(told):
        assert re.search(rf"第二条　[^\w]*(?:</ins>|</del>)?{reports[:5]}", made)
    back = comparison.comparison(
        other, doubts(other, new.articles, old.articles), (new.articles, old.articles)
    )
    for side, entry in ((0, back.entries[0]), (1, told.entries[0])):
        words = "".join(op.text for op in redline_sides(entry.pair.ops)[side])
        assert words == f"第一条　{logs}\n第二条　{reports}"


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
