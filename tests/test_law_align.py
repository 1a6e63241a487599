"""Alignment: every article in one pair; moved, renumbered, split and merged articles are found."""

import random
from collections.abc import Sequence
from datetime import date
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from digest.law.align import _supported, align
from digest.law.assignment import assigned
from digest.law.numbering import carried
from digest.law.redline import redline
from digest.model import Article, Relation, Status, Version

LOGS = "平台运营者应当记录网络运行状态，并留存相关日志不少于六个月。"
LABELS = "生成图片、音频和视频的，应当在显著位置添加标识，说明内容由机器生成。"
REPORTS = "发现漏洞的，应当立即修补，并在二十四小时内向示例市网信部门报告。"
MINORS = "处理未成年人信息的，应当取得其监护人的同意，并制定专门规则。"
EXPORTS = "向境外提供重要数据的，应当申报安全评估；未经批准不得传输。"
START = "本办法自2026年3月1日起施行。"
ALL = (LOGS, LABELS, REPORTS, MINORS, EXPORTS, START)


def law(*texts: str) -> list[Article]:
    return [
        Article(str(n), f"第{n}条", (), text, 0, len(text), ()) for n, text in enumerate(texts, 1)
    ]


def shape(old: list[Article], new: list[Article]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(a.old, a.new) for a in align(old, new)]


def test_an_inserted_article_renumbers_the_rest_and_nothing_else() -> None:
    found = align(law(*ALL), law(LOGS, "本条是新增的，规定算法备案的程序和材料。", *ALL[1:]))
    assert [a.relation for a in found].count(Relation.SAME) == 6
    assert [(a.old, a.new) for a in found if a.relation is Relation.ADDED] == [((), (1,))]


def test_a_moved_article_is_followed_past_the_others() -> None:
    assert ((0,), (4,)) in shape(law(*ALL), law(*ALL[1:5], LOGS, START))


def test_a_rewritten_article_in_its_place_is_amended() -> None:
    rewritten = "平台运营者应当采取监测措施，留存日志不少于三年，并定期备份。"
    found = align(law(*ALL), law(rewritten, *ALL[1:]))
    assert (found[0].old, found[0].new, found[0].relation) == ((0,), (0,), Relation.AMENDED)
    assert 0 < found[0].similarity < 1


def test_a_moved_article_that_has_grown_is_followed() -> None:
    grown = MINORS + (
        "处理目的、方式或者种类变更的，另行征得书面确认；父母撤回授权以后，运营方停止收集，"
        "三十日内销毁档案并出具证明。学校、社区可以向示例市教育主管部门咨询专门规则的范本。"
    )
    assert ((3,), (0,)) in shape(law(*ALL), law(grown, *ALL[:3], *ALL[4:]))


def test_an_unrelated_article_in_the_same_place_is_no_amendment() -> None:
    found = align(law(*ALL), law(LOGS, "鼓励高等学校培养人才。", *ALL[2:]))
    assert {a.relation for a in found} == {Relation.SAME, Relation.REMOVED, Relation.ADDED}


def test_a_penalty_formula_alone_does_not_pair_two_offences() -> None:
    tail = "的，由有关主管部门责令改正，给予警告；拒不改正的，处一万元以上十万元以下罚款。"
    offences = [f"违反本办法规定，{offence}{tail}" for offence in (LOGS, LABELS, REPORTS, MINORS)]
    found = align(law(*offences), law(*offences[:2], offences[3], f"违反本办法，{EXPORTS}{tail}"))
    assert {(a.old, a.new) for a in found} >= {((2,), ()), ((), (3,))}


def test_a_split_and_its_mirror_a_merger() -> None:
    whole, parts = law(LABELS, LOGS + REPORTS, START), law(LABELS, LOGS, REPORTS, START)
    split = [a for a in align(whole, parts) if a.relation is Relation.SPLIT]
    merged = [a for a in align(parts, whole) if a.relation is Relation.MERGED]
    assert [(a.old, a.new) for a in split] == [((1,), (1, 2))]
    assert [(a.old, a.new) for a in merged] == [((1, 2), (1,))]


def test_norms_that_move_apart_are_a_split_wherever_their_parts_stand() -> None:
    whole = law(LOGS + REPORTS + MINORS, LABELS, EXPORTS, START)
    parts = law(LOGS, LABELS, REPORTS, EXPORTS, MINORS, START)
    assert ((0,), (0, 2, 4)) in shape(whole, parts)
    assert ((0, 2, 4), (0,)) in shape(parts, whole)


