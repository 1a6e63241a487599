"""Channels (渠道): what each takes, as data, and splitting a message so that nothing is cut off."""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Channel:
    """What a channel takes in one message. ``limit`` counts ``unit``; ``None``: no limit."""

    name: str
    limit: int | None
    unit: str
    """chars (UTF-16 units, as Telegram counts) or bytes (UTF-8)."""
    per_minute: int | None
    """Messages a minute that the platform allows one bot in one chat."""
    markup: str
    """plain, telegram (its HTML subset) or markdown."""

    def size(self, text: str) -> int:
        """Size of a text in this channel's unit."""
        if self.unit == "bytes":
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text.encode("utf-16-le", "surrogatepass")) // 2


CHANNELS = {
    channel.name: channel
    for channel in (
        Channel("file", None, "chars", None, "plain"),
        # One message a recipient; relays refuse far above this, and a digest stays far below.
        Channel("mail", None, "bytes", None, "plain"),
        # Bot API, sendMessage: "1-4096 characters after entities parsing"; FAQ: 20 a minute in a
        # group. Counting before the parsing only makes parts a little shorter.
        Channel("telegram", 4096, "chars", 20, "telegram"),
        # 群机器人配置说明: markdown content 最长不超过4096个字节; 20 条/分钟.
        Channel("wecom", 4096, "bytes", 20, "markdown"),
        # 自定义机器人: 请求体 ≤ 30 KB, 100 次/分钟. The body is JSON, which may double a text
        # (\n, \", or \uXXXX from a client that writes ASCII only), so the text gets under half.
        Channel("feishu", 14_000, "bytes", 100, "plain"),
        # 自定义机器人: 20 条/分钟, body at most 20000 bytes; the same doubling.
        Channel("dingtalk", 9_000, "bytes", 20, "markdown"),
    )
}

ITEM_BREAK = "\n\n"
"""Between the items of a message; a message is split here first."""

_ATOMS = re.compile(r"<(/?)([a-z]+)>|&[#0-9a-z]{1,8};|\]\u200b\(|<\u200b|.", re.DOTALL)


def split(text: str, channel: Channel) -> tuple[str, ...]:
    """Parts of a message that each fit the channel: whole items where they fit, else whole lines,
    else characters. Nothing is dropped; no character, entity or tag is cut in two. Several parts
    are numbered （1/3） on a line of their own.
    """
    if channel.limit is None or channel.size(text) <= channel.limit:
        return (text,)
    digits = 1
    while True:
        number = channel.size(f"（{'9' * digits}/{'9' * digits}）\n")
        parts = tuple(_packed(text, channel, channel.limit - number))
        if len(str(len(parts))) <= digits:
            return tuple(f"（{i}/{len(parts)}）\n{part}" for i, part in enumerate(parts, 1))
        digits += 1


def _packed(text: str, channel: Channel, room: int) -> Iterator[str]:
    """Fill parts of at most ``room``, breaking at the widest boundary that does it."""
    part = ""
    for piece, separator in _pieces(text, channel, room):
        joined = f"{part}{separator}{piece}" if part else piece
        if channel.size(joined) <= room:
            part = joined
            continue
        if part:
            yield part
        part = piece
    if part:
        yield part


def _pieces(text: str, channel: Channel, room: int) -> Iterator[tuple[str, str]]:
    """Pieces that fit, each with what joins it to the one before."""
    for item in text.split(ITEM_BREAK):
        if channel.size(item) <= room:
            yield item, ITEM_BREAK
            continue
        separator = ITEM_BREAK
        for line in item.split("\n"):
            for piece in _cut(line, channel, room):
                yield piece, separator
                separator = "\n"


def _cut(line: str, channel: Channel, room: int) -> Iterator[str]:
    """A line in pieces that fit; tags open at a cut are closed before it and opened after it."""
    if channel.size(line) <= room:
        yield line
        return
    opened: list[str] = []
    piece, used, size = "", 0, channel.size
    for match in _ATOMS.finditer(line) if channel.markup != "plain" else re.finditer("(?s).", line):
        atom = match.group()
        tag = match.group(2) if channel.markup == "telegram" and match.lastindex == 2 else None
        closing = "".join(f"</{name}>" for name in reversed(opened))
        reserve = size(closing) + (size(f"</{tag}>") if tag and not match.group(1) else 0)
        if piece and used + size(atom) + reserve > room:
            yield piece + closing
            piece = "".join(f"<{name}>" for name in opened)
            used = size(piece)
        piece += atom
        used += size(atom)
        if tag and match.group(1):
            opened.pop()
        elif tag:
            opened.append(tag)
    yield piece
