"""What a reader is told before a comparison: what of it cannot be relied on."""

from collections.abc import Iterator

from bots import wording
from digest.law.comparable import Doubts

_MOST = 8
"""Numbers of missing articles that a note names."""


def notes(said: Doubts) -> Iterator[str]:
    """One sentence each, the gravest first."""
    if said.unrelated:
        yield f"两份文本不是同一文件的版本：名称不同，文字相似度 {said.likeness:.2f}"
        return
    for side, gaps in (("旧文本", said.old), ("新文本", said.new)):
        if gaps.numbers:
            shown = "、".join(wording.article(n) for n in gaps.numbers[:_MOST])
            more = " 等" if len(gaps.numbers) > _MOST else ""
            yield f"{side}缺 {len(gaps.numbers)} 条（{shown}{more}）：缺失的条文不计为删除或者新增"
        if gaps.broken:
            where = wording.article(gaps.broken)
            yield f"{side}在{where}中断，该条不完整：其后的文字和条文不计为删除或者新增"
        elif gaps.cut_off:
            yield f"{side}没有结尾的条文，可能不完整：其后的条文不计为删除或者新增"
    for annex in said.annexes:
        name = wording.line(annex.name)
        if annex.in_old and annex.in_new:
            yield f"附件不同：{name}"
        else:
            held, other = ("旧", "新") if annex.in_old else ("新", "旧")
            yield f"附件只见于{held}文本：{name}（{other}文本未载，是否删除或者新增无从判断）"
