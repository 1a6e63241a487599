"""What people say of matches, put to use: at matching, in digests, and shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from digest.errors import UserError
from digest.ids import content_id
from digest.match import verdicts as heard
from digest.match.decide import THRESHOLD
from digest.model import Affected, Reading, Touched, Verdict
from digest.rules import rules_version
from digest.text.normalise import key
from store import documents, matches, register, verdicts

if TYPE_CHECKING:
    from sqlite_utils import Database


def words_of(reading: Reading) -> str:
    """What texts of the same words share, whatever their script and punctuation."""
    return content_id("words", key(reading.document.text).text)


def learned(db: Database, signature: str | None = None) -> dict[str, heard.Learned]:
    """Thresholds that verdicts moved, each with the verdicts that explain it. ``signature``:
    `register.version`, where it is known already.

    A score is the one the text has under the rules and the register of today; a score that older
    rules gave is not compared with it.
    """
    rules, signature = rules_version(), signature or register.version(db)
    judged = []
    for said in verdicts.in_force(db):
        found = matches.get(db, said.document, rules, signature)
        score = _score(found, said.obligation) if found else None
        if score is None and said.rules_version == rules:
            score = said.score
        if score is not None:
            confirmed = said.verdict is Verdict.CONFIRMED
            judged.append(heard.Judged(said.obligation, score, confirmed))
    return heard.learned(judged)


def lowered(known: Mapping[str, heard.Learned]) -> dict[str, float]:
    """The thresholds to match with. A raised one hides what is found and is no part of it, so that
    taking a verdict back shows it again."""
    return {o: value for o, value in heard.thresholds(known).items() if value < THRESHOLD}


def said_of(db: Database, reading: Reading) -> dict[str, Verdict]:
    """What people said of a stored text, and of its story and its like, by obligation that is in
    the register."""
    if not verdicts.any_said(db):
        return {}
    said = verdicts.on(db, reading.document.id, words_of(reading))
    return {one: verdict for one, verdict in said.items() if register.holds(db, one)}


def told(
    found: Affected, said: Mapping[str, Verdict], known: Mapping[str, heard.Learned]
) -> Affected:
    """What a stored text affects, after people were heard."""
    return heard.honoured(found, said, heard.thresholds(known))


def without_rejected(
    touched: Iterable[Touched], said: Mapping[str, Verdict]
) -> tuple[Touched, ...]:
    """The lines of a changed article, but for those that the text was said not to touch. The change
    itself is told all the same."""
    return tuple(t for t in touched if said.get(t.obligation.id) is not Verdict.REJECTED)


def judge(db: Database, said: verdicts.Said, signature: str | None = None) -> verdicts.Said:
    """Keep a verdict, with the score the match has now. ``signature``: as for `learned`. Raises
    `UserError` for an obligation that is not in the register, StoreError for an unknown
    document."""
    if not register.holds(db, said.obligation):
        raise UserError(f"no obligation {said.obligation} in the register")
    reading = documents.reading(db, said.document)
    rules = rules_version()
    found = matches.get(db, said.document, rules, signature or register.version(db))
    kept = replace(
        said,
        score=_score(found, said.obligation) if found else None,
        rules_version=rules,
    )
    verdicts.say(db, kept, words_of(reading))
    return kept


def _score(found: Affected, obligation: str) -> float | None:
    scores = dict(found.ranked) | {match.obligation: match.score for match in found.matches}
    return scores.get(obligation)
