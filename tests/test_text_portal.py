"""What portals and blogs print around an article when a whole page is exported."""

from datetime import UTC, datetime

import pytest

from digest.errors import EmptyDocument
from digest.ids import capture_id, sha256_hex
from digest.model import Capture, Document
from digest.text.clean import clean

TITLE = "示例办法答记者问"
TEXT = (
    "示例部门近日就示例办法回答了记者的提问，介绍了办法的主要内容。\n\n"
    "办法要求示例服务提供者建立管理制度，保存日志不少于六个月，并按照规定向主管部门报告有关情况。\n\n"
    "下一步，示例部门将指导各地做好办法的实施工作，及时研究解决实施中出现的问题，保障各方权益。"
)
MENU = "首页 栏目 专题 报告 活动 学院 文库 招聘 登记 商店".replace(" ", "\n\n")


def read(text: str, name: str = "post.md") -> Document:
    body = text.encode()
    day = datetime(2026, 1, 15, tzinfo=UTC)
    one = Capture(capture_id("", body), "test", "", day, body, sha256_hex(body), file_name=name)
    return clean(one)


def rule(document: Document, text: str) -> str | None:
    """Why a line was dropped; None where it is in the text."""
    found = {dropped.text: dropped.rule for dropped in document.dropped}
    assert (text in found) != any(block.text == text for block in document.blocks)
    return found.get(text)


def test_the_menu_above_the_second_title_goes_though_it_is_no_link():
    document = read(f"# {TITLE}\n\n{MENU}\n\n## {TITLE}\n\n{TEXT}")
    assert document.text == "\n".join([TITLE, *TEXT.split("\n\n")])
    assert rule(document, "学院") == "site.menu"


def test_a_lead_between_two_titles_stays():
    lead = f"{'示例部门公布示例办法，自二〇二六年三月一日起施行。' * 3}有关负责人作了介绍"
    document = read(f"# {TITLE}\n\n{MENU}\n\n{lead}\n\n## {TITLE}\n\n{TEXT}\n\n{TEXT}\n\n{TEXT}")
    assert rule(document, lead) is None


def test_a_title_said_again_below_the_text_makes_no_menu_of_it():
    document = read(f"# {TITLE}\n\n{TEXT}\n\n{MENU}\n\n{TITLE}\n\n完")
    assert all(rule(document, line) is None for line in TEXT.split("\n\n"))


def test_articles_between_two_titles_stay():
    articles = "\n\n".join(f"第{n}条 示例" for n in "一二三四五六七八九十")
    document = read(f"# {TITLE}\n\n{articles}\n\n## {TITLE}\n\n{TEXT}")
    assert document.text.count("条 示例") == 10


@pytest.mark.parametrize(
    "heading",
    ["发表评论", "12 个评论", "Related Posts", "TA的文章", "相关热文", "您还未登录，请先登录"],
)
def test_what_stands_below_the_heading_of_comments_goes(heading):
    document = read(f"# {TITLE}\n\n{TEXT}\n\n## {heading}\n\n某甲\n\n写得好\n\n2026-01-02 03:04:05")
    assert document.text.endswith(TEXT[-20:])
    assert rule(document, "写得好") == "site.tail"


def test_a_heading_with_much_text_below_it_is_no_end():
    document = read(f"# {TITLE}\n\n{TEXT}\n\n## 相关链接\n\n{TEXT}\n\n结束语")
    assert document.text.endswith("结束语")


def test_an_article_below_the_heading_of_comments_keeps_all_before_it():
    document = read(f"# {TITLE}\n\n{TEXT}\n\n## 发表评论\n\n某甲\n\n第五条 示例办法的全文。\n\n完")
    assert "第五条 示例办法的全文。" in document.text
    assert rule(document, "某甲") is None


