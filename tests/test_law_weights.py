"""Which way an article pulls as a whole, and which way its words do."""

from digest.law.difference import Side, regions
from digest.law.effect import effect
from digest.law.quoting import Told
from digest.law.weights import prevailing
from digest.model import Change, ChangeKind, Effect, Relation

SCOPE, SANCTION = ChangeKind.SCOPE, ChangeKind.SANCTION
MIRRORED = {Effect.TIGHTENED: Effect.RELAXED, Effect.RELAXED: Effect.TIGHTENED}


def judged(old: str, new: str) -> Effect:
    """The effect, which is the mirrored one the other way round."""
    found, back = (
        effect(Relation.AMENDED, a, b, regions(Side(a), Side(b)), {})[0]
        for a, b in ((old, new), (new, old))
    )
    assert back is MIRRORED.get(found, found)
    return found


def test_a_passage_that_is_said_again_with_more_is_not_lost() -> None:
    lost = Told(Change(SCOPE, "坚持节约优先、安全可靠的原则", None), -1)
    won = "坚持安全可靠、节约优先，统筹规划，突出重点任务，注重长期实效"
    assert prevailing([lost, Told(Change(SCOPE, None, won), 1)]) == 1
    assert prevailing([lost, Told(Change(SCOPE, None, "注重长期实效，加强人员培训"), 1)]) == 0


def test_another_word_of_a_penalty_leaves_the_verdict_to_the_rest() -> None:
    item = Told(Change(SCOPE, None, "伪造检验记录或者报告的"), 1)
    words = Told(Change(SANCTION, "撤销资格", "取消证书"), 0)
    assert prevailing([item, words]) == 1
    old = "有下列行为之一的，由主管部门撤销其承办资格：\n（一）拒绝检查的。"
    new = "有下列行为之一的，由主管部门取消其承办证书：\n（一）拒绝检查的；\n（二）伪造检验记录的。"
    assert judged(old, new) is Effect.TIGHTENED
