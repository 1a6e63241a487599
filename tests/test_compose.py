from dataclasses import replace
from datetime import date

import pytest
from fakes import digests as fake

from digest.compose import compose
from digest.model import (
    BlindSpot,
    Change,
    ChangeKind,
    DateKind,
    Effect,
    ItemKind,
    NoticeKind,
    Quote,
    Reason,
    Redline,
    Status,
    Version,
)


def by_effect(digest, effect):
    return [item for item in digest.items if item.pair and item.effect is effect]


def test_every_material_effect_is_an_item_and_mere_wording_is_counted():
    digest = fake.digest(fake.promulgated())
    assert {item.effect for item in digest.items} == set(Effect) - {Effect.WORDING}
    first = digest.items[0]
    assert first.effect is Effect.TIGHTENED
    assert first.touched[0].obligation.id == "OB-042"
    assert "同一文件另有 2 条仅文字调整，未逐条列出" in first.why


def test_unchanged_articles_give_no_item():
    digest = fake.digest(fake.promulgated())
    assert all(
        item.pair.old != item.pair.new or item.effect is not Effect.NONE
        for item in digest.items
        if item.pair
    )


def test_a_renumbered_article_is_told_only_where_an_obligation_cites_it():
    digest = fake.digest(fake.promulgated())
    (item,) = by_effect(digest, Effect.NONE)
    assert (item.pair.old, item.pair.new) == (("10",), ("11",))
    assert item == digest.items[-1]
    arrival = fake.promulgated()
    likeness = tuple(
        tuple(replace(t, reasons=(Reason.SEMANTIC,)) for t in touched)
        for touched in arrival.touched_by_pair
    )
    digest = fake.digest(replace(arrival, touched_by_pair=likeness))
    assert not by_effect(digest, Effect.NONE)
    assert any("1 条重新编号" in why for item in digest.items for why in item.why)


def test_a_quote_without_words_gets_the_sentence_that_holds_the_new_words():
    arrival = fake.promulgated()
    text = arrival.lead.reading.document.text
    (item,) = (i for i in fake.digest(arrival).items if i.pair and i.pair.new == ("10",))
    (quote,) = item.touched[0].quotes
    assert "三年" in quote.text
    assert text[quote.start : quote.end] == quote.text


def test_a_sentence_is_taken_from_the_paragraph_that_changed():
    arrival = fake.promulgated()
    i = next(i for i, p in enumerate(arrival.redline.pairs) if p.new == ("7",))
    touched = list(arrival.touched_by_pair)
    touched[i] = (fake.touched(fake.LOGS),)
    digest = fake.digest(replace(arrival, touched_by_pair=tuple(touched)))
    (item,) = (i for i in digest.items if i.pair and i.pair.new == ("7",))
    assert item.touched[0].quotes[0].text == "服务提供者应当设立标识负责人。"


def test_a_removed_article_has_its_redline_as_evidence_and_no_quote():
    arrival = fake.promulgated()
    i = next(i for i, p in enumerate(arrival.redline.pairs) if not p.new)
    touched = list(arrival.touched_by_pair)
    touched[i] = (fake.touched(fake.LOGS),)
    digest = fake.digest(replace(arrival, touched_by_pair=tuple(touched)))
    (item,) = by_effect(digest, Effect.REMOVED)
    assert item.touched[0].quotes == ()
    assert "".join(op.text for op in item.pair.ops).startswith("服务提供者应当每月")


@pytest.mark.parametrize("start", [0, 3, 10_000])
def test_an_item_whose_quote_is_not_in_the_original_is_held_back_by_name(start):
    arrival = fake.commented()
    quote = Quote("并不存在的话", start, start + 6)
    bad = replace(arrival, touched=(fake.touched(fake.LOGS, quotes=(quote,)),))
    digest = fake.digest(bad)
    assert digest.items == ()
    (held,) = digest.held
    assert fake.TITLE in held
    assert "OB-042" in held


def test_a_true_quote_at_a_false_place_is_held_back():
    arrival = fake.commented()
    (touched,) = arrival.touched
    quote = replace(touched.quotes[0], start=0, end=10)
    digest = fake.digest(replace(arrival, touched=(replace(touched, quotes=(quote,)),)))
    assert not digest.items
    assert digest.held


def test_an_article_that_the_stored_original_does_not_hold_is_held_back():
    arrival = fake.promulgated()
    old = fake.document("other", fake.NEW.replace("三年", "五年"))
    lead = fake.release(replace(old, id=arrival.version.document), fake.promulgation())
    digest = fake.digest(replace(arrival, lead=lead, others=(), touched_by_pair=()))
    assert any("第十条" in held and "不一致" in held for held in digest.held)
    assert all(item.pair.new != ("10",) for item in digest.items if item.pair)


def test_a_version_read_from_an_attachment_is_checked_against_the_attachment():
    arrival = fake.promulgated()
    page = fake.release(fake.document("page", "现予公布。"), fake.promulgation())
    digest = fake.digest(replace(arrival, lead=page, others=(arrival.lead,)))
    assert not digest.held
    assert digest.items[0].touched[0].quotes
    # without the attachment nothing can be checked, and that is said
    digest = fake.digest(replace(arrival, lead=page, others=()))
    assert all("存档" in held for held in digest.held)
    assert len(digest.held) == 7
    assert by_effect(digest, Effect.REMOVED)


