"""Articles that stand under another heading than before (编、章、节): a chapter that was renamed,
an article that went to another one."""

from collections.abc import Mapping, Sequence, Set

from digest.law.chapters import Path, name
from digest.law.moves import Compared
from digest.model import Article, Heading

_Places = Mapping[tuple[Path, Path], Set[str]]
"""What stands above articles on both sides, as far as it differs, and their new numbers."""


def headings(
    compared: Sequence[Compared], old: Sequence[Article], new: Sequence[Article]
) -> tuple[Heading, ...]:
    """What the headings above the articles of two versions have become, in the order of the new
    text. A heading that only has another number is the same one; where a text shows none nothing
    is told, since a copy may have lost it."""
    names = _names(old), _names(new)
    found: dict[tuple[Path, Path], set[str]] = {}
    links = sorted(
        ((i, j) for one in compared for i, j in one.alignment.links), key=lambda link: link[::-1]
    )
    for i, j in links:
        if parted := _parted(old[i].path, new[j].path):
            found.setdefault(parted, set()).add(new[j].number)
    order = {article.number: place for place, article in enumerate(new)}
    return tuple(
        Heading(
            old=before,
            new=after,
            articles=tuple(sorted(articles, key=order.__getitem__)),
            renamed=name(before[-1]) not in names[1]
            and name(after[-1]) not in names[0]
            and _most(before, after, found),
        )
        for (before, after), articles in found.items()
    )


def _names(articles: Sequence[Article]) -> frozenset[str]:
    return frozenset(name(part) for article in articles for part in article.path)


def _parted(old: Path, new: Path) -> tuple[Path, Path] | None:
    """Two paths down to the highest heading that is not the same; None where there is none, and
    where one article stands under no chapter at all."""
    for level in range(max(len(old), len(new))):
        before, after = old[: level + 1], new[: level + 1]
        if not (before and after):
            return None
        if len(before) != len(after) or name(before[-1]) != name(after[-1]):
            return before, after
    return None


def _most(before: Path, after: Path, found: _Places) -> bool:
    """Whether more articles of the one went to the other than to any other, and back."""
    size = len(found[before, after])
    rivals = (
        len(articles)
        for pair, articles in found.items()
        if pair != (before, after) and (pair[0] == before or pair[1] == after)
    )
    return size > max(rivals, default=0)
