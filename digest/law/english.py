"""Citations in English: Article 14 of the Interim Measures …, PIPL Art. 55, and Article 5 in a note
about one instrument."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from digest.law.lexicon import load
from digest.law.names import english_names, titles_as_draft
from digest.law.places import numbers
from digest.model import Citation, Quote

_LETTERS = re.compile(r"[A-Za-z]{3} [A-Za-z]{2}|(?:Art|CSL|DSL|PIPL)")
_LIST = (
    r"[0-9]{1,3}(?:(?:, (?:and |or )?| and | or | & | to |-|–)[0-9]{1,3}(?![0-9]|\.[0-9]| ?%)){0,9}"
)
_NUMBER = re.compile(
    r"\b(?:[Aa]rticles?|[Aa]rts?\.?)(?: [a-z][a-z ,]{0,50}such as)? ?(?P<n>"
    + _LIST
    + r")(?:\((?P<p>[0-9])\)|,? (?:paragraph|para\.?) \(?(?P<said>[0-9]{1,2})\)?(?![0-9]))?"
    + r"(?:\((?P<i>[0-9]{1,2}|[ivx]{1,4})\)"
    + r"|,? (?:items?|points?|sub-?paragraph) \(?(?P<item>[0-9]{1,2}|[ivx]{1,4})\)?(?![0-9a-z]))?"
)
_OF = re.compile(
    r"(?: ?(?:of|under|in|,))? (?:the )?(?:new |draft )?(?:(?:PRC|China|Chinese)(?:['’]s)? )?"
)
_THEN = re.compile(r",?(?:['’]s)? (?:in |at )?(?:its )?")
_FOLLOWED = re.compile(r" ?(?:of|under) ")
"""After a number: it is one of what follows, not of what stands before it."""
_ACT = r"Measures|Provisions|Regulations?|Rules|Law|Guidelines|Specifications?|Standard|Decision"
_GENERIC = re.compile(
    r" ?(?:of|under|in) (?:the|these|those) "
    rf"(?P<name>(?:(?:Interim|Provisional|Administrative|Draft) )?(?:{_ACT}))\b"
    rf"(?! (?:on|for|of|concerning|regarding|governing)\b)"
)
"""Article 14 of the Interim Measures: the act is named by its type alone."""
_NAMED = re.compile(
    rf" ?(?:of|under|in) (?:the )?(?:(?:[A-Z][\w-]*|and|on|of|for|the) ){{0,12}}(?:{_ACT})\b"
)
"""After a number: it is one of the act named there, whether the rules know it or not."""
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}
_CHINESE = re.compile(r"[一-鿿]+")
_OURS = re.compile(r"\b(?:China|PRC|Chinese)(?:['’]s)? (?:\w+ )?$")
_FOREIGN = re.compile(
    r"\b(?:EU|European|U\.?S\.?|American|UK|British|Vietnam(?:ese)?|Singapore|Japan(?:ese)?|Korean?"
    r"|Indian?|Australian?|Thai(?:land)?|Indonesian?|Malaysian?|Russian?|German|French|Brazil(?:ian)?"
    r"|Canadian|California|Taiwan|Hong Kong)(?:['’]s)? (?:\w+ )?$"
)
_LABEL = re.compile(r"(?:(?<=\n)|\A)Article [0-9]{1,3}[.:]? *(?:\n|[A-Z(])")
"""An article of a law in English, and no reference."""
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_ITS = re.compile(rf"\b[Ii]ts (?P<ordinal>{'|'.join(_ORDINALS)}) paragraph\b")
_LOOK_BACK = 400
_DRAFT = re.compile(r"[Dd]raft|[Ss]olicitation of [Cc]omments")


def english(text: str, about: str | None = None) -> Iterator[Citation]:
    """References in ``text``. ``about`` is the one instrument an English page is about: a bare
    Article 5 there is one of it. A name without a place counts in English lines only."""
    if not _LETTERS.search(text):
        return
    names = [
        (m.start(), m.end(), _title(m[0]))
        for m in _names().finditer(text)
        if not _FOREIGN.search(text, max(0, m.start() - 30), m.start())
    ]
    placed = list(_placed(text, names))
    yield from placed
    if not is_english(text):
        return
    starts = sorted(c.quote.start for c in placed)
    ends = sorted(c.quote.end for c in placed)
    for start, end, title in names:
        if not _within(starts, ends, start) and _stands_alone(text, start, end):
            yield Citation(title, None, None, None, _quote(text, start, end))
    subject = _subject(text, about or "", {title for _, _, title in names})
    for found in _NUMBER.finditer(text) if subject else ():
        if _within(starts, ends, found.start()) or _LABEL.match(text, found.start()):
            continue
        if not _NAMED.match(text, found.end()):
            yield from _citations(text, found, subject or "", found.start(), found.end())
    for found in _NUMBER.finditer(text):
        of = _GENERIC.match(text, found.end())
        if of and not _within(starts, ends, found.start()):
            meant = _by_type(of["name"], text, about or "", names)
            if meant:
                yield from _citations(text, found, meant, found.start(), of.end())


def its_paragraphs(text: str, cited: Sequence[Citation]) -> Iterator[Citation]:
    """Article 4 …, especially its second paragraph. ``cited`` are the references so far."""
    if " paragraph" not in text:
        return
    starts = [c.quote.start for c in cited]
    for found in _ITS.finditer(text):
        index = bisect_right(starts, found.start()) - 1
        last = cited[index] if index >= 0 else None
        if last is None or last.article is None or found.start() - last.quote.end > _LOOK_BACK:
            continue
        if "\n" not in text[last.quote.end : found.start()]:
            paragraph = _ORDINALS.index(found["ordinal"]) + 1
            quote = _quote(text, *found.span())
            yield Citation(last.instrument, last.article, paragraph, None, quote)


def _within(starts: Sequence[int], ends: Sequence[int], at: int) -> bool:
    index = bisect_right(starts, at) - 1
    return index >= 0 and at < ends[index]


def is_english(text: str) -> bool:
    """Whether the text is in English and not in Chinese."""
    sample = text[:4000]
    chinese = sum(map(len, _CHINESE.findall(sample))) * 20
    return chinese < len(sample) and chinese < sum(map(str.isalpha, sample))


def _subject(text: str, about: str, named: set[str]) -> str | None:
    """The only instrument the title of the page names, else the only one the text names; as it
    was called as a draft where the draft is meant."""
    titled = {_title(m[0]) for m in _names().finditer(about)}
    for found, passage in ((titled, about), (named, text)):
        if len(found) > 1:
            return None
        for title in found:
            earlier = titles_as_draft(title) if _DRAFT.search(passage) else ()
            return earlier[0] if earlier else title
    return None


def _by_type(name: str, text: str, about: str, names: Sequence[tuple[int, int, str]]) -> str | None:
    """What "the Interim Measures" means: what the text defined it as, the only such act that is
    named in it, else the one the title of the page names."""
    defined = re.compile(rf" \((?:the )?[\"“']?{name}[\"”']?\)")
    for _, end, title in names:
        if defined.match(text, end):
            return title
    typed = re.compile(rf"\b{name}\b")
    another = re.compile(rf"\b{name} (?:on|for|of|concerning|regarding|governing)\b")
    known = [(start, end) for start, end, _ in names]
    for found in another.finditer(text):
        if not any(start <= found.start() < end for start, end in known):
            return None
    fitting = {title for start, end, title in names if typed.search(text, start, end)}
    fitting = fitting or {_title(m[0]) for m in _names().finditer(about) if typed.search(m[0])}
    return fitting.pop() if len(fitting) == 1 else None


def _placed(text: str, names: Sequence[tuple[int, int, str]]) -> Iterator[Citation]:
    """Article 14 of the Measures, and the Measures, Article 14."""
    ours = {start: (end, title) for start, end, title in names}
    for found in _NUMBER.finditer(text) if ours else ():
        of = _OF.match(text, found.end())
        end, title = ours.get(of.end() if of else -1, (0, ""))
        if title:
            yield from _citations(text, found, title, found.start(), end)
    for start, (end, title) in ours.items():
        number = _THEN.match(text, end)
        placed = _NUMBER.match(text, number.end()) if number else None
        if placed and not _FOLLOWED.match(text, placed.end()):
            yield from _citations(text, placed, title, start, placed.end())


def _citations(
    text: str, found: re.Match[str], title: str, start: int, end: int
) -> Iterator[Citation]:
    said = found["p"] or found["said"]
    paragraph = int(said) if said else None
    item = found["i"] or found["item"]
    point = _ROMAN.get(item, item) if item else None
    printed = re.sub(r", and |, or |, | and | or | & ", "、", found["n"]).replace(" to ", "至")
    for value in numbers(printed):
        yield Citation(title, str(value), paragraph, point, _quote(text, start, end))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a name without a place is the Chinese instrument: long enough, or said to be."""
    words = text[start:end].split()
    sure = len(words) > 2 or words[0] in ("Cybersecurity", "Data", "PIPL")
    return sure or bool(_OURS.search(text, max(0, start - 30), start))


