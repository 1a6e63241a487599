"""Duties told by the names of deeds, by clauses, and only where a text speaks of their subject."""

import tomllib
from importlib import resources

import pytest
from match_examples import MALWARE, WordEncoder, line, reading

from digest.law.versions import instrument_key
from digest.match import deeds, retrieve
from digest.match.clauses import clauses
from digest.match.decide import affected, affected_text
from digest.match.relevance import without_titles
from digest.match.retrieve import RegisterIndex
from digest.match.sentences import LONGEST, pieces, sentences
from digest.match.subjects import unspoken
from digest.model import Affected, Cite, NoticeKind, Reason
from store.register import starter

PIPL, CSL = "个人信息保护法", "网络安全法"
REGISTER = (
    line("necessary", "最小必要", "收集限于实现目的的最小范围", Cite(PIPL, "6")),
    line("withdraw", "撤回", "提供便捷的方式供人反悔", Cite(PIPL, "15")),
    line("logs", "日志", "留存网络日志不少于六个月", Cite(CSL, "23")),
    line("logs-2", "日志检查", "按要求提交日志", Cite(CSL, "24"), Cite(CSL, "23")),
)
NOTICE = (
    "示例市通报一批违规应用程序，涉及个人信息。\n"
    "经查，示例浏览器 App 存在过度索取权限的问题，责令整改。\n"
)


@pytest.fixture(scope="module")
def register() -> RegisterIndex:
    return retrieve.index(REGISTER, {}, WordEncoder())


def told(found: Affected) -> set[str]:
    return {match.obligation for match in found.matches}


def test_a_named_breach_tells_the_duty_in_the_sentence_that_names_it(
    register: RegisterIndex,
) -> None:
    found = affected(reading(NOTICE, kind=NoticeKind.ENFORCEMENT), register, WordEncoder())
    assert told(found) == {"necessary"}
    match = found.matches[0]
    assert match.reasons == (Reason.LEXICAL,)
    assert [quote.text for quote in match.quotes] == [NOTICE.splitlines()[1]]
    quote = match.quotes[0]
    assert NOTICE[quote.start : quote.end] == quote.text


def test_a_passage_that_names_a_breach_tells_it_too(register: RegisterIndex) -> None:
    assert "necessary" in told(affected_text(NOTICE, "", register, WordEncoder()))


def test_only_lines_that_rest_on_the_article_are_told(register: RegisterIndex) -> None:
    text = "示例市网信办通报：某公司违反个人信息保护要求，未按规定留存网络日志。\n"
    found = affected(reading(text, kind=NoticeKind.ENFORCEMENT), register, WordEncoder())
    assert "logs" in told(found)
    assert "logs-2" not in told(found), "it only reads the article together with its own"


@pytest.mark.parametrize(
    "text",
    [
        "美国监管机构对示例公司处以罚款，称其应用过度索取权限，违反个人信息保护规定。\n",
        "企业应当依法保护个人信息，防范应用过度索取权限的风险。\n",
        "示例市处罚了过度的广告，并要求整改。\n企业应当保护个人信息，索取权限应当合理。\n",
    ],
    ids=["abroad", "averted", "in two sentences"],
)
def test_what_is_no_breach_here_is_not_told(text: str, register: RegisterIndex) -> None:
    assert "necessary" not in told(affected(reading(text), register, WordEncoder()))


def test_a_text_that_states_or_explains_the_law_names_no_breach(register: RegisterIndex) -> None:
    for kind in (NoticeKind.DRAFT, NoticeKind.INTERPRETATION):
        law = reading(NOTICE, kind=kind, instrument="示例市应用程序管理办法")
        assert "necessary" not in told(affected(law, register, WordEncoder())), kind


def test_a_service_says_in_its_own_terms_what_it_keeps(register: RegisterIndex) -> None:
    text = "我们依法保护您的个人信息。\n您可以随时撤回您的授权。\n"
    terms = affected(reading(text, title="示例App隐私政策（2026年版）"), register, WordEncoder())
    assert "withdraw" in told(terms)
    comment = affected(reading(text, title="隐私政策应当怎样写"), register, WordEncoder())
    assert "withdraw" not in told(comment)


