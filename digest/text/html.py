"""HTML to pieces: what its elements say of each (网页)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from digest.text.inside import APART, raised
from digest.text.pieces import ARTICLE, Piece, compact, starts_article, tidy


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_BLOCKS = _tags(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav noscript ol option p pre section"
    " select summary table tbody td tfoot th thead title tr ul"
)
_HEADINGS = _tags("h1 h2 h3 h4 h5 h6")
_CELLS = _tags("td th dt dd")
_SILENT = _tags("script style template svg head object audio video canvas math")
_NAVIGATION = _tags("nav footer header aside select button noscript")
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$)"
    r"|text-indent\s*:\s*-\d{3,}|(?:left|top)\s*:\s*-\d{3,}px|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)",
    re.I,
)


@dataclass(slots=True)
class _Line:
    """The piece being gathered."""

    parts: list[str] = field(default_factory=list)
    linked: int = 0
    contents: bool = True  # every link in it leads into the page itself
    sup: int = -1  # where raised characters began

    def piece(self, heading: bool, rule: str | None) -> Piece | None:
        text = tidy("".join(self.parts))
        if not text:
            return None
        share = min(1.0, self.linked / max(1, len(compact(text))))
        if rule is None and share > 0.8 and self.contents:
            rule = "toc"
        return Piece(text, heading, rule, share)


def pieces(root: Any, body: Any | None, chrome: str, drop: frozenset[Any]) -> list[Piece]:
    """Every piece of text under `root`, in order; outside `body` (when there is one) and inside
    the elements of `drop` it is chrome."""
    walker = _Walker(body, chrome, drop)
    return [piece for piece in walker.walk(root) if piece]


class _Walker:
    """Walks without recursion: pages nest thousands of elements deep."""

    def __init__(self, body: Any | None, chrome: str, drop: frozenset[Any]) -> None:
        self.body, self.chrome, self.drop = body, chrome, drop
        self.line = _Line()
        self.inside = 0 if body is not None else 1
        self.links: list[str] = []
        self.headings = 0
        self.rules: list[tuple[Any, str]] = []
        self.preformatted = 0
        self.cells = 0
        self.apart: list[tuple[Any, str]] = []
        self.aside: list[str] = []
        self.won: Any = None  # the chrome in which an article began

    def walk(self, root: Any) -> Iterator[Piece | None]:
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                if tag in _SILENT or not tag:
                    walk.skip_subtree()
                    continue
                if _breaks(element, tag) or self._rule(element, tag):
                    yield self._aside()
                    yield self._flush()
                if tag in ("img", "image") and not self._unscripted():
                    yield _image(element)
                self._enter(element, tag)
                yield from self._text(element.text)
            else:
                silent = tag in _SILENT or not tag
                if self.apart and (self.apart[-1][0] is element or _breaks(element, tag)):
                    yield self._aside()
                if not silent and (_breaks(element, tag) or self._ruled(element)):
                    yield self._flush()
                if not silent:
                    self._leave(element, tag)
                if element is not root:
                    yield from self._text(element.tail)
        yield self._flush()

    def _enter(self, element: Any, tag: str) -> None:
        if element is self.body:
            self.inside += 1
        if tag == "a":
            self.links.append(element.get("href") or "")
        self.headings += tag in _HEADINGS
        self.preformatted += tag == "pre"
        self.cells += tag in _CELLS
        if tag == "sup":
            self.line.sup = len(self.line.parts)
        elif apart := _apart(element, tag):
            self.apart.append((element, apart))
        if rule := self._rule(element, tag):
            self.rules.append((element, rule))

    def _leave(self, element: Any, tag: str) -> None:
        if element is self.body:
            self.inside -= 1
        if tag == "a" and self.links:
            self.links.pop()
        self.headings -= tag in _HEADINGS
        self.preformatted -= tag == "pre"
        self.cells -= tag in _CELLS
        if tag == "sup" and self.line.sup >= 0:
            self.line.parts[self.line.sup :] = [raised("".join(self.line.parts[self.line.sup :]))]
            self.line.sup = -1
        elif self.apart and self.apart[-1][0] is element:
            self.apart.pop()
        if self._ruled(element):
            self.rules.pop()

    def _ruled(self, element: Any) -> bool:
        return bool(self.rules) and self.rules[-1][0] is element

    def _rule(self, element: Any, tag: str) -> str | None:
        if element in self.drop:
            return self.chrome
        if (element.get("id") or "").endswith("-toc"):
            return "toc"
        if element is self.body:
            return None  # WeChat hides its body until a script runs
        style = element.get("style")
        if (style and _HIDDEN.search(style)) or element.get("hidden") is not None:
            # what holds the body is shown by a script, and so are further rows of a table in it;
            # only what is never shown is spam
            folded = tag in ("tr", "tbody") and self.body is not None and self.inside
            return "spam.hidden" if not (folded or self._holds_body(element)) else None
        return self.chrome if tag in _NAVIGATION and self.body is None else None

    def _holds_body(self, element: Any) -> bool:
        return self.body is not None and any(e is element for e in self.body.iterancestors())

    def _unscripted(self) -> bool:
        """Whether this is shown only where no script runs, and there mostly once more."""
        return bool(self.rules) and self.rules[-1][0].tag == "noscript"

    def _aside(self) -> Piece | None:
        """What was struck out, or told beside the line, since it was last asked."""
        if not self.aside:
            return None
        text = tidy("".join(self.aside))
        self.aside.clear()
        return Piece(text, rule=self.apart[0][1]) if text else None

    def _text(self, text: str | None) -> Iterator[Piece | None]:
        if not text:
            return
        if self.apart:
            self.aside.append(text)
            return
        lines = text.split("\n") if self.preformatted else [text]
        for number, line in enumerate(lines):
            if number:
                yield self._flush()
            self.line.parts.append(line)
            # a table inside the text is no menu, however many of its cells are links
            if self.links and not (self.cells and self.body is not None):
                self.line.linked += len(compact(line))
                self.line.contents = self.line.contents and _is_contents(self.links[-1])

    def _flush(self) -> Piece | None:
        line, self.line = self.line, _Line()
        rule = self.rules[0][1] if self.rules else None
        if not self.inside:
            hidden = rule == "spam.hidden" and self.chrome == "site.chrome"
            rule = rule if hidden else self.chrome
        piece = line.piece(self.headings > 0, rule)
        return self._won(piece) if piece and rule and self.body is None else piece

    def _won(self, piece: Piece) -> Piece:
        """An article inside what is navigation elsewhere, and the items below it, are text."""
        outer = self.rules[0][0] if self.rules else None
        if outer is None or outer.tag not in _NAVIGATION or piece.rule != self.chrome:
            return piece
        opens = piece.linked < 0.5 and starts_article(piece.text)
        if opens and (outer is self.won or ARTICLE.match(piece.text)):
            self.won = outer
            return piece._replace(rule=None)
        return piece


def _apart(element: Any, tag: str) -> str | None:
    """The rule for words that stand inside a line and are none of it."""
    if tag in APART:
        return APART[tag]
    return "text.struck" if "line-through" in (element.get("style") or "") else None


def _is_contents(href: str) -> bool:
    return len(href) > 1 and href.startswith("#")


def _breaks(element: Any, tag: str) -> bool:
    return tag in _BLOCKS or tag in ("br", "img", "image")


def _image(element: Any) -> Piece | None:
    text = tidy(element.get("alt") or "") or element.get("data-src") or element.get("src") or ""
    return Piece(text, rule="image") if text and not text.startswith("data:") else None
