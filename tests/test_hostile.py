"""Hostile input: bombs are refused or read, soon and in one sentence; properties of every stage."""

import io
import random
import resource
import time
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawlers.sample import documents
from digest.errors import DocumentError, TooLarge, Unreadable
from digest.law.citations import citations
from digest.law.duties import duties
from digest.law.redline import redline
from digest.law.structure import structure
from digest.model import Article, OpKind, Status, Version
from digest.reading import read
from digest.text.decode import decode
from digest.text.normalise import key
from tests.campaign.fragments import MARKS, NUMERALS, ODD, PIECES, TAGS
from tests.campaign.mutations import mutated
from tests.campaign.oracle import captured, check, outcome
from tests.campaign.originals import packed

LAW = "第一条 示例服务提供者应当保存日志不少于六个月，并按照规定报告。"
DEEP = 100_000
SECONDS = 5.0
"""Processor time; on two shared cores a clock on the wall says little."""


def refused(body: bytes, name: str) -> DocumentError:
    with pytest.raises(DocumentError) as raised:
        read(captured(body, name))
    return raised.value


def within(body: bytes, name: str) -> str:
    """What came of a document, within the limits."""
    started, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = outcome(body, name)
    assert time.process_time() - started < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 2**20, "a GiB more"
    return found


# --- nesting --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<div>", "</div>"), ("<span>", ""), ("<a href=x>", ""),
        ("<table><tr><td>", "</td></tr></table>"), ("<blockquote>", "</blockquote>"),
        ("<x-a>", "</x-a>"), ("<svg><g>", "</g></svg>"), ("<p>", ""),
    ],
)  # fmt: skip
def test_html_nested_a_hundred_thousand_deep(opening: str, closing: str) -> None:
    page = f"<html><body>{opening * DEEP}{LAW}{closing * DEEP}"
    assert within(page.encode(), "a.html") in ("html", "Unreadable", "TooLarge")


@pytest.mark.parametrize("mark", [">", "> ", "- ", "1. ", "- > ", ">- ", "* "])
def test_markdown_nested_a_hundred_thousand_deep(mark: str) -> None:
    assert within(f"# 示例\n\n{mark * DEEP}{LAW}".encode(), "a.md") in ("markdown", "TooLarge")


@pytest.mark.parametrize("pair", ["《》", "〈〉", "（）", "“”", "【】", "《〈"])
@pytest.mark.parametrize("closed", [True, False])
def test_brackets_nested_a_hundred_thousand_deep(pair: str, closed: bool) -> None:
    end = pair[1] * DEEP if closed else ""
    assert within(f"{LAW}\n第二条 {pair[0] * DEEP}{LAW}{end}".encode(), "a.txt") == "text"


@pytest.mark.parametrize(
    "run",
    [
        "第十", "十", "9", "第一条、", "第一条至", "应当，", "不得", "违反本办法规定的，处罚款",
        "（以下简称", "《示例办法》", "本办法第一条", "2026年1月1日", "提供者、", "和", "网信办、",
        "《网络安全法》第" + "十" * 40 + "条", "a_b|", "一万元以上",
        "Article 1, ", "1.1.1 ", "（一）", "\n", "\u200b", "，", " ",
    ],
)  # fmt: skip
def test_words_repeated_without_end(run: str) -> None:
    text = f"{LAW}\n第二条 提供者{run * (30_000 // len(run))}{LAW}"
    assert within(text.encode(), "a.txt") in ("text", "markdown")


@pytest.mark.parametrize(
    "text",
    [
        "*a " * 30_000,
        "![" * DEEP,
        "[" * DEEP,
        "a\n" * DEEP,
        "# a\n\n" + "<![CDATA[" * DEEP,
        "```\n" * DEEP,
        "|a" * DEEP,
    ],
)
def test_markdown_without_end(text: str) -> None:
    assert within(f"{text}\n{LAW}".encode(), "a.md") in ("markdown", "text")


