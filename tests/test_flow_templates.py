"""Several releases of one account are read, what stands around them is learned, dropped from what
was read before and from what comes, listed, and after it is revoked the words are back."""

import json
from pathlib import Path

import pytest

from digest.model import Reading
from digest.rules import rules_version
from schedules import cli
from store import documents
from store.database import open_store

FOOTER = "长按二维码加入示例法律社群，与同行每周交流。"
TOPICS = ("日志留存", "内容标识", "算法备案", "影响评估", "数据出境", "合规审计", "用户画像")


def run(home: Path, *arguments: str) -> int:
    return cli.run(["--home", str(home), "--quiet", *arguments])


def ingest(home: Path, folder: Path, numbers: range, account: str = "示例法律观察") -> None:
    folder.mkdir()
    for number in numbers:
        topic = TOPICS[number]
        post = (
            f"---\ntitle: 谈谈{topic}\nsource: {account}\n---\n\n"
            f"第{number}周里企业谈得最多的是{topic}，许多同行来信说自己的做法和疑问各不相同。\n\n"
            f"就{topic}一事，我们走访了{number + 3}家公司，把流程一一记下，供读者比较成本。\n\n"
            f"{FOOTER}\n"
        )
        (folder / f"{number}.md").write_text(post, encoding="utf-8")
    assert run(home, "ingest", str(folder)) == 0


def readings(home: Path) -> list[Reading]:
    with open_store(home / "dutydiff.sqlite", write=False) as db:
        return list(documents.readings(db, rules_version()))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An installation whose register no post touches."""
    folder = tmp_path / "home"
    lines = tmp_path / "register.csv"
    lines.write_text("id,name,statement,cites\nOB-1,登记,每季度登记示例设备,示例市设备办法#2\n")
    assert run(folder, "register", "import", "--replace", str(lines)) == 0
    return folder


def test_learned_listed_dropped_revoked_and_back(home: Path, tmp_path: Path, capsys) -> None:
    ingest(home, tmp_path / "few", range(4))
    assert run(home, "read") == 0
    assert all(FOOTER in one.document.text for one in readings(home)), "four posts teach nothing"

    ingest(home, tmp_path / "more", range(4, 6))
    assert run(home, "read") == 0
    before = readings(home)
    assert len(before) == 6
    assert not any(FOOTER in one.document.text for one in before), "what taught it is read again"

    ingest(home, tmp_path / "next", range(6, 7))
    ingest(home, tmp_path / "other", range(1), account="另一示例号")
    assert run(home, "read") == 0
    *_, new, other = readings(home)
    (drop,) = (one for one in new.document.dropped if one.text == FOOTER)
    assert FOOTER not in new.document.text
    assert FOOTER in other.document.text, "another account has not taught it"

    capsys.readouterr()
    assert run(home, "sources", "templates", "--format", "json") == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert listed["rule"] == drop.rule == f"learned.{listed['id']}"
    assert (listed["source"], listed["publisher"]) == ("import", "示例法律观察")
    assert (listed["documents"], len(listed["dropped"])) == (6, 7)
    assert run(home, "sources", "templates") == 0
    assert FOOTER in capsys.readouterr().out
    assert run(home, "clean", "--release", listed["dropped"][0], "--format", "json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert {"text": FOOTER, "rule": drop.rule} in shown["dropped"]

    assert run(home, "sources", "templates", "revoke", drop.rule) == 0
    for _ in range(2):  # it is not learned again either
        assert run(home, "read") == 0
        assert all(FOOTER in one.document.text for one in readings(home))
    assert len(readings(home)) == 8
    capsys.readouterr()
    assert run(home, "sources", "templates") == 0
    assert "revoked" in capsys.readouterr().out


def test_commands_about_what_is_not_there(home: Path, capsys) -> None:
    assert run(home, "sources", "templates", "revoke", "0123456789ab") == 2
    assert "no template 0123456789ab is in force" in capsys.readouterr().err
    assert run(home, "clean", "--release", "0123456789abcdef") == 2
    assert "no document 0123456789abcdef in the store" in capsys.readouterr().err
    assert run(home, "clean") == 2
    assert "give FILEs, or --release ID" in capsys.readouterr().err
