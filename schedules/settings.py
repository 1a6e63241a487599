"""One installation: its folder, its configuration, its secrets.

Defaults live in these dataclasses, changes in one ``dutydiff.toml``, secrets in the environment
(``DUTYDIFF_…``). There is no fourth place.
"""

import os
import tomllib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from digest.errors import SettingsError, UserError

FILE_NAME = "dutydiff.toml"


@dataclass(frozen=True, slots=True)
class EncoderSettings:
    """``[encoder]``: which embedding model, where it runs."""

    model: str = field(
        default="",
        metadata={"help": "empty: the packaged multilingual-e5-small; else name or path"},
    )
    device: str = field(default="auto", metadata={"help": "auto, cpu or cuda"})


@dataclass(frozen=True, slots=True)
class CrawlSettings:
    """``[crawl]``: which sources, how politely."""

    catalogue: str = field(
        default="", metadata={"help": "empty: the shipped catalogue; else a file"}
    )
    contact: str = field(
        default="", metadata={"help": "mail or URL of the operator, sent in the User-Agent"}
    )
    delay_seconds: float = field(default=3.0, metadata={"help": "pause between requests to a host"})


@dataclass(frozen=True, slots=True)
class PublishSettings:
    """``[publish]``: where the static files will be served from."""

    base_url: str = field(
        default="http://localhost:8765", metadata={"help": "prefix of links in feeds and mails"}
    )


@dataclass(frozen=True, slots=True)
class MailSettings:
    """``[mail]``: the SMTP server. The password is ``DUTYDIFF_SMTP_PASSWORD``."""

    sender: str = field(default="", metadata={"help": "From address; empty: mail is not sent"})
    host: str = field(default="", metadata={"help": "SMTP server"})
    port: int = field(default=587, metadata={"help": "SMTP port"})
    starttls: bool = field(default=True, metadata={"help": "upgrade the connection to TLS"})
    user: str = field(default="", metadata={"help": "SMTP user; empty: no login"})


@dataclass(frozen=True, slots=True)
class ServeSettings:
    """``[serve]``: the web pages and the timetable."""

    host: str = field(default="127.0.0.1", metadata={"help": "address the pages are served on"})
    port: int = field(default=8765, metadata={"help": "port the pages are served on"})
    run_at: str = field(default="06:30,18:30", metadata={"help": "daily runs, Asia/Shanghai"})


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a user may set in ``dutydiff.toml``."""

    encoder: EncoderSettings = EncoderSettings()
    crawl: CrawlSettings = CrawlSettings()
    publish: PublishSettings = PublishSettings()
    mail: MailSettings = MailSettings()
    serve: ServeSettings = ServeSettings()


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of one installation, and what is where in it."""

    path: Path
    settings: Settings = Settings()

    @property
    def store(self) -> Path:
        return self.path / "dutydiff.sqlite"

    @property
    def out(self) -> Path:
        return self.path / "out"


def find_home(given: str | None) -> Path:
    """``--home`` or ``DUTYDIFF_HOME``; else the nearest folder upwards with a dutydiff.toml; else
    the user's data folder."""
    if given:
        if unprintable(given):
            raise UserError(f"--home {given!r} holds a control character")
        try:
            home = Path(given).expanduser().resolve()
            home.exists()
        except (OSError, RuntimeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "there is no such user"
            raise UserError(f"--home {given[:80]}: {reason}") from error
        return home
    for folder in (Path.cwd(), *Path.cwd().parents):
        if (folder / FILE_NAME).is_file():
            return folder
    from platformdirs import user_data_path

    return user_data_path("dutydiff")


def unprintable(text: str) -> bool:
    """Control characters and line breaks, marks of direction, bytes that are no text."""
    return any(unicodedata.category(letter) in ("Cc", "Cf", "Cs") for letter in text)


def cache_path() -> Path:
    """Where the converted model lives: ``DUTYDIFF_CACHE`` or the user's cache folder."""
    from platformdirs import user_cache_path

    given = os.environ.get("DUTYDIFF_CACHE")
    return Path(given) if given else user_cache_path("dutydiff")


def secret(name: str) -> str | None:
    """A secret from the environment (``DUTYDIFF_<name>``); never logged, never stored."""
    return os.environ.get(f"DUTYDIFF_{name}") or None


def load(path: Path) -> Home:
    """Read ``path/dutydiff.toml`` if it is there. Raises `SettingsError` naming file and key."""
    file = path / FILE_NAME
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Home(path)
    except OSError as error:
        raise SettingsError(f"{file}: {error.strerror}") from error
    except RecursionError as error:
        raise SettingsError(f"{file}: nested too deeply") from error
    except ValueError as error:
        raise SettingsError(f"{file}: {error}") from error
    return Home(path, _build(Settings, data, file, ""))


def _build(shape: type[Any], data: dict[str, Any], file: Path, prefix: str) -> Any:
    known = {f.name: f for f in fields(shape)}
    values = {}
    for key, value in data.items():
        name = f"{prefix}{key}"
        if key not in known:
            near = get_close_matches(key, known, n=1, cutoff=0.5)
            hint = f"; did you mean {prefix}{near[0]}?" if near else f"; known: {', '.join(known)}"
            raise SettingsError(f"{file}: unknown key {name}{hint}")
        default = getattr(shape(), key)
        if hasattr(default, "__dataclass_fields__"):
            if not isinstance(value, dict):
                raise SettingsError(f"{file}: {name} is a table, write it as [{name}]")
            values[key] = _build(type(default), value, file, f"{name}.")
        elif type(value) is not type(default) and (type(value), type(default)) != (int, float):
            wanted = type(default).__name__
            raise SettingsError(f"{file}: {name} must be of type {wanted}, not {value!r}")
        else:
            _check(value, name, file)
            values[key] = value
    return shape(**values)


def _is_port(value: Any) -> bool:
    return 1 <= int(value) <= 65535


def _is_address(value: Any) -> bool:
    from bots.wording import safe_url

    return safe_url(value) == value


_LIMITS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "encoder.device": (("auto", "cpu", "cuda").__contains__, "auto, cpu or cuda"),
    "crawl.delay_seconds": (lambda value: 0 <= value <= 86_400, "seconds from 0 to 86400"),
    "publish.base_url": (_is_address, "an http(s) address"),
    "mail.port": (_is_port, "a port from 1 to 65535"),
    "serve.port": (_is_port, "a port from 1 to 65535"),
}
"""What a value must be beyond its type; `serve.run_at` is read by `timetable`."""


def _check(value: Any, name: str, file: Path) -> None:
    if isinstance(value, str) and unprintable(value):
        raise SettingsError(f"{file}: {name} holds a control character")
    fits, wanted = _LIMITS.get(name, (None, ""))
    if fits is not None and not fits(value):
        raise SettingsError(f"{file}: {name} must be {wanted}, not {value!r}")
