"""条款项 are found where a text has them, and nowhere else."""

import json
import re
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from digest.law.amend import amend
from digest.law.redline import redline
from digest.law.structure import articles, structure
from digest.law.versions import version
from digest.model import Capture, Relation, Version
from digest.reading import read


def of(name: str, text: str) -> Capture:
    body = text.encode()
    return Capture(
        "c",
        "s",
        "file:///" + name,
        datetime(2026, 1, 2, tzinfo=UTC),
        body,
        "",
        file_name=f"{name}.txt",
    )


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


def test_radicals_of_a_pdf_in_a_label():
    assert numbers("第⼀条 示例部⻔。\n第⼆条 应当测试。\n第⼗条 附则。\n第三条 ⽤户。") == [
        "1",
        "2",
        "3",
    ]


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


def test_headings_of_every_kind_are_no_text():
    text = """第一编 总则
第一章 示例的范围，示例的原则
第一条 甲。
一、标识
第二条 乙。
第二章 留存示例日志的期限、方式和
要求
第三条 丙。
附则
第四条 丁。"""
    assert [(a.text, a.path[-1]) for a in articles(text)] == [
        ("甲。", "第一章 示例的范围，示例的原则"),
        ("乙。", "一、标识"),
        ("丙。", "第二章 留存示例日志的期限、方式和要求"),
        ("丁。", "附则"),
    ]


def points(text: str) -> list[tuple[int, str | None]]:
    return [(p.number, p.point) for p in articles(f"{text}\n第二条 应当。")[0].paragraphs]


def test_points_on_one_line_and_points_of_a_taiwan_act():
    listed = [(1, None), (1, "1"), (1, "2")]
    assert points("第一条 下列：（一）标识；（二）留存。") == listed
    assert points("第一条 下列：(一)标识； (二)\n留存，依照第（一）项。") == listed
    assert points("第 1 條\n下列事項：\n一、標識。\n二、留存。") == listed
    assert points("第一条 二、三类示例应当标识。") == [(1, None)]


def test_a_line_that_only_lacks_its_mark_is_a_paragraph_and_a_wrapped_one_is_not():
    ended = "\n".join("应当标识。" for _ in range(20))
    assert len(points(f"第一条 应当留存\n{ended}")) == 21
    assert points("第一条 应当留\n存日志\n六个月。\n不得删除。") == [(1, None), (2, None)]


def test_private_characters_of_a_typesetting_system_end_no_line():
    assert [a.text for a in articles("第一条 甲。\ue004\n第二条 乙。\ue003")] == ["甲。", "乙。"]


def test_a_page_without_line_breaks():
    found = articles("示例办法　　第一条　甲。　　乙。　　第二条　丙：（一）丁；（二）戊。")
    assert [[(p.number, p.point) for p in a.paragraphs] for a in found] == [
        [(1, None), (2, None)],
        [(1, None), (1, "1"), (1, "2")],
    ]


def test_contents_that_list_the_articles_are_no_text():
    listed = "目录\n第一条 目的 1\n第二条 标识 1\n第三条 留存 2\n"
    text = "第一条 目的\n为了示例。\n第二条 标识\n应当标识。\n第三条 留存\n应当留存。"
    assert [a.text for a in articles(listed + text)] == [a.text for a in articles(text)]


ANNEXES = """示例办法
第一条 平台应当按照附件标识。
第二条 本办法自2026年3月1日起施行。
附件：1.示例指引
2.示例要求
3.示例期限
示例市网信办
附件1
示例指引
第一条 标识应当显著。
第二条 标识应当清楚。
第三条 标识应当完整。
附件2
示例要求
一、不得删除标识。
二、不得伪造标识。
附表：示例期限
项目
日志
六个月
来源：示例网"""


def test_annexes_are_kept_beside_the_articles_and_told_apart():
    found, annexed = structure(ANNEXES)
    assert [a.number for a in found] == ["1", "2"]
    assert found[1].text == "本办法自2026年3月1日起施行。"
    assert [(one.label, one.title) for one in annexed] == [
        ("附件1", "示例指引"),
        ("附件2", "示例要求"),
        ("附表", "示例期限"),
    ]
    numbers = [a.number for one in annexed for a in one.articles]
    assert numbers == ["附件1.1", "附件1.2", "附件1.3", "附件2.1", "附件2.2", "附件3"]
    assert annexed[2].articles[0].text == "项目\n日志\n六个月"
    for one in annexed:
        for part in one.articles:
            assert ANNEXES[part.start : part.end] == part.text


