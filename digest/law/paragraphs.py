"""Lines of a text, and an article cut out of them: 款, 项."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from digest.model import Article, Paragraph
from digest.text.numerals import to_int

_POINT = re.compile(
    r"（ ?([一二三四五六七八九十百]{1,5})(?: ?之 ?([一二三四五六七八九十]{1,2}))? ?） ?"
)
_ITEM = re.compile(r"([一二三四五六七八九十]{1,3}) ?、")
_LETTER = re.compile(r"([a-z])[）)] ?")
_SUB_POINT = re.compile(r"（? ?(?:[0-9] ?){1,2}[.、）]")
_ENDED = ("。", "；", "：", "！", "？", '"', "）", "…", "】")
_BROKEN = 0.1
"""Share of lines without a closing mark from which a text counts as hard-wrapped."""
_LABELLED = r" {2,}(?=第[零〇一二三四五六七八九十百千0-9 ]{1,9}条 )"
_PARAGRAPH_GAP = re.compile(rf"(?<=[。；：]) {{2,}}(?=\S)|{_LABELLED}")
_FLATTENED = re.compile(rf"[。；：]{_LABELLED}")
_LABEL_BROKEN = re.compile(
    r"(?:^|(?<=\n))[ \t]*第 ?(?:\n ?[零〇一二三四五六七八九十百千0-9 ]{1,9}"
    r"|[零〇一二三四五六七八九十百千0-9 ]{1,9}\n ?)条"
)
"""A label that a line's end breaks, alone on its line."""
_BLANK = " \t\r\f\v" + "".join(map(chr, range(0xE000, 0xE010)))
"""Spaces, and the private characters that a typesetting system leaves at the end of a line."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its outer spaces; ``text`` is in the folded form."""

    text: str
    start: int
    end: int

    def stripped(self) -> "Line":
        start = self.start + len(self.text) - len(self.text.lstrip(_BLANK))
        text = self.text.strip(_BLANK)
        return Line(text, start, start + len(text))

    def split(self, places: Iterable[int]) -> list["Line"]:
        """The pieces between some places of ``text``."""
        bounds = [0, *places, len(self.text)]
        pieces = (
            Line(self.text[a:b], self.start + a, self.start + b).stripped()
            for a, b in pairwise(bounds)
        )
        return [piece for piece in pieces if piece.text]


def lines(plain: str) -> list[Line]:
    """The lines of a folded text that are not blank. A page that has lost its line breaks, so that
    one line holds several articles, is broken at the gaps between its paragraphs."""
    found: list[Line] = []
    at = 0
    for raw in _LABEL_BROKEN.sub(lambda m: m[0].replace("\n", " "), plain).split("\n"):
        if text := raw.strip(_BLANK):
            start = at + len(raw) - len(raw.lstrip(_BLANK))
            line = Line(text, start, start + len(text))
            if "  " in text and _FLATTENED.search(text):
                found += line.split(gap.end() for gap in _PARAGRAPH_GAP.finditer(text))
            else:
                found.append(line)
        at += len(raw) + 1
    return found


def hard_wrapped(rows: Sequence[Line]) -> bool:
    """Whether lines break inside sentences, as in text taken from a PDF, and not by an omission."""
    broken = sum(not row.text.endswith(_ENDED) for row in rows)
    return broken > _BROKEN * len(rows)


def article(
    text: str,
    plain: str,
    number: str,
    label: str,
    path: tuple[str, ...],
    body: list[Line],
    wrapped: bool = True,
) -> Article:
    """An article of the lines under its label. Where they may be ``wrapped``, one that does not end
    like a sentence goes on in the next."""
    body = [row for row in body if row.text]
    start = body[0].start if body else 0
    end = body[-1].end if body else 0
    paragraphs = _paragraphs(text, label, body, wrapped)
    return Article(number, label, path, text[start:end], start, end, paragraphs)


def _paragraphs(text: str, label: str, body: list[Line], wrapped: bool) -> tuple[Paragraph, ...]:
    """款 and 项; 目 stay in their 项."""
    spans: list[tuple[int, str | None, int, int]] = []
    number = 0
    before = ""
    for row in _separated(body):
        point = _point(row.text, label, before, spans[-1][1] if spans else None)
        goes_on = (wrapped and not before.endswith(_ENDED)) or _POINT.fullmatch(before)
        if spans and not point and (goes_on or (spans[-1][1] and _SUB_POINT.match(row.text))):
            kept, of, start, _ = spans[-1]
            spans[-1] = (kept, of, start, row.end)
        else:
            number += 1 if not point or not spans else 0
            spans.append((number, point, row.start, row.end))
        before = row.text
    return tuple(Paragraph(n, p, text[s:e], s, e) for n, p, s, e in spans)


def _separated(body: list[Line]) -> Iterator[Line]:
    """The lines, with 项 that follow each other on one line, （一）…；（二）…, each on its own."""
    last = 0
    for row in body:
        places = []
        for found in _POINT.finditer(row.text):
            value = to_int(found[1])
            before = row.text[max(0, found.start() - 2) : found.start()].rstrip()
            opens = before.endswith("：") if value == 1 else before.endswith(("；", "。"))
            if opens and value in (1, last + 1):
                places.append(found.start())
            if opens or not found.start():
                last = value or 0
        yield from row.split(places) if places else [row]


def _point(row: str, label: str, before: str, last: str | None) -> str | None:
    """The number of the 项 a line opens: （一）; 一、 in an act of Taiwan, after a colon or the one
    before it; a) in a clause of a standard."""
    if found := _POINT.match(row):
        value = to_int(found[1])
        after = to_int(found[2]) if found[2] else None
        return None if value is None else str(value) + (f"-{after}" if after else "")
    if label.startswith("第") and (found := _ITEM.match(row)):
        value = to_int(found[1])
        first = value == 1 and before.endswith("：")
        return str(value) if first or str(value and value - 1) == last else None
    if label.isascii() and (found := _LETTER.match(row)):
        return found[1] if found[1] == "a" or ord(found[1]) - 1 == ord((last or "0")[0]) else None
    return None
