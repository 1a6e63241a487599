"""References that leave the instrument out: 第五条把…, 该办法第六条, in an article about one law.

A writer names the law once and then only the articles. The number is given to the law named last,
under conditions that leave no second reading; everything else stays unresolved.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from digest.model import Citation

_REFERENCE = re.compile(
    r"(?:(?P<that>该|同|上述|前述)(?P<type>法|办法|条例|规定|细则|规则|解释|决定))"
    r"第 ?[0-9零〇一二三四五六七八九十百]"
    r"|(?:^|(?<=[。；，！？ \n]))(?:此外，|其中，|同时，)?(?:其|新增的?|修改后的?|修订后的?)?"
    r"(?P<bare>第 ?[0-9零〇一二三四五六七八九十百]{1,6} ?条)(?! ?[\n：])",
    re.M,
)
_NUMBER = re.compile("第 ?[0-9零〇一二三四五六七八九十百]")
_LAW = re.compile(
    r"^[ *#]{0,40}第 ?[0-9零〇一二三四五六七八九十百]{1,6} ?条(?:之[一二三四五]|[ *：]|$)", re.M
)
_AMENDS = re.compile(r"修改为|增加一条|删去第|条文顺序")
_OTHER = re.compile(r"协议|合同|章程|判决|裁定|公约|指令|法案|[a-zA-Z]{3}")
"""Words of the sentence that may own the number themselves."""
_PARAGRAPHS_BACK = 2
_QUOTED_LABELS = 2
_RECENT = 50


def carried(plain: str, cited: Sequence[Citation]) -> Iterator[tuple[int, int, str]]:
    """Start of the reference, start of its 第N条, and the instrument it is given to.

    ``plain`` is the folded text of a document that is no legal text, ``cited`` the references
    that name their instrument, in their order. A number opens its clause and follows, in its
    paragraph or the two before it, articles of one instrument only, the one named last. 该法
    is the only law named in its sentence or the one before, else in those paragraphs.
    """
    references = list(_REFERENCE.finditer(plain)) if _NUMBER.search(plain) else ()
    if not references:
        return
    if len(_LAW.findall(plain)) >= _QUOTED_LABELS or len(_AMENDS.findall(plain)) >= _QUOTED_LABELS:
        return
    starts = [c.quote.start for c in cited]
    lines = [0, *(m.end() for m in re.finditer(r"\n+", plain))]
    given: list[tuple[int, str]] = []
    for found in references:
        at = found.start("bare") if found["bare"] else found.end("type")
        opening = lines[max(0, bisect_right(lines, at) - 1 - _PARAGRAPHS_BACK)]
        last = bisect_left(starts, at + 1)
        before = cited[max(bisect_left(starts, opening), last - _RECENT) : last]
        if any(at < c.quote.end for c in before):
            continue
        recent = {title for place, title in given[-_RECENT:] if place >= opening}
        titles: set[str | None] = {c.instrument for c in before if c.article} | recent
        if found["that"]:
            title = _that(plain, found, before, recent)
        elif _OTHER.search(_sentence(plain, found.start())):
            continue
        else:
            title = titles.pop() if len(titles) == 1 else None
            title = title if not before or before[-1].instrument == title else None
        if title:
            given.append((at, title))
            yield (found.start() if found["that"] else at), at, title


def _that(
    plain: str, found: re.Match[str], before: Sequence[Citation], recent: set[str]
) -> str | None:
    """该法: the only act of that type near by; a 办法 is no 法."""
    kind = re.compile(r"(?<![办方])法$" if found["type"] == "法" else f"{found['type']}$")
    named = [
        (c.quote.start, c.instrument) for c in before if c.instrument and kind.search(c.instrument)
    ]
    sentence = _opening(plain, found.start())
    last_two = {title for start, title in named if start >= _opening(plain, sentence - 1)}
    titles = last_two or {title for _, title in named} | set(filter(kind.search, recent))
    return titles.pop() if len(titles) == 1 else None


def _opening(plain: str, at: int) -> int:
    """Where the sentence around ``at`` begins."""
    earliest = max(0, at - 200)
    return max(earliest, *(plain.rfind(m, earliest, max(0, at)) + 1 for m in "。！？\n"))


def _sentence(plain: str, at: int) -> str:
    return plain[_opening(plain, at) : at]
