import io
import json
from dataclasses import replace

import pytest
from fakes import digests as fake
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bots import chat, redline, render, wording
from bots.channel import CHANNELS
from digest.model import Effect, Op, OpKind

BASE = "https://duty.example"


def test_an_item_reads_as_the_design_shows_it():
    shown = render.text(fake.digest(), BASE)
    item = shown.split("\n\n")[1].split("\n")
    assert item[:5] == [
        "收紧 · 日志留存  OB-042（数据合规组）",
        "《示例市生成内容标识办法》公布，自 2026-03-01 起施行；前次见于 2025-11 征求意见稿",
        "第九条 → 第十条",
        "服务提供者应当留存日志不少于[-六个月-]{+三年+}，并[-可以-]{+应当+}记录申请用户的信息。",
        "期限：六个月 → 三年   语气：可以 → 应当",
    ]
    assert item[5].startswith("因为：同一文件的新版本；条文对应 0.")
    assert item[5].endswith("引文已核对")
    assert item[7].startswith("来源：示例市网信办 2026-01-15（原文存档 sha256 ")
    assert item[7].endswith("· 转载 1 篇")
    assert item[8].startswith(f"{BASE}/items/")


def test_every_effect_has_its_word():
    heads = {block.split(" · ")[0] for block in render.text(fake.digest()).split("\n\n")[1:-2]}
    assert heads == {"收紧", "变更", "新增", "删除", "放宽", "重新编号", "首次发现", "提及"}


def test_silence_is_said_with_what_it_rests_on():
    assert render.text(fake.silent()).endswith("没有变化，14/14 个来源正常")
    shown = render.text(fake.silent(blind=True))
    assert "没有变化，13/14 个来源正常" in shown
    assert shown.endswith("未见\n示例工信 意见征集 自 2026-01-14 起：无响应")


def test_held_items_are_listed():
    digest = replace(fake.silent(), held=("《示例》第三条：引文不在存档原文中",))
    assert render.text(digest).endswith(
        "未发布（引文核对未通过）\n《示例》第三条：引文不在存档原文中"
    )
    assert "没有可发布的变化" in render.text(digest)


def test_long_unchanged_words_give_way_and_changes_never_do():
    ops = (
        Op(OpKind.EQUAL, "甲" * 100),
        Op(OpKind.INSERT, "乙" * 300),
        Op(OpKind.EQUAL, "丙" * 100),
        Op(OpKind.DELETE, "丁"),
        Op(OpKind.EQUAL, "戊" * 60),
    )
    shown = [op.text for op in redline.short(ops)]
    tail, inner = "…" + "甲" * 20, "丙" * 20 + "…" + "丙" * 20
    assert shown == [tail, "乙" * 300, inner, "丁", "戊" * 60]


def op(kind, text):
    return Op(OpKind(kind), text)


def test_what_is_no_change_is_not_marked():
    ops = (
        op("equal", "应"),
        op("delete", " "),
        op("equal", "当"),
        op("delete", ","),
        op("insert", "，"),
        op("equal", "留存"),
        op("delete", "三十"),
        op("insert", "30"),
        op("equal", "日以上"),
        op("delete", "日志"),
        op("insert", "记录"),
    )
    assert redline.short(ops) == (
        op("equal", "应当，留存30日以上"),
        op("delete", "日志"),
        op("insert", "记录"),
    )
    old, new = redline.sides(ops)
    assert old == (op("equal", "应 当,留存三十日以上"), op("delete", "日志"))
    assert new == (op("equal", "应当，留存30日以上"), op("insert", "记录"))


def test_a_mark_between_numerals_is_a_change():
    ops = (op("equal", "第4"), op("delete", "."), op("equal", "3项"))
    assert redline.short(ops) == ops


def test_an_unchanged_article_shows_where_it_begins():
    (shown,) = redline.short((op("equal", "甲" * 20 + "乙" * 80),))
    assert shown.text == "甲" * 20 + "…"


OPS = st.lists(st.builds(Op, st.sampled_from(OpKind), st.text("三3十.。, ，处處 a", max_size=6)))


@given(OPS)
def test_both_sides_of_a_redline_are_to_the_letter(ops):
    old, new = redline.sides(ops)
    assert "".join(o.text for o in old) == "".join(
        o.text for o in ops if o.kind is not OpKind.INSERT
    )
    assert "".join(o.text for o in new) == "".join(
        o.text for o in ops if o.kind is not OpKind.DELETE
    )


