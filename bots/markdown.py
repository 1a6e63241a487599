"""A comparison as Markdown, for a note, an issue or a pull request."""

from collections.abc import Iterable, Iterator

from bots import redline, wording
from bots.comparison import EFFECTS, Comparison, Entry, counted, folded, value
from bots.lines import kinds, moved
from digest.model import Op, OpKind


def markdown(shown: Comparison) -> str:
    """CommonMark with tables. Changes are <del> and <ins>: between Chinese characters and marks
    ** and ~~ do not open or close."""
    both = shown.redline
    lines = [f"# {_escaped(shown.title)}", "", f"{both.old_articles} 条 → {both.new_articles} 条"]
    lines += [f"\n{told}" for told in shown.days]
    lines += [f"\n> **注意** {_escaped(wording.line(note))}" for note in shown.notes]
    lines += ["", "| | |", "|---|---|"]
    lines += [f"| 条文 | {counted(shown.relations)} |"]
    if shown.by_effect:
        lines += [f"| 效果 | {counted((EFFECTS[e], len(of)) for e, of in shown.by_effect)} |"]
    lines += [
        f"| {_cell(''.join(s.text for s in line), '：')} |"
        for line in [*kinds(shown), *moved(shown)]
    ]
    if shown.owed:
        lines += ["", "## 变化的义务", "", "| 效果 | 条文 | 变化 |", "|---|---|---|"]
        lines += [
            f"| {entry.effect} | {_escaped(entry.where)} | "
            + "<br>".join(_escaped(value(change)) for change in entry.pair.changes)
            + " |"
            for entry in shown.owed
        ]
    if shown.headings:
        lines += ["", "## 章节", "", *(f"- {_escaped(told)}" for told in shown.headings)]
    lines += ["", "## 逐条"]
    for quiet, entries in shown.runs:
        if quiet:
            lines += ["", f"*{_escaped(folded(entries))}*"]
        else:
            lines += [line for entry in entries for line in _section(entry)]
    return "\n".join(lines) + "\n"


def _cell(text: str, at: str) -> str:
    name, _, rest = text.partition(at)
    return f"{name} | {rest}"


def _section(entry: Entry) -> Iterator[str]:
    yield f"\n### {_escaped(entry.headline)}\n"
    for change in entry.pair.changes:
        yield f"- {_escaped(value(change))}"
    for one in entry.moves:
        yield f"- {_tagged(one.note)}"
    yield f"\n> {_tagged(redline.whole(entry.pair.ops))}"


def _tagged(ops: Iterable[Op]) -> str:
    tags = {OpKind.DELETE: "del", OpKind.INSERT: "ins", OpKind.EQUAL: ""}
    words = ""
    for op in ops:
        tag = tags[op.kind]
        for n, line in enumerate(wording.plain(op.text).split("\n")):
            held = _escaped(line)
            words += ("  \n> " if n else "") + (f"<{tag}>{held}</{tag}>" if tag and held else held)
    return words


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>#|~&!" else char for char in text)
