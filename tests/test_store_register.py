"""The register: rows, files, faults, adoption."""

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest
import store_examples as ex
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import RegisterError
from digest.model import Cite, Modality, Obligation, Status
from schedules import contracts
from store import register, register_files
from store.database import open_store

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
    assert register_files.read_toml(register_files.to_toml(found)) == found


@settings(max_examples=60, deadline=None)
@given(registers)
def test_csv_gives_the_register_back(found: tuple[Obligation, ...]) -> None:
    assert register_files.read_csv(register_files.to_csv(found)) == found


@pytest.mark.parametrize("cell", ["=1+1", "+86", "-x", "@me", "'=x", "''"])
def test_csv_disarms_formulas(cell: str) -> None:
    line = Obligation("a", cell, cell, ())
    text = register_files.to_csv([line])
    for value in text.splitlines()[1].split(",")[1:3]:
        assert value[0] not in "=+-@"
    assert register_files.read_csv(text) == (line,)


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
    problems = [(p.where.removeprefix(f"{path}, "), p.what) for p in register_files.check(path)]
    assert problems == [
        ("key obligatoin", "unknown key; did you mean obligation?"),
        ("obligation 1 (a), key modalty", "unknown key; did you mean modality?"),
        ("obligation 1 (a), key statement", "is empty"),
        ("obligation 2 (b), key cites", "names no instrument"),
        ("obligation 2 (b), key cites.artcle", "unknown key; did you mean article?"),
        ("obligation 2 (b), key cites", "paragraph 1 is not a number from 1 on of an article"),
        ("obligation 2 (b), key topics", "must be a list of texts"),
        ("obligation 2 (b), key modality", "'shall' is none of must, must_not, may, entitled"),
        ("obligation 2 (b), key status", "'new' is none of in_force, pending, repealed"),
        ("obligation 2 (b), key effective_on", "2026-02-30 is not a day such as 2025-09-01"),
        ("obligation 4 (c), key statement", "must be text, not 2"),
        ("obligation 4 (c), key statement", "is empty"),
        ("obligation 4 (c), key id", f"c is used already by {path}, obligation 3 (c)"),
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
    assert register_files.check(path)


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
    bound = register.adopt(text, all_articles=False, duties=duties, on=date(2026, 1, 20))
    assert [line.id for line in bound] == ["abcdef01-art9", "abcdef01-art9x2"]
    assert bound[0].cites == (Cite("示例办法", "9"),)
    assert (bound[0].bearer, bound[0].deadline) == ("示例提供者", "六个月")
    assert bound[0].sanction == "第20条、第21条"
    assert bound[0].status == "pending"
    everything = register.adopt(text, all_articles=True, duties=duties, on=date(2026, 3, 1))
    assert len(everything) == 5
    assert everything[0].modality is None
    assert {line.status for line in everything} == {"in_force"}
    gone = ex.version("d", status=Status.REPEALED)
    assert register.adopt(gone, all_articles=True, duties=(), on=date(2026, 3, 1))[0].status == (
        "repealed"
    )
    assert register_files.read_toml(register_files.to_toml(bound)) == bound


def test_the_starter_register_is_sound() -> None:
    lines = register.starter()
    assert lines
    assert all(line.cites for line in lines)
    assert tomllib.loads(register_files.to_toml(lines))["obligation"][0]["id"] == lines[0].id