@cache
def _names() -> re.Pattern[str]:
    """Any name of any instrument, with the usual variants of translation."""
    forms = [form for form, _ in _variants()]
    either = sorted(map(re.escape, english_names()), key=len, reverse=True)
    exact = "|".join(n.upper() if n.upper() in _acronyms() else f"(?i:{n})" for n in either)
    return re.compile(rf"\b(?=[A-Z])(?:{'|'.join(f'(?i:{form})' for form in forms)}|{exact})\b")


@cache
def _acronyms() -> frozenset[str]:
    return frozenset(
        name for e in load("instruments")["instrument"] for name in e.get("abbreviations", ())
    )


@cache
def _variants() -> tuple[tuple[str, str], ...]:
    """Patterns of translated titles, with the instrument each means."""
    words = load("instruments")["translated"]
    return tuple(
        (_expanded(form, words), e["title"])
        for e in load("instruments")["instrument"]
        for form in e.get("translations", ())
    )


def _expanded(form: str, words: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda m: f"(?:{words[m[1]]})", form)


def _title(printed: str) -> str:
    known = english_names().get(printed.lower())
    if known:
        return known
    return next(title for form, title in _variants() if re.fullmatch(f"(?i:{form})", printed))


def _quote(text: str, start: int, end: int) -> Quote:
    return Quote(text[start:end], start, end)
