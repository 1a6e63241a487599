"""An article compared clause by clause (逐句对照), where words alone would be paired across the end
of a clause: what came or went as a whole, and what changed inside a clause that stayed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.law.difference import Region, Side, regions
from digest.law.lexicon import folded
from digest.law.words import words

_CLAUSE = re.compile(r"[^，。；：]*[，。；：][\"”’」）]*\s*|[^，。；：]+$")
_INNER = re.compile(r"\w\W*[，。；：]\W*\w")
_BORDER = re.compile(r"[，。；：\n]")
_LIGHT = frozenset(("做好", "开展", "进行", "实施", "采取", "加强", "落实"))
"""Verbs that say no more than the noun of an act behind them."""
_EMPTY = _LIGHT | {"措施", "工作", "活动", "处置", "处理", "的", "和", "与", "及", "、"}
_ACT = range(2, 5)
"""Characters of a verb."""
_CELLS = 40_000
"""Pairs of clauses up to which they are compared."""
_SAME = 0.4
"""Share of common character pairs (Dice) from which one clause is the other, reworded."""
_JOINT = 4
"""Characters by which a part of a clause is known at its border."""


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int
    pairs: frozenset[str]


def by_clauses(old: str, new: str, changed: Sequence[Region]) -> Sequence[Region]:
    """The changes as they are when none of them replaces words on both sides of a mark; else those
    of the clauses: a run that came or went is one, and so is what changed inside one clause."""
    if not any(_crosses(old, new, region) for region in changed):
        return changed
    before, after = _clauses(old), _clauses(new)
    if len(before) * len(after) > _CELLS:
        return changed
    return list(_regions((old, before), (new, after)))


def recast(old: str, new: str, changed: Sequence[Region]) -> tuple[Region, ...]:
    """The changes without those of a clause that says the same act as a verb and as a noun:
    应对处置险情, 做好险情应对工作."""
    groups: list[list[Region]] = []
    for region in changed:
        if groups and _in_one_clause(old, new, groups[-1][-1], region):
            groups[-1].append(region)
        else:
            groups.append([region])
    return tuple(r for group in groups if not _same_act(old, new, group) for r in group)


def _in_one_clause(old: str, new: str, last: Region, region: Region) -> bool:
    """The mark behind a clause may be told with its change, on one side."""
    between = old[last.old_end : region.old_start], new[last.new_end : region.new_start]
    return not all(_BORDER.search(folded(side)) for side in between)


def _same_act(old: str, new: str, group: Sequence[Region]) -> bool:
    gone = [w for r in group for w in words(folded(old[r.old_start : r.old_end]))]
    come = [w for r in group for w in words(folded(new[r.new_start : r.new_end]))]
    acts = [[w for w in side if w.isalnum() and w not in _EMPTY] for side in (gone, come)]
    return acts[0] == acts[1] and len("".join(acts[0])) in _ACT and bool(_LIGHT & {*gone, *come})


def _crosses(old: str, new: str, region: Region) -> bool:
    a, b = old[region.old_start : region.old_end], new[region.new_start : region.new_end]
    both = bool(a.strip()) and bool(b.strip())
    return both and any(_INNER.search(folded(side)) for side in (a, b))


def _clauses(text: str) -> list[_Clause]:
    found: list[_Clause] = []
    for clause in _CLAUSE.finditer(folded(text)):
        letters = "".join(filter(str.isalnum, clause[0]))
        pairs = frozenset(letters[n : n + 2] for n in range(max(1, len(letters) - 1)))
        found.append(_Clause(*clause.span(), pairs))
    return found


def _regions(
    old: tuple[str, Sequence[_Clause]], new: tuple[str, Sequence[_Clause]]
) -> Iterator[Region]:
    starts = [[*(clause.start for clause in clauses), len(text)] for text, clauses in (old, new)]
    for i, k, j, n in _joined(old, new, _blocks(_aligned(old[1], new[1]), *map(len, starts))):
        whole = Region(starts[0][i], starts[0][k], starts[1][j], starts[1][n])
        a, b = old[0][whole.old_start : whole.old_end], new[0][whole.new_start : whole.new_end]
        if a and b:
            for r in regions(Side(a), Side(b)):
                yield Region(
                    whole.old_start + r.old_start,
                    whole.old_start + r.old_end,
                    whole.new_start + r.new_start,
                    whole.new_start + r.new_end,
                )
        else:
            yield whole


_Block = tuple[int, int, int, int]
"""Clauses old from, old to, new from, new to: a pair, or a run on one side."""


def _blocks(pairs: Sequence[tuple[int, int]], old: int, new: int) -> Iterator[_Block]:
    at = to = 0
    for i, j in [*pairs, (old - 1, new - 1)]:
        if i - at == j - to == 1:
            yield at, i, to, j
        else:
            if at < i:
                yield at, i, to, to
            if to < j:
                yield i, i, to, j
        if i < old - 1:
            yield i, i + 1, j, j + 1
        at, to = i + 1, j + 1


def _joined(
    old: tuple[str, Sequence[_Clause]], new: tuple[str, Sequence[_Clause]], blocks: Iterator[_Block]
) -> list[_Block]:
    """The blocks, where a clause was divided in two or two made one as a single block."""
    found: list[_Block] = []
    for block in blocks:
        last = found[-1] if found else None
        if last and _divided(_words(old, new, last), _words(old, new, block)):
            found[-1] = (last[0], block[1], last[2], block[3])
        else:
            found.append(block)
    return found


def _words(
    old: tuple[str, Sequence[_Clause]], new: tuple[str, Sequence[_Clause]], block: _Block
) -> tuple[str, str]:
    """The letters of a block on both sides."""
    i, k, j, n = block
    return _letters(old, i, k), _letters(new, j, n)


def _letters(side: tuple[str, Sequence[_Clause]], first: int, last: int) -> str:
    text, clauses = side
    if first == last:
        return ""
    return "".join(filter(str.isalnum, text[clauses[first].start : clauses[last - 1].end]))


def _divided(first: tuple[str, str], then: tuple[str, str]) -> bool:
    """True when the run of one block begins as the pair behind it begins in the other text, or ends
    as the pair before it ends there."""
    for run, pair, ends in (
        (first, then, slice(None, _JOINT)),
        (then, first, slice(-_JOINT, None)),
    ):
        if all(run) or not all(pair):
            continue
        side = 0 if run[0] else 1
        own, other = pair[side], pair[1 - side]
        if run[side][ends] == other[ends] != own[ends]:
            return True
    return False


def _aligned(old: Sequence[_Clause], new: Sequence[_Clause]) -> list[tuple[int, int]]:
    """The clauses that stayed, in order: the pairs of the greatest likeness together."""
    likeness: dict[tuple[int, int], float] = {}
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1])
            alike = _dice(old[i].pairs, new[j].pairs)
            if alike < _SAME:
                continue
            likeness[i, j] = alike + best[i + 1][j + 1]
            best[i][j] = max(best[i][j], likeness[i, j])
    found = []
    i = j = 0
    while i < len(old) and j < len(new):
        if likeness.get((i, j)) == best[i][j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


def _dice(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / ((len(a) + len(b)) or 1)
