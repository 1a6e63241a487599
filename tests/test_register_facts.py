"""The starter register: its shape, and its facts against texts of the law beside the project."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable
from datetime import date
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

REGISTER = Path(__file__).parents[1] / "store" / "data" / "register.toml"
OBLIGATIONS = tomllib.loads(REGISTER.read_text(encoding="utf-8"))["obligation"]

REQUIRED = {"id", "name", "statement", "gloss", "cites", "topics", "bearer", "status"}
OPTIONAL = {"modality", "deadline", "amount", "sanction", "effective_on", "url"}
MODALITIES = {"must", "must_not", "may", "entitled"}
OFFICIAL = re.compile(r"https://[a-z]+\.(?:[a-z]+\.)?gov\.cn/")
"""Sites of the issuers: www.gov.cn, www.cac.gov.cn, openstd.samr.gov.cn …"""
ID = re.compile(r"[a-z0-9]+-\d{4}-(?:art(?P<article>\d+)(?:-p(?P<paragraph>\d+))?|[a-z]+)")
LABEL = re.compile(r"^[#*\s]*第([一二三四五六七八九十百]+)条(?:之([一二三四五六七八九十]))?", re.M)
FIGURE = re.compile(
    r"(?:[0-9]+|[一二三四五六七八九十百千]+)"
    r"(?:%|万元|元|倍|万人|万用户|个月|年|日|小时|个工作日)"
    r"|百分之[一二三四五六七八九十]+"
)
PUNISHED_BY = re.compile(r"（第([一二三四五六七八九十百]+)条）$")
DIGITS = {c: i for i, c in enumerate("一二三四五六七八九", 1)}


def arabic(numeral: str) -> int:
    total, digit = 0, 0
    for c in numeral:
        if c in "十百":
            total += (digit or 1) * (10 if c == "十" else 100)
            digit = 0
        else:
            digit = DIGITS[c]
    return total + digit


def squeezed(text: str) -> str:
    return re.sub(r"[\s*]+", "", text)


@cache
def articles(path: Path) -> dict[str, str]:
    """Article number -> text without spaces, of one text of an instrument."""
    text = path.read_text(encoding="utf-8")
    found = list(LABEL.finditer(text))
    ends = [m.start() for m in found[1:]] + [len(text)]
    return {
        str(arabic(m[1])) + (f"-{arabic(m[2])}" if m[2] else ""): squeezed(text[m.end() : end])
        for m, end in zip(found, ends, strict=True)
    }


FOLDERS = {
    "最高人民法院关于审理使用人脸识别技术处理个人信息相关民事案件适用法律若干问题的规定": (
        "人脸识别司法解释"
    ),
}
"""Instruments that the corpus keeps under a short name."""


def law(shared: Path, instrument: str) -> dict[str, str] | None:
    """The newest text of an instrument in the corpus; a draft only where there is no other."""
    versions = shared / "corpus" / "versions"
    instrument = FOLDERS.get(instrument, instrument)
    folders = (versions / instrument, versions / "_singles" / instrument)
    texts = [p for folder in folders for p in sorted(folder.glob("*.md")) if "spam" not in p.name]
    promulgated = [p for p in texts if "draft" not in p.name]
    newest = max(promulgated or texts, key=lambda p: p.name[:10], default=None)
    return None if newest is None else articles(newest)


def resting_texts(shared: Path, obligation: dict) -> list[str]:
    """The cited articles, where the one that the line rests on is at hand."""
    first = obligation["cites"][0]
    text = law(shared, first["instrument"])
    return cited_texts(shared, obligation) if text and first.get("article") in text else []


def cited_texts(shared: Path, obligation: dict) -> list[str]:
    laws = [(law(shared, c["instrument"]), c.get("article")) for c in obligation["cites"]]
    return [text[number] for text, number in laws if text and number]


def wrong(check: Callable[[dict], bool]) -> list[str]:
    """Ids of the obligations a check does not hold for."""
    return [o["id"] for o in OBLIGATIONS if not check(o)]


def test_ids_are_unique() -> None:
    assert [i for i, n in Counter(o["id"] for o in OBLIGATIONS).items() if n > 1] == []


def test_the_register_is_wide_enough_to_start_with() -> None:
    assert len(OBLIGATIONS) >= 350
    assert len({o["cites"][0]["instrument"] for o in OBLIGATIONS}) >= 60
    assert sum("url" in o for o in OBLIGATIONS) >= 300


def test_keys_are_the_known_ones() -> None:
    assert wrong(lambda o: set(o) >= REQUIRED) == []
    assert wrong(lambda o: set(o) <= REQUIRED | OPTIONAL) == []


def test_values_are_the_known_ones() -> None:
    assert wrong(lambda o: o.get("modality", "must") in MODALITIES) == []
    assert wrong(lambda o: o["status"] in {"in_force", "pending", "repealed"}) == []
    assert wrong(lambda o: type(o.get("effective_on", date.min)) is date) == []
    assert wrong(lambda o: bool(OFFICIAL.match(o.get("url", "https://www.gov.cn/")))) == []


def test_texts_are_filled_and_short() -> None:
    texts = (REQUIRED | OPTIONAL) - {"cites", "topics", "effective_on"}
    assert wrong(lambda o: all(o[k] == o[k].strip() != "" for k in texts & set(o))) == []
    assert wrong(lambda o: 10 <= len(o["statement"]) <= 150) == []
    assert wrong(lambda o: o["gloss"].isascii()) == []
    assert wrong(lambda o: bool(o["topics"]) and all(o["topics"])) == []


def test_cites_have_the_shape_the_store_reads() -> None:
    cites = [(o["id"], c) for o in OBLIGATIONS for c in o["cites"]]
    assert wrong(lambda o: bool(o["cites"])) == []
    for obligation, cite in cites:
        assert set(cite) <= {"instrument", "article", "paragraph"}, obligation
        assert not re.search(r"[《》]|^中华人民共和国", cite["instrument"]), obligation
        assert re.fullmatch(r"[1-9]\d*(-\d+)?", cite.get("article", "1")), obligation
        assert type(cite.get("paragraph", 1)) is int, obligation
        assert "article" in cite or "paragraph" not in cite, obligation


def test_the_id_says_the_place_it_rests_on() -> None:
    for obligation in OBLIGATIONS:
        match = ID.fullmatch(obligation["id"])
        assert match, obligation["id"]
        first = obligation["cites"][0]
        if match["article"]:
            assert match["article"] == first["article"], obligation["id"]
        if match["paragraph"]:
            assert int(match["paragraph"]) == first["paragraph"], obligation["id"]


def test_most_lines_are_checked_against_a_text(shared: Path) -> None:
    """The checks below hold trivially where there is no text: they must not all be trivial."""
    assert sum(bool(cited_texts(shared, o)) for o in OBLIGATIONS) >= 200


def test_cited_articles_exist(shared: Path) -> None:
    missing = [
        (o["id"], c["instrument"], c["article"])
        for o in OBLIGATIONS
        for c in o["cites"]
        if "article" in c and (text := law(shared, c["instrument"])) and c["article"] not in text
    ]
    assert missing == []


def test_periods_and_amounts_stand_in_the_cited_article(shared: Path) -> None:
    def stand(obligation: dict) -> bool:
        texts = resting_texts(shared, obligation)
        values = [squeezed(obligation[k]) for k in ("deadline", "amount") if k in obligation]
        return not texts or all(any(v in text for text in texts) for v in values)

    assert wrong(stand) == []


def test_figures_of_the_statement_stand_in_the_cited_article(shared: Path) -> None:
    def stand(obligation: dict) -> bool:
        texts = resting_texts(shared, obligation)
        figures = FIGURE.findall(obligation["statement"])
        return not texts or all(any(f in text for text in texts) for f in figures)

    assert wrong(stand) == []


def test_fines_stand_in_the_article_that_punishes(shared: Path) -> None:
    def stand(obligation: dict) -> bool:
        punished = PUNISHED_BY.search(obligation.get("sanction", ""))
        text = law(shared, obligation["cites"][0]["instrument"])
        if not punished or not text:
            return True
        article = text[str(arabic(punished[1]))]
        return all(figure in article for figure in FIGURE.findall(obligation["sanction"]))

    assert wrong(stand) == []


def test_the_words_are_ours(shared: Path) -> None:
    """Terms of the law may recur, its sentences may not: no run of more than 20 characters."""

    def ours(obligation: dict) -> bool:
        words = obligation["statement"]
        runs = (
            SequenceMatcher(None, words, text, autojunk=False).find_longest_match().size
            for text in cited_texts(shared, obligation)
        )
        return max(runs, default=0) <= 20

    assert wrong(ours) == []


NOT_OURS = {
    "互联网政务应用安全管理规定": "binds public bodies",
    "电子政务电子认证服务管理办法": "binds certification bodies of the government",
    "网信部门行政执法程序规定": "binds the authority",
    "会计师事务所数据安全管理暂行办法": "binds accountants",
    "银行保险机构数据安全管理办法": "binds banks and insurers",
    "电力监控系统安全防护规定": "binds the power sector",
    "网络预约出租汽车经营服务管理暂行办法": "binds ride hailing",
    "终端设备直连卫星服务管理规定": "binds satellite services and makers of devices",
    "网络产品安全漏洞收集平台备案管理办法": "binds collectors of flaws in products of others",
    "近距离自组网信息服务管理规定": "known as a draft of 2023 only",
}
"""Instruments beside the corpus' field that a provider of AI or internet services may leave."""


