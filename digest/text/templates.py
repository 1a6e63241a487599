"""Templates (模板): the banner, menu, disclaimer or footer that one publisher puts around whatever
it shows, learned from how often a block recurs at the head or tail of its pages.

Precision before recall: words lost with a rule are worse than a footer kept. What reads as law, as
a formula of a notice or as a signature is never learned, and copies of one text count once.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from digest.ids import content_id
from digest.model import Document
from digest.text.normalise import key, simplified
from digest.text.pieces import NUMERALS, Piece, starts_article

RECENT = 50
"""Documents of a publisher that are looked at, the newest: footers change with the years, and the
cost of learning does not grow with the archive."""
ENOUGH = 5
"""Documents of different text, so that a series of three or four announcements teaches nothing."""
SHARE = 0.5
"""Of them: what stands around fewer than half belongs to one kind of page, and may be its text."""
GAP = 3
"""Short lines of the page itself, beside its title, that may stand between the edge and a template
or between two: author, day, subject."""
RUN = 3
"""Templates side by side. A short line alone may be a heading of the text (背景, 漏洞)."""
SHORT = 12
"""Characters of a comparison key up to which a line is a label and needs its company."""
LONGEST = 400
"""Characters; a longer block is text."""
LONG = 30
"""Characters of a block that is a paragraph: the text has begun, and two texts of their own do not
share it by chance."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What learning looks at in a document: its title, and its blocks in order."""

    document: str
    title: str | None
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A learned block. ``documents``: how many of different text showed it; ``first`` and ``last``
    of them, by document id, in order of arrival."""

    id: str
    source: str
    publisher: str
    text: str
    documents: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Learned:
    """The templates in force, as reading takes them: their ids, and whose pages have any."""

    publishers: frozenset[tuple[str, str]] = frozenset()
    """Pairs of source and publisher."""
    ids: frozenset[str] = frozenset()


NOTHING = Learned()
_RULE = "learned."


def template_id(source: str, publisher: str, text: str) -> str:
    """Equal for blocks with the same comparison key on pages of one publisher in one source."""
    return content_id("template", source, publisher, key(text).text)[:12]


def rule_of(name: str) -> str:
    """The rule of the blocks that the template of this id drops."""
    return _RULE + name


def publisher_of(document: Document) -> str:
    """Whose pages a document counts among: one source may mix accounts. "" where nothing says."""
    return document.meta.publisher or ""


def dropped_by(document: Document) -> tuple[str, ...]:
    """Ids of the templates by which a document lost blocks."""
    rules = (drop.rule for drop in document.dropped)
    return tuple(rule.removeprefix(_RULE) for rule in rules if rule.startswith(_RULE))


def learn(source: str, publisher: str, shown: Sequence[Shown]) -> tuple[Template, ...]:
    """The templates in the documents of one publisher, which come in order of arrival."""
    counts = Counter(text for one in shown for text in set(one.texts))
    most = max(ENOUGH, SHARE * len(shown))
    recurring = {text for text, count in counts.items() if count >= most}
    pages = _of_their_own(shown, recurring)
    titles = {key(one.title).text for one in shown if one.title}
    wanted = {
        text: key(text).text
        for text in recurring
        if len(text) <= LONGEST and not reads_as_law(text) and key(text).text not in titles
    }
    seen: dict[str, list[str]] = {}
    samples: dict[str, str] = {}
    for page in pages:
        for at in _frame(page.texts, page.title, wanted.__contains__):
            name = wanted[page.texts[at]]
            samples.setdefault(name, page.texts[at])
            held = seen.setdefault(name, [])
            if page.document not in held[-1:]:
                held.append(page.document)
    enough = max(ENOUGH, SHARE * len(pages))
    return tuple(
        Template(
            template_id(source, publisher, samples[name]),
            source,
            publisher,
            samples[name],
            len(documents),
            documents[0],
            documents[-1],
        )
        for name, documents in seen.items()
        if name and len(documents) >= enough
    )


def marked(
    pieces: list[Piece], learned: Learned, source: str, publisher: str, title: str | None
) -> list[Piece]:
    """The pieces, with ``learned.<id>`` on each that is a template of this publisher; a page that
    is nothing else keeps its words."""
    if (source, publisher) not in learned.publishers:
        return pieces
    kept = [i for i, piece in enumerate(pieces) if not piece.rule]
    texts = [pieces[i].text for i in kept]
    titled = template_id(source, publisher, title) if title else None
    names: dict[str, str] = {}

    def known(text: str) -> bool:
        if len(text) > LONGEST:
            return False
        names[text] = template_id(source, publisher, text)
        return names[text] in learned.ids and names[text] != titled and not reads_as_law(text)

    found = list(pieces)
    dropped = _frame(texts, title, known)
    if len(dropped) == len(kept):
        return found
    for at in dropped:
        i = kept[at]
        found[i] = pieces[i].drop(rule_of(names[texts[at]]))
    return found


def _of_their_own(shown: Sequence[Shown], recurring: set[str]) -> list[Shown]:
    """One document of each text. Most of a repost recurs in the other reposts: what is more than
    half recurring is left out, as is what shares a long block with an earlier document."""
    found: list[Shown] = []
    before: set[str] = set()
    for one in shown:
        own = [text for text in one.texts if text not in recurring]
        long = {text for text in own if len(text) >= LONG}
        mostly_own = 2 * sum(map(len, own)) >= sum(map(len, one.texts))
        if mostly_own and long.isdisjoint(before):
            found.append(one)
        before |= long
    return found


def _frame(
    texts: Sequence[str], title: str | None, is_template: Callable[[str], bool]
) -> list[int]:
    """Where templates stand around a page, short ones only in company."""
    reached = {*_inward(texts, range(len(texts)), title, is_template, starts_article)}
    reached |= {*_inward(texts, range(len(texts) - 1, -1, -1), title, is_template, _closes)}
    found: list[int] = []
    run: list[int] = []
    for at in range(len(texts) + 1):
        if at in reached:
            run.append(at)
            continue
        found += run if len(run) >= RUN else [i for i in run if _stands_alone(texts[i])]
        run = []
    return found


def _inward(
    texts: Sequence[str],
    order: range,
    title: str | None,
    is_template: Callable[[str], bool],
    begins: Callable[[str], bool],
) -> Iterator[int]:
    """The templates from one edge up to where the text of the page begins: its first paragraph,
    article, or from below its signature. A sentence that every notice of a series repeats stands
    behind that."""
    gap = 0
    for at in order:
        text = texts[at]
        if is_template(text):
            gap = 0
            yield at
        elif text != title:
            gap += 1
            if gap > GAP or len(text) >= LONG or begins(text):
                return


def _stands_alone(text: str) -> bool:
    return len(key(text).text) > SHORT


# --- what is never learned ------------------------------------------------------------------------

_DAY = re.compile(
    rf"(?:20|19)\d\d\s?[-年/.]|[{NUMERALS}]{{4}}\s?年|[{NUMERALS}]{{1,3}}\s?月\s?[{NUMERALS}]{{1,3}}\s?日"
)
_SIGNATURE = re.compile(r"[\u4e00-\u9fff、 ]{2,40}(?:中心|政府|[部局厅署院委办会室])")
_LAW = re.compile(
    rf"[《〈]|第\s?[{NUMERALS}]+\s?[条款项章节号批期]|[〔\[［（(]20\d\d[〕\]］）)]"
    # modality; wider than the rules of duties, for a guard may be wrong in one direction only
    r"|应当|应该|必须|不得|不准|禁止|严禁|可以|有权|无需|(?<!无)须(?!知)"
    r"|(?<![供相响反效适回])应(?![用对急])|\b(?:shall|must|may not|prohibited|articles? \d)\b"
    # formulas of notices, and where a text says that it comes from
    r"|特此|现将|现予|印发|公布|施行|废止|附件|如下[：:]?$|(?<!法律)意见|来源\s?[：:]|出处[：:]"
    # what authorities do and ask, and how they are reached
    r"|依法|依照|根据|按照|违法|执法|部门|机关|网信|举报|联系人|各(?:单位|地|省|市|级|有关)"
    r"|高度重视|组织领导|贯彻|落实|执行|遵守|遵照|报送|工作",
    re.IGNORECASE,
)


def reads_as_law(text: str) -> bool:
    """Whether a block may be an article, a citation, a duty, a day, a 文号, a formula of a notice
    or a signature: however often it recurs, it is text."""
    plain = simplified(text).strip()
    return _closes(plain) or bool(_LAW.search(plain)) or key(plain).text.isdigit()


def _closes(text: str) -> bool:
    """Whether a line may be the end of a text: a signature, its day, or an article."""
    return bool(starts_article(text) or _DAY.search(text) or _SIGNATURE.fullmatch(text))
