"""What headings have become (章节变动), as people read it: 第三条：第一章 总则 → 第二章 管理."""

from collections.abc import Sequence

from bots import wording
from digest.model import Redline


def headings(found: Redline) -> tuple[str, ...]:
    """What the headings above articles have become, one a line."""
    return tuple(
        f"{'更名' if one.renamed else _articles(one.articles)}：{_path(one.old)} → {_path(one.new)}"
        for one in found.headings
    )


def _path(path: Sequence[str]) -> str:
    return "，".join(map(wording.line, path))


def _articles(numbers: Sequence[str]) -> str:
    """第三条、第五条至第九条."""
    runs: list[list[str]] = []
    for number in numbers:
        if runs and number.isdigit() and runs[-1][-1] == str(int(number) - 1):
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(
        wording.article(run[0]) if len(run) == 1 else _run(run[0], run[-1]) for run in runs
    )


def _run(first: str, last: str) -> str:
    return f"{wording.article(first)}至{wording.article(last)}"
