"""Clauses that punish, and the articles whose breach they punish (罚则)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from digest.law.annexes import apart
from digest.law.bearers import bearer_of
from digest.law.citations import citations
from digest.law.clause import asks_at, is_condition
from digest.law.lexicon import folded
from digest.model import Article

_PUNISHES = re.compile(r"违反本(?:法|办法|条例|规定|细则|决定|解释)")
_ANY_BREACH = re.compile(
    r"违反本(?:法|办法|条例|规定|细则)(?:的)?(?:有关|相关)?(?:规定)?的?，(?:由|依照|依据|按照|责令|给予)"
)
_PENALTY = re.compile(
    r"责令|罚款|给予警告|予以警告|处罚|吊销|没收违法所得|依法追究|给予处分|承担民事责任|通报批评|拘留"
    r"|(?:依照|按照|依据|根据)[^，。；]{0,12}规定(?:处理|承担责任)"
)
_OF = r"(?![^，。；]{0,14}(?:的(?:行政)?处罚|处罚决定|决定书|听证|案件|情形))"
_DEALT_WITH = re.compile(r"(?:处理|处置|查处|处罚|惩处)[。；]?$")
_WORSE = re.compile(
    r"(?:情节(?:特别)?严重|拒[不绝]改正|逾期[不未][^，。；]{0,4}改正)[^，。；]{0,20}的，可以"
)
"""What may be done then, whatever it is, punishes: 情节严重的，可以中止供电."""
_IMPOSED = re.compile(
    rf"责令{_OF}|罚款{_OF}|没收{_OF}|吊销{_OF}|拘留{_OF}|并处(?![理置])|单处|处(?:以|[0-9一二三四五六七八九十百千])"
    r"|(?:给予|予以|依法|依照|按照|根据)[^，。；]{0,60}?(?:警告|处分|处罚(?!决定|程序|信息|案件|法[^律])|通报批评|批评教育|惩处)"
    r"|追究[^，。；]{0,14}责任|承担[^，。；]{0,14}(?:民事|刑事|侵权|赔偿|连带|法律|违约|补充)责任"
    r"|依法依规[^，。；]{0,30}(?:处理|处置|查处)|[列纳]入[^，。；]{0,12}(?:失信|禁止|限制)|撤销[^，。；]{0,12}(?:文件|资格|许可证?|登记|指定|证书)|取消[^，。；]{0,30}资格|不予(?:行政)?处罚|从[轻重](?:或者减轻)?处罚|(?:^|(?<=，))由[^，。；]{2,50}(?:依法|按照|依照)[^，。；]{0,20}(?:处理|处置|查处)"
)
_NO_SANCTION = re.compile(
    r"不|(?:依法)?判[令决]|(?:依法)?(?:请求|要求|向)|[^，。；责罚处]{0,20}采取[^。；]{1,80}措施[，。；]?"
)
"""可以要求…承担责任 gives a right; 可以采取责令…等措施 a power."""
_PUNISHED = re.compile(
    r"[^，。；]{0,200}?(?:追究[^，。；]{0,14}责任|给予[^，。；]{0,12}处[分罚]|予以[^，。；]{0,6}(?:处[分罚理]|没收))[。；]?$"
)
_SEGMENT = re.compile(r"[^，；]+")
_BREACHES = re.compile(r"[违不未有]")
_BREACH = re.compile(
    r"(?:(?<!因)违(?:反|背)|不(?:依法|按照?|依照)?(?:履行|遵守|执行|符合)|不(?:按照?|依照)"
    r"|未(?:能)?(?:依法|按照?|依照|依据|根据|履行|遵守|执行|落实|取得|达到|符合))"
    r"(?:(?!依照|按照|依据|根据|适用)[^，。；：\n《》]){0,30}$"
)
"""Before the place of an article: it is the breach of it that is spoken of."""
_DONE = re.compile(r"[^，。；：]{0,12}(?:行为|情形)")
_JOINED = re.compile(r"(?:[^，。；：\n]{0,6}(?:规定|义务))?(?:、|和|与|或者?|以及|及|，)")
_LONGEST_BREACH = 40
EVERY = "*"
"""Stands for every article: a penalty for any breach (违反本办法规定的)."""


@dataclass(frozen=True, slots=True)
class Penalty:
    """An article that punishes a breach, and whom, where it says so (提供者违反本办法规定的)."""

    article: str
    subject: str | None

    def falls_on(self, bearer: str | None) -> bool:
        """Whether ``bearer`` is the one whose breach it punishes."""
        if not self.subject or not bearer:
            return True
        printed = folded(bearer)
        return printed.endswith(self.subject) or self.subject.endswith(printed)


def is_penalty(words: str) -> bool:
    """Whether the main words impose a sanction; 「受到处罚的，不得」 and 「不得处罚」 do not."""
    dealt = _WORSE.match(words) or (_DEALT_WITH.search(words) and _PUNISHES.search(words))
    if not dealt and not _IMPOSED.search(words):
        return False
    imposed = bool(dealt)
    for segment in _SEGMENT.finditer(words):
        if is_condition(segment[0].rstrip("。；")):
            continue
        modal = asks_at(words, *segment.span())
        if modal and modal.lastgroup in ("must", "not"):
            return modal[0] == "应当" and bool(_PUNISHED.match(words, *_after(modal, segment)))
        right = modal and (modal.lastgroup == "entitled" or _NO_SANCTION.match(words, modal.end()))
        if right:
            return False
        imposed = imposed or _IMPOSED.search(words, *segment.span()) is not None
    return imposed


def _after(modal: re.Match[str], segment: re.Match[str]) -> tuple[int, int]:
    return modal.end(), segment.end()


def punished(articles: tuple[Article, ...], plain: str) -> dict[str, list[Penalty]]:
    """Article -> the articles that punish its breach. Numbers mean the instrument they stand in."""
    by: dict[str, list[Penalty]] = {}
    for article in articles:
        words = plain[article.start : article.end]
        if not _PENALTY.search(words):
            continue
        prefix = apart(article.number)
        breached = _breached(article, words, prefix) if _BREACHES.search(words) else []
        for start, end, lead in _sentences(article):
            punishes = _PENALTY.search(plain, lead, start) if lead < start else None
            named = []
            for at, number in breached:
                here = start <= article.start + at < end
                if here and (punishes or _PENALTY.search(plain, article.start + at, end)):
                    named.append(number)
            sentence = plain[start:end]
            breach = None if named else _PUNISHES.search(sentence)
            if not named and not (breach and _ANY_BREACH.match(sentence, breach.start())):
                continue
            subject = bearer_of(sentence, 0, breach.start()) if breach else None
            one = Penalty(article.number, sentence[slice(*subject)] if subject else None)
            for number in dict.fromkeys(named or [EVERY]):
                by.setdefault(f"{prefix}{number}", []).append(one)
    return by


def _sentences(article: Article) -> Iterator[tuple[int, int, int]]:
    """Spans of the sentences, and where the lead of a 项 begins; else that is their start."""
    lead = article.start
    for paragraph in article.paragraphs:
        at = paragraph.start
        for sentence in re.finditer(r"[^。]+", paragraph.text):
            start, end = at + sentence.start(), at + sentence.end()
            lead = start if paragraph.point is None else lead
            yield start, end, lead


def _breached(article: Article, words: str, prefix: str) -> list[tuple[int, str]]:
    """The articles of its own instrument whose breach the article speaks of, each with its place
    in the ``words`` of the article."""
    at = article.start
    parts = tuple(replace(p, start=p.start - at, end=p.end - at) for p in article.paragraphs)
    own = replace(
        article,
        number=article.number.removeprefix(prefix),
        start=-1,
        end=len(words),
        paragraphs=parts,
    )
    found: list[tuple[int, str]] = []
    reach = 0
    for one in citations(words, "本", (own,)):
        start = one.quote.start
        goes_on = bool(found) and _JOINED.fullmatch(words, reach, start)
        before = words[max(0, start - _LONGEST_BREACH) : start]
        breach = _BREACH.search(before) or (
            before.endswith("有") and _DONE.match(words, one.quote.end)
        )
        if one.instrument == "本" and one.article and (breach or goes_on or start < reach):
            found.append((start, one.article))
            reach = max(reach, one.quote.end)
    return found
