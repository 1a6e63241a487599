"""The text of one article under the operations of a decision: its 款, its 项, its words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from digest.law.instructions import Instruction
from digest.law.labels import han
from digest.law.quotation import paragraphs
from digest.model import AmendOp, Operation
from digest.text.normalise import key
from digest.text.numerals import to_int

T = TypeVar("T")
_POINT = re.compile(r"[ \t\u3000]*[（(]([〇零一二三四五六七八九十百\d]{1,5})[）)]")
_INNER = str.maketrans("‘’", "“”")
_TELLING = 12
"""Characters of quoted words that stand once in an article by no chance."""
_STOPS = "。；;，,.：:"


def quoted(text: str) -> str:
    """New text as the law prints it: the inner marks of the decision are the law's outer ones."""
    return text.translate(_INNER)


def arranged(
    old: Sequence[T | None], moved: Mapping[int, int], added: Mapping[int, T]
) -> list[T] | None:
    """``old`` without what is None, with what is ``moved`` (old place -> new, from 1) and ``added``
    at their new places; the rest keeps its order around them. None where they do not fit."""
    staying = [(n, item) for n, item in enumerate(old, start=1) if item is not None]
    fixed: dict[int, T] = dict(added)
    for place, item in staying:
        if place in moved:
            if moved[place] in fixed:
                return None
            fixed[moved[place]] = item
    free = iter([item for place, item in staying if place not in moved])
    total = len(staying) + len(added)
    if any(place < 1 or place > total for place in fixed):
        return None
    return [fixed[place] if place in fixed else next(free) for place in range(1, total + 1)]


@dataclass(slots=True)
class Paragraph:
    """A 款 while it changes: its words before and after the 项, and these by their old number."""

    text: str
    points: dict[int, str | None] = field(default_factory=dict)
    moved: dict[int, int] = field(default_factory=dict)
    added: dict[int, str] = field(default_factory=dict)

    def opened(self) -> bool:
        """Read the 项 of the paragraph; False when it has none."""
        if not self.points:
            starts: list[re.Match[str]] = []
            for found in _POINT.finditer(self.text):
                if to_int(found[1]) == len(starts) + 1:
                    starts.append(found)
            for number, start in enumerate(starts, start=1):
                end = starts[number].start() if number < len(starts) else len(self.text)
                self.points[number] = self.text[start.end() : end].strip()
            if starts:
                self.text = self.text[: starts[0].start()].rstrip()
        return bool(self.points)

    def written(self) -> str | None:
        """The paragraph with its 项 in their new order; None where they do not fit."""
        if not self.points:
            return self.text
        old = [self.points[n] for n in sorted(self.points)]
        found = arranged(old, self.moved, self.added)
        if found is None:
            return None
        last = len(found)
        rows = [f"（{han(n)}）{_stopped(text, n == last)}" for n, text in enumerate(found, 1)]
        return "\n".join([self.text, *rows])


