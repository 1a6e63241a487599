"""Authorities (机关) and the names that one of them has borne in turn; replaced words."""

import re
from functools import cache

from digest.law.lexicon import folded, load

_OFFICE = (
    r"(?:(?:行政|业务)?(?:主管|监督管理|管理|监督|执法|职能)(?:部门|机构|机关)|行政部门|行政主管|行政管理|行政"
    r"|监督管理|监督|管理|主管|工作部门|工作机构|部门|机构|机关|委员会|（[^（）]{0,20}）)"
)
_DEPARTMENT = (
    "行政主管部门|行政管理部门|监督管理部门|监督管理机构|监督管理主管部门|主管部门|管理部门"
    "|行政部门|监管部门|部门"
)
_TAIL = re.compile(rf"{_OFFICE}++$")
_ABOVE = re.compile(r"(?:国务院|县级以上|地方|各级|所在地|当地|人民政府)+(?=.)")
_LEVEL = re.compile(
    r"国务院|全国|国家|中央|省|自治区|直辖市|市|县|区|乡|镇|各级|本级|上级|下级|同级"
)


def same_authority(old: str, new: str) -> bool:
    """True when two names are one authority under an older and a newer name (renamings.toml), or
    differ in the words only that every authority bears (数据主管部门, 数据管理部门)."""
    a, b = _core(old), _core(new)
    if bool(_ABOVE.match(a)) != bool(_ABOVE.match(b)) and (a, b) not in _renamed():
        a, b = _ABOVE.sub("", a), _ABOVE.sub("", b)  # a level that one of them leaves unsaid
    if a == b:
        return True
    while a and b and a[0] == b[0] and (a, b) not in _renamed():
        a, b = a[1:], b[1:]
    return (a, b) in _renamed()


def same_level(old: str, new: str) -> bool:
    """True when two authorities stand at one level of the state, as far as their names tell."""
    a, b = (set(_LEVEL.findall(folded(name))) for name in (old, new))
    return not a or not b or a == b


def in_newest_terms(words: str) -> str:
    """Words with the newest term of the field for each that it has replaced (公民, 自然人)."""
    known, newest = _terms()
    return known.sub(lambda found: newest[found[0]], folded(words))


def abolished(name: str) -> bool:
    """True for an authority that a reform has ended or renamed."""
    core = _core(name)
    return any(core == old for old, _ in _renamed())


def pattern() -> str:
    """A regular expression of names of departments, for text without marks (环境保护主管部门)."""
    terms = "|".join(sorted({t for run in load("renamings")["terms"] for t in run}, key=len)[::-1])
    known = {re.sub("[（）]", "", name) for run in _runs() for name in run}
    longest = sorted(known, key=len, reverse=True)
    return f"{terms}|(?:{'|'.join(longest)})(?:{_DEPARTMENT})"


def _core(name: str) -> str:
    plain = re.sub(r"（以下[^）]*）|有关|[\s和与及等]", "", folded(name))
    return _TAIL.sub("", plain)


def _runs() -> list[list[str]]:
    runs: list[list[str]] = load("renamings")["authorities"]
    return runs


@cache
def _terms() -> tuple[re.Pattern[str], dict[str, str]]:
    """Terms that were ever replaced, and what each is called last."""
    newest: dict[str, str] = {}
    for run in load("renamings")["terms"]:
        last = next((newest[term] for term in run if term in newest), run[-1])
        newest |= dict.fromkeys(run, last)
    longest = sorted(newest, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest))), newest


@cache
def _renamed() -> frozenset[tuple[str, str]]:
    return frozenset((_core(a), _core(b)) for run in _runs() for a in run for b in run if a != b)
