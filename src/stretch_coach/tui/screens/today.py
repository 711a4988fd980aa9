"""Today, the home: what is due, what was done, and one key to begin. The app's first screen."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, ClassVar

from textual.app import SuspendNotSupported
from textual.binding import Binding

from stretch_coach.errors import StretchCoachError
from stretch_coach.tui.demonstrator import figure_style
from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.pages import today as page
from stretch_coach.tui.screens.page import PageScreen
from stretch_coach.tui.words import today as words
from stretch_coach.tui.words.common import PROGRAM, long_date, short_date

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType
    from textual.content import Content

    from stretch_coach.routine.model import Exercise
    from stretch_coach.services.cards import RoutineCard
    from stretch_coach.services.ports import CoachPort
    from stretch_coach.services.today import TodayView
    from stretch_coach.tui.glyphs import Glyphs
    from stretch_coach.tui.widgets.canvas import Canvas

LOOK_AGAIN_S = 60
"""How often the practice day is looked at, so that a program left open over night shows the new day."""
TEN = "t"
AROUND_PAGE = 3
"""Rows of the screen for its head and the keys."""


class TodayScreen(PageScreen[None]):
    """The list of routines with the record beside it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", words.START, id="today.start"),
        Binding("r", "resume", words.RESUME, id="today.resume"),
        Binding("k", "keep", words.KEEP, id="today.keep"),
        Binding("x", "discard", words.DISCARD, id="today.discard"),
        Binding("a", "acknowledge", words.ACKNOWLEDGE, id="today.acknowledge"),
        Binding("y", "walk('yes')", words.WALKS, show=False),
        Binding("n", "walk('no')", words.WALKS_NOT, show=False),
        Binding("d", "details", words.DETAILS, id="today.details"),
        Binding("p", "plan", words.PLAN, id="today.plan"),
        Binding("f", "follow", words.FOLLOW, id="today.follow"),
        Binding("e", "edit", words.EDIT, id="today.edit"),
        Binding("h", "history", words.HISTORY, id="today.history"),
        Binding("slash", "library", words.LIBRARY, id="today.library"),
        Binding("s", "settings", words.SETTINGS, id="today.settings"),
        Binding("m", "tour", words.TOUR, id="today.tour", show=False),
        Binding("c", "correct", words.CORRECT, id="today.correct"),
        Binding("q,escape", "leave", words.LEAVE, id="today.leave"),
        Binding("question_mark", "keys", words.KEYS, id="today.keys"),
        Binding("up", "move(-1)", "up", show=False),
        Binding("down", "move(1)", "down", show=False),
        *(Binding(str(n), f"morning({n})", "pain", show=False) for n in range(10)),
        Binding(TEN, "morning(10)", "pain", show=False),
    ]

    def __init__(self, coach: CoachPort, glyphs: Glyphs) -> None:
        super().__init__(glyphs)
        self._coach = coach
        self.view: TodayView = coach.today()
        self.selected = 0
        self._shown_before = False
        self._style = figure_style(glyphs, os.environ.get("TERM", ""))
        self._has_pictures = False
        """Pictures come once the page stands: nobody waits for them to read what is due."""
        self._played: dict[str, tuple[Exercise, ...]] = {}
        """What the routines that were chosen hold today."""

    def head(self, width: int) -> Content:
        """Return the program's name and the date."""
        day = self.view.day
        return lay.header(PROGRAM, long_date(day) if width >= lay.NARROW else short_date(day), width)

    def body(self, width: int) -> list[Content]:
        """Return the page, with pictures of the chosen routine where there is room below it."""
        lines = page.page(self.view, self.selected, width, self.glyphs).lines
        return [*lines, *self._pictures(width, self.size.height - AROUND_PAGE - len(lines))]

    def _pictures(self, width: int, room: int) -> list[Content]:
        if not self._has_pictures or self.card is None or width < lay.WIDE or room < page.LEAST_FOR_PICTURES:
            return []
        from stretch_coach.tui.pages.storyboard import storyboard

        size = (lay.page_width(width, page.WIDEST), room)
        return storyboard(self.card.title, self._exercises(self.card), size, self._style, self.glyphs)

    def _exercises(self, card: RoutineCard) -> tuple[Exercise, ...]:
        """Return what a routine holds today, each exercise once; nothing where its file has gone bad meanwhile."""
        if card.name not in self._played:
            try:
                steps = self._coach.details(card.name).today.due
            except StretchCoachError:
                steps = ()
            found = {item.step.exercise.name: item.step.exercise for item in steps}
            self._played[card.name] = tuple(found.values())
        return self._played[card.name]

    def on_mount(self) -> None:
        """Look at the day now and then; draw the pictures when the page stands."""
        self.set_interval(LOOK_AGAIN_S, self._look_at_day)
        self.call_after_refresh(self._picture)

    def _picture(self) -> None:
        self._has_pictures = True
        self.body_canvas.repaint()

    def _look_at_day(self) -> None:
        if self.is_active and self._coach.practice_day() != self.view.day:
            self.reload()

    def on_screen_resume(self) -> None:
        """Show what has changed while another screen was open; what was read to make this one is still true."""
        if self._shown_before:
            self.reload()
        self._shown_before = True

    def reload(self) -> None:
        """Read everything afresh."""
        try:
            self.view = self._coach.today()
        except StretchCoachError as error:
            self.program.tell(error)
            return
        self.selected = min(self.selected, max(0, self._rows - 1))
        self._played.clear()
        self.refresh_bindings()
        self.repaint()

    @property
    def _rows(self) -> int:
        return len(self.view.routines) + len(self.view.broken)

    @property
    def card(self) -> RoutineCard | None:
        """The chosen routine, None on a broken file."""
        order = [c for c in self.view.routines if c.followed] + [c for c in self.view.routines if not c.followed]
        return order[self.selected] if self.selected < len(order) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which keys apply to what is chosen and what is asked."""
        del parameters
        unfinished = self.view.unfinished
        applies = {
            "resume": bool(unfinished and unfinished.can_resume),
            "keep": bool(unfinished),
            "discard": bool(unfinished),
            "acknowledge": bool(self.view.advice),
            "walk": self.view.ask_walk,
            "morning": bool(self.view.morning),
            "correct": bool(self.view.last),
            "start": self.card is not None,
            "details": self.card is not None,
            "plan": self.card is not None,
            "follow": self.card is not None,
        }
        return applies.get(action, True)

    def action_move(self, by: int) -> None:
        """Choose the row above or below."""
        self._choose(self.selected + by)

    def _choose(self, index: int) -> None:
        self.selected = max(0, min(self._rows - 1, index))
        self.refresh_bindings()
        self.repaint()
        spots = page.page(self.view, self.selected, self.body_canvas.size.width, self.glyphs).spots
        if self.selected == 0:
            self.scroll.scroll_home(animate=False)
        elif self.selected < len(spots):
            first, height = spots[self.selected]
            self.keep_in_view(first, height)

    def choose_first(self) -> None:
        """Choose the routine that stands first."""
        self._choose(0)

    def on_canvas_row(self, message: Canvas.Row) -> None:
        """Choose what was clicked; start it when it was chosen already."""
        if message.index == self.selected:
            self.action_start()
        else:
            self._choose(message.index)

    def action_start(self) -> None:
        """Go to the ready screen of the chosen routine."""
        if self.card is not None:
            self.program.play(self.card.name)

    def action_resume(self) -> None:
        """Take the unfinished session up again."""
        if self.view.unfinished is not None:
            self.program.resume(self.view.unfinished.title)

    def action_keep(self) -> None:
        """Keep the unfinished session as partial."""
        self._tell(self._coach.keep_unfinished, words.KEPT)

    def action_discard(self) -> None:
        """Forget the unfinished session."""
        self._tell(self._coach.discard_unfinished, words.DISCARDED)

    def action_acknowledge(self) -> None:
        """Take the advice away."""
        self._tell(self._coach.acknowledge_advice, "")

    def action_walk(self, answer: str) -> None:
        """Note whether five minutes' walk is possible today."""
        self._tell(lambda: self._coach.answer_walk(walks=answer == "yes"), words.WALK_THANKS)

    def action_morning(self, pain: int) -> None:
        """Note how the morning after feels."""
        rating = self.view.morning
        if rating is not None:
            self._tell(lambda: self._coach.rate(rating.session_id, pain_next_morning=pain), words.MORNING_THANKS)

    def action_details(self) -> None:
        """Show the routine in full."""
        if self.card is not None:
            self.program.show_details(self.card.name)

    def action_plan(self) -> None:
        """Show the coming days."""
        if self.card is not None:
            self.program.show_plan(self.card.name)

    def action_follow(self) -> None:
        """Follow the chosen routine, or stop following it."""
        card = self.card
        if card is not None:
            on = not card.followed
            self._tell(lambda: self._coach.follow(card.name, on=on), words.followed(card.title, on=on))

    def action_edit(self) -> None:
        """Give the terminal to the person's editor, for the chosen routine or the chosen file with mistakes."""
        card = self.card
        name = card.name if card is not None else self.view.broken[self.selected - len(self.view.routines)].name
        try:
            with self.app.suspend():
                became = self._coach.edit(name, sys.stdin, sys.stderr)
        except SuspendNotSupported:
            self.notify(words.NO_EDITOR_HERE.format(name=name), severity="error", markup=False)
        except StretchCoachError as error:
            self.program.tell(error)
        else:
            self.notify(became, markup=False)
        self.reload()

    def action_correct(self) -> None:
        """Rate the last session again."""
        if self.view.last is not None:
            self.program.correct(self.view.last)

    def action_history(self) -> None:
        """Show the record: days, sessions and curves."""
        self.program.show_history()

    def action_settings(self) -> None:
        """Show every setting."""
        self.program.show_settings()

    def action_library(self) -> None:
        """Show all exercises."""
        self.program.show_library()

    def action_tour(self) -> None:
        """Show how a session works."""
        self.program.tour()

    def action_leave(self) -> None:
        """Leave the program."""
        self.app.exit(0)

    def _tell(self, what: Callable[[], None], done: str) -> None:
        try:
            what()
        except StretchCoachError as error:
            self.program.tell(error)
        else:
            if done:
                self.notify(done, markup=False)
        self.reload()
