"""公众号: articles by way of feeds. What the feed does not carry is fetched, one at a time."""

from collections.abc import Iterator

from scrapy import Request
from scrapy.http import Response

from crawlers.canonical import canonical
from crawlers.captures import make_capture
from crawlers.imports import feeds
from crawlers.spiders.source import Row, SourceSpider
from digest.errors import DocumentError, SourceError
from digest.model import Capture, Listed


class WechatSpider(SourceSpider):
    """``starts`` are feeds. A captcha stops mp.weixin.qq.com for the rest of the crawl."""

    refreshed = 0  # every request here may be the one that brings the captcha

    def parse_list(self, response: Response) -> Iterator[Request | Capture]:
        try:
            found = feeds.entries(response.body, response.url)
        except DocumentError as error:
            raise SourceError(f"the feed cannot be read: {error}") from None
        linked = []
        for entry in found:
            if not entry.link:
                self.failures.append(f"{response.url}: an entry without a link ({entry.title})")
                continue
            row = Row(
                canonical(entry.link),
                Listed(entry.title, entry.published_on, account=entry.account),
            )
            if entry.content is None or not entry.content.strip():
                linked.append(row)
                continue
            self.rows.add(row.url)
            if entry.failed:
                self.failures.append(f"{row.url}: the feed carries a captcha as its text")
                continue
            yield make_capture(
                self.spec.id,
                row.url,
                entry.content.encode(),
                self.clock(),
                media_type="text/html; charset=utf-8",
                listed=row.listed,
            )
        if linked or not found:
            yield from self.open_rows(linked, response.url)
        else:
            self.lists_read += 1
