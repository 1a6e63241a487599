"""Is this text about the field at all? Asked before the encoder runs, answered by words alone.

A text is relevant when it cites an article of the register, when its title speaks of the field, or
when enough of its sentences do: a subject of the field in the language of duties. A passage, which
someone picked, needs less: any citation that leads to the register, or words close to a line's.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

TITLE = re.compile(r"《([^《》\n]{2,60})》")
LATIN = re.compile("[A-Za-z0-9]")
STANDARDS = ("方法", "标准", "规范", "指南", "要求")
"""How the titles of standards end."""
SHORTEST = 8
"""Characters left without titles; a sentence of less is matched with them."""
SHORT = 15
"""Sentences; in a shorter text one that speaks of the field is enough, in a longer one it takes two
and this share of all: less is a text about something else that mentions the field."""
SHARE = 0.05
NEAR = 0.2
"""Cosine of the words of a passage and a line from which the passage is about the line's matter."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of the field (digest/data/field.toml), compiled."""

    subjects: re.Pattern[str]
    duties: re.Pattern[str]
    asks: re.Pattern[str]
    noise: re.Pattern[str]
    genres: tuple[str, ...]
    background: tuple[str, ...]


@cache
def lexicon() -> Lexicon:
    data = tomllib.loads(resources.files("digest.data").joinpath("field.toml").read_text("utf-8"))
    return Lexicon(
        subjects=_any_of(data["subjects"]),
        duties=_any_of(data["duties"]),
        asks=_any_of(data["asks"]),
        noise=_any_of(data["noise"]),
        genres=tuple(data["genres"]),
        background=tuple(data["background"]),
    )


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    """Latin words match whole, also beside Chinese (AIGC技术); Chinese words match anywhere."""
    return re.compile("|".join(map(_word, words)), re.IGNORECASE)


def _word(word: str) -> str:
    before = r"(?<![a-z0-9])" if LATIN.match(word[0]) else ""
    after = r"(?![a-z0-9])" if LATIN.match(word[-1]) else ""
    return before + re.escape(word) + after


def relevant(title: str, sentences: Sequence[str], cites_article: bool = False) -> bool:
    """Whether the encoder is worth running.

    ``title`` and ``sentences`` in simplified characters; ``cites_article``: the text cites an
    article that a line of the register rests on, or is an instrument of the register.
    """
    if not sentences:
        return False
    if cites_article or speaks_of_field(title) or speaks_of_field(f"《{title}》"):
        return True
    words = lexicon()
    about = sum(map(speaks_of_field, sentences))
    noise = sum(1 for sentence in sentences if words.noise.search(sentence))
    if noise > about:
        return False
    return about >= (1 if len(sentences) < SHORT else max(2, SHARE * len(sentences)))


def relevant_passage(
    sentences: Sequence[str], context: Sequence[str], near: float = 0.0, cites: bool = False
) -> bool:
    """The same for a piece of a text: a subject of the field will do, or a text before it that is
    relevant; but security news has to speak of duties itself.

    ``near``: the cosine of its words with the nearest line; ``cites``: it names an instrument that
    a line rests on.
    """
    words = lexicon()
    if cites:
        return True
    if any(words.noise.search(sentence) for sentence in sentences):
        return relevant("", sentences)
    if near >= NEAR or any(words.subjects.search(s) for s in sentences):
        return True
    return relevant("", context)


def without_titles(sentence: str) -> str:
    """A sentence without the titles of laws, whose words say nothing of a duty; a licence in 《》
    stays, and a standard, whose title is what it asks for."""
    said = TITLE.sub(lambda title: "" if _is_law(title[1]) else title[0], sentence)
    return said if len(said) >= SHORTEST else sentence


def _is_law(title: str) -> bool:
    bare = title.rstrip("）)")
    return bare.endswith(lexicon().genres) and not bare.endswith(STANDARDS)


def speaks_of_field(sentence: str) -> bool:
    """A subject of the field in the language of duties, or an instrument of the field by title."""
    words = lexicon()
    if words.subjects.search(sentence) is None:
        return False
    return words.duties.search(sentence) is not None or any(
        words.subjects.search(title) and title.rstrip("）)").endswith(words.genres)
        for title in TITLE.findall(sentence)
    )