@pytest.mark.parametrize(
    ("number", "label"),
    [
        ("9", "第九条"),
        ("10", "第十条"),
        ("14", "第十四条"),
        ("20", "第二十条"),
        ("105", "第一百零五条"),
        ("110", "第一百一十条"),
        ("1260", "第一千二百六十条"),
        ("1001", "第一千零一条"),
        ("17-1", "第十七条之一"),
        ("5.2.1", "5.2.1"),
        ("0", "0"),
    ],
)
def test_articles_are_named_as_laws_print_them(number, label):
    assert wording.article(number) == label


def test_a_terminal_gets_colours_and_a_pipe_the_same_words():
    digest = fake.digest()
    pipe, screen = io.StringIO(), io.StringIO()
    render.terminal(digest, Console(file=pipe, width=60), BASE)
    console = Console(
        file=screen, force_terminal=True, color_system="standard", width=60, no_color=False
    )
    render.terminal(digest, console, BASE)
    assert pipe.getvalue() == render.text(digest, BASE) + "\n"
    assert "\x1b[" in screen.getvalue()
    assert "\x1b[" not in pipe.getvalue()


@pytest.mark.parametrize("name", ["telegram", "wecom", "feishu", "dingtalk"])
def test_a_long_digest_comes_in_parts_that_fit(name):
    arrivals = [fake.promulgated() for _ in range(25)]
    parts = render.chat(fake.digest(*arrivals), name, BASE)
    assert len(parts) > 1
    if name != "feishu":
        assert all(CHANNELS[name].size(part) <= CHANNELS[name].limit for part in parts)
    assert sum(part.count("收紧 · 日志留存") for part in parts) == 25


def test_telegram_escapes_what_comes_from_pages():
    (part,) = render.chat(fake.digest(fake.hostile()), "telegram")
    assert "<script" not in part
    assert "&lt;script&gt;" in part
    assert "javascript:" not in part


@pytest.mark.parametrize("name", ["wecom", "dingtalk"])
def test_markdown_forms_no_link_tag_or_mention_from_a_page(name):
    (part,) = render.chat(fake.digest(fake.hostile()), name)
    assert "](" not in part
    assert "<script" not in part
    assert "<@" not in part
    assert part.replace("\u200b", "").count("[点此](https://evil.example/)") == 3


@pytest.mark.parametrize("name", ["file", "telegram", "wecom", "feishu", "dingtalk"])
def test_control_and_direction_characters_are_gone(name):
    (part,) = render.chat(fake.digest(fake.hostile()), name)
    assert not set("\x07\u202e") & set(part)


def test_wording_without_a_pair_has_its_word():
    (item, *_) = fake.digest().items
    assert wording.effect(replace(item, pair=None, effect=Effect.WORDING)) == "仅文字"
    assert wording.effect(replace(item, pair=None, effect=Effect.CHANGED)) == "状态变更"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//x.example",
        "http://[",
        "",
    ],
)
def test_only_web_addresses_are_links(url):
    assert wording.safe_url(url) is None
    assert wording.safe_url("https://wxb.example/a?b=1") == "https://wxb.example/a?b=1"


def test_bodies_of_the_group_bots():
    assert chat.wecom("甲\n乙") == {"msgtype": "markdown", "markdown": {"content": "甲\n乙"}}
    assert chat.dingtalk("甲\n乙")["markdown"]["text"] == "甲  \n乙"
    body = chat.feishu("甲\n乙\nhttps://duty.example/items/1.html\n\n丙")
    assert body["msg_type"] == "post"
    assert body["content"]["post"]["zh_cn"]["content"] == [
        [{"tag": "text", "text": "甲\n乙"}],
        [
            {
                "tag": "a",
                "text": "https://duty.example/items/1.html",
                "href": "https://duty.example/items/1.html",
            }
        ],
        [{"tag": "text", "text": "\n丙"}],
    ]


def test_a_feishu_part_is_a_body_whose_text_is_never_parsed():
    (part,) = render.chat(fake.digest(fake.hostile()), "feishu")
    (row,) = json.loads(part)["content"]["post"]["zh_cn"]["content"]
    assert row[0]["tag"] == "text"
    assert "<script>" in row[0]["text"]
