"""Everything that is HTML: the templates, the style sheet with its hash, and what they may call.

Autoescape is on for all templates; addresses pass `wording.safe_url`, so a page of a source can
put neither markup nor a script address into a page of ours.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from bots import comparison, moves, redline, render, wording
from bots.comparison import Comparison
from digest.model import Digest, Item, SourceOutcome

if TYPE_CHECKING:
    from jinja2 import Environment, PackageLoader

_FEED_TAGS = {"p", "ins", "del", "a", "strong", "ul", "li", "blockquote"}


def digest_page(digest: Digest, base_url: str) -> str:
    """The page of one digest."""
    return _page("digest.html", base_url, digest=digest, up="../")


def item_page(item: Item, digest: Digest, base_url: str) -> str:
    """The page of one item: what a link in a message opens."""
    return _page("item.html", base_url, item=item, digest=digest, up="../")


def index_page(
    digests: Sequence[Digest], health: Sequence[SourceOutcome], base_url: str, files: dict[str, str]
) -> str:
    """The list of digests and the health of the sources."""
    return _page("index.html", base_url, digests=digests, health=health, files=files, up="")


def comparison_page(shown: Comparison) -> str:
    """Two versions compared, on one page that needs nothing beside it."""
    return _page("comparison.html", "", sheets=("style.css", "comparison.css"), c=shown)


def mail_html(digest: Digest, base_url: str) -> str:
    """The HTML part of a mail: few styles, all inline, for clients that drop style sheets."""
    return _environment().get_template("mail.html").render(digest=digest, base_url=base_url)


def entry_html(item: Item) -> str:
    """An item as the content of a feed entry: a few tags without attributes of style."""
    return _clean(_environment().get_template("entry.html").render(item=item))


def state_html(digest: Digest) -> str:
    """What was not seen and what was held back, as the content of a feed entry."""
    return _clean(_environment().get_template("state.html").render(digest=digest))


def policy(style: str) -> str:
    """Content-Security-Policy of a page: no script, no remote content, this one style sheet."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _page(
    template: str, base_url: str, *, sheets: tuple[str, ...] = ("style.css",), **values: Any
) -> str:
    style = _style(*sheets)
    return (
        _environment()
        .get_template(template)
        .render(base_url=base_url, style=style, policy=policy(style), **values)
    )


def _clean(markup: str) -> str:
    """The last gate of feed content, whose readers have no policy of ours."""
    import nh3

    return nh3.clean(
        markup, tags=_FEED_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https"}
    ).strip()


@cache
def _style(*sheets: str) -> str:
    sources = (_loader().get_source(_environment(), sheet)[0].strip() for sheet in sheets)
    # The template puts the text between the tags as it is; the hash is of the same characters.
    return "\n" + "\n".join(sources) + "\n"


@cache
def _loader() -> "PackageLoader":
    from jinja2 import PackageLoader

    return PackageLoader("bots", "templates")


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        loader=_loader(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["plain"] = wording.plain
    environment.filters["line"] = wording.line
    environment.filters["safe_url"] = wording.safe_url
    environment.globals.update(
        w=wording,
        redline=redline,
        moved=moves,
        comparison=comparison,
        permalink=render.permalink,
        blind_spots=render.blind_spots,
        evidence=evidence,
    )
    return environment


def evidence(item: Item) -> Iterator[tuple[str, str, str]]:
    """Register line, reasons, quote: one row a quote, or one without any."""
    for touched in item.touched:
        reasons = "、".join(wording.REASONS[r] for r in touched.reasons)
        said = f"{reasons} {touched.score:.2f}".strip()
        for quote in touched.quotes or (None,):
            yield wording.duty(touched), said, wording.plain(quote.text) if quote else ""
