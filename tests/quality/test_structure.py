"""Every law of the corpus has its exact articles, paths, 款 and 项, by an independent reading of
its lines, and the count of articles that the corpus itself gives."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import opencc
import pytest

from digest.law.structure import structure
from digest.model import Annexed, Article
from digest.text.clean import clean
from tests.quality import lawlines
from tests.quality.corpus import check_corpus, law_files
from tests.quality.measure import LABELS, capture

FLOORS = json.loads((LABELS.parent / "structure.json").read_text("utf-8"))
"""Hash of the corpus, counts, and the files that deviate, each with its cause in the source."""

Parsed = tuple[tuple[Article, ...], tuple[Annexed, ...]]


@cache
def parsed(path: Path) -> Parsed:
    return structure(clean(capture(path)).text)


@cache
def read(path: Path) -> lawlines.Law:
    return lawlines.law(path)


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def excepted(kind: str) -> dict[str, str]:
    return dict(FLOORS["exceptions"][kind])


@pytest.fixture(scope="module")
def laws(shared: Path) -> list[Path]:
    files = law_files(shared)
    check_corpus(files, FLOORS["corpus"])
    return files


def test_every_law_has_its_articles_in_their_order(laws):
    wrong = [name(f) for f in laws if [a.number for a in parsed(f)[0]] != read(f).numbers]
    assert wrong == []
    assert sum(len(parsed(f)[0]) for f in laws) >= FLOORS["articles"]


def test_the_counts_of_the_corpus_agree(shared):
    wrong = {}
    for meta in (shared / "corpus" / "versions").glob("**/meta.json"):
        for version in json.loads(meta.read_text("utf-8"))["versions"]:
            file = meta.parent / version["file"]
            if (found := len(parsed(file)[0])) != version["articles"]:
                wrong[name(file)] = found
    assert wrong.keys() == excepted("counts").keys()


def test_every_article_stands_under_its_headings(laws):
    simplify = opencc.OpenCC("t2s").convert

    def shown(path: tuple[str, ...]) -> list[str]:
        return [lawlines.squashed(simplify(heading)) for heading in path]

    wrong = [
        f"{name(f)} {article.label}"
        for f in laws
        for article, path in zip(parsed(f)[0], read(f).paths, strict=True)
        if shown(article.path) != shown(path)
    ]
    assert wrong == []
    assert sum(bool(a.path) for f in laws for a in parsed(f)[0]) >= FLOORS["under_headings"]


def test_every_article_has_its_words_and_no_others(laws):
    wrong = {f"{name(f)} {label}" for f in laws for label in other_words(f)}
    assert wrong == excepted("words").keys()


def other_words(file: Path) -> Iterator[str]:
    """Labels of articles whose words are not those between two labels; below the last one of some
    files stands what is no part of it (signature, annexes)."""
    found = parsed(file)[0]
    for article, body in zip(found, read(file).bodies, strict=True):
        ours = lawlines.squashed(article.text)
        theirs = lawlines.squashed("".join(body))
        last = article is found[-1] and name(file) in excepted("below")
        if not (ours and theirs.startswith(ours) if last else ours == theirs):
            yield article.label


def test_paragraphs_and_points_are_the_printed_lines(laws):
    checked, wrong = 0, set()
    for file in laws:
        if name(file) in excepted("wrapped"):
            continue
        for article, body in zip(parsed(file)[0][:-1], read(file).bodies, strict=False):
            found = [(p.number, p.point) for p in article.paragraphs]
            checked += len(found)
            if found != lawlines.paragraphs(body):
                wrong.add(f"{name(file)} {article.label}")
    assert wrong == excepted("paragraphs").keys()
    assert checked >= FLOORS["paragraphs"]


def test_hard_wrapped_files_are_that(laws):
    """An exception is believed only where the oracle sees most articles broken inside lines."""
    for file in laws:
        if name(file) in excepted("wrapped"):
            broken = [lawlines.wrapped(body) for body in read(file).bodies]
            assert sum(broken) >= 0.8 * len(broken), file


def test_annexes_are_kept_and_no_part_of_the_last_article(laws, shared):
    raw = (shared / "corpus" / "versions" / "个人信息保护合规审计管理办法" / "raw").glob("*.txt")
    found = {
        f"{name(f)} {annex.label}": [len(annex.articles), annex.title]
        for f in [*laws, *raw]
        for annex in parsed(f)[1]
    }
    assert found == FLOORS["annexes"]
