"""What is strewn into documents: words, characters, elements and tokens that readers stumble on."""

# ruff: noqa: E501
# fmt: off

NUMERALS = (
    "九千九百九十九", "99999999999999", "零", "〇〇〇", "十" * 40, "9" * 5000, "一亿万亿", "廿卅卌",
    "１２３", "²", "٣", "①", "-1", "0", "1.2.3.4.5.6.7.8", "百", "兩萬", "壹", "Ⅻ", "𝟙𝟚", "一 二 三",
)
"""Numbers no text means, and digits of other scripts."""

ODD = (
    "\u200b", "\u202e", "\u2066", "\ufeff", "\x00", "\x0b", "\x1b[31m", "\x85", "\u2028", "\ufffe",
    "\ud800", "\U0010ffff", "\U000e0041", "\u0301" * 50, "\u3000" * 200, " " * 3000, "\r", "\t" * 99,
    "ﷺ", "ŉ", "ß", "İ", "㍿", "㋿", "𠮷", "\u3099", "👨\u200d👩\u200d👧", "龘" * 300, "\xa0", "\n" * 500,
)
"""Characters that hide, turn, split or multiply."""

PIECES = (
    "《", "〈", "》", "〉", "《" * 300, "《示例〈" * 60, "〈" * 80 + "〉" * 80, "（", "）", "（" * 500, "“", "”",
    "第", "条", "第一条", "第一百条之一", "第十条第二款第（三）项、", "至第九十九条", "、第三条" * 200,
    "违反本办法规定的，处", "应当", "不得" * 300, "应当，" * 400, "的" * 2000, "，" * 2000, "。" * 2000,
    "自2026年13月45日起施行", "9999年12月31日", "0001年1月1日", "截止2026年2月30日", "一万亿亿亿元",
    "百分之百百", "不少于" + "9" * 400 + "日", "以下简称《", "（以下简称“", "《示例市示例办法》" * 40,
    "本办法第一条至第九千条", "该法第", "Article 999999999 of the Cybersecurity Law", "a_b|" * 400,
    "扫码关注", "往期推荐", "此内容因违规无法查看", "第1章", "1 范围\n2 规范性引用文件\n", "A.1.1.1 ",
    "一、", "（一）", "1.", "目录\n", "附件", "2026年1月15日\n", "令\n", "9" * 3000, "九" * 3000, "." * 2000,
    "___" * 300, "|" * 900, "12:00来源：", "\n---\n", "由市网信部门责令改正，" * 60, "和" * 900, "等" * 400,
)
"""Words of the rules, out of place, too often or without their other half."""

TAGS = (
    "<div>" * 300, "</div>" * 300, "<b><i><a>" * 90, "<table><tr><td>" * 60, "<!--", "-->", "<![CDATA[",
    "<script>", "</script>", "<style>", "<pre>", "<noscript>", "<svg><style>", "<template>", "<plaintext>",
    "&#0;", "&#x110000;", "&#xD800;", "&#8238;", "&amp;" * 99, "&nbsp;" * 900, "&lt;" * 99, "&unknown;",
    "<p hidden>", "<p style='display:none'>", "<div id='js_content'>", "<div id=UCAP-CONTENT>", "<base href='//['>",
    "<a href='http://[::1'>附件</a>", "<a href='javascript:%00'>阅读原文</a>", "<meta charset=utf-7>",
    "<meta charset='idna'>", "<meta charset=punycode>", "<img alt='" + "图" * 500 + "'>", "<frameset>",
    "<p>" * 2000, "<br>" * 2000, "<li>" * 900, "<a name=x>" * 300, "<font size=+9>" * 200, "<html>", "<body>",
    "<h1>", "<!DOCTYPE html [<!ENTITY a 'b'>]>", "<x:y z=''>", "<" * 900, "<p " + "a=b " * 500 + ">",
    "<select><option>", "<math><mi>", "<ruby>漢<rt>hàn</rt></ruby>", "<input value='", "<title>",
)
"""HTML."""

MARKS = (
    "> " * 200, ">" * 3000, "- " * 200, "\n" + "".join(f"{' ' * n}- 一\n" for n in range(60)), "[" * 900,
    "![" * 300, "](" * 300, "*" * 999, "**_" * 300, "`" * 500, "```\n", "~~~", "|" + " a |" * 300 + "\n|" + "-|" * 300,
    "# " * 90, "[a]: /b\n" * 60, "[a][a]" * 90, "<div>\n\n" * 60, "\\" * 999, "\n    ", "1) " * 90, "---\ntitle: x",
    "---\n: :\n---\n", "title: |\n", "&quot;" * 90, "<!-- ", "\n***\n", "$$" * 200, "[^1]" * 90, "~~" * 300,
)
"""Markdown."""

XML = (
    "<w:p>" * 300, "<w:tbl><w:tr><w:tc>", "</w:p>", "<w:t>\u3000</w:t>", "<w:r/>", "<w:tc/>", "<w:tr/>", "&a;",
    "<!DOCTYPE a [<!ENTITY a 'b'>]>", "<w:gridSpan w:val='-1'/>", "<w:vMerge/>", "<w:pStyle w:val='none'/>",
    "<w:br/><w:tab/><w:cr/>", "<w:sectPr/>", "<mc:AlternateContent>", "<w:hyperlink>", "<w:sdt><w:sdtContent>",
    "<w:ins><w:r><w:t>一</w:t></w:r></w:ins>", "<a/>", "<!-- -->", "<?x y?>", "<![CDATA[", " w:val='9999999999999'",
)
"""Word documents."""

TOKENS = (
    b"null", b"<<>>", b"[]", b"-1", b"99999999999", b"2 0 R", b"6 0 R", b"7 0 R", b"9999 0 R", b"()", b"(", b"<",
    b"<<", b"endobj", b"endstream", b"stream", b"true", b"/Kids [2 0 R]", b"/Parent 6 0 R", b"/Filter /FlateDecode",
    b"/Filter [/LZWDecode /ASCII85Decode /RunLengthDecode]", b"/Length 999999999", b"/Count -5", b"xref", b"trailer",
    b"/Encrypt 3 0 R", b"/Prev 9", b"Do", b"BT", b"ET", b"0 0 0 0 0 0 Tm", b"1e99 0 0 1e-99 0 0 cm", b"nan", b"%",
    b"/Rotate 45", b"/Encoding /Identity-H", b"<0000> <ffff> <4e00>", b"1 begincodespacerange", b"q " * 500, b"[" * 500,
)
"""PDF."""
