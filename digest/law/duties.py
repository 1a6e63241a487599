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
    asks_on,
    asks_plainly,
    bearer_of,
    deadline,
    is_authority,
    is_condition,
    subject_of,
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
_CATCH_ALL = re.compile(r"其他(?:义务|措施|职责|情形|事项|要求|内容|条件|行为|活动)[。；]?$")
_PENALTY = re.compile(
    r"责令|罚款|给予警告|予以警告|处罚|吊销|没收违法所得|依法追究|给予处分|承担民事责任|通报批评|拘留"
)
_NO_DUTY = re.compile(
    r"制定本|本(?:法|办法|条例|规定|标准)(?:所称|中下列用语)|下列用语|是指|适用本"
)
_OBLIGING_LIST = re.compile(
    r"(?:(?:遵守|履行|符合|采取|落实|做到|承担|满足|按照|依照)(?:以下|下列)(?!情形|条件)"
    r"|(?:有|从事|实施)(?:以下|下列)(?:行为|活动))[^。；：]{0,60}[：。]$"
)
_NEXT_MODAL = re.compile(r"，(?=(?:并且?|且|也|但是?|同时)?(?:应当|不得|可以|必须|禁止|严禁|有权))")
_FURTHER = re.compile(r"(?:并|且)(?!购|行|列|入)")
_OWN = re.compile(r"[^，]+")
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
    before: Modality | None = None
    obliging = bool(lead and lead.modality)
    for start, end in _clauses(plain, paragraph.start, paragraph.end, obliging):
        words = plain[start:end]
        if _NO_DUTY.search(words) or _is_penalty(words):
            bearer = before = None
            continue
        clause = take_apart(words) or _unsaid(words, lead, before, bearer)
        if clause is None:
            continue
        # Whom the words of a 项 begin with is no subject: its lead named the one who is bound.
        if clause.bearer and (clause.direct or not (lead and lead.bearer)):
            bearer = text[start + clause.bearer[0] : start + clause.bearer[1]].strip()
        yield _duty(article, paragraph, text, plain, (start, end), clause, bearer, by)
        before = clause.modality
        if words.endswith(("。", "！", "？")):
            before = None
            if not _GOES_ON.match(plain, end, paragraph.end):
                bearer = lead.bearer if lead else None


def _unsaid(
    words: str, lead: _Lead | None, before: Modality | None, bearer: str | None
) -> Clause | None:
    """A duty without a modal word of its own: a 项 under an obliging lead; 提供者承担…责任; what
    goes on after a duty (；严格登记…) or a permission (并留存…不少于六个月)."""
    if MODAL.search(words):
        return None
    mark = MARK.match(words)
    at = mark.end() if mark else 0
    if lead and lead.modality:
        return None if _CATCH_ALL.search(words) else Clause(lead.modality, None, None, at)
    first = _OWN.match(words)
    stated = asks_plainly(words, 0, first.end()) if first else None
    if stated and first and not is_condition(first[0].rstrip("。；")):
        return Clause(Modality.MUST, stated, None, stated[1], direct=True)
    if before and bearer and asks_on(words):
        return Clause(Modality.MUST, None, None, at)
    if before and _is_further(words):
        return Clause(Modality.MUST, None, None, 1)
    return None


def _is_further(words: str) -> bool:
    """「并留存日志不少于六个月」 after a permission: how long makes it a duty."""
    return bool(_FURTHER.match(words)) and deadline(words) is not None


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


def _clauses(plain: str, start: int, end: int, obliging: bool) -> list[tuple[int, int]]:
    """Sentences, cut at ； and where modality or subject change; a piece without a modal word of
    its own goes on with the one before it, so that no words are lost, unless it asks by itself."""
    spans: list[tuple[int, int]] = []
    closed = True
    for sentence in _SENTENCE.finditer(plain, start, end):
        for at, cut in _pieces(sentence, obliging):
            short = bool(spans) and cut - spans[-1][0] <= _LONGEST
            if short and not closed and _joins(plain[slice(*spans[-1])], plain[at:cut]):
                spans[-1] = (spans[-1][0], cut)
            else:
                spans.append((at, cut))
            closed = False
        closed = sentence[0].endswith(("。", "！", "？"))
    return [_trimmed(plain, *span) for span in spans if plain[slice(*span)].strip()]


def _pieces(sentence: re.Match[str], obliging: bool) -> Iterator[tuple[int, int]]:
    """「应当…，不得…」 is two; 「…的，应当…」 is one: the words before are its condition."""
    plain, at, end = sentence.string, sentence.start(), sentence.end()
    segments = [m.span() for m in _OWN.finditer(plain, at, end)]
    stated = _stated_until(plain, segments, obliging)
    asked = False
    for index, (start, stop) in enumerate(segments):
        cuts = index > 0 and start == stated
        if asked and not is_condition(plain[slice(*segments[index - 1])]):
            cuts = bool(_NEXT_MODAL.match(plain, start - 1, end)) or _stands_alone(
                plain[at:start], plain[start:end]
            )
        if cuts:
            yield at, start
            at, asked = start, False
        asked = asked or MODAL.search(plain, start, stop) is not None
    yield at, end


def _stated_until(plain: str, segments: list[tuple[int, int]], obliging: bool) -> int:
    """Where the words stop that state a duty without a modal word (提供者建立评估制度，
    评估未通过的，不得…); so do the first of a 项 whose lead obliges. 0 where there are none."""
    modal = next((i for i, span in enumerate(segments) if MODAL.search(plain, *span)), 0)
    index = modal
    while index and is_condition(plain[slice(*segments[index - 1])]):
        index -= 1
    own = (
        subject_of(plain, segments[modal][0], _modal_at(plain, *segments[modal])) if modal else None
    )
    if not index or own:
        return 0
    forbids = plain.startswith("不得", segments[index][0])
    stated = asks_plainly(plain, *segments[0]) if index < modal or forbids else None
    return segments[index][0] if obliging or stated else 0


def _modal_at(plain: str, start: int, end: int) -> int:
    modal = MODAL.search(plain, start, end)
    return modal.start() if modal else start


def _stands_alone(before: str, piece: str) -> bool:
    """Whether the words after a comma ask something of their own: they have a subject before their
    modal word (有关组织应当配合), or go on after a permission with a time to keep."""
    first = _OWN.match(piece)
    modal = MODAL.search(piece, 0, first.end()) if first else None
    if modal:
        return subject_of(piece, 0, modal.start()) is not None
    if not _is_further(piece):
        return False
    return [m.lastgroup for m in MODAL.finditer(before)][-1:] == ["may"]


def _joins(before: str, piece: str) -> bool:
    modal = MODAL.search(piece)
    earlier = [m.lastgroup for m in MODAL.finditer(before)]
    if not earlier or _stands_alone(before, piece):
        return False
    if modal is None:
        listed = earlier[-1] == "not" and before.endswith("；") and "：" not in before
        return not _is_penalty(piece) and not (listed and asks_on(piece))
    return not before.endswith("；") and earlier[-1] == modal.lastgroup


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
    if not last or last.quote.end < paragraph.end - 1 or not words.endswith(("：", "。")):
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
