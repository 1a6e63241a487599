"""Templates learned from what recurs around the pages of one publisher, and what never is."""

import pickle
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.ids import capture_id, content_id, sha256_hex
from digest.model import Capture, Document
from digest.reading import read
from digest.text import templates
from digest.text.clean import clean
from digest.text.pieces import Piece
from digest.text.templates import Learned, Shown

SOURCE, ACCOUNT = "import", "示例法律观察"
BANNER = "示例法律观察陪你读懂每一条新规"
FOOTER = "本文仅供交流，不代表本号立场，也不构成法律意见。"
TOPICS = ("留存", "标识", "备案", "评估", "跨境", "审计", "画像", "推荐")


def body(number: int) -> tuple[str, ...]:
    """Two paragraphs that no other page shares."""
    topic = TOPICS[number % len(TOPICS)]
    return (
        f"第{number}周里示例市的企业谈得最多的是{topic}，许多同行来信说自己的做法和疑问各不相同。",
        f"就{topic}一事，我们走访了{number + 3}家公司，把流程一一记下，供读者比较{topic}的成本。",
    )


def shown(pages: Sequence[Sequence[str]]) -> tuple[Shown, ...]:
    return tuple(
        Shown(content_id("test", str(n)), texts[0], tuple(texts)) for n, texts in enumerate(pages)
    )


def around(number: int, *, head: Sequence[str] = (), tail: Sequence[str] = ()) -> list[str]:
    return [f"第{number}期观察", *head, *body(number), *tail]


def learned_texts(pages: Sequence[Sequence[str]]) -> list[str]:
    return [found.text for found in templates.learn(SOURCE, ACCOUNT, shown(pages))]


def test_what_stands_around_every_page_is_learned_with_who_taught_it() -> None:
    pages = shown([around(n, head=[BANNER], tail=[FOOTER]) for n in range(6)])
    banner, footer = templates.learn(SOURCE, ACCOUNT, pages)
    assert (banner.text, footer.text) == (BANNER, FOOTER)
    assert footer.id == templates.template_id(SOURCE, ACCOUNT, FOOTER.replace("，", ","))
    assert (footer.documents, footer.first, footer.last) == (
        6, pages[0].document, pages[5].document,
    )  # fmt: skip


def test_four_documents_teach_nothing_and_neither_does_what_stands_around_fewer_than_half() -> None:
    assert learned_texts([around(n, tail=[FOOTER]) for n in range(4)]) == []
    few = [around(n, tail=[FOOTER] if n < 5 else []) for n in range(12)]
    assert learned_texts(few) == []
    assert learned_texts(few[:10]) == [FOOTER]


def test_a_sentence_inside_the_text_is_never_learned() -> None:
    inside = "这一点在同行之间并无争议，我们在此前的文章里已经多次说明过缘由。"
    pages = [[f"第{n}期", body(n)[0], inside, body(n)[1]] for n in range(8)]
    assert learned_texts(pages) == []


def test_the_yearly_notice_keeps_the_sentence_it_says_every_year() -> None:
    every_year = "请大家在期限内将材料交到示例大厦一层的服务窗口，逾期的不再受理。"
    pages = [
        [
            f"关于{year}年度示例申报的通知",
            body(year)[0] + body(year)[1],
            every_year,
            "示例市互联网信息办公室",
            f"{year}年1月15日",
        ]
        for year in range(2015, 2025)
    ]
    assert learned_texts(pages) == []


LAW = [
    "为了规范示例数据的留存活动，保护个人和组织的权益，制定这一部示例市的规章。",
    "示例数据是指示例市的企业在经营中以电子方式记录下来的信息，纸质的记录不在其中。",
    "企业把示例数据交给他人保存的，双方签订书面的合同，并且把合同留存到期满之后。",
    "本市的示例单位负责这一部规章的解释，并且每年向社会说明它的实施情况和效果。",
]


def test_a_text_reposted_again_and_again_teaches_none_of_its_sentences() -> None:
    assert learned_texts([[f"转载{n}", *LAW] for n in range(9)]) == []
    own_words = [[f"转载{n}", body(n)[0], *LAW] for n in range(9)]
    assert learned_texts(own_words) == []
    with_others = [*own_words, *(around(n, tail=[FOOTER]) for n in range(20, 29))]
    assert learned_texts(with_others) == [FOOTER]


def test_copies_of_one_text_count_once() -> None:
    copies = [[f"再发{n}", *body(1), FOOTER] for n in range(2)]
    others = [around(n, tail=[FOOTER]) for n in range(10, 13)]
    assert learned_texts([*others, *copies]) == []
    assert learned_texts([*others, around(20, tail=[FOOTER]), *copies]) == [FOOTER]