def test_first_seen_is_one_item_even_when_nobody_owns_it():
    (item,) = fake.digest(fake.drafted()).items
    assert item.kind is ItemKind.FIRST_SEEN
    assert item.touched == ()
    assert item.previous is None


def test_commentary_that_touches_nothing_is_no_item():
    digest = fake.digest(replace(fake.commented(), touched=()))
    assert digest.items == ()
    assert digest.held == ()


def test_an_official_repeal_is_told_even_without_a_text():
    arrival = replace(fake.commented(), touched=())
    notice = replace(arrival.lead.reading.notice, kind=NoticeKind.REPEAL)
    reading = replace(arrival.lead.reading, notice=notice)
    official = replace(arrival.lead, reading=reading, official=True)
    (item,) = fake.digest(replace(arrival, lead=official)).items
    assert (item.kind, item.effect) == (ItemKind.MENTION, Effect.REMOVED)
    repost = replace(official, official=False)
    assert not fake.digest(replace(arrival, lead=repost)).items


def test_filters_keep_what_is_ours_and_what_nobody_owns():
    digest = fake.digest(fake.promulgated(), fake.commented(), owners=("数据合规组",))
    owners = {t.obligation.owner for item in digest.items for t in item.touched}
    assert owners == {"数据合规组"}
    assert by_effect(digest, Effect.NEW)
    digest = fake.digest(fake.commented(), topics=("elsewhere",))
    assert not digest.items
    assert fake.digest(fake.commented(), topics=("logs",)).items


def only(arrival, *pairs, status=Status.PROMULGATED):
    redline = Redline(fake.TITLE, fake.TITLE, 1, 1, pairs)
    version = replace(arrival.version, status=status)
    return replace(arrival, version=version, redline=redline, touched_by_pair=())


def test_a_draft_promulgated_as_it_stood_is_told():
    same = only(fake.promulgated(), fake.pair("2", "2", Effect.NONE))
    (item,) = fake.digest(same).items
    assert item.effect is Effect.CHANGED
    assert item.pair is None
    assert item.touched[0].obligation.id == "OB-042"


def test_the_same_text_again_is_nothing():
    same = only(fake.promulgated(), fake.pair("2", "2", Effect.NONE), status=Status.DRAFT)
    assert fake.digest(same).items == ()


def test_wording_alone_is_one_summary():
    pairs = (fake.pair("1", "1", Effect.WORDING), fake.pair("8", "8", Effect.WORDING))
    (item,) = fake.digest(only(fake.promulgated(), *pairs, status=Status.DRAFT)).items
    assert item.effect is Effect.WORDING
    assert "2 条仅文字调整，未逐条列出" in item.why


def test_a_citation_of_another_law_under_another_number_is_not_passed_over():
    cited = (Change(ChangeKind.REFERENCE, "第二十七条", "第三十七条"),)
    pair = replace(fake.pair("1", "1", Effect.NONE), changes=cited)
    (item,) = fake.digest(only(fake.promulgated(), pair, status=Status.DRAFT)).items
    assert "1 条仅文字调整，未逐条列出" in item.why


def test_previous_reads_as_month_and_status():
    assert fake.digest(fake.promulgated()).items[0].previous == "2025-11 征求意见稿"


def test_dates_are_those_from_the_window_on_each_once():
    digest = fake.digest(fake.promulgated(), fake.promulgated(), fake.drafted())
    assert [(d.on, d.kind) for d in digest.dates] == [
        (date(2026, 2, 14), DateKind.COMMENTS_UNTIL),
        (date(2026, 3, 1), DateKind.EFFECTIVE),
    ]
    version: Version = replace(fake.drafted().version, comments_until=date(2026, 1, 11))
    arrival = replace(fake.drafted(), version=version)
    lead = arrival.lead
    notice = replace(lead.reading.notice, comments_until=None)
    arrival = replace(arrival, lead=replace(lead, reading=replace(lead.reading, notice=notice)))
    assert fake.digest(arrival).dates == ()


def test_a_commentary_sets_no_dates():
    arrival = fake.commented()
    notice = replace(arrival.lead.reading.notice, effective_on=date(2027, 1, 1))
    lead = replace(arrival.lead, reading=replace(arrival.lead.reading, notice=notice))
    assert fake.digest(replace(arrival, lead=lead)).dates == ()


def test_reposts_say_how_they_belong():
    (other,) = fake.digest(fake.promulgated()).items[0].others
    assert other.relation.value == "same-text"


def test_composing_twice_gives_the_same_digest():
    assert fake.digest() == fake.digest()
    ids = [item.id for item in fake.digest().items]
    assert len(set(ids)) == len(ids)


def test_silence_says_what_it_rests_on():
    spots = (BlindSpot("示例", "无响应"),)
    digest = compose(fake.subscription(), fake.SINCE, fake.UNTIL, (), spots, 14, 13, "1-x")
    assert digest.items == ()
    assert digest.blind_spots == spots
    assert (digest.sources_healthy, digest.sources_total) == (13, 14)


def test_an_edit_in_place_is_said():
    digest = fake.digest(replace(fake.promulgated(), replaced="3f9c" * 16))
    assert all("网页在原址被修改" in item.why for item in digest.items)


def test_equals_stay_in_the_order_of_the_articles():
    new = by_effect(fake.digest(fake.promulgated()), Effect.NEW)
    assert [item.pair.new for item in new] == [("7",), ("9",)]
