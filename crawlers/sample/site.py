"""The web server of the sample regulators: one port of the loopback interface, a host for each.

The hosts are names below ``localhost``, which are loopback by definition (RFC 6761, 6.3); so the
publishers differ by host as the real ones do, and protocol-relative addresses resolve.
"""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from crawlers.catalogue import SourceSpec
from crawlers.sample.content import CITY, MIRROR_PAGE, SITES, Asked, Reply, answer


class SampleRegulators:
    """The sample regulators while the ``with`` block runs; ``day`` is 1 or 2 and may be set.

    >>> with SampleRegulators() as site:          # doctest: +SKIP
    ...     crawl(site.catalogue(), now=..., private_hosts=site.hosts, ...)
    ...     site.day = 2
    """

    def __init__(self) -> None:
        self.day = 1
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self._server.regulators = self  # type: ignore[attr-defined]
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def base(self) -> str:
        """The first publisher's front door."""
        return self.url("cac")

    @property
    def hosts(self) -> frozenset[str]:
        """The names a crawl must be allowed to find on this machine."""
        return frozenset(f"{site}.localhost" for site in SITES)

    def url(self, site: str, path: str = "") -> str:
        """The address of a path on one of the publishers' sites."""
        return f"http://{site}.localhost:{self.port}{path}"

    def catalogue(self) -> tuple[SourceSpec, ...]:
        """The sources of the sample, as a catalogue would name them."""
        return (
            SourceSpec(
                "cac-drafts", "示例市网信办 征求意见", CITY, "cac", self.url("cac"),
                ("/hdfw/wxan/A093802index_1.htm",), True, 30, pages=1,
            ),
            SourceSpec(
                "cac-rules", "示例市网信办 部门规章", CITY, "cac", self.url("cac"),
                ("/wxzw/zcfg/bmgz/A09370303index_1.htm",), True, 30, pages=1,
            ),
            SourceSpec(
                "miit-drafts", "示例部 意见征集", "示例部网络安全管理局", "miit", self.url("miit"),
                ("/gzcy/yjzj/index.html",), True, 14,
            ),
            SourceSpec(
                "tc260-drafts", "示例标委 标准征求意见", "示例标准化技术委员会", "tc260",
                self.url("tc260"), ("/portal/suggestion",), True, 21,
            ),
            SourceSpec(
                "wechat", "公众号 示例订阅", "公众号", "wechat", self.url("feeds"),
                ("/feeds/all.atom",), False, 7, hosts=("weixin.localhost",),
            ),
            SourceSpec(
                "mirror", "示例法规镜像站", "镜像站", "page", self.url("mirror"),
                (MIRROR_PAGE,), False, 90,
            ),
        )  # fmt: skip

    def answer(self, host: str, target: str, form: str) -> Reply:
        """The reply to a request line, by the ``Host`` it was sent to."""
        site = host.partition(".")[0]
        if site not in SITES:
            return Reply(b"no such host", status=404)
        parts = urlsplit(target)
        query = dict(parse_qsl(f"{parts.query}&{form}"))
        hosts = {one: f"{one}.localhost:{self.port}" for one in SITES}
        return answer(Asked(site, parts.path, query, self.day, hosts))


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self._reply("")

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self._reply(self.rfile.read(min(length, 65536)).decode("utf-8", "replace"))

    def _reply(self, form: str) -> None:
        regulators: SampleRegulators = self.server.regulators  # type: ignore[attr-defined]
        reply = regulators.answer(self.headers.get("Host", ""), self.path, form)
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.media_type)
        self.send_header("Content-Length", str(len(reply.body)))
        for name, value in reply.headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: the demo prints what the crawl did, not what the server heard."""
