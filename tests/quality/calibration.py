"""The calibration curve of the documentation, measured anew.

``python -m tests.quality.calibration`` draws docs/calibration.svg and fills the table of
docs/calibration.md.
"""

import re
from collections.abc import Mapping, Sequence
from math import sqrt
from pathlib import Path

from tests.conftest import SHARED
from tests.quality.affected import Bin, Labelled, calibration_error, documents, reliability

DOCS = Path(__file__).parents[2] / "docs"
SIDE, LEFT, TOP = 320, 56, 20
"""Pixels of the square that the curve is drawn in, and of the margins before it."""
COLOURS = {"open": "#1f6feb", "held back": "#d1571b"}
_TABLE = re.compile(r"(?<=<!-- measured -->\n).*?(?=<!-- end -->)", re.S)

Curves = Mapping[str, Sequence[Bin]]


def measured() -> Curves:
    parts: dict[str, list[Labelled]] = {name: [] for name in COLOURS}
    for one in documents():
        parts["held back" if one.part == "held_back" else "open"].append(one)
    return {name: reliability(SHARED, part) for name, part in parts.items()}


def _at(said: float, right: float) -> tuple[float, float]:
    return LEFT + SIDE * said, TOP + SIDE * (1 - right)


def _axes() -> list[str]:
    lines = []
    for tenth in range(0, 11, 2):
        x, y = _at(tenth / 10, tenth / 10)
        base, side = TOP + SIDE, LEFT + SIDE
        lines += [
            f'<path d="M{x:.0f} {TOP}V{base}M{LEFT} {y:.0f}H{side}" stroke="#8884" fill="none"/>',
            f'<text x="{x:.0f}" y="{base + 18}" text-anchor="middle">{tenth / 10:.1f}</text>',
            f'<text x="{LEFT - 8}" y="{y + 4:.0f}" text-anchor="end">{tenth / 10:.1f}</text>',
        ]
    (x0, y0), (x1, y1) = _at(0, 0), _at(1, 1)
    middle = LEFT + SIDE / 2
    return [
        *lines,
        f'<path d="M{x0} {y0}L{x1} {y1}" stroke="#888" stroke-dasharray="4 4"/>',
        f'<text x="{middle}" y="{TOP + SIDE + 40}" text-anchor="middle">probability told</text>',
        f'<text transform="translate(14 {TOP + SIDE / 2}) rotate(-90)" text-anchor="middle">'
        "share that is right</text>",
    ]


def _curve(bins: Sequence[Bin], colour: str) -> list[str]:
    points = [(_at(one.said, one.right), one.count) for one in bins]
    line = " ".join(f"{x:.1f},{y:.1f}" for (x, y), _ in points)
    dots = [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{min(9.0, 2 + sqrt(n) / 2):.1f}" fill="{colour}"/>'
        for (x, y), n in points
    ]
    return [f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.5"/>', *dots]


def picture(curves: Curves) -> str:
    """The curves beside the diagonal on which a perfect one lies; larger dots have more pairs."""
    parts = _axes()
    for place, (name, bins) in enumerate(curves.items()):
        parts += _curve(bins, COLOURS[name])
        x, y = LEFT + 12, TOP + 20 + 18 * place
        error = calibration_error(bins)
        parts += [
            f'<circle cx="{x}" cy="{y - 4}" r="5" fill="{COLOURS[name]}"/>',
            f'<text x="{x + 12}" y="{y}">{name}, error {error:.3f}</text>',
        ]
    width, height = LEFT + SIDE + 24, TOP + SIDE + 52
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" font-family="sans-serif" font-size="12" '
            'fill="#777">',
            *parts,
            "</svg>\n",
        ]
    )


def table(curves: Curves) -> str:
    heads = "".join(f" pairs, {name} | right |" for name in curves)
    lines = [f"| probability told |{heads}", "|---" * (1 + 2 * len(curves)) + "|"]
    by_low = {name: {one.low: one for one in bins} for name, bins in curves.items()}
    for one in sorted({(b.low, b.high) for bins in curves.values() for b in bins}):
        cells = [f"{one[0]:.2f} to {one[1]:.2f}"]
        for name in curves:
            here = by_low[name].get(one[0])
            cells += [str(here.count), f"{here.right:.2f}"] if here else ["0", ""]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    curves = measured()
    (DOCS / "calibration.svg").write_text(picture(curves), "utf-8")
    page = DOCS / "calibration.md"
    page.write_text(_TABLE.sub(lambda _: table(curves), page.read_text("utf-8")), "utf-8")
    print(table(curves))


if __name__ == "__main__":
    main()
