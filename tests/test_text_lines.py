"""A rule asked once of a page hits the lines that it hits one by one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.text import chrome, spam
from digest.text.lines import hits, opening, page, whole
from digest.text.pieces import lexicon

RULES = [*lexicon()["chrome"]["lines"], *lexicon()["promotion"]["lines"]]
WORDS = [
    "阅读12分钟", "打印", "大|中", "【小】", "示例ICP备第1号", "2026-01-15", "©示例", "END", "——",
    "长按识别", "责任编辑:示例", "_", "a", "示例者应当报告。", "当前位置", "首页>示例",
]  # fmt: skip
LINES = st.lists(
    st.lists(st.sampled_from(WORDS), max_size=3).map("".join)
    | st.text(alphabet="打印阅读0大|【】:：。_-©aE", max_size=8)
)


@given(LINES)
def test_each_rule_of_the_lexicon_hits_the_lines_it_matches(lines: list[str]) -> None:
    text = page(lines)
    for rule in RULES:
        expected = [i for i, line in enumerate(lines) if re.fullmatch(rule, line)]
        assert hits(whole(rule), text) == expected
    starts = lexicon()["chrome"]["starts"]
    expected = [i for i, line in enumerate(lines) if line.startswith(tuple(starts))]
    assert hits(opening("|".join(map(re.escape, starts))), text) == expected


@pytest.mark.parametrize("pattern", [chrome._asking(), spam._telling(), spam._BAR])
@given(lines=LINES)
def test_a_word_anywhere_in_a_line_is_found_in_it(
    pattern: re.Pattern[str], lines: list[str]
) -> None:
    assert hits(pattern, page(lines)) == [i for i, line in enumerate(lines) if pattern.search(line)]


def test_a_page_without_lines_is_hit_by_no_rule() -> None:
    assert hits(whole(r"[^\n]*"), page([])) == []
    assert hits(whole(r"[^\n]*"), page([""])) == [0]
