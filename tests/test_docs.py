"""What the documentation claims is checked against the code."""

import re
import tomllib

import pytest
from readme import READMES, ROOT, demo_block, filled

from digest.model import NoticeKind
from schedules.cli import COMMANDS

ENGLISH, CHINESE = READMES


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_generated_tables_are_current(path) -> None:
    text = path.read_text(encoding="utf-8")
    assert filled(text) == text, "run `python tests/readme.py`"


def test_both_languages_have_the_same_commands_and_headings() -> None:
    texts = [path.read_text(encoding="utf-8") for path in READMES]
    levels = [re.findall(r"^(#+) ", text, re.M) for text in texts]
    assert levels[0] == levels[1]
    blocks = [
        [re.sub(r"\s*#.*", "", line) for line in block.splitlines()]
        for block in re.findall(r"```sh\n(.*?)```", texts[0], re.S)
    ]
    chinese = [
        [re.sub(r"\s*#.*", "", line) for line in block.splitlines()]
        for block in re.findall(r"```sh\n(.*?)```", texts[1], re.S)
    ]
    assert blocks == chinese
    assert demo_block(texts[0]) == demo_block(texts[1])


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_every_command_the_readme_shows_exists(path) -> None:
    text = path.read_text(encoding="utf-8")
    code = re.findall(r"```sh\n(.*?)```|`([^`\n]+)`", text, re.S)
    lines = "\n".join(block or inline for block, inline in code)
    shown = set(re.findall(r"^dutydiff (?:--quiet )?([a-z]+)\b", lines, re.M))
    assert shown
    assert shown <= set(COMMANDS)


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_files_the_readme_links_exist(path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", path.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_changelog_has_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_dependency_has_a_tested_lower_bound() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    assert [name for name in wanted if ">=" not in name and "==" not in name] == []


def test_nothing_names_a_kind_of_notice_that_is_not_there() -> None:
    """The JSON contract names the kinds; the code may not drift from it."""
    assert {kind.value for kind in NoticeKind} == {
        "promulgation",
        "amendment",
        "repeal",
        "draft",
        "correction",
        "interpretation",
        "enforcement",
        "report",
        "commentary",
    }


def test_every_secret_the_code_reads_is_documented() -> None:
    read = set()
    for path in (ROOT / "schedules").rglob("*.py"):
        read |= set(re.findall(r'secret\("([A-Z_]+)"\)', path.read_text(encoding="utf-8")))
    assert read
    for path in READMES:
        text = path.read_text(encoding="utf-8")
        assert [name for name in read if f"`DUTYDIFF_{name}`" not in text] == []
