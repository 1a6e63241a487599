"""The five real documents, through the commands a user gives: ingest, read, digest."""

import json
import re
from pathlib import Path

import pytest

from digest.model import NoticeKind, Reading
from digest.rules import rules_version
from digest.text.normalise import key
from schedules import cli
from store import documents, outbox, register, runs
from store.database import open_store

MEASURES = "生成式人工智能服务管理暂行办法"
SPAM = re.compile(
    r"成人(?!身)|国产精品|亚洲|日韩|欧美一|\bav\b(?!-\d)|黄色|在线观看|久久|超碰", re.I
)


@pytest.fixture(scope="module")
def home(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeds")
    for command in (["ingest", str(shared / "seeds")], ["read"], ["digest"]):
        assert cli.run(["--home", str(folder), "--quiet", *command]) == 0
    return folder


@pytest.fixture(scope="module")
def readings(home: Path) -> dict[str, Reading]:
    with open_store(home / "dutydiff.sqlite", write=False) as db:
        told = documents.releases(db, rules_version(), official_sources=frozenset())
        return {release.source.url.rsplit("/", 1)[1][:3]: release.reading for release in told}


@pytest.fixture(scope="module")
def digest(home: Path):
    with open_store(home / "dutydiff.sqlite", write=False) as db:
        return outbox.digests(db, "all", 1)[0]


def test_the_spam_wrapped_page_is_the_promulgated_measures(readings) -> None:
    notice = readings["004"].notice
    assert notice.kind is NoticeKind.PROMULGATION
    assert notice.instrument == MEASURES
    assert notice.effective_on is not None
    assert notice.effective_on.isoformat() == "2023-08-15"


def test_each_of_its_articles_equals_the_official_text(readings, shared: Path) -> None:
    official = (shared / f"corpus/versions/_singles/{MEASURES}/2023-07-10_final.md").read_text(
        "utf-8"
    )
    from digest.law.structure import articles

    wanted = [key(article.text).text for article in articles(official.replace("**", ""))]
    assert len(wanted) == 24
    assert [key(article.text).text for article in readings["004"].articles] == wanted


def test_no_spam_menu_or_link_farm_reaches_any_output(home: Path, readings, capsys) -> None:
    document = readings["004"].document
    assert cli.run(["--home", str(home), "digest", "--since", "2020-01-01"]) == 0
    shown = capsys.readouterr().out
    for text in (document.text, document.meta.title or "", shown):
        assert not SPAM.search(text)
        assert "當前位置" not in text
    assert any(drop.rule.startswith("spam") for drop in document.dropped)
    assert all(drop.rule for drop in document.dropped)


@pytest.mark.parametrize(
    ("seed", "title", "day"),
    [
        ("000", "ChatGPT生成内容侵权的法律责任及其优化路径", "2023-04-01"),
        ("001", "AIGC：合规引领探索之路", "2025-02-26"),
        ("002", None, None),
        ("003", "AI内容标识新规实施后", None),
    ],
)
def test_the_other_four_are_commentary(readings, seed: str, title: str, day: str) -> None:
    notice = readings[seed].notice
    assert notice.kind is NoticeKind.COMMENTARY
    assert readings[seed].articles == ()
    assert title is None or title in notice.title
    assert (notice.published_on and notice.published_on.isoformat()) == day


CHROME = [
    ("000", "微信扫一扫"),
    ("000", "轻触阅读原文"),
    ("000", "预览时标签不可点"),
    ("000", "征订热线"),
    ("000", "扫码订阅"),
    ("001", "blog-content-box"),
    ("002", "within Technology topic(s)"),
    ("002", "The content of this article is intended"),
    ("003", "阅读12分钟"),
    ("003", "**"),
]


@pytest.mark.parametrize(("seed", "chrome"), CHROME)
def test_the_chrome_of_their_sites_is_gone(readings, seed: str, chrome: str) -> None:
    assert chrome not in readings[seed].document.text


@pytest.mark.parametrize("seed", ["000", "002", "003", "004"])
def test_every_sentence_is_kept_or_listed_as_dropped(readings, shared: Path, seed: str) -> None:
    (path,) = (shared / "seeds").glob(f"{seed}_*")
    document = readings[seed].document
    meta = (document.meta.title, document.meta.publisher, document.meta.author, document.meta.url)
    kept = key("\n".join([document.text, *(d.text for d in document.dropped)])).text
    kept += key("\n".join(str(value) for value in meta if value)).text
    body = re.sub(r"\A---.*?^---$", "", path.read_text("utf-8"), flags=re.S | re.M)
    body = re.sub(r"!\[[^\]]*\]\([^)]*\)|图片(?=注意)", "", body)  # pictures carry no words
    body = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", body)
    sentences = re.split(r"[。！？\n]", body)
    lost = [s for s in sentences if len(s.strip()) > 3 and key(s.strip(" *#")).text not in kept]
    assert lost == []


@pytest.mark.parametrize(
    ("seed", "instrument", "article"),
    [
        ("002", "互联网信息服务算法推荐管理规定", "16"),
        ("002", "互联网信息服务深度合成管理规定", "14"),
        ("002", "个人信息保护法", "55"),
        ("002", MEASURES, "7"),
        ("002", MEASURES, "11"),
        ("003", "人工智能生成合成内容标识办法", "9"),
        ("000", "产品质量法", "41"),
        ("000", "著作权法", "24"),
    ],
)
def test_what_they_cite_is_resolved(readings, seed: str, instrument: str, article: str) -> None:
    cites = {(c.instrument, c.article) for c in readings[seed].citations}
    assert (instrument, article) in cites


@pytest.mark.parametrize(
    ("seed", "obligation"),
    [
        ("000", "pql-1993-art41"),
        ("002", "deepsyn-2022-art14"),
        ("002", "algo-2021-art16"),
        ("002", "pipl-2021-art55"),
        ("003", "label-2025-art9"),
        ("004", "genai-2023-art14"),
    ],
)
def test_the_digest_lists_the_obligations_they_touch_with_quotes(
    digest, readings, seed: str, obligation: str
) -> None:
    text = readings[seed].document.text
    (item,) = [i for i in digest.items if i.lead.document == readings[seed].document.id]
    quotes = [q for t in item.touched if t.obligation.id == obligation for q in t.quotes]
    assert quotes
    assert all(text[q.start : q.end] == q.text for q in quotes)


SPOKEN_OF = {
    "000": """
        copyright-1990-art24 copyright-1990-ip deepsyn-2022-art11 deepsyn-2022-art6
        deepsyn-2022-art7 pql-1993-art41
    """,
    "001": """
        account-2022-identity algo-2021-art15 algo-2021-art16 algo-2021-art17 algo-2021-art24
        algo-2021-art27 algo-2021-art7 algo-2021-art8 algo-2021-art9 antimono-2007-art9
        appfiling-2023-filing av-2007-art7 civil-2020-art1195 csl-2025-art23 csl-2025-art27
        csl-2025-art42 culture-2011-licence deepsyn-2022-art10 deepsyn-2022-art11
        deepsyn-2022-art17 deepsyn-2022-art19 deepsyn-2022-art20 dsl-2021-art27
        dsl-2021-art27-p2 dsl-2021-art30 eco-2019-art12 eco-2019-art15 eco-2019-art17
        eco-2019-art9 ethics-2023-art4 ethics-2023-review genai-2023-art10 genai-2023-art15
        genai-2023-art17 genai-2023-art19 genai-2023-art4 genai-2023-art7 genai-2023-art8
        genai-2023-bias icp-2000-art4 icp-2000-art5 icp-2000-art7 icp-2000-art8 ndr-2024-art18
        netpub-2016-art7
        opinion-2018-art3 opinion-2018-art7 pipl-2021-art13 psb-1997-art12 software-2001-art7
        tc260-2024-corpus tc260-2024-labelling tc260-2024-measures tc260-2024-model
        telecom-2000-art9
    """,
    "002": """
        aiethics-2025-expert aiethics-2026-review algo-2021-art16 algo-2021-art24
        deepsyn-2022-art14 gb45438-2025-explicit gb45438-2025-implicit genai-2023-art11-p2
        genai-2023-art17 genai-2023-art7 genai-2023-art9 genai-2023-filing genair-2025-grading
        incident-2025-art4 label-2025-art4 label-2025-art5 label-2025-art6 label-2025-art9
        pipl-2021-art29 pipl-2021-art55 pipl-2021-art56 qinglang-2024-disclosure
        tcguide-2023-method
    """,
    "003": """
        deepsyn-2022-art10 gb45438-2025-explicit gb45438-2025-implicit gb45438-2025-size
        genai-2023-art10 genai-2023-art11 genai-2023-art17 genai-2023-art7 genai-2023-art8
        label-2025-art10 label-2025-art10-p2 label-2025-art4 label-2025-art5 label-2025-art8
        label-2025-art9 tcguide-2025-coding
    """,
    "004": """
        genai-2023-art10 genai-2023-art11 genai-2023-art11-p2 genai-2023-art12 genai-2023-art13
        genai-2023-art14 genai-2023-art14-p2 genai-2023-art15 genai-2023-art17 genai-2023-art18
        genai-2023-art19 genai-2023-art19-p2 genai-2023-art23 genai-2023-art4 genai-2023-art7
        genai-2023-art8 genai-2023-art9 genai-2023-art9-p2 genai-2023-bias genai-2023-filing
    """,
}
"""The lines of the starter register whose duties each article speaks of, read from the article."""


@pytest.mark.parametrize("seed", SPOKEN_OF)
def test_each_duty_they_speak_of_is_listed(digest, readings, seed: str) -> None:
    (item,) = [i for i in digest.items if i.lead.document == readings[seed].document.id]
    listed = {touched.obligation.id for touched in item.touched}
    assert set(SPOKEN_OF[seed].split()) <= listed


def test_a_second_ingest_and_read_change_nothing_and_encode_nothing(
    home: Path, shared: Path
) -> None:
    store = home / "dutydiff.sqlite"
    tables = ("captures", "documents", "readings", "versions", "vectors", "matches", "stories")

    def content() -> list[object]:
        with open_store(store, write=False) as db:
            return [db.execute(f"SELECT * FROM {table}").fetchall() for table in tables]

    before = content()
    assert cli.run(["--home", str(home), "--quiet", "ingest", str(shared / "seeds")]) == 0
    assert cli.run(["--home", str(home), "--quiet", "read"]) == 0
    assert content() == before
    with open_store(store, write=False) as db:
        last = runs.last_runs(db, 1)[0]
        assert last.summary["texts encoded"] == 0
        assert len(register.load(db)) > 200


def test_affected_answers_on_a_file_without_a_store(shared: Path, tmp_path: Path, capsys) -> None:
    """The JSON contract, from the commands on files."""
    (seed,) = (shared / "seeds").glob("003_*")
    assert cli.run(["--home", str(tmp_path), "affected", str(seed), "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == {"schema", "document", "affected", "cites", "duties"}
    assert answer["document"]["relevant"] is True
    assert "label-2025-art9" in {one["obligation"] for one in answer["affected"]}
    assert not (tmp_path / "dutydiff.sqlite").exists()
