"""The body from the front and the back, shaded by the minutes each area had; a click on an area chooses it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from stretch_coach.mix.body import BACK, FRONT, HEIGHT, SHADES, WIDTH, shades

_GAP = 2
_HEAD_AT = 5
_STYLES = ("$foreground 35%", "$primary 35%", "$primary 55%", "$primary 80%", "$primary")
_CHOSEN = "$accent bold"
_MARKS = "░▒▒▓█"


class BodyMap(Widget):
    """Shows `minutes` by area; `chosen` areas stand out."""

    DEFAULT_CSS = f"""
    BodyMap {{ width: {2 * WIDTH + _GAP}; height: {HEIGHT + 1}; }}
    """

    minutes: reactive[Mapping[str, float]] = reactive(dict)
    chosen: reactive[Collection[str]] = reactive(frozenset)

    class Clicked(Message):
        """An area was clicked."""

        def __init__(self, area: str) -> None:
            super().__init__()
            self.area = area

    def render(self) -> Content:
        """Draw front and back side by side."""
        dark = shades(self.minutes)
        rows = [[(" ", "")] * (2 * WIDTH + _GAP) for _ in range(HEIGHT + 1)]
        for cells, left, head in ((FRONT, 0, "front"), (BACK, WIDTH + _GAP, "back")):
            for i, letter in enumerate(head):
                rows[0][left + _HEAD_AT + i] = (letter, "$foreground 60%")
            for row, column, area in cells:
                shade = min(dark.get(area, 0), SHADES)
                style = _CHOSEN if area and area in self.chosen else _STYLES[shade]
                mark = "█" if area and area in self.chosen else _MARKS[shade]
                rows[row + 1][left + column] = (mark, style)
        return Content("\n").join(Content.assemble(*row) for row in rows)

    def on_click(self, event: events.Click) -> None:
        """Say which area was clicked."""
        row, column = event.y - 1, event.x
        for cells, left in ((FRONT, 0), (BACK, WIDTH + _GAP)):
            for cell in cells:
                if (cell.row, cell.column + left) == (row, column) and cell.area:
                    self.post_message(self.Clicked(cell.area))
