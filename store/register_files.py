"""Register files: TOML for people who keep it in git, CSV for spreadsheets, JSON for programs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from digest.errors import RegisterError
from digest.model import Cite, Obligation, Problem
from store.register_lines import (
    CITE_KEYS,
    KEYS,
    NOTHING,
    Doubts,
    Line,
    Loaded,
    fault,
    no_doubts,
    obligations,
    raise_if_any,
    refused,
    unknown_key,
)
from store.register_toml import from_toml

_FORMULA = re.compile(r"[\s']*[=+\-@＝＋－＠]|'*[\t\r\n]")
"""A cell a spreadsheet would run as a formula (OWASP, CSV injection), or one guarded already."""
LARGEST = 64 * 1024 * 1024
"""Bytes of a register file: some 200,000 lines."""
_CITE = re.compile(r"([^#]+)(?:#(?:§([^:]+)(?::(\d+))?|([^.§]+)(?:\.(\d+))?|([^§]+)))?")
"""title, #article or #article.paragraph; #§clause or #§clause:paragraph, as clauses have dots."""


def read(path: Path) -> tuple[Obligation, ...]:
    """A register file by its suffix. Raises RegisterError that lists all that is wrong."""
    loaded = load(path)
    raise_if_any(loaded.faults)
    return loaded.lines


def check(path: Path, doubts: Doubts = no_doubts) -> Loaded:
    """A register file with all that is wrong with it; nothing is raised and nothing stored."""
    try:
        return load(path, doubts)
    except RegisterError as error:
        return refused(fault(str(path), str(error).removeprefix(f"{path}: ")))


def read_toml(text: str, where: str = "register.toml") -> tuple[Obligation, ...]:
    """Obligations of TOML text, sorted by id. Raises RegisterError that lists all faults."""
    loaded = from_toml(text, where)
    raise_if_any(loaded.faults)
    return loaded.lines


def read_csv(text: str, where: str = "register.csv") -> tuple[Obligation, ...]:
    """Obligations of CSV text, sorted by id. Raises RegisterError that lists all faults."""
    loaded = _from_csv(text, where)
    raise_if_any(loaded.faults)
    return loaded.lines


def cites_of(text: str) -> tuple[Cite, ...]:
    """Cites in the words of a CSV cell: ``示例办法#14;示例法#55.1``. Raises RegisterError."""
    line = {"id": "-", "statement": "-", "cites": _split(text, _cite_value)}
    loaded = obligations([Line(text, line)])
    raise_if_any(loaded.faults)
    return loaded.lines[0].cites


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


def load(path: Path, doubts: Doubts = no_doubts) -> Loaded:
    """A register file by its suffix, with what is wrong. Raises RegisterError when it is none."""
    try:
        if path.stat().st_size > LARGEST:
            raise RegisterError(f"{path}: is larger than {LARGEST >> 20} MB, which no register is")
        body = path.read_bytes()
    except OSError as error:
        raise RegisterError(f"{path}: cannot be read: {error.strerror}") from error
    if body.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise RegisterError(f"{path}: is a workbook; save it as CSV UTF-8")
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RegisterError(f"{path}: is UTF-16 text; save it as CSV UTF-8")
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
            parse = from_toml if path.suffix.lower() == ".toml" else _from_csv
            return parse(text, str(path), doubts)
    raise RegisterError(f"{path}: byte {failed.start} is not {' or '.join(encodings)} text")


def _from_csv(text: str, where: str, doubts: Doubts = no_doubts) -> Loaded:
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        headers = [header.strip() for header in next(rows, [])]
        strays = _stray_headers(headers, where)
        loaded = (
            refused(*strays) if strays else obligations(_csv_lines(rows, headers, where), doubts)
        )
    except csv.Error as error:
        return refused(fault(f"{where}, line {rows.line_num}", f"not CSV: {error}"))
    return loaded if loaded.lines or loaded.faults else refused(fault(where, NOTHING))


def _stray_headers(headers: Sequence[str], where: str) -> list[Problem]:
    strays = [
        fault(f"{where}, line 1, key {header}", unknown_key(header, KEYS))
        for header in headers
        if header not in KEYS
    ]
    return strays + [
        fault(f"{where}, line 1", f"has no column {key}")
        for key in ("id", "statement")
        if key not in headers
    ]


def _csv_lines(rows: Iterator[list[str]], headers: Sequence[str], where: str) -> Iterator[Line]:
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