@pytest.mark.parametrize(
    "run", ["法", "依法", "及其", "第五条", "本法第五条", "1,", "一年", "部门", "\n（一）"]
)
def test_one_article_without_end_is_compared(run: str) -> None:
    long = run * (30_000 // len(run))
    old, new = (
        Version("", "", "示例办法", Status.PROMULGATED, date.min, (article,), "")
        for text in (f"甲{long}", f"乙丙{long[: len(long) // 3]}丁{long[len(long) // 2 :]}戊")
        for article in [Article("1", "第一条", (), text, 0, len(text), ())]
    )
    started = time.process_time()
    (pair,) = redline(old, new).pairs
    assert time.process_time() - started < SECONDS
    kept = "".join(op.text for op in pair.ops if op.kind is not OpKind.INSERT)
    assert kept == old.articles[0].text


# --- HTML -----------------------------------------------------------------------------------------


def test_a_page_of_too_many_elements_is_refused() -> None:
    error = refused(f"<html><body>{LAW}{'<br>' * 300_000}".encode(), "a.html")
    assert isinstance(error, TooLarge)
    assert str(error) == "the page has 300,002 tags; the limit is 200,000"


def test_an_element_of_too_many_attributes_is_refused() -> None:
    attributes = " ".join(f'a{n}="<>"' for n in range(DEEP))
    error = refused(f"<html><body><p {attributes}>{LAW}".encode(), "a.html")
    assert isinstance(error, TooLarge)
    assert "attributes" in str(error)


def test_long_attributes_and_scripts_are_none_of_that() -> None:
    words = " ".join(f"a{n} <b" for n in range(DEEP))
    page = f"<html><body><img src='data:{'a=/b' * DEEP}'><script>{words}</script><p>{LAW}</p>"
    assert within(page.encode(), "a.html") == "html"


def laughs(root: str) -> str:
    names = "abcdefghijkl"
    entities = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    return f'<!DOCTYPE {root} [<!ENTITY a "{LAW}">{entities}]>'


@pytest.mark.parametrize("name", ["a.html", "a.xhtml"])
def test_a_billion_laughs_in_a_page_are_no_text(name: str) -> None:
    page = f"{laughs('html')}<html><body><p>{LAW}</p><p>&l;</p><svg><text>&l;</text></svg>"
    reading = read(captured(page.encode(), name))
    assert len(reading.document.text) < 1000


# --- Word -----------------------------------------------------------------------------------------


def word(body: str, doctype: str = "", charset: str = "utf-8", **parts: bytes) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = (
        f'<?xml version="1.0" encoding="{charset}"?>{doctype}'
        f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    )
    return packed({"word/document.xml": xml.encode(charset)} | parts)


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "doctype",
    [
        laughs("w"),
        f'<!DOCTYPE w [<!ENTITY l "{"x" * DEEP}">]>',
        '<!DOCTYPE w [<!ENTITY l SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE w [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
        '<!DOCTYPE w SYSTEM "http://127.0.0.1:9/a.dtd">',
    ],
)
def test_entities_of_a_word_document_are_refused(doctype: str, charset: str) -> None:
    error = refused(word(paragraph("&l;" * 1000 + LAW), doctype, charset), "a.docx")
    assert isinstance(error, Unreadable)
    if charset == "utf-8":
        assert "document type" in str(error)


def test_word_documents_that_nest_or_unpack_without_end() -> None:
    table, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    deep = refused(word(table * DEEP + paragraph(LAW) + end * DEEP), "a.docx")
    assert str(deep) == "the Word document nests too deeply to be read"
    flat = word(table * 60 + paragraph(LAW) + end * 60)
    assert LAW in read(captured(flat, "a.docx")).document.text
    assert "38 MiB of XML" in str(refused(word(" " * 40_000_000), "a.docx"))
    styles = word(paragraph(LAW), **{"word/styles.xml": b"<a/>" * 1_300_000})
    assert "tags" in str(refused(styles, "a.docx"))


def test_a_zip_that_lies_about_its_size_is_not_unpacked() -> None:
    lying = bytearray(word(paragraph("示例" * 2_000_000)))
    with zipfile.ZipFile(io.BytesIO(bytes(lying))) as archive:
        size = archive.getinfo("word/document.xml").file_size.to_bytes(4, "little")
    told = bytes(lying).replace(size, (1000).to_bytes(4, "little"))
    assert told != lying
    assert isinstance(refused(told, "a.docx"), Unreadable)


