"""Whom a clause binds that does not say so: carried on from its sentence, its 款, or the 款 before
(承前省略的主体)."""

import re
from dataclasses import dataclass

from digest.law.clause import Clause, asks_at, is_condition
from digest.law.leads import Lead
from digest.law.lexicon import folded
from digest.model import Modality

_CONSENT = re.compile("经(?P<who>[^，。；的]{2,24}?)(?:审[核查批]|批准|同意|许可|备案|核准|认可)")
"""Whose consent it takes."""


@dataclass(slots=True)
class Said:
    """What a clause takes from those before it."""

    bearer: str | None = None
    """Named in this 款."""
    earlier: str | None = None
    """Whom the last duty of the 款 before it binds."""
    carried: str | None = None
    """Whom the last duty so far binds, unless everybody."""
    modality: Modality | None = None
    """Of the duty before it in the sentence."""
    begun: bool = False
    """A clause of the article has been read."""


def bound(
    text: str, words: str, start: int, clause: Clause, lead: Lead | None, said: Said
) -> str | None:
    """Who is bound: named in the clause, else in the 款, else in the 款 before it."""
    # Whom the words of a 项 begin with is no subject: its lead named the one who is bound.
    if clause.bearer and (clause.direct or clause.agent or not (lead and lead.bearer)):
        return text[start + clause.bearer[0] : start + clause.bearer[1]].strip()
    if words.startswith("作为", clause.action):
        return None  # 检验结论可以作为认定质量的依据: of a thing
    if said.bearer or not _headless(words):
        return None if _passes(words[: clause.action], said.bearer) else said.bearer
    # 禁止… without an addressee is meant for everybody.
    return None if words.startswith(("禁止", "严禁")) else said.earlier


def _passes(words: str, bearer: str | None) -> bool:
    """未经卫生部门审核同意的，不得施工: whose consent it takes is not the one who is bound."""
    consent = _CONSENT.search(words)
    return bool(bearer and consent and folded(bearer).endswith(consent["who"]))


def carried(bearer: str | None, before: str | None) -> str | None:
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
    return in_case(words)


def in_case(words: str) -> bool:
    """…的，裁定驳回: the words open with a case; 「…的，依照…执行」 names another text."""
    case, _, rest = words.partition("，")
    return is_condition(case) and not rest.startswith(("依照", "按照", "参照", "适用"))
