"""A digest as lines of styled words, and those lines in the markup of each channel."""

import html
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from bots import redline, wording
from bots.channel import CHANNELS, ITEM_BREAK, split
from bots.chat import feishu
from digest.model import Digest, Item, Op, OpKind, Touched

if TYPE_CHECKING:
    from rich.console import Console


class Style(StrEnum):
    PLAIN = "plain"
    STRONG = "strong"
    DELETE = "delete"
    INSERT = "insert"
    FAINT = "faint"


class Segment(NamedTuple):
    """Words in one style. ``text`` holds no line break and is not escaped."""

    text: str
    style: Style = Style.PLAIN


Line = tuple[Segment, ...]
Block = tuple[Line, ...]

_OP_STYLES = {
    OpKind.EQUAL: Style.PLAIN,
    OpKind.DELETE: Style.DELETE,
    OpKind.INSERT: Style.INSERT,
}
# Colour alone tells nothing on paper, in a forward or to a colour-blind reader.
_MARKS = {Style.DELETE: ("[-", "-]"), Style.INSERT: ("{+", "+}")}


def text(digest: Digest, base_url: str = "") -> str:
    """The digest as plain text, every duty with its quotes."""
    return unstyled(blocks(digest, base_url))


def unstyled(told: Iterable[Block]) -> str:
    """Blocks without colour; what is deleted and inserted keeps its marks."""
    return _joined(told, lambda segment: _marked(segment, str))


def chat(digest: Digest, channel_name: str, base_url: str = "") -> tuple[str, ...]:
    """The digest in the markup of a channel, in parts that each fit it. Feishu has no markup of
    its own: its parts are request bodies in JSON, not signed yet."""
    channel = CHANNELS[channel_name]
    told = blocks(digest, base_url, short=True)
    parts = split(_joined(told, _MARKUPS[channel.markup]), channel)
    if channel_name == "feishu":
        return tuple(json.dumps(feishu(part), ensure_ascii=False) for part in parts)
    return parts


def terminal(digest: Digest, console: "Console", base_url: str = "") -> None:
    """Print the digest; colours on a terminal, the same words without them in a pipe."""
    coloured(blocks(digest, base_url), console)


def coloured(told: Iterable[Block], console: "Console") -> None:
    """Print blocks, in colour where the console has it."""
    from rich.text import Text

    styles = {
        Style.PLAIN: "",
        Style.STRONG: "bold",
        Style.DELETE: "red strike",
        Style.INSERT: "green bold",
        Style.FAINT: "dim",
    }
    for number, block in enumerate(told):
        if number:
            console.print()
        for line in block:
            out = Text()
            for segment in line:
                out.append(_marked(segment, str), styles[segment.style])
            console.print(out, soft_wrap=True, highlight=False)


def blocks(digest: Digest, base_url: str = "", *, short: bool = False) -> Iterator[Block]:
    """Heading, items, dates, what was not seen, what was held back. ``short``: of many duties that
    one text touches the surest few, as a chat message wants it; the page has them all."""
    yield (
        (Segment(f"合规变更 {wording.window(digest)}", Style.STRONG),),
        (Segment(wording.state(digest)),),
    )
    for item in digest.items:
        yield tuple(_item(item, base_url, short))
    if digest.dates:
        yield (
            (Segment("日历", Style.STRONG),),
            *(
                (Segment(f"{e.on} {wording.DATES[e.kind]}：{wording.line(e.instrument)}"),)
                for e in digest.dates
            ),
        )
    if digest.blind_spots:
        yield (
            (Segment("未见", Style.STRONG),),
            *((Segment(blind_spot),) for blind_spot in blind_spots(digest)),
        )
    if digest.held:
        yield (
            (Segment("未发布（引文核对未通过）", Style.STRONG),),
            *((Segment(wording.line(held)),) for held in digest.held),
        )


def blind_spots(digest: Digest) -> tuple[str, ...]:
    """工信部 意见征集 自 2026-01-14 起：无响应."""
    return tuple(
        wording.line(b.name)
        + (f" 自 {b.since} 起" if b.since else "")
        + f"：{wording.line(b.reason)}"
        for b in digest.blind_spots
    )


