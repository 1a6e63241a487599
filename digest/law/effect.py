"""What a change does to the one who bears the duty (变更性质): tightened, relaxed, wording only."""

import re
from collections.abc import Iterator, Sequence

from digest.law.clausewise import by_clauses, recast
from digest.law.commencement import commencement
from digest.law.difference import Region, Side, regions, shared
from digest.law.direction import of_values
from digest.law.gaps import crossed_out
from digest.law.lexicon import folded
from digest.law.moved import beside, moved, settled, turned
from digest.law.named import in_their_place
from digest.law.order import Edited, in_order
from digest.law.passages import passages
from digest.law.pieces import by_clause
from digest.law.quoting import Told, merged
from digest.law.references import Renumbered, Renumbering, renumbering
from digest.law.residue import other_words
from digest.law.shortlist import shortlist
from digest.law.stretches import Stretch
from digest.law.throughout import Renamed, is_renamed, renamed_bearer
from digest.law.values import Value, values
from digest.law.weights import by_others, prevailing, untold
from digest.law.wording import (
    excepted,
    plain,
    reordered,
    told,
    unmoved,
)
from digest.model import Change, ChangeKind, Effect, Relation

_AIMS = re.compile(r"制定\s*本[\u4e00-\u9fff]{1,4}[。，]?\s*$")
"""The article of purpose asks nothing."""
_PENAL = re.compile(
    r"处[^，。；]{1,40}罚[款金]|责令|追究刑事责任|给予[^，。；]{0,8}处分|没收违法|处罚|下列(?:行为|情形)之一"
)
_MIRRORED = {Effect.TIGHTENED: Effect.RELAXED, Effect.RELAXED: Effect.TIGHTENED}

_SAME_DUTY = (frozenset(("必须", "须", "应当")), frozenset(("不得", "严禁", "禁止")))


def effect(
    relation: Relation,
    old: str,
    new: str,
    changed: Sequence[Region],
    renumbered: Renumbered,
    renamed: Renamed = frozenset(),
    edited: Edited = (),
) -> tuple[Effect, tuple[Change, ...]]:
    """The effect of a pair of articles and what changed in it.

    ``renumbered`` is the new number of every old article: a reference that follows its article
    changes nothing; words that are ``renamed`` throughout the law are told, and ask the same; what
    moved and was ``edited`` is read at its old place. Tightened and relaxed when what has a
    direction clearly pulls one way; a change of a duty that cannot be told so is `CHANGED`. The
    other way round, the same mirrored: the shorter text is always compared with the longer one.
    """
    fixed = {Relation.ADDED: Effect.NEW, Relation.REMOVED: Effect.REMOVED}
    if relation in fixed:
        return fixed[relation], ()
    if crossed_out(old) != crossed_out(new):
        return (Effect.NEW if crossed_out(old) else Effect.REMOVED), ()
    if (len(new), new) < (len(old), old):
        back: dict[str, set[str]] = {}
        for number, others in renumbered.items():
            for other in others:
                back.setdefault(other, set()).add(number)
        turned = frozenset((b, a) for a, b in renamed)
        mirrored = [region.mirrored() for region in changed]
        found, changes = _effect(new, old, mirrored, back, turned, [(b, a) for a, b in edited])
        return _MIRRORED.get(found, found), tuple(Change(c.kind, c.new, c.old) for c in changes)
    return _effect(old, new, changed, renumbered, renamed, edited)


def _effect(
    old: str,
    new: str,
    changed: Sequence[Region],
    renumbered: Renumbered,
    renamed: Renamed,
    edited: Edited,
) -> tuple[Effect, tuple[Change, ...]]:
    if not changed:
        return Effect.NONE, ()
    again = in_order(old, new, edited)
    if again != new:
        left = regions(Side(old), Side(again))
        found, changes = _compared(old, again, left, renumbered, renamed)
        if all((change.new or "") in new for change in changes):
            return (Effect.WORDING if found is Effect.NONE else found), changes
    return _compared(old, new, changed, renumbered, renamed)


def _compared(
    old: str, new: str, changed: Sequence[Region], renumbered: Renumbered, renamed: Renamed
) -> tuple[Effect, tuple[Change, ...]]:
    if not commencement(old, new, changed)[0]:
        changed = by_clauses(old, new, changed)
    names = [r for r in changed if is_renamed(Stretch(old, new, r), renamed)]
    others = [r for r in changed if r not in names]
    found, changes = _beside(old, new, others, renumbered, renamed) if others else (Effect.NONE, ())
    if not names:
        return found, changes
    named = (one.change for _, one in other_words(old, new, names, ()))
    return Effect.WORDING if found is Effect.NONE else found, shortlist((*named, *changes))


