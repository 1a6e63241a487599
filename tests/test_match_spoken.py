"""Lines by how people speak of them: wordings, texts that seem off topic."""

import re
import tomllib
from dataclasses import replace
from importlib import resources

from match_examples import WordEncoder, reading

from digest.match import retrieve
from digest.match.decide import THRESHOLD, affected
from digest.match.units import LINES
from digest.match.wordings import wordings
from digest.model import Cite, Obligation
from store import register

TEXTS = tomllib.loads(resources.files("digest.data").joinpath("wordings.toml").read_text("utf-8"))
BY_ID = {line.id: line for line in register.starter()}
CONSENT = "pipl-2021-art13"


def test_every_starter_line_has_wordings_filed_under_what_it_rests_on() -> None:
    assert TEXTS.keys() == BY_ID.keys()
    for line, entry in TEXTS.items():
        cite = BY_ID[line].cites[0]
        place = (cite.instrument, cite.article, cite.paragraph)
        assert entry["of"] == "/".join(str(part) for part in place if part is not None)
        assert len(entry["said"]) == len(set(entry["said"])) >= 10, line


def test_a_wording_names_no_article_and_is_not_the_statement() -> None:
    for line, entry in TEXTS.items():
        for said in entry["said"]:
            assert not re.search(r"第[一二三四五六七八九十百0-9]+条", said), (line, said)
            assert said not in BY_ID[line].statement, (line, said)


def test_a_line_of_another_register_is_spoken_of_like_the_article_it_rests_on() -> None:
    starter = BY_ID[CONSENT]
    mine = Obligation("my-1", "取得同意", "处理前取得同意。", starter.cites)
    assert [text for _, text in wordings([mine])] == [
        text
        for line, entry in TEXTS.items()
        if entry["of"] == TEXTS[CONSENT]["of"]
        for text in entry["said"]
    ]


def test_a_line_that_rests_elsewhere_has_no_wordings_whatever_its_id() -> None:
    moved = replace(BY_ID[CONSENT], cites=(Cite("示例办法", "13"),))
    assert wordings([moved, replace(moved, cites=())]) == []
    assert retrieve.index([moved], {}, WordEncoder()).spoken is None


def test_a_deed_finds_the_line_whose_statement_has_none_of_its_words() -> None:
    wording = TEXTS["csl-2025-art23"]["said"][0]
    lines = [BY_ID["csl-2025-art23"], BY_ID[CONSENT], BY_ID["genai-2023-art4"]]
    known = retrieve.index(lines, {}, WordEncoder())
    mute = replace(known, spoken=None)
    text = f"网络安全法执法案例。经查，{wording}，网信办责令改正并处罚款。"
    heard = dict(affected(reading(text), known, WordEncoder()).ranked)
    unheard = dict(affected(reading(text), mute, WordEncoder()).ranked)
    assert max(heard, key=heard.__getitem__) == "csl-2025-art23"
    assert heard["csl-2025-art23"] > unheard["csl-2025-art23"]


def test_what_is_told_for_a_wording_is_quoted_and_has_its_reason() -> None:
    lines = list(BY_ID.values())
    known = retrieve.index(lines, {}, WordEncoder())
    wording = TEXTS["label-2025-art10"]["said"][0]
    text = f"人工智能生成合成内容标识专项行动。\n检查发现，{wording}。\n"
    found = affected(reading(text), known, WordEncoder())
    for match in found.matches:
        assert match.reasons
        assert match.quotes
        assert all(text[q.start : q.end] == q.text for q in match.quotes)


def test_a_text_that_seems_off_topic_tells_two_lines_or_none() -> None:
    lines = list(BY_ID.values())
    known = retrieve.index(lines, {}, WordEncoder())
    one = TEXTS["crypto-2019-art27"]["said"][0]
    alone = affected(reading(f"春季运动会。\n{one}。\n操场上很热闹。\n"), known, WordEncoder())
    told = [match for match in alone.matches if match.score >= THRESHOLD]
    assert len(told) != 1
    assert alone.relevant == bool(alone.matches)


def test_of_a_long_register_the_lines_with_wordings_are_weighed_like_the_others() -> None:
    fillers = [
        Obligation(f"x-{n}", f"事项{n}", f"第{n}项手续每年办理{n}次。", (Cite("示例办法", str(n)),))
        for n in range(LINES + 50)
    ]
    lines = [*fillers, BY_ID["csl-2025-art23"]]
    known = retrieve.index(lines, {}, WordEncoder())
    wording = TEXTS["csl-2025-art23"]["said"][0]
    found = affected(
        reading(f"网络安全法执法案例。经查，{wording}，网信办处以罚款。"), known, WordEncoder()
    )
    assert found.ranked[0][0] == "csl-2025-art23"


def test_a_text_about_another_country_that_seems_off_topic_is_not_weighed() -> None:
    known = retrieve.index(list(BY_ID.values()), {}, WordEncoder())
    deeds = "。\n".join(TEXTS[line]["said"][0] for line in ("csl-2025-art23", "crypto-2019-art27"))
    here, there = f"春季运动会。\n{deeds}。", f"春季运动会在美国加州举行。\n{deeds}。"
    assert affected(reading(here), known, WordEncoder()).relevant
    assert not affected(reading(there), known, WordEncoder()).relevant


def test_an_own_line_without_a_paragraph_is_known_by_the_wordings_of_them_all() -> None:
    cites = BY_ID["csl-2025-art24-p3"].cites
    whole = Obligation("my-2", "产品", "产品符合要求。", (replace(cites[0], paragraph=None),))
    other = Obligation("my-3", "产品", "产品符合要求。", (replace(cites[0], paragraph=2),))
    said = set(TEXTS["csl-2025-art24-p3"]["said"])
    assert said <= {text for _, text in wordings([whole])}
    assert not said & {text for _, text in wordings([other])}
