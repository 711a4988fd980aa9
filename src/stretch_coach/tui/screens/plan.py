"""The coming days of a routine, with "what if" keys that never touch the record, and a step's place set by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from stretch_coach.errors import StretchCoachError
from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.pages import plan as page
from stretch_coach.tui.screens.page import PageScreen
from stretch_coach.tui.words import plan as words

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.content import Content

    from stretch_coach.tui.glyphs import Glyphs
    from stretch_coach.tui.widgets.canvas import Canvas
    from stretch_coach.wiring_views import CoachPort, WhatIf


class PlanScreen(PageScreen[None]):
    """Each step over the coming days, and one of them in full."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"what_if('{what}')", label, id=f"plan.{what}") for key, what, label in words.KEYS_WHAT_IF),
        Binding("u", "undo", words.UNDO, id="plan.undo"),
        Binding("up", "move(-1)", words.CHOOSE),
        Binding("down", "move(1)", words.CHOOSE, show=False),
        Binding("escape,q", "back", words.BACK, id="plan.back"),
        Binding("question_mark", "keys", words.KEYS, id="plan.keys"),
    ]

    def __init__(self, coach: CoachPort, name: str, glyphs: Glyphs) -> None:
        super().__init__(glyphs)
        self._coach = coach
        self._routine = name
        self._what_if: tuple[WhatIf, ...] = ()
        self.selected = 0
        self.view = coach.plan(name)

    def head(self, width: int) -> Content:
        """Return the routine's title."""
        return lay.header(words.TITLE, "", width, detail=self.view.title)

    def body(self, width: int) -> list[Content]:
        """Return the page."""
        return page.page(self.view, self.selected, width, self.glyphs).lines

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to undo where there is a what-if."""
        del parameters
        return action != "undo" or bool(self._what_if)

    def action_move(self, by: int) -> None:
        """Choose another step."""
        self._choose(self.selected + by)

    def _choose(self, index: int) -> None:
        self.selected = max(0, min(len(self.view.steps) - 1, index))
        self.repaint()
        self.scroll.scroll_home(animate=False)

    def on_canvas_row(self, message: Canvas.Row) -> None:
        """Choose the step that was clicked."""
        self._choose(message.index)

    def action_what_if(self, what: WhatIf) -> None:
        """Add a day that has not happened."""
        self._replay((*self._what_if, what))

    def action_undo(self) -> None:
        """Go back to the record as it is."""
        self._replay(())

    def _replay(self, what_if: tuple[WhatIf, ...]) -> None:
        try:
            self.view = self._coach.plan(self._routine, what_if)
        except StretchCoachError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self._what_if = what_if
        self.refresh_bindings()
        self.repaint()

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_keys(self) -> None:
        """Show what every key does."""
        from stretch_coach.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.glyphs, "today"))