def test_an_article_with_a_counterpart_of_its_own_is_no_part_of_a_split() -> None:
    old, new = law(LOGS + LABELS, REPORTS, START), law(LOGS + LABELS, REPORTS + LABELS, START)
    assert shape(old, new) == [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]


def test_a_norm_that_moves_from_one_counterpart_to_another_joins_the_two_pairs() -> None:
    more, rest = "记录应当备份，并由专人保管。", "监护人可以随时撤回同意，运营者应当立即删除档案。"
    old = law(LABELS, LOGS + more, MINORS + rest + REPORTS, EXPORTS, START)
    new = law(LABELS, LOGS + more + REPORTS, MINORS + rest, EXPORTS, START)
    mixed = next(a for a in align(old, new) if len(a.old) == 2)
    assert (mixed.old, mixed.new, mixed.relation) == ((1, 2), (1, 2), Relation.MERGED)
    assert mixed.links == ((1, 1), (2, 1), (2, 2))


def test_a_number_is_carried_to_the_articles_that_hold_its_norms_alone() -> None:
    rest = "监护人可以随时撤回同意，运营者应当立即删除档案。"
    old = version(LABELS, LOGS, MINORS + rest + REPORTS, START)
    new = version(LABELS, LOGS + REPORTS, MINORS + rest, START)
    assert carried(old, new) == {"1": ("1",), "2": ("2",), "3": ("2", "3"), "4": ("4",)}


def test_a_half_sentence_that_moves_joins_nothing() -> None:
    old = law(LOGS, LABELS, REPORTS, START)
    new = law(LOGS.replace("，并留存", "，在显著位置添加标识，并留存"), LABELS, REPORTS, START)
    assert shape(old, new) == [((n,), (n,)) for n in range(4)]


def test_lines_of_print_do_not_cut_norms() -> None:
    def printed(text: str) -> str:
        return "\n".join(text[n : n + 9] for n in range(0, len(text), 9))

    penalty = f"违反本办法规定，{LABELS[:-1]}而未添加的，由示例市网信部门处一万元以下罚款。"
    found = set(shape(law(LOGS, LABELS, START), law(LOGS, printed(penalty), START)))
    assert found >= {((1,), ()), ((), (1,))}
    whole, parts = law(LABELS, LOGS + REPORTS, START), law(LABELS, LOGS, printed(REPORTS), START)
    assert ((1,), (1, 2)) in shape(whole, parts)


def test_a_duty_and_the_penalty_for_its_breach_are_two_articles() -> None:
    penalty = f"违反本办法规定，{LABELS[:-1]}而未添加的，处一万元以上十万元以下罚款。"
    assert set(shape(law(LOGS, LABELS), law(LOGS, penalty))) >= {((1,), ()), ((), (1,))}


def test_what_alone_stands_between_two_pairs_needs_little_in_common() -> None:
    old = law(LOGS, "为实现示例目的，所记录的示例信息应当准确，并及时更新。", REPORTS, START)
    new = law(LOGS, "示例机构应当避免因信息不准确、不完整而造成不利影响。", REPORTS, START)
    assert ((1,), (1,)) in shape(old, new)
    apart = law(LOGS, *(a.text for a in new[1:2]), LABELS, REPORTS, START)
    assert {((1,), ()), ((), (1,))} <= set(shape(old, apart))


def test_penalties_follow_the_articles_that_they_name() -> None:
    tail = "规定的，由示例市网信部门责令改正，处一万元以上十万元以下罚款。"
    old = law(LOGS, LABELS, f"违反本办法第一条{tail}", f"违反本办法第二条{tail}")
    new = law(LABELS, LOGS, f"违反本办法第一条{tail[:-1]}，并予公告。", f"违反本办法第二条{tail}")
    assert {((0,), (1,)), ((1,), (0,))} <= set(shape(old, new))


def test_glyphs_width_and_punctuation_do_not_make_an_amendment() -> None:
    shown = "平臺運營者應當記錄網絡運行狀態,並留存相關日誌不少於６個月."
    assert [a.relation for a in align(law(LOGS, START), law(shown, START))] == [Relation.SAME] * 2


def test_commencement_articles_belong_together_whatever_the_date() -> None:
    old = law(LOGS, "本办法由示例市网信部门负责解释，自　年　月　日起施行。")
    assert ((1,), (2,)) in shape(old, law(LOGS, EXPORTS, START))


def test_empty_sides() -> None:
    assert align([], []) == ()
    assert [a.relation for a in align(law(LOGS), [])] == [Relation.REMOVED]
    assert [a.relation for a in align([], law(LOGS))] == [Relation.ADDED]


