"""Duties: who must, must not, may or is entitled to do what, by when; and who is fined for it.

Rules over the structure of the articles, sentence by sentence. Purpose, scope and definitions ask
nothing of anyone; clauses that punish are joined to the articles they name and are no duties.
"""

import re
from dataclasses import dataclass, replace

from digest.law.bearers import MARK, bearer_of, is_authority
from digest.law.clause import (
    Clause,
    amount,
    asks_at,
    deadline,
    exception,
    is_condition,
    take_apart,
)
from digest.law.cuts import clauses, is_further
from digest.law.leads import Lead, lead_of
from digest.law.lexicon import folded
from digest.law.penalties import EVERY, is_penalty, punished
from digest.law.quantities import in_folded
from digest.law.statements import by_whom, goes_on, stated
from digest.model import Article, Duty, Modality, Paragraph, Quote

_NO_DUTY = re.compile(
    r"制定本(?:法|办法|条例|规[定则范]|细则|标准|指南|解释|决定)|下列用语|是指"
    r"|(?:^|[。 ])(?:前款|本(?:法|办法|条例|规定|标准|解释))所称(?!的)"
    r"|由[^，。；]{2,40}负责解释|以本[^，。；]{1,6}为准"
)
_APPLIES = re.compile(r"适用(?:本|《)")
_OTHERS = re.compile(r"的[^，。；的]{0,20}其他[^，。；]{1,12}[。；]?$")
"""The last 项 of a list: 应当办理的其他事项."""
_BREACH = re.compile(r"违反[^，。；]{2,40}规定，")
_EXCEPTS = re.compile(r"^(?:但是?，)?[^，。；]{2,60}(?:除外|另有规定的，[^，。；]{2,40})[。；]$")
"""A sentence that only excepts something from the one before it."""
_ACTS_IN_CASE = re.compile(
    r"[^，。；]{2,60}(?:时|的|后)，[^。；]*(?:采取|启动|停止|通知|报告|通报)"
)
"""发生事件时，采取措施: nobody is named, but somebody must."""


@dataclass(slots=True)
class _Said:
    """What a clause takes from those before it."""

    bearer: str | None = None
    """Named in this 款."""
    earlier: str | None = None
    """Whom the last duty of the 款 before it binds."""
    carried: str | None = None
    """Whom the last duty so far binds, unless everybody."""
    modality: Modality | None = None
    """Of the duty before it in the sentence."""


def duties(articles: tuple[Article, ...], text: str) -> tuple[Duty, ...]:
    """The duties of ``articles`` in their order; ``text`` is what their spans count in.

    One for each modal word that asks something and each clause that binds without one, and one
    per 项 under a lead that obliges to all of them (遵守下列规定：). A 项 that lists conditions or
    contents stays with its lead.
    """
    plain = folded(text)
    by = punished(articles, plain)
    found: list[Duty] = []
    for article in articles:
        punishing = [
            p for p in by.get(article.number, []) + by.get(EVERY, []) if p.article != article.number
        ]
        for duty in _of_article(article, text, plain):
            regulated = duty.modality in (Modality.MUST, Modality.MUST_NOT) and not duty.authority
            falls = [p.article for p in punishing if regulated and p.falls_on(duty.bearer)]
            found.append(replace(duty, sanctions=tuple(dict.fromkeys(falls))) if falls else duty)
    return tuple(found)


def _of_article(article: Article, text: str, plain: str) -> list[Duty]:
    found: list[Duty] = []
    said = _Said()
    lead: Lead | None = None
    follows_colon = False
    for paragraph in article.paragraphs:
        unmarked = lead and lead.modality and follows_colon
        if paragraph.point is None and not unmarked:
            lead, said = None, _Said(earlier=said.carried)
            found += _of(article, paragraph, text, plain, None, said)
            lead = lead_of(paragraph, plain, found, said.bearer)
        else:
            own = _Said(bearer=lead.bearer if lead else None)
            found += _of(article, paragraph, text, plain, lead, own)
        follows_colon = plain[paragraph.start : paragraph.end].rstrip().endswith("：")
    return found


def _of(
    article: Article,
    paragraph: Paragraph,
    text: str,
    plain: str,
    lead: Lead | None,
    said: _Said,
) -> list[Duty]:
    found: list[Duty] = []
    obliging = bool(lead and lead.modality)
    for start, end in clauses(plain, paragraph.start, paragraph.end, obliging):
        words = plain[start:end]
        if _NO_DUTY.search(words) or is_penalty(words):
            said.bearer, said.modality = _offender(text, words, start) or said.bearer, None
            continue
        if found and _EXCEPTS.search(words) and not found[-1].exception:
            found[-1] = replace(found[-1], exception=text[start:end].rstrip("。；"))
            continue
        clause = _asked(words, lead, said)
        if clause is None:
            continue
        bearer = _bearer(text, words, start, clause, lead, said)
        entitled = clause.modality is Modality.ENTITLED and said.bearer
        if bearer and clause.bearer and not clause.agent and not entitled:
            said.bearer = bearer
        if not clause.agent:
            said.carried = _carried(bearer, said.carried)
        found.append(_duty(article, paragraph, text, words, start, clause, bearer))
        said.modality = None if words.endswith(("。", "！", "？")) else clause.modality
    return found


