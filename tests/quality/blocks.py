"""The blocks of a raw page, cut without the product: what the labels of this folder count.

HTML is cut at block elements in document order, scripts included (some WeChat pages keep their body
there); every other text at its lines. A label names a block by its number, so the text itself stays
in ``../shared``. ``python -m tests.quality.blocks FILE`` prints the blocks of a page.
"""

import html
import re
import sys
from pathlib import Path

import lxml.html

_BREAKS = re.compile(
    "address|article|aside|blockquote|body|br|caption|center|dd|details|dialog|div|dl|dt|fieldset"
    "|figcaption|figure|footer|form|h[1-6r]|header|html|iframe|legend|li|main|menu|nav|ol|option|p"
    "|pre|section|select|summary|table|tbody|td|tfoot|th|thead|title|tr|ul|video"
)
_UNSEEN = frozenset(("style", "noscript", "template", "svg"))
_SPOKEN = re.compile(r"'((?:[^'\\\n]|\\.)*)'|\"((?:[^\"\\\n]|\\.)*)\"")
_ESCAPE = re.compile(r"\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})|\\(.)")
_HAN = re.compile(r"[㐀-鿿]")
_LEAST_SPOKEN = 12
"""Han characters in a string of a script before it counts as text."""
_TAG = re.compile(r"<(?!https?:)[^<>]{0,4000}>")
_TARGET = re.compile(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?: \"[^\"]*\")?\)")
_CLAUSE = re.compile(r"[^。；]+[。；]?")
_IMAGE = re.compile(r"!\[[^\[\]\n]*\]\([^()\s]*\)")
_OTHER = re.compile(r"[\W_]+")


def decoded(body: bytes) -> str:
    """UTF-8 where the bytes are, else GB18030."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("gb18030", errors="replace")


def blocks(path: Path) -> tuple[str, ...]:
    """The blocks of one file, none of them empty."""
    text = decoded(path.read_bytes())
    cut = _of_html(text) if path.suffix in (".html", ".htm") else text.splitlines()
    return tuple(block for block in (b.strip() for b in cut) if block)


def squashed(block: str) -> str:
    """Letters, digits and Han characters alone: no markup, images, link targets, punctuation."""
    plain = html.unescape(_TAG.sub(" ", _TARGET.sub("]", _IMAGE.sub("", block))))
    return _OTHER.sub("", plain)


def clauses(block: str) -> tuple[str, ...]:
    """A block at its 。 and ；: what the labels of duties count inside a block."""
    return tuple(c.strip() for c in _CLAUSE.findall(block) if squashed(c))


def _of_html(text: str) -> list[str]:
    parser = lxml.html.HTMLParser(huge_tree=True, remove_comments=True, encoding="utf-8")
    root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    found = [""]

    def say(words: str | None) -> None:
        found[-1] += words or ""

    def walk(element: lxml.html.HtmlElement) -> None:
        stack = [(element, False)]
        while stack:
            node, left = stack.pop()
            breaks = isinstance(node.tag, str) and _BREAKS.fullmatch(node.tag)
            if breaks:
                found.append("")
            if left:
                say(node.tail)
                continue
            stack.append((node, True))
            if node.tag in _UNSEEN or not isinstance(node.tag, str):
                continue
            if node.tag == "script":
                found.extend(["", *_spoken(node.text or ""), ""])
                continue
            say(node.text)
            stack.extend((child, False) for child in reversed(node))

    walk(root)
    return [re.sub(r"\s+", " ", block) for block in found]


def _spoken(script: str) -> list[str]:
    strings = (_ESCAPE.sub(_unescape, a or b) for a, b in _SPOKEN.findall(script))
    return [
        line for s in strings if len(_HAN.findall(s)) >= _LEAST_SPOKEN for line in s.split("\n")
    ]


def _unescape(found: re.Match[str]) -> str:
    if found[1] or found[2]:
        return chr(int(found[1] or found[2], 16))
    return {"n": "\n", "r": "", "t": " "}.get(found[3], found[3])


def main() -> None:
    """Print the blocks of a page, numbered, for a labeller."""
    width = int(sys.argv[2]) if len(sys.argv) > 2 else 160
    for number, block in enumerate(blocks(Path(sys.argv[1]))):
        shown = block if len(block) <= width else f"{block[: width - 30]} … {block[-28:]}"
        print(f"{number}\t{len(squashed(block))}\t{shown}")


if __name__ == "__main__":
    main()
