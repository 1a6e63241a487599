"""The catalogue: the packaged one is sound, a wrong one is refused with the key named."""

from pathlib import Path

import pytest

from crawlers.catalogue import catalogue
from crawlers.guards import Guard
from crawlers.spiders import SPIDERS
from digest.errors import SettingsError

GOOD = """
[[source]]
id = "one"
name = "示例"
issuer = "示例"
spider = "page"
base = "https://www.example.org"
starts = ["/a"]
official = true
every_days = 3
"""


def test_the_packaged_catalogue_is_sound() -> None:
    specs = catalogue()
    assert {spec.spider for spec in specs} == set(SPIDERS) - {"wechat", "page"}
    assert all(spec.official and spec.starts for spec in specs)
    for spec in specs:
        guard = Guard(spec.allowed_hosts)
        assert all(guard.refusal(spec.base + start) is None for start in spec.starts)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("every_days", "every_day"), r"source 1 \(one\): unknown key 'every_day'.*'every_days'"),
        (("starts", "#starts"), "the key starts is missing"),
        (('"page"', '"pages"'), "spider 'pages' is none of.*did you mean 'page'"),
        (("= 3", '= "3"'), "every_days must be a whole number"),
        (("= 3", "= 0"), "every_days must be from 1 to 3650"),
        (("= true", "= 1"), "official must be true or false"),
        (('["/a"]', '"/a"'), "starts must be a list of texts"),
        (("https://", "ftp://"), "no http or https address"),
        (("[[source]]", "[[sources]]"), "unknown key 'sources'; did you mean 'source'"),
        (("= 3", "= "), "not valid TOML"),
        (("https://www.example.org", "http://[bad"), "base .* is no http or https address"),
        (("example.org", "example.org:999999"), "base .* is no http or https address"),
        (("/a", "http://[bad"), "starts: .* is no path or http or https address"),
        (("= 3", "= 3\npages = -4"), "pages must not be negative"),
        (("= 3", "= 999999999999"), "every_days must be from 1 to 3650"),
        (('"one"', r'"o\u001bne"'), r"id: 'o\\x1bne' holds a control character"),
    ],
)
def test_a_wrong_line_is_named(change: tuple[str, str], words: str, tmp_path: Path) -> None:
    file = tmp_path / "sources.toml"
    file.write_text(GOOD.replace(*change), "utf-8")
    with pytest.raises(SettingsError, match=words) as caught:
        catalogue(file)
    assert str(file) in str(caught.value)


def test_ids_are_unique_and_files_exist(tmp_path: Path) -> None:
    file = tmp_path / "sources.toml"
    file.write_text(GOOD + GOOD, "utf-8")
    with pytest.raises(SettingsError, match="two sources have the id 'one'"):
        catalogue(file)
    with pytest.raises(SettingsError, match="cannot be read"):
        catalogue(tmp_path / "none.toml")


def test_sources_are_tables_and_nest_no_deeper_than_toml_is_read(tmp_path: Path) -> None:
    file = tmp_path / "sources.toml"
    for text, words in (
        ('source = ["a"]', r"source 1: write each source under \[\[source\]\]"),
        (f"source = {'[' * 5000}{']' * 5000}", "nests too deeply"),
    ):
        file.write_text(text, "utf-8")
        with pytest.raises(SettingsError, match=words):
            catalogue(file)
