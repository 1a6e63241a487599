"""Words in a change that bind nobody to anything (虚词与近义词)."""

import re

from digest.law.lexicon import folded
from digest.law.moved import equal
from digest.law.quoting import MARKS
from digest.law.values import values
from digest.model import ChangeKind

# Possessive: 并且并且… could be parted in too many ways.
_FILLER = re.compile(
    r"而|对[^，。；、]{2,6}进行|(?:依据|按照|根据)?(?:各自)?(?:的)?职责(?:分工|范围)?|(?:以及|并且?|及|和|或者|与|对|在|由|当|中|所在|了|特|凡|其|均|都|也|又|且|它|还|仍|负责|组织|开展|进行|实施|予以|工作|行为|活动"
    r"|情况|情形|方式|过程|如果|曾|地|作|规定|有关|相关|的|之|费|制度|原则|纠纷|案件|事项|事宜|我国|一般|分别|应|按照?|依法|各级|上述|下列|具体|本|该)*+"
)
_AS_RULED = re.compile(r"(?:按照|依照|根据)(?:国家|有关|相关|其他)+规定")
_STYLE = re.compile(
    r"做好|加强|开展|组织|进行|实施|实行|承担|履行|颁发|发给|出具|制定|规定|完成|办理"
)
"""Verbs that stand for each other before the same work."""
_COUNTS = re.compile(r"[\d〇零一二两三四五六七八九十百千万亿半每]")
"""Every quantity has one of these."""
_FULL = 2
"""How many times longer a word is than its short form, at most."""
_SHORT = 2
"""Characters of a word that another stands for."""
_WEIGHTY = re.compile("批准|审批|核准|许可|备案|注册|登记|报告|同意|和|或|及|等|不得|禁止|应")
_OPPOSED = frozenset("内外上下前后有无增减多少大小高低男女新旧先早晚长短轻重国省市县区乡镇首每半")
"""Of two words that share a character, one with one of these is another matter: 境内, 境外."""


def same_quantity(a: str, b: str) -> bool:
    """True for twelve months and a year."""
    sides = a.strip(MARKS), b.strip(MARKS)
    if not all(_COUNTS.search(folded(side)) for side in sides):
        return False
    found = [value for side in sides for value in values(side)]
    if [value.text for value in found] != list(sides):
        return False
    return found[0].kind in (ChangeKind.DEADLINE, ChangeKind.AMOUNT) and equal(*found)


def opposed(a: str, b: str) -> bool:
    """True where each of two words has a letter of its own that is told from the other's: 境内,
    境外."""
    return bool(_OPPOSED & ({*a} - {*b})) and bool(_OPPOSED & ({*b} - {*a}))


def near(a: str, b: str) -> bool:
    """True for two words of two characters that share one and mean much the same (事故, 事件), and
    for a word and its short form (诚实信用, 诚信)."""
    a, b = sorted((a.strip(MARKS), b.strip(MARKS)), key=len)
    if len(a) < len(b) <= _FULL * len(a) and len(a) > 1 and b.isalnum():
        rest = iter(b)
        return b[0] == a[0] and all(letter in rest for letter in a)
    if not (len(a) == len(b) == 2 and (a[0] == b[0]) != (a[1] == b[1])):
        return False
    return not _opposes(a, b)


def word_for_word(a: str, b: str) -> bool:
    """True for one short word in the place of another (退休, 养老) that names no act of consent,
    joins nothing and is not its opposite: the drafter's choice of words."""
    sides = [folded(side).strip(MARKS) for side in (a, b)]
    if not all(0 < len(side) <= _SHORT and side.isalnum() for side in sides):
        return False
    if any(_WEIGHTY.search(side) or _COUNTS.search(side) for side in sides):
        return False
    return not _opposes(*sides)


def _opposes(a: str, b: str) -> bool:
    """True where one word has a letter that makes another matter of it."""
    return bool(_OPPOSED & ({*a} ^ {*b}))


def says_nothing(a: str, b: str) -> bool:
    """True for words that bind nobody to anything: 和, 工作, 的规定. Not for 或者 beside 和."""
    sides = [folded(side).strip(MARKS) for side in (a, b)]
    if all(map(_STYLE.fullmatch, sides)):
        return True
    if _AS_RULED.fullmatch("".join(sides)):
        return False
    if all(sides) and any((word in sides[0]) != (word in sides[1]) for word in "或应"):
        return False
    return all(map(_FILLER.fullmatch, sides))
