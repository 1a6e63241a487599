"""Register files: TOML for people who keep it in git, CSV for spreadsheets, JSON for programs."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from digest.errors import RegisterError
from digest.model import Cite, Obligation, Problem
from store.register_lines import (
    CITE_KEYS,
    DAYS,
    KEYS,
    Line,
    fault,
    is_day,
    no_day,
    obligations,
    raise_if_any,
    unknown_key,
)

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""A cell a spreadsheet would run as a formula (OWASP, CSV injection), or one guarded already."""
_CITE = re.compile(r"([^#]+)(?:#(?:§([^:]+)(?::(\d+))?|([^.§]+)(?:\.(\d+))?|([^§]+)))?")
"""title, #article or #article.paragraph; #§clause or #§clause:paragraph, as clauses have dots."""


NOTHING = "holds no obligation"
FILE_KEYS = ("as_of", "obligation")
"""Top level of a TOML file: the day of its article numbers, for every line; and the lines."""


def read(path: Path) -> tuple[Obligation, ...]:
    """A register file by its suffix. Raises RegisterError that lists all that is wrong."""
    found, problems = _read(path)
    raise_if_any(problems)
    return found


def check(path: Path) -> tuple[Problem, ...]:
    """All that is wrong with a register file; nothing is raised and nothing stored."""
    try:
        return _read(path)[1]
    except RegisterError as error:
        return (fault(str(path), str(error).removeprefix(f"{path}: ")),)


def read_toml(text: str, where: str = "register.toml") -> tuple[Obligation, ...]:
    """Obligations of TOML text, sorted by id. Raises RegisterError that lists all faults."""
    found, problems = _from_toml(text, where)
    raise_if_any(problems)
    return found


def read_csv(text: str, where: str = "register.csv") -> tuple[Obligation, ...]:
    """Obligations of CSV text, sorted by id. Raises RegisterError that lists all faults."""
    found, problems = _from_csv(text, where)
    raise_if_any(problems)
    return found


def cites_of(text: str) -> tuple[Cite, ...]:
    """Cites in the words of a CSV cell: ``示例办法#14;示例法#55.1``. Raises RegisterError."""
    line = {"id": "-", "statement": "-", "cites": _split(text, _cite_value)}
    found, problems = obligations([Line(text, line)])
    raise_if_any(problems)
    return found[0].cites


def to_toml(register: Sequence[Obligation]) -> str:
    """One [[obligation]] a line of the register; keys without a value are left out."""
    return "\n".join(_toml_entry(obligation) for obligation in register)


def to_csv(register: Sequence[Obligation]) -> str:
    """CSV with a byte order mark, so that spreadsheets read it as UTF-8; formulas are disarmed."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(KEYS)
    for obligation in register:
        values = msgspec.to_builtins(obligation)
        values["cites"] = ";".join(_cite_text(cite) for cite in obligation.cites)
        values["topics"] = ";".join(obligation.topics)
        writer.writerow([_guarded(values[key] or "") for key in KEYS])
    return "\ufeff" + out.getvalue()


def _read(path: Path) -> tuple[tuple[Obligation, ...], tuple[Problem, ...]]:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise RegisterError(f"{path}: cannot be read: {error.strerror}") from error
    match path.suffix.lower():
        case ".toml":
            encodings = ["utf-8-sig"]
        case ".csv":
            encodings = ["utf-8-sig", "gb18030"]  # what a Chinese Excel saves as plain CSV
        case _:
            raise RegisterError(f"{path}: a register file ends in .toml or .csv")
    for encoding in encodings:
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError as error:
            failed = error
        else:
            parse = _from_toml if path.suffix.lower() == ".toml" else _from_csv
            return parse(text, str(path))
    raise RegisterError(f"{path}: byte {failed.start} is not {' or '.join(encodings)} text")


def _from_toml(text: str, where: str) -> tuple[tuple[Obligation, ...], tuple[Problem, ...]]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return (), (fault(where, f"not TOML: {error}"),)
    except RecursionError:
        return (), (fault(where, "not TOML: it nests too deeply"),)
    stray = tuple(
        fault(f"{where}, key {key}", unknown_key(key, FILE_KEYS))
        for key in table
        if key not in FILE_KEYS
    )
    common = {"as_of": table["as_of"]} if "as_of" in table else {}
    entries = table.get("obligation", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return (), (*stray, fault(f"{where}, key obligation", "must be [[obligation]] entries"))
    if common and not is_day(common["as_of"]):
        # once, and not again for every line
        return (), (*stray, fault(f"{where}, key as_of", no_day(common["as_of"])))
    if not entries:
        return (), (*stray, fault(where, NOTHING))
    found, problems = obligations(
        Line(f"{where}, obligation {number} ({entry.get('id', 'no id')})", common | entry)
        for number, entry in enumerate(entries, start=1)
    )
    return found, stray + problems


def _from_csv(text: str, where: str) -> tuple[tuple[Obligation, ...], tuple[Problem, ...]]:
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    headers: list[str] = []
    try:
        headers = [header.strip() for header in next(rows, [])]
        lines = list(_csv_lines(rows, headers, where))
    except csv.Error as error:
        return (), (fault(f"{where}, line {rows.line_num}", f"not CSV: {error}"),)
    strays = [
        fault(f"{where}, line 1, key {header}", unknown_key(header, KEYS))
        for header in headers
        if header not in KEYS
    ]
    strays += [
        fault(f"{where}, line 1", f"has no column {key}")
        for key in ("id", "statement")
        if key not in headers
    ]
    if not lines:
        strays.append(fault(where, NOTHING))
    if strays:
        return (), tuple(strays)
    return obligations(lines)


def _csv_lines(rows: Iterator[list[str]], headers: list[str], where: str) -> Iterator[Line]:
    first_line = 2
    for row in rows:
        cells = [_unguarded(cell).strip() for cell in row]
        if any(cells):
            values: dict[str, object] = {
                header: cell for header, cell in zip(headers, cells, strict=False) if cell
            }
            for key, parse in (("cites", _cite_value), ("topics", str.strip)):
                if key in values:
                    values[key] = _split(str(values[key]), parse)
            if any(cells[len(headers) :]):
                values["(beyond the last column)"] = cells[len(headers)]
            yield Line(f"{where}, line {first_line}", values)
        first_line = getattr(rows, "line_num", first_line) + 1


def _split(text: str, parse: Callable[[str], object]) -> list[object]:
    return [parse(piece) for piece in re.split("[;；]", text) if piece.strip()]


def _cite_text(cite: Cite) -> str:
    if cite.article is None:
        return cite.instrument
    paragraph = "" if cite.paragraph is None else str(cite.paragraph)
    if "." in cite.article:
        return f"{cite.instrument}#§{cite.article}" + (paragraph and f":{paragraph}")
    return f"{cite.instrument}#{cite.article}" + (paragraph and f".{paragraph}")


def _cite_value(text: str) -> object:
    found = _CITE.fullmatch(text.strip())
    if found is None:
        return text  # reported as no cite
    instrument, clause, clause_paragraph, article, paragraph, dotted = found.groups()
    number = clause_paragraph or paragraph
    values = (instrument, clause or article or dotted, int(number) if number else None)
    return {key: value for key, value in zip(CITE_KEYS, values, strict=True) if value is not None}


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


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
