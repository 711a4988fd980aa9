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
LARGEST = 2
"""Columns and rows that a cell of the body takes where there is room."""
_LARGE_FROM = 1.5
"""How many times its rows there must be room for before it is drawn larger."""
_BODY = {
    (cell.row, cell.column + left): cell.area for cells, left in ((FRONT, 0), (BACK, WIDTH + _GAP)) for cell in cells
}


class BodyMap(Widget):
    """Shows `minutes` by area; `chosen` areas stand out."""

    DEFAULT_CSS = f"""
    BodyMap {{
        width: 1fr; max-width: {LARGEST * (2 * WIDTH + _GAP)};
        height: 1fr; max-height: {LARGEST * HEIGHT + 1};
    }}
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
        across, high = self._drawn_size
        heads = " " * (_HEAD_AT * across) + "front" + " " * ((WIDTH + _GAP) * across - len("front")) + "back"
        rows = [Content.styled(heads, "$quiet")]
        for row in range(high):
            line = []
            for column in range(2 * WIDTH + _GAP):
                area = _BODY.get((row * HEIGHT // high, column))
                line.append(" " * across if area is None else self._cell(area, dark, across))
            rows.append(Content.assemble(*line))
        return Content("\n").join(rows)

    @property
    def _drawn_size(self) -> tuple[int, int]:
        """Columns of a cell of the body, and rows of the body: larger where there is room."""
        across = max(1, min(LARGEST, self.size.width // (2 * WIDTH + _GAP)))
        high = max(HEIGHT, min(across * HEIGHT, self.size.height - 1))
        return (across if high > _LARGE_FROM * HEIGHT else 1), (high if high > _LARGE_FROM * HEIGHT else HEIGHT)

    def _cell(self, area: str, dark: Mapping[str, int], across: int) -> tuple[str, str]:
        if area and area in self.chosen:
            return "█" * across, _CHOSEN
        shade = min(dark.get(area, 0), SHADES)
        return _MARKS[shade] * across, _STYLES[shade]

    def area_at(self, x: int, y: int) -> str:
        """Return the area that is drawn at a column and row of the widget, "" where there is none."""
        across, high = self._drawn_size
        return _BODY.get(((y - 1) * HEIGHT // high, x // across), "")

    def on_click(self, event: events.Click) -> None:
        """Say which area was clicked."""
        area = self.area_at(event.x, event.y)
        if area:
            self.post_message(self.Clicked(area))
