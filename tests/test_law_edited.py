"""Edited moves: a 款 or a 项 that went to another place of its article and was changed there."""

import json
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bots.wording import chinese
from digest.model import Change, ChangeKind, Effect, Move, Op, OpKind, Pair, Redline
from digest.text.normalise import key
from store import records
from tests.test_law_moves import LEAD, NUMBERS, POINTS, compared, listed, only, places, side

LOG = "留存网络日志不少于六个月，并防止日志被篡改、泄露"
LONGER = "留存网络日志不少于十二个月，并防止日志被篡改、泄露或者丢失"
STAY = POINTS[4:7]
ENTRUST = "数据处理者委托他人处理数据的，应当与受托人约定双方的权利、义务和责任，并进行监督。"
COMPLAINTS = "数据处理者应当公布投诉的方式，自收到投诉之日起{}内答复投诉人。"
ERASE = "用户可以要求删除其数据；数据处理者不得设置不合理的条件，并应当公开程序和期限。"


def check(found: Redline) -> None:
    """Both sides join; what moved is deleted whole and inserted whole, and its own steps join."""
    for pair in found.pairs:
        for move in pair.moves:
            for one, kind in ((move.old, OpKind.DELETE), (move.new, OpKind.INSERT)):
                assert side(pair, kind)[one.start : one.end] == one.text
                assert any(op.kind is kind and one.text in op.text for op in pair.ops)
                if move.ops:
                    kept = (op.text for op in move.ops if op.kind in (OpKind.EQUAL, kind))
                    assert "".join(kept) == one.text
            same = key(move.old.text).text == key(move.new.text).text
            assert same is (move.ops == ())


def edited(old: str, new: str) -> list[Move]:
    return [move for move in only(old, new).moves if move.ops]


def test_a_point_that_moved_and_was_edited_is_told_with_what_differs() -> None:
    found = compared((listed((*STAY, LOG)),), (listed((LONGER, *STAY)),))
    check(found)
    pair = found.pairs[0]
    (move,) = pair.moves
    assert places(move) == (("1", None, "4"), ("1", None, "1"))
    assert (move.old.text, move.new.text) == (LOG, LONGER)
    assert [op.text for op in move.ops if op.kind is not OpKind.EQUAL] == [
        "六个月",
        "十二个月",
        "或者丢失",
    ]
    assert not any(LOG[:8] in op.text for op in pair.ops if op.kind is OpKind.EQUAL)
    assert all(
        any(point in op.text for op in pair.ops if op.kind is OpKind.EQUAL) for point in STAY
    )


def test_an_edited_move_takes_no_duty_away_and_brings_none() -> None:
    old, new = listed((*STAY, LOG)), listed((LONGER, *STAY))
    for a, b, effect, values in (
        (old, new, Effect.TIGHTENED, ("六个月", "十二个月")),
        (new, old, Effect.RELAXED, ("十二个月", "六个月")),
    ):
        found = only(a, b)
        assert found.effect is effect
        assert Change(ChangeKind.DEADLINE, *values) in found.changes
        assert not any("网络日志" in (c.old or c.new or "") for c in found.changes)
    old = "\n".join((ENTRUST, COMPLAINTS.format("十五日"), ERASE))
    new = "\n".join((COMPLAINTS.format("十日"), ENTRUST, ERASE))
    for a, b, effect, values in (
        (old, new, Effect.TIGHTENED, ("十五日", "十日")),
        (new, old, Effect.RELAXED, ("十日", "十五日")),
    ):
        found = only(a, b)
        assert (found.effect, found.changes) == (effect, (Change(ChangeKind.DEADLINE, *values),))


def test_what_stays_in_other_words_is_no_neighbour_that_came_or_went() -> None:
    """The words of an edited move are read at their old place, also between edited ones."""
    old = listed((POINTS[4], POINTS[0], LOG))
    new = listed((LONGER, f"{POINTS[4]}全文", f"及时{POINTS[0]}"))
    found = only(old, new)
    assert [places(move) for move in found.moves] == [(("1", None, "3"), ("1", None, "1"))]
    assert Change(ChangeKind.DEADLINE, "六个月", "十二个月") in found.changes
    assert all(len(c.old or "") < 8 and len(c.new or "") < 8 for c in found.changes)


def test_a_paragraph_moves_and_is_edited() -> None:
    old = "\n".join((ENTRUST, COMPLAINTS.format("十五日"), ERASE))
    new = "\n".join((COMPLAINTS.format("十日"), ENTRUST, ERASE))
    check(compared((old,), (new,)))
    (move,) = only(old, new).moves
    assert places(move) == (("1", 2, None), ("1", 1, None))
    assert [op.text for op in move.ops if op.kind is not OpKind.EQUAL] == ["十五日", "十日"]


def test_a_paragraph_with_its_points_is_one_edited_move() -> None:
    lead = "有下列情形之一的，数据处理者应当删除数据，并告知用户："
    rest = "\n".join((ENTRUST, COMPLAINTS.format("十日"), ERASE))
    old = f"{rest}\n{listed((*STAY, POINTS[0]), lead)}"
    new = f"{listed((*STAY, '立即' + POINTS[0]), lead)}\n{rest}"
    (move,) = edited(old, new)
    assert places(move) == (("1", 4, None), ("1", 1, None))
    assert [op for op in move.ops if op.kind is not OpKind.EQUAL] == [Op(OpKind.INSERT, "立即")]


