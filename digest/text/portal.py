"""What a portal or blog prints around an article, where its whole page was exported (门户、博客).

The article stands between a menu and a tail of comments, related posts and site lines. Nothing here
is dropped for its length alone: a line goes because of where it stands, and a piece that starts an
article or a clause never goes.
"""

import re
from functools import cache

from digest.text.normalise import has_key
from digest.text.pieces import Piece, lexicon, starts_article

_PUNCTUATION = re.compile(r"[\W_]+")
_HAN = re.compile("[㐀-鿿]")
_SENTENCE = ("。", "！", "？", "；", "）")
_PROSE = 60
"""Characters of a line that no menu has; Latin letters count 0.4 of a Han character."""
_LABEL = 30
"""Characters, so measured: what a button, tag or menu entry has at most."""
_TITLE = 6
"""Characters; a shorter title is a name that a table may say again."""
_FEW = 8
"""Lines: a shorter head is no menu."""
_NEAR = 4
"""Lines: so near to chrome on both sides, a label is chrome as well."""
_MENU = 150
"""Characters of sentences that a menu holds at most (what a portal says about itself)."""
_DAY = re.compile(r"\d{4}\s?[-年./]\s?\d{1,2}|\d{1,2}:\d{2}|(?:来源|作者|文号|发文|发布)")
_COUNT = re.compile(r"[\d.,]{2,9}[kKwW万]?")
_EPIGRAPH = re.compile(r".{4,120}(?:--|——)\s?[^-—。]{1,40}")
_BEHIND = re.compile(
    r"\s?如若转载[,，]?\s?请注明(?:原文地址|出处)[^。]{0,300}。?$|\s(?:新浪)?微博分享$"
)
_BROKEN_LINK = re.compile(r"([^\[\]]*)\]\([^()\s]*(?:\s\"[^\"]*\")?\)")


def joined(pieces: list[Piece]) -> list[Piece]:
    """Links that an exporter broke over several paragraphs (``[``, text, ``](…)``) in one again."""
    found = pieces
    for i, piece in enumerate(pieces):
        if "](" not in piece.text or not (end := _BROKEN_LINK.fullmatch(piece.text)):
            continue
        opens = next((j for j in (i - 1, i - 2, i - 3) if _opens(pieces, j)), None)
        if opens is None:
            continue
        if found is pieces:
            found = list(pieces)
        for j in range(opens, i + 1):
            text = pieces[j].text.removeprefix("[") if j < i else end[1]
            found[j] = Piece(text.strip(), pieces[j].heading, pieces[j].rule, 1.0)
    return found if found is pieces else [piece for piece in found if piece.text]


def split(pieces: list[Piece]) -> list[Piece]:
    """A notice of the site that stands behind the text in one line is a piece of its own."""
    if not any(_may_hold_notice(piece.text) for piece in pieces):
        return pieces
    found: list[Piece] = []
    for piece in pieces:
        notice = _BEHIND.search(piece.text) if _may_hold_notice(piece.text) else None
        if notice is None or piece.rule or not notice.start():
            found.append(piece)
            continue
        found.append(piece._replace(text=piece.text[: notice.start()].rstrip()))
        found.append(piece._replace(text=notice[0].strip(), rule="site.chrome"))
    return found


def _may_hold_notice(text: str) -> bool:
    return text.endswith("微博分享") or "如若转载" in text


def _opens(pieces: list[Piece], at: int) -> bool:
    return at >= 0 and pieces[at].text.startswith("[") and "]" not in pieces[at].text


def marked(pieces: list[Piece], words: list[str], title: str) -> list[Piece]:
    """The pieces, with a rule on what stands before and after the article. ``words``: the text of
    each in simplified characters without spaces; ``title``: its key, or ""."""
    prose = [_weight(piece) for piece in pieces]
    site = _words_of_site(pieces, words)
    begin = _begin(pieces, prose, title, site)
    end = _end(pieces, words, prose, begin)
    found = list(pieces)
    for i, piece in enumerate(pieces):
        # a long line between two titles may be the lead
        if i < site or (i < begin and (prose[i] <= _PROSE or "。" not in piece.text)):
            found[i] = _outside(piece, "site.menu")
        elif i >= end:
            found[i] = _outside(piece, "site.tail")
    return _labels(_card(found, prose, begin), prose)


def _weight(piece: Piece) -> int:
    """Characters of a piece that is a sentence of the text as far as its shape tells, else 0."""
    if piece.rule or piece.linked >= 0.5:
        return 0
    length = size(piece.text)
    sentence = length >= 12 and piece.text.endswith(_SENTENCE)
    return length if sentence or length > _PROSE or starts_article(piece.text) else 0


