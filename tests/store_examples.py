"""Fictional values the tests of the store share."""

from datetime import UTC, date, datetime, timedelta

from digest.ids import capture_id, content_id, sha256_hex
from digest.model import (
    Article,
    Block,
    Capture,
    Citation,
    Document,
    Duty,
    Format,
    Listed,
    Modality,
    Notice,
    NoticeKind,
    PageMeta,
    Paragraph,
    Quote,
    Reading,
    Script,
    Status,
    Version,
)

NOON = datetime(2026, 1, 15, 4, tzinfo=UTC)
UNLISTED = Listed()
RULES = "1-aaaaaaaa"
TEXT = "示例提供者应当留存日志不少于六个月。"


def at(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


def capture(
    url: str = "https://example.test/a.html",
    body: bytes = b"<p>one</p>",
    *,
    parent: str | None = None,
    listed: Listed = UNLISTED,
) -> Capture:
    return Capture(
        id=capture_id(url, body),
        source="example-cac",
        url=url,
        fetched_at=NOON,
        body=body,
        sha256=sha256_hex(body),
        media_type="text/html",
        parent=parent,
        listed=listed,
    )


def article(number: str = "9", text: str = TEXT) -> Article:
    return Article(
        number, f"第{number}条", ("第一章",), text, 0, len(text),
        (Paragraph(1, None, text, 0, len(text)),),
    )  # fmt: skip


def reading(of: Capture, *, title: str = "示例办法", rules: str = RULES) -> Reading:
    quote = Quote(TEXT, 0, len(TEXT))
    return Reading(
        document=Document(
            id=content_id("document", of.id),
            capture=of.id,
            format=Format.HTML,
            text=TEXT,
            blocks=(Block(TEXT, 0, len(TEXT)),),
            dropped=(),
            script=Script.HANS,
            charset="utf-8",
            charset_guessed=False,
            meta=PageMeta(publisher="示例市网信办"),
            attachments=(),
            rules_version=rules,
        ),
        notice=Notice(
            NoticeKind.PROMULGATION, title, "示例办法", ("示例市网信办",),
            published_on=date(2026, 1, 14), effective_on=date(2026, 3, 1),
        ),
        articles=(article(),),
        duties=(duty(),),
        citations=(Citation("示例法", "21", 1, None, quote),),
    )  # fmt: skip


def duty(number: str = "9", **changes: object) -> Duty:
    values: dict[str, object] = {
        "article": number, "paragraph": 1, "modality": Modality.MUST, "bearer": "示例提供者",
        "action": "留存日志", "condition": None, "deadline": "六个月", "amount": None,
        "quote": Quote(TEXT, 0, len(TEXT)),
    }  # fmt: skip
    return Duty(**(values | changes))


def version(document: str, name: str = "v1", **changes: object) -> Version:
    values: dict[str, object] = {
        "id": content_id(name), "instrument": "abcdef0123456789", "title": "示例办法",
        "status": Status.PROMULGATED, "seen_on": date(2026, 1, 15), "articles": (article(),),
        "document": document, "rules_version": RULES,
    }  # fmt: skip
    return Version(**(values | changes))
