"""Compose a digest: what one subscription gets for one window, and what was not seen.

Every quote is checked against the stored original before an item goes out; an item that fails is
held back by name (`Digest.held`), never dropped in silence.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

from digest.agenda import ANNOUNCES, dates
from digest.evidence import articles, quoted, uncovered, unsupported
from digest.ids import content_id
from digest.law.versions import own_instrument
from digest.model import (
    BlindSpot,
    Change,
    Digest,
    Effect,
    Item,
    ItemKind,
    Pair,
    Reason,
    Redline,
    Source,
    Status,
    Subscription,
    Touched,
    Version,
)
from digest.rank import materiality
from digest.release import Arrival

SHANGHAI = timezone(timedelta(hours=8))
"""China has kept one zone without summer time since 1992."""

_PREVIOUS_WORDS = {
    Status.DRAFT: "征求意见稿",
    Status.PROMULGATED: "公布文本",
    Status.IN_FORCE: "施行文本",
    Status.SUPERSEDED: "修改前文本",
    Status.REPEALED: "废止前文本",
}


def compose(
    subscription: Subscription,
    since: datetime,
    until: datetime,
    arrivals: Sequence[Arrival],
    blind_spots: Sequence[BlindSpot],
    sources_total: int,
    sources_healthy: int,
    rules_version: str,
) -> Digest:
    """The digest of the arrivals of a window, most material item first."""
    items: list[Item] = []
    held: list[str] = []
    for arrival in arrivals:
        for item in _items(arrival, subscription):
            reason = unsupported(item, arrival)
            if reason is None:
                items.append(item)
            else:
                held.append(f"{_name(item, arrival)}：{reason}")
    # Equals of one release stay in the order of its articles.
    items.sort(key=lambda i: (-i.materiality, i.instrument or "", i.lead.document))
    return Digest(
        id=content_id("digest", subscription.id, since.isoformat(), until.isoformat()),
        subscription=subscription.id,
        since=since,
        until=until,
        items=tuple(items),
        dates=dates(arrivals, since.astimezone(SHANGHAI).date()),
        blind_spots=tuple(blind_spots),
        held=tuple(held),
        sources_total=sources_total,
        sources_healthy=sources_healthy,
        rules_version=rules_version,
    )


def _items(arrival: Arrival, subscription: Subscription) -> Iterable[Item]:
    if arrival.version and arrival.redline:
        return _changes(arrival, arrival.redline, subscription)
    touched = _wanted(arrival.touched, subscription)
    if arrival.version and arrival.previous is None:
        item = _item(arrival, ItemKind.FIRST_SEEN, Effect.NONE, touched)
        duties = uncovered(arrival.version, touched, arrival)
        beside = tuple(one for one in arrival.compared if one.quote in duties)
        return (replace(item, duties=duties, compared=beside),)
    notice = arrival.lead.reading.notice
    effect = ANNOUNCES.get(notice.kind) if arrival.lead.official and notice.instrument else None
    announced = effect is not None and not arrival.touched
    if touched or announced:
        return (_item(arrival, ItemKind.MENTION, effect or Effect.NONE, touched),)
    return ()


@dataclass(slots=True)
class _Folded:
    """Pairs of a redline that get no item of their own, counted."""

    wording: int = 0
    renumbered: int = 0

    def note(self) -> str | None:
        parts = []
        if self.wording:
            parts.append(f"{self.wording} 条仅文字调整")
        if self.renumbered:
            parts.append(f"{self.renumbered} 条重新编号")
        return "、".join(parts) or None


def _changes(arrival: Arrival, redline: Redline, subscription: Subscription) -> Iterable[Item]:
    """One item per pair that matters; the rest is counted on the first of them."""
    items: list[Item] = []
    folded = _Folded()
    seen: Counter[tuple[tuple[str, ...], tuple[str, ...]]] = Counter()
    for i, pair in enumerate(redline.pairs):
        everyone = arrival.touched_by_pair[i] if i < len(arrival.touched_by_pair) else ()
        touched = _wanted(everyone, subscription)
        seen[pair.old, pair.new] += 1
        if _folds(pair, everyone, folded) or (everyone and not touched):
            continue
        shown = tuple(quoted(t, pair, arrival) for t in touched)
        nth = seen[pair.old, pair.new]
        items.append(_item(arrival, ItemKind.CHANGE, pair.effect, shown, pair, nth))
    note = folded.note()
    if not items:
        return _summary(arrival, note, subscription)
    if note:
        first = max(range(len(items)), key=lambda i: items[i].materiality)
        why = (*items[first].why, f"同一文件另有 {note}，未逐条列出")
        items[first] = replace(items[first], why=why)
    return items


def _summary(arrival: Arrival, note: str | None, subscription: Subscription) -> Iterable[Item]:
    """One item for a new version none of whose articles needs one of its own.

    A draft promulgated as it stood is the greatest change there is: its duties bind from now on.
    """
    old, new = arrival.previous, arrival.version
    moved = old is not None and new is not None and old.status is not new.status
    touched = _wanted(arrival.touched, subscription) if moved else ()
    filtered = bool(subscription.topics or subscription.owners)
    if not (note or moved) or (filtered and not touched):
        return ()
    item = _item(arrival, ItemKind.CHANGE, Effect.CHANGED if moved else Effect.WORDING, touched)
    said = f"{note}，未逐条列出" if note else "条文与前次相同"
    return (replace(item, why=(*item.why, said)),)


def _folds(pair: Pair, touched: Sequence[Touched], folded: _Folded) -> bool:
    """Count a pair that gets no item: mere wording nobody rests on, or the same words. An article
    of another law cited under another number is wording: who rests on it must look there."""
    worded = pair.effect is Effect.WORDING or (pair.effect is Effect.NONE and pair.changes)
    if worded and not touched:
        folded.wording += 1
        return True
    if pair.effect is Effect.NONE and not worded:
        if pair.old == pair.new:
            return True
        # A register that cites the old number must be corrected, so a cited one is told.
        if not any(Reason.CITED in t.reasons for t in touched):
            folded.renumbered += 1
            return True
    return False


def _wanted(touched: Iterable[Touched], subscription: Subscription) -> tuple[Touched, ...]:
    topics, owners = set(subscription.topics), set(subscription.owners)
    return tuple(
        t
        for t in touched
        if (not topics or topics & set(t.obligation.topics))
        and (not owners or t.obligation.owner in owners)
    )


def _item(
    arrival: Arrival,
    kind: ItemKind,
    effect: Effect,
    touched: tuple[Touched, ...],
    pair: Pair | None = None,
    nth: int = 1,
) -> Item:
    version, previous, lead = arrival.version, arrival.previous, arrival.lead
    changes: tuple[Change, ...] = pair.changes if pair else ()
    if pair and pair.old and pair.new:
        confidence = pair.similarity
    elif kind is ItemKind.MENTION and touched:
        confidence = max(t.score for t in touched)
    else:
        confidence = 1.0
    rank = materiality(
        kind,
        effect,
        status=version.status if version else None,
        changes=changes,
        touched=touched,
        official=lead.official,
        confidence=confidence,
    )
    old, new = (pair.old, pair.new) if pair else ((), ())
    notice = lead.reading.notice
    return Item(
        id=content_id(
            "item",
            kind,
            lead.id,
            version.id if version else "",
            previous.id if previous else "",
            ",".join(old),
            ",".join(new),
            str(nth),
        ),
        kind=kind,
        effect=effect,
        instrument=version.title if version else notice.instrument,
        notice=notice,
        touched=touched,
        pair=pair,
        previous=_said(previous, version) if previous else None,
        lead=lead.source,
        attachments=_sources(arrival, attached=True),
        others=_sources(arrival, attached=False),
        materiality=rank.score,
        why=(*rank.why, *_said_of(arrival)),
    )


def _said_of(arrival: Arrival) -> Iterable[str]:
    if arrival.replaced:
        yield "网页在原址被修改"
        yield f"前次存档 sha256 {arrival.replaced[:8]}…"
    if arrival.confirmed:
        yield "此前只见到转载，现已见到官方原文"


def _said(previous: Version, version: Version | None) -> str:
    """A version as a reader would say it: month and status; its title where it had another."""
    day = previous.published_on or previous.seen_on
    said = f"{day:%Y-%m} {previous.stage or _PREVIOUS_WORDS[previous.status]}"
    if previous.stage and previous.published_on is None and previous.comments_until is None:
        said = f"{previous.stage}（未注明日期）"
    if version is None or own_instrument(previous) == own_instrument(version):
        return said
    return f"{said}《{previous.title}》"


def _sources(arrival: Arrival, *, attached: bool) -> tuple[Source, ...]:
    """The other releases of the story: files that hang on a page, or the pages beside the lead."""
    relations = {member.release: member.relation for member in arrival.story.members}
    return tuple(
        replace(release.source, relation=release.source.relation or relations.get(release.id))
        for release in arrival.others
        if (release.parent is not None) is attached
    )


def _name(item: Item, arrival: Arrival) -> str:
    title = item.instrument or item.notice.title
    if item.pair is None or arrival.version is None:
        return f"《{title}》"
    labels = [a.label for a in articles(item.pair.new, arrival.version)]
    if not labels and arrival.previous:
        labels = [a.label for a in articles(item.pair.old, arrival.previous)]
    return f"《{title}》{'、'.join(labels)}"
