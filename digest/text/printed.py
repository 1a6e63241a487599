"""What a browser prints around a page, in texts copied from the paper or its PDF (页眉页脚).

Above each page the day, the hour and the title of the page, below it the address and the count; in
a text set by its issuer the number of the page between dashes.
"""

import re
from collections import Counter
from itertools import pairwise

from digest.text.pieces import Piece

RULE = "chrome.print"

_STAMPED = r"20\d\d/\d{1,2}/\d{1,2}[,，]?\s*\d{1,2}:\d\d(?::\d\d)?\s*\S.{1,200}"
"""Also as OCR and PDF glue the day and the hour: 2024/12/1114:32."""
_HEAD = re.compile(_STAMPED)
_FOOT = re.compile(
    rf"https?://\S{{4,2000}}\s+(?P<page>\d{{1,4}})\s?/\s?(?P<pages>\d{{1,4}})(?:\s+(?P<next>{_STAMPED}))?"
)
"""A foot, and the head of the next page where both came as one line."""
_DASH = "[-\u2010-\u2015\u2212\uff0d]"
_PAGE = re.compile(rf"(?P<before>{_DASH}{{1,2}})?\s?(?P<page>\d{{1,4}})\s?{_DASH}{{1,2}}")
"""A page number between dashes. Markdown takes the first dash of - 2 - for the mark of a list."""
_OF_A_SITE = re.compile(r"\S(?:_|\s?[-–—|｜]\s?)\S")
"""Title and site in one line: 示例办法_示例网."""
_LONGEST_PAGE = 10
"""Characters of a page number with its dashes."""


def marked(pieces: list[Piece]) -> list[Piece]:
    """The pieces, with a rule on these lines. A day, an hour and words may be a line of the text (a
    chronicle): it is the head of a page only where it comes again word for word, or names a site
    above a foot."""
    feet = [i for i, p in enumerate(pieces) if p.text.startswith("http") and _is_foot(p.text)]
    heads = [i for i, p in enumerate(pieces) if p.text.startswith("20") and _HEAD.fullmatch(p.text)]
    numbers = _numbered(pieces)
    if not (feet or heads or numbers):
        return pieces
    times = Counter(pieces[i].text for i in heads)
    dropped = {*feet, *numbers}
    for i in heads:
        text = pieces[i].text
        if times[text] > 1 or (feet and _OF_A_SITE.search(text)):
            dropped.add(i)
    return [piece.drop(RULE) if i in dropped else piece for i, piece in enumerate(pieces)]


def _numbered(pieces: list[Piece]) -> set[int]:
    """Places of the page numbers between dashes, none of which comes twice; of those without the
    first dash too, where several rise together."""
    found = {
        i: page
        for i, p in enumerate(pieces)
        if len(p.text) <= _LONGEST_PAGE and (page := _PAGE.fullmatch(p.text))
    }
    whole = {i: int(page["page"]) for i, page in found.items() if page["before"]}
    if len(set(whole.values())) < len(whole):
        return set()
    rising = all(int(a["page"]) < int(b["page"]) for a, b in pairwise(found.values()))
    return set(found) if rising and len(found) > 1 else set(whole)


def _is_foot(text: str) -> bool:
    foot = _FOOT.fullmatch(text)
    if foot is None or not 1 <= int(foot["page"]) <= int(foot["pages"]):
        return False
    return foot["next"] is None or _OF_A_SITE.search(foot["next"]) is not None
