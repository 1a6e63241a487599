"""Amendment decisions (修改决定): decoded into operations, as 立法技术规范（试行） words them.

An instruction is taken whole or not at all: one that is not understood, or that elides text (……),
is said in `Amendment.undecoded` and never guessed. Not decoded yet: several texts for several
articles, items (项), headings and preambles, and changes that run through the whole text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from digest.law.annexes import in_annex
from digest.law.preview import applied
from digest.model import Amendment, AmendOp, Operation, Version
from digest.text.normalise import simplified
from digest.text.numerals import to_int

_ITEM = re.compile(
    r"^[ \t\u3000*#]*(?:[一二三四五六七八九十百]{1,5}、|（[一二三四五六七八九十百]{1,5}）"
    r"|\d{1,3}[.．、])",
    re.M,
)
_INSTRUCTS = re.compile(r"第[^条\n]{1,12}条|增加一[条款]|修改为|删[去除]|改为")
_HAN = r"[〇零一二三四五六七八九十百千\d]{1,9}"
_ARTICLE = rf"第(?P<article>{_HAN}条(?:之[一二三四五六七八九十]{{1,3}})?)"
_PARAGRAPH = rf"第(?P<paragraph>{_HAN})款"
_TARGET = rf"第(?P<target>{_HAN}条(?:之[一二三四五六七八九十]{{1,3}})?)"
_BODY = r"修改为[:：]?\s*(?P<body>“)"
_OF = r"(?:刑法|宪法|本法|《[^《》]{2,6}》)?原?"
"""The text that is amended, by the short name the decision has for it (《解释》)."""
_OPENS = rf"(?:将|把|对|在)?\s*{_OF}"
_LIST = rf"第{_HAN}条(?:、?\s*(?:和|及)?第{_HAN}条)*"

_SENTENCES = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("modify", rf"{_OPENS}{_ARTICLE}改为{_TARGET}[，,]\s*(?:并)?(?:将该条)?{_BODY}"),
        ("modify", rf"{_OPENS}{_ARTICLE}(?:{_PARAGRAPH})?{_BODY}"),
        # The text that follows is the whole article, with the paragraph that is new in it.
        (
            "modify",
            rf"{_OPENS}{_ARTICLE}中?增加一款[，,]?\s*作为第{_HAN}款[，,]\s*将该条{_BODY}",
        ),
        ("modify_all", rf"{_OPENS}(?P<list>{_LIST}){_BODY}"),
        ("renumber", rf"{_OPENS}{_ARTICLE}(?:改|修改|作)为{_TARGET}(?=[。；，\s]|$)"),
        (
            "add",
            rf"(?:{_OPENS}{_ARTICLE}[之以]?后)?增加一条[，,]?\s*作为{_OF}{_TARGET}[:：]\s*(?P<body>“)",
        ),
        (
            "add",
            rf"{_OPENS}{_ARTICLE}中?增加一款[，,]?\s*作为{_PARAGRAPH}[:：]\s*(?P<body>“)",
        ),
        (
            "replace",
            rf"{_OPENS}{_ARTICLE}(?:{_PARAGRAPH})?中?的?“(?P<old>[^“”…]+)”(?:一词)?"
            r"(?:修改|改)为“(?P<new>[^“”…]+)”",
        ),
        (
            "cut",
            rf"删[去除]{_OF}{_ARTICLE}(?:{_PARAGRAPH})?中?的?“(?P<old>[^“”…]+)”",
        ),
        ("delete", rf"删[去除]{_OF}{_ARTICLE}{_PARAGRAPH}(?=[。；\s]|$)"),
        (
            "delete_all",
            rf"删[去除]{_OF}(?P<list>{_LIST})(?=[。；\s]|$)",
        ),
    )
)
_LABEL = re.compile(rf"^第{_HAN}条(?:之[一二三四五六七八九十]{{1,3}})?[ \t\u3000]*")
_LABELS = re.compile(rf"^\s*“?第{_HAN}条[ \t\u3000]", re.M)
_BETWEEN = re.compile(r"[。；，\s*]*")


@dataclass(frozen=True, slots=True)
class Instruction:
    """An operation, and the words it replaces or cuts where it does not take a whole passage."""

    operation: Operation
    old_words: str | None = None


def amend(old: Version, decision: str) -> Amendment:
    """The operations of a decision, and the text of the law with them as a preview.

    Article numbers in instructions are those of the old text, in 作为第N条 those of the new one.
    A deletion with ``text`` takes these words out; without, the whole article or paragraph.
    """
    instructions: list[Instruction] = []
    undecoded: list[str] = []
    for item in _items(decision):
        decoded = _decoded(item)
        if decoded:
            instructions += decoded
        elif _INSTRUCTS.search(simplified(item)):
            undecoded.append(item)
    text, failed = applied([a for a in old.articles if not in_annex(a.number)], instructions)
    kept = tuple(i.operation for i in instructions if i not in failed)
    undecoded += [i.operation.quote for i in failed]
    return Amendment(kept, tuple(dict.fromkeys(undecoded)), text)


def _items(decision: str) -> Iterator[str]:
    """The numbered items of a decision; without numbers, the lines that are not quoted text."""
    inside = _quoted(decision)
    starts = [found.start() for found in _ITEM.finditer(decision) if not inside[found.start()]]
    if not starts:
        starts = [found.start() for found in re.finditer(r"^(?=\s*\S)", decision, re.M)]
        starts = [s for s in starts if not decision[s:].lstrip().startswith(("“", "第"))]
    for start, end in zip(starts, [*starts[1:], len(decision)], strict=True):
        yield decision[start:end].strip()


def _quoted(decision: str) -> list[bool]:
    """For each place whether it is in a quoted passage; a paragraph of one may open again, and a
    line that ends with a mark closes it."""
    inside: list[bool] = []
    depth, opens = 0, True
    for at, char in enumerate(decision):
        inside.append(depth > 0)
        if char == "“":
            depth = 1 if opens else depth + 1
        elif char == "”":
            depth -= depth > 0
        elif char == "\n" and decision[max(0, at - 3) : at].rstrip().endswith(("”", "”。", "”；")):
            depth = 0
        if not char.isspace():
            opens = False
        elif char == "\n":
            opens = True
    return inside


def _decoded(item: str) -> list[Instruction] | None:
    """All instructions of an item, or None when a part of it is not understood."""
    plain = simplified(item)
    opening = _ITEM.match(plain)
    at = opening.end() if opening else 0
    found: list[Instruction] = []
    while at < len(plain):
        at = _end(_BETWEEN.match(plain, at), at)
        if at >= len(plain):
            break
        step = _sentence(item, plain, at)
        if step is None:
            return None
        instructions, at = step
        found += instructions
    return found or None


def _sentence(item: str, plain: str, at: int) -> tuple[list[Instruction], int] | None:
    for kind, pattern in _SENTENCES:
        found = pattern.match(plain, at)
        if not found:
            continue
        groups = found.groupdict()
        end, body = found.end(), None
        if groups.get("body"):
            closing = _closing(plain, end)
            if closing is None or "…" in plain[end:closing]:
                return None
            if kind == "modify_all" and len(_LABELS.findall(plain[end:closing])) > 1:
                return None
            body = _body(item[end:closing])
            end = closing + 1
        return _instructions(kind, groups, body, item[at:end].strip()), end
    return None


def _closing(plain: str, start: int) -> int | None:
    """Where the passage opened before `start` closes; each of its paragraphs may open again."""
    depth = 1
    for at in range(start, len(plain)):
        if plain[at] == "“":
            depth = 1 if plain[at - 1] == "\n" else depth + 1
        elif plain[at] == "”":
            depth -= 1
            if not depth:
                return at
    return None


def _instructions(
    kind: str, groups: dict[str, str | None], body: str | None, quote: str
) -> list[Instruction]:
    if groups.get("list"):
        numbers = re.findall(rf"第({_HAN}条)", groups["list"] or "")
        # One text for several articles stands where the first of them stood.
        texts = [body, *[None] * (len(numbers) - 1)]
        return [
            Instruction(
                Operation(
                    AmendOp.MODIFY if text else AmendOp.DELETE,
                    _number(n),
                    None,
                    None,
                    text,
                    quote,
                )
            )
            for n, text in zip(numbers, texts, strict=True)
        ]
    paragraph = groups.get("paragraph")
    operation = Operation(
        op=AmendOp.DELETE if kind == "cut" else AmendOp(kind),
        article=_number(groups.get("article")),
        new_article=_number(groups.get("target")),
        paragraph=to_int(paragraph) if paragraph else None,
        text=body,
        quote=quote,
    )
    words = groups.get("old")
    if kind == "cut":
        operation = replace(operation, text=words)
    if kind == "replace":
        operation = replace(operation, text=groups["new"])
    return [Instruction(operation, words)]


def _number(label: str | None) -> str | None:
    """ "17-1" for 十七条之一."""
    if not label:
        return None
    number, _, after = label.partition("条")
    return f"{to_int(number)}" + (f"-{to_int(after[1:])}" if after else "")


def _body(quoted: str) -> str:
    """A quoted passage without its label and the mark that opens each paragraph."""
    lines = [line.strip().lstrip("“").strip() for line in quoted.splitlines()]
    return _LABEL.sub("", "\n".join(line for line in lines if line))


def _end(found: re.Match[str] | None, default: int) -> int:
    return found.end() if found else default
