"""Clauses that punish, and the articles whose breach they punish (罚则)."""

import re
from dataclasses import dataclass

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
)
_OF = r"(?![^，。；]{0,14}(?:的(?:行政)?处罚|处罚决定|决定书|听证|案件|情形))"
_DEALT_WITH = re.compile(r"(?:处理|处置|查处|处罚|惩处)[。；]?$")
_WORSE = re.compile(
    r"(?:情节(?:特别)?严重|拒[不绝]改正|逾期[不未][^，。；]{0,4}改正)[^，。；]{0,20}的，可以"
)
"""What may be done then, whatever it is, punishes: 情节严重的，可以中止供电."""
_IMPOSED = re.compile(
    rf"责令{_OF}|罚款{_OF}|没收{_OF}|吊销{_OF}|拘留{_OF}|并处(?![理置])|单处|处(?:以|[0-9一二三四五六七八九十百千])"
    r"|(?:给予|予以|依法|依照|按照|根据)[^，。；]{0,60}?(?:警告|处分|处罚(?!决定|程序|信息|案件|法[^律])|通报批评|惩处)"
    r"|追究[^，。；]{0,14}责任|承担[^，。；]{0,14}(?:民事|刑事|侵权|赔偿|连带|法律|违约|补充)责任"
    r"|依法依规[^，。；]{0,30}(?:处理|处置|查处)|[列纳]入[^，。；]{0,12}(?:失信|禁止|限制)|撤销[^，。；]{0,12}(?:文件|资格|许可证?|登记|指定|证书)|取消[^，。；]{0,30}资格|不予(?:行政)?处罚|从[轻重](?:或者减轻)?处罚|(?:^|(?<=，))由[^，。；]{2,50}(?:依法|按照|依照)[^，。；]{0,20}(?:处理|处置|查处)"
)
_NO_SANCTION = re.compile(
    r"不|(?:依法)?(?:请求|要求|向)|[^，。；责罚处]{0,20}采取[^。；]{1,80}措施[，。；]?"
)
"""可以要求…承担责任 gives a right; 可以采取责令…等措施 a power."""
_PUNISHED = re.compile(
    r"[^，。；]{0,200}?(?:追究[^，。；]{0,14}责任|给予[^，。；]{0,12}处[分罚]|予以[^，。；]{0,6}处[分罚理])[。；]?$"
)
_SEGMENT = re.compile(r"[^，；]+")
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
    """Article -> the articles that punish its breach."""
    by: dict[str, list[Penalty]] = {}
    for article in articles:
        for sentence in re.finditer(r"[^。]+", plain[article.start : article.end]):
            breach = _PUNISHES.search(sentence[0])
            penalty = _PENALTY.search(sentence[0])
            if not breach or not penalty:
                continue
            opening = sentence[0][breach.start() : penalty.start()]
            named = [c.article for c in citations(opening, "本") if c.instrument == "本"]
            subject = None if named else bearer_of(sentence[0], 0, breach.start())
            one = Penalty(article.number, sentence[0][slice(*subject)] if subject else None)
            if not named and not _ANY_BREACH.match(sentence[0], breach.start()):
                continue
            for number in named or [EVERY]:
                by.setdefault(str(number), []).append(one)
    return by
