"""Duties: who must, must not, may or is entitled to do what, by when; and who is fined for it.

Rules over the structure of the articles, sentence by sentence. Purpose, scope and definitions ask
nothing of anyone; clauses that punish are joined to the articles they name and are no duties.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from digest.law.citations import citations
from digest.law.clause import (
    MARK,
    MODAL,
    Clause,
    amount,
    bearer_of,
    deadline,
    is_authority,
    take_apart,
)
from digest.law.lexicon import folded
from digest.model import Article, Duty, Modality, Paragraph, Quote

_LONGEST = 1500
"""Characters; no sentence of a law is longer, and what is longer is read in pieces."""
_SENTENCE = re.compile(rf"[^。；！？]{{1,{_LONGEST}}}[。；！？]?")
_PUNISHES = re.compile(r"违反本(?:法|办法|条例|规定|细则|决定|解释)")
_ANY_BREACH = re.compile(
    r"违反本(?:法|办法|条例|规定|细则)(?:的)?(?:有关|相关)?(?:规定)?的?，(?:由|依照|依据|按照|责令|给予)"
)
_CATCH_ALL = re.compile(r"其他(?:义务|措施|职责|情形|事项|要求|内容|条件|行为)[。；]?$")
_PENALTY = re.compile(
    r"责令|罚款|给予警告|予以警告|处罚|吊销|没收违法所得|依法追究|给予处分|承担民事责任|通报批评|拘留"
)
_NO_DUTY = re.compile(
    r"制定本|本(?:法|办法|条例|规定|标准)(?:所称|中下列用语)|下列用语|是指|适用本"
)
_OBLIGING_LIST = re.compile(
    r"(?:(?:遵守|履行|符合|采取|落实|做到|承担|满足)(?:以下|下列)(?!情形)"
    r"|(?:有|从事|实施)(?:以下|下列)(?:行为|活动))[^。；：]{0,60}：$"
)
_NEXT_MODAL = re.compile(r"，(?=(?:并且?|且|也|但是?|同时)?(?:应当|不得|可以|必须|禁止|严禁|有权))")
_GOES_ON = re.compile(
    r"(?:并且?|同时|且|还|此外)?，?(?:还|也)?(?:应当|不得|必须)(?![^，。；]{1,12}的)"
)
"""A sentence that opens like this has the subject of the one before it (并应当…)."""
_EVERY = "*"
"""Stands for every article: a penalty for any breach (违反本办法规定的)."""


@dataclass(frozen=True, slots=True)
class _Lead:
    """What a 项 takes from the 款 above it, a clause from the one before it."""

    modality: Modality | None
    """Only where the 款 obliges to all its 项."""
    bearer: str | None


@dataclass(frozen=True, slots=True)
class _Penalty:
    """An article that punishes a breach, and whom, where it says so (提供者违反本办法规定的)."""

    article: str
    subject: str | None

    def falls_on(self, bearer: str | None) -> bool:
        if not self.subject or not bearer:
            return True
        printed = folded(bearer)
        return printed.endswith(self.subject) or self.subject.endswith(printed)


def duties(articles: tuple[Article, ...], text: str) -> tuple[Duty, ...]:
    """The duties of ``articles`` in their order; ``text`` is what their spans count in.

    One per sentence, per change of modality inside it, and per 项 under a lead that obliges to all
    of them (遵守下列规定：). A 项 that lists conditions or contents stays with its lead.
    """
    plain = folded(text)
    punished = _punished(articles, plain)
    found: list[Duty] = []
    for article in articles:
        by = [
            p
            for p in punished.get(article.number, []) + punished.get(_EVERY, [])
            if p.article != article.number
        ]
        lead: _Lead | None = None
        for paragraph in article.paragraphs:
            if paragraph.point is None:
                lead = None
            for duty in _of(article, paragraph, text, plain, lead, by):
                found.append(duty)
            if paragraph.point is None:
                lead = _list_lead(article, paragraph, plain, found)
    return tuple(found)


def _of(
    article: Article,
    paragraph: Paragraph,
    text: str,
    plain: str,
    lead: _Lead | None,
    by: list[_Penalty],
) -> Iterator[Duty]:
    bearer = lead.bearer if lead else None
    for start, end in _clauses(plain, paragraph.start, paragraph.end):
        words = plain[start:end]
        if _NO_DUTY.search(words) or _is_penalty(words):
            bearer = None
            continue
        clause = take_apart(words)
        if clause is None:
            if not lead or not lead.modality or MODAL.search(words) or _CATCH_ALL.search(words):
                continue
            mark = MARK.match(words)
            clause = Clause(lead.modality, None, None, mark.end() if mark else 0)
        if clause.bearer:
            bearer = text[start + clause.bearer[0] : start + clause.bearer[1]].strip()
        yield _duty(article, paragraph, text, plain, (start, end), clause, bearer, by)
        if words.endswith(("。", "！", "？")) and not _GOES_ON.match(plain, end, paragraph.end):
            bearer = lead.bearer if lead else None


def _duty(
    article: Article,
    paragraph: Paragraph,
    text: str,
    plain: str,
    span: tuple[int, int],
    clause: Clause,
    bearer: str | None,
    by: list[_Penalty],
) -> Duty:
    start, end = span
    words = plain[start:end]

    def printed(part: tuple[int, int] | None) -> str | None:
        return text[start + part[0] : start + part[1]].strip(" ，,\u3000\n") if part else None

    authority = is_authority(folded(bearer) if bearer else None)
    asks = clause.modality in (Modality.MUST, Modality.MUST_NOT) and not authority
    return Duty(
        article=article.number,
        paragraph=paragraph.number,
        modality=clause.modality,
        bearer=bearer,
        action=text[start + clause.action : end].strip(" ，,。；;：:\u3000\n"),
        condition=printed(clause.condition),
        deadline=printed(deadline(words)),
        amount=printed(amount(words)),
        quote=Quote(text[start:end], start, end),
        authority=authority,
        sanctions=tuple(dict.fromkeys(p.article for p in by if p.falls_on(bearer))) if asks else (),
    )


def _clauses(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences, cut at ； and where the modality changes; a piece without a modal word of its own
    goes on with the one before it, so that no words are lost."""
    spans: list[tuple[int, int]] = []
    closed = True
    for sentence in _SENTENCE.finditer(plain, start, end):
        for at, cut in _pieces(sentence):
            short = bool(spans) and cut - spans[-1][0] <= _LONGEST
            if short and not closed and _joins(plain[slice(*spans[-1])], plain[at:cut]):
                spans[-1] = (spans[-1][0], cut)
            else:
                spans.append((at, cut))
            closed = False
        closed = sentence[0].endswith(("。", "！", "？"))
    return [_trimmed(plain, *span) for span in spans if plain[slice(*span)].strip()]


