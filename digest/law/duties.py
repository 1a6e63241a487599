"""Duties: who must, must not, may or is entitled to do what, by when; and who is fined for it.

Rules over the structure of the articles, sentence by sentence. Purpose, scope and definitions ask
nothing of anyone; clauses that punish are joined to the articles they name and are no duties.
"""

import re
from dataclasses import replace

from digest.law.annexes import apart
from digest.law.bearers import MARK, bearer_of, is_authority, is_body
from digest.law.carried import Said, bound, carried, in_case
from digest.law.clause import (
    Clause,
    take_apart,
)
from digest.law.cuts import clauses, is_further
from digest.law.leads import Lead, lead_of
from digest.law.lexicon import folded
from digest.law.penalties import EVERY, is_penalty, punished
from digest.law.quantities import in_folded
from digest.law.statements import binds_nobody, by_whom, goes_on, holder, stated
from digest.law.terms import amount, deadline, exception
from digest.model import Article, Duty, Modality, Paragraph, Quote

_NO_DUTY = re.compile(
    r"制定本(?:法|办法|条例|规[定则范]|细则|标准|指南|解释|决定)|下列用语|是指"
    r"|(?:^|[。 ])(?:前款|本(?:法|办法|条例|规定|标准|解释))所称(?!的)"
    r"|由[^，。；]{2,40}负责解释|以本[^，。；]{1,6}为准"
)
_MEANS = re.compile(
    r"(?:^|[。 ])[^，。；]{0,40}第[^，。；]{1,16}[条款项]所称"
    r"[^，。；]*(?:，(?:是?指|包括)|[，。；：]?$)"
)
"""A definition of words of another text: 企业所得税法第六条所称收入，包括…."""
_APPLIES = re.compile(r"适用(?:本|《)")
_STATES_LAW = re.compile(
    r"受(?:法律|国家)[^，。；]{0,6}保护[。；]?$|同时废止|(?:不?具有|不发生)[^，。；]{0,10}(?:效力|[溯束]力)[。；]?$"
)
"""What the law is, without a modal word: 受法律保护."""
_OTHERS = re.compile(r"的[^，。；的]{0,20}其他[^，。；]{1,12}[。；]?$")
"""The last 项 of a list: 应当办理的其他事项."""
_BREACH = re.compile(r"违反[^，。；]{2,40}规定，")
_NOTE_MARK = re.compile(r"(?:[①-⑳]|\[[0-9]{1,3}\])+$")
"""At the end of what is asked: 登记①."""
_ADVISES = re.compile(
    "宜(?:(?<=[者方商构门位业台人]宜)|(?<![适不便事时制]宜)(?=采[用取]|按|根据|在|对|通过|包括|建立))"
)
"""宜 recommends, and binds nobody."""
_DEALT_WITH = re.compile("的，[^。；]*(?:应当?|可以|不得|不予)[^。；的]*[。；]?$")
"""A 项 that says what follows from its case (合同不能履行的，可以解除)."""
_COUNTED = re.compile("[0-9]{1,2} ?[.、](?![0-9])")
"""A 款 that counts itself, 1. and 2., and is a 项 of the lead above it."""
_EXCEPTS = re.compile(
    r"^(?:但是?，)?(?:[^，。；]{2,60}(?:，或者[^，。；]{2,60})?除外"
    r"|[^，。；]{2,60}(?:另有规定的，[^，。；]{2,40})"
    r"|[^，。；]{2,80}的，(?:从其(?:规定|约定|决定)|[依按]照其(?:规定|约定)[^，。；]{0,6}))[。；]$"
)
"""A sentence that only excepts something from the one before it."""
_ACTS_IN_CASE = re.compile(
    r"[^。；]{2,100}?(?:时|的|后)，(?:[^。；]*(?:采取|启动|停止|通知|报告|通报)|(?:应当)?(?:裁定|判决|驳回|予以(?!追缴|没收|处[分罚]|警告|取缔|撤销)|准予))"
    r"|对(?!违反|[^。；]*(?:奖励|表彰))[^。；]{2,200}，(?:[^。；]*，)?[^，。；]{0,24}(?:给予|予以|发放|发给|安排|提供)(?![^。；]*(?:处[分罚]|[^。；]{0,6}的[，。；]))"
)
"""发生事件时，采取措施: nobody is named, but somebody must."""


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
            p
            for p in by.get(article.number, []) + by.get(apart(article.number) + EVERY, [])
            if p.article != article.number
        ]
        for duty in _of_article(article, text, plain):
            regulated = duty.modality in (Modality.MUST, Modality.MUST_NOT) and not duty.authority
            falls = [p.article for p in punishing if regulated and p.falls_on(duty.bearer)]
            found.append(replace(duty, sanctions=tuple(dict.fromkeys(falls))) if falls else duty)
    return tuple(found)


