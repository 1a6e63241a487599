"""Materiality (重要性): how much an item should matter to its reader, with the reasons by name.

The score is a product of named factors in 0..1, so that no number of small reasons lifts a
renumbered article above a tightened duty. It orders a digest; it is not a probability.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from digest.model import Change, ChangeKind, Effect, ItemKind, Status, Touched

EFFECT_WORDS = {
    Effect.NEW: "新增",
    Effect.REMOVED: "删除",
    Effect.TIGHTENED: "收紧",
    Effect.RELAXED: "放宽",
    Effect.CHANGED: "变更",
    Effect.WORDING: "仅文字",
    Effect.NONE: "重新编号",
}
KIND_WORDS = {ItemKind.FIRST_SEEN: "首次发现", ItemKind.MENTION: "提及"}
STATUS_WORDS = {
    Status.DRAFT: "征求意见稿",
    Status.PROMULGATED: "已公布",
    Status.IN_FORCE: "现行有效",
    Status.SUPERSEDED: "已被修改",
    Status.REPEALED: "已废止",
}

# What a legal team must act on first: more duty before less duty, less duty before words.
_EFFECT = {
    Effect.TIGHTENED: 1.0,
    Effect.NEW: 0.95,
    Effect.CHANGED: 0.8,
    Effect.REMOVED: 0.75,
    Effect.RELAXED: 0.65,
    Effect.WORDING: 0.2,
    Effect.NONE: 0.05,
}
_FIRST_SEEN = 0.6
_MENTION = 0.3
_DRAFT = 0.6
_UNCOVERED = 0.8
_UNOWNED = 0.9
_SOFT = 0.9
_UNOFFICIAL = 0.7
_HARD = {
    ChangeKind.SANCTION: "罚则变化",
    ChangeKind.DEADLINE: "期限变化",
    ChangeKind.AMOUNT: "金额变化",
    ChangeKind.MODALITY: "语气变化",
}


@dataclass(frozen=True, slots=True)
class Rank:
    """A score in 0..1 and the reasons that made it, as a reader would say them."""

    score: float
    why: tuple[str, ...]


def materiality(
    kind: ItemKind,
    effect: Effect,
    *,
    status: Status | None,
    changes: Sequence[Change],
    touched: Sequence[Touched],
    official: bool,
    confidence: float,
) -> Rank:
    """Rank one item. ``confidence`` in 0..1: the alignment of a redline, or the best match."""
    score, why = _weight(kind, effect)
    if status is not None:
        why.append(STATUS_WORDS[status])
        score *= _DRAFT if status is Status.DRAFT else 1.0
    owners = dict.fromkeys(t.obligation.owner for t in touched if t.obligation.owner)
    if owners:
        why.append(f"负责人：{'、'.join(owners)}")
    else:
        why.append("义务尚无负责人" if touched else "登记册未覆盖")
        score *= _UNOWNED if touched else _UNCOVERED
    hard = dict.fromkeys(_HARD[c.kind] for c in changes if c.kind in _HARD)
    why.extend(hard)
    if kind is ItemKind.CHANGE and not hard:
        score *= _SOFT
    why.append("官方来源" if official else "非官方来源")
    score *= 1.0 if official else _UNOFFICIAL
    score *= 0.6 + 0.4 * min(max(confidence, 0.0), 1.0)
    return Rank(round(score, 4), tuple(why))


def _weight(kind: ItemKind, effect: Effect) -> tuple[float, list[str]]:
    if kind is ItemKind.CHANGE:
        return _EFFECT[effect], [EFFECT_WORDS[effect]]
    base = _FIRST_SEEN if kind is ItemKind.FIRST_SEEN else _MENTION
    if effect is Effect.NONE:
        return base, [KIND_WORDS[kind]]
    # A repeal or an amendment decision that came without a text to compare still changes duties.
    return max(base, _EFFECT[effect]), [KIND_WORDS[kind], EFFECT_WORDS[effect]]
