"""The Chinese words of a digest: one place says how an item is put, every channel repeats it."""

import re
from datetime import timedelta, timezone
from urllib.parse import urlsplit

from digest.model import (
    ChangeKind,
    DateKind,
    Digest,
    Effect,
    Health,
    Item,
    ItemKind,
    Kinship,
    Nearest,
    NoticeKind,
    Novelty,
    Pair,
    Quote,
    Reason,
    Relation,
    Source,
    Touched,
)
from digest.rank import EFFECT_WORDS, KIND_WORDS

SHANGHAI = timezone(timedelta(hours=8))

NOTICES = {
    NoticeKind.PROMULGATION: "公布",
    NoticeKind.AMENDMENT: "修改",
    NoticeKind.REPEAL: "废止",
    NoticeKind.DRAFT: "公开征求意见",
    NoticeKind.CORRECTION: "更正",
    NoticeKind.INTERPRETATION: "解读",
    NoticeKind.ENFORCEMENT: "执法通报",
    NoticeKind.REPORT: "动态",
    NoticeKind.COMMENTARY: "评论",
}
CHANGES = {
    ChangeKind.DEADLINE: "期限",
    ChangeKind.AMOUNT: "金额",
    ChangeKind.MODALITY: "语气",
    ChangeKind.BEARER: "主体",
    ChangeKind.SCOPE: "范围",
    ChangeKind.CONDITION: "条件",
    ChangeKind.REFERENCE: "援引",
    ChangeKind.SANCTION: "罚则",
}
REASONS = {Reason.CITED: "引用条文", Reason.LEXICAL: "用词相同", Reason.SEMANTIC: "语义相近"}
NOVELTIES = {
    Novelty.ADDS_TO: "相近义务：",
    Novelty.CONFLICTS: "数字与已知义务不同：",
}
TAINTED = "网页夹带垃圾内容，不附链接"
KINSHIPS = {
    Kinship.SAME_TEXT: "全文转载",
    Kinship.NEAR_TEXT: "近似转载",
    Kinship.SAME_EVENT: "同一事件",
}
DATES = {DateKind.EFFECTIVE: "施行", DateKind.COMMENTS_UNTIL: "意见截止"}
HEALTHS = {
    Health.OK: "正常",
    Health.EMPTY: "空列表",
    Health.BLOCKED: "被拒绝",
    Health.FAILED: "失败",
    Health.PARTIAL: "部分读取",
}

MOST = 3
"""Obligations and quotes of one item that a message names; the page has them all."""

# Controls break XML and terminals; bidirectional and zero-width ones make a title read as what it
# is not. Line breaks and tabs stay.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_CLAUSE = re.compile(r"(\d{1,4})(?:-(\d{1,3}))?")
_DIGITS = "零一二三四五六七八九"


def plain(text: str) -> str:
    """Text from outside, without characters that are not meant to be read."""
    return _UNPRINTABLE.sub("", text)


def line(text: str) -> str:
    """The same on one line."""
    return " ".join(plain(text).split())


def safe_url(url: str) -> str | None:
    """A web address, or ``None`` for anything that is not one (javascript:, data:, file:)."""
    url = "".join(plain(url).split())
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def chinese(number: int) -> str:
    """1..9999 as a law prints it: 十, 十四, 一百零五."""
    out, zero = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit == 0:
            zero = bool(out)
            continue
        out += ("零" if zero else "") + _DIGITS[digit] + unit
        zero = False
    return out.removeprefix("一") if 10 <= number < 20 else out


def article(number: str) -> str:
    """An article number as printed: "14" 第十四条, "17-1" 第十七条之一, "5.2.1" as it is."""
    match = _CLAUSE.fullmatch(number)
    if not match or not int(match[1]):
        return line(number)
    return f"第{chinese(int(match[1]))}条" + (f"之{chinese(int(match[2]))}" if match[2] else "")


def articles(item: Item) -> str | None:
    """Where the change is: 第九条 → 第十条; 新增 第十条; 删除 第九条."""
    return None if item.pair is None else places(item.pair)


def places(pair: Pair) -> str:
    """The same of a pair."""
    old = "、".join(article(n) for n in pair.old)
    new = "、".join(article(n) for n in pair.new)
    if not old:
        return f"新增 {new}"
    if not new:
        return f"删除 {old}"
    extra = {Relation.SPLIT: "（拆分）", Relation.MERGED: "（合并）"}.get(pair.relation, "")
    if len(pair.old) == len(pair.new) > 1:  # neither way round more than the other
        extra = "（重组）"
    return (new if old == new else f"{old} → {new}") + extra


def effect(item: Item) -> str:
    """The first word of an item."""
    if item.kind is not ItemKind.CHANGE:
        return KIND_WORDS[item.kind]
    if item.pair is None and item.effect is Effect.CHANGED:
        return "状态变更"
    return EFFECT_WORDS[item.effect]


