"""工业和信息化部: a list page is a shell that says where its rows are, as JSON that wraps HTML."""

import json
import re
from collections.abc import Iterator
from urllib.parse import urlencode

from parsel import Selector
from scrapy import Request
from scrapy.http import Response

from crawlers.canonical import canonical
from crawlers.dates import day, exclusive_midnight
from crawlers.spiders.source import Row, SourceSpider
from digest.errors import SourceError
from digest.model import Capture, Listed

_PAIR = re.compile(r"'([^']*)'\s*:\s*'([^']*)'")


class MiitSpider(SourceSpider):
    """``starts`` are list pages. The native page size is kept: other sizes were seen ignored."""

    def parse_list(self, response: Response) -> Iterator[Request | Capture]:
        # the site writes parseType and queryData; an HTML parser lowers the names
        script = response.xpath("//script[@parsetype and @querydata and @url]")
        if not script:
            raise SourceError("the list page has no script with queryData; its layout changed")
        query = dict(_PAIR.findall(script[0].attrib["querydata"]))
        query.setdefault("parseType", script[0].attrib["parsetype"])
        unit = response.urljoin(script[0].attrib["url"])
        yield self.ask(f"{unit}?{urlencode(query)}", self.parse_unit, list_url=response.url)

    def parse_unit(self, response: Response, list_url: str) -> Iterator[Request]:
        try:
            block = json.loads(response.text)["data"]["html"]
        except (ValueError, KeyError, TypeError):
            raise SourceError("the list answered without data.html") from None
        yield from self.open_rows(_rows(Selector(block), response), list_url)


def _rows(block: Selector, response: Response) -> Iterator[Row]:
    for item in block.css("li"):
        link = item.css("a[href*='art/']")
        if not link:
            continue  # filler rows: li.empty, li.border-line
        path = link[0].attrib["href"].strip()
        if "://" not in path and not path.startswith("/"):
            path = "/" + path
        title = link[0].attrib.get("title") or "".join(link[0].css("::text").getall())
        dates = " ".join(item.xpath(".//span[not(contains(@class, 'endtime'))]/text()").getall())
        yield Row(
            canonical(response.urljoin(path)),
            Listed(
                title.strip() or None,
                day(dates),
                exclusive_midnight(item.css(".endtime::text").get()),
            ),
        )