def test_what_differs_in_glyphs_and_marks_alone_is_not_edited() -> None:
    found = only(
        listed((*STAY, "留存網絡日誌，並防止洩露")), listed(("留存网络日志并防止泄露", *STAY))
    )
    (move,) = found.moves
    assert move.ops == ()


def test_of_two_that_changed_places_the_one_of_more_words_stays() -> None:
    long, longer = ENTRUST[:-1], ENTRUST[:-1].replace("监督", "检查和监督")
    for a, b in (((LOG, long), (longer, LONGER)), ((long, LOG), (LONGER, longer))):
        pair = only(listed(a), listed(b))
        (move,) = pair.moves
        assert (move.old.text, move.new.text) == (LOG, LONGER)
        assert any("约定双方的权利" in op.text for op in pair.ops if op.kind is OpKind.EQUAL)


def test_an_edited_point_stays_when_those_around_it_move() -> None:
    """One that the words around it went past keeps its place if it is the heavier one."""
    pair = only(listed((POINTS[3], POINTS[5], LOG)), listed((LONGER, POINTS[3], POINTS[5])))
    assert all(move.ops == () for move in pair.moves)
    assert {move.old.text for move in pair.moves} == {POINTS[3], POINTS[5]}
    assert any("留存网络日志" in op.text for op in pair.ops if op.kind is OpKind.EQUAL)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # Another number only, because one came before it or went.
        ((*STAY[:2], LOG), (POINTS[0], *STAY[:2], LONGER)),
        ((POINTS[0], *STAY[:2], LOG), (*STAY[:2], LONGER)),
        # Edited at its place.
        ((LOG, *STAY), (LONGER, *STAY)),
        # Many of its words, and another norm: what is replaced weighs more than what is added.
        ((*STAY, "未按照规定公布收费标准"), ("未按照规定公布服务标准", *STAY)),
        ((*STAY, "参加业主大会的各项选举"), ("参加业主大会的各项表决", *STAY)),
        # Its words are those of a list: others in it are as much like it.
        (
            (*STAY, "向示例市网信部门报告数据泄露的情况", "向示例市网信部门报告数据丢失的情况"),
            ("向示例市网信部门报告数据泄露、丢失的情况", *STAY, POINTS[3]),
        ),
        # Its counterpart stands at its place, and another one like it elsewhere.
        ((*STAY, LOG), ("记录并" + LOG, *STAY, LONGER)),
        # Other words altogether.
        ((*STAY, POINTS[0]), ("建立网络安全管理制度，明确负责人", *STAY)),
    ],
)
def test_what_is_not_surely_one_norm_at_another_place_is_no_move(
    old: tuple[str, ...], new: tuple[str, ...]
) -> None:
    for a, b in ((old, new), (new, old)):
        assert edited(listed(a), listed(b)) == []


def test_a_point_of_an_article_that_was_divided_moved_nowhere() -> None:
    more = "检查人员应当出示证件，不得妨碍被检查单位的正常经营活动，并对获知的秘密予以保密。"
    old = "\n".join((ERASE, ENTRUST, COMPLAINTS.format("十五日"), more))
    new = (f"{COMPLAINTS.format('十日')}\n{more}", f"{ERASE}\n{ENTRUST}")
    found = compared((old,), new)
    assert len(found.pairs[0].new) == 2
    assert not any(move.ops for pair in found.pairs for move in pair.moves)


@pytest.mark.parametrize("count", [60, 300])
def test_a_long_list_in_another_order_is_read_in_bounded_time(count: int) -> None:
    """Of too many units none is sought in other words."""
    points = [f"{'、'.join(NUMBERS[int(n)] for n in str(n))}号库的值班记录" for n in range(count)]
    old, new = (
        "\n".join([LEAD, *(f"（{chinese(n)}）{point}；" for n, point in enumerate(side, 1))])
        for side in (points, [f"{point}和日志" for point in points[::-1]])
    )
    began = process_time()
    check(compared((old,), (new,)))
    assert process_time() - began < 5


def test_a_pair_stored_before_moves_were_edited_has_none_that_was() -> None:
    pair = only(listed((*STAY, LOG)), listed((LONGER, *STAY)))
    row = json.loads(records.pack(pair))
    assert records.unpack(json.dumps(row), Pair) == pair
    del row["moves"][0]["ops"]
    assert records.unpack(json.dumps(row), Pair).moves[0].ops == ()


EDITS = ("", "并保存记录", "，但是法律另有规定的除外")
orders = st.lists(st.sampled_from((*POINTS, LOG)), min_size=2, max_size=7, unique=True).flatmap(
    lambda points: st.tuples(
        st.just(tuple(points)),
        st.permutations(points),
        st.lists(st.sampled_from(EDITS), min_size=len(points), max_size=len(points)),
    )
)


@settings(max_examples=150, deadline=None)
@given(orders)
def test_points_in_another_order_and_edited_join_to_both_sides_and_are_mirrored(
    orders: tuple[tuple[str, ...], list[str], list[str]],
) -> None:
    points, others, added = orders
    old = listed(points)
    new = listed(tuple(point + more for point, more in zip(others, added, strict=True)))
    there, back = compared((old,), (new,)), compared((new,), (old,))
    for found, a, b in ((there, old, new), (back, new, old)):
        check(found)
        assert (side(found.pairs[0], OpKind.DELETE), side(found.pairs[0], OpKind.INSERT)) == (a, b)
    turned = [{(move.new, move.old) for move in pair.moves} for pair in back.pairs]
    assert turned == [{(move.old, move.new) for move in pair.moves} for pair in there.pairs]
    for move in there.pairs[0].moves:
        assert move.new.text.startswith(move.old.text)