def test_duties_of_annexes_are_duties_of_the_page():
    read_in = read(of("示例办法", ANNEXES))
    assert {d.article for d in read_in.duties} >= {"1", "附件1.1", "附件2.2"}
    assert [one.title for one in read_in.annexed] == ["示例指引", "示例要求", "示例期限"]


def test_a_second_instrument_of_a_page_is_kept_under_its_own_title():
    text = """示例市网信办公告
现公布《示例市甲办法》和《示例市乙办法》。
示例市甲办法
第一章 总则
第一条 为了甲。
第二条 本办法自2026年3月1日起施行
示例市乙办法
目录
第一章 总则
第一章 总则
第一条 为了乙。
第二条 平台应当核验。
第三条 本办法自2026年3月1日起施行。"""
    found, (other,) = structure(text)
    assert [a.path for a in found] == [("第一章 总则",)] * 3
    assert (other.label, other.title) == (None, "示例市甲办法")
    assert [(a.number, a.text) for a in other.articles] == [
        ("另件1.1", "为了甲。"),
        ("另件1.2", "本办法自2026年3月1日起施行"),
    ]


def test_a_law_under_the_word_annex_of_its_notice_is_the_text():
    found, annexed = structure("关于示例的通知\n附件：示例办法\n第一条 甲。\n第二条 乙。")
    assert ([a.text for a in found], annexed) == (["甲。", "乙。"], ())


STANDARD = """1 范围
本文件规定了示例方法。
2 规范性引用文件
本文件没有规范性引用文件。
3 要求
3.1 标识
服务提供者应当：
a) 添加标识；
b) 留存日志，且：
1）不少于六个月。
3.2 应说明。
附录 A
（规范性）
示例流程
A.1 总则
流程应当记录。
附录 B（资料性）示例表
示例人可以参考本表。
参考文献
[1] 示例文献"""


def test_lists_and_annexes_of_a_standard():
    found = {a.number: a for a in articles(STANDARD)}
    assert list(found) == ["1", "2", "3.1", "3.2", "A.1", "B"]
    assert [p.point for p in found["3.1"].paragraphs] == [None, "a", "b"]
    assert found["3.2"].text == "应说明。"
    assert found["A.1"].path == ("附录 A 示例流程",)
    assert found["B"].label == "附录 B"
    assert found["B"].text.endswith("示例人可以参考本表。")


def test_points_of_the_items_of_a_notice():
    lines = NOTICE.replace(
        "（一）留存期限不得少于六个月。", "（一）留存；\n1.登录日志；\n（二）核验。"
    )
    second = articles(lines)[1]
    assert [(p.number, p.point) for p in second.paragraphs] == [(1, None), (1, "1"), (1, "2")]
    assert "1.登录日志；" in second.paragraphs[1].text


ROWS = [
    "第一条 应当。",
    "第二条 不得。",
    "（一）项；",
    "第",
    "附件",
    "一、项",
    "第一章 总则",
    "表",
    "",
]


@given(st.lists(st.sampled_from(ROWS)))
def test_any_arrangement_of_lines_keeps_spans_exact(rows):
    text = "\n".join(rows)
    found, annexed = structure(text)
    every = [*found, *(part for one in annexed for part in one.articles)]
    for article in every:
        assert text[article.start : article.end] == article.text
    assert len({article.number for article in every}) == len(every)
    spans = sorted((article.start, article.end) for article in every)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_real_laws_have_the_articles_they_are_known_to_have(shared: Path):
    wrong = []
    for meta in sorted((shared / "corpus" / "versions" / "_singles").glob("*/meta.json")):
        for edition in json.loads(meta.read_text("utf-8"))["versions"]:
            text = (meta.parent / edition["file"]).read_text("utf-8").replace("**", "")
            text = re.sub(r"^[#>\s]+", "", text, flags=re.M)
            # The count of the traditional text was made with simplified labels only.
            if edition["articles"] and len(articles(text)) != edition["articles"]:
                wrong.append((meta.parent.name, edition["file"]))
    assert wrong == []


def law(text: str) -> Version:
    found = version(read(of("示例办法", text)), seen_on=date(2026, 3, 1))
    assert found is not None
    return found


