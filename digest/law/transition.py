"""Transitional provisions (过渡条款): what is asked of those who began before a text held."""

import re
from collections.abc import Iterable

from digest.law.lexicon import folded
from digest.model import Article

_SENTENCE = re.compile(r"[^。；\n]+[。；]?")
_BEFORE = re.compile(r"(?:施行|实施|生效|公布|发布)(?:之?日)?(?:以)?前|过渡期")
_WITHIN = re.compile(
    r"(?:施行|实施|生效|公布|发布)之?日起[〇零一二三四五六七八九十百\d]{1,5}(?:个)?(?:工作)?[日天月年](?:以)?内"
)
_LAST = 8
"""Articles at the end among which such a provision stands."""
_OWN = (
    r"本(?:法|办法|条例|规定|细则|规则|规范|决定|标准|指南|指引|规程|章程|解释|通知|公告|意见|方案"
    r"|修正案|条(?!例)|款|章)"
)
_SELF = re.compile(_OWN)
_ITS_START = re.compile(rf"{_OWN}(?:的?规定)?(?:施行|实施|生效|公布|发布)(?:之日)?(?:以)?前")
"""What is so before the text itself begins: wherever it stands."""


def transitional(articles: Iterable[Article]) -> tuple[tuple[str, str], ...]:
    """(article number, sentence as printed) of what holds on the way into force, e.g. 本办法施行前
    已提供服务的，应当自施行之日起六个月内备案."""
    found = []
    articles = tuple(articles)
    for at, article in enumerate(articles, _LAST - len(articles)):
        plain = folded(article.text)
        for sentence in _SENTENCE.finditer(plain):
            said = sentence[0]
            closing = at >= 0 and (
                _WITHIN.search(said) or (_BEFORE.search(said) and _SELF.search(said))
            )
            if closing or _ITS_START.search(said):
                found.append((article.number, article.text[sentence.start() : sentence.end()]))
    return tuple(found)