def permalink(item: Item, base_url: str) -> str | None:
    """The page of an item, or the original where no pages are published."""
    if base_url:
        return f"{base_url.rstrip('/')}/items/{item.id}.html"
    return None if item.lead.tainted else wording.safe_url(item.lead.url)


def _item(item: Item, base_url: str, short: bool) -> Iterator[Line]:
    yield (Segment(wording.headline(item), Style.STRONG),)
    yield (Segment(wording.event(item)),)
    if where := wording.articles(item):
        yield (Segment(where),)
    if item.pair and item.pair.ops:
        yield tuple(
            Segment(wording.plain(op.text).replace("\n", " "), _OP_STYLES[op.kind])
            for op in redline.short(item.pair.ops)
        )
    elif not item.pair:
        yield from _touched(item.touched[: wording.MOST] if short else item.touched)
        yield from _uncovered(item, wording.MOST if short else len(item.duties))
    if changes := wording.changes(item):
        yield (Segment(changes),)
    yield (Segment(f"因为：{wording.because(item)}"),)
    yield (Segment(f"排序：{wording.line('；'.join(item.why))}", Style.FAINT),)
    yield (Segment(f"来源：{wording.source(item)}", Style.FAINT),)
    if link := permalink(item, base_url):
        yield (Segment(link),)


def op_segments(ops: Iterable[Op]) -> Iterator[Line]:
    """The words of a redline, a line for each line of the text."""
    line: list[Segment] = []
    for op in ops:
        for n, words in enumerate(wording.plain(op.text).split("\n")):
            if n:
                yield tuple(line)
                line = []
            if words:
                line.append(Segment(words, _OP_STYLES[op.kind]))
    yield tuple(line)


def _touched(found: Sequence[Touched]) -> Iterator[Line]:
    """Each duty on a line, with why, and below it the words."""
    for touched in found:
        reasons = "、".join(wording.REASONS[reason] for reason in touched.reasons)
        yield (Segment(f"· {wording.duty(touched)}  {reasons} {touched.score:.2f}"),)
        for quote in touched.quotes:
            yield (Segment(f"  引文：“{wording.line(quote.text)}”"),)


def _uncovered(item: Item, most: int) -> Iterator[Line]:
    """What an instrument asks that the register does not know yet, and what is near to it there."""
    if item.duties:
        yield (Segment(f"登记册未覆盖的义务 {len(item.duties)} 条："),)
    for quote in item.duties[:most]:
        yield (Segment(f"  “{wording.line(quote.text)}”"),)
        if beside := wording.beside(item, quote):
            yield (Segment(f"    {beside}", Style.FAINT),)


def _joined(told: Iterable[Block], markup: Callable[[Segment], str]) -> str:
    return ITEM_BREAK.join(
        "\n".join("".join(markup(segment) for segment in line) for line in block) for block in told
    )


def _marked(segment: Segment, escape: Callable[[str], str]) -> str:
    before, after = _MARKS.get(segment.style, ("", ""))
    return f"{before}{escape(segment.text)}{after}"


def _telegram(segment: Segment) -> str:
    """Telegram's HTML subset: b, s, u."""
    words = _marked(segment, lambda s: html.escape(s, quote=False))
    tag = {Style.STRONG: "b", Style.DELETE: "s", Style.INSERT: "b"}.get(segment.style)
    return f"<{tag}>{words}</{tag}>" if tag else words


def _markdown(segment: Segment) -> str:
    words = _marked(segment, markdown_escape)
    return f"**{words}**" if segment.style is Style.STRONG else words


def markdown_escape(words: str) -> str:
    """Words that can form neither a link, an image, a tag nor a mention (<@user>).

    The bots' dialects document no escape character, so the two openings that act are parted by a
    zero-width space; every visible character stays as it was.
    """
    return words.replace("](", "]\u200b(").replace("<", "<\u200b")


_MARKUPS: dict[str, Callable[[Segment], str]] = {
    "plain": lambda segment: _marked(segment, str),
    "telegram": _telegram,
    "markdown": _markdown,
}
