"""The one to one assignment of the greatest sum (最优匹配) where few of the pairs are possible."""

from collections import defaultdict, deque
from collections.abc import Mapping

_Pair = tuple[int, int]


def assigned(weights: Mapping[_Pair, float]) -> dict[int, int]:
    """Left to right: each place at most once, the sum of the ``weights`` the greatest possible.

    Weights are above 0. Every left place in turn takes what the best chain of exchanges leaves
    (Hungarian method); only places that pairs connect are looked at, which keeps it near linear.
    """
    offers: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for (left, right), weight in sorted(weights.items()):
        offers[left][right] = weight
    owned: dict[int, int] = {}
    owner: dict[int, int] = {}
    for start in offers:
        _exchange(start, offers, owned, owner)
    return owned


def _exchange(
    start: int,
    offers: Mapping[int, Mapping[int, float]],
    owned: dict[int, int],
    owner: dict[int, int],
) -> None:
    """Give a place to ``start`` by the chain of exchanges that gains most, if any gains."""
    gains: dict[int, float] = {}  # right place: the gain of the best chain that takes it
    taker: dict[int, int] = {}
    best, end = 0.0, -1  # where the best chain ends: at a free place, or one whose owner gives up
    waiting = deque([start])
    while waiting:
        left = waiting.popleft()
        so_far = 0.0
        if left != start:
            so_far = gains[owned[left]] - offers[left][owned[left]]
            if so_far > best:
                best, end = so_far, owned[left]
        for right, weight in offers[left].items():
            gain = round(so_far + weight, 9)
            if owned.get(left) == right or gain <= gains.get(right, 0.0):
                continue
            gains[right], taker[right] = gain, left
            if right in owner:
                waiting.append(owner[right])
            elif gain > best:
                best, end = gain, right
    if end < 0:
        return
    if end in owner:
        del owned[owner[end]]
    right, left = end, -1
    while left != start:
        left = taker[right]
        before = owned.get(left)
        owned[left], owner[right] = right, left
        if before is not None:
            right = before
