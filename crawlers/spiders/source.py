"""What all spiders share: asking, capturing, following attachments, and saying how it went."""

import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from urllib.parse import unquote, urljoin

from scrapy import Request, Spider
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response, TextResponse
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawlers.canonical import canonical
from crawlers.captures import make_capture
from crawlers.catalogue import SourceSpec
from crawlers.guards import Guard
from crawlers.middlewares import Blocked
from digest.errors import SourceError
from digest.model import Capture, Health, Listed, SourceOutcome

MAX_ATTACHMENTS = 30
"""Of one page; a page with more is not a notice."""

_FILE = re.compile(r"\.(?:pdf|docx?|wps|ofd|rtf|zip|rar)$", re.IGNORECASE)
_SERVLETS = ("/downloadfile.jsp", "/sysFile/downloadFile/")
"""CAC and TC260 serve attachments without an extension."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list page: the release and what is said of it."""

    url: str
    listed: Listed


class SourceSpider(Spider):
    """One source in one crawl. A subclass says how its list pages become `Row`s."""

    name = "source"
    refreshed = 5
    """Newest rows of a list that are fetched again although known: pages are edited in place."""

    def __init__(
        self,
        spec: SourceSpec,
        known: frozenset[str],
        guard: Guard,
        blocked_hosts: dict[str, str],
        sink: Callable[[Capture], None],
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__(name=spec.id)
        self.spec = spec
        self.known = known
        self.guard = guard
        self.blocked_hosts = blocked_hosts
        self.sink = sink
        self.clock = clock
        self.captured = 0
        self.rows: set[str] = set()
        self.lists_read = 0
        self.empty_lists: list[str] = []
        self.failures: list[str] = []
        self.blocked: str | None = None

    # --- asking ---

    async def start(self) -> AsyncIterator[Request]:
        for start in self.spec.starts:
            yield self.ask(urljoin(self.spec.base, start), self.parse_list)

    def ask(self, url: str, callback: Callable, priority: int = 0, **known: object) -> Request:
        return Request(
            url,
            callback=callback,
            errback=self.failed,
            priority=priority,
            cb_kwargs=known,
            dont_filter=True,
        )

    def parse_list(self, response: Response) -> Iterator[Request | Capture]:
        raise NotImplementedError

    def open_rows(self, rows: Iterable[Row], list_url: str) -> Iterator[Request]:
        """Requests for the rows of one list page that are new, and for the newest few again."""
        found = list({row.url: row for row in rows}.values())
        self.lists_read += 1
        if not found:
            self.empty_lists.append(list_url)
        for place, row in enumerate(found):
            if row.url in self.rows:
                continue
            self.rows.add(row.url)
            if place < self.refreshed or row.url not in self.known:
                yield self.ask(row.url, self.parse_page, -place, address=row.url, listed=row.listed)

    # --- capturing ---

    def parse_page(
        self, response: Response, address: str, listed: Listed
    ) -> Iterator[Request | Capture]:
        page = self.capture(response, address, listed=listed)
        if page is None:
            return
        yield page
        if isinstance(response, TextResponse):
            for url, name in attachments(response):
                if url not in self.known:
                    yield self.ask(url, self.parse_file, 10, address=url, parent=page.id, name=name)

    def parse_file(
        self, response: Response, address: str, parent: str, name: str
    ) -> Iterator[Capture]:
        file = self.capture(response, address, parent=parent, name=name)
        if file is not None:
            yield file

    def capture(
        self,
        response: Response,
        address: str,
        *,
        listed: Listed = Listed(),  # noqa: B008 (frozen)
        parent: str | None = None,
        name: str | None = None,
    ) -> Capture | None:
        if not response.body:
            self.failures.append(f"{address}: the answer was empty")
            return None
        kind = response.headers.get("Content-Type")
        return make_capture(
            self.spec.id,
            address,
            response.body,
            self.clock(),
            media_type=kind.decode("latin-1") if kind else None,
            file_name=disposition_name(response.headers.get("Content-Disposition")) or name,
            parent=parent,
            listed=listed,
        )

    # --- how it went ---

    def failed(self, failure: Failure) -> None:
        if failure.check(Blocked):
            self.blocked = self.blocked or str(failure.value)
            return
        request = getattr(failure, "request", None)
        self.failures.append(f"{request.url if request else self.spec.base}: {reason(failure)}")

    def broke(self, failure: Failure, response: Response) -> None:
        """A callback raised: a page we do not understand, or a mistake of ours."""
        what = str(failure.value)
        if not failure.check(SourceError):
            what = f"our own mistake, {type(failure.value).__name__}: {what}"
        self.failures.append(f"{response.url}: {what}")

    def outcome(self) -> SourceOutcome:
        health, detail = self._health()
        return SourceOutcome(
            self.spec.id, self.spec.name, health, len(self.rows), self.captured, detail
        )

    def _health(self) -> tuple[Health, str | None]:
        trouble = "; ".join(
            [
                *((self.blocked,) if self.blocked else ()),
                *(f"{url} listed nothing" for url in self.empty_lists),
                *self.failures[:3],
                *((f"and {len(self.failures) - 3} more",) if len(self.failures) > 3 else ()),
            ]
        )
        if self.blocked and not self.captured:
            return Health.BLOCKED, trouble
        if not self.lists_read:
            return Health.FAILED, trouble or "nothing was asked"
        if not self.rows:
            return Health.EMPTY, trouble
        return (Health.PARTIAL, trouble) if trouble else (Health.OK, None)


def attachments(response: TextResponse) -> tuple[tuple[str, str], ...]:
    """Address and name of the files a page links to (附件), each once, in order."""
    found: dict[str, str] = {}
    for link in response.css("a[href]"):
        url = canonical(response.urljoin(link.attrib["href"].strip()))
        path = url.partition("?")[0]
        if not (_FILE.search(path) or any(servlet in path for servlet in _SERVLETS)):
            continue
        shown = " ".join("".join(link.css("::text").getall()).split())
        found.setdefault(url, shown or unquote(path.rpartition("/")[2]))
        if len(found) == MAX_ATTACHMENTS:
            break
    return tuple(found.items())


def disposition_name(header: bytes | None) -> str | None:
    """The file name of a Content-Disposition, ``filename*`` first; raw UTF-8 or GBK bytes, which
    servers send against the rules, are read as what they are."""
    if not header:
        return None
    try:
        text = header.decode("utf-8")
    except UnicodeDecodeError:
        text = header.decode("gb18030", "replace")
    message = Message()
    message["Content-Disposition"] = text.replace("\r", " ").replace("\n", " ")
    name = message.get_filename()
    if name:
        name = unquote(name) if "%" in name else name
        name = name.replace("\\", "/").rpartition("/")[2].strip()
    return name or None


def reason(failure: Failure) -> str:
    """Why a request failed, in words for whoever reads the run report."""
    if failure.check(HttpError):
        return f"HTTP {failure.value.response.status}"
    if failure.check(IgnoreRequest, SourceError):
        return str(failure.value)
    name = type(failure.value).__name__
    for part, words in _REASONS.items():
        if part in name:
            return words
    return f"{name}: {failure.getErrorMessage()}"


_REASONS = {
    "DNSLookup": "its host name is not known, or leads to a private network",
    "CannotResolveHost": "its host name is not known, or leads to a private network",
    "Timeout": "no answer in time",
    "TimedOut": "no answer in time",
    "Refused": "it refused the connection",
    "Cancelled": "the answer is larger than one document may be",
    "DataLoss": "the answer broke off",
    "DownloadFailed": "the connection broke",
    "ResponseFailed": "the connection broke",
    "ConnectionLost": "the connection broke",
    "ConnectError": "the connection broke",
}
"""Parts of the names of error classes: Twisted's and Scrapy's differ from release to release."""
