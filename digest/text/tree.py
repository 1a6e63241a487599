"""The tree of elements of an HTML page (解析)."""

import re
from typing import Any

from digest.errors import Unreadable
from digest.text import pagecost

_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def parse(text: str) -> Any:
    """The root element of a page or fragment.

    The parser cuts off what nests deeper than it follows, without an error; such a page is read
    again with its layout elements as line breaks. Raises Unreadable when nothing can be built, and
    TooLarge over the limits of `pagecost`.
    """
    pagecost.refuse_work(text)
    root, complete = _parsed(text)
    if not complete:
        root, complete = _parsed(_LAYOUT_TAG.sub("<br>", text))
    if root is None or not complete:
        raise Unreadable("the HTML nests too deeply, or has no element; save the page as text")
    return root


_LAYOUT_TAG = re.compile(
    r"</?(?:div|span|section|font|b|i|em|strong|table|tr|td|ul|li)\b[^<>]*>", re.I
)


def _parsed(text: str) -> tuple[Any, bool]:
    """The root, and whether the parser followed every level."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        # as bytes: a declaration in the text may name another charset than the one it came in
        root = lxml_html.document_fromstring(_UNSAFE.sub("", text).encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None, True
    return root, not any("depth" in entry.message.lower() for entry in parser.error_log)