def duty(touched: Touched) -> str:
    """A register line in short: name, id, owner."""
    obligation = touched.obligation
    owner = f"（{line(obligation.owner)}）" if obligation.owner else ""
    return f"{line(obligation.name)}  {line(obligation.id)}{owner}"


def headline(item: Item) -> str:
    """收紧 · 日志留存  OB-042（数据合规组）."""
    if item.touched:
        duties = "；".join(duty(t) for t in item.touched[:MOST])
        rest = f" 等 {len(item.touched)} 项" if len(item.touched) > MOST else ""
    else:
        duties, rest = "登记册未覆盖", ""
    return f"{effect(item)} · {duties}{rest}"


def title(item: Item) -> str:
    """《…》 of the instrument, or the page's own title for a mention."""
    said = line(item.notice.title if item.kind is ItemKind.MENTION else _instrument(item))
    return said if "《" in said else f"《{said}》"


def _instrument(item: Item) -> str:
    return item.instrument or item.notice.title


def event(item: Item) -> str:
    """《…》公布，自 2026-03-01 起施行；前次见于 2025-11 征求意见稿."""
    notice = item.notice
    said = f"{title(item)}{NOTICES[notice.kind]}"
    if item.kind is ItemKind.MENTION:
        about = f"，涉及《{line(item.instrument)}》" if item.instrument else ""
        said = f"{title(item)}（{NOTICES[notice.kind]}）{about}"
    if notice.effective_on:
        said += f"，自 {notice.effective_on} 起施行"
    if notice.comments_until:
        said += f"，意见反馈截至 {notice.comments_until}"
    if item.previous:
        said += f"；前次见于 {line(item.previous)}"
    return said


def changes(item: Item) -> str | None:
    """期限：六个月 → 三年   语气：可以 → 应当."""
    if item.pair is None or not item.pair.changes:
        return None
    return "   ".join(
        f"{CHANGES[c.kind]}：{line(c.old) if c.old else '无'} → {line(c.new) if c.new else '无'}"
        for c in item.pair.changes
    )


def because(item: Item) -> str:
    """Why the reader was told: how the text was found, how the duty was, and the check."""
    said = []
    if item.kind is ItemKind.CHANGE:
        said.append("同一文件的新版本")
    elif item.kind is ItemKind.FIRST_SEEN:
        said.append("首次见到这一文件")
    if item.pair and item.pair.old and item.pair.new:
        said.append(f"条文对应 {item.pair.similarity:.2f}")
    for touched in item.touched[:MOST]:
        if touched.reasons and item.pair:  # without a pair each duty has a line of its own
            reasons = "、".join(REASONS[r] for r in touched.reasons)
            said.append(f"{line(touched.obligation.id)} {reasons} {touched.score:.2f}")
    if any(t.quotes for t in item.touched) or (item.pair and item.pair.new):
        said.append("引文已核对")
    return "；".join(said)


def beside(item: Item, quote: Quote) -> str:
    """The known obligations near to a duty of a new instrument, and where it asks for another
    number than they do; "" where there are none."""
    for one in item.compared:
        if one.quote == quote and one.nearest:
            return NOVELTIES[one.novelty] + "；".join(map(_near, one.nearest))
    return ""


def _near(one: Nearest) -> str:
    said = f"{line(one.obligation)}（{line(one.name)}）"
    if one.numbers is None:
        return said
    known, here = one.numbers
    return f"{said}为{line(known)}，此处为{line(here)}"


def publisher(source: Source) -> str:
    """Who published, and when."""
    day = f" {source.published_on}" if source.published_on else ""
    return f"{line(source.publisher or source.title)}{day}"


def source(item: Item) -> str:
    """来源：示例市网信办 2026-01-15（原文存档 sha256 3f9c…） · 转载 3 篇."""
    attached = f" · 附件 {len(item.attachments)} 份" if item.attachments else ""
    others = f" · 转载 {len(item.others)} 篇" if item.others else ""
    stored = f"（原文存档 sha256 {item.lead.sha256[:8]}…）"
    warned = f" · {TAINTED}" if item.lead.tainted else ""
    return f"{publisher(item.lead)}{stored}{warned}{attached}{others}"


def window(digest: Digest) -> str:
    """2026-01-12 08:00 至 2026-01-19 08:00 in Shanghai."""
    since, until = (d.astimezone(SHANGHAI) for d in (digest.since, digest.until))
    return f"{since:%Y-%m-%d %H:%M} 至 {until:%Y-%m-%d %H:%M}"


def state(digest: Digest) -> str:
    """What happened in one line; silence is said, with how many sources it rests on."""
    healthy = f"{digest.sources_healthy}/{digest.sources_total} 个来源正常"
    if digest.items:
        return f"{len(digest.items)} 项变化，{healthy}"
    if digest.held:
        return f"没有可发布的变化，{healthy}"
    return f"{'所见之处' if digest.blind_spots else ''}没有变化，{healthy}"
