"""Changed stretches of an article with the texts they stand in, and the clauses, sentences and
items that they make up (变更片段)."""

import re
from dataclasses import dataclass
from functools import lru_cache

from digest.law.difference import Region
from digest.law.lexicon import folded

_STOP = re.compile(r"[。；\n]")
_SENTENCE = re.compile(r"(?<=[。；])")
_LINE = re.compile(r"\n(?=[（(\d])|(?<=[^\w])\n")
_MARKS = frozenset("，。；：")
_ITEM = 24
"""Characters that an item of a list may go on beside a change."""
_ITEM_END = re.compile(r"\W|的(?=\W)")
_CASE_ENDS = re.compile(r"[^，。；]{0,16}的(?:[，：；]|$)")
"""Behind words of a case or of a breach, which is no way to do what must be done."""
_PASSAGE = 6
"""Characters from which an inserted or deleted clause is told as one change."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A changed stretch with the texts it stands in."""

    old: str
    new: str
    region: Region

    @property
    def words(self) -> tuple[str, str]:
        r = self.region
        return self.old[r.old_start : r.old_end], self.new[r.new_start : r.new_end]

    def around(self) -> tuple[str, str]:
        """What stands before it in its sentence and behind it, in the fuller of both texts."""
        _, b = self.words
        text, start, end = (
            (self.new, self.region.new_start, self.region.new_end)
            if b.strip()
            else (self.old, self.region.old_start, self.region.old_end)
        )
        return _around(text, start, end)


@lru_cache(maxsize=8)
def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Asked for several times in turn, for one change."""
    before = _STOP.split(unwrapped(text[max(0, start - 240) : start]))[-1]
    after = _STOP.split(unwrapped(text[end : end + 120]), maxsplit=1)[0]
    return before, after


def unwrapped(text: str) -> str:
    """Without the line ends of a page inside a sentence."""
    return re.sub(r"(?<=[\w、，]) *\n *(?=\w)", "", folded(text))


def sentences(text: str) -> list[str]:
    """The sentences of a passage."""
    return [part for line in lines(text) for part in _SENTENCE.split(line) if _has_words(part)]


def lines(text: str) -> list[str]:
    """The 款 and 项 of a passage."""
    return [line for line in _LINE.split(text) if _has_words(line)]


def _has_words(text: str) -> bool:
    return sum(map(str.isalnum, text)) > 1


def is_passage(text: str, before: str, after: str) -> bool:
    """True for words that make a clause or a sentence of their own."""
    whole = before[-1:] in "，。；：\n" or before.endswith(("）", "应当", "必须"))
    plain = re.sub(r"\n\s*（[一二三四五六七八九十]+）$", "", folded(text).strip())
    return len(plain) >= _PASSAGE and whole and (plain[-1:] in _MARKS or after[:1] in _MARKS)


def is_choice(stretch: Stretch, words: str) -> bool:
    """True for one way more to do what must be done: 应当到银行或者…缴纳."""
    before, after = (re.sub(r"\s", "", side) for side in stretch.around())
    if _CASE_ENDS.match(after):
        return False
    obliged = re.search(r"应当?|必须", before) and not re.search(
        r"不得|禁止|防止|避免|的[，：]", before
    )
    return bool(obliged and folded(words).strip().startswith("或"))


def item(stretch: Stretch) -> Region:
    """The changed words with what goes on around them up to the marks of their item, on both sides:
    责令改正 and 责令限期改正, 关闭网站 and 关闭网站或者应用程序."""
    r = stretch.region
    old, new = stretch.old, stretch.new
    words_ = stretch.words[1] or stretch.words[0]
    first, then = r.old_start, r.new_start
    back = on = 0
    if words_[:1].isalnum():
        # a mark that stands behind the item stood behind what it joins
        first -= _marks(old, first) * (first == r.old_end)
        then -= _marks(new, then) * (then == r.new_end)
        back = _item_end(new[max(0, then - _ITEM) : then][::-1])
    if words_[-1:].isalnum():
        on = _item_end(old[r.old_end : r.old_end + _ITEM])
    last = first if first < r.old_start else r.old_end + on
    end = then if then < r.new_start else r.new_end + on
    same = (
        old[first - back : first] == new[then - back : then]
        and old[r.old_end : r.old_end + on] == new[r.new_end : r.new_end + on]
    )
    return Region(first - back, last, then - back, end) if same else r


def _marks(text: str, end: int) -> int:
    """How many marks stand before a place."""
    start = end
    while start and text[start - 1] in "、，；":
        start -= 1
    return end - start


def _item_end(text: str) -> int:
    found = _ITEM_END.search(folded(text))
    return found.start() if found else len(text) * (len(text) < _ITEM)