def test_a_word_document_of_two_hundred_pages_is_read() -> None:
    run = "<w:r><w:rPr><w:rFonts/><w:sz/><w:szCs/></w:rPr><w:t>示例服务</w:t></w:r><w:proofErr/>"
    pages = f"<w:p><w:pPr><w:jc/></w:pPr>{run * 10}</w:p>" * 20 * 200
    assert within(word(paragraph(LAW) + pages), "a.docx") == "docx"


def test_what_word_shows_is_read_and_what_it_hides_is_not() -> None:
    body = (
        '<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr><w:r><w:t>示例办法</w:t></w:r></w:p>'
        f"<w:sdt><w:sdtContent>{paragraph(LAW)}</w:sdtContent></w:sdt>"
        "<w:p><w:ins><w:r><w:t>第二条 提供者应当</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>可以</w:delText></w:r></w:del>"
        "<w:r><w:tab/><w:t>标识。</w:t><w:br/><w:t>乙</w:t></w:r></w:p>"
        '<w:p><w:pPr><w:pStyle w:val="2"/></w:pPr><w:r><w:t>第一章 1</w:t></w:r></w:p>'
    )
    styles = (
        '<w:styles xmlns:w="x"><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="2"><w:name w:val="toc 1"/></w:style></w:styles>'
    )
    file = word(body, **{"word/styles.xml": styles.encode()})
    document = read(captured(file, "a.docx")).document
    assert [block.text for block in document.blocks] == [
        "示例办法", LAW, "第二条 提供者应当 标识。", "乙",
    ]  # fmt: skip
    assert document.blocks[0].heading
    dropped = [(one.text, one.rule) for one in document.dropped]
    assert dropped == [("可以", "text.struck"), ("第一章 1", "toc")]


# --- PDF ------------------------------------------------------------------------------------------


def pdf(content: bytes, filters: bytes = b"/FlateDecode", pages: int = 1) -> bytes:
    """A PDF whose pages share one packed stream."""
    kids = b" ".join(b"%d 0 R" % (5 + n) for n in range(pages))
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    page = b"<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 4 0 R >> >> /Contents 3 0 R >>"
    stream = b"<< /Filter %s /Length %d >>\nstream\n%s\nendstream" % (
        filters,
        len(content),
        content,
    )
    catalogue = b"<< /Type /Catalog /Pages 2 0 R >>"
    tree = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages)
    return documents._file([catalogue, tree, stream, font, *[page] * pages])


@pytest.mark.parametrize(
    "objects",
    [
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"],
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>"],
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Kids " + b"[" * DEEP + b"]" * DEEP + b" >>"],
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /a " * DEEP + b">>" * DEEP],
        [b"2 0 R", b"1 0 R"],
    ],
    ids=["itself", "itself twice", "arrays", "dictionaries", "references"],
)
def test_trees_of_a_pdf_without_end(objects: list[bytes]) -> None:
    assert within(documents._file(objects), "a.pdf") in ("Unreadable", "EmptyDocument", "TooLarge")


def test_tables_of_a_pdf_that_lead_to_themselves() -> None:
    loop = b"%PDF-1.5\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R /Prev 9 >>\n"
    assert within(loop + b"startxref\n9\n%%EOF", "a.pdf") == "Unreadable"


@pytest.mark.parametrize(
    ("content", "filters"),
    [
        (zlib.compress(bytes(50_000_000)), b"/FlateDecode"),
        (zlib.compress(zlib.compress(bytes(50_000_000))), b"[/FlateDecode /FlateDecode]"),
        (b"\x81 " * 2_000_000, b"/RunLengthDecode"),
        (b"z" * 5_000_000, b"/ASCII85Decode"),
        (zlib.compress(b"BT /F1 9 Tf " + b"(a)'" * 500_000), b"/FlateDecode"),
        (zlib.compress(b"q " * 3_000_000), b"/FlateDecode"),
        (zlib.compress(b"1 " * 3_000_000), b"/FlateDecode"),
    ],
    ids=["flate", "flate twice", "runs", "85", "lines", "states", "numbers"],
)
def test_streams_of_a_pdf_that_unpack_without_end(content: bytes, filters: bytes) -> None:
    error = refused(pdf(content, filters), "a.pdf")
    assert isinstance(error, TooLarge), error
    assert len(str(error).splitlines()) == 1


