"""The one pipeline: a capture leaves the crawl as soon as it is made."""

from typing import Self

from scrapy.crawler import Crawler

from digest.model import Capture


class CapturePipeline:
    """Hands each capture to the parent process once, and counts it."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.seen: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Capture) -> Capture:
        spider = self.crawler.spider
        if item.id not in self.seen:
            self.seen.add(item.id)
            spider.sink(item)
            spider.captured += 1
        return item
