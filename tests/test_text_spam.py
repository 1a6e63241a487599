"""Link farms on hijacked pages go, promotion goes, and no line of law goes with them."""

import itertools
from datetime import UTC, date, datetime

import pytest

from digest.errors import ChallengePage, DocumentError
from digest.ids import capture_id, sha256_hex
from digest.model import Capture, Document, Listed
from digest.text import spam
from digest.text.clean import clean

TITLE = "示例市標識辦法"
LAW = (
    "第一條 示例服務提供者應當保存日誌不少於六個月，並按照規定報告。",
    "第二條 本辦法自2026年3月1日起施行。",
)
FARMS = (
    "成人影片|無碼高清|av在線_免費看|百家樂_娛樂城",
    "線上老虎機_真人荷官|六合彩開獎|澳門博彩_註冊送彩金",
    "a片_無碼中文字幕|成人直播_國產自拍|世界盃投注_球盤",
    "成人影片|无码高清",
    "百家乐_娱乐城",
    "澳門威尼斯人娛樂城 百家樂 註冊送彩金",
    "欢迎来到百家乐娱乐城，注册送彩金！",
    "北京搬家_上海开锁_广州装修|深圳租车_成都办证|重庆保洁",
    "北京搬家|上海开锁|广州装修|深圳租车|成都办证|重庆保洁|武汉代驾",
)


def captured(
    body: str, name: str = "a.html", url: str = "", listed: Listed | None = None
) -> Capture:
    data = body.encode()
    return Capture(
        capture_id(url, data), "test", url, datetime(2026, 1, 15, tzinfo=UTC), data,
        sha256_hex(data), file_name=name, listed=listed or Listed(),
    )  # fmt: skip


def page(title: str, top: str, bottom: str, lines: tuple[str, ...] = LAW) -> str:
    farm = "".join(f'<a href="/{i}">{word}</a>|' for i, word in enumerate(top.split("|")))
    body = "".join(f"<p>　　{line}</p>" for line in lines)
    return (
        f"<html><head><title>{title}</title></head><body><div class=top>{farm}</div><p>{top}</p>"
        f"<h2>{TITLE}</h2><div class=article>{body}</div><p>{bottom}</p>"
        f"<div style='display:none'>{farm}</div></body></html>"
    )


def assert_clean(document: Document, *farms: str) -> None:
    assert document.text == "\n".join((TITLE, *LAW))
    assert document.meta.title == TITLE
    dropped = {piece.text for piece in document.dropped}
    assert dropped.issuperset(farms)
    assert all(piece.rule for piece in document.dropped)


@pytest.mark.parametrize(("top", "bottom"), [*itertools.pairwise(FARMS), (FARMS[-1], FARMS[0])])
def test_a_farm_at_both_ends_of_a_page_and_in_its_title(top: str, bottom: str) -> None:
    assert_clean(clean(captured(page(f"{top}_{TITLE}", top, bottom))), top, bottom)
    text = "\n".join((top, TITLE, *LAW, bottom))
    assert_clean(clean(captured(text, "a.txt")), top, bottom)


def test_a_farm_with_one_word_a_line() -> None:
    words = ("成人影片", "無碼高清", "免費看", "百家樂", "娛樂城")
    text = "\n".join((*words, TITLE, *LAW, *words))
    assert_clean(clean(captured(text, "a.txt")), *words)


def test_no_spam_in_what_a_page_says_of_itself() -> None:
    listed = Listed(title=f"{FARMS[0]}_{TITLE}", account=FARMS[1])
    meta = clean(captured(page(FARMS[0], FARMS[0], FARMS[1]), listed=listed)).meta
    assert (meta.title, meta.publisher) == (TITLE, None)
    farm = f'<a href="/x.zip">{FARMS[0]}</a><a href="/a.pdf">附件</a>'
    files = clean(captured(page(TITLE, farm, FARMS[1]), url="https://e.org/")).attachments
    assert [file.name for file in files] == ["附件"]