def _pieces(sentence: re.Match[str]) -> Iterator[tuple[int, int]]:
    """「应当…，不得…」 is two; 「…的，应当…」 is one: the words before are its condition."""
    at = sentence.start()
    for comma in _NEXT_MODAL.finditer(sentence.string, sentence.start(), sentence.end()):
        piece = sentence.string[at : comma.start()]
        if MODAL.search(piece) and not piece.endswith(("的", "时", "后", "前")):
            yield at, comma.end()
            at = comma.end()
    yield at, sentence.end()


def _joins(before: str, piece: str) -> bool:
    modal = MODAL.search(piece)
    if modal is None:
        return MODAL.search(before) is not None and not _is_penalty(piece)
    earlier = [m.lastgroup for m in MODAL.finditer(before)]
    return not before.endswith("；") and (not earlier or earlier[-1] == modal.lastgroup)


def _trimmed(plain: str, start: int, end: int) -> tuple[int, int]:
    words = plain[start:end]
    start += len(words) - len(words.lstrip())
    return start, start + len(words.strip().rstrip("，"))


def _is_penalty(words: str) -> bool:
    return bool(_PENALTY.search(words)) and bool(
        _PUNISHES.search(words)
        or re.search(r"由[^，。；]{1,40}(?:责令|处|给予|依)|并?处[^理置]|可以责令|可以并处", words)
    )


def _list_lead(
    article: Article, paragraph: Paragraph, plain: str, found: list[Duty]
) -> _Lead | None:
    words = plain[paragraph.start : paragraph.end].rstrip()
    last = found[-1] if found and found[-1].article == article.number else None
    if not last or last.quote.end < paragraph.end - 1 or not words.endswith("："):
        return None
    obliges = last.modality in (Modality.MUST, Modality.MUST_NOT) and _OBLIGING_LIST.search(words)
    return _Lead(last.modality if obliges and "情形" not in words[-12:] else None, last.bearer)


def _punished(articles: tuple[Article, ...], plain: str) -> dict[str, list[_Penalty]]:
    """Article -> the articles that punish its breach."""
    by: dict[str, list[_Penalty]] = {}
    for article in articles:
        for sentence in re.finditer(r"[^。]+", plain[article.start : article.end]):
            breach = _PUNISHES.search(sentence[0])
            penalty = _PENALTY.search(sentence[0])
            if not breach or not penalty:
                continue
            opening = sentence[0][breach.start() : penalty.start()]
            named = [c.article for c in citations(opening, "本") if c.instrument == "本"]
            subject = None if named else bearer_of(sentence[0], 0, breach.start())
            one = _Penalty(article.number, sentence[0][slice(*subject)] if subject else None)
            if not named and not _ANY_BREACH.match(sentence[0], breach.start()):
                continue
            for number in named or [_EVERY]:
                by.setdefault(str(number), []).append(one)
    return by
