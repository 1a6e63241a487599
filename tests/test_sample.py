"""The sample regulators are what they say: shapes, files, and a register that fits the draft."""

import io
import re
import tomllib
from urllib.parse import urlsplit

import pytest

from crawlers.imports.feeds import entries
from crawlers.sample import SampleRegulators, documents, register_text
from crawlers.sample.content import ALGORITHM, LABEL
from crawlers.sample.pages import text

ARTICLE = re.compile(r"^第([一二三四五六七八九十]+)条　(.+)$")


def articles(name: str) -> list[str]:
    return [found[2] for line in text(name) if (found := ARTICLE.match(line))]


@pytest.fixture(scope="module")
def site() -> SampleRegulators:
    return SampleRegulators()  # answers without a socket


def ask(site: SampleRegulators, name: str, path: str, day: int = 1):
    site.day = day
    return site.answer(urlsplit(site.url(name)).netloc, path, "")


def test_the_draft_and_the_final_text_differ_in_every_way() -> None:
    draft, final = articles("label-draft"), articles("label-final")
    assert (len(draft), len(final)) == (17, 18)
    assert draft[8].startswith("提供者应当留存标识日志不少于六个月，并可以")
    assert final[9].startswith("提供者应当留存标识日志不少于三年，并应当")
    assert draft[6] == final[6] + final[7]  # split in two
    assert draft[10] not in final  # removed
    assert final[12] not in draft  # new
    assert draft[12] == final[13]  # renumbered
    assert ("十二小时" in draft[9], "二十四小时" in final[10]) == (True, True)
    assert ("五万元以下" in draft[14], "二十万元以下" in final[15]) == (True, True)


def test_the_second_instrument_is_renumbered_with_one_word_changed() -> None:
    old, new = articles("algorithm-2025"), articles("algorithm-2026")
    assert len(old) == len(new) == 15
    assert old[13] == new[2]
    assert len(set(new) - set(old)) == 2  # the references, and the word


def test_the_register_cites_the_articles_of_the_draft() -> None:
    rows = tomllib.loads(register_text())["obligation"]
    assert len(rows) == 12
    assert len({row["id"] for row in rows}) == 12
    for row in rows:
        [cite] = row["cites"]
        name = {LABEL: "label-draft", ALGORITHM: "algorithm-2025"}[cite["instrument"]]
        article = articles(name)[int(cite["article"]) - 1]
        for value in (row.get("deadline"), row.get("amount")):
            assert value is None or value in article
        assert row.get("bearer", "") in article


def test_the_pdf_has_a_text_layer() -> None:
    from pypdf import PdfReader

    lines = [*text("industry-draft"), *["第九条　" + "长" * 100] * 20]
    reader = PdfReader(io.BytesIO(documents.pdf(lines)), strict=True)
    assert len(reader.pages) == 4
    shown = "".join("".join(page.extract_text().split("\n")) for page in reader.pages)
    assert shown == "".join(lines)


def test_the_docx_is_the_same_bytes_each_time() -> None:
    from docx import Document

    body = documents.docx(text("guide-draft"))
    assert body == documents.docx(text("guide-draft"))
    shown = [paragraph.text for paragraph in Document(io.BytesIO(body)).paragraphs]
    assert shown == list(text("guide-draft"))


@pytest.mark.parametrize("form", ["atom", "rss", "json"])
def test_the_feed_says_the_same_in_three_forms(site, form: str) -> None:
    found = entries(ask(site, "feeds", f"/feeds/all.{form}", 2).body)
    atom = entries(ask(site, "feeds", "/feeds/all.atom", 2).body)
    assert len(found) == 5
    assert found == atom
    assert all(entry.content is None for entry in found)


def test_hosts_are_told_apart(site) -> None:
    assert ask(site, "cac", "/robots.txt").status == 200
    assert ask(site, "miit", "/robots.txt").status == 403
    assert ask(site, "cac", "/law/label.html").status == 404
    assert ask(site, "mirror", "/law/label.html").status == 200
    assert site.answer("evil.example", "/law/label.html", "").status == 404


def test_no_publisher_of_the_sample_exists() -> None:
    """Every issuer, account and host is plainly invented."""
    for name in ("label-draft", "algorithm-2025", "industry-draft", "guide-draft"):
        assert "国家互联网信息办公室" not in "".join(text(name))
    with SampleRegulators() as running:
        assert all(host.endswith(".localhost") for host in running.hosts)
        assert all("示例" in spec.name for spec in running.catalogue())
