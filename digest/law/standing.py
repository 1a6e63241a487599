"""Whether a title in 《》 is that of an instrument: a plan, a guide and a standard may as well be a
company's, and a book may end in 办法.

A 法, 条例, 规定 or 办法 is one by its form. 方案, 规划, 意见, 指南 are when an authority issued
them, when a number of the series of an authority stands beside them, or when their own words say
so; a standard is unless an association or a company made it.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from digest.law.names import bare_title, full_title, well_formed
from digest.law.places import BARE

_PLAN = re.compile(
    r"(?:规则|指南|意见|方案|规划|纲要|预案|计划|清单|目录|倡议|措施|通知|通告|公告|批复|准则|通则|框架协议"
    r"|指引|定义和范围|模型|战略)$"
)
_STANDARD = re.compile(r"(?:规范|标准|要求|方法|指南|规程|指标|模型|术语|架构|指引)$")
_NEVER = re.compile(
    r"征求.{0,8}意见的(?:通知|公告|函)$|(?:解决方案|白皮书|蓝皮书|研究报告|年度报告|市场指南|招聘公告|计划书|服务协议)$"
)
_TECHNICAL = re.compile(
    r"(?:信息安全技术|网络安全技术|数据安全技术|信息技术|信息安全|网络安全标准实践指南)[ —\-]"
)
_OF_THE_STATE = re.compile(
    r"国家|国务院|中共|中华人民共和国|中国|全国|管理|规定|标准|法院|检察院|仲裁|议事|委员会|审查|审理"
    r"|审判|登记|上市|交易|TC260|GB|十[一二三四五]五|专项行动|实施(?:方案|意见)|行动计划"
    r"|指导意见|发展规划|工作方案|关于.{4,80}的(?:[一-鿿]{0,4}(?:意见|方案|规划|措施)|通[知告]|公告|批复|决定)$"
    r"|[省市区县](?:关于|.{0,16}(?:规划|方案|意见|条例|清单|目录))"
)
_AUTHORITY = r"(?:部|局|署|委|办|院|会|政府|人大|中心|机构|最高法|最高检|行|中央)"
_ISSUES = r"(?:发布|印发|制定|公布|出台|颁布|下发|审议通过|起草|批准|编制|修订|公开征求|《)"
_ISSUED = re.compile(
    rf"{_AUTHORITY}(?:等[^，。；]{{0,12}})?(?:[^。；\n《》]{{0,24}}{_ISSUES}|的)[^。；\n]{{0,20}}\Z"
    r"|国家[^。；\n《》]{0,20}\Z|附件[^。；\n《》]{0,12}\Z"
)
"""Before 《…规则》: an authority made it."""
_NUMBERED = re.compile(
    r"（[^（）\n]{0,30}(?:〔[12][0-9]{3}〕|\[[12][0-9]{3}\]|GB|(?<![A-Z])[A-Z]{2}/T|20[0-9]{2}年第|见附件)"
)
"""After it: a number of an authority's series or of a national standard."""
_AMONG = re.compile(r"等[^，。；\n《》]{0,16}(?:法律|法规|政策|规范性文件|国家标准)")
"""After it: it is one of the acts just named."""
_STANDARDS = re.compile(r"等[^，。；\n《》]{0,8}(?:强制性|推荐性)?(?:国家|行业)标准")
"""After it: it is a standard whatever its title: 《…系统》等四项国家标准."""
_TALK = re.compile(
    r"(?: ?（[^（）\n]{0,120}）)?\"?(?:的)?(?:为题)?(?:的)?(?:主题|专题|主旨)?"
    r"(?:演讲|分享|讲座|课程|圆桌|一文|一书|这本书|文章|论文|报告)"
)
_PRIVATE = re.compile(
    r"(?:联盟|协会|学会|公司|集团|企业|商会|促进会|论坛)[^。；\n《》]{0,74}?(?:提出|发布|牵头|编制|制定|起草|立项|团体标准|标准)[^。；\n《》]{0,40}\Z"
    r"|(?:团体|企业)标准[^。；\n]{0,30}\Z|[QT]/[A-Z0-9]{2,8}[ 0-9A-Z.—–-]{0,24}\Z"
)
_PUBLIC_STANDARD = re.compile(r"(?:国家|行业|强制性|推荐性|地方)标准[^。；\n]{0,40}\Z")
_PRIVATE_NUMBER = re.compile(r"（[^（）\n]{0,20}[QT]/[A-Z]")
_LOOK_BACK = 90


def unofficial(plain: str, titles: Sequence[re.Match[str]], legal: bool) -> frozenset[int]:
    """Starts of those ``titles`` (《…》, in their order) that nothing shows to be an authority's;
    in a ``legal`` text plans and guides are.

    What the text shows once holds for the same title wherever else it stands in it.
    """
    told: dict[int, bool | None] = {}
    shown: dict[str, bool] = {}
    end, before = -1, None
    for title in titles:
        said = shown.get(title[1]) or _told(plain, title)
        if said is None and before and not plain[end : title.start()].strip(" 、和与及以\n"):
            said = True if is_plan(bare_title(title[1])) else None  # 《…条例》《…指南》
        told[title.start()] = said
        if said is not None:
            shown.setdefault(title[1], said)
        before = official_form(bare_title(title[1])) if said is None else said
        end = title.end()
    return frozenset(
        title.start()
        for title in titles
        if not (told[title.start()] or shown.get(title[1], _by_form(title[1], legal)))
    )


def _by_form(title: str, legal: bool) -> bool:
    name = bare_title(title)
    return official_form(name) or (legal and is_plan(name) and not _NEVER.search(name))


@lru_cache(maxsize=4096)
def is_plan(title: str) -> bool:
    """Whether the form of a title leaves open whose it is: 方案, 指南, 规则."""
    return bool(_PLAN.search(_unmarked(title)))


def _told(plain: str, title: re.Match[str]) -> bool | None:
    """What the words around a title say: an authority's, another's, or nothing."""
    start, end = title.span()
    name = bare_title(title[1])
    if full_title(name):
        return True
    if _TALK.match(plain, end):
        return False
    if _STANDARDS.match(plain, end):
        return True
    standard = bool(_STANDARD.search(name))
    window = max(0, start - _LOOK_BACK)
    private = standard and (
        _PRIVATE.search(plain, window, start) or _PRIVATE_NUMBER.match(plain, end)
    )
    if private and not _PUBLIC_STANDARD.search(plain, window, start):
        return False
    if not (is_plan(name) or standard) or _NEVER.search(name):
        return None
    if any(rule.match(plain, end) for rule in (_NUMBERED, BARE, _AMONG)):
        return True
    return True if _ISSUED.search(plain, window, start) else None


@lru_cache(maxsize=4096)
def official_form(name: str) -> bool:
    """Whether a title says by itself that it is an instrument."""
    if _NEVER.search(name):
        return False
    if _TECHNICAL.match(name):
        return True
    if is_plan(name):
        return bool(_OF_THE_STATE.search(name))
    return well_formed(name)


def _unmarked(name: str) -> str:
    return re.sub(r"(?:（[^（）]{1,16}）)+$", "", name)
