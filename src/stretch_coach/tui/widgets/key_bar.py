"""The keys that apply now, at the foot of every screen; each can be clicked.

Reads the screen's bindings, so what it shows is what works, remapped keys included. What does not fit is left
out from the end, but `?` always stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.geometry import Size

from stretch_coach.tui.pages.layout import press
from stretch_coach.tui.widgets.canvas import Canvas
from stretch_coach.tui.words.keys import SHORT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import App
    from textual.screen import Screen

LAST = "keys"
"""The action of the help key, which is never left out."""
TALL = 20
"""Rows of a terminal that can spare a second line for keys."""


class Shown(NamedTuple):
    """One key as it is shown."""

    key: str
    display: str
    label: str
    action: str


class KeyBar(Canvas):
    """One line of keys, two where it takes two and the terminal is tall."""

    def __init__(self) -> None:
        super().__init__(self._keys_page)

    def on_mount(self) -> None:
        """Follow the screen's bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, screen: Screen[object]) -> None:
        if self.is_attached and screen is self.screen:
            self.refresh(layout=True)
            self._painted_for = Size(0, 0)

    def _shown(self) -> list[Shown]:
        app: App[object] = self.app
        found: list[Shown] = []
        for key, active in self.screen.active_bindings.items():
            binding = active.binding
            if not (binding.show and active.enabled) or any(s.action == binding.action for s in found):
                continue
            action = binding.action.removeprefix("screen.")
            found.append(Shown(key, app.get_key_display(binding), binding.description, action))
        return found

    def _keys_page(self, width: int, height: int) -> list[Content]:
        del height
        return key_lines(self._shown(), width, 2 if self.app.size.height >= TALL else 1)


def key_lines(keys: Sequence[Shown], width: int, most: int) -> list[Content]:
    """Lay keys out in at most so many lines; the last key stays when others must go."""
    if _lines_taken(keys, width) > most:
        keys = [key._replace(label=SHORT.get(key.label, key.label)) for key in keys]
    last = [k for k in keys if k.action == LAST]
    others = [k for k in keys if k.action != LAST]
    while others and _lines_taken([*others, *last], width) > most:
        others.pop()
    shown = [*others, *last]
    width_of_line = _narrowest(shown, width, _lines_taken(shown, width))
    lines: list[list[Content]] = [[]]
    room = width_of_line - 2
    for key in shown:
        cells = _cells(key) + (2 if lines[-1] else 0)
        if cells > room and lines[-1]:
            lines.append([])
            room = width_of_line - 2
            cells = _cells(key)
        room -= cells
        lines[-1].append(
            press(Content.assemble((key.display, "bold $kind-hold"), " ", (key.label, "$foreground")), key.key)
        )
    return [Content.assemble(" ", Content("  ").join(line)) for line in lines]


def _narrowest(keys: Sequence[Shown], width: int, lines: int) -> int:
    """Return the least width that takes no more lines, so that two lines share the keys evenly."""
    while width > 1 and _lines_taken(keys, width - 1) <= lines and all(_cells(k) + 2 < width for k in keys):
        width -= 1
    return width


def _cells(key: Shown) -> int:
    return len(key.display) + 1 + len(key.label)


def _lines_taken(keys: Sequence[Shown], width: int) -> int:
    lines, room, first = 1, width - 2, True
    for key in keys:
        cells = _cells(key) + (0 if first else 2)
        if cells > room:
            lines, room, cells = lines + 1, width - 2, _cells(key)
        room -= cells
        first = False
    return lines
