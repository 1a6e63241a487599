"""Word lists of the rules (digest/data) and the form of a text the rules are written for."""

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from digest.text.normalise import simplified

NUM = r"(?:[0-9]{1,4}|[零〇一二三四五六七八九十百千两]{1,9})"
"""A number as labels and quantities print it."""

_SPACES = "\t\x0b\x0c\r\x85\xa0\u2028\u2029\ufeff\u3000" + "".join(map(chr, range(0x2000, 0x200E)))
_FOLD = {
    **dict(zip("(),;:?!", "（），；：？！", strict=True)),
    **dict.fromkeys("“”「」『』＂", '"'),
    **dict(zip("＜＞．％－", "〈〉.%-", strict=True)),
    **dict(zip("０１２３４５６７８９", "0123456789", strict=True)),
    **dict.fromkeys(_SPACES, " "),
}
_FOLDED = re.compile(f"[{''.join(map(re.escape, _FOLD))}]")


@cache
def load(name: str) -> dict[str, Any]:
    """One lexicon, ``digest/data/<name>.toml``."""
    return tomllib.loads((resources.files("digest.data") / f"{name}.toml").read_text("utf-8"))


def folded(text: str) -> str:
    """``text`` in simplified script, full-width punctuation, plain spaces; character by character,
    so that an offset in it is an offset in ``text``."""
    return _page(text) if len(text) > _LONG else _words(text)


_LONG = 500
"""Characters: the text of a page, which each of its readers folds."""


@lru_cache(maxsize=1)
def _page(text: str) -> str:
    return _folded(text)


@lru_cache(maxsize=512)
def _words(text: str) -> str:
    """A name or a clause, which every rule of an article folds again."""
    return _folded(text)


def _folded(text: str) -> str:
    plain = simplified(text)
    if len(plain) != len(text):  # a phrase rule changed the length: convert by character
        plain = "".join(c if len(s := simplified(c)) != 1 else s for c in text)
    return _FOLDED.sub(lambda found: _FOLD[found[0]], plain)
