"""Pages that copy or discuss the sample's law: articles of 公众号, their feeds, a mirror site."""

import html
import json
from collections.abc import Sequence
from datetime import date, datetime, time

from crawlers.dates import SHANGHAI
from crawlers.sample.pages import Row, page, paragraphs

# --- 公众号 -----------------------------------------------------------------------------------


def wechat_page(
    title: str, account: str, day: date, number: int, body: Sequence[str], origin: str = ""
) -> str:
    """An article: empty title and time, the body hidden until a script shows it."""
    moment = datetime.combine(day, time(18, 30), SHANGHAI)
    shown = "".join(f"<section><span>{html.escape(line)}</span></section>" for line in body)
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title></title>"
        f'<meta property="og:title" content="{html.escape(title)}">'
        f'<meta name="author" content="{account}"></head><body id="activity-detail">'
        '<div id="js_article" class="rich_media"><div id="js_top_ad_area"></div>'
        f'<h1 class="rich_media_title" id="activity-name">{html.escape(title)}</h1>'
        f'<a id="js_name">{account}</a><em id="publish_time"></em>'
        '<div class="rich_media_content" id="js_content" '
        f'style="visibility: hidden; opacity: 0;">{shown}</div>'
        '<div class="rich_media_tool">阅读原文</div></div>'
        '<div id="content_bottom_area"></div><div class="weui-dialog">知道了</div>'
        "<div>微信扫一扫 关注该公众号</div><div>预览时标签不可点</div>"
        f'<script>var biz = "MzAwMDAwMDAwMQ==" || ""; var mid = "{2650000000 + number}" || "";'
        f'var idx = "1" || ""; var sn = "{number:032x}" || "";'
        f"var ct = \"{int(moment.timestamp())}\"; var msg_title = '{title}'.html(false);"
        f"var nickname = htmlDecode(\"{account}\"); var msg_source_url = '{origin}';"
        'window.item_show_type = "0";</script></body></html>'
    )


WECHAT_DELETED = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title></title></head><body>"
    '<div class="weui-msg"><div class="weui-msg__text-area">'
    '<div class="weui-msg__title warn">该内容已被发布者删除</div></div></div></body></html>'
)
WECHAT_CAPTCHA = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title></title></head><body>"
    '<div class="weui-msg"><h2 class="weui-msg__title">环境异常</h2>'
    "<p>当前环境异常，完成验证后即可继续访问。</p><a>去验证</a></div></body></html>"
)


def feed_atom(rows: Sequence[tuple[Row, str]], base: str) -> str:
    """The feed of a relay without full text: token links and days, no content."""
    found = "".join(
        f'<entry><id>{url}</id><title>{html.escape(title)}</title><link href="{url}"/>'
        f"<updated>{day}T10:30:00.000Z</updated><author><name>{account}</name></author></entry>"
        for (url, title, day), account in rows
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<id>{base}</id><title>示例公众号</title>{found}</feed>"
    )


def feed_rss(rows: Sequence[tuple[Row, str]], base: str) -> str:
    """The same as RSS 2.0."""
    found = "".join(
        f"<item><title>{html.escape(title)}</title><link>{url}</link><guid>{url}</guid>"
        f"<pubDate>{day:%a, %d %b %Y} 10:30:00 GMT</pubDate><author>{account}</author></item>"
        for (url, title, day), account in rows
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>示例公众号</title><link>{base}</link>{found}</channel></rss>"
    )


def feed_json(rows: Sequence[tuple[Row, str]], base: str) -> str:
    """The same as JSON Feed 1."""
    items = [
        {"id": url, "url": url, "title": title, "date_published": f"{day}T10:30:00.000Z",
         "author": {"name": account}}
        for (url, title, day), account in rows
    ]  # fmt: skip
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1", "title": "示例公众号", "home_page_url": base,
         "items": items},
        ensure_ascii=False,
    )  # fmt: skip


# --- 镜像站 -----------------------------------------------------------------------------------

_SPAM = (
    "成人影片|無碼高清|av在線_免費看|百家樂_娛樂城",
    "線上老虎機_真人荷官|六合彩開獎|澳門博彩_註冊送彩金",
    "a片_無碼中文字幕|成人直播_國產自拍|世界盃投注_球盤",
)


def mirror_page(title: str, lines: Sequence[str]) -> str:
    """A copy on somebody else's site."""
    return page(title, f'<h2>{title}</h2><div class="article">{paragraphs(lines)}</div>')


def hacked_page(title: str, lines: Sequence[str]) -> str:
    """The same site broken into: the text in traditional Chinese between link-farm spam."""
    from opencc import OpenCC

    traditional = OpenCC("s2t").convert
    farm = "".join(
        f'<a href="http://spam.invalid/{i}_{j}.html">{word}</a>|'
        for i, line in enumerate(_SPAM)
        for j, word in enumerate(line.split("|"))
    )
    return page(
        f"{_SPAM[0]}_{traditional(title)}",
        f'<div class="top">{farm}</div><p>{_SPAM[0]}</p>'
        f'<h2>{traditional(title)}</h2><div class="article">'
        f"{paragraphs(traditional(line) for line in lines)}</div>"
        f'<p>{_SPAM[1]}</p><p>{_SPAM[2]}</p><div style="display:none">{farm}</div>',
    )
