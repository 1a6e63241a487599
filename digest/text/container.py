"""Which element of a page is its text: the container of a known site, or what an extractor finds
(网页正文)."""

from collections.abc import Iterator
from typing import Any

from digest.text.pieces import Piece, compact, lexicon, starts_article, tidy


def site(root: Any) -> tuple[dict[str, Any], Any] | None:
    """The first known site whose container is on the page, and that element."""
    for known in lexicon()["site"]:
        for element in root.xpath(known["body"]):
            if len(compact(element.text_content())) > 1 or known["name"] == "wechat":
                return known, element
    return None


def values(root: Any, paths: list[str]) -> Iterator[str]:
    """The texts that the XPaths select, tidied, in order."""
    for path in paths:
        for found in root.xpath(path):
            text = tidy(found if isinstance(found, str) else found.text_content())
            if text:
                yield text


_EXTRACTED = 60_000
"""Tags; the extractor takes some 50 microseconds for each."""
_LOOKED_THROUGH = 10**9
"""Characters, for either end of a text; a second or so."""


def extracted(text: str, found: list[Piece]) -> list[Piece]:
    """Pieces of a page nobody described, chrome marked.

    An extractor says where the text begins and ends. Between its first and its last paragraph all
    pieces stay but link lists; and no piece that starts an article is ever lost: where the
    extractor dropped one, the whole page counts as text; so it does over _EXTRACTED tags.
    """
    if text.count("<") > _EXTRACTED:
        return found
    import trafilatura

    kept = compact(trafilatura.extract(text, favor_recall=True, include_comments=False) or "")
    long = [i for i, piece in enumerate(found) if not piece.rule and len(piece.text) >= 12]
    # from either end, and not for ever: to look for every piece in the whole text is quadratic
    tries = _LOOKED_THROUGH // (len(kept) + 1)
    first = next((i for i in long[:tries] if compact(found[i].text) in kept), 0)
    last = next(
        (i for i in long[: -tries - 1 : -1] if compact(found[i].text) in kept), len(found) - 1
    )
    outside = [*found[:first], *found[last + 1 :]]
    if any(not p.rule and p.linked < 0.5 and starts_article(p.text) for p in outside):
        first, last = 0, len(found) - 1
    # the heading right above the text belongs to it
    while first and found[first - 1].heading and not found[first - 1].rule:
        first -= 1
    return [
        piece if first <= i <= last else piece.drop("site.chrome") for i, piece in enumerate(found)
    ]
