"""Pictures of exercises that do not move: the pose it is known by, the one it starts from, or several exercises."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Label

from stretch_coach.figure.model import Figure
from stretch_coach.figure.motion import Moment
from stretch_coach.figure.read import FigureError, read_figure
from stretch_coach.routine.model import Exercise
from stretch_coach.tui.widgets.figure_animator import Pose
from stretch_coach.tui.widgets.figure_view import FigureView
from stretch_coach.tui.widgets.refill import refill

Where = Literal["start", "hold"]
PICTURE_COLUMNS = 19
"""The least room for a picture in a gallery, with the gap after it."""


class ExercisePicture(FigureView):
    """Draws an exercise as large as there is room."""

    def __init__(self, exercise: Exercise | None = None, moment: Where = "hold", *, classes: str = "") -> None:
        super().__init__()
        self.add_class(*classes.split())
        self._moment = moment
        self._figure = figure_of(exercise)
        self._own = ""

    def show_exercise(self, exercise: Exercise | None, own: str = "") -> None:
        """Show another exercise, or nothing. `own` is the path of the user's own picture of it."""
        self._figure = figure_of(exercise)
        self._own = own
        self.show_pose(self._posed())

    def on_mount(self) -> None:
        """Draw what the widget was made with."""
        self.show_pose(self._posed())

    def on_resize(self, event: events.Resize) -> None:
        """Draw at the new size."""
        del event
        self.show_pose(self._posed())

    def _posed(self) -> Pose | None:
        if self._figure is None:
            return Pose(None, Moment(0.0), own=self._own, movement=self._own) if self._own else None
        return Pose(self._figure, _moment(self._figure, self._moment), movement=id(self._figure), own=self._own)


class StartAndHold(Horizontal):
    """An exercise as it starts, where that looks different, and as it is held."""

    DEFAULT_CSS = "StartAndHold ExercisePicture { width: 1fr; height: 1fr; }"

    def compose(self) -> ComposeResult:
        """Two pictures."""
        yield ExercisePicture(moment="start", classes="start")
        yield ExercisePicture()

    def show_exercise(self, exercise: Exercise | None, own: str = "") -> None:
        """Show another exercise, or nothing. `own` is the path of the user's own picture, which is shown alone."""
        start, hold = self.query(ExercisePicture)
        start.display = exercise is not None and has_start(exercise) and not own
        start.show_exercise(exercise)
        hold.show_exercise(exercise, own)


class Gallery(Horizontal):
    """Exercises side by side, each over its title, as many as there is room for."""

    DEFAULT_CSS = """
    Gallery {
        & > Vertical { width: 1fr; max-width: 40; padding-right: 2; }
        & ExercisePicture { width: 1fr; height: 1fr; }
        & Label { width: 100%; text-align: center; color: $quiet; height: 2; text-overflow: ellipsis; }
    }
    """

    async def show_exercises(self, exercises: Sequence[Exercise]) -> int:
        """Show these, or the first of them; return how many are shown."""
        shown = exercises[: max(1, (self.app.size.width - 2) // PICTURE_COLUMNS)]
        await refill(self, *(Vertical(ExercisePicture(each), Label(each.title, markup=False)) for each in shown))
        return len(shown)


def figure_of(exercise: Exercise | None) -> Figure | None:
    """The figure of an exercise; None where there is none or it cannot be drawn."""
    if exercise is None or not exercise.figure:
        return None
    try:
        return read_figure(exercise.figure)
    except FigureError:
        return None


def has_start(exercise: Exercise) -> bool:
    """Whether the start looks different from the hold."""
    figure = figure_of(exercise)
    return figure is not None and (bool(figure.loop) or len(figure.poses) > 1)


def _moment(figure: Figure, where: Where) -> Moment:
    if figure.loop:
        return Moment(1.0, phase=0.0 if where == "start" else 0.5)
    return Moment(0.0 if where == "start" and len(figure.poses) > 1 else 1.0)
