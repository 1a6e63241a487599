"""A comparison as lines of styled words, for a terminal and a pipe."""

from collections.abc import Iterator

from bots import redline, wording
from bots.comparison import EFFECTS, Comparison, Entry, counted, folded, value
from bots.render import Block, Line, Segment, Style, op_segments


def blocks(shown: Comparison) -> Iterator[Block]:
    """Title and counts, what changed in what is owed, then each pair that changed."""
    both = shown.redline
    yield (
        (Segment(shown.title, Style.STRONG),),
        (Segment(f"{both.old_articles} 条 → {both.new_articles} 条"),),
        *((Segment(told),) for told in shown.days),
        *((Segment(f"注意：{wording.line(note)}", Style.STRONG),) for note in shown.notes),
        (Segment("条文：" + counted(shown.relations)),),
        *effects(shown),
        *kinds(shown),
        *moved(shown),
        *((Segment(f"章节：{told}"),) for told in shown.headings),
    )
    for quiet, entries in shown.runs:
        if quiet:
            yield ((Segment(folded(entries), Style.FAINT),),)
        else:
            for entry in entries:
                yield tuple(_entry(entry))


def effects(shown: Comparison) -> Iterator[Line]:
    """效果：收紧 3，新增 1; no line of two unrelated texts."""
    if shown.by_effect:
        counts = ((EFFECTS[effect], len(of)) for effect, of in shown.by_effect)
        yield (Segment("效果：" + counted(counts)),)


def kinds(shown: Comparison) -> Iterator[Line]:
    """变化：期限 3，金额 2; no line where nothing of a kind changed."""
    if shown.by_kind:
        counts = ((wording.CHANGES[kind], len(of)) for kind, of in shown.by_kind)
        yield (Segment("变化：" + counted(counts)),)


def moved(shown: Comparison) -> Iterator[Line]:
    """移动：2 处; 移动：3 处，其中 1 处有修改; no line where nothing moved."""
    if shown.moves:
        edited = sum(bool(one.edited) for one in shown.moves)
        told = f"，其中 {edited} 处有修改" if edited else ""
        yield (Segment(f"移动：{len(shown.moves)} 处{told}"),)


def _entry(entry: Entry) -> Iterator[Line]:
    yield (Segment(entry.headline, Style.STRONG),)
    for change in entry.pair.changes:
        yield (Segment(f"  {value(change)}"),)
    for one in entry.moves:
        for line in op_segments(one.note):
            yield (Segment("  "), *line)
    yield from op_segments(redline.whole(entry.pair.ops))
