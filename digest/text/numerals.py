"""Chinese numerals and integers: 一百二十三, 二〇二五, 廿一, 兩萬, 壹仟, １２ (汉字数字)."""

_DIGITS = {
    char: value
    for value, chars in enumerate(
        (
            "〇零○",
            "一壹弌",
            "二两兩贰貳",
            "三叁參",
            "四肆",
            "五伍",
            "六陆陸",
            "七柒",
            "八捌",
            "九玖",
        )
    )
    for char in chars
}
_DIGITS |= {char: value for base in "0０" for value in range(10) for char in chr(ord(base) + value)}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_SHORT_TENS = {"廿": 20, "卅": 30, "卌": 40}
_GROUPS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}

NUMERAL_CHARS = "".join(_DIGITS) + "".join(_TENS) + "".join(_SHORT_TENS) + "".join(_GROUPS)
"""Every character a numeral may be written with, in both scripts; for character classes."""

LONGEST = 32
"""Characters; a longer run is no number that a text means."""


def to_int(text: str) -> int | None:
    """Value of a whole numeral, or None when `text` is not one.

    Digits alone are read by position (二〇二五 is 2025, as in years and document numbers); with
    units by place (二千零二十五). A leading 十 counts as ten; so does 百 as a hundred.
    """
    text = text.strip()
    if not text or len(text) > LONGEST:
        return None
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total = 0  # groups above the one being read: 亿, 万
    group = 0  # value of the group being read, below ten thousand
    digits = ""  # digits waiting for their unit
    for char in text:
        if char in _DIGITS:
            digits += str(_DIGITS[char])
        elif char in _TENS:
            group += (int(digits) if digits.strip("0") else 1) * _TENS[char]
            digits = ""
        elif char in _SHORT_TENS:
            group += _SHORT_TENS[char]
            digits = ""
        elif char in _GROUPS:
            if not (total or group or digits):
                return None  # 万 alone is a word
            group += int(digits or 0)
            # 一万亿: a larger unit multiplies all that was read before it
            below = total % _GROUPS[char]
            total += -below + (below + group) * _GROUPS[char]
            group, digits = 0, ""
        else:
            return None
    return total + group + int(digits or 0)
