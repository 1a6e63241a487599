"""Link farms on hijacked pages, by their words and by their shape (黑链, 寄生页)."""

import re
from functools import cache

from digest.text.lines import hits, page
from digest.text.normalise import simplified
from digest.text.pieces import Piece, compact, lexicon, starts_article

_PIPES = "|｜丨│┃¦‖"
_SEPARATOR = re.compile(rf"(?<=[^\W_])_(?=[^\W_])|[{_PIPES}]")
"""A pipe, or an underscore between two words; the blanks of a form (____) are none."""
_BAR = re.compile(f"[_{_PIPES}]")
_UNDERSCORE = re.compile(r"(?<=[^\W_])_(?=[^\W_])")
_SENTENCE_END = re.compile(r"[。？；?;]|\.\s")
"""Law and prose; an exclamation is what farms shout with."""
_LAW = re.compile(r"第\s?[〇零一二三四五六七八九十百千两兩0-9０-９]")
_WIDE = re.compile("[\u3400-\u9fff]")
_INSTRUMENT = re.compile(
    r"(?:法|条例|規定|规定|辦法|办法|通知|公告|决定|決定|标准|標準|意见|意見|细则|解释)$"
)
_TABLE_ROW = re.compile(rf"^[{_PIPES}]|(?:\s[{_PIPES}]\s)")
_SHORT = 20
"""Characters of one word or two of a farm that has a line for each."""
_TOKEN = 12
"""Characters; the tokens of a farm are on average no longer."""
_EDGE = 12
"""Pieces at either end of a page where a farm needs no telling word."""

_LIST = 3
"""Telling lines that are a list of words where no other farm is."""

FARM = "spam.link-farm"


def rule(text: str) -> str | None:
    """The rule that calls a line spam by its words, whatever stands around it, or None.

    An article (第N条) is never spam; a law against pornography or gambling has one such word in a
    sentence, a farm has little else.
    """
    return _rule(text, _words(text))


def _rule(text: str, words: str) -> str | None:
    hits = _hits(words)
    separators = len(_SEPARATOR.findall(text)) if _BAR.search(text) else 0
    if not (hits or separators) or _LAW.match(text) or _is_sentence(text):
        return None
    if starts_article(text) and (separators < 3 or hits < 2):
        return None
    if separators >= 3 and any(word in words for word in lexicon()["spam"]["farm"]):
        return FARM
    # half of the tokens of a short line, some of the many of a long one
    if separators and hits >= 2 and (hits * 3 > separators or hits >= 4):
        return FARM
    if separators >= 2 and hits and len(words) <= _TOKEN * (separators + 1):
        return FARM if hits * 2 > separators or separators >= 5 else None
    return "spam.adult" if hits >= 3 and hits * 25 > len(words) else None


def marked(pieces: list[Piece], words: list[str]) -> list[Piece]:
    """The pieces, with a rule on each that belongs to a link farm. ``words``: the text of each in
    simplified characters without spaces."""
    low = [line.lower() for line in words]
    tells = set(hits(_telling(), page(low)))
    # a line without a telling word and without a bar is no farm's
    suspects = tells.union(hits(_BAR, page(words)))
    if not suspects:
        return pieces
    found = list(pieces)
    for i in suspects:
        if not found[i].rule and (why := _rule(found[i].text, low[i])):
            found[i] = found[i].drop(why)
    found = _edges(found)
    return _word_lists(found, tells) if tells else found


def without_spam(title: str | None, pieces: list[Piece]) -> str | None:
    """A title without the words of a farm beside it: the longest line of the page in it, else its
    longest clean part, else None."""
    if not title or not _tainted(title):
        return title
    lines = [p.text for p in pieces if not p.rule and len(p.text) >= 4 and p.text in title]
    lines = [text for text in lines if not _tainted(text)]
    parts = [part.strip(" -—:：") for part in _SEPARATOR.split(title)]
    clean = [p for p in parts if len(p) >= 6 and not _hits(_words(p))]
    named = [p for p in clean if _INSTRUMENT.search(p)]
    return max(lines or named or clean, key=len, default=None)


