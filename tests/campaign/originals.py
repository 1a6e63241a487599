"""The documents that are mutated: one of every kind the reader meets, written here or made by the
sample regulators, and real ones where they stand beside the checkout."""

import io
import json
import random
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from crawlers.sample import documents, pages

SHARED = Path(__file__).parents[2].parent / "shared"
_DAY = date(2026, 1, 15)
_CUTS = (2_000, 6_000, 20_000)
"""Bytes of a real document that are mutated at once; a whole one is taken seldom."""
_WHOLE = 0.004


@dataclass(frozen=True, slots=True)
class Original:
    """A document of a format: ``kind`` names what the report counts it as."""

    kind: str
    name: str
    body: bytes


_TITLE = "示例市生成内容标识办法"
_LAW = "\n".join(("第一章　总则", *pages.text("label-final")))
_MORE = """第十七条之一　提供者违反本办法第十条第二款、第十一条至第十三条规定的，\
由市网信部门责令改正，处一万元以上五万元以下罚款；情节严重的，处百分之五以上10%以下罚款：
（一）未在二十四小时内报告的；
（二）未留存日志不少于6个月的，但是法律、行政法规另有规定的除外。
第十八条　《示例市关于〈生成内容标识办法〉的实施细则》（以下简称《细则》）自2026年3月1日起施行，\
《细则》第三条同时废止。
附件：示例表
示例市互联网信息办公室
2026年1月15日"""
_ITEMS = """示例市互联网信息办公室关于开展标识核查工作的通知
示网信〔2026〕7号
各区网信办，各有关企业：
一、核查范围
提供者应当于2026年2月28日前报送材料。
二、核查内容
（一）标识是否清晰。
1.应当抽取不少于100个样本。
三、工作要求
不得弄虚作假，意见反馈截止时间为2026年3月15日。"""
_ENGLISH = """# What changed

Article 14 of the Interim Measures for the Management of Generative AI Services and Articles 21
to 25 of the Cybersecurity Law apply (see PIPL Art. 38(1)); the draft lowers 6 months to 90 days.

> 1. Providers shall keep logs.
>    - [ ] https://example.com/a_(b)
"""
_FARM = "示例|彩票|娱乐_在线_直播|入口|官网|平台|app|下载|<span style='display:none'>隐藏</span>"


def wechat(title: str, body: str, kind: int = 0) -> str:
    """A page as WeChat serves it: the words in one element or in a script, chrome around them."""
    told = json.dumps(body, ensure_ascii=False).replace("<", "\\x3c").replace("'", "\\x27")
    script = f"d = {{content_noencode: JsDecode('{told}'),}};" if kind in (8, 10) else ""
    return (
        f'<html><head><meta property="og:title" content="{title}"><style>.a{{b:c}}</style></head>'
        '<body><div id="js_article"><h1 id="activity-name">'
        f'{title}</h1><a id="js_name">示例公号</a><em id="publish_time"></em>'
        f'<div id="js_content" style="visibility: hidden">{"" if script else body}'
        '<img data-src="https://img.example/a.png"><p>往期推荐</p><p><a href="#">示例</a></p>'
        f'</div></div><script>var ct = "1768460400";var item_show_type = "{kind}";'
        f"var nickname = htmlDecode('示例公号');var msg_source_url = '';{script}"
        f"{'var filler = [1,2,3];' * 40}</script><p>微信扫一扫</p><p>知道了</p></body></html>"
    )


def _html(lines: list[str]) -> Iterator[str]:
    body = pages.paragraphs(lines)
    table = "".join(f"<tr><td>{n}</td><td>{line}</td></tr>" for n, line in enumerate(lines[:9]))
    yield pages.cac_page(_TITLE, _DAY, "示例市网信办", lines, ("a~b/c=", "示例.docx"))
    yield pages.miit_page(_TITLE, _DAY, "示例司", "示例部信〔2026〕7号", body)
    yield pages.tc260_page(_TITLE, _DAY, lines, ("/sysFile/downloadFile/01", "《示例》.pdf"))
    yield pages.page(
        _TITLE, f"<nav><a href=/>首页</a></nav><table>{table}</table>{_FARM}<pre>{_LAW}"
    )
    yield wechat(_TITLE, body)
    yield wechat(_TITLE, "\n".join(lines[:12]), 8)
    yield wechat(_TITLE, "", 0).replace('id="js_content"', 'class="weui-msg__title"')
    yield f"<section><section>{body}</section><svg><text>一</text></svg></section>"
    yield pages.JIASULE


def _markdown(lines: list[str]) -> Iterator[str]:
    told = f'title: "示例: {_TITLE}"\ndate: 2026-01-15\nsource: 示例|网\nurl: https://a.example/1'
    yield f"---\n{told}\ntags:\n  - 示例\n---\n\n# {_TITLE}\n\n" + "\n\n".join(lines)
    yield "\n\n".join(f"**{line[:4]}** {line[4:]}" for line in lines)
    yield f"---\n{told}\n---\n<div><p>" + "</p><p>".join(lines) + "</p></div>"
    yield "| 条 | 内容 |\n| --- | --- |\n" + "\n".join(
        f"| {n} | {t} |" for n, t in enumerate(lines)
    )
    yield _ENGLISH + "\n".join(f"{n}. > - {line}" for n, line in enumerate(lines))
    yield "![图](https://img.example/a b.png)\n```law\n" + "\n".join(lines[:9]) + "\n```\n阅读原文"


