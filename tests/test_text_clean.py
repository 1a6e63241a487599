"""What stays of a page and what goes, with the rule that said so."""

import io
import re
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from digest.errors import ChallengePage, DocumentError, EmptyDocument, TooLarge, Unreadable
from digest.ids import capture_id, sha256_hex
from digest.model import Attachment, Capture, Document, Listed, Script
from digest.text import container
from digest.text.clean import clean
from digest.text.normalise import key
from digest.text.pieces import Piece, compact

ONE = "第一条 示例服务提供者应当保存日志不少于六个月，并按照规定报告。"
TWO = "第二条 本办法自2026年3月1日起施行。"
BODY = f"<p>{ONE}</p><p>{TWO}</p>"


def captured(
    body: str | bytes, name: str | None = "a.html", url: str = "", **more: Listed
) -> Capture:
    data = body.encode() if isinstance(body, str) else body
    return Capture(
        capture_id(url, data), "test", url, datetime(2026, 1, 15, tzinfo=UTC), data,
        sha256_hex(data), file_name=name, **more,
    )  # fmt: skip


def rules(document: Document) -> dict[str, str]:
    return {dropped.text: dropped.rule for dropped in document.dropped}


def assert_spans(document: Document) -> None:
    assert document.text == "\n".join(block.text for block in document.blocks)
    for block in document.blocks:
        assert document.text[block.start : block.end] == block.text == block.text.strip() != ""


SERVLET = "https://www.cac.gov.cn/cms/pub/interact/downloadfile.jsp"
CAC = f"""<html><head><title>示例</title></head><body><a href=/>首页</a>
<div class="main-title"><h1 class="title">示例市生成内容标识办法</h1>
<span id="pubtime">2026年01月15日 19:36</span><span id="source">来源：示例市网信办</span></div>
<div class="main-content"><DIV id=BodyLabel>{BODY}
<a target="CMSFILEINCONTENT"
href="/cms/pub/interact/downloadfile.jsp?filepath=a~b/c=&amp;fText=%E7%A4%BA%E4%BE%8B">附件</a>
<a href="/pdf/web/viewer.html?file=//www.cac.gov.cn/rootimages/x.pdf">示例.pdf</a>
<script>var pagestat = 1</script></DIV></div><div>版权所有 示例市</div></body></html>"""

MIIT = f"""<meta name="ArticleTitle" content="示例部公告">
<meta name="PubDate" content="2026-01-04 10:06"><meta name="ContentSource" content="示例司">
<div class="xxgk-box"><span class="xxgk-span5 xxgk-fwzh">示例部信〔2026〕7号</span></div>
<div id="con_con">{BODY}
<a href="https://jyhwzhq.miit.gov.cn/cms_files/attach/20261/a.pdf">附件.pdf</a></div>"""

TC260 = f"""<div class="advice"><div class="title"><h1>示例标准征求意见</h1>
<span class="time">2026-02-11</span></div></div><div class="advice-c"><div class="info">{BODY}</div>
<ul class="list"><li><label>征求意见稿：</label>
<a href="/sysFile/downloadFile/0123">《示例》.pdf</a></li></ul></div>"""


@pytest.mark.parametrize(
    ("page", "url", "title", "day", "files"),
    [
        (
            CAC, "https://www.cac.gov.cn/2026-01/15/c_1.htm",
            "示例市生成内容标识办法", date(2026, 1, 15),
            (
                Attachment(f"{SERVLET}?filepath=a~b/c=&fText=%E7%A4%BA%E4%BE%8B", "附件"),
                Attachment("https://www.cac.gov.cn/rootimages/x.pdf", "示例.pdf"),
            ),
        ),
        (
            MIIT, "https://www.miit.gov.cn/a/art_1.html", "示例部公告", date(2026, 1, 4),
            (Attachment("https://www.miit.gov.cn/cms_files/attach/20261/a.pdf", "附件.pdf"),),
        ),
        (
            TC260, "https://www.tc260.org.cn/portal/suggestion-detail/1",
            "示例标准征求意见", date(2026, 2, 11),
            (Attachment("https://www.tc260.org.cn/sysFile/downloadFile/0123", "《示例》.pdf"),),
        ),
    ],
    ids=["cac", "miit", "tc260"],
)  # fmt: skip
def test_known_sites(
    page: str, url: str, title: str, day: date, files: tuple[Attachment, ...]
) -> None:
    document = clean(captured(page, url=url))
    assert [block.text for block in document.blocks][:2] == [ONE, TWO]
    assert document.meta.title == title
    assert document.meta.published_on == day
    assert document.attachments == files
    assert document.meta.url == url
    assert_spans(document)


