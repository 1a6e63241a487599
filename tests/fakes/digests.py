"""Arrivals and a digest about instruments that do not exist (示例…), covering every effect."""

import difflib
import re
from datetime import UTC, date, datetime

from digest.compose import compose
from digest.ids import content_id, sha256_hex
from digest.model import (
    Affected,
    Article,
    BlindSpot,
    Block,
    Change,
    ChangeKind,
    Cite,
    Digest,
    Document,
    Effect,
    Format,
    Kinship,
    Member,
    Modality,
    Notice,
    NoticeKind,
    Obligation,
    Op,
    OpKind,
    PageMeta,
    Pair,
    Quote,
    Reading,
    Reason,
    Redline,
    Relation,
    Script,
    Source,
    Status,
    Story,
    Subscription,
    Touched,
    Version,
)
from digest.release import Arrival, Release

SINCE = datetime(2026, 1, 12, 0, 0, tzinfo=UTC)
UNTIL = datetime(2026, 1, 19, 0, 0, tzinfo=UTC)
TITLE = "示例市生成内容标识办法"

OLD = """第一条 为了规范生成内容的标识，制定本办法。
第二条 本办法适用于示例市范围内的生成服务。
第三条 服务提供者应当在生成的图片上添加显著标识。
第四条 服务提供者应当在三十日内处理用户投诉。
第五条 违反本办法规定的，处一万元以下罚款。
第六条 服务提供者不得删除标识。
第七条 服务提供者应当每月向主管部门报送名单。
第八条 鼓励行业组织制订标准。
第九条 服务提供者应当留存日志不少于六个月，并可以记录申请用户的信息。
第十条 本办法由示例市网信办负责解释。"""

NEW = """第一条 为规范生成内容的标识，制定本办法。
第二条 本办法适用于示例市范围内的生成服务。
第三条 服务提供者应当在生成的图片、视频上添加显著标识。
第四条 服务提供者应当在六十日内处理用户投诉。
第五条 违反本办法规定的，处十万元以下罚款。
第六条 服务提供者不得删除标识。
第七条 服务提供者应当设立标识负责人。
标识负责人应当每年接受培训。
第八条 鼓励行业组织制定标准。
第九条 平台应当核验上传内容的标识。
第十条 服务提供者应当留存日志不少于三年，并应当记录申请用户的信息。
第十一条 本办法由示例市网信办负责解释。"""

HOSTILE = '<script>alert(1)</script>]]>[点此](https://evil.example/) & <@all> "x" \x07\u202e'


def document(name: str, text: str) -> Document:
    """A document of one block a line."""
    blocks, at = [], 0
    for part in text.split("\n"):
        blocks.append(Block(part, at, at + len(part)))
        at += len(part) + 1
    return Document(
        id=content_id(name, text),
        capture=content_id("capture", name),
        format=Format.HTML,
        text=text,
        blocks=tuple(blocks),
        dropped=(),
        script=Script.HANS,
        charset="utf-8",
        charset_guessed=False,
        meta=PageMeta(title=name),
        attachments=(),
        rules_version="1-test",
    )


def articles(text: str) -> tuple[Article, ...]:
    """Articles numbered in order, each up to the next label."""
    found = list(re.finditer(r"^(第[一二三四五六七八九十]+条) ", text, re.MULTILINE))
    ends = [m.start() - 1 for m in found[1:]] + [len(text)]
    return tuple(
        Article(str(i), m[1], (), text[m.end() : end], m.end(), end, ())
        for i, (m, end) in enumerate(zip(found, ends, strict=True), 1)
    )


def version(doc: Document, status: Status, day: date, **dates: date) -> Version:
    return Version(
        id=content_id("version", doc.id),
        instrument=content_id(TITLE),
        title=TITLE,
        status=status,
        seen_on=day,
        articles=articles(doc.text),
        document=doc.id,
        published_on=day,
        rules_version="1-test",
        **dates,
    )


