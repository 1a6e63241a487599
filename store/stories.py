"""Stories, and the joins and splits people made by hand, which survive every new clustering."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlite_utils import Database

from digest.ids import content_id
from digest.model import Kinship, Member, Story
from store.database import transaction
from store.records import pack, to_text, unpack, window


class EditKind(StrEnum):
    JOIN = "join"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class StoryEdit:
    """A correction by hand. It names documents, since stories are derived and documents are not.

    JOIN: the story of ``other`` becomes part of the story of ``document``.
    SPLIT: ``document`` becomes a story of its own, with what is ``attached`` to it; ``other`` is
    None.
    """

    kind: EditKind
    document: str
    other: str | None = None
    attached: tuple[str, ...] = ()


def save(db: Database, stories: Sequence[Story]) -> None:
    """Keep stories; every stored story that shares a release with one of them is replaced."""
    with transaction(db):
        for story in stories:
            db.execute("DELETE FROM stories WHERE id = ?", (story.id,))
            for document in _documents(story):
                db.execute(
                    "DELETE FROM stories"
                    " WHERE id = (SELECT story FROM story_documents WHERE document = ?)",
                    (document,),
                )
        for story in stories:
            db.execute("INSERT INTO stories (id, record) VALUES (?, ?)", (story.id, pack(story)))
            for document in _documents(story):
                db.execute(
                    "INSERT INTO story_documents (document, story) VALUES (?, ?)",
                    (document, story.id),
                )


def all_stories(
    db: Database, since: datetime | None = None, until: datetime | None = None
) -> tuple[Story, ...]:
    """Stories with a release first read in the window, by the arrival of their first release."""
    rows = db.execute(
        "SELECT record FROM stories JOIN story_documents ON story = stories.id"
        " JOIN documents ON documents.id = document"
        " WHERE first_read_at > ? AND first_read_at <= ?"
        " GROUP BY stories.id ORDER BY min(first_read_at), stories.id",
        window(since, until),
    )
    return tuple(unpack(record, Story) for (record,) in rows)


def untold(db: Database, rules_version: str) -> tuple[str, ...]:
    """Documents read under these rules that are in no story."""
    rows = db.execute(
        "SELECT document FROM readings WHERE rules_version = ?"
        " AND document NOT IN (SELECT document FROM story_documents)",
        (rules_version,),
    )
    return tuple(document for (document,) in rows)


def join(db: Database, document_id: str, other_id: str, at: datetime) -> None:
    """Record that the story of the second document belongs to the story of the first."""
    _record(db, StoryEdit(EditKind.JOIN, document_id, other_id), at)


def split(db: Database, document_id: str, at: datetime) -> None:
    """Record that a document is a story of its own, with its attachments (附件)."""
    rows = db.execute(
        "SELECT documents.id FROM documents JOIN captures ON captures.id = capture"
        " WHERE parent = (SELECT capture FROM documents WHERE id = ?) ORDER BY seq",
        (document_id,),
    )
    attached = tuple(attachment for (attachment,) in rows)
    _record(db, StoryEdit(EditKind.SPLIT, document_id, attached=attached), at)


def edits(db: Database) -> tuple[StoryEdit, ...]:
    """Corrections in the order they were made."""
    rows = db.execute("SELECT record FROM story_edits ORDER BY seq")
    return tuple(unpack(record, StoryEdit) for (record,) in rows)


def apply_edits(stories: Sequence[Story], edits: Iterable[StoryEdit]) -> tuple[Story, ...]:
    """The stories after the corrections, in order; one about an absent document does nothing."""
    current = list(stories)
    for edit in edits:
        home = _index(current, edit.document)
        if home is None:
            continue
        if edit.kind is EditKind.SPLIT:
            current[home : home + 1] = _split(current[home], edit)
            continue
        guest = _index(current, edit.other)
        if guest is not None and guest != home:
            current[home] = _join(current[home], current[guest])
            del current[guest]
    return tuple(current)


def _record(db: Database, edit: StoryEdit, at: datetime) -> None:
    db.execute("INSERT INTO story_edits (at, record) VALUES (?, ?)", (to_text(at), pack(edit)))


def _join(home: Story, guest: Story) -> Story:
    # The kinship of a guest's members was to the guest's lead, not to this one.
    moved = tuple(Member(document, Kinship.SAME_EVENT) for document in _documents(guest))
    return replace(home, members=home.members + moved)


def _split(story: Story, edit: StoryEdit) -> tuple[Story, ...]:
    leaving = {edit.document, *edit.attached}
    rest = [release for release in _documents(story) if release not in leaving]
    if not rest:
        return (story,)
    kinship = {member.release: member.relation for member in story.members}
    members = tuple(Member(release, kinship[release]) for release in rest[1:])
    attached = tuple(
        Member(release, Kinship.SAME_EVENT)
        for release in _documents(story)
        if release in edit.attached
    )
    return _story(story, rest[0], members), _story(story, edit.document, attached)


def _story(story: Story, lead: str, members: tuple[Member, ...]) -> Story:
    """A part of a story under the id that `digest.match.cluster` gives to this lead."""
    if lead == story.lead:
        return replace(story, members=members)
    return Story(content_id("story", lead), lead, members)


def _documents(story: Story) -> tuple[str, ...]:
    """Lead and members; a lead that is listed among the members counts once."""
    return tuple(dict.fromkeys((story.lead, *(member.release for member in story.members))))


def _index(stories: Sequence[Story], document: str | None) -> int | None:
    return next((i for i, story in enumerate(stories) if document in _documents(story)), None)
