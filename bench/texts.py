"""Pages and long documents for the measurements, generated: nothing here is a real text."""

from collections.abc import Callable, Iterator
from datetime import date

from crawlers.sample import copies, pages

_DUTY = (
    "提供者应当依照《示例数据管理办法》第{n}条的规定，在十个工作日内向示例市网信办报告，"
    "并留存日志不少于六个月"
)
_PROSE = "示例市网信办介绍了第{n}批抽查的情况，参加抽查的平台逐项说明了整改的进度和下一步的安排。"
_NUMERALS = "零一二三四五六七八九"


def _number(n: int) -> str:
    """A number in Chinese numerals, below ten thousand."""
    out = ""
    for value, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = divmod(n, value)
        out += _NUMERALS[digit] + unit if digit else "零" if out and n and out[-1] != "零" else ""
    return out


def _law(articles: int, sentences: int = 1) -> list[str]:
    return [
        f"第{_number(i)}条　" + f"{_DUTY.format(n=i)}。" * sentences for i in range(1, articles + 1)
    ]


def _long_law(size: int) -> str:
    """No law has more articles than can be numbered: the longer, the more sentences in each."""
    sentences = 1 + size // 1_000_000
    return "\n".join(["示例管理办法", *_law(size // (170 * sentences), sentences)])


def site_pages() -> Iterator[tuple[str, bytes]]:
    """A kind of page and its HTML, in the shapes of the sites that are crawled."""
    day = date(2026, 1, 15)
    title = "示例生成服务管理办法"
    for articles in (12, 40, 90):
        lines = _law(articles)
        body = pages.paragraphs(lines)
        yield "sample: cac.gov.cn", pages.cac_page(title, day, "示例网信办", lines, None).encode()
        yield "sample: miit.gov.cn", pages.miit_page(title, day, "示例局", "", body).encode()
        yield "sample: link farm", copies.hacked_page(title, lines).encode()
        news = pages.paragraphs([_PROSE.format(n=i) for i in range(articles)])
        yield "sample: unknown site", pages.page(f"{title}解读", f"<div>{news}</div>").encode()


def posts(count: int) -> Iterator[bytes]:
    """Posts of public accounts as exporters write them: front matter, a menu, images, a tail."""
    for i in range(count):
        menu = "\n".join(f"* [栏目{j}](https://example.org/list/{j})" for j in range(12))
        text = "\n\n".join(
            f"{_PROSE.format(n=j)}**{_DUTY.format(n=j)}**。" if j % 5 else f"![](/image/{j}.png)"
            for j in range(1, 30)
        )
        yield (
            f"---\ntitle: 示例周报 {i}\nsource: 示例安全\ndate: 2026-01-15\n---\n\n"
            f"# 示例周报 {i}\n\n{menu}\n\n{text}\n\n扫码关注我们\n"
        ).encode()


def _lines(line: Callable[[int], str], size: int, joint: str = "\n") -> str:
    parts: list[str] = []
    length = 0
    while length < size:
        parts.append(line(len(parts) + 1))
        length += len(parts[-1].encode()) + len(joint)
    return joint.join(parts)


def _page(body: str) -> str:
    return f"<html><head><title>示例</title></head><body><div>{body}</div></body></html>"


LONG: dict[str, tuple[str, Callable[[int], str]]] = {
    "HTML page": (
        "a.html",
        lambda size: _page(_lines(lambda i: f"<p>{_PROSE.format(n=i)}</p>", size)),
    ),
    "Markdown post": (
        "a.md",
        lambda size: _lines(lambda i: f"**{i}** {_PROSE.format(n=i)}[出处](/a/{i})\n", size),
    ),
    "law as plain text": ("a.txt", _long_law),
    "short lines": ("a.txt", lambda size: _lines(lambda i: f"示例{i}", size)),
    "wide table": (
        "a.md",
        lambda size: (
            "| 甲 | 乙 | 丙 |\n|---|---|---|\n"
            + _lines(lambda i: f"| {i} | 示例内容 | 不少于六个月 |", size)
        ),
    ),
    "one paragraph": ("a.txt", lambda size: _lines(lambda i: _PROSE.format(n=i), size, "")),
    "dense 《》": (
        "a.txt",
        lambda size: _lines(lambda i: f"《示例市第{i}号管理办法》、", size, ""),
    ),
    "dense 第N条": ("a.txt", lambda size: _lines(lambda i: f"第{i % 90 + 1}条、", size, "")),
}
"""Kind of document: the name of its file, and its text of about so many bytes."""
