"""Verdicts: the rule of the thresholds, what is kept, and that what was rejected stays away."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import store_examples as ex
from hypothesis import given
from hypothesis import strategies as st
from match_examples import COMMENT, REGISTER, WordEncoder, reading

from digest.errors import StoreError, UserError
from digest.match import retrieve
from digest.match import verdicts as rule
from digest.match.decide import THRESHOLD, affected
from digest.match.verdicts import HIGHEST, LOWEST, Judged, Learned
from digest.model import (
    Affected,
    Kinship,
    Match,
    Member,
    Obligation,
    Reason,
    Story,
    Touched,
    Verdict,
)
from digest.rules import rules_version
from schedules import cli, judging
from store import captures, documents, matches, migrations, register, stories, verdicts
from store.database import open_store
from store.records import to_text
from store.verdicts import Said

CONFIRMED, REJECTED, SUGGESTED = Verdict.CONFIRMED, Verdict.REJECTED, Verdict.SUGGESTED


def learned(confirmed: list[float], rejected: list[float]) -> Learned | None:
    judged = [Judged("ob", s, True) for s in confirmed] + [Judged("ob", s, False) for s in rejected]
    return rule.learned(judged).get("ob")


@pytest.mark.parametrize(
    ("confirmed", "rejected", "threshold"),
    [
        ([0.66, 0.7, 0.9, 0.95], [0.52, 0.55, 0.61], 0.635),  # where they part
        ([0.66, 0.7, 0.9], [0.3, 0.41], THRESHOLD),  # parted already
        ([0.7, 0.8, 0.9], [], THRESHOLD),
        ([0.36, 0.7, 0.9], [], 0.33),  # a duty was missed
        ([], [0.52, 0.6, 0.7], 0.75),
        ([], [0.9, 0.95, 0.97], THRESHOLD),  # no cut within the bounds helps
        ([0.55, 0.9, 0.92], [0.6, 0.62, 0.64], 0.72),  # one confirmed is given up for three
    ],
)
def test_the_threshold_is_where_verdicts_part(
    confirmed: list[float], rejected: list[float], threshold: float
) -> None:
    found = learned(confirmed, rejected)
    assert found is not None
    assert found.threshold == pytest.approx(threshold)


def test_a_threshold_says_why() -> None:
    found = learned([0.9, 0.66, 0.7, 0.95], [0.61, 0.52, 0.55])
    assert found is not None
    assert found.why == "4 confirmed from 0.66, 3 rejected up to 0.61"
    only = learned([], [0.52, 0.6, 0.7])
    assert only is not None
    assert only.why == "3 rejected up to 0.70"


def test_two_verdicts_move_nothing() -> None:
    assert learned([], [0.6, 0.7]) is None


scores = st.lists(st.floats(0, 1), max_size=8)


@given(scores, scores)
def test_a_moved_threshold_misjudges_no_more_than_the_common_one(
    confirmed: list[float], rejected: list[float]
) -> None:
    found = learned(confirmed, rejected)
    if found is None:
        assert len(confirmed) + len(rejected) < rule.ENOUGH
        return

    def wrong(cut: float) -> int:
        return sum(s < cut for s in confirmed) + sum(s >= cut for s in rejected)

    assert LOWEST <= found.threshold <= HIGHEST
    assert wrong(found.threshold) <= wrong(THRESHOLD)


def test_people_are_heard() -> None:
    told = tuple(Match(f"ob-{i}", "d", score, (Reason.LEXICAL,), ()) for i, score in enumerate(
        (0.9, 0.7, 0.6, 0.55)))  # fmt: skip
    found = Affected(True, told, tuple((m.obligation, m.score) for m in told))
    heard = rule.honoured(
        found, {"ob-0": REJECTED, "ob-3": CONFIRMED}, {"ob-2": 0.65, "ob-3": 0.65}
    )
    assert [(m.obligation, m.verdict) for m in heard.matches] == [
        ("ob-1", SUGGESTED),
        ("ob-3", CONFIRMED),  # under its threshold, and confirmed
    ]
    assert [name for name, _ in heard.ranked] == ["ob-1", "ob-2", "ob-3"]
    assert rule.honoured(found, {}, {}) == found


def test_what_was_confirmed_is_told_though_nothing_was_found() -> None:
    found = Affected(False, (), (("ob-1", 0.36), ("ob-2", 0.2)))
    heard = rule.honoured(found, {"ob-1": CONFIRMED, "ob-2": REJECTED, "ob-9": CONFIRMED}, {})
    assert heard.relevant
    assert [(m.obligation, m.score, m.reasons, m.quotes) for m in heard.matches] == [
        ("ob-1", 0.36, (), ()),
        ("ob-9", 0.0, (), ()),
    ]
    assert {m.verdict for m in heard.matches} == {CONFIRMED}


def test_a_raised_threshold_is_no_bar_to_what_is_cited() -> None:
    cited = Match("ob", "d", 0.6, (Reason.CITED, Reason.LEXICAL), ())
    found = Affected(True, (cited,), (("ob", 0.6),))
    assert rule.honoured(found, {}, {"ob": 0.8}) == found
    assert rule.honoured(found, {"ob": REJECTED}, {}).matches == ()


def test_a_lowered_threshold_finds_more_with_its_evidence() -> None:
    index = retrieve.index(REGISTER, {}, WordEncoder())
    said = "提供者要对生成的图片、视频添加显式标识，让用户看得出来。\n识别并申报数据。\n"
    text = reading(COMMENT + said)

    def found(**moved: float) -> dict[str, Match]:
        told = affected(text, index, WordEncoder(), thresholds=moved)
        return {match.obligation: match for match in told.matches}

    ranked = dict(affected(text, index, WordEncoder()).ranked)
    name, score = max(
        ((name, score) for name, score in ranked.items() if score < THRESHOLD), key=lambda p: p[1]
    )
    assert score > 0
    assert name not in found()
    assert name not in found(**{name: score * 2})
    more = found(**{name: score / 2})
    assert set(more) == {*found(), name}
    assert more[name].reasons
    assert more[name].quotes
    told = min(found().values(), key=lambda match: match.score)
    assert told.obligation not in found(**{told.obligation: told.score + 0.01})


# --- in the store ---------------------------------------------------------------------------------


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Any]:
    with open_store(tmp_path / "store.db") as opened:
        register.add(opened, [Obligation("ob-1", "n", "s", ()), Obligation("ob-2", "n", "s", ())])
        yield opened


def stored(db: Any, name: str, text: str, score: float = 0.7) -> str:
    page = ex.capture(url=f"https://example.test/{name}", body=name.encode())
    captures.add(db, page)
    read = ex.reading(page, rules=rules_version())
    read = replace(read, document=replace(read.document, text=text))
    documents.save(db, read, ex.NOON)
    document = read.document.id
    found = Affected(
        True, (Match("ob-1", document, score, (Reason.LEXICAL,), ()),), (("ob-1", score),)
    )
    matches.save(db, document, found, rules_version(), register.version(db))
    return document


def heard(db: Any, document: str) -> list[str]:
    found = matches.get(db, document, rules_version(), register.version(db))
    assert found is not None
    said = judging.said_of(db, documents.reading(db, document))
    told = judging.told(found, said, judging.learned(db))
    return [match.obligation for match in told.matches]


def say(db: Any, document: str, verdict: Verdict, minute: int = 0) -> None:
    judging.judge(db, Said("ob-1", document, verdict, ex.at(minute), by="示例用户"))


def test_a_rejected_pair_stays_away_from_its_reposts_and_its_story(db: Any) -> None:
    first = stored(db, "a", "示例提供者应当留存日志不少于六个月。")
    repost = stored(db, "b", "示例提供者應當留存日誌,不少於六個月.".replace(",", ""))
    other = stored(db, "c", "示例提供者应当建立投诉机制。")
    assert heard(db, first) == heard(db, repost) == heard(db, other) == ["ob-1"]
    say(db, first, REJECTED)
    assert heard(db, first) == heard(db, repost) == []
    assert heard(db, other) == ["ob-1"]
    stories.save(db, [Story("s", first, (Member(other, Kinship.NEAR_TEXT),))])
    assert heard(db, other) == []
    say(db, other, SUGGESTED, 1)  # the last word, on any text of the story, counts
    assert heard(db, first) == heard(db, other) == ["ob-1"]


def test_each_word_is_kept_and_the_last_one_counts(db: Any) -> None:
    document = stored(db, "a", ex.TEXT)
    say(db, document, CONFIRMED)
    say(db, document, REJECTED, 1)
    assert [one.verdict for one in verdicts.history(db)] == [CONFIRMED, REJECTED]
    (last,) = verdicts.in_force(db)
    assert (last.verdict, last.by, last.score) == (REJECTED, "示例用户", 0.7)
    say(db, document, SUGGESTED, 2)
    assert verdicts.in_force(db) == ()
    assert len(verdicts.history(db)) == 3
    with pytest.raises(sqlite3.IntegrityError, match="verdicts are kept"):
        db.execute("DELETE FROM said")


def test_a_threshold_follows_the_verdicts_on_its_line(db: Any) -> None:
    for at, score in enumerate((0.52, 0.55, 0.61)):
        say(db, stored(db, f"r{at}", f"示例之{at}", score), REJECTED)
    fresh = stored(db, "x", "示例之新", 0.62)
    assert judging.learned(db)["ob-1"].threshold == pytest.approx(0.705)
    assert heard(db, fresh) == []  # a raised threshold hides what was found before
    say(db, fresh, CONFIRMED)
    assert heard(db, fresh) == ["ob-1"]
    assert judging.learned(db)["ob-1"].threshold == pytest.approx(0.615)
    assert judging.lowered(judging.learned(db)) == {}


def test_what_is_said_of_reposts_is_one_verdict(db: Any) -> None:
    for name in "abc":
        say(db, stored(db, name, ex.TEXT, 0.6), REJECTED)
    assert judging.learned(db) == {}


def test_what_counts_once_is_what_holds(db: Any) -> None:
    """Texts of one story and texts of the same words are one event, in both questions."""
    first, repost, other = (
        stored(db, name, text, 0.6)
        for name, text in (("a", ex.TEXT), ("b", ex.TEXT), ("c", "示例之另"))
    )
    members = (Member(other, Kinship.SAME_EVENT),)
    stories.save(db, [Story("s", repost, members), Story("t", first, ())])
    say(db, first, REJECTED)
    say(db, repost, CONFIRMED, 1)
    say(db, other, REJECTED, 2)
    (last,) = verdicts.in_force(db)
    assert (last.document, last.verdict) == (other, REJECTED)
    for document in (first, repost, other):
        assert heard(db, document) == []
    say(db, first, CONFIRMED, 3)
    assert [one.verdict for one in verdicts.in_force(db)] == [CONFIRMED]
    for document in (first, repost, other):
        assert heard(db, document) == ["ob-1"]


def test_a_line_that_left_the_register_is_not_told(db: Any) -> None:
    document = stored(db, "a", ex.TEXT)
    judging.judge(db, Said("ob-2", document, CONFIRMED, ex.NOON))
    assert heard(db, document) == ["ob-1", "ob-2"]
    register.remove(db, "ob-2")
    assert judging.said_of(db, documents.reading(db, document)) == {}


def test_scores_of_other_rules_are_not_compared(db: Any) -> None:
    for at in range(3):
        old = Said("ob-1", f"gone-{at}", REJECTED, ex.NOON, score=0.6, rules_version="0-older")
        verdicts.say(db, old, "")
    assert len(verdicts.in_force(db)) == 3
    assert judging.learned(db) == {}


def test_a_changed_article_is_told_without_the_line_it_was_said_not_to_touch() -> None:
    touched = [Touched(Obligation(name, "n", "s", ()), 0.97, (Reason.CITED,), ()) for name in "ab"]
    kept = judging.without_rejected(touched, {"a": REJECTED, "b": CONFIRMED})
    assert [one.obligation.id for one in kept] == ["b"]


def test_unknown_lines_and_documents_are_named(db: Any) -> None:
    with pytest.raises(UserError, match="no obligation nope"):
        judging.judge(db, Said("nope", "d", REJECTED, ex.NOON))
    with pytest.raises(StoreError, match="no document d"):
        judging.judge(db, Said("ob-1", "d", REJECTED, ex.NOON))


def test_verdicts_of_an_older_store_are_kept(tmp_path: Path, monkeypatch: Any) -> None:
    store = tmp_path / "store.db"
    with monkeypatch.context() as older:
        older.setattr(migrations, "STEPS", migrations.STEPS[:4])
        with open_store(store) as db:
            db.execute(
                "INSERT INTO verdicts (obligation, document, verdict, at) VALUES (?, ?, ?, ?)",
                ("ob-1", "d", "rejected", to_text(ex.NOON)),
            )
    with open_store(store) as db:
        assert verdicts.history(db) == (Said("ob-1", "d", REJECTED, ex.NOON),)
        assert verdicts.on(db, "d", "words") == {"ob-1": REJECTED}
        assert verdicts.on(db, "other", "words") == {}


# --- the commands ---------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with open_store(tmp_path / "dutydiff.sqlite") as db:
        register.add(db, [Obligation("ob-1", "日志留存", "留存日志", ())])
        for at, score in enumerate((0.52, 0.55, 0.62)):
            stored(db, f"r{at}", f"示例之{at}", score)
    return tmp_path


def dutydiff(home: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = cli.run(["--home", str(home), *words])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_people_confirm_reject_and_take_back(home: Path, capsys) -> None:
    by = ("--by", "示例用户")
    for at in range(3):
        page = f"https://example.test/r{at}"
        code, _, said = dutydiff(home, capsys, "verdicts", "reject", "ob-1", page, *by)
        assert code == 0
    assert "rejected (score 0.62)" in said
    why = "threshold of ob-1 is 0.71: 3 rejected up to 0.62"
    assert why in said
    _, shown, said = dutydiff(home, capsys, "verdicts")
    assert len(shown.splitlines()) == 3
    assert why in said
    assert why in dutydiff(home, capsys, "register", "show", "ob-1")[2]

    code, _, said = dutydiff(home, capsys, "verdicts", "clear", "ob-1", page, *by)
    assert code == 0
    assert "taken back" in said
    _, shown, _ = dutydiff(home, capsys, "verdicts", "--format", "json")
    assert [(one["verdict"], one["score"], one["by"]) for one in json.loads(shown)] == [
        ("rejected", 0.52, "示例用户"),
        ("rejected", 0.55, "示例用户"),
    ]
    _, shown, _ = dutydiff(home, capsys, "verdicts", "--all", "--format", "json")
    assert len(json.loads(shown)) == 4
    assert "threshold" not in dutydiff(home, capsys, "register", "show", "ob-1")[2]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("reject", "ob-9", "https://example.test/r0"), "no obligation ob-9 in the register"),
        (("confirm", "ob-1", "nowhere"), "no release nowhere; `dutydiff stories` lists them"),
    ],
)
def test_a_verdict_on_nothing_is_one_clear_line(home: Path, words, message: str, capsys) -> None:
    code, _, said = dutydiff(home, capsys, "verdicts", *words)
    assert code == 2
    assert said == f"dutydiff: {message}\n"


POST = """数据留存新规怎么看
《示例市数据留存办法》第二条要求经营者留存网络运行日志不少于三年。我们建议企业尽快检查网络安全日志的保存设置。
"""


def test_a_rejected_match_leaves_the_digests_and_no_repost_brings_it_back(
    tmp_path: Path, capsys
) -> None:
    home = tmp_path / "home"
    lines = tmp_path / "register.csv"
    row = "OB-1,日志,留存网络运行日志,示例市数据留存办法#2\nOB-2,消防,配备灭火器,示例消防办法#3\n"
    lines.write_text(f"id,name,statement,cites\n{row}", encoding="utf-8-sig")
    post, repost = tmp_path / "post.txt", tmp_path / "repost.txt"
    post.write_text(POST, encoding="utf-8")
    repost.write_text(POST.replace("。", "．").replace("规", "規"), encoding="utf-8")

    def told() -> bool:
        code, shown, _ = dutydiff(home, capsys, "digest", "--since", "2020-01-01")
        assert code == 0
        return "OB-1" in shown

    for words in (
        ("register", "import", "--replace", str(lines)),
        ("ingest", str(post)),
        ("read",),
    ):
        assert dutydiff(home, capsys, *words)[0] == 0
    assert told()
    with open_store(home / "dutydiff.sqlite", write=False) as db:
        (document,) = db.execute("SELECT id FROM documents").fetchone()
    assert dutydiff(home, capsys, "verdicts", "confirm", "OB-2", document)[0] == 0
    assert "OB-2  消防" in dutydiff(home, capsys, "affected", "--release", document)[1]
    assert dutydiff(home, capsys, "verdicts", "reject", "OB-1", document)[0] == 0
    assert not told()
    assert dutydiff(home, capsys, "ingest", str(repost))[0] == 0
    assert dutydiff(home, capsys, "read")[0] == 0
    assert not told()
    assert "OB-1" not in dutydiff(home, capsys, "affected", "--release", document)[1]
    assert "OB-1" not in dutydiff(home, capsys, "affected", str(repost))[1]
    assert dutydiff(home, capsys, "verdicts", "confirm", "OB-1", document)[0] == 0
    assert told()
    assert "; confirmed)" in dutydiff(home, capsys, "affected", "--release", document)[1]
