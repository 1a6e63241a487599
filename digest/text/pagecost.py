"""What a page of HTML costs to parse, told before it is parsed."""

import re

from digest.errors import TooLarge

MAX_TAGS = 200_000
"""Tags of one page; the busiest portals have 50,000, a law of 5 MB 150,000."""
MAX_ATTRIBUTES = 2000
"""Of one element: the parser compares each with all before it."""
_TAG = re.compile(
    r"<script\b[^>]*+>(?:[^<]++|<(?!/script))*+"
    r"|<[a-z](?:[^>\"']++|\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))*+",
    re.I,
)
_VALUE = re.compile(r"\"[^\"]*+\"|'[^']*+'")


def refuse_work(text: str) -> None:
    """Raises TooLarge over MAX_TAGS or MAX_ATTRIBUTES."""
    tags = text.count("<")
    if tags > MAX_TAGS:
        raise TooLarge(f"the page has {tags:,} tags; the limit is {MAX_TAGS:,}")
    for tag in _TAG.finditer(text):
        if tag.end() - tag.start() < 2 * MAX_ATTRIBUTES or tag[0][:7].lower() == "<script":
            continue
        if len(re.split(r"[\s/]+", _VALUE.sub(" ", tag[0]))) > MAX_ATTRIBUTES:
            raise TooLarge(
                f"the page has an element of more than {MAX_ATTRIBUTES:,} attributes, as none does"
            )
