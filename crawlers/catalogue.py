"""The catalogue: which sources are watched, from ``sources.toml`` or a file of the same shape."""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from difflib import get_close_matches
from importlib import resources
from pathlib import Path
from urllib.parse import urlsplit

from crawlers.spiders import SPIDERS
from digest.errors import SettingsError


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """One watched source (来源): what it is called, who speaks there, and how it is read."""

    id: str
    name: str
    issuer: str
    spider: str
    """A name of `spiders.SPIDERS`."""
    base: str
    """``https://host``: what the starts are relative to."""
    starts: tuple[str, ...]
    """List pages, feeds or pages: paths, or whole addresses."""
    official: bool
    """The issuer's own site, and not a copy or a comment."""
    every_days: int
    """Days within which something new is expected; silence beyond is reported."""
    hosts: tuple[str, ...] = ()
    """Other hosts this source may lead to (attachments, articles of a feed)."""
    pages: int = 0
    """Older list pages asked for while every row is new (cac only)."""

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """Every host a crawl of this source may speak to, without ports."""
        whole = (start for start in self.starts if "://" in start)
        found = (urlsplit(address).hostname for address in (self.base, *whole))
        return frozenset(host for host in found if host) | frozenset(self.hosts)


def catalogue(path: Path | None = None) -> tuple[SourceSpec, ...]:
    """The sources of ``path``, or of the packaged ``sources.toml``.

    Raises `SettingsError` naming file, source and key when a line cannot be used.
    """
    where = "sources.toml" if path is None else str(path)
    try:
        if path is None:
            text = resources.files("crawlers").joinpath("sources.toml").read_text("utf-8")
        else:
            text = path.read_text("utf-8")
        data = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{where} cannot be read: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{where} is not valid TOML: {error}") from None
    except RecursionError:
        raise SettingsError(f"{where} is not valid TOML: it nests too deeply") from None
    _known(data, ("source",), where)
    rows = data.get("source", [])
    if not isinstance(rows, list):
        raise SettingsError(f"{where}: write each source under [[source]]")
    specs = tuple(spec(row, f"{where}: source {number}") for number, row in enumerate(rows, 1))
    ids = [one.id for one in specs]
    for name in ids:
        if ids.count(name) > 1:
            raise SettingsError(f"{where}: two sources have the id {name!r}")
    return specs


def spec(row: Mapping[str, object], where: str) -> SourceSpec:
    """One table of the catalogue as a `SourceSpec`. Raises `SettingsError`."""
    if not isinstance(row, Mapping):
        raise SettingsError(f"{where}: write each source under [[source]]")
    where = f"{where} ({row['id']})" if _is_name(row.get("id")) else where
    names = tuple(field.name for field in fields(SourceSpec))
    _known(row, names, where)
    values: dict[str, object] = {}
    for field in fields(SourceSpec):
        if field.name in row:
            values[field.name] = _value(field.type, row[field.name], f"{where}: {field.name}")
        elif field.default is MISSING:
            raise SettingsError(f"{where}: the key {field.name} is missing")
    made = SourceSpec(**values)  # type: ignore[arg-type]
    if made.spider not in SPIDERS:
        raise SettingsError(
            f"{where}: spider {made.spider!r} is none of {', '.join(SPIDERS)}"
            + _near(made.spider, tuple(SPIDERS))
        )
    if not _is_address(made.base):
        raise SettingsError(f"{where}: base {made.base!r} is no http or https address")
    for start in made.starts:
        if not _is_address(start if "://" in start else f"{made.base}/{start}"):
            raise SettingsError(f"{where}: starts: {start!r} is no path or http or https address")
    if not 1 <= made.every_days <= _LONGEST:
        raise SettingsError(f"{where}: every_days must be from 1 to {_LONGEST}")
    if made.pages < 0:
        raise SettingsError(f"{where}: pages must not be negative")
    return made


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value.isprintable()


_LONGEST = 3650
"""Days; ten years."""


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _value(kind: object, value: object, where: str) -> object:
    for text in value if isinstance(value, list) else (value,):
        if isinstance(text, str) and not text.isprintable():
            raise SettingsError(f"{where}: {text!r} holds a control character")
    if kind is bool and isinstance(value, bool):
        return value
    if kind is int and isinstance(value, int) and not isinstance(value, bool):
        return value
    if kind is str and isinstance(value, str) and value.strip():
        return value.strip()
    listed = kind not in (bool, int, str) and isinstance(value, list)
    if listed and all(isinstance(one, str) and one for one in value):
        return tuple(value)
    wanted = {bool: "true or false", int: "a whole number", str: "a text that is not empty"}
    raise SettingsError(f"{where} must be {wanted.get(kind, 'a list of texts')}, not {value!r}")


def _known(row: Mapping[str, object], names: tuple[str, ...], where: str) -> None:
    for key in row:
        if key not in names:
            raise SettingsError(f"{where}: unknown key {key!r}{_near(key, names)}")


def _near(word: str, names: tuple[str, ...]) -> str:
    near = get_close_matches(word, names, 1, 0.5)
    return f"; did you mean {near[0]!r}?" if near else ""
