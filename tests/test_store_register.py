"""The register: rows, files, faults, adoption."""

import csv
import io
import json
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import store_examples as ex
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import RegisterError
from digest.law.versions import instrument_id
from digest.model import Cite, Modality, Obligation, Paragraph, Status, Version
from schedules import cli, contracts
from store import (
    adoption,
    captures,
    documents,
    instruments,
    register,
    register_files,
    register_lines,
    register_toml,
)
from store.database import open_store
from store.register_cites import dead_in, unchecked

LINE = Obligation(
    id="example-art9",
    name="日志留存",
    statement="留存日志不少于六个月",
    cites=(Cite("示例办法", "9", 1), Cite("示例法"), Cite("示例标准", "5.2.1", 2)),
    topics=("logs", "records"),
    modality=Modality.MUST,
    effective_on=date(2026, 3, 1),
)

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(str.strip).filter(bool)
plain = words.filter(lambda text: not set(text) & set(";；#"))
numbers = st.from_regex(r"[1-9][0-9]?([.-][1-9]){0,2}", fullmatch=True)
cites = st.one_of(
    st.builds(Cite, plain),
    st.builds(Cite, plain, numbers, st.none() | st.integers(1, 9)),
)
optional = st.none() | words
lines = st.builds(
    Obligation,
    id=words.filter(str.isprintable),
    name=words,
    statement=words,
    cites=st.lists(cites, max_size=3).map(tuple),
    gloss=optional,
    owner=optional,
    topics=st.lists(plain, max_size=3).map(tuple),
    bearer=optional,
    modality=st.none() | st.sampled_from(Modality),
    deadline=optional,
    amount=optional,
    sanction=optional,
    status=st.sampled_from(["in_force", "pending", "repealed"]),
    effective_on=st.none() | st.dates(date(1949, 10, 1)),
    url=optional,
)
registers = st.lists(lines, min_size=1, max_size=4, unique_by=lambda line: line.id).map(
    lambda found: tuple(sorted(found, key=lambda line: line.id))
)


@settings(max_examples=60, deadline=None)
@given(registers)
def test_toml_gives_the_register_back(found: tuple[Obligation, ...]) -> None:
    assert register_files.read_toml(register_toml.to_toml(found)) == found


@settings(max_examples=60, deadline=None)
@given(registers)
def test_csv_gives_the_register_back(found: tuple[Obligation, ...]) -> None:
    assert register_files.read_csv(register_files.to_csv(found)) == found


@pytest.mark.parametrize(
    "cell", ["=1+1", "+86", "-x", "@me", "'=x", "''", "＝1+1", "' =x", "'' +x"]
)
def test_csv_disarms_formulas(cell: str) -> None:
    line = Obligation("a", cell, cell, (), owner=cell, topics=(cell,))
    text = register_files.to_csv([line])
    for value in text.splitlines()[1].split(",")[1:]:
        assert not value or value[0] not in "=+-@＝＋－＠"
    assert register_files.read_csv(text) == (line,)


@pytest.mark.parametrize("cell", ["\t=1", "\r=1", "\n=1", " =1", "\u3000+1"])
def test_csv_disarms_what_hides_behind_space(cell: str) -> None:
    (row,) = csv.DictReader(
        io.StringIO(register_files.to_csv([Obligation("a", "n", cell, ())])[1:])
    )
    assert row["statement"] == f"'{cell}"


