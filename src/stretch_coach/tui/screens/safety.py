"""The first-use questions. Dismissed with the answers, or with None when the person went back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from stretch_coach.services.screening import SafetyAnswers
from stretch_coach.tui import form as forms
from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.pages import safety as page
from stretch_coach.tui.screens.page import PageScreen
from stretch_coach.tui.words import common
from stretch_coach.tui.words import safety as words

if TYPE_CHECKING:
    from textual import events
    from textual.binding import BindingType
    from textual.content import Content

    from stretch_coach.services.screening import SafetyView
    from stretch_coach.tui.glyphs import Glyphs
    from stretch_coach.tui.widgets.canvas import Canvas

ANSWER_KEYS = frozenset(("y", "n", "t", *"0123456789"))


class SafetyScreen(PageScreen[SafetyAnswers | None]):
    """Signs A and B, a tick list, and how it has been."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", words.MOVE),
        Binding("down,tab", "move(1)", words.MOVE, show=False),
        Binding("shift+tab", "move(-1)", words.MOVE, show=False),
        Binding("space", "tick", words.TICK),
        Binding("enter", "go_on", words.NEXT),
        Binding("ctrl+s", "done", words.DONE, show=False),
        Binding("escape", "back", words.BACK),
        Binding("question_mark", "keys", common.KEYS),
    ]

    def __init__(self, view: SafetyView, glyphs: Glyphs) -> None:
        super().__init__(glyphs)
        self.form = forms.begin(view)

    def head(self, width: int) -> Content:
        """Return the title."""
        return lay.header(words.TITLE, words.NOT_SURE if width >= lay.NARROW else "", width)

    def body(self, width: int) -> list[Content]:
        """Return the questions."""
        return page.page(self.form, width, self.glyphs).lines

    def on_key(self, event: events.Key) -> None:
        """Answer the question under the cursor."""
        key = event.key
        if key in ANSWER_KEYS:
            event.stop()
            self._set(self.form.key(key))

    def on_canvas_row(self, message: Canvas.Row) -> None:
        """Give the answer that was clicked."""
        field = page.FIELDS[message.index // page.FIELD_STEP]
        if field == "done":
            self.action_done()
        else:
            self._set(self.form.answer(field, message.index % page.FIELD_STEP))

    def action_move(self, by: int) -> None:
        """Move to another question."""
        self._set(self.form.move(by))

    def action_tick(self) -> None:
        """Tick, or take a tick away."""
        self._set(self.form.key("space"))

    def action_go_on(self) -> None:
        """Go to the next question; at the end, or when a sign has been ticked, finish."""
        if self.form.item[0] == "done" or self.form.sign in ("emergency", "clinician"):
            self.action_done()
        else:
            self._set(self.form.next_question())

    def action_done(self) -> None:
        """Finish, or show what is still open."""
        answers = self.form.answers()
        if answers is not None:
            self.dismiss(answers)
        else:
            self._set(self.form.want_done())

    def action_back(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)

    def _set(self, form: forms.Form) -> None:
        self.form = form
        self.repaint()
        spots = page.page(form, self.body_canvas.size.width, self.glyphs).spots
        first, height = spots[min(form.cursor, len(spots) - 1)]
        if form.cursor == 0:
            self.scroll.scroll_home(animate=False)
        else:
            self.keep_in_view(first, height)
