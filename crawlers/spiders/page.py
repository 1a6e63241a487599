"""Watched pages: each start is a release itself, fetched every time."""

from collections.abc import Iterator

from scrapy import Request
from scrapy.http import Response

from crawlers.canonical import canonical
from crawlers.spiders.source import SourceSpider
from digest.model import Capture, Listed


class PageSpider(SourceSpider):
    """``starts`` are the pages (or files) themselves."""

    def parse_list(self, response: Response) -> Iterator[Request | Capture]:
        self.lists_read += 1
        # the address asked for, not the one a redirect led to: it is what the user knows
        asked = response.meta.get("redirect_urls", [response.url])[0]
        address = canonical(asked)
        self.rows.add(address)
        yield from self.parse_page(response, address, Listed())
