"""The vocabulary, in the order of the flow: what a stage takes and what it hands on.

Every type is a frozen dataclass with tuples, so it can cross processes and be stored as it is.
Dates are days in Asia/Shanghai, instants are aware UTC. ``None`` is unknown, never "".
Offsets (``start``, ``end``) count characters of ``Document.text`` unless said otherwise; the slice
``document.text[start:end]`` is the quote itself, which is what makes a quote checkable.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

# --- captures 原始存档 ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Listed:
    """What the list page, feed or JSON row said of a release before it was opened (列表信息)."""

    title: str | None = None
    published_on: date | None = None
    comments_until: date | None = None
    account: str | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """Raw bytes of one fetch or import: the evidence (原始存档). Kept for good.

    ``id`` derives from ``url`` and ``body`` (`ids.capture_id`), so fetching the same bytes twice is
    one capture and an edit in place is a second one under the same ``url``.
    """

    id: str
    source: str
    url: str
    fetched_at: datetime
    body: bytes
    sha256: str
    media_type: str | None = None
    file_name: str | None = None
    parent: str | None = None
    """The capture of the page that linked this attachment (附件)."""
    listed: Listed = Listed()


# --- documents 正文 ---------------------------------------------------------------------------


class Format(StrEnum):
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"
    PDF = "pdf"
    DOCX = "docx"


class Script(StrEnum):
    """Simplified, traditional, both, or neither (简体, 繁体, 混用, 非汉字)."""

    HANS = "hans"
    HANT = "hant"
    MIXED = "mixed"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph-like piece of a document; ``text == document.text[start:end]``."""

    text: str
    start: int
    end: int
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Dropped:
    """A block that is not text of the release, and the rule that said so (被剔除的内容)."""

    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file a page links to (附件)."""

    url: str
    name: str


@dataclass(frozen=True, slots=True)
class PageMeta:
    """What a page says of itself, before the law in it is read."""

    title: str | None = None
    publisher: str | None = None
    """Site, account or organisation that shows the page (来源, 公众号)."""
    author: str | None = None
    published_on: date | None = None
    url: str | None = None
    origin_url: str | None = None
    """阅读原文 or 来源: where the page says its text comes from."""
    doc_no: str | None = None
    origin: str | None = None
    """来源 by name, where another shows the page: whose text a repost says it is."""


@dataclass(frozen=True, slots=True)
class Document:
    """Clean text of a release (正文), in blocks, with everything dropped kept beside it.

    ``text`` is the blocks joined by newlines, in the original script and punctuation.
    """

    id: str
    capture: str
    format: Format
    text: str
    blocks: tuple[Block, ...]
    dropped: tuple[Dropped, ...]
    script: Script
    charset: str
    charset_guessed: bool
    meta: PageMeta
    attachments: tuple[Attachment, ...]
    rules_version: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document, exactly (引文): ``document.text[start:end] == text``."""

    text: str
    start: int
    end: int


# --- notices and the text of the law ------------------------------------------------------------


class NoticeKind(StrEnum):
    """What a release does, and so its relation to the instrument that it is about."""

    PROMULGATION = "promulgation"  # 公布, 发布
    AMENDMENT = "amendment"  # 修改决定, 修正
    REPEAL = "repeal"  # 废止
    DRAFT = "draft"  # 公开征求意见
    CORRECTION = "correction"  # 更正
    INTERPRETATION = "interpretation"  # 答记者问, 专家解读, 一图读懂
    ENFORCEMENT = "enforcement"  # 行政处罚, 通报, 典型案例
    REPORT = "report"  # 新闻, 工作动态
    COMMENTARY = "commentary"  # 律所, 学者, 自媒体文章