def label(text: str | None) -> str | None:
    """A name (publisher, author, file), or None when it is spam."""
    return None if text and _tainted(text) else text


def _tainted(text: str) -> bool:
    words = _words(text)
    hits = _hits(words)
    dense = hits * 8 >= len(text) and not _INSTRUMENT.search(text)
    return bool(_rule(text, words)) or dense or _is_row(text)


def _hits(words: str) -> int:
    if not _telling().search(words):
        return 0
    lists = lexicon()["spam"]
    return sum(word in words for name in ("adult", "gambling") for word in lists[name])


@cache
def _telling() -> re.Pattern[str]:
    """Any word of the lists: hardly a line of an honest page has one, and one search tells."""
    lists = lexicon()["spam"]
    return re.compile("|".join(map(re.escape, (*lists["adult"], *lists["gambling"]))))


def _is_sentence(text: str) -> bool:
    """Whether there is a sentence for every five separators: prose with a bar in it."""
    ends = len(_SENTENCE_END.findall(text))
    return bool(ends) and len(_SEPARATOR.findall(text)) <= 4 * ends


def _edges(pieces: list[Piece]) -> list[Piece]:
    """Rows of many short tokens at either end of a page, whatever they say."""
    found = list(pieces)
    shown = [i for i, piece in enumerate(pieces) if not piece.rule]
    for order in (shown[:_EDGE], shown[: -_EDGE - 1 : -1]):
        for i in order:
            text = pieces[i].text
            if starts_article(text) or (len(text) > 40 and _is_sentence(text)):
                break
            if _is_row(text) and not _is_table(text, [p.text for p in _beside(pieces, i)]):
                underscores = len(_UNDERSCORE.findall(text))
                # a row of bars alone may be the menu of an honest site
                found[i] = found[i].drop(FARM if underscores >= 2 else "site.chrome")
    return found


def _beside(pieces: list[Piece], at: int) -> list[Piece]:
    return [*pieces[max(0, at - 1) : at], *pieces[at + 1 : at + 2]]


def _is_row(text: str) -> bool:
    if not _BAR.search(text):
        return False
    tokens = [token.strip() for token in _SEPARATOR.split(text) if token.strip()]
    wide = sum(bool(_WIDE.search(token)) for token in tokens)
    short = sum(map(len, tokens)) <= _TOKEN * len(tokens)
    return len(tokens) >= 5 and short and wide * 2 > len(tokens) and not _is_sentence(text)


def _is_table(text: str, beside: list[str]) -> bool:
    """A row of a table stands beside one with as many cells, and its bars stand free."""
    bars = len(_SEPARATOR.findall(text))
    return (
        bool(_TABLE_ROW.search(text))
        and not _UNDERSCORE.search(text)
        and any(len(_SEPARATOR.findall(other)) == bars for other in beside)
    )


def _word_lists(pieces: list[Piece], tells: set[int]) -> list[Piece]:
    """On a page with a farm, or with one word a line: every short telling line (``tells``), and
    what stands between two of them."""
    sown = any((p.rule or "").startswith("spam.") and p.rule != "spam.hidden" for p in pieces)
    if not sown and len(tells) < _LIST:
        return pieces
    found = list(pieces)
    run: list[int] = []
    for i, piece in enumerate([*pieces, Piece("。")]):
        if i < len(pieces) and piece.rule:
            continue
        if i < len(pieces) and _is_word(piece.text):
            run.append(i)
            continue
        telling = [j for j in run if j in tells]
        if len(telling) >= _LIST or (sown and telling):
            for j in range(telling[0], telling[-1] + 1):
                if j in telling or len(found[j].text) <= 6:
                    found[j] = found[j].drop("spam.adult")
        run = []
    return found


def _is_word(text: str) -> bool:
    """Whether a line may be one of a list: a few words, no sentence, no title of an instrument."""
    if len(text) > _SHORT or starts_article(text) or _SENTENCE_END.search(text):
        return False
    return not _INSTRUMENT.search(text)


def _words(text: str) -> str:
    return compact(simplified(text)).lower()