@dataclass(slots=True)
class Body:
    """An article (or the preamble) while it changes. The numbers are those of the old text."""

    paragraphs: list[Paragraph | None]
    moved: dict[int, int] = field(default_factory=dict)
    added: dict[int, Paragraph] = field(default_factory=dict)

    def does(self, step: Instruction) -> bool:
        """Carry out one instruction; False when there is no such place."""
        told = step.operation
        if step.words is not None:
            return self._rewords(step)
        if told.point is not None:
            return self._changes_point(told, step.to)
        if told.op is AmendOp.ADD:
            return self._adds(told)
        if told.paragraph is None:
            self.paragraphs = [Paragraph(p) for p in _split(told.text or "")]
            return told.op is AmendOp.MODIFY
        if not self._at(told.paragraph):
            return False
        if step.to is not None:
            self.moved[told.paragraph] = step.to
        if told.op is AmendOp.DELETE:
            self.paragraphs[told.paragraph - 1] = None
        elif told.op is AmendOp.MODIFY:
            self.paragraphs[told.paragraph - 1] = Paragraph(quoted(told.text or ""))
        return True

    def written(self) -> list[str] | None:
        """The paragraphs in their new order; None where they do not fit."""
        found = arranged(self.paragraphs, self.moved, self.added)
        texts = [p.written() for p in found or []]
        return None if found is None or None in texts else [t for t in texts if t is not None]

    def _at(self, number: int) -> Paragraph | None:
        return self.paragraphs[number - 1] if 0 < number <= len(self.paragraphs) else None

    def _adds(self, told: Operation) -> bool:
        place = told.paragraph or len(self.paragraphs) + len(self.added) + 1
        if place in self.added:
            return False
        self.added[place] = Paragraph(quoted(told.text or ""))
        return True

    def _changes_point(self, told: Operation, to: int | None) -> bool:
        number = int(told.point or 0)
        if told.paragraph is None:
            holders = [p for p in self.paragraphs if p and p.opened()]
            place = holders[0] if len(holders) == 1 else None
        else:
            place = self._at(told.paragraph)
        if place is None or not place.opened():
            return False
        text = _POINT.sub("", quoted(told.text or ""), count=1).strip()
        if told.op is AmendOp.ADD:
            place.added[number] = text
            return True
        if place.points.get(number) is None:
            return False
        if to is not None:
            place.moved[number] = to
        if told.op is not AmendOp.RENUMBER:
            place.points[number] = None if told.op is AmendOp.DELETE else text
        return True

    def _rewords(self, step: Instruction) -> bool:
        told = step.operation
        everywhere = [p for p in self.paragraphs if p]
        if told.paragraph is None:
            return sum(_rewords(p, step) for p in everywhere) > 0
        place = self._at(told.paragraph)
        if place and _rewords(place, step):
            return True
        # A copy may break a 款 into lines: words as long as these are told by themselves.
        having = [p for p in everywhere if reworded(p.text, step) is not None]
        long = len(step.words or "") >= _TELLING
        return long and told.point is None and len(having) == 1 and _rewords(having[0], step)


def _rewords(place: Paragraph, step: Instruction) -> bool:
    """Change the words of an instruction in a paragraph, or in the 项 it names."""
    if step.operation.point is not None:
        number = int(step.operation.point)
        point = place.points.get(number) if place.opened() else None
        new = reworded(point, step) if point else None
        # The words of a 项 may be quoted with its label.
        if new is None and point and (full := reworded(f"（{han(number)}）{point}", step)):
            new = _POINT.sub("", full, count=1)
        if new is not None:
            place.points[number] = new
        return new is not None
    done = False
    for number, point in place.points.items():
        if point and (new := reworded(point, step)) is not None:
            place.points[number], done = new, True
    if (new := reworded(place.text, step)) is not None:
        place.text, done = new, True
    return done


def reworded(text: str, step: Instruction) -> str | None:
    """The text with the words of an instruction replaced, cut or added beside others everywhere;
    None where it has not these words."""
    words = quoted(step.words or "")
    new = quoted(step.operation.text or "")
    if step.operation.op is AmendOp.DELETE:
        new = ""
    elif step.side:
        new = new + words if step.side == "前" else words + new
    if words in text:
        return text.replace(words, new)
    spans = _spans(text, key(words).text)
    if not spans:
        return None
    new = new.rstrip(_STOPS) if words[-1:] in _STOPS else new
    for start, end in reversed(spans):
        text = text[:start] + new + text[end:]
    return text


def _spans(text: str, wanted: str) -> list[tuple[int, int]]:
    """Where words stand that differ in glyphs or punctuation alone."""
    known = key(text)
    found: list[tuple[int, int]] = []
    at = known.text.find(wanted) if wanted else -1
    while at >= 0:
        found.append(known.span(at, at + len(wanted)))
        at = known.text.find(wanted, at + len(wanted))
    return found


def _split(text: str) -> list[str]:
    return paragraphs([row for row in quoted(text).splitlines() if row])


def _stopped(text: str, last: bool) -> str:
    """A 项 with the mark its place asks for: ；, and 。 after the last."""
    if last:
        return text[:-1] + "。" if text.endswith(("；", ";")) else text
    if text.endswith("。") and text.count("。") == 1:
        return text[:-1] + "；"
    return text if text.endswith(tuple(_STOPS)) else text + "；"
