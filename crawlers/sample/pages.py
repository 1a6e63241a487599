"""Pages of the sample regulators, in the shapes of the real sites.

A page is a pure function of what it shows; which page stands where on which day is `site`.
"""

import html
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from importlib import resources
from urllib.parse import quote

from crawlers.dates import SHANGHAI

Row = tuple[str, str, date]
"""Address, title, day."""


def text(name: str) -> tuple[str, ...]:
    """The lines of one of the sample's texts (``sample/data``)."""
    data = resources.files("crawlers.sample").joinpath("data", f"{name}.txt").read_text("utf-8")
    return tuple(line for line in data.splitlines() if line)


def paragraphs(lines: Iterable[str]) -> str:
    """Paragraphs with the two ideographic spaces that Chinese sites indent with."""
    return "\n".join(f"<p>　　{html.escape(line)}</p>" for line in lines)


# --- 网信办 -----------------------------------------------------------------------------------


def cac_list(rows: Sequence[Row]) -> str:
    """A column: unquoted protocol-relative addresses, one with a space before it."""
    items = "".join(
        f"<li><h5><a href={url if number == 0 else _spaced(url)} target=_blank "
        f'title="{html.escape(title)}">{html.escape(title[:18])}…</a></h5>'
        f'<div class="times">{day}</div></li>\n'
        for number, (url, title, day) in enumerate(rows)
    )
    return page(
        "通知公告",
        '<div class="nav"><ul><li><a href=/index.htm>首页</a></li></ul></div>'
        f'<div id="loadingInfoPage">\n{items}</div>',
    )


def _spaced(url: str) -> str:
    return f'" {url}"'


def cac_json(rows: Sequence[Row], total: int) -> str:
    """What the page's own script asks for when a reader scrolls."""
    listed = [
        {"topic": title, "infourl": url, "pubtime": f"{day} 17:00:00.0"} for url, title, day in rows
    ]
    return json.dumps({"totalRec": total, "list": listed}, ensure_ascii=False)


def cac_page(
    title: str, day: date, source: str, body: Sequence[str], attachment: tuple[str, str] | None
) -> str:
    """A detail page; ``attachment`` is the opaque file path and the name shown."""
    link = ""
    if attachment:
        path, name = attachment
        link = (
            f"<p>附件：<a href=/cms/pub/interact/downloadfile.jsp?filepath={path}"
            f'&amp;fText={quote(name)} target="CMSFILEINCONTENT">{name}</a></p>'
        )
    return page(
        title,
        f'<div class="main-title"><h1 class="title">{html.escape(title)}</h1>'
        f'<span id="pubtime">{day:%Y年%m月%d日} 17:00</span>'
        f'<span id="source">来源：{source}</span></div>'
        f'<div class="main-content"><DIV id=BodyLabel>\n{paragraphs(body)}\n{link}'
        "<script>var pagestat = 'sample'; document.write('');</script></DIV>"
        '<div id="网站群管理"></div><div class="zwfenye"></div></div>'
        '<div class="footer">版权所有　示例市互联网信息办公室</div>',
    )


# --- 工信部 -----------------------------------------------------------------------------------


def miit_shell(page_id: str) -> str:
    """A list page: nothing but the script that fetches the rows."""
    query = (
        f"{{'parseType':'buildstatic','webId':'sample','tagId':'右侧内容','pageId':'{page_id}'}}"
    )
    return page(
        "意见征集",
        '<script parseType="buildstatic" '
        'url="/api-gateway/jpaas-publish-server/front/page/build/unit" '
        f'queryData="{query}" src="/cms_files/default/script/AuthorizedRead/unitbuild.js">'
        "</script>",
    )


def miit_unit(rows: Sequence[tuple[Row, date]]) -> str:
    """The rows: JSON that wraps HTML; ``endtime`` is the midnight after the deadline, in ms."""
    items = "".join(
        f'<li><span class="fr">{day}</span><a href="{url}" title="{html.escape(title)}">'
        f"<i></i><font></font>{html.escape(title)}</a>"
        f'<span class="endtime" style="display:none">{_end(until)}</span></li>'
        for (url, title, day), until in rows
    )
    filler = '<li class="empty"></li>', '<li class="border-line"></li>'
    block = f'<div class="list"><ul>{filler[0]}{items}{filler[1]}</ul></div>'
    return json.dumps({"code": "200", "success": True, "data": {"html": block}}, ensure_ascii=False)


def _end(until: date) -> int:
    midnight = datetime.combine(until + timedelta(days=1), time(), SHANGHAI)
    return int(midnight.timestamp() * 1000)


def miit_page(title: str, day: date, bureau: str, doc_no: str, body: str) -> str:
    """A detail page with its information box and meta tags."""
    meta = "".join(
        f'<meta name="{name}" content="{html.escape(value)}">'
        for name, value in (
            ("ArticleTitle", title),
            ("ColumnName", "意见征集"),
            ("PubDate", f"{day} 10:06"),
            ("ContentSource", bureau),
        )
    )
    return page(
        title,
        f'<h1 id="con_title">{html.escape(title)}</h1>'
        f'<div class="cinfo"><span id="con_time">发布时间：{day} 10:06</span>'
        f"<span>来源：{bureau}</span></div>"
        '<div class="xxgk-box"><span class="xxgk-span4">发文字号：</span>'
        f'<span class="xxgk-span5 xxgk-fwzh">{doc_no}</span></div>'
        f'<div id="con_con" class="ccontent center">{body}</div>',
        meta,
    )


JIASULE = (
    "<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('_clearance_s=')+'1768440000.1|-1|x';"
    "location.href=location.pathname+location.search</script>"
)
"""A challenge in the place of a page, answered with 521. It is recognised, never solved."""


# --- 网安标委 ---------------------------------------------------------------------------------


def tc260_list(rows: Sequence[tuple[str, str, date, date]]) -> str:
    """The consultations: id, title, day and deadline; no row has an address."""
    items = "".join(
        f"<div class=\"item\"><a onclick=\"jumpDetail('{key}','{until}')\">{html.escape(title)}</a>"
        f"<span>{day}</span></div>"
        for key, title, day, until in rows
    )
    return page("征求意见", f'<div class="publication"><div class="right">{items}</div></div>')


def tc260_page(title: str, day: date, body: Sequence[str], file: tuple[str, str]) -> str:
    """A consultation and its file: address and name with extension."""
    url, name = file
    return page(
        title,
        f'<div class="advice"><div class="title"><h1>{html.escape(title)}</h1>'
        f'<div class="time">{day}</div></div></div>'
        f'<div class="advice-c"><div class="info">{paragraphs(body)}</div><div class="list"><ul>'
        f'<li><label>征求意见稿：</label><a href="{url}">{name}</a></li></ul></div></div>',
    )


def page(title: str, body: str, head: str = "") -> str:
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8">'
        f"<title>{html.escape(title)}</title>{head}</head><body>{body}</body></html>"
    )
