"""A repeal, a decision and a later beginning in a whole installation: asked for a day."""

import json
import shutil
from pathlib import Path

import pytest
from test_flow import file, run
from test_flow_chains import read_again
from test_law_history import AMENDS, CONSOLIDATED, HEAD, LAW

NAME = "示例市数据留存办法"
ENDS = HEAD + f"决定废止下列文件，自2026年10月1日起失效：\n一、《{NAME}》（2024年1月5日公布）\n"
STAGED = LAW.replace("2月1日起施行。\n", "2月1日起施行，但第三条自2027年1月1日起施行。\n")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation whose register rests on two articles of a law that is not in it yet."""
    folder = tmp_path_factory.mktemp("acts")
    rows = "".join(f"OB-{n},行{n},内容,{NAME}#{n},2024-03-01\n" for n in (2, 3))
    lines = file(folder, "register.csv", "id,name,statement,cites,as_of\n" + rows)
    assert run(folder / "home", "register", "import", "--replace", lines) == 0
    return folder / "home"


def holding(base: Path, folder: Path, *texts: str) -> Path:
    home = Path(shutil.copytree(base, folder / "home"))
    for n, text in enumerate(texts):
        assert run(home, "ingest", file(folder, f"{n}.txt", text)) == 0
    assert run(home, "read") == 0
    return home


def asked(home: Path, day: str, capsys) -> dict:  # type: ignore[no-untyped-def,type-arg]
    capsys.readouterr()
    assert run(home, "duties", "--instrument", NAME, "--as-of", day, "--format", "json") == 0
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


def line(home: Path, name: str, day: str, capsys) -> tuple[str, list[str], str]:  # type: ignore[no-untyped-def]
    capsys.readouterr()
    assert run(home, "register", "show", name, "--as-of", day) == 0
    out, err = capsys.readouterr()
    shown = json.loads(out)
    return shown["status"], [cite["article"] for cite in shown["cites"]], err


def test_a_repeal_ends_a_law_on_its_day(base: Path, tmp_path: Path, capsys, monkeypatch) -> None:
    home = holding(base, tmp_path, LAW, ENDS)
    told = f"《{NAME}》: repealed from 2026-10-01 by 《示例市网信办关于废止部分文件的决定》"
    held = asked(home, "2026-09-30", capsys)
    assert held["duties"]
    assert told in held["notes"][0]
    assert line(home, "OB-2", "2026-09-30", capsys)[0] == "in_force"
    assert run(home, "duties", "--instrument", NAME, "--as-of", "2026-10-01") == 2
    assert told in capsys.readouterr().err
    assert run(home, "duties", "--as-of", "2026-10-01") == 1
    capsys.readouterr()
    assert run(home, "instruments", "list", "--as-of", "2026-10-01") == 0
    assert capsys.readouterr().out.count("repealed") == 2, "the law and what repealed it"
    status, _, err = line(home, "OB-2", "2026-10-01", capsys)
    assert status == "repealed"
    assert told in err
    assert not asked(home, "2026-06-30", capsys)["notes"], "not yet published"
    read_again(home, monkeypatch, "next")
    assert line(home, "OB-2", "2026-10-01", capsys)[0] == "repealed", "read again, told once"


def test_a_stored_decision_counts(base: Path, tmp_path: Path, capsys) -> None:
    home = holding(base, tmp_path, LAW, AMENDS)
    assert not asked(home, "2026-07-31", capsys)["notes"]
    held = asked(home, "2026-08-01", capsys)
    assert any("五年" in duty["quote"] for duty in held["duties"])
    assert held["notice"]["effective_on"] == "2026-08-01"
    (note,) = held["notes"]
    assert "a preview, no official text" in note
    assert "of 2026-06-01 applied to articles 2, 4 from 2026-08-01" in note
    assert line(home, "OB-3", "2026-08-01", capsys)[:2] == ("in_force", ["3"])


def test_a_decision_that_does_not_fit_is_named_with_what_it_changes(
    base: Path, tmp_path: Path, capsys
) -> None:
    home = holding(base, tmp_path, LAW, AMENDS.replace("“三年”修改为", "“九年”修改为"))
    held = asked(home, "2026-08-01", capsys)
    assert any("三年" in duty["quote"] for duty in held["duties"])
    (note,) = held["notes"]
    assert "changes articles 2, 4 from 2026-08-01" in note
    assert "the text is out of date" in note
    assert note in line(home, "OB-2", "2026-08-01", capsys)[2]


def test_what_of_a_decision_was_not_decoded_is_counted(base: Path, tmp_path: Path, capsys) -> None:
    vague = AMENDS.replace("二、增加", "二、对第三条作文字调整。\n三、增加")
    home = holding(base, tmp_path, LAW, vague)
    (note,) = asked(home, "2026-08-01", capsys)["notes"]
    assert "changes articles 2, 4 and what 1 passages say that were not decoded" in note


def test_the_consolidated_text_begins_on_the_day_of_the_decision(
    base: Path, tmp_path: Path, capsys
) -> None:
    home = holding(base, tmp_path, LAW, AMENDS, CONSOLIDATED)
    for day, kept in (("2026-07-31", "三年"), ("2026-08-01", "五年")):
        held = asked(home, day, capsys)
        assert any(kept in duty["quote"] for duty in held["duties"])
        assert held["notes"] == []


def test_an_article_may_begin_later(base: Path, tmp_path: Path, capsys) -> None:
    home = holding(base, tmp_path, STAGED)
    held = asked(home, "2026-03-01", capsys)
    assert [duty["article"] for duty in held["duties"]] == ["2"]
    (note,) = held["notes"]
    assert "article 3 in force only from 2027-01-01" in note
    assert "但第三条自2027年1月1日起施行" in note
    assert line(home, "OB-2", "2026-03-01", capsys)[0] == "in_force"
    assert line(home, "OB-3", "2026-03-01", capsys)[0] == "pending"
    assert [duty["article"] for duty in asked(home, "2027-01-01", capsys)["duties"]] == ["2", "3"]
    assert line(home, "OB-3", "2027-01-01", capsys)[0] == "in_force"
