"""Who is bound is told by name, on either side of a change."""

import pytest

from digest.law.authorities import named
from digest.law.difference import Region, Side, regions
from digest.law.named import of_bearers
from digest.law.quoting import quoted
from digest.law.stretches import Stretch
from digest.model import Change, ChangeKind

BEHIND = "对示例事项作出决定。"


def told(old: str, new: str, behind: str = BEHIND) -> Change:
    region = Region(0, len(old), 0, len(new))
    change = Change(ChangeKind.BEARER, old or None, new or None)
    return of_bearers(change, Stretch(old + behind, new + behind, region), region)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("港口主管部门按照职责", "港口主管部门"),
        ("由原发证机关", "原发证机关"),
        ("并会同国务院港口管理部门", "国务院港口管理部门"),
        ("验收后经港口检验机构", "港口检验机构"),
        ("引航机构接到报告后", "引航机构"),
        ("负责", None),
        ("在港区范围内", None),
        ("损害赔偿责任", None),
    ],
)
def test_a_bearer_is_told_by_name_without_verb_or_preposition(words: str, name: str | None) -> None:
    assert told("码头经营者", words) == Change(ChangeKind.BEARER, "码头经营者", name)


def test_a_name_goes_on_behind_the_change() -> None:
    found = told("海事机关引航", "港口管理部门和航道", "机构应当公布水深。")
    assert found == Change(ChangeKind.BEARER, "海事机关引航机构", "港口管理部门和航道机构")


def test_what_names_nobody_is_no_bearer() -> None:
    assert told("可能导致延误", "容易导致拥堵").kind is ChangeKind.SCOPE


def test_a_quote_begins_and_ends_with_its_words() -> None:
    spaced = Stretch(
        "防止码头沉降 或 者 开 裂、移位。", "防止码头沉降、移位。", Region(6, 14, 6, 6)
    )
    assert quoted(ChangeKind.SCOPE, spaced, spaced.region).old == "开 裂"
    old, new = "由相关行业组织、社会公众共同参与。", "由相关社会组织、公众共同参与。"
    (region,) = regions(Side(old), Side(new))
    stretch = Stretch(old, new, region)
    assert Stretch(old, new, named(stretch)).words == ("行业组织", "社会组织")


def test_clauses_more_in_a_list_do_not_begin_with_an_item_that_stood_there() -> None:
    old = "港口经营人未设置浮标、保存记录的，责令改正。"
    more = "向海事机关报告，或者不按照要求设置浮标、保存记录"
    new = old.replace("记录", "记录、" + more)
    (region,) = regions(Side(old), Side(new))
    assert new[region.new_start : region.new_end].strip("、") == more
