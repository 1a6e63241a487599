"""Files, folders and zips as captures.

What goes wrong with one file is one `Problem`; everything else goes through. Reading a file does
not read the law in it: that a page is a captcha or an empty article is for `digest.reading`.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, urldefrag

from crawlers.canonical import canonical
from crawlers.captures import make_capture, storable
from crawlers.imports import archives, feeds
from digest.errors import (
    ChallengePage,
    DocumentError,
    EmptyDocument,
    TooLarge,
    UnknownFormat,
    Unreadable,
)
from digest.model import Capture, Format, Listed, Problem
from digest.text.decode import MAX_BYTES, sniff

SOURCE = "import"
MAX_ZIP_BYTES = 512 * 1024 * 1024
"""Of a zip on disk; each file in it is held to `MAX_BYTES` like any other."""

MEDIA_TYPES = {
    Format.HTML: "text/html",
    Format.MARKDOWN: "text/markdown",
    Format.TEXT: "text/plain",
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
FEED_SUFFIXES = frozenset({".xml", ".rss", ".atom", ".json", ".rdf"})
ASSET_SUFFIXES = frozenset(
    {".css", ".js", ".gif", ".jpg", ".jpeg", ".png", ".svg", ".webp", ".woff", ".woff2", ".ico"}
)
"""Parts of a saved page, passed over in silence when a folder of it is walked
(``assets/``, ``<page>_files/``, ``<page>.assets/``); anywhere else they are a `Problem`."""


def from_path(path: Path, now: datetime) -> Iterator[Capture | Problem]:
    """A file, or a folder with everything below it in the order of the names."""
    for one in _below(path, now):
        if isinstance(one, Problem):
            yield replace(one, where=storable(one.where) or "", what=storable(one.what) or "")
        else:
            yield one


def _below(path: Path, now: datetime) -> Iterator[Capture | Problem]:
    try:
        path = path.expanduser()
        is_folder = path.is_dir()
    except RuntimeError:
        yield Problem(str(path), "there is no user of that name", Unreadable.__name__)
        return
    except OSError as error:  # a name longer than the system takes
        yield _unreadable(path, error)
        return
    if not is_folder:
        yield from _file(path, now)
        return
    refused: list[OSError] = []
    found = 0
    for folder, folders, names in os.walk(path, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not _hidden(name))
        for name in sorted(names):
            file = Path(folder) / name
            if _hidden(name) or _is_asset(file):
                continue
            found += 1
            yield from _file(file, now)
    for error in refused:
        yield _unreadable(Path(error.filename), error)
    if not found and not refused:
        yield Problem(str(path), "the folder holds no files", EmptyDocument.__name__)


def from_bytes(
    body: bytes, where: str, url: str, name: str, now: datetime
) -> Iterator[Capture | Problem]:
    """The captures in one file's bytes: one, or one for each entry of a feed or member of a zip."""
    suffix = Path(name).suffix.lower()
    if suffix != ".docx" and archives.is_zip(body):
        yield from _zip(body, where, url, now)
        return
    if body and (suffix in FEED_SUFFIXES or feeds.looks_like_feed(body)):
        try:
            found = feeds.entries(body, url)
        except DocumentError as error:
            if suffix in FEED_SUFFIXES:
                yield Problem(where, str(error), type(error).__name__)
                return
        else:
            yield from from_entries(found, where, url, now)
            return
    yield _document(body, where, url, name, now)


def from_entries(
    found: tuple[feeds.Entry, ...], where: str, url: str, now: datetime, source: str = SOURCE
) -> Iterator[Capture | Problem]:
    """One capture for each entry that carries its text; the link is its address."""
    if not found:
        yield Problem(where, "the feed has no entries", EmptyDocument.__name__)
    for number, entry in enumerate(found, 1):
        name = f"{where}: entry {number}" + (f" ({entry.title})" if entry.title else "")
        if entry.content is None or not entry.content.strip():
            what = "it carries no text; export the feed in full-text mode, or import its link"
            yield Problem(name, what, EmptyDocument.__name__)
        elif entry.failed:
            what = "its text is a captcha or error page that the exporting tool saved"
            yield Problem(name, what, ChallengePage.__name__)
        else:
            yield make_capture(
                source,
                canonical(entry.link) if entry.link else f"{urldefrag(url).url}#entry-{number}",
                entry.content.encode(),
                now,
                media_type="text/html; charset=utf-8",
                listed=Listed(entry.title, entry.published_on, account=entry.account),
            )


def _file(path: Path, now: datetime) -> Iterator[Capture | Problem]:
    try:
        body = _read(path)
        url = path.resolve().as_uri()
    except DocumentError as error:
        yield Problem(str(path), str(error), type(error).__name__)
    except OSError as error:
        yield _unreadable(path, error)
    except ValueError:
        yield Problem(str(path), "no file can have this name", Unreadable.__name__)
    else:
        yield from from_bytes(body, str(path), url, path.name, now)


def _read(path: Path) -> bytes:
    """The bytes of a file, at most one over the limit, whatever becomes of it meanwhile."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise UnknownFormat("it is not a regular file")
    # not blocking, should a pipe have taken its place
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise UnknownFormat("it is not a regular file")
        body = file.read(4)
        zipped = path.suffix.lower() == ".zip" and body.startswith(archives.MAGIC)
        limit = MAX_ZIP_BYTES if zipped else MAX_BYTES
        if found.st_size <= limit:
            body += file.read(limit + 1 - len(body))
        if (size := max(found.st_size, len(body))) > limit:
            raise TooLarge(_too_large(size, limit))
    return body


def _zip(body: bytes, where: str, url: str, now: datetime) -> Iterator[Capture | Problem]:
    found = 0
    try:
        for member in archives.members(body, MAX_BYTES):
            place = f"{where}!/{member.name}"
            if _is_asset(Path(member.name)):
                continue
            found += 1
            if member.error:
                yield Problem(place, str(member.error), type(member.error).__name__)
            elif archives.is_zip(member.body):
                what = "a zip inside a zip is not opened; unpack it first"
                yield Problem(place, what, UnknownFormat.__name__)
            else:
                address = f"{url}!/{quote(member.name)}"
                yield from from_bytes(member.body, place, address, Path(member.name).name, now)
    except DocumentError as error:
        yield Problem(where, str(error), type(error).__name__)
        return
    if not found:
        yield Problem(where, "the zip holds no files", EmptyDocument.__name__)


def _document(body: bytes, where: str, url: str, name: str, now: datetime) -> Capture | Problem:
    try:
        form = sniff(body, name, None)
    except DocumentError as error:
        return Problem(where, str(error), type(error).__name__)
    return make_capture(SOURCE, url, body, now, media_type=MEDIA_TYPES[form], file_name=name)


def _unreadable(path: Path, error: OSError) -> Problem:
    reason = {
        FileNotFoundError: "there is no such file or folder",
        PermissionError: "it may not be read; change its permissions",
    }.get(type(error), error.strerror or str(error))
    return Problem(str(path), reason, Unreadable.__name__)


def _too_large(size: int, limit: int) -> str:
    return f"it has {size / 1048576:.0f} MiB; at most {limit // 1048576} MiB are read"


def _hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name in ("__MACOSX", "Thumbs.db", "desktop.ini")


def _is_asset(path: Path) -> bool:
    folders = path.parts[:-1]
    return path.suffix.lower() in ASSET_SUFFIXES and any(
        folder == "assets" or folder.endswith(("_files", ".assets")) for folder in folders
    )
