"""The comparison key: what may differ without a difference, and offsets back to the text shown."""

import opencc
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digest.model import Script
from digest.text.normalise import key, script, simplified
from digest.text.numerals import to_int

LAW = (
    "第十七条之一　提供者应当在六个月内向示例市网信部门答复，了解、借助生成式人工智能服务的，"
    "处一万元以上十万元以下罚款；收入百分之五以上的，自2025年3月1日起施行。"
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一百二十三", 123),
        ("〇", 0),
        ("二〇二五", 2025),
        ("十", 10),
        ("廿一", 21),
        ("兩萬", 20_000),
        ("一亿二千万", 120_000_000),
        ("一万亿", 10**12),
        ("１２", 12),
        ("5万", 50_000),
        ("一千零五", 1005),
        ("叁拾", 30),
        ("", None),
        ("第一", None),
        ("万", None),
        ("1" * 5000, None),
    ],
)
def test_numerals(text: str, value: int | None) -> None:
    assert to_int(text) == value


@pytest.mark.parametrize("conversion", ["s2t", "s2tw", "s2hk"])
def test_script_alone_is_no_difference(conversion: str) -> None:
    other = opencc.OpenCC(conversion).convert(LAW)
    assert other != LAW
    assert key(other).text == key(LAW).text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("六个月", "6个月"),
        ("６个月", "6 个月"),
        ("二〇二五年", "2025年"),
        ("二○二五年三月", "2025年3月"),
        ("第一百二十三条", "第123条"),
        ("第 一 百 条", "第100条"),
        ("一万元", "10000元"),
        ("1万元", "10000元"),
        ("百分之五", "5%"),
        ("百分之二点五", "2.5％"),
        ("提供者，应当", "提供者应当"),
        ("「日志」", "“日志”"),
        ("(一)标识", "（一）标识"),
        ("日\u200b志\u00a0留\u3000存", "日志留存"),
        ("第\ufe0f一条", "第一条"),  # a variation selector
        ("cafe\u0301", "caf\u00e9"),  # a letter and its accent
        ("⽹络部⻔", "网络部门"),  # radicals in the place of characters, as PDF files have them
        ("①标识㈡留存", "1标识2留存"),
        ("﹙标识﹚", "(标识)"),
    ],
)
def test_form_alone_is_no_difference(one: str, other: str) -> None:
    assert key(one).text == key(other).text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("六个月", "三年"),
        ("可以", "应当"),
        ("第三、四条", "第三十四条"),
        ("4.3.1", "43.1"),
        ("1.5%", "15%"),
        ("一万元", "十万元"),
        ("百分之五", "5"),
        ("千万", "一千万"),
    ],
)
def test_a_difference_stays_one(one: str, other: str) -> None:
    assert key(one).text != key(other).text


def test_spans_lead_back_to_the_words_shown() -> None:
    text = "應當　保存 日誌不少於 六 個月。"
    compared = key(text)
    start = compared.text.index("6个月")
    assert text[slice(*compared.span(start, start + 3))] == "六 個月"
    start = compared.text.index("日志")
    assert text[slice(*compared.span(start, start + 2))] == "日誌"
    assert compared.span(0, 0) == (0, 0)
    assert key("").span(0, 0) == (0, 0)


ALPHABET = "第条一二十百千万亿零○〇陆参点分之0123456789.,、。（）%１ 　\u200b條後里ab①㈠…"


@given(st.text(alphabet=ALPHABET) | st.text())
@example("百分之-1廿卅以上")
@example("超过百分之三十；（三）")
def test_a_key_is_its_own_key_and_its_spans_are_in_order(text: str) -> None:
    compared = key(text)
    assert key(compared.text).text == compared.text
    assert len(compared.offsets) == len(compared.ends) == len(compared.text)
    assert list(compared.offsets) == sorted(compared.offsets)
    assert all(a < b <= len(text) for a, b in zip(compared.offsets, compared.ends, strict=True))


@given(
    st.text(alphabet="第条应當留存日誌网絡﹙（）“”「」，。 　\u200b\ufe0fé㎡⽹").filter(bool),
    st.data(),
)
def test_a_slice_of_a_key_is_the_key_of_its_words(text: str, data: st.DataObject) -> None:
    """Without numerals, which are read as a whole."""
    compared = key(text)
    start = data.draw(st.integers(0, len(compared.text)))
    end = data.draw(st.integers(start, len(compared.text)))
    one_word = start == end or (
        (start == 0 or compared.offsets[start] >= compared.ends[start - 1])
        and (end == len(compared.text) or compared.offsets[end] >= compared.ends[end - 1])
    )
    words = text[slice(*compared.span(start, end))]
    assert not one_word or key(words).text == compared.text[start:end]


@given(st.text(alphabet="后里面条款项网络数据安全个人信息应当处理者一二三十百", max_size=40))
def test_both_scripts_have_one_key(text: str) -> None:
    assert key(opencc.OpenCC("s2t").convert(text)).text == key(text).text


def test_script() -> None:
    assert script(LAW) is Script.HANS
    assert script(opencc.OpenCC("s2t").convert(LAW)) is Script.HANT
    assert script(LAW + opencc.OpenCC("s2t").convert(LAW)) is Script.MIXED
    assert script("The provider shall keep logs. 日志") is Script.OTHER
    assert script("") is Script.OTHER


@given(st.text())
def test_simplified_text_is_as_long_as_the_original(text: str) -> None:
    assert len(simplified(text)) == len(text)
