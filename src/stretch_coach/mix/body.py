"""The body from the front and from the back as cells of text, each with the area it belongs to (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

_FRONT = """
      ....
      ....
       nn
    ssssssss
   sssccccsss
   aadccccdaa
   aadbbbbdaa
   aa bbbb aa
   aahhhhhhaa
   wwhhhhhhww
    offiiffo
    offiiffo
    offiiffo
     ff  ff
     ..  ..
     ..  ..
    ttt  ttt
"""
_BACK = """
      ....
      ....
       nn
    ssssssss
   ssuuuuuuss
   aauuuuuuaa
   aaduuuudaa
   aadlllldaa
   aagllllgaa
   wwggggggww
    okkggkko
    okkkkkko
    okkkkkko
     kk  kk
     vv  vv
     vv  vv
    ttt  ttt
"""
_AREAS = {
    "n": "neck", "s": "shoulders", "c": "chest", "a": "arms", "w": "wrists", "u": "upper back", "l": "low back",
    "d": "sides", "b": "belly", "h": "hips", "g": "buttocks", "i": "inner thighs", "o": "outer thighs",
    "f": "front thighs", "k": "back thighs", "v": "calves", "t": "feet",
}  # fmt: skip
WIDTH, HEIGHT = 16, 17
"""Cells of one side of the body."""
SHADES = 4
"""From no time at all (0) to the most that any area had (4)."""


class Cell(NamedTuple):
    """One cell of the body; `area` is "" for head and shins."""

    row: int
    column: int
    area: str


FRONT, BACK = (
    tuple(
        Cell(row, column, _AREAS.get(mark, ""))
        for row, line in enumerate(text.strip("\n").splitlines())
        for column, mark in enumerate(line)
        if mark != " "
    )
    for text in (_FRONT, _BACK)
)


def shades(minutes: Mapping[str, float]) -> Mapping[str, int]:
    """Return how dark each area is, from 0 to `SHADES`, against the one with the most minutes."""
    most = max(minutes.values(), default=0.0)
    return {
        area: 0 if found <= 0 else min(SHADES, 1 + int(found / most * (SHADES - 0.01)))
        for area, found in minutes.items()
    }


def body_text(minutes: Mapping[str, float], marks: str = "·░▒▓█") -> list[str]:
    """Return front and back side by side as lines of text, shaded by minutes. `marks` are the shades from 0 on."""
    dark = shades(minutes)
    lines = []
    for row in range(HEIGHT):
        line = [" "] * (2 * WIDTH + 2)
        for cells, left in ((FRONT, 0), (BACK, WIDTH + 2)):
            for cell in cells:
                if cell.row == row:
                    line[left + cell.column] = marks[dark.get(cell.area, 0)] if cell.area else marks[0]
        lines.append("".join(line).rstrip())
    heads = f"{'front':^{WIDTH}}  {'back':^{WIDTH}}".rstrip()
    return [heads, *lines]
