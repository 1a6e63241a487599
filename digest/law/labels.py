"""Labels as a law prints them: 第十七条之一 of "17-1"."""


def han(number: int) -> str:
    """Chinese numeral of 1 to 9999 as labels print it: 十, 一百零一, 一千零六十."""
    written, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += ("零" if gap else "") + "一二三四五六七八九"[digit - 1] + name
        gap = bool(written) and not digit
    return written.removeprefix("一") if 10 <= number < 20 else written


def label(number: str) -> str:
    """第十七条之一 of "17-1"."""
    whole, _, after = number.partition("-")
    return f"第{han(int(whole))}条" + (f"之{han(int(after))}" if after else "")
