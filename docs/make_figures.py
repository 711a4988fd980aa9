# ruff: noqa: INP001, T201  a script next to the pages it writes, not a package; it prints a preview
"""Write the contact sheet of docs/figures.md: every exercise at its start and in its hold, on one side.

Run it after changing a figure: `python docs/make_figures.py`. A test compares the sheet with the cards. With the
name of an exercise, or the path of its file, it prints that figure instead, as the terminal shows it:
`python docs/make_figures.py bird-dog`.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from stretch_coach.figure.draw import draw, text
from stretch_coach.figure.pose import pose
from stretch_coach.figure.read import FigureError, read_figure
from stretch_coach.figure.svg import PAPER, panel
from stretch_coach.routine.repository import Library

if TYPE_CHECKING:
    from stretch_coach.figure.model import Figure
    from stretch_coach.routine.dose import Side
    from stretch_coach.routine.model import Exercise

ROOT = Path(__file__).resolve().parent.parent
SHEET = ROOT / "docs" / "figures.svg"
COLUMNS, WIDTH, HEIGHT, GAP, LABEL = 4, 232, 138, 14, 34
_POSES = (("start", 0.0, 0.0), ("hold", 1.0, 0.0))
_ROUND = (("one end", 1.0, 0.0), ("the other", 1.0, 0.5))


def sheet() -> str:
    """Return the whole sheet: every exercise with its poses, two exercises in a row."""
    library = Library(str(ROOT / "routines" / "exercises"))
    rows: list[str] = []
    for place, exercise in enumerate(sorted(library.values(), key=lambda one: one.title)):
        row, half = divmod(place, 2)
        x, y = GAP + half * COLUMNS // 2 * (WIDTH + GAP), GAP + row * (HEIGHT + LABEL + GAP)
        rows.append(_row(exercise, read_figure(exercise.figure), x, y))
    width = COLUMNS * (WIDTH + GAP) + GAP
    height = GAP + (len(rows) + 1) // 2 * (HEIGHT + LABEL + GAP)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="sans-serif" fill="#1d2928"><title>The figures of all exercises</title>'
        f'<rect width="100%" height="100%" fill="{PAPER.ground}"/>\n' + "\n".join(rows) + "\n</svg>\n"
    )


def _shown(figure: Figure) -> tuple[tuple[str, float, float], ...]:
    """The poses worth showing, each with its share and phase."""
    if figure.loop:
        return _ROUND
    return _POSES if len(figure.poses) > 1 else _POSES[1:]


def _row(exercise: Exercise, figure: Figure, x: int, y: int) -> str:
    parts = [f'<text x="{x}" y="{y + 16}" font-size="16" font-weight="bold">{exercise.title}</text>']
    side = figure.drawn if exercise.sides != "none" else None
    for name, share, phase in _shown(figure):
        caption = f"{side}, {name}" if side else name
        parts.append(f'<text x="{x}" y="{y + 32}" font-size="11" fill="#54635f">{caption}</text>')
        parts.append(panel(figure, pose(figure, share, side, phase), (x, y + LABEL + 4, WIDTH, HEIGHT)))
        x += WIDTH + GAP
    return "".join(parts)


def preview(name: str, columns: int, rows: int, side: Side | None) -> int:
    """Print one figure, its start and its hold, or say what is wrong with it."""
    folder, file = os.path.split(name)
    library = Library(folder or str(ROOT / "routines" / "exercises"))
    try:
        figure = read_figure(library[file.removesuffix(".yaml")].figure)
    except (KeyError, FigureError) as error:
        print(error, file=sys.stderr)
        return 1
    for title, share, phase in _shown(figure):
        joints = pose(figure, share, side, phase)
        print(title, text(draw(figure, joints, columns, rows)), sep="\n")
    return 0


def main() -> int:
    """Write the sheet, or print one figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("exercise", nargs="?", help="a name of the library, or the path of an exercise file")
    parser.add_argument("--size", default="60x20", help="columns x rows of the preview")
    parser.add_argument("--side", choices=("left", "right"))
    arguments = parser.parse_args()
    if arguments.exercise is not None:
        columns, _, rows = arguments.size.partition("x")
        return preview(arguments.exercise, int(columns), int(rows), arguments.side)
    SHEET.write_text(sheet(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
