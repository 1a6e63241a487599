"""Which register lines a text touches: by citation, by words and meaning, or not at all."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import match_examples as example
import numpy as np
import pytest
from match_examples import COMMENT, LABELS, LAW, MALWARE, REGISTER, WEATHER, WordEncoder, reading

from digest.law.citations import citations
from digest.law.versions import instrument_key
from digest.match import retrieve
from digest.match.cited import ruled_out
from digest.match.decide import affected, affected_text, touched_by
from digest.match.embed import Vectors
from digest.match.lexical import Lexical
from digest.match.retrieve import RegisterIndex
from digest.match.sentences import sentences
from digest.model import Citation, Cite, Effect, NoticeKind, Obligation, Pair, Reason, Relation


class Unwilling(WordEncoder):
    """Fails when it is asked to encode: what is off topic must not get that far."""

    def encode(self, texts: Sequence[str], *, query: bool) -> Vectors:
        raise AssertionError("the encoder ran")


@pytest.fixture(scope="module")
def register() -> RegisterIndex:
    return retrieve.index(REGISTER, {}, WordEncoder())


def test_a_cited_article_is_told_with_the_citing_sentence(register: RegisterIndex) -> None:
    found = affected(reading(COMMENT), register, WordEncoder())
    assert found.relevant
    assert [match.obligation for match in found.matches] == ["label-9"]
    match = found.matches[0]
    assert match.score >= 0.9
    assert match.reasons[0] is Reason.CITED
    assert match.quotes[0].text == f"根据《{LABELS}》第九条，提供者应当留存有关日志。"


def test_every_quote_is_the_documents_own_words(register: RegisterIndex) -> None:
    for text in (COMMENT, LAW):
        found = affected(
            reading(text, kind=NoticeKind.PROMULGATION, instrument=LABELS), register, WordEncoder()
        )
        for match in found.matches:
            assert match.quotes
            for quote in match.quotes:
                assert text[quote.start : quote.end] == quote.text


def test_a_paragraph_that_is_not_the_lines_counts_less(register: RegisterIndex) -> None:
    text = f"《{LABELS}》第四条第二款要求导出的文件也要标识。\n"
    scores = dict(affected(reading(text), register, WordEncoder()).ranked)
    assert scores["label-4-p2"] >= 0.9
    text = text.replace("第二款", "第一款")
    scores = dict(affected(reading(text), register, WordEncoder()).ranked)
    assert scores["label-4-p2"] < scores["label-4"]


def test_a_bare_article_means_its_main_line(register: RegisterIndex) -> None:
    text = f"本文的合规要点参见《{LABELS}》第四条。\n"
    found = affected(reading(text), register, WordEncoder())
    assert [match.obligation for match in found.matches] == ["label-4"], (
        "neither the further duty of the article nor a line that only reads it with its own"
    )
    text = f"《{LABELS}》第四条要求下载、复制、导出的文件也须含有显式标识。\n"
    found = affected(reading(text), register, WordEncoder())
    assert {"label-4", "label-4-p2"} <= {match.obligation for match in found.matches}


def test_of_the_paragraphs_of_an_article_the_line_without_suffix_is_the_main_one() -> None:
    lines = (
        Obligation("a-4", "甲", "甲事项", (Cite(LABELS, "4", 3),)),
        Obligation("a-4-p1", "乙", "乙事项", (Cite(LABELS, "4", 1),)),
    )
    small = retrieve.index(lines, {}, WordEncoder())
    found = affected(reading(f"参见《{LABELS}》第四条。\n"), small, WordEncoder())
    assert [match.obligation for match in found.matches] == ["a-4"]


def test_a_standard_that_is_only_named_touches_none_of_its_several_lines() -> None:
    lines = (
        Obligation("size", "文字高度", "文字高度不低于最短边的百分之五", (Cite(example.CODE),)),
        Obligation("meta", "元数据", "元数据写明内容编号", (Cite(example.CODE),)),
    )
    small = retrieve.index(lines, {}, WordEncoder())
    text = f"企业须遵守《{example.CODE}》。\n《{example.CODE}》的适用范围较广，合规要求不少。\n"
    assert affected(reading(text), small, WordEncoder()).matches == ()


def test_an_item_of_a_list_belongs_to_the_article_above_it(register: RegisterIndex) -> None:
    text = (
        f"《{example.DATA}》第十二条规定了下列情形的要求：\n"
        "（一）按照目录识别、申报重要数据；\n"
        "此外，还应当指定重要数据安全负责人。\n"
    )
    spans = sentences(text)
    out = ruled_out(spans, citations(text), register)
    lines = {at: {register.obligations[row].id for row in rows} for at, rows in out.items()}
    assert lines == {1: {"data-8"}}, "not the head, not what follows the list"


def test_the_law_itself_touches_the_lines_of_its_articles(register: RegisterIndex) -> None:
    law = reading(LAW, kind=NoticeKind.PROMULGATION, title=LABELS, instrument=LABELS)
    found = affected(law, register, WordEncoder())
    quotes = {match.obligation: match.quotes[0].text for match in found.matches}
    assert {"label-4", "label-4-p2", "label-9"} <= set(quotes)
    assert quotes["label-4-p2"].startswith("提供下载、复制、导出功能")
    assert "data-12" not in quotes, "a line that only reads the article together with its own"
    first = LAW.index("第四条"), LAW.index("提供下载")
    for match in found.matches:
        for quote in match.quotes:
            if match.obligation == "label-4-p2":
                assert quote.start >= first[1], "its own paragraph, no other"
            if match.obligation == "label-9":
                assert quote.start > LAW.index("第九条")


def test_a_translation_of_the_law_touches_the_lines_of_its_articles() -> None:
    title = "生成式人工智能服务管理暂行办法"
    lines = (
        Obligation("genai-2", "甲", "甲事项", (Cite(title, "2"),)),
        Obligation("genai-9", "乙", "乙事项", (Cite(title, "9"),)),
    )
    small = retrieve.index(lines, {}, WordEncoder())
    words = "\n\n".join(f"Article {n}\nA sample duty of number {n} is kept." for n in range(1, 7))
    text = f"Interim Measures for the Management of Generative AI Services\n\n{words}\n"
    (match,) = affected(reading(text), small, WordEncoder()).matches
    assert match.obligation == "genai-2"
    assert [quote.text for quote in match.quotes] == ["A sample duty of number 2 is kept."]


@pytest.mark.parametrize("text", [WEATHER, MALWARE], ids=["weather", "malware"])
def test_off_topic_text_is_turned_away_before_the_encoder(
    register: RegisterIndex, text: str
) -> None:
    found = affected(reading(text), register, Unwilling())
    assert not found.relevant
    assert found.matches == ()
    assert len(found.ranked) == len(REGISTER)


def test_the_same_words_are_told_without_a_citation(register: RegisterIndex) -> None:
    text = (
        "新规对数据出境提出合规要求，企业应当评估自身义务。\n"
        "企业应当按照目录识别、申报重要数据，并指定重要数据安全负责人。\n"
    )
    found = affected(reading(text), register, WordEncoder())
    assert [match.obligation for match in found.matches] == ["data-8"]
    assert Reason.CITED not in found.matches[0].reasons
    assert found.matches[0].quotes[0].text.startswith("企业应当按照目录")


def test_text_of_the_field_that_asks_nothing_of_the_register_is_not_told(
    register: RegisterIndex,
) -> None:
    text = "人工智能立法正在推进。\n专家就算法推荐的监管思路进行了讨论，认为应当审慎。\n"
    found = affected(reading(text), register, WordEncoder())
    assert found.relevant
    assert found.matches == ()
    assert len(found.ranked) == len(REGISTER)


def test_an_instrument_named_in_passing_is_not_told(register: RegisterIndex) -> None:
    once = "本期要闻：个人信息保护的执法动态。\n链接：《示例生成内容编码规定》全文下载地址。\n"
    assert affected(reading(once), register, WordEncoder()).matches == ()
    often = (
        once + "《示例生成内容编码规定》的适用范围较广。\n企业须遵守《示例生成内容编码规定》。\n"
    )
    found = affected(reading(often), register, WordEncoder())
    assert [match.obligation for match in found.matches] == ["code-all"]


def test_what_only_the_context_cites_counts_less(register: RegisterIndex) -> None:
    passage = "这是合规的要点，提供者应当重视。"
    cited = f"《{LABELS}》第九条值得注意。"
    own = dict(affected_text(cited + passage, "", register, WordEncoder()).ranked)
    before = dict(affected_text(passage, cited, register, WordEncoder()).ranked)
    without = dict(affected_text(passage, "", register, WordEncoder()).ranked)
    assert own["label-9"] >= 0.9 > before["label-9"] > without["label-9"]


def test_the_instrument_named_before_a_passage_tells_whose_line_is_meant(
    register: RegisterIndex,
) -> None:
    def best(passage: str, context: str) -> str:
        return affected_text(passage, context, register, WordEncoder()).ranked[0][0]

    passage = "企业应当做好识别和留存工作。"
    labels, data = f"《{LABELS}》已经公布。", f"《{example.DATA}》已经公布。"
    assert best(passage, labels) == "label-9"
    assert best(passage, data) == "data-8"
    assert best(f"按照《{LABELS}》，{passage}", data) == "label-9", "it names its own"


def test_the_words_that_lead_to_a_passage_tell_what_it_is_about(register: RegisterIndex) -> None:
    def label_9(context: str) -> float:
        found = affected_text("企业应当做到这一点。", context, register, WordEncoder())
        return dict(found.ranked)["label-9"]

    assert label_9("申请用户信息和日志留存不少于六个月。") > 10 * label_9("今天多云。")


def test_a_long_statement_is_found_by_any_of_its_sentences() -> None:
    long = "".join(f"第{n}项工作应当做到{mark * 30}。" for n, mark in enumerate("甲乙丙丁戊己"))
    line = Obligation("long", long[:20], long, (Cite(LABELS, "5"),))
    other = Obligation("other", "丙类事项", "丙丙事项应当公示", (Cite(LABELS, "6"),))
    small = retrieve.index((line, other), {}, WordEncoder())
    assert [*small.owner] == [0, 0, 0, 1], "the whole, two pieces of it, the other line"
    assert affected_text("丙" * 30, "", small, WordEncoder()).ranked[0][0] == "long"


def test_the_share_of_words_is_that_of_the_words_the_register_knows() -> None:
    lexical = Lexical(["留存日志不少于六个月", "添加显式标识"], np.ones(2, np.float32))
    whole, none = lexical.shares("留存日志不少于六个月")
    assert 0.9 < whole < 1.1
    assert none == 0.0
    assert not lexical.shares("今天多云").any()


@pytest.mark.parametrize(
    ("passage", "context", "relevant"),
    [
        ("处理个人信息前要征得同意。", "", True),
        ("木马会窃取个人信息。", "", False),
        ("平台AIGC技术的使用说明。", "", True),
        ("下载、复制、导出的文件怎么办", "", True),  # words of a line
        (f"参见《{example.CODE}》。", "", True),  # names what a line rests on
        ("这一点尤其重要。", "", False),
        ("这一点尤其重要。", "提供者应当对人工智能生成的内容进行标识。", True),
    ],
)
def test_a_passage_is_relevant_by_its_subject_or_its_context(
    register: RegisterIndex, passage: str, context: str, relevant: bool
) -> None:
    assert affected_text(passage, context, register, WordEncoder()).relevant is relevant


def test_a_short_name_of_the_context_is_understood_in_the_passage(register: RegisterIndex) -> None:
    found = affected_text(
        "《标识办法》第九条要求留存日志。",
        f"《{LABELS}》（以下简称《标识办法》）已经公布。",
        register,
        WordEncoder(),
    )
    assert found.matches[0].obligation == "label-9"
    assert found.matches[0].quotes[0].text == "《标识办法》第九条要求留存日志。"


@pytest.mark.parametrize("passage", ["日志留存", "今天多云。", "日志留存六个月"])
def test_every_passage_is_ranked_however_short_or_far_off(
    register: RegisterIndex, passage: str
) -> None:
    ranked = affected_text(passage, "", register, WordEncoder()).ranked
    assert len(ranked) == len(REGISTER)
    assert passage == "今天多云。" or ranked[0][0] == "label-9"


def test_numbers_of_a_passage_are_carried_to_those_of_the_register(register: RegisterIndex) -> None:
    def one_later(citation: Citation) -> tuple[Citation, ...]:
        later = str(int(citation.article) + 1) if citation.article else None
        return (replace(citation, article=later),)

    passage = f"《{LABELS}》第八条值得注意。"
    plain = affected_text(passage, "", register, WordEncoder())
    carried = affected_text(passage, "", register, WordEncoder(), one_later)
    assert "label-9" not in [match.obligation for match in plain.matches]
    assert [match.obligation for match in carried.matches] == ["label-9"]


def test_the_law_of_the_context_is_the_one_a_passage_refers_to(register: RegisterIndex) -> None:
    found = affected_text(
        "该办法第九条值得注意。", f"《{LABELS}》已经公布。", register, WordEncoder()
    )
    assert [match.obligation for match in found.matches] == ["label-9"]


def test_a_changed_article_touches_its_lines(register: RegisterIndex) -> None:
    amended = Pair(("9",), ("10",), Relation.AMENDED, 0.9, (), Effect.TIGHTENED, ())
    added = Pair((), ("8",), Relation.ADDED, 0.0, (), Effect.NEW, ())
    assert [t.obligation.id for t in touched_by(amended, LABELS, register)] == ["label-9"]
    assert touched_by(added, LABELS, register) == ()
    removed = Pair(("8",), (), Relation.REMOVED, 0.0, (), Effect.REMOVED, ())
    data = "中华人民共和国" + example.DATA
    assert [t.obligation.id for t in touched_by(removed, data, register)] == ["data-8"]
    assert touched_by(added, data, register) == (), "nothing rests on what was not there before"


def test_titles_meet_however_they_are_written() -> None:
    assert instrument_key(LABELS) == instrument_key("《示例市生成內容標識辦法（征求意見稿）》")
    assert instrument_key(LABELS) != instrument_key(example.DATA)


def test_an_empty_register_and_an_empty_text() -> None:
    nothing = retrieve.index((), {}, WordEncoder())
    assert affected(reading(COMMENT), nothing, WordEncoder()).ranked == ()
    full = retrieve.index(REGISTER, {"label-9": "第九条的条文。" * 200}, WordEncoder())
    assert affected(reading(""), full, WordEncoder()).matches == ()


def test_a_real_commentary_cites_the_deep_synthesis_rules(shared: Path) -> None:
    (path,) = (shared / "seeds").glob("002_*.txt")
    line = Obligation(
        "art14", "生物识别编辑", "编辑人脸、人声的，提示使用者告知并取得单独同意",
        (Cite("互联网信息服务深度合成管理规定", "14"),),
    )  # fmt: skip
    other = Obligation("art9", "备案", "另一义务", (Cite("互联网信息服务深度合成管理规定", "9"),))
    register = retrieve.index((line, other), {}, WordEncoder())
    found = affected(reading(path.read_text(encoding="utf-8")), register, WordEncoder())
    assert [match.obligation for match in found.matches] == ["art14"]
    assert "《深度合成规定》第十四条" in found.matches[0].quotes[0].text


def test_a_passage_is_quoted_once_with_or_without_its_label(register: RegisterIndex) -> None:
    law = reading(LAW, kind=NoticeKind.PROMULGATION, title=LABELS, instrument=LABELS)
    found = affected(law, register, WordEncoder())
    assert found.matches
    for match in found.matches:
        spans = sorted((quote.start, quote.end) for quote in match.quotes)
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_the_article_a_line_rests_on_counts_less_than_the_line() -> None:
    line = Obligation("log", "日志留存", "留存日志六个月", (Cite(LABELS, "9"),))
    words = "甲方乙方丙方丁方的保密事项"
    small = retrieve.index((line,), {"log": f"第九条 {words}。"}, WordEncoder())
    alone = retrieve.index((replace(line, statement=words),), {}, WordEncoder())
    by_article = small.best(small.lexical.scores([words])).max()
    assert 0 < by_article < alone.best(alone.lexical.scores([words])).max()
    adopted = replace(line, name="甲方", statement=f"第九条 {words}。")
    known = retrieve.index((adopted,), {"log": f"第九条 {words}。"}, WordEncoder())
    assert known.best(known.lexical.scores([words])).max() > by_article
