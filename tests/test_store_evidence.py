"""Captures, readings and versions."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import store_examples as ex

from digest.errors import StoreError
from digest.model import Listed, Problem, Status
from store import captures, documents, instruments
from store.database import open_store
from store.vectors import SqliteVectors


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Any]:
    with open_store(tmp_path / "store.db") as opened:
        yield opened


def test_a_capture_comes_back_as_it_was(db: Any) -> None:
    kept = ex.capture(listed=Listed("示例", date(2026, 1, 1), account="示例号"), parent="p")
    assert captures.add(db, kept)
    assert not captures.add(db, kept)
    assert captures.get(db, kept.id) == kept
    assert captures.known_urls(db, kept.source) == {kept.url}
    assert captures.known_urls(db, "other") == frozenset()
    with pytest.raises(StoreError, match="no capture nope"):
        captures.get(db, "nope")


def test_an_edit_in_place_is_a_second_capture(db: Any) -> None:
    first, second = ex.capture(), ex.capture(body=b"<p>two</p>")
    captures.add(db, first)
    assert captures.previous_of(db, second) == first
    captures.add(db, second)
    assert captures.previous_of(db, second) == first
    assert captures.previous_of(db, first) is None
    assert captures.replaced(db, second.id) == first.sha256
    assert captures.replaced(db, first.id) is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE captures SET body = x''",
        "DELETE FROM captures",
        "INSERT OR REPLACE INTO captures SELECT * FROM captures",
    ],
)
def test_evidence_cannot_be_changed(db: Any, statement: str) -> None:
    captures.add(db, ex.capture())
    with pytest.raises(sqlite3.IntegrityError, match="captures are evidence"):
        db.execute(statement)
    assert captures.get(db, ex.capture().id) == ex.capture()


def test_pending_is_what_was_neither_read_nor_given_up(db: Any) -> None:
    pages = [ex.capture(url=f"https://example.test/{n}") for n in (2, 1, 3)]
    for page in pages:
        captures.add(db, page)
    assert list(captures.pending(db, ex.RULES)) == pages
    documents.save(db, ex.reading(pages[0]), ex.NOON)
    problem = Problem(pages[1].url, "nothing to read", "EmptyDocument")
    documents.save_failure(db, pages[1].id, problem, ex.RULES, ex.NOON)
    assert list(captures.pending(db, ex.RULES)) == pages[2:]
    assert list(captures.pending(db, "2-b")) == pages
    assert captures.unread(db, ex.RULES) == 1
    assert captures.unread(db, "2-b") == 3
    assert documents.failures(db, ex.at(-1), ex.at(0)) == (problem,), "what arrives now is in"
    assert documents.failures(db, ex.at(0), None) == (), "and not in the next window too"


def test_a_reading_comes_back_as_it_was(db: Any) -> None:
    page = ex.capture()
    captures.add(db, page)
    read = ex.reading(page)
    documents.save(db, read, ex.NOON)
    documents.save(db, read, ex.NOON)
    assert documents.reading(db, read.document.id) == read
    assert list(documents.readings(db, ex.RULES)) == [read]
    assert documents.of_capture(db, page.id, ex.RULES) == read
    assert documents.of_capture(db, page.id, "2-b") is None
    with pytest.raises(StoreError, match="no document nope"):
        documents.reading(db, "nope")


def test_reading_again_under_new_rules_is_no_new_arrival(db: Any) -> None:
    page = ex.capture()
    captures.add(db, page)
    documents.save(db, ex.reading(page), ex.at(0))
    again = ex.reading(page, rules="2-b", title="示例办法全文")
    documents.save(db, again, ex.at(90))
    assert list(documents.readings(db, "2-b", ex.at(60), None)) == []
    assert list(documents.readings(db, "2-b", ex.at(-1), ex.at(0))) == [again]
    assert documents.reading(db, again.document.id) == again


def test_a_reading_of_unknown_evidence_is_refused(db: Any) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        documents.save(db, ex.reading(ex.capture()), ex.NOON)


def test_releases_know_their_page_and_their_evidence(db: Any) -> None:
    page = ex.capture()
    pdf = ex.capture(
        "https://example.test/%E9%99%84.pdf", b"pdf", parent=page.id, listed=Listed(account="号")
    )
    for each in (page, pdf):
        captures.add(db, each)
        documents.save(db, ex.reading(each, title="" if each is pdf else "示例办法"), ex.NOON)
    official = frozenset({"example-cac"})
    first, second = documents.releases(db, ex.RULES, official_sources=official)
    assert first.parent is None
    assert first.official
    assert second.parent == first.id
    assert second.source.title == "附.pdf"
    assert second.source.sha256 == pdf.sha256
    assert first.source.publisher == "示例市网信办"
    assert not documents.releases(db, ex.RULES, official_sources=frozenset())[0].official


def test_versions_form_a_chain_and_fill_what_was_unknown(db: Any) -> None:
    page, repost = ex.capture(), ex.capture(url="https://example.test/repost")
    reads = []
    for each in (page, repost):
        captures.add(db, each)
        documents.save(db, read := ex.reading(each), ex.NOON)
        reads.append(read.document.id)
    bare = ex.version(reads[1])
    assert instruments.save(db, bare)
    full = ex.version(reads[0], effective_on=date(2026, 3, 1), seen_on=date(2026, 2, 1))
    assert not instruments.save(db, full)
    kept = instruments.get(db, bare.id)
    assert kept == replace(bare, effective_on=date(2026, 3, 1))
    assert instruments.version_of_document(db, reads[0]) == kept
    assert {instruments.version_of_document(db, one) for one in reads} == {kept}
    draft = ex.version(reads[1], "v0", title="示例办法（征求意见稿）", seen_on=date(2025, 11, 1))
    instruments.save(db, draft)
    assert instruments.chain(db, bare.instrument) == (draft, kept)
    assert instruments.by_title(db, "征求") == (draft,)
    assert instruments.by_title(db, "%") == ()
    (instrument,) = instruments.all_instruments(db)
    assert (instrument.title, instrument.versions) == ("示例办法", 2)
    assert instruments.version_of_document(db, "nope") is None


def test_a_draft_promulgated_as_it_was_becomes_law(db: Any) -> None:
    page = ex.capture()
    captures.add(db, page)
    documents.save(db, read := ex.reading(page), ex.NOON)
    draft = ex.version(read.document.id, status=Status.DRAFT, published_on=date(2025, 11, 1))
    law = ex.version(read.document.id, published_on=date(2026, 1, 14), seen_on=date(2026, 2, 1))
    for version in (draft, law, draft):
        instruments.save(db, version)
        kept = instruments.get(db, law.id)
    assert (kept.status, kept.published_on) == (Status.PROMULGATED, date(2026, 1, 14))
    repost = replace(law, published_on=date(2026, 1, 20), issuers=("示例市网信办",))
    instruments.save(db, repost)
    kept = instruments.get(db, law.id)
    assert (kept.published_on, kept.issuers) == (date(2026, 1, 14), ("示例市网信办",))


def test_vectors_are_found_by_thousands(db: Any) -> None:
    cache = SqliteVectors(db)
    vectors = {f"k{n}": n.to_bytes(4, "big") for n in range(2000)}
    cache.put("m", vectors)
    cache.put("m", {"k1": b"new"})
    assert cache.get("m", [*vectors, "unknown"]) == vectors | {"k1": b"new"}
    assert cache.get("other", list(vectors)) == {}