def _of_article(article: Article, text: str, plain: str) -> list[Duty]:
    found: list[Duty] = []
    said = Said()
    lead: Lead | None = None
    follows_colon = listed = False
    for paragraph in article.paragraphs:
        counted = _COUNTED.match(plain, paragraph.start, paragraph.end)
        unmarked = lead and lead.modality and (follows_colon or (listed and counted))
        if paragraph.point is None and not unmarked:
            first = paragraph is article.paragraphs[0]
            lead, said = None, Said(earlier=said.carried, begun=not first)
            found += _of(article, paragraph, text, plain, None, said)
            lead = lead_of(paragraph, plain, found, said.bearer)
        else:
            own = Said(bearer=lead.bearer if lead else None)
            found += _of(article, paragraph, text, plain, lead, own)
        listed = bool(unmarked and counted)
        follows_colon = plain[paragraph.start : paragraph.end].rstrip().endswith("：")
    return found


def _of(
    article: Article,
    paragraph: Paragraph,
    text: str,
    plain: str,
    lead: Lead | None,
    said: Said,
) -> list[Duty]:
    found: list[Duty] = []
    obliging = bool(lead and lead.modality)
    for start, end in clauses(plain, paragraph.start, paragraph.end, obliging):
        words = plain[start:end]
        if _defines(words) or (not obliging and is_penalty(words)):
            said.bearer, said.modality = _offender(text, words, start) or said.bearer, None
            continue
        if found and _EXCEPTS.search(words) and not found[-1].exception:
            found[-1] = replace(found[-1], exception=text[start:end].rstrip("。；"))
            continue
        clause = _asked(words, lead, said)
        said.begun = True
        if clause is None:
            continue
        bearer = bound(text, words, start, clause, lead, said)
        entitled = clause.modality is Modality.ENTITLED and said.bearer
        if bearer and clause.bearer and not clause.agent and not entitled:
            said.bearer = bearer
        if not clause.agent:
            said.carried = carried(bearer, said.carried)
        found.append(_duty(article, paragraph, text, words, start, clause, bearer))
        said.modality = None if words.endswith(("。", "！", "？")) else clause.modality
    return found


def _defines(words: str) -> bool:
    """Purpose, scope and definitions ask nothing."""
    return bool(_NO_DUTY.search(words) or ("所称" in words and _MEANS.search(words)))


def _offender(text: str, words: str, start: int) -> str | None:
    """Whom a clause that punishes names: what follows binds the same (违反本法规定，平台…)."""
    breach = _BREACH.match(words)
    who = bearer_of(words, breach.end(), len(words)) if breach else None
    return text[start + who[0] : start + who[1]] if who else None


def _asked(words: str, lead: Lead | None, said: Said) -> Clause | None:
    """What a clause asks, by its modal word or without one; None when it asks nothing."""
    if lead and lead.cases and (lead.conditions or not _DEALT_WITH.search(words)):
        return None
    clause = None if lead and not lead.modality and _OTHERS.search(words) else take_apart(words)
    if not clause and any(p.search(words) for p in (_APPLIES, _EXCEPTS, _ADVISES)):
        return None
    if not clause and not (lead and lead.modality) and _STATES_LAW.search(words):
        return None
    if clause:
        contents = lead and not lead.modality and clause.modality is Modality.MAY
        return None if contents and not _DEALT_WITH.search(words) else clause
    mark = MARK.match(words)
    at = mark.end() if mark else 0
    if lead and lead.modality:
        own = None if lead.bearer else stated(words, at, len(words))
        return Clause(lead.modality, own, None, at)
    if lead:
        case = lead.bearer and in_case(words[at:])
        agent = by_whom(words, at, len(words)) if case else None
        acts = case and (agent or goes_on(words, 0, len(words)))
        return Clause(Modality.MUST, agent, None, at, agent=bool(agent)) if acts else None
    agent = by_whom(words, 0, len(words))
    if agent:
        return Clause(Modality.MUST, agent, None, at, agent=True)
    bearer = stated(words, 0, len(words)) or holder(words)
    if bearer:
        return Clause(Modality.MUST, bearer, None, bearer[1], direct=True)
    known = said.bearer or (said.earlier and in_case(words)) or _ACTS_IN_CASE.match(words)
    body = bool(said.bearer) and is_body(str(said.bearer))
    goes = known and goes_on(words, 0, len(words), body=body)
    further = said.modality and is_further(words)
    if goes or further:
        return Clause(Modality.MUST, None, None, 1 if further else at)
    return (
        Clause(Modality.MUST, None, None, at) if binds_nobody(words, opens=not said.begun) else None
    )


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
        action=_NOTE_MARK.sub("", text[start + clause.action : end].strip(" ，,。；;：:\u3000\n")),
        condition=printed(clause.condition),
        deadline=printed(deadline(words, sizes)),
        amount=printed(amount(sizes)),
        exception=printed(exception(words)),
        quote=Quote(text[start:end], start, end),
        authority=bool(bearer) and is_authority(bearer),
    )