@dataclass(frozen=True, slots=True)
class Notice:
    """What a release does, to which instrument, by whom and when."""

    kind: NoticeKind
    title: str
    instrument: str | None
    """Title of the instrument the notice is about, without 《》 and 征求意见稿."""
    issuers: tuple[str, ...] = ()
    """Who issues it; of a report or interpretation, who issued the instrument it is about."""
    doc_no: str | None = None
    published_on: date | None = None
    effective_on: date | None = None
    comments_until: date | None = None
    status: Status | None = None
    """What it makes of the text it issues: DRAFT, PROMULGATED or REPEALED; None: it issues none."""
    adopted_on: date | None = None
    """The last day the text was adopted or amended (通过, 修正): before it was published."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """款, or 项 when ``point`` is set. ``number`` counts 款 from 1; ``point`` is "1" for （一）."""

    number: int
    point: str | None
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """条; a clause of a standard is an article too.

    ``number`` is Arabic ("14", "17-1" for 第十七条之一, "5.2.1"); ``label`` as printed;
    ``text`` without the label; ``start`` and ``end`` are the span of ``text``.
    """

    number: str
    label: str
    path: tuple[str, ...]
    text: str
    start: int
    end: int
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Annexed:
    """A text beside the main one of a page, with a numbering of its own.

    With a ``label`` it is an annex (附件), part of the law before it: its articles are numbered
    "附件1.3", or "附件1" where it has no numbers. Without, it is an instrument by itself, the
    articles of the first "另件1.1", "另件1.2": no number means two articles of one page.
    """

    title: str
    label: str | None
    articles: tuple[Article, ...]


class Modality(StrEnum):
    MUST = "must"  # 应当, 须, 必须
    MUST_NOT = "must_not"  # 不得, 禁止, 严禁
    MAY = "may"  # 可以
    ENTITLED = "entitled"  # 有权


@dataclass(frozen=True, slots=True)
class Duty:
    """What one article asks of someone (义务), with the words that ask it."""

    article: str
    paragraph: int
    modality: Modality
    bearer: str | None
    action: str
    condition: str | None
    deadline: str | None
    amount: str | None
    quote: Quote
    authority: bool = False
    """True when the bearer is an authority (主管部门) and not the regulated party."""
    sanctions: tuple[str, ...] = ()
    """Articles of the same text that punish a breach of this one (罚则)."""
    exception: str | None = None
    """What is excepted, as printed (但是…的除外, 除…外)."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference to an instrument, or to a place in it: 《…》第N条第M款第K项.

    ``instrument`` is the full title it resolves to; ``None`` when it could not be resolved.
    """

    instrument: str | None
    article: str | None
    paragraph: int | None
    point: str | None
    quote: Quote


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one capture: the value of the pure function `reading.read`."""

    document: Document
    notice: Notice
    articles: tuple[Article, ...]
    duties: tuple[Duty, ...]
    """Those of the articles, and of what is annexed."""
    citations: tuple[Citation, ...]
    annexed: tuple[Annexed, ...] = ()
    """What the page holds beside the main text, in its order."""


# --- instruments, versions, redlines ------------------------------------------------------------


class Status(StrEnum):
    DRAFT = "draft"  # 征求意见稿, 草案
    PROMULGATED = "promulgated"  # 已公布, 未施行
    IN_FORCE = "in_force"  # 现行有效
    SUPERSEDED = "superseded"  # 已被修改
    REPEALED = "repealed"  # 已废止


@dataclass(frozen=True, slots=True)
class Version:
    """The text of an instrument at a time (文本). ``instrument`` is its id, from `versions`."""

    id: str
    instrument: str
    title: str
    status: Status
    """DRAFT, PROMULGATED or REPEALED as read; IN_FORCE and SUPERSEDED follow from dates."""
    seen_on: date
    articles: tuple[Article, ...]
    document: str
    issuers: tuple[str, ...] = ()
    published_on: date | None = None
    effective_on: date | None = None
    comments_until: date | None = None
    rules_version: str = ""
    stage: str | None = None
    """The mark of a draft (征求意见稿, 修订草案二次审议稿)."""


@dataclass(frozen=True, slots=True)
class Act:
    """What a release does to an instrument whose text it does not carry: it repeals it (废止), or
    orders changes in it (修改决定). ``instrument`` is the id of the title that it names."""

    kind: NoticeKind
    """REPEAL or AMENDMENT."""
    instrument: str
    named: str
    by: str
    """Title of the decision, or of the law that takes the place of another."""
    document: str
    seen_on: date
    quote: str
    decided_on: date | None = None
    """The day it was adopted or published, the earlier one."""
    published_on: date | None = None
    effective_on: date | None = None


class Relation(StrEnum):
    SAME = "same"
    AMENDED = "amended"
    SPLIT = "split"
    MERGED = "merged"
    ADDED = "added"
    REMOVED = "removed"


class Effect(StrEnum):
    """What a change does to the one who bears the duty."""

    NONE = "none"
    WORDING = "wording"
    TIGHTENED = "tightened"
    RELAXED = "relaxed"
    CHANGED = "changed"
    NEW = "new"
    REMOVED = "removed"


class ChangeKind(StrEnum):
    DEADLINE = "deadline"
    AMOUNT = "amount"
    MODALITY = "modality"
    BEARER = "bearer"
    SCOPE = "scope"
    CONDITION = "condition"
    REFERENCE = "reference"
    SANCTION = "sanction"


class OpKind(StrEnum):
    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


