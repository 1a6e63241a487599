"""Whether words of a change cite another rule (援引)."""

import re

from digest.law.authorities import is_office

_LAW = r"法(?!律(?!师)|规(?![定章划范]))"
# Possessive throughout: 依法依法… can be parted in more ways than there is time to try.
_CITES = re.compile(
    r"(?:以及|依照|按照|依据|根据|有关|国家|其他|相关|[和及等依的、]|本(?!章))*+"
    r"(?:(?:《[^》]+》|法律(?!师)|行政法规(?![定章])|法规(?![定章])|规章|规定|本?条例|本章|标准|程序"
    rf"|第[^条章节款项]{{1,6}}[条章节款项]|(?:(?!{_LAW})[\u4e00-\u9fff]){{0,8}}+{_LAW}(?:典|[通总]则)?"
    r"|以及|有关|国家|其他|相关|[和及等依的、])++|(?<=[和及等依的、])|(?<=有关|国家|其他|相关))"
)
_CITE_NOUN = re.compile(
    r"《|规定|法律|法规|规章|条例|办法|[\u4e00-\u9fff]法(?!人|院)|[通总]则|第[^条章节]{1,6}[条章节]"
)
_A_LAW = re.compile(r"[\u4e00-\u9fff]{1,14}(?:(?<![执司守立合违依非办方])法典?|法?[通总]则)")
_BY = re.compile("按照?|依照?|依据|根据")
_RULES = re.compile(r"的?有关[^，。；]{0,10}(?:规定|标准|程序)")
_WHOSE = re.compile(r"国家|军队|国务院[^，。；]{0,24}(?:部门|机构)")
_RULED = re.compile(r"(?:的?有关)?规定(?!的)")
"""Whose rules they are: 国家 in 依照国家规定."""


def cites(a: str, b: str, before: str, after: str) -> bool:
    """True for words by which another rule is cited, or whose rule it is."""
    if all(map(_A_LAW.fullmatch, (a, b))):
        return True
    near = re.search(r"(?:依照|按照|依据|根据|违反|符合|适用|参照|规定|》)[^，。；]{0,12}$", before)
    if after.startswith("规定") and any(map(_BY.match, (a, b))):
        near, a, b = _BY.match(a or b), _BY.sub("", a), _BY.sub("", b)
    if near and not (a and b) and _WHOSE.fullmatch(a or b) and _RULED.match(after):
        return True
    if a and b and near and is_office(a + b):
        one = is_office(a) != is_office(b) and "有关" in a + b
        if _RULES.match(after) or (one and after.startswith("规定")):
            return True
    if a and b and not near:
        near = re.match("第[^，。；]{1,6}条", after)
    if not (near or "《" in a + b or "规定" in a + b):
        return False
    noun = _CITE_NOUN.search(a) or _CITE_NOUN.search(b)
    return bool(noun) and all(not w or _CITES.fullmatch(w) for w in (a, b))
