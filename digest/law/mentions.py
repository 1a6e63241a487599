"""Names of instruments printed without 《》: 个保法第五十五条, 根据宪法, 民法通则第一百零六条.

Known names are found wherever they stand as words; an unknown one only as 根据某某法第N条.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from digest.law.names import chinese_names, firm_names

_BEFORE = re.compile(
    r"(?<![㐀-鿿A-Za-z0-9〈])"
    r"|(?<=[据照反合及和与或为是对在按依了如见从由国于用即将除违的新把经以至就到去有因指括虑着使让向含等被比])"
    r"|(?<=违反|遵守|实施|执行|援引|遵循|违背|触犯|修订|修改|纳入|列入|提出|解读|落实|贯彻|结合|参考|基于|围绕)"
)
"""What may stand before a name: 示例市标识办法 is not 标识办法."""
_AFTER = (
    r"(?!规(?!定)|制(?!定)|[律治案学典院庭官人理务域盲条]|(?:的)?(?:实施|解释|修正|施行)(?:条例|细则|办法|规定|法|案)"
    r"|(?:若干|有关|相关)?问题|〉|(?:征求意见|修订|修正)?(?:草案|稿)(?=的))"
)
_PLACED = r"(?=(?:的|中的|中|之| )?第[ \n]?[0-9零〇一二三四五六七八九十百千])"
_UNKNOWN = re.compile(
    r"(?:根据|依据|依照|按照|违反|适用|符合|参照|具有|具备|构成|属于|和|及|、|将|对)(?P<name>(?!本|该|上述|前述|修改|新|原|其他|有关)"
    r"[一-鿿]{2,24}(?:法|通则|条例))" + _PLACED
)
_NO_LAW = re.compile(
    r"[和与及或的在对将本该不其未去]|根据|依照|规定|办法$|做法$|方法$|用法$|执法$|违法$|立法$|司法$"
)
_STATUTE = re.compile(r"[一-鿿]{4,}法|民法[通总]则|民法典")
"""Laws with names so full that they are no part of a longer one: 落实网络安全法 has no mark where
the name begins."""
_CONSTITUTION = re.compile(r"(?:根据|依据|依照|按照|遵照|违反)\Z")
_PREFIX = "中华人民共和国"


class Mentions:
    """Finds the names of one text: the known ones and those it defines (``short``)."""

    def __init__(self, short: Mapping[str, str]) -> None:
        self._names = {**chinese_names(), **short}
        self._firm = firm_names() | short.keys()
        own = {name for name in short if name not in chinese_names()}
        self._patterns = (_known(), *([_pattern(own)] if own else []))

    def find(self, plain: str) -> Iterator[tuple[int, int, str, bool]]:
        """Start, end, title, and whether the name may stand without a place."""
        for pattern in self._patterns:
            for found in pattern.finditer(plain):
                name, start = found["name"], found.start()
                if not (_STATUTE.fullmatch(name) or _BEFORE.match(plain, start)):
                    continue
                if plain[max(0, start - len(_PREFIX)) : start] == _PREFIX:
                    start -= len(_PREFIX)
                firm = name in self._firm
                if name == "宪法":
                    firm = _is_the_constitution(plain, start, found.end())
                yield start, found.end(), self._names[name], firm
        for found in _UNKNOWN.finditer(plain) if "第" in plain else ():
            name = found["name"]
            if name not in self._names and not _NO_LAW.search(name):
                title = name.removeprefix(_PREFIX)
                yield found.start("name"), found.end("name"), title, False


def _is_the_constitution(plain: str, start: int, end: int) -> bool:
    """根据宪法, 宪法序言, and not the 宪法 that all must keep."""
    asked = _CONSTITUTION.search(plain, max(0, start - 2), start)
    return bool(asked) or plain.startswith("序言", end)


@cache
def _known() -> re.Pattern[str]:
    return _pattern(chinese_names())


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?P<name>{either(sorted(names))}){_AFTER}")


def either(names: list[str]) -> str:
    """An expression for any of the sorted ``names``, the longest first, one branch a character:
    an alternation of hundreds would be tried whole at every place."""
    branches: dict[str, list[str]] = {}
    for name in names:
        if name:
            branches.setdefault(name[0], []).append(name[1:])
    any_of = "|".join(re.escape(first) + either(rest) for first, rest in branches.items())
    if not any_of:
        return ""
    grouped = f"(?:{any_of})" if len(branches) > 1 or "" in names else any_of
    return f"{grouped}?" if "" in names else grouped