def test_a_link_broken_over_paragraphs_is_a_link():
    other = "\n\n".join(
        f"[\n\n另一篇第{n}号示例文章的题目](https://example.org/{n})" for n in range(5)
    )
    document = read(f"# {TITLE}\n\n{TEXT}\n\n{other}")
    assert document.text.endswith(TEXT[-20:])
    assert rule(document, "另一篇第3号示例文章的题目") == "site.chrome"


def test_a_reprint_line_behind_the_text_is_cut_off():
    document = read(f"# {TITLE}\n\n{TEXT}\n\n本文译自示例网站。如若转载，请注明原文地址")
    assert document.blocks[-1].text == "本文译自示例网站。"
    assert rule(document, "如若转载，请注明原文地址") == "site.chrome"


def test_the_counter_of_readers_below_the_title_goes_and_other_numbers_stay():
    document = read(f"# {TITLE}\n\n2026-01-02 11:15:19\n\n47827\n\n{TEXT}\n\n47828")
    assert rule(document, "47827") == "site.chrome"
    assert rule(document, "47828") is None


def test_a_label_among_chrome_goes_and_the_issuer_stays():
    footer = "\n\n".join(f"[入口{n}](https://example.org/{n})" for n in range(6))
    document = read(f"# {TITLE}\n\n{TEXT}\n\n示例委员会\n\n字号：大中小\n\n手机版\n\n{footer}")
    assert rule(document, "手机版") == "site.chrome"
    assert rule(document, "示例委员会") is None


def test_the_saying_above_the_last_menu_goes():
    footer = "\n\n".join(f"[入口{n}](https://example.org/{n})" for n in range(6))
    document = read(f"# {TITLE}\n\n{TEXT}\n\n说过的话都会留下。--示例先生\n\n{footer}")
    assert rule(document, "说过的话都会留下。--示例先生") == "site.chrome"
    assert read(f"# {TITLE}\n\n{TEXT}\n\n说过的话都会留下。--示例先生").text.endswith("示例先生")


def test_what_a_code_host_prints_above_a_readme_goes():
    above = "Provide feedback\n\nSaved searches\n\n3k stars\n\nRepository files navigation"
    document = read(f"# {TITLE}\n\n{above}\n\n## 说明\n\n{TEXT}\n\n{TEXT}")
    assert document.blocks[0].text == "说明"


def test_addresses_in_a_row_are_sources_and_no_menu():
    sources = "\n\n".join(f"<https://example.org/source/{n}>" for n in range(5))
    assert read(f"# {TITLE}\n\n{TEXT}\n\n{sources}").text.count("example.org") == 5


def test_a_page_of_nothing_but_links_is_no_text():
    links = "\n\n".join(
        f"2026-01-{n:02} [第{n}期示例周报关于若干事项的长题目](https://example.org/{n}) 某甲"
        for n in range(1, 25)
    )
    with pytest.raises(EmptyDocument, match="list of links"):
        read(f"# 示例周报\n\n{links}")
    assert "第3期" in read(f"# {TITLE}\n\n{TEXT}\n\n{TEXT}\n\n{TEXT}\n\n{links}").text


def test_the_profile_of_an_account_is_no_text():
    with pytest.raises(EmptyDocument, match="profile"):
        read(
            '<html><body><div class="about-page"><div class="basic-title">公众号简介</div>'
            '<div class="basic-desc">示例账号的简介，欢迎关注。</div></div></body></html>',
            "about.html",
        )


def test_cells_that_are_links_and_folded_rows_stay_in_the_text():
    rows = "".join(
        f'<tr style="display:none"><td><a href="/{n}">示例曲目{n}</a></td></tr>' for n in range(6)
    )
    page = f"<div id='UCAP-CONTENT'><p>{TEXT}</p><table>{rows}</table></div>"
    document = read(f"<html><body>{page}</body></html>", "a.html")
    assert all(f"示例曲目{n}" in document.text for n in range(6))
    hidden = page.replace("<p>", '<p style="display:none">藏起来的字</p><p>')
    assert "藏起来" not in read(f"<html><body>{hidden}</body></html>", "a.html").text
