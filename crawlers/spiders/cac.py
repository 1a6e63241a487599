"""国家互联网信息办公室: columns as HTML, older rows as JSON, attachments from a servlet."""

import json
import re
from collections.abc import Iterator
from urllib.parse import urljoin

from scrapy import FormRequest, Request
from scrapy.http import Response

from crawlers.canonical import canonical
from crawlers.dates import day
from crawlers.spiders.source import Row, SourceSpider
from digest.errors import SourceError
from digest.model import Capture, Listed

PER_PAGE = 20
_COLUMN = re.compile(r"/(A\d+)index_1\.htm$")
_TAG = re.compile(r"<[^<>]*>")


class CacSpider(SourceSpider):
    """``starts`` are column pages, ``/<path>/A<code>index_1.htm``."""

    def parse_list(self, response: Response) -> Iterator[Request | Capture]:
        rows = list(_rows(response))
        new = bool(rows) and all(row.url not in self.known for row in rows)
        yield from self.open_rows(rows, response.url)
        column = _COLUMN.search(response.url)
        if new and column and self.spec.pages:
            yield self._older(column[1], 1, response.url)

    def _older(self, column: str, page: int, referer: str) -> FormRequest:
        """The call the page itself makes; it lists from the first row on."""
        return FormRequest(
            urljoin(referer, "/cms/JsonList"),
            formdata={"channelCode": column, "perPage": str(PER_PAGE), "pageno": str(page)},
            headers={"Referer": referer},
            callback=self.parse_older,
            errback=self.failed,
            cb_kwargs={"column": column, "page": page, "referer": referer},
            dont_filter=True,
        )

    def parse_older(
        self, response: Response, column: str, page: int, referer: str
    ) -> Iterator[Request]:
        try:
            listed = json.loads(response.text)["list"]
            rows = [
                Row(
                    canonical(response.urljoin(one["infourl"].strip())),
                    Listed(_TAG.sub("", one["topic"]).strip() or None, day(one["pubtime"])),
                )
                for one in listed
            ]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SourceError(f"JsonList has another shape than known: {error!r}") from None
        if not rows:
            return
        fresh = [row for row in rows if row.url not in self.rows]
        unknown = [row for row in fresh if row.url not in self.known]
        yield from self.open_rows(rows, response.url)
        if len(rows) == PER_PAGE and unknown and page < self.spec.pages:
            yield self._older(column, page + 1, referer)


def _rows(response: Response) -> Iterator[Row]:
    for item in response.css("#loadingInfoPage li"):
        link = item.css("h5 a[href]")
        if not link:
            continue
        # the title attribute is whole; the text is cut, and may hold links to 答记者问 beside it
        title = link[0].attrib.get("title") or "".join(link[0].css("::text").getall())
        yield Row(
            canonical(response.urljoin(link[0].attrib["href"].strip())),
            Listed(title.strip() or None, day("".join(item.css(".times ::text").getall()))),
        )
