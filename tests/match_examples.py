"""Fictional texts, a small register and an encoder without weights, for the tests of matching."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

import numpy as np

from digest.ids import content_id
from digest.law.citations import citations
from digest.law.structure import articles
from digest.match import retold
from digest.match.cluster import grouped, tie
from digest.match.embed import Vectors
from digest.match.faces import (
    Face,
    bands,
    compared_text,
    face,
    filed_under,
    looked_up,
    shingles,
)
from digest.match.terms import terms
from digest.model import (
    Block,
    Cite,
    Document,
    Format,
    Notice,
    NoticeKind,
    Obligation,
    PageMeta,
    Reading,
    Script,
    Source,
    Story,
)
from digest.release import Release

LABELS = "示例市生成内容标识办法"
DATA = "示例市网络数据安全管理条例"
CODE = "示例生成内容编码规定"


class WordEncoder:
    """Texts that share words are near: a stand-in for a model, the same on every machine."""

    model_id = "words"

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str], *, query: bool) -> Vectors:
        self.texts += texts
        rows = np.zeros((len(texts), 256), np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[0] = 0.1
            for term in terms(text):
                row[hashlib.sha256(term.encode()).digest()[0]] += 1
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


class MemoryCache:
    """A `VectorCache` that forgets with the process."""

    def __init__(self) -> None:
        self.vectors: dict[tuple[str, str], bytes] = {}

    def get(self, model: str, keys: Sequence[str]) -> dict[str, bytes]:
        return {key: self.vectors[model, key] for key in keys if (model, key) in self.vectors}

    def put(self, model: str, vectors: Mapping[str, bytes]) -> None:
        self.vectors |= {(model, key): vector for key, vector in vectors.items()}


def line(id: str, name: str, statement: str, *cites: Cite) -> Obligation:
    return Obligation(id, name, statement, cites)


REGISTER = (
    line("label-9", "日志留存", "提供无显式标识内容的，留存申请用户信息和日志不少于六个月",
         Cite(LABELS, "9")),
    line("label-4", "显式标识", "对生成的文本、图片、音频、视频添加显式标识", Cite(LABELS, "4")),
    line("label-4-p2", "导出标识", "下载、复制、导出的文件也须含有显式标识", Cite(LABELS, "4", 2)),
    line("data-8", "重要数据目录", "按照目录识别、申报重要数据并指定安全负责人", Cite(DATA, "8")),
    line("data-12", "出境评估", "向境外提供重要数据前通过安全评估",
         Cite(DATA, "12"), Cite(LABELS, "4")),
    line("code-all", "编码规则", "按编码规则编制服务提供者代码", Cite(CODE)),
)  # fmt: skip

COMMENT = (
    "示例市的新规对平台企业提出了个人信息保护和内容标识的合规要求。\n"
    f"根据《{LABELS}》第九条，提供者应当留存有关日志。\n"
    "业内人士认为这一安排是合理的。\n"
)
LAW = (
    f"{LABELS}\n"
    "第一条 为了规范生成合成内容标识，制定本办法。\n"
    "第二条 在本市提供服务的，适用本办法。\n"
    "第三条 市网信部门负责监督管理工作。\n"
    "第四条 服务提供者应当对生成合成的文本、图片、音频、视频添加显式标识。\n"
    "提供下载、复制、导出功能的，应当确保文件中含有显式标识。\n"
    "第五条 用户协议应当写明标识的方法。\n"
    "第六条 传播平台应当核验隐式标识。\n"
    "第七条 应用商店上架时应当核验材料。\n"
    "第八条 任何人不得篡改标识。\n"
    "第九条 用户申请提供没有显式标识的内容的，服务提供者应当留存有关日志不少于六个月。\n"
    "第十条 本办法自2026年3月1日起施行。\n"
)
WEATHER = "今天白天多云转晴，北风三级，最高气温十二度。\n周末将有小雨，出门请带伞。\n"
MALWARE = (
    "研究人员披露了一个新的木马，攻击者利用钓鱼邮件投递恶意代码。\n"
    "该样本分析显示，恶意软件会窃取浏览器中的个人信息，企业应当及时升级。\n"
    "威胁情报显示，僵尸网络仍在活动，黑客利用漏洞提权。\n"
)


def reading(
    text: str,
    *,
    kind: NoticeKind = NoticeKind.COMMENTARY,
    title: str = "示例",
    instrument: str | None = None,
    published_on: date | None = None,
    effective_on: date | None = None,
) -> Reading:
    document = Document(
        id=content_id(title, text, str(published_on)),
        capture="c",
        format=Format.TEXT,
        text=text,
        blocks=(Block(text, 0, len(text)),),
        dropped=(),
        script=Script.HANS,
        charset="utf-8",
        charset_guessed=False,
        meta=PageMeta(),
        attachments=(),
        rules_version="1-test",
    )
    notice = Notice(kind, title, instrument, published_on=published_on, effective_on=effective_on)
    return Reading(document, notice, articles(text), (), citations(text, instrument))


def release(of: Reading, *, official: bool = False, parent: str | None = None) -> Release:
    source = Source(
        of.document.id, of.notice.title, f"https://example.test/{of.document.id}", None,
        of.notice.published_on, "0" * 64,
    )  # fmt: skip
    return Release(of, source, official, parent)


def stories(
    releases: Sequence[Release], carried: Mapping[str, str] = MappingProxyType({})
) -> tuple[Story, ...]:
    """Releases as stories, all at once.

    ``carried``: document id -> id of the version it carries, where that was told already. Two
    versions are never one story, however alike they read: one of them may be the news.
    """
    by_id = {release.id: release for release in releases}
    texts = {one: compared_text(release) for one, release in by_id.items()}
    faces = {one: face(release, carried.get(one), texts[one]) for one, release in by_id.items()}
    known = {one: shingles(text) for one, text in texts.items()}
    gists = {one: retold.gist(release, texts[one]) for one, release in by_id.items()}
    filed: dict[str, list[Face]] = defaultdict(list)
    ties = []
    for one, mine in faces.items():
        of_text = bands(known[one])
        gist = gists[one]
        marks = retold.looked_up(gist) if gist else ()
        met = {
            other.document: other
            for key in (*looked_up(mine), *of_text, *marks)
            for other in filed[key]
        }
        compared = (
            tie(mine, other, known.__getitem__, gists.__getitem__) for other in met.values()
        )
        ties += [found for found in compared if found]
        marks = retold.filed_under(gist) if gist else ()
        for key in (*filed_under(mine), *of_text, *marks):
            filed[key].append(mine)
    return grouped(faces.values(), ties)
