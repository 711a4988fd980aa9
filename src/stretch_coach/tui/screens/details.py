"""One routine in full, with the way to start, plan and follow it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from stretch_coach.errors import StretchCoachError
from stretch_coach.tui.demonstrator import figure_style
from stretch_coach.tui.pages import details as page
from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.screens.page import LINE_KEYS, PageScreen
from stretch_coach.tui.words import details as words
from stretch_coach.tui.words import today as today_words

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.content import Content

    from stretch_coach.services.ports import CoachPort
    from stretch_coach.tui.glyphs import Glyphs

TITLE = "Routine"


class DetailsScreen(PageScreen[None]):
    """What a routine holds and where each of its steps stands."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", words.START, id="details.start"),
        Binding("p", "plan", words.PLAN, id="details.plan"),
        Binding("f", "follow", words.FOLLOW, id="details.follow"),
        Binding("f", "unfollow", words.STOP_FOLLOWING, id="details.unfollow"),
        Binding("escape,q,d", "back", words.BACK, id="details.back"),
        Binding("question_mark", "keys", words.KEYS, id="details.keys"),
        *LINE_KEYS,
    ]

    def __init__(self, coach: CoachPort, name: str, glyphs: Glyphs) -> None:
        super().__init__(glyphs)
        self._coach = coach
        self._routine = name
        self._style = figure_style(glyphs, os.environ.get("TERM", ""))
        self.view = coach.details(name)

    def head(self, width: int) -> Content:
        """Return the routine's title."""
        return lay.header(TITLE, "", width, detail=self.view.routine.title)

    def body(self, width: int) -> list[Content]:
        """Return the page."""
        return page.body(self.view, width, self.glyphs, self._style)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to follow, or to stop following."""
        del parameters
        if action in ("follow", "unfollow"):
            return (action == "unfollow") == self.view.followed
        return True

    def action_start(self) -> None:
        """Go to the ready screen."""
        self.dismiss(None)
        self.program.play(self._routine)

    def action_plan(self) -> None:
        """Show the coming days."""
        self.program.show_plan(self._routine)

    def action_follow(self) -> None:
        """Offer it on Today."""
        self._set_followed(on=True)

    def action_unfollow(self) -> None:
        """Take it from Today."""
        self._set_followed(on=False)

    def _set_followed(self, *, on: bool) -> None:
        try:
            self._coach.follow(self._routine, on=on)
            self.view = self._coach.details(self._routine)
        except StretchCoachError as error:
            self.program.tell(error)
            return
        self.notify(today_words.followed(self.view.routine.title, on=on), markup=False)
        self.refresh_bindings()
        self.repaint()

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
