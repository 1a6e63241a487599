"""The generated parts of the READMEs. `python tests/readme.py` rewrites the tables, and
`dutydiff --quiet demo | python tests/readme.py` what the demo shows; tests compare.
"""

import re
import sys
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


def without_ports(text: str) -> str:
    """The sample regulators listen on a free port, another one each time."""
    return re.sub(r"(\.localhost):\d+", r"\1:8000", text)


def excerpt(printed: str) -> str:
    """Beginning and end of what the demo prints: three items, and all that follows the items."""
    head = "\n\n".join(printed.split("\n\n")[:4])
    tail = printed[printed.index("\n日历\n") :]
    return without_ports(f"{head}\n\n…\n{tail}")


if __name__ == "__main__":
    shown = "" if sys.stdin.isatty() else sys.stdin.read()
    for path in READMES:
        text = filled(path.read_text(encoding="utf-8"))
        if shown:
            text = text.replace(demo_block(text), excerpt(shown))
        path.write_text(text, encoding="utf-8")
