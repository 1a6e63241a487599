"""Stories as the flow tells them of labelled texts."""

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from digest.errors import DocumentError
from digest.model import Capture
from digest.reading import read
from schedules import placing, telling
from store import captures, documents, stories
from store.database import open_store

K = TypeVar("K")


def stories_of(folder: Path, taken: Iterable[tuple[K, Capture]]) -> dict[K, str]:
    """The story of every text that can be read. ``folder``: where the store is kept."""
    ids: dict[str, K] = {}
    with open_store(folder / "store.db") as db:
        for name, capture in taken:
            try:
                reading = read(capture)
            except DocumentError:
                continue
            captures.add(db, capture)
            documents.save(db, reading, capture.fetched_at)
            placing.place_version(db, reading, capture, official=False)
            ids[reading.document.id] = name
        telling.tell_stories(db, frozenset())
        return {
            ids[document]: story.id
            for story in stories.all_stories(db)
            for document in (story.lead, *(member.release for member in story.members))
        }
