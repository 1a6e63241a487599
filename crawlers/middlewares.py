"""Downloader middlewares: where a crawl may go, what robots.txt means, when a host says stop."""

from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawlers.settings import BLOCK_STATUSES

CAPTCHA_PATHS = ("/mp/wappoc_appmsgcaptcha", "/mp/verify")
"""Where WeChat sends a client it takes for a machine."""

_SHELL = 100_000
"""Bytes: challenge pages are small, articles of WeChat are megabytes."""
_CHALLENGES = (b"__jsl_clearance", "完成验证后即可继续访问".encode())


class Blocked(IgnoreRequest):
    """The host wants no further request."""


class _Middleware:
    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)


class GuardMiddleware(_Middleware):
    """Refuses addresses outside the source, also those a redirect leads to."""

    def process_request(self, request: Request) -> None:
        refusal = self.crawler.spider.guard.refusal(request.url)
        if refusal:
            raise IgnoreRequest(refusal)


class RobotsAnswers(_Middleware):
    """Reads an error on robots.txt as RFC 9309 does: 4xx no rules, 5xx all forbidden."""

    def process_response(self, request: Request, response: Response) -> Response:
        if urlsplit(request.url).path != "/robots.txt" or response.status < 400:
            return response
        rules = b"" if response.status < 500 else b"User-agent: *\nDisallow: /\n"
        return response.replace(status=200, body=rules)


class BlockMiddleware(_Middleware):
    """Recognises "stop asking" and stops asking the host, for all sources of this crawl.

    A challenge is reported, never solved and never retried.
    """

    def process_request(self, request: Request) -> None:
        host = urlsplit(request.url).netloc
        blocked = self.crawler.spider.blocked_hosts
        if urlsplit(request.url).path in CAPTCHA_PATHS:
            blocked.setdefault(host, "captcha")
        if host in blocked:
            raise Blocked(f"{host}: {blocked[host]}")

    def process_response(self, request: Request, response: Response) -> Response:
        host = urlsplit(request.url).netloc
        robots = urlsplit(request.url).path == "/robots.txt"
        if response.status in BLOCK_STATUSES and not (robots and response.status == 403):
            reason = f"HTTP {response.status}"
        elif not robots and _is_challenge(response.body):
            reason = "challenge page"
        else:
            return response
        self.crawler.spider.blocked_hosts.setdefault(host, reason)
        raise Blocked(f"{host}: {reason}")


def _is_challenge(body: bytes) -> bool:
    """An article that quotes a challenge is still an article: those have ``js_article``."""
    return (
        len(body) < _SHELL
        and b"js_article" not in body
        and any(words in body for words in _CHALLENGES)
    )
