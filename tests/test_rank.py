from fakes import digests as fake
from hypothesis import given
from hypothesis import strategies as st

from digest.model import Change, ChangeKind, Effect, ItemKind, Status
from digest.rank import materiality

BASE = {
    "kind": ItemKind.CHANGE,
    "effect": Effect.TIGHTENED,
    "status": Status.PROMULGATED,
    "changes": (),
    "touched": (fake.touched(fake.LOGS),),
    "official": True,
    "confidence": 1.0,
}


def score(**other):
    return materiality(**(BASE | other)).score


def test_each_reason_raises_the_rank():
    assert score() > score(status=Status.DRAFT)
    assert score() > score(touched=(fake.touched(fake.FINE),)) > score(touched=())
    assert score() > score(official=False)
    assert score() > score(confidence=0.4)
    assert score(changes=(Change(ChangeKind.SANCTION, "一万元", "十万元"),)) > score()
    assert score(changes=(Change(ChangeKind.REFERENCE, "一", "二"),)) == score()


def test_effects_are_ordered():
    order = ["tightened", "new", "changed", "removed", "relaxed", "wording", "none"]
    scores = [score(effect=Effect(e)) for e in order]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def test_small_reasons_never_lift_a_renumbering_above_an_uncovered_draft_duty():
    weakest = score(
        effect=Effect.NEW, status=Status.DRAFT, touched=(), official=False, confidence=0.0
    )
    assert weakest > score(effect=Effect.NONE)


def test_reasons_are_named():
    rank = materiality(**(BASE | {"changes": (Change(ChangeKind.DEADLINE, None, "三年"),)}))
    assert rank.why == ("收紧", "已公布", "负责人：数据合规组", "期限变化", "官方来源")


@given(st.floats(allow_nan=False), st.sampled_from(Effect), st.sampled_from(ItemKind))
def test_the_score_stays_in_its_range(confidence, effect, kind):
    assert 0.0 <= score(confidence=confidence, effect=effect, kind=kind) <= 1.0