@dataclass(frozen=True, slots=True)
class Op:
    """One step of a redline. Equal and delete join to the old text, equal and insert to the new."""

    kind: OpKind
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A value that changed inside a duty, on both sides; ``None`` where a side has none."""

    kind: ChangeKind
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand in one version (位置): 条, 款, 项; ``paragraph`` is None where the article
    is a single 款. ``start`` and ``end`` count characters of the side of the pair that holds the
    article: there ``side[start:end] == text``."""

    article: str
    paragraph: int | None
    point: str | None
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Move:
    """A 款, a 项 or a sentence that stands elsewhere in the new text (移动): its words, without
    number and closing mark, are deleted whole at one place and inserted whole at the other. A 款 or
    a 项 that moved inside its article may be edited there (移动并修改)."""

    old: Place
    new: Place
    ops: tuple[Op, ...] = ()
    """The steps from ``old.text`` to ``new.text``, as those of a pair; none where the two have one
    key: it moved as it was."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Articles of two versions that belong together. Every article is in exactly one pair."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    relation: Relation
    similarity: float
    ops: tuple[Op, ...]
    effect: Effect
    changes: tuple[Change, ...]
    moves: tuple[Move, ...] = ()
    """What went from or to one of these articles; from one pair to another, a move is in both."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above articles (编、章、节), the highest first, on both sides: one heading with a
    new name where it is ``renamed``, else another one to which the ``articles`` (in the numbers of
    the new text) went."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    articles: tuple[str, ...]
    renamed: bool


@dataclass(frozen=True, slots=True)
class Redline:
    """Two versions compared, as data; no markup until bots."""

    old_title: str
    new_title: str
    old_articles: int
    new_articles: int
    pairs: tuple[Pair, ...]
    headings: tuple[Heading, ...] = ()


class AmendOp(StrEnum):
    MODIFY = "modify"
    ADD = "add"
    DELETE = "delete"
    RENUMBER = "renumber"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Operation:
    """One instruction of an amendment decision (修改决定), decoded."""

    op: AmendOp
    article: str | None
    new_article: str | None
    paragraph: int | None
    text: str | None
    quote: str
    point: str | None = None
    old: str | None = None
    """The words that ``text`` replaces."""


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A reference in the preview that no instruction adapts: what it cites has another number now,
    ``now``, or is deleted. ``article`` is the one it stands in, in the new numbers."""

    article: str
    cited: str
    now: str | None


@dataclass(frozen=True, slots=True)
class Amendment:
    """A decision decoded and applied as a preview; what was not understood is said, not guessed."""

    operations: tuple[Operation, ...]
    undecoded: tuple[str, ...]
    text: str
    unapplied: tuple[str, ...] = ()
    """The words of operations that are understood and do not fit the old text."""
    left_behind: tuple[LeftBehind, ...] = ()


# --- the register, matches, stories --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cite:
    """An instrument by full title, and the article of it that an obligation rests on."""

    instrument: str
    article: str | None = None
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Obligation:
    """One line of the user's register (合规义务)."""

    id: str
    name: str
    statement: str
    cites: tuple[Cite, ...]
    gloss: str | None = None
    """The statement in English."""
    owner: str | None = None
    topics: tuple[str, ...] = ()
    bearer: str | None = None
    modality: Modality | None = None
    deadline: str | None = None
    amount: str | None = None
    sanction: str | None = None
    status: str = "in_force"
    """in_force, pending or repealed."""
    effective_on: date | None = None
    as_of: date | None = None
    """The day whose article numbers ``cites`` uses; None: those of the newest version known."""
    url: str | None = None


class Reason(StrEnum):
    """Why a reader was told."""

    CITED = "cited"
    LEXICAL = "lexical"
    SEMANTIC = "semantic"


class Verdict(StrEnum):
    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Match:
    """A document touches an obligation: how surely, for which reasons, in which words."""

    obligation: str
    document: str
    score: float
    reasons: tuple[Reason, ...]
    quotes: tuple[Quote, ...]
    verdict: Verdict = Verdict.SUGGESTED


@dataclass(frozen=True, slots=True)
class Affected:
    """What one document means for a register. ``ranked`` holds the best, whatever their score."""

    relevant: bool
    matches: tuple[Match, ...]
    ranked: tuple[tuple[str, float], ...]


class Novelty(StrEnum):
    """What a duty of a new instrument is beside the register."""

    NEW = "new"
    ADDS_TO = "adds_to"
    CONFLICTS = "conflicts_in_a_number"


@dataclass(frozen=True, slots=True)
class Nearest:
    """A known obligation near to a duty. ``numbers``: its own and the duty's, as printed, where the
    two ask for different ones."""

    obligation: str
    name: str
    score: float
    numbers: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """A duty of a new instrument and the known obligations nearest to it, nearest first."""

    article: str
    quote: Quote
    novelty: Novelty
    nearest: tuple[Nearest, ...]


