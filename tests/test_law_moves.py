"""Moves: a 款, a 项 or a sentence at another place is told as that, and nothing else is."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.law.redline import redline
from digest.law.structure import articles
from digest.model import Effect, Move, OpKind, Pair, Redline, Status, Version
from digest.text.normalise import key
from store import records

NUMBERS = "一二三四五六七八九十"
LEAD = "数据处理者应当履行下列义务："
POINTS = (
    "建立数据安全管理制度，明确责任人",
    "个人信息处理者的联系方式",
    "年度报告",
    "备份",
    "每年开展一次风险评估，并向主管部门报送评估报告",
    "组织数据安全教育培训",
    "对重要数据加密存储",
    "留存日志不少于六个月",
    "2025年以前的数据",
    "《示例市日志办法》规定的日志",
    "法律、行政法规规定的其他义务",
)
CATALOGUE = "重要数据目录由示例市网信部门制定并公布，每年更新一次。"
LOGS = (
    "数据处理者应当留存网络日志不少于六个月，并防止日志被篡改、泄露或者丢失。"
    "日志的格式、内容和留存方式由示例市标准化机构制定规范。"
    "数据处理者委托他人留存日志的，应当与受托人约定双方的权利、义务和责任。"
)
INSPECTION = (
    "示例市网信部门负责监督检查，可以委托检测机构对网络设施进行抽样检测，检测费用由财政承担。"
    "任何单位和个人可以举报违法行为，受理机关应当为举报人保密并在十日内答复。"
    "检查人员应当出示证件，不得妨碍被检查单位的正常经营活动。"
)
CLOSING = "本办法自2026年1月1日起施行。"


def version(*texts: str) -> Version:
    found = articles("\n".join(f"第{NUMBERS[n]}条　{text}" for n, text in enumerate(texts)))
    assert len(found) == len(texts)
    return Version("v", "i", "示例办法", Status.DRAFT, date(2026, 1, 1), found, "d")


def listed(points: tuple[str, ...], lead: str = LEAD) -> str:
    rows = [f"（{NUMBERS[n]}）{point}" for n, point in enumerate(points)]
    return "\n".join([lead, *(f"{row}；" for row in rows[:-1]), f"{rows[-1]}。"])


def compared(old: tuple[str, ...], new: tuple[str, ...]) -> Redline:
    return redline(version(*old, CLOSING), version(*new, CLOSING))


def only(old: str, new: str) -> Pair:
    return compared((old,), (new,)).pairs[0]


def places(move: Move) -> tuple[tuple[str, int | None, str | None], ...]:
    return tuple((one.article, one.paragraph, one.point) for one in (move.old, move.new))


def side(pair: Pair, kind: OpKind) -> str:
    return "".join(op.text for op in pair.ops if op.kind in (OpKind.EQUAL, kind))


def check(found: Redline) -> None:
    """Every quote is where it is said to be, deleted whole there or inserted whole."""
    for pair in found.pairs:
        for move in pair.moves:
            assert key(move.old.text).text == key(move.new.text).text
            for one, numbers, kind in (
                (move.old, pair.old, OpKind.DELETE),
                (move.new, pair.new, OpKind.INSERT),
            ):
                if one.article in numbers:
                    assert side(pair, kind)[one.start : one.end] == one.text
                    assert any(op.kind is kind and one.text in op.text for op in pair.ops)
                else:
                    assert any(move in other.moves for other in found.pairs if other is not pair)


def test_a_point_that_went_to_another_place_is_a_move_and_the_others_get_numbers() -> None:
    found = compared((listed(POINTS[4:8]),), (listed((POINTS[7], *POINTS[4:7])),))
    check(found)
    (pair, _) = found.pairs
    (move,) = pair.moves
    assert places(move) == (("1", None, "4"), ("1", None, "1"))
    assert move.new.text == POINTS[7]
    assert (pair.effect, pair.changes) == (Effect.WORDING, ())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # Another number because one came before it or went; the number may be read with a word.
        (POINTS[:3], (POINTS[5], *POINTS[:3])),
        (POINTS[:3], POINTS[1:3]),
        ((*POINTS[2:4], POINTS[1]), ("报送" + POINTS[0], POINTS[1])),
        # Put down a second time: the first place is still there.
        ((POINTS[0], POINTS[4]), (POINTS[0], POINTS[4], POINTS[0])),
        # Other words.
        ((POINTS[0], POINTS[4]), (POINTS[4], "建立网络安全管理制度，明确负责人")),
    ],
)
def test_what_only_gets_another_number_or_is_a_copy_is_no_move(
    old: tuple[str, ...], new: tuple[str, ...]
) -> None:
    for a, b in ((old, new), (new, old)):
        assert only(listed(a), listed(b)).moves == ()


def test_a_paragraph_moves_with_its_points_and_is_told_once() -> None:
    list_ = listed(POINTS[4:6], "有下列情形之一的，数据处理者应当删除数据：")
    rest = "用户可以查阅、更正其数据，数据处理者不得设置不合理的条件，并应当公开程序和期限。"
    found = compared((f"{list_}\n{rest}",), (f"{rest}\n{list_}",))
    check(found)
    assert [places(move) for move in found.pairs[0].moves] in (
        [(("1", 1, None), ("1", 2, None))],
        [(("1", 2, None), ("1", 1, None))],
    )


def test_a_number_glyphs_and_the_mark_at_the_end_are_no_words_of_a_point() -> None:
    found = only(listed(("留存網絡日誌", *POINTS[4:6])), listed((*POINTS[4:6], "留存网络日志")))
    (move,) = found.moves
    assert (move.old.text, move.new.text) == ("留存網絡日誌", "留存网络日志")


def test_points_that_occur_twice_move_in_their_order() -> None:
    twice = (POINTS[3], POINTS[4], POINTS[3], POINTS[0])
    found = compared((listed(twice),), (listed((POINTS[4], POINTS[0], POINTS[3], POINTS[3])),))
    check(found)
    assert [places(move) for move in found.pairs[0].moves] == [
        (("1", None, "1"), ("1", None, "3")),
        (("1", None, "3"), ("1", None, "4")),
    ]


def test_a_part_of_a_text_that_only_shares_words_with_another_is_no_order() -> None:
    # Item one became a paragraph of its own; those behind it only got other numbers.
    gone = "伪造、变造学位证书、学历证书等国家机关公文、证件"
    old = listed((gone, POINTS[4], POINTS[0]))
    fine = "的，由示例市主管部门没收违法所得，处一万元以上五万元以下罚款；情节严重的，吊销许可证。"
    new = f"{listed((POINTS[4], POINTS[0]))}\n{gone}{fine}"
    pair = only(old, new)
    assert pair.moves == ()
    assert all(POINTS[4] not in op.text for op in pair.ops if op.kind is not OpKind.EQUAL)


def test_words_that_went_into_another_sentence_are_no_neighbour() -> None:
    first = ("证券经纪", "证券承销与保荐")
    old = listed((*first, "投资基金的委托和咨询", "其他业务"))
    new = listed((*first, "自营", "其他业务"))
    more = (
        "机构经营投资基金的委托和咨询的，应当符合有关法律、行政法规的规定，并报示例市主管部门备案。"
    )
    assert only(old, f"{new}\n{more}").moves == ()


def test_the_words_before_a_list_do_not_move_without_it() -> None:
    lead = "有下列情形之一的，数据处理者应当立即停止处理并且删除数据："
    rest = ("用户可以查阅其数据，处理者不得拒绝。", "投诉应当在十日内予以答复，并说明理由。")
    old = "\n".join([listed(POINTS[4:6], lead), *rest])
    new = "\n".join([rest[0], "复制数据的费用由用户承担。", rest[1], listed(POINTS[7:9], lead)])
    for a, b in ((old, new), (new, old)):
        assert not any(move.old.text.startswith(lead[:6]) for move in only(a, b).moves)


def test_a_sentence_that_went_to_another_article_is_told_in_both() -> None:
    more = "用户可以查阅其数据，数据处理者不得拒绝。"
    old = (f"{LOGS}{CATALOGUE}", more, INSPECTION)
    new = (LOGS, more, f"{INSPECTION}\n{CATALOGUE}")
    for a, b in ((old, new), (new, old)):
        found = compared(a, b)
        check(found)
        told = {pair.old: pair.moves for pair in found.pairs if pair.moves}
        assert set(told) == {("1",), ("3",)}
        assert told["1",] == told["3",]
        (move,) = told["1",]
        assert (move.old.text, move.old.paragraph) == (CATALOGUE[:-1], None if a is old else 2)


def test_what_stands_twice_in_either_law_moved_from_nowhere() -> None:
    formula = "违反本办法规定，给他人造成损害的，依法承担民事责任；构成犯罪的，依法追究刑事责任。"
    more = "用户可以查阅其数据，数据处理者不得拒绝。"
    old = (f"{LOGS}{formula}", f"{more}{formula}", INSPECTION)
    new = (LOGS, f"{more}{formula}", f"{INSPECTION}{formula}")
    assert not any(pair.moves for pair in compared(old, new).pairs)


def test_a_pair_stored_before_there_were_moves_has_none() -> None:
    pair = only(listed(POINTS[4:8]), listed((POINTS[7], *POINTS[4:7])))
    row = json.loads(records.pack(pair))
    assert records.unpack(json.dumps(row), Pair) == pair
    del row["moves"]
    assert records.unpack(json.dumps(row), Pair).moves == ()


orders = st.lists(st.sampled_from(POINTS), min_size=2, max_size=7, unique=True).flatmap(
    lambda points: st.tuples(st.just(tuple(points)), st.permutations(points).map(tuple))
)


@settings(max_examples=150, deadline=None)
@given(orders)
def test_points_in_another_order_are_moves_and_nothing_else(
    orders: tuple[tuple[str, ...], tuple[str, ...]],
) -> None:
    old, new = orders
    found = compared((listed(old),), (listed(new),))
    check(found)
    pair = found.pairs[0]
    assert pair.effect in (Effect.WORDING, Effect.NONE)
    assert (pair.changes, bool(pair.moves)) == ((), old != new)
    assert (side(pair, OpKind.DELETE), side(pair, OpKind.INSERT)) == (listed(old), listed(new))
    moved = {old.index(move.old.text) for move in pair.moves}
    kept = [point for n, point in enumerate(old) if n not in moved]
    assert kept == [point for point in new if point in kept]
    for point in old:
        ends = [any(op.kind is k and point in op.text for op in pair.ops) for k in list(OpKind)[1:]]
        assert all(ends) is (old.index(point) in moved)


@settings(max_examples=100, deadline=None)
@given(orders, st.lists(st.sampled_from(POINTS), max_size=3))
def test_the_other_way_round_the_same_moves_are_mirrored(
    orders: tuple[tuple[str, ...], tuple[str, ...]], more: list[str]
) -> None:
    old, new = (listed(orders[0]),), (listed((*orders[1], *more)),)
    there, back = compared(old, new), compared(new, old)
    check(there)
    assert [{Move(m.new, m.old) for m in pair.moves} for pair in back.pairs] == [
        set(pair.moves) for pair in there.pairs
    ]
