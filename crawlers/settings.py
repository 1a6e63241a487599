"""How a crawl behaves: polite by default, honest about who asks."""

from dataclasses import dataclass
from importlib import metadata

from digest.text.decode import MAX_BYTES


@dataclass(frozen=True, slots=True)
class Politeness:
    """What a crawl allows itself. The user sets ``contact``; the demo sets the delay to 0."""

    delay: float = 3.0
    """Seconds between two requests to one host, varied by half either way."""
    timeout: float = 30.0
    """Seconds to wait for an answer."""
    retries: int = 2
    """After a timeout or a 5xx. Never after 403, 412, 429 or 521."""
    contact: str | None = None
    """A page or mail address of whoever runs this crawl, shown to the sites."""
    source_timeout: float = 3600.0
    """Seconds after which a source is stopped; what it captured stays."""

    @property
    def user_agent(self) -> str:
        """``dutydiff/<version> (+<contact>)``: never the name of a browser."""
        try:
            version = metadata.version("dutydiff")
        except metadata.PackageNotFoundError:
            version = "0"
        return f"dutydiff/{version}" + (f" (+{self.contact})" if self.contact else "")


BLOCK_STATUSES = frozenset({403, 412, 429, 521})
"""A site that answers so wants no further request: stop the host."""


def scrapy_settings(politeness: Politeness) -> dict[str, object]:
    """The settings of Scrapy for one crawl."""
    return {
        "USER_AGENT": politeness.user_agent,
        # robots.txt is obeyed. An answer of 4xx means there are no rules (RFC 9309, 2.3.1.3):
        # that is MIIT, whose robots.txt answers 403 while its pages answer 200. An answer of 5xx
        # means everything is forbidden. See `middlewares.RobotsAnswers`.
        "ROBOTSTXT_OBEY": True,
        # one request at a time for each source, so that "stop" stops with the next request;
        # more would already be on their way
        "CONCURRENT_REQUESTS": 1,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": politeness.delay,
        "RANDOMIZE_DOWNLOAD_DELAY": True,
        "DOWNLOAD_TIMEOUT": politeness.timeout,
        "DOWNLOAD_MAXSIZE": MAX_BYTES,
        "DOWNLOAD_WARNSIZE": 0,
        "RETRY_TIMES": politeness.retries,
        "RETRY_HTTP_CODES": [408, 500, 502, 503, 504],
        "REDIRECT_MAX_TIMES": 5,
        "CLOSESPIDER_TIMEOUT": politeness.source_timeout,
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "DEFAULT_REQUEST_HEADERS": {"Accept": "*/*", "Accept-Language": "zh-CN,zh;q=0.9"},
        # the order of the numbers is the order of requests going out; answers come back reversed
        "DOWNLOADER_MIDDLEWARES": {
            "crawlers.middlewares.GuardMiddleware": 50,
            "crawlers.middlewares.RobotsAnswers": 110,
            # below 590: sees bodies unpacked; above 550: before anything is retried
            "crawlers.middlewares.BlockMiddleware": 560,
        },
        "ITEM_PIPELINES": {"crawlers.pipelines.CapturePipeline": 100},
        "LOG_LEVEL": "ERROR",
    }
