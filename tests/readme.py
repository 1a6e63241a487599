"""The generated parts of the READMEs. `python tests/readme.py` rewrites them; a test compares."""

import re
from dataclasses import fields
from pathlib import Path

from crawlers.catalogue import catalogue
from schedules.cli import COMMANDS
from schedules.settings import Settings

ROOT = Path(__file__).parents[1]
READMES = (ROOT / "README.md", ROOT / "README.zh.md")


def commands() -> str:
    rows = [f"| `{name}` | {line} |" for name, (_, line) in COMMANDS.items()]
    return "\n".join(rows)


def settings() -> str:
    rows = []
    for table in fields(Settings):
        for setting in fields(table.default):
            default = getattr(table.default, setting.name)
            shown = f'"{default}"' if isinstance(default, str) else str(default).lower()
            rows.append(
                f"| `{table.name}.{setting.name}` | `{shown}` | {setting.metadata['help']} |"
            )
    return "\n".join(rows)


def sources() -> str:
    rows = [
        f"| `{spec.id}` | {spec.name} | {'yes' if spec.official else 'no'} | {spec.every_days} d |"
        for spec in catalogue()
    ]
    return "\n".join(rows)


def filled(text: str) -> str:
    """A README with its generated tables as they should be."""
    for name, make in (("commands", commands), ("settings", settings), ("sources", sources)):
        head, rest = text.split(f"<!-- {name}:begin -->\n")
        table, tail = rest.split(f"<!-- {name}:end -->")
        titles = "\n".join(table.splitlines()[:2])
        text = f"{head}<!-- {name}:begin -->\n{titles}\n{make()}\n<!-- {name}:end -->{tail}"
    return text


def demo_block(text: str) -> str:
    """What a README says the demo prints."""
    found = re.search(r"<!-- demo:begin[^>]*-->\n```text\n(.*?)```\n<!-- demo:end -->", text, re.S)
    assert found, "no demo block"
    return found[1]


if __name__ == "__main__":
    for path in READMES:
        path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