def test_every_deed_breaks_or_keeps_a_line_of_the_starter_register() -> None:
    data = tomllib.loads(resources.files("digest.data").joinpath("deeds.toml").read_text("utf-8"))
    known = retrieve.index(starter(), {}, WordEncoder())
    for deed in (*data["breach"], *data["asked"], *data["kept"]):
        for place in deed["of"]:
            lines = {**dict.fromkeys(deeds._rows(known, *deeds._place(place)))}
            assert lines, place
            assert all(name.split() for name in deed["named"])


def test_a_name_is_one_of_its_line_only_once() -> None:
    data = tomllib.loads(resources.files("digest.data").joinpath("deeds.toml").read_text("utf-8"))
    for kind in ("breach", "asked", "kept"):
        pairs = [(of, n) for deed in data[kind] for of in deed["of"] for n in deed["named"]]
        assert len(pairs) == len(set(pairs))


def test_one_item_of_a_digest_about_other_things_is_enough(register: RegisterIndex) -> None:
    item = "示例应用商店的 App 存在过度索取权限的问题，须限期整改。\n"
    assert not affected(reading(MALWARE + item), register, WordEncoder()).relevant
    found = affected(reading(MALWARE + "工信部通报：" + item), register, WordEncoder())
    assert found.relevant
    assert told(found) == {"necessary"}


# --- what an instrument is about ---------------------------------------------------------------

FACES = "示例人脸识别管理办法"
NARROW = (
    line("tell", "人脸识别告知", "处理人脸识别信息前告知目的方式和保存期限", Cite(FACES, "1")),
    line("ask", "人脸识别同意", "人脸识别须有同意", Cite(FACES, "2")),
    line("file", "人脸识别备案", "人脸识别的备案", Cite(FACES, "3")),
    *(
        line(f"other-{n}", f"事项{n}", f"另外的要求之{n}", Cite("示例数据办法", str(n)))
        for n in range(30)
    ),
)


def test_the_subject_of_an_instrument_is_what_its_title_and_its_lines_share() -> None:
    known = retrieve.index(NARROW, {}, WordEncoder())
    assert known.subjects == {instrument_key(FACES): {"人脸", "脸识", "识别"}}


def test_a_text_speaks_of_a_subject_or_is_in_another_language() -> None:
    subject = {"faces": {"人脸", "脸识", "识别"}}
    assert unspoken("企业处理个人信息前应当告知。", subject) == {"faces"}
    assert not unspoken("企业识别人脸前应当告知。", subject)
    assert not unspoken("Providers shall tell before faces are read.", subject)


def test_a_duty_of_a_narrow_instrument_needs_its_subject() -> None:
    known = retrieve.index(NARROW, {}, WordEncoder())
    said = "个人信息保护的规定：企业应当在处理信息前告知目的方式和保存期限。\n"
    without = dict(affected(reading(said), known, WordEncoder()).ranked)
    found = dict(affected(reading(said + "人脸识别也是如此。\n"), known, WordEncoder()).ranked)
    assert without["tell"] < found["tell"]


# --- clauses -------------------------------------------------------------------------------------


def test_a_sentence_with_several_duties_is_cut_into_its_clauses() -> None:
    known = retrieve.index(REGISTER, {}, WordEncoder())
    text = "平台须建立多种制度，留存网络日志不少于六个月、设立专门的岗位。"
    spans = pieces(text)
    found, of = clauses([span.text for span in spans], range(len(spans)), known)
    assert found == ["留存网络日志不少于六个月"]
    assert of == [0]
    assert clauses(["留存网络日志不少于六个月。"], [0], known)[0] == [], (
        "one clause is the sentence"
    )


def test_titles_of_instruments_are_no_words_of_a_duty() -> None:
    assert without_titles("吸纳了《示例出境评估办法》的诸多规则。") == "吸纳了的诸多规则。"
    licence = "须持有《示例视听许可证》方可从事该项业务。"
    assert without_titles(licence) == licence
    standard = "产品须达到《示例内容标识方法》的各项指标。"
    assert without_titles(standard) == standard
    assert without_titles("《示例出境评估办法》发布") == "《示例出境评估办法》发布", (
        "nothing is left"
    )


def test_an_endless_sentence_is_cut_into_fair_parts_at_its_marks() -> None:
    text = "提供者应当留存日志，" * 90
    found = sentences(text)
    assert all(LONGEST / 2 < len(one.text) <= LONGEST for one in found)
    assert "".join(one.text for one in found) == text
    assert all(one.text.endswith("，") for one in found)