SENTENCES = (
    *ALL,
    "处理敏感个人信息的，应当取得个人的单独同意，并告知必要性。",
    "违反本办法第一条规定的，责令改正，处一万元以上十万元以下罚款；情节严重的，吊销许可证。",
    "示例市网信部门负责统筹协调，对本办法的实施进行监督检查。",
)
TRADITIONAL = OpenCC("s2t")
MIRROR = {
    Relation.SPLIT: Relation.MERGED,
    Relation.MERGED: Relation.SPLIT,
    Relation.ADDED: Relation.REMOVED,
    Relation.REMOVED: Relation.ADDED,
}


def mirrored(relation: Relation, old: Sequence[object], new: Sequence[object]) -> Relation:
    """What a relation is the other way round; two articles merged into two others stay merged."""
    return relation if len(old) == len(new) else MIRROR.get(relation, relation)


texts = st.lists(
    st.one_of(
        st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map("".join),
        st.text("应当不得可以留存日志三年第一条。，", max_size=12),
    ),
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_every_article_is_in_exactly_one_pair(old: list[str], new: list[str]) -> None:
    found = align(law(*old), law(*new))
    assert sorted(i for a in found for i in a.old) == list(range(len(old)))
    assert sorted(j for a in found for j in a.new) == list(range(len(new)))


@settings(max_examples=100, deadline=None)
@given(texts, texts)
def test_the_comparison_the_other_way_round_is_the_mirror(old: list[str], new: list[str]) -> None:
    forth = {(a.old, a.new, a.relation, a.similarity) for a in align(law(*old), law(*new))}
    back = {
        (a.new, a.old, mirrored(a.relation, a.old, a.new), a.similarity)
        for a in align(law(*new), law(*old))
    }
    assert back == forth


@settings(max_examples=40, deadline=None)
@given(texts)
def test_a_text_and_its_traditional_form_are_the_same(old: list[str]) -> None:
    for new in (old, [TRADITIONAL.convert(text) for text in old]):
        found = align(law(*old), law(*new))
        assert [(a.old, a.new) for a in found] == [((n,), (n,)) for n in range(len(old))]
        assert {a.relation for a in found} <= {Relation.SAME}


def version(*texts: str) -> Version:
    day = date(2026, 1, 1)
    articles = tuple(law(*texts))
    return Version("v", "i", "示例办法", Status.PROMULGATED, day, articles, "d")


@settings(max_examples=30, deadline=None)
@given(texts, texts)
def test_the_redline_the_other_way_round_has_the_mirrored_pairs(
    old: list[str], new: list[str]
) -> None:
    forth = {(p.old, p.new, p.relation) for p in redline(version(*old), version(*new)).pairs}
    back = redline(version(*new), version(*old)).pairs
    assert {(p.new, p.old, mirrored(p.relation, p.old, p.new)) for p in back} == forth


places = st.tuples(st.integers(0, 4), st.integers(0, 4))


@given(st.dictionaries(places, st.sampled_from([0.5, 1.0, 1.5, 2.0, 3.5])))
def test_no_other_assignment_is_worth_more(weights: dict[tuple[int, int], float]) -> None:
    found = assigned(weights)
    assert len(set(found.values())) == len(found)
    best = max(
        sum(weights.get((i, j), 0.0) for i, j in enumerate(order))
        for order in permutations(range(5))
    )
    assert sum(weights[pair] for pair in found.items()) == best


def test_a_code_of_1260_articles_is_aligned_whole() -> None:
    chance = random.Random(7)
    words = ["合同", "债权", "物权", "登记", "抵押", "继承", "婚姻", "监护", "侵权", "赔偿", "担保"]
    words += [chr(0x4E00 + chance.randrange(3000)) * 1 + chr(0x5E00 + n) for n in range(300)]
    old = ["，".join(chance.choices(words, k=30)) for _ in range(1260)]
    new = [text.replace("，", "；应当", 2) + chance.choice(words) for text in old]
    found = align(law(*old), law(*new))
    assert sum(a.old == a.new for a in found) == 1260


def test_articles_with_next_to_no_common_words_are_a_pair_in_their_place_alone() -> None:
    words = {(0, 0): 0.9, (3, 7): 0.06, (5, 5): 0.06, (8, 2): 0.12, (9, 8): 0.06}
    pairs = dict(words.keys())
    assert _supported(pairs, words, {4: 4}, (10, 9)) == {0: 0, 5: 5, 8: 2, 9: 8}
