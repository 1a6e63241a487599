"""A release as the later stages see it: its reading and where it came from."""

from dataclasses import dataclass

from digest.model import Affected, Compared, Reading, Redline, Source, Story, Touched, Version


@dataclass(frozen=True, slots=True)
class Release:
    """A page or file an issuer or author published, read.

    ``official``: published by the issuer's own site. ``parent``: document id of the page this
    attachment hangs on.
    """

    reading: Reading
    source: Source
    official: bool
    parent: str | None = None

    @property
    def id(self) -> str:
        return self.reading.document.id


@dataclass(frozen=True, slots=True)
class Arrival:
    """What one story of a window means: the releases, the new version if there is one, its redline
    against the one before, and the obligations touched.

    ``touched`` belongs to the story as a whole (cited, same words, same meaning);
    ``touched_by_pair`` runs parallel to ``redline.pairs``.
    """

    story: Story
    lead: Release
    others: tuple[Release, ...]
    touched: tuple[Touched, ...]
    affected: Affected
    version: Version | None = None
    previous: Version | None = None
    redline: Redline | None = None
    touched_by_pair: tuple[tuple[Touched, ...], ...] = ()
    compared: tuple[Compared, ...] = ()
    """The duties of an instrument seen for the first time beside the register."""
    replaced: str | None = None
    """SHA-256 of what the address of the lead held before, where the page was edited in place."""
    confirmed: bool = False
    """The official original of what only reposts had told before."""