def test_miit_information_box() -> None:
    meta = clean(captured(MIIT, url="https://www.miit.gov.cn/a/art_1.html")).meta
    assert (meta.doc_no, meta.publisher) == ("示例部信〔2026〕7号", "示例司")


def wechat(script: str, body: str) -> str:
    return f"""<html><head><title></title><meta property="og:title" content="示例解读">
<meta property="og:site_name" content="微信公众平台"></head><body><div id="js_article">
<a id="js_name">示例公号</a>{body}</div><p>微信扫一扫</p><p>知道了</p>
<script>var ct = "1768460400"; {script}</script></body></html>"""


def test_wechat_article() -> None:
    page = wechat(
        "var msg_source_url = 'https://www.example.gov.cn/a\\x26amp;b';var item_show_type = \"0\";",
        f'<div id="js_content" style="visibility: hidden; opacity: 0;">{BODY}'
        '<section style="display:none">隐藏的词</section>'
        '<img data-src="https://img.example/a.png"></div>',
    )
    document = clean(captured(page))
    assert document.text == f"{ONE}\n{TWO}"
    assert document.meta.publisher == "示例公号"
    assert document.meta.published_on == date(2026, 1, 15)
    assert document.meta.origin_url == "https://www.example.gov.cn/a&b"
    assert rules(document)["隐藏的词"] in ("spam.hidden", "wechat.chrome")
    assert rules(document)["知道了"] == "wechat.chrome"
    assert rules(document)["https://img.example/a.png"] == "image"


@pytest.mark.parametrize("kind", ["8", "10"])
def test_wechat_short_posts_keep_their_words_in_a_script(kind: str) -> None:
    page = wechat(
        f"var item_show_type = '{kind}' || '';"
        f"d = {{content_noencode: JsDecode('{ONE}\\x0a\\x0a{TWO}'),}}",
        "",
    )
    assert clean(captured(page)).text == f"{ONE}\n{TWO}"


@pytest.mark.parametrize(
    "page",
    [
        '<div class="weui-msg"><div class="weui-msg__title warn">该内容已被发布者删除</div></div>',
        '<h2 class="weui-msg__title">此内容因违规无法查看</h2><div>由用户投诉</div>',
        '<title>该内容暂时无法查看</title><div class="mesg-block">该内容暂时无法查看</div>',
        "<p>环境异常</p><p>当前环境异常，完成验证后即可继续访问。</p><p>去验证</p>",
        "<script>document.cookie=('_')+('_jsl_clearance_s=1');location.href=location.pathname</script>",
        "<p>获取全文失败，请重试~</p>",
    ],
)
def test_failure_pages_are_not_text(page: str) -> None:
    with pytest.raises(ChallengePage):
        clean(captured(page))


def test_captcha_words_in_a_feed() -> None:
    with pytest.raises(ChallengePage, match="环境异常"):
        clean(captured("环境异常 当前环境异常，完成验证后即可继续访问。去验证", "a.txt"))
    with pytest.raises(ChallengePage, match="captcha"):
        clean(captured(BODY, url="https://mp.weixin.qq.com/mp/wappoc_appmsgcaptcha?x=1"))


def test_an_article_about_deletion_is_read() -> None:
    story = (
        "平台显示“该内容已被发布者删除”时，提供者应当在三日内向示例市网信部门说明理由并留存记录。"
    )
    assert story in clean(captured(f"<p>{story}</p>{BODY}")).text


