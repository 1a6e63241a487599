"""Titles in 《…》 where they stand: what is a reference, and what the title of the document."""

import re

from digest.law.lexicon import folded
from digest.law.names import bare_title, full_title
from digest.law.standing import official_form

TITLE = re.compile(r"《((?:[^《》\n。]|\n(?!\n)|《[^《》\n]{1,80}》){2,120})》")
_HEADLINE = re.compile(
    r"^(?=[^\n]*》)[^\n。；]{0,160}(?:的(?:决定|通知|公告|批复|通告|意见|公示)|规定|办法|解释)"
    r"(?:（[^（）\n]{1,20}）)* *$",
    re.M,
)
_NAMING = re.compile(r"^(?![^\n]*已经)[^\n。；]{0,60}《[^\n。；]{4,100}$", re.M)
_PROMULGATES = re.compile(r"^ *《[^\n。；]{4,160}》(?:已[于经])[^\n。；]{4,80}[，。]现予公布", re.M)
"""《…》已于…通过，现予公布，自…起施行: a 题注 in the words of the order that carries the text."""
_LISTED = re.compile(r" *(?:[•·*-]|[0-9]{1,3}[.．、]|[一二三四五六七八九十]{1,3}、|附件|（)")
_HEAD = 1500
"""Characters: the title of a document stands in its head."""


def about(title: str) -> str | None:
    """The one instrument the title of a page names in 《》."""
    named = {
        full_title(bare_title(t[1])) or bare_title(t[1]) for t in TITLE.finditer(folded(title))
    }
    one = named.pop() if len(named) == 1 else None
    return one if one and (full_title(one) or official_form(one)) else None


def own_titles(plain: str, instrument: str | None, opening: int) -> list[tuple[int, int]]:
    """Spans of the lines of the head that are the title of the document, 关于修改《…》的决定, and
    of headlines above its first article, at ``opening``, that name the ``instrument``."""
    own = []
    for line in _HEADLINE.finditer(plain, 0, min(len(plain), _HEAD)):
        if not _LISTED.match(line[0]):
            own.append(line.span())
    own += [line.span() for line in _PROMULGATES.finditer(plain, 0, min(len(plain), _HEAD))]
    for line in _NAMING.finditer(plain, 0, opening) if instrument else ():
        named = {full_title(bare_title(t[1])) or bare_title(t[1]) for t in TITLE.finditer(line[0])}
        if named == {instrument}:
            own.append(line.span())
    return own


def inner(title: str) -> str:
    """What stands in 《…》, on one line, with 〈〉 for the marks inside."""
    title = title.replace("\n", "")
    return re.sub(r"[《〈](.*)[》〉]", r"〈\1〉", title) if "《" in title else title
