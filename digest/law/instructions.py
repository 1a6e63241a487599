"""What an amendment decision orders: an operation, and the item it is read from.

The vocabulary is that of 立法技术规范（试行）; `orders` reads an item, `additions` and `changes`
its longer clauses.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from digest.law.quotation import closing, lines
from digest.law.targets import ARTICLE, HAN, Target, number
from digest.model import AmendOp, Operation

HEADING = "标题"
"""Stands for an article where a heading of a chapter is meant."""

OF = r"(?:修改后的?|原)?(?:《[^《》]{2,90}》|(?:刑法|宪法|民法典|本(?:法|条例|规定|办法|解释)))?"
CHANGED = r"(?:(?:统一|均|分别|相应|依次)?(?:修改|修正|修订|改|变更|调整)(?:为|成)|作为)"
ENDS_HERE = r"(?=[。；;，,、\s]|$)"
LEAD = re.compile(rf"(?:将|把|对|在|于)?{OF}的?原?(?:该条)?")
BODY = re.compile(r"(?:[，,]?规定|[，,]?内容如下|如下)?\s*[:：]?\s*“")
MODIFIED = re.compile(r"[，,、]?\s*(?:并)?(?:将该[条款项])?(?:相应)?(?:修改|改)为\s*[:：]?\s*“")
ENDS = re.compile(ENDS_HERE)
LABEL = re.compile(rf"^(?P<label>{ARTICLE})(?![第的规和、款])[ \t\u3000]*")
PART = re.compile(rf"^第{HAN}[编章节](?:[ \t\u3000]|$)")
SETTING = re.compile(r"“[^“”…]+”(?=中?(?:增加|增写|第))")
"""Words that say which passage of an article is meant, before what is ordered about it."""


@dataclass(frozen=True, slots=True)
class Instruction:
    """An operation, and how it is carried out where its fields do not say it."""

    operation: Operation
    words: str | None = None
    """Words replaced or cut, or beside which ``operation.text`` is put; the heading replaced."""
    side: str | None = None
    """前 or 后: on which side of ``words``."""
    to: int | None = None
    """The paragraph or point that the old one becomes."""
    under: str | None = None
    """The new heading that an added article stands under; the chapter a heading stands in."""
    restates: bool = False
    """The text that results from the operations before it (相应修改为); no operation itself."""


@dataclass(slots=True)
class Item:
    """An item while it is read: what was found, where the reading stands, which place is spoken of.

    ``plain`` is ``printed`` in simplified characters.
    """

    printed: str
    plain: str
    at: int = 0
    begin: int = 0
    here: Target = field(default_factory=Target)
    parent: str | None = None
    heading: str | None = None
    span: tuple[int, int] = (0, 0)
    quote: str = ""

    def instruction(
        self,
        op: AmendOp,
        place: Target,
        text: str | None = None,
        new_article: str | None = None,
    ) -> Instruction:
        """One operation in the words from the start of its clause to where the reading stands."""
        if self.span != (self.begin, self.at):  # one string for all places of a list
            self.span = (self.begin, self.at)
            self.quote = self.printed[self.begin : self.at].strip()
        return Instruction(
            Operation(
                op, place.article, new_article, place.paragraph, text, self.quote, place.point
            )
        )

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The pattern from here on; the reading goes on after it."""
        found = pattern.match(self.plain, self.at)
        if found:
            self.at = found.end()
        return found

    def passage(self) -> list[str] | None:
        """The lines of the passage that opened just before; None where text is left out."""
        end = closing(self.plain, self.at)
        if end is None or "…" in self.plain[self.at : end]:
            return None
        found = lines(self.printed[self.at : end])
        self.at = min(end + 1, len(self.plain))
        return found or None


def body(rows: list[str]) -> str:
    """The text of an article without its label."""
    return LABEL.sub("", "\n".join(rows), count=1)


def by_label(rows: list[str], expected: Sequence[str | None]) -> list[str] | None:
    """The texts of several articles that stand in one passage; None unless they are these."""
    texts: list[list[str]] = []
    labels: list[str | None] = []
    for row in rows:
        told = LABEL.match(row)
        if told and len(labels) < len(expected) and number(told["label"]) == expected[len(labels)]:
            labels.append(number(told["label"]))
            texts.append([row[told.end() :]])
        elif not texts:
            return None
        else:
            texts[-1].append(row)
    return ["\n".join(text) for text in texts] if labels == list(expected) else None
