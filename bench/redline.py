"""How fast two versions are compared (对照的速度): one run, two tables.

    python bench/redline.py [--rounds N] [--articles N]

Alignment: `digest.law.align.align` beside the pairing of the existing tools, difflib taken greedily
(each old article takes the most similar new one that is left, from a ratio of 0.4), on the same
generated revisions, as they get longer. Process: `dutydiff redline OLD NEW` of two laws of 140
articles, from the shell and back. Seconds are of the processor; the ratios hold elsewhere.
"""

import argparse
import difflib
import math
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from digest.law.align import align  # noqa: E402
from digest.model import Article  # noqa: E402

_GREEDY_UP_TO = 320
"""Articles above which the baseline, whose cost grows with the square, is not waited for."""
_DIGITS = "〇一二三四五六七八九"
_SUBJECTS = ("平台运营者", "数据处理者", "示例市网信部门", "服务提供者", "检测机构", "登记机关")
_ACTS = ("应当建立", "不得泄露", "可以委托", "负责审查", "应当及时公布", "定期评估")
_BASE, _LETTERS = 0x4E00, 2000


def _sentence(chance: random.Random) -> str:
    matter = "".join(chr(_BASE + chance.randrange(_LETTERS)) for _ in range(chance.randint(12, 40)))
    subject, act = chance.choice(_SUBJECTS), chance.choice(_ACTS)
    return f"{subject}{act}{matter}，期限为{chance.choice(_DIGITS[1:])}个月。"


def revision(articles: int) -> tuple[list[str], list[str]]:
    """The texts of the articles of a law and of its revision: two in three are reworded, some are
    new, some gone, some split."""
    chance = random.Random(articles)
    old = ["".join(_sentence(chance) for _ in range(chance.randint(1, 4))) for _ in range(articles)]
    new: list[str] = []
    for text in old:
        drawn = chance.random()
        sentences = text.split("。")[:-1]
        if drawn < 0.04:
            continue
        if drawn < 0.08 and len(sentences) > 1:
            new += [f"{sentences[0]}。", "。".join([*sentences[1:], ""])]
        elif drawn < 0.7:
            at = chance.randrange(len(text) - 4)
            new.append(text[:at] + _sentence(chance)[:-1] + text[at + 4 :])
        else:
            new.append(text)
        if chance.random() < 0.05:
            new.append(_sentence(chance))
    return old, new


def _law(texts: Sequence[str]) -> list[Article]:
    return [
        Article(str(n), f"第{n}条", (), text, 0, len(text), ()) for n, text in enumerate(texts, 1)
    ]


def greedy(old: Sequence[Article], new: Sequence[Article]) -> list[tuple[int, int]]:
    """The baseline."""
    left = dict(enumerate(new))
    pairs = []
    for i, article in enumerate(old):
        matcher = difflib.SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(article.text)
        best, chosen = 0.4, -1
        for j, other in left.items():
            matcher.set_seq1(other.text)
            if matcher.quick_ratio() > best and matcher.ratio() > best:
                best, chosen = matcher.ratio(), j
        if chosen >= 0:
            del left[chosen]
            pairs.append((i, chosen))
    return pairs


def _seconds(
    work: Callable[[list[Article], list[Article]], object],
    old: list[Article],
    new: list[Article],
) -> float:
    start = time.process_time()
    work(old, new)
    return time.process_time() - start


def alignment(largest: int, rounds: int) -> None:
    """Table of the alignment of ever longer revisions."""
    print(f"{'alignment':24}{'difflib s':>12}{'ours s':>10}{'ratio':>8}{'exponent':>10}")
    before: tuple[int, float] | None = None
    for part in (9, 4, 2, 1):
        size = largest // part
        old, new = map(_law, revision(size))
        ours = min(_seconds(align, old, new) for _ in range(rounds))
        theirs = _seconds(greedy, old, new) if size <= _GREEDY_UP_TO else math.nan
        growth = math.log(ours / before[1]) / math.log(size / before[0]) if before else math.nan
        print(f"{size:5} articles{theirs:22.2f}{ours:10.2f}{ours / theirs:8.3f}{growth:10.2f}")
        before = size, ours


def process(rounds: int) -> None:
    """Table of the whole process, imports included."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("old.md", "new.md")]
        for path, texts in zip(paths, revision(140), strict=True):
            lines = (f"第{_numeral(n)}条　{text}" for n, text in enumerate(texts, 1))
            path.write_text("\n\n".join(["# 示例数据管理办法", *lines]), "utf-8")
        program = "from schedules.cli import main; main()"
        command = [sys.executable, "-c", program, "redline", *map(str, paths)]
        best = min(_of_children(command) for _ in range(rounds))
    print(f"\n{'process':24}{'seconds':>12}\ntwo laws of 140 articles{best:12.2f}")


def _of_children(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*command, "--format", "json"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _numeral(number: int) -> str:
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += f"{_DIGITS[tens]}十" if hundreds or tens > 1 else "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def main() -> None:
    """Runs the two measurements."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--articles", type=int, default=1260, help="of the longest revision")
    chosen = options.parse_args()
    alignment(chosen.articles, chosen.rounds)
    process(chosen.rounds)


if __name__ == "__main__":
    main()
