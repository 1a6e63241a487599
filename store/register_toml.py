"""A register as TOML: for people who keep it in git."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Sequence

import msgspec

from digest.model import Obligation
from store.register_lines import (
    DAYS,
    KEYS,
    NOTHING,
    Doubts,
    Line,
    Loaded,
    fault,
    is_day,
    no_day,
    no_doubts,
    obligations,
    refused,
    unknown_key,
)

FILE_KEYS = ("as_of", "obligation")
"""Top level of a TOML file: the day of its article numbers, for every line; and the lines."""
_TOML_PLACE = re.compile(
    r'"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|\#[^\n]*'
    r"|(?P<entry>^[ \t]*\[\[[ \t]*obligation[ \t]*\]\])|^[ \t]*(?P<key>[A-Za-z0-9_-]+)[ \t]*=",
    re.M,
)
"""What may hold the look of an entry or a key (texts, comments), entries, and keys of a line."""


def from_toml(text: str, where: str, doubts: Doubts = no_doubts) -> Loaded:
    """What TOML text holds, and all that is wrong with it."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return refused(fault(where, f"not TOML: {error}"))
    except RecursionError:
        return refused(fault(where, "not TOML: it nests too deeply"))
    stray = tuple(
        fault(f"{where}, key {key}", unknown_key(key, FILE_KEYS))
        for key in table
        if key not in FILE_KEYS
    )
    common = {"as_of": table["as_of"]} if "as_of" in table else {}
    entries = table.get("obligation", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return refused(*stray, fault(f"{where}, key obligation", "must be [[obligation]] entries"))
    if common and not is_day(common["as_of"]):
        # once, and not again for every line
        return refused(*stray, fault(f"{where}, key as_of", no_day(common["as_of"])))
    if not entries:
        return refused(*stray, fault(where, NOTHING))
    found = obligations(_toml_lines(text, where, entries, common), doubts)
    return found._replace(faults=stray + found.faults)


def _toml_lines(
    text: str, where: str, entries: Sequence[dict[str, object]], common: dict[str, object]
) -> Iterator[Line]:
    places = _toml_places(text)
    told = len(places) == len(entries)  # else they are not written as [[obligation]]
    for number, entry in enumerate(entries):
        label = f"obligation {number + 1} ({entry.get('id', 'no id')})"
        at, keys = places[number] if told else (None, {})
        yield Line(
            f"{where}, line {at}, {label}" if at else f"{where}, {label}",
            common | entry,
            {key: f"{where}, line {line}, {label}" for key, line in keys.items()},
        )


def _toml_places(text: str) -> list[tuple[int, dict[str, int]]]:
    """The line of each [[obligation]] of a TOML text, and those of its keys."""
    places: list[tuple[int, dict[str, int]]] = []
    line, counted = 1, 0
    for found in _TOML_PLACE.finditer(text):
        line += text.count("\n", counted, found.start())
        counted = found.start()
        if found["entry"]:
            places.append((line, {}))
        elif found["key"] and places:
            places[-1][1].setdefault(found["key"], line)
    return places


def to_toml(register: Sequence[Obligation]) -> str:
    """One [[obligation]] a line of the register; keys without a value are left out."""
    return "\n".join(_toml_entry(obligation) for obligation in register)


def _toml_entry(obligation: Obligation) -> str:
    values = msgspec.to_builtins(obligation)
    lines = ["[[obligation]]"]
    for key in KEYS:
        value = values[key]
        if key in DAYS and value:
            lines.append(f"{key} = {value}")
        elif key == "cites" and value:
            lines += ["cites = [", *(f"    {_toml_table(cite)}," for cite in value), "]"]
        elif value:
            lines.append(f"{key} = {_toml_value(value)}")
    return "\n".join(lines) + "\n"


def _toml_table(cite: dict[str, object]) -> str:
    pairs = (f"{key} = {_toml_value(value)}" for key, value in cite.items() if value is not None)
    return "{ " + ", ".join(pairs) + " }"


def _toml_value(value: object) -> str:
    # A JSON string is a TOML basic string, but for DEL, which TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
