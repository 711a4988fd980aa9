"""One routine in full, with the way to start, plan and follow it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Label, OptionList, Static
from textual.widgets.option_list import Option

from stretch_coach import text
from stretch_coach.errors import StretchCoachError
from stretch_coach.ramp.prescription import PrescribedStep
from stretch_coach.services import following
from stretch_coach.services.details import DetailsView, details_view
from stretch_coach.tui.schedules import schedule_words
from stretch_coach.tui.screen import StretchScreen
from stretch_coach.tui.widgets.exercise_card import ExerciseCard
from stretch_coach.tui.widgets.fitting_line import FittingLine
from stretch_coach.tui.widgets.key_footer import KeyFooter


class StepList(OptionList):
    """The exercises of a routine; Enter starts it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "screen.start", "start", id="details.start")]


class DetailsScreen(StretchScreen[None]):
    """What a routine holds, and where each of its exercises is."""

    CSS_PATH = "details.tcss"
    AUTO_FOCUS = "StepList"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-medium"), (100, "-wide"), (160, "-huge")]  # noqa: RUF012  Textual's type
    HELP = """
    Every exercise of the routine: what it asks for today and why, how far it has come, and how it is done.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "plan", "plan", id="details.plan", tooltip="the coming days"),
        Binding("f", "follow", "follow", id="details.follow", tooltip="put it on your Today list"),
        Binding("f", "unfollow", "stop following", id="details.unfollow", tooltip="take it off your Today list"),
        Binding("escape", "back", "back"),
        Binding("q,d", "back", "back", show=False, id="details.back"),
    ]
    view: reactive[DetailsView | None] = reactive(None, init=False, bindings=True)

    def __init__(self, view: DetailsView) -> None:
        super().__init__()
        self._first = view
        self._items: tuple[PrescribedStep, ...] = ()

    def compose(self) -> ComposeResult:
        """What it is for; its exercises; the chosen one in full."""
        with Horizontal(id="head"):
            yield Label(id="title", markup=False)
            yield FittingLine(id="facts")
        with VerticalScroll(id="about"):
            yield Static(id="purpose", markup=False)
        with Horizontal(id="both"):
            with Vertical(id="left"):
                yield StepList(id="steps", markup=False)
                yield Static(id="file", markup=False)
            yield ExerciseCard(id="card")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show the routine."""
        self.view = self._first

    def watch_view(self, view: DetailsView | None) -> None:
        """Show what was read."""
        if view is None:
            return
        self.query_one("#title", Label).update(view.routine.title)
        self.query_one("#facts", FittingLine).show(_facts(view))
        about = [view.routine.about]
        if view.cautions:
            about.append(f"Ask a doctor first with: {'; '.join(text.lowered(each) for each in view.cautions)}.")
        self.query_one("#purpose", Static).update("\n".join(about))
        warnings = (f"line {each.line}: {each.message}" for each in view.warnings)
        self.query_one("#file", Static).update("\n".join((*warnings, f"file: {view.routine.path}")))
        self._items = tuple(item for item in view.today.steps if isinstance(item, PrescribedStep))
        steps = self.query_one("#steps", StepList)
        at = steps.highlighted or 0
        steps.clear_options()
        steps.add_options(Option(_row(item)) for item in self._items)
        steps.highlighted = at if self._items else None

    @on(OptionList.OptionHighlighted, "#steps")
    def _show_card(self, event: OptionList.OptionHighlighted) -> None:
        item = self._items[event.option_index]
        folder = str(Path(self.view.routine.path).parent) if self.view and self.view.routine.path else ""
        self.query_one("#card", ExerciseCard).show_exercise(
            item.step.exercise, tuple(_standing(item)), _doses(item), folder
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to follow, or to stop following."""
        del parameters
        if action in ("follow", "unfollow"):
            return self.view is not None and (action == "unfollow") == self.view.followed
        return True

    def action_start(self) -> None:
        """Go to the ready screen."""
        name = self._first.routine.name
        self.dismiss()
        self.program.play(name)

    def action_plan(self) -> None:
        """Show the coming days."""
        self.program.show_plan(self._first.routine.name)

    def action_follow(self) -> None:
        """Put it on the Today list."""
        self._set_followed(on=True)

    def action_unfollow(self) -> None:
        """Take it off the Today list."""
        self._set_followed(on=False)

    def _set_followed(self, *, on: bool) -> None:
        routine = self._first.routine
        try:
            following.set_followed(self.context, routine.name, on=on)
            self.view = details_view(self.context, routine.name)
        except StretchCoachError as error:
            self.program.tell(error)
            return
        self.notify(f"{routine.title} is {'now' if on else 'no longer'} on your Today list.", markup=False)


def _facts(view: DetailsView) -> tuple[str, str, str]:
    grows = f", growing to {view.minutes_at_target}" if view.minutes_at_target > view.minutes else ""
    followed = "on your Today list" if view.followed else "not on your Today list"
    return f"{view.minutes} min today{grows}", schedule_words(view.routine.schedule.text()), followed


def _row(item: PrescribedStep) -> Content:
    """An exercise and what it asks for today."""
    today = text.dose_short(item.step.exercise.kind, item.dose, item.step.sides) if item.dose else "not today"
    return Content.assemble((item.step.exercise.title, "bold"), "\n", (f"  {today}", "$quiet"))


def _standing(item: PrescribedStep) -> Iterator[str]:
    """Why it asks for this today, how far it has come, and when it joins."""
    if item.sessions or item.dose is None:
        yield text.sentence(item.reason.partition(": ")[2] or item.reason)
    else:
        yield "New to you: how you are when you start decides how much."
    if item.rungs > 1:
        yield f"{item.rung + 1} of {item.rungs} steps up"
    if item.step.from_day > 1:
        yield f"joins after {text.count(item.step.from_day - 1, 'good day')}"


def _doses(item: PrescribedStep) -> list[tuple[str, str]]:
    step = item.step
    start, target = (text.dose_words(step.exercise.kind, dose, step.sides) for dose in (step.start, step.target))
    return [("From the first day to the last", text.sentence(start if start == target else f"{start} → {target}"))]
