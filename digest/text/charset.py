"""Which charset bytes are in: what they declare, and what decodes them as a text (字符集)."""

import codecs
import re

_HEAD = 64 * 1024
"""Bytes that detection looks at."""
BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs"}
"""Charsets that pages declare, and the wider one that browsers read them with."""
_NO_CHARSETS = frozenset(
    {"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"}
)
"""What Python calls an encoding and no browser does: these make halves of surrogate pairs."""

_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_XML_CHARSET = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.I)


def named(body: bytes, declared: str | None) -> str | None:
    """The charset that is ``declared``, else the one that the bytes declare, as Python calls it."""
    if declared is None:
        head = body[:4096]
        # hardly any text that is no page has either, and an expression tries every byte
        low = head.lower()
        found = _META_CHARSET.search(head) if b"<meta" in low else None
        found = found or (_XML_CHARSET.search(head) if b"<?xml" in low else None)
        declared = found[1].decode("ascii") if found else None
    if declared is None:
        return None
    wanted = declared.strip().lower()
    try:
        name = codecs.lookup(_SUPERSETS.get(wanted, wanted)).name
    except LookupError:
        return None
    return None if name in _NO_CHARSETS else name


def strict(body: bytes, charset: str) -> str | None:
    """The text, or None where a byte is wrong."""
    try:
        text = body.decode(charset)
    except (UnicodeError, LookupError):
        return None
    # utf-16 and utf-32 decode almost anything of even length; without a mark they must look right
    return text if not charset.startswith(("utf-16", "utf-32")) or is_plausible(text) else None


_INTACT = 20
"""Characters beyond ASCII for each that damage cost, in a text whose charset is still certain."""


def damaged(body: bytes, charset: str) -> str | None:
    """The text with holes, or None where there are too many of them."""
    text = loose(body, charset)
    wide = len(text) - len(text.encode("ascii", "ignore"))
    return text if text.count("\ufffd") * _INTACT <= wide else None


def loose(body: bytes, charset: str) -> str:
    """The text, whatever is wrong in it."""
    return body.decode(charset, "replace")


def is_plausible(text: str) -> bool:
    """Whether a decoded text reads as one: hardly any private-use or replacement characters."""
    sample = text[:200_000]
    odd = sum("\ue000" <= char <= "\uf8ff" or char == "\ufffd" for char in sample)
    return odd * 100 <= len(sample)


def detected(body: bytes) -> tuple[str, str]:
    """Text and charset as a last resort: a text with a damaged byte is better read with a hole than
    not at all."""
    from charset_normalizer import from_bytes

    best = from_bytes(body[:_HEAD]).best()
    charset = best.encoding if best else "utf-8"
    if charset.startswith(("utf_16", "utf_32")) and not is_plausible(loose(body, charset)):
        charset = "utf-8"
    candidates = [charset, "utf-8", "gb18030"]
    texts = [(loose(body, name), name) for name in candidates]
    text, charset = min(texts, key=lambda pair: pair[0].count("\ufffd"))
    return text, charset
