"""Failure pages that answer 200 in the place of an article (删除, 违规, 验证码, 加速乐)."""

from typing import Any

from digest.errors import ChallengePage
from digest.text.normalise import simplified
from digest.text.pieces import Piece, compact, lexicon, tidy

_CAPTCHA_PATHS = ("/mp/wappoc_appmsgcaptcha", "/mp/verify")
_SCRIPT_PAGE = 20_000
"""Characters; a challenge is a script and little else."""
_SHORT = 160
"""Characters; a failure page says hardly more, an article that discusses one says more."""


_AROUND = 24
"""Characters beside the phrases in a line that is a message (去验证, 请重试)."""


def refuse_page(root: Any, text: str, url: str) -> None:
    """Raises ChallengePage for what the structure of a page without a known container says."""
    if any(path in url for path in _CAPTCHA_PATHS):
        raise ChallengePage("this is WeChat's captcha, not an article; try again much later")
    script_only = len(text) < _SCRIPT_PAGE and "document.cookie" in text
    if "__jsl_clearance" in text or (script_only and ("location" in text or "go({" in text)):
        raise ChallengePage("the site answered with a Jiasule challenge, not a page; back off")
    shown = root.xpath("//*[contains(@class,'weui-msg__title') or contains(@class,'mesg-block')]")
    for element in shown:
        if words := tidy(element.text_content()):
            raise ChallengePage(f"the page shows no article: {words[:80]}")


def refuse_text(pieces: list[Piece], title: str | None) -> None:
    """Raises ChallengePage where the whole text is a failure message, in any format: captcha
    words also arrive as the content of a feed."""
    phrases = lexicon()["failure"]["phrases"]
    heading = compact(simplified(title or ""))
    lines = [compact(simplified(p.text)) for p in pieces if not p.rule]
    body = [line for line in lines if line != heading]
    if not body:
        body = [heading]
    messages = [line for line in body if _is_message(line, phrases)]
    if messages and sum(map(len, body)) - sum(map(len, messages)) <= _SHORT:
        raise ChallengePage(f"the page shows no article: {messages[0][:40]}")


def _is_message(line: str, phrases: list[str]) -> bool:
    """Whether a line is a failure message and not a sentence that mentions one."""
    rest = line
    for phrase in phrases:
        rest = rest.replace(phrase, "")
    return len(rest) < len(line) and len(rest) <= _AROUND
