"""What the packaged encoder was taught: added once to its weights, and worth it."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from digest.match import adapter, embed, packaged, retrieve
from store import register
from tests.quality.adapter import sentences

DEEDS = {
    "民警发现这家公司的服务器日志只存了七天，口令还是出厂的那个": "csl-2025-art23",
    "公司把门口刷脸的照片都传到了云上，存了好几年": "facerec-2025-art8",
    "不点同意就闪退，连看一眼首页都不行": "pipl-2021-art16",
    "把客户名单发给了合作方，从没问过客户": "pipl-2021-art23",
    "老用户看到的价格总比新用户贵两成": "pipl-2021-art24",
    "我要你们把我的数据删掉，客服拖了两个月": "pipl-2021-art47",
    "员工把境内用户资料拷给了总部，既没评估也没签合同": "pipl-2021-art38",
    "换脸视频的角标被人裁掉后又传上了平台": "label-2025-art10-p2",
    "数据泄露三天了，用户还是从新闻里知道的": "pipl-2021-art57",
    "大模型没去网信办备案就开放了注册": "genai-2023-filing",
}
"""Deeds that it was not taught, and the lines they touch."""


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    cache = tmp_path_factory.mktemp("adapter")
    return packaged.folder(cache, adapted=False), packaged.folder(cache)


def test_the_changes_are_added_to_the_weights_and_to_nothing_else(
    homes: tuple[Path, Path],
) -> None:
    plain, taught = (load_file(home / "model.safetensors") for home in homes)
    changes = adapter.changes()
    assert changes
    assert changes.keys() <= plain.keys() == taught.keys()
    for name, weights in plain.items():
        if name in changes:
            assert np.allclose(taught[name], weights + changes[name], 1e-3, 2e-3)
            assert np.linalg.norm(changes[name]) < np.linalg.norm(weights.astype(np.float32))
        else:
            assert np.array_equal(weights, taught[name])


def test_vectors_of_the_two_are_never_mixed(homes: tuple[Path, Path]) -> None:
    assert packaged.model_id() != packaged.model_id(adapted=False)
    assert homes[0] != homes[1]


def test_deeds_are_nearer_to_the_duties_they_break_than_as_the_encoder_comes(
    homes: tuple[Path, Path], tmp_path: Path
) -> None:
    lines = register.starter()
    wanted = [[line.id for line in lines].index(one) for one in DEEDS.values()]
    means = []
    for home in homes:
        encoder = embed.load(str(home), tmp_path, "cpu")
        known = retrieve.index(lines, {}, encoder)
        assert known.semantic is not None
        near = known.best(known.semantic.scores([*DEEDS], encoder))
        right = near[np.arange(len(wanted)), wanted]
        means.append(float(np.mean(1 / (near >= right[:, None]).sum(axis=1))))
    assert means[1] >= means[0] + 0.1


def test_what_it_was_taught_names_known_lines_and_covers_them_all() -> None:
    known = {line.id for line in register.starter()}
    taught = sentences()
    labels = [ids for ids, _ in taught if ids]
    assert {one for ids in labels for one in ids} <= known
    led = Counter(ids[0] for ids in labels)
    assert min(led[line] for line in known) >= 7
    assert len({said for _, said in taught}) == len(taught)
    assert len(taught) - len(labels) >= len(known)
