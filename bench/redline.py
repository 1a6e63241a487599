"""How fast two versions are compared (对照的速度): one run, three tables.

    python bench/redline.py [--rounds N] [--articles N] [--characters N]

Alignment: `digest.law.align.align` beside the pairing of the existing tools, difflib taken greedily
(each old article takes the most similar new one that is left, from a ratio of 0.4), on the same
generated revisions, as they get longer. One article: the whole comparison of two texts of one
article each, without a mark or with some, as it gets longer. Process: `dutydiff redline OLD NEW` of
two laws of 140 articles, from the shell and back. Seconds are of the processor; the ratios hold
elsewhere.
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
from datetime import date
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from digest.law.align import align  # noqa: E402
from digest.law.redline import redline  # noqa: E402
from digest.model import Article, Status, Version  # noqa: E402

_GREEDY_UP_TO = 320
"""Articles above which the baseline, whose cost grows with the square, is not waited for."""
_DIGITS = "〇一二三四五六七八九"
_SUBJECTS = ("平台运营者", "数据处理者", "示例市网信部门", "服务提供者", "检测机构", "登记机关")
_ACTS = ("应当建立", "不得泄露", "可以委托", "负责审查", "应当及时公布", "定期评估")
_BASE, _LETTERS = 0x4E00, 2000
_WORDS = (
    *("平台运营者", "数据处理者", "网信部门", "国务院", "单位", "个人", "信息", "日志", "和", "的"),
    *("应当", "不得", "可以", "保存", "备案", "审查", "六个月", "五日内", "第五条", "责令改正"),
    *(
        "处五万元以上十万元以下罚款",
        "依照",
        "本法",
        "有关",
        "规定",
        "或者",
        "及其",
        "对",
        "时",
        "后",
    ),
)


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


_Text = TypeVar("_Text")


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


def _seconds(work: Callable[[_Text, _Text], object], old: _Text, new: _Text) -> float:
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


def one_article(largest: int, rounds: int) -> None:
    """Table of the comparison of ever longer articles, a change in every 25 words or so."""
    heads = f"{'without marks s':>18}{'exponent':>10}{'with marks s':>15}{'exponent':>10}"
    print(f"\n{'one article':24}{heads}")
    before: tuple[int, list[float]] | None = None
    for letters in (largest // 4, largest // 2, largest):
        spent = []
        for marks in ("", "，；\n"):
            old, new = (_version(text) for text in _giant(letters, marks))
            spent.append(min(_seconds(redline, old, new) for _ in range(rounds)))
        told = f"{letters:7} characters{spent[0]:24.2f}"
        growth = [
            math.log(now / then) / math.log(letters / before[0]) if before else math.nan
            for now, then in zip(spent, before[1] if before else spent, strict=True)
        ]
        print(f"{told}{growth[0]:10.2f}{spent[1]:15.2f}{growth[1]:10.2f}")
        before = letters, spent


def _giant(letters: int, marks: str) -> tuple[str, str]:
    """An article of many words of the law and its revision."""
    chance = random.Random(letters)

    def word() -> str:
        return chance.choice(_WORDS) + (
            chance.choice(marks) if marks and not chance.randrange(6) else ""
        )

    old = [word() for _ in range(letters // 4)]
    new = [word() if not chance.randrange(25) else one for one in old]
    return "".join(old), "".join(new)


def _version(text: str) -> Version:
    return Version("", "", "示例办法", Status.PROMULGATED, date.min, tuple(_law([text])), "")


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
    """Runs the three measurements."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--articles", type=int, default=1260, help="of the longest revision")
    options.add_argument("--characters", type=int, default=60_000, help="of the longest article")
    chosen = options.parse_args()
    alignment(chosen.articles, chosen.rounds)
    one_article(chosen.characters, chosen.rounds)
    process(chosen.rounds)


if __name__ == "__main__":
    main()
