"""What a law calls otherwise from its first article to its last (统一替换): an authority after a
reform of the state's bodies (机构改革), a term that another has taken the place of."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from digest.law.degrees import degree
from digest.law.difference import Region
from digest.law.idle import opposed
from digest.law.lexicon import folded
from digest.law.moves import Compared
from digest.law.renamings import same_level
from digest.law.stretches import Stretch
from digest.law.wording import plain
from digest.model import Change, ChangeKind

Renamed = frozenset[tuple[str, str]]
"""Old and new words, as `plain` has them."""

_ARTICLES = 3
"""Articles in which a term must give way to the same other one."""
_AUTHORITIES = 4
"""The same of the name of an authority, which may stay elsewhere in the law."""
_LONGEST = 24
"""Characters of a term."""
_AUTHORITY = re.compile(
    r"[\u4e00-\u9fff]{0,16}?(?:主管|管理|行政|监督|执法|网信|检疫)?(?:部门|机关|委员会|总局|办公室)"
)
_TERM = re.compile(r"(?!.*的)[一-鿿]{4,12}")
_SPACE = re.compile(r"\s")
_AROUND = 6
"""Characters around a term in which two letters stand."""
_ASKS = re.compile(
    r"[0-9]|[〇零一二三四五六七八九十百千万亿]+ ?(?:日|天|个|月|年|元|倍|周|次|人|条|小时|工作日)"
    r"|应当|必须|不得|禁止|可以|批准|审批|核准|许可|备案|注册|登记|报告|罚|[，。；、]"
)
"""What asks for something is no name, however often it changes."""


_DEFINES = re.compile(
    r"(?P<whole>[^，。；：（）\n]{3,60})（以下(?:统|简|合)?称为?\W?(?P<short>\w{2,16})\W?）"
)
_AMONG = re.compile("(?:和|及|以及)其[他它]|[由向对经]")
"""Before the last part of a name, which is the one meant: 示例局和其他部门（以下简称部门）."""
_LEADS = re.compile("^[经由向对报]+")


def throughout(compared: Sequence[Compared]) -> Renamed:
    """The words that are replaced by the same others in articles throughout a law: a term that only
    the old text has by one that only the new text has, the name of an authority."""
    terms: Counter[tuple[str, str]] = Counter()
    authorities: Counter[tuple[str, str]] = Counter()
    for one in compared:
        terms.update(
            {
                words
                for region in one.changed
                if (words := _replaced(one, region) or _shortened(one.old, one.new, region))
            }
        )
        authorities.update(
            {words for r in one.changed if _names_authority(one, r) and (words := _said(one, r))}
        )
    often = [
        words for words, articles in terms.items() if articles >= _ARTICLES and _stands_for(*words)
    ]
    if often:
        old, new = (plain("\n".join(side)) for side in _texts(compared))
        often = [(a, b) for a, b in often if a not in new and b not in old]
    named = [
        words
        for words, articles in authorities.items()
        if articles >= _AUTHORITIES and same_level(*words)
    ]
    return frozenset((*often, *named, *_short_forms(compared)))


def _shortened(old: str, new: str, r: Region) -> tuple[str, str] | None:
    """A term from whose middle a word came out, or into which one went, with the words around it:
    出境安全认证, 出境认证. A short word may be of degree (重大), and no part of a name."""
    word = _SPACE.sub("", folded(old[r.old_start : r.old_end] + new[r.new_start : r.new_end]))
    both = r.old_start < r.old_end and r.new_start < r.new_end
    if both or not _TERM.fullmatch(word) or _ASKS.search(word):
        return None
    before = _SPACE.sub("", folded(new[max(0, r.new_start - _AROUND) : r.new_start]))[-2:]
    behind = _SPACE.sub("", folded(new[r.new_end : r.new_end + _AROUND]))[:2]
    if not (before + behind).isalnum():
        return None
    sides = plain(before + word + behind), plain(before + behind)
    return sides if r.old_start < r.old_end else (sides[1], sides[0])


def _short_forms(compared: Sequence[Compared]) -> Iterator[tuple[str, str]]:
    """What a text calls by a short name (以下简称), with that name, and turned round."""
    for found in _DEFINES.finditer(folded("\n".join(map("\n".join, _texts(compared))))):
        short = _name(found["short"])
        for name in map(_name, (found["whole"], _AMONG.split(found["whole"])[-1])):
            if name != short:
                yield from ((name, short), (short, name))


def _name(words: str) -> str:
    """The key of a name, without what governs it."""
    return plain(_LEADS.sub("", folded(words))).replace("的", "")


def _stands_for(old: str, new: str) -> bool:
    """Whether a term may be another name of the same thing: 市场主体, 经营主体. Not of what is
    wider or elsewhere (境内, 境外), nor of what has no letter in common with it, which may be
    somebody else."""
    return bool({*old} & {*new}) and not opposed(old, new) and not degree(old, new)


def _texts(compared: Sequence[Compared]) -> tuple[list[str], list[str]]:
    return [one.old for one in compared], [one.new for one in compared]


def is_renamed(stretch: Stretch, renamed: Renamed) -> bool:
    """Whether words are replaced by others that stand for the same throughout the law, or dropped
    from a term."""
    if not renamed:
        return False
    term = _shortened(stretch.old, stretch.new, stretch.region)
    return term in renamed or _is_renamed(*stretch.words, renamed)


def _is_renamed(old: str, new: str, renamed: Renamed) -> bool:
    if not (old and new):
        return False
    return (plain(old), plain(new)) in renamed or (_name(old), _name(new)) in renamed


def renamed_bearer(change: Change, renamed: Renamed) -> bool:
    """True for one who acts under the name that the law has given them."""
    sides = change.old or "", change.new or ""
    return change.kind is ChangeKind.BEARER and _is_renamed(*sides, renamed)


def _replaced(one: Compared, region: Region) -> tuple[str, str] | None:
    """The term that is replaced, and the one in its place."""
    if any(not words or len(words) > _LONGEST for words in one.words(region)):
        return None
    if any(_ASKS.search(folded(words)) for words in one.words(region)):
        return None
    return _said(one, region)


def _said(one: Compared, region: Region) -> tuple[str, str] | None:
    old, new = (plain(words) for words in one.words(region))
    return (old, new) if old and new and old != new else None


def _names_authority(one: Compared, region: Region) -> bool:
    old, new = one.words(region)
    if not (old and new):
        return False
    before = old + one.old[region.old_end : region.old_end + 12]
    after = new + one.new[region.new_end : region.new_end + 12]
    return bool(_AUTHORITY.match(before) and _AUTHORITY.match(after))
