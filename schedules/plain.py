"""What the commands on files print for people. No colour: `rich` is for digests and redlines.

Words of documents are shown without characters that steer a terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from bots import wording
from digest.model import (
    Affected,
    Amendment,
    Document,
    Duty,
    Obligation,
    OpKind,
    Pair,
    Reading,
    Redline,
)

if TYPE_CHECKING:
    from store.templates import Known

MARKS = {OpKind.EQUAL: ("", ""), OpKind.DELETE: ("[-", "-]"), OpKind.INSERT: ("{+", "+}")}


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


def redline(comparison: Redline) -> str:
    """A count of each effect, then every pair that changed."""
    effects: dict[str, int] = {}
    for pair in comparison.pairs:
        effects[pair.effect.value] = effects.get(pair.effect.value, 0) + 1
    lines = [
        f"{comparison.old_title} ({comparison.old_articles}) -> "
        f"{comparison.new_title} ({comparison.new_articles})",
        ", ".join(f"{count} {effect}" for effect, count in effects.items()),
    ]
    for pair in comparison.pairs:
        if pair.relation != "same" or pair.old != pair.new:
            lines += ["", _pair(pair)]
    return wording.plain("\n".join(lines))


def _pair(pair: Pair) -> str:
    head = f"{', '.join(pair.old) or '-'} -> {', '.join(pair.new) or '-'}  {pair.relation}"
    if pair.relation == "same":
        return head
    lines = [f"{head}, {pair.effect}"]
    lines += [f"  {c.kind}: {c.old or '-'} -> {c.new or '-'}" for c in pair.changes]
    marked = "".join(MARKS[op.kind][0] + op.text + MARKS[op.kind][1] for op in pair.ops)
    return "\n".join([*lines, f"  {marked}"])


def amendment(found: Amendment) -> str:
    """Decoded operations, what was not decoded, and the preview."""
    lines = [
        f"{o.op}: {o.article or '-'}{f' -> {o.new_article}' if o.new_article else ''}  {o.quote}"
        for o in found.operations
    ]
    lines += [f"not decoded: {passage}" for passage in found.undecoded]
    return wording.plain("\n".join([*lines, "", found.text]))


def affected(reading: Reading, found: Affected, lines: Mapping[str, Obligation]) -> str:
    """The obligations a document touches, surest first, with the words that touch them."""
    head = f"{reading.notice.title}  [{reading.notice.kind}]"
    if not found.relevant:
        return wording.plain(f"{head}\nnot about the field of this register")
    rows: list[str] = []
    for match in found.matches:
        reasons = ", ".join(reason.value for reason in match.reasons)
        rows.append(
            f"{match.score:.2f}  {match.obligation}  {lines[match.obligation].name}  ({reasons})"
        )
        rows += [f"        {quote.text}" for quote in match.quotes]
    return wording.plain("\n".join([head, *(rows or ["no obligation above the threshold"])]))


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
