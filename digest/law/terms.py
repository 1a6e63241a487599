"""What qualifies a clause: its deadline, its amount, and what it excepts (期限、数额、除外)."""

import re

from digest.law.quantities import Quantity

_START = re.compile(
    r"(?:自(?![治然主动愿己身]|行(?!政))|从(?![事业])|在|于|接到|收到|发现)"
    r"[^，。；：]{1,40}?[起后前时内] ?(?:的|在|于)?(?:应当)?$"
)
_EXCEPTION = re.compile(
    r"(?:但是?，?|(?<=；))[^。；]{1,200}?除外|除[^。；]{1,80}?(?:以|之)?外(?=[，。；、]|$)|[^，。；]{1,100}除外"
    r"|(?:但是?，?)?[^，。；]{0,30}另有规定的，?(?:从其规定|[依按]照其规定)"
)
_LONGEST_EVENT = 50


def deadline(plain: str, found: list[Quantity]) -> tuple[int, int] | None:
    """Span of the first of the times ``found`` and the event it runs from: 自…之日起三十日内."""
    time = next((q for q in found if q.kind == "deadline"), None)
    if time is None:
        return None
    event = _START.search(plain, max(0, time.start - _LONGEST_EVENT), time.start)
    return event.start() if event else time.start, time.end


def amount(found: list[Quantity]) -> tuple[int, int] | None:
    """Span of the first money, share, count or age among ``found``."""
    sum_ = next((q for q in found if q.kind == "amount"), None)
    return (sum_.start, sum_.end) if sum_ else None


def exception(plain: str) -> tuple[int, int] | None:
    """Span of what is excepted: 但是…的除外, 除…外, 法律另有规定的，从其规定."""
    found = _EXCEPTION.search(plain) if "外" in plain or "另有规定" in plain else None
    return found.span() if found else None
