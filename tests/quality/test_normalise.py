"""A law written otherwise is the same law: script, width, marks, spaces and numerals change
nothing, for any law of the corpus."""

from functools import cache
from pathlib import Path

import pytest

from digest.law.redline import quiet, redline
from digest.law.structure import articles
from digest.model import Article, Effect, OpKind, Relation, Version
from digest.reading import read
from digest.text.clean import clean
from digest.text.normalise import key
from schedules.contracts import version_of
from tests.quality.corpus import check_corpus, law_files
from tests.quality.measure import capture, of_bytes
from tests.quality.rewriting import REWRITINGS, mixed
from tests.quality.test_structure import FLOORS

EVERY = 16
"""Of so many laws the default run compares one in full; the campaign compares all."""


@cache
def text_of(path: Path) -> str:
    return clean(capture(path)).text


@pytest.fixture(scope="module")
def laws(shared: Path) -> list[Path]:
    files = law_files(shared)
    check_corpus(files, FLOORS["corpus"])
    return files


def other_keys(file: Path, name: str) -> list[str]:
    """Articles whose key changes with the writing."""
    whole = text_of(file)
    if key(whole).text == key(REWRITINGS[name](whole)).text:
        return []
    texts = [article.text for article in articles(whole)]
    return [text for text in texts if key(text).text != key(REWRITINGS[name](text)).text]


def changes(file: Path) -> list[str]:
    """What the comparison of a law with itself, written otherwise, has to tell."""
    text = text_of(file)
    old, new = version(text), version(mixed(text))
    comparison = redline(old, new)
    told = [
        f"{pair.old} -> {pair.new}: {pair.relation}, {pair.effect}"
        for pair in comparison.pairs
        if (pair.relation, pair.effect, pair.changes) != (Relation.SAME, Effect.NONE, ())
        or pair.old != pair.new
        or any(op.kind is not OpKind.EQUAL for op in quiet(pair.ops))
    ]
    if [shape(article) for article in old.articles] != [shape(article) for article in new.articles]:
        told.append("other headings, 款 or 项")
    return told if len(comparison.pairs) == len(old.articles) > 0 else [*told, "no law"]


def shape(article: Article) -> tuple[object, ...]:
    parts = [(part.number, part.point) for part in article.paragraphs]
    return article.number, [key(heading).text for heading in article.path], parts


def version(text: str) -> Version:
    return version_of(read(of_bytes(text, "law.txt")))


def test_each_writing_leaves_the_keys_of_some_laws(laws):
    """Every law in one writing, every writing on its share of the laws."""
    names = list(REWRITINGS)
    wrong = {
        f"{file.parent.name}/{file.name} {name}"
        for number, file in enumerate(laws)
        if other_keys(file, name := names[number % len(names)])
    }
    assert wrong == set()


def test_the_redline_of_some_laws_written_otherwise_is_empty(laws):
    assert {str(file): told for file in laws[::EVERY] if (told := changes(file))} == {}


@pytest.mark.campaign
@pytest.mark.parametrize("name", REWRITINGS)
def test_each_writing_leaves_the_keys_of_all_laws(laws, name):
    assert [str(file) for file in laws if other_keys(file, name)] == []


@pytest.mark.campaign
def test_the_redline_of_all_laws_written_otherwise_is_empty(laws):
    assert {str(file): told for file in laws if (told := changes(file))} == {}


def test_a_change_of_words_is_still_told(laws):
    """The comparison above could tell: one word less is a change in one article."""
    text = text_of(laws[0])
    found = redline(version(text), version(mixed(text).replace("應當", "可以", 1)))
    assert [p.relation for p in found.pairs if p.relation is not Relation.SAME] == [
        Relation.AMENDED
    ]
