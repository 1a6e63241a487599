"""The parts of a document that say what it is: its title, what stands above the law in it, and what
below."""

import re
from dataclasses import dataclass

from digest.law.issuers import agencies
from digest.law.lexicon import folded
from digest.law.names import NO_TITLE, title_line, unspaced
from digest.model import Article, Document, Listed

BOOK = re.compile(r"《((?:[^《》]|《[^《》]{1,60}》){3,100})》")
PROMULGATED = re.compile(BOOK.pattern + r" ?(?:（以下简称[^（）]{1,40}）)? ?已?(?:经|于)")
"""An act in the sentence that issues it: 《示例办法》已经…审议通过, 《示例意见》已经国务院同意."""
ISSUES = re.compile(
    BOOK.pattern + r"[^。\n]{0,120}(?:现予(?:以)?(?:公布|发布|印发)|现(?:印发|转发|公布|发布)给?)"
    r"|现将 ?" + BOOK.pattern + r"[^。；\n]{0,20}(?:印发|转发|公布|发布)"
)
"""The sentence of a notice that issues an act."""
NOTE = re.compile(
    r"（?(?:根据|[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日.*(?:公布|》)）?$)|第|目 ?录"
    r"|.*(?:修正|修订|通过)）?$"
)
"""A 题注 or a heading where a title may stand; the acts that it names are not this one."""
_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|[0-9]")
"""A heading inside a law (一、一般规定), which may end like a title."""
_HEAD = 1200
_LONGEST_HEAD = 6000
_TAIL = 300
_BELOW = 600
"""Characters read above a law, below it, and at both ends of a text without articles."""


@dataclass(frozen=True, slots=True)
class View:
    """What the rules of a notice look at, in the folded form."""

    title: str
    head: str
    """Up to the first article, or the opening of a text without articles."""
    tail: str
    plain: str
    articles: tuple[Article, ...] = ()
    named: str | None = None
    """The title line above the first article, as it is cited: without its gaps."""
    shown: str | None = None
    """The same line as printed."""

    @property
    def legal(self) -> bool:
        return bool(self.articles)

    @property
    def act(self) -> str:
        """The title of the act: its line, else the page's, else the sentence that issues it."""
        issued = None if self.named or self.title else PROMULGATED.search(self.head)
        return self.named or self.title or (issued[1] if issued else "")


def view(text: str, title: str, articles: tuple[Article, ...]) -> View:
    """The view of a document under the title that the page or the list tells."""
    plain, title = folded(text), undoubled(folded(title))
    if not articles:
        return View(title, _undoubled_lines(plain[:_HEAD]), plain[-_TAIL:], plain)
    opening = articles[0].start
    first = max(0, opening - _LONGEST_HEAD)
    head = plain[first:opening]
    span = title_line(head)
    while span and _SECTION.match(head, span[0]):
        span = title_line(head[: span[0]])
    named, shown = None, None
    if span:
        named = undoubled(unspaced(plain[first + span[0] : first + span[1]]))
        shown = undoubled(unspaced(text[first + span[0] : first + span[1]]))
    tail = plain[articles[-1].end :][:_BELOW]
    return View(title, _undoubled_lines(head), tail, plain, articles, named, shown)


def page_title(document: Document, listed: Listed, legal: bool) -> str:
    """The title the page or the list tells, else the first line that may be one; a law whose text
    and page tell none has an empty title, never its 题注 or a sentence."""
    stated = undoubled((document.meta.title or listed.title or "").strip())
    if legal:
        plain = folded(stated)
        return "" if NOTE.match(plain) or plain.endswith(("。", "；")) else stated
    if stated:
        return stated
    opening = [b.text for b in document.blocks[:4]]
    issued = PROMULGATED.match(folded(opening[0])) if opening else None
    if issued:
        return opening[0][issued.start(1) : issued.end(1)]
    lines = [t for t in opening if not (NO_TITLE.match(folded(t)) or agencies(folded(t)))]
    short = [text for text in lines if len(text) <= 60]
    first = short[0] if short else opening[0] if opening else document.text
    return re.split(r"[。\n]", first.strip())[0][:80]


def undoubled(line: str) -> str:
    """A line that a print of a page repeats without a gap (示例办法示例办法), once."""
    half = len(line) // 2
    return line[:half] if half and line[:half] == line[half:] else line


def _undoubled_lines(text: str) -> str:
    return "\n".join(map(undoubled, text.split("\n")))
