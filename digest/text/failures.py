"""Failure pages that answer 200 in the place of an article (删除, 违规, 验证码, 加速乐)."""

from collections.abc import Iterator
from typing import Any

from digest.errors import ChallengePage, EmptyDocument
from digest.text.normalise import simplified, simplified_lines
from digest.text.pieces import Piece, compact, lexicon, starts_article, tidy

_CAPTCHA_PATHS = ("/mp/wappoc_appmsgcaptcha", "/mp/verify")
_SCRIPT_PAGE = 20_000
"""Characters; a challenge is a script and little else."""
_SHORT = 160
"""Characters; a failure page says hardly more, an article that discusses one says more."""


_LIST_OF_LINKS = 15
"""Lines that are links; fewer may be the sources of a short text."""
_AROUND = 24
"""Characters beside the phrases in a line that is a message (去验证, 请重试)."""
_AT_ONCE = 8
"""Lines that are converted at once: the first few of an article tell that it is one."""


def refuse_page(root: Any, text: str, url: str) -> None:
    """Raises ChallengePage for what the structure of a page without a known container says, and
    EmptyDocument for the profile of an account."""
    if any(path in url for path in _CAPTCHA_PATHS):
        raise ChallengePage("this is WeChat's captcha, not an article; try again much later")
    script_only = len(text) < _SCRIPT_PAGE and "document.cookie" in text
    if "__jsl_clearance" in text or (script_only and ("location" in text or "go({" in text)):
        raise ChallengePage("the site answered with a Jiasule challenge, not a page; back off")
    if root.xpath("//div[@class='about-page']//*[contains(@class,'basic-desc')]"):
        raise EmptyDocument("the page is the profile of a WeChat account, not an article")
    shown = root.xpath("//*[contains(@class,'weui-msg__title') or contains(@class,'mesg-block')]")
    for element in shown:
        if words := tidy(element.text_content()):
            raise ChallengePage(_no_article(words))


def refuse_links(pieces: list[Piece]) -> None:
    """Raises EmptyDocument for a page of nothing but links to other pages."""
    kept = [piece for piece in pieces if not piece.rule]
    links = sum(piece.linked >= 0.5 for piece in kept)
    if links < _LIST_OF_LINKS or links * 2 < len(kept):
        return
    said = [p.text for p in kept if p.linked < 0.5]
    length = sum(len(piece.text) for piece in kept)
    if sum(map(len, said)) * 5 > length or any(map(starts_article, said)):
        return
    raise EmptyDocument("the page is a list of links and holds no text of its own")


def refuse_text(pieces: list[Piece], title: str | None) -> None:
    """Raises ChallengePage where the whole text is a failure message, in any format: captcha
    words also arrive as the content of a feed."""
    phrases = lexicon()["failure"]["phrases"]
    heading = compact(simplified(title or ""))
    messages: list[str] = []
    others: list[str] = []
    for line in _words(pieces):
        if line != heading:
            (messages if _is_message(line, phrases) else others).append(line)
        if sum(map(len, others)) > _SHORT:
            return
    if not messages and not others and _is_message(heading, phrases):
        messages.append(heading)
    if messages:
        raise ChallengePage(_no_article(messages[0]))


def _words(pieces: list[Piece]) -> Iterator[str]:
    shown = [piece.text for piece in pieces if not piece.rule]
    for at in range(0, len(shown), _AT_ONCE):
        yield from map(compact, simplified_lines(shown[at : at + _AT_ONCE]))


def _no_article(words: str) -> str:
    """What the page says instead, as far as a terminal can show it."""
    return f"the page shows no article: {''.join(filter(str.isprintable, words))[:80]}"


def _is_message(line: str, phrases: list[str]) -> bool:
    """Whether a line is a failure message and not a sentence that mentions one."""
    rest = line
    for phrase in phrases:
        rest = rest.replace(phrase, "")
    return len(rest) < len(line) and len(rest) <= _AROUND