def release(
    doc: Document,
    notice: Notice,
    *,
    official: bool = True,
    publisher: str = "示例市网信办",
    url: str = "https://wxb.example/2026/01/15/001.html",
) -> Release:
    source = Source(
        document=doc.id,
        title=notice.title,
        url=url,
        publisher=publisher,
        published_on=notice.published_on,
        sha256=sha256_hex(doc.text.encode("utf-8", "surrogatepass")),
    )
    return Release(Reading(doc, notice, (), (), ()), source, official)


def ops(old: str, new: str) -> tuple[Op, ...]:
    found = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Op(OpKind.EQUAL, old[a:b]))
            continue
        if a < b:
            found.append(Op(OpKind.DELETE, old[a:b]))
        if c < d:
            found.append(Op(OpKind.INSERT, new[c:d]))
    return tuple(found)


def pair(old: str | None, new: str | None, effect: Effect, *changes: Change) -> Pair:
    """A pair of an article of OLD and one of NEW."""
    texts_old = {a.number: a.text for a in articles(OLD)}
    texts_new = {a.number: a.text for a in articles(NEW)}
    a, b = texts_old.get(old or "", ""), texts_new.get(new or "", "")
    relation = Relation.AMENDED
    if not old:
        relation = Relation.ADDED
    elif not new:
        relation = Relation.REMOVED
    elif a == b:
        relation = Relation.SAME
    return Pair(
        old=(old,) if old else (),
        new=(new,) if new else (),
        relation=relation,
        similarity=round(difflib.SequenceMatcher(None, a, b).ratio(), 2),
        ops=ops(a, b),
        effect=effect,
        changes=changes,
    )


LOGS = Obligation(
    id="OB-042",
    name="日志留存",
    statement="留存日志。",
    cites=(Cite(TITLE, "9"),),
    owner="数据合规组",
    topics=("logs",),
    modality=Modality.MUST,
)
LABEL = Obligation("OB-007", "图片标识", "给生成图片加标识。", (Cite(TITLE, "3"),), owner="产品部")
FINE = Obligation("OB-090", "罚款准备", "为罚款计提。", (Cite(TITLE, "5"),))
CONTACT = Obligation("OB-101", "解释机关", "咨询解释机关。", (Cite(TITLE, "10"),), owner="法务部")


def touched(obligation: Obligation, *reasons: Reason, quotes: tuple[Quote, ...] = ()) -> Touched:
    return Touched(obligation, 0.93, reasons or (Reason.CITED,), quotes)


def promulgation(title: str = TITLE) -> Notice:
    return Notice(
        NoticeKind.PROMULGATION,
        f"示例市网信办关于公布《{title}》的通知",
        title,
        issuers=("示例市网信办",),
        published_on=date(2026, 1, 15),
        effective_on=date(2026, 3, 1),
    )


def promulgated() -> Arrival:
    """A draft of 2025-11 promulgated with one pair of every effect, and one repost."""
    old = version(document("draft", OLD), Status.DRAFT, date(2025, 11, 3))
    doc = document("final", NEW)
    new = version(doc, Status.PROMULGATED, date(2026, 1, 15), effective_on=date(2026, 3, 1))
    repost = release(
        document("repost", NEW + "\n转载"),
        promulgation(),
        official=False,
        publisher="示例公众号",
        url="https://mp.example/s/abc",
    )
    modality = Change(ChangeKind.MODALITY, "可以", "应当")
    pairs = (
        (pair("1", "1", Effect.WORDING), ()),
        (pair("2", "2", Effect.NONE), ()),
        (
            pair("3", "3", Effect.CHANGED, Change(ChangeKind.SCOPE, "图片", "图片、视频")),
            (touched(LABEL, Reason.CITED, Reason.LEXICAL),),
        ),
        (pair("4", "4", Effect.RELAXED, Change(ChangeKind.DEADLINE, "三十日", "六十日")), ()),
        (
            pair("5", "5", Effect.TIGHTENED, Change(ChangeKind.SANCTION, "一万元", "十万元")),
            (touched(FINE),),
        ),
        (pair("6", "6", Effect.NONE), ()),
        (pair(None, "7", Effect.NEW), ()),
        (pair("7", None, Effect.REMOVED), ()),
        (pair("8", "8", Effect.WORDING), ()),
        (pair(None, "9", Effect.NEW), ()),
        (
            pair(
                "9",
                "10",
                Effect.TIGHTENED,
                Change(ChangeKind.DEADLINE, "六个月", "三年"),
                modality,
            ),
            (touched(LOGS, Reason.CITED, Reason.SEMANTIC),),
        ),
        (pair("10", "11", Effect.NONE), (touched(CONTACT),)),
    )
    lead = release(doc, promulgation())
    return Arrival(
        story=Story("story-1", lead.id, (Member(repost.id, Kinship.SAME_TEXT),)),
        lead=lead,
        others=(repost,),
        touched=(touched(LOGS),),
        affected=Affected(True, (), ()),
        version=new,
        previous=old,
        redline=Redline(TITLE, TITLE, 10, 11, tuple(p for p, _ in pairs)),
        touched_by_pair=tuple(t for _, t in pairs),
    )