def test_no_article_is_lost_on_a_page_nobody_described() -> None:
    menu = "".join(f'<li><a href="/{i}">栏目{i}</a></li>' for i in range(8))
    articles = "".join(
        f"<div class=c{i}><span>第{i}条</span> 示例服务提供者应当履行第{i}项义务。</div>"
        for i in range(1, 30)
    )
    document = clean(
        captured(f"<html><body><ul>{menu}</ul>{articles}<footer>联系</footer></body></html>")
    )
    assert re.findall(r"^第(\d+)条", document.text, re.M) == [str(i) for i in range(1, 30)]
    assert rules(document)["栏目3"] == "site.chrome"
    assert rules(document)["联系"] == "site.chrome"


@pytest.mark.parametrize("depth", [300, 5000])
def test_deep_nesting(depth: int) -> None:
    page = f"<html><body>{'<div>' * depth}<p>{ONE}</p>{'</div>' * depth}<p>{TWO}</p></body></html>"
    assert clean(captured(page)).text == f"{ONE}\n{TWO}"


FARM = "无码人妻_久久精品_在线观看_国产精品_一区二区"
MARKDOWN = f"""---
title: 观点 | 示例: 标识 [下]
url: https://example.org/s?a=1
source: 示例公号
date: 2026-01-15
---

# 观点 | 示例: 标识 [下]

![cover_image](https://img.example/a.png)

# 观点 | 示例: 标识 [下]

张示例

示例公号

**扫码订阅《示例》**

{ONE}**一是标识。**见[示例办法](https://example.org)。

1. 有序的一项
2. 另一项

**第二条**本办法自2026年3月1日起施行。

预览时标签不可点

微信扫一扫
关注该公众号

示例公号

取消
允许
"""


def test_markdown_export() -> None:
    document = clean(captured(MARKDOWN, "a.md"))
    assert [block.text for block in document.blocks] == [
        "观点 | 示例: 标识 [下]",
        f"{ONE}一是标识。见示例办法。",
        "1. 有序的一项",
        "2. 另一项",
        "第二条本办法自2026年3月1日起施行。",
    ]
    meta = document.meta
    assert (meta.title, meta.publisher, meta.author) == (
        "观点 | 示例: 标识 [下]",
        "示例公号",
        "张示例",
    )
    assert (meta.published_on, meta.url) == (date(2026, 1, 15), "https://example.org/s?a=1")
    dropped = rules(document)
    assert dropped["扫码订阅《示例》"] == "promotion"
    assert dropped["关注该公众号"] == dropped["允许"] == "wechat.chrome"
    assert_spans(document)


def test_malformed_front_matter_loses_nothing() -> None:
    document = clean(captured(f"---\ntitle: 示例\n此行不是字段\n---\n{ONE}", "a.md"))
    assert "此行不是字段" in document.text
    assert ONE in document.text


def test_link_farm_around_a_law() -> None:
    trail = "当前位置 : 首页 > 政策法规"
    body = f"{FARM}\n{trail}\n示例市标识办法\n{ONE}\n{TWO}\n主站蜘蛛池模板: {FARM} | {FARM}"
    document = clean(captured(body, "a.txt"))
    assert document.text == f"示例市标识办法\n{ONE}\n{TWO}"
    assert document.meta.title == "示例市标识办法"
    assert set(rules(document).values()) == {"spam.link-farm", "site.chrome"}


def test_a_law_against_pornography_is_no_spam() -> None:
    text = f"{ONE}\n第三条 不得传播淫秽色情视频、黄色片、激情小说等内容，不得诱导未成年人在线观看。"
    assert clean(captured(text, "a.txt")).text == text


def test_english_lines_of_a_law_are_no_chrome() -> None:
    text = "Article 1 A provider shall report\nwithin 24 hours to the authority\nin China"
    assert clean(captured(text, "a.txt")).text == text


def test_the_list_fills_what_the_page_leaves_open() -> None:
    listed = Listed(title="示例通知", published_on=date(2026, 1, 2), account="示例公号")
    meta = clean(captured(BODY, listed=listed)).meta
    assert (meta.title, meta.published_on, meta.publisher) == (
        "示例通知",
        date(2026, 1, 2),
        "示例公号",
    )


def test_nothing_is_invented_under_a_title() -> None:
    with pytest.raises(EmptyDocument):
        clean(captured("---\ntitle: 示例办法\n---\n\n# 示例办法\n\n阅读原文\n", "a.md"))


