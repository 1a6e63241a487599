"""Configuration: defaults, one file, unknown keys named with the nearest known one."""

from dataclasses import fields
from pathlib import Path

import pytest

from digest.errors import SettingsError, UserError
from schedules.settings import FILE_NAME, Settings, find_home, load


def written(folder: Path, text: str) -> Path:
    (folder / FILE_NAME).write_text(text, encoding="utf-8")
    return folder


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load(tmp_path).settings == Settings()


def test_values_of_the_file_replace_defaults(tmp_path: Path) -> None:
    home = load(written(tmp_path, '[crawl]\ndelay_seconds = 5\n[mail]\nhost = "localhost"\n'))
    assert home.settings.crawl.delay_seconds == 5
    assert home.settings.mail.host == "localhost"
    assert home.settings.mail.port == 587


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[crawl]\ndelay_second = 5\n", "unknown key crawl.delay_second; did you mean crawl.delay"),
        ("[mial]\n", "unknown key mial; did you mean mail?"),
        ("[serve]\nport = true\n", "serve.port must be of type int, not True"),
        ('[serve]\nport = "80"\n', "serve.port must be of type int, not '80'"),
        ('mail = "x"\n', "mail is a table"),
        ("[crawl\n", FILE_NAME),
        ("[serve]\nport = 0\n", "serve.port must be a port from 1 to 65535, not 0"),
        ("[mail]\nport = 65536\n", "mail.port must be a port"),
        ("[crawl]\ndelay_seconds = nan\n", "crawl.delay_seconds must be seconds"),
        ("[crawl]\ndelay_seconds = inf\n", "crawl.delay_seconds must be seconds"),
        ("[crawl]\ndelay_seconds = -1\n", "crawl.delay_seconds must be seconds"),
        ('[crawl]\ncontact = "a\\r\\nX: y"\n', "crawl.contact holds a control character"),
        ('[publish]\nbase_url = "javascript:x"\n', "publish.base_url must be an http(s) address"),
        ('[encoder]\ndevice = "tpu"\n', "encoder.device must be auto, cpu or cuda, not 'tpu'"),
        ("x = " + "[" * 5000, "nested too deeply"),
    ],
)
def test_bad_configuration_is_one_clear_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(written(tmp_path, text))
    assert said in str(caught.value)
    assert str(tmp_path / FILE_NAME) in str(caught.value)
    assert "\n" not in str(caught.value).strip()


def test_every_setting_says_what_it_is_for() -> None:
    for table in fields(Settings):
        for setting in fields(table.default):
            assert setting.metadata["help"], f"{table.name}.{setting.name}"


def test_home_is_the_folder_of_the_nearest_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = written(tmp_path, "") / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert find_home(None) == tmp_path
    assert find_home(str(below)) == below


@pytest.mark.parametrize("given", ["x" * 5000, "~no-such-user-here/x", "a\x1b[2Jb", "a\nb"])
def test_a_home_that_cannot_be_is_refused(given: str) -> None:
    with pytest.raises(UserError, match="--home") as caught:
        find_home(given)
    assert str(caught.value).isprintable()
