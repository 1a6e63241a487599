"""Titles of instruments: the form they are cited by, and the known names of each."""

import re
from functools import cache

from digest.law.lexicon import folded, load

_DRAFT = re.compile(
    r"（(?:[^（）]{0,8}(?:征求意见稿|草案|审议稿|送审稿|报批稿|讨论稿)[^（）]{0,10}"
    r"|(?:20|19)[0-9]{2}年?[^（）]{0,8}(?:修正|修订|版)?|修正|修订)）"
)
_TITLE_END = re.compile(
    r"(?:法|法典|条例|规定|办法|决定|规则|细则|指南|标准|规范|要求|解释|指引|方法|决议|目录|清单)(?:（[^（）]{1,8}）)?$"
)
_FOREIGN_END = re.compile(r"法案$|协定$|公约$|指令$")
_PREFIX = re.compile(r"中?华人民共和国(?=.{2})")
"""A hard-wrapped title may lose its first character to the line above."""


def bare_title(name: str) -> str:
    """A title without 《》, 中华人民共和国 and the marks of a draft, in simplified script."""
    title = folded(name).replace("\n", "").strip(' 《》"')
    title = _DRAFT.sub("", title).strip()
    return _PREFIX.sub("", title, count=1) if _PREFIX.match(title) else title


def full_title(name: str) -> str | None:
    """The canonical title of a known instrument (digest/data/instruments.toml) for any of its
    names: with 中华人民共和国, short, as a draft, in traditional script, in English."""
    return _titles().get(_key(bare_title(name)))


def well_formed(title: str) -> bool:
    """Whether a title in 《》 is that of a Chinese instrument, known or not."""
    known = load("instruments")["foreign"]
    return bool(_TITLE_END.search(title)) and title not in known and not _FOREIGN_END.search(title)


def is_act(title: str) -> bool:
    """Whether a title in 《》 names a legal act of any country, and not a book or a journal."""
    return len(title) > 3 and bool(_TITLE_END.search(title) or _FOREIGN_END.search(title))


@cache
def chinese_names() -> dict[str, str]:
    """Every Chinese name by its folded form, to find names printed without 《》."""
    return {
        folded(name): entry["title"]
        for entry in load("instruments")["instrument"]
        for name in (entry["title"], *entry.get("names", ()))
    }


@cache
def english_names() -> dict[str, str]:
    """English names and abbreviations, in lower case, to the canonical title."""
    return {
        name.lower(): entry["title"]
        for entry in load("instruments")["instrument"]
        for name in (*entry.get("english", ()), *entry.get("abbreviations", ()))
    }


def _key(name: str) -> str:
    return re.sub(r"[\s·]", "", name).replace("〈", "").replace("〉", "").casefold()


@cache
def _titles() -> dict[str, str]:
    table: dict[str, str] = {}
    for entry in load("instruments")["instrument"]:
        for field in ("names", "english", "abbreviations"):
            for name in entry.get(field, ()):
                table[_key(folded(name))] = entry["title"]
    for entry in load("instruments")["instrument"]:  # a full title wins over a short name
        table[_key(folded(entry["title"]))] = entry["title"]
    return table
