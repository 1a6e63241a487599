"""What stands where on the sample sites, on day one and on day two."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from crawlers.sample import copies, documents, pages
from crawlers.sample.pages import text

DAYS = {1: date(2025, 11, 10), 2: date(2026, 1, 15)}
"""Day one: a draft is open for comments. Day two: it is promulgated."""

CITY, PROVINCE = "示例市互联网信息办公室", "示例省互联网信息办公室"
LABEL, ALGORITHM = "示例市生成内容标识办法", "示例省算法服务安全管理规定"
INDUSTRY, GUIDE = "示例行业网络数据安全评估实施细则", "生成内容隐式标识元数据规范"

DRAFT_PAGE = "/2025-11/10/c_1764400000000001.htm"
FINAL_PAGE = "/2026-01/15/c_1770100000000002.htm"
ALGORITHM_PAGE = "/2025-05/20/c_1749300000000003.htm"
RECRUITING_PAGE = "/2025-09/01/c_1758500000000004.htm"
MIIT_PAGE = "/gzcy/yjzj/art/2025/art_5f0c1e7a9b3d4c6e8f1a2b3c4d5e6f70.html"
MIIT_FILE = "/cms_files/filemanager/1226211233/attach/202511/8c2d4e6f8a0b1c3d5e7f9a1b3c5d7e9f.pdf"
MIIT_COLUMN = "ff00000000000000000000000000aa01"
TC260_KEY = "20251108aa00bb11cc22dd33ee44ff55"
TC260_FILE = "/sysFile/downloadFile/77aa88bb99cc00dd11ee22ff33aa44bb"
MIRROR_PAGE = "/law/label.html"

JIASULE_STATUS = 521

_CAC_FILE = "/cms/pub/interact/downloadfile.jsp"
_NOTE = ("~a9f/Zx0=", "《示例市生成内容标识办法（征求意见稿）》起草说明")
_HTML = "text/html; charset=utf-8"
_JSON = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Reply:
    """One HTTP answer."""

    body: bytes
    media_type: str = _HTML
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """One HTTP request, as far as the sample sites look at it. ``hosts``: publisher to host."""

    site: str
    path: str
    query: Mapping[str, str]
    day: int
    hosts: Mapping[str, str]

    def at(self, site: str, path: str) -> str:
        return f"http://{self.hosts[site]}{path}"


def answer(asked: Asked) -> Reply:
    """What a publisher's site says to a request on a day."""
    if asked.path == "/robots.txt":
        return _ROBOTS.get(asked.site, Reply(b"not found", status=404))
    found = _SITES[asked.site](asked)
    return found or Reply("页面不存在".encode(), status=404)


def _html(page: str) -> Reply:
    return Reply(page.encode())


def _cac(asked: Asked) -> Reply | None:
    drafts = [(DRAFT_PAGE, f"关于《{LABEL}（征求意见稿）》公开征求意见的通知", DAYS[1])]
    rules = [(ALGORITHM_PAGE, ALGORITHM, date(2025, 5, 20))]
    if asked.day == 2:
        rules.insert(0, (FINAL_PAGE, f"{CITY}关于公布《{LABEL}》的通知", DAYS[2]))
    # as on the real site, recruiting stands among the drafts; here only the JSON reaches back to it
    hiring = (RECRUITING_PAGE, f"{CITY}2025年公开招聘公告", date(2025, 9, 1))
    columns = {"A093802": [*drafts, hiring], "A09370303": rules}
    listed = {
        code: [(f"//{asked.hosts['cac']}{path}", title, day) for path, title, day in rows]
        for code, rows in columns.items()
    }
    if asked.path == "/cms/JsonList":
        rows = listed.get(asked.query.get("channelCode", ""), [])
        shown = rows if asked.query.get("pageno") == "1" else []
        return Reply(pages.cac_json(shown, len(rows)).encode(), _JSON)
    if asked.path == _CAC_FILE and asked.query.get("filepath") == _NOTE[0]:
        name = f"attachment; filename*=UTF-8''{quote(_NOTE[1])}.pdf"
        return Reply(
            documents.pdf(text("drafting-note")),
            "application/octet-stream",
            headers=(("Content-Disposition", name),),
        )
    routes: dict[str, Callable[[], str]] = {
        "/hdfw/wxan/A093802index_1.htm": lambda: pages.cac_list(listed["A093802"][:1]),
        "/wxzw/zcfg/bmgz/A09370303index_1.htm": lambda: pages.cac_list(listed["A09370303"]),
        DRAFT_PAGE: lambda: pages.cac_page(drafts[0][1], DAYS[1], CITY, _draft_body(), _NOTE),
        RECRUITING_PAGE: lambda: pages.cac_page(*hiring[1:], CITY, text("recruiting"), None),
        ALGORITHM_PAGE: lambda: _algorithm(asked.day),
    }
    if asked.day == 2:
        routes[FINAL_PAGE] = lambda: pages.cac_page(rules[0][1], DAYS[2], CITY, _final_body(), None)
    return _html(routes[asked.path]()) if asked.path in routes else None


