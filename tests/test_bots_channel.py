import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.channel import CHANNELS, Channel, split

LINES = st.lists(st.text(st.characters(exclude_characters="\n"), max_size=60), max_size=40)
UNITS = st.sampled_from(["chars", "bytes"])


def small(unit, limit, markup="plain"):
    return Channel("small", limit, unit, None, markup)


def bodies(parts):
    return [re.sub(r"\A（\d+/\d+）\n", "", part) for part in parts] if len(parts) > 1 else parts


@given(LINES, UNITS, st.integers(40, 400), st.sampled_from(["plain", "markdown"]))
def test_parts_fit_and_hold_every_character_in_order(lines, unit, limit, markup):
    text = "\n".join(lines)
    channel = small(unit, limit, markup)
    parts = split(text, channel)
    assert all(channel.size(part) <= limit for part in parts)
    assert "".join(bodies(parts)).replace("\n", "") == text.replace("\n", "")


@given(LINES, UNITS)
def test_a_line_that_fits_is_never_cut(lines, unit):
    channel = small(unit, 260)
    kept = {line for body in bodies(split("\n".join(lines), channel)) for line in body.split("\n")}
    assert kept >= {line for line in lines if line}


def test_items_stay_whole_where_they_fit():
    items = [f"标题{i}\n" + "文" * 30 for i in range(10)]
    parts = split("\n\n".join(items), small("chars", 120))
    assert [item for body in bodies(parts) for item in body.split("\n\n")] == items
    assert parts[0].startswith(f"（1/{len(parts)}）\n")
    assert parts[-1].startswith(f"（{len(parts)}/{len(parts)}）\n")


def test_numbers_of_many_parts_still_fit():
    channel = small("chars", 60)
    parts = split("\n".join("文" * 45 for _ in range(1200)), channel)
    assert len(parts) == 1200
    assert max(map(channel.size, parts)) <= 60


def test_bytes_are_counted_as_utf8_and_chars_as_utf16_units():
    assert CHANNELS["wecom"].size("条") == 3
    assert CHANNELS["telegram"].size("条") == 1
    assert CHANNELS["telegram"].size("𠮷") == 2


@pytest.mark.parametrize("limit", [41, 47, 53, 64])
def test_tags_and_entities_are_never_cut(limit):
    line = "<s>[-" + "&lt;旧&amp;" * 20 + "-]</s><b>{+" + "新&gt;" * 30 + "+}</b>"
    channel = small("chars", limit, "telegram")
    parts = split(line, channel)
    assert all(channel.size(part) <= limit for part in parts)
    for body in bodies(parts):
        assert not re.search(r"&(?!(?:lt|gt|amp);)", body)
        opened = []
        for closing, name in re.findall(r"<(/?)([bs])>", body):
            if closing:
                assert opened.pop() == name
            else:
                opened.append(name)
        assert opened == []
    words = [re.sub(r"</?[bs]>", "", body) for body in bodies(parts)]
    assert "".join(words) == re.sub(r"</?[bs]>", "", line)


def test_a_short_message_is_left_alone():
    assert split("没有变化", CHANNELS["telegram"]) == ("没有变化",)
    assert split("长" * 100_000, CHANNELS["file"]) == ("长" * 100_000,)
