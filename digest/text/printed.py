"""What a browser prints around a page, in texts copied from the paper or its PDF (页眉页脚).

Above each page the day, the hour and the title of the page, below it the address and the count.
"""

import re
from collections import Counter

from digest.text.pieces import Piece

RULE = "chrome.print"

_STAMPED = r"20\d\d/\d{1,2}/\d{1,2}[,，]?\s*\d{1,2}:\d\d(?::\d\d)?\s*\S.{1,200}"
"""Also as OCR and PDF glue the day and the hour: 2024/12/1114:32."""
_HEAD = re.compile(_STAMPED)
_FOOT = re.compile(
    rf"https?://\S{{4,2000}}\s+(?P<page>\d{{1,4}})\s?/\s?(?P<pages>\d{{1,4}})(?:\s+(?P<next>{_STAMPED}))?"
)
"""A foot, and the head of the next page where both came as one line."""
_OF_A_SITE = re.compile(r"\S(?:_|\s?[-–—|｜]\s?)\S")
"""Title and site in one line: 示例办法_示例网."""


def marked(pieces: list[Piece]) -> list[Piece]:
    """The pieces, with a rule on these lines. A day, an hour and words may be a line of the text (a
    chronicle): it is the head of a page only where it comes again word for word, or names a site
    above a foot."""
    feet = [i for i, p in enumerate(pieces) if p.text.startswith("http") and _is_foot(p.text)]
    heads = [i for i, p in enumerate(pieces) if p.text.startswith("20") and _HEAD.fullmatch(p.text)]
    if not (feet or heads):
        return pieces
    times = Counter(pieces[i].text for i in heads)
    dropped = set(feet)
    for i in heads:
        text = pieces[i].text
        if times[text] > 1 or (feet and _OF_A_SITE.search(text)):
            dropped.add(i)
    return [piece.drop(RULE) if i in dropped else piece for i, piece in enumerate(pieces)]


def _is_foot(text: str) -> bool:
    foot = _FOOT.fullmatch(text)
    if foot is None or not 1 <= int(foot["page"]) <= int(foot["pages"]):
        return False
    return foot["next"] is None or _OF_A_SITE.search(foot["next"]) is not None
