"""What Word shows and does not store, and stores and does not show."""

import pytest

from digest.text.clean import clean
from digest.text.wordlist import Level, Lists
from tests.test_hostile import paragraph, word
from tests.test_text_clean import captured, rules

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LISTS = f"""<w:numbering {SPACE}><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="9"/><w:numFmt w:val="chineseCountingThousand"/>
<w:lvlText w:val="第%1条"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/>
<w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="*"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""


def item(text: str, level: int = 0) -> str:
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{place}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def lines(body: str, **parts: str) -> list[str]:
    encoded = {f"word/{name}.xml": xml.encode() for name, xml in parts.items()}
    return clean(captured(word(body, **encoded), "a.docx")).text.split("\n")


def test_automatic_numbers_are_text() -> None:
    body = paragraph("示例办法") + item("平台应当：") + item("登记；", 1) + item("备案。", 1)
    body += item("甲", 2) + item("无", 3) + item("平台不得出售数据。") + item("公开。", 1)
    assert lines(body, numbering=LISTS) == [
        "示例办法", "第九条 平台应当：", "（一）登记；", "（二）备案。", "1. 甲", "无",
        "第十条 平台不得出售数据。", "（一）公开。",
    ]  # fmt: skip


def test_automatic_numbers_of_a_style_are_text() -> None:
    styles = (
        f'<w:styles {SPACE}><w:style w:styleId="a"><w:name w:val="条"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    one = '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>平台应当登记。</w:t></w:r></w:p>'
    found = lines(paragraph("示例办法") + one, numbering=LISTS, styles=styles)
    assert found[1] == "第九条 平台应当登记。"


@pytest.mark.parametrize(
    ("number", "label"),
    [
        (10, "十"),
        (19, "十九"),
        (21, "二十一"),
        (103, "一百零三"),
        (110, "一百一十"),
        (1002, "一千零二"),
    ],
)
def test_numbers_are_written_as_articles_are_counted(number: int, label: str) -> None:
    lists = Lists(levels={"0": {0: Level(number, "chineseCounting", "%1、")}})
    lists.instances["1"] = ("0", {})
    assert lists.label("1", 0) == f"{label}、"


def test_instances_count_on_unless_they_say_where_they_start() -> None:
    lists = Lists(levels={"0": {0: Level(1, "decimal", "%1.")}})
    lists.instances |= {"1": ("0", {}), "2": ("0", {}), "3": ("0", {0: 5})}
    assert [lists.label(one, 0) for one in "112333"] == ["1. ", "2. ", "3. ", "5. ", "6. ", "7. "]


def run(text: str, form: str) -> str:
    return f"<w:p><w:r><w:rPr>{form}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def test_struck_and_hidden_runs_are_dropped() -> None:
    body = paragraph("示例办法") + paragraph("第一条 平台应当登记。")
    body += run("第二条 甲。", "<w:strike/>") + run("第三条 乙。", "<w:dstrike/>")
    body += run("第四条 丙。", "<w:vanish/>") + run("第五条 丁。", '<w:strike w:val="0"/>')
    body += run("第六条 戊。", "<w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange>")
    document = clean(captured(word(body), "a.docx"))
    assert document.text.split("\n")[1:] == [
        "第一条 平台应当登记。", "第五条 丁。", "第六条 戊。",
    ]  # fmt: skip
    assert rules(document) == {
        "第二条 甲。": "text.struck", "第三条 乙。": "text.struck", "第四条 丙。": "text.hidden",
    }  # fmt: skip


def test_notes_stand_below_the_text() -> None:
    notes = (
        f'<w:footnotes {SPACE}><w:footnote w:type="separator" w:id="-1">{paragraph("线")}'
        f'</w:footnote><w:footnote w:id="1">{paragraph("《示例法》第二十一条。")}</w:footnote>'
        "</w:footnotes>"
    )
    end = notes.replace("footnote", "endnote").replace("二十一", "三")
    found = lines(paragraph("示例评论") + paragraph("依法处理。"), footnotes=notes, endnotes=end)
    assert found[1:] == ["依法处理。", "[1] 《示例法》第二十一条。", "[2] 《示例法》第三条。"]