def test_every_instrument_of_the_field_is_covered_or_left_for_a_reason(shared: Path) -> None:
    singles = {p.name for p in (shared / "corpus/versions/_singles").iterdir() if p.is_dir()}
    titles = {c["instrument"] for o in OBLIGATIONS for c in o["cites"]}
    covered = titles | {FOLDERS.get(title, title) for title in titles}
    assert singles - covered - set(NOT_OURS) == set()
    assert set(NOT_OURS) & covered == set()


def test_the_encoder_finds_the_article_from_the_statement(shared: Path) -> None:
    """Of every fifth line, among its article and every fifth of all: floors. Of all 242 lines among
    all 784 articles it found 86% first and 99% in the best ten (2026-11-22)."""
    from digest.match import embed
    from schedules.settings import cache_path

    texts = {c["instrument"]: law(shared, c["instrument"]) for o in OBLIGATIONS for c in o["cites"]}
    places = [(title, number) for title, text in texts.items() for number in text or ()]
    rests_on = {
        o["id"]: (first["instrument"], first.get("article"))
        for o in OBLIGATIONS[::5]
        for first in o["cites"][:1]
    }
    lines = [o for o in OBLIGATIONS if rests_on.get(o["id"]) in set(places)]
    among = sorted({*places[::5], *(rests_on[o["id"]] for o in lines)})
    assert len(lines) >= 40
    encoder = embed.load("", cache_path() / "models")
    passages = [(texts[title] or {})[number][:300] for title, number in among]
    articles_ = encoder.encode(passages, query=False)
    statements = encoder.encode([o["statement"] for o in lines], query=True)
    likeness = (statements - statements.mean(0)) @ (articles_ - articles_.mean(0)).T
    own = [among.index(rests_on[o["id"]]) for o in lines]
    ranks = [int((row > row[at]).sum()) for row, at in zip(likeness, own, strict=True)]
    assert sum(rank == 0 for rank in ranks) / len(ranks) >= 0.85
    assert sum(rank < 10 for rank in ranks) / len(ranks) >= 0.97
