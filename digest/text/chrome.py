"""Which pieces are not text of the release, by what they say: chrome, promotion, link farms."""

import re
from functools import cache

from digest.text import portal, spam
from digest.text.lines import hits, opening, page, whole
from digest.text.normalise import has_key, key, simplified_lines
from digest.text.pieces import Piece, compact, lexicon, starts_article

_PUNCTUATION = re.compile(r"[\W_]+")
_NO_LETTER = whole(r"(?:[^\w\n]|_)*+")
_LONGEST = 160
_LONGEST_WHOLE = 120
_LONGEST_PROMOTION = 60
"""Characters of a line that a rule looks at: by its beginning, by all of it, as promotion."""
_RUN_OF_LINKS = 4
"""Pieces; so many link-only lines in a row are a menu or a list of other articles."""


def marked(pieces: list[Piece], title: str | None) -> list[Piece]:
    """The pieces, with a rule on each that is not text."""
    pieces = portal.split(pieces)
    words = _words(pieces)
    found = _lines(spam.marked(pieces, words), words)
    found = _beside_chrome(_menus(found), words)
    found = _wechat_tail(found)
    found = _other_articles(found, words)
    wanted = key(title).text if title else ""
    found = portal.marked(_between_promotions(found), words, wanted)
    return _repeated_title(found, wanted)


def _words(pieces: list[Piece]) -> list[str]:
    """Each piece in simplified characters without spaces, as labels are compared; "" for what is
    dropped already."""
    lines = simplified_lines(["" if piece.rule else piece.text for piece in pieces])
    return [compact(line) for line in lines]


def _lines(pieces: list[Piece], words: list[str]) -> list[Piece]:
    """Rules that look at one line alone. What starts an article is never dropped by them."""
    found = list(pieces)
    for i, rule in _rules(words).items():
        if not found[i].rule and not starts_article(found[i].text):
            found[i] = found[i].drop(rule)
    return found


def _rules(words: list[str]) -> dict[int, str]:
    """The lines that a rule hits, each with the first of its rules."""
    short = page(line if len(line) <= _LONGEST else "" for line in words)
    labels = _wechat_labels()
    found = {i: "wechat.chrome" for i, line in enumerate(words) if line in labels}
    for i in hits(_NO_LETTER, page(words)):
        found.setdefault(i, "punctuation")
    for i in hits(_chrome_starts(), short):
        found.setdefault(i, "site.chrome")
    for i in hits(_patterns("chrome"), short):
        if len(words[i]) <= _LONGEST_WHOLE:
            found.setdefault(i, "site.chrome")
    for i in _promotions(words, short):
        found.setdefault(i, "promotion")
    return found


def _promotions(words: list[str], short: str) -> set[int]:
    """Lines that ask to subscribe, scan or buy; not those that tell how to answer a notice."""
    keep = lexicon()["promotion"]["keep"]
    found = {i for i in hits(_asking(), short) if not any(word in words[i] for word in keep)}
    found.update(hits(_patterns("promotion"), short))
    sentence = ("。", "；")
    return {
        i for i in found if len(words[i]) <= _LONGEST_PROMOTION and words[i][-1] not in sentence
    }


def _menus(pieces: list[Piece]) -> list[Piece]:
    if len([piece for piece in pieces if piece.linked > 0.8]) < _RUN_OF_LINKS:
        return pieces
    found = list(pieces)
    run: list[int] = []
    for i, piece in enumerate([*pieces, Piece("", linked=0.0)]):
        if i < len(pieces) and (piece.rule in ("image", "punctuation") or not piece.text):
            continue
        link_only = piece.linked > 0.8 and not piece.heading and portal.size(piece.text) <= 60
        # addresses written out are the sources of a text
        link_only = link_only and not piece.text.startswith("http")
        if link_only and piece.rule in (None, "site.chrome"):
            run.append(i)
            continue
        if len(run) >= _RUN_OF_LINKS:
            for j in run:
                found[j] = found[j].drop("site.chrome")
        run = []
    return found