def _draft_body() -> tuple[str, ...]:
    return (
        f"为了规范生成内容的标识活动，我办起草了《{LABEL}（征求意见稿）》，现向社会公开征求意见。"
        "公众可以通过电子邮件提出意见，邮箱：label@example.invalid。意见反馈截止时间为2025年12月10日。",
        CITY,
        "2025年11月10日",
        LABEL,
        "（征求意见稿）",
        *text("label-draft"),
    )


def _final_body() -> tuple[str, ...]:
    return (
        f"《{LABEL}》已经2026年1月8日示例市互联网信息办公室第1次办务会议审议通过，"
        "现予公布，自2026年3月1日起施行。",
        CITY,
        "2026年1月15日",
        LABEL,
        *text("label-final"),
    )


def _algorithm(day: int) -> str:
    """Edited in place: on day two another text stands at the same address."""
    body = text("algorithm-2025" if day == 1 else "algorithm-2026")
    return pages.cac_page(ALGORITHM, date(2025, 5, 20), PROVINCE, body, None)


def _miit(asked: Asked) -> Reply | None:
    if asked.day == 2:
        cookie = (("Set-Cookie", "__jsluid_s=00000000; path=/; HttpOnly"),)
        return Reply(pages.JIASULE.encode(), status=JIASULE_STATUS, headers=cookie)
    title = f"公开征求对《{INDUSTRY}（征求意见稿）》的意见"
    posted, until = date(2025, 11, 7), date(2025, 12, 7)
    if asked.path == "/gzcy/yjzj/index.html":
        return _html(pages.miit_shell(MIIT_COLUMN))
    if asked.path == "/api-gateway/jpaas-publish-server/front/page/build/unit":
        if (asked.query.get("pageId"), asked.query.get("tagId")) != (MIIT_COLUMN, "右侧内容"):
            return Reply(json.dumps({"code": "500", "success": False}).encode(), _JSON)
        rows = [((MIIT_PAGE.lstrip("/"), title, posted), until)]
        return Reply(pages.miit_unit(rows).encode(), _JSON)
    if asked.path == MIIT_PAGE:
        body = pages.paragraphs(
            (
                f"为了规范数据安全评估工作，我局组织起草了《{INDUSTRY}（征求意见稿）》，"
                "现公开征求意见，请于2025年12月7日前反馈意见。",
                "示例部网络安全管理局",
                "2025年11月7日",
            )
        )
        viewer = f"/cms_files/demo/pdfjs/web/viewer.html?file={MIIT_FILE}"
        link = f'<p>附件：<a href="{viewer}">{INDUSTRY}（征求意见稿）.pdf</a></p>'
        doc_no = "示例部网安函〔2025〕11号"
        return _html(pages.miit_page(title, posted, "示例部网络安全管理局", doc_no, body + link))
    if asked.path == MIIT_FILE:
        return Reply(documents.pdf(text("industry-draft")), "application/pdf")
    return None


