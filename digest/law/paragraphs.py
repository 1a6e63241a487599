"""Lines of a text, and an article cut out of them: 款, 项."""

import re
from dataclasses import dataclass

from digest.model import Article, Paragraph
from digest.text.numerals import to_int

_POINT = re.compile(r"（([一二三四五六七八九十百]{1,5})(?:之([一二三四五六七八九十]{1,2}))?） ?")
_SUB_POINT = re.compile(r"（?[0-9]{1,2}[.、）]")
_ENDED = ("。", "；", "：", "！", "？", '"', "）", "…", "】")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its outer spaces; ``text`` is in the folded form."""

    text: str
    start: int
    end: int

    def stripped(self) -> "Line":
        start = self.start + len(self.text) - len(self.text.lstrip())
        text = self.text.strip()
        return Line(text, start, start + len(text))


def lines(plain: str) -> list[Line]:
    """The lines of a folded text that are not blank."""
    found = []
    at = 0
    for raw in plain.split("\n"):
        line = Line(raw, at, at + len(raw)).stripped()
        if line.text:
            found.append(line)
        at += len(raw) + 1
    return found


def article(
    text: str, plain: str, number: str, label: str, path: tuple[str, ...], body: list[Line]
) -> Article:
    """An article of the lines under its label."""
    body = [row for row in body if row.text]
    start = body[0].start if body else 0
    end = body[-1].end if body else 0
    return Article(number, label, path, text[start:end], start, end, _paragraphs(text, body))


def _paragraphs(text: str, body: list[Line]) -> tuple[Paragraph, ...]:
    """款 and 项. A line that does not end like a sentence goes on in the next one (hard wraps)."""
    spans: list[tuple[int, str | None, int, int]] = []
    number = 0
    ended = True
    for row in body:
        point = _POINT.match(row.text)
        if spans and not point and (not ended or (spans[-1][1] and _SUB_POINT.match(row.text))):
            kept, of, start, _ = spans[-1]
            spans[-1] = (kept, of, start, row.end)
        else:
            number += 1 if not point or not spans else 0
            spans.append((number, _point(point) if point else None, row.start, row.end))
        ended = row.text.endswith(_ENDED)
    return tuple(Paragraph(n, p, text[s:e], s, e) for n, p, s, e in spans)


def _point(found: re.Match[str]) -> str | None:
    value = to_int(found[1])
    after = to_int(found[2]) if found[2] else None
    return None if value is None else str(value) + (f"-{after}" if after else "")
