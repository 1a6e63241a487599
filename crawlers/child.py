"""The inside of a crawl: the child process with Scrapy and its reactor (see `crawlers.process`)."""

import asyncio
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from urllib.request import getproxies

import msgspec

from crawlers.catalogue import SourceSpec
from crawlers.frames import Frame, Job, write_frame
from digest.model import SourceOutcome


def main() -> None:
    """Reads a job from standard input, crawls, writes frames to standard output."""
    job = msgspec.json.decode(sys.stdin.buffer.read(), type=Job)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints must not end up between the frames

    def send(value: Frame) -> None:
        try:
            write_frame(out, value)
        except BrokenPipeError:
            os._exit(1)  # the parent is gone; there is nobody to crawl for

    _Crawl(job, send).run()
    out.close()


class _Crawl:
    """The crawl inside the child: hosts beside each other, the sources of a host in turn."""

    def __init__(self, job: Job, send: Callable[[Frame], None]) -> None:
        self.job = job
        self.send = send
        self.started = time.monotonic()
        self.blocked: dict[str, str] = {}

    def clock(self) -> datetime:
        """The job's now plus the time since, to the second: injected, and true for each fetch."""
        passed = timedelta(seconds=int(time.monotonic() - self.started))
        return self.job.now + passed

    def run(self) -> None:
        from scrapy.utils.log import configure_logging
        from scrapy.utils.reactor import install_reactor

        from crawlers.settings import scrapy_settings

        install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
        from twisted.internet import reactor

        from crawlers.guards import guarded_resolver

        settings = scrapy_settings(self.job.politeness)
        configure_logging(settings)
        self._bypass_proxy()
        reactor.installResolver(guarded_resolver(reactor, self.job.private_hosts, _proxy_hosts()))

        async def whole() -> None:
            try:
                await self._all(settings)
            finally:
                reactor.stop()

        loop = asyncio.get_event_loop()
        task = loop.create_task(whole())
        reactor.run()
        task.result()  # a bug in here is the child's traceback and exit code

    def _bypass_proxy(self) -> None:
        if self.job.private_hosts:
            names = [os.environ.get("no_proxy", ""), *sorted(self.job.private_hosts)]
            os.environ["no_proxy"] = ",".join(filter(None, names))

    async def _all(self, settings: dict[str, object]) -> None:
        from scrapy.crawler import AsyncCrawlerRunner

        runner = AsyncCrawlerRunner(settings)
        hosts: dict[str, list[SourceSpec]] = defaultdict(list)
        for spec in self.job.specs:
            hosts[urlsplit(spec.base).netloc].append(spec)

        async def in_turn(specs: list[SourceSpec]) -> None:
            for place, spec in enumerate(specs):
                if place:
                    await asyncio.sleep(self.job.politeness.delay)
                self.send(await self._one(runner, spec))

        await asyncio.gather(*(in_turn(specs) for specs in hosts.values()))

    async def _one(self, runner, spec: SourceSpec) -> SourceOutcome:
        from scrapy import signals
        from scrapy.utils.misc import load_object

        from crawlers.guards import Guard
        from crawlers.spiders import SPIDERS

        crawler = runner.create_crawler(load_object(SPIDERS[spec.spider]))

        def on_error(failure, response, spider) -> None:
            spider.broke(failure, response)

        def on_close(spider, reason: str) -> None:
            if reason != "finished":
                spider.failures.append(f"{spec.base}: stopped early ({reason})")

        crawler.signals.connect(on_error, signals.spider_error)
        crawler.signals.connect(on_close, signals.spider_closed)
        await runner.crawl(
            crawler,
            spec=spec,
            known=self.job.known[spec.id],
            guard=Guard(spec.allowed_hosts, self.job.private_hosts),
            blocked_hosts=self.blocked,
            sink=self.send,
            clock=self.clock,
        )
        return crawler.spider.outcome()


def _proxy_hosts() -> frozenset[str]:
    found = (urlsplit(proxy).hostname for proxy in getproxies().values())
    return frozenset(host for host in found if host)
