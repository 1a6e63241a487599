"""The sample regulators (示例监管机构): invented publishers with invented law, for the demo.

They answer in the exact shapes of the real sites, so the real spiders read them. Every text here
was written for this project; issuers, instruments and accounts do not exist.
"""

from importlib import resources

from crawlers.sample.content import DAYS
from crawlers.sample.site import SampleRegulators

__all__ = ["DAYS", "SampleRegulators", "register_text"]


def register_text() -> str:
    """The sample register as TOML, as it stood before day two."""
    return resources.files("crawlers.sample").joinpath("register.toml").read_text("utf-8")