def _offender(text: str, words: str, start: int) -> str | None:
    """Whom a clause that punishes names: what follows binds the same (违反本法规定，平台…)."""
    breach = _BREACH.match(words)
    who = bearer_of(words, breach.end(), len(words)) if breach else None
    return text[start + who[0] : start + who[1]] if who else None


def _asked(words: str, lead: Lead | None, said: _Said) -> Clause | None:
    """What a clause asks, by its modal word or without one; None when it asks nothing."""
    if lead and lead.cases:
        return None
    clause = None if lead and not lead.modality and _OTHERS.search(words) else take_apart(words)
    if not clause and (_APPLIES.search(words) or _EXCEPTS.search(words)):
        return None
    if clause:
        contents = lead and not lead.modality and clause.modality is Modality.MAY
        return None if contents else clause
    mark = MARK.match(words)
    at = mark.end() if mark else 0
    if lead and lead.modality:
        return Clause(lead.modality, None, None, at)
    if lead:
        case = lead.bearer and _in_case(words[at:])
        agent = by_whom(words, at, len(words)) if case else None
        acts = case and (agent or goes_on(words, 0, len(words)))
        return Clause(Modality.MUST, agent, None, at, agent=bool(agent)) if acts else None
    agent = by_whom(words, 0, len(words))
    if agent:
        return Clause(Modality.MUST, agent, None, at, agent=True)
    bearer = stated(words, 0, len(words))
    if bearer:
        return Clause(Modality.MUST, bearer, None, bearer[1], direct=True)
    known = said.bearer or (said.earlier and _in_case(words)) or _ACTS_IN_CASE.match(words)
    goes = known and goes_on(words, 0, len(words))
    further = said.modality and is_further(words)
    if goes or further:
        return Clause(Modality.MUST, None, None, 1 if further else at)
    return None


def _bearer(
    text: str, words: str, start: int, clause: Clause, lead: Lead | None, said: _Said
) -> str | None:
    """Who is bound: named in the clause, else in the 款, else in the 款 before it."""
    # Whom the words of a 项 begin with is no subject: its lead named the one who is bound.
    if clause.bearer and (clause.direct or clause.agent or not (lead and lead.bearer)):
        return text[start + clause.bearer[0] : start + clause.bearer[1]].strip()
    if said.bearer or not _headless(words):
        return said.bearer
    # 禁止… without an addressee is meant for everybody.
    return None if words.startswith(("禁止", "严禁")) else said.earlier


def _carried(bearer: str | None, before: str | None) -> str | None:
    """Whom the next 款 binds where it does not say: no passive names another, 任何人 is nobody."""
    return before if bearer is None else None if "任何" in bearer else bearer


def _headless(words: str) -> bool:
    """「…的，应当」, 「不得…」, 「…的，裁定…」: the subject is that of the 款 before."""
    cases = True
    for segment in re.finditer("[^，；]+", words):
        modal = asks_at(words, *segment.span())
        if modal:
            return cases and not words[segment.start() : modal.start()].strip(" 还也并且但")
        cases = cases and is_condition(segment[0])
    return _in_case(words)


def _in_case(words: str) -> bool:
    """…的，裁定驳回: the words open with a case; 「…的，依照…执行」 names another text."""
    case, _, rest = words.partition("，")
    return is_condition(case) and not rest.startswith(("依照", "按照", "参照", "适用"))


def _duty(
    article: Article,
    paragraph: Paragraph,
    text: str,
    words: str,
    start: int,
    clause: Clause,
    bearer: str | None,
) -> Duty:
    end = start + len(words)
    sizes = in_folded(words)

    def printed(part: tuple[int, int] | None) -> str | None:
        return text[start + part[0] : start + part[1]].strip(" ，,\u3000\n") if part else None

    return Duty(
        article=article.number,
        paragraph=paragraph.number,
        modality=clause.modality,
        bearer=bearer,
        action=text[start + clause.action : end].strip(" ，,。；;：:\u3000\n"),
        condition=printed(clause.condition),
        deadline=printed(deadline(words, sizes)),
        amount=printed(amount(sizes)),
        exception=printed(exception(words)),
        quote=Quote(text[start:end], start, end),
        authority=bool(bearer) and is_authority(bearer),
    )