def drafted() -> Arrival:
    """An instrument seen for the first time, open for comments."""
    doc = document("measures", "第一条 平台应当公示算法。")
    notice = Notice(
        NoticeKind.DRAFT,
        "关于《示例省算法公示规定（征求意见稿）》公开征求意见的通知",
        "示例省算法公示规定",
        published_on=date(2026, 1, 14),
        comments_until=date(2026, 2, 14),
    )
    lead = release(doc, notice, publisher="示例省网信办", url="https://wxb.example/draft.html")
    return Arrival(
        story=Story("story-2", lead.id, ()),
        lead=lead,
        others=(),
        touched=(),
        affected=Affected(True, (), ()),
        version=version(doc, Status.DRAFT, date(2026, 1, 14), comments_until=date(2026, 2, 14)),
    )


def commented(text: str = "某律所认为，日志留存不少于三年将增加成本。", **title: str) -> Arrival:
    """A commentary that touches the log obligation, quoted."""
    doc = document("commentary", text)
    notice = Notice(
        NoticeKind.COMMENTARY,
        title.get("title", "新规下的日志留存"),
        TITLE,
        published_on=date(2026, 1, 16),
    )
    lead = release(
        doc, notice, official=False, publisher="示例律所", url="https://mp.example/s/law"
    )
    start = text.find("日志留存")
    quote = Quote(text[start : start + 10], start, start + 10)
    return Arrival(
        story=Story("story-3", lead.id, ()),
        lead=lead,
        others=(),
        touched=(touched(LOGS, Reason.LEXICAL, Reason.SEMANTIC, quotes=(quote,)),),
        affected=Affected(True, (), ()),
    )


def hostile() -> Arrival:
    """A commentary whose title, publisher, address and words are an attack."""
    arrival = commented(f"日志留存{HOSTILE}", title=f"日志{HOSTILE}")
    text = arrival.lead.reading.document.text
    quote = Quote(text, 0, len(text))
    source = arrival.lead.source
    lead = Release(
        arrival.lead.reading,
        Source(
            source.document,
            f"日志{HOSTILE}",
            "javascript:alert(1)",
            HOSTILE,
            source.published_on,
            source.sha256,
        ),
        official=False,
    )
    return Arrival(
        story=arrival.story,
        lead=lead,
        others=(),
        touched=(touched(LOGS, Reason.LEXICAL, quotes=(quote,)),),
        affected=arrival.affected,
    )


BLIND_SPOTS = (BlindSpot("示例工信 意见征集", "无响应", date(2026, 1, 14)),)


def subscription(channel: str = "mail", **filters: tuple[str, ...]) -> Subscription:
    return Subscription("weekly", channel, "legal@firm.example", every="week", **filters)


def digest(*arrivals: Arrival, channel: str = "mail", blind: bool = True, **filters) -> Digest:
    """Compose a week; without arrivals, one of every kind."""
    return compose(
        subscription(channel, **filters),
        SINCE,
        UNTIL,
        arrivals or (promulgated(), drafted(), commented()),
        BLIND_SPOTS if blind else (),
        14,
        13 if blind else 14,
        "1-test",
    )


def silent(blind: bool = False) -> Digest:
    """A week without any arrival."""
    return compose(
        subscription(), SINCE, UNTIL, (), BLIND_SPOTS if blind else (), 14, 14 - blind, "1-test"
    )
