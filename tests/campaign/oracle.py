"""What must hold of every reading, whatever the bytes were."""

import unicodedata
from datetime import UTC, datetime

from digest.errors import DocumentError
from digest.ids import capture_id, sha256_hex
from digest.model import Capture, Document, Quote, Reading
from digest.reading import read
from digest.text.normalise import key


def captured(body: bytes, name: str) -> Capture:
    """The capture of a file."""
    return Capture(
        id=capture_id(name, body),
        source="file",
        url=f"file:{name}",
        fetched_at=datetime(2026, 1, 16, tzinfo=UTC),
        body=body,
        sha256=sha256_hex(body),
        file_name=name,
    )


def outcome(body: bytes, name: str) -> str:
    """The format that was read, or the class that refused the bytes. Raises what is a fault."""
    try:
        reading = read(captured(body, name))
    except DocumentError as refused:
        sentence = str(refused)
        assert sentence.strip(), "a refusal without words"
        assert len(sentence.splitlines()) == 1, f"a refusal of several lines: {sentence!r}"
        assert len(sentence) <= 400, f"a refusal of {len(sentence)} characters"
        unseen = [char for char in sentence if unicodedata.category(char) in ("Cc", "Cf", "Cs")]
        assert not unseen, f"a refusal with control characters: {sentence!r}"
        return type(refused).__name__
    check(reading)
    return str(reading.document.format)


def check(reading: Reading) -> None:
    """Every offset, span and quote of a reading is exact."""
    document = reading.document
    _check_document(document)
    text = document.text
    text.encode("utf-8")  # no half of a surrogate pair
    articles = [*reading.articles, *(one for part in reading.annexed for one in part.articles)]
    for article in articles:
        assert article.number, f"an article without a number: {article.label!r}"
        assert text[article.start : article.end] == article.text, f"span of {article.label!r}"
        at = article.start
        for part in article.paragraphs:
            assert text[part.start : part.end] == part.text, f"paragraph of {article.label!r}"
            assert at <= part.start <= part.end <= article.end, f"order in {article.label!r}"
            at = part.end
    numbers = [article.number for article in articles]
    assert len(numbers) == len(set(numbers)), "two articles of one number"
    for part in (reading.articles, *(one.articles for one in reading.annexed)):
        starts = [article.start for article in part if article.text]
        assert starts == sorted(starts), "articles out of their order"
    for duty in reading.duties:
        _check_quote(text, duty.quote)
        assert duty.article in numbers, f"a duty of no article: {duty.article}"
        assert set(duty.sanctions) <= set(numbers), f"sanctions of no article: {duty.sanctions}"
    for citation in reading.citations:
        _check_quote(text, citation.quote)
        assert citation.instrument != "", "a citation of an instrument without a name"
    assert reading.notice.title, "a notice without a title"


def _check_quote(text: str, quote: Quote) -> None:
    assert 0 <= quote.start < quote.end <= len(text), f"an empty or impossible span: {quote}"
    assert text[quote.start : quote.end] == quote.text, f"a quote that is not in the text: {quote}"


def _check_document(document: Document) -> None:
    text = document.text
    assert text == "\n".join(block.text for block in document.blocks), "text and blocks differ"
    for block in document.blocks:
        assert text[block.start : block.end] == block.text, f"span of block {block.start}"
        assert block.text == block.text.strip() != "", f"a blank block at {block.start}"
    for dropped in document.dropped:
        assert dropped.rule, "a dropped block without a rule"
        assert dropped.text, "a dropped block without text"
    compared = key(text)
    length = len(text)
    assert len(compared.text) == len(compared.offsets) == len(compared.ends), "key and offsets"
    assert all(
        0 <= start < end <= length
        for start, end in zip(compared.offsets, compared.ends, strict=True)
    ), "key offsets out of bounds"
    assert list(compared.offsets) == sorted(compared.offsets), "key offsets out of order"
    assert key(compared.text).text == compared.text, "a key that is not its own key"
