"""What stands between the title of a law and its first article: 引言, 序言."""

import re
from collections.abc import Sequence

from digest.model import Article

HEADING = "序言"
_PREAMBLE = re.compile(r"^[ \u3000#*]*序[ \u3000]*言[ \u3000*]*$", re.M)
_ENACTS = re.compile(r"(?:制定|作出|解释|规定|答复|批复|如下)[^。\n]{0,20}[。：:]\s*$")
_HEADING = re.compile(
    r"[ \u3000#*]*(?:第[一二三四五六七八九十百]{1,5}[编章节]|[一二三四五六七八九十]{1,3}、)"
)
_CITATION = re.compile(r"[ \u3000]*[（(]?(?:\d{4}年|[〇零○一二三四五六七八九十]{4}年)")


def preamble(text: str, articles: Sequence[Article]) -> str:
    """The 序言 with its heading, or the paragraph that says why and by which law (引言); empty
    where the text opens with its first article."""
    if not articles:
        return ""
    above = text[: articles[0].start]
    above = above[: above.rfind(articles[0].label)] if articles[0].label in above else above
    opening = list(_PREAMBLE.finditer(above))
    rows = above[opening[-1].end() if opening else 0 :].splitlines()
    rows = [row.strip() for row in rows if row.strip() and not _HEADING.match(row)]
    if opening:
        return "\n".join([HEADING, *rows])
    last = rows[-1] if rows else ""
    return last if _ENACTS.search(last) and not _CITATION.match(last) else ""
