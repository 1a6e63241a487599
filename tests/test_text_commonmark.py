"""Markdown read fast gives what markdown-it gives."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.text import commonmark, markdown, spans
from digest.text.pieces import Piece

TEXTS = [
    "# 示例办法\n\n**第一条** 提供者应当报告。\n\n第二条 *示例*，见[附件](/a.pdf)。",
    "* [首页](/)\n* [新闻](/news)\n  + **深**层\n\n  续段\n\n1. 甲\n2) 乙\n   10. 丙",
    "甲\n===\n乙\n---\n丙\n***\n- - -\n> 引文\n> 续",
    "```py\n# 不是标题\n\n* x\n```\n正文 `code` ``a ` b``\n\n    indented",
    "| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n| 三 |\n\n| a | b |\n| - | - |\n| `x|y` | z |",
    '[![图](/a.png)](/b "题")\n![](https://示例.中国/图.png)\n[**粗**](#toc) [未闭\n<https://e.org/a>',
    "Latin words\nwrap here, **bold**\nand *this*\n中文\n不接 \\*星\\* &amp; &lt; a_b_c _x_ ~~删~~",
    "****四星****\n****again\n\n[引用][r] [r]\n\n[r]: /target",
    "<div>\n块\n</div>\n\n文<br>字\n\n<!-- 注\n\n释 -->\n\n末",
    "1.\n\n空项之后\n\n* # 标题\n* |\n* `a`\n\ttab\n\n\ttab",
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_fast_way_reads_as_the_parser_does(text: str) -> None:
    assert markdown.pieces(text) == by_the_parser(text)


BEGINNINGS = [
    "", "", "", "", "- ", "* ", "1. ", "7) ", "  - ", "  ", "    ", "# ", "## ", "> ", "| ", "---",
    "===", "```", "１. ", "5", "5.", "+", "-", "|", "`", "* * ", "#\t", "1.  ", "-    ",
]  # fmt: skip
WORDS = [
    "", "", "示例", "示例办法", "words", "**粗**", "**粗", "[甲](/a)", "[甲](#a)", "![图](/a.png)",
    "[![](/a.png)](/b)", "*斜*", "a_b", "`x`", " #", "  ", "\\", "<br>", "~~删~~", "]", "!",
    "&amp;", "![](/b c)", "\u3000",
]  # fmt: skip
LINE = st.tuples(st.sampled_from(BEGINNINGS), st.lists(st.sampled_from(WORDS), max_size=2))


@settings(max_examples=150, deadline=None)
@given(st.lists(LINE.map(lambda line: line[0] + "".join(line[1])), max_size=8).map("\n".join))
def test_any_lines_are_read_as_the_parser_does(text: str) -> None:
    assert words(commonmark.leaves(text, {})) == words(commonmark._parsed(text, {}))


def words(leaves: Iterable[commonmark.Leaf]) -> list[tuple[str, list[str]]]:
    """Kind and words of each leaf; blank lines of code are none."""
    return [("text" if leaf.kind == "plain" else leaf.kind, leaf.text.split()) for leaf in leaves]


def by_the_parser(text: str) -> list[Piece]:
    with pytest.MonkeyPatch.context() as patch:
        never = commonmark.re.compile("(?!)")
        patch.setattr(commonmark, "_FENCE", never)
        patch.setattr(commonmark, "_table", lambda lines, at: None)
        patch.setattr(commonmark, "_group", lambda lines, at: (None, at))
        patch.setattr(commonmark, "_group_end", lambda lines, at: len(lines))
        patch.setattr(spans, "_spans", lambda text: None)
        for module, name in ((commonmark, "_BLOCK"), (spans, "_UNMARKED"), (markdown, "SIMPLE")):
            patch.setattr(module, name, never)
        return markdown.pieces(text)