class Kinship(StrEnum):
    """How a member belongs to a story."""

    SAME_TEXT = "same-text"
    NEAR_TEXT = "near-text"
    SAME_EVENT = "same-event"


@dataclass(frozen=True, slots=True)
class Member:
    release: str
    """Document id."""
    relation: Kinship


@dataclass(frozen=True, slots=True)
class Story:
    """One event across sites. ``lead`` is a document id; the official release leads."""

    id: str
    lead: str
    members: tuple[Member, ...]


# --- what people get ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Subscription:
    """Who gets what, where, how often (订阅)."""

    id: str
    channel: str
    """A name of `bots.CHANNELS`: file, mail, telegram, wecom, feishu, dingtalk."""
    address: str
    topics: tuple[str, ...] = ()
    """Empty: every topic."""
    owners: tuple[str, ...] = ()
    every: str = "day"
    """day or week."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an item comes from: the release, and the stored evidence of it."""

    document: str
    title: str
    url: str
    publisher: str | None
    published_on: date | None
    sha256: str
    relation: Kinship | None = None
    """None for the lead of the story."""
    tainted: bool = False
    """The page is wrapped in spam (被篡改的网页): it is named, but nobody is sent there."""


class ItemKind(StrEnum):
    CHANGE = "change"  # a version against the one before it
    FIRST_SEEN = "first_seen"  # an instrument seen for the first time
    MENTION = "mention"  # commentary, interpretation, enforcement that touches obligations


@dataclass(frozen=True, slots=True)
class Touched:
    """An obligation an item touches, and why it is believed to."""

    obligation: Obligation
    score: float
    reasons: tuple[Reason, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a digest. ``touched`` is empty when no register line covers a new duty."""

    id: str
    kind: ItemKind
    effect: Effect
    instrument: str | None
    notice: Notice
    touched: tuple[Touched, ...]
    pair: Pair | None
    previous: str | None
    """Which version the redline compares with, as a reader would say it."""
    lead: Source
    attachments: tuple[Source, ...]
    """Files that hang on the lead or on a repost (附件)."""
    others: tuple[Source, ...]
    """Reposts and reports of the same story (转载)."""
    materiality: float
    why: tuple[str, ...]
    """Named reasons of the rank (`rank`)."""
    duties: tuple[Quote, ...] = ()
    """What an instrument seen for the first time asks of the regulated."""
    compared: tuple[Compared, ...] = ()
    """What these duties are beside the register."""


@dataclass(frozen=True, slots=True)
class BlindSpot:
    """What was not seen (未见): a source, file or page; why; who can mend it."""

    name: str
    reason: str
    since: date | None = None


class DateKind(StrEnum):
    EFFECTIVE = "effective"
    COMMENTS_UNTIL = "comments_until"


@dataclass(frozen=True, slots=True)
class DateEntry:
    """A day for the calendar (日历)."""

    on: date
    kind: DateKind
    instrument: str
    url: str


@dataclass(frozen=True, slots=True)
class Digest:
    """What one subscription gets for one window. Silence is never ambiguous: the health of the
    sources is part of it, and so are the items that the quote check held back."""

    id: str
    subscription: str
    since: datetime
    until: datetime
    items: tuple[Item, ...]
    dates: tuple[DateEntry, ...]
    blind_spots: tuple[BlindSpot, ...]
    held: tuple[str, ...]
    sources_total: int
    sources_healthy: int
    rules_version: str


class DeliveryState(StrEnum):
    PENDING = "pending"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One part sent once. ``id`` is the idempotency key of (digest, channel, address, part)."""

    id: str
    digest: str
    subscription: str
    channel: str
    address: str
    part: int
    payload: str
    state: DeliveryState = DeliveryState.PENDING
    attempts: int = 0
    not_before: datetime | None = None
    error: str | None = None


# --- runs -----------------------------------------------------------------------------------------


class Health(StrEnum):
    OK = "ok"
    EMPTY = "empty"  # answered, but listed nothing: an alarm
    BLOCKED = "blocked"  # 403, 412, 429, 521, captcha
    FAILED = "failed"  # no answer, or not understood
    PARTIAL = "partial"  # some pages read, some not


@dataclass(frozen=True, slots=True)
class SourceOutcome:
    """How one source did in one crawl."""

    source: str
    name: str
    health: Health
    listed: int
    captured: int
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """An expected failure as a value: what, where, and what to do about it."""

    where: str
    """File, URL, key or line."""
    what: str
    kind: str
    """Name of the error class."""
