"""For how long a text says it holds (有效期五年, 有效期至2030年12月31日)."""

import re
from datetime import date, timedelta

from digest.law import dates
from digest.law.annexes import in_annex
from digest.law.lexicon import NUM, folded
from digest.law.versions import begins
from digest.model import Version
from digest.text.numerals import to_int

_YEARS = re.compile(
    rf"(?:施行|实施|生效|执行)，?(?:本[\u4e00-\u9fff]{{1,6}})?(?:有效期|试行期?)限?(?:为|：)?(?P<n>{NUM})年"
)
_CLOSING = 3


def lapses(version: Version) -> tuple[date, str] | None:
    """The day after the last on which a text says that it holds, and the words; it may have been
    prolonged since."""
    for article in [a for a in version.articles if not in_annex(a.number)][-_CLOSING:]:
        plain = folded(article.text)
        if found := _YEARS.search(plain):
            first, years = begins(version), to_int(found["n"]) or 0
            return _years_on(first, years), article.text[found.start() : found.end()]
        if until := dates.valid_until(plain):
            day, start, end = until
            return day + timedelta(days=1), article.text[start:end]
    return None


def _years_on(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # from 29 February
        return date(day.year + years, 3, 1)
