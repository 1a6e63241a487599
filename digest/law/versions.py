"""Versions of an instrument (文本) and their chain: draft, promulgated, amended; and what was in
force on a day (时点效力)."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from digest.ids import content_id
from digest.law import drafts
from digest.law.annexes import in_annex
from digest.law.dates import effective
from digest.law.gaps import head
from digest.law.lexicon import folded
from digest.law.names import full_title, renumbered_on
from digest.model import Article, Notice, NoticeKind, Reading, Status, Version
from digest.text.normalise import key, simplified

_MARK = (
    r"(?:征求意见|草案|审议稿|送审稿|讨论稿|报批稿|公开|试行|修订|修正|"
    r"\d{4}年?版?$|[〇零一二三四五六七八九]{4}年?$)"
)
_BRACKETED_MARK = re.compile(rf"[(\[][^()\[\]]{{0,30}}{_MARK}[^()\[\]]{{0,30}}[)\]]")
_DRAFT_TAIL = re.compile(
    r"(?:\d{4}年?)?(?:修订|修正)?(?:草案|送审稿|审议稿)?(?:第?[一二三]次)?(?:公开)?"
    r"(?:征求意见稿|草案|审议稿|送审稿)$"
)
_EDITION_TAIL = re.compile(r"\d{4}年?(?:修订|修正|修订版|修正版|版)?$")
_CONSULTATION = re.compile(
    r"^[^《》]{0,80}关于《([^《》]{2,100})》[^《》]{0,20}征求[^《》]{0,12}意见"
)
_WIDTH = str.maketrans("（）［］〔〕【】", "()[][][]") | {0xFF10 + n: str(n) for n in range(10)}
_NOT_NAME = re.compile(r"[\W_]+")
_NAMED = re.compile(
    r"法(?![院律制治定])|条例|规定|办法|细则|规则|规范|规程|规章|章程|解释|决定|决议|通知|公告|意见|指南|指引"
    r"|标准|要求|方案|目录|清单|制度|纲要|GB|TC260"
)
_SENTENCE = re.compile(r"[，。；,;]|通过[)）]?$|\.[A-Za-z0-9]{1,5}$|^[a-z]{3,6}:")
"""A sentence, a 题注, a file name or an address in the place of a title."""
_LONGEST_WAIT = timedelta(days=366)
"""An amendment of unknown commencement counts as in force after a year; an amendment seldom waits
so long (公司法 2023: six months, 民法典: seven)."""

_LEGAL = {NoticeKind.PROMULGATION, NoticeKind.DRAFT, NoticeKind.CORRECTION}
_INSTRUCTION = re.compile(r"[^。\"]{0,80}(?:(?:修改|改)为|增[加写]|删[去除]|作为第|\".{1,400}改为)")
_COVERED = 0.6
"""Share of a document that its articles must make up before a page that is no legal notice counts
as the whole text of a law: a repost does, an interpretation that quotes articles does not."""


def instrument_id(title: str) -> str:
    """Id of the instrument a title names, whatever stage, edition, script or width it is given in.

    Dropped: 《》, 中华人民共和国, year editions, and marks of stage such as （征求意见稿）,
    （修订草案）, （试行）. Everything else distinguishes, 暂行 too: a wrong link is worse than a
    missing one.
    """
    name = simplified(title).translate(_WIDTH).strip()
    consultation = _CONSULTATION.match(name)
    if consultation:
        name = consultation[1]
    name = name.replace("中华人民共和国", "")
    name = re.sub(r"[《》\s]+", "", _BRACKETED_MARK.sub("", name))
    name = _EDITION_TAIL.sub("", _DRAFT_TAIL.sub("", name)) or name
    return content_id("instrument", _NOT_NAME.sub("", key(name).text))


def instrument_key(title: str) -> str:
    """The id under which every name of a known instrument meets, short and English ones too."""
    return instrument_id(full_title(title) or title)


def version(reading: Reading, seen_on: date, parent: Reading | None = None) -> Version | None:
    """The text of an instrument in a reading, or None when the reading is no legal text.

    `parent` is the page an attachment hangs on; its notice fills what the attachment does not say.
    A repost gives a version too, under the id of the original: see `same_text`. A text whose title
    names no kind of instrument is an instrument by itself, linked to no other.
    """
    notice, filling = reading.notice, parent.notice if parent else None
    if len(reading.articles) < 2 or head(reading.articles) or not _is_law(reading, filling):
        return None  # of a text without its head nobody may think that it is the law of a day
    articles = law_articles(reading)
    title = notice.instrument or (filling and filling.instrument) or notice.title
    instrument, keys = _instrument(title, articles), _keys(articles)
    status = _status(notice, filling)
    # A draft promulgated as it stood is another version: from now on its duties bind.
    stage = "draft" if status is Status.DRAFT else "law"
    return Version(
        id=content_id("version", instrument, stage, *keys),
        instrument=instrument,
        title=title,
        status=status,
        seen_on=seen_on,
        articles=articles,
        document=reading.document.id,
        issuers=notice.issuers or (filling.issuers if filling else ()),
        published_on=notice.published_on
        or (filling.published_on if filling else None)
        or notice.adopted_on,
        effective_on=notice.effective_on or (filling.effective_on if filling else None),
        comments_until=notice.comments_until or (filling.comments_until if filling else None),
        rules_version=reading.document.rules_version,
        stage=_stage(reading, filling) if status is Status.DRAFT else None,
    )


def titled(version: Version) -> bool:
    """Whether the title names an instrument, and is no line of the page or name of a file."""
    return names_instrument(version.title)


def own_instrument(version: Version) -> str:
    """The instrument that a version names itself, whatever chain it was put into."""
    return _instrument(version.title, version.articles)


def law_articles(reading: Reading) -> tuple[Article, ...]:
    """The articles of the law in a reading and those of its annexes, which are part of it."""
    annexes = (part for one in reading.annexed if one.label is not None for part in one.articles)
    return (*reading.articles, *annexes)


def same_text(a: Version, b: Version) -> bool:
    """True when two versions have the same articles under the same numbers, glyphs aside."""
    return _keys(a.articles) == _keys(b.articles)


def ordered(versions: Iterable[Version]) -> tuple[Version, ...]:
    """The chain of an instrument, oldest first; drafts before the law of the same day, in the order
    of their stages. A draft that bears no day stands before the law it became, and before later
    drafts of it (`drafts.places`). A page that was edited in place keeps its date, so the day it
    was seen decides, then the order given: that of their arrival."""
    known = tuple(versions)
    days = drafts.places(known, {version.id: dated(version) for version in known})
    return tuple(sorted(known, key=lambda version: _place(version, days[version.id])))


def _place(version: Version, day: date) -> tuple[date, bool, tuple[int, int], date]:
    draft = version.status is Status.DRAFT
    return day, not draft, drafts.rank(version) if draft else (0, 0), version.seen_on


def previous(version: Version, chain: Iterable[Version]) -> Version | None:
    """The version of another text that comes just before this one in the chain."""
    # One of the chain stays at its place in it.
    known = [version if other.id == version.id else other for other in chain]
    line = ordered(known if version in known else [*known, version])
    at = next(i for i, candidate in enumerate(line) if candidate.id == version.id)
    return line[at - 1] if at > 0 else None


def in_force(chain: Iterable[Version], on: date) -> Version | None:
    """The text in force on a day; None before the first took effect and after a repeal.

    An amended text that tells no day of its own, and whose last article still prints the day the
    first version took effect (自2017年6月1日起施行), is promulgated and not known to be in force:
    the text before it is, until a year after the amendment was published. This errs on the side of
    the old text; only the amending decision or its page tells the real day. A law that prints no
    day at all is in force from its publication, else from the day it was seen.
    """
    laws = [v for v in chain if v.status is not Status.DRAFT and begins(v) <= on]
    # Of two with the same days the later counts: a page edited in place keeps its dates. A text
    # that begins on the day its predecessor is repealed takes its place.
    last = max(
        reversed(ordered(laws)),
        key=lambda v: (begins(v), v.status is not Status.REPEALED, dated(v)),
        default=None,
    )
    return None if last is None or last.status is Status.REPEALED else last


def before(chain: Iterable[Version], version: Version) -> Version | None:
    """The text in force until a version began."""
    return in_force(chain, begins(version) - timedelta(days=1))


def unsettled(chain: Iterable[Version], on: date) -> Version | None:
    """The newest text published by a day whose commencement nobody knows, where no later one is in
    force: what `in_force` tells of that day may be the text before it, or too early this one."""
    laws = [v for v in chain if v.status is not Status.DRAFT and dated(v) <= on]
    begun = [dated(v) for v in laws if not _of_unknown_day(v) and begins(v) <= on]
    open_ = [v for v in laws if _of_unknown_day(v) and dated(v) >= max(begun, default=date.min)]
    return ordered(open_)[-1] if open_ else None


def status_on(version: Version, chain: Iterable[Version], on: date) -> Status:
    """What a version is on a day: drafts stay drafts, laws come into force and are superseded. An
    amended text of unknown commencement stays promulgated as long as `in_force` waits for it. A
    repeal is promulgated until its day."""
    if version.status is Status.DRAFT:
        return version.status
    if begins(version) > on:
        return Status.PROMULGATED
    if version.status is Status.REPEALED:
        return version.status
    chain = tuple(chain)
    current = in_force([*chain, version], on)
    if current is None:
        return Status.REPEALED
    return Status.IN_FORCE if current.id == version.id else Status.SUPERSEDED


def begins(version: Version) -> date:
    """The day from which a version counts as in force, see `in_force`."""
    if version.effective_on:
        return version.effective_on
    known = renumbered_on(version.title)
    if known and version.published_on and known - _LONGEST_WAIT <= version.published_on < known:
        return known
    if version.published_on and _of_unknown_day(version):
        return version.published_on + _LONGEST_WAIT
    return version.published_on or version.seen_on


def dated(version: Version) -> date:
    """The day a version belongs to. A page seen late was published before its own deadlines."""
    if version.published_on:
        return version.published_on
    known = (version.seen_on, version.comments_until, version.effective_on)
    return min(day for day in known if day)


def whole(articles: Sequence[Article]) -> bool:
    """第一条, 第二条, … without a gap: the full text of a law and no excerpt."""
    if not all(article.label.startswith("第") for article in articles):
        return False
    numbers = [int(article.number.split("-")[0].split(".")[0]) for article in articles]
    steps = {after - before for before, after in pairwise(numbers)}
    return numbers[0] == 1 and steps <= {0, 1}


def names_instrument(title: str) -> bool:
    """Whether words in the place of a title are one."""
    # A line of the page in the place of a title would link all laws of one session (会议通过).
    return _NAMED.search(simplified(title)) is not None and not _SENTENCE.search(title)


def _instrument(title: str, articles: Sequence[Article]) -> str:
    return (
        instrument_id(title)
        if names_instrument(title)
        else content_id("untitled", *_keys(articles))
    )


def _keys(articles: Sequence[Article]) -> tuple[str, ...]:
    return tuple(f"{article.number}\n{key(article.text).text}" for article in articles)


def _of_unknown_day(version: Version) -> bool:
    published = version.published_on
    return (
        published is not None
        and version.effective_on is None
        and _keeps_first_day(version, published)
    )


def _keeps_first_day(version: Version, published: date) -> bool:
    """Whether the closing articles print a commencement before this text was published."""
    closing = [article for article in version.articles if not in_annex(article.number)][-3:]
    days = (effective(folded(article.text), None) for article in closing)
    return any(day is not None and day < published for day in days)


def _is_law(reading: Reading, filling: Notice | None) -> bool:
    if reading.notice.kind in _LEGAL or (filling and filling.kind in _LEGAL):
        return True
    if _instructs(reading):
        return False
    # An amendment decision has numbered items and quotes articles, a commentary quotes them too.
    covered = sum(len(article.text) + len(article.label) for article in reading.articles)
    return whole(reading.articles) and covered >= _COVERED * len(reading.document.text)


def _instructs(reading: Reading) -> bool:
    """Whether the articles are those of an amendment (修正案), each an instruction."""
    if reading.notice.kind is not NoticeKind.AMENDMENT:
        return False
    told = sum(bool(_INSTRUCTION.match(folded(a.text))) for a in reading.articles)
    return 2 * told > len(reading.articles)


def _stage(reading: Reading, filling: Notice | None) -> str | None:
    titles = (reading.notice.title, filling.title if filling else "")
    return drafts.stage(reading, *titles)


def _status(notice: Notice, filling: Notice | None) -> Status:
    kinds = {notice.kind, filling.kind if filling else notice.kind}
    title = simplified(notice.title)
    if NoticeKind.DRAFT in kinds or "征求意见稿" in title or "草案" in title:
        return Status.DRAFT
    return Status.REPEALED if NoticeKind.REPEAL in kinds else Status.PROMULGATED
