"""What a saved WeChat article says of itself in its scripts (公众号文章)."""

import html
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from digest.text.decode import paired

_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))", re.S)
_STRING = r"""\s*(?:JsDecode|htmlDecode)?\(?\s*(['"])((?:(?!\1)[^\\\n]|\\.){0,2000})\1"""
# A pattern that opens with letters is looked for many times as fast as one that opens with \b: a
# saved page has megabytes of scripts.
_TIME = re.compile(r"""ct(?<=\bct)\s*=\s*['"](\d{10})['"]""")
_TYPE = re.compile(r"""item_show_type(?<=\bitem_show_type)\s*=\s*['"](\d{1,2})['"]""")
_NICKNAME = re.compile(r"nick(?<=\bnick)_?name\s*[=:]" + _STRING)
_SOURCE = re.compile(r"source_url(?:(?<=\bsource_url)|(?<=\bmsg_source_url))\s*[=:]" + _STRING)
_CONTENT = "content_noencode: JsDecode('"
_CONTENT_END = re.compile(r"(?<!\\)(?:\\\\)*'")
_SHANGHAI = timedelta(hours=8)
_SHORT_POSTS = ("8", "10")


@dataclass(frozen=True, slots=True)
class Script:
    """Facts in the page's scripts. ``content`` only for picture and text posts (types 8 and 10),
    whose body no element holds."""

    published_on: date | None
    account: str | None
    origin_url: str | None
    content: str | None


def script(text: str) -> Script:
    """Reads the variables of a saved article page."""
    time = _TIME.search(text)
    kind = _TYPE.search(text)
    return Script(
        # No daylight saving since 1991: Shanghai is UTC+8.
        (datetime.fromtimestamp(int(time[1]), UTC) + _SHANGHAI).date() if time else None,
        _first(_NICKNAME, text),
        _first(_SOURCE, text),
        _content(text) if kind and kind[1] in _SHORT_POSTS else None,
    )


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    for found in pattern.finditer(text):
        if value := _decoded(found[2]).strip():
            return value
    return None


def _content(text: str) -> str | None:
    """The longest content_noencode string."""
    longest = ""
    at = text.find(_CONTENT)
    while at >= 0:
        start = at + len(_CONTENT)
        end = _CONTENT_END.search(text, start)
        if end:
            longest = max(longest, text[start : end.end() - 1], key=len)
        at = text.find(_CONTENT, start)
    return _decoded(longest) or None


def _decoded(text: str) -> str:
    r"""JsDecode: ``\x3c`` and ``\u4e00`` escapes, then character references."""

    def char(found: re.Match[str]) -> str:
        code = found[1] or found[2]
        return chr(int(code, 16)) if code else {"n": "\n", "t": "\t"}.get(found[3], found[3])

    return paired(html.unescape(_ESCAPE.sub(char, text)))