def test_a_pdf_of_two_hundred_pages_is_read() -> None:
    lines = [
        f"第{n}条　示例服务提供者应当保存日志不少于六个月，并按照规定报告甲。"
        for n in range(1, 5101)
    ]
    assert within(documents.pdf(lines), "a.pdf") == "pdf"


# --- properties -----------------------------------------------------------------------------------

some = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
strewn = st.one_of(
    st.text(max_size=40),
    st.sampled_from([*PIECES, *NUMERALS, *TAGS, *MARKS, *ODD]).map(lambda word: word[:60]),
    st.sampled_from(
        ["第一条 提供者应当", "\n第二条 ", "《网络安全法》第十条", "\n", "的，处罚款。", "不得"]
    ),
)
texts = st.lists(strewn, max_size=12).map(
    lambda parts: "".join(parts).encode("utf-8", "replace").decode("utf-8")
)
"""Without halves of surrogate pairs, which no charset gives."""


@some
@given(st.binary(max_size=300), st.sampled_from([None, "gbk", "utf-8", "utf-16", "utf-7", "x"]))
def test_any_bytes_decode_to_whole_characters(body: bytes, declared: str | None) -> None:
    decode(body, declared).text.encode("utf-8")


@some
@given(texts, st.sampled_from(["utf-8", "gb18030"]))
def test_text_in_a_charset_comes_back(text: str, charset: str) -> None:
    whole = text.encode("utf-8", "replace").decode()
    assert decode(whole.encode(charset), charset).text == whole.removeprefix("\ufeff")


@some
@given(texts)
def test_a_key_is_its_own_key_and_points_into_its_text(text: str) -> None:
    made = key(text)
    assert key(made.text).text == made.text
    assert all(0 <= a < b <= len(text) for a, b in zip(made.offsets, made.ends, strict=True))
    for start in range(0, len(made.text), 7):
        first, last = made.span(start, min(start + 3, len(made.text)))
        assert 0 <= first < last <= len(text)


@some
@given(texts, st.sampled_from(["a.html", "a.md", "a.txt"]))
def test_what_is_read_is_exact(text: str, name: str) -> None:
    body = text.encode("utf-8", "replace")
    if name == "a.html":
        body = b"<html><body><p>" + body
    outcome(body, name)


@some
@given(texts)
def test_structure_citations_and_duties_quote_exactly(text: str) -> None:
    articles, annexed = structure(text)
    found = [*articles, *(one for part in annexed for one in part.articles)]
    assert all(text[one.start : one.end] == one.text for one in found)
    quotes = [one.quote for one in (*citations(text, "示例法", articles), *citations(text))]
    quotes += [duty.quote for duty in duties(articles, text)]
    assert all(text[quote.start : quote.end] == quote.text for quote in quotes)


# --- the campaign in small ------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
def test_a_few_documents_of_the_campaign(seed: int) -> None:
    for number in range(25):
        one = mutated(random.Random(f"test {seed}:{number}"))
        within(one.body, one.name)


def broken(change: Callable[[bytes], bytes]) -> bytes:
    return change(packed({"word/document.xml": b"<w/>"}))


@pytest.mark.parametrize(
    "change",
    [
        lambda z: z[:-8],
        lambda z: z[:20],
        lambda z: z.replace(b"PK\x05\x06", b"PK\x05\x05"),
        lambda z: z * 9,
    ],
)
def test_broken_zips_are_refused(change: Callable[[bytes], bytes]) -> None:
    assert str(refused(broken(change), "a.docx"))


def test_the_oracle_sees_a_wrong_span() -> None:
    from dataclasses import replace

    reading = read(captured(f"{LAW}\n第二条 提供者不得删改日志。".encode(), "a.txt"))
    check(reading)
    quote = replace(reading.duties[0].quote, start=reading.duties[0].quote.start + 1)
    wrong = replace(reading, duties=(replace(reading.duties[0], quote=quote),))
    with pytest.raises(AssertionError, match="a quote that is not in the text"):
        check(wrong)


def test_a_byte_order_mark_is_no_text() -> None:
    for charset in ("utf-8-sig", "utf-16", "utf-32"):
        assert decode("示例".encode(charset)).text == "示例"
    assert decode("\ufeff示例".encode("gb18030")).text == "示例"
