"""What the packaged encoder was taught: added once to its weights, and worth it."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from digest.match import adapter, embed, packaged, retrieve
from store import register
from tests.quality.adapter import sentences, texts

DEEDS = {
    "整改前这家供水企业连谁登录过系统都查不到，机房门禁也坏着": "csl-2025-art23",
    "小区闸机把业主的脸存进了厂商的机房，没人说过什么时候清": "facerec-2025-art8",
    "手电筒软件非要通讯录，拒绝了就打不开": "pipl-2021-art16",
    "美容院把会员手机号卖给了隔壁的贷款中介": "pipl-2021-art10",
    "同一趟航班，我手机查出来就是比妻子的高": "pipl-2021-art24",
    "离职三年了，前东家还留着我的体检报告": "pipl-2021-art47",
    "研发中心每晚把国内车主的行车轨迹同步到慕尼黑": "pipl-2021-art38",
    "有人专门教学员怎么抹掉视频里的AI水印": "label-2025-art10-p2",
    "黑客拖库一周，酒店既不吭声也不上报": "pipl-2021-art57",
    "初创公司的聊天机器人没过省里那一关就上架收费": "genai-2023-filing",
    "招标写明中标的标注团队要先上课考试，抽检不合格返工": "genai-2023-art8",
}
"""Deeds in words that it was not taught, and the lines they touch."""
SHARED_WORDS = 6
"""Characters in a row that a deed may have in common with what it was taught."""
LISTED = 3


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
            change = changes[name][0] @ changes[name][1]
            assert np.allclose(taught[name], weights + change, 1e-3, 2e-3)
            assert 0 < np.linalg.norm(change) < np.linalg.norm(weights.astype(np.float32))
        else:
            assert np.array_equal(weights, taught[name])


def test_vectors_of_the_two_are_never_mixed(homes: tuple[Path, Path]) -> None:
    assert packaged.model_id() != packaged.model_id(adapted=False)
    assert homes[0] != homes[1]


def test_more_deeds_find_their_line_among_three_than_as_the_encoder_comes(
    homes: tuple[Path, Path], tmp_path: Path
) -> None:
    every = register.starter()
    lines = [line for at, line in enumerate(every) if at % 3 == 0 or line.id in DEEDS.values()]
    wanted = [[line.id for line in lines].index(one) for one in DEEDS.values()]
    listed = []
    for home in homes:
        encoder = embed.load(str(home), tmp_path, "cpu")
        known = retrieve.index(lines, {}, encoder)
        assert known.semantic is not None
        near = known.best(known.semantic.scores([*DEEDS], encoder))
        right = near[np.arange(len(wanted)), wanted]
        listed.append(int(((near >= right[:, None]).sum(axis=1) <= LISTED).sum()))
    assert listed[1] >= listed[0] + 3


def test_the_deeds_are_not_in_what_it_was_taught() -> None:
    taught = "\n".join(text.said for text in texts())
    for deed in DEEDS:
        runs = (deed[at : at + SHARED_WORDS + 1] for at in range(len(deed) - SHARED_WORDS))
        assert not any(run in taught for run in runs), deed


def test_what_it_was_taught_names_known_lines_and_covers_them_all() -> None:
    known = {line.id for line in register.starter()}
    taught = sentences()
    labels = [ids for ids, _ in taught if ids]
    assert {one for ids in labels for one in ids} <= known
    led = Counter(ids[0] for ids in labels)
    assert min(led[line] for line in known) >= 7
    assert len({said for _, said in taught}) == len(taught)
    assert len(taught) - len(labels) >= len(known)