def test_annexes_are_part_of_the_version_and_their_changes_are_told():
    old, new = law(ANNEXES), law(ANNEXES.replace("不得删除标识", "不得删除、伪造标识"))
    assert [a.number for a in old.articles][2:] == [
        *("附件1.1", "附件1.2", "附件1.3", "附件2.1", "附件2.2", "附件3")
    ]
    told = [pair for pair in redline(old, new).pairs if pair.relation is not Relation.SAME]
    assert [(p.old, p.new) for p in told] == [(("附件2.1",), ("附件2.1",))]


def test_annexes_that_a_page_does_not_show_are_not_repealed_and_new_ones_are_told():
    bare = ANNEXES[: ANNEXES.index("附件：")]
    gone, come = redline(law(ANNEXES), law(bare)), redline(law(bare), law(ANNEXES))
    assert {pair.relation for pair in gone.pairs} == {Relation.SAME}
    assert sum(pair.relation is Relation.ADDED for pair in come.pairs) == 6


def test_an_amendment_of_a_law_with_annexes_leaves_them_alone():
    amended = amend(law(ANNEXES), "一、将第一条修改为：“平台应当留存日志。”")
    assert amended.text.splitlines()[0] == "第一条　平台应当留存日志。"
    kept = [(a.number, a.text) for a in law(ANNEXES).articles[1:]]
    assert [(a.number, a.text) for a in law(amended.text).articles[1:]] == kept


def test_items_stand_under_chapters():
    chapters = NOTICE.replace("一、落实", "第一章 总则\n一、落实").replace(
        "三、", "第二章 检查\n三、"
    )
    found = articles(chapters)
    assert [a.path for a in found] == [("第一章 总则",)] * 2 + [("第二章 检查",)]
    assert found[1].text.endswith("（一）留存期限不得少于六个月。")


EXCERPT = """5.2.1 应符合下列要求：
a) 应加密；
b) 应备份。
5.2.2 日志应留存。
"""


def test_an_excerpt_of_a_standard_has_clauses():
    for title in ("信息安全技术 示例要求", "GB/T 12345—2025 示例", "示例服务技术要求"):
        found = articles(f"{title}\n{EXCERPT}")
        assert [a.number for a in found] == ["5.2.1", "5.2.2"]


def test_decimal_headings_of_other_texts_are_no_clauses():
    assert not articles(f"示例服务合同\n{EXCERPT}")
    blog = "示例合规指南\n1.1 背景\n平台应当登记。\n1.2 做法\n平台应当备案。\n1.3 小结\n略。\n"
    assert not articles(blog)


REST = """示例市日志管理办法
2026年1月10日示例市网信办令第3号公布
第二章 义务
第八条 提供者应当报告。
第九条 提供者应当留存日志。
第十条 本办法自2026年3月1日起施行。
"""


def test_a_law_shown_from_a_later_article_on_has_these():
    assert numbers(REST) == numbers(REST.partition("\n")[2].partition("\n")[2]) == ["8", "9", "10"]
    assert numbers(REST.replace("2026年1月10日", "有关部门应当落实下列各条。\n")) == []
    assert numbers(REST.replace("管理办法", "合规要点")) == []
    assert numbers(REST.replace("第九条", "第十二条")) == []


def test_a_branch_is_an_article_where_those_before_it_are_gone():
    whole = "".join(f"第{n}条 内容。\n" for n in ("一", "二", "三"))
    assert numbers(f"{whole}第三条之二 内容。\n第四条 附则。") == ["1", "2", "3", "3-2", "4"]
    assert numbers(f"{whole}第四条之一 内容。\n第五条 附则。") == ["1", "2", "3", "4-1", "5"]


def test_a_label_in_brackets_and_one_that_a_line_end_breaks():
    assert numbers("【第一条】甲应当报告。\n【第二条】乙应当报告。") == ["1", "2"]
    assert numbers("〔第一条〕甲应当报告。\n〔第二条〕乙应当报告。") == ["1", "2"]
    assert numbers("第一条 甲应当报告。\n第二\n条乙应当报告。\n第三条 丙。") == ["1", "2", "3"]
    assert numbers("【第一条 甲应当报告。\n【第二条 乙应当报告。") == []
    broken = articles("第一条 甲。\n第二\n条 乙按照第三\n条的规定报告。\n第\n三条 丙。")
    assert [(a.number, a.label) for a in broken] == [
        ("1", "第一条"),
        ("2", "第二条"),
        ("3", "第三条"),
    ]
    assert broken[1].text == "乙按照第三\n条的规定报告。"
