"""Words inside a line that are no text, and words below it that are."""

import pytest

from digest.errors import ChallengePage
from digest.text.clean import clean
from tests.test_text_clean import captured, rules

HEAD = "<h1>示例市登记办法</h1>"


@pytest.mark.parametrize("tag", ["del", "s", "strike", 'span style="text-decoration:line-through"'])
def test_struck_words_of_a_page_are_dropped(tag: str) -> None:
    end = tag.split()[0]
    page = (
        f"{HEAD}<p>第一条 平台应当在<{tag}>十</{end}><ins>三</ins>日内报告有关情况。</p>"
        f"<p>第二条 平台应当备案。</p><p><{tag}>第三条 平台应当停业。</{end}></p>"
    )
    document = clean(captured(page))
    assert document.text.split("\n")[1:] == [
        "第一条 平台应当在三日内报告有关情况。", "第二条 平台应当备案。",
    ]  # fmt: skip
    assert rules(document) == {"十": "text.struck", "第三条 平台应当停业。": "text.struck"}


def test_struck_words_of_markdown_are_dropped() -> None:
    line = "第一条 平台应当在~~十~~三日内<del>口头</del>报告。"
    text = f"# 示例市登记办法\n\n{line}\n\n~~第二条 停业。~~\n"
    document = clean(captured(text, "a.md"))
    assert document.text == "示例市登记办法\n第一条 平台应当在三日内报告。"
    assert [one.text for one in document.dropped] == ["十", "口头", "第二条 停业。"]


def test_marks_of_struck_text_beside_punctuation_pair_in_turn() -> None:
    """As comparisons of drafts print them, which CommonMark pairs the wrong way round."""
    row = "第一条 安全~~<b>和有序地</b>~~<u>、高效</u>登记，"
    row += "促进事业~~<b>的：<br/>一；</b>~~<u>好</u>发展。"
    document = clean(captured(f"# 示例办法\n\n| 草案 |\n|---|\n| {row} |\n", "a.md"))
    assert document.text.split("\n")[-1] == "第一条 安全、高效登记，促进事业好发展。"
    single = clean(captured("# 示例办法\n\n第一条 甲~~乙。\n", "a.md"))
    assert single.text.endswith("第一条 甲~~乙。")


@pytest.mark.parametrize("name", ["a.html", "a.md"])
def test_raised_digits_join_no_number_and_readings_no_word(name: str) -> None:
    line = "第一条 达到10<sup>6</sup>条的平台<ruby>应<rp>(</rp><rt>yīng</rt></ruby>当"
    line += "登记<sup>1</sup>。"
    text = f"{HEAD}<p>{line}</p>" if name == "a.html" else f"# 示例市登记办法\n\n{line}\n"
    document = clean(captured(text, name))
    assert document.text.endswith("\n第一条 达到10⁶条的平台应当登记¹。")
    assert "text.ruby" in rules(document).values()


def test_notes_below_markdown_are_text_and_links_are_not() -> None:
    text = (
        "# 示例评论\n\n依照规定[^1]，平台应当登记[1]，见[说明][2]。\n\n"
        "[^1]: 《示例法》第二十一条。\n[1]: 《示例条例》第三条\n[2]: https://example.org/a\n"
    )
    assert clean(captured(text, "a.md")).text.split("\n")[1:] == [
        "依照规定[^1]，平台应当登记[1]，见说明。",
        "[^1]: 《示例法》第二十一条。", "[1]: 《示例条例》第三条",
    ]  # fmt: skip


@pytest.mark.parametrize("tag", ["footer", "nav", "aside", "noscript"])
def test_an_article_wins_over_the_element_it_stands_in(tag: str) -> None:
    page = (
        f"<main>{HEAD}<p>第一条 平台应当登记，并按照规定报告有关情况。</p></main>"
        f"<{tag}><p>第二条 平台应当：</p><p>（一）备案；</p><p>一般说明</p></{tag}>"
    )
    document = clean(captured(page))
    assert document.text.endswith("第二条 平台应当：\n（一）备案；")
    assert rules(document)["一般说明"] == "site.chrome"


@pytest.mark.parametrize(
    "words", ["该内容已被发布者删除的，平台应当保存日志。", "环境异常的，平台应当验证。"]
)
@pytest.mark.parametrize("name", ["a.html", "a.md"])
def test_a_short_law_about_failures_is_none(words: str, name: str) -> None:
    text = f"第一条 {words}"
    page = f"{HEAD}<p>{text}</p>" if name == "a.html" else f"# 示例市登记办法\n\n{text}\n"
    assert clean(captured(page, name)).text.endswith(text)


@pytest.mark.parametrize(
    "words", ["该页面不存在", "请输入验证码", "521", "404 Not Found", "502 Bad Gateway"]
)
def test_failure_pages_without_a_message_box_are_refused(words: str) -> None:
    page = f"<title>{words}</title><h1>{words}</h1><hr><center>nginx/1.18.0</center>"
    with pytest.raises(ChallengePage):
        clean(captured(page))


def test_a_failure_page_exported_as_markdown_is_refused() -> None:
    with pytest.raises(ChallengePage):
        clean(captured("# 示例\n\n此内容被投诉且经审核涉嫌侵权，无法查看。\n", "a.md"))
