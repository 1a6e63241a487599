"""Markdown read fast gives what markdown-it gives."""

import pytest

from digest.text import commonmark, markdown, spans

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
def test_the_fast_way_reads_as_the_parser_does(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = markdown.pieces(text)
    monkeypatch.setattr(commonmark, "_FENCE", commonmark.re.compile("(?!)"))
    monkeypatch.setattr(commonmark, "_table", lambda lines, at: None)
    monkeypatch.setattr(commonmark, "_group", lambda lines, at: (None, at))
    monkeypatch.setattr(commonmark, "_group_end", lambda lines, at: len(lines))
    monkeypatch.setattr(spans, "_spans", lambda text: None)
    monkeypatch.setattr(spans, "_MARKED", commonmark.re.compile(""))
    assert fast == markdown.pieces(text)
