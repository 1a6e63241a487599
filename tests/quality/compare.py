"""Cleaning side by side: trafilatura, readability-lxml and justext alone, and ours.

``python -m tests.quality.compare`` prints the table of this folder's README. The others read HTML
only, so Markdown and plain text are rendered for them first, as a reader would see them.
"""

import html
from collections.abc import Callable
from pathlib import Path

import justext
import lxml.html
import readability
import trafilatura
from markdown_it import MarkdownIt

from digest.errors import DocumentError
from digest.text.clean import clean
from tests.conftest import SHARED
from tests.quality.blocks import decoded
from tests.quality.measure import Kept, capture, kept
from tests.quality.pages import labelled


def _page(path: Path) -> str:
    text = decoded(path.read_bytes())
    if path.suffix in (".html", ".htm"):
        return text
    body = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    return f"<html><head><meta charset=utf-8></head><body>{body}</body></html>"


def _trafilatura(path: Path) -> str:
    return trafilatura.extract(_page(path), include_comments=False) or ""


def _readability(path: Path) -> str:
    summary = readability.Document(_page(path)).summary()
    return "\n".join(lxml.html.document_fromstring(summary).itertext())


def _justext(path: Path) -> str:
    # It ships no stop words of Chinese; without any it goes by length and links.
    found = justext.justext(
        _page(path), frozenset(), stopwords_low=0, stopwords_high=0, encoding=None
    )
    return "\n".join(html.unescape(p.text) for p in found if not p.is_boilerplate)


def _ours(path: Path) -> str:
    return clean(capture(path)).text


TOOLS: dict[str, Callable[[Path], str]] = {
    "trafilatura": _trafilatura,
    "readability-lxml": _readability,
    "justext": _justext,
    "dutydiff": _ours,
}


def _read(tool: Callable[[Path], str], path: Path) -> str:
    try:
        return tool(path)
    except (DocumentError, ValueError, readability.readability.Unparseable):
        return ""


def table(shared: Path) -> dict[str, dict[str, Kept]]:
    """Kind of page -> tool -> sums over its pages."""
    sums: dict[str, dict[str, Kept]] = {}
    for page in labelled(shared):
        if page.textless:
            continue
        row = sums.setdefault(page.kind, {name: Kept(0, 0, 0, 0) for name in TOOLS})
        for name, tool in TOOLS.items():
            row[name] += kept(page.body, page.optional, _read(tool, page.path))
    return sums


def main() -> None:
    """Print the table: body kept / foreign, in percent."""
    print(f"| page kind | {' | '.join(TOOLS)} |")
    print(f"|---|{'---|' * len(TOOLS)}")
    for kind, row in sorted(table(SHARED).items()):
        cells = (
            f"{100 * s.kept / (s.body or 1):.2f} / {100 * s.foreign / (s.output or 1):.2f}"
            for s in row.values()
        )
        print(f"| {kind} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