def size(text: str) -> int:
    """Characters, as wide as Han characters."""
    return len(text) if _HAN.search(text) else len(text) * 2 // 5


def _never(piece: Piece) -> bool:
    return piece.linked < 0.5 and starts_article(piece.text)


def _outside(piece: Piece, rule: str) -> Piece:
    return piece if piece.rule or _never(piece) else piece.drop(rule)


def _words_of_site(pieces: list[Piece], words: list[str]) -> int:
    """Where the words of a site end that stand above every text of it."""
    begins = frozenset(lexicon()["portal"]["begins"])
    at = next((i + 1 for i, line in enumerate(words) if line in begins), 0)
    below = sum(len(piece.text) for piece in pieces[at:] if not piece.rule)
    return 0 if below < _MENU or any(map(_never, pieces[:at])) else at


def _begin(pieces: list[Piece], prose: list[int], wanted: str, start: int) -> int:
    """Where the menu ends: at the last title above the text."""
    total, before, labels, begin = sum(prose), 0, 0, start
    for i, piece in enumerate(pieces[start:], start):
        if before > _MENU or (prose[i] and _never(piece)):
            break
        # the words of the title may be said again below a short text: most must follow
        named = wanted and labels >= _FEW and before * 3 <= total and piece.rule in (None, "title")
        # below the heading of the page, the text may say its title once more
        first = not pieces[begin].heading or begin <= start
        named = named and (piece.heading or (len(wanted) >= _TITLE and first))
        if named and has_key(piece.text, wanted):
            begin = i
        labels += not prose[i] and piece.rule != "image"
        before += prose[i]
    return begin


def _end(pieces: list[Piece], words: list[str], prose: list[int], begin: int) -> int:
    """Where the tail begins: at the first heading of comments or other articles below which there
    is little text, no long table or list, and no article."""
    text = sum(prose[begin:])
    after, short, end = 0, 0, len(pieces)
    for i in range(len(pieces) - 1, begin, -1):
        if not pieces[i].rule and _never(pieces[i]):
            break
        after += prose[i]
        short += 0 if prose[i] or pieces[i].rule or pieces[i].linked >= 0.5 else len(words[i])
        if after * 4 > text or short > text:
            break
        if len(words[i]) <= _LABEL and _ends().fullmatch(_PUNCTUATION.sub("", words[i])):
            end = i
    return end


def _card(pieces: list[Piece], prose: list[int], begin: int) -> list[Piece]:
    """Bare counters of readers between the day below a title and the text."""
    found = pieces
    dated = begin + 8
    for i in range(begin, min(begin + 16, len(pieces))):
        if prose[i]:
            break
        if _DAY.search(pieces[i].text):
            dated = i
        elif dated < i and not pieces[i].rule and _COUNT.fullmatch(pieces[i].text):
            found = [*found[:i], pieces[i].drop("site.chrome"), *found[i + 1 :]]
    return found


def _labels(pieces: list[Piece], prose: list[int]) -> list[Piece]:
    """Short lines before the first and after the last sentence that have chrome on both sides."""
    sentences = [i for i, length in enumerate(prose) if length and not pieces[i].rule]
    if not sentences:
        return pieces
    found = list(pieces)
    chrome = [piece.rule in ("site.chrome", "site.menu", "site.tail") for piece in pieces]
    for zone in (range(sentences[0]), range(sentences[-1] + 1, len(pieces))):
        for i in zone:
            if not pieces[i].rule and _is_label(pieces[i]) and _among(chrome, i):
                found[i] = pieces[i].drop("site.chrome")
    return _epigraph(found, sentences[-1] + (len(sentences) == 1))


def _epigraph(pieces: list[Piece], start: int) -> list[Piece]:
    """The saying of the day between the text and the menu at the end of a page."""
    for i in range(start, len(pieces)):
        piece = pieces[i]
        if piece.rule or not _EPIGRAPH.fullmatch(piece.text):
            continue
        below = [p.rule for p in pieces[i + 1 : i + 1 + _NEAR] if p.rule != "image"]
        if len(below) >= _NEAR - 1 and set(below) == {"site.chrome"}:
            return [*pieces[:i], _outside(piece, "site.chrome"), *pieces[i + 1 :]]
    return pieces


def _is_label(piece: Piece) -> bool:
    text = piece.text
    if piece.heading or starts_article(text) or text.startswith(("附", "http")):
        return False
    return size(text) <= (_PROSE if piece.linked > 0.8 else _LABEL) and not _DAY.search(text)


def _among(chrome: list[bool], at: int) -> bool:
    return any(chrome[max(0, at - _NEAR) : at]) and any(chrome[at + 1 : at + 1 + _NEAR])


@cache
def _ends() -> re.Pattern[str]:
    return re.compile("|".join(lexicon()["portal"]["ends"]), re.I)
