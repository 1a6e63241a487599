"""Words inside a line that are none of it, and digits that are raised above it (行内标记)."""

APART = {
    "del": "text.struck",
    "s": "text.struck",
    "strike": "text.struck",
    "rt": "text.ruby",
    "rp": "text.ruby",
}
"""Elements by name, and the rule for the words in them: struck out, or how others are read."""

_DIGITS = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


def raised(text: str) -> str:
    """What stands in a superscript: a number of up to three digits, the exponent of the one before
    or the mark of a note, stays raised, so that it joins no number; anything else is as it is."""
    digits = text.strip().lstrip("+-−")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 3):
        return text
    return text.translate(_DIGITS)
