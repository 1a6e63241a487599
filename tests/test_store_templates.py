"""Learned templates in the store: learned once, listed, revoked for good; what is read again."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import store_examples as ex

from digest.errors import UserError
from digest.model import Affected, Block, Dropped, Problem, Reading, Status
from digest.text.templates import RECENT, Learned, rule_of
from store import captures, documents, instruments, matches, migrations, stories, templates
from store.database import open_store

FOOTER = "长按二维码加入示例法律社群，与同行每周交流。"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Any]:
    with open_store(tmp_path / "store.db") as db:
        yield db


def page(number: int, footer: str = FOOTER) -> Reading:
    """A page of two blocks: its own words, and what stands below them."""
    own = (
        f"第{number}篇：我们走访了示例市的{number + 3}家公司，把留存数据的流程一一记下，供人比较。"
    )
    texts = (own, footer)
    blocks, at = [], 0
    for text in texts:
        blocks.append(Block(text, at, at + len(text)))
        at += len(text) + 1
    read = ex.reading(ex.capture(url=f"https://example.test/{number}"))
    document = replace(read.document, text="\n".join(texts), blocks=tuple(blocks))
    return replace(read, document=document)


def save(db: Any, read: Reading, number: int) -> str:
    captures.add(db, ex.capture(url=f"https://example.test/{number}"))
    documents.save(db, read, ex.at(number))
    templates.note(db, "example-cac", read.document)
    return read.document.id


def learn(db: Any, official: tuple[str, ...] = ()) -> int:
    return templates.learn(db, ex.RULES, official, ex.at(99))


def taught(db: Any) -> templates.Known:
    for number in range(6):
        save(db, page(number), number)
    assert learn(db) == 1
    (known,) = templates.known(db)
    for number in range(6):
        save(db, lost(number, known.template.id), number)
    assert list(captures.pending(db, ex.RULES)) == []
    return known


def lost(number: int, name: str) -> Reading:
    """The same page, read when the template was in force."""
    read = page(number)
    drop = Dropped(FOOTER, rule_of(name))
    return replace(read, document=replace(read.document, blocks=read.document.blocks[:1],
                                          dropped=(drop,)))  # fmt: skip


def test_a_store_of_before_templates_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "older.db"
    with monkeypatch.context() as older:
        older.setattr(migrations, "STEPS", migrations.STEPS[:1])
        with open_store(path) as db:
            assert "templates" not in db.table_names()
            captures.add(db, ex.capture())
    with open_store(path) as db:
        assert [one.id for one in captures.pending(db, ex.RULES)] == [ex.capture().id]
        save(db, page(0), 0)
        assert learn(db) == 0
        assert templates.in_force(db) == Learned()


def test_a_template_is_learned_once_with_who_taught_it(db: Any) -> None:
    known = taught(db)
    assert known.template.text == FOOTER
    assert (known.template.source, known.template.publisher) == ("example-cac", "示例市网信办")
    assert known.template.documents == 6
    assert (known.template.first, known.template.last) == (
        page(0).document.id, page(5).document.id,
    )  # fmt: skip
    assert (known.learned_at, known.revoked_at, known.dropped) == (ex.at(99), None, ())
    assert templates.in_force(db).ids == {known.template.id}
    assert templates.in_force(db).publishers == {("example-cac", "示例市网信办")}
    assert learn(db) == 0
    assert templates.known(db, "another") == ()


def test_what_shows_a_new_template_waits_to_be_read_again(db: Any) -> None:
    for number in range(9):
        save(db, page(number, FOOTER if number < 6 else "另一段写在这一页末尾的示例文字。"), number)
    assert learn(db) == 1
    assert [one.url[-1] for one in captures.pending(db, ex.RULES)] == list("012345")


def test_official_sources_teach_nothing(db: Any) -> None:
    for number in range(6):
        save(db, page(number), number)
    assert learn(db, official=("example-cac",)) == 0
    assert templates.known(db) == ()


def test_only_publishers_with_new_documents_are_looked_at(
    db: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    taught(db)
    learn(db)
    looked = []

    def counting(source: str, publisher: str, shown: Any) -> tuple[Any, ...]:
        looked.append(len(shown))
        return ()

    monkeypatch.setattr("digest.text.templates.learn", counting)
    learn(db)
    assert looked == []
    for number in range(6, RECENT + 9):
        save(db, page(number), number)
    learn(db)
    assert looked == [RECENT], "the newest of the one publisher, however many came"


def test_what_lost_words_by_a_revoked_template_is_read_again_and_it_is_never_relearned(
    db: Any,
) -> None:
    name = taught(db).template.id
    document = save(db, lost(7, name), 7)
    assert document in templates.known(db)[0].dropped
    untouched = save(db, page(8, "另一段写在这一页末尾的示例文字。"), 8)

    assert templates.revoke(db, [name], ex.at(100)) == 7
    assert templates.in_force(db).ids == frozenset()
    waiting = [one.url[-1] for one in captures.pending(db, ex.RULES)]
    assert waiting == list("0123457"), untouched
    assert captures.unread(db, ex.RULES) == 7, "a digest says so until they are read"

    for number in (0, 1, 2, 3, 4, 5, 7):
        save(db, page(number), number)
    assert list(captures.pending(db, ex.RULES)) == []
    assert learn(db) == 0
    (known,) = templates.known(db)
    assert (known.revoked_at, known.dropped) == (ex.at(100), ())


def test_revoking_what_is_not_in_force_is_refused(db: Any) -> None:
    name = taught(db).template.id
    with pytest.raises(UserError, match="no template 0123456789ab is in force"):
        templates.revoke(db, [name, "0123456789ab"], ex.at(99))
    assert templates.revoke(db, [name], ex.at(100)) == 6
    for wrong in (name, "0123456789ab"):
        with pytest.raises(UserError, match=f"no template {wrong} is in force"):
            templates.revoke(db, [wrong], ex.at(101))


def test_reading_again_forgets_what_was_made_of_the_other_words(db: Any) -> None:
    name = taught(db).template.id
    document = save(db, lost(7, name), 7)
    other = save(db, page(8), 8)
    ours, shared = ex.version(document, "ours"), ex.version(other, "shared", status=Status.DRAFT)
    for version in (ours, shared):
        instruments.save(db, version)
        instruments.link(db, version.id, document)
    instruments.link(db, shared.id, other)
    matches.save(db, document, Affected(True, (), ()), ex.RULES, "register")
    told = stories.untold(db, ex.RULES)

    templates.revoke(db, [name], ex.at(100))
    assert instruments.version_of_document(db, document) is not None, "kept until it is read"
    save(db, page(7), 7)
    assert matches.get(db, document, ex.RULES, "register") is None
    assert stories.untold(db, ex.RULES) == told
    assert instruments.version_of_document(db, document) is None
    assert [v.id for v in instruments.chain(db, ours.instrument)] == [shared.id]


def test_a_capture_that_can_no_longer_be_read_does_not_wait_for_ever(db: Any) -> None:
    name = taught(db).template.id
    read = lost(7, name)
    save(db, read, 7)
    templates.revoke(db, [name], ex.at(100))
    problem = Problem("7", "nothing to read", "EmptyDocument")
    documents.save_failure(db, read.document.capture, problem, ex.RULES, ex.at(101))
    assert read.document.capture not in {one.id for one in captures.pending(db, ex.RULES)}
