"""前款, 前条 and their like mean a place of the instrument they stand in."""

import pytest

from digest.law.citations import citations
from digest.law.structure import articles

TITLE = "示例市数据条例"


def places(*paragraphs: str) -> list[tuple[str | None, ...]]:
    """References of a 第三条 with these paragraphs, after two articles of one 款 each."""
    text = "\n".join(("第一条　甲。", "第二条　乙。", f"第三条　{paragraphs[0]}", *paragraphs[1:]))
    found = citations(text, TITLE, articles(text))
    assert all(text[c.quote.start : c.quote.end] == c.quote.text for c in found)
    assert all(c.instrument == TITLE for c in found)
    return [(c.article, c.paragraph, c.point) for c in found]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["丙。", "有前款行为的，丁。"], [("3", 1, None)]),
        (["丙。", "丁。", "前两款规定的，戊。"], [("3", 1, None), ("3", 2, None)]),
        (["违反前条规定的，丙。"], [("2", None, None)]),
        (["违反前两条规定的，丙。"], [("1", None, None), ("2", None, None)]),
        (["违反前条第一款规定的，丙。"], [("2", 1, None)]),
        (["丙。", "丁。", "依照本条第一款、第二款处理。"], [("3", 1, None), ("3", 2, None)]),
        (["丙。", "依照第一款处理。"], [("3", 1, None)]),
        (
            [
                "下列情形：",
                "（一）丙；",
                "（二）丁；",
                "（三）戊。",
                "有前款第一项至第三项情形的，己。",
            ],
            [("3", 1, "1"), ("3", 1, "2"), ("3", 1, "3")],
        ),
        (["下列情形：", "（一）丙；", "（二）与前项相当的。"], [("3", 1, "1")]),
        (["丙。", "依照本条例第二条第一款处理。"], [("2", 1, None)]),
        (["前款的丙。"], []),
        (["丙。有前款行为的，丁。"], [("3", 1, None)]),
        (["丙。", "依照该法第一款处理。"], []),
        (["丙款项，前项目。"], []),
    ],
)
def test_a_reference_by_position_has_its_place(paragraphs, expected):
    assert places(*paragraphs) == expected
