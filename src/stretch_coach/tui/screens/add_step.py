"""Which routine a step is added to: one of the person's own, or a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.screens.page import PageScreen
from stretch_coach.tui.words import common
from stretch_coach.tui.words import library as words

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.content import Content

    from stretch_coach.services.library import OwnRoutine
    from stretch_coach.tui.glyphs import Glyphs
    from stretch_coach.tui.widgets.canvas import Canvas


class AddStepScreen(PageScreen[str]):
    """A list of routines; its last row is a new one. Gives the routine's name, "" for a new one, None for neither."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", words.CHOOSE),
        Binding("question_mark", "keys", common.KEYS),
        Binding("up", "move(-1)", "up", show=False),
        Binding("down", "move(1)", "down", show=False),
        Binding("escape,q", "back", words.BACK),
    ]

    def __init__(self, exercise: str, routines: tuple[OwnRoutine, ...], glyphs: Glyphs) -> None:
        super().__init__(glyphs)
        self._exercise = exercise
        self._routines = routines
        self.selected = 0

    def head(self, width: int) -> Content:
        """Return the title."""
        return lay.header(words.ADD_TITLE, "", width)

    def body(self, width: int) -> list[Content]:
        """Return the list."""
        wide = lay.page_width(width, 72)
        lines = [lay.BLANK, *lay.wrap(words.which(self._exercise), wide), lay.BLANK]
        named = [(routine.title, words.steps(routine)) for routine in self._routines]
        for number, (title, told) in enumerate([*named, (words.NEW, "")]):
            chosen = number == self.selected
            mark = self.glyphs.now if chosen else " "
            left = lay.text(f" {mark} {title}", lay.TITLE)
            line = lay.spread(left, lay.text(told, lay.QUIET), wide)
            if chosen:
                line = line.stylize_before("on $surface")
            lines.append(lay.row(line, number))
        lines.append(lay.BLANK)
        if not self._routines:
            lines += lay.wrap(words.NONE_YET, wide, style=lay.QUIET)
        return [*lines, *lay.wrap(words.COPY_FIRST, wide, style=lay.QUIET)]

    def action_move(self, by: int) -> None:
        """Choose the row above or below."""
        self.selected = max(0, min(len(self._routines), self.selected + by))
        self.repaint()
        self.keep_in_view(self.selected + 3, 1)

    def action_take(self) -> None:
        """Give the chosen one."""
        names = [*(routine.name for routine in self._routines), ""]
        self.dismiss(names[self.selected])

    def on_canvas_row(self, message: Canvas.Row) -> None:
        """Take what was clicked."""
        self.selected = message.index
        self.action_take()

    def action_back(self) -> None:
        """Add to none."""
        self.dismiss(None)
