"""One capture in, all that was read in it out."""

import pickle
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from digest.errors import EmptyDocument
from digest.ids import capture_id, sha256_hex
from digest.model import Capture, Modality, NoticeKind
from digest.reading import read

LAW = """# 示例市生成内容标识办法

**第一条** 为了规范标识，根据《中华人民共和国网络安全法》第二十一条，制定本办法。

**第二条** 提供者应当添加标识，并依照本办法第三条报告。

**第三条** 本办法自2026年3月1日起施行。
"""


def capture(body: bytes, name: str) -> Capture:
    return Capture(
        id=capture_id(name, body),
        source="file",
        url=f"file:{name}",
        fetched_at=datetime(2026, 1, 16, tzinfo=UTC),
        body=body,
        sha256=sha256_hex(body),
        file_name=name,
    )


def test_a_law_is_read_to_the_end_and_travels_between_processes():
    reading = read(capture(LAW.encode(), "law.md"))
    assert [a.number for a in reading.articles] == ["1", "2", "3"]
    assert reading.notice.effective_on == date(2026, 3, 1)
    assert {(c.instrument, c.article) for c in reading.citations} == {
        ("网络安全法", "21"),
        ("示例市生成内容标识办法", "3"),
    }
    (duty,) = reading.duties
    assert (duty.bearer, duty.modality) == ("提供者", Modality.MUST)
    text = reading.document.text
    for quote in (*(d.quote for d in reading.duties), *(c.quote for c in reading.citations)):
        assert text[quote.start : quote.end] == quote.text
    assert pickle.loads(pickle.dumps(reading)) == reading


def test_a_text_without_articles_has_no_duties():
    words = (
        "专家观点 | 标识义务\n\n提供者应当按照《网络安全法》第二十一条留存日志。本办法第三条另说。"
    )
    reading = read(capture(words.encode(), "post.txt"))
    assert (reading.articles, reading.duties) == ((), ())
    assert [c.article for c in reading.citations] == ["21"]


def test_a_law_without_a_title_has_the_name_of_its_file_and_no_instrument():
    body = (
        "2026年1月8日示例市人民代表大会常务委员会第三次会议通过。\n"
        "第一条 为了测试，制定本法。\n第二条 提供者应当测试，适用《示例法》。\n"
    )
    reading = read(capture(body.encode(), "scan.txt"))
    assert len(reading.articles) == 2
    assert (reading.notice.title, reading.notice.instrument) == ("scan.txt", None)
    assert reading.notice.published_on == date(2026, 1, 8)


@pytest.mark.parametrize("name", ["2016-11-07_final.md", "文本.txt"])
def test_the_name_of_a_file_is_no_instrument(name: str) -> None:
    body = "第一条 为了测试，制定本法。\n第二条 提供者应当测试。\n"
    reading = read(capture(body.encode(), name))
    assert (reading.notice.title, reading.notice.instrument) == (name, None)


def test_nothing_to_read_is_an_error_that_says_so():
    with pytest.raises(EmptyDocument):
        read(capture(b"", "empty.txt"))


def test_the_seeds(shared: Path):
    kinds = {}
    for path in sorted((shared / "seeds").glob("*.txt")):
        reading = read(capture(path.read_bytes(), path.name))
        kinds[path.name[:3]] = (reading.notice.kind, len(reading.articles))
    assert kinds == {
        "000": (NoticeKind.COMMENTARY, 0),
        "001": (NoticeKind.COMMENTARY, 0),
        "002": (NoticeKind.COMMENTARY, 0),
        "003": (NoticeKind.COMMENTARY, 0),
        "004": (NoticeKind.PROMULGATION, 24),
    }


def test_a_law_without_a_title_of_its_own_is_named_by_its_folder() -> None:
    text = LAW.replace("# 示例市生成内容标识办法\n\n", "").replace(
        "根据《中华人民共和国网络安全法》第二十一条，", ""
    )

    def titled(url: str) -> tuple[str, str | None]:
        found = read(replace(capture(text.encode(), "2026-01-15_final.md"), url=url)).notice
        return found.title, found.instrument

    title = "示例数据管理条例"
    assert titled(f"file:///laws/{title}/2026-01-15_final.md") == (title, title)
    assert titled(f"file:///laws/{title}.md") == (title, title)
    assert titled("file:///laws/示例法/a.md") == ("示例法", "示例法")
    assert titled("file:///work/notes/a.md") == ("2026-01-15_final.md", None)
    assert titled(f"https://example.org/{title}/a.md") == ("2026-01-15_final.md", None)