def test_docx() -> None:
    import docx

    word = docx.Document()
    word.add_heading("示例办法")
    word.add_paragraph(f"　　{ONE}")
    word.add_table(1, 2).rows[0].cells[1].text = "表格中的词"
    buffer = io.BytesIO()
    word.save(buffer)
    document = clean(captured(buffer.getvalue(), "a.docx"))
    assert document.text == f"示例办法\n{ONE}\n表格中的词"
    assert document.blocks[0].heading


def test_pdf_without_a_text_layer_is_unreadable() -> None:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    buffer = io.BytesIO()
    writer.write(buffer)
    with pytest.raises(Unreadable, match="no text layer"):
        clean(captured(buffer.getvalue(), "a.pdf"))
    with pytest.raises(Unreadable):
        clean(captured(b"%PDF-1.4\nrubbish", "a.pdf"))


# --- real documents -------------------------------------------------------------------------------


def real(path: Path) -> Document:
    return clean(captured(path.read_bytes(), path.name))


@pytest.mark.parametrize(
    ("seed", "title", "script", "day"),
    [
        ("000", "ChatGPT生成内容侵权", Script.HANS, date(2023, 4, 1)),
        ("001", "AIGC内容分享(五十七)", Script.HANS, date(2025, 2, 26)),
        ("002", "China's Key Developments", Script.HANS, None),
        ("003", "AI内容标识新规", Script.HANS, None),
        ("004", "生成式人工智能服務管理暫行辦法", Script.HANT, None),
    ],
)
def test_seeds(shared: Path, seed: str, title: str, script: Script, day: date | None) -> None:
    document = real(next((shared / "seeds").glob(f"{seed}_*")))
    assert title in (document.meta.title or "")
    assert (document.script, document.meta.published_on) == (script, day)
    chrome = r"扫码|征订|邮发代号|倾力推荐|微信扫一扫|\*\*|within Technology|阅读12分钟|蜘蛛池|无码"
    assert not re.search(chrome, document.text)
    assert_spans(document)


def test_spam_seed_keeps_all_articles(shared: Path) -> None:
    document = real(next((shared / "seeds").glob("004_*")))
    compared = [key(block.text).text for block in document.blocks]
    numbers = [int(m[1]) for text in compared if (m := re.match(r"第(\d+)条", text))]
    assert numbers == list(range(1, 25))
    assert document.blocks[-1].text.startswith("第二十四條")


def test_every_line_of_the_real_pages_is_kept_or_dropped(shared: Path) -> None:
    for path in sorted((shared / "corpus" / "commentary").glob("*.txt")):
        try:
            document = real(path)
        except DocumentError:
            continue
        if document.format != "text":
            continue
        from digest.text.decode import decode

        found = {*(b.text for b in document.blocks), *(d.text for d in document.dropped)}
        have = key("".join(found)).text
        for line in decode(path.read_bytes()).text.splitlines():
            assert key(line).text in have, (path.name, line[:60])


def test_real_wechat_pages(shared: Path) -> None:
    pages = shared / "corpus" / "html" / "mp.weixin.qq.com"
    for failed in ("作者已删除_01", "内容违规_01", "该内容暂时无法查看_01"):
        with pytest.raises(ChallengePage):
            real(pages / f"{failed}.html")
    for read in ("普通图文_01", "图片分享_01", "文本分享_01"):
        document = real(pages / f"{read}.html")
        assert len(document.text) > 400
        assert document.meta.published_on is not None
        assert document.meta.publisher not in (None, "微信公众平台")


def test_a_link_that_is_no_address_costs_nothing() -> None:
    links = '<a href="http://[bad">阅读原文</a><a href="http://[bad/x.pdf">附件</a>'
    page = f"<html><body>{BODY}{links}</body></html>"
    document = clean(captured(page, url="https://a.example/"))
    assert ONE in document.text
    assert document.meta.origin_url is None


def word(content: str) -> bytes:
    """A Word document with this content in its body."""
    import docx

    made, out = io.BytesIO(), io.BytesIO()
    docx.Document().save(made)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = f'<w:document xmlns:w="{space}"><w:body>{content}</w:body></w:document>'
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, xml if name == "word/document.xml" else old.read(name))
    return out.getvalue()