@pytest.mark.parametrize(
    "line",
    [
        "第三条 不得利用成人影片、百家乐、老虎机、六合彩、真人荷官、博彩等吸引用户",
        "第三条 成人影片|无码|百家乐|娱乐城|六合彩",
        "（一）开设百家乐、老虎机、六合彩等赌局的",
        "犯罪嫌疑人开设百家乐、老虎机、六合彩等赌博网站，获利五十万元。",
        "关于整治网络博彩的通知",
        "专家观点 | 六合彩案件的定性",
        "主持人 | 张示例 与谈人 | 李示例 点评人 | 王示例",
        "甲方：______ 乙方：______ 日期：____年____月____日",
        "提供者应当留存 user_id、device_id、trace_id、log_time 和 event_type 字段",
    ],
)
def test_lines_of_law_and_of_articles_about_it_stay(line: str) -> None:
    for lines in ((line, *LAW), (*LAW, line)):
        assert line in clean(captured("\n".join((TITLE, *lines)), "a.txt")).text


def test_a_table_at_the_end_is_no_farm() -> None:
    rows = ("序号 | 名称 | 类别 | 期限 | 备注", "一类 | 文本 | 显式 | 三日 | 首次")
    assert all(row in clean(captured("\n".join((*LAW, *rows)), "a.txt")).text for row in rows)


def test_a_farm_is_dropped_in_traditional_and_simplified_characters() -> None:
    assert spam.rule("無碼|人妻|熟婦") == spam.rule("无码|人妻|熟妇") == "spam.link-farm"


# --- promotion ------------------------------------------------------------------------------------

PROMOTIONS = (
    "《示例安全》杂志 倾情推出", "“企业成长计划”", "分享网络安全知识 强化网络安全意识",
    "合作电话：13800000000", "“投稿联系方式：010-00000000”", "—END—", "→等级保护系列<<<",
)  # fmt: skip


@pytest.mark.parametrize("line", PROMOTIONS)
def test_promotion_at_the_end_of_an_export(line: str) -> None:
    document = clean(captured(f"# 示例解读\n\n{LAW[0]}\n\n（来源：示例报）\n\n{line}\n", "a.md"))
    assert document.text == f"示例解读\n{LAW[0]}\n（来源：示例报）"
    assert (line, "promotion") in {(piece.text, piece.rule) for piece in document.dropped}


@pytest.mark.parametrize(
    "line",
    [
        "关于印发企业成长计划的通知",
        "扫描二维码填写反馈意见",
        "点击下方附件下载征求意见稿",
        "举报电话：12300",
        "联系方式",
        "隐私政策",
    ],
)
def test_what_a_notice_asks_its_readers_is_no_promotion(line: str) -> None:
    assert line in clean(captured(f"# 示例公告\n\n{LAW[0]}\n\n{line}\n", "a.md")).text


def test_labels_of_a_site_go_only_beside_other_chrome() -> None:
    lines = ("友情链接", "隐私政策", "联系方式", "© 示例网 All rights reserved")
    document = clean(captured("\n\n".join(("# 示例公告", LAW[0], *lines)), "a.md"))
    assert document.text == f"示例公告\n{LAW[0]}"
    assert {(text, "site.chrome") for text in lines} == {(p.text, p.rule) for p in document.dropped}


# --- failures -------------------------------------------------------------------------------------

DELETED = '<div class="weui-msg"><div class="weui-msg__title">该内容已被发布者删除</div></div>'


def test_a_failure_names_what_was_shown_and_not_where() -> None:
    with pytest.raises(ChallengePage) as raised:
        clean(captured(DELETED, url="https://mp.weixin.qq.com/s/x"))
    assert str(raised.value) == "the page shows no article: 该内容已被发布者删除"


@pytest.mark.parametrize(
    ("body", "url"),
    [
        ("", ""),
        ("PK\x03\x04 no zip", ""),
        ("%PDF-1.4 rubbish", ""),
        ("# 示例办法\n\n阅读原文", ""),
        ("获取全文失败，请重试~", ""),
        ("<p>x</p>", "https://mp.weixin.qq.com/mp/wappoc_appmsgcaptcha?x=1"),
        ("<script>var __jsl_clearance</script>", "https://e.org/challenged"),
    ],
)
def test_no_failure_repeats_the_file_or_address(body: str, url: str) -> None:
    with pytest.raises(DocumentError) as raised:
        clean(captured(body, "named.html", url))
    said = str(raised.value)
    assert "named" not in said
    assert "http" not in said
    assert said[0].islower()
    assert not said.endswith(".")


def test_the_day_of_a_dropped_line_is_still_read() -> None:
    text = f"示例解读\n\n2026-01-15 10:00 来源：示例报\n\n{LAW[0]}\n"
    assert clean(captured(text, "a.md")).meta.published_on == date(2026, 1, 15)