def test_csv_reads_what_spreadsheets_write(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    rows = (
        "id,statement,cites,topics,effective_on\r\n"
        '"a",留存日志,示例办法#14；示例法#55.1;示例标准#5.2.1,日志；记录,2026/3/1\r\n'
        ",,,,\r\n"
    )
    expected = Obligation(
        "a",
        "留存日志",
        "留存日志",
        (Cite("示例办法", "14"), Cite("示例法", "55", 1), Cite("示例标准", "5.2.1")),
        topics=("日志", "记录"),
        effective_on=date(2026, 3, 1),
    )
    for encoding in ("utf-8-sig", "utf-8", "gb18030"):
        path.write_bytes(rows.encode(encoding))
        assert register_files.read(path) == (expected,)


def test_json_is_the_public_contract() -> None:
    (entry,) = json.loads(json.dumps(contracts.register([LINE])))
    assert entry["cites"][1] == {"instrument": "示例法", "article": None, "paragraph": None}
    assert (entry["id"], entry["status"]) == ("example-art9", "in_force")
    assert (entry["modality"], entry["effective_on"]) == ("must", "2026-03-01")


FAULTY_TOML = """
[[obligation]]
id = "a"
statement = "  "
modalty = "must"

[[obligation]]
id = "b"
statement = "x"
modality = "shall"
status = "new"
effective_on = "2026-02-30"
cites = [
    {article = "1"},
    {instrument = "示例法", artcle = "2"},
    {instrument = "示例法", paragraph = 1},
]
topics = "logs"

[[obligation]]
id = "c"
statement = "one"

[[obligation]]
id = "c"
statement = 2

[[obligatoin]]
"""


def test_every_fault_of_a_toml_file_is_named_with_entry_and_key(tmp_path: Path) -> None:
    path = tmp_path / "r.toml"
    path.write_text(FAULTY_TOML, encoding="utf-8")
    problems = [
        (p.where.removeprefix(f"{path}, "), p.what) for p in register_files.check(path).faults
    ]
    assert problems == [
        ("key obligatoin", "unknown key; did you mean obligation?"),
        ("line 5, obligation 1 (a), key modalty", "unknown key; did you mean modality?"),
        ("line 4, obligation 1 (a), key statement", "is empty"),
        ("line 13, obligation 2 (b), key cites", "names no instrument"),
        ("line 13, obligation 2 (b), key cites.artcle", "unknown key; did you mean article?"),
        (
            "line 13, obligation 2 (b), key cites",
            "paragraph 1 is not a number from 1 on of an article",
        ),
        ("line 18, obligation 2 (b), key topics", "must be a list of texts"),
        (
            "line 10, obligation 2 (b), key modality",
            "'shall' is none of must, must_not, may, entitled",
        ),
        ("line 11, obligation 2 (b), key status", "'new' is none of in_force, pending, repealed"),
        (
            "line 12, obligation 2 (b), key effective_on",
            "2026-02-30 is not a day such as 2025-09-01",
        ),
        ("line 26, obligation 4 (c), key statement", "must be text, not 2"),
        ("line 26, obligation 4 (c), key statement", "is empty"),
        (
            "line 25, obligation 4 (c), key id",
            f"c is used already by {path}, line 20, obligation 3 (c)",
        ),
    ]
    with pytest.raises(RegisterError) as raised:
        register_files.read(path)
    assert len(str(raised.value).splitlines()) == len(problems)


@pytest.mark.parametrize(
    ("name", "body", "message"),
    [
        ("r.toml", b"[[obligation]]\nid = ?\n", "not TOML: .*line 2"),
        ("r.toml", b"obligation = 3", "key obligation: must be"),
        ("r.toml", "id = '日志'".encode("gb18030"), "byte 6 is not utf-8-sig text"),
        ("r.csv", b"id,statment\na,b\n", "line 1, key statment: unknown key; did you mean stat"),
        ("r.csv", b"", "line 1: has no column id"),
        ("r.csv", b'id,statement\na,"b\nc"\nd,\n', "line 4, key statement: is empty"),
        ("r.csv", b"id,statement\na,b,c\n", r"line 2, key \(beyond the last column\): unknown"),
        ("r.csv", b'id,statement\na,"b', "not CSV"),
        ("r.csv", b"id,statement,cites\na,b,#14\n", "line 2, key cites: '#14' is not"),
        ("r.toml", b"", "holds no obligation"),
        ("r.toml", b'as_of = "x"', "key as_of: x is not a day such as 2025-09-01"),
        ("r.toml", b"as_of = " + b"[" * 5000 + b"]" * 5000, "not TOML: it nests too deeply"),
        ("r.csv", b"id,statement\n", "holds no obligation"),
        ("r.xlsx", b"PK", r"ends in \.toml or \.csv"),
        ("r.csv", b"PK\x03\x04", "is a workbook; save it as CSV UTF-8"),
        ("r.csv", "id,statement".encode("utf-16"), "is UTF-16 text; save it as CSV UTF-8"),
    ],
)
def test_unusable_files_get_one_clear_line(
    tmp_path: Path, name: str, body: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(body)
    with pytest.raises(RegisterError, match=message) as raised:
        register_files.read(path)
    for line in str(raised.value).splitlines():
        assert line.count(str(path)) == 1
    assert register_files.check(path).faults


def test_a_file_with_too_many_faults_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("id,statement\n" + "a,\n" * 5000, encoding="utf-8")
    problems = register_files.check(path).faults
    assert len(problems) == register_lines.MOST_FAULTS + 1
    assert problems[-1].what.startswith("not read, nor what follows")


def test_a_file_larger_than_any_register_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    with path.open("wb") as file:
        file.truncate(register_files.LARGEST + 1)
    (problem,) = register_files.check(path).faults
    assert problem.what == "is larger than 64 MB, which no register is"


def test_places_in_toml_are_not_found_in_texts_and_comments() -> None:
    text = """
# [[obligation]]
[[obligation]]
id = "a"
statement = '''
[[obligation]]
name = 1
'''
name = 2

[[ obligation ]]
"id" = "b"
statement = "x # [[obligation]]"
status = "new"
"""
    with pytest.raises(RegisterError) as raised:
        register_files.read_toml(text, "r.toml")
    assert str(raised.value).splitlines() == [
        "r.toml, line 9, obligation 1 (a), key name: must be text, not 2",
        "r.toml, line 14, obligation 2 (b), key status: 'new' is none of "
        "in_force, pending, repealed",
    ]


def test_cites_of_what_is_not_there_are_dead(tmp_path: Path) -> None:
    two = replace(ex.article("9"), paragraphs=tuple(Paragraph(n, None, "x", 0, 1) for n in (1, 2)))
    path = tmp_path / "r.csv"
    cites = ["示例办法#9.2", "示例办法#10", "示例办法#9.3", "示例他法#77", "示例办法"]
    rows = "".join(f"ob-{at},x,{cite}\n" for at, cite in enumerate(cites))
    path.write_text("id,statement,cites\n" + rows, encoding="utf-8")
    with open_store(tmp_path / "store.db") as db:
        page = ex.capture()
        captures.add(db, page)
        documents.save(db, ex.reading(page), ex.NOON)
        version = ex.version(ex.reading(page).document.id, articles=(two,))
        instruments.save(db, replace(version, instrument=instrument_id("示例办法")))
        problems = register_files.check(path, dead_in(db)).doubts
        assert [(p.where.removeprefix(f"{path}, "), p.what) for p in problems] == [
            ("line 3, key cites", "示例办法 has no article 10"),
            ("line 4, key cites", "article 9 of 示例办法 has 2 paragraphs"),
        ]
        held = register_files.read(path)
        assert unchecked(held, db) == (Cite("示例他法", "77"),)
        assert len(unchecked(held)) == 4
    assert register_files.check(path).doubts == ()


def test_an_update_of_the_starter_keeps_what_the_user_changed(tmp_path: Path) -> None:
    first = replace(LINE, id="a", owner=None)
    gone, left = replace(LINE, id="gone"), replace(LINE, id="left")
    with open_store(tmp_path / "store.db") as db:
        register.replace(db, [first, gone, left])
        register._note_shipped(db, [first, gone, left])
        mine = replace(
            first, owner="数据合规组", topics=("我们的",), cites=(Cite("示例办法", "8"),)
        )
        register.replace(db, [mine, left, replace(LINE, id="own")])
        newest = [
            replace(
                first, statement="改过的话", cites=(Cite("示例办法", "10"),), as_of=ex.NOON.date()
            ),
            gone,
            replace(LINE, id="new"),
        ]
        done = register.update(db, newest)
        assert (done.added, done.changed) == (("new",), ("a",))
        held = {line.id: line for line in register.load(db)}
        assert set(held) == {"a", "left", "own", "new"}  # what was taken out stays out
        assert held["a"] == replace(mine, statement="改过的话")
        assert register.update(db, newest) == register.Updated((), ())


def test_a_line_of_unknown_origin_gets_only_what_it_lacks(tmp_path: Path) -> None:
    with open_store(tmp_path / "store.db") as db:
        mine = replace(LINE, id="a", owner="我", url=None)
        register.replace(db, [mine])
        register.update(
            db, [replace(LINE, id="a", statement="别的话", url="https://example.test/")]
        )
        assert register.load(db) == (replace(mine, url="https://example.test/"),)


def test_rows_keep_the_register_and_its_version(tmp_path: Path) -> None:
    other = Obligation("example-art10", "b", "b", ())
    with open_store(tmp_path / "store.db") as db:
        empty = register.version(db)
        register.add(db, [LINE, other])
        assert register.load(db) == (other, LINE)
        full = register.version(db)
        with pytest.raises(RegisterError, match="already: example-art9"):
            register.add(db, [Obligation("new", "n", "n", ()), LINE])
        assert register.version(db) == full
        with pytest.raises(RegisterError, match="did you mean example-art9"):
            register.remove(db, "exampel-art9")
        register.remove(db, "example-art10")
        assert register.version(db) not in (full, empty)
        register.replace(db, [other, LINE])
        assert register.version(db) == full


def test_the_starter_comes_once(tmp_path: Path) -> None:
    with open_store(tmp_path / "store.db") as db:
        register.ensure_starter(db)
        assert register.load(db) == register.starter()
        register.replace(db, [])
        register.ensure_starter(db)
        assert register.load(db) == ()


def test_cites_are_given_as_in_a_cell() -> None:
    assert register_files.cites_of("示例办法#14；示例法#55.1; 示例标准#§5.2") == (
        Cite("示例办法", "14"),
        Cite("示例法", "55", 1),
        Cite("示例标准", "5.2"),
    )
    assert register_files.cites_of("") == ()
    with pytest.raises(RegisterError, match="#14"):
        register_files.cites_of("#14")


def test_adopting_takes_what_binds_us() -> None:
    text = ex.version(
        "d",
        articles=tuple(ex.article(number) for number in ("1", "2", "3", "9", "9")),
        effective_on=date(2026, 3, 1),
    )
    duties = (
        ex.duty("1", authority=True),
        ex.duty("2", modality=Modality.MAY),
        ex.duty("9", sanctions=("20", "21")),
    )
    bound = adoption.adopt(text, all_articles=False, duties=duties, on=date(2026, 1, 20))
    assert [line.id for line in bound] == ["abcdef01-art9", "abcdef01-art9x2"]
    assert bound[0].cites == (Cite("示例办法", "9"),)
    assert (bound[0].bearer, bound[0].deadline) == ("示例提供者", "六个月")
    assert bound[0].sanction == "第20条、第21条"
    assert bound[0].status == "pending"
    everything = adoption.adopt(text, all_articles=True, duties=duties, on=date(2026, 3, 1))
    assert len(everything) == 5
    assert everything[0].modality is None
    assert {line.status for line in everything} == {"in_force"}
    gone = ex.version("d", status=Status.REPEALED)
    assert adoption.adopt(gone, all_articles=True, duties=(), on=date(2026, 3, 1))[0].status == (
        "repealed"
    )
    assert register_files.read_toml(register_toml.to_toml(bound)) == bound


def test_adopted_numbers_are_those_of_the_day_of_the_text() -> None:
    def one(text: Version, *chain: Version) -> tuple[str, date | None]:
        (line,) = adoption.adopt(
            text, all_articles=True, duties=(), on=date(2026, 5, 1), chain=chain
        )
        return line.status, line.as_of

    old = ex.version(
        "d",
        published_on=date(2016, 11, 7),
        effective_on=date(2017, 6, 1),
        articles=(ex.article("21"),),
    )
    new = replace(
        old,
        id="new",
        published_on=date(2025, 10, 28),
        effective_on=date(2026, 1, 1),
        articles=(ex.article("23"),),
    )
    assert one(old) == ("in_force", date(2017, 6, 1))
    assert one(old, old, new) == ("repealed", date(2017, 6, 1))
    assert one(new, old, new) == ("in_force", date(2026, 1, 1))
    bare = replace(old, published_on=None, effective_on=None, seen_on=date(2026, 5, 1))
    assert one(bare) == ("in_force", None)
    assert one(bare, old, new) == ("repealed", date(2017, 6, 1))  # the store knows the days
    draft = replace(old, status=Status.DRAFT, published_on=date(2016, 7, 5))
    assert one(draft) == ("pending", date(2016, 7, 5))


def test_lines_on_the_same_article_are_found_whatever_their_numbers() -> None:
    words = ("甲方应当留存网络日志不少于六个月。", "乙方不得泄露用户个人信息。")
    old, new = (
        ex.version(
            name,
            id=name,
            published_on=day,
            effective_on=day,
            articles=tuple(
                replace(ex.article(number), text=text)
                for number, text in zip(numbers, words, strict=True)
            ),
        )
        for name, day, numbers in (
            ("old", date(2017, 6, 1), ("21", "22")),
            ("new", date(2026, 1, 1), ("23", "24")),
        )
    )
    adopted = adoption.adopt(old, all_articles=True, duties=(), on=date(2026, 5, 1))
    mine = replace(LINE, id="mine", cites=(Cite("示例办法", "23"),), as_of=date(2026, 1, 1))
    other = replace(mine, id="other", cites=(Cite("示例办法", "22"),))
    assert adoption.beside(adopted, (mine, other), (old, new)) == {adopted[0].id: ("mine",)}


def test_a_known_table_carries_numbers_where_one_text_is_at_hand() -> None:
    old = replace(LINE, id="old", cites=(Cite("网络安全法", "21"),), as_of=date(2017, 6, 1))
    mine = replace(old, id="mine", cites=(Cite("网络安全法", "23"),), as_of=date(2026, 1, 1))
    other = replace(mine, id="other", cites=(Cite("网络安全法", "21"),))
    assert adoption.beside([old], [mine, other], [ex.version("d")]) == {"old": ("mine",)}


@pytest.mark.parametrize("number", ["21.x", "bad", "21.", "第九条", "x21"])
def test_a_malformed_article_number_is_a_fault(number: str) -> None:
    with pytest.raises(RegisterError, match="is not a number such as"):
        register_files.read_csv(f"id,statement,cites\na,x,示例办法#{number}\n")


@pytest.mark.parametrize("number", ["21", "17-1", "5.2.1", "A.1", "14A", "附件1.3", "附件2"])
def test_article_numbers_come_back_from_a_file(number: str) -> None:
    line = replace(LINE, cites=(Cite("示例办法", number, 2),))
    assert register_files.read_csv(register_files.to_csv((line,))) == (line,)
    assert register_files.read_toml(register_toml.to_toml((line,))) == (line,)


def test_the_starter_register_is_sound() -> None:
    lines = register.starter()
    assert lines
    assert all(line.cites for line in lines)
    assert tomllib.loads(register_toml.to_toml(lines))["obligation"][0]["id"] == lines[0].id


def test_adopted_lines_of_two_laws_stay_apart_and_keep_their_owner(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*words: str) -> str:
        assert cli.run(["--home", str(tmp_path), "register", *words]) == 0
        shown = capsys.readouterr()
        return shown.out + shown.err

    articles = "第一条 提供者应当留存日志。\n\n第二条 提供者不得泄露日志。\n"
    for name in ("甲", "乙"):
        text = f"示例市{name}管理办法\n\n{articles}"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    files = [str(tmp_path / f"{name}.txt") for name in ("甲", "乙")]
    said = run("adopt", *files, "--owner", "数据合规组", "--topic", "日志")
    assert said.count("2 obligations from") == 2
    again = run("adopt", *files, "--owner", "别人")
    assert again.count("0 obligations from") == again.count("2 held already") == 2
    lines = json.loads(run("export", "--format", "json"))
    ours = [line for line in lines if line["owner"] == "数据合规组"]
    assert len({line["id"] for line in ours}) == 4
    assert {tuple(line["topics"]) for line in ours} == {("日志",)}
    assert not [line for line in lines if line["owner"] == "别人"]


def test_an_update_is_told_and_a_second_one_has_nothing_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "dutydiff.sqlite"
    with open_store(home) as db:
        register.ensure_starter(db)
        kept = register.starter()[1:]
        register.replace(db, kept)
        db.execute("DELETE FROM shipped WHERE id = ?", (register.starter()[0].id,))
    for new in (1, 0):
        assert cli.run(["--home", str(tmp_path), "register", "update"]) == 0
        assert f"register: {new} new, 0 changed" in capsys.readouterr().err


DRAFT = """示例市日志管理办法（征求意见稿）

第一条 提供者应当留存日志不少于三个月。

第二条 提供者不得泄露日志。

第三条 提供者应当报送日志。
"""
LAW = """示例市日志管理办法

第一条 提供者应当留存日志不少于六个月。

第二条 提供者不得泄露日志。
"""


def test_a_law_adopted_after_its_draft_says_which_words_stand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*words: str, code: int = 0) -> str:
        assert cli.run(["--home", str(tmp_path), "register", *words]) == code
        shown = capsys.readouterr()
        return shown.out + shown.err

    def held() -> dict[str, dict[str, str]]:
        lines = json.loads(run("export", "--format", "json"))
        return {one["id"][-4:]: one for one in lines if "示例市" in one["cites"][0]["instrument"]}

    for name, text in (("draft.md", DRAFT), ("law.md", LAW)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    draft, law = str(tmp_path / "draft.md"), str(tmp_path / "law.md")
    run("adopt", draft, "--owner", "数据合规组")
    assert {line["status"] for line in held().values()} == {"pending"}
    said = run("adopt", law)
    assert "0 obligations" in said
    assert "2 of them had other words or another status" in said
    assert "--replace takes the new ones" in said
    assert "1 lines of another text of it have no article in this one" in said
    assert "三个月" in held()["art1"]["statement"]
    run("adopt", "--replace", law)
    lines = held()
    assert "六个月" in lines["art1"]["statement"]
    assert {lines[one]["status"] for one in ("art1", "art2")} == {"in_force"}
    assert {line["owner"] for line in lines.values()} == {"数据合规组"}
    assert "had other words" not in run("adopt", law)
    gone = lines["art3"]["id"]
    assert f"no line {gone}x" in run("remove", gone, f"{gone}x", code=2)
    assert "art3" in held()  # all or none
    assert f"{gone} removed" in run("remove", gone)
    assert "art3" not in held()


def test_a_line_on_an_article_that_the_register_has_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*words: str) -> str:
        assert cli.run(["--home", str(tmp_path), "register", *words]) == 0
        return capsys.readouterr().err

    cites = ("--name", "日志", "--statement", "留存", "--cites", "示例市日志管理办法#1")
    run("add", "OB-1", *cites)
    (tmp_path / "law.md").write_text(LAW, encoding="utf-8")
    said = run("adopt", str(tmp_path / "law.md"))
    assert "1 rest on an article that another line rests on: " in said
    assert "art1 (OB-1)" in said


def test_a_text_without_a_title_is_not_adopted_under_the_name_of_its_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "log2016.md"
    file.write_text(LAW.partition("\n")[2], encoding="utf-8")
    assert cli.run(["--home", str(tmp_path), "register", "adopt", str(file)]) == 1
    said = capsys.readouterr().err
    assert "log2016.md: the text has no title" in said
    assert "name the file or its folder by the title of the law" in said
    titled = tmp_path / "示例市日志管理办法.md"
    file.rename(titled)
    assert cli.run(["--home", str(tmp_path), "register", "adopt", str(titled)]) == 0
    assert "2 obligations" in capsys.readouterr().err


def test_cites_that_could_not_be_checked_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "r.csv"
    file.write_text(
        "id,statement,cites\na,x,示例办法#9;示例法\nb,x,示例办法#10\n", encoding="utf-8"
    )
    assert cli.run(["--home", str(tmp_path / "home"), "register", "check", str(file)]) == 0
    said = capsys.readouterr().err
    assert "2 cites could not be checked: the store holds no text of 《示例办法》\n" in said
