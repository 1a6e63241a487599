"""The text of a law with the operations of a decision applied: a preview, no official text."""

from collections.abc import Sequence
from dataclasses import dataclass

from digest.law.annexes import in_annex
from digest.law.chapters import changed
from digest.law.instructions import HEADING, Instruction
from digest.law.labels import label
from digest.law.leftbehind import left_behind
from digest.law.preamble import HEADING as PREAMBLE
from digest.law.renumbering import Law, Slot, branched, placed_in, renumbers, slot_of
from digest.law.rewriting import quoted, reworded
from digest.model import AmendOp, Article, LeftBehind

_PREAMBLE = {"引言", "序言", "正文"}
_TITLE = "名称"


@dataclass(frozen=True, slots=True)
class Applied:
    """The new text, and the instructions that do not fit the old one."""

    text: str
    failed: tuple[Instruction, ...]
    left_behind: tuple[LeftBehind, ...] = ()


def applied(
    articles: Sequence[Article],
    steps: Sequence[Instruction],
    preamble: str = "",
    keeps_numbers: bool = False,
    title: str = "",
) -> Applied:
    """The law with all that fits carried out.

    Added, moved and deleted articles renumber the others. 第N条之一 leaves them as they are, and
    with ``keeps_numbers`` a deletion does.
    """
    annexes = [a for a in articles if in_annex(a.number)]
    articles = [a for a in articles if not in_annex(a.number)]
    slots: dict[str, Slot] = {}
    for article in articles:
        twice = f"#{len(slots)}" if article.number in slots else ""
        slot = slot_of(article.number, article.path, paragraphs(article), article.label)
        slots[article.number + twice] = slot
    law = Law(title, slot_of("", (), preamble.removeprefix(f"{PREAMBLE}\n").splitlines()), slots)
    placed: list[Instruction] = []
    for step in steps:
        if _is_added(step):
            placed.append(step)
        elif not _does(law, step):
            law.failed.append(step)
    moves = [s for s in steps if s.operation.new_article and s.operation.article in law.articles]
    law.failed += _unwritten(law, steps)
    if renumbers(steps, keeps_numbers):
        order = placed_in(law, placed, moves)
    else:
        order = branched(law, placed)
    head = [PREAMBLE] if preamble.startswith(f"{PREAMBLE}\n") else []
    rows = [*_written(law, head, order), *_annexed(annexes)]
    failed = tuple(dict.fromkeys(law.failed))
    return Applied("\n".join(rows), failed, tuple(left_behind(law, order)))


def paragraphs(article: Article) -> list[str]:
    """The 款 of an article, each with its 项."""
    starts = [p.start - article.start for p in article.paragraphs if p.point is None]
    if not starts or starts[0] != 0:
        return [article.text]
    found: list[str] = []
    for start, end in zip(starts, [*starts[1:], len(article.text)], strict=True):
        text = article.text[start:end].rstrip()
        # A list without numbers (由下列人员组成：) is of the 款 that opens it.
        if found and found[-1].endswith(("：", ":", "，", ",", "、")):
            found[-1] += "\n" + text
        else:
            found.append(text)
    return found


def _is_added(step: Instruction) -> bool:
    """Whether it adds a whole article."""
    return step.operation.op is AmendOp.ADD and step.operation.new_article is not None


def _does(law: Law, step: Instruction) -> bool:
    told = step.operation
    if told.article is None:
        return told.op is AmendOp.RENUMBER or _everywhere(law, step)
    if told.article == HEADING:
        return _retitles(law, step)
    if told.article == _TITLE:
        new = reworded(law.title, step) if step.words else quoted(told.text or "")
        law.renamed = new or law.renamed
        return new is not None
    slot = law.preamble if told.article in _PREAMBLE else law.articles.get(told.article)
    if slot is None or slot.number in law.deleted:
        return False
    if told.paragraph is None and told.point is None and step.words is None:
        if told.op is AmendOp.DELETE:
            law.deleted.add(slot.number)
            return True
        if told.op is AmendOp.RENUMBER:
            return True
    return slot.body.does(step)


def _unwritten(law: Law, steps: Sequence[Instruction]) -> list[Instruction]:
    """What is ordered about articles where it does not fit together: they stay as they were."""
    wrong = {n for n, slot in law.articles.items() if slot.body.written() is None}
    return [step for step in steps if step.operation.article in wrong]


def _everywhere(law: Law, step: Instruction) -> bool:
    """Words that change throughout the text."""
    if step.words is None:
        return False
    new = reworded(law.title, step)
    law.renamed = new or law.renamed
    done = [slot.body.does(step) for slot in (law.preamble, *law.articles.values())]
    return any(done) or new is not None


def _retitles(law: Law, step: Instruction) -> bool:
    """Headings; a new one comes with the articles that stand under it."""
    if step.operation.op is AmendOp.ADD:
        return True
    done = False
    for slot in law.articles.values():
        path = changed(slot.path or (), step)
        done = done or path != slot.path
        slot.path = path
    return done


def _written(law: Law, head: Sequence[str], order: Sequence[tuple[str, Slot]]) -> list[str]:
    rows = [*([law.renamed] if law.renamed else []), *head]
    rows += law.preamble.body.written() or law.preamble.before
    path: tuple[str, ...] = ()
    for number, slot in order:
        here = slot.path or ()
        rows += [part for n, part in enumerate(here) if here[: n + 1] != path[: n + 1]]
        path = here
        texts = slot.body.written()
        name = slot.label if number == slot.number else label(number)
        rows.append(f"{name}　" + "\n".join(slot.before if texts is None else texts))
    return rows


def _annexed(annexes: Sequence[Article]) -> list[str]:
    """The annexes as they were: a decision that changes them is not decoded."""
    rows: list[str] = []
    before = ""
    for article in annexes:
        annex, _, number = article.number.partition(".")
        if annex != before:
            rows.append(article.label if article.label.startswith("附") else annex)
        before = annex
        rows.append(f"{article.label}　{article.text}" if number else article.text)
    return rows
