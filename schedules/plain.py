"""What the commands on files print for people. No colour: `rich` is for digests and redlines.

Words of documents are shown without characters that steer a terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from bots import wording
from digest.model import (
    Affected,
    Amendment,
    Compared,
    Document,
    Duty,
    LeftBehind,
    Obligation,
    Operation,
    Reading,
    Verdict,
)

if TYPE_CHECKING:
    from digest.law.repeals import Ended
    from store.templates import Known

WIDEST_QUOTE = 76
"""Characters of an instruction that are shown."""


def document(found: Document) -> str:
    """Kept text first, then every dropped block with its rule."""
    head = f"{found.meta.title or '(no title)'}  [{found.format}, {found.charset}, {found.script}]"
    dropped = [f"  {drop.rule}: {_short(drop.text)}" for drop in found.dropped]
    lines = [head, "", found.text, "", f"dropped ({len(dropped)}):", *dropped]
    return wording.plain("\n".join(lines))


def templates(found: Iterable[Known]) -> str:
    """One line for each learned template."""
    head = ("id", "source", "publisher", "taught by", "dropped in", "state", "text")
    rows = [
        (
            known.template.id,
            known.template.source,
            known.template.publisher or "-",
            str(known.template.documents),
            str(len(known.dropped)),
            "revoked" if known.revoked_at else "in force",
            _short(known.template.text),
        )
        for known in found
    ]
    return table([head, *rows])


def line(text: str) -> str:
    """One line of a document as a terminal may show it."""
    return wording.line(text)


def duties(reading: Reading) -> str:
    """The notice, what it is about and where it comes from, then each article with its duties."""
    notice = reading.notice
    dates = [
        f"{label} {day}"
        for label, day in (
            ("published", notice.published_on),
            ("effective", notice.effective_on),
            ("comments until", notice.comments_until),
        )
        if day
    ]
    lines = [f"{notice.title}  [{notice.kind}{''.join(', ' + d for d in dates)}]"]
    if notice.instrument and notice.instrument != notice.title:
        lines.append(f"about {notice.instrument}")
    if origin := reading.document.meta.origin or reading.document.meta.origin_url:
        lines.append(f"from {origin}")
    lines.append(f"{len(reading.articles)} articles, {len(reading.duties)} duties")
    named = [(article.label, article) for article in reading.articles]
    named += [(article.number, article) for one in reading.annexed for article in one.articles]
    for label, article in named:
        held = [duty for duty in reading.duties if duty.article == article.number]
        lines.append(f"{label}  {_short(article.text)}" if not held else label)
        lines += [
            f"  {duty.modality}: {duty.bearer or '(bearer not named)'}: {duty.quote.text}"
            + (f" [{duty.exception}]" if _beyond(duty) else "")
            for duty in held
        ]
    return wording.plain("\n".join(lines))


def _beyond(duty: Duty) -> bool:
    """Whether what is excepted stands in a sentence after the quote."""
    return duty.exception is not None and duty.exception not in duty.quote.text


def amendment(found: Amendment, gone: Ended | None = None) -> str:
    """Each operation with its words, what was not decoded or does not fit, and the preview; of a
    law that is repealed (``gone``) the words that do it alone."""
    if gone:
        on = f" on {gone.on}" if gone.on else ""
        return wording.plain(f"《{gone.title}》 is repealed as a whole{on}\n    {gone.quote}")
    rows = [
        *_ordered(found.operations),
        *(f"not decoded\n    {_indented(passage)}" for passage in found.undecoded),
        *(f"not applied: the old text has no such place\n    {q}" for q in found.unapplied),
        *(f"reference not adapted: {_reference(one)}" for one in found.left_behind),
    ]
    head = f"{len(found.operations)} operations decoded"
    if found.undecoded:
        head += f", {len(found.undecoded)} passages not"
    return wording.plain("\n".join([head, *rows, "", "preview, no official text:", found.text]))


def _reference(one: LeftBehind) -> str:
    now = "is deleted" if one.now is None else f"is article {one.now} now"
    return f"article {one.article} cites article {one.cited}, which {now}"


def _ordered(operations: Iterable[Operation]) -> Iterator[str]:
    """Operations of one instruction on one line, its words below."""
    for quote, found in groupby(operations, key=lambda o: o.quote):
        for op, group in groupby(found, key=lambda o: o.op):
            yield f"{op.value} {'; '.join(_place(o) for o in group)}"
        yield f"    {_shortened(quote)}"


def _place(o: Operation) -> str:
    """14 -> 15, 14 paragraph 2 point 1."""
    place = o.article or ""
    if o.new_article:
        place = f"{place} -> {o.new_article}".strip()
    place += f" paragraph {o.paragraph}" if o.paragraph else ""
    place += f" point {o.point}" if o.point else ""
    return place or "all articles"


def _shortened(quote: str) -> str:
    """The words of an instruction on one line; its new text stands in the preview."""
    line = "".join(quote.split("\n"))
    return line if len(line) <= WIDEST_QUOTE else f"{line[:WIDEST_QUOTE]}…"


def _indented(passage: str) -> str:
    return passage.replace("\n", "\n    ")


def affected(
    reading: Reading,
    found: Affected,
    beside: Iterable[Compared],
    lines: Mapping[str, Obligation],
) -> str:
    """The obligations a document touches, surest first, with the words that touch them; of a legal
    text also what its duties are beside them."""
    head = f"{reading.notice.title}  [{reading.notice.kind}]"
    if not found.relevant:
        return wording.plain(f"{head}\nnot about the field of this register")
    rows: list[str] = []
    for match in found.matches:
        said = "" if match.verdict is Verdict.SUGGESTED else match.verdict.value
        reasons = "; ".join(filter(None, (", ".join(match.reasons), said)))
        rows.append(
            f"{match.score:.2f}  {match.obligation}  {lines[match.obligation].name}  ({reasons})"
        )
        rows += [f"        {quote.text}" for quote in match.quotes]
    told = [head, *(rows or ["no obligation above the threshold"]), *_beside(beside)]
    return wording.plain("\n".join(told))


def _beside(found: Iterable[Compared]) -> Iterator[str]:
    for one in found:
        yield f"{one.novelty.value.replace('_', ' ')}  {one.article}  {one.quote.text}"
        for near in one.nearest:
            numbers = f"  ({near.numbers[0]} -> {near.numbers[1]})" if near.numbers else ""
            yield f"        {near.score:.2f}  {near.obligation}  {near.name}{numbers}"


def table(rows: Iterable[tuple[str, ...]]) -> str:
    """Columns by double-width-aware padding: Chinese takes two cells."""
    from rich.cells import cell_len

    held = [tuple(" ".join(wording.plain(cell).splitlines()) for cell in row) for row in rows]
    if not held:
        return ""
    widths = [max(cell_len(row[i]) for row in held) for i in range(len(held[0]))]
    return "\n".join(
        "  ".join(
            cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in held
    )


def _short(text: str, limit: int = 60) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"
