"""Sentences: what is compared and quoted, to the letter of the text."""

from hypothesis import given
from hypothesis import strategies as st

from digest.match.sentences import pieces, sentences

ENGLISH = (
    "Providers shall keep the logs of their services for at least\n"
    "six months. They shall also tell users how a complaint is made.\n"
    "Article 3\n"
)


def test_a_line_of_latin_text_goes_on_in_the_next_and_ends_at_its_stop() -> None:
    assert [one.text for one in sentences(ENGLISH)] == [
        "Providers shall keep the logs of their services for at least\nsix months.",
        "They shall also tell users how a complaint is made.",
        "Article 3",
    ]


def test_numbers_and_chinese_lines_are_not_joined_or_cut() -> None:
    text = "服务提供者应当依照第 4.2 款留存日志\n示例提供者应当每年评估。Version 2.0 applies here."
    assert [one.text for one in sentences(text)] == [
        "服务提供者应当依照第 4.2 款留存日志",
        "示例提供者应当每年评估。",
        "Version 2.0 applies here.",
    ]


@given(st.text("ab. \n，。A中(“", max_size=80))
def test_every_sentence_is_the_words_at_its_place(text: str) -> None:
    for one in (*sentences(text, 7), *pieces(text)):
        start = one.start - (7 if one in sentences(text, 7) else 0)
        assert text[start : start + len(one.text)] == one.text
