"""全国网络安全标准化技术委员会: consultations without addresses, and a list of notices."""

import re
from collections.abc import Iterator

from scrapy import Request
from scrapy.http import Response

from crawlers.canonical import canonical
from crawlers.dates import day
from crawlers.spiders.source import Row, SourceSpider
from digest.model import Capture, Listed

_JUMP = re.compile(r"jumpDetail\(\s*'([0-9a-zA-Z]+)'\s*(?:,\s*'([^']*)'\s*)?\)")


class Tc260Spider(SourceSpider):
    """``starts`` are ``/portal/suggestion`` and lists of ``/portal/article/…``."""

    def parse_list(self, response: Response) -> Iterator[Request | Capture]:
        yield from self.open_rows((*_consultations(response), *_notices(response)), response.url)


def _consultations(response: Response) -> Iterator[Row]:
    for link in response.css("a[onclick*=jumpDetail]"):
        jump = _JUMP.search(link.attrib["onclick"])
        if not jump:
            continue
        yield Row(
            canonical(response.urljoin(f"/portal/suggestion-detail/{jump[1]}")),
            Listed(_title(link), _day_beside(link), day(jump[2])),
        )


def _notices(response: Response) -> Iterator[Row]:
    for link in response.css("a[href*='/portal/article/']"):
        yield Row(
            canonical(response.urljoin(link.attrib["href"].strip())),
            Listed(_title(link), _day_beside(link)),
        )


def _title(link) -> str | None:
    shown = link.attrib.get("title") or " ".join("".join(link.css("::text").getall()).split())
    return shown.strip() or None


def _day_beside(link):
    """The day in the row around a link."""
    return day(" ".join(link.xpath("../span//text() | .//span//text()").getall()))
