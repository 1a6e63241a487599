"""Chains in a whole installation: one instrument under two titles, corrected by hand, asked for a
day, with the register as it stood then."""

import json
import shutil
from pathlib import Path

import pytest
from test_flow import file, run

from schedules import cli

DRAFT = """示例市数据留存管理办法（征求意见稿）
意见反馈截止时间为2025年11月30日。
第一条 为了规范示例市的数据留存活动，保护公民的合法权益，制定本办法。
第二条 经营者应当留存运行日志不少于六个月，并采取措施防止日志被篡改。
第三条 经营者应当每季度向市网信办报送统计表。
第四条 本办法自　年　月　日起施行。
"""
LAW = """示例市数据留存暂行办法
（2026年1月15日示例市互联网信息办公室公布，自2026年3月1日起施行）
第一条 为了规范示例市的数据留存活动，保护公民的合法权益，制定本办法。
第二条 经营者应当设立数据安全负责人。
第三条 经营者应当留存运行日志不少于三年，并采取措施防止日志被篡改。
第四条 本办法施行前已开展经营的，应当自本办法施行之日起六个月内完成整改。
第五条 本办法自2026年3月1日起施行。
"""
AMENDED = (
    LAW.replace(
        "（2026年1月15日示例市互联网信息办公室公布，自2026年3月1日起施行）",
        "（2027年1月10日示例市互联网信息办公室修订公布，自2027年5月1日起施行）",
    )
    .replace("第二条 经营者应当设立数据安全负责人。\n", "")
    .replace("第三条", "第二条")
    .replace("第四条", "第三条")
    .replace("第五条 本办法自2026年3月1日", "第四条 本办法自2027年5月1日")
    .replace("三年", "五年")
)
OLD, NEW = "示例市数据留存管理办法", "示例市数据留存暂行办法"


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two installations, made once: the draft with the law, and with the amended law too."""
    folder = tmp_path_factory.mktemp("chains")
    home = folder / "home"
    lines = file(
        folder, "register.csv", "id,name,statement,cites\nOB-1,日志,留存日志," + NEW + "#3\n"
    )
    assert run(home, "register", "import", "--replace", lines) == 0
    for name, said in (("draft.txt", DRAFT), ("law.txt", LAW)):
        assert run(home, "ingest", file(folder, name, said)) == 0
    assert run(home, "read") == 0
    shutil.copytree(home, folder / "three")
    assert run(folder / "three", "ingest", file(folder, "amended.txt", AMENDED)) == 0
    assert run(folder / "three", "read") == 0
    return {"two": home, "three": folder / "three"}


@pytest.fixture
def two(held: dict[str, Path], tmp_path: Path) -> Path:
    return Path(shutil.copytree(held["two"], tmp_path / "two"))


@pytest.fixture
def three(held: dict[str, Path], tmp_path: Path) -> Path:
    return Path(shutil.copytree(held["three"], tmp_path / "three"))


def chains(home: Path, capsys, *asked: str) -> list[list[str]]:  # type: ignore[no-untyped-def]
    capsys.readouterr()
    assert run(home, "instruments", "list", "--format", "json", *asked) == 0
    lines = capsys.readouterr().out.splitlines()
    return [[version["title"] for version in json.loads(line)["versions"]] for line in lines]


def test_a_draft_under_another_title_is_the_version_before(two: Path, capsys) -> None:
    assert len(chains(two, capsys)) == 1
    assert run(two, "digest") == 0
    shown = capsys.readouterr().out
    assert f"征求意见稿《{OLD}》" in shown, "the title it had is said"
    assert "[-六个月-]{+三年+}" in shown


def read_again(home: Path, monkeypatch: pytest.MonkeyPatch, rules: str) -> None:
    with monkeypatch.context() as newer:
        for module in ("schedules.flow", "schedules.placing", "digest.text.clean"):
            newer.setattr(f"{module}.rules_version", lambda: f"9-{rules}")
        assert run(home, "read") == 0


def test_a_link_is_cut_and_made_by_hand_for_good(two: Path, capsys, monkeypatch) -> None:
    assert run(two, "instruments", "split", NEW) == 0
    assert sorted(map(len, chains(two, capsys))) == [1, 1]
    read_again(two, monkeypatch, "next")
    assert sorted(map(len, chains(two, capsys))) == [1, 1], "read again, still two"
    assert run(two, "instruments", "split", NEW) == 2
    assert "is an instrument of its own already" in capsys.readouterr().err
    assert run(two, "instruments", "join", NEW, OLD) == 0
    assert list(map(len, chains(two, capsys))) == [2]
    read_again(two, monkeypatch, "another")
    assert list(map(len, chains(two, capsys))) == [2]
    assert run(two, "instruments", "join", NEW, OLD) == 2
    assert run(two, "instruments", "join", NEW, "没有的办法") == 2
    assert "no instrument 《没有的办法》" in capsys.readouterr().err


def test_what_leaves_a_chain_takes_its_own_texts_only(two: Path, capsys) -> None:
    assert run(two, "instruments", "split", OLD) == 0
    found = chains(two, capsys)
    assert sorted(map(len, found)) == [1, 1]
    assert run(two, "duties", "--instrument", NEW, "--as-of", "2026-04-01") == 0
    assert run(two, "duties", "--instrument", OLD, "--as-of", "2026-04-01") == 2


@pytest.mark.parametrize(
    ("day", "kept"),
    [("2026-04-01", "不少于三年"), ("2027-04-30", "不少于三年"), ("2027-05-01", "不少于五年")],
)
def test_the_duties_of_a_day(three: Path, capsys, day: str, kept: str) -> None:
    capsys.readouterr()
    assert run(three, "duties", "--as-of", day, "--format", "json") == 0
    (held,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert held["as_of"] == day
    assert any(kept in duty["quote"] for duty in held["duties"])
    (note,) = held["transitional"]
    assert "六个月内完成整改" in note["text"]
    assert run(three, "duties", "--instrument", OLD, "--as-of", day) == 0
    assert kept in capsys.readouterr().out, "asked by the title it once had"


def test_a_day_before_any_text_and_a_day_with_files(three: Path, capsys, tmp_path: Path) -> None:
    assert run(three, "duties", "--as-of", "2026-02-01") == 1
    assert "no instrument in the store was in force on 2026-02-01" in capsys.readouterr().err
    assert run(three, "duties", "--as-of", "2026-02-01", file(tmp_path, "x.txt", LAW)) == 2
    assert "--as-of asks the store" in capsys.readouterr().err
    assert cli.run(["--home", str(tmp_path / "none"), "duties", "--as-of", "2026-02-01"]) == 2


@pytest.mark.parametrize(
    ("day", "status", "article"),
    [
        ("2026-02-01", "pending", "3"),
        ("2026-04-01", "in_force", "3"),
        ("2027-06-01", "in_force", "2"),
    ],
)
def test_the_register_of_a_day(three: Path, tmp_path: Path, capsys, day, status, article) -> None:
    lines = tmp_path / "day.csv"
    lines.write_text(
        f"id,name,statement,cites,owner,as_of\nOB-1,日志,留存日志,{NEW}#3,合规组,2026-06-01\n"
        f"OB-2,负责人,设立负责人,{NEW}#2,合规组,2026-06-01\n",
        encoding="utf-8-sig",
    )
    assert run(three, "register", "import", "--replace", str(lines)) == 0
    capsys.readouterr()
    assert run(three, "register", "show", "OB-1", "--as-of", day) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["status"], shown["cites"][0]["article"]) == (status, article)
    assert run(three, "register", "show", "OB-2", "--as-of", "2027-06-01") == 0
    assert json.loads(capsys.readouterr().out)["status"] == "repealed"
    assert run(three, "register", "list", "--as-of", day) == 0
    assert status in capsys.readouterr().out


UNKNOWN = AMENDED.replace("修订公布，自2027年5月1日起施行", "修订公布").replace(
    "2027年5月1日", "2026年3月1日"
)


@pytest.mark.parametrize(
    ("day", "kept", "so"),
    [
        ("2027-04-01", "不少于三年", "may be out of date"),
        ("2028-06-01", "不少于五年", "may be the one before it"),
    ],
)
def test_a_newer_text_of_unknown_commencement_is_named(
    two: Path, tmp_path: Path, capsys, day: str, kept: str, so: str
) -> None:
    assert run(two, "ingest", file(tmp_path, "unknown.txt", UNKNOWN)) == 0
    assert run(two, "read") == 0
    told = "a version published on 2027-01-10 has no known commencement"
    capsys.readouterr()
    assert run(two, "duties", "--as-of", day, "--format", "json") == 0
    held = json.loads(capsys.readouterr().out)
    assert any(kept in duty["quote"] for duty in held["duties"])
    (note,) = held["notes"]
    assert told in note
    assert so in note
    assert run(two, "duties", "--instrument", NEW, "--as-of", day) == 0
    assert told in capsys.readouterr().out
    assert run(two, "register", "show", "OB-1", "--as-of", day) == 0
    assert told in capsys.readouterr().err
    assert run(two, "register", "list", "--as-of", "2026-12-01") == 0
    assert told not in capsys.readouterr().err
