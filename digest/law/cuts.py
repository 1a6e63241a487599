"""A paragraph cut into clauses that ask one thing each: at its sentences, at ；, and before each
further modal word."""

import re
from collections.abc import Iterator

from digest.law.bearers import MARK, bearer_of, is_authority, subject_of
from digest.law.clause import MODAL, ONLY_THEN, asks_at, is_condition
from digest.law.penalties import is_penalty
from digest.law.quantities import in_folded
from digest.law.statements import by_whom, goes_on, stated, states_strongly

_LONGEST = 1500
"""Characters; no sentence of a law is longer, and what is longer is read in pieces."""
_SENTENCE = re.compile(rf"[^。；！？]{{1,{_LONGEST}}}[。；！？]?")
_SEGMENT = re.compile(
    r"[^，]+?(?=(?:并且?|但是?|且|同时)(?:应当|不得|可以|有权|必须|禁止|严禁)|，|$)"
)
"""Between commas, and before a conjunction with a modal word of its own."""
_AND_ACTS = re.compile(r"并且?(?:采取|建立|及时|承担|加强)")
"""After a prohibition, a duty of its own: 不得…，并采取措施."""
_OR = re.compile("或者?|并且?|以及|且")
_FOLLOWS = re.compile(
    "，(?:视为|从其规定|适用|属于|不作为|为(?!其|保|了))[^，。；]*[。；]$|[无有]效[。；]$|按[^，。；]{1,16}计算[。；]$"
)
"""What follows by law asks nothing: ；逾期未作出决定的，视为准予."""
_TOWARDS = re.compile("对(?![^，。；]*(?:进行|实施|开展))")
_FURTHER = re.compile(r"(?:并|且)(?!购|行|列|入)")


def clauses(plain: str, start: int, end: int, obliging: bool) -> list[tuple[int, int]]:
    """Spans of the clauses of ``plain[start:end]``. A piece without a modal word goes on with the
    one before it, so that no words are lost, unless it asks by itself. ``obliging``: the text is a
    项 whose lead obliges to it."""
    spans: list[tuple[int, int]] = []
    closed = True
    for sentence in _SENTENCE.finditer(plain, start, end):
        for at, cut in _pieces(sentence, obliging):
            short = bool(spans) and cut - spans[-1][0] <= _LONGEST
            if short and not closed and _joins(plain[slice(*spans[-1])], plain[at:cut]):
                spans[-1] = (spans[-1][0], cut)
            else:
                spans.append((at, cut))
            closed = False
        closed = sentence[0].endswith(("。", "！", "？"))
    return [_trimmed(plain, *span) for span in spans if plain[slice(*span)].strip()]


def is_further(words: str) -> bool:
    """「并留存日志不少于六个月」 after a permission: how long makes it a duty."""
    return bool(_FURTHER.match(words)) and any(q.kind == "deadline" for q in in_folded(words))


def _pieces(sentence: re.Match[str], obliging: bool) -> Iterator[tuple[int, int]]:
    """「应当…，不得…」 is two; 「…的，应当…」 is one: the words before are its condition."""
    plain, at, end = sentence.string, sentence.start(), sentence.end()
    segments = [m.span() for m in _SEGMENT.finditer(plain, at, end)]
    last: tuple[int, str | None] | None = None
    for index, (start, stop) in enumerate(segments):
        modal = asks_at(plain, start, stop)
        if modal is None or (last and modal[0] in ONLY_THEN):
            settled = not last and _settled(plain, at, start, stop) and not _shared(plain, segments)
            if settled or (last and _stands_alone(plain[start:end], plain[start:stop], last[1])):
                yield at, start
                at, last = start, (index, None)
            continue
        first = index
        while first > (last[0] + 1 if last else 0) and is_condition(
            plain[slice(*segments[first - 1])]
        ):
            first -= 1
        while (
            first < index
            and first > (last[0] + 1 if last else 0)
            and _OR.match(plain, *segments[first])
        ):
            first -= 1  # 提请协助，或者移送的，: one case
        if first and (last or _states_before(plain, segments, first, index, modal, obliging)):
            yield at, segments[first][0]
            at = segments[first][0]
        last = (index, modal.lastgroup)
    yield at, end