def _beside(
    old: str, new: str, changed: Sequence[Region], renumbered: Renumbered, renamed: Renamed
) -> tuple[Effect, tuple[Change, ...]]:
    """The effect of what is changed beside the names of the law."""
    before, after = values(old), values(new)
    follow = renumbering((old, before), (new, after), renumbered)
    cited = [Change(ChangeKind.REFERENCE, a.text, b.text) for a, b in follow.abroad]
    changed = told(old, new, changed, follow, synonyms=False)
    if not changed:
        return Effect.NONE, tuple(dict.fromkeys(cited))
    duties = (*_said_otherwise(old, new, changed), *dict.fromkeys(cited))
    changed = told(old, new, changed, follow)
    changed = recast(old, new, unmoved(old, new, changed))
    if not changed or reordered(old, new):
        return Effect.WORDING, duties
    kept = [[v for v in side if v not in gone] for side, gone in _sides(before, after, follow)]
    stood = [
        Told(one.change, None) if renamed_bearer(one.change, renamed) else one
        for one in in_their_place(_without_moved(_once(_found(old, new, changed, kept, follow))))
    ]
    vague = {one.change for one in stood if not one.way and one.change.old and one.change.new}
    return _judged(new, stood), shortlist((*duties, *(one.change for one in stood)), vague)


def _said_otherwise(old: str, new: str, changed: Sequence[Region]) -> tuple[Change, ...]:
    """The word of a duty or a prohibition in other words: 必须, then 应当."""
    sides = [Stretch(old, new, region).words for region in changed]
    pairs = [(folded(a).strip(), folded(b).strip()) for a, b in sides]
    said = [
        Change(ChangeKind.MODALITY, a, b)
        for a, b in pairs
        if a != b and any({a, b} <= same for same in _SAME_DUTY)
    ]
    return tuple(dict.fromkeys(said))


def _judged(new: str, found: Sequence[Told]) -> Effect:
    ways = {one.way for one in found} - {None}
    if not ways or _AIMS.search(folded(new)):
        return Effect.WORDING
    if by_others(found) or any(one.way == 0 and untold(one.change) for one in found):
        return Effect.CHANGED
    effects = {1: Effect.TIGHTENED, -1: Effect.RELAXED, 0: Effect.CHANGED}
    return effects[prevailing(found)]


def _without_moved(found: Sequence[Told]) -> list[Told]:
    """The changes without words that only went from one place of the article to another, and
    without an exception that only has another form there."""
    gone = {excepted(one.change.old or "") for one in found if not one.change.new}
    come = {excepted(one.change.new or "") for one in found if not one.change.old}
    return [
        one
        for one in found
        if (one.change.old and one.change.new)
        or excepted(one.change.old or one.change.new or "") not in gone & come
    ]


def _found(
    old: str,
    new: str,
    changed: Sequence[Region],
    kept: Sequence[list[Value]],
    follow: Renumbering,
) -> Iterator[Told]:
    """The changes of every region: of clauses that came or went, of values, of other words."""
    penal = bool(_PENAL.search(folded(old + new)))
    inner, gone = [], []
    start, changed = commencement(old, new, changed)
    if start:
        yield start
    for region, whole in _runs(old, new, changed, penal):
        if whole:
            yield from whole
            gone.append(region)
        else:
            inner.append(region)
    pairs = turned(old, new, list(moved((old, kept[0]), (new, kept[1]), inner)))
    others = list(moved((old, kept[0]), (new, kept[1]), gone))
    stood = list(settled(iter([*pairs, *others])))
    cited = {(bool(a), bool(b)) for kind, a, b in stood if kind is ChangeKind.REFERENCE}
    for kind, a, b in stood:
        value = a or b
        if (kind, a, b) in others:  # told with its clause
            if kind is ChangeKind.DEADLINE and value and value.size:
                yield Told(Change(kind, a.text if a else None, b.text if b else None), None)
            continue
        change = Change(kind, a.text if a else None, b.text if b else None)
        way = of_values(kind, a, b, beside(new if b else old, value))
        mixed = kind is ChangeKind.REFERENCE and len(cited) > 1
        if mixed and (True, True) in cited and not (a and b) and value and "《" not in value.text:
            continue  # of a list of which another article is replaced
        yield Told(change, 0 if way and mixed else way)
    numbers = [(ChangeKind.REFERENCE, a, b) for a, b in follow.pairs]
    yield from merged(old, new, other_words(old, new, inner, [*pairs, *numbers]))


def _runs(
    old: str, new: str, changed: Sequence[Region], penal: bool
) -> Iterator[tuple[Region, list[Told]]]:
    """Every change with what it tells as a run of whole clauses, if it is one; what is not, cut
    where a clause ends in it."""
    for region in changed:
        if whole := passages(Stretch(old, new, region), penal):
            yield region, whole
            continue
        for part in by_clause(old, new, [region]):
            yield part, passages(Stretch(old, new, part), penal)


def _once(found: Iterator[Told]) -> list[Told]:
    """Each change once, however often its words occur in the article."""
    seen: dict[tuple[ChangeKind, str, str], Told] = {}
    for one in found:
        change = one.change
        words = (plain(change.old or ""), plain(change.new or ""))
        if change.kind is ChangeKind.BEARER and all(words):
            words = _other(*words)
        seen.setdefault((change.kind, *words), one)
    return list(seen.values())


def _other(old: str, new: str) -> tuple[str, str]:
    """What differs in two names."""
    head = shared(old, new)
    tail = shared(old[head:][::-1], new[head:][::-1])
    return old[head : len(old) - tail], new[head : len(new) - tail]


def _sides(
    before: list[Value], after: list[Value], follow: Renumbering
) -> tuple[tuple[list[Value], set[Value]], ...]:
    return (before, {a for a, _ in follow.pairs}), (after, {b for _, b in follow.pairs})