def _texts() -> Iterator[str]:
    for name in ("algorithm-2026", "commentary", "guide-draft", "industry-draft", "offtopic"):
        yield "\n".join(pages.text(name))
    yield from (f"{_TITLE}\n{_LAW}\n{_MORE}", _ITEMS)


def _traditional(text: str) -> str:
    import opencc

    return str(opencc.OpenCC("s2tw").convert(text))


def packed(members: dict[str, bytes]) -> bytes:
    """A zip of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(zipfile.ZipInfo(name), body, zipfile.ZIP_DEFLATED, 1)
    return out.getvalue()


def _office(lines: list[str]) -> Iterator[Original]:
    some = lines[:14]
    yield Original("pdf", "a.pdf", documents.pdf(some))
    yield Original("pdf", "b.pdf", documents.pdf([_ITEMS, *some[:3]]))
    yield Original("docx", "a.docx", documents.docx([_TITLE, *some]))
    yield Original("docx", "table.docx", _word_table(some))


def _word_table(lines: list[str]) -> bytes:
    from docx import Document

    made, out = Document(), io.BytesIO()
    table = made.add_table(len(lines), 2)
    for row, line in zip(table.rows, lines, strict=True):
        row.cells[0].text, row.cells[1].text = line[:4], line[4:]
    table.cell(0, 0).merge(table.cell(1, 1))
    table.cell(2, 1).add_table(1, 1).cell(0, 0).text = _ITEMS
    made.save(out)
    return out.getvalue()


@cache
def made() -> tuple[Original, ...]:
    """What the project writes itself, the same in every checkout."""
    lines = (_LAW + "\n" + _MORE).split("\n")
    html = [*_html(lines), *(page for text in list(_texts())[1:4] for page in _html([text]))]
    markdown, texts = list(_markdown(lines)), list(_texts())
    found = [Original("html", f"{n}.html", page.encode()) for n, page in enumerate(html)]
    found += [Original("markdown", f"{n}.md", text.encode()) for n, text in enumerate(markdown)]
    found += [Original("text", f"{n}.txt", text.encode()) for n, text in enumerate(texts)]
    found += [
        Original("text", f"hant{n}.txt", _traditional(t).encode()) for n, t in enumerate(texts)
    ]
    found += [
        Original("gbk", f"{n}.html", page.replace("utf-8", "gbk").encode("gbk", "replace"))
        for n, page in enumerate(html)
    ]
    found += [Original("gbk", f"{n}.txt", text.encode("gb18030")) for n, text in enumerate(texts)]
    found += _office(lines)
    found.append(Original("zip", "a.zip", packed({"a.html": html[0].encode()})))
    found.append(Original("zip", "a.docx", packed({"word/document.xml": b"<w/>"})))
    return tuple(found)


_FOLDERS = {
    "html": "html/*/*.html",
    "markdown": "versions/*/*.md",
    "post": "wechat/*/*.md",
    "commentary": "commentary/*.[mht]*",
}


@cache
def _real() -> dict[str, list[Path]]:
    corpus = SHARED / "corpus"
    found = {kind: sorted(corpus.glob(pattern)) for kind, pattern in _FOLDERS.items()}
    found["text"] = sorted((SHARED / "seeds").glob("*.txt"))
    return {kind: paths for kind, paths in found.items() if paths}


def draw(choice: random.Random) -> Original:
    """One of the documents; a real one every third time, mostly a part of it."""
    ours = by_kind()
    real = _real()
    if not real or choice.random() > 0.33:
        return choice.choice(ours[choice.choice(list(ours))])
    kind = choice.choice(list(real))
    path = choice.choice(real[kind])
    body = path.read_bytes()
    name = path.suffix.removeprefix(".").replace("md", "markdown").replace("txt", "text")
    if choice.random() > _WHOLE:
        body = _part(choice, body, name)
    elif name in ("markdown", "text") and choice.random() < 0.1:
        return _as_office(choice, body)
    return Original(name, path.name, body)


def _part(choice: random.Random, body: bytes, name: str) -> bytes:
    """A window of a real document; the beginning of a page with the words of another place."""
    cut = choice.choice(_CUTS)
    if len(body) <= cut:
        return body
    at = choice.randrange(len(body))
    words = body.find(b'id="js_content"')
    if words > 0 and choice.random() < 0.7:
        at = max(0, words - 40)
    if name == "html":
        return body[:2000] + body[at : at + cut]
    return body[at : at + cut]


def _as_office(choice: random.Random, body: bytes) -> Original:
    """A part of a real text as an attachment would hold it."""
    lines = [line for line in re.split(r"\s*\n\s*", body.decode("utf-8", "replace")) if line][:20]
    lines = [re.sub("[\x00-\x08\x0b-\x1f\ufffe\uffff\U00010000-\U0010ffff]", "", n) for n in lines]
    if not lines or choice.random() < 0.5:
        return Original("pdf", "c.pdf", documents.pdf([*lines, "示例"]))
    return Original("docx", "c.docx", documents.docx(lines))


@cache
def by_kind() -> dict[str, list[Original]]:
    """What the project writes itself, by kind."""
    found: dict[str, list[Original]] = {}
    for one in made():
        found.setdefault(one.kind, []).append(one)
    return found