def test_a_bomb_of_paragraphs_is_refused_before_it_is_read() -> None:
    with pytest.raises(TooLarge, match=r"1,600,004 tags in 9.2 MiB of XML; the limit is 1,200,000"):
        clean(captured(word("<w:p/>" * 1_600_000), "a.docx"))
    with pytest.raises(TooLarge, match="30 MiB of XML; the limit is 20"):
        clean(captured(word("x" * 30 * 2**20), "a.docx"))


def test_a_cell_over_many_columns_and_rows_is_read_once() -> None:
    def cell(mark: str, text: str) -> str:
        words = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        return f"<w:tc><w:tcPr>{mark}</w:tcPr>{words}</w:tc>"

    wide = cell('<w:gridSpan w:val="50000000"/><w:vMerge w:val="restart"/>', ONE)
    below = cell("<w:vMerge/>", "")
    rows = f"<w:tr>{wide}</w:tr><w:tr>{below}{cell('', TWO)}</w:tr>"
    document = clean(captured(word(f"<w:tbl>{rows}</w:tbl>"), "a.docx"))
    assert document.text == f"{ONE}\n{TWO}"


def test_a_damaged_word_document_is_one_document_error() -> None:
    unknown = bytearray(word(ONE))
    unknown[unknown.rindex(b"word/document.xml") - 36] = 97  # a compression nobody knows
    for body in (word("<w:p>"), bytes(unknown)):
        with pytest.raises(Unreadable, match="the Word document is damaged"):
            clean(captured(body, "a.docx"))


def sheet(pages: int, content: bytes, forms: tuple[bytes, ...] = ()) -> bytes:
    """A PDF whose pages share one content stream; each form can put the one before it as /X."""
    from pypdf import PdfWriter
    from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    form = None

    def resources() -> DictionaryObject:
        found = DictionaryObject()
        if form is not None:
            found[NameObject("/XObject")] = DictionaryObject({NameObject("/X"): form})
        return found

    def stream(data: bytes) -> DecodedStreamObject:
        made = DecodedStreamObject()
        made.set_data(data)
        return made

    for data in forms:
        made = stream(data)
        made[NameObject("/Subtype")] = NameObject("/Form")
        made[NameObject("/BBox")] = ArrayObject()
        made[NameObject("/Resources")] = resources()
        form = writer._add_object(made.flate_encode())
    shared = writer._add_object(stream(content).flate_encode())
    for _ in range(pages):
        page = writer.add_blank_page(100, 100)
        page[NameObject("/Contents")] = shared
        page[NameObject("/Resources")] = resources()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("pages", "content", "forms"),
    [
        (200, b"BT (x) Tj ET\n" * 20_000, ()),
        (1, b"/X Do\n" * 40, (b"BT ET\n", *[b"/X Do\n" * 40] * 5)),
    ],
    ids=["one stream for all pages", "forms in forms"],
)
def test_a_pdf_that_runs_too_long_is_refused_before_it_is_read(
    pages: int, content: bytes, forms: tuple[bytes, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pypdf.PageObject.extract_text", lambda *_: pytest.fail("it was read"))
    with pytest.raises(
        TooLarge, match=r"at most 4.4 MB of page contents, is reached on page \d+ of"
    ):
        clean(captured(sheet(pages, content, forms), "a.pdf"))


def test_where_a_text_begins_is_not_looked_for_for_ever() -> None:
    lines = "".join(f"<p>第{n}条 示例服务提供者应当按照规定保存日志。</p>" for n in range(1, 9000))
    strange = [Piece(f"甲乙丙丁戊己庚辛壬癸子丑{n}") for n in range(9000)]
    looked = 0

    class Kept(str):
        def __contains__(self, part: object) -> bool:
            nonlocal looked
            looked += len(self)
            return super().__contains__(part)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(container, "compact", lambda text: Kept(compact(text)))
        patch.setattr(container, "_LOOKED_THROUGH", 10**7)
        found = container.extracted(f"<html><body>{lines}</body></html>", strange)
    assert looked <= 2 * 10**7
    assert [piece.rule for piece in found] == [None] * len(strange)
