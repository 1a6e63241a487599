"""Zips: members as bytes, in order, within limits; nothing is ever written to disk.

Because members are only read into memory, a name like ``../../x`` has nowhere to go; such names
are reported all the same, since an honest export has none.
"""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from digest.errors import DocumentError, TooLarge, UnknownFormat, Unreadable

MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
"""First bytes of a zip; the second of one without files."""
MAX_MEMBERS = 5_000
MAX_TOTAL = 1024 * 1024 * 1024
"""Bytes of one zip unpacked, all members together."""
MAX_RATIO = 200
"""Unpacked to packed. Text compresses to a twentieth; a bomb to a thousandth."""
_RATIO_FROM = 1024 * 1024

_UTF8_NAME = 0x800
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    RuntimeError,  # encrypted; as NotImplementedError: a compression nobody knows
    EOFError,
    OSError,  # also of bz2
    ValueError,
)
"""What `zipfile` and the decompressors raise on damage."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a zip, or why it cannot be read."""

    name: str
    body: bytes = b""
    error: DocumentError | None = None


def is_zip(body: bytes) -> bool:
    """A zip that is a folder of files, and not a DOCX (which is a zip too)."""
    if not body.startswith(MAGIC):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "[Content_Types].xml" not in archive.namelist()
    except _DAMAGE:
        return True  # `members` says what is wrong with it


def members(body: bytes, limit: int) -> Iterator[Member]:
    """The files of a zip, sorted by name; ``limit`` is the most bytes one member may have.

    Raises `Unreadable` when it is no sound zip and `TooLarge` when it is over `MAX_MEMBERS`.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(body))
    except _DAMAGE as error:
        raise Unreadable(f"the zip is damaged: {error}") from None
    with archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        if len(infos) > MAX_MEMBERS:
            raise TooLarge(f"the zip holds {len(infos)} files; at most {MAX_MEMBERS} are read")
        total = 0
        for name, info in sorted(((_name(info), info) for info in infos), key=lambda pair: pair[0]):
            if _is_clutter(name):
                continue
            member = _member(archive, name, info, min(limit, MAX_TOTAL - total))
            total += len(member.body)
            yield member


def _member(archive: zipfile.ZipFile, name: str, info: zipfile.ZipInfo, limit: int) -> Member:
    if ".." in PurePosixPath(name).parts or name.startswith(("/", "\\")) or ":" in name[:3]:
        return Member(name, error=UnknownFormat("its name points outside the zip"))
    if info.flag_bits & 0x1:
        return Member(name, error=Unreadable("it is encrypted; unpack it with its password first"))
    ratio = info.file_size / max(info.compress_size, 1)
    if info.file_size > _RATIO_FROM and ratio > MAX_RATIO:
        return Member(name, error=TooLarge(f"it unpacks to {ratio:.0f} times its size (a bomb?)"))
    if info.file_size > limit:
        return Member(name, error=TooLarge(f"it unpacks to {info.file_size} bytes"))
    try:
        with archive.open(info) as stream:
            body = stream.read(limit + 1)  # the header may lie about the size
    except _DAMAGE as error:
        return Member(name, error=Unreadable(f"it is damaged: {error}"))
    if len(body) > limit:
        return Member(name, error=TooLarge(f"it unpacks to more than {limit} bytes"))
    return Member(name, body)


def _name(info: zipfile.ZipInfo) -> str:
    """The member's name; zips made on Chinese Windows hold GBK names without saying so."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        raw = info.filename.encode("cp437")  # what zipfile decoded it with
    except UnicodeEncodeError:
        return info.filename
    for charset in ("utf-8", "gb18030"):
        try:
            return raw.decode(charset)
        except UnicodeDecodeError:
            continue
    return info.filename


def _is_clutter(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return "__MACOSX" in parts or any(part.startswith(".") and part != ".." for part in parts)
