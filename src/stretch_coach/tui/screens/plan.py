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
    from collections.abc import Callable

    from textual.binding import BindingType
    from textual.content import Content

    from stretch_coach.services.ports import CoachPort
    from stretch_coach.services.upcoming import PlanStep, WhatIf
    from stretch_coach.tui.glyphs import Glyphs
    from stretch_coach.tui.widgets.canvas import Canvas

PLACING_ACTIONS = frozenset(("set_place", "rung", "leave_place", "keys", "page", "edge"))


class PlanScreen(PageScreen[None]):
    """Each step over the coming days, and one of them in full."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"what_if('{what}')", label, id=f"plan.{what}") for key, what, label in words.KEYS_WHAT_IF),
        Binding("u", "undo", words.UNDO, id="plan.undo"),
        Binding("enter", "set_place", words.SET, id="plan.set"),
        Binding("left,minus", "rung(-1)", words.LOWER, id="plan.lower"),
        Binding("right,plus", "rung(1)", words.HIGHER, id="plan.higher"),
        Binding("s", "place", words.PLACE, id="plan.place"),
        Binding("z", "unplace", words.UNPLACE, id="plan.unplace"),
        Binding("up", "move(-1)", words.CHOOSE),
        Binding("down", "move(1)", words.CHOOSE, show=False),
        Binding("escape", "leave_place", words.LEAVE),
        Binding("escape,q", "back", words.BACK, id="plan.back"),
        Binding("question_mark", "keys", words.KEYS, id="plan.keys"),
    ]

    def __init__(self, coach: CoachPort, name: str, glyphs: Glyphs) -> None:
        super().__init__(glyphs)
        self._coach = coach
        self._routine = name
        self._what_if: tuple[WhatIf, ...] = ()
        self.selected = 0
        self.placing: int | None = None
        """The rung that would be set, while somebody chooses one."""
        self.view = coach.plan(name)

    def head(self, width: int) -> Content:
        """Return the routine's title."""
        return lay.header(words.TITLE, "", width, detail=self.view.title)

    def body(self, width: int) -> list[Content]:
        """Return the page."""
        return page.page(self.view, self.selected, width, self.glyphs, self.placing).lines

    @property
    def _step(self) -> PlanStep | None:
        steps = self.view.steps
        return steps[min(self.selected, len(steps) - 1)] if steps else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what applies: while a place is chosen, no other things; to undo, where there is something to undo."""
        del parameters
        if self.placing is not None:
            return action in PLACING_ACTIONS
        step = self._step
        applies = {
            "undo": bool(self._what_if),
            "place": step is not None and len(step.ladder) > 1,
            "unplace": step is not None and step.by_hand is not None,
        }
        return applies.get(action, action not in ("set_place", "rung", "leave_place"))

    def action_move(self, by: int) -> None:
        """Choose another step."""
        self._choose(self.selected + by)

    def _choose(self, index: int) -> None:
        if self.placing is not None:
            return
        self.selected = max(0, min(len(self.view.steps) - 1, index))
        self.refresh_bindings()
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
            self.program.tell(error)
            return
        self._what_if = what_if
        self.refresh_bindings()
        self.repaint()

    def action_place(self) -> None:
        """Begin to choose a place by hand; what-ifs end, for the place goes into the record as it is."""
        if self._what_if:
            self._replay(())
        if self._step is not None:
            self._offer(self._step.rung)

    def action_rung(self, by: int) -> None:
        """Look at the place above or below."""
        if self.placing is not None and self._step is not None:
            self._offer(max(0, min(len(self._step.ladder) - 1, self.placing + by)))

    def action_leave_place(self) -> None:
        """Leave the place as it is."""
        self._offer(None)

    def _offer(self, rung: int | None) -> None:
        self.placing = rung
        self.refresh_bindings()
        self.repaint()

    def action_set_place(self) -> None:
        """Write the chosen place into the record."""
        step, rung = self._step, self.placing
        if step is None or rung is None:
            return
        self.placing = None
        if rung == step.rung:
            self._offer(None)
            return
        self._write(
            lambda: self._coach.place(self._routine, step.step, rung), words.placed(step, rung, self.glyphs.times)
        )

    def action_unplace(self) -> None:
        """Take back what was set by hand last."""
        step = self._step
        if step is not None:
            self._write(lambda: self._coach.unplace(self._routine, step.step), words.TAKEN_BACK)

    def _write(self, what: Callable[[], None], told: str) -> None:
        try:
            what()
        except StretchCoachError as error:
            self.program.tell(error)
        else:
            self.notify(told, markup=False)
        self._replay(())

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