def _beside_chrome(pieces: list[Piece], words: list[str]) -> list[Piece]:
    """Words that a text may have as a heading are chrome only right beside other chrome."""
    labels = _beside_labels()
    if labels.isdisjoint(words):
        return pieces
    found = list(pieces)
    for order in (range(len(found)), range(len(found) - 1, -1, -1)):
        beside = False
        for i in order:
            if not found[i].rule and beside and words[i] in labels:
                found[i] = found[i].drop("site.chrome")
            if found[i].rule != "image":
                beside = found[i].rule == "site.chrome"
    return found


def _wechat_tail(pieces: list[Piece]) -> list[Piece]:
    """From the first tail label on, when only short lines follow it."""
    tail, bar = (frozenset(lexicon()["wechat"][name]) for name in ("tail", "bar"))
    start = len(pieces)
    below = None
    for i in range(len(pieces) - 1, -1, -1):
        words = compact(pieces[i].text)
        if pieces[i].rule is None and (len(words) > 40 or starts_article(pieces[i].text)):
            break
        follows = below is not None and (start == i + 1 or below in bar)
        if words in tail or words + (below or "") in tail or (words in bar and follows):
            start = i
        below = words
    if start == len(pieces):
        return pieces
    return [p if i < start else p.drop("wechat.chrome") for i, p in enumerate(pieces)]


def _other_articles(pieces: list[Piece], words: list[str]) -> list[Piece]:
    """From 往期推荐 and the like on, when only short lines or links follow."""
    lists = tuple(lexicon()["promotion"]["lists"])
    start = None
    for i in range(len(pieces) - 1, -1, -1):
        piece = pieces[i]
        if not piece.rule and _PUNCTUATION.sub("", words[i]) in lists:
            start = i
        elif piece.rule is None and piece.linked < 0.5 and _is_prose(piece.text):
            break
    if start is None:
        return pieces
    return [p if i < start else p.drop("promotion") for i, p in enumerate(pieces)]


def _is_prose(text: str) -> bool:
    if text.startswith("附件"):
        return True
    return len(text) > 60 or starts_article(text) or text.endswith(("。", "！", "？", "）"))


def _between_promotions(pieces: list[Piece]) -> list[Piece]:
    """A short line between two promotions belongs to them (a campaign's name); so does one
    between a promotion and the end."""
    if not any(piece.rule == "promotion" for piece in pieces):
        return pieces
    found = list(pieces)
    silent = ("image", "punctuation", "wechat.chrome")
    shown = [i for i, p in enumerate(pieces) if p.rule not in silent]
    for before, at, after in zip(shown, shown[1:], [*shown[2:], None], strict=False):
        ended = after is None or pieces[after].rule == "promotion"
        short = len(pieces[at].text) <= 20 and not _is_prose(pieces[at].text)
        if pieces[before].rule == "promotion" and ended and short:
            found[at] = found[at].drop("promotion")
    return found


def _repeated_title(pieces: list[Piece], wanted: str) -> list[Piece]:
    """The title (its key) once: saved pages print it up to three times before the text begins."""
    if not wanted:
        return pieces
    found = list(pieces)
    seen = False
    for i, piece in enumerate(pieces):
        if piece.rule:
            continue
        if has_key(piece.text, wanted):
            if seen:
                found[i] = piece.drop("title")
            seen = True
        elif len(piece.text) > 40:
            break
    return found


@cache
def _wechat_labels() -> frozenset[str]:
    lists = lexicon()["wechat"]
    return frozenset((*lists["labels"], *lists["tail"]))


@cache
def _chrome_starts() -> re.Pattern[str]:
    return opening("|".join(map(re.escape, lexicon()["chrome"]["starts"])))


@cache
def _asking() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, lexicon()["promotion"]["markers"])))


@cache
def _patterns(name: str) -> re.Pattern[str]:
    return whole("|".join(lexicon()[name]["lines"]))


@cache
def _beside_labels() -> frozenset[str]:
    return frozenset(lexicon()["chrome"]["beside"])