def _tc260(asked: Asked) -> Reply | None:
    title = f"关于《示例标准实践指南——{GUIDE}（征求意见稿）》公开征求意见的通知"
    posted, until = date(2025, 11, 8), date(2025, 11, 24)
    if asked.path == "/portal/suggestion":
        return _html(pages.tc260_list([(TC260_KEY, title, posted, until)]))
    if asked.path == f"/portal/suggestion-detail/{TC260_KEY}":
        body = (
            f"秘书处组织编制了《示例标准实践指南——{GUIDE}（征求意见稿）》，现公开征求意见。"
            "如有意见，请于2025年11月24日前反馈秘书处。",
            "示例标准化技术委员会秘书处",
            "2025年11月8日",
        )
        file = (TC260_FILE, f"示例标准实践指南——{GUIDE}（征求意见稿）.docx")
        return _html(pages.tc260_page(title, posted, body, file))
    if asked.path == TC260_FILE:
        return Reply(documents.docx(text("guide-draft")), "application/x-msdownload")
    return None


_ARTICLES = {
    "Reading001aaaa": (text("offtopic")[0], "示例路图书馆", DAYS[1]),
    "Repost0002bbbb": (f"{LABEL}（全文）", "网信示例市", date(2026, 1, 15)),
    "Comment003cccc": (text("commentary")[0], "明镜合规札记", date(2026, 1, 15)),
    "Deleted004dddd": ("标识新规速读", "示例观察", date(2026, 1, 14)),
    "Captcha005eeee": ("标识新规十问十答", "示例观察", date(2026, 1, 13)),
}  # fmt: skip


def _shown(day: int) -> list[str]:
    """Tokens of the articles in the feed, newest first."""
    tokens = list(_ARTICLES)
    return tokens[:1] if day == 1 else [*tokens[1:], tokens[0]]


def _feeds(asked: Asked) -> Reply | None:
    base = asked.at("feeds", "/feeds/all")
    rows = []
    for token in _shown(asked.day):
        title, account, day = _ARTICLES[token]
        rows.append(((asked.at("weixin", f"/s/{token}"), title, day), account))
    if asked.path == "/feeds/all.atom":
        return Reply(copies.feed_atom(rows, base).encode(), "application/atom+xml; charset=utf-8")
    if asked.path == "/feeds/all.rss":
        return Reply(copies.feed_rss(rows, base).encode(), "application/rss+xml; charset=utf-8")
    if asked.path == "/feeds/all.json":
        return Reply(copies.feed_json(rows, base).encode(), _JSON)
    return None


def _weixin(asked: Asked) -> Reply | None:
    if asked.path == "/mp/wappoc_appmsgcaptcha":
        return _html(copies.WECHAT_CAPTCHA)
    token = asked.path.removeprefix("/s/")
    if token not in _shown(asked.day):
        return None
    if token.startswith("Captcha"):
        target = asked.at("weixin", "/mp/wappoc_appmsgcaptcha?poc_token=x")
        return Reply(b"", status=302, headers=(("Location", target),))
    if token.startswith("Deleted"):
        return _html(copies.WECHAT_DELETED)
    title, account, day = _ARTICLES[token]
    number = list(_ARTICLES).index(token)
    origin = ""
    if token.startswith("Repost"):
        body, origin = (LABEL, *text("label-final")), asked.at("cac", FINAL_PAGE)
    else:
        body = text("commentary" if token.startswith("Comment") else "offtopic")[1:]
    return _html(copies.wechat_page(title, account, day, number, body, origin))


def _mirror(asked: Asked) -> Reply | None:
    if asked.path != MIRROR_PAGE:
        return None
    if asked.day == 1:
        title = f"{LABEL}（征求意见稿）"
        return _html(copies.mirror_page(title, text("label-draft")))
    return _html(copies.hacked_page(LABEL, text("label-final")))


_SITES: dict[str, Callable[[Asked], Reply | None]] = {
    "cac": _cac,
    "miit": _miit,
    "tc260": _tc260,
    "feeds": _feeds,
    "weixin": _weixin,
    "mirror": _mirror,
}
SITES = tuple(_SITES)

_ROBOTS = {
    "cac": Reply(b"User-agent: *\nDisallow: /zfz/\nDisallow: /wxzf/\n", "text/plain"),
    "miit": Reply(b"<html>403 Forbidden</html>", status=403),
}
