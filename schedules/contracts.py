"""The JSON contracts of the commands: plain objects built from the frozen types, nothing else.

`SCHEMA` is raised when a key changes its meaning or goes away; new keys do not raise it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from digest.law.versions import law_articles
from digest.model import (
    Affected,
    Amendment,
    Article,
    Compared,
    Document,
    Duty,
    Kinship,
    Obligation,
    Op,
    Place,
    Reading,
    Redline,
    Source,
    Status,
    Story,
    Version,
)
from digest.text.templates import rule_of

if TYPE_CHECKING:
    from digest.law.comparable import Doubts, Gaps
    from digest.law.repeals import Ended
    from store.templates import Known
    from store.verdicts import Said

SCHEMA = 1

Json = dict[str, Any]


def day(value: date | None) -> str | None:
    """A day as all contracts have it, 2026-01-01."""
    return value.isoformat() if value else None


def clean(document: Document) -> Json:
    """``dutydiff clean``: what was kept, what was dropped and by which rule."""
    return {
        "schema": SCHEMA,
        "title": document.meta.title,
        "text": document.text,
        "script": document.script.value,
        "charset": document.charset,
        "blocks": [{"text": block.text} for block in document.blocks],
        "dropped": [{"text": drop.text, "rule": drop.rule} for drop in document.dropped],
    }


def templates(found: Iterable[Known]) -> list[Json]:
    """``dutydiff sources templates``: what was learned, from how many documents, and the releases
    that lost a block by it (``dutydiff clean --release`` shows them)."""
    return [
        {
            "id": known.template.id,
            "source": known.template.source,
            "publisher": known.template.publisher or None,
            "text": known.template.text,
            "rule": rule_of(known.template.id),
            "documents": known.template.documents,
            "first": known.template.first,
            "last": known.template.last,
            "learned_at": known.learned_at.isoformat(),
            "revoked_at": known.revoked_at.isoformat() if known.revoked_at else None,
            "dropped": list(known.dropped),
        }
        for known in found
    ]


def duties(reading: Reading) -> Json:
    """``dutydiff duties``: the notice, the articles and the duties of one text. ``kind`` is the
    relation of the notice to its ``instrument``."""
    notice, meta = reading.notice, reading.document.meta
    return {
        "schema": SCHEMA,
        "notice": {
            "kind": notice.kind.value,
            "title": notice.title,
            "issuers": list(notice.issuers),
            "doc_no": notice.doc_no,
            "published_on": day(notice.published_on),
            "effective_on": day(notice.effective_on),
            "comments_until": day(notice.comments_until),
            "instrument": notice.instrument,
            "status": notice.status.value if notice.status else None,
            "adopted_on": day(notice.adopted_on),
            "origin": meta.origin,
            "origin_url": meta.origin_url,
        },
        "articles": [_article(a) for a in reading.articles],
        "annexed": [
            {
                "title": one.title,
                "label": one.label,
                "articles": [_article(a) for a in one.articles],
            }
            for one in reading.annexed
        ],
        "duties": [_duty(duty) for duty in reading.duties],
    }


def _article(found: Article) -> Json:
    return {
        "number": found.number,
        "label": found.label,
        "path": list(found.path),
        "text": found.text,
    }


def _duty(duty: Duty) -> Json:
    return {
        "article": duty.article,
        "paragraph": duty.paragraph,
        "modality": duty.modality.value,
        "bearer": duty.bearer,
        "action": duty.action,
        "condition": duty.condition,
        "deadline": duty.deadline,
        "amount": duty.amount,
        "exception": duty.exception,
        "quote": duty.quote.text,
    }


def redline(comparison: Redline, said: Doubts) -> Json:
    """``dutydiff redline``: every article of both sides in exactly one pair. ``missing``: numbers
    absent from a text given; a pair is ``missing`` when its other side is, and then no removal.
    ``moves``: 款, 项 and sentences that went elsewhere; one that went to another pair is in both.
    ``start`` and ``end`` count characters of the old or new text of the pair of that article;
    ``ops`` are the steps between its words where it was edited too, else none. ``headings``: what
    stood and stands above ``articles`` (their new numbers; 编、章、节, the highest first): one that
    was ``renamed``, or another. Articles that became as many others are ``merged`` both ways."""
    return {
        "schema": SCHEMA,
        "old": {"title": comparison.old_title, "articles": comparison.old_articles}
        | _gaps(said.old),
        "new": {"title": comparison.new_title, "articles": comparison.new_articles}
        | _gaps(said.new),
        "related": not said.unrelated,
        "similarity": round(said.likeness, 4),
        "pairs": [
            {
                "old": list(pair.old),
                "new": list(pair.new),
                "relation": pair.relation.value,
                "similarity": round(pair.similarity, 4),
                "ops": _ops(pair.ops),
                "effect": pair.effect.value,
                "changes": [
                    {"kind": c.kind.value, "old": c.old, "new": c.new} for c in pair.changes
                ],
                "missing": at in said.missing,
                "moves": [
                    {"old": _place(move.old), "new": _place(move.new), "ops": _ops(move.ops)}
                    for move in (() if said.unrelated else pair.moves)
                ],
            }
            for at, pair in enumerate(comparison.pairs)
        ],
        "headings": [
            {
                "old": list(one.old),
                "new": list(one.new),
                "articles": list(one.articles),
                "renamed": one.renamed,
            }
            for one in (() if said.unrelated else comparison.headings)
        ],
    }


def _ops(steps: Iterable[Op]) -> list[list[str]]:
    return [[op.kind.value, op.text] for op in steps]


def _place(where: Place) -> Json:
    return {
        "article": where.article,
        "paragraph": where.paragraph,
        "point": where.point,
        "text": where.text,
        "start": where.start,
        "end": where.end,
    }


def _gaps(found: Gaps) -> Json:
    return {"missing": list(found.numbers), "cut_off": found.cut_off}


def amend(amendment: Amendment, gone: Ended | None = None) -> Json:
    """``dutydiff amend``: the decision decoded; what was not understood is listed, and
    what does not fit the old text; ``left_behind``: references in the preview to articles that
    have another number now, or none; ``repealed``: the words that repeal the law as a whole."""
    return {
        "schema": SCHEMA,
        "operations": [
            {
                "op": o.op.value,
                "article": o.article,
                "new_article": o.new_article,
                "paragraph": o.paragraph,
                "point": o.point,
                "old": o.old,
                "text": o.text,
                "quote": o.quote,
            }
            for o in amendment.operations
        ],
        "undecoded": list(amendment.undecoded),
        "unapplied": list(amendment.unapplied),
        "repealed": gone.quote if gone else None,
        "left_behind": [
            {"article": one.article, "cited": one.cited, "now": one.now}
            for one in amendment.left_behind
        ],
        "text": amendment.text,
    }


def affected(reading: Reading, found: Affected, beside: Iterable[Compared]) -> Json:
    """``dutydiff affected``: register lines one document touches; of a legal text also what its
    duties are beside the lines that rest on other instruments."""
    return {
        "schema": SCHEMA,
        "document": {
            "title": reading.notice.title,
            "kind": reading.notice.kind.value,
            "relevant": found.relevant,
        },
        "affected": [
            {
                "obligation": match.obligation,
                "score": round(match.score, 4),
                "reasons": [reason.value for reason in match.reasons],
                "quotes": [quote.text for quote in match.quotes],
                "verdict": match.verdict.value,
            }
            for match in found.matches
        ],
        "cites": [
            {"instrument": cite.instrument, "article": cite.article} for cite in _distinct(reading)
        ],
        "duties": [
            {
                "article": one.article,
                "quote": one.quote.text,
                "novelty": one.novelty.value,
                "nearest": [
                    {
                        "obligation": near.obligation,
                        "score": near.score,
                        "numbers": list(near.numbers) if near.numbers else None,
                    }
                    for near in one.nearest
                ],
            }
            for one in beside
        ],
    }


def _distinct(reading: Reading) -> Iterable[Any]:
    seen: dict[tuple[str, str | None], Any] = {}
    for citation in reading.citations:
        if citation.instrument is not None:
            seen.setdefault((citation.instrument, citation.article), citation)
    return seen.values()


def affected_line(name: str, found: Affected) -> Json:
    """One line out of ``dutydiff affected --batch``."""
    return {
        "id": name,
        "relevant": found.relevant,
        "affected": [
            {"obligation": m.obligation, "score": round(m.score, 4)} for m in found.matches
        ],
        "ranked": [{"obligation": o, "score": round(s, 4)} for o, s in found.ranked],
    }


def register(lines: Iterable[Obligation]) -> list[Json]:
    """``dutydiff register export --format json``."""
    return [
        {
            "id": line.id,
            "name": line.name,
            "statement": line.statement,
            "gloss": line.gloss,
            "cites": [
                {"instrument": c.instrument, "article": c.article, "paragraph": c.paragraph}
                for c in line.cites
            ],
            "owner": line.owner,
            "topics": list(line.topics),
            "bearer": line.bearer,
            "modality": line.modality.value if line.modality else None,
            "deadline": line.deadline,
            "amount": line.amount,
            "sanction": line.sanction,
            "status": line.status,
            "effective_on": day(line.effective_on),
            "as_of": day(line.as_of),
            "url": line.url,
        }
        for line in lines
    ]


def verdicts(said: Iterable[Said]) -> list[Json]:
    """``dutydiff verdicts --format json``: what people said of matches, in order. ``score``: of the
    match as it then stood."""
    return [
        {
            "obligation": one.obligation,
            "release": one.document,
            "verdict": one.verdict.value,
            "at": one.at.isoformat(),
            "by": one.by,
            "note": one.note,
            "score": None if one.score is None else round(one.score, 4),
        }
        for one in said
    ]


def stories(found: Iterable[Story], sources: dict[str, Source]) -> list[Json]:
    """``dutydiff stories``: one event across sites. The lead is listed first among the members."""
    return [
        {
            "id": story.id,
            "lead": story.lead,
            "members": [
                {
                    "release": release,
                    "url": sources[release].url,
                    "title": sources[release].title,
                    "relation": relation.value,
                }
                for release, relation in (
                    (story.lead, Kinship.SAME_TEXT),
                    *((member.release, member.relation) for member in story.members),
                )
                if release in sources
            ],
        }
        for story in found
    ]


def version_of(reading: Reading) -> Version:
    """A bare version for comparing two files: title, days and articles, no place in a chain."""
    return Version(
        id=reading.document.id,
        instrument="",
        title=reading.notice.title,
        status=Status.PROMULGATED,
        seen_on=date.min,
        articles=law_articles(reading),
        document=reading.document.id,
        published_on=reading.notice.published_on,
        effective_on=reading.notice.effective_on,
    )
