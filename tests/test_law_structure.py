"""条款项 are found where a text has them, and nowhere else."""

import json
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from digest.law.structure import articles

LAW = """示例市生成内容标识办法
目 录
第一章 总 则
第二章 标识
第一章 总 则
第一条 为了规范生成内容标识，制定本办法。
第二条　服务提供者应当遵守下列规定：
（一）添加显式标识；
（二）留存日志不少于六个月：
1.登录日志；
2.操作日志。
发现违法内容的，应当报告。
第二章
标识
第二条之一 依照本办法
第二条的规定，可以豁免。
第三条为维护秩序，不得删除标识。
第四条 本办法自2026年3月1日起施行。
示例市网信办
2026年1月15日
附件：目录
第一条 附件不是正文。"""


def numbers(text: str) -> list[str]:
    return [a.number for a in articles(text)]


def test_numbers_labels_and_paths():
    found = articles(LAW)
    assert [a.number for a in found] == ["1", "2", "2-1", "3", "4"]
    assert found[2].label == "第二条之一"
    assert found[0].path == ("第一章 总则",)
    assert found[3].path == ("第二章 标识",)


def test_every_span_is_the_text_it_names():
    for article in articles(LAW):
        assert LAW[article.start : article.end] == article.text
        for part in article.paragraphs:
            assert LAW[part.start : part.end] == part.text


def test_paragraphs_points_and_items_under_a_point():
    second = articles(LAW)[1]
    assert [(p.number, p.point) for p in second.paragraphs] == [
        (1, None),
        (1, "1"),
        (1, "2"),
        (2, None),
    ]
    assert "2.操作日志。" in second.paragraphs[2].text


def test_a_wrapped_line_that_begins_with_a_cited_article_opens_none():
    assert articles(LAW)[2].text == "依照本办法\n第二条的规定，可以豁免。"


def test_signature_and_annex_are_no_part_of_the_last_article():
    assert articles(LAW)[-1].text == "本办法自2026年3月1日起施行。"


def test_traditional_script_arabic_numbers_and_spaces_inside_a_label():
    assert numbers("第一條 為了測試。\n第 2 条 应当测试。\n第 三 條 附則。") == ["1", "2", "3"]


def test_an_article_with_headings_and_quoted_articles_has_no_articles():
    commentary = """算法备案怎么做
一、背景
第一条主线是安全。
根据《示例规定》第十六条，应当公示。
二、建议
企业应当留存日志。
三、结语
不得松懈。"""
    assert numbers(commentary) == []


def test_a_misprinted_number_is_read_by_its_place():
    text = "\n".join(f"第{n}条 内容。" for n in ("一", "二", "十三", "四", "五"))
    found = articles(text)
    assert [a.number for a in found] == ["1", "2", "3", "4", "5"]
    assert found[2].label == "第十三条"


def test_of_several_instruments_on_a_page_the_longest_is_kept():
    text = "第一条 甲。\n第二条 甲。\n第一条 乙。\n第二条 乙。\n第三条 乙。"
    assert [a.text for a in articles(text)] == ["乙。", "乙。", "乙。"]


def test_clauses_of_a_standard_and_not_its_table_of_contents():
    standard = """1 范围 ........ 1
2 规范性引用文件 ........ 1
1 范围
本文件规定了示例方法。
2 规范性引用文件
本文件没有规范性引用文件。
3 术语和定义
3.1
示例服务
4 要求
4.1 总体要求
4.1.1 应添加标识。
4.1.2 应留存日志，期限为
3 个月以上。
4.2 其他
宜说明。"""
    found = {a.number: a for a in articles(standard)}
    assert list(found) == ["1", "2", "3.1", "4.1.1", "4.1.2", "4.2"]
    assert found["4.1.2"].path == ("4 要求", "4.1 总体要求")
    assert found["4.1.2"].text.endswith("3 个月以上。")


NOTICE = """示例市网信办关于加强标识管理的通知
示网信发〔2026〕3号
各有关单位：
一、落实标识要求
平台应当添加标识。
二、留存日志
（一）留存期限不得少于六个月。
三、加强检查
有关部门应当检查。
示例市网信办
2026年1月15日"""


def test_items_of_a_normative_notice_but_not_of_an_amendment():
    found = articles(NOTICE)
    assert [(a.number, a.label) for a in found] == [("1", "一、"), ("2", "二、"), ("3", "三、")]
    assert found[2].text.endswith("有关部门应当检查。")
    amending = re.sub("落实|留存日志|加强检查", "将第一条修改为：应当", NOTICE)
    assert numbers(amending) == []


@given(
    st.lists(st.sampled_from(["第一条 应当。", "第二条 不得。", "（一）项；", "第", "附件", ""]))
)
def test_any_arrangement_of_lines_keeps_spans_exact(rows):
    text = "\n".join(rows)
    for article in articles(text):
        assert text[article.start : article.end] == article.text


def test_real_laws_have_the_articles_they_are_known_to_have(shared: Path):
    wrong = []
    for meta in sorted((shared / "corpus" / "versions" / "_singles").glob("*/meta.json")):
        for version in json.loads(meta.read_text("utf-8"))["versions"]:
            text = (meta.parent / version["file"]).read_text("utf-8").replace("**", "")
            text = re.sub(r"^[#>\s]+", "", text, flags=re.M)
            # The count of the traditional text was made with simplified labels only.
            if version["articles"] and len(articles(text)) != version["articles"]:
                wrong.append((meta.parent.name, version["file"]))
    assert wrong == []
