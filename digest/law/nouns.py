"""The patterns of names and of the verbs around them, made of the word lists (义务主体的词形)."""

import re
from functools import cache

from digest.law.lexicon import load

_OFFICE = (
    "(?:行政|主管|业务|服务|专用|专业)*(?:机关|部门|单位|机构|人员|法院|小组|企业|管理|监督|委员会"
    "|主体|公司|平台|组织|协会|中心|人(?!民)|[者方员商师站组署局庭])"
)
"""Behind verbs, what makes a name of them: 制定机关, 监督检查人员, 申请执行人."""


def _nouns() -> str:
    return "|".join(sorted(load("modality")["bearers"], key=len, reverse=True))


@cache
def roles(*, verb_follows: bool = False) -> re.Pattern[str]:
    """A noun that ends the name of a bearer and is no part of a longer word (主体登记机关)."""
    lexicon = load("modality")
    verbs = "|".join(_long_verbs())
    goes = "自(?!治)|根据|会同|负责|经(?![营济理])|认为|违反|未|不(?![动足])|拒"
    follow = rf"(?=[，。；：、和与及或对在按依向将于因为]|{goes}|{verbs})"
    alone = "(?![^，。；、对向由与和及或将应在的]{0,4}(?:部门|机构|法院|机关|单位|组织))" + (
        "" if verb_follows else follow
    )
    nouns = rf"{_nouns()}|(?:{'|'.join(lexicon['ends'])}){alone}"
    longer = "|".join(f"{word}(?:{after})" for word, after in lexicon["longer"].items())
    after = "|".join(w for w in lexicon["not_after"] if not verb_follows or w[-1] not in "定准记")
    not_after = rf"(?!{after}|(?:等[^，。；、的]{{0,4}})?(?:{_nouns()}))"
    meeting = "(?<=[员大]会)会议(?!主[持席]|议程|期间|会期|[上中的由])"
    return re.compile(rf"(?!{longer})(?:{nouns}){not_after}(?:等(?!级)|内部机构|{meeting})?")


@cache
def closing(*, heads: bool = True) -> re.Pattern[str]:
    """A noun that ends a name; ``heads``: or a character that does, directly before the modal."""
    further = (
        rf"|[{load('modality')['heads']}]|{'|'.join(load('modality')['ends'])}"
        r"|(?<=[景园矿社治])区|(?<=[一-鿿]{2})(?:场所|中心|小组|(?<![证谈机社])会|(?<![全内外一大各])部|(?<![多对地后前远下上东南西北官处配药])方)"
        if heads
        else ""
    )
    return re.compile(
        rf"(?P<name>(?:{_nouns()}{further})(?:等|内部机构)?|(?<![一-鿿])国家(?:和社会)?|全社会)(?:（[^（）]{{1,40}}）)?$"
    )


@cache
def links() -> re.Pattern[str]:
    """Words between two nouns of one name (退役军人事务主管部门, 被告经常居住地人民法院): no verb,
    no preposition, no list."""
    verbs = "|".join(_verbs())
    return re.compile(
        rf"(?:(?!{verbs}|依法|应|可|须|不|有权|及时|发现|认为|属于|发生|收到|经(?!常))[^，。；：、\n（）的和或及与商报由向对将把送同交自以被是凭为]){{1,12}}?"
        r"(?:(?:主管|行政|工作|管理|监督管理|政治工作|征兵)(?:部门|机构|机关|办公室)|地(?:的)?(?:[中基高].{1,2})?(?:人民)?法院)"
    )


@cache
def made() -> re.Pattern[str]:
    verbs = "|".join([*_long_verbs(), *load("modality")["compounds"]])
    return re.compile(
        rf"(?:所|自行|依法|已经?)?(?:用于)?(?:(?:{verbs})、?){{1,5}}的(?:新的)?[^，。；的]{{1,20}}(?<![后时前候内中人者])$"
    )


@cache
def openings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    lexicon = load("modality")
    return re.compile("|".join(lexicon["not_before"])), re.compile("|".join(_verbs()))


def _verbs() -> list[str]:
    lexicon = load("modality")
    return [*lexicon["verbs"], *lexicon["common"], *lexicon["states"], *lexicon["acts"]]


def _long_verbs() -> list[str]:
    return [verb for verb in _verbs() if re.match("[一-鿿]{2}", verb)]


@cache
def compound() -> re.Pattern[str]:
    first = "|".join(load("modality")["compounds"])
    verbs = "|".join(_long_verbs())
    names = rf"(?:(?:{first})(?:{first}|{verbs})*|(?:{verbs})){_OFFICE}"
    return re.compile(rf"(?!负责|要求|责令|通知|督促){names}")


@cache
def authorities() -> re.Pattern[str]:
    return re.compile("|".join(load("modality")["authorities"]))


@cache
def bodies() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(load('modality')['bodies'])})$")


@cache
def finite() -> re.Pattern[str]:
    return re.compile(rf"(?<![者和及、其])(?:{'|'.join(load('modality')['finite'])})")
