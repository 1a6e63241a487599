"""A page edited in place: the same address with new words is a new version with its evidence."""

from pathlib import Path

import pytest
from test_flow import LAW, file, home, official_capture, run  # noqa: F401 (a fixture)

from digest.law.versions import instrument_id
from store import captures, instruments
from store.database import open_store

URL = "https://www.cac.gov.cn/2026-01/15/c_1.htm"
EDITED = LAW.replace("不少于三年", "不少于五年")


def fetch(home: Path, text: str) -> str:  # noqa: F811
    page = official_capture(text, URL)
    with open_store(home / "dutydiff.sqlite") as db:
        captures.add(db, page)
    assert run(home, "read") == 0
    return page.sha256


def test_an_edit_is_a_new_version_with_the_evidence_of_both(
    home: Path,  # noqa: F811
    capsys: pytest.CaptureFixture[str],
) -> None:
    first = fetch(home, LAW)
    assert run(home, "digest") == 0
    capsys.readouterr()
    second = fetch(home, EDITED)
    assert run(home, "digest") == 0
    shown = capsys.readouterr().out
    assert "网页在原址被修改" in shown
    assert f"前次存档 sha256 {first[:8]}" in shown
    assert f"sha256 {second[:8]}" in shown
    assert "[-三年-]{+五年+}" in shown
    with open_store(home / "dutydiff.sqlite", write=False) as db:
        assert captures.count(db) == 2, "nothing is overwritten"
        chain = instruments.chain(db, instrument_id("示例市数据留存办法"))
        kept = [evidence_of(db, version.document) for version in chain]
    assert kept == [first, second]
    assert run(home, "duties", "--instrument", "示例市数据留存办法", "--as-of", "2026-04-01") == 0
    assert "不少于五年" in capsys.readouterr().out, "what the page says now"


def evidence_of(db, document: str) -> str:  # type: ignore[no-untyped-def]
    (sha256,) = db.execute(
        "SELECT sha256 FROM captures WHERE id = (SELECT capture FROM documents WHERE id = ?)",
        (document,),
    ).fetchone()
    return str(sha256)


def test_the_same_page_again_is_no_news_and_other_markup_is_no_edit(
    home: Path,  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    fetch(home, LAW)
    assert run(home, "digest") == 0
    fetch(home, LAW)
    fetch(home, LAW + "\n")
    capsys.readouterr()
    assert run(home, "digest") == 0
    assert "没有变化" in capsys.readouterr().out
    with open_store(home / "dutydiff.sqlite", write=False) as db:
        assert len(instruments.chain(db, instrument_id("示例市数据留存办法"))) == 1