def _shared(plain: str, segments: list[tuple[int, int]]) -> bool:
    """政府编制规划，部门编制计划，应当包括…: one duty of them all."""
    for start, stop in segments:
        modal = asks_at(plain, start, stop)
        if modal:
            return not plain[start : modal.start()].strip(" 均也都还")
    return False


def _states_before(
    plain: str,
    segments: list[tuple[int, int]],
    first: int,
    index: int,
    modal: re.Match[str],
    obliging: bool,
) -> bool:
    """Whether the words before the first modal word, and before its conditions, state a duty of
    their own (提供者建立制度，未通过的，不得…); so do the first of a 项 whose lead obliges."""
    start, stop = segments[0][0], segments[first - 1][1]
    if subject_of(plain, segments[index][0], modal.start()):
        if by_whom(plain, start, stop) and not is_penalty(plain[start:stop]):
            return True
        bearer = stated(plain, start, stop)
        return bearer is not None and is_authority(plain[slice(*bearer)])
    if obliging:
        head = _unmarked(plain[slice(*segments[0])])
        return not is_condition(head) and not _TOWARDS.match(head)
    if first == index and modal.lastgroup != "not":
        return False
    return states_strongly(plain, *segments[0]) is not None


def _settled(plain: str, at: int, start: int, stop: int) -> bool:
    """主席团印发名单，由代表讨论: what one does and what another does are two."""
    if at == start or is_condition(plain[at:start]):
        return False
    by = plain.startswith("由", start) and by_whom(plain, start, stop)
    named = by or (bearer_of(plain, start, stop, further=True) and stated(plain, start, stop))
    return bool(named) and stated(plain, at, start) is not None


def _unmarked(words: str) -> str:
    mark = MARK.match(words)
    return words[mark.end() :] if mark else words


def _stands_alone(rest: str, segment: str, before: str | None) -> bool:
    """Whether words without a modal word ask something of their own: they name who does it, or go
    on after a permission with a time to keep."""
    if (before == "may" and is_further(rest)) or (before == "not" and _AND_ACTS.match(segment)):
        return True
    if by_whom(segment, 0, len(segment)) and not _FURTHER.match(segment):
        return not segment.startswith("或")
    bearer = bearer_of(segment, 0, len(segment), further=True)
    if bearer is None:
        return False
    states = stated if is_authority(segment[slice(*bearer)]) else states_strongly
    return states(segment, 0, len(segment)) is not None


def _joins(before: str, piece: str) -> bool:
    if piece.rstrip(" 。；").endswith("除外"):
        return not before.endswith("；")
    if any(asks_at(piece, *segment.span()) for segment in _SEGMENT.finditer(piece)):
        return False
    earlier = [m.lastgroup for m in MODAL.finditer(before)]
    if not earlier or (earlier[-1] == "may" and is_further(piece)):
        return False
    if earlier[-1] == "not" and _AND_ACTS.match(piece):
        return False
    if is_penalty(piece) or by_whom(piece, 0, len(piece)):
        return False
    named = before.endswith(("；", "。")) or bearer_of(piece, 0, len(piece), further=True)
    if named and stated(piece, 0, len(piece)):
        return False
    if not before.endswith("；") or "：" in before:
        return True
    if earlier[-1] in ("may", "entitled") or _FOLLOWS.search(piece):
        return False
    return not (earlier[-1] == "not" and goes_on(piece, 0, len(piece)))


def _trimmed(plain: str, start: int, end: int) -> tuple[int, int]:
    words = plain[start:end]
    start += len(words) - len(words.lstrip())
    return start, start + len(words.strip().rstrip("，"))
