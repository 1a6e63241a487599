"""What a change inside a clause says beside the values in it: names, cases, items of lists."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from digest.law.authorities import is_office, named
from digest.law.difference import Region
from digest.law.direction import of_words, replaces, same_terms
from digest.law.governing import around, empowers, turns
from digest.law.idle import near, same_quantity, says_nothing, word_for_word
from digest.law.lexicon import folded
from digest.law.moved import Moved
from digest.law.named import of_bearers
from digest.law.nature import PENALTY, kind_of, within_case
from digest.law.pieces import Values, pieces
from digest.law.quoting import JOINED, Told, quoted
from digest.law.restated import renamed_in_list, stands_for
from digest.law.stretches import Stretch, is_choice, item
from digest.law.weights import GRAVE
from digest.law.wording import plain
from digest.law.words import words
from digest.model import Change, ChangeKind

_COVERS = frozenset((ChangeKind.SCOPE, ChangeKind.CONDITION))
_IN_LIST = re.compile(
    r"(?:、|和|与|及|或|或者)[<>]|[<>](?:、|和|与|及|或)|<(?:[、和与及或]|以及[^<>]*[^的<>]>)"
)
_OF_LAST = re.compile(r"(?:或者|以及)<(?:(?!和|或|及|与)\w){2,4}>(?![和或及与等的])\w")
"""An attribute of the last of a list: 处分或者人事处理."""
_ONLY_THEN = re.compile(r"[^，。；]{0,8}，方可")
_PROMPT = re.compile(r"及时|立即|尽快|随时")
_PUNISHES = re.compile(r"(?:依法)?(?:责令|处(?![理置])|给予|吊销|没收)")
_ASKED = re.compile(r"(?:应当?|必须)[^，。；]*$")
"""Before how something is to be done: 应当建立便捷的机制."""
_BOUND = re.compile(r"(?:应当?|必须|不得|禁止|可以|有权)[^，。；的]*$")
_COMPETENT = re.compile(r"[^，。；]{0,12}(?:负责解释|主管|可以|有权)")
"""Who has a power says not who is asked more."""
_BY_WHOM = re.compile(r"(?:(?<!交)由|会同)[^，。；]*$")
"""One more authority that has a thing to do."""
_POLICY = re.compile(r"[^，。；]{0,12}(?:鼓励|支持|提倡|倡导)")
"""A sentence that encourages asks nothing."""
_FEW = 4
"""Characters of a word that is joined to another."""
_WORD = 2
"""Characters of a word that another is joined to."""
_RESTATED = 16
"""Characters of words that may be said before and left out after."""
_OF_KNOWN = re.compile("其(?!他)对?([^，。；、]{2,16})的")
"""What an attribute with a pronoun says again: 其对示例信息处理的 (同意)."""
_REGOVERNS = re.compile(r"[^，。；]+，(?:并|且|同时)?(?:将|把)[^，。；]*")
"""Put in where a clause goes on, it gives to one verb what another governed:
公开(联系方式，并将)姓名."""
_CASE_END = re.compile(r"的，\s*(?:[^，。；、]\s?){1,14}[者人]")
"""The end of a case and who is bound then: the case itself is told beside it."""
_RESIDUE = 4
"""Characters beside a value that are a change of their own."""


def other_words(
    old: str, new: str, changed: Sequence[Region], pairs: Sequence[Moved]
) -> Iterator[tuple[Region, Told]]:
    """What is left of the regions beside the values in them, piece by piece; an authority that is
    another throughout the article once."""
    seen: set[tuple[str, str]] = set()
    values = Values(pairs)
    terms = Counter(_term(Stretch(old, new, region)) for region in changed)
    for region in changed:
        stretch = Stretch(old, new, region)
        if (term := _term(stretch)) and terms[term] > 1 and not says_nothing(*stretch.words):
            if term not in seen:
                yield region, Told(quoted(ChangeKind.SCOPE, stretch, _with_word(region)), None)
            seen.add(term)
            continue
        found = list(pieces(old, new, region, values))
        whole = found == [region]
        for piece in found:
            stretch = Stretch(old, new, piece)
            told = _told(stretch, valued=not whole)
            period = any(kind is ChangeKind.DEADLINE for kind, _, _ in values.near(region))
            if not period and (not told or told[1].change.kind is not ChangeKind.DEADLINE):
                yield from _prompt(stretch)
            if not told:
                continue
            said = plain(stretch.words[0]), plain(stretch.words[1])
            if all(said) and said in seen:
                continue
            seen.add(said)
            yield told


def _term(stretch: Stretch) -> tuple[str, str] | None:
    """A word with what was joined to it or taken from it, in the old and in the new text: 规划,
    规划纲要. None for anything else; an item more in a list is none."""
    a, b = (folded(side) for side in stretch.words)
    before, after = stretch.around()
    word = before[-_WORD:]
    joined = len(a or b) <= _FEW and all(w.isalnum() for w in (word, a or b, after[:1]))
    if (a and b) or "等" in a + b or not joined:
        return None
    return word + a, word + b


def _with_word(r: Region) -> Region:
    return Region(r.old_start - _WORD, r.old_end, r.new_start - _WORD, r.new_end)


def _restates(stretch: Stretch) -> bool:
    """True for words put in or left out that the other text says elsewhere in the article: 普通话
    before 等级标准, where the sentence is about 普通话."""
    a, b = stretch.words
    left, other = plain(a or b), plain(stretch.new if a else stretch.old)
    if (a and b) or len(left) > _RESTATED or _listed(stretch) or GRAVE.fullmatch(left):
        return False
    known = _OF_KNOWN.fullmatch(folded(a or b).strip())
    return left in other or bool(known and all(plain(w) in other for w in words(known[1])))


def _prompt(stretch: Stretch) -> Iterator[tuple[Region, Told]]:
    """及时 among other words that came or went: something is to be done without delay."""
    found = [_PROMPT.search(folded(side)) for side in stretch.words]
    if (found[0] is None) != (found[1] is None):
        a, b = (one[0] if one else None for one in found)
        yield stretch.region, Told(Change(ChangeKind.DEADLINE, a, b), 1 if b else -1)


def _told(stretch: Stretch, *, valued: bool) -> tuple[Region, Told] | None:
    a, b = stretch.words
    if plain(a) == plain(b) or same_quantity(a, b) or says_nothing(a, b):
        return None
    piece = stretch.region
    kind = kind_of(stretch, (a, b))
    few = max(len(plain(a)), len(plain(b))) < _RESIDUE
    if valued and few and kind is not ChangeKind.REFERENCE:
        return None
    if kind is ChangeKind.DEADLINE and valued:
        return None  # another time in the place of a period, told with it
    if kind in _COVERS and _restates(stretch):
        return None
    if kind is ChangeKind.SCOPE and near(folded(a), folded(b)) and not same_terms(a, b):
        return None
    names = named(stretch) if kind is ChangeKind.BEARER else piece
    sanction = kind is ChangeKind.SANCTION and not valued and not _joins(stretch)
    change = quoted(kind, stretch, item(stretch) if sanction else names)
    if kind is ChangeKind.BEARER:
        change = of_bearers(change, stretch, names)
    if change.old == change.new:
        return None
    return names, Told(
        change, 0 if _regoverns(stretch) else _direction(kind, stretch, names, valued)
    )


def _direction(kind: ChangeKind, stretch: Stretch, names: Region, valued: bool) -> int | None:
    """Which way the words pull, by what stands around them."""
    a, b = stretch.words
    piece = stretch.region
    both = Stretch(stretch.old, stretch.new, names).words
    before, after = stretch.around()
    listed = not (a and b) and _listed(stretch)
    attribute = kind is not ChangeKind.SANCTION and not listed and _is_attribute(stretch)
    way = of_words(
        quoted(kind, stretch, piece),
        both,
        attribute=attribute,
        permits=bool(_ONLY_THEN.match(after)) or listed,
    )
    if way and kind is ChangeKind.SCOPE and attribute and _narrows_case(stretch):
        way = -1 if b else 1
    if way and turns(*around(stretch)):
        way = -way
    whom = listed or (a.strip() and b.strip())
    if way and whom and kind is not ChangeKind.CONDITION and empowers(*around(stretch)):
        return 0
    alone = kind is ChangeKind.BEARER and not (a.strip() and b.strip())
    if alone and is_office(a + b) and _COMPETENT.match(after):
        return 0
    if alone and way in (1, -1):
        if not listed:
            way = None  # who was bound already is named
        elif is_office(a + b) and _BY_WHOM.search(before):
            way = 0
    punishes = _PUNISHES.match(folded(stretch.new[names.new_end : names.new_end + 8]))
    if _POLICY.match(before.strip()) or (
        way == 0
        and (
            near(folded(a), folded(b))
            or (kind is ChangeKind.SCOPE and not _is_done(stretch) and word_for_word(a, b))
            or (kind is ChangeKind.BEARER and punishes and alone)
            or (kind is ChangeKind.BEARER and replaces(*both))
        )
    ):
        way = None
    if renamed_in_list(stretch) or stands_for(stretch) or _ends_case(stretch):
        return None
    if alone and valued:
        return 0
    if way and is_choice(stretch, a or b):
        return 1 if a.strip() else -1
    return way


def _regoverns(stretch: Stretch) -> bool:
    """True for words that part the verb of a clause from its object, and put another before it."""
    a, b = (folded(side).strip() for side in stretch.words)
    before, after = stretch.around()
    inside = (before.strip()[-1:] + (a or b)[:1] + after.strip()[:1]).isalnum()
    return not (a and b) and inside and bool(_REGOVERNS.fullmatch(a or b))


def _ends_case(stretch: Stretch) -> bool:
    a, b = stretch.words
    return not (a and b) and bool(_CASE_END.fullmatch(folded(a or b).strip()))


def _is_attribute(stretch: Stretch) -> bool:
    """True for words right before what they belong to, beside no other item of a list, that are
    no way in which something is to be done."""
    a, b = stretch.words
    end = stretch.region.new_end
    before = stretch.around()[0].strip()
    joined = ((b or a)[-1:] + stretch.new[end : end + 1]).isalnum()
    return joined and not _ASKED.search(before) and not before.endswith(("、", "和", "或", "及"))


def _is_done(stretch: Stretch) -> bool:
    """True for words behind a word of duty, and for an item of a list: what is to be done."""
    return bool(_BOUND.search(stretch.around()[0])) or _listed(stretch)


def _narrows_case(stretch: Stretch) -> bool:
    """True for an attribute of what a case is about, but for the breach of a penalty."""
    a, b = stretch.words
    _, after = stretch.around()
    words = b or a
    alone = not (a and b) and words != "等" and not JOINED.match(words)
    return alone and within_case(words, after) and not PENALTY.search(after)


def _joins(stretch: Stretch) -> bool:
    """True for a whole item of a list that came or went."""
    a, b = stretch.words
    before, after = stretch.around()
    words = a or b
    starts = not (before[-1:] + words[:1]).isalnum() and not JOINED.match(words)
    ends = not (words[-1:] + after[:1]).isalnum()
    return not (a and b) and starts and ends


def _listed(stretch: Stretch) -> bool:
    """True for one more or less in a list."""
    before, after = stretch.around()
    a, b = stretch.words
    place = f"{before}<{a or b}>{after}"
    return bool(_IN_LIST.search(place)) and not _OF_LAST.search(place)
