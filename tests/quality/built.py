"""Pages in the shapes of CAC, MIIT and TC260, with the chrome such portals carry.

No real page of theirs is at hand, so the figures of these are reported apart: they show that the
containers are read, not how many surprises the live sites hold.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from crawlers.sample import pages

_TEXTS = (
    "algorithm-2025",
    "algorithm-2026",
    "commentary",
    "drafting-note",
    "guide-draft",
    "industry-draft",
    "label-draft",
    "label-final",
    "recruiting",
)
_DAY = date(2026, 3, 2)
_HEAD = (
    '<div class="top"><a href="/">网站首页</a> <a href="/xxgk">信息公开</a>'
    '<a href="/bsfw">办事服务</a><span>2026年3月2日 星期一</span>'
    '<form><input placeholder="请输入关键字"><button>搜索</button></form></div>'
    '<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/zw">政务</a> &gt; 正文'
    "</div>"
)
_TAIL = (
    '<div class="share">分享到：<a>微信</a><a>微博</a> 扫一扫在手机打开当前页</div>'
    '<div class="tools">【打印】 【关闭】 【纠错】 字号：大 中 小</div>'
    '<div class="related"><h3>相关阅读</h3><ul><li><a href="/1">示例市举办网络安全宣传活动</a></li>'
    '<li><a href="/2">示例市召开数据工作座谈会</a></li></ul></div>'
    '<div class="footer"><p>主办单位：示例市有关部门　承办单位：示例市信息中心</p>'
    "<p>版权所有　联系电话：000-00000000　示备00000000号-1　网站标识码0000000000</p>"
    "<p>建议使用1024×768以上分辨率浏览本站</p></div>"
)


@dataclass(frozen=True, slots=True)
class Built:
    """A page, and what of it is its body and may stand beside it."""

    kind: str
    html: str
    body: tuple[str, ...]
    optional: tuple[str, ...]


def built() -> Iterator[Built]:
    """Every text of the sample in each of the three shapes."""
    for name in _TEXTS:
        title, *body = pages.text(name)
        file = f"附件：{title}.pdf"
        shapes = {
            "cac": pages.cac_page(title, _DAY, "示例市互联网信息办公室", body, ("a~b=", file)),
            "miit": pages.miit_page(
                title, _DAY, "示例市工信部门", "示信〔2026〕1号", pages.paragraphs(body)
            ),
            "tc260": pages.tc260_page(title, _DAY, body, ("/sysFile/downloadFile/0a", file)),
        }
        optional = (
            *(title, title, title, file, file, "2026-03-02", "2026年03月02日 17:00"),
            *("发布时间：2026-03-02 10:06", "来源：示例市工信部门", "来源：示例市互联网信息办公室"),
            *("发文字号：", "示信〔2026〕1号", "征求意见稿：", "附件："),
        )
        for kind, html in shapes.items():
            page = html.replace("<body>", f"<body>{_HEAD}").replace("</body>", f"{_TAIL}</body>")
            yield Built(kind, page, tuple(body), optional)
