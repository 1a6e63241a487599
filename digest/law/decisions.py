"""Amendment decisions (修改决定): whose article a bare 第N条 is, and whose 款 前款 is in new text.

In "一、将第五条修改为：“…”" the number and everything it is relative to belong to the instrument
that the decision, or the part of it, amends.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from digest.law.lexicon import NUM
from digest.law.places import places
from digest.model import Article, Paragraph
from digest.text.numerals import to_int

_ITEM = re.compile(
    r"^ *(?:[一二三四五六七八九十百]{1,5}、|（[一二三四五六七八九十百]{1,5}）|[0-9]{1,3}[.．、])? *"
    r"(?:将|把|删[去除]|在|增加|对|原)?[^。；：\"\n]{0,40}"
    r"(?:第[^条\n]{1,12}条|引言|序言|标题|名称)[^。：\n]{0,60}"
    r"(?:修改为|改为|增加一[条款项]|作为|删[去除])"
    r"|^ *(?:[0-9]{1,3}[.．、]|[一二三四五六七八九十百]{1,5}、)? *"
    r"(?:删[去除]|增加|将)",
    re.M,
)
_OF_A_PART = re.compile(r"(?:修改|修订|对)\Z")
_BINDS = re.compile(
    r"(?:（[^（）\n]{0,120}）)*(?:等[^。\n]{0,20})?"
    r"(?:的决定|作(?:出)?|进行|予以|部分|的有关| *\n| *\Z|，)"
)
_NUMBER = rf"第{NUM}条(?:之{NUM})?"
_NEW_TEXT = re.compile(
    rf"(?P<place>{_NUMBER})(?:中?增加一款，? ?作为)?(?:第(?P<paragraph>{NUM})款)?"
    r"(?:[^。；：\n\"第]{0,30})：?[ \n]{0,4}\""
)
_LINE = re.compile(rf"[ \"]*(?:(?P<label>{_NUMBER})(?=[ ：])|（(?P<point>{NUM})）)?[^\n]*")
_CLOSES = re.compile(r"\"[。；]? *(?=\n|\Z)(?! *\n+ *\")")
_NEXT_ITEM = re.compile(r"^ *(?:[一二三四五六七八九十百]{1,5}、|[0-9]{1,3}[.．、])", re.M)


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a decision that amend one instrument."""

    instrument: str
    start: int
    end: int


def amended(
    plain: str,
    titles: Sequence[re.Match[str]],
    resolve: Callable[[re.Match[str]], str | None],
) -> tuple[Part, ...]:
    """The parts of a decision in their order; none where ``plain`` is no decision."""
    items = [m.start() for m in _ITEM.finditer(plain)]
    if not items or not re.search(r"修改为|增加一[条款]|删[去除]", plain):
        return ()
    heads: list[tuple[int, str]] = []
    for title in titles:
        before = _OF_A_PART.search(plain, max(0, title.start() - 2), title.start())
        if before and _BINDS.match(plain, title.end()):
            resolved = resolve(title)
            if resolved:
                heads.append((title.start(), resolved))
    for found in re.finditer(r"(?:对|修改)(刑法|宪法)作|^[^\n]{0,8}(刑法|宪法)修正案", plain, re.M):
        heads.append((found.start(), found[1] or found[2]))
    heads.sort()
    ends = [*(start for start, _ in heads[1:]), len(plain)]
    return tuple(
        Part(title, start, end)
        for (start, title), end in zip(heads, ends, strict=False)
        if any(start < item < end for item in items)
    )


def new_texts(plain: str, part: Part) -> Iterator[Article]:
    """The quoted new articles of a part, with the paragraphs they have in the instrument."""
    for found in _NEW_TEXT.finditer(plain, part.start, part.end):
        named = places(plain, found.start("place"))
        if not named or named[-1].article is None:
            continue
        start = found.end()
        end = _closing(plain, start, part.end)
        first = to_int(found["paragraph"]) if found["paragraph"] else 1
        yield from _articles(plain, start, end, (named[-1].article, first or 1))


def _closing(plain: str, start: int, limit: int) -> int:
    """Where a quotation ends: at a mark that ends its line, unless the next line opens with one,
    and before the next item at the latest."""
    following = _NEXT_ITEM.search(plain, start, limit)
    end = following.start() if following else limit
    closing = _CLOSES.search(plain, start, end)
    return closing.start() if closing else end


def _articles(plain: str, start: int, end: int, place: tuple[str, int]) -> Iterator[Article]:
    """One article, or as many as have labels of their own; ``place`` is the number of the first
    and of its first paragraph."""
    number, at = place
    paragraphs: list[Paragraph] = []
    for line in re.compile(r"[^\n]+").finditer(plain, start, end):
        told = _LINE.match(line[0])
        if told and told["label"]:
            if paragraphs:
                yield _article(plain, number, paragraphs)
            labelled = places(plain, line.start() + told.start("label"))
            number, at, paragraphs = labelled[-1].article or number, 1, []
        elif paragraphs and not (told and told["point"]):
            at += 1
        point = str(to_int(told["point"])) if told and told["point"] else None
        paragraphs.append(Paragraph(at, point, line[0], line.start(), line.end()))
    if paragraphs:
        yield _article(plain, number, paragraphs)


def _article(plain: str, number: str, paragraphs: Sequence[Paragraph]) -> Article:
    start, end = paragraphs[0].start, paragraphs[-1].end
    return Article(number, "", (), plain[start:end], start, end, tuple(paragraphs))