@pytest.mark.parametrize(
    "text",
    [
        "第九条 违反规定的由示例部门处理并且向社会说明情况",
        "一、示例市的企业在每年年初说明自己的数据留存做法",
        "（一）示例市的企业在每年年初说明自己的数据留存做法",
        "5.2.1 示例系统在每年年初说明自己的数据留存的做法",
        "参见示例办法第十四条第二款的说明以及随附的各项示例",
        "参见《示例市数据留存办法》以及同一系列的各个问答",
        "经营者应当留存运行日志并在每年年初说明它的去向",
        "未经本号允许，任何人不得转载、摘编或者镜像这些内容",
        "經營者應當留存運行日誌並在每年年初說明它的去向",
        "The provider shall keep logs for six months after the service",
        "二〇二五年三月十四日 于示例市举行的每周一次的会议上",
        "2025年3月14日",
        "示网办发〔2025〕3号",
        "示例市互联网信息办公室",
        "特此通知。",
        "（来源：示例网信网，由示例法律观察整理并且重新排版）",
        "12377",
    ],
)
def test_what_reads_as_law_is_never_learned(text: str) -> None:
    assert templates.reads_as_law(text)
    assert learned_texts([around(n, head=[text], tail=[text]) for n in range(9)]) == []


@pytest.mark.parametrize("text", [BANNER, FOOTER, "长按二维码加入示例法律社群", "首页"])
def test_a_banner_a_disclaimer_or_a_promotion_does_not_read_as_law(text: str) -> None:
    assert not templates.reads_as_law(text)


def test_a_title_is_never_learned_and_short_lines_only_in_company() -> None:
    titled = [["每周观察：示例市数据合规的新进展汇总", *body(n)] for n in range(9)]
    assert learned_texts(titled) == []
    assert learned_texts([around(n, head=["背景"]) for n in range(9)]) == []
    menu = ["首页", "专题", "社群", "登录"]
    assert learned_texts([around(n, head=menu) for n in range(9)]) == menu


def post(number: int, *, account: str = ACCOUNT, tail: str = FOOTER) -> Capture:
    lines = "\n\n".join((*body(number), tail))
    text = f"---\ntitle: 第{number}期观察\nsource: {account}\n---\n\n{lines}\n"
    data, url = text.encode(), f"https://example.test/{account}/{number}"
    return Capture(
        capture_id(url, data), SOURCE, url, datetime(2026, 1, 15, tzinfo=UTC), data,
        sha256_hex(data), "text/markdown", f"{number}.md",
    )  # fmt: skip


@pytest.fixture
def learned() -> Learned:
    name = templates.template_id(SOURCE, ACCOUNT, FOOTER)
    return Learned(frozenset({(SOURCE, ACCOUNT)}), frozenset({name}))


def test_reading_drops_a_learned_block_with_its_rule(learned: Learned) -> None:
    kept = clean(post(1))
    assert FOOTER in kept.text
    document = clean(post(1), pickle.loads(pickle.dumps(learned)))
    (drop,) = (one for one in document.dropped if one.text == FOOTER)
    assert drop.rule == f"learned.{templates.template_id(SOURCE, ACCOUNT, FOOTER)}"
    assert templates.dropped_by(document) == (drop.rule.removeprefix("learned."),)
    assert document.text == kept.text.removesuffix("\n" + FOOTER)
    assert read(post(1), learned).document == document


def test_a_template_belongs_to_one_publisher_in_one_source(learned: Learned) -> None:
    assert FOOTER in clean(post(1, account="另一示例号"), learned).text


def test_a_learned_block_inside_the_text_stays(learned: Learned) -> None:
    assert FOOTER in clean(post(1, tail=FOOTER + "\n\n" + body(7)[0]), learned).text


def test_a_page_that_is_nothing_but_templates_keeps_its_words(learned: Learned) -> None:
    page = post(1)
    bare = f"---\nsource: {ACCOUNT}\n---\n\n{FOOTER}\n".encode()
    assert clean(Capture(page.id, SOURCE, page.url, page.fetched_at, bare, "", "text/markdown",
                         "a.md"), learned).text == FOOTER  # fmt: skip


def documents(files: Sequence[Path]) -> list[Document]:
    now = datetime(2026, 1, 15, tzinfo=UTC)
    return [
        clean(Capture(p.name, SOURCE, p.as_uri(), now, p.read_bytes(), "", None, p.name))
        for p in files
    ]


def seen_in(found: Sequence[Document]) -> list[Shown]:
    return [
        Shown(str(n), one.meta.title, tuple(block.text for block in one.blocks))
        for n, one in enumerate(found)
    ]


@pytest.mark.parametrize("folder", ["versions", "decisions"])
def test_no_legal_text_teaches_anything(shared: Path, folder: str) -> None:
    files = sorted((shared / "corpus" / folder).rglob("*.md"))[:120]
    pages = seen_in(documents(files))
    assert len(pages) > 100
    for start in range(0, len(pages), 4):
        assert templates.learn(SOURCE, "", pages[start : start + 8]) == ()


def test_the_menu_of_a_portal_is_learned_and_its_articles_lose_no_paragraph(shared: Path) -> None:
    posts = documents(sorted((shared / "corpus" / "wechat").rglob("ZAWX*.md")))
    account = posts[0].meta.publisher or ""
    found = templates.learn(SOURCE, account, seen_in(posts[::2]))
    assert {"福利倒计时", "立即使用"} & {one.text for one in found}
    assert len(found) > 5
    learned = Learned(frozenset({(SOURCE, account)}), frozenset(one.id for one in found))
    for post in posts[1::2]:
        pieces = [Piece(block.text) for block in post.blocks]
        kept = templates.marked(pieces, learned, SOURCE, account, post.meta.title)
        gone = [piece.text for piece in kept if piece.rule]
        assert len(gone) > 3
        assert max(map(len, gone)) < 60
